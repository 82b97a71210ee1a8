/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seasonal fit of a whole series with what each of its steps gave, sorted and summed up, for
 * the fits that leave a few hours out (stats/seasonal_left_out.h). */
#ifndef BLACKOUT_STATS_SEASONAL_WHOLE_H
#define BLACKOUT_STATS_SEASONAL_WHOLE_H

#include "stats/near_median.h"
#include "stats/seasonal_steps.h"
#include "stats/seasonal_sums.h"

/* One hour of the series. */
struct seasonal_item {
    size_t hour_of_week;
    double hours;       /* from the origin, whole */
    double detrended;   /* ln volume less the level of its week */
    double first;       /* residual of the first look */
    double about_means; /* residual about the first means, which the second look is of */
    double residual;    /* of the fit */
};

/* What one of the two least squares is of: about_means, or residual. */
struct seasonal_kept {
    bool *items;
    struct seasonal_sums *sums;
};

struct seasonal_whole {
    struct seasonal_series series;
    struct seasonal_item *items; /* in the order of observations */
    double origin;               /* hours since the Monday of the first week */
    double hour_values[HOURS_PER_WEEK];
    double middle; /* of the residuals of the first look */
    double first_cut;
    struct seasonal_kept first;
    double kept_sd[HOURS_PER_WEEK]; /* of residuals about the first means */
    double dropped_sd[HOURS_PER_WEEK];
    struct seasonal_fit fit;
    struct seasonal_terms terms;
    struct seasonal_kept last;
    struct near_order by_detrended; /* of each hour of the week, as series.hour_start says */
    struct near_order by_first;
    struct near_order by_deviation; /* of first from the middle */
    struct near_order by_standard;  /* |about_means| over its standard deviation */
    struct near_order dropped;      /* the same, of those that the first look drops */
    size_t *in_short_weeks;         /* ascending */
    size_t short_count;
    bool usable; /* each hour of the week has enough for one more to be left out */
};

/* Observations ascend by time, each hour once. The caller frees whole->series.arena, whatever is
 * returned. Errors as of seasonal_fit_estimate(). */
blackout_status seasonal_whole_make(struct seasonal_whole *whole,
                                    const struct seasonal_observation *observations, size_t count,
                                    blackout_error *error);

/* |about_means| over its standard deviation. */
double seasonal_whole_standard(const struct seasonal_whole *whole, size_t item);

/* Adds an hour to the sums of what `kept` now has, or takes it away, with the pairs that it makes
 * with its neighbours; `residuals` of these sums are about_means or residual. */
enum seasonal_residual { SEASONAL_ABOUT_MEANS, SEASONAL_RESIDUAL };
void seasonal_whole_set(const struct seasonal_whole *whole, struct seasonal_kept *kept,
                        enum seasonal_residual residuals, size_t item, bool keep);

#endif
