/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole estimator against what was published: every catalogued outage with published figures,
 * from what was known before it; and the prediction of market value, each event from the others.
 * (methodology, stage 10) */
#ifndef BLACKOUT_BACKTEST_BACKTEST_H
#define BLACKOUT_BACKTEST_BACKTEST_H

#include "blackout/backtest.h"
#include "backtest/judge.h"
#include "core/arena.h"
#include "core/control.h"
#include "core/warning.h"
#include "market/market_prediction.h"

/* Where the interval of an estimate comes from. */
enum backtest_interval {
    INTERVAL_NONE,      /* there is none: the row is not judged */
    INTERVAL_SAMPLES,   /* all uncertain inputs */
    INTERVAL_PREDICTION /* the predictive distribution of market value */
};

/* A published figure and its estimate. Money is in `currency`. From `why_not` on nothing is set of
 * a figure that could not be estimated. */
struct backtest_row {
    size_t number; /* among the rows of `published` */
    const char *event;
    const char *measure;
    const char *kind; /* measured, modelled, straight_line; "" where not given */
    const char *publisher;
    const char *currency;
    double low; /* the published figure */
    double high;
    double midpoint;       /* geometric */
    double duration_hours; /* asked for with the figure; once it is estimated, what was taken */
    const char *why_not;   /* NULL: it was estimated */
    double estimate;       /* central */
    enum backtest_interval interval;
    double p5;
    double p95;
    double se_p5; /* standard errors, of samples alone */
    double se_p95;
    double ratio;   /* estimate / midpoint */
    bool in_sample; /* the package's own class may know the figure: it is left to the judge */
    bool hit;       /* the midpoint lies in p5 .. p95; means nothing where it is not judged */
    bool has_straight_line;
    double straight_line; /* annual revenue an hour times hours */
    bool straight_line_nearer;
};

/* Whether a row is a hit or a miss: it has an interval that does not know its figure. */
bool backtest_is_judged(const struct backtest_row *row);

/* The rows of one measure, whatever their kind. */
struct backtest_measure {
    const char *measure;
    size_t figures;
    size_t estimated;
    struct backtest_share inside; /* of those that are judged */
    bool has_median;              /* false: none was estimated, or most with the wrong sign */
    double median_absolute_log_ratio;
};

/* Means over events of the continuous ranked probability score, fractions; less is better. */
struct backtest_scores {
    double prediction;
    double no_change; /* and the share's own two ordinary days */
    bool has_catalogue_mean;
    double catalogue_mean; /* mean and spread of the others */
};

/* Owns its texts; the dataset may be freed before it. Read-only once made. */
struct blackout_backtest {
    struct arena arena;
    struct backtest_row *rows; /* misses first, the furthest off before all others */
    size_t row_count;
    struct backtest_measure all;
    struct backtest_measure *measures; /* in the order of the table */
    size_t measure_count;
    struct backtest_share coverage;             /* of measured figures alone */
    struct backtest_share straight_line_nearer; /* of figures out of sample that have one */
    struct market_check *events;                /* each predicted from the others; misses first */
    size_t event_count;
    struct backtest_share event_coverage;
    struct backtest_scores event_scores;
    struct judge judge; /* of the owners' losses; no figures without samples */
    double samples;     /* of each estimate; 0: central values alone */
    double seed;
    struct warning_list warnings; /* of the package, then of each estimate */
    struct control_totals control;
};

#endif
