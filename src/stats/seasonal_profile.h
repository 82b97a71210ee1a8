/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a seasonal fit is of, and what it gives. */
#ifndef BLACKOUT_STATS_SEASONAL_PROFILE_H
#define BLACKOUT_STATS_SEASONAL_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"

struct seasonal_observation {
    int64_t week;       /* any count of weeks, such as calendar_week() */
    int hour_of_week;   /* 0 .. 167 */
    double volume_mean; /* > 0 */
};

/* Of fewer weeks the median cannot leave out an outage that is not masked: two of three hours can.
 */
enum { SEASONAL_FIT_FEWEST_WEEKS = 3 };

/* Differences of logarithms below this are rounding: never a reason to drop, and no noise. */
#define SEASONAL_FIT_ROUNDING 1e-9

/* Without the error of the fit, the geometric mean of an hour's volume is
 *     level * profile[hour_of_week] * exp(trend_per_hour * (hours - centre_hours)),
 * with hours counted from the Monday of first_week; the arithmetic mean is `smearing` times that.
 */
struct seasonal_fit {
    bool complete;                  /* every hour of the week has an observation */
    int missing_hour;               /* else the first that has none; nothing below is set then */
    double profile[HOURS_PER_WEEK]; /* arithmetic mean 1 */
    double level;                   /* in the unit of the volumes, at centre_hours */
    bool has_trend;                 /* the observations span six weeks or more */
    double trend_per_hour;          /* of ln volume; 0 without a trend */
    double centre_hours;            /* where the trend is 0, counted from first_week's Monday */
    double smearing;                /* mean of exp(residual), Duan (1983) */
    double cut_log;                 /* a residual of ln volume beyond it is dropped */
    double residual_sd;             /* of ln volume; 0 where degrees_of_freedom is 0: not known */
    size_t degrees_of_freedom;
    int64_t first_week;
    double weeks_spanned; /* from the first hour to the end of the last one, in weeks */
    size_t used;          /* observations inside the cut */
    size_t dropped;       /* observations beyond it */
    size_t taken_back;    /* observations that the first look dropped and the second took back */
    size_t undecided;     /* hours of the week with nothing inside it: their dropped ones stand */
};

#endif
