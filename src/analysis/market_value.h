/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 6: what the market made of a catalogued outage, and what it can be expected to make of
 * another. Returns are plain fractions (-0.05 is -5 %). */
#ifndef BLACKOUT_ANALYSIS_MARKET_VALUE_H
#define BLACKOUT_ANALYSIS_MARKET_VALUE_H

#include "data/dataset.h"

/* Why there is no figure. */
enum market_lack {
    MARKET_COMPLETE,
    MARKET_NO_PRIOR,         /* table market_prior is missing */
    MARKET_NO_STANDARD_ERROR /* no row of event_returns for the owner's share */
};

/* An outage as the prediction sees it. */
struct market_query {
    string_id event;  /* never learned from; STRING_NONE */
    string_id symbol; /* the owner's share; STRING_NONE */
    double duration_hours;
    double severity;
    double scope_share;
};

/* Two-day abnormal return [0,+1] of an outage that makes the news. */
struct market_prediction {
    enum market_lack lack;
    double median;
    double p5;
    double p95;
    double probability_of_rise;
    size_t events; /* that it learned from */
};

/* Methodology 6b: Bayesian regression on the catalogue's owners, confounded events left out. */
blackout_status market_predict(struct market_prediction *prediction,
                               const blackout_dataset *dataset, const struct market_query *query,
                               blackout_error *error);

/* The event study of one catalogued outage, from the rows of `event_returns`. */
struct market_event_study {
    bool found;
    double raw;      /* return of day 0 */
    double abnormal; /* less what the market explains */
    bool has_t;
    double t;
    size_t peer_count;    /* rivals that were not down */
    double peer_adjusted; /* abnormal less the peers' mean abnormal; where there are peers */
    double peer_raw_low;  /* the peers' raw returns */
    double peer_raw_high;
    bool has_day0;
    instant day0;
    bool has_market_cap;
    double market_cap_before; /* owner's currency */
    bool confounded;
};

void market_event_study(struct market_event_study *study, const blackout_dataset *dataset,
                        const struct row *event, string_id symbol);

#endif
