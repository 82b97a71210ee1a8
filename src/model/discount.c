/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The integral of a level from l_a at a to l_b at b, times exp(-u / tau), with h = b - a and q =
 * (1 - exp(-h / tau)) tau / h, has the closed form
 *   exp(-a / tau) ( l_a h q + (l_b - l_a) tau (q - exp(-h / tau)) ).
 * It is taken within each hour and not over the outage, so that a sale is discounted by when it was
 * lost: an hour more then never costs more than the hour's sales, whatever the hours before were.
 */
#include "model/discount.h"

#include <math.h>

#include "model/outage.h"

/* A part of an hour, from its start on. */
struct span {
    double decayed; /* 1 - exp(-h / tau) */
    double held;    /* the integral of exp(-s / tau) over it [h q] */
    double rise;    /* the same of exp(-s / tau) s / h */
};

/* What is lost in each hour of the week, and how much of it counts. */
struct hours {
    double lost[HOURS_PER_WEEK]; /* [used], as counted */
    double counted[HOURS_PER_WEEK];
    double into_hour; /* hours count from this far into one */
    double tau;
    struct span whole; /* an hour that nothing cuts */
    size_t used;
};

/* The integral of s exp(-x s) over [0, 1], `decayed` being 1 - exp(-x). Its closed form cancels for
 * x near 0, where the series sum of (-x)^k / (k! (k + 2)) is short. */
static double ramp_mean(double x, double decayed)
{
    static const double small = 0.1;
    static const double terms[] = {1. / 2,    -1. / 3,   1. / 8,      -1. / 30,     1. / 144,
                                   -1. / 840, 1. / 5760, -1. / 45360, 1. / 403200., -1. / 3991680};
    double sum = 0;
    if (x > small) {
        return (decayed / x - (1 - decayed)) / x;
    }
    for (size_t k = sizeof terms / sizeof terms[0]; k > 0; --k) {
        sum = sum * x + terms[k - 1];
    }
    return sum;
}

static struct span span_of(double hours, double tau)
{
    const double x = hours / tau;
    const double decayed = -expm1(-x);
    return (struct span){decayed, decayed * tau, hours * ramp_mean(x, decayed)};
}

/* An hour of the week is empty until it is used. */
static size_t use_hour(struct hours *hours, double middle)
{
    const size_t hour = (size_t)floor(middle + hours->into_hour);
    for (; hours->used < HOURS_PER_WEEK && hours->used <= hour; ++hours->used) {
        hours->lost[hours->used] = 0;
        hours->counted[hours->used] = 0;
    }
    return hour % HOURS_PER_WEEK;
}

/* From `from` to `to` within a piece, hour by hour; `weeks` times, each a week later: the counted
 * parts are a geometric series. From one hour to the next exp(-u / tau) is multiplied, so that an
 * hour that nothing cuts needs no exponential. */
static void add_hours(struct hours *hours, const struct severity_piece *piece, double from,
                      double to, double weeks)
{
    static const double rounding = 1e-12; /* of hours that end by the clock */
    const double tau = hours->tau;
    const double slope =
        (piece->level_to - piece->level_from) / (piece->to_hours - piece->from_hours);
    const double series =
        weeks > 1 ? expm1(-weeks * HOURS_PER_WEEK / tau) / expm1(-HOURS_PER_WEEK / tau) : 1;
    double counts = series * exp(-from / tau);
    while (from < to) {
        const double next = floor(from + hours->into_hour) + 1 - hours->into_hour;
        const double end = fmin(next > from ? next : from + 1, to);
        const double h = end - from;
        const struct span span = fabs(h - 1) < rounding ? hours->whole : span_of(h, tau);
        const double level = piece->level_from + slope * (from - piece->from_hours);
        const size_t hour = use_hour(hours, (from + end) / 2);
        hours->lost[hour] += weeks * h * (level + slope * h / 2);
        hours->counted[hour] += counts * (level * span.held + slope * h * span.rise);
        counts *= 1 - span.decayed;
        from = end;
    }
}

/* Whole weeks of one level are multiplied and not walked, as kernels have it. */
static void add_piece(struct hours *hours, const struct severity_piece *piece)
{
    double from = piece->from_hours;
    const double weeks = floor((piece->to_hours - from) / HOURS_PER_WEEK);
    if (weeks > 1 && piece->level_from == piece->level_to) {
        add_hours(hours, piece, from, from + HOURS_PER_WEEK, weeks);
        from += weeks * HOURS_PER_WEEK;
    }
    add_hours(hours, piece, from, piece->to_hours, 1);
}

/* exp(-u / a) exp(-u / b) has the rate 1 / a + 1 / b. */
static double decay_of(const struct model_kernel *kernel, const double *parameters)
{
    double rate = 0;
    for (int i = 0; i < 2; ++i) {
        if (kernel->decay_hours[i] != PARAMETER_NONE) {
            rate += 1 / parameters[kernel->decay_hours[i]];
        }
    }
    return 1 / rate;
}

/* What is left of a piece from `hours` on, which may be nothing. */
static struct severity_piece after(const struct severity_piece *piece, double hours)
{
    struct severity_piece left = *piece;
    if (hours > piece->from_hours && hours < piece->to_hours) {
        left.level_from += (piece->level_to - piece->level_from) * (hours - piece->from_hours) /
                           (piece->to_hours - piece->from_hours);
    }
    left.from_hours = fmax(hours, piece->from_hours);
    return left;
}

/* A decay of no time leaves nothing to count. After a waiting time the sales after it alone are
 * discounted, still by the time since the outage began. */
void discount_integrate(struct kernel_bins *bins, const struct model *model,
                        const struct model_kernel *kernel, const double *parameters,
                        double start_fraction)
{
    const double local = start_fraction + kernel->offset_hours;
    struct outage_pieces pieces;
    struct hours hours; /* its hours are empty until they are used */
    hours.into_hour = local - floor(local);
    hours.tau = decay_of(kernel, parameters);
    hours.whole = span_of(1, hours.tau);
    hours.used = 0;
    outage_pieces(&pieces, &model->outage, kernel->curve, parameters);
    for (size_t i = 0; i < pieces.count && hours.tau > 0; ++i) {
        const struct severity_piece piece = after(&pieces.pieces[i], kernel->from_hours);
        if (piece.from_hours < piece.to_hours) {
            add_piece(&hours, &piece);
        }
    }
    bins->used = hours.used;
    for (size_t i = 0; i < hours.used; ++i) {
        bins->bin[i] = hours.lost[i] > 0 ? hours.counted[i] / hours.lost[i] : 1;
    }
}

/* Hours that the discount does not have lose nothing. */
void discount_product(struct kernel_bins *bins, const struct kernel_bins *of,
                      const struct kernel_bins *discount)
{
    bins->used = of->used < discount->used ? of->used : discount->used;
    for (size_t i = 0; i < bins->used; ++i) {
        bins->bin[i] = of->bin[i] * discount->bin[i];
    }
}
