/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Daily closes of shares and indices, from a package or from files, and their returns on the days
 * that several of them have in common. A date is midnight UTC of the session's local date. Prices
 * are in the share's currency; returns are plain fractions (-0.05 is -5 %). */
#ifndef BLACKOUT_MARKET_PRICE_SERIES_H
#define BLACKOUT_MARKET_PRICE_SERIES_H

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "tables/dataset.h"

struct price_point {
    instant date;
    double close;
    double adjusted; /* 0: not given */
    uint32_t line;   /* of its file */
};

struct price_series {
    const char *symbol;
    const char *source; /* the file: what messages show */
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
    size_t rows;
    char delimiter;
};

struct price_book {
    struct arena *arena; /* texts and points */
    struct strings strings;
    struct price_series *series;
    size_t count;
    size_t capacity;
    struct price_input *inputs;
    size_t input_count;
    size_t input_capacity;
};

/* An empty book over `arena`. */
blackout_status price_book_init(struct price_book *book, struct arena *arena,
                                blackout_error *error);

/* Adds the file at `path`: either layout, told by whether there is a column `symbol`; without one
 * the symbol is that of the name, prices_SYMBOL.csv or SYMBOL.csv. A symbol may be spread over
 * several files. Faults go to `options->diagnostic`; with any the call fails. */
blackout_status price_book_read(struct price_book *book, const char *path,
                                const blackout_run_options *options, blackout_error *error);

/* Adds the package's prices of every symbol that no file has given. */
blackout_status price_book_add_package(struct price_book *book, const blackout_dataset *dataset,
                                       blackout_error *error);

/* NULL if there is none; a caret in front, as some vendors mark an index, makes no difference. */
const struct price_series *price_book_find(const struct price_book *book, const char *symbol);

/* The position of the first point not before `date`: `count` if there is none. */
size_t price_series_from(const struct price_series *series, instant date);

/* Price at `to` over that at `from`, by adjusted closes where both have one. */
double price_series_ratio(const struct price_series *series, size_t from, size_t to);

/* ---- Returns --------------------------------------------------------------------------------- */

enum return_kind { RETURN_SIMPLE, RETURN_LOG };

/* A session of one of the others on which `symbol` has no price. */
struct price_gap {
    instant date;
    const char *symbol;
};

/* A share, its index and fourteen rivals. A day counts only where all of them have a price, so a
 * longer list loses days. */
enum { MOST_ALIGNED = 16 };

/* Returns from one common day to the next: a return over a gap spans it in every series alike
 * (Maynes & Rumsey 1993, trade-to-trade returns). */
struct price_returns {
    size_t count; /* common days */
    size_t series_count;
    const instant *dates;
    const double *returns[MOST_ALIGNED]; /* of day i over day i - 1; [0] is 0 and means nothing */
    const size_t *at;                    /* day i among the points of the first series */
    struct price_gap *gaps;              /* ascending in time */
    size_t gap_count;
    size_t gap_capacity;
    size_t still_days; /* dropped: no price of any series moved, so the exchange was closed */
    instant first_still_day;
};

/* What is to be aligned, and as which returns. */
struct price_selection {
    const struct price_series *series[MOST_ALIGNED];
    size_t count; /* 1 .. MOST_ALIGNED */
    enum return_kind kind;
};

/* Aligns the series. A day on which no price moved is dropped where it is a Saturday or Sunday, or
 * where two series or more say so. */
blackout_status price_returns_align(struct price_returns *returns, struct arena *arena,
                                    const struct price_selection *selection, blackout_error *error);

/* The position of the first common day not before `date`; `count` if there is none. */
size_t price_returns_from(const struct price_returns *returns, instant date);

/* ---- Defects --------------------------------------------------------------------------------- */

/* A day whose price over the one before is near a whole number or the inverse of one. */
struct price_split {
    instant date;
    double ratio;
    double factor; /* 2, 3, 4, ... */
};

/* The first likely split behind `from` and up to `to` (positions); false if there is none. */
bool price_series_split(struct price_split *split, const struct price_series *series, size_t from,
                        size_t to);

/* Whether no price from `from` to `to` (positions) differs from the first. */
bool price_series_is_constant(const struct price_series *series, size_t from, size_t to);

#endif
