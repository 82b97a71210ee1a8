/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are left out since something is wrong with them, where the caller goes on without them.
 * A row is known by its file and line; what it refers to may be wrong only once another is left
 * out, so that the list grows while a package is read again and again. */
#ifndef BLACKOUT_TABLES_REJECTS_H
#define BLACKOUT_TABLES_REJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/lookup.h"

/* What is wrong with one row: of several faults the first that was found. */
struct reject {
    const char *source; /* as in messages */
    size_t line;        /* of the first line of the row, from 1 */
    size_t column;      /* of the field, from 1 */
    const char *code;
    const char *message;
    const char *text; /* the row as it is in the file; NULL: not met yet */
};

/* {0} is empty; it ends with its arena, which texts belong to. */
struct rejects {
    struct arena arena;
    struct reject *items;
    size_t count;
    size_t capacity;
    struct lookup by_place;
};

/* Adds a row; false where it is there already. `*failed` where memory is out. */
bool rejects_add(struct rejects *rejects, const struct reject *reject, bool *failed);

/* How many of them are rows that have been met; what was wrong with a header is none. */
size_t rejects_met(const struct rejects *rejects);

/* The entry of a row that takes the lines from `first` to `last`, or NULL. */
struct reject *rejects_find(const struct rejects *rejects, const char *source, size_t first,
                            size_t last);

/* Whether there is any from line `first` to line `last`; none of NULL. */
bool rejects_any(const struct rejects *rejects, const char *source, size_t first, size_t last);

/* `rejects` itself too; NULL: nothing is done. */
void rejects_free(struct rejects *rejects);

#endif
