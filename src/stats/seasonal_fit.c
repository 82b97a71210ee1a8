/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps in their order, and what they give; why so is at the top of stats/seasonal_steps.c. */
#include "stats/seasonal_fit.h"

#include <math.h>

#include "core/error.h"
#include "stats/seasonal_steps.h"

/* Medians decide, least squares estimate; then both once more about the means (see the top). */
static void fit_series(struct seasonal_fit *fit, struct seasonal_series *series)
{
    seasonal_fit_span(fit, series);
    seasonal_take_medians(series);
    double first_cut = seasonal_drop_outliers(series);
    struct seasonal_terms terms;
    seasonal_least_squares(&terms, series, fit->has_trend);
    seasonal_take_terms(series, &terms);
    seasonal_take_back(fit, series, &terms, first_cut);
    seasonal_least_squares(&terms, series, fit->has_trend);
    seasonal_take_terms(series, &terms);
    seasonal_scale(fit, &terms);
    seasonal_describe(fit, &terms, series);
}

/* In the order of the caller's observations; NaN for what was dropped. */
static void hand_back(double *residuals, const struct seasonal_series *series)
{
    for (size_t i = 0; i < series->count; ++i) {
        const struct seasonal_entry *entry = &series->entries[i];
        residuals[entry->place] = entry->kept ? entry->residual : (double)NAN;
    }
}

/* Volumes at the edge of the doubles can take the level or the smearing beyond them. */
blackout_status seasonal_fit_estimate(struct seasonal_fit *fit, double *residuals,
                                      const struct seasonal_observation *observations, size_t count,
                                      blackout_error *error)
{
    struct seasonal_series series = {0};
    *fit = (struct seasonal_fit){0};
    blackout_status status = seasonal_series_load(&series, observations, count, error);
    if (status == BLACKOUT_OK && seasonal_covers_week(&series, &fit->missing_hour)) {
        fit->complete = true;
        fit_series(fit, &series);
        hand_back(residuals, &series);
        if (!isfinite(fit->level) || !isfinite(fit->smearing)) {
            fit->complete = false;
            status = error_set(error, BLACKOUT_ERROR_NUMERIC,
                               "the seasonal fit is beyond the largest number");
        }
    }
    arena_free(&series.arena);
    return status;
}

/* The smearing makes the median of a lognormal volume its mean. */
double seasonal_fit_expected(const struct seasonal_fit *fit, int64_t week, int hour_of_week)
{
    double weeks = (double)week - (double)fit->first_week;
    double hours = HOURS_PER_WEEK * weeks + hour_of_week - fit->centre_hours;
    return fit->level * fit->profile[hour_of_week] * exp(fit->trend_per_hour * hours) *
           fit->smearing;
}
