/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which line of a file is its header, and under which delimiter. The first line, where it fits;
 * else the only one of the first lines that does. In order: how a record agrees with the columns of
 * the table, where the header is, what is wrong with it. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "ingest/header.h"
#include "ingest/price_heads.h"

/* How a record, read under one delimiter, agrees with the columns of the table. */
struct header_match {
    enum table_id table;
    const struct table_schema *schema;
    char delimiter;
    size_t required_count;
    size_t missing_count;
    size_t matched_count;
    size_t field_count;
    bool missing[MOST_COLUMNS];
    size_t line; /* 0: there is no record */
    bool too_wide;
    bool spoilt;                     /* the text of the header is bad */
    char misspelt[COLUMN_NAME_SIZE]; /* what a missing column may be called, or "" */
    size_t misspelt_column;
    char shown[120]; /* the beginning of the record */
    blackout_status status;
    blackout_error why;
};

/* One suggestion is enough for a message of one line: the first column that is nearly one of those
 * missing. */
static void find_misspelt(struct header_match *match, const struct csv_record *record)
{
    const char *missing[MOST_COLUMNS];
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        missing[i] = match->missing[i] ? match->schema->columns[i].name : NULL;
    }
    for (size_t k = 0; k < record->field_count && match->misspelt[0] == '\0'; ++k) {
        char name[COLUMN_NAME_SIZE];
        column_name_trim(name, record->fields[k].text);
        const struct column_meaning meaning = column_name_understand(match->table, name);
        if (meaning.role == ROLE_IGNORED && !meaning.unneeded &&
            text_nearest(name, missing, match->schema->column_count) != NULL) {
            memcpy(match->misspelt, name, sizeof match->misspelt);
            match->misspelt_column = k + 1;
        }
    }
}

/* The record as a line, cut: what a message shows of it. */
static void show(char *out, size_t size, const struct csv_record *record, char delimiter)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t k = 0; k < record->field_count && used + 1 < size; ++k) {
        const int written = snprintf(out + used, size - used, "%.*s%s", k > 0 ? 1 : 0, &delimiter,
                                     record->fields[k].text);
        used += written > 0 ? (size_t)written : 0;
    }
}

/* An open or high price, which is not needed, counts as known: it tells a table of prices from
 * others under a wrong delimiter. */
static void match_names(struct header_match *match, const struct csv_record *record)
{
    bool found[MOST_COLUMNS] = {false};
    for (size_t k = 0; k < record->field_count; ++k) {
        const struct column_meaning meaning =
            column_name_understand(match->table, record->fields[k].text);
        if (meaning.column >= 0 && meaning.column < (int)match->schema->column_count &&
            (meaning.role == ROLE_CENTRE || meaning.unneeded)) {
            found[meaning.column] = true;
        }
    }
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        match->matched_count += found[i] ? 1 : 0;
        match->missing[i] = !found[i] && match->schema->columns[i].need == REQUIRED;
        match->missing_count += match->missing[i] ? 1 : 0;
        match->required_count += match->schema->columns[i].need == REQUIRED ? 1 : 0;
    }
}

/* What is spoilt is matched all the same: its fault is reported under the delimiter that fits best.
 */
static blackout_status match_header(void *user, const struct csv_record *record,
                                    blackout_error *error)
{
    struct header_match *match = user;
    (void)error;
    match->line = record->line;
    match->field_count = record->field_count;
    match->too_wide = record->field_count > MOST_FILE_COLUMNS;
    match->spoilt = record->fault != CSV_SOUND;
    for (size_t k = 0; k < record->field_count; ++k) {
        match->spoilt = match->spoilt || record->fields[k].fault != CSV_SOUND;
    }
    match_names(match, record);
    find_misspelt(match, record);
    show(match->shown, sizeof match->shown, record, match->delimiter);
    return BLACKOUT_OK;
}

static struct header_match empty_match(enum table_id table, char delimiter)
{
    return (struct header_match){
        .table = table, .schema = schema_table(table), .delimiter = delimiter};
}

/* An empty file lacks all required columns; it has no record that could say so. */
static struct header_match try_delimiter(enum table_id table, struct csv_reader *reader,
                                         struct csv_dialect dialect)
{
    struct header_match match = empty_match(table, dialect.delimiter);
    match.status = csv_first_records(reader, dialect, 1, match_header, &match, &match.why);
    for (size_t i = 0; i < match.schema->column_count && match.line == 0; ++i) {
        match.missing[i] = match.schema->columns[i].need == REQUIRED;
        match.missing_count += match.missing[i] ? 1 : 0;
    }
    return match;
}

/* Ties go to the most columns known, then to the most fields. What ties in all stays with the
 * candidate that was tried first. */
static bool is_better(const struct header_match *match, const struct header_match *best)
{
    if (match->missing_count != best->missing_count) {
        return match->missing_count < best->missing_count;
    }
    if (match->matched_count != best->matched_count) {
        return match->matched_count > best->matched_count;
    }
    return match->field_count > best->field_count;
}

/* ---- Headers further down -------------------------------------------------------------------- */

struct head_search {
    struct header_match best;
    size_t fitting;    /* lines that fit, under one delimiter or another */
    size_t other_line; /* another one than the best */
    enum table_id table;
    char delimiter;
};

/* Lines of text above a table match nothing; what is too wide or has bad bytes is no header. */
static blackout_status match_line(void *user, const struct csv_record *record,
                                  blackout_error *error)
{
    struct head_search *search = user;
    struct header_match match = empty_match(search->table, search->delimiter);
    match_header(&match, record, error);
    if (match.too_wide || match.spoilt) {
        return BLACKOUT_OK;
    }
    const bool same_line = match.line == search->best.line;
    if (match.missing_count == 0 && !same_line) {
        search->other_line = search->fitting > 0 ? match.line : search->other_line;
        ++search->fitting;
    }
    if (is_better(&match, &search->best)) {
        search->best = match;
    }
    return BLACKOUT_OK;
}

/* The line of the head of the file that agrees best, if it is further down than the first. */
static void look_further_down(struct head_search *search, struct csv_reader *reader,
                              const char *candidates, size_t count, char quote)
{
    for (size_t i = 0; i < count; ++i) {
        const struct csv_dialect dialect = {candidates[i], quote};
        blackout_error ignored; /* what is wrong with rows is said when they are read */
        search->delimiter = candidates[i];
        csv_first_records(reader, dialect, CSV_HEAD_RECORDS, match_line, search, &ignored);
    }
}

static void warn_preamble(const struct table *table, const struct header_match *match,
                          struct diagnostics *diagnostics)
{
    const struct place place = {table->source, match->line, 1, ""};
    diagnostics_warn(diagnostics, &place, "preamble",
                     "the header is in line %zu ('%.60s'): what is before it is left out",
                     match->line, match->shown);
}

/* ---- What is wrong --------------------------------------------------------------------------- */

/* Files that are no tables, by how they begin. Compared without case with the first record, or with
 * the first bytes of the file where these are no text; the first that fits is taken. One more is a
 * row here. */
struct stranger {
    const char *start;
    const char *what;
    const char *remedy;
};

static const struct stranger strangers[] = {
    {"<!doctype html", "an HTML page", "the file that the page offers, perhaps after signing in"},
    {"<html", "an HTML page", "the file that the page offers, perhaps after signing in"},
    {"<?xml", "XML", "the table, saved as CSV"},
    {"version https://git-lfs", "a pointer of Git LFS", "the file itself: git lfs pull"},
    {"{", "JSON", "the table, saved as CSV"},
    {"[", "JSON", "the table, saved as CSV"},
    {"KEY,FREQ,CURRENCY", "in SDMX layout, one series below the other,",
     "the rates as columns: eurofxref-hist.csv of the European Central Bank, or "
     "currency,per_usd,date"},
    {"PK\x03\x04", "a spreadsheet or an archive", "the sheet, saved as CSV"}};

/* A page that asks for a password is saved as FILE.csv as easily as the file: "columns are missing"
 * would send its reader to the wrong place. */
static const struct stranger *stranger_of(const char *shown)
{
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; ++i) {
        if (text_starts_alike(shown, strangers[i].start, strlen(strangers[i].start))) {
            return &strangers[i];
        }
    }
    return NULL;
}

static void fault_stranger(const struct table *table, size_t line, const struct stranger *stranger,
                           const char *shown, struct diagnostics *diagnostics)
{
    const struct place place = {table->source, line, 1, ""};
    diagnostics_fault(diagnostics, &place, "missing_column",
                      "the file is %s and no table ('%.40s'); %s", stranger->what, shown,
                      stranger->remedy);
}

/* Most telling first: nothing there, no table at all, another file, one name misspelt; else the
 * columns that are missing. */
static void fault_columns(struct table *table, const struct header_match *match,
                          struct diagnostics *diagnostics)
{
    char names[200];
    struct place place = {table->source, match->line > 0 ? match->line : 1, 1, ""};
    const char *mark = match->delimiter == '\t' ? "tab" : (char[]){match->delimiter, '\0'};
    const struct stranger *stranger = stranger_of(match->shown);
    /* vendors have the columns, under names of their own */
    const char *rename = table->id == PRICE_FILE || table->id == PRICES
                             ? ", or give those that are meant these names"
                         : table->id == FX
                             ? ", or give eurofxref-hist.csv of the European Central Bank as it is"
                             : "";
    column_names_list(names, sizeof names, match->schema, match->missing);
    if (match->line == 0) {
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "the file is empty (''); begin it with a header of %s", names);
    } else if (match->too_wide) {
        header_fault_width(table, place.line, diagnostics);
    } else if (stranger != NULL) {
        fault_stranger(table, place.line, stranger, match->shown, diagnostics);
    } else if (match->misspelt[0] != '\0') {
        place.column = match->misspelt_column;
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "columns are missing from the header ('%s', read with the delimiter "
                          "'%s' from '%s'); add them, or rename '%s' if it is meant",
                          names, mark, match->shown, match->misspelt);
    } else {
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "columns are missing from the header ('%s', read with the delimiter '%s' "
                          "from '%s'); add them%s",
                          names, mark, match->shown, rename);
    }
}

/* What judging a spoilt header takes once more. */
struct spoilt_header {
    const struct table *table;
    struct diagnostics *diagnostics;
};

static blackout_status report_spoilt(void *user, const struct csv_record *record,
                                     blackout_error *error)
{
    const struct spoilt_header *spoilt = user;
    bool cut;
    (void)error;
    header_check_text(spoilt->table, record, &cut, spoilt->diagnostics);
    return BLACKOUT_OK;
}

/* A table that lacks a column or two is read nevertheless, for its keys and for what else is wrong
 * in it; where more is missing nobody knows what it is. Without its first key there is nothing that
 * other tables could refer to. */
static void judge(struct table *table, struct csv_reader *reader, const struct header *header,
                  const struct header_match *match, struct diagnostics *diagnostics)
{
    const int key = match->schema->key_columns[0];
    const struct stranger *stranger = stranger_of(csv_beginning(reader));
    if (stranger != NULL && (match->spoilt || match->status == BLACKOUT_ERROR_INPUT)) {
        fault_stranger(table, 1, stranger, csv_beginning(reader), diagnostics);
        table->broken = true;
    } else if (match->status != BLACKOUT_OK) {
        header_fault_file(table, &match->why, diagnostics);
    } else if (match->spoilt) {
        struct spoilt_header spoilt = {table, diagnostics};
        blackout_error ignored;
        csv_first_records(reader, header->dialect, 1, report_spoilt, &spoilt, &ignored);
        table->broken = true;
    } else if (match->missing_count > 0 || match->too_wide) {
        fault_columns(table, match, diagnostics);
        table->lacks_columns = true;
        table->broken = match->too_wide || match->line == 0 || match->missing[key] ||
                        2 * match->missing_count > match->required_count;
    }
}

static void fault_two_headers(struct table *table, const struct head_search *search,
                              struct diagnostics *diagnostics)
{
    const struct place place = {table->source, search->best.line, 1, ""};
    diagnostics_fault(diagnostics, &place, "missing_column",
                      "two lines could be the header ('%s', and line %zu); remove what is before "
                      "the one that is",
                      search->best.shown, search->other_line);
    table->broken = true;
}

/* The header of a file whose first line is none: the only line that fits, or none. Two lines that
 * fit are two tables below each other, or a title that looks like a header. Either could be meant,
 * and the wrong one would read the other as data. */
static bool find_further_down(struct header_match *best, struct table *table,
                              struct csv_reader *reader, const char *candidates, size_t count,
                              char quote, struct diagnostics *diagnostics)
{
    struct head_search search = {.best = *best, .table = table->id, .other_line = 0, .fitting = 0};
    look_further_down(&search, reader, candidates, count, quote);
    if (search.fitting > 1) {
        fault_two_headers(table, &search, diagnostics);
        return false;
    }
    /* one known column may be a word of a sentence */
    if (search.best.line == best->line || search.best.matched_count < 2) {
        return true;
    }
    *best = search.best;
    if (search.fitting == 1) {
        warn_preamble(table, best, diagnostics);
    }
    return true;
}

/* Whether a file that is not empty ends above the line in which its description has the header. */
static bool ends_above_header(const struct header_match *match, const struct csv_reader *reader,
                              const struct resource *resource)
{
    return match->line == 0 && match->status == BLACKOUT_OK && csv_beginning(reader)[0] != '\0' &&
           resource->layout != NULL && resource->layout->header_line > 1;
}

static void fault_header_line(struct table *table, const struct resource *resource,
                              struct diagnostics *diagnostics)
{
    diagnostics_fault(
        diagnostics, &resource->header_declared, "bad_dialect",
        "%.80s ends above the line of its header ('%zu'); the number of that line, or "
        "no headerRows where it is the first",
        table->source, resource->layout->header_line);
    table->broken = true;
}

/* A declared delimiter is the only one tried: where it is wrong, the file is not what its
 * description says, and that is the fault. A header of several lines (price_heads.c) goes before
 * the search further down, which looks for one line. A first line that is no text, or too wide, is
 * the header all the same, and reported as that. */
void header_find_dialect(struct header *header, struct table *table,
                         const struct resource *resource, struct csv_reader *reader,
                         struct diagnostics *diagnostics)
{
    const char quote = resource->quote != '\0' ? resource->quote : '"';
    const char declared =
        resource->delimiter != '\0' ? resource->delimiter : csv_declared_delimiter(reader);
    const char *candidates = declared != '\0' ? &declared : csv_usual_delimiters;
    const size_t count = declared != '\0' ? 1 : CSV_USUAL_DELIMITERS;
    struct header_match best = empty_match(table->id, '\0');
    best.missing_count = MOST_COLUMNS + 1;
    memset(header, 0, offsetof(struct header, columns));
    header->schema = schema_table(table->id);
    header->gap_column = NO_FIELD;
    for (size_t i = 0; i < count; ++i) {
        struct header_match match =
            try_delimiter(table->id, reader, (struct csv_dialect){candidates[i], quote});
        best = is_better(&match, &best) ? match : best;
    }
    const bool broken_text = best.status != BLACKOUT_OK || best.spoilt || best.too_wide;
    if (price_head_find(header, table, resource, reader, candidates, count, diagnostics)) {
        return;
    }
    if (best.missing_count > 0 && best.line > 0 && !broken_text &&
        !find_further_down(&best, table, reader, candidates, count, quote, diagnostics)) {
        return;
    }
    if (ends_above_header(&best, reader, resource)) {
        fault_header_line(table, resource, diagnostics);
        return;
    }
    header->dialect = (struct csv_dialect){best.delimiter, quote};
    header->line = best.line;
    table->delimiter = best.delimiter;
    judge(table, reader, header, &best, diagnostics);
}
