/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of an outage that nobody gave: the stretch in which traffic lost most. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_DETECT_H
#define BLACKOUT_TRAFFIC_TRAFFIC_DETECT_H

#include "traffic/traffic_fit.h"

/* The stretch of intervals outside of `masked` that lost most beyond the cut of the fit, without
 * the zeros at both ends of the series; false where no interval is beyond it. `fit` must be
 * complete, and made without the outage as far as possible: its outliers are dropped, not masked.
 * Searched for anew, `masked` has the first window. Threads: reads alone. */
bool traffic_detect(struct traffic_span *window, const struct traffic_fit *fit,
                    const struct traffic_grid *grid, const struct traffic_masked *masked);

#endif
