/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A predictive distribution and how well it foretold what was found: Student's t after a shift that
 * is itself uncertain, one of several that are equally likely (the samples of an estimate), so a
 * mixture. Scores are those of Gneiting & Raftery (2007); the smaller, the better. */
#ifndef BLACKOUT_STATS_PREDICTIVE_H
#define BLACKOUT_STATS_PREDICTIVE_H

#include <stddef.h>

#include "blackout/status.h"

struct predictive {
    double location;
    double scale;         /* > 0 */
    double degrees;       /* > 0, of freedom; INFINITY: normal */
    const double *shifts; /* [shift_count], borrowed; NULL: a single one of 0 */
    size_t shift_count;
};

/* All of these: BLACKOUT_ERROR_NUMERIC for a scale or degrees that are not above 0, for what is not
 * finite, for 1 degree of freedom or less where a mean is needed (the CRPS). */

/* P(Y <= y), which is the probability integral transform of a `y` that was found. */
blackout_status predictive_cdf(double *p, const struct predictive *predictive, double y,
                               blackout_error *error);

/* The y with P(Y <= y) = p, 0 < p < 1, to 1e-10 of the scale. */
blackout_status predictive_quantile(double *y, const struct predictive *predictive, double p,
                                    blackout_error *error);

/* - ln of the density at `y`, the logarithmic score. */
blackout_status predictive_log_score(double *score, const struct predictive *predictive, double y,
                                     blackout_error *error);

/* The integral of (F(z) - [z >= y])^2 over z, in the units of y (Matheson & Winkler 1976), by
 * Gauss-Legendre quadrature in three parts: to 1e-10 of itself with two degrees of freedom or more,
 * however far out y is; to 1e-5 next to one. */
blackout_status predictive_crps(double *crps, const struct predictive *predictive, double y,
                                blackout_error *error);

#endif
