/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody needs to know who fills in one table over a package that has the others: its
 * columns, the identifiers that the package knows, an example. */
#ifndef BLACKOUT_DESCRIBE_FORM_H
#define BLACKOUT_DESCRIBE_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/dataset.h"
#include "core/arena.h"

struct form_choice {
    const char *key;
    const char *name; /* what it is called in the package */
};

struct form_column {
    const char *name;
    const char *meaning;
    const char *values;  /* what may be in it, in words */
    const char *example; /* "" where the example leaves it empty */
    bool required;
    bool is_number;
    const struct form_choice *choices; /* the identifiers that it may have; NULL: see `values` */
    size_t choice_count;
};

struct form {
    const char *package;
    const char *table;
    const struct form_column *columns;
    size_t column_count;
};

/* Fills `form` for the table of that name. Texts belong to the dataset and to `arena`.
 * BLACKOUT_ERROR_USAGE where there is no such table. */
blackout_status form_make(struct form *form, struct arena *arena, const blackout_dataset *dataset,
                          const char *table, blackout_error *error);

#endif
