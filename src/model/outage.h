/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 1: the unavailable part [sigma] over time. A step of height `severity` over [0, D), then
 * linear to 0 over `recovery`; or a measured curve. */
#ifndef BLACKOUT_MODEL_OUTAGE_H
#define BLACKOUT_MODEL_OUTAGE_H

#include "model/model.h"

/* Pieces of one curve; those of the built step live in `step`. */
struct outage_pieces {
    const struct severity_piece *pieces;
    size_t count;
    struct severity_piece step[2];
};

void outage_pieces(struct outage_pieces *pieces, const struct model_outage *outage, uint32_t curve,
                   const double *parameters);

/* How long anything is down by the curves, without the recovery: D, or of measured curves their
 * whole window, hours. */
double outage_window_hours(const struct model_outage *outage, const double *parameters);

/* The integral of a curve from one hour to another: hours of full unavailability. */
double outage_integral(const struct outage_pieces *pieces, double from_hours, double to_hours);

#endif
