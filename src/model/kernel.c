/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time is cut where sigma, the fallback's sigma or the local hour changes. Between two cuts sigma
 * (1 - sigma_j) is a polynomial of at most second degree in time, and its integral, with the onset
 * or without, has a closed form; where that would cancel, a quadrature that is exact to rounding.
 * Each outage walks through its own cuts; hours are integrated side by side.
 */
#include "model/kernel.h"

#include <math.h>

#include "model/onset.h"
#include "model/onset_step.h"
#include "model/outage.h"

/* ---- Cuts ------------------------------------------------------------------------------------ */

/* Walks through the pieces of a curve as time goes on; between and after pieces the level is 0. */
struct walker {
    struct outage_pieces curve;
    size_t at;
};

/* One outage on its way through the curve of the kernels, and through their fallbacks'. */
struct walk {
    struct walker own;
    struct walker others[KERNEL_ALIKE];
    double hours;
    double end; /* where the kernels end: D, or INFINITY, the end of the curve */
};

/* Degrees of polynomials in time. */
enum { TERMS = ONSET_POWERS };

/* What is between two cuts, in each lane. The polynomials count time from the first. */
struct segment {
    struct lanes from;
    struct lanes to;
    struct lanes terms[KERNEL_ALIKE][TERMS];
    size_t degree; /* the highest of any lane */
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

/* The curve that the kernel integrates: the plain window is a step of height 1. */
static void begin_walk(struct walk *walk, const struct model *model,
                       const struct kernel_alike *alike, const double *parameters)
{
    const struct model_kernel *kernel = alike->kernels[0];
    const double duration = parameters[model->outage.duration_hours];
    walk->own.at = 0;
    walk->hours = kernel->from_hours;
    walk->end = kernel->kind == KERNEL_FULL ? INFINITY : duration;
    if (kernel->kind == KERNEL_WINDOW) {
        walk->own.curve.step[0] = (struct severity_piece){0, duration, 1, 1};
        walk->own.curve.pieces = walk->own.curve.step;
        walk->own.curve.count = 1;
    } else {
        outage_pieces(&walk->own.curve, &model->outage, kernel->curve, parameters);
    }
    for (size_t k = 0; k < alike->count; ++k) {
        walk->others[k].at = 0;
        walk->others[k].curve.count = 0;
        if (alike->kernels[k]->fallback_curve != INDEX_NONE) {
            outage_pieces(&walk->others[k].curve, &model->outage, alike->kernels[k]->fallback_curve,
                          parameters);
        }
    }
    advance(&walk->own, walk->hours);
}

/* Level (1 - other level) as a polynomial in the time since `hours`. (l + l' s)(1 - o - o' s), o
 * being 0 where the fallback is up. */
static void polynomial_at(double c[TERMS], const struct walker *own, const struct walker *other,
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

/* What a lane has until its next cut; a lane at its end has nothing. Whether it has something. */
static bool next_of_lane(struct segment *segment, struct walk *walk, size_t count, int lane)
{
    const double hours = walk->hours;
    const bool goes_on = walk->own.at < walk->own.curve.count && hours < walk->end;
    double until = goes_on ? fmin(walk->end, next_cut(&walk->own, hours)) : hours;
    for (size_t k = 0; k < count; ++k) {
        double c[TERMS] = {0};
        if (goes_on) {
            advance(&walk->others[k], hours);
            polynomial_at(c, &walk->own, &walk->others[k], hours);
            until = fmin(until, next_cut(&walk->others[k], hours));
        }
        for (size_t i = 0; i < TERMS; ++i) {
            segment->terms[k][i].at[lane] = c[i];
            segment->degree = c[i] != 0 && i > segment->degree ? i : segment->degree;
        }
    }
    segment->from.at[lane] = hours;
    segment->to.at[lane] = until;
    walk->hours = until;
    advance(&walk->own, until);
    return goes_on;
}

/* Lanes go from cut to cut together; whether any has not been at its end. */
static bool next_segment(struct segment *segment, struct walk *walks, size_t count)
{
    bool goes_on = false;
    segment->degree = 0;
    for (int l = 0; l < LANES; ++l) {
        goes_on = next_of_lane(segment, &walks[l], count, l) || goes_on;
    }
    return goes_on;
}

/* ---- Integrals of an hour -------------------------------------------------------------------- */

/* A time at which parts of hours end and the next begin, from the end of the grace; moments are
 * taken when they are asked for. */
struct edge {
    struct lanes hours;
    struct onset_place place;
    bool has[TERMS];
    struct lanes moments[TERMS];
};

struct integral {
    bool has_onset;
    bool is_exponential; /* the onset */
    struct onset onset;
    struct edge edges[2];
    int first; /* which of them begins the part */
};

static void edge_at(struct edge *edge, const struct onset *onset, const struct lanes *hours)
{
    edge->hours = *hours;
    onset_at(&edge->place, onset, hours);
    for (size_t i = 0; i < TERMS; ++i) {
        edge->has[i] = false;
    }
}

static const struct lanes *moment_at(struct edge *edge, struct onset *onset, size_t power)
{
    if (!edge->has[power]) {
        onset_moment(&edge->moments[power], onset, (int)power, &edge->place);
        edge->has[power] = true;
    }
    return &edge->moments[power];
}

/* Where the last part has ended in all lanes, its second edge is the first of the next. */
static void move_edges(struct integral *integral, const struct hours *hours)
{
    struct lanes from;
    struct lanes to;
    part_mask moved = {0};
    integral->first = 1 - integral->first;
    struct edge *first = &integral->edges[integral->first];
    for (int p = 0; p < LANE_PARTS; ++p) {
        from.part[p] = hours->from.part[p] - integral->onset.grace_hours.part[p];
        to.part[p] = hours->cut.part[p] - integral->onset.grace_hours.part[p];
        moved |= first->hours.part[p] != from.part[p];
    }
    if (part_any(moved)) {
        edge_at(first, &integral->onset, &from);
    }
    edge_at(&integral->edges[1 - integral->first], &integral->onset, &to);
}

static double polynomial(const double c[TERMS], double s)
{
    return c[0] + s * (c[1] + s * c[2]);
}

/* Gauss-Legendre quadrature of eight points (Abramowitz & Stegun, table 25.4), for a ramp that is
 * short beside its distance from the onset: the moments about the onset would cancel there. Pieces
 * are short beside the scale on which phi changes, x / (m z), so that it is exact to rounding. */
static double integrate_ramp(const struct onset *onset, int lane, double x, double h,
                             const double c[TERMS])
{
    static const double nodes[] = {0.183434642495649805, 0.525532409916328986, 0.796666477413626740,
                                   0.960289856497536232};
    static const double weights[] = {0.362683783378361983, 0.313706645877887287,
                                     0.222381034453374471, 0.101228536290376259};
    static const double negligible_z = 40; /* exp(-z) is lost beside 1 beyond */
    double z =
        fmin(pow((x + h) / onset->scale_hours.at[lane], onset->shape.at[lane]), negligible_z);
    int pieces = 1 + (int)(2 * h * onset->shape.at[lane] * z / x);
    double half = h / (2 * pieces);
    double sum = 0;
    for (int piece = 0; piece < pieces; ++piece) {
        double middle = (2 * piece + 1) * half;
        for (int i = 0; i < 8; ++i) {
            double s = middle + half * (i < 4 ? nodes[i] : -nodes[i - 4]);
            sum += weights[i % 4] * half * polynomial(c, s) * onset_value(onset, lane, x + s);
        }
    }
    return sum;
}

/* How far a ramp may be from the onset, beside its own length, until the moments cancel: they lose
 * the square of it, in units of the last digit. */
static const double far = 16;

/* Kernels whose moments would cancel, one lane after the other: they are few. */
static void integrate_far(struct lanes *values, const struct integral *integral,
                          const struct segment *segment, size_t k, const struct hours *hours)
{
    const struct onset_place *place = &integral->edges[integral->first].place;
    for (int l = 0; l < LANES; ++l) {
        const double x = hours->from.at[l] - integral->onset.grace_hours.at[l];
        const double h = hours->cut.at[l] - hours->from.at[l];
        const double since = hours->from.at[l] - segment->from.at[l];
        const struct lanes *terms = segment->terms[k];
        const bool is_ramp = terms[1].at[l] != 0 || terms[2].at[l] != 0;
        if (is_ramp && h > 0 && x > far * (segment->to.at[l] - segment->from.at[l]) &&
            !(place->z.at[l] > onset_largest_z)) {
            const double c[TERMS] = {
                polynomial((const double[]){terms[0].at[l], terms[1].at[l], terms[2].at[l]}, since),
                terms[1].at[l] + 2 * terms[2].at[l] * since, terms[2].at[l]};
            values->at[l] = integrate_ramp(&integral->onset, l, x, h, c);
        }
    }
}

/* The polynomial from the beginning of the part on, whose integral without an onset is h (c0 + h
 * (c1 / 2 + h c2 / 3)). */
static lane_part plain_part(const struct segment *segment, size_t k, const struct hours *hours,
                            int p)
{
    const struct lanes *c = segment->terms[k];
    const lane_part h = hours->cut.part[p] - hours->from.part[p];
    const lane_part since = hours->from.part[p] - segment->from.part[p];
    const lane_part level = c[0].part[p] + since * (c[1].part[p] + since * c[2].part[p]);
    const lane_part slope = c[1].part[p] + 2 * since * c[2].part[p];
    return h * (level + h * (slope / 2 + h * c[2].part[p] / 3));
}

/* Integrals over the parts of (c0 + c1 s + c2 s^2) phi, s counting from the cut before. With u = x
 * + s the polynomial is (c0 - c1 x + c2 x^2) + (c1 - 2 c2 x) u + c2 u^2, x being the time of that
 * cut from the end of the grace: the moments of phi about the end of the grace. */
static void onset_parts(struct lanes *values, struct integral *integral,
                        const struct segment *segment, size_t k)
{
    struct edge *before = &integral->edges[integral->first];
    struct edge *after = &integral->edges[1 - integral->first];
    const struct lanes *c = segment->terms[k];
    *values = (struct lanes){.part = {{0}}};
    for (size_t power = 0; power <= segment->degree; ++power) {
        const struct lanes *low = moment_at(before, &integral->onset, power);
        const struct lanes *high = moment_at(after, &integral->onset, power);
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part x = segment->from.part[p] - integral->onset.grace_hours.part[p];
            lane_part term = c[2].part[p];
            if (power == 0) {
                term = c[0].part[p] - x * c[1].part[p] + x * x * c[2].part[p];
            } else if (power == 1) {
                term = c[1].part[p] - 2 * x * c[2].part[p];
            }
            values->part[p] += term * (high->part[p] - low->part[p]);
        }
    }
}

/* Which lanes have no onset to wait for, and whether there is any that has. */
static bool some_wait(part_mask over[LANE_PARTS], const struct integral *integral)
{
    part_mask wait = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        over[p] =
            integral->has_onset ? onset_is_over(&integral->edges[integral->first].place, p) : ~wait;
        wait |= ~over[p];
    }
    return part_any(wait);
}

/* The integrals of one hour, of a kernel of several that are alike. Where no lane waits `values`
 * has nothing yet, and is not read: a choice of all elements is not of none to every compiler. */
static void integrate_parts(struct lanes *values, struct integral *integral,
                            const struct segment *segment, size_t k, const struct hours *hours)
{
    part_mask over[LANE_PARTS];
    const bool wait = some_wait(over, integral);
    if (wait) {
        onset_parts(values, integral, segment, k);
    }
    if (wait && segment->degree > 0) {
        integrate_far(values, integral, segment, k, hours);
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part plain = plain_part(segment, k, hours, p);
        values->part[p] = wait ? part_choose(over[p], plain, values->part[p]) : plain;
    }
}

/* ---- Kernels --------------------------------------------------------------------------------- */

/* Whether the polynomials of a lane have a slope. */
static bool is_sloping(const struct segment *segment, size_t count, int lane)
{
    bool slopes = false;
    for (size_t k = 0; k < count; ++k) {
        slopes = slopes || segment->terms[k][1].at[lane] != 0 || segment->terms[k][2].at[lane] != 0;
    }
    return slopes;
}

/* Whole weeks in which nothing changes, from the part's beginning to the next cut that is not an
 * hour's, are multiplied and not walked: a year takes as long as a week. Each adds an hour of the
 * level to every bin: a whole week holds each local hour once, wherever in an hour it begins. */
static void skip_weeks(const struct kernel_alike *alike, const struct integral *integral,
                       const struct segment *segment, struct hours *hours)
{
    part_mask over[LANE_PARTS];
    struct lanes is_over;
    (void)some_wait(over, integral);
    for (int p = 0; p < LANE_PARTS; ++p) {
        is_over.part[p] = part_choose(over[p], 1 + 0 * hours->to.part[p], 0 * hours->to.part[p]);
    }
    for (int l = 0; l < LANES; ++l) {
        const double weeks = floor((hours->to.at[l] - hours->from.at[l]) / HOURS_PER_WEEK);
        if (!(weeks >= 1) || is_over.at[l] == 0 || is_sloping(segment, alike->count, l)) {
            continue;
        }
        for (size_t k = 0; k < alike->count; ++k) {
            bins_use(alike->bins[k], HOURS_PER_WEEK);
            for (size_t i = 0; i < HOURS_PER_WEEK; ++i) {
                alike->bins[k]->bin[i].at[l] += weeks * segment->terms[k][0].at[l];
            }
        }
        hours_skip(hours, l, weeks);
    }
}

static bool has_weeks(const struct hours *hours)
{
    part_mask weeks = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        weeks |= hours->to.part[p] - hours->from.part[p] >= (double)HOURS_PER_WEEK;
    }
    return part_any(weeks);
}

/* A segment of even severity under an exponential onset. */
static void add_step(const struct kernel_alike *alike, const struct integral *integral,
                     const struct segment *segment, const struct lanes *into)
{
    const struct onset_step step = {segment->from, segment->to, *into};
    const struct lanes *levels[KERNEL_ALIKE];
    for (size_t k = 0; k < alike->count; ++k) {
        levels[k] = &segment->terms[k][0];
    }
    onset_step_add(alike->bins, levels, alike->count, &integral->onset, &step);
}

/* Edges move with the hours: where weeks are passed, they are turned back first, since moving turns
 * them. */
static void integrate_segment(const struct kernel_alike *alike, struct integral *integral,
                              const struct segment *segment, const struct lanes *into)
{
    struct hours hours = {.from = segment->from, .to = segment->to, .into = *into};
    if (integral->is_exponential && segment->degree == 0) {
        add_step(alike, integral, segment, into);
        return;
    }
    hours_begin(&hours);
    while (hours_left(&hours)) {
        if (integral->has_onset) {
            move_edges(integral, &hours);
        }
        if (has_weeks(&hours)) {
            skip_weeks(alike, integral, segment, &hours);
            if (integral->has_onset) { /* from where it goes on */
                integral->first = 1 - integral->first;
                move_edges(integral, &hours);
            }
        }
        for (size_t k = 0; k < alike->count; ++k) {
            struct lanes values;
            integrate_parts(&values, integral, segment, k, &hours);
            bins_add(alike->bins[k], &hours, &values);
        }
        hours_next(&hours);
    }
}

static void begin_integral(struct integral *integral, const struct model *model, uint32_t channel,
                           const struct kernel_outages *outages)
{
    integral->has_onset = channel != INDEX_NONE;
    integral->first = 1;
    for (int l = 0; l < LANES && integral->has_onset; ++l) {
        const double *parameters = outages->parameters[l];
        const struct model_channel *of = &model->channels[channel];
        integral->onset.grace_hours.at[l] = parameters[of->grace_hours];
        integral->onset.scale_hours.at[l] = parameters[of->onset_hours];
        integral->onset.shape.at[l] = parameters[of->shape];
        integral->edges[0].hours.at[l] = NAN; /* equals nothing */
    }
    integral->is_exponential = integral->has_onset && onset_step_fits(&integral->onset);
    onset_begin(&integral->onset);
}

void kernel_into_hour(struct lanes *into, const struct model_kernel *kernel,
                      const struct kernel_outages *outages)
{
    for (int l = 0; l < LANES; ++l) {
        const double local = outages->start_fraction[l] + kernel->offset_hours;
        into->at[l] = local - floor(local);
    }
}

void kernel_integrate(const struct kernel_alike *alike, const struct model *model,
                      const struct kernel_outages *outages)
{
    struct integral integral;
    struct walk walks[LANES];
    struct segment segment;
    struct lanes into;
    kernel_into_hour(&into, alike->kernels[0], outages);
    begin_integral(&integral, model, alike->kernels[0]->channel, outages);
    for (size_t k = 0; k < alike->count; ++k) {
        alike->bins[k]->used = 0;
    }
    for (int l = 0; l < LANES; ++l) {
        begin_walk(&walks[l], model, alike, outages->parameters[l]);
    }
    while (next_segment(&segment, walks, alike->count)) {
        integrate_segment(alike, &integral, &segment, &into);
    }
}

struct kernel_left kernel_left(const struct model *model, const struct kernel_bins *bins,
                               size_t number)
{
    const struct model_kernel *kernel = &model->kernels[number];
    if (kernel->kind != KERNEL_PRODUCT) {
        return (struct kernel_left){&bins[number], NULL, bins[number].used};
    }
    const struct kernel_bins *of = &bins[kernel->of];
    const struct kernel_bins *discount = &bins[kernel->discount];
    return (struct kernel_left){of, discount,
                                of->used < discount->used ? of->used : discount->used};
}
