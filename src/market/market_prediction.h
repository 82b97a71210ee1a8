/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 6b: what the market can be expected to make of an outage, from a catalogue of others and a
 * prior. Returns are plain fractions (-0.05 is -5 %). */
#ifndef BLACKOUT_MARKET_MARKET_PREDICTION_H
#define BLACKOUT_MARKET_MARKET_PREDICTION_H

#include "blackout/dataset.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/strings.h"

/* Why there is no figure. */
enum market_lack {
    MARKET_COMPLETE,
    MARKET_NO_PRIOR,          /* table market_prior is missing */
    MARKET_NO_STANDARD_ERROR, /* no row of event_returns for the owner's share */
    MARKET_TOO_SMALL,         /* smaller than every outage of the catalogue */
    MARKET_UNEXPLAINED        /* a row of event_returns is out of reach of the model */
};

/* An outage as the prediction sees it. */
struct market_query {
    string_id event;  /* never learned from; STRING_NONE */
    string_id symbol; /* the owner's share; STRING_NONE */
    double duration_hours;
    double severity;
    double scope_share;
    bool has_start;
    instant start;
    bool in_catalogue; /* the outage is a catalogued event, unchanged: it made the news */
    bool lack_alone;   /* whether there is a figure is asked, and none of them is made */
    bool no_hindsight; /* learns only from what was known at the start, which is given */
};

/* Two-day abnormal return [0,+1] of an outage that makes the news. */
struct market_prediction {
    enum market_lack lack;
    string_id unexplained; /* of MARKET_UNEXPLAINED, the event of that row */
    double median;
    double p5;
    double p95;
    double probability_of_rise;
    size_t events; /* that it learned from */
    size_t later;  /* of them, not yet known at the start; 0 without a start */
};

/* Noise, and with some probability a fall beside it, learned from the catalogue's owners;
 * confounded events are left out. No prediction for an outage that took fewer hours of its owner's
 * whole business than any of the catalogue. Pure but for scratch memory: threads may call it on one
 * dataset. A lack is no error. */
blackout_status market_predict(struct market_prediction *prediction,
                               const blackout_dataset *dataset, const struct market_query *query,
                               blackout_error *error);

/* An event of the catalogue, predicted from all others. Texts are the dataset's. */
struct market_check {
    const char *event;
    const char *symbol;
    double observed; /* CAR[0,+1] */
    struct market_prediction prediction;
    bool inside;           /* p5 .. p95 */
    double standard_error; /* of the share's own two days */
    double pit;            /* probability of a change as low as the observed one */
    double others_most;    /* the largest of the others' changes, in standard errors of their own */
    /* Continuous ranked probability scores, fractions; less is better. */
    double crps;
    double crps_no_change;      /* of N(0, the share's own standard error) */
    bool has_catalogue_mean;    /* two others at least */
    double crps_catalogue_mean; /* of a normal with the mean and the spread of the others */
};

/* Predicts each event that the prediction learns from by the others, with its own standard error,
 * in the order of `event_returns`. An event goes out with all its rows. Without a prior, or with
 * fewer than two events, `*count` is 0. Errors: as market_predict(), and BLACKOUT_ERROR_INPUT where
 * a row is out of reach of the model. */
blackout_status market_leave_one_out(struct market_check **checks, size_t *count,
                                     struct arena *arena, const blackout_dataset *dataset,
                                     blackout_error *error);

#endif
