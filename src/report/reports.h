/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a result to a report. */
#ifndef BLACKOUT_REPORT_REPORTS_H
#define BLACKOUT_REPORT_REPORTS_H

#include "document/render.h"
#include "report/builders.h"

/* Builds a document of `what`, renders it into the sink, and ends it. */
blackout_status report_render(report_builder *build, document_renderer *render, const void *what,
                              blackout_sink *sink, void *user, blackout_error *error);

#endif
