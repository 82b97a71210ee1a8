/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An interval scores by how far its volume is under the lowest that the fit keeps, exp(fit - cut):
 * above 0 where the fit would drop it as an outlier, below 0 elsewhere. The stretch with the
 * largest sum of scores is found in one pass (Kadane; Bentley 1984); it goes on across a short
 * recovery if what follows is worse. No threshold is chosen here: the cut is the fit's own.
 * Zeros with which a series begins or ends are mostly hours that nothing has recorded: they are
 * passed over. */
#include "traffic/traffic_detect.h"

#include <math.h>

/* What is masked ends a stretch. The score is volume: a deep short hour and a shallow long one
 * compare. The lowest volume kept is exp(fit - cut), and what is expected is exp(fit) times the
 * smearing factor, hence `factor`. */
bool traffic_detect(struct traffic_span *window, const struct traffic_fit *fit,
                    const struct traffic_grid *grid, const struct traffic_masked *masked)
{
    const struct traffic_series *series = grid->series;
    double factor = exp(-fit->weekly.seasonal.cut_log) / fit->weekly.seasonal.smearing;
    double best = 0;
    double running = 0;
    size_t first = 0;
    for (size_t i = grid->recorded_first; i < grid->recorded_end; ++i) {
        struct traffic_span interval = traffic_interval(grid, i);
        if (traffic_masked_touch(masked, interval)) {
            running = 0;
            continue;
        }
        first = running > 0 ? first : i;
        running =
            fmax(running, 0) + factor * traffic_expected(fit, grid, i) - series->points[i].volume;
        if (running > best) {
            best = running;
            *window = (struct traffic_span){series->points[first].time, interval.to};
        }
    }
    return best > 0;
}
