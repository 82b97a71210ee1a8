/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seasonal fit of a series without a few of its hours, from the fit of all: for who asks it of
 * one week after another. The rules and steps are those of seasonal_fit_estimate(), and so are the
 * results but for the last digits; the time does not grow with the length of the series, or hardly.
 */
#ifndef BLACKOUT_STATS_SEASONAL_LEFT_OUT_H
#define BLACKOUT_STATS_SEASONAL_LEFT_OUT_H

#include "blackout/status.h"
#include "stats/ar1.h"
#include "stats/seasonal_profile.h"

struct seasonal_left_out;

/* What stats/ar1.h would be given of the residuals. */
struct seasonal_left_out_fit {
    struct seasonal_fit fit; /* complete; without taken_back, which nobody asks for */
    struct ar1_sums residuals;
    double squared_hours; /* distances from the centre of the fit, of what it uses */
    size_t hours_used[HOURS_PER_WEEK];
    const size_t *changed; /* observations that one of the two fits keeps and the other does not */
    size_t changed_count;
};

/* Observations ascend by time, each hour once. Frees with seasonal_left_out_free(), also after an
 * error, `*made` being NULL where there is nothing. Errors as of seasonal_fit_estimate(). */
blackout_status seasonal_left_out_make(struct seasonal_left_out **made,
                                       const struct seasonal_observation *observations,
                                       size_t count, blackout_error *error);
void seasonal_left_out_free(struct seasonal_left_out *left_out);

/* Fits without the observations from `first` up to `end`. False where this way does not lead to the
 * fit, which has then to be made of all that is left: a short series, its first or last hour left
 * out, hours of the week with next to nothing, residuals that are mostly equal. `result` points
 * into `left_out` until the next call. */
bool seasonal_left_out_fit(struct seasonal_left_out_fit *result, struct seasonal_left_out *left_out,
                           size_t first, size_t end);

/* Whether the last fit, or without one that of all, keeps an observation. */
bool seasonal_left_out_keeps(const struct seasonal_left_out *left_out, size_t observation);

#endif
