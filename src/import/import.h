/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import of files in memory, for tests: blackout_import_read() reads files and calls this. */
#ifndef BLACKOUT_IMPORT_IMPORT_H
#define BLACKOUT_IMPORT_IMPORT_H

#include "import/made.h"

/* `base` NULL: that of the format. To be freed by blackout_import_free(); NULL after a failure. The
 * import keeps copies of the names and settings; bytes of the sources need to live for the call
 * alone. Errors as of blackout_import_read(). */
blackout_status import_make(blackout_import **import, const char *kind,
                            const struct import_request *request, const char *base,
                            blackout_error *error);

#endif
