/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of formats, one for each kind of import: what they share is made.h and settings.h,
 * and none knows another. */
#ifndef BLACKOUT_IMPORT_FORMATS_H
#define BLACKOUT_IMPORT_FORMATS_H

#include "import/made.h"

/* Fills an import, whose arena the caller frees after a failure too. */
typedef blackout_status import_reader(blackout_import *import, const struct import_request *request,
                                      blackout_error *error);

import_reader statuspage_read;
import_reader oed_read;

#endif
