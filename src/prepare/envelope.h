/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The highest of several severity curves, at every time. The economy baseline needs it: a region in
 * which two platforms are down at once is down once. (methodology, economy baseline) */
#ifndef BLACKOUT_PREPARE_ENVELOPE_H
#define BLACKOUT_PREPARE_ENVELOPE_H

#include "core/arena.h"
#include "model/model.h"

/* Measured curves are steps, so their envelope is one. Where all are 0 it has no piece. Made in
 * `arena`. Errors: memory. */
blackout_status envelope_make(struct severity_curve *envelope, struct arena *arena,
                              const struct severity_curve *const *curves, size_t count,
                              blackout_error *error);

#endif
