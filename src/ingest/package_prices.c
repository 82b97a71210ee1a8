/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each file keeps a table of its own, for its source and its declared hash; its rows are those of
 * `prices`, which may have rows without being present itself. So its rules hold for all files
 * together: a day of a symbol is there once. Which rows are of which file, `sources` says. */
#include "ingest/package_prices.h"

#include <string.h>

#include "core/error.h"

struct price_reading {
    blackout_dataset *dataset;
    struct ingest *ingest;
    const struct table *file;
    string_id symbol;
};

/* Which column of prices_SYMBOL.csv a column of `prices` is. */
static const int price_columns[] = {[PRICES_DATE] = PRICE_FILE_DATE,
                                    [PRICES_SYMBOL] = PRICE_FILE_DATE, /* for its place */
                                    [PRICES_CLOSE] = PRICE_FILE_CLOSE,
                                    [PRICES_ADJ_CLOSE] = PRICE_FILE_ADJ_CLOSE};

enum { PRICE_COLUMNS = sizeof price_columns / sizeof price_columns[0] };

/* A row of prices_SYMBOL.csv as one of `prices`, which says of it what its own file would. Places
 * and source of `prices` are borrowed for the one row, so that its faults name the file that it is
 * in. */
static blackout_status add_price(void *user, const struct row *row, const char *first_key,
                                 blackout_error *error)
{
    const struct price_reading *reading = user;
    struct cell cells[PRICE_COLUMNS] = {0};
    const struct row price = {
        .cells = cells, .line = row->line, .column_count = PRICE_COLUMNS, .faulty = row->faulty};
    struct table *prices = &reading->dataset->tables[PRICES];
    const struct table own = *prices;
    (void)first_key;
    for (int i = 0; i < PRICE_COLUMNS; ++i) {
        cells[i] = row->cells[price_columns[i]];
        cells[i].has_range = false;
        prices->places[i] = reading->file->places[price_columns[i]];
    }
    cells[PRICES_SYMBOL].number = 0;
    cells[PRICES_SYMBOL].text = reading->symbol;
    prices->source = reading->file->source;
    blackout_status status = table_store(prices, &reading->ingest->context, &price, error);
    memcpy(prices->places, own.places, sizeof own.places);
    prices->source = own.source;
    return status;
}

blackout_status package_prices_read(blackout_dataset *dataset, struct ingest *ingest,
                                    blackout_error *error)
{
    const struct package *package = &dataset->package;
    struct table *prices = &dataset->tables[PRICES];
    blackout_status status = BLACKOUT_OK;
    dataset->price_files =
        arena_alloc(&dataset->arena, package->price_count, sizeof *dataset->price_files);
    struct row_source *sources =
        arena_alloc(&dataset->arena, package->price_count + 1, sizeof *sources);
    if (dataset->price_files == NULL || sources == NULL) {
        return error_memory(error);
    }
    sources[0] = (struct row_source){0, prices->source};
    prices->sources = sources;
    prices->source_count = 1;
    for (size_t i = 0; i < package->price_count && status == BLACKOUT_OK; ++i) {
        const char *symbol = package->prices[i].symbol;
        struct table *file = &dataset->price_files[dataset->price_file_count++];
        struct price_reading reading = {dataset, ingest, file,
                                        strings_add(&dataset->strings, symbol, strlen(symbol))};
        *file = (struct table){.id = PRICE_FILE};
        sources[prices->source_count++] =
            (struct row_source){prices->row_count, package->prices[i].resource.source};
        status = table_read(file, &package->prices[i].resource, ingest, add_price, &reading, error);
    }
    return status;
}
