/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the hours that a fit keeps, by hour of the week. Least squares through a set that
 * differs by a few hours, and what its residuals add up to, follow from them without the hours. */
#ifndef BLACKOUT_STATS_SEASONAL_SUMS_H
#define BLACKOUT_STATS_SEASONAL_SUMS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/calendar.h"
#include "core/sum.h"

/* e is the residual of the fit that all sums are about, t the time from the origin; u = t / reach
 * lies within -1 and 1. Of pairs of neighbouring hours e is that of the later one, f that of the
 * one before, t the time of the later one. */
enum seasonal_sum_kind {
    SEASONAL_E,
    SEASONAL_T,
    SEASONAL_TT,
    SEASONAL_ET,
    SEASONAL_EE,
    SEASONAL_PAIR_E,
    SEASONAL_PAIR_F,
    SEASONAL_PAIR_EF,
    SEASONAL_PAIR_T,
    SEASONAL_PAIR_TT,
    SEASONAL_PAIR_ET,
    SEASONAL_PAIR_FT,
    SEASONAL_SMEAR, /* of exp(e) u^k for k from 0 */
    SEASONAL_SMEAR_END = SEASONAL_SMEAR + 7,
    SEASONAL_SUM_COUNT = SEASONAL_SMEAR_END
};

struct seasonal_hour_sums {
    size_t count;
    size_t pairs;
    struct sum of[SEASONAL_SUM_COUNT];
};

struct seasonal_sums {
    double reach; /* the furthest time from the origin, in hours */
    struct seasonal_hour_sums hours[HOURS_PER_WEEK];
};

struct seasonal_point {
    size_t hour_of_week;
    double hours; /* from the origin, whole */
    double residual;
};

/* `sign` 1 adds, -1 takes away what was added. */
void seasonal_sums_add(struct seasonal_sums *sums, const struct seasonal_point *point, double sign);
void seasonal_sums_add_pair(struct seasonal_sums *sums, const struct seasonal_point *before,
                            const struct seasonal_point *point, double sign);

/* A residual e becomes e - term[hour of the week] - trend * t. */
struct seasonal_shift {
    double term[HOURS_PER_WEEK];
    double trend;
};

/* Least squares of the residuals on the terms and, if there is one, the trend. Every hour of the
 * week has something. */
void seasonal_shift_fit(struct seasonal_shift *shift, const struct seasonal_sums *sums,
                        bool has_trend);

/* Whether the trend is small enough for seasonal_shifted_smears(): its series then ends below the
 * last bit. */
bool seasonal_shift_is_small(const struct seasonal_shift *shift, const struct seasonal_sums *sums);

/* Of the residuals after the shift: their squares, the products of neighbours, exp of each. */
double seasonal_shifted_squares(const struct seasonal_sums *sums,
                                const struct seasonal_shift *shift);
double seasonal_shifted_products(const struct seasonal_sums *sums,
                                 const struct seasonal_shift *shift);
double seasonal_shifted_smears(const struct seasonal_sums *sums,
                               const struct seasonal_shift *shift);

#endif
