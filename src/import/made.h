/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package in the making, as data: tables of texts, the assumptions that they rest on, what was
 * not taken. Readers of formats fill it, reports and files are written from it. Texts are the
 * arena's, or the program's own. */
#ifndef BLACKOUT_IMPORT_MADE_H
#define BLACKOUT_IMPORT_MADE_H

#include <stddef.h>

#include "blackout/import.h"
#include "core/arena.h"
#include "import/not_taken.h"

/* A file of the package. Cells are texts, of numbers too: those of import_number() read back to the
 * same double. */
struct import_table {
    const char *path;     /* in the package: "outages.csv"; at most one folder before the name */
    const char *resource; /* the table that it is; NULL: a file beside the tables */
    const char *const *columns;
    size_t column_count;
    const char **cells; /* [row_count][column_count] */
    size_t row_count;
    size_t row_capacity;
};

/* A number, or a name, that the format does not say. What a user has set is one too, with the
 * source "set": whoever gets the package sees all that it rests on. Texts are borrowed. */
struct import_assumption {
    const char *name; /* as --set has it */
    const char *value;
    const char *source; /* where it is from */
};

struct blackout_import {
    struct arena arena;
    const char *kind;
    const char *title;   /* of the package */
    const char *base;    /* NULL: none is named */
    bool base_is_folder; /* which no description names: paths of a package stay inside it */
    const char *item;    /* what the files are made of: "incidents", "rows" */
    size_t read;         /* of these, copies and planned maintenance too */
    size_t taken;        /* of these, though perhaps without some of its terms */
    struct import_table **tables;
    size_t table_count;
    size_t table_capacity;
    struct import_assumption *assumptions;
    size_t assumption_count;
    size_t assumption_capacity;
    struct not_taken not_taken; /* also terms of what is taken: not `read` less `taken` */
};

/* What is read: a file's bytes, and its name in messages and lists. */
struct import_source {
    const char *name;
    const char *bytes;
    size_t size;
};

/* Everything that a reader of a format is given. */
struct import_request {
    const struct import_source *sources;
    size_t source_count;
    const char *const *settings;
    size_t setting_count;
};

/* An empty table; NULL when memory is out. Texts and columns are borrowed. */
struct import_table *import_table_new(blackout_import *import, const char *path,
                                      const char *resource, const char *const *columns,
                                      size_t column_count);

/* Adds a row of as many texts as the table has columns, which are borrowed; NULL is an empty one.
 * 0, or -1 when memory is out. */
int import_row(blackout_import *import, struct import_table *table, const char *const *cells);

/* Texts that the import owns; NULL when memory is out. */
const char *import_text(blackout_import *import, const char *text, size_t length);
const char *import_number(blackout_import *import, double number);

/* Texts are borrowed. 0, or -1 when memory is out, also where it was for `value`, which is NULL
 * then. */
int import_assume(blackout_import *import, const char *name, const char *value, const char *source);

#endif
