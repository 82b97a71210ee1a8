/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The returns of several shares on the days that all of them have in common. Returns are plain
 * fractions (-0.05 is -5 %). */
#ifndef BLACKOUT_MARKET_PRICE_RETURNS_H
#define BLACKOUT_MARKET_PRICE_RETURNS_H

#include "ask/event_request.h"
#include "market/price_series.h"

/* A session of one of the others on which `symbol` has no price. */
struct price_gap {
    instant date;
    const char *symbol;
};

/* A share, its index and fourteen rivals. A day counts only where all of them have a price, so a
 * longer list loses days. */
enum { MOST_ALIGNED = 16 };

/* Returns from one common day to the next: a return over a gap spans it in every series alike
 * (Maynes & Rumsey 1993, trade-to-trade returns). Arrays are in the arena that
 * price_returns_align() was given; symbols of gaps are the series'. */
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

#endif
