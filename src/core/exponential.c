/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exp(x) = 2^n exp(r), n the integer next to x / ln 2 and |r| at most ln 2 / 2, where the power
 * series has fallen below half a unit of the last digit after r^13. The steps are those of Cody &
 * Waite (1980); ln 2 is taken off in two parts, of which the first times n is exact. All is
 * additions and products, element by element, so that vectors do it. */
#include "core/exponential.h"

#include <math.h>
#include <string.h>

typedef unsigned long long part_bits __attribute__((vector_size(LANE_PART_BYTES), aligned(16)));

/* 2^n is normal, and n exact in what `to_integer` leaves, with room to spare. */
static const double largest = 700;

/* In place. The even and the odd terms of the series are summed apart, and the steps of all parts
 * made together: the processor has always one to do that does not wait for another. */
static inline void parts_exponential(lane_part *x, int count)
{
    static const double per_ln2 = 0x1.71547652b82fep0;
    static const double ln2_first = 0x1.62e42feep-1; /* 32 bits: times n it is exact */
    static const double ln2_rest = 0x1.a39ef35793c76p-33;
    static const double to_integer = 0x1.8p52; /* its last digit is 1 */
    enum { DEGREE = 13, EXPONENT_AT = 52 };
    static const double series[DEGREE + 1] = {1,
                                              1,
                                              1. / 2,
                                              1. / 6,
                                              1. / 24,
                                              1. / 120,
                                              1. / 720,
                                              1. / 5040,
                                              1. / 40320,
                                              1. / 362880,
                                              1. / 3628800,
                                              1. / 39916800,
                                              1. / 479001600,
                                              1. / 6227020800};
    part_bits power[LANE_PARTS];
    lane_part r[LANE_PARTS], square[LANE_PARTS], even[LANE_PARTS], odd[LANE_PARTS];
    for (int p = 0; p < count; ++p) {
        lane_part shifted = x[p] * per_ln2 + to_integer;
        memcpy(&power[p], &shifted, sizeof power[p]);
        lane_part n = shifted - to_integer;
        r[p] = (x[p] - n * ln2_first) - n * ln2_rest;
        square[p] = r[p] * r[p];
        even[p] = series[DEGREE - 1] + 0 * r[p];
        odd[p] = series[DEGREE] + 0 * r[p];
    }
    for (int i = DEGREE - 3; i >= 2; i -= 2) {
        for (int p = 0; p < count; ++p) {
            even[p] = even[p] * square[p] + series[i];
            odd[p] = odd[p] * square[p] + series[i + 1];
        }
    }
    for (int p = 0; p < count; ++p) {
        lane_part value = 1 + (r[p] + square[p] * (even[p] + r[p] * odd[p]));
        part_bits bits;
        memcpy(&bits, &value, sizeof bits);
        bits += power[p] << EXPONENT_AT; /* what is above n in `shifted` leaves at the top */
        memcpy(&x[p], &bits, sizeof x[p]);
    }
}

static int in_range(double x)
{
    return fabs(x) <= largest; /* not NaN */
}

double exponential(double x)
{
    lane_part part = {0};
    if (!in_range(x)) {
        return exp(x);
    }
    part[0] = x;
    parts_exponential(&part, 1);
    return part[0];
}

void exponential_pair(double x[2])
{
    lane_part part = {x[0], x[1]};
    if (!in_range(x[0]) || !in_range(x[1])) {
        x[0] = exponential(x[0]);
        x[1] = exponential(x[1]);
        return;
    }
    parts_exponential(&part, 1);
    x[0] = part[0];
    x[1] = part[1];
}

void exponentials(struct lanes *values, const struct lanes *x)
{
    struct lanes result = *x;
    parts_exponential(result.part, LANE_PARTS);
    for (int l = 0; l < LANES; ++l) {
        if (!in_range(x->at[l])) {
            result.at[l] = exp(x->at[l]);
        }
    }
    *values = result;
}
