/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names are looked up exactly first, which is nearly always enough. Only a name that nobody has is
 * compared with all keys, folded, and once for rows that follow each other with the same: the
 * comparison costs more than a row. */
#include "ingest/event_name_checks.h"

#include "core/fold.h"
#include "ingest/base_rows.h"
#include "tables/known_names.h"

/* Where names are, and which table has them. */
static const struct naming {
    enum table_id table;
    int column;
    enum table_id named;
    enum { NEVER, IF_NEAR, ALWAYS } warns; /* of names that are not there at all */
    const char *lost; /* what becomes of the row then, as a part of the message */
} namings[] = {
    {OUTAGES, OUTAGES_OWNER, OWNERS, NEVER, ""},
    {EVENT_RETURNS, EVENT_RETURNS_EVENT, OUTAGES, ALWAYS, "the return serves nothing"},
    {PUBLISHED, PUBLISHED_EVENT, OUTAGES, ALWAYS, "the figure is compared with nothing"},
    {COSTS, COSTS_INCIDENT, OUTAGES, IF_NEAR, "the cost counts with --incident alone"},
    {RECOVERIES, RECOVERIES_INCIDENT, OUTAGES, IF_NEAR,
     "the recovery counts with --incident alone"},
};

/* A name in other letters is a slip, and a fault; one that is nowhere may be on purpose, and is a
 * warning where something would be lost. An incident may have a name of its own: it is a warning
 * where it is like that of an event. */
static void judge(const struct table_context *context, const struct naming *naming,
                  const struct row *row)
{
    const struct known_tables known = {context->tables, context->strings};
    const char *name = strings_text(context->strings, row->cells[naming->column].text);
    const char *table = schema_table(naming->named)->name;
    const char *same = known_names_same(&known, naming->named, name);
    struct place place = table_place(&context->tables[naming->table], row, naming->column);
    if (same != NULL) {
        char shown[FOLD_SIZE];
        fold_show_hidden(shown, sizeof shown, same);
        diagnostics_fault(context->diagnostics, &place, "missing_key",
                          "%s is not in %s ('%.80s'); it is written '%.80s'", place.field, table,
                          name, shown);
    } else if (naming->warns == ALWAYS || (naming->warns == IF_NEAR &&
                                           known_names_near(&known, naming->named, name) != NULL)) {
        char advice[KNOWN_NAMES_SIZE];
        known_names_advise(advice, &known, naming->named, name, NAMES_OF_DATA);
        diagnostics_warn(context->diagnostics, &place, "event_not_catalogued",
                         "%s is not in %s, and %s ('%.80s'); %s", place.field, table, naming->lost,
                         name, advice);
    }
}

/* A comparison with every key is kept to names that nobody has, once a run of rows with the same.
 */
static void check_names(const struct ingest *ingest, const struct naming *naming)
{
    const struct table_context *context = &ingest->context;
    struct table *table = &context->tables[naming->table];
    const bool may_lack =
        naming->warns == ALWAYS && base_rows_may_lack(ingest, table, naming->named);
    const struct left_out told = base_rows_begin_anew(table);
    string_id before = STRING_NONE;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *cell = &row->cells[naming->column];
        if (row->faulty || !cell->given ||
            !table_lacks_key(&context->tables[naming->named], cell->text)) {
            continue;
        }
        if (may_lack) {
            base_rows_leave_out(table, row->line, naming->named);
        } else if (cell->text != before) {
            judge(context, naming, row);
        }
        before = cell->text;
    }
    base_rows_report_rest(table, &told, context->diagnostics);
}

/* From a table that is not there no name is missing. */
void event_name_checks(const struct ingest *ingest)
{
    const struct table *tables = ingest->context.tables;
    for (size_t i = 0; i < sizeof namings / sizeof namings[0]; ++i) {
        if (tables[namings[i].table].present && tables[namings[i].named].present) {
            check_names(ingest, &namings[i]);
        }
    }
}
