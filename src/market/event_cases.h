/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which share an event study looks at, against what, and from which day: a request met with the
 * catalogue. Knows prices only by whether there are any. */
#ifndef BLACKOUT_MARKET_EVENT_CASES_H
#define BLACKOUT_MARKET_EVENT_CASES_H

#include "tables/dataset.h"
#include "market/market_value.h"
#include "market/price_returns.h"
#include "ask/event_request.h"

/* Texts belong to the dataset or the request. */
struct event_case {
    const struct row *outage; /* of the catalogue; NULL: a date was named */
    const struct row *owner;  /* of owners, in force at the event; NULL: not known */
    const char *event;        /* NULL without an outage */
    const char *symbol;
    const char *role;  /* "owner", or "peer" where event_returns calls the share so */
    const char *index; /* NULL: none */
    instant target;    /* day 0 is the first session not before it */
    const char *day0_rule;
    bool day0_by_utc; /* for want of the exchange's hours */
    bool confounded;
    struct name_list peers;
};

struct event_cases {
    struct arena *arena;
    const blackout_dataset *dataset;
    const blackout_request *request;
    const struct price_book *book;
    struct event_case *cases;
    size_t count;
    size_t capacity;
};

/* Every event or date with every symbol, in the order of the request. Errors: BLACKOUT_ERROR_USAGE
 * for an unknown event and for what is not named; BLACKOUT_ERROR_INPUT for prices that are missing,
 * all of them in one message. */
blackout_status event_cases_resolve(struct event_cases *cases, blackout_error *error);

/* Market value at the close before: shares of the request times it, else what market_value_before()
 * finds. */
struct market_value event_case_market_value(const struct event_cases *cases,
                                            const struct event_case *one, double close_before);

/* What contradicts it, see market_value_contradiction(). */
bool event_case_contradiction(struct market_value *other, const struct market_value *value,
                              const struct event_cases *cases, const struct event_case *one,
                              double close_before);

#endif
