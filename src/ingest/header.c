/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First what each column of a header means, then the typed fields of a record by that. Fields are
 * put in the order in which they have to be read: those of whole rows, single columns, ranges,
 * which need their centres. A column that nobody knows is warned of, and left out. */
#include "ingest/header.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "ingest/date_text.h"
#include "ingest/price_layouts.h"

/* How the numbers of a field are written, where that is declared. A mark declared for one field
 * (decimalChar) goes before the one that is declared for all files (--decimal-mark). */
static struct field_style style_of(const struct resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->format_count; ++i) {
        if (strcmp(resource->formats[i].field, name) == 0) {
            return (struct field_style){.declared = true,
                                        .format = {.decimal = resource->formats[i].decimal,
                                                   .group = resource->formats[i].group}};
        }
    }
    return (struct field_style){.format = {.decimal = resource->decimal}};
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

static bool has_column(const struct header *header, enum role role, int column)
{
    for (size_t i = 0; i < header->column_count; ++i) {
        if (header->columns[i].role == role && header->columns[i].column == column) {
            return true;
        }
    }
    return false;
}

/* A column that means nothing: ignored with a warning. A fault where the name is nearly that of an
 * optional column that the file lacks: ignored, its figures would be missing from the estimate, and
 * only a warning would say so. That a required one is missing has been reported with the header. */
static void judge_unknown(struct header *header, const struct table *table,
                          const struct place *place, struct diagnostics *diagnostics)
{
    const struct table_schema *schema = header->schema;
    const char *known[MOST_COLUMNS];
    for (size_t i = 0; i < schema->column_count; ++i) {
        known[i] = schema->columns[i].name;
    }
    const struct column_meaning meant = column_name_near(table->id, place->field);
    const bool is_end = meant.role == ROLE_LOW || meant.role == ROLE_HIGH;
    if (meant.column >= 0 && (is_end || schema->columns[meant.column].need == OPTIONAL) &&
        !has_column(header, meant.role, meant.column)) {
        diagnostics_fault(
            diagnostics, place, "misnamed_column",
            "a column is not known ('%s'); perhaps '%s%s', otherwise a name less like it",
            place->field, known[meant.column],
            meant.role == ROLE_LOW    ? "_low"
            : meant.role == ROLE_HIGH ? "_high"
                                      : "");
        header->misnamed |= UINT32_C(1) << meant.column;
        return;
    }
    const char *near = text_nearest(place->field, known, schema->column_count);
    diagnostics_warn(diagnostics, place, "unknown_column",
                     near != NULL ? "the column '%s' is not known: it is ignored; perhaps '%s'"
                                  : "the column '%s' is not known: it is ignored",
                     place->field, near);
}

/* What separates lines for an editor and for no CSV file: then all of the table is in its header.
 * NULL where none of it is in the text. */
static const char *other_line_end(const char *text)
{
    static const struct {
        const char *bytes;
        const char *name;
    } ends[] = {{"\v", "U+000B"},       {"\f", "U+000C"},           {"\x1e", "U+001E"},
                {"\xC2\x85", "U+0085"}, {"\xE2\x80\xA8", "U+2028"}, {"\xE2\x80\xA9", "U+2029"}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; ++i) {
        if (strstr(text, ends[i].bytes) != NULL) {
            return ends[i].name;
        }
    }
    return NULL;
}

/* Closes as they were traded jump at a split, and a return across it is that of no holder. Only the
 * columns of a vendor that writes both show which of the two a close is. */
static void judge_splits(const struct header *header, const struct table *table,
                         const struct place *place, struct diagnostics *diagnostics)
{
    if (!has_column(header, ROLE_CENTRE, price_layout_adjusted(table->id))) {
        diagnostics_warn(diagnostics, place, "unadjusted_close",
                         "closes are as they were traded ('%s' has the splits), and there is no "
                         "adjusted close: returns across a split are wrong; give adjusted_close",
                         place->field);
    }
}

/* Whether a column is there already. Ignored columns may repeat: nothing is read from them. */
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

/* Formats are declared by the name that the field has in the file. A column without a name is a
 * spreadsheet's, and not worth a warning. */
static struct file_column read_column(enum table_id table, const struct resource *resource,
                                      const char *name)
{
    const struct column_meaning meaning = column_name_understand(table, name);
    struct file_column column = {.role = meaning.role,
                                 .column = meaning.column,
                                 .by_vendor = meaning.by_vendor,
                                 .last_trade = meaning.last_trade,
                                 .unneeded = meaning.unneeded || name[0] == '\0',
                                 .splits = meaning.splits,
                                 .style = style_of(resource, name)};
    memcpy(column.name, name, sizeof column.name);
    return column;
}

/* Which of two names of a column is the better one: the table's own, a vendor's, the last trade. */
static int rank_of_name(const struct file_column *column)
{
    return !column->by_vendor ? 0 : !column->last_trade ? 1 : 2;
}

/* A vendor's name gives way to the table's own: `Price` beside `Close` is something else. So does
 * `Last Price` to `Close Price`. Judged when all columns are named, since either may stand first.
 */
static void settle_vendor_names(struct header *header)
{
    for (size_t i = 0; i < header->column_count; ++i) {
        struct file_column *column = &header->columns[i];
        bool better = false;
        for (size_t k = 0; k < header->column_count; ++k) {
            const struct file_column *other = &header->columns[k];
            better = better || (other->role == ROLE_CENTRE && other->column == column->column &&
                                rank_of_name(other) < rank_of_name(column));
        }
        if (column->by_vendor && better) {
            /* a time beside the date says nothing more; a price beside the close is named */
            column->unneeded = header->schema->columns[column->column].type == COLUMN_INSTANT;
            column->role = ROLE_IGNORED;
            column->column = -1;
        }
    }
}

/* Fields of whole rows first, then those of single columns, then ranges, which need their centres.
 * Within each of the three the order is that of the file. */
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

/* A range with one end is kept: which rows lack the other is found row by row. One that lacks what
 * has been reported as misnamed is not: each of its rows would say so again. */
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
        const bool misnamed = (header->misnamed >> column & 1) != 0;
        if (!misnamed && (range.low != NO_FIELD || range.high != NO_FIELD)) {
            header->ranges[header->range_count++] = range;
        }
    }
}

/* Rows of a spreadsheet, say, that were transposed: the columns of no table are so many. */
void header_fault_width(struct table *table, size_t line, struct diagnostics *diagnostics)
{
    const struct place place = {table->source, line, 1, ""};
    diagnostics_fault(diagnostics, &place, "bad_width",
                      "the header has more fields than any table ('%d'); remove columns",
                      MOST_FILE_COLUMNS);
    table->broken = true;
}

/* A header of several lines (price_heads.c) has named the columns already; the record at hand is
 * then its last line. */
static void name_columns(struct header *header, enum table_id table,
                         const struct resource *resource, const struct csv_record *record)
{
    for (size_t i = 0; i < record->field_count; ++i) {
        char name[COLUMN_NAME_SIZE] = "";
        if (i < header->named_count) {
            memcpy(name, header->columns[i].name, sizeof name);
        } else if (header->named_count == 0) {
            column_name_trim(name, record->fields[i].text);
        }
        header->columns[i] = read_column(table, resource, name);
        if (name[0] != '\0' || i < header->named_count) {
            header->column_count = i + 1; /* empty names at the end are a spreadsheet's */
        }
    }
    settle_vendor_names(header);
}

/* Each column is judged when all of them are known: whether a name is repeated, or means one that
 * the file lacks, the others say. What is wrong is reported in the order of the file. The width is
 * judged once more: header_find_dialect() sees no more of a header than the first chunk of its file
 * has, and nothing of one of several lines. */
bool header_read(struct header *header, struct table *table, const struct resource *resource,
                 const struct csv_record *record, struct diagnostics *diagnostics)
{
    if (record->field_count > MOST_FILE_COLUMNS) {
        header_fault_width(table, record->line, diagnostics);
        return false;
    }
    header->line = record->line;
    header->decimal = resource->decimal;
    name_columns(header, table->id, resource, record);
    for (size_t i = 0; i < header->column_count; ++i) {
        struct file_column *column = &header->columns[i];
        const struct place place = place_of(table, record, i, column->name);
        if (is_repeated(header, i)) { /* the second is ignored, so that the rows can be read */
            diagnostics_fault(diagnostics, &place, "repeated_column",
                              "the column appears twice ('%s'); keep one", column->name);
            column->role = ROLE_IGNORED;
        } else if (column->role == ROLE_CENTRE) {
            table->places[column->column] = (uint16_t)(i + 1);
        } else if (column->splits) {
            judge_splits(header, table, &place, diagnostics);
        } else if (column->role == ROLE_IGNORED && other_line_end(record->fields[i].text) != NULL) {
            diagnostics_fault(diagnostics, &place, "bad_text",
                              "a name of the header has %s in it, which ends no line ('%.40s'); "
                              "save the file with line ends LF or CR LF",
                              other_line_end(record->fields[i].text), column->name);
        } else if (column->role == ROLE_IGNORED && !column->unneeded) {
            judge_unknown(header, table, &place, diagnostics);
        }
    }
    order_fields(header);
    find_ranges(header);
    return true;
}

/* ---- Records --------------------------------------------------------------------------------- */

/* Sources and ignored columns are any text; only whether there is one matters. */
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

/* A mark that is not the one noted for its column makes the answer false as well: the file may have
 * changed its way of writing in the middle. */
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

/* The first mark of a file is believed until another one contradicts it; then the whole file is
 * looked at, since either may be the thousands'. `learned` counts what is new: rows that were typed
 * before it may have been read in another way. */
bool header_learn(struct header *header, const struct field *fields)
{
    bool known = true;
    for (size_t k = 0; k < header->read_count; ++k) {
        const size_t i = header->read[k];
        struct field_style *style = &header->columns[i].style;
        const char mark = fields[i].mark;
        if (mark != '\0' && style->format.decimal == '\0') {
            style->format.decimal = mark;
            ++header->learned;
            header->decimal = header->decimal == '\0' ? mark : header->decimal;
        }
        known = known && fields[i].fault != FIELD_UNSETTLED &&
                (mark == '\0' || mark == header->decimal);
    }
    return known;
}

bool header_has_signs(const struct header *header, const struct field *fields,
                      const struct csv_record *record)
{
    bool any = false;
    for (size_t k = 0; k < header->read_count && !any; ++k) {
        const size_t i = header->read[k];
        const struct csv_field *field = &record->fields[i];
        struct number_text number;
        any = fields[i].fault == FIELD_UNSETTLED &&
              number_text_read(&number, field->text, field->length) &&
              (number.percent || number.currency[0] != '\0');
    }
    return any;
}

/* Whether `text` could be a value of the column. A whole number with decimals fits an integer
 * column: it is the right column with a wrong value. */
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

/* A bad field spoils itself alone; a record that was cut is not read any further, since what
 * follows the cut is unknown. */
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
        diagnostics_fault(diagnostics, &place, "bad_text", "%s ('%zu field%s before it'); %s",
                          csv_fault_text(record->fault), record->field_count,
                          record->field_count == 1 ? "" : "s", csv_fault_remedy(record->fault));
    }
    return sound && !*cut;
}

/* Places begin with 1, also of a file that could not be opened. A table that is broken has a fault
 * already, which ended its reading. */
void header_fault_file(struct table *table, const blackout_error *why,
                       struct diagnostics *diagnostics)
{
    if (table->broken) {
        return;
    }
    struct place place = {table->source, why->line > 0 ? why->line : 1,
                          why->column > 0 ? why->column : 1, ""};
    diagnostics_fault(diagnostics, &place, "bad_file", "%s", why->message);
    table->broken = true;
}
