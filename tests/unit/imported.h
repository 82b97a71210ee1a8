/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of imports share: an import of texts in memory, its cells, its list of what was
 * not taken. */
#ifndef BLACKOUT_TESTS_IMPORTED_H
#define BLACKOUT_TESTS_IMPORTED_H

#include <stdlib.h>
#include <string.h>

#include "blackout.h"
#include "check.h"
#include "import/import.h"

enum { MOST_SOURCES = 4, MOST_SETTINGS = 8 };

/* Texts of files, and settings; each list ends with NULL. */
static inline blackout_status import_try(blackout_import **import, const char *kind,
                                         const char *const *texts, const char *const *settings,
                                         blackout_error *error)
{
    static const char *const names[MOST_SOURCES] = {"a", "b", "c", "d"};
    struct import_source sources[MOST_SOURCES];
    struct import_request request = {sources, 0, settings, 0};
    for (; texts[request.source_count] != NULL; ++request.source_count) {
        const char *text = texts[request.source_count];
        sources[request.source_count] =
            (struct import_source){names[request.source_count], text, strlen(text)};
    }
    for (; settings != NULL && settings[request.setting_count] != NULL; ++request.setting_count) {
    }
    return import_make(import, kind, &request, NULL, error);
}

static inline const struct import_table *import_find(const blackout_import *import,
                                                     const char *path)
{
    for (size_t i = 0; i < import->table_count; ++i) {
        if (strcmp(import->tables[i]->path, path) == 0) {
            return import->tables[i];
        }
    }
    fail_msg("no file '%s'", path);
    return NULL;
}

/* The text in a row's column. */
static inline const char *import_cell(const blackout_import *import, const char *path, size_t row,
                                      const char *column)
{
    const struct import_table *table = import_find(import, path);
    assert_true(row < table->row_count);
    for (size_t i = 0; i < table->column_count; ++i) {
        if (strcmp(table->columns[i], column) == 0) {
            return table->cells[row * table->column_count + i];
        }
    }
    fail_msg("no column '%s'", column);
    return NULL;
}

/* The cause with this reason; NULL: none. */
static inline const struct not_taken_cause *import_cause(const blackout_import *import,
                                                         const char *reason)
{
    for (size_t i = 0; i < import->not_taken.cause_count; ++i) {
        if (strcmp(import->not_taken.causes[i].reason, reason) == 0) {
            return &import->not_taken.causes[i];
        }
    }
    return NULL;
}

#endif
