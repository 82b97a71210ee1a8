/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the place of render_xlsx.c where the program is built without libxlsxwriter. */
#include "core/error.h"
#include "document/render.h"

const bool xlsx_is_built = false;

blackout_status render_xlsx(const struct document *document, blackout_sink *sink, void *user,
                            blackout_error *error)
{
    (void)document;
    (void)sink;
    (void)user;
    return error_field(error, BLACKOUT_ERROR_USAGE, "format",
                       "this build has no xlsx: it was made without libxlsxwriter; use another "
                       "format, or install that and build again");
}
