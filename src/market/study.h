/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 6a, the event study: what the price of a share did around an outage, beside what the market
 * and the share's rivals explain of it, and how unusual that was. Joined by event, never by firm.
 *
 * A study holds everything that the reports print; its texts are its own. Changes are plain
 * fractions (-0.05 is -5 %), money is in the owner's currency, a fall is negative. */
#ifndef BLACKOUT_MARKET_STUDY_H
#define BLACKOUT_MARKET_STUDY_H

#include "core/control.h"
#include "core/warning.h"
#include "market/abnormal_returns.h"
#include "market/event_tests.h"
#include "tables/price_book.h"

/* Sessions behind day 0 that are listed one by one: the methodology's "to day +10". */
enum { LAST_SESSION = 10, SESSION_COUNT = LAST_SESSION + 1 };

struct study_change {
    double fraction;
    bool has_money;
    double money;
};

struct study_window {
    struct day_range days;
    bool covered; /* the prices reach that far */
    struct abnormal_window sum;
    struct study_change change; /* of sum.car */
};

struct study_session {
    int day;
    instant date;
    double close;
    double value_before; /* price at the close before this session, over that before day 0 */
    struct study_change raw;
    bool has_market;
    double market; /* the index */
    struct study_change abnormal;
    struct study_change raw_since; /* from the close before day 0 */
    struct abnormal_window since;  /* days 0 to this one */
    struct study_change cumulative;
};

struct study_estimation {
    size_t days;
    instant first;
    instant last;
    double coefficients[OLS_MOST_TERMS]; /* alpha, beta, gamma: as many as `terms` */
    size_t terms;
    double residual_sd;
    double degrees;
    double r_squared;
};

/* When the price came back to the close before day 0. */
enum recovery { RECOVERY_NO_LOSS, RECOVERY_DONE, RECOVERY_NOT_YET };

/* One share at one event: the owner's, or a peer's. */
struct study_unit {
    const char *symbol;
    const char *role;  /* "owner", "peer" */
    const char *model; /* name; "peer" with an index of peers */
    instant day0;
    struct study_estimation estimation;
    struct study_change raw;
    bool has_market;
    double market;                /* the index on day 0 */
    struct study_change expected; /* what the model explains: raw - abnormal */
    struct study_change abnormal;
    struct abnormal_window day0_sum;
    struct abnormal_rank rank;
    struct study_window windows[MOST_WINDOWS];
    size_t window_count;
    struct study_session sessions[SESSION_COUNT];
    size_t session_count;
    enum recovery recovery;
    instant recovered;      /* or the last day there is */
    size_t recovered_after; /* sessions after day 0 */
    double close_before;
    bool may_have_gained;       /* a peer: it was not down */
    double *estimation_returns; /* abnormal, `estimation.days` */
    instant *estimation_dates;
    double *window_returns[MOST_WINDOWS]; /* abnormal; NULL where not covered */
    instant window_first[MOST_WINDOWS];
    instant window_last[MOST_WINDOWS];
};

/* The owner's share at one event, with its peers. */
struct study_case {
    const char *event;     /* NULL: a date was named */
    const char *owner;     /* NULL: not known */
    const char *index;     /* NULL: none */
    const char *currency;  /* NULL: not known */
    const char *day0_rule; /* how day 0 was found */
    bool confounded;
    bool has_market_cap;
    double market_cap_before;
    const char *market_cap_source;
    struct study_unit unit;
    bool has_peer_index;
    struct study_unit peer_index; /* the same share with the peers in the model */
    struct study_unit *peers;     /* each on its own, by the market model */
    size_t peer_count;
    bool has_less_peer_mean;
    struct study_change less_peer_mean; /* abnormal less the plain mean of the peers' abnormal */
    const char *verdict;                /* what this does and does not prove */
};

struct study_tests {
    struct day_range days;
    size_t units;
    struct event_test tests[TEST_COUNT];
};

struct blackout_study {
    struct arena arena;
    enum return_model model;
    enum return_kind kind;
    struct day_range estimation;
    struct study_case *cases;
    size_t case_count;
    struct study_tests *tests; /* one a window */
    size_t test_count;
    struct price_input *inputs; /* files of prices, and tables of the package */
    size_t input_count;
    struct warning_list warnings;
    struct control_totals control; /* of no table: how many rows of the package are rejected */
};

#endif
