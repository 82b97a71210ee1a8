/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a cell of COLUMN_KEYS: names with ';' between them. Blanks around a name, and places
 * without one, say nothing. */
#ifndef BLACKOUT_TABLES_KEY_LIST_H
#define BLACKOUT_TABLES_KEY_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct key_name {
    const char *text; /* not ended by a NUL */
    size_t length;
};

/* Takes the first name off `*rest`, which becomes what follows it; false where no name is left. */
bool key_list_next(struct key_name *name, const char **rest);

/* Whether `name` is one of the names of `list`. */
bool key_list_has(const char *list, const char *name);

#endif
