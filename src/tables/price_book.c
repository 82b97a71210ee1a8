/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Symbols are hashed without the caret of an index, and the exact spelling is preferred; of
 * several spellings the last series added is taken. */
#include "tables/price_book.h"

#include <string.h>

/* Some vendors write an index as ^GSPC, others as GSPC. */
static const char *without_caret(const char *symbol)
{
    return symbol[0] == '^' ? symbol + 1 : symbol;
}

static uint64_t symbol_hash(const char *symbol)
{
    const char *plain = without_caret(symbol);
    return string_hash(0, plain, strlen(plain));
}

/* By the exact symbol: two spellings in one file may be two series. A list of prices is read with
 * it, a question of a user with price_book_find(). */
struct price_series *price_book_series(const struct price_book *book, const char *symbol)
{
    struct lookup_step step = lookup_start(symbol_hash(symbol));
    uint32_t number;
    while ((number = lookup_next(&book->by_symbol, &step)) != LOOKUP_NONE) {
        if (strcmp(book->series[number].symbol, symbol) == 0) {
            return &book->series[number];
        }
    }
    return NULL;
}

/* Under the hash that spellings share, so that price_book_find() meets all of them in one search.
 */
struct price_series *price_book_add(struct price_book *book, const char *symbol)
{
    const char *copy = arena_copy(book->arena, symbol, strlen(symbol));
    if (copy == NULL ||
        arena_grow(book->arena, (void **)&book->series, &book->capacity, book->count,
                   sizeof *book->series) != 0 ||
        lookup_add(&book->by_symbol, book->arena, symbol_hash(symbol), (uint32_t)book->count) !=
            0) {
        return NULL;
    }
    book->series[book->count] = (struct price_series){.symbol = copy};
    return &book->series[book->count++];
}

/* Numbers of a lookup come in no order, so that the last series is found by its place. */
const struct price_series *price_book_find(const struct price_book *book, const char *symbol)
{
    const char *plain = without_caret(symbol);
    const struct price_series *alike = NULL;
    struct lookup_step step = lookup_start(symbol_hash(symbol));
    uint32_t number;
    while ((number = lookup_next(&book->by_symbol, &step)) != LOOKUP_NONE) {
        const struct price_series *series = &book->series[number];
        if (strcmp(series->symbol, symbol) == 0) {
            return series;
        }
        if (strcmp(without_caret(series->symbol), plain) == 0 &&
            (alike == NULL || series > alike)) {
            alike = series;
        }
    }
    return alike;
}
