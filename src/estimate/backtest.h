/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole estimator against what was published: every catalogued outage with published figures,
 * from what was known before it. (methodology, stage 10) */
#ifndef BLACKOUT_ESTIMATE_BACKTEST_H
#define BLACKOUT_ESTIMATE_BACKTEST_H

#include "data/dataset.h"
#include "data/scenario.h"

struct backtest_row {
    const char *event;
    const char *measure;
    const char *kind; /* measured, modelled, straight_line; "" where not given */
    const char *publisher;
    const char *currency;
    double low; /* the published figure */
    double high;
    double midpoint; /* geometric */
    double duration_hours;
    const char *why_not; /* NULL: it was estimated */
    double estimate;     /* central */
    bool has_interval;
    double p5;
    double p95;
    double ratio; /* estimate / midpoint */
    bool hit;     /* the midpoint lies in p5 .. p95 */
    bool has_straight_line;
    double straight_line; /* annual revenue an hour times hours */
    bool straight_line_nearer;
};

/* How often something was so, with the exact interval (Clopper & Pearson 1934, 90 %). */
struct backtest_share {
    size_t hits;
    size_t trials;
    double low;
    double high;
};

struct blackout_backtest {
    struct arena arena;
    struct backtest_row *rows; /* misses first, the furthest off before all others */
    size_t row_count;
    size_t estimated;
    struct backtest_share coverage; /* of measured figures alone */
    struct backtest_share straight_line_nearer;
    bool has_median;
    double median_absolute_log_ratio;
    double samples;
    double seed;
};

#endif
