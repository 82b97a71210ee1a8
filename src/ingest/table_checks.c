/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small questions that the checks of several tables ask. A check passes over tables that are not
 * whole, for their faults have been reported. */
#include "ingest/table_checks.h"

const char *check_text(const struct table_context *context, const struct row *row, int column)
{
    return strings_text(context->strings, row->cells[column].text);
}

bool check_is_whole(const struct table *table)
{
    return table->present && !table->broken && !table->lacks_columns;
}

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
