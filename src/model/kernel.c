/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time is cut where sigma, the fallback's sigma or the local hour changes. Between two cuts sigma
 * (1 - sigma_j) is a polynomial of at most second degree in time, and its integral, with the onset
 * or without, has a closed form; where that would cancel, a quadrature that is exact to rounding.
 */
#include "model/kernel.h"

#include <math.h>
#include <string.h>

#include "model/onset.h"
#include "model/outage.h"

/* Walks through the pieces of a curve as time goes on; between and after pieces the level is 0. */
struct walker {
    struct outage_pieces curve;
    size_t at;
};

struct integral {
    bool has_onset;
    struct onset onset;
    double moment_hours[3]; /* where each moment was last taken: the next piece starts there */
    double moment[3];
};

/* The next cut after `hours` that the walker's pieces make. That is the beginning of a piece before
 * it, its end inside; INFINITY after the last. */
static double next_cut(const struct walker *walker, double hours)
{
    if (walker->at == walker->curve.count) {
        return INFINITY;
    }
    const struct severity_piece *piece = &walker->curve.pieces[walker->at];
    return hours < piece->from_hours ? piece->from_hours : piece->to_hours;
}

/* Pieces without length are passed too, so that no slope is divided by 0. */
static void advance(struct walker *walker, double hours)
{
    while (walker->at < walker->curve.count && walker->curve.pieces[walker->at].to_hours <= hours) {
        ++walker->at;
    }
}

/* Level and slope at `hours`, right-continuous. */
static void level_at(const struct walker *walker, double hours, double *level, double *slope)
{
    *level = 0;
    *slope = 0;
    if (walker->at == walker->curve.count || hours < walker->curve.pieces[walker->at].from_hours) {
        return;
    }
    const struct severity_piece *piece = &walker->curve.pieces[walker->at];
    *slope = (piece->level_to - piece->level_from) / (piece->to_hours - piece->from_hours);
    *level = piece->level_from + *slope * (hours - piece->from_hours);
}

/* The lower moment is mostly known: a piece begins where the last one ended, and the first finds
 * NAN, which equals nothing. */
static double moment_between(struct integral *integral, int power, double from, double to)
{
    const struct onset *onset = &integral->onset;
    double before = integral->moment_hours[power] == from ? integral->moment[power]
                                                          : onset_moment(onset, power, from);
    double after = onset_moment(onset, power, to);
    integral->moment_hours[power] = to;
    integral->moment[power] = after;
    return after - before;
}

static double polynomial(const double c[3], double s)
{
    return c[0] + s * (c[1] + s * c[2]);
}

/* The integral of a polynomial over [0, h]. */
static double polynomial_integral(const double c[3], double h)
{
    return h * (c[0] + h * (c[1] / 2 + h * c[2] / 3));
}

/* Gauss-Legendre quadrature of eight points (Abramowitz & Stegun, table 25.4), for a ramp that is
 * short beside its distance from the onset: the moments about the onset would cancel there. Pieces
 * are short beside the scale on which phi changes, x / (m z), so that it is exact to rounding. */
static double integrate_ramp(const struct onset *onset, double x, double h, const double c[3])
{
    static const double nodes[] = {0.183434642495649805, 0.525532409916328986, 0.796666477413626740,
                                   0.960289856497536232};
    static const double weights[] = {0.362683783378361983, 0.313706645877887287,
                                     0.222381034453374471, 0.101228536290376259};
    static const double negligible_z = 40; /* exp(-z) is lost beside 1 beyond */
    double z = fmin(pow((x + h) / onset->scale_hours, onset->shape), negligible_z);
    int pieces = 1 + (int)(2 * h * onset->shape * z / x);
    double half = h / (2 * pieces);
    double sum = 0;
    for (int piece = 0; piece < pieces; ++piece) {
        double middle = (2 * piece + 1) * half;
        for (int i = 0; i < 8; ++i) {
            double s = middle + half * (i < 4 ? nodes[i] : -nodes[i - 4]);
            sum += weights[i % 4] * half * polynomial(c, s) * onset_value(onset, x + s);
        }
    }
    return sum;
}

/* Integral over [from, to] of (c0 + c1 s + c2 s^2) phi, s counting from `from`. With u = x + s the
 * polynomial is (c0 - c1 x + c2 x^2) + (c1 - 2 c2 x) u + c2 u^2: the moments of phi about the end
 * of the grace. Far from it, x above 2 h, these sums cancel, and a quadrature takes over. */
static double integrate_piece(struct integral *integral, double from, double to, const double c[3])
{
    double h = to - from;
    double x = from - integral->onset.grace_hours; /* from the grace's end */
    if (!integral->has_onset || (integral->onset.scale_hours <= 0 && x >= 0)) {
        return polynomial_integral(c, h);
    }
    if (x + h <= 0 || (c[0] == 0 && c[1] == 0 && c[2] == 0)) {
        return 0;
    }
    if (c[1] == 0 && c[2] == 0) {
        return c[0] * moment_between(integral, 0, x, x + h);
    }
    if (integral->onset.scale_hours > 0 && x > 2 * h) {
        return integrate_ramp(&integral->onset, x, h, c);
    }
    return (c[0] - c[1] * x + c[2] * x * x) * moment_between(integral, 0, x, x + h) +
           (c[1] - 2 * c[2] * x) * moment_between(integral, 1, x, x + h) +
           c[2] * moment_between(integral, 2, x, x + h);
}

static struct onset onset_of(const struct model_channel *channel, const double *parameters)
{
    return (struct onset){.grace_hours = parameters[channel->grace_hours],
                          .scale_hours = parameters[channel->onset_hours],
                          .shape = parameters[channel->shape]};
}

/* The curve that the kernel integrates: the plain window is a step of height 1. Returns where the
 * kernel ends: D, or INFINITY, the end of the curve. */
static double start_walk(struct walker *walker, const struct model *model,
                         const struct model_kernel *kernel, const double *parameters)
{
    double duration = parameters[model->outage.duration_hours];
    walker->at = 0;
    if (kernel->kind == KERNEL_WINDOW) {
        walker->curve.step[0] = (struct severity_piece){0, duration, 1, 1};
        walker->curve.pieces = walker->curve.step;
        walker->curve.count = 1;
        return duration;
    }
    outage_pieces(&walker->curve, &model->outage, kernel->curve, parameters);
    return kernel->kind == KERNEL_SEVERITY ? duration : INFINITY;
}

/* Level (1 - other level) as a polynomial in the time since `hours`. (l + l' s)(1 - o - o' s), o
 * being 0 where the fallback is up. */
static void polynomial_at(double c[3], const struct walker *own, const struct walker *other,
                          double hours)
{
    double level;
    double slope;
    double other_level;
    double other_slope;
    level_at(own, hours, &level, &slope);
    level_at(other, hours, &other_level, &other_slope);
    c[0] = level * (1 - other_level);
    c[1] = slope * (1 - other_level) - level * other_slope;
    c[2] = -slope * other_slope;
}

/* Whether the onset is over, to the last digit. */
static bool has_come_on(const struct integral *integral, double hours)
{
    static const double over = 40; /* exp(-z) is lost beside 1 */
    const struct onset *onset = &integral->onset;
    double x = hours - onset->grace_hours;
    return !integral->has_onset || (x >= 0 && onset->scale_hours <= 0) ||
           (x > 0 && pow(x / onset->scale_hours, onset->shape) > over);
}

/* Whole weeks in which nothing changes, from `hours` to the next cut that is not an hour's, are
 * multiplied and not walked: a year takes as long as a week. Returns their number; each adds an
 * hour of the level to every bin. A whole week holds each local hour once, wherever in an hour it
 * begins. */
static size_t whole_weeks(struct kernel_bins *bins, const struct integral *integral, double hours,
                          double until, const double c[3])
{
    double weeks = floor((until - hours) / HOURS_PER_WEEK);
    if (!(weeks >= 1) || c[1] != 0 || c[2] != 0 || !has_come_on(integral, hours)) {
        return 0;
    }
    for (size_t i = 0; i < HOURS_PER_WEEK; ++i) {
        bins->bin[i] += weeks * c[0];
    }
    return (size_t)weeks;
}

/* `hour` counts local hours from the one in which the outage starts, `hours` the time from its
 * start; they part by `into_hour`. Bins are of the first week: later hours are added to them. */
void kernel_integrate(struct kernel_bins *bins, const struct model *model,
                      const struct model_kernel *kernel, const double *parameters,
                      double start_fraction)
{
    struct walker own;
    struct walker other = {.at = 0};
    struct integral integral = {.has_onset = kernel->channel != INDEX_NONE,
                                .moment_hours = {NAN, NAN, NAN}};
    double end = start_walk(&own, model, kernel, parameters);
    double local = start_fraction + kernel->offset_hours;
    double into_hour = local - floor(local);
    double hours = kernel->from_hours;
    size_t hour = 0;
    memset(bins, 0, sizeof *bins);
    if (kernel->fallback_curve != INDEX_NONE) {
        outage_pieces(&other.curve, &model->outage, kernel->fallback_curve, parameters);
    }
    if (integral.has_onset) {
        integral.onset = onset_of(&model->channels[kernel->channel], parameters);
    }
    advance(&own, hours);
    if (own.at < own.curve.count && hours < end) {
        hour = (size_t)floor(hours + into_hour);
        hour += (double)(hour + 1) - into_hour <= hours ? 1 : 0; /* rounded down */
    }
    while (own.at < own.curve.count && hours < end) {
        advance(&other, hours);
        double c[3];
        polynomial_at(c, &own, &other, hours);
        double until = fmin(end, fmin(next_cut(&own, hours), next_cut(&other, hours)));
        size_t weeks = whole_weeks(bins, &integral, hours, until, c);
        if (weeks > 0) {
            hour += weeks * HOURS_PER_WEEK;
            hours += (double)(weeks * HOURS_PER_WEEK);
            advance(&own, hours);
            continue;
        }
        double hour_end = (double)(hour + 1) - into_hour;
        double cut = fmin(hour_end, until);
        bins->bin[hour % HOURS_PER_WEEK] += integrate_piece(&integral, hours, cut, c);
        hours = cut;
        hour += cut == hour_end ? 1 : 0;
        advance(&own, hours);
    }
    bins->used = hour + 1 < HOURS_PER_WEEK ? hour + 1 : HOURS_PER_WEEK;
}

/* floor(), without a call. */
static long whole_hours(double hours)
{
    long towards_zero = (long)hours;
    return towards_zero - (hours < (double)towards_zero ? 1 : 0);
}

size_t kernel_local_hour(const struct model_kernel *kernel, double whole_offset_hours,
                         double start_hour_of_week)
{
    /* in the same two steps as the kernel, so that both see the same local hour */
    long whole = whole_hours(start_hour_of_week);
    long local = whole + (long)whole_offset_hours +
                 whole_hours(start_hour_of_week - (double)whole + kernel->offset_hours);
    long hour = local % HOURS_PER_WEEK;
    return (size_t)(hour < 0 ? hour + HOURS_PER_WEEK : hour);
}

/* Bins are not negative, nor are weights: a plain sum, in the order of hours. */
double kernel_exposure(const struct kernel_bins *bins, const struct model_profile *profile,
                       size_t local_hour)
{
    size_t hour = local_hour;
    double exposure = 0;
    for (size_t i = 0; i < bins->used; ++i) {
        exposure += bins->bin[i] * profile->weight[hour];
        hour = hour + 1 == HOURS_PER_WEEK ? 0 : hour + 1;
    }
    return exposure;
}

/* The mean over the 168 starts has each bin under each weight once, and weights have the mean
 * 1. */
double kernel_total(const struct kernel_bins *bins)
{
    double total = 0;
    for (size_t i = 0; i < bins->used; ++i) {
        total += bins->bin[i];
    }
    return total;
}
