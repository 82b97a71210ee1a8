/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan says once what each field of the file is; rows then fill the same cells over and over.
 * Texts are looked up among those that the slower way has found sound. What a thread reports goes
 * to diagnostics of its own, whose only use is that they are not empty. */
#include "ingest/dependency_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "core/currency_codes.h"
#include "core/fold.h"
#include "core/text.h"
#include "ingest/business_checks.h"
#include "ingest/csv_plain.h"
#include "ingest/dependency_row.h"
#include "ingest/share_ranges.h"
#include "ingest/total_words.h"

enum step_kind { STEP_BUSINESS, STEP_TEXT, STEP_CURRENCY, STEP_NUMBER, STEP_BASIS };

/* What is to be done with a field of each row. */
struct step {
    enum step_kind kind;
    uint16_t field;
    int column; /* of the schema; ROW_WIDE */
    bool required;
    const struct column_schema *schema;
    const struct field_style *style;
    const struct known_texts *known;
};

/* What one thread works with. */
struct worker {
    struct table_context context; /* frozen, with the diagnostics below */
    struct diagnostics silent;
    struct spreads spreads;
    struct share_ranges share_ranges;
    struct business_checks checks;
    struct dependency_maker maker;
    struct cell cells[2 * MOST_COLUMNS];
    struct row row;
    struct csv_slice slices[MOST_FILE_COLUMNS + 1];
    string_id current_currency; /* the last one met that has not been withdrawn */
    char folded[2][FOLD_SIZE];  /* of the last two businesses */
};

struct dependency_blocks {
    const struct table *table;
    const struct table_context *context;
    const struct header *header;
    struct known_texts bases;
    size_t step_count;
    struct step steps[MOST_FILE_COLUMNS];
    struct dependency_block *blocks; /* [slots] */
    size_t slots;
    struct worker *workers; /* [threads] */
    size_t threads;
};

/* ---- Plan ------------------------------------------------------------------------------------ */

static enum step_kind kind_of(const struct file_column *column, const struct column_schema *schema)
{
    return column->role == ROLE_BASIS                ? STEP_BASIS
           : column->column == DEPENDENCIES_BUSINESS ? STEP_BUSINESS
           : schema->type == COLUMN_CURRENCY         ? STEP_CURRENCY
           : schema->type == COLUMN_NUMBER           ? STEP_NUMBER
                                                     : STEP_TEXT;
}

/* Ranges are rare in large files, and are left to the slower way. */
bool dependency_blocks_begin(struct dependency_blocks *blocks, const struct header *header,
                             const struct known_texts *known)
{
    blocks->header = header;
    blocks->step_count = 0;
    if (header->range_count > 0 || header->gap_column != NO_FIELD || blocks->table->lacks_columns) {
        return false;
    }
    for (size_t k = 0; k < header->read_count; ++k) {
        const size_t i = header->read[k];
        const struct file_column *column = &header->columns[i];
        if (column->role == ROLE_SOURCE) {
            continue; /* not kept of this table */
        }
        const struct column_schema *schema =
            column->column != ROW_WIDE ? &header->schema->columns[column->column] : NULL;
        struct step *step = &blocks->steps[blocks->step_count++];
        *step = (struct step){.kind = kind_of(column, schema),
                              .field = (uint16_t)i,
                              .column = column->column,
                              .required = column->role == ROLE_CENTRE && schema->need == REQUIRED,
                              .schema = schema,
                              .style = &column->style};
        step->known = step->kind == STEP_BASIS ? &blocks->bases : &known[i];
    }
    return true;
}

/* ---- Businesses ------------------------------------------------------------------------------ */

static bool reserve(void **items, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity) {
        return true;
    }
    void *larger = realloc(*items, 2 * count * size);
    if (larger == NULL) {
        return false;
    }
    *items = larger;
    *capacity = 2 * count;
    return true;
}

static const char *last_name(const struct dependency_block *block)
{
    return block->names + block->businesses[block->business_count - 1].name;
}

/* Judges the last business, whose rows are complete: not the first of the block, which may have
 * begun before it. */
static bool finish_business(struct worker *worker, struct dependency_block *block)
{
    const struct block_business *last = &block->businesses[block->business_count - 1];
    struct dependency *rows = block->rows + last->first_row;
    const struct business business = {last_name(block), rows, last->row_count};
    bool faulty = false;
    blackout_error error;
    return block->business_count == 1 ||
           (business_checks_judge(&worker->checks, &business, &faulty, &error) == BLACKOUT_OK &&
            !faulty &&
            share_ranges_set(&worker->share_ranges, rows, last->row_count,
                             &worker->context.tables[PLATFORMS], &error) == BLACKOUT_OK);
}

/* Notes how a name stands to the one before it. */
static bool compare_names(struct worker *worker, struct dependency_block *block, size_t length)
{
    const size_t count = block->business_count;
    char *folded = worker->folded[count % 2];
    const char *name = last_name(block);
    fold_text(folded, name, length);
    if (count == 1) {
        return true;
    }
    block->folds_ascend =
        block->folds_ascend && strcmp(worker->folded[(count - 1) % 2], folded) < 0;
    return name_order_keeps(&block->order, block->names + block->businesses[count - 2].name, name);
}

static bool start_business(struct worker *worker, struct dependency_block *block, const char *name,
                           size_t length)
{
    if (total_word(name, length) ||
        (block->business_count > 0 && !finish_business(worker, block)) ||
        !reserve((void **)&block->businesses, &block->business_capacity, block->business_count + 1,
                 sizeof *block->businesses) ||
        !reserve((void **)&block->names, &block->name_capacity, block->name_used + length + 1, 1)) {
        return false;
    }
    block->businesses[block->business_count++] =
        (struct block_business){.name = block->name_used, .first_row = block->row_count};
    memcpy(block->names + block->name_used, name, length);
    block->names[block->name_used + length] = '\0';
    block->name_used += length + 1;
    return compare_names(worker, block, length);
}

/* Whether the name is that of the last business, which is most often the case. */
static bool goes_on(const struct dependency_block *block, const char *name, size_t length)
{
    if (block->business_count == 0) {
        return false;
    }
    const size_t first = block->businesses[block->business_count - 1].name;
    return block->name_used - first - 1 == length &&
           memcmp(block->names + first, name, length) == 0;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool take_number(struct worker *worker, const struct step *step, const char *text,
                        size_t length)
{
    struct cell *cell = &worker->cells[step->column];
    cell->given = length > 0;
    if (length == 0) {
        return !step->required;
    }
    const struct field field = field_read_number(step->schema, step->style, text, length);
    cell->number = field.number;
    return field.fault == FIELD_SOUND &&
           (field.mark == '\0' || field.mark == step->style->format.decimal);
}

static bool take_text(struct worker *worker, const struct step *step, const char *text,
                      size_t length)
{
    struct cell *cell = &worker->cells[step->column];
    cell->given = length > 0;
    cell->text = STRING_NONE;
    if (length == 0) {
        return !step->required;
    }
    cell->text = known_texts_find(step->known, text, length, STRING_UNKNOWN);
    return cell->text != STRING_UNKNOWN;
}

static bool take_currency(struct worker *worker, const struct step *step, const char *text,
                          size_t length)
{
    const struct cell *cell = &worker->cells[step->column];
    if (!take_text(worker, step, text, length)) {
        return false;
    }
    if (cell->text != worker->current_currency &&
        currency_code_withdrawn(strings_text(worker->context.strings, cell->text)) != NULL) {
        return false; /* to be warned of */
    }
    worker->current_currency = cell->text;
    return true;
}

/* An empty one says nothing. */
static bool take_basis(struct worker *worker, const struct step *step, const char *text,
                       size_t length)
{
    const uint32_t basis = known_texts_find(step->known, text, length, BASIS_COUNT);
    if (basis == BASIS_COUNT) {
        return length == 0;
    }
    const bool wide = step->column == ROW_WIDE;
    const int first = wide ? 0 : step->column;
    const int last = wide ? (int)worker->row.column_count - 1 : step->column;
    for (int i = first; i <= last; ++i) {
        worker->cells[i].basis = (uint8_t)basis;
    }
    return true;
}

static bool take_field(struct worker *worker, const struct step *step, const char *text,
                       size_t length)
{
    switch (step->kind) {
    case STEP_NUMBER:
        return take_number(worker, step, text, length);
    case STEP_TEXT:
        return take_text(worker, step, text, length);
    case STEP_CURRENCY:
        return take_currency(worker, step, text, length);
    case STEP_BASIS:
        return take_basis(worker, step, text, length);
    default:
        return length > 0;
    }
}

/* A line with bytes beyond ASCII: whether all its fields are text. */
static bool is_text(const struct csv_plain *plain, const char *line)
{
    bool sound = true;
    for (size_t i = 0; i < plain->count && sound; ++i) {
        const char *text = line + plain->slices[i].first;
        const size_t length = plain->slices[i].length;
        sound = memchr(text, '\0', length) == NULL && text_is_utf8(text, length);
    }
    return sound;
}

static void count_figures(struct dependency_block *block, const struct cell *cells)
{
    static const int numbers[] = {DEPENDENCIES_ANNUAL_REVENUE, DEPENDENCIES_SHARE,
                                  DEPENDENCIES_FIRMS, DEPENDENCIES_FALLBACK_SHARE};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        const struct cell *cell = &cells[numbers[i]];
        block->figures[cell->basis] += cell->given ? 1 : 0;
    }
}

/* The fields of a line into the worker's cells; its business into `*name`. */
static bool take_fields(struct worker *worker, const struct dependency_blocks *blocks,
                        const char *line, const char **name, size_t *name_length)
{
    for (size_t i = 0; i < worker->row.column_count; ++i) {
        worker->cells[i].basis = BASIS_ASSUMED;
    }
    for (size_t k = 0; k < blocks->step_count; ++k) {
        const struct step *step = &blocks->steps[k];
        const char *text = line + worker->slices[step->field].first;
        size_t length = worker->slices[step->field].length;
        text_trim(&text, &length);
        if (!take_field(worker, step, text, length)) {
            return false;
        }
        if (step->kind == STEP_BUSINESS) {
            *name = text;
            *name_length = length;
        }
    }
    return true;
}

static bool take_row(struct worker *worker, const struct dependency_blocks *blocks,
                     struct dependency_block *block, const char *line)
{
    const char *name = NULL;
    size_t length = 0;
    if (!take_fields(worker, blocks, line, &name, &length) || name == NULL ||
        (!goes_on(block, name, length) && !start_business(worker, block, name, length)) ||
        !reserve((void **)&block->rows, &block->row_capacity, block->row_count + 1,
                 sizeof *block->rows)) {
        return false;
    }
    worker->row.line = block->row_count & ROW_LAST_LINE;
    block->rows[block->row_count++] = dependency_make(&worker->maker, &worker->row);
    ++block->businesses[block->business_count - 1].row_count;
    count_figures(block, worker->cells);
    return true;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

static void clear(struct dependency_block *block, unsigned learned)
{
    block->row_count = 0;
    block->business_count = 0;
    block->name_used = 0;
    block->order = name_order_any;
    block->folds_ascend = true;
    block->learned = learned;
    memset(block->figures, 0, sizeof block->figures);
}

bool dependency_blocks_type(struct dependency_blocks *blocks, size_t slot, size_t worker,
                            const char *bytes, size_t size)
{
    struct dependency_block *block = &blocks->blocks[slot];
    struct worker *own = &blocks->workers[worker];
    const struct header *header = blocks->header;
    const struct csv_marks marks = {header->dialect.delimiter, header->dialect.quote};
    struct csv_plain plain = {.slices = own->slices, .most = header->column_count};
    clear(block, header->learned);
    for (size_t at = 0; at < size;) {
        const size_t length = csv_plain_split(&plain, marks, bytes + at, size - at);
        if (length == 0 || plain.count != header->column_count ||
            !(plain.is_ascii || is_text(&plain, bytes + at)) ||
            !take_row(own, blocks, block, bytes + at)) {
            return false;
        }
        at += length;
    }
    const bool silent = own->silent.fault_count == 0 && own->silent.warning_count == 0;
    if (!silent) { /* for the next block */
        diagnostics_free(&own->silent);
        own->silent = (struct diagnostics){0};
    }
    return silent;
}

bool dependency_blocks_is_up_to_date(const struct dependency_blocks *blocks, size_t slot)
{
    return blocks->blocks[slot].learned == blocks->header->learned;
}

struct business dependency_block_business(const struct dependency_block *block, size_t number)
{
    const struct block_business *business = &block->businesses[number];
    return (struct business){.name = block->names + business->name,
                             .rows = block->rows + business->first_row,
                             .row_count = business->row_count};
}

struct dependency_block *dependency_blocks_at(struct dependency_blocks *blocks, size_t slot)
{
    return &blocks->blocks[slot];
}

/* ---- Life ------------------------------------------------------------------------------------ */

static void init_worker(struct worker *worker, const struct table *table,
                        const struct table_context *context)
{
    worker->context = *context;
    worker->context.strings_frozen = true;
    worker->context.diagnostics = &worker->silent;
    worker->share_ranges.spreads = &worker->spreads;
    worker->maker = (struct dependency_maker){table, &worker->context, &worker->spreads};
    worker->row = (struct row){.cells = worker->cells,
                               .column_count = (uint8_t)schema_table(DEPENDENCIES)->column_count};
    business_checks_init(&worker->checks, table, &worker->context);
}

struct dependency_blocks *dependency_blocks_new(const struct table *table,
                                                const struct table_context *context, size_t slots,
                                                size_t threads)
{
    struct dependency_blocks *blocks = calloc(1, sizeof *blocks);
    if (blocks == NULL) {
        return NULL;
    }
    *blocks = (struct dependency_blocks){.table = table,
                                         .context = context,
                                         .blocks = calloc(slots, sizeof *blocks->blocks),
                                         .slots = slots,
                                         .workers = calloc(threads, sizeof *blocks->workers),
                                         .threads = threads};
    if (blocks->blocks == NULL || blocks->workers == NULL) {
        dependency_blocks_free(blocks);
        return NULL;
    }
    for (size_t i = 0; i < threads; ++i) {
        init_worker(&blocks->workers[i], table, context);
    }
    for (int i = 0; i < BASIS_COUNT; ++i) {
        const char *name = basis_name((enum basis)i);
        known_texts_add(&blocks->bases, name, strlen(name), (uint32_t)i);
    }
    return blocks;
}

void dependency_blocks_free(struct dependency_blocks *blocks)
{
    if (blocks == NULL) {
        return;
    }
    for (size_t i = 0; i < blocks->slots && blocks->blocks != NULL; ++i) {
        free(blocks->blocks[i].rows);
        free(blocks->blocks[i].businesses);
        free(blocks->blocks[i].names);
    }
    for (size_t i = 0; i < blocks->threads && blocks->workers != NULL; ++i) {
        share_ranges_free(&blocks->workers[i].share_ranges);
        business_checks_free(&blocks->workers[i].checks);
        diagnostics_free(&blocks->workers[i].silent);
    }
    known_texts_free(&blocks->bases);
    free(blocks->blocks);
    free(blocks->workers);
    free(blocks);
}
