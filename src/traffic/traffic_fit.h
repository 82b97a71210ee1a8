/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly fit with what measuring needs beside the profile: the noise of its hours and the usual
 * parts of each interval in its hour. Volumes are in the series' own unit, of one interval. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_FIT_H
#define BLACKOUT_TRAFFIC_TRAFFIC_FIT_H

#include "stats/ar1.h"
#include "stats/seasonal_left_out.h"
#include "traffic/weekly_fit.h"

struct traffic_fit {
    struct weekly_fit weekly;
    struct ar1 ar1;
    double centre_hours;               /* since 1970, where the trend is 0 */
    double trend_variance;             /* of the slope, an hour squared */
    size_t hours_used[HOURS_PER_WEEK]; /* that each hour of the week rests on */
    double *slot_shares; /* [hour of the week][slot], mean 1 over an hour; NULL without slots */
};

/* A fit with room for others that leave a few of its hours out. */
struct traffic_rest {
    const struct weekly_work *work; /* of the whole fit */
    struct seasonal_left_out *left_out;
    double *slot_sums; /* before they are shares: [hour of the week][slot] */
    /* how many whole hours each of them is a sum of */
    size_t slot_hours[HOURS_PER_WEEK];
};

/* Before the first fit; its room serves any number of fits of this grid. Error:
 * BLACKOUT_ERROR_MEMORY. */
blackout_status traffic_fit_init(struct traffic_fit *fit, struct arena *arena,
                                 const struct traffic_grid *grid, blackout_error *error);

/* Fits the hours that touch nothing of `masked`; fit->weekly.seasonal.complete says whether there
 * is a fit. `work` keeps the residuals of this fit until the next one. Errors: memory, and what the
 * least squares refuse. */
blackout_status traffic_fit_make(struct traffic_fit *fit, struct weekly_work *work,
                                 const struct traffic_grid *grid,
                                 const struct traffic_masked *masked, blackout_error *error);

/* From the last fit that was made in `work`, which stays as it is for as long as `rest` is used; it
 * is freed with traffic_rest_free(), also after an error. */
blackout_status traffic_rest_make(struct traffic_rest *rest, struct arena *arena,
                                  const struct weekly_work *work, const struct traffic_grid *grid,
                                  blackout_error *error);
void traffic_rest_free(struct traffic_rest *rest);

/* The same fit as traffic_fit_make() with two more spans, which begin and end in hours that touch
 * each other, without going through the series. False where it has to. */
bool traffic_fit_rest(struct traffic_fit *fit, struct traffic_rest *rest,
                      const struct traffic_grid *grid, const struct traffic_span own[2]);

/* Expected volume of an interval that begins at `from`, whether the series has it or not. */
double traffic_expected_at(const struct traffic_fit *fit, const struct traffic_grid *grid,
                           instant from);

/* Expected volume of the interval of point `i`. */
double traffic_expected(const struct traffic_fit *fit, const struct traffic_grid *grid, size_t i);

#endif
