/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the prices of one share say of themselves: ratios, days on which a split is likely, prices
 * that never move. */
#ifndef BLACKOUT_MARKET_PRICE_SERIES_H
#define BLACKOUT_MARKET_PRICE_SERIES_H

#include "tables/price_book.h"

/* The position of the first point not before `date`: `count` if there is none. */
size_t price_series_from(const struct price_series *series, instant date);

/* Price at `to` over that at `from`, by adjusted closes where both have one. */
double price_series_ratio(const struct price_series *series, size_t from, size_t to);

/* A day whose price over the one before is near a whole number or the inverse of one. */
struct price_split {
    instant date;
    double ratio;
    double factor; /* 2, 3, 4, ... */
};

/* The first likely split after `from` and up to `to` (positions); false if there is none. */
bool price_series_split(struct price_split *split, const struct price_series *series, size_t from,
                        size_t to);

/* Whether no price from `from` to `to` (positions) differs from the first. */
bool price_series_is_constant(const struct price_series *series, size_t from, size_t to);

#endif
