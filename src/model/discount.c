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
#include "model/span.h"

/* One of the decays that are followed together. */
struct decay {
    struct lanes tau;
    struct span whole;   /* an hour that nothing cuts */
    struct lanes counts; /* exp(-u / tau) at the beginning of the part */
    struct kernel_bins *counted;
};

/* What is lost in each hour of the week, and how much of it counts. */
struct sums {
    struct kernel_bins lost;
    bool slopes; /* that of some piece is not 0 */
    size_t count;
    struct decay decays[DISCOUNT_ALIKE];
};

/* A straight piece of each outage, from its waiting time on; one that has none ends before it
 * begins. */
struct piece {
    struct lanes from;
    struct lanes to;
    struct lanes level; /* at `from` */
    struct lanes slope;
};

/* Parts of hours that are added to the sums. */
struct part {
    struct lanes hours;
    struct lanes level; /* at its beginning */
    struct lanes slope;
    bool is_cut;    /* the hour of some lane is not whole */
    bool is_vacant; /* some lane has none */
};

static void find_part(struct part *part, const struct piece *piece, const struct hours *hours)
{
    part_mask cut = {0};
    part_mask none = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part h = hours->cut.part[p] - hours->from.part[p];
        const lane_part slope = piece->slope.part[p];
        part->hours.part[p] = h;
        part->slope.part[p] = slope;
        part->level.part[p] =
            piece->level.part[p] + slope * (hours->from.part[p] - piece->from.part[p]);
        cut |= ~span_is_whole(h) & (h > 0.0);
        none |= ~(h > 0.0);
    }
    part->is_cut = part_any(cut);
    part->is_vacant = part_any(none);
}

/* exp(-u / tau) at the beginning of a piece, times the geometric series of `weeks` weeks. */
static void first_counts(struct decay *decay, const struct lanes *from, const struct lanes *weeks)
{
    struct lanes x;
    for (int p = 0; p < LANE_PARTS; ++p) {
        x.part[p] = -from->part[p] / decay->tau.part[p];
    }
    exponentials(&decay->counts, &x);
    for (int l = 0; l < LANES; ++l) {
        if (weeks->at[l] > 1) {
            decay->counts.at[l] *= expm1(-weeks->at[l] * HOURS_PER_WEEK / decay->tau.at[l]) /
                                   expm1(-HOURS_PER_WEEK / decay->tau.at[l]);
        }
    }
}

/* Lanes without a part may have ended in an hour before. */
static void add_lost(struct kernel_bins *lost, const struct part *part, const struct hours *hours,
                     const struct lanes *weeks)
{
    struct lanes values;
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part h = part->hours.part[p];
        const lane_part value =
            weeks->part[p] * h * (part->level.part[p] + part->slope.part[p] * h / 2);
        values.part[p] = part_choose(h > 0.0, value, 0 * value);
    }
    bins_add(lost, hours, &values);
}

/* From one part to the next exp(-u / tau) is multiplied, so that an hour that nothing cuts needs no
 * exponential. */
static void add_counted(struct decay *decay, const struct part *part, const struct hours *hours,
                        bool slopes)
{
    struct span cut;
    struct lanes values;
    const struct span *span = &decay->whole;
    if (part->is_cut) {
        span_of_parts(&cut, &part->hours, &decay->tau, &decay->whole, slopes);
        span = &cut;
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part h = part->hours.part[p];
        lane_part value = part->level.part[p] * span->held.part[p];
        if (slopes) {
            value += part->slope.part[p] * h * span->rise.part[p];
        }
        value *= decay->counts.part[p];
        values.part[p] = part->is_vacant ? part_choose(h > 0.0, value, 0 * value) : value;
        decay->counts.part[p] *= 1 - span->decayed.part[p];
    }
    bins_add(decay->counted, hours, &values);
}

/* From `from` to `to` within a piece, hour by hour; `weeks` times, each a week later: the counted
 * parts are a geometric series. */
static void add_hours(struct sums *sums, const struct piece *piece, struct hours *hours,
                      const struct lanes *weeks)
{
    for (size_t i = 0; i < sums->count; ++i) {
        first_counts(&sums->decays[i], &hours->from, weeks);
    }
    for (hours_begin(hours); hours_left(hours); hours_next(hours)) {
        struct part part;
        find_part(&part, piece, hours);
        add_lost(&sums->lost, &part, hours, weeks);
        for (size_t i = 0; i < sums->count; ++i) {
            add_counted(&sums->decays[i], &part, hours, sums->slopes);
        }
    }
}

/* Whole weeks of one level are multiplied and not walked, as kernels have it. */
static void add_piece(struct sums *sums, const struct piece *piece, const struct lanes *into)
{
    const struct lanes once = {.at = {1, 1, 1, 1, 1, 1, 1, 1}};
    struct hours week;
    struct hours rest = {.from = piece->from, .to = piece->to, .into = *into};
    struct lanes weeks;
    if (hours_divide(&week, &rest, &weeks, &piece->slope)) {
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

/* The part of an hour's loss that counts; of an hour that loses nothing, all. */
static void divide_bins(struct kernel_bins *const *bins, size_t count, size_t hour,
                        const struct lanes *lost)
{
    part_mask none = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        none |= ~(lost->part[p] > 0.0);
    }
    const bool some_none = part_any(none);
    for (size_t i = 0; i < count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part all = lost->part[p];
            const lane_part part = bins[i]->bin[hour].part[p] / all;
            bins[i]->bin[hour].part[p] =
                some_none ? part_choose(all > 0.0, part, 1 + 0 * lost->part[p]) : part;
        }
    }
}

/* A decay of no time leaves nothing. */
static void clear_bins(struct kernel_bins *bins, const struct lanes *decays)
{
    for (int l = 0; l < LANES; ++l) {
        for (size_t i = 0; !(decays->at[l] > 0) && i < bins->used; ++i) {
            bins->bin[i].at[l] = 0;
        }
    }
}

/* Where nothing lasts, an hour stands for the decay while it is followed: clear_bins() empties
 * that. */
static void begin_decay(struct decay *decay, struct lanes *decays,
                        const struct model_kernel *kernel, const struct kernel_outages *outages,
                        bool slopes)
{
    const struct lanes hour = {.at = {1, 1, 1, 1, 1, 1, 1, 1}};
    for (int l = 0; l < LANES; ++l) {
        decays->at[l] = decay_of(kernel, outages->parameters[l]);
        decay->tau.at[l] = decays->at[l] > 0 ? decays->at[l] : 1;
    }
    span_of(&decay->whole, &hour, &decay->tau, slopes);
}

static bool is_sloping(const struct outage_pieces *pieces)
{
    bool slopes = false;
    for (size_t i = 0; i < pieces->count; ++i) {
        slopes = slopes || pieces->pieces[i].level_from != pieces->pieces[i].level_to;
    }
    return slopes;
}

/* After a waiting time the sales after it alone are discounted, still by the time since the outage
 * began. */
void discount_integrate(const struct discount_alike *alike, const struct model *model,
                        const struct kernel_outages *outages)
{
    const struct model_kernel *first = alike->kernels[0];
    struct outage_pieces pieces[LANES];
    struct sums sums; /* its hours are empty until they are used */
    struct lanes into;
    struct lanes decays[DISCOUNT_ALIKE];
    size_t most = 0;
    sums.slopes = false;
    kernel_into_hour(&into, first, outages);
    for (int l = 0; l < LANES; ++l) {
        outage_pieces(&pieces[l], &model->outage, first->curve, outages->parameters[l]);
        most = pieces[l].count > most ? pieces[l].count : most;
        sums.slopes = sums.slopes || is_sloping(&pieces[l]);
    }
    sums.lost.used = 0;
    sums.count = alike->count;
    for (size_t i = 0; i < alike->count; ++i) {
        begin_decay(&sums.decays[i], &decays[i], alike->kernels[i], outages, sums.slopes);
        sums.decays[i].counted = alike->bins[i];
        alike->bins[i]->used = 0;
    }
    for (size_t i = 0; i < most; ++i) {
        struct piece piece;
        for (int l = 0; l < LANES; ++l) {
            piece_after(&piece, l, &pieces[l], i, first->from_hours);
        }
        add_piece(&sums, &piece, &into);
    }
    for (size_t hour = 0; hour < sums.lost.used; ++hour) {
        divide_bins(alike->bins, alike->count, hour, &sums.lost.bin[hour]);
    }
    for (size_t i = 0; i < alike->count; ++i) {
        clear_bins(alike->bins[i], &decays[i]);
    }
}
