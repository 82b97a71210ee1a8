/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers are read as fields.h reads them, the short ones without its detours; texts are looked up
 * among those that it has found sound. Reports nothing: what is not sound is read again there. */
#include "ingest/dependency_cells.h"

#include <string.h>

#include "core/currency_codes.h"
#include "core/short_number.h"
#include "core/text.h"

/* ---- Plan ------------------------------------------------------------------------------------ */

/* The table has no other types. A column of one would be taken for a text: it needs a step of its
 * own here. */
static enum cell_step_kind kind_of(const struct file_column *column,
                                   const struct column_schema *schema)
{
    return column->role == ROLE_BASIS                              ? STEP_BASIS
           : column->role == ROLE_LOW || column->role == ROLE_HIGH ? STEP_END
           : column->column == DEPENDENCIES_BUSINESS               ? STEP_BUSINESS
           : schema->type == COLUMN_CURRENCY                       ? STEP_CURRENCY
           : schema->type == COLUMN_NUMBER                         ? STEP_NUMBER
                                                                   : STEP_TEXT;
}

/* Texts are not held against the row before: to find one takes a comparison as well. Of a field for
 * the whole row any column is as good, for its definition is not asked. */
static struct cell_step step_of(const struct cell_plan *plan, size_t field,
                                const struct known_texts *known)
{
    const struct file_column *column = &plan->header->columns[field];
    const struct column_schema *schema =
        &plan->header->schema->columns[column->column != ROW_WIDE ? column->column : 0];
    const enum cell_step_kind kind = kind_of(column, schema);
    const bool is_value = kind == STEP_NUMBER || kind == STEP_END;
    return (struct cell_step){.kind = kind,
                              .field = (uint16_t)field,
                              .column = column->column,
                              .repeats = is_value || kind == STEP_BASIS || kind == STEP_CURRENCY,
                              .is_figure = kind == STEP_BASIS ||
                                           column->column == DEPENDENCIES_FALLBACK ||
                                           (is_value && column->column != DEPENDENCIES_SHARE),
                              .required = column->role == ROLE_CENTRE && schema->need == REQUIRED,
                              .schema = schema,
                              .style = &column->style,
                              .known = kind == STEP_BASIS ? &plan->bases : &known[field]};
}

/* Sources are not kept of this table. */
static bool is_step(const struct header *header, size_t field)
{
    return header->columns[field].role != ROLE_SOURCE;
}

/* Bases are taken in the order of the header, which lets those of one column replace those of a
 * row; for all else the order of the fields is as good. */
static void make_steps(struct cell_plan *plan, const struct known_texts *known)
{
    const struct header *header = plan->header;
    bool is_read[MOST_FILE_COLUMNS] = {false};
    for (size_t k = 0; k < header->read_count; ++k) {
        is_read[header->read[k]] = is_step(header, header->read[k]);
    }
    plan->step_count = 0;
    for (size_t field = 0; field < header->column_count; ++field) {
        plan->first_steps[field] = (uint16_t)plan->step_count;
        if (is_read[field]) {
            plan->steps[plan->step_count++] = step_of(plan, field, known);
        }
    }
    plan->basis_count = 0;
    for (size_t k = 0; k < header->read_count; ++k) {
        if (header->columns[header->read[k]].role == ROLE_BASIS) {
            plan->basis_steps[plan->basis_count++] = plan->first_steps[header->read[k]];
        }
    }
}

/* Whether both ends of each range have a field. */
static bool has_both_ends(const struct header *header)
{
    bool both = true;
    for (size_t i = 0; i < header->range_count; ++i) {
        both = both && header->ranges[i].low != NO_FIELD && header->ranges[i].high != NO_FIELD;
    }
    return both;
}

/* What is not in such a file is left to the slower way. A range with one end alone is a fault of
 * each row that has it, and is reported there. The bases are known texts like any other, and are
 * put in once, however often a plan is made. */
bool cell_plan_make(struct cell_plan *plan, const struct header *header,
                    const struct known_texts *known)
{
    if (!has_both_ends(header) || header->gap_column != NO_FIELD) {
        return false;
    }
    plan->header = header;
    for (int i = 0; i < BASIS_COUNT && plan->bases.count < BASIS_COUNT; ++i) {
        const char *name = basis_name((enum basis)i);
        known_texts_add(&plan->bases, name, strlen(name), (uint32_t)i);
    }
    make_steps(plan, known);
    return true;
}

void cell_plan_free(struct cell_plan *plan)
{
    known_texts_free(&plan->bases);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* The decimal mark with which a number can be taken as it is; 0: with none. Of a column that a
 * survey has settled there is more to ask than its mark: such numbers take the longer way. */
static inline char sure_mark(const struct field_style *style)
{
    const struct number_format *format = &style->format;
    return style->declared  ? (char)(format->decimal != format->group ? format->decimal : '\0')
           : style->settled ? '\0'
                            : format->decimal;
}

static inline bool read_plain_number(double *number, const struct cell_step *step,
                                     const struct field_text *field)
{
    struct short_number quick;
    const bool plain = short_number_read(&quick, field->text, field->length) &&
                       (quick.mark == '\0' || quick.mark == sure_mark(step->style));
    *number = plain ? quick.value : 0;
    return plain;
}

/* Whether a number is sound, or empty where it may be. Blanks at its ends are looked for only in
 * what is no number as it stands: few fields of a large file have any. A mark that the column has
 * not shown before is for the reading of records, which learns it. */
static bool read_other_number(double *number, bool *given, const struct cell_step *step,
                              struct field_text field)
{
    text_trim(&field.text, &field.length);
    *given = field.length > 0;
    if (!*given) {
        return !step->required;
    }
    if (read_plain_number(number, step, &field)) {
        return field_in_range(step->schema, *number);
    }
    const struct field read =
        field_read_number(step->schema, step->style, field.text, field.length);
    *number = read.number;
    return read.fault == FIELD_SOUND &&
           (read.mark == '\0' || read.mark == step->style->format.decimal);
}

static inline bool take_number(struct cell *cell, const struct cell_step *step,
                               const struct field_text *field)
{
    cell->given = true;
    if (read_plain_number(&cell->number, step, field)) {
        return field_in_range(step->schema, cell->number);
    }
    bool given;
    const bool sound = read_other_number(&cell->number, &given, step, *field);
    cell->given = given;
    return sound;
}

static bool take_end(struct range_end *end, const struct cell_step *step,
                     const struct field_text *field)
{
    return read_other_number(&end->number, &end->given, step, *field);
}

/* The number of a text, or `otherwise` where it is not known; leaves the field trimmed. What is
 * known has no blanks at its ends. */
static uint32_t find_other_text(const struct cell_step *step, struct field_text *field,
                                uint32_t otherwise)
{
    text_trim(&field->text, &field->length);
    return known_texts_find(step->known, field->text, field->length, otherwise);
}

/* A text that is not known is for the reading of records: it looks it up, reports it, or has it
 * known from then on. */
static inline bool take_text(struct cell *cell, const struct cell_step *step,
                             struct field_text *field)
{
    cell->given = true;
    cell->text = known_texts_find_short(step->known, field->text, field->length, STRING_UNKNOWN);
    if (cell->text != STRING_UNKNOWN) {
        return true;
    }
    cell->text = find_other_text(step, field, STRING_UNKNOWN);
    cell->given = field->length > 0;
    if (!cell->given) {
        cell->text = STRING_NONE;
        return !step->required;
    }
    return cell->text != STRING_UNKNOWN;
}

/* One that has been withdrawn is warned of in each of its rows, and so never known to be current.
 */
static bool take_currency(struct cell_filler *filler, const struct cell_step *step,
                          struct field_text *field)
{
    struct cell *cell = &filler->cells[step->column];
    if (!take_text(cell, step, field)) {
        return false;
    }
    if (cell->text != filler->current_currency &&
        currency_code_withdrawn(strings_text(filler->strings, cell->text)) != NULL) {
        return false; /* to be warned of */
    }
    filler->current_currency = cell->text;
    return true;
}

/* An empty one says nothing. What has changed is noted, and spread over the cells once, after the
 * last field. */
static bool take_basis(struct cell_filler *filler, const struct cell_plan *plan, size_t number,
                       struct field_text *field)
{
    const struct cell_step *step = &plan->steps[number];
    uint32_t basis = known_texts_find_short(step->known, field->text, field->length, BASIS_COUNT);
    if (basis == BASIS_COUNT) {
        basis = find_other_text(step, field, BASIS_COUNT);
    }
    filler->has_bases = filler->has_bases && filler->bases[number] == basis;
    filler->bases[number] = basis;
    return basis != BASIS_COUNT || field->length == 0;
}

/* Gives the cells the bases of the row's fields. Where nothing is said a figure is assumed, as for
 * records (row_maker.c). Later ones overwrite earlier ones, so that the order is that of the plan.
 */
static void spread_bases(struct cell_filler *filler, const struct cell_plan *plan)
{
    const int count = (int)filler->row.column_count;
    for (int i = 0; i < count; ++i) {
        filler->cells[i].basis = BASIS_ASSUMED;
    }
    for (size_t k = 0; k < plan->basis_count; ++k) {
        const struct cell_step *step = &plan->steps[plan->basis_steps[k]];
        const uint32_t basis = filler->bases[plan->basis_steps[k]];
        const bool wide = step->column == ROW_WIDE;
        const int first = wide ? 0 : step->column;
        const int last = wide ? count - 1 : step->column;
        for (int i = first; i <= last && basis != BASIS_COUNT; ++i) {
            filler->cells[i].basis = (uint8_t)basis;
        }
    }
}

/* Whether it is a name, and `*name` where it is not that of the row before. Its bytes are those of
 * the block, and are compared where they are: no name is copied for each row. */
static inline bool take_name(struct cell_filler *filler, struct field_text *field,
                             const struct field_text **name)
{
    const struct field_text last = filler->name;
    text_trim(&field->text, &field->length);
    filler->name = *field;
    if (last.text == NULL || last.length != field->length ||
        memcmp(last.text, field->text, field->length) != 0) {
        *name = &filler->name;
    }
    return field->length > 0;
}

/* Whether a short field is that of the row before; if not, it is from here on. By a table of masks:
 * short fields and long ones alternate, and a branch would be foretold wrongly. */
static inline bool is_repeated(struct last_field *last, const struct field_text *field)
{
    enum { WORD = sizeof last->word };
    static const unsigned char kept[2 * WORD] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    const size_t length = field->length < WORD ? field->length : WORD;
    uint64_t word;
    uint64_t mask;
    memcpy(&word, field->text, WORD);
    memcpy(&mask, kept + WORD - length, WORD);
    word &= mask;
    const bool same = ((last->length ^ field->length) | (last->word ^ word)) == 0;
    last->word = word;
    last->length = field->length <= WORD ? field->length : LAST_FIELD_NONE;
    return same;
}

/* Gives the cells the ranges of the row's fields, as row_maker.c does: that of a centre which is
 * certain is passed over. False where one is not sound. The marks of the row before are taken off:
 * the cells are the same. */
static bool set_ranges(struct cell_filler *filler, const struct header *header)
{
    struct row *row = &filler->row;
    bool sound = true;
    row->has_ranges = false;
    for (size_t i = 0; i < header->range_count && sound; ++i) {
        const struct header_range *fields = &header->ranges[i];
        const struct column_schema *schema = &header->schema->columns[fields->column];
        const struct range_end *low = &filler->ends[fields->low];
        const struct range_end *high = &filler->ends[fields->high];
        struct cell *cell = &filler->cells[fields->column];
        cell->has_range = false;
        /* ends without a centre are a fault, reported of the record */
        sound = low->given == high->given && (!low->given || cell->given);
        if (sound && low->given && field_takes_range(schema, cell->number)) {
            const struct range range = {low->number, high->number};
            const struct range_faults faults = field_check_range(schema, cell->number, &range);
            sound = faults.low == FIELD_SOUND && faults.high == FIELD_SOUND;
            cell->has_range = true;
            filler->cells[row->column_count + (size_t)fields->column].range = range;
            row->has_ranges = true;
        }
    }
    return sound;
}

/* False where it is not sound. */
static inline bool take_field(struct cell_filler *filler, const struct cell_plan *plan,
                              const struct cell_step *step, struct field_text *field,
                              const struct field_text **name)
{
    switch (step->kind) {
    case STEP_TEXT:
        return take_text(&filler->cells[step->column], step, field);
    case STEP_NUMBER:
        return take_number(&filler->cells[step->column], step, field);
    case STEP_CURRENCY:
        return take_currency(filler, step, field);
    case STEP_END:
        return take_end(&filler->ends[step->field], step, field);
    case STEP_BASIS:
        return take_basis(filler, plan, (size_t)(step - plan->steps), field);
    default:
        return take_name(filler, field, name);
    }
}

/* After a row that was forgotten nothing is known of its figures: the next one counts as new,
 * whatever it has. Steps before the first are those of fields with which the row before began as
 * well; their cells, ends and bases stand. */
bool cell_filler_fill(struct cell_filler *filler, const struct cell_plan *plan, const char *line,
                      size_t same, const struct field_text **name)
{
    const size_t first = plan->first_steps[same];
    const struct cell_step *const end = plan->steps + plan->step_count;
    struct last_field *last = filler->last + first;
    bool new_figures = !filler->has_bases;
    for (const struct cell_step *step = plan->steps + first; step < end; ++step, ++last) {
        const struct csv_slice *slice = &filler->slices[step->field];
        struct field_text field = {line + slice->first, slice->length};
        if (step->repeats && is_repeated(last, &field)) {
            continue;
        }
        new_figures = new_figures || step->is_figure;
        if (!take_field(filler, plan, step, &field, name)) {
            return false;
        }
    }
    filler->new_figures = new_figures;
    if (!filler->has_bases) {
        spread_bases(filler, plan);
        filler->has_bases = true;
    }
    return plan->header->range_count == 0 || set_ranges(filler, plan->header);
}

void cell_filler_init(struct cell_filler *filler, const struct strings *strings)
{
    filler->strings = strings;
    filler->row = (struct row){.cells = filler->cells,
                               .column_count = (uint8_t)schema_table(DEPENDENCIES)->column_count};
    cell_filler_forget(filler);
}

void cell_filler_forget(struct cell_filler *filler)
{
    filler->name = (struct field_text){NULL, 0};
    filler->has_bases = false;
    for (size_t i = 0; i < MOST_FILE_COLUMNS; ++i) {
        filler->last[i].length = LAST_FIELD_NONE;
    }
}
