/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/sobol.h"

#include <gsl/gsl_qrng.h>

#include "core/error.h"

blackout_status sobol_points(double *points, size_t count, size_t dimensions, blackout_error *error)
{
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
