/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table definition, written out: for people, for programs, and as a file to fill in. */
#ifndef BLACKOUT_REPORT_TABLE_GUIDE_H
#define BLACKOUT_REPORT_TABLE_GUIDE_H

#include "blackout/sink.h"
#include "blackout/status.h"
#include "describe/table_guide.h"

/* A section of the data format's documentation. */
blackout_status report_table_markdown(const struct table_guide *guide, blackout_sink *sink,
                                      void *user, blackout_error *error);

/* JSON Schema (draft 2020-12) of a row. */
blackout_status report_table_schema(const struct table_guide *guide, blackout_sink *sink,
                                    void *user, blackout_error *error);

#endif
