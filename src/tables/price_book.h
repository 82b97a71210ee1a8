/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Daily closes of shares and indices by symbol, from a package or from files. A date is midnight
 * UTC of the session's local date. Prices are in the share's currency. */
#ifndef BLACKOUT_TABLES_PRICE_BOOK_H
#define BLACKOUT_TABLES_PRICE_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/strings.h"

struct price_point {
    instant date;
    double close;
    double adjusted; /* 0: not given */
    uint32_t line;   /* of its file */
    uint32_t input; /* the file: its number in `inputs` of the book; of a package 0, whose days have
                     * one price each */
};

struct price_series {
    const char *symbol;
    bool from_package;
    struct price_point *points; /* ascending in time */
    size_t count;
    size_t capacity;
};

/* A file of prices that was read. */
struct price_input {
    const char *source;
    const char *package; /* "" where it is none's */
    const char *sha256;
    size_t rows; /* that were read */
    char delimiter;
};

/* A pointer to a series lasts until the next one is added: the array may move. */
struct price_book {
    struct arena *arena; /* texts and points */
    struct strings strings;
    struct price_series *series; /* one for each symbol */
    size_t count;
    size_t capacity;
    struct lookup by_symbol; /* without a caret in front */
    struct price_input *inputs;
    size_t input_count;
    size_t input_capacity;
};

/* The series of exactly this symbol, or NULL. */
struct price_series *price_book_series(const struct price_book *book, const char *symbol);

/* Adds an empty series, whose symbol is new; NULL when memory is out. */
struct price_series *price_book_add(struct price_book *book, const char *symbol);

/* NULL if there is none; a caret in front, as some vendors mark an index, makes no difference. */
const struct price_series *price_book_find(const struct price_book *book, const char *symbol);

#endif
