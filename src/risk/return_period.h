/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How rare a loss is, and how well that is known: the return period over what is believed of the
 * rate and the lengths of outages. The same simulated outages serve every belief, each weighted by
 * how likely its length is under it (importance sampling; Owen, Monte Carlo theory, methods and
 * examples, 2013, chapter 9). */
#ifndef BLACKOUT_RISK_RETURN_PERIOD_H
#define BLACKOUT_RISK_RETURN_PERIOD_H

#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"
#include "risk/outage_belief.h"

/* 5 % and 95 % of the return period, in years: INFINITY where no outage reaches the loss. */
struct return_period_interval {
    double p5;
    double p95;
};

/* Simulated outages: lengths drawn from the prediction of the belief, and what each loses. */
struct return_period_sample {
    struct outage_belief belief;
    const double *drawn_log_hours; /* [count] */
    double shortest_log_hours;     /* shorter ones do not happen; -INFINITY: all do */
    const double *losses;          /* [count][stride] */
    size_t stride;
    size_t count; /* below 2^32 */
    uint64_t seed;
    size_t threads; /* at least 1; they change no bit */
};

/* A loss to be reached, by number `measure` of a sample's losses. */
struct return_period_question {
    size_t measure;
    double loss;
};

/* Answers `count` questions. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status return_period_intervals(struct return_period_interval *intervals,
                                        const struct return_period_question *questions,
                                        size_t count, const struct return_period_sample *sample,
                                        blackout_error *error);

#endif
