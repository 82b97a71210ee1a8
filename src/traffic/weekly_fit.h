/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which hours of a series count, and the seasonal fit through them: the one weekly fit, for the
 * profiles of `estimate` and for what `traffic` expects. It works on means over whole UTC hours.
 * The noise of the fit and the intervals within an hour are traffic_fit's. */
#ifndef BLACKOUT_TRAFFIC_WEEKLY_FIT_H
#define BLACKOUT_TRAFFIC_WEEKLY_FIT_H

#include "core/warning.h"
#include "stats/seasonal_fit.h"
#include "traffic/traffic_grid.h"

struct weekly_fit {
    struct seasonal_fit seasonal;
    size_t masked_hours;
    size_t empty_hours; /* not masked, without any volume: left out */
};

/* Room for one fit after another over a grid; the arrays have one entry for each hour that the last
 * fit was made from. */
struct weekly_work {
    struct seasonal_observation *observations;
    double *residuals; /* of ln volume; NaN where it was dropped */
    int64_t *hours;    /* since 1970 */
    size_t *places;    /* in grid->hours */
    size_t count;
};

blackout_status weekly_work_make(struct weekly_work *work, struct arena *arena,
                                 const struct traffic_grid *grid, blackout_error *error);

/* Fits the hours that touch nothing of `masked`; fit->seasonal.complete says whether there is a
 * fit. */
blackout_status weekly_fit_make(struct weekly_fit *fit, struct weekly_work *work,
                                const struct traffic_grid *grid,
                                const struct traffic_masked *masked, blackout_error *error);

/* Says what is wrong with the series where it has no complete fit, without the consequence, which
 * is the caller's to add. `text` has room for WEEKLY_TEXT_SIZE bytes. Returns the warning's code.
 */
enum { WEEKLY_TEXT_SIZE = 160 };
const char *weekly_fit_lack(char *text, const struct weekly_fit *fit,
                            const struct traffic_grid *grid, enum traffic_lack lack);

/* Adds what a reader of a complete fit has to know. Returns 0, or -1 when memory is out. */
int weekly_fit_warn(struct warning_list *list, struct arena *arena, const struct weekly_fit *fit,
                    const struct traffic_grid *grid, const char *where);

#endif
