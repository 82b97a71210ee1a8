/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All parts of one run, in the order of their shards. Whole: none is missing, none is there twice,
 * all are of the same run. Read-only once it is open, but each call reads files. */
#ifndef BLACKOUT_PARTS_PARTS_H
#define BLACKOUT_PARTS_PARTS_H

#include "blackout/parts.h"
#include "parts/part_file.h"

struct blackout_parts {
    struct arena arena;
    struct part_file *files; /* [count], at least one: of the first is said what holds for all */
    size_t count;
};

/* Whether two runs are the same: version, command, arguments, inputs, and what they are divided
 * into. `part` is the one at fault, `first` what it is compared with, called `first_name`. Error:
 * BLACKOUT_ERROR_INPUT. */
blackout_status parts_compare(const struct part_file *part, const struct part_about *first,
                              const char *first_name, blackout_error *error);

#endif
