/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/reports.h"

blackout_status report_render(report_builder *build, document_renderer *render, const void *what,
                              blackout_sink *sink, void *user, blackout_error *error)
{
    struct document document = {0};
    build(&document, what);
    blackout_status status = render(&document, sink, user, error);
    document_free(&document);
    return status;
}
