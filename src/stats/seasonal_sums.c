/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Squares and products are polynomials in the shift, so that their sums over shifted residuals
 * follow exactly. exp(e - a - b t) = exp(-a) exp(e) exp(-b t), and exp(-b t) is its series in u;
 * the first term left out is x^7 / 7! with x = b * reach. */
#include "stats/seasonal_sums.h"

#include <math.h>

/* x^7 / 7! is then 2e-18. */
static const double largest_trend = 0.01;

/* All powers at once: the shift follows from these sums, and so is found after them. */
void seasonal_sums_add(struct seasonal_sums *sums, const struct seasonal_point *point, double sign)
{
    struct seasonal_hour_sums *hour = &sums->hours[point->hour_of_week];
    const double e = point->residual;
    const double t = point->hours;
    const double u = sums->reach > 0 ? t / sums->reach : 0;
    double smear = exp(e);
    sum_add(&hour->of[SEASONAL_E], sign * e);
    sum_add(&hour->of[SEASONAL_T], sign * t);
    sum_add(&hour->of[SEASONAL_TT], sign * t * t);
    sum_add(&hour->of[SEASONAL_ET], sign * e * t);
    sum_add(&hour->of[SEASONAL_EE], sign * e * e);
    for (int k = SEASONAL_SMEAR; k < SEASONAL_SMEAR_END; ++k) {
        sum_add(&hour->of[k], sign * smear);
        smear *= u;
    }
    hour->count = sign > 0 ? hour->count + 1 : hour->count - 1;
}

/* In the hour of the later one, whose term the shift takes off it; that of the earlier one is of
 * the hour of the week before. */
void seasonal_sums_add_pair(struct seasonal_sums *sums, const struct seasonal_point *before,
                            const struct seasonal_point *point, double sign)
{
    struct seasonal_hour_sums *hour = &sums->hours[point->hour_of_week];
    const double e = point->residual;
    const double f = before->residual;
    const double t = point->hours;
    sum_add(&hour->of[SEASONAL_PAIR_E], sign * e);
    sum_add(&hour->of[SEASONAL_PAIR_F], sign * f);
    sum_add(&hour->of[SEASONAL_PAIR_EF], sign * e * f);
    sum_add(&hour->of[SEASONAL_PAIR_T], sign * t);
    sum_add(&hour->of[SEASONAL_PAIR_TT], sign * t * t);
    sum_add(&hour->of[SEASONAL_PAIR_ET], sign * e * t);
    sum_add(&hour->of[SEASONAL_PAIR_FT], sign * f * t);
    hour->pairs = sign > 0 ? hour->pairs + 1 : hour->pairs - 1;
}

static double value(const struct seasonal_hour_sums *hour, enum seasonal_sum_kind kind)
{
    return sum_value(&hour->of[kind]);
}

/* As the slope of the fit (Frisch & Waugh): within the hours of the week, then their means.
 * Residuals are of the fit of all, so that what comes out is how far this one is from it. */
void seasonal_shift_fit(struct seasonal_shift *shift, const struct seasonal_sums *sums,
                        bool has_trend)
{
    struct sum products = {0};
    struct sum squares = {0};
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        const struct seasonal_hour_sums *hour = &sums->hours[h];
        const double mean = value(hour, SEASONAL_T) / (double)hour->count;
        sum_add(&products, value(hour, SEASONAL_ET) - mean * value(hour, SEASONAL_E));
        sum_add(&squares, value(hour, SEASONAL_TT) - mean * value(hour, SEASONAL_T));
    }
    bool varies = has_trend && sum_value(&squares) > 0;
    shift->trend = varies ? sum_value(&products) / sum_value(&squares) : 0;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        const struct seasonal_hour_sums *hour = &sums->hours[h];
        shift->term[h] = (value(hour, SEASONAL_E) - shift->trend * value(hour, SEASONAL_T)) /
                         (double)hour->count;
    }
}

bool seasonal_shift_is_small(const struct seasonal_shift *shift, const struct seasonal_sums *sums)
{
    return fabs(shift->trend) * sums->reach <= largest_trend;
}

/* Of (e - a - b t)^2. */
double seasonal_shifted_squares(const struct seasonal_sums *sums,
                                const struct seasonal_shift *shift)
{
    struct sum total = {0};
    const double b = shift->trend;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        const struct seasonal_hour_sums *hour = &sums->hours[h];
        const double a = shift->term[h];
        sum_add(&total, value(hour, SEASONAL_EE));
        sum_add(&total, -2 * a * value(hour, SEASONAL_E));
        sum_add(&total, -2 * b * value(hour, SEASONAL_ET));
        sum_add(&total, a * a * (double)hour->count);
        sum_add(&total, 2 * a * b * value(hour, SEASONAL_T));
        sum_add(&total, b * b * value(hour, SEASONAL_TT));
    }
    return sum_value(&total);
}

/* Of (e - a - b t) (f - c - b t), where c is the earlier hour's term less b: it is an hour
 * earlier. */
double seasonal_shifted_products(const struct seasonal_sums *sums,
                                 const struct seasonal_shift *shift)
{
    struct sum total = {0};
    const double b = shift->trend;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        const struct seasonal_hour_sums *hour = &sums->hours[h];
        const double a = shift->term[h];
        const double c = shift->term[(h + HOURS_PER_WEEK - 1) % HOURS_PER_WEEK] - b;
        sum_add(&total, value(hour, SEASONAL_PAIR_EF));
        sum_add(&total, -c * value(hour, SEASONAL_PAIR_E) - a * value(hour, SEASONAL_PAIR_F));
        sum_add(&total, -b * (value(hour, SEASONAL_PAIR_ET) + value(hour, SEASONAL_PAIR_FT)));
        sum_add(&total, a * c * (double)hour->pairs);
        sum_add(&total, b * (a + c) * value(hour, SEASONAL_PAIR_T));
        sum_add(&total, b * b * value(hour, SEASONAL_PAIR_TT));
    }
    return sum_value(&total);
}

/* `power` is exp(-a) x^k / k!: x is the trend over the whole reach, as u is the time over it. */
double seasonal_shifted_smears(const struct seasonal_sums *sums, const struct seasonal_shift *shift)
{
    struct sum total = {0};
    const double x = -shift->trend * sums->reach;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        double power = exp(-shift->term[h]);
        for (int k = SEASONAL_SMEAR; k < SEASONAL_SMEAR_END; ++k) {
            sum_add(&total, power * value(&sums->hours[h], (enum seasonal_sum_kind)k));
            power *= x / (double)(k - SEASONAL_SMEAR + 1);
        }
    }
    return sum_value(&total);
}
