/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past outages of which somebody published what their owner lost in sales, beside what the model
 * says of each from what was known before it: what a calibration learns from, and what a backtest
 * judges by. Estimates here leave the model's own error out; rivals of the model are estimates that
 * skip stages. */
#ifndef BLACKOUT_CALIBRATE_PAST_OUTAGES_H
#define BLACKOUT_CALIBRATE_PAST_OUTAGES_H

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/scenario.h"
#include "core/arena.h"
#include "core/calendar.h"

/* What estimates an outage. */
enum past_estimator {
    PAST_MODEL,
    PAST_STRAIGHT_LINE, /* a year's revenue by the hour: every stage skipped */
    PAST_NO_GROWTH,     /* the model without one stage */
    PAST_NO_USAGE,
    PAST_NO_HOURS,
    PAST_NO_SEVERITY,
    PAST_NO_RECOVERY,
    PAST_NO_RECAPTURE,
    PAST_ESTIMATOR_COUNT
};

/* The distribution of an estimate over its inputs is kept as so many quantiles, in the middle of as
 * many equal parts of the probability. */
enum { PAST_SHIFTS = 64 };

struct past_estimate {
    bool made;
    double central;       /* every input at its centre, without the model's own error */
    double y;             /* ln(published / central) */
    double s;             /* the standard deviation of ln of the estimate over its inputs */
    const double *shifts; /* [PAST_SHIFTS] ln(estimate / central), ascending */
};

struct past_outage {
    size_t number; /* among the rows of `published` */
    const char *event;
    const char *kind; /* of `published`; "" where not given */
    const char *publisher;
    const char *currency;
    double low; /* the published loss of sales */
    double high;
    double loss;        /* its geometric midpoint */
    double loss_sd;     /* of its ln, all of the range being as likely */
    double asked_hours; /* that the figure was computed for; 0: those of the event */
    double duration_hours;
    instant start;
    instant known;       /* when it was published; without a date, when the outage was over */
    bool is_measured;    /* by the owner or somebody else: not modelled, no straight line */
    bool is_case;        /* measured, usable, the first of its event: a class learns of it */
    const char *why_not; /* NULL: the model's estimate was made */
    struct past_estimate estimates[PAST_ESTIMATOR_COUNT];
};

struct past_outages {
    struct past_outage *outages; /* in the order of `published` */
    size_t count;
};

struct past_call {
    const blackout_dataset *dataset;
    const blackout_run_options *options; /* threads, cancelled; may be NULL */
    double samples;
    double seed;
    bool with_rivals; /* every estimator of a case, the straight line of other figures */
    bool cases_alone; /* leave out what is not measured; what is, and is no case, has a reason */
    const struct past_outages *others; /* of other packages: their cases are none here; or NULL */
};

/* Whether a kind of figure is a measurement. */
bool past_is_measured(const char *kind);

/* Estimates the outages of every row of `published` with lost sales of the owner. What cannot be
 * estimated has its reason. All is the arena's. */
blackout_status past_outages_gather(struct past_outages *outages, struct arena *arena,
                                    const struct past_call *call, blackout_error *error);

#endif
