/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table definitions as people read them: what the documents, the schemas of tables and `init`
 * are made from. */
#ifndef BLACKOUT_DESCRIBE_TABLE_GUIDE_H
#define BLACKOUT_DESCRIBE_TABLE_GUIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

struct guide_column {
    const char *name;
    const char *type; /* "key", "keys", "text", "number", "integer", "time", "currency", "flag" */
    bool required;
    const char *refers_to; /* the table whose key it is; NULL */
    bool has_min;
    bool open_min; /* the minimum itself is not allowed */
    double min;
    bool has_max;
    double max;
    const char *remedy;
    const char *meaning;
};

enum { GUIDE_KEYS = 3 };

struct table_guide {
    const char *name;
    const char *meaning;
    bool required;
    const char *keys[GUIDE_KEYS]; /* no two rows agree in all of these columns ... */
    size_t key_count;
    const char *as_of; /* ... and in this one; NULL */
    const char *note;  /* lines of Markdown; NULL */
    const struct guide_column *columns;
    size_t column_count;
    const char *example; /* CSV: a header and rows */
};

/* The name of a table of a package, from 0 on; NULL after the last. */
const char *table_guide_name(size_t table);

/* "table:NAME" of these and, after them, of the files that have their own place; likewise. */
const char *table_guide_schema_name(size_t table);

/* Fills `guide` for the table of that name, with or without "table:"; false if there is none, or
 * when memory is out (then guide->name is set). */
bool table_guide_make(struct table_guide *guide, struct arena *arena, const char *name);

#endif
