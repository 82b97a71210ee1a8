/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The integral of a level from l_a at a to l_b at b, times exp(-u / tau), with h = b - a and q =
 * (1 - exp(-h / tau)) tau / h, has the closed form
 *   exp(-a / tau) ( l_a h q + (l_b - l_a) tau (q - exp(-h / tau)) ).
 * It is taken within each hour and not over the outage, so that a sale is discounted by when it was
 * lost: an hour more then never costs more than the hour's sales, whatever the hours before were.
 */
#include "model/discount.h"

#include <math.h>

#include "core/exponential.h"
#include "model/outage.h"

/* Parts of an hour, from their start on. */
struct span {
    struct lanes decayed; /* 1 - exp(-h / tau) */
    struct lanes held;    /* the integral of exp(-s / tau) over it [h q] */
    struct lanes rise;    /* the same of exp(-s / tau) s / h */
};

/* What is lost in each hour of the week, and how much of it counts. */
struct sums {
    struct kernel_bins lost;
    struct kernel_bins counted;
    struct lanes tau;
    struct span whole; /* an hour that nothing cuts */
};

/* A straight piece of each outage, from its waiting time on; one that has none ends before it
 * begins. */
struct piece {
    struct lanes from;
    struct lanes to;
    struct lanes level; /* at `from` */
    struct lanes slope;
};

/* The integral of s exp(-x s) over [0, 1], `decayed` being 1 - exp(-x). Its closed form cancels for
 * x near 0, where the series sum of (-x)^k / (k! (k + 2)) is short. */
static lane_part ramp_mean(lane_part x, lane_part decayed)
{
    static const double small = 0.1;
    static const double terms[] = {1. / 2,    -1. / 3,   1. / 8,      -1. / 30,     1. / 144,
                                   -1. / 840, 1. / 5760, -1. / 45360, 1. / 403200., -1. / 3991680};
    const part_mask is_small = x <= small;
    lane_part sum = 0 * x;
    for (size_t k = sizeof terms / sizeof terms[0]; k > 0; --k) {
        sum = sum * x + terms[k - 1];
    }
    return part_any(~is_small) ? part_choose(is_small, sum, (decayed / x - (1 - decayed)) / x)
                               : sum;
}

static void span_of(struct span *span, const struct lanes *hours, const struct lanes *tau)
{
    struct lanes x;
    struct lanes less_one;
    struct lanes left;
    for (int p = 0; p < LANE_PARTS; ++p) {
        x.part[p] = -(hours->part[p] / tau->part[p]);
    }
    exponentials_less_one(&left, &less_one, &x);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part decayed = -less_one.part[p];
        span->decayed.part[p] = decayed;
        span->held.part[p] = decayed * tau->part[p];
        span->rise.part[p] = hours->part[p] * ramp_mean(-x.part[p], decayed);
    }
}

/* The spans of parts of an hour: those that nothing cuts are known. */
static void parts_of(struct span *span, const struct sums *sums, const struct lanes *h)
{
    static const double rounding = 1e-12; /* of hours that end by the clock */
    part_mask is_whole[LANE_PARTS];
    part_mask cut = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        is_whole[p] = (h->part[p] > 1 - rounding) & (h->part[p] < 1 + rounding);
        cut |= ~is_whole[p] & (h->part[p] > 0.0);
    }
    *span = sums->whole;
    if (part_any(cut)) {
        span_of(span, h, &sums->tau);
        for (int p = 0; p < LANE_PARTS; ++p) {
            const struct span *whole = &sums->whole;
            span->decayed.part[p] =
                part_choose(is_whole[p], whole->decayed.part[p], span->decayed.part[p]);
            span->held.part[p] = part_choose(is_whole[p], whole->held.part[p], span->held.part[p]);
            span->rise.part[p] = part_choose(is_whole[p], whole->rise.part[p], span->rise.part[p]);
        }
    }
}

/* exp(-u / tau) at the beginning of a piece, times the geometric series of `weeks` weeks. */
static void first_counts(struct lanes *counts, const struct sums *sums, const struct lanes *from,
                         const struct lanes *weeks)
{
    struct lanes x;
    for (int p = 0; p < LANE_PARTS; ++p) {
        x.part[p] = -from->part[p] / sums->tau.part[p];
    }
    exponentials(counts, &x);
    for (int l = 0; l < LANES; ++l) {
        if (weeks->at[l] > 1) {
            counts->at[l] *= expm1(-weeks->at[l] * HOURS_PER_WEEK / sums->tau.at[l]) /
                             expm1(-HOURS_PER_WEEK / sums->tau.at[l]);
        }
    }
}

/* From `from` to `to` within a piece, hour by hour; `weeks` times, each a week later: the counted
 * parts are a geometric series. From one hour to the next exp(-u / tau) is multiplied, so that an
 * hour that nothing cuts needs no exponential. */
static void add_hours(struct sums *sums, const struct piece *piece, struct hours *hours,
                      const struct lanes *weeks)
{
    struct lanes counts;
    first_counts(&counts, sums, &hours->from, weeks);
    for (hours_begin(hours); hours_left(hours); hours_next(hours)) {
        struct span span;
        struct lanes h;
        struct lanes lost;
        struct lanes counted;
        for (int p = 0; p < LANE_PARTS; ++p) {
            h.part[p] = hours->cut.part[p] - hours->from.part[p];
        }
        parts_of(&span, sums, &h);
        for (int p = 0; p < LANE_PARTS; ++p) {
            const part_mask has = h.part[p] > 0.0; /* others may end in an hour before */
            const lane_part slope = piece->slope.part[p];
            const lane_part level =
                piece->level.part[p] + slope * (hours->from.part[p] - piece->from.part[p]);
            lost.part[p] = weeks->part[p] * h.part[p] * (level + slope * h.part[p] / 2);
            counted.part[p] = counts.part[p] *
                              (level * span.held.part[p] + slope * h.part[p] * span.rise.part[p]);
            lost.part[p] = part_choose(has, lost.part[p], 0 * level);
            counted.part[p] = part_choose(has, counted.part[p], 0 * level);
            counts.part[p] *= 1 - span.decayed.part[p];
        }
        bins_add(&sums->lost, hours, &lost);
        bins_add(&sums->counted, hours, &counted);
    }
}

/* Whole weeks of one level are multiplied and not walked, as kernels have it. */
static void add_piece(struct sums *sums, const struct piece *piece, const struct lanes *into)
{
    struct hours week = {.from = piece->from, .to = piece->from, .into = *into};
    struct hours rest = {.from = piece->from, .to = piece->to, .into = *into};
    struct lanes weeks;
    struct lanes once;
    bool has_weeks = false;
    for (int l = 0; l < LANES; ++l) {
        const double whole = floor((piece->to.at[l] - piece->from.at[l]) / HOURS_PER_WEEK);
        const bool multiplied = whole > 1 && piece->slope.at[l] == 0;
        weeks.at[l] = multiplied ? whole : 1;
        once.at[l] = 1;
        if (multiplied) {
            week.to.at[l] += HOURS_PER_WEEK;
            rest.from.at[l] += whole * HOURS_PER_WEEK;
            has_weeks = true;
        }
    }
    if (has_weeks) {
        add_hours(sums, piece, &week, &weeks);
    }
    add_hours(sums, piece, &rest, &once);
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

/* What is left of a lane's piece from `hours` on; nothing of one that is over or that there is not.
 */
static void piece_after(struct piece *piece, int lane, const struct outage_pieces *pieces,
                        size_t number, double hours)
{
    piece->from.at[lane] = piece->to.at[lane] = 0;
    piece->level.at[lane] = piece->slope.at[lane] = 0;
    if (number < pieces->count && pieces->pieces[number].to_hours > hours &&
        pieces->pieces[number].to_hours > pieces->pieces[number].from_hours) {
        const struct severity_piece *of = &pieces->pieces[number];
        const double from = fmax(hours, of->from_hours);
        const double slope = (of->level_to - of->level_from) / (of->to_hours - of->from_hours);
        piece->from.at[lane] = from;
        piece->to.at[lane] = of->to_hours;
        piece->slope.at[lane] = slope;
        piece->level.at[lane] = of->level_from + slope * (from - of->from_hours);
    }
}

/* The part of each hour's loss that counts; of an hour that loses nothing, all. A decay of no time
 * leaves nothing. */
static void fill_bins(struct kernel_bins *bins, const struct sums *sums, const struct lanes *decays)
{
    bins->used = sums->lost.used;
    for (size_t i = 0; i < bins->used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part lost = sums->lost.bin[i].part[p];
            const lane_part one = 1 + 0 * decays->part[p];
            const lane_part part =
                part_choose(lost > 0.0, sums->counted.bin[i].part[p] / lost, one);
            bins->bin[i].part[p] = part_choose(decays->part[p] > 0.0, part, 0 * one);
        }
    }
}

/* After a waiting time the sales after it alone are discounted, still by the time since the outage
 * began. */
void discount_integrate(struct kernel_bins *bins, const struct model *model,
                        const struct model_kernel *kernel, const struct kernel_outages *outages)
{
    struct outage_pieces pieces[LANES];
    struct sums sums; /* its hours are empty until they are used */
    struct lanes into;
    struct lanes decays;
    size_t most = 0;
    const struct lanes hour = {.at = {1, 1, 1, 1, 1, 1, 1, 1}};
    kernel_into_hour(&into, kernel, outages);
    for (int l = 0; l < LANES; ++l) {
        decays.at[l] = decay_of(kernel, outages->parameters[l]);
        sums.tau.at[l] = decays.at[l] > 0 ? decays.at[l] : 1;
        outage_pieces(&pieces[l], &model->outage, kernel->curve, outages->parameters[l]);
        most = pieces[l].count > most ? pieces[l].count : most;
    }
    span_of(&sums.whole, &hour, &sums.tau);
    sums.lost.used = 0;
    sums.counted.used = 0;
    for (size_t i = 0; i < most; ++i) {
        struct piece piece;
        for (int l = 0; l < LANES; ++l) {
            piece_after(&piece, l, &pieces[l], i, kernel->from_hours);
        }
        add_piece(&sums, &piece, &into);
    }
    fill_bins(bins, &sums, &decays);
}

/* Hours that the discount does not have lose nothing. */
void discount_product(struct kernel_bins *bins, const struct kernel_bins *of,
                      const struct kernel_bins *discount)
{
    bins->used = of->used < discount->used ? of->used : discount->used;
    for (size_t i = 0; i < bins->used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            bins->bin[i].part[p] = of->bin[i].part[p] * discount->bin[i].part[p];
        }
    }
}
