/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small questions that the checks of several tables ask. A check of sums passes over tables that
 * are not whole, for their faults have been reported; one of single rows does not need them all. */
#include "ingest/table_checks.h"

#include <string.h>

const char *check_text(const struct table_context *context, const struct row *row, int column)
{
    return strings_text(context->strings, row->cells[column].text);
}

bool check_is_word(const char *text, const char *const *words)
{
    for (const char *const *word = words; *word != NULL; ++word) {
        if (strcmp(*word, text) == 0) {
            return true;
        }
    }
    return false;
}

void check_word(const struct table_context *context, enum table_id id, int column,
                const char *const *words, const char *remedy)
{
    const struct table *table = &context->tables[id];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const char *text = check_text(context, row, column);
        if (row->cells[column].given && !check_is_word(text, words)) {
            struct place place = table_place(table, row, column);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "%s is not known ('%.80s'); %s", place.field, text, remedy);
        }
    }
}

/* A table with lost rows is whole in this sense: which sums may lack some of them is asked key by
 * key (table_lost()). */
bool check_is_whole(const struct table *table)
{
    return table->present && !table->broken && !table->lacks_columns;
}

/* A key that is missing, or is of nothing that there is, may have been meant for any group: then a
 * sum that is too small is nobody's fault but that row's, which has been reported. */
bool check_has_bad_key(const struct table_context *context, const struct table *table, int column)
{
    const enum table_id other = schema_table(table->id)->columns[column].refers_to;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cell = &table->rows[i].cells[column];
        if (table->rows[i].faulty &&
            (!cell->given ||
             (other != NO_TABLE && table_lacks_key(&context->tables[other], cell->text)))) {
            return true;
        }
    }
    return table->lost_keys;
}
