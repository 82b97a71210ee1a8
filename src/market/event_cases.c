/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joined by event: a firm's share changes its symbol, and its rivals differ from event to event.
 * Everything that a request leaves open is completed here from the catalogue, and what is missing
 * is refused at once: measuring never looks anything up. A case is one share at one event or date.
 */
#include "market/event_cases.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "market/day_zero.h"
#include "market/market_value.h"
#include "tables/catalogue.h"
#include "tables/known_names.h"

static const struct table *table_of(const struct event_cases *cases, enum table_id table)
{
    return &cases->dataset->tables[table];
}

static const char *text_of(const struct event_cases *cases, const struct row *row, int column)
{
    return row != NULL && row->cells[column].given
               ? dataset_text(cases->dataset, row->cells[column].text)
               : NULL;
}

static const char *either(const char *first, const char *second)
{
    return first != NULL ? first : second;
}

/* ---- Rows of the catalogue ------------------------------------------------------------------- */

/* Whose share it is or has been; STRING_NONE: not known. Any date counts: a share is known by the
 * symbol that it had then. */
static string_id owner_id_by_symbol(const struct event_cases *cases, const char *symbol)
{
    const struct table *owners = table_of(cases, OWNERS);
    for (size_t i = 0; i < owners->row_count; ++i) {
        const char *other = text_of(cases, &owners->rows[i], OWNERS_SYMBOL);
        if (other != NULL && strcmp(other, symbol) == 0) {
            return owners->rows[i].cells[OWNERS_OWNER].text;
        }
    }
    return STRING_NONE;
}

/* The row of event_returns for the event, of its owner or of a peer: that of `symbol`, or the first
 * where it is NULL. */
static const struct row *find_return(const struct event_cases *cases, const struct row *outage,
                                     bool owner, const char *symbol)
{
    const struct table *returns = table_of(cases, EVENT_RETURNS);
    for (size_t i = 0; outage != NULL && i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        const char *own = text_of(cases, row, EVENT_RETURNS_SYMBOL);
        if (row->cells[EVENT_RETURNS_EVENT].text == outage->cells[OUTAGES_EVENT].text &&
            market_is_owner(cases->dataset, row) == owner && own != NULL &&
            (symbol == NULL || strcmp(own, symbol) == 0)) {
            return row;
        }
    }
    return NULL;
}

/* Of the owner's share, also under a symbol that it has no more: `symbol` NULL. */
static const struct row *owner_return(const struct event_cases *cases, const struct row *outage,
                                      const char *symbol)
{
    return find_return(cases, outage, true, symbol);
}

/* No share is its own rival. A list given for several shares may name each of them. */
static blackout_status add_peer(struct event_case *one, struct event_cases *cases, const char *peer,
                                blackout_error *error)
{
    /* the share and its index */
    enum { OWN_SERIES = 2 };
    struct name_list *peers = &one->peers;
    if (peer == NULL || strcmp(peer, one->symbol) == 0) {
        return BLACKOUT_OK;
    }
    if (peers->count == MOST_ALIGNED - OWN_SERIES) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "peers",
                           "more than %d peers are too many for one index; give fewer",
                           MOST_ALIGNED - OWN_SERIES);
    }
    if (arena_grow(cases->arena, (void **)&peers->names, &peers->capacity, peers->count,
                   sizeof *peers->names) != 0) {
        return error_memory(error);
    }
    peers->names[peers->count++] = peer;
    return BLACKOUT_OK;
}

/* Those of the request, else those that event_returns has for the event. What is asked for replaces
 * the table, and does not add to it: otherwise no peer could be left out. */
static blackout_status find_peers(struct event_case *one, struct event_cases *cases,
                                  blackout_error *error)
{
    const struct name_list *asked = &cases->request->peers;
    const struct table *returns = table_of(cases, EVENT_RETURNS);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < asked->count && status == BLACKOUT_OK; ++i) {
        status = add_peer(one, cases, asked->names[i], error);
    }
    bool look = asked->count == 0 && one->outage != NULL;
    for (size_t i = 0; look && i < returns->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &returns->rows[i];
        if (row->cells[EVENT_RETURNS_EVENT].text == one->outage->cells[OUTAGES_EVENT].text &&
            !market_is_owner(cases->dataset, row)) {
            status = add_peer(one, cases, text_of(cases, row, EVENT_RETURNS_SYMBOL), error);
        }
    }
    return status;
}

/* ---- Cases ----------------------------------------------------------------------------------- */

/* The index: asked for, else the owner's, else that of the event's own row. A share with a peer's
 * row at the event is a peer. Mean-adjusted returns need no market, so that a share without an
 * index can be studied at all. */
static blackout_status add_case(struct event_cases *cases, struct event_case *one,
                                blackout_error *error)
{
    const struct row *returns = owner_return(cases, one->outage, one->symbol);
    /* By the event's own rows: the same share is an owner at one event and a rival at
     * another. */
    bool is_peer = find_return(cases, one->outage, false, one->symbol) != NULL;
    one->role = is_peer ? "peer" : "owner";
    one->index =
        either(cases->request->index, either(text_of(cases, one->owner, OWNERS_INDEX_SYMBOL),
                                             text_of(cases, returns, EVENT_RETURNS_INDEX_SYMBOL)));
    if (one->index == NULL && cases->request->model != MODEL_MEAN_ADJUSTED) {
        return error_field(
            error, BLACKOUT_ERROR_USAGE, "index",
            "no market index is known for %s; give --index SYMBOL, or --model mean-adjusted",
            one->symbol);
    }
    blackout_status status = find_peers(one, cases, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (one->peers.count == 0 && cases->request->model == MODEL_PEER) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "peers",
                           "no peers are known for %s%s%s; give --peers A,B", one->symbol,
                           one->event != NULL ? " at " : "", one->event != NULL ? one->event : "");
    }
    if (arena_grow(cases->arena, (void **)&cases->cases, &cases->capacity, cases->count,
                   sizeof *cases->cases) != 0) {
        return error_memory(error);
    }
    cases->cases[cases->count++] = *one;
    return BLACKOUT_OK;
}

/* The owner's share: by `owners`, or by event_returns where only that symbol has prices. A firm
 * that was renamed has its old prices under the new symbol with one vendor and under the old one
 * with another. */
static const char *share_of(const struct event_cases *cases, const struct event_case *one)
{
    const char *own = text_of(cases, one->owner, OWNERS_SYMBOL);
    const char *returned =
        text_of(cases, owner_return(cases, one->outage, NULL), EVENT_RETURNS_SYMBOL);
    bool renamed = own != NULL && returned != NULL && price_book_find(cases->book, own) == NULL &&
                   price_book_find(cases->book, returned) != NULL;
    return renamed ? returned : either(own, returned);
}

/* Several symbols at one event are as many cases. */
static blackout_status add_shares(struct event_cases *cases, const struct event_case *base,
                                  blackout_error *error)
{
    const struct name_list *symbols = &cases->request->symbols;
    blackout_status status = BLACKOUT_OK;
    if (symbols->count == 0) {
        struct event_case one = *base;
        one.symbol = share_of(cases, &one);
        if (one.symbol == NULL) {
            return error_field(
                error, BLACKOUT_ERROR_USAGE, "symbol", "no share is known%s%s; give --symbol NAME",
                one.event != NULL ? " for " : "", one.event != NULL ? one.event : "");
        }
        return add_case(cases, &one, error);
    }
    for (size_t i = 0; i < symbols->count && status == BLACKOUT_OK; ++i) {
        struct event_case one = *base;
        one.symbol = symbols->names[i];
        status = add_case(cases, &one, error);
    }
    return status;
}

/* The owner's row is the one in force when the outage began. */
static blackout_status add_event(struct event_cases *cases, const char *event,
                                 blackout_error *error)
{
    const struct known_tables known = {cases->dataset->tables, &cases->dataset->strings};
    const string_id id = known_names_find(&known, OUTAGES, event);
    if (id == STRING_UNKNOWN) {
        return known_names_refuse(&known, OUTAGES, "event", event, error);
    }
    struct event_case one = {.event = dataset_text(cases->dataset, id),
                             .outage = catalogue_find(cases->dataset, id)};
    struct day_zero day_zero;
    if (!day_zero_of_outage(&day_zero, cases->dataset, one.outage)) {
        return error_field(error, BLACKOUT_ERROR_INPUT, "event",
                           "the event %s has neither reaction_date nor start; give --date instead",
                           event);
    }
    one.target = day_zero.date;
    one.day0_rule = day_zero.rule;
    one.day0_by_utc = day_zero.by_utc;
    one.owner = day_zero_owner(cases->dataset, one.outage);
    one.confounded = catalogue_is_confounded(one.outage);
    return add_shares(cases, &one, error);
}

/* The owner of the share, where the package knows it, has the exchange's hours. A date given
 * without a time is day 0 itself and is not moved by the exchange's hours. */
static blackout_status add_date(struct event_cases *cases, const struct request_date *date,
                                blackout_error *error)
{
    const struct name_list *symbols = &cases->request->symbols;
    blackout_status status = BLACKOUT_OK;
    if (symbols->count == 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "symbol",
                           "a date names no share; give --symbol NAME");
    }
    for (size_t i = 0; i < symbols->count && status == BLACKOUT_OK; ++i) {
        struct event_case one = {.symbol = symbols->names[i]};
        string_id owner = owner_id_by_symbol(cases, one.symbol);
        one.owner = owner != STRING_NONE
                        ? table_in_force(table_of(cases, OWNERS), owner, date->time)
                        : NULL;
        struct day_zero day_zero =
            day_zero_of_start(cases->dataset, owner, date->time, date->has_time);
        one.day0_by_utc = day_zero.by_utc;
        one.target = day_zero.date;
        one.day0_rule = date->has_time ? day_zero.rule : "the date given";
        status = add_case(cases, &one, error);
    }
    return status;
}

/* ---- Missing prices -------------------------------------------------------------------------- */

/* Adds `symbol` to the list, once, if it has no prices. The list is full at some point: what does
 * not fit is not said. The comparison is of whole words: `FB` is not found in `FBX`. */
static void note_missing(char *list, size_t size, const struct event_cases *cases,
                         const char *symbol)
{
    size_t used = strlen(list);
    size_t length = strlen(symbol);
    if (price_book_find(cases->book, symbol) != NULL) {
        return;
    }
    for (const char *at = list; (at = strstr(at, symbol)) != NULL; at += length) {
        if ((at == list || at[-1] == ' ') && (at[length] == '\0' || at[length] == ',')) {
            return;
        }
    }
    if (used + length + 3 < size) {
        snprintf(list + used, size - used, "%s%s", used > 0 ? ", " : "", symbol);
    }
}

/* The symbols that have prices, so that one under another name is found: `ACM.US` for `ACM`. As
 * many as fit. */
static void list_known(char *list, size_t size, const struct price_book *book)
{
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < book->count; ++i) {
        const char *lead = used > 0 ? ", " : "; there are prices of ";
        const char *symbol = book->series[i].symbol;
        if (used + strlen(lead) + strlen(symbol) < size) {
            used += (size_t)snprintf(list + used, size - used, "%s%s", lead, symbol);
        }
    }
}

/* All that is missing in one message. Peers can be done without, unless they are the model. A user
 * who fetches files one message at a time would have to run as often. */
static blackout_status check_prices(const struct event_cases *cases, blackout_error *error)
{
    /* Fixed room: a list that is cut still names enough to go on with. */
    char needed[200] = "";
    char peers[200] = "";
    char known[120];
    for (size_t i = 0; i < cases->count; ++i) {
        const struct event_case *one = &cases->cases[i];
        note_missing(needed, sizeof needed, cases, one->symbol);
        if (one->index != NULL && cases->request->model != MODEL_MEAN_ADJUSTED) {
            note_missing(needed, sizeof needed, cases, one->index);
        }
        for (size_t k = 0; k < one->peers.count; ++k) {
            note_missing(cases->request->model == MODEL_PEER ? needed : peers, sizeof peers, cases,
                         one->peers.names[k]);
        }
    }
    if (needed[0] == '\0') {
        return BLACKOUT_OK;
    }
    list_known(known, sizeof known, cases->book);
    return error_field(error, BLACKOUT_ERROR_INPUT, "prices",
                       "there are no prices of %s, neither in the package nor in a file; give "
                       "--prices FILE for each: SYMBOL.csv or prices_SYMBOL.csv with Date, Close "
                       "and Adj Close, or a file with date, symbol and close%s%s%s%s",
                       needed, peers[0] != '\0' ? " (and, for the rivals' part, of " : "", peers,
                       peers[0] != '\0' ? ")" : "", known);
}

/* A number of shares is one share's. The same share at several events may have it: it is taken as
 * that of all of them. */
static blackout_status check_shares(const struct event_cases *cases, blackout_error *error)
{
    for (size_t i = 1; cases->request->has_shares && i < cases->count; ++i) {
        if (strcmp(cases->cases[i].symbol, cases->cases[0].symbol) != 0) {
            return error_field(
                error, BLACKOUT_ERROR_USAGE, "shares",
                "the number of shares is one firm's, and %s and %s are two; leave it "
                "out, or study them one by one",
                cases->cases[0].symbol, cases->cases[i].symbol);
        }
    }
    return BLACKOUT_OK;
}

/* Events first, then dates, in the order of the request: the report has the cases in this order. */
blackout_status event_cases_resolve(struct event_cases *cases, blackout_error *error)
{
    const blackout_request *request = cases->request;
    blackout_status status = BLACKOUT_OK;
    if (request->events.count == 0 && request->date_count == 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "event",
                           "no event is named; give --event ID, or --date with --symbol");
    }
    for (size_t i = 0; i < request->events.count && status == BLACKOUT_OK; ++i) {
        status = add_event(cases, request->events.names[i], error);
    }
    for (size_t i = 0; i < request->date_count && status == BLACKOUT_OK; ++i) {
        status = add_date(cases, &request->dates[i], error);
    }
    if (status == BLACKOUT_OK) {
        status = check_shares(cases, error);
    }
    return status == BLACKOUT_OK ? check_prices(cases, error) : status;
}

/* The row of `owners` if the share is the owner's own. The market value in `owners` is of one
 * share, and not of a rival that is studied at the same event. */
static const struct row *own_row(const struct event_cases *cases, const struct event_case *one)
{
    const char *own = text_of(cases, one->owner, OWNERS_SYMBOL);
    return own != NULL && strcmp(own, one->symbol) == 0 ? one->owner : NULL;
}

/* A number of shares that is asked for goes before all tables. */
struct market_value event_case_market_value(const struct event_cases *cases,
                                            const struct event_case *one, double close_before)
{
    if (cases->request->has_shares) {
        return (struct market_value){MARKET_VALUE_SHARES, cases->request->shares * close_before,
                                     "shares of the request times the close before"};
    }
    return market_value_before(own_row(cases, one), owner_return(cases, one->outage, one->symbol),
                               close_before);
}

bool event_case_contradiction(struct market_value *other, const struct market_value *value,
                              const struct event_cases *cases, const struct event_case *one,
                              double close_before)
{
    return market_value_contradiction(other, value, own_row(cases, one),
                                      owner_return(cases, one->outage, one->symbol), close_before);
}
