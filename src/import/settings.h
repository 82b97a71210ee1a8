/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assumptions of an import, and how a user sets them. */
#ifndef BLACKOUT_IMPORT_SETTINGS_H
#define BLACKOUT_IMPORT_SETTINGS_H

#include <stdbool.h>

#include "import/made.h"

/* A share from 0 to 1 with its range, which are its 5 % and 95 % values; low = high where it has
 * none. */
struct import_share {
    double low;
    double central;
    double high;
};

/* A setting that a format knows: a share, or a text. The place that it points at holds what is
 * assumed where nothing is set. */
struct import_setting {
    const char *name;
    struct import_share *share; /* NULL: a text */
    const char **text;          /* NULL in it: nothing is assumed, or made of the files */
    bool is_set;                /* by the user: its source is "set" then, and not the format's */
};

/* Reads NAME=VALUE settings into the places that the table names. A share is `0.5`, or its 5 %,
 * central and 95 % values, `0.2..0.5..0.8`. BLACKOUT_ERROR_USAGE names what is not understood. */
blackout_status import_settings_read(struct import_setting *known, size_t known_count,
                                     const struct import_request *request, blackout_error *error);

/* Whether a package takes the range: around a share that is not certain. */
bool import_share_has_range(const struct import_share *share);

/* The 5 % or 95 % value as a cell; "" where the share has no range that a package takes, NULL when
 * memory is out. Shares are drawn by their logits, which 0 and 1 do not have: ends are moved there,
 * to at least 0.001 and at most 0.999, but not past the central value. */
const char *import_share_end(blackout_import *import, const struct import_share *share, bool high);

/* A share as a setting has it; NULL when memory is out. */
const char *import_share_text(blackout_import *import, const struct import_share *share);

#endif
