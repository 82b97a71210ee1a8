/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The businesses of `dependencies` with the largest flow, kept whole while the file is read: nearly
 * always the largest losers of a scenario are among them, and the file need not be read again. What
 * is known of all others is that none has a larger flow than `left_out`. */
#ifndef BLACKOUT_TABLES_LARGEST_BUSINESSES_H
#define BLACKOUT_TABLES_LARGEST_BUSINESSES_H

#include "tables/business.h"

enum {
    LARGEST_CURRENCIES = 8, /* a file rarely has more than one or two */
    LARGEST_KEPT = 1024,    /* of each currency: many times a usual list */
    LARGEST_ROWS = 8192     /* of each currency, over all its businesses: 1.2 MB */
};

struct large_business {
    double flow; /* of all its rows, a year */
    struct business business;
};

/* The businesses with figures in one currency. */
struct largest_of_currency {
    struct large_business *heap; /* its root has the smallest flow */
    size_t count;
    size_t capacity;
    size_t row_count;
    double left_out; /* the largest flow of those that are not kept; below 0: all are */
};

/* {0} is empty. */
struct largest_businesses {
    struct largest_of_currency
        currencies[LARGEST_CURRENCIES]; /* by number of the money (cells.h) */
    size_t currency_count;
    bool lacks_currencies; /* some businesses have figures in others */
};

/* Adds a copy of a business whose rows have the currency of number `money`. False when memory is
 * out. */
bool largest_businesses_add(struct largest_businesses *largest, const struct business *business,
                            uint32_t money);

/* Notes that others have been left out, the largest of them with this flow, or below 0 none. */
void largest_businesses_leave_out(struct largest_businesses *largest, uint32_t money, double flow);

void largest_businesses_free(struct largest_businesses *largest);

#endif
