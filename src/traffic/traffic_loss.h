/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 2: what one series of traffic lost in a window, what came back after it, and how well the
 * fit predicts weeks that it has not seen. Volumes are in the series' own unit. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_LOSS_H
#define BLACKOUT_TRAFFIC_TRAFFIC_LOSS_H

#include "traffic/traffic_measured.h"

/* Measures one series. What cannot be measured is no error: see loss->lack. `loss` points into
 * `arena`, and to the dataset by `series` and texts. Errors: memory, and what the estimators cannot
 * compute. */
blackout_status traffic_loss_measure(struct traffic_loss *loss, struct arena *arena,
                                     const struct traffic_case *what, blackout_error *error);

#endif
