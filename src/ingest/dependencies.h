/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of `dependencies`, business by business, without holding the file. While the names of
 * businesses ascend, equal names stand together and one business at a time is enough; a file in
 * another order is read again with its rows in memory, up to a limit. */
#ifndef BLACKOUT_INGEST_DEPENDENCIES_H
#define BLACKOUT_INGEST_DEPENDENCIES_H

#include "tables/table.h"

/* The uncertain figures of a row. Each has one common factor over all rows of the table: their
 * errors are of one kind, and do not average out. */
enum dependency_factor {
    DEPENDENCY_REVENUE,
    DEPENDENCY_SHARE,
    DEPENDENCY_FIRMS,
    DEPENDENCY_FALLBACK_SHARE,
    DEPENDENCY_FACTOR_COUNT
};

/* One row: what flows through one platform and channel of a business, or of `firms` equal ones. */
struct dependency {
    size_t line;
    string_id sector;
    string_id region;
    string_id platform;
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
    uint32_t share_column;                  /* place of the share in the file, for messages */
    uint32_t platform_column;
    bool faulty;
};

struct business {
    const char *name; /* lives until the callback returns */
    const struct dependency *rows;
    size_t row_count;
};

/* Who takes the businesses. `begin` (may be NULL) is called before the first one, and again when
 * the file has to be read from its start once more. `take` may be NULL. */
struct business_consumer {
    void (*begin)(void *user);
    blackout_status (*take)(void *user, const struct business *business, blackout_error *error);
    void *user;
    void (*meet)(void *user, const char *name); /* each name, its rows faulty or not; may be NULL */
};

/* Rows held in memory when a file scatters the rows of its businesses: about 200 MB. */
enum { MOST_SCATTERED_ROWS = 1000000 };

/* Reads the table; each business without a fault is handed to `consumer`. Checks what only the rows
 * of a business together show: repeated keys, shares over 1. */
blackout_status dependencies_read(struct table *table, const struct resource *resource,
                                  struct table_context *context,
                                  const struct business_consumer *consumer, blackout_error *error);

/* Whether `fallback` is a platform of the package or one of the outside channels. */
bool fallback_is_known(const struct table_context *context, string_id fallback);

/* email, store, web and phone: never down. */
bool fallback_is_outside(const char *name);

/* Tells that a fallback is not known. */
void fallback_fault(const struct table_context *context, const struct place *place,
                    const char *name);

#endif
