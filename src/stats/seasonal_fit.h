/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly profile of a traffic series, by a fit that an outage cannot bend. Arrays in, numbers
 * out; masking the catalogued outages is the caller's. Volumes are in the series' own unit, as
 * means over an hour; times are whole hours of weeks that start on Monday 00:00 UTC. */
#ifndef BLACKOUT_STATS_SEASONAL_FIT_H
#define BLACKOUT_STATS_SEASONAL_FIT_H

#include "blackout/status.h"
#include "stats/seasonal_profile.h"

/* Fits `count` observations in any order; the profile does not depend on the order. `residuals`
 * takes the residual of ln volume of each of them, NaN where it was dropped; it is untouched where
 * the fit is not complete. Returns BLACKOUT_OK with `complete` false where an hour of the week has
 * no observation. Errors: BLACKOUT_ERROR_NUMERIC for an hour out of range, a volume that is not
 * finite and above 0, or a fit beyond the doubles; BLACKOUT_ERROR_MEMORY. */
blackout_status seasonal_fit_estimate(struct seasonal_fit *fit, double *residuals,
                                      const struct seasonal_observation *observations, size_t count,
                                      blackout_error *error);

/* The expected volume (arithmetic mean) of an hour, of a `complete` fit. */
double seasonal_fit_expected(const struct seasonal_fit *fit, int64_t week, int hour_of_week);

#endif
