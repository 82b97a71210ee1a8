/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function for each struct, for both directions (core/archive.h). Texts are written out, since
 * their numbers are of one run. Counts are small against memory: cells, currencies, the largest
 * businesses and those that policies name. A member that is added to one of these structs, and is
 * made of rows, has to be added here too: else it is that of the header alone once parts are
 * joined. */
#include "ingest/row_state.h"

#include <string.h>

/* Bytes that anything takes at least: a count that is damaged is refused by what is left to be read
 * (archive_count()), before memory is taken for it. */
enum { WORD = 8 };

struct exchange {
    struct archive *archive;
    blackout_dataset *dataset;
    size_t written_line; /* of the first row's, where it was written */
    size_t line;         /* ... and is to be */
};

static bool reads(const struct exchange *exchange)
{
    return exchange->archive->out == NULL;
}

/* A text that no row of this dataset has had so far is added: it is a name of the shard's rows. */
static void put_text(struct exchange *exchange, string_id *id)
{
    struct strings *strings = &exchange->dataset->strings;
    bool given = *id != STRING_NONE;
    archive_bool(exchange->archive, &given);
    if (!given) {
        *id = STRING_NONE;
        return;
    }
    const char *text = reads(exchange) ? "" : strings_text(strings, *id);
    archive_text(exchange->archive, &exchange->dataset->arena, &text);
    if (reads(exchange)) {
        *id = strings_add(strings, text, strlen(text));
        exchange->archive->sound = exchange->archive->sound && *id != STRING_UNKNOWN;
    }
}

static void put_size(struct exchange *exchange, size_t *size)
{
    uint64_t number = *size;
    archive_number(exchange->archive, &number);
    *size = (size_t)number;
}

/* A count that is added. */
static void add_size(struct exchange *exchange, size_t *size)
{
    size_t number = *size;
    put_size(exchange, &number);
    *size = reads(exchange) ? *size + number : *size;
}

/* The number of a line; 0: there is none. A shard that had nothing to tell has not counted the
 * lines before its rows (row_range.h) and numbers them as if they followed the header: joined, they
 * are moved to where the shards before them end. */
static void put_line(struct exchange *exchange, size_t *line)
{
    put_size(exchange, line);
    if (reads(exchange) && *line > 0) {
        *line = *line - exchange->written_line + exchange->line;
    }
}

/* Nothing is left in the running sum of a shard: its end ends a chunk. Running sums could not be
 * joined, since rounding depends on their order. */
static bool put_sum(void *user, struct sum *running, struct exact_sum *ended)
{
    struct exchange *exchange = user;
    (void)running;
    archive_sum(exchange->archive, &exchange->dataset->arena, ended);
    return exchange->archive->sound;
}

/* ---- Businesses ------------------------------------------------------------------------------ */

static void put_small(struct exchange *exchange, uint8_t *small, uint64_t most)
{
    uint64_t number = *small;
    archive_number(exchange->archive, &number);
    exchange->archive->sound = exchange->archive->sound && number <= most;
    *small = (uint8_t)number;
}

/* The number of its cell is looked up anew, as it is of one dataset, and a row with a fault is kept
 * nowhere. The basis of a figure may be BASIS_COUNT: it is not given. That of the row may not. */
static void put_row(struct exchange *exchange, struct dependency *row)
{
    struct archive *archive = exchange->archive;
    uint8_t basis = (uint8_t)row->basis;
    put_line(exchange, &row->line);
    put_text(exchange, &row->platform);
    put_text(exchange, &row->sector);
    put_text(exchange, &row->region);
    put_text(exchange, &row->channel);
    put_text(exchange, &row->currency);
    put_text(exchange, &row->fallback);
    archive_double(archive, &row->annual_revenue);
    archive_double(archive, &row->share);
    archive_double(archive, &row->firms);
    archive_double(archive, &row->fallback_share);
    put_small(exchange, &basis, BASIS_COUNT - 1);
    row->basis = (enum basis)basis;
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        put_small(exchange, &row->bases[i], BASIS_COUNT);
        archive_double(archive, &row->low[i]);
        archive_double(archive, &row->high[i]);
    }
}

/* The rows of what is read are the dataset's. */
static void put_business(struct exchange *exchange, struct business *business)
{
    struct archive *archive = exchange->archive;
    archive_text(archive, &exchange->dataset->arena, &business->name);
    business->row_count = archive_count(archive, business->row_count, WORD);
    struct dependency *rows = NULL;
    if (reads(exchange)) {
        rows = arena_alloc(&exchange->dataset->arena, business->row_count, sizeof *rows);
        archive->sound = archive->sound && rows != NULL;
    }
    for (size_t i = 0; i < business->row_count && archive->sound; ++i) {
        struct dependency row = rows != NULL ? rows[i] : business->rows[i];
        put_row(exchange, &row);
        if (rows != NULL) {
            rows[i] = row;
        }
    }
    business->rows = rows != NULL ? rows : business->rows;
}

/* Read, they are added as if their rows were: those that all shards together have no room for go,
 * and are counted among what is left out. */
static void put_largest_of(struct exchange *exchange, uint32_t money)
{
    struct largest_businesses *largest = &exchange->dataset->largest;
    struct archive *archive = exchange->archive;
    const bool writes = !reads(exchange);
    const struct largest_of_currency *of = writes ? &largest->currencies[money] : NULL;
    double left_out = writes ? of->left_out : 0;
    archive_double(archive, &left_out);
    const size_t count = archive_count(archive, writes ? of->count : 0, WORD);
    for (size_t i = 0; i < count && archive->sound; ++i) {
        struct business business = writes ? of->heap[i].business : (struct business){.name = ""};
        put_business(exchange, &business);
        if (!writes && archive->sound) {
            archive->sound =
                business.row_count > 0 && largest_businesses_add(largest, &business, money);
        }
    }
    if (!writes && archive->sound) {
        largest_businesses_leave_out(largest, money, left_out);
    }
}

/* By the text of their currency, whose number may be another one where they are added. After
 * put_cells(), which makes the money of each currency: one that is not there is damage. */
static void put_largest(struct exchange *exchange)
{
    blackout_dataset *dataset = exchange->dataset;
    bool lacks_currencies = dataset->largest.lacks_currencies;
    archive_bool(exchange->archive, &lacks_currencies);
    dataset->largest.lacks_currencies = dataset->largest.lacks_currencies || lacks_currencies;
    const size_t count = archive_count(exchange->archive, dataset->largest.currency_count, WORD);
    for (size_t i = 0; i < count && exchange->archive->sound; ++i) {
        string_id currency = reads(exchange) ? STRING_NONE : dataset->cells.money[i].currency;
        put_text(exchange, &currency);
        const uint32_t money = cells_find_money(&dataset->cells, currency);
        exchange->archive->sound = exchange->archive->sound && money != LOOKUP_NONE;
        if (exchange->archive->sound) {
            put_largest_of(exchange, money);
        }
    }
}

/* Policies are the same in all shards: their checksum is among those that parts are compared by, so
 * that a count will do here. A business is in one shard alone, since no cut is within one: no rows
 * of two have to be joined. */
static void put_insured(struct exchange *exchange)
{
    struct insured_businesses *insured = &exchange->dataset->insured;
    const struct strings *strings = &exchange->dataset->strings;
    struct archive *archive = exchange->archive;
    size_t count = insured->count;
    put_size(exchange, &count);
    archive->sound = archive->sound && count == insured->count;
    for (size_t i = 0; i < count && archive->sound; ++i) {
        const struct insured_business *kept = &insured->businesses[i];
        bool met = kept->met;
        struct business business = {.name = strings_text(strings, kept->name),
                                    .rows = kept->rows,
                                    .row_count = reads(exchange) ? 0 : kept->row_count};
        blackout_error ignored;
        archive_bool(archive, &met);
        put_business(exchange, &business);
        if (reads(exchange) && archive->sound && met) {
            insured_meet(insured, strings, business.name);
            archive->sound = business.row_count == 0 ||
                             insured_add(insured, strings, &business, &ignored) == BLACKOUT_OK;
        }
    }
}

/* ---- Sums ------------------------------------------------------------------------------------ */

/* As a row, by whose identifiers a cell is found or made; that those of a row lie as a key does is
 * asserted in tables/cells.c. */
static void put_cell(struct exchange *exchange, size_t number)
{
    struct cells *cells = &exchange->dataset->cells;
    struct dependency row = {.cell = 0};
    if (!reads(exchange)) {
        memcpy(&row.platform, &cells->cells[number].key, sizeof cells->cells[number].key);
    }
    put_text(exchange, &row.platform);
    put_text(exchange, &row.sector);
    put_text(exchange, &row.region);
    put_text(exchange, &row.channel);
    put_text(exchange, &row.currency);
    put_text(exchange, &row.fallback);
    const struct dependency_cell *cell =
        exchange->archive->sound ? cells_cell_for(cells, &row) : NULL;
    exchange->archive->sound =
        cell != NULL &&
        cells_each_sum_of_cell(cells, (size_t)(cell - cells->cells), put_sum, exchange);
}

static void put_money(struct exchange *exchange, size_t number)
{
    struct cells *cells = &exchange->dataset->cells;
    string_id currency = reads(exchange) ? STRING_NONE : cells->money[number].currency;
    put_text(exchange, &currency);
    const struct dependant_money *money =
        exchange->archive->sound ? cells_money_for(cells, currency) : NULL;
    exchange->archive->sound =
        money != NULL &&
        cells_each_sum_of_money(cells, (size_t)(money - cells->money), put_sum, exchange);
}

static void put_cells(struct exchange *exchange)
{
    struct archive *archive = exchange->archive;
    struct cells *cells = &exchange->dataset->cells;
    const size_t count = archive_count(archive, cells->count, WORD);
    for (size_t i = 0; i < count && archive->sound; ++i) {
        put_cell(exchange, i);
    }
    const size_t money_count = archive_count(archive, cells->money_count, WORD);
    for (size_t i = 0; i < money_count && archive->sound; ++i) {
        put_money(exchange, i);
    }
    add_size(exchange, &cells->business_count);
    archive_sum(archive, cells->arena, &cells->firms_ended);
}

/* Rows without readable money are not among it: each is a fault, or is left out of what a base has,
 * and either keeps a shard from writing a part. */
static void put_control(struct exchange *exchange)
{
    struct archive *archive = exchange->archive;
    struct control_totals *control = &exchange->dataset->control;
    struct arena *arena = &exchange->dataset->arena;
    const size_t count = archive_count(archive, control->count, WORD);
    for (size_t i = 0; i < count && archive->sound; ++i) {
        const char *currency = reads(exchange) ? "" : control->items[i].currency;
        archive_text(archive, arena, &currency);
        struct control_money *money = control_money_of(control, arena, currency);
        archive->sound = archive->sound && money != NULL;
        if (archive->sound) {
            add_size(exchange, &money->rows_read);
            add_size(exchange, &money->rows_used);
            archive_sum(archive, arena, &money->read_ended);
            archive_sum(archive, arena, &money->used_ended);
        }
    }
}

static void put_counts(struct exchange *exchange)
{
    struct table *table = &exchange->dataset->tables[DEPENDENCIES];
    add_size(exchange, &table->rows_read);
    for (int i = 0; i < BASIS_COUNT; ++i) {
        add_size(exchange, &table->figures[i]);
    }
}

/* ---- The range ------------------------------------------------------------------------------- */

static void put_edge(struct exchange *exchange, struct edge_business *edge)
{
    put_line(exchange, &edge->line);
    put_text(exchange, &edge->currency);
    archive_double(exchange->archive, &edge->annual_revenue);
    archive_double(exchange->archive, &edge->firms);
    archive_bool(exchange->archive, &edge->has_one_row);
}

static void put_revenue(struct exchange *exchange, struct business_checks *checks, size_t number)
{
    struct archive *archive = exchange->archive;
    string_id currency = reads(exchange) ? STRING_NONE : checks->sums[number].currency;
    put_text(exchange, &currency);
    struct revenue_sum *sum = business_checks_sum_for(checks, currency);
    /* what no total is looked for in; it is read all the same, since more follows */
    struct revenue_sum beyond = {.currency = currency};
    sum = sum != NULL ? sum : &beyond;
    for (int way = 0; way < REVENUE_WAYS; ++way) {
        archive_sum(archive, &exchange->dataset->arena, &sum->ended[way]);
    }
    add_size(exchange, &sum->business_count);
}

/* The first business of the first shard that has one, and the last of the last. */
static void put_checks(struct exchange *exchange, struct business_checks *checks)
{
    static const struct edge_business none;
    struct edge_business first = reads(exchange) ? none : checks->first;
    struct edge_business last = reads(exchange) ? none : checks->last;
    put_edge(exchange, &first);
    put_edge(exchange, &last);
    checks->first = checks->first.line > 0 ? checks->first : first;
    checks->last = last.line > 0 ? last : checks->last;
    const size_t count = archive_count(exchange->archive, checks->sum_count, WORD);
    for (size_t i = 0; i < count && exchange->archive->sound; ++i) {
        put_revenue(exchange, checks, i);
    }
}

/* NULL is none, of a shard without rows: "" would be a name. */
static void put_name(struct exchange *exchange, char **name)
{
    bool given = *name != NULL;
    const char *text = *name;
    archive_bool(exchange->archive, &given);
    if (given) {
        archive_text(exchange->archive, &exchange->dataset->arena, &text);
    }
    *name = given && reads(exchange) && exchange->archive->sound
                ? arena_copy(&exchange->dataset->arena, text, strlen(text))
            : given ? *name
                    : NULL;
}

static void put_range(struct exchange *exchange, struct row_range *range)
{
    uint64_t decimal = (unsigned char)range->decimal;
    archive_number(exchange->archive, &decimal);
    range->decimal = (char)(decimal & 0x7f);
    archive_bool(exchange->archive, &range->order.bytes);
    archive_bool(exchange->archive, &range->order.numbers);
    archive_bool(exchange->archive, &range->order.quoted);
    put_name(exchange, &range->first_name);
    put_name(exchange, &range->last_name);
    put_checks(exchange, &range->checks);
}

/* The order is that of the bytes: another one is another format of parts (PART_FORMAT). Lines come
 * first, since all others are moved by them, and cells before the largest businesses. */
void row_state_exchange(struct archive *archive, blackout_dataset *dataset, struct row_range *range,
                        size_t line)
{
    struct exchange exchange = {
        .archive = archive, .dataset = dataset, .written_line = line, .line = line};
    put_size(&exchange, &exchange.written_line);
    put_size(&exchange, &range->bytes.end_line);
    range->bytes.line = exchange.written_line;
    put_counts(&exchange);
    put_cells(&exchange);
    put_control(&exchange);
    put_largest(&exchange);
    put_insured(&exchange);
    put_range(&exchange, range);
}
