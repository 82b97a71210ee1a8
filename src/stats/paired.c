/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two forecasters are judged by the same cases, and what makes a case hard is hard for both: the
 * error of their difference is that of the differences, not that of the two means. */
#include "stats/paired.h"

#include <math.h>

#include "core/interval.h"
#include "core/sum.h"
#include "stats/student_t.h"

/* Squares about the mean, in a second pass, so that nothing cancels. */
struct mean_error mean_error_of(const double *values, size_t count)
{
    struct mean_error of = {.count = count};
    struct sum sum = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < count; ++i) {
        sum_add(&sum, values[i]);
    }
    of.mean = count > 0 ? sum_value(&sum) / (double)count : 0;
    for (size_t i = 0; i < count; ++i) {
        sum_add(&squares, (values[i] - of.mean) * (values[i] - of.mean));
    }
    if (count > 1) {
        of.se = sqrt(sum_value(&squares) / ((double)count * (double)(count - 1)));
    }
    return of;
}

/* Of `second` - part * `first`. */
static struct mean_error difference_of(const double *first, const double *second, double part,
                                       size_t count, double *scratch)
{
    for (size_t i = 0; i < count; ++i) {
        scratch[i] = second[i] - part * first[i];
    }
    return mean_error_of(scratch, count);
}

/* The least error that is more than rounding: of differences of numbers as large as these. */
static double least_error(const double *first, const double *second, size_t count)
{
    static const double few_last_digits = 0x1p-50;
    double largest = 0;
    for (size_t i = 0; i < count; ++i) {
        largest = fmax(largest, fmax(fabs(first[i]), fabs(second[i])));
    }
    return few_last_digits * largest;
}

/* Differences that are all equal, but for rounding, have no error, and no p: t would be infinite.
 */
blackout_status paired_difference_of(struct paired_difference *difference, const double *first,
                                     const double *second, size_t count, double *scratch,
                                     blackout_error *error)
{
    *difference = (struct paired_difference){.of = difference_of(first, second, 1, count, scratch)};
    const struct mean_error *of = &difference->of;
    if (count < 2 || !(of->se > least_error(first, second, count))) {
        return BLACKOUT_OK;
    }
    const double degrees = (double)(count - 1);
    double t;
    double below;
    blackout_status status = student_t_quantile(&t, INTERVAL_HIGH, degrees, error);
    if (status == BLACKOUT_OK) {
        status = student_t_cdf(&below, -fabs(of->mean) / of->se, degrees, error);
    }
    if (status == BLACKOUT_OK) {
        difference->known = true;
        difference->low = of->mean - t * of->se;
        difference->high = of->mean + t * of->se;
        difference->p = 2 * below;
    }
    return status;
}

/* The ratios r at which mean(first) - r mean(second) is within t of its own standard errors: the
 * roots of a quadratic, between which they lie while the mean of `second` is itself more than t
 * errors from 0: else the ratios within reach have no end, and the interval is not known. Their
 * covariance is what the variances of both and of their difference leave. The error to first order
 * is that of mean(first - ratio * second) over mean(second). */
blackout_status paired_ratio_of(struct paired_ratio *ratio, const double *first,
                                const double *second, size_t count, double *scratch,
                                blackout_error *error)
{
    const struct mean_error above = mean_error_of(first, count);
    const struct mean_error below = mean_error_of(second, count);
    *ratio = (struct paired_ratio){.ratio = above.mean / below.mean};
    if (count < 2) {
        return BLACKOUT_OK;
    }
    double t;
    blackout_status status = student_t_quantile(&t, INTERVAL_HIGH, (double)(count - 1), error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const struct mean_error apart = difference_of(first, second, 1, count, scratch);
    const double covariance = (above.se * above.se + below.se * below.se - apart.se * apart.se) / 2;
    const double square = below.mean * below.mean - t * t * below.se * below.se;
    const double middle = above.mean * below.mean - t * t * covariance;
    const double constant = above.mean * above.mean - t * t * above.se * above.se;
    ratio->se = difference_of(second, first, ratio->ratio, count, scratch).se / below.mean;
    ratio->known = square > 0;
    if (ratio->known) {
        const double half = sqrt(fmax(middle * middle - square * constant, 0));
        ratio->low = (middle - half) / square;
        ratio->high = (middle + half) / square;
    }
    return BLACKOUT_OK;
}
