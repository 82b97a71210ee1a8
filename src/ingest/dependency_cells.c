/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers are read by fields.h, as in the slower way; texts are looked up among those that it has
 * found sound. Reports nothing: what is not sound is read again there. */
#include "ingest/dependency_cells.h"

#include <string.h>

#include "core/currency_codes.h"
#include "core/text.h"

/* ---- Plan ------------------------------------------------------------------------------------ */

static enum cell_step_kind kind_of(const struct file_column *column,
                                   const struct column_schema *schema)
{
    return column->role == ROLE_BASIS                ? STEP_BASIS
           : column->column == DEPENDENCIES_BUSINESS ? STEP_BUSINESS
           : schema->type == COLUMN_CURRENCY         ? STEP_CURRENCY
           : schema->type == COLUMN_NUMBER           ? STEP_NUMBER
                                                     : STEP_TEXT;
}

static struct cell_step step_of(const struct cell_plan *plan, size_t field,
                                const struct known_texts *known)
{
    const struct file_column *column = &plan->header->columns[field];
    const struct column_schema *schema =
        &plan->header->schema->columns[column->column != ROW_WIDE ? column->column : 0];
    const enum cell_step_kind kind = kind_of(column, schema);
    return (struct cell_step){.kind = kind,
                              .field = (uint16_t)field,
                              .column = column->column,
                              .required = column->role == ROLE_CENTRE && schema->need == REQUIRED,
                              .schema = schema,
                              .style = &column->style,
                              .known = kind == STEP_BASIS ? &plan->bases : &known[field]};
}

/* The bases before everything else, each kind in the order of the header. Sources are not kept of
 * this table. */
static void make_steps(struct cell_plan *plan, const struct known_texts *known)
{
    const struct header *header = plan->header;
    plan->step_count = 0;
    for (int turn = 0; turn < 2; ++turn) {
        for (size_t k = 0; k < header->read_count; ++k) {
            const enum role role = header->columns[header->read[k]].role;
            if (role != ROLE_SOURCE && (role == ROLE_BASIS) == (turn == 0)) {
                plan->steps[plan->step_count++] = step_of(plan, header->read[k], known);
            }
        }
        plan->basis_count = turn == 0 ? plan->step_count : plan->basis_count;
    }
}

/* Ranges are rare in large files, and are left to the slower way. */
bool cell_plan_make(struct cell_plan *plan, const struct header *header,
                    const struct known_texts *known)
{
    if (header->range_count > 0 || header->gap_column != NO_FIELD) {
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

static bool take_number(struct cell_filler *filler, const struct cell_step *step, const char *text,
                        size_t length)
{
    struct cell *cell = &filler->cells[step->column];
    cell->given = length > 0;
    if (length == 0) {
        return !step->required;
    }
    const struct field field = field_read_number(step->schema, step->style, text, length);
    cell->number = field.number;
    return field.fault == FIELD_SOUND &&
           (field.mark == '\0' || field.mark == step->style->format.decimal);
}

static bool take_text(struct cell_filler *filler, const struct cell_step *step, const char *text,
                      size_t length)
{
    struct cell *cell = &filler->cells[step->column];
    cell->given = length > 0;
    cell->text = STRING_NONE;
    if (length == 0) {
        return !step->required;
    }
    cell->text = known_texts_find(step->known, text, length, STRING_UNKNOWN);
    return cell->text != STRING_UNKNOWN;
}

static bool take_currency(struct cell_filler *filler, const struct cell_step *step,
                          const char *text, size_t length)
{
    const struct cell *cell = &filler->cells[step->column];
    if (!take_text(filler, step, text, length)) {
        return false;
    }
    if (cell->text != filler->current_currency &&
        currency_code_withdrawn(strings_text(filler->strings, cell->text)) != NULL) {
        return false; /* to be warned of */
    }
    filler->current_currency = cell->text;
    return true;
}

/* An empty one says nothing. */
static bool take_basis(struct cell_filler *filler, const struct cell_step *step, const char *text,
                       size_t length)
{
    const uint32_t basis = known_texts_find(step->known, text, length, BASIS_COUNT);
    if (basis == BASIS_COUNT) {
        return length == 0;
    }
    const bool wide = step->column == ROW_WIDE;
    const int first = wide ? 0 : step->column;
    const int last = wide ? (int)filler->row.column_count - 1 : step->column;
    for (int i = first; i <= last; ++i) {
        filler->cells[i].basis = (uint8_t)basis;
    }
    return true;
}

static bool take_field(struct cell_filler *filler, const struct cell_step *step, const char *text,
                       size_t length)
{
    switch (step->kind) {
    case STEP_NUMBER:
        return take_number(filler, step, text, length);
    case STEP_TEXT:
        return take_text(filler, step, text, length);
    case STEP_CURRENCY:
        return take_currency(filler, step, text, length);
    case STEP_BASIS:
        return take_basis(filler, step, text, length);
    default:
        return length > 0;
    }
}

/* The bytes of a word that are the first `count` of it in memory, of 1 to 8. */
static inline uint64_t first_bytes(uint64_t word, size_t count)
{
    const unsigned beyond = (unsigned)(8 * (sizeof word - count));
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? word << beyond : word >> beyond;
}

/* Whether two texts of one length are the same; as many bytes as a word has may be read behind
 * them. */
static inline bool is_same(const char *a, const char *b, size_t length)
{
    enum { WORD = sizeof(uint64_t) };
    uint64_t x;
    uint64_t y;
    for (; length > WORD; length -= WORD, a += WORD, b += WORD) {
        memcpy(&x, a, WORD);
        memcpy(&y, b, WORD);
        if (x != y) {
            return false;
        }
    }
    memcpy(&x, a, WORD);
    memcpy(&y, b, WORD);
    return length == 0 || first_bytes(x ^ y, length) == 0;
}

/* The text of a step's field; whether it is that of the row before, and its cell the same. */
static inline bool read_text(struct cell_filler *filler, const struct cell_plan *plan, size_t step,
                             const char *line)
{
    const struct csv_slice slice = filler->slices[plan->steps[step].field];
    struct last_text *last = &filler->last[step];
    const char *text = line + slice.first;
    size_t length = slice.length;
    text_trim(&text, &length);
    const bool same =
        last->text != NULL && last->length == length && is_same(last->text, text, length);
    *last = (struct last_text){text, length};
    return same;
}

/* The bases of a row, which are those of the row before as long as all their fields are. */
static bool take_bases(struct cell_filler *filler, const struct cell_plan *plan, const char *line)
{
    bool same = filler->has_bases;
    for (size_t k = 0; k < plan->basis_count; ++k) {
        same = read_text(filler, plan, k, line) && same;
    }
    filler->has_bases = true;
    if (same) {
        return true;
    }
    for (size_t i = 0; i < filler->row.column_count; ++i) {
        filler->cells[i].basis = BASIS_ASSUMED;
    }
    bool sound = true;
    for (size_t k = 0; k < plan->basis_count && sound; ++k) {
        sound = take_basis(filler, &plan->steps[k], filler->last[k].text, filler->last[k].length);
    }
    return sound;
}

/* The fields of a line into the worker's cells; its business into `*name`, NULL where it is that of
 * the row before. */
bool cell_filler_fill(struct cell_filler *filler, const struct cell_plan *plan, const char *line,
                      const struct last_text **name)
{
    if (!take_bases(filler, plan, line)) {
        return false;
    }
    for (size_t k = plan->basis_count; k < plan->step_count; ++k) {
        const struct cell_step *step = &plan->steps[k];
        if (read_text(filler, plan, k, line)) {
            continue;
        }
        if (!take_field(filler, step, filler->last[k].text, filler->last[k].length)) {
            return false;
        }
        if (step->kind == STEP_BUSINESS) {
            *name = &filler->last[k];
        }
    }
    return true;
}

void cell_filler_init(struct cell_filler *filler, const struct strings *strings)
{
    filler->strings = strings;
    filler->row = (struct row){.cells = filler->cells,
                               .column_count = (uint8_t)schema_table(DEPENDENCIES)->column_count};
}

void cell_filler_forget(struct cell_filler *filler)
{
    memset(filler->last, 0, sizeof filler->last);
    filler->has_bases = false;
}
