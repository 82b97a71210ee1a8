/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import does not take: every value with its place and the reason, and the causes, each
 * once. A cause is a reason, with the columns that it is about. */
#ifndef BLACKOUT_IMPORT_NOT_TAKEN_H
#define BLACKOUT_IMPORT_NOT_TAKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/strings.h"

struct not_taken_entry {
    const char *file;   /* as messages name it */
    size_t row;         /* line of the file, from 1 */
    const char *column; /* or member */
    const char *value;  /* as it is in the file; of a given entry NULL: none */
    size_t cause;       /* place of its cause in the list, which not_taken_add() sets */
};

enum { NOT_TAKEN_COLUMNS = 12 };

struct not_taken_cause {
    const char *reason;
    const char *columns[NOT_TAKEN_COLUMNS]; /* the first ones that it is about, each once */
    size_t column_count;
    bool has_more; /* of them */
    size_t count;
    size_t first; /* place of its first entry, which stands for all in a report */
};

/* {0} is empty. All memory is the arena's. */
struct not_taken {
    struct not_taken_entry *entries;
    size_t count;
    size_t capacity;
    struct not_taken_cause *causes; /* in the order in which they were met */
    size_t cause_count;
    size_t cause_capacity;
    struct strings keys; /* of the causes: number k + 1 is cause k */
};

/* Room for what is shown of a value, and with its NUL for what is kept of names that are anybody's
 * text: of incidents, pages and columns. */
enum { NOT_TAKEN_VALUE_SIZE = 121 };

/* Adds an entry. `value` is copied, on one line and cut; file, column and reason are borrowed. 0,
 * or -1 when memory is out. */
int not_taken_add(struct not_taken *list, struct arena *arena, const struct not_taken_entry *entry,
                  const char *reason);

#endif
