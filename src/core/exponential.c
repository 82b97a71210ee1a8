/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exp(x) = 2^n exp(r), n the integer next to x / ln 2 and |r| at most ln 2 / 2, where the power
 * series has fallen below half a unit of the last digit after r^13. The steps are those of Cody &
 * Waite (1980); ln 2 is taken off in two parts, of which the first times n is exact. All is
 * additions and products, element by element, so that vectors do it. */
#include "core/exponential.h"

#include <float.h>
#include <math.h>

/* 2^n is normal, and n exact in what `to_integer` leaves, with room to spare. */
static const double largest = 700;

/* exp(x) = 2^n (1 + fraction), n in the lowest bits of `power`. */
struct series {
    lane_part fraction;
    part_bits power;
};

/* The even and the odd terms of the series are summed apart: the processor has always one to do
 * that does not wait for another. Adding 1.5 * 2^52 leaves no place for fractions: it rounds to the
 * next integer, whose bits are then the lowest ones, and taking it off again gives the integer as a
 * double. Subtracting a part of zeros makes a vector of a number. */
static inline struct series series_of(lane_part x)
{
    static const double per_ln2 = 0x1.71547652b82fep0;
    static const double ln2_first = 0x1.62e42feep-1; /* 32 bits: times n it is exact */
    static const double ln2_rest = 0x1.a39ef35793c76p-33;
    static const double to_integer = 0x1.8p52; /* its last digit is 1 */
    enum { DEGREE = 13 };
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
    const lane_part shifted = x * per_ln2 + to_integer;
    const lane_part n = shifted - to_integer;
    const lane_part r = (x - n * ln2_first) - n * ln2_rest;
    const lane_part square = r * r;
    lane_part even = series[DEGREE - 1] - (lane_part){0};
    lane_part odd = series[DEGREE] - (lane_part){0};
    /* Horner's scheme, twice */
    for (int i = DEGREE - 3; i >= 2; i -= 2) {
        even = even * square + series[i];
        odd = odd * square + series[i + 1];
    }
    return (struct series){r + square * (even + r * odd), (part_bits)shifted};
}

/* Times 2^n, by adding n to the exponent: cheaper than a product, and exact, since the result is
 * normal. What is above n in `power` leaves at the top. */
static inline lane_part scaled(lane_part value, part_bits power)
{
    enum { EXPONENT_AT = 52 };
    return (lane_part)((part_bits)value + (power << EXPONENT_AT));
}

static inline lane_part part_exponential(lane_part x)
{
    const struct series series = series_of(x);
    return scaled(1 + series.fraction, series.power);
}

/* Whether a lane is beyond what the series serves; NaN is. */
static inline bool some_beyond(const struct lanes *x)
{
    part_mask beyond = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        /* not `x > largest`: every comparison with NaN is false */
        beyond |= ~((x->part[p] <= largest) & (x->part[p] >= -largest));
    }
    return part_any(beyond);
}

static int in_range(double x)
{
    return fabs(x) <= largest; /* not NaN */
}

/* One lane of the same code and not the C library's exp(): a factor must have the same bits whether
 * it is drawn alone or among others. */
double exponential(double x)
{
    const lane_part part = {x};
    return in_range(x) ? part_exponential(part)[0] : exp(x);
}

void exponential_pair(double x[2])
{
    const lane_part part = {x[0], x[1]};
    if (!in_range(x[0]) || !in_range(x[1])) {
        x[0] = exponential(x[0]);
        x[1] = exponential(x[1]);
        return;
    }
    const lane_part value = part_exponential(part);
    x[0] = value[0];
    x[1] = value[1];
}

/* Apart from the usual case, which then needs no room of its own. */
__attribute__((noinline, cold)) static void exponentials_beyond(struct lanes *values,
                                                                const struct lanes *x)
{
    for (int l = 0; l < LANES; ++l) {
        values->at[l] = exponential(x->at[l]);
    }
}

void exponentials(struct lanes *values, const struct lanes *x)
{
    if (some_beyond(x)) {
        exponentials_beyond(values, x);
        return;
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        values->part[p] = part_exponential(x->part[p]);
    }
}

/* exp(x) - 1 = 2^n r' + (2^n - 1), of which nothing cancels: |r'| is below 0.42. */
static inline void part_less_one(lane_part *value, lane_part *less_one, lane_part x)
{
    const struct series series = series_of(x);
    const lane_part scale = scaled(1 + 0 * x, series.power);
    *value = scaled(1 + series.fraction, series.power);
    *less_one = scale * series.fraction + (scale - 1);
}

__attribute__((noinline, cold)) static void
less_one_beyond(struct lanes *values, struct lanes *less_one, const struct lanes *x)
{
    for (int l = 0; l < LANES; ++l) {
        const double one = x->at[l];
        lane_part value, less;
        part_less_one(&value, &less, (lane_part){in_range(one) ? one : 0});
        values->at[l] = in_range(one) ? value[0] : exp(one);
        less_one->at[l] = in_range(one) ? less[0] : expm1(one);
    }
}

/* Both at once, since the growing and the fading part of a kernel need both, and the series is the
 * same. */
void exponentials_less_one(struct lanes *values, struct lanes *less_one, const struct lanes *x)
{
    if (some_beyond(x)) {
        less_one_beyond(values, less_one, x);
        return;
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        part_less_one(&values->part[p], &less_one->part[p], x->part[p]);
    }
}

/* x = 2^k (1 + f), with 1 + f between the square roots of 1/2 and of 2, and ln(1 + f) = 2
 * artanh(s), s = f / (2 + f), by a polynomial in s^2 whose coefficients are those of fdlibm (Sun
 * Microsystems 1993, e_log.c), as are the steps. Nothing is written before all lanes have been
 * read: `values` may be `x` itself, and strange lanes (0, below it, infinite, NaN, subnormal) are
 * done after the others. */
void logarithms(struct lanes *values, const struct lanes *x)
{
    static const unsigned long long to_root = 0x00095f619980c433; /* of 1 less that of sqrt(1/2) */
    static const unsigned long long from_root = 0x3fe6a09e667f3bcd; /* sqrt(1/2) */
    static const unsigned long long mantissa = 0x000fffffffffffff;
    static const unsigned long long of_integer =
        0x4330000000000000; /* 2^52, whose last digit is 1 */
    static const double ln2_first = 6.93147180369123816490e-01;
    static const double ln2_rest = 1.90821492927058770002e-10;
    static const double series[] = {6.666666666666735130e-01, 3.999999999940941908e-01,
                                    2.857142874366239149e-01, 2.222219843214978396e-01,
                                    1.818357216161805012e-01, 1.531383769920937332e-01,
                                    1.479819860511658591e-01};
    enum { EXPONENT_AT = 52, TERMS = sizeof series / sizeof series[0] };
    struct lanes result;
    part_mask strange = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part one = x->part[p];
        /* from sqrt(1/2) times a power of 2 on, the exponent becomes that of the power */
        const part_bits bits = (part_bits)one + to_root;
        const lane_part k = (lane_part)((bits >> EXPONENT_AT) | of_integer) - (0x1p52 + 1023);
        const lane_part f = (lane_part)((bits & mantissa) + from_root) - 1;
        const lane_part s = f / (2 + f);
        const lane_part square = s * s;
        const lane_part half = 0.5 * f * f;
        lane_part sum = series[TERMS - 1] - (lane_part){0};
        for (int i = TERMS - 2; i >= 0; --i) {
            sum = sum * square + series[i];
        }
        sum *= square;
        strange |= ~((one >= DBL_MIN) & (one <= DBL_MAX));
        result.part[p] = k * ln2_first - ((half - (s * (half + sum) + k * ln2_rest)) - f);
    }
    for (int l = 0; part_any(strange) && l < LANES; ++l) {
        if (!(x->at[l] >= DBL_MIN && x->at[l] <= DBL_MAX)) {
            result.at[l] = log(x->at[l]);
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        values->part[p] = result.part[p];
    }
}
