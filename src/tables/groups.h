/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table that agree in a few columns of names, together: what is said of all rows of a
 * platform, of an owner, of a flow is found in one pass, however many there are. */
#ifndef BLACKOUT_TABLES_GROUPS_H
#define BLACKOUT_TABLES_GROUPS_H

#include "tables/table.h"

enum { MOST_GROUP_COLUMNS = 2 };

struct group {
    const uint32_t *rows; /* numbers of rows, ascending */
    size_t count;         /* at least 1 */
};

struct groups {
    struct arena arena;
    const struct table *table;
    int columns[MOST_GROUP_COLUMNS];
    size_t column_count;
    struct group *groups; /* in the order in which the table first has them */
    size_t count;
    size_t capacity;
    struct lookup by_key;
};

/* Groups the rows of `table` by `column_count` columns of texts. To be freed by groups_free(),
 * after a failure too. */
blackout_status groups_make(struct groups *groups, const struct table *table, const int *columns,
                            size_t column_count, blackout_error *error);

/* The group whose texts are `key`, one for each column, or NULL. */
const struct group *groups_find(const struct groups *groups, const string_id *key);

void groups_free(struct groups *groups);

#endif
