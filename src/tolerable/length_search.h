/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last whole minute at which a loss that grows with the length is within a limit. It knows
 * nothing of outages: what a length loses is asked of a function. */
#ifndef BLACKOUT_TOLERABLE_LENGTH_SEARCH_H
#define BLACKOUT_TOLERABLE_LENGTH_SEARCH_H

#include <stddef.h>

#include "blackout/status.h"

/* 0 minutes lose nothing, and need not be asked for. */
struct length_point {
    size_t minutes;
    double loss;
};

/* The loss after so many minutes; the error last. */
typedef blackout_status length_loss(double *loss, void *of, size_t minutes, blackout_error *error);

/* Moves `within`, whose loss is at most `limit`, and `beyond`, whose loss is above it, together
 * until they are a minute apart. Returns what `loss` returns. Both ends have been looked at by the
 * caller: without one on each side there is nothing to find. */
blackout_status length_search(struct length_point *within, struct length_point *beyond,
                              double limit, length_loss *loss, void *of, blackout_error *error);

#endif
