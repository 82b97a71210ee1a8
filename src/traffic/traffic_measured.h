/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured of one series of traffic in a window. Figures alone, below the parts that fill
 * them. Volumes are in the series' own unit. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_MEASURED_H
#define BLACKOUT_TRAFFIC_TRAFFIC_MEASURED_H

#include "traffic/traffic_fit.h"

struct traffic_quantity {
    bool present;
    double central;
    double p5;
    double p95;
};

/* One interval of the window. */
struct traffic_curve_point {
    struct traffic_span part; /* of the interval that lies in the window */
    double expected;          /* of that part */
    double low;               /* 95 % band of a single interval where nothing happens */
    double high;
    double observed;    /* of that part: what is expected of the rest is taken off */
    double unavailable; /* 1 - observed / expected, in [0,1] */
};

/* A whole interval, in the window or near it. */
struct traffic_course_point {
    struct traffic_span span;
    double expected;
    double low; /* 95 % band of a single interval where nothing happens */
    double high;
    double observed;
};

struct traffic_masked_event {
    const char *name;
    instant from;
    instant to;
};

/* What a band of `level` is judged by, over placebo weeks. */
enum traffic_band {
    BAND_LOST,     /* the window's sum */
    BAND_REBOUND,  /* the sum of the hours after it */
    BAND_LOST_AR1, /* the window's sum, by the AR(1) alone */
    BAND_INTERVAL, /* single intervals of the window */
    BAND_COUNT
};

struct traffic_coverage {
    enum traffic_band band;
    double level;
    double share;
    size_t covered; /* of `trials` */
    size_t trials;
    double low; /* 95 % interval of the chance that `share` estimates; exact binomial for sums */
    double high;
};

enum { TRAFFIC_COVERAGES = 2 * BAND_COUNT };

/* The same hours of another week, left out of the fit that predicts them. */
struct traffic_placebo_week {
    instant start;
    double expected;
    double observed;
};

/* What a search finds outside of its window. */
struct traffic_next {
    bool present;
    struct traffic_span window;
    double expected;
    double lost;
};

struct traffic_loss {
    const struct traffic_series *series;
    const char *platform;
    const char *region;
    enum traffic_lack lack;
    struct traffic_grid grid;
    struct traffic_fit fit; /* without the window and the hours after it */
    struct traffic_masked_event *masked;
    size_t masked_count;
    bool searched;            /* the window was to be found by a search ... */
    bool detected;            /* ... and was */
    struct traffic_next next; /* where detected: the second stretch of the series */
    struct traffic_span window;
    struct traffic_span after; /* from the end of the window's last interval; may be empty */
    size_t window_missing;     /* intervals of the window that are not there */
    double measured_part;      /* of what is expected of the window, in those that are there */
    bool cuts_interval;        /* the window begins or ends inside an interval */
    bool after_cut_short;      /* the series ends, or has gaps, in the hours after it */
    double expected;
    double observed;
    struct traffic_quantity lost;
    struct traffic_quantity lost_share;
    struct traffic_quantity lost_demand_hours; /* in hours of the week's mean */
    struct traffic_quantity rebound;
    bool not_recovered; /* the whole interval of the rebound is below 0 */
    struct traffic_quantity net_lost_share;
    struct traffic_curve_point *curve;
    size_t curve_count;
    struct traffic_course_point *course; /* from a day before the window to a day after it */
    size_t course_count;
    struct traffic_placebo_week *weeks;
    size_t week_count;
    double dispersion; /* by which the AR(1) is wrong about the window's sum; NaN without weeks */
    double interval_dispersion;
    struct traffic_coverage coverage[TRAFFIC_COVERAGES];
    size_t coverage_count;
};

struct traffic_case {
    const struct traffic_series *series;
    const char *platform;
    const char *region;
    const struct known_events *events;
    bool detect;
    instant start;
    double duration_hours;
};

#endif
