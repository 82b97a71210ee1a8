/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in `dependencies` its large businesses are. The table is read a second time for the list of
 * the largest losers; a loss is linear in flow, so that a span of the file, none of whose
 * businesses has a flow large enough, need not be understood again. At most MOST_BUSINESS_SPANS are
 * kept: where there would be more, neighbours are joined. */
#ifndef BLACKOUT_TABLES_BUSINESS_SPANS_H
#define BLACKOUT_TABLES_BUSINESS_SPANS_H

#include "core/arena.h"
#include "tables/business.h"

enum {
    MOST_BUSINESS_SPANS = 4096, /* 300 KB */
    SPAN_CURRENCIES = 8,        /* a file rarely has more than one or two */
    SPAN_BUSINESSES = 64        /* of a span, before any are joined */
};

struct business_span {
    size_t line; /* of the first row of its first business; the last span goes on to the end */
    /* the largest flow of a business by currency, a number of `struct cells`'s money */
    double most[SPAN_CURRENCIES];
    bool unknown; /* one has other currencies, or several: its flow may be anything */
};

/* {0} is empty. */
struct business_spans {
    struct business_span *spans; /* in the order of the file */
    size_t count;
    size_t capacity;
    size_t businesses_each; /* of every span but the last */
    size_t businesses_last; /* of the last one */
    size_t last_line;
    bool scattered; /* rows of businesses are between those of others: spans mean nothing */
};

/* Adds a business, whose rows have the currency of number `money`; businesses come in the order of
 * the file. False when memory, which is `arena`'s, is out. */
bool business_spans_add(struct business_spans *spans, struct arena *arena,
                        const struct business *business, uint32_t money);

#endif
