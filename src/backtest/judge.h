/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of the owner's loss: every published loss of sales against what a class fitted to the
 * other outages says of it, and against one fitted to what was known before it; beside rivals that
 * are fitted in the same way. Scores are of ln of the loss. (methodology, stage 10) */
#ifndef BLACKOUT_BACKTEST_JUDGE_H
#define BLACKOUT_BACKTEST_JUDGE_H

#include "calibrate/loss_class.h"
#include "stats/paired.h"

/* How often something was so, with the exact interval (Clopper & Pearson 1934, 90 %): exact, since
 * figures are few, and nearly all of them may be hits. */
struct backtest_share {
    size_t hits;
    size_t trials;
    double low;
    double high;
};

/* {0} is empty. The ends are there after the last count, once it is finished. */
void backtest_share_count(struct backtest_share *share, bool hit);
void backtest_share_finish(struct backtest_share *share);

/* What each figure is judged by. */
enum judge_scheme {
    JUDGE_LEAVE_ONE_OUT, /* a class of all other outages; of none, the package's model_error */
    JUDGE_AS_KNOWN_THEN, /* a class of what was published before the outage */
    JUDGE_SCHEMES
};

/* Who says something of it: each estimator of past outages with a class of its own, and the model
 * as it was before any calibration. */
enum { JUDGE_UNCALIBRATED = PAST_ESTIMATOR_COUNT, JUDGE_FORECASTERS };

/* One forecast of one figure. */
struct judge_forecast {
    bool made;
    struct loss_class of; /* the class; of 0 outages it is the package's own, or the prior */
    double median;        /* money; of the forecast, as are the ends */
    double p5;            /* money */
    double p95;
    double pit;       /* the probability of a loss as small as the figure */
    double off;       /* |ln(figure / calibrated central estimate)| */
    double crps;      /* of ln of the loss */
    double log_score; /* - ln of the density of ln of the loss */
};

/* A published loss, and every forecast of it. A measured one may be a second figure of its event:
 * it is judged by kind, and no case. */
struct judge_figure {
    const struct past_outage *outage;
    struct judge_forecast forecasts[JUDGE_SCHEMES][JUDGE_FORECASTERS];
};

/* The scores of a forecaster over figures. */
struct judge_score {
    size_t figures;
    struct backtest_share inside_50;
    struct backtest_share inside_90;
    double median_off;
    struct mean_error crps;
    struct mean_error log_score;
};

/* How much larger the scores of a forecaster are than the model's, over the figures of both: above
 * 0 the model is better, and the model's own are 0. */
struct judge_excess {
    struct paired_difference crps;
    struct paired_difference log_score;
};

/* 1 - CRPS of the model / CRPS of the straight line, and whether that is more than chance. */
struct judge_skill {
    bool made; /* there are figures, and both forecast all of them */
    double skill;
    double se; /* 0 where it is not known */
    bool has_interval;
    double low;
    double high;
    double p; /* of the difference of CRPS; only with an interval */
};

/* Figures of one kind of `published`, by the model and by the straight line. */
struct judge_kind {
    const char *kind;
    struct judge_score model;
    struct judge_score straight_line;
    struct judge_excess straight_line_excess;
};

struct judge {
    struct judge_figure *figures; /* outside of their 90 % interval first, the furthest out first */
    size_t figure_count;
    size_t cases; /* measured losses, which the scores are of */
    struct judge_score scores[JUDGE_SCHEMES][JUDGE_FORECASTERS];
    struct judge_excess excess[JUDGE_SCHEMES][JUDGE_FORECASTERS];
    struct judge_skill skill[JUDGE_SCHEMES];
    struct judge_kind *kinds; /* leave one out, in the order in which the figures first have them */
    size_t kind_count;
    double samples; /* of each estimate */
};

/* Judges every owner's loss of sales in `published`; `call` has samples above 0. All is the
 * arena's.
 */
blackout_status judge_losses(struct judge *judge, struct arena *arena, const struct past_call *call,
                             blackout_error *error);

/* judge_scores.c: fills all that is of several figures, from their forecasts in their final order.
 */
blackout_status judge_fill_scores(struct judge *judge, struct arena *arena, blackout_error *error);

#endif
