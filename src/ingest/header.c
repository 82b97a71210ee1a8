/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: names, columns, how well a delimiter fits, the dialect. */
#include "ingest/header.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "ingest/date_text.h"

/* ---- Names ----------------------------------------------------------------------------------- */

static int find_column(const struct table_schema *schema, const char *name, size_t length)
{
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (strlen(schema->columns[i].name) == length &&
            strncmp(schema->columns[i].name, name, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* `annual_revenue_low` is the low value of annual_revenue, unless a column has that very name. */
static struct file_column understand(const struct table_schema *schema, const char *name)
{
    static const struct {
        const char *suffix;
        enum role role;
    } suffixes[] = {
        {"_low", ROLE_LOW}, {"_high", ROLE_HIGH}, {"_basis", ROLE_BASIS}, {"_source", ROLE_SOURCE}};
    size_t length = strlen(name);
    int column = find_column(schema, name, length);
    if (column >= 0) {
        return (struct file_column){.role = ROLE_CENTRE, .column = column};
    }
    if (strcmp(name, "basis") == 0 || strcmp(name, "source") == 0) {
        return (struct file_column){.role = name[0] == 'b' ? ROLE_BASIS : ROLE_SOURCE,
                                    .column = ROW_WIDE};
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; ++i) {
        size_t suffix = strlen(suffixes[i].suffix);
        if (length > suffix && strcmp(name + length - suffix, suffixes[i].suffix) == 0) {
            column = find_column(schema, name, length - suffix);
            bool provenance = suffixes[i].role == ROLE_BASIS || suffixes[i].role == ROLE_SOURCE;
            if (column >= 0 && (provenance || schema->columns[column].type == COLUMN_NUMBER ||
                                schema->columns[column].type == COLUMN_INTEGER)) {
                return (struct file_column){.role = suffixes[i].role, .column = column};
            }
        }
    }
    return (struct file_column){.role = ROLE_IGNORED, .column = -1};
}

static void trim_name(char *out, size_t size, const char *text)
{
    while (*text == ' ') {
        ++text;
    }
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ') {
        --length;
    }
    length = length < size - 1 ? length : size - 1;
    memcpy(out, text, length);
    out[length] = '\0';
}

/* How the numbers of a field are written, where that is declared. */
static struct field_style style_of(const struct resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->format_count; ++i) {
        if (strcmp(resource->formats[i].field, name) == 0) {
            return (struct field_style){.declared = true,
                                        .format = {.decimal = resource->formats[i].decimal,
                                                   .group = resource->formats[i].group}};
        }
    }
    return (struct field_style){0};
}

/* ---- Columns --------------------------------------------------------------------------------- */

static struct place place_of(const struct table *table, const struct csv_record *record,
                             size_t field, const char *name)
{
    return (struct place){.source = table->source,
                          .line = record->fields[field].line,
                          .column = field + 1,
                          .field = name};
}

static void warn_ignored(const struct table *table, const struct place *place,
                         struct diagnostics *diagnostics)
{
    const struct table_schema *schema = schema_table(table->id);
    const char *known[MOST_COLUMNS];
    for (size_t i = 0; i < schema->column_count; ++i) {
        known[i] = schema->columns[i].name;
    }
    const char *near = text_nearest(place->field, known, schema->column_count);
    diagnostics_warn(diagnostics, place, "unknown_column",
                     near != NULL ? "the column '%s' is not known: it is ignored; perhaps '%s'"
                                  : "the column '%s' is not known: it is ignored",
                     place->field, near);
}

/* Whether a column is there already. */
static bool is_repeated(const struct header *header, size_t field)
{
    const struct file_column *column = &header->columns[field];
    for (size_t k = 0; k < field && column->role != ROLE_IGNORED; ++k) {
        if (header->columns[k].role == column->role &&
            header->columns[k].column == column->column) {
            return true;
        }
    }
    return false;
}

static struct file_column read_column(const struct header *header, const struct resource *resource,
                                      const char *text)
{
    char name[COLUMN_NAME_SIZE];
    trim_name(name, sizeof name, text);
    struct file_column column = understand(header->schema, name);
    column.style = style_of(resource, name);
    memcpy(column.name, name, sizeof name);
    return column;
}

/* Fields of whole rows first, then those of single columns, then ranges, which need their centres.
 */
static void order_fields(struct header *header)
{
    for (int turn = 0; turn < 3; ++turn) {
        for (size_t i = 0; i < header->column_count; ++i) {
            const struct file_column *column = &header->columns[i];
            const bool range = column->role == ROLE_LOW || column->role == ROLE_HIGH;
            const int own = column->column == ROW_WIDE ? 0 : range ? 2 : 1;
            if (column->role != ROLE_IGNORED && own == turn) {
                header->read[header->read_count++] = (uint16_t)i;
            }
        }
    }
}

static void find_ranges(struct header *header)
{
    for (int column = 0; column < (int)header->schema->column_count; ++column) {
        struct header_range range = {column, NO_FIELD, NO_FIELD};
        for (size_t i = 0; i < header->column_count; ++i) {
            if (header->columns[i].column == column) {
                range.low = header->columns[i].role == ROLE_LOW ? i : range.low;
                range.high = header->columns[i].role == ROLE_HIGH ? i : range.high;
            }
        }
        if (range.low != NO_FIELD || range.high != NO_FIELD) {
            header->ranges[header->range_count++] = range;
        }
    }
}

void header_read(struct header *header, struct table *table, const struct resource *resource,
                 const struct csv_record *record, struct diagnostics *diagnostics)
{
    header->line = record->line;
    for (size_t i = 0; i < record->field_count; ++i) {
        struct file_column *column = &header->columns[i];
        *column = read_column(header, resource, record->fields[i].text);
        const struct place place = place_of(table, record, i, column->name);
        if (column->name[0] != '\0') {
            header->column_count = i + 1; /* empty names at the end are a spreadsheet's */
        }
        if (is_repeated(header, i)) { /* the second is ignored, so that the rows can be read */
            diagnostics_fault(diagnostics, &place, "repeated_column",
                              "the column appears twice ('%s'); keep one", column->name);
            column->role = ROLE_IGNORED;
        } else if (column->role == ROLE_CENTRE) {
            table->places[column->column] = (uint16_t)(i + 1);
        } else if (column->role == ROLE_IGNORED && column->name[0] != '\0') {
            warn_ignored(table, &place, diagnostics);
        }
    }
    order_fields(header);
    find_ranges(header);
}

/* ---- Records --------------------------------------------------------------------------------- */

static struct field read_field(const struct header *header, const struct file_column *column,
                               const struct csv_field *text)
{
    if (text->fault != CSV_SOUND) {
        return (struct field){.fault = FIELD_SPOILT};
    }
    switch (column->role) {
    case ROLE_BASIS:
        return field_read_basis(text->text);
    case ROLE_LOW:
    case ROLE_HIGH:
        return text->length == 0 ? (struct field){.fault = FIELD_EMPTY}
                                 : field_read_number(&header->schema->columns[column->column],
                                                     &column->style, text->text, text->length);
    case ROLE_CENTRE:
        return field_read(&header->schema->columns[column->column], &column->style, text->text,
                          text->length);
    default:
        return (struct field){.fault = text->length == 0 ? FIELD_EMPTY : FIELD_SOUND};
    }
}

bool header_read_fields(struct field *fields, const struct header *header,
                        const struct csv_record *record)
{
    bool known = true;
    for (size_t k = 0; k < header->read_count; ++k) {
        const size_t i = header->read[k];
        const struct file_column *column = &header->columns[i];
        fields[i] = read_field(header, column, &record->fields[i]);
        known = known && fields[i].fault != FIELD_UNSETTLED &&
                fields[i].mark == (fields[i].mark != '\0' ? column->style.format.decimal : '\0');
    }
    return known;
}

bool header_learn(struct header *header, const struct field *fields)
{
    bool known = true;
    for (size_t k = 0; k < header->read_count; ++k) {
        const size_t i = header->read[k];
        struct field_style *style = &header->columns[i].style;
        const char mark = fields[i].mark;
        if (mark != '\0' && style->format.decimal == '\0') {
            style->format.decimal = mark;
            header->decimal = header->decimal == '\0' ? mark : header->decimal;
        }
        known = known && fields[i].fault != FIELD_UNSETTLED &&
                (mark == '\0' || mark == header->decimal);
    }
    return known;
}

/* Whether `text` could be a value of the column. */
static bool fits(const struct header *header, const struct file_column *column,
                 const struct csv_field *text)
{
    if (column->role == ROLE_IGNORED || column->column == ROW_WIDE || column->role == ROLE_BASIS ||
        column->role == ROLE_SOURCE) {
        return true;
    }
    const struct column_schema *schema = &header->schema->columns[column->column];
    if (text->length == 0) {
        return column->role != ROLE_CENTRE || schema->need == OPTIONAL;
    }
    enum field_fault fault =
        (enum field_fault)field_read(schema, &column->style, text->text, text->length).fault;
    if (fault == FIELD_UNSETTLED) { /* in any style */
        static const struct field_style any = {.settled = true,
                                               .ways = NUMBER_WAYS_ALL,
                                               .dates = DATE_DAY_FIRST,
                                               .percent = true,
                                               .currency = true};
        fault = (enum field_fault)field_read(schema, &any, text->text, text->length).fault;
    }
    return fault == FIELD_SOUND || fault == FIELD_NOT_WHOLE;
}

bool header_fits(const struct header *header, const struct csv_record *record, size_t shift)
{
    for (size_t i = 0; i < record->field_count; ++i) {
        if (!fits(header, &header->columns[i + shift], &record->fields[i])) {
            return false;
        }
    }
    return true;
}

bool header_check_text(const struct table *table, const struct csv_record *record, bool *cut,
                       struct diagnostics *diagnostics)
{
    bool sound = true;
    *cut = record->fault != CSV_SOUND;
    for (size_t i = 0; i < record->field_count; ++i) {
        const struct csv_field *field = &record->fields[i];
        if (field->fault != CSV_SOUND) {
            struct place place = {table->source, field->line, i + 1, ""};
            diagnostics_fault(diagnostics, &place, "bad_text", "%s ('%.40s'); %s",
                              csv_fault_text(field->fault), field->text,
                              csv_fault_remedy(field->fault));
            sound = false;
        }
    }
    if (*cut) {
        struct place place = {table->source, record->line, record->field_count + 1, ""};
        diagnostics_fault(diagnostics, &place, "bad_text", "%s ('%zu fields before it'); %s",
                          csv_fault_text(record->fault), record->field_count,
                          csv_fault_remedy(record->fault));
    }
    return sound && !*cut;
}

void header_fault_file(struct table *table, const blackout_error *why,
                       struct diagnostics *diagnostics)
{
    struct place place = {table->source, why->line > 0 ? why->line : 1,
                          why->column > 0 ? why->column : 1, ""};
    diagnostics_fault(diagnostics, &place, "bad_file", "%s", why->message);
    table->broken = true;
}

/* ---- The dialect ----------------------------------------------------------------------------- */

/* How the first record, read under one delimiter, agrees with the columns of the table. */
struct header_match {
    const struct table_schema *schema;
    char delimiter;
    size_t required_count;
    size_t missing_count;
    size_t matched_count;
    bool missing[MOST_COLUMNS];
    size_t line; /* 0: there is no record */
    bool too_wide;
    bool spoilt;                     /* the text of the header is bad */
    char misspelt[COLUMN_NAME_SIZE]; /* what a missing column may be called, or "" */
    size_t misspelt_column;
    blackout_status status;
    blackout_error why;
};

static void find_misspelt(struct header_match *match, const struct csv_record *record)
{
    const char *missing[MOST_COLUMNS];
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        missing[i] = match->missing[i] ? match->schema->columns[i].name : NULL;
    }
    for (size_t k = 0; k < record->field_count && match->misspelt[0] == '\0'; ++k) {
        char name[COLUMN_NAME_SIZE];
        trim_name(name, sizeof name, record->fields[k].text);
        if (understand(match->schema, name).role == ROLE_IGNORED &&
            text_nearest(name, missing, match->schema->column_count) != NULL) {
            memcpy(match->misspelt, name, sizeof name);
            match->misspelt_column = k + 1;
        }
    }
}

static blackout_status match_header(void *user, const struct csv_record *record,
                                    blackout_error *error)
{
    struct header_match *match = user;
    (void)error;
    match->line = record->line;
    match->too_wide = record->field_count > MOST_FILE_COLUMNS;
    match->spoilt = record->fault != CSV_SOUND;
    for (size_t k = 0; k < record->field_count; ++k) {
        match->spoilt = match->spoilt || record->fields[k].fault != CSV_SOUND;
    }
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        bool found = false;
        for (size_t k = 0; k < record->field_count && !found; ++k) {
            char name[COLUMN_NAME_SIZE];
            trim_name(name, sizeof name, record->fields[k].text);
            found = strcmp(name, match->schema->columns[i].name) == 0;
        }
        match->matched_count += found ? 1 : 0;
        match->missing[i] = !found && match->schema->columns[i].need == REQUIRED;
        match->missing_count += match->missing[i] ? 1 : 0;
        match->required_count += match->schema->columns[i].need == REQUIRED ? 1 : 0;
    }
    find_misspelt(match, record);
    return BLACKOUT_OK;
}

static struct header_match try_delimiter(const struct table_schema *schema,
                                         struct csv_reader *reader, struct csv_dialect dialect)
{
    struct header_match match = {.schema = schema, .delimiter = dialect.delimiter};
    match.status = csv_first_record(reader, dialect, match_header, &match, &match.why);
    for (size_t i = 0; i < schema->column_count && match.line == 0; ++i) {
        match.missing[i] = schema->columns[i].need == REQUIRED;
        match.missing_count += match.missing[i] ? 1 : 0;
    }
    return match;
}

/* "owner, name": the missing columns. */
static void list_missing(char *names, size_t size, const struct header_match *match)
{
    size_t used = 0;
    names[0] = '\0';
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        const char *name = match->schema->columns[i].name;
        if (match->missing[i] && used + strlen(name) + 3 < size) {
            used += (size_t)snprintf(names + used, size - used, "%s%s", used > 0 ? ", " : "", name);
        }
    }
}

static void fault_columns(const struct table *table, const struct header_match *match,
                          struct diagnostics *diagnostics)
{
    char names[400];
    struct place place = {table->source, match->line > 0 ? match->line : 1, 1, ""};
    const char *mark = match->delimiter == '\t' ? "tab" : (char[]){match->delimiter, '\0'};
    list_missing(names, sizeof names, match);
    if (match->line == 0) {
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "the file is empty (''); begin it with a header of %s", names);
    } else if (match->too_wide) {
        diagnostics_fault(diagnostics, &place, "bad_width",
                          "the header has more fields than any table ('%d'); remove columns",
                          MOST_FILE_COLUMNS);
    } else if (match->misspelt[0] != '\0') {
        place.column = match->misspelt_column;
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "columns are missing from the header ('%s', read with the delimiter "
                          "'%s'); add them: perhaps '%s' is meant",
                          names, mark, match->misspelt);
    } else {
        diagnostics_fault(
            diagnostics, &place, "missing_column",
            "columns are missing from the header ('%s', read with the delimiter '%s'); add them",
            names, mark);
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
 * in it; where more is missing nobody knows what it is. */
static void judge(struct table *table, struct csv_reader *reader, const struct header *header,
                  const struct header_match *match, struct diagnostics *diagnostics)
{
    const int key = match->schema->key_columns[0];
    if (match->status != BLACKOUT_OK) {
        header_fault_file(table, &match->why, diagnostics);
    } else if (match->spoilt) {
        struct spoilt_header spoilt = {table, diagnostics};
        blackout_error ignored;
        csv_first_record(reader, header->dialect, report_spoilt, &spoilt, &ignored);
        table->broken = true;
    } else if (match->missing_count > 0 || match->too_wide) {
        fault_columns(table, match, diagnostics);
        table->lacks_columns = true;
        table->broken = match->too_wide || match->line == 0 || match->missing[key] ||
                        2 * match->missing_count > match->required_count;
    }
}

/* Ties go to the most columns known, then to the order of `candidates`. */
void header_find_dialect(struct header *header, struct table *table,
                         const struct resource *resource, struct csv_reader *reader,
                         struct diagnostics *diagnostics)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    const char quote = resource->quote != '\0' ? resource->quote : '"';
    struct header_match best = {.schema = schema_table(table->id),
                                .missing_count = MOST_COLUMNS + 1};
    char fixed = resource->delimiter;
    fixed = fixed != '\0' ? fixed : csv_declared_delimiter(reader);
    for (size_t i = 0; i < (fixed != '\0' ? 1 : sizeof candidates); ++i) {
        const struct csv_dialect dialect = {fixed != '\0' ? fixed : candidates[i], quote};
        struct header_match match = try_delimiter(schema_table(table->id), reader, dialect);
        if (match.missing_count < best.missing_count ||
            (match.missing_count == best.missing_count &&
             match.matched_count > best.matched_count)) {
            best = match;
        }
    }
    *header =
        (struct header){.schema = schema_table(table->id), .dialect = {best.delimiter, quote}};
    table->delimiter = best.delimiter;
    judge(table, reader, header, &best, diagnostics);
}
