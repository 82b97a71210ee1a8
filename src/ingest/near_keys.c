/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that a reader takes for one, in tables of a few names: `North` and `north`, `north-east` and
 * `north east`. To the program they are two things, each with a part of what is meant for one. */
#include <string.h>

#include "core/error.h"
#include "ingest/near_names.h"
#include "ingest/table_checks.h"
#include "tables/groups.h"

/* Hyphens, dashes and quotes of Unicode's general punctuation, U+2010 to U+201F, which word
 * processors put in place of those of ASCII. */
static bool is_unicode_mark(const char *c)
{
    const unsigned char *byte = (const unsigned char *)c;
    return byte[0] == 0xe2 && byte[1] == 0x80 && byte[2] >= 0x90 && byte[2] <= 0x9f;
}

/* The name with a blank for each mark: `10-1` is `10.1`, and not `101`. Marks that tell things
 * apart
 * (`C+`, `C#`) stay. A name that has no room is left as it is: cut, two would be one. */
static const char *without_marks(char out[FOLD_SIZE], const char *name)
{
    size_t length = 0;
    if (strlen(name) >= FOLD_SIZE) {
        return name;
    }
    while (*name != '\0') {
        const size_t width = strchr(" -_./,:;'\"()", *name) != NULL ? 1
                             : is_unicode_mark(name)                ? 3
                                                                    : 0;
        out[length++] = width > 0 ? ' ' : *name;
        name += width > 0 ? width : 1;
    }
    while (length > 0 && out[length - 1] == ' ') {
        --length;
    }
    out[length] = '\0';
    return out;
}

/* `remedy` is said of names that are near. By groups, so that a name of several dated rows is
 * compared once, and near_names_add() is given no name twice. All are kept: the tables are small,
 * and their rows in any order. */
static blackout_status check_names(const struct table_context *context, struct table *table,
                                   int column, const char *remedy, blackout_error *error)
{
    const int columns[] = {column};
    struct near_names names = {.keeps_all = true};
    struct groups keys;
    blackout_status status = groups_make(&keys, table, columns, 1, error);
    for (size_t i = 0; i < keys.count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &table->rows[keys.groups[i].rows[0]];
        char room[FOLD_SIZE];
        size_t earlier = 0;
        if (!row->cells[columns[0]].given) {
            continue;
        }
        const char *name = without_marks(room, check_text(context, row, columns[0]));
        if (!near_names_add(&names, name, row->line, &earlier)) {
            status = error_memory(error);
        } else if (earlier > 0) {
            const struct place place = table_place(table, row, columns[0]);
            diagnostics_fault(context->diagnostics, &place, "near_names",
                              "the name differs from that of line %zu in case, blanks or "
                              "punctuation alone ('%.80s'); %s where they are one %s, else a name "
                              "with other letters or digits",
                              earlier, check_text(context, row, columns[0]), remedy, place.field);
        }
    }
    groups_free(&keys);
    near_names_free(&names);
    return status;
}

blackout_status check_near_keys(const struct table_context *context, struct table *table,
                                blackout_error *error)
{
    return check_names(context, table, schema_table(table->id)->key_columns[0],
                       "keep one of the two rows", error);
}

blackout_status check_causes(const struct table_context *context, struct table *table,
                             blackout_error *error)
{
    return check_names(context, table, OUTAGES_APPARENT_CAUSE, "write both alike", error);
}
