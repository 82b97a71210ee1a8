/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yfinance writes one line of names, one of shares, in either order, and mostly one with `Date`
 * alone:
 *
 *     Price,Close,High        or  ,Adj Close,Close     or  Ticker,AAPL,AAPL
 *     Ticker,AAPL,AAPL            ,AAPL,AAPL               Price,Open,Close
 *     Date,,                      Date,,                   Date,,
 *
 * Such a file has several shares or one. The reader takes one at a time: whoever reads several
 * (price_files.c) reads the file once for each, and a table of a package is of one.
 */
#include "ingest/price_heads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/number.h"

enum { HEAD_RECORDS = 3 };

struct line {
    size_t number;
    size_t count;
    char fields[MOST_FILE_COLUMNS][COLUMN_NAME_SIZE];
};

struct head {
    size_t count;
    struct line lines[HEAD_RECORDS];
    /* what they say */
    const struct line *names;
    const struct line *shares;
    size_t last_line;
};

static blackout_status keep_line(void *user, const struct csv_record *record, blackout_error *error)
{
    struct head *head = user;
    struct line *line = &head->lines[head->count++];
    (void)error;
    line->number = record->line;
    /* a file of more columns is refused by whoever reads it */
    line->count = record->field_count < MOST_FILE_COLUMNS ? record->field_count : MOST_FILE_COLUMNS;
    for (size_t i = 0; i < line->count; ++i) {
        column_name_trim(line->fields[i], record->fields[i].text);
    }
    return BLACKOUT_OK;
}

static struct column_meaning meaning_of(const char *name)
{
    return column_name_understand(PRICE_FILE, name);
}

/* Whether all fields but the first one are names of columns of prices. */
static bool has_names(const struct line *line)
{
    for (size_t i = 1; i < line->count; ++i) {
        const struct column_meaning meaning = meaning_of(line->fields[i]);
        if (line->fields[i][0] == '\0' || (meaning.role != ROLE_CENTRE && !meaning.unneeded)) {
            return false;
        }
    }
    return line->count > 1;
}

/* Whether all fields but the first one could be symbols of shares: neither empty nor numbers. A
 * number is a price: the line is one of data, and there is no second line of names. */
static bool has_shares(const struct line *line)
{
    struct plain_number number;
    for (size_t i = 1; i < line->count; ++i) {
        const char *text = line->fields[i];
        if (text[0] == '\0' || number_parse_plain(&number, text, strlen(text))) {
            return false;
        }
    }
    return line->count > 1;
}

static bool is_empty_after(const struct line *line, size_t first)
{
    for (size_t i = first; i < line->count; ++i) {
        if (line->fields[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

static bool is_date(const char *name)
{
    const struct column_meaning meaning = meaning_of(name);
    return meaning.role == ROLE_CENTRE && meaning.column == PRICE_FILE_DATE;
}

/* Of three lines, or of two where the first one begins with the date. Names of columns and of
 * shares may come in either order, so that it is asked which line has names. */
static bool understand(struct head *head)
{
    const struct line *first = &head->lines[0];
    const struct line *second = &head->lines[1];
    const struct line *third = &head->lines[2];
    if (head->count < 2) {
        return false;
    }
    /* without a line of `Date` alone the first field of the names has to be the date */
    const bool dated =
        head->count == HEAD_RECORDS && is_date(third->fields[0]) && is_empty_after(third, 1);
    const bool two = is_date(first->fields[0]) && second->fields[0][0] == '\0';
    if (!dated && !two) {
        return false;
    }
    head->last_line = dated ? third->number : second->number;
    head->names = has_names(first) ? first : second;
    head->shares = head->names == first ? second : first;
    return has_names(head->names) && has_shares(head->shares) && !has_names(head->shares);
}

/* Three lines of 256 names are too large for the stack. Where memory is out the reader notes it,
 * for the caller to see once the file is read: NULL alone would say that the header is one line. */
static struct head *read_head(struct csv_reader *reader, char delimiter)
{
    struct head *head = calloc(1, sizeof *head);
    blackout_error ignored;
    if (head == NULL) {
        csv_judge(reader, BLACKOUT_ERROR_MEMORY, &ignored);
        return NULL;
    }
    csv_first_records(reader, (struct csv_dialect){delimiter, '"'}, HEAD_RECORDS, keep_line, head,
                      &ignored);
    if (!understand(head)) {
        free(head);
        return NULL;
    }
    return head;
}

/* Each once, though it has a column for each kind of price. */
static void list_shares(struct price_shares *shares, const struct head *head)
{
    for (size_t i = 1; i < head->shares->count; ++i) {
        bool known = false;
        for (size_t k = 0; k < shares->count; ++k) {
            known = known || strcmp(shares->names[k], head->shares->fields[i]) == 0;
        }
        if (!known) {
            memcpy(shares->names[shares->count++], head->shares->fields[i], COLUMN_NAME_SIZE);
        }
    }
}

void price_shares_find(struct price_shares *shares, struct csv_reader *reader)
{
    *shares = (struct price_shares){0};
    for (size_t i = 0; i < CSV_USUAL_DELIMITERS && shares->count == 0; ++i) {
        struct head *head = read_head(reader, csv_usual_delimiters[i]);
        if (head != NULL) {
            list_shares(shares, head);
        }
        free(head);
    }
}

/* Without a share to ask for, either could be meant; a mean of the two would be nobody's price. */
static bool fault_several(struct table *table, const struct head *head,
                          struct diagnostics *diagnostics)
{
    struct price_shares shares = {0};
    list_shares(&shares, head);
    if (shares.count < 2) {
        return false;
    }
    const struct place place = {table->source, head->shares->number, 2, ""};
    diagnostics_fault(diagnostics, &place, "missing_column",
                      "the file has prices of several shares ('%s', '%s'); give a file for each",
                      shares.names[0], shares.names[1]);
    table->broken = true;
    return true;
}

/* Names the columns of the share that is asked for, or of the only one. Columns of other shares get
 * an empty name, and so are ignored without a warning. The first column has no name in some of
 * these headers, and is the date in all. */
static void name_columns(struct header *header, const struct head *head, const char *share)
{
    header->line = head->last_line;
    header->named_count = head->names->count;
    snprintf(header->columns[0].name, COLUMN_NAME_SIZE, "%s",
             schema_table(PRICE_FILE)->columns[PRICE_FILE_DATE].name);
    for (size_t i = 1; i < head->names->count; ++i) {
        const bool own = share == NULL || strcmp(share, head->shares->fields[i]) == 0;
        memcpy(header->columns[i].name, own ? head->names->fields[i] : "",
               own ? COLUMN_NAME_SIZE : 1);
    }
}

/* FRED: a date and one series under its own name; days without a value have a point, or nothing. A
 * file of two columns whose second name means nothing to the program: under a known name it would
 * be read as usual. */
static bool find_series(struct header *header, struct table *table, struct csv_reader *reader)
{
    enum { DATE_FIELD, VALUE_FIELD, FIELDS };
    struct head *head = calloc(1, sizeof *head);
    blackout_error ignored;
    if (head == NULL) {
        csv_judge(reader, BLACKOUT_ERROR_MEMORY, &ignored);
        return false;
    }
    csv_first_records(reader, (struct csv_dialect){',', '"'}, 1, keep_line, head, &ignored);
    const struct line *line = &head->lines[0];
    const bool found = head->count == 1 && line->count == FIELDS &&
                       (strcmp(line->fields[DATE_FIELD], "observation_date") == 0 ||
                        strcmp(line->fields[DATE_FIELD], "DATE") == 0) &&
                       meaning_of(line->fields[VALUE_FIELD]).column < 0;
    if (found) {
        const struct table_schema *schema = schema_table(PRICE_FILE);
        header->dialect = (struct csv_dialect){',', '"'};
        header->line = line->number;
        header->named_count = FIELDS;
        header->gap_column = VALUE_FIELD;
        snprintf(header->columns[DATE_FIELD].name, COLUMN_NAME_SIZE, "%s",
                 schema->columns[PRICE_FILE_DATE].name);
        snprintf(header->columns[VALUE_FIELD].name, COLUMN_NAME_SIZE, "%s",
                 schema->columns[PRICE_FILE_CLOSE].name);
        table->delimiter = ',';
    }
    free(head);
    return found;
}

/* Under the first delimiter that makes such a head of the first lines; FRED's last, which is one
 * line and is known by its first name. */
bool price_head_find(struct header *header, struct table *table, const struct resource *resource,
                     struct csv_reader *reader, const char *candidates, size_t count,
                     struct diagnostics *diagnostics)
{
    if (table->id != PRICE_FILE) {
        return false;
    }
    for (size_t i = 0; i < count; ++i) {
        struct head *head = read_head(reader, candidates[i]);
        if (head == NULL) {
            continue;
        }
        if (resource->share != NULL || !fault_several(table, head, diagnostics)) {
            header->dialect = (struct csv_dialect){candidates[i], '"'};
            table->delimiter = candidates[i];
            name_columns(header, head, resource->share);
        }
        free(head);
        return true;
    }
    return find_series(header, table, reader);
}
