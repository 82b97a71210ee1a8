/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share is a mean, of 1 for each sample above the amount and 0 for the others, and its standard
 * error that of any mean here (statistics.c): the scatter of the replicates. The binomial one would
 * hold for independent draws, and is too large for a Sobol sequence. */
#include "uncertainty/share_above.h"

#include <math.h>

/* Counts are exact: no order of summation matters. An amount itself is not exceeded, as the rules
 * of law have it ("exceeds"). */
static double share_of(const double *values, size_t count, size_t first, size_t step, double amount)
{
    size_t above = 0;
    size_t all = 0;
    for (size_t k = first; k < count; k += step) {
        above += values[k] > amount ? 1 : 0;
        ++all;
    }
    return (double)above / (double)all;
}

struct share_above share_above(const double *values, size_t count, size_t replicates, double amount)
{
    const size_t used = replicates < count ? replicates : count; /* others have no sample */
    const double n = (double)used;
    double sum = 0;
    double squares = 0;
    for (size_t r = 0; r < used; ++r) {
        sum += share_of(values, count, r, replicates, amount);
    }
    for (size_t r = 0; r < used; ++r) {
        const double deviation = share_of(values, count, r, replicates, amount) - sum / n;
        squares += deviation * deviation;
    }
    return (struct share_above){.share = share_of(values, count, 0, 1, amount),
                                .se = used > 1 ? sqrt(squares / (n * (n - 1))) : 0};
}
