/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table fits where its required columns are all there; of several that do, the one most of whose
 * columns are: `platform,region,...` may be in many. */
#include "ingest/header_guess.h"

#include "ingest/column_names.h"
#include "ingest/csv.h"

/* A header has as many fields as a table, and some more. */
enum { MOST_FIELDS_TRIED = 128 };

/* How well one header, read under one delimiter, fits one table. */
struct fit {
    enum table_id table;
    size_t missing;
    size_t matched;
    bool lacks[MOST_COLUMNS];
};

struct guessing {
    struct fit best;
    enum table_id equal; /* another that fits as well; NO_TABLE: none */
};

/* Vendors' names do not count: `Price` and `Change` are in any table of any shop. */
static struct fit fit_of(const struct csv_record *record, enum table_id table)
{
    const struct table_schema *schema = schema_table(table);
    bool found[MOST_COLUMNS] = {false};
    struct fit fit = {.table = table};
    for (size_t k = 0; k < record->field_count && k < MOST_FIELDS_TRIED; ++k) {
        const struct column_meaning meaning = column_name_understand(table, record->fields[k].text);
        if (meaning.role == ROLE_CENTRE && !meaning.by_vendor) {
            found[meaning.column] = true;
        }
    }
    for (size_t i = 0; i < schema->column_count; ++i) {
        fit.matched += found[i] ? 1 : 0;
        fit.lacks[i] = !found[i] && schema->columns[i].need == REQUIRED;
        fit.missing += fit.lacks[i] ? 1 : 0;
    }
    return fit;
}

/* Fits go before near misses; then the most columns matched less those missing. */
static int compare(const struct fit *a, const struct fit *b)
{
    if ((a->missing == 0) != (b->missing == 0)) {
        return a->missing == 0 ? 1 : -1;
    }
    const int x = (int)a->matched - (int)a->missing;
    const int y = (int)b->matched - (int)b->missing;
    return (x > y) - (x < y);
}

/* Files that options take (a severity curve, holidays) are compared as well: given as DATASET, one
 * of them is called what it is. */
static blackout_status weigh(void *user, const struct csv_record *record, blackout_error *error)
{
    struct guessing *guessing = user;
    (void)error;
    for (int i = 0; i < NO_TABLE; ++i) {
        const struct fit fit = fit_of(record, (enum table_id)i);
        const bool any = guessing->best.table != NO_TABLE;
        const int order = any ? compare(&fit, &guessing->best) : 1;
        if (fit.matched > 0 && order > 0) {
            guessing->best = fit;
            guessing->equal = NO_TABLE;
        } else if (fit.matched > 0 && order == 0 && fit.table != guessing->best.table) {
            guessing->equal = fit.table;
        }
    }
    return BLACKOUT_OK;
}

/* All delimiters and the first lines compete in one list: a file has one header under one
 * delimiter, and the right pair has the most columns. Checksums are for a table that is read, which
 * this is not yet. */
blackout_status header_guess_make(struct header_guess *guess, const char *path,
                                  blackout_error *error)
{
    struct guessing guessing = {.best = {.table = NO_TABLE}, .equal = NO_TABLE};
    struct csv_reader *reader = NULL;
    const struct csv_input input = {.source = path, .path = path, .no_checksum = true};
    *guess = (struct header_guess){.table = NO_TABLE, .other = NO_TABLE};
    blackout_status status = csv_open(&reader, &input, error);
    for (size_t i = 0; i < CSV_USUAL_DELIMITERS && status == BLACKOUT_OK; ++i) {
        const struct csv_dialect dialect = {csv_usual_delimiters[i], '"'};
        blackout_error why = {0};
        if (csv_first_records(reader, dialect, CSV_HEAD_RECORDS, weigh, &guessing, &why) ==
            BLACKOUT_ERROR_MEMORY) {
            status = BLACKOUT_ERROR_MEMORY;
        }
    }
    csv_close(reader);
    if (guessing.best.table != NO_TABLE) {
        guess->table = guessing.best.table;
        guess->fits = guessing.best.missing == 0 && guessing.equal == NO_TABLE;
        guess->other = guessing.best.missing == 0 ? guessing.equal : NO_TABLE;
        column_names_list(guess->missing, sizeof guess->missing, schema_table(guess->table),
                          guessing.best.lacks);
    }
    return status == BLACKOUT_ERROR_MEMORY ? status : BLACKOUT_OK;
}
