/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of the Sobol sequence, from GSL. All are made at once, dimensions side by side: GSL
 * steps through the sequence, while samples are asked for in any order and by several threads.
 * GSL leaves out the first point, 0, whose normal quantile is infinite. */
#include "stats/sobol.h"

#include <gsl/gsl_qrng.h>

#include "core/error.h"

blackout_status sobol_points(double *points, size_t count, size_t dimensions, blackout_error *error)
{
    /* GSL has no sequence of no dimensions; nobody reads `points` then. */
    if (dimensions == 0) {
        return BLACKOUT_OK;
    }
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
    if (sequence == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        gsl_qrng_get(sequence, points + i * dimensions);
    }
    gsl_qrng_free(sequence);
    return BLACKOUT_OK;
}
