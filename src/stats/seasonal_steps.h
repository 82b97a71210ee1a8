/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of the seasonal fit, for itself and for the fits that leave a few hours out: these
 * begin from what each step gave for all of them. */
#ifndef BLACKOUT_STATS_SEASONAL_STEPS_H
#define BLACKOUT_STATS_SEASONAL_STEPS_H

#include "stats/seasonal_series.h"

/* Bisquare's constant for 95 % efficiency at the normal (Holland & Welsch 1977), here as a cut, and
 * the factor that makes the MAD a standard deviation at the normal. */
static const double bisquare_constant = 4.685;
static const double mad_to_sd = 1.4826;

/* The least-squares fit, before it is scaled. */
struct seasonal_terms {
    double log_volume[HOURS_PER_WEEK]; /* at centre_hours */
    double mean_hours[HOURS_PER_WEEK]; /* of the observations of an hour of the week */
    size_t standing[HOURS_PER_WEEK];   /* observations that the two means are of */
    bool decided[HOURS_PER_WEEK];      /* something of it lies inside the cut */
    double centre_hours;
    double trend_per_hour;
};

/* Where the series begins, how long it is, and whether that is enough for a trend. */
void seasonal_fit_span(struct seasonal_fit *fit, const struct seasonal_series *series);

/* A week of no more observations has its level taken again. */
enum { SEASONAL_SHORT_WEEK = (HOURS_PER_WEEK - 1) / 2 };

/* Takes from the residuals of each week of at most `most` observations their median. */
void seasonal_take_week_levels(struct seasonal_series *series, size_t most);

/* The first look: residuals about the medians, and which of them lie inside the cut, which is
 * returned. */
void seasonal_take_medians(struct seasonal_series *series);
double seasonal_drop_outliers(struct seasonal_series *series);

/* Least squares of what is kept, and the residuals about them, of what is not kept too. */
void seasonal_least_squares(struct seasonal_terms *terms, const struct seasonal_series *series,
                            bool has_trend);
void seasonal_take_terms(struct seasonal_series *series, const struct seasonal_terms *terms);

/* The second look: sets the fit's cut, and keeps what lies inside it. */
void seasonal_take_back(struct seasonal_fit *fit, struct seasonal_series *series,
                        const struct seasonal_terms *terms, double first_cut);

/* Smearing, spread and counts of a fit whose residuals have been taken. */
void seasonal_describe(struct seasonal_fit *fit, const struct seasonal_terms *terms,
                       const struct seasonal_series *series);

/* Standard deviation of a residual about a mean of `count` that it is part of, or is no part of,
 * over that of the noise. */
double seasonal_residual_sd(double count, bool is_part);

/* The profile, level, trend and centre of the fit. */
void seasonal_scale(struct seasonal_fit *fit, const struct seasonal_terms *terms);

#endif
