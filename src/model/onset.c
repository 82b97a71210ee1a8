/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In closed form: with z = (x/theta)^m, n = k+1 and a = 1 + n/m, integration by parts gives
 *   int_0^x t^k (1 - exp(-(t/theta)^m)) dt = ( x^n (1 - exp(-z)) - theta^n gamma(a, z) ) / n,
 * gamma being the lower incomplete gamma function, which is (DLMF 8.7.1)
 *   gamma(a, z) = z^a exp(-z) (1/a + z/(a(a+1)) + z^2/(a(a+1)(a+2)) + ...),   z^a = z (x/theta)^n.
 * All terms are positive and their number is bounded, so that the inner loop of the samples cannot
 * stall; for small z the two parts go as z and z (k+1)/(m+k+1): they differ by a factor, so nothing
 * is lost to cancellation, and no step of a quadrature has to find the onset. For large z it takes
 * many terms, and gamma(a, z) is Gamma(a) less the upper function, which has a short continued
 * fraction (DLMF 8.9.2, contracted to its even part):
 *   Gamma(a, z) = z^a exp(-z) / (z+1-a + 1(a-1) / (z+3-a + 2(a-2) / (z+5-a + ...))). */
#include "model/onset.h"

#include <math.h>

#include "core/exponential.h"

/* exp(-z) is lost beside 1: gamma(a, z) is Gamma(a). Up to there, terms fall below the last
 * digit of their sum before the 160th, for any a >= 1. */
const double onset_largest_z = 40;
/* From this z on, for a up to that one, the fraction has no more error after its terms than half a
 * unit of the moment's last digit (2e-17 of it). */
static const double fraction_z = 8;
static const double fraction_a = 7;
enum { FRACTION_TERMS = 12 };
static const double beyond = 64;          /* a z where all of that holds; larger ones are cut */
static const double last_digit = 0x1p-53; /* of 1 */

/* expm1, because phi is small soon after the grace. */
double onset_value(const struct onset *onset, int lane, double hours)
{
    const double scale = onset->scale_hours.at[lane];
    if (!(hours > 0)) {
        return 0;
    }
    return scale > 0 ? -expm1(-pow(hours / scale, onset->shape.at[lane])) : 1;
}

void onset_begin(struct onset *onset)
{
    for (int power = 0; power < ONSET_POWERS; ++power) {
        onset->known_terms[power] = 0;
        onset->has_complete[power] = false;
    }
}

/* A power is exp(m ln(x / theta)); where there is none its base is 1. Without a scale phi is a
 * step. */
void onset_at(struct onset_place *place, const struct onset *onset, const struct lanes *hours)
{
    struct lanes z;
    struct lanes less_one;
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part scale = onset->scale_hours.part[p];
        const part_mask after = hours->part[p] > 0.0;
        const lane_part one = 1 + 0 * onset->shape.part[p];
        place->hours.part[p] = part_choose(after, hours->part[p], 0 * one);
        z.part[p] = part_choose(after & (scale > 0.0), hours->part[p] / scale, one);
    }
    logarithms(&z, &z);
    for (int p = 0; p < LANE_PARTS; ++p) {
        z.part[p] *= onset->shape.part[p];
    }
    exponentials(&z, &z);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part cut = beyond + 0 * onset->shape.part[p];
        z.part[p] = part_choose(onset->scale_hours.part[p] > 0.0, part_least(z.part[p], cut), cut);
        z.part[p] = part_choose(place->hours.part[p] > 0.0, z.part[p], 0 * cut);
        place->z.part[p] = z.part[p];
        z.part[p] = -z.part[p];
    }
    exponentials_less_one(&place->complement, &less_one, &z);
    for (int p = 0; p < LANE_PARTS; ++p) {
        place->value.part[p] = -less_one.part[p];
    }
}

part_mask onset_is_over(const struct onset_place *place, int part)
{
    return place->z.part[part] > onset_largest_z;
}

static lane_part order_of(const struct onset *onset, int power, int part)
{
    return 1 + (double)(power + 1) / onset->shape.part[part];
}

/* Lanes that do without the series. */
static part_mask is_late(const struct onset *onset, int power, const struct onset_place *place,
                         int part)
{
    return onset_is_over(place, part) |
           ((place->z.part[part] >= fraction_z) & (order_of(onset, power, part) <= fraction_a));
}

/* The divisors a + i of the series are the same at each place: they are turned into factors once.
 */
static const struct lanes *term_factors(struct onset *onset, int power, size_t count)
{
    struct lanes *factors = onset->per_term[power];
    for (size_t i = onset->known_terms[power]; i < count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            factors[i].part[p] = 1 / (order_of(onset, power, p) + (double)i);
        }
        onset->known_terms[power] = i + 1;
    }
    return factors;
}

/* 1/a + z/(a(a+1)) + ... Terms fall from the first where z < a + 1, else they rise to about i = z -
 * a; all are positive. A lane whose terms have fallen below its last digit adds nothing more, so
 * that it does not depend on its neighbours. */
enum { LOOKED_AT = 4 }; /* each so many terms it is asked whether any lane goes on */
static void gamma_series(struct lanes *total, struct onset *onset, int power,
                         const struct onset_place *place, const part_mask late[LANE_PARTS])
{
    struct lanes term = term_factors(onset, power, 1)[0];
    bool goes_on = true;
    *total = term;
    for (size_t i = 1; i < ONSET_TERMS && goes_on; ++i) {
        const struct lanes *factor = &term_factors(onset, power, i + 1)[i];
        part_mask left = {0};
        for (int p = 0; p < LANE_PARTS; ++p) {
            const part_mask counts = (term.part[p] > last_digit * total->part[p]) & ~late[p];
            term.part[p] *= place->z.part[p] * factor->part[p];
            term.part[p] = (lane_part)((part_mask)term.part[p] & counts);
            total->part[p] += term.part[p];
            left |= counts;
        }
        goes_on = i % LOOKED_AT != 0 || part_any(left);
    }
}

/* theta^n Gamma(a). Shapes are mostly certain, and one value of the function serves all lanes. */
static const struct lanes *complete_part(struct onset *onset, int power)
{
    const int n = power + 1;
    double gamma = 0;
    for (int l = 0; l < LANES && !onset->has_complete[power]; ++l) {
        if (l == 0 || onset->shape.at[l] != onset->shape.at[l - 1]) {
            gamma = tgamma(1 + n / onset->shape.at[l]);
        }
        onset->complete[power].at[l] =
            onset->scale_hours.at[l] > 0 ? pow(onset->scale_hours.at[l], n) * gamma : 0;
    }
    onset->has_complete[power] = true;
    return &onset->complete[power];
}

/* hours^(power + 1), n times the moment of a step. */
static lane_part whole_part(const struct onset_place *place, int power, int part)
{
    lane_part whole = place->hours.part[part];
    for (int i = 0; i < power; ++i) {
        whole *= place->hours.part[part];
    }
    return whole;
}

/* z^(1-a) exp(z) Gamma(a, z), of lanes that are late: the fraction by the recurrence of its
 * numerators and denominators (DLMF 1.12.5), which divides once. */
static lane_part upper_part(const struct onset *onset, int power, const struct onset_place *place,
                            int part)
{
    const lane_part z = place->z.part[part];
    const lane_part a = order_of(onset, power, part);
    lane_part above[2] = {1 + 0 * z, z + 1 - a};
    lane_part below[2] = {0 * z, 1 + 0 * z};
    for (int i = 1; i <= FRACTION_TERMS; ++i) {
        const lane_part numerator = (double)i * (a - (double)i);
        const lane_part denominator = z + (double)(2 * i + 1) - a;
        const lane_part next_above = denominator * above[1] + numerator * above[0];
        const lane_part next_below = denominator * below[1] + numerator * below[0];
        above[0] = above[1];
        below[0] = below[1];
        above[1] = next_above;
        below[1] = next_below;
    }
    return z * below[1] / above[1];
}

/* Of lanes that are late: (x^n - theta^n Gamma(a) - exp(-z) (x^n - theta^n z^a / ...)) / n, where
 * theta^n z^a is x^n z. The last part is lost where the onset is over. */
static void late_moment(struct lanes *moment, struct onset *onset, int power,
                        const struct onset_place *place, const part_mask late[LANE_PARTS])
{
    const double n = power + 1;
    const struct lanes *complete = complete_part(onset, power);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part whole = whole_part(place, power, p);
        const lane_part left =
            whole * place->complement.part[p] * (upper_part(onset, power, place, p) - 1);
        const lane_part rest = part_choose(onset_is_over(place, p), 0 * whole, left);
        const lane_part value = (whole - complete->part[p] + rest) / n;
        moment->part[p] = part_choose(late[p], value, moment->part[p]);
    }
}

/* Of lanes of which some are not late: the others have anything. */
static void early_moment(struct lanes *moment, struct onset *onset, int power,
                         const struct onset_place *place, const part_mask late[LANE_PARTS])
{
    const double n = power + 1;
    struct lanes series;
    gamma_series(&series, onset, power, place, late);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part lower = place->z.part[p] * place->complement.part[p] * series.part[p];
        moment->part[p] = whole_part(place, power, p) / n * (place->value.part[p] - lower);
    }
}

/* Of t^power phi over [0, hours]. */
void onset_moment(struct lanes *moment, struct onset *onset, int power,
                  const struct onset_place *place)
{
    part_mask late[LANE_PARTS];
    part_mask some_late = {0};
    part_mask some_early = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        late[p] = is_late(onset, power, place, p);
        some_late |= late[p];
        some_early |= ~late[p];
        moment->part[p] = 0 * place->z.part[p];
    }
    if (part_any(some_early)) {
        early_moment(moment, onset, power, place, late);
    }
    if (part_any(some_late)) {
        late_moment(moment, onset, power, place, late);
    }
}
