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

/* A field as it was in the row before, whose bytes are still there; NULL: none was. */
struct last_text {
    const char *text;
    size_t length;
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
    struct last_text last[MOST_FILE_COLUMNS]; /* of each step */
    string_id current_currency;               /* the last one met that has not been withdrawn */
    char folded[2][FOLD_SIZE];                /* of the last two businesses */
    bool has_bases;                           /* the cells have those of the row before */
};

struct dependency_blocks {
    const struct table *table;
    const struct table_context *context;
    const struct header *header;
    struct known_texts bases;
    size_t step_count;
    size_t basis_count; /* of the steps, which are the first ones */
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

static struct step step_of(const struct dependency_blocks *blocks, size_t field,
                           const struct known_texts *known)
{
    const struct file_column *column = &blocks->header->columns[field];
    const struct column_schema *schema =
        column->column != ROW_WIDE ? &blocks->header->schema->columns[column->column] : NULL;
    const enum step_kind kind = kind_of(column, schema);
    return (struct step){.kind = kind,
                         .field = (uint16_t)field,
                         .column = column->column,
                         .required = column->role == ROLE_CENTRE && schema->need == REQUIRED,
                         .schema = schema,
                         .style = &column->style,
                         .known = kind == STEP_BASIS ? &blocks->bases : &known[field]};
}

/* The bases before everything else, each kind in the order of the header. Sources are not kept of
 * this table. */
static void make_steps(struct dependency_blocks *blocks, const struct known_texts *known)
{
    const struct header *header = blocks->header;
    blocks->step_count = 0;
    for (int turn = 0; turn < 2; ++turn) {
        for (size_t k = 0; k < header->read_count; ++k) {
            const enum role role = header->columns[header->read[k]].role;
            if (role != ROLE_SOURCE && (role == ROLE_BASIS) == (turn == 0)) {
                blocks->steps[blocks->step_count++] = step_of(blocks, header->read[k], known);
            }
        }
        blocks->basis_count = turn == 0 ? blocks->step_count : blocks->basis_count;
    }
}

/* Ranges are rare in large files, and are left to the slower way. */
bool dependency_blocks_begin(struct dependency_blocks *blocks, const struct header *header,
                             const struct known_texts *known)
{
    if (header->range_count > 0 || header->gap_column != NO_FIELD || blocks->table->lacks_columns) {
        return false;
    }
    blocks->header = header;
    make_steps(blocks, known);
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

/* The bytes of a word that are the first `count` of it in memory, of 1 to 8. */
static inline uint64_t first_bytes(uint64_t word, size_t count)
{
    const unsigned beyond = (unsigned)(8 * (sizeof word - count));
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? word << beyond : word >> beyond;
}

/* Whether two texts of one length are the same; as many bytes as a word has may be read behind
 * them.
 */
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
static inline bool read_text(struct worker *worker, const struct dependency_blocks *blocks,
                             size_t step, const char *line)
{
    const struct csv_slice slice = worker->slices[blocks->steps[step].field];
    struct last_text *last = &worker->last[step];
    const char *text = line + slice.first;
    size_t length = slice.length;
    text_trim(&text, &length);
    const bool same =
        last->text != NULL && last->length == length && is_same(last->text, text, length);
    *last = (struct last_text){text, length};
    return same;
}

/* The bases of a row, which are those of the row before as long as all their fields are. */
static bool take_bases(struct worker *worker, const struct dependency_blocks *blocks,
                       const char *line)
{
    bool same = worker->has_bases;
    for (size_t k = 0; k < blocks->basis_count; ++k) {
        same = read_text(worker, blocks, k, line) && same;
    }
    worker->has_bases = true;
    if (same) {
        return true;
    }
    for (size_t i = 0; i < worker->row.column_count; ++i) {
        worker->cells[i].basis = BASIS_ASSUMED;
    }
    bool sound = true;
    for (size_t k = 0; k < blocks->basis_count && sound; ++k) {
        sound = take_basis(worker, &blocks->steps[k], worker->last[k].text, worker->last[k].length);
    }
    return sound;
}

/* The fields of a line into the worker's cells; its business into `*name`, NULL where it is that of
 * the row before. */
static bool take_fields(struct worker *worker, const struct dependency_blocks *blocks,
                        const char *line, const struct last_text **name)
{
    if (!take_bases(worker, blocks, line)) {
        return false;
    }
    for (size_t k = blocks->basis_count; k < blocks->step_count; ++k) {
        const struct step *step = &blocks->steps[k];
        if (read_text(worker, blocks, k, line)) {
            continue;
        }
        if (!take_field(worker, step, worker->last[k].text, worker->last[k].length)) {
            return false;
        }
        if (step->kind == STEP_BUSINESS) {
            *name = &worker->last[k];
        }
    }
    return true;
}

static bool take_row(struct worker *worker, const struct dependency_blocks *blocks,
                     struct dependency_block *block, const char *line)
{
    const struct last_text *name = NULL;
    if (!take_fields(worker, blocks, line, &name) ||
        (name != NULL && !start_business(worker, block, name->text, name->length)) ||
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
    memset(own->last, 0, blocks->step_count * sizeof *own->last);
    own->has_bases = false;
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
    worker->maker = (struct dependency_maker){
        .table = table, .context = &worker->context, .spreads = &worker->spreads};
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
