/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A business and its rows of `dependencies`, as they pass from the file to what keeps sums of them:
 * the table may have millions, and is never held whole. */
#ifndef BLACKOUT_TABLES_BUSINESS_H
#define BLACKOUT_TABLES_BUSINESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tables/row.h"

/* The uncertain figures of a row. Each has one common factor over all rows of the table: their
 * errors are of one kind, and do not average out. */
enum dependency_factor {
    DEPENDENCY_REVENUE,
    DEPENDENCY_SHARE,
    DEPENDENCY_FIRMS,
    DEPENDENCY_FALLBACK_SHARE,
    DEPENDENCY_FACTOR_COUNT
};

/* One row: what flows through one platform and channel of a business, or of `firms` equal ones.
 * Names are numbers of the dataset's strings. */
struct dependency {
    size_t line;
    uint32_t cell;      /* the number of its cell (cells.h), from 1; 0: it has not been looked up */
    string_id platform; /* this and what follows in the order of struct cell_key */
    string_id sector;
    string_id region;
    string_id channel;
    string_id currency;
    string_id fallback;    /* STRING_NONE: the table `fallbacks` serves */
    double annual_revenue; /* of one firm */
    double share;          /* of that revenue */
    double firms;
    double fallback_share;                  /* of the flow; used where `fallback` is given */
    enum basis basis;                       /* the weakest of the row's figures */
    uint8_t bases[DEPENDENCY_FACTOR_COUNT]; /* of each; BASIS_COUNT where it is not given */
    double low[DEPENDENCY_FACTOR_COUNT];    /* 5 % value of each figure over its centre */
    double high[DEPENDENCY_FACTOR_COUNT];   /* 95 % value */
    bool faulty;
};

/* What flows through it in a year, in its currency. */
static inline double dependency_flow(const struct dependency *row)
{
    return row->firms * row->annual_revenue * row->share;
}

struct business {
    const char *name; /* lives until the callback returns */
    const struct dependency *rows;
    size_t row_count;
};

#endif
