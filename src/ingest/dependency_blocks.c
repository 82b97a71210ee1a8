/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are plain are split here, others by libcsv, line by line. What a thread reports goes
 * to diagnostics of its own, whose only use is that they are not empty. So a block that is refused
 * costs its typing, and nothing else: what it said is said by the reading of records, at the right
 * line. */
#include "ingest/dependency_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "core/chunk.h"
#include "core/fold.h"
#include "core/text.h"
#include "ingest/business_checks.h"
#include "ingest/csv_pass.h"
#include "ingest/dependency_cells.h"
#include "ingest/dependency_row.h"
#include "ingest/share_ranges.h"
#include "ingest/total_words.h"

#define NO_LINE SIZE_MAX

/* What one thread works with, on cache lines of its own. */
struct worker {
    _Alignas(LANES_BOUNDARY) struct table_context context; /* frozen, with the diagnostics below */
    struct diagnostics silent;
    struct spreads spreads;
    struct share_ranges share_ranges;
    struct business_checks checks;
    struct dependency_maker maker;
    struct cell_filler filler;
    bool is_plain;             /* the name of the last business, see fold.h */
    char folded[2][FOLD_SIZE]; /* of the last two, by their number */
    size_t folded_count;       /* the number of the business up to which they are; 0: none is */
    struct csv_places places;  /* of the block */
    struct csv_plain plain;    /* its last line */
    size_t before;             /* where that is, if it has been taken and was plain; or NO_LINE */
    struct csv_pass *pass;     /* over lines that are not plain; NULL: none has been met */
};

struct dependency_blocks {
    struct arena arena;
    const struct table *table;
    struct cell_plan plan;
    struct dependency_block *blocks; /* [slots] */
    size_t slots;
    struct worker *workers; /* [threads] */
    size_t threads;
};

/* A table that lacks columns is read for its keys and faults: there is nothing to be typed. */
bool dependency_blocks_begin(struct dependency_blocks *blocks, const struct header *header,
                             const struct known_texts *known)
{
    return !blocks->table->lacks_columns && cell_plan_make(&blocks->plan, header, known);
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
 * begun before it. Nor is the last of all judged, which may go on behind it. */
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

enum { NAME_PADDING = sizeof(uint64_t) }; /* behind names, which may be read */

/* Whether the name of the last business is after that of the one before it when folded. The folded
 * names of the last two are kept by whether their number is even: while names go on so, each is
 * folded once. */
static bool folds_ascend(struct worker *worker, const struct dependency_block *block)
{
    const size_t count = block->business_count;
    const size_t first = worker->folded_count == count - 1 ? count : count - 1;
    for (size_t number = first; number <= count; ++number) {
        const char *name = block->names + block->businesses[number - 1].name;
        fold_text(worker->folded[number % 2], name, strlen(name));
    }
    worker->folded_count = count;
    return strcmp(worker->folded[(count - 1) % 2], worker->folded[count % 2]) < 0;
}

/* Notes how a name stands to the one before it. The first of a block is held against the block
 * before when it is taken (take_block() of dependencies.c). */
static bool compare_names(struct worker *worker, struct dependency_block *block, size_t length)
{
    const size_t count = block->business_count;
    const char *name = last_name(block);
    const bool was_plain = count > 1 && worker->is_plain;
    if (count == 1) {
        worker->is_plain = fold_is_plain(name, 0, length);
        worker->folded_count = 0;
        return true;
    }
    const char *before = block->names + block->businesses[count - 2].name;
    const size_t most = (size_t)(name - before) - 1; /* its length */
    const size_t same = text_common_length(before, name, most < length ? most : length);
    worker->is_plain = fold_is_plain(name, was_plain ? same : 0, length);
    if (block->folds_ascend) {
        block->folds_ascend = was_plain && worker->is_plain ? fold_plain_before(before, name, same)
                                                            : folds_ascend(worker, block);
    }
    return name_order_keeps_from(&block->order, before, name, same);
}

/* A row of totals is a fault to be reported: its block is left to the reading of records. The
 * business before has all its rows now. */
static bool start_business(struct worker *worker, struct dependency_block *block, const char *name,
                           size_t length)
{
    if (total_word(name, length) ||
        (block->business_count > 0 && !finish_business(worker, block)) ||
        !reserve((void **)&block->businesses, &block->business_capacity, block->business_count + 1,
                 sizeof *block->businesses) ||
        !reserve((void **)&block->names, &block->name_capacity,
                 block->name_used + length + 1 + NAME_PADDING, 1)) {
        return false;
    }
    const bool begins_chunk = chunk_begins(name, length);
    block->begins_chunks = block->begins_chunks || begins_chunk;
    block->businesses[block->business_count++] = (struct block_business){
        .name = block->name_used, .first_row = block->row_count, .begins_chunk = begins_chunk};
    memcpy(block->names + block->name_used, name, length);
    block->names[block->name_used + length] = '\0';
    block->name_used += length + 1;
    return compare_names(worker, block, length);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

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

/* Added to the table's when the block is taken (row_counts.h): until then it may be refused. */
static void count_figures(struct dependency_block *block, const struct dependency *row)
{
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        ++block->figures[row->bases[i]];
    }
}

/* Whether the name is that of the last business, which was not at hand to be compared. It was not
 * where the row before went through libcsv, or there is none in the block. */
static bool goes_on(const struct dependency_block *block, const struct field_text *name)
{
    const char *last = block->business_count > 0 ? last_name(block) : "";
    return strlen(last) == name->length && memcmp(last, name->text, name->length) == 0;
}

/* The row is made only once its business has begun: start_business() looks at the rows so far.
 * Lines count from 0 within the block, whose first line is known when it is taken. */
static bool take_row(struct worker *worker, const struct dependency_blocks *blocks,
                     struct dependency_block *block, const char *line, size_t same)
{
    const struct field_text *name = NULL;
    struct row *row = &worker->filler.row;
    if (!cell_filler_fill(&worker->filler, &blocks->plan, line, same, &name) ||
        (name != NULL && !goes_on(block, name) &&
         !start_business(worker, block, name->text, name->length)) ||
        !reserve((void **)&block->rows, &block->row_capacity, block->row_count + 1,
                 sizeof *block->rows)) {
        return false;
    }
    row->line = block->row_count & ROW_LAST_LINE;
    struct dependency *made = &block->rows[block->row_count];
    if (block->row_count > 0 && !worker->filler.new_figures) {
        dependency_make_next(made, made - 1, &worker->maker, row);
    } else {
        dependency_make(made, &worker->maker, row);
    }
    ++block->row_count;
    ++block->businesses[block->business_count - 1].row_count;
    count_figures(block, made);
    return true;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

/* The memory stays with the slot, which is filled again and again. */
static void clear(struct dependency_block *block, unsigned learned)
{
    block->row_count = 0;
    block->business_count = 0;
    block->name_used = 0;
    block->order = name_order_any;
    block->begins_chunks = false;
    block->folds_ascend = true;
    block->learned = learned;
    memset(block->figures, 0, sizeof block->figures);
}

/* A line that is not plain, on its way through a pass. */
struct other_line {
    struct worker *worker;
    const struct dependency_blocks *blocks;
    struct dependency_block *block;
    bool taken;
};

enum { OTHER_LINE = 1 }; /* its number */

/* The texts are the pass's, one after another, and are gone when this returns. The row before is
 * forgotten on either side: its bytes are others. A line with a lone CR is two records, and one
 * with a quote that goes on none: neither is a row of one line. */
static blackout_status take_record(void *user, const struct csv_record *record,
                                   blackout_error *error)
{
    struct other_line *other = user;
    struct cell_filler *filler = &other->worker->filler;
    const size_t count = other->blocks->plan.header->column_count;
    bool sound = !other->taken && record->fault == CSV_SOUND && record->field_count == count;
    (void)error;
    for (size_t i = 0; i < count && sound; ++i) {
        const struct csv_field *field = &record->fields[i];
        sound = field->fault == CSV_SOUND && field->line == OTHER_LINE;
        filler->slices[i] =
            (struct csv_slice){.first = (uint32_t)(field->text - record->fields[0].text),
                               .length = (uint32_t)field->length};
    }
    cell_filler_forget(filler);
    other->taken =
        sound && take_row(other->worker, other->blocks, other->block, record->fields[0].text, 0);
    cell_filler_forget(filler);
    return BLACKOUT_OK;
}

/* Takes a line by libcsv: a row, if that is all of it, and sound. Returns its length, or 0. The
 * pass is large, and made only where such a line is met. A line that may have too long a field is
 * for the reading of records, which says so. */
static size_t take_other_line(struct worker *worker, const struct dependency_blocks *blocks,
                              struct dependency_block *block, const char *bytes, size_t size)
{
    static const struct csv_source source = {.name = ""}; /* UTF-8 */
    const char *end = memchr(bytes, '\n', size);
    struct other_line other = {worker, blocks, block, false};
    bool between = false;
    if (worker->pass == NULL) {
        worker->pass = calloc(1, sizeof *worker->pass);
    }
    struct csv_pass *pass = worker->pass;
    if (end == NULL || pass == NULL || end - bytes >= CSV_LONGEST_PLAIN) {
        return 0;
    }
    *pass = (struct csv_pass){.source = &source,
                              .dialect = blocks->plan.header->dialect,
                              .function = take_record,
                              .user = &other,
                              .line = OTHER_LINE};
    if (csv_pass_begin(pass)) {
        csv_pass_feed(pass, bytes, (size_t)(end - bytes) + 1);
        between = pass->status == BLACKOUT_OK && csv_pass_is_between(pass);
        pass->status = BLACKOUT_ERROR_CANCELLED; /* nothing is to be said of what is left */
        csv_pass_end(pass);
    }
    return other.taken && between ? (size_t)(end - bytes) + 1 : 0;
}

/* Takes the line at `at`; returns its length, or 0 where it is not sound. */
static size_t take_line(struct worker *worker, const struct dependency_blocks *blocks,
                        struct dependency_block *block, size_t at)
{
    const struct csv_places *places = &worker->places;
    struct csv_plain *plain = &worker->plain;
    const char *bytes = places->bytes + at;
    const size_t length = worker->before != NO_LINE
                              ? csv_plain_split_next(plain, places, worker->before, at)
                              : csv_plain_split(plain, places, at);
    worker->before = NO_LINE;
    if (length == 0) {
        return take_other_line(worker, blocks, block, bytes, places->size - at);
    }
    if (plain->count != blocks->plan.header->column_count ||
        (!plain->is_ascii && !is_text(plain, bytes)) ||
        !take_row(worker, blocks, block, bytes, plain->same)) {
        return 0;
    }
    worker->before = at;
    return length;
}

/* Takes all lines of the bytes, or says false. */
static bool take_lines(struct worker *worker, const struct dependency_blocks *blocks,
                       struct dependency_block *block, const char *bytes, size_t size)
{
    const struct header *header = blocks->plan.header;
    const struct csv_marks marks = {header->dialect.delimiter, header->dialect.quote};
    if (!csv_places_find(&worker->places, marks, bytes, size)) {
        return false;
    }
    size_t length = 1;
    cell_filler_forget(&worker->filler); /* the last block's bytes may be others by now */
    worker->plain =
        (struct csv_plain){.slices = worker->filler.slices, .most = header->column_count};
    worker->before = NO_LINE;
    for (size_t at = 0; at < size && length > 0; at += length) {
        length = take_line(worker, blocks, block, at);
    }
    return length > 0;
}

bool dependency_blocks_type(struct dependency_blocks *blocks, size_t slot, size_t worker,
                            const char *bytes, size_t size)
{
    struct dependency_block *block = &blocks->blocks[slot];
    struct worker *own = &blocks->workers[worker];
    clear(block, blocks->plan.header->learned);
    const bool sound = take_lines(own, blocks, block, bytes, size);
    const bool silent = own->silent.fault_count == 0 && own->silent.warning_count == 0;
    if (!silent) { /* for the next block */
        diagnostics_free(&own->silent);
        own->silent = (struct diagnostics){0};
    }
    return silent && sound;
}

bool dependency_blocks_is_up_to_date(const struct dependency_blocks *blocks, size_t slot)
{
    return blocks->blocks[slot].learned == blocks->plan.header->learned;
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

/* Frozen, so that no text is added and no name noted: a worker judges what is within a business,
 * and leaves what is between them to whoever takes the block, in the order of the file. Spreads and
 * ranges are its own, since they remember what was worked out last. */
static void init_worker(struct worker *worker, const struct table *table,
                        const struct table_context *context)
{
    worker->context = *context;
    worker->context.strings_frozen = true;
    worker->context.diagnostics = &worker->silent;
    spreads_init(&worker->spreads);
    worker->share_ranges.spreads = &worker->spreads;
    dependency_maker_init(&worker->maker, table, &worker->context, &worker->spreads);
    cell_filler_init(&worker->filler, context->strings);
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
    *blocks = (struct dependency_blocks){.table = table, .slots = slots, .threads = threads};
    blocks->blocks = arena_alloc(&blocks->arena, slots, sizeof *blocks->blocks);
    blocks->workers = arena_alloc(&blocks->arena, threads, sizeof *blocks->workers);
    if (blocks->blocks == NULL || blocks->workers == NULL) {
        dependency_blocks_free(blocks);
        return NULL;
    }
    for (size_t i = 0; i < threads; ++i) {
        init_worker(&blocks->workers[i], table, context);
    }
    return blocks;
}

/* Also of blocks that were not made to the end: parts of them may be missing. */
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
        csv_places_free(&blocks->workers[i].places);
        free(blocks->workers[i].pass);
    }
    cell_plan_free(&blocks->plan);
    arena_free(&blocks->arena);
    free(blocks);
}
