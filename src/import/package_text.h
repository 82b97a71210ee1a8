/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of an imported package: its tables, a datapackage.json that describes them and names
 * their base, notes. The list of what was not taken is a report, which others write. */
#ifndef BLACKOUT_IMPORT_PACKAGE_TEXT_H
#define BLACKOUT_IMPORT_PACKAGE_TEXT_H

#include <stdbool.h>

#include "blackout/sink.h"
#include "import/made.h"

/* The path of file `index`; NULL after the last. */
const char *package_text_path(const blackout_import *import, size_t index);

/* Whether that file is the list of what was not taken. */
bool package_text_is_list(const blackout_import *import, size_t index);

/* Writes one of the other files. */
blackout_status package_text_write(const blackout_import *import, size_t index, blackout_sink *sink,
                                   void *user, blackout_error *error);

#endif
