/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With e = exp(-x / theta) at the beginning of a part of h hours, x counting from the end of the
 * grace, the integral of phi = 1 - exp(-(x + s) / theta) over it is
 *     h (1 - e) + e (h - held),   h - held = h (1 - exp(-h / theta)) - rise h / theta,
 * the parts of a span being those of span.h: no term is negative, and the last difference loses a
 * binary digit at most, however large theta is. From one part to the next 1 - e grows by e (1 -
 * exp(-h / theta)), which brings it nearer to 1 whatever rounding has done before: an hour that
 * nothing cuts needs no exponential. Each of n weeks has the e of the one before times q = exp(-168
 * / theta):
 *     sum over w < n of 1 - e q^w = n (1 - e) + e (n - (1 - q^n) / (1 - q)). */
#include "model/onset_step.h"

#include <math.h>

#include "core/exponential.h"
#include "model/span.h"

bool onset_step_fits(const struct onset *onset)
{
    bool fits = true;
    for (int l = 0; l < LANES; ++l) {
        fits = fits && onset->shape.at[l] == 1;
    }
    return fits;
}

/* Of the hours of a span that is gone through some number of times, a week apart. */
struct rise {
    struct lanes theta;  /* 1 where it is 0, ... */
    struct lanes value;  /* phi at the beginning of the part */
    struct lanes whole;  /* h - held of a whole hour */
    struct span hour;    /* which is this */
    struct lanes times;  /* n */
    struct lanes series; /* sum of q^w */
    struct lanes missed; /* n less that */
};

/* h - held */
static void late_of(struct lanes *late, const struct span *span, const struct lanes *hours,
                    const struct lanes *theta)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part h = hours->part[p];
        late->part[p] = h * span->decayed.part[p] - h / theta->part[p] * span->rise.part[p];
    }
}

static void begin_rise(struct rise *rise, const struct onset *onset)
{
    const struct lanes hour = {.at = {1, 1, 1, 1, 1, 1, 1, 1}};
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part theta = onset->scale_hours.part[p];
        rise->theta.part[p] = part_choose(theta > 0.0, theta, hour.part[p]);
    }
    span_of(&rise->hour, &hour, &rise->theta, true);
    late_of(&rise->whole, &rise->hour, &hour, &rise->theta);
}

/* n less the sum of q^w, which are nearly equal where the weeks are short beside theta: there each
 * week's 1 - q^w is added by itself. */
static double missed_of(double times, double series, double week)
{
    if (times * week > 1) {
        return times - series;
    }
    const double step = -expm1(-week);
    double missed = 0;
    double sum = 0;
    for (size_t w = 1; (double)w < times; ++w) {
        missed += step * (1 - missed);
        sum += missed;
    }
    return sum;
}

/* At the times `from` since the outage began; before the grace has ended, at its end. */
static void place_rise(struct rise *rise, const struct onset *onset, const struct lanes *from,
                       const struct lanes *times)
{
    struct lanes x;
    struct lanes left;
    struct lanes less_one;
    for (int l = 0; l < LANES; ++l) {
        const double after = fmax(from->at[l] - onset->grace_hours.at[l], 0);
        x.at[l] = -after / rise->theta.at[l];
    }
    exponentials_less_one(&left, &less_one, &x);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part one = 1 + 0 * x.part[p];
        rise->value.part[p] = part_choose(onset->scale_hours.part[p] > 0.0, -less_one.part[p], one);
    }
    rise->times = *times;
    for (int l = 0; l < LANES; ++l) {
        const double n = times->at[l];
        const double week = HOURS_PER_WEEK / rise->theta.at[l];
        rise->series.at[l] = n > 1 ? expm1(-n * week) / expm1(-week) : 1;
        rise->missed.at[l] = n > 1 ? missed_of(n, rise->series.at[l], week) : 0;
    }
}

/* The integrals of the parts, and on to the next ones. A lane without a part has none. */
static void next_rise(struct lanes *values, struct rise *rise, const struct hours *hours)
{
    struct lanes h;
    struct span cut;
    struct lanes late = rise->whole;
    const struct span *span = &rise->hour;
    part_mask is_cut = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        h.part[p] = hours->cut.part[p] - hours->from.part[p];
        is_cut |= ~span_is_whole(h.part[p]) & (h.part[p] > 0.0);
    }
    if (part_any(is_cut)) {
        span_of_parts(&cut, &h, &rise->theta, span, true);
        late_of(&late, &cut, &h, &rise->theta);
        span = &cut;
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part left = 1 - rise->value.part[p];
        const lane_part full = rise->times.part[p] * rise->value.part[p];
        const lane_part value = h.part[p] * (full + left * rise->missed.part[p]) +
                                left * rise->series.part[p] * late.part[p];
        values->part[p] = part_choose(h.part[p] > 0.0, value, 0 * value);
        rise->value.part[p] += left * span->decayed.part[p];
    }
}

static void add_hours(struct kernel_bins *const *bins, const struct lanes *const *levels,
                      size_t count, struct rise *rise, struct hours *hours)
{
    for (hours_begin(hours); hours_left(hours); hours_next(hours)) {
        struct lanes values;
        next_rise(&values, rise, hours);
        for (size_t k = 0; k < count; ++k) {
            struct lanes product;
            for (int p = 0; p < LANE_PARTS; ++p) {
                product.part[p] = levels[k]->part[p] * values.part[p];
            }
            bins_add(bins[k], hours, &product);
        }
    }
}

/* What is lost in the grace is nothing. Whole weeks go first, and together; then the rest. */
void onset_step_add(struct kernel_bins *const *bins, const struct lanes *const *levels,
                    size_t count, const struct onset *onset, const struct onset_step *step)
{
    const struct lanes once = {.at = {1, 1, 1, 1, 1, 1, 1, 1}};
    struct hours week;
    struct hours rest = {.to = step->to, .into = step->into};
    struct lanes weeks;
    struct rise rise;
    for (int l = 0; l < LANES; ++l) {
        const double grace = onset->grace_hours.at[l];
        rest.from.at[l] = fmin(fmax(step->from.at[l], grace), step->to.at[l]);
    }
    begin_rise(&rise, onset);
    if (hours_divide(&week, &rest, &weeks, NULL)) {
        place_rise(&rise, onset, &week.from, &weeks);
        add_hours(bins, levels, count, &rise, &week);
    }
    place_rise(&rise, onset, &rest.from, &once);
    add_hours(bins, levels, count, &rise, &rest);
}
