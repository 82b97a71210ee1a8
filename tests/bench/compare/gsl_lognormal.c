/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lean program does for each row of `dependencies` and each sample: one lognormal factor by
 * GSL, times an amount, added up. The processor time of ROWS rows and SAMPLES samples. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    const long rows = argc > 1 ? atol(argv[1]) : 0;
    const long samples = argc > 2 ? atol(argv[2]) : 0;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double largest = 0;
    if (random == NULL) {
        return 1;
    }
    for (long sample = 0; sample < samples; ++sample) {
        double sum = 0;
        for (long row = 0; row < rows; ++row) {
            sum += 17.5 * gsl_ran_lognormal(random, 0, 0.5);
        }
        largest = sum > largest ? sum : largest;
    }
    printf("{\"rows\": %ld, \"largest\": %.17g}\n", rows, largest);
    gsl_rng_free(random);
    return 0;
}
