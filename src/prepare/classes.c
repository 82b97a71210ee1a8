/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that share work. Hours lost for a unit of flow are the costly part of a sample, and a
 * package with thousands of cells has a few dozen combinations of profile, kernel and fallbacks.
 * Cells are compared by what enters the arithmetic and never by their names, so that two that
 * are equal by chance share a class too. */
#include "prepare/classes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sorted by what makes a class, then by number: the first of equals leads. The model is in each
 * entry, since qsort() hands nothing else on. */
struct entry {
    const struct model *model;
    uint32_t cell;
};

/* Indices and parameters are compared as doubles, which hold them exactly. */
static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

/* All that saved_hours() of the model reads. Its other exposures follow from this one and from two
 * decays: that of adaptation is compared, and that of recapture is the sector's, for which
 * compare_kept() looks. */
static int compare_fallbacks(const struct model_fallback *a, const struct model_fallback *b)
{
    const double keys[][2] = {{a->exposures.all[PART_LOST], b->exposures.all[PART_LOST]},
                              {a->share, b->share},
                              {a->adaptation_hours, b->adaptation_hours},
                              {a->flow_per_year, b->flow_per_year},
                              {a->lower_slope, b->lower_slope},
                              {a->upper_slope, b->upper_slope},
                              {a->rival, b->rival}};
    int order = 0;
    for (size_t i = 0; order == 0 && i < sizeof keys / sizeof keys[0]; ++i) {
        order = compare_numbers(keys[i][0], keys[i][1]);
    }
    return order;
}

/* A cell whose rows have a fallback of their own loses hours by its own flow. Shares of a row's own
 * fallback are per unit of the cell's flow, so that two cells agree only if their flows do too. */
static double own_flow(const struct model *model, const struct model_cell *cell)
{
    bool own =
        cell->fallback_count > 0 && model->fallbacks[cell->first_fallback].share == PARAMETER_NONE;
    return own ? cell->flow_per_year : 0;
}

/* Exposures by number: those that are equal have one (prepare/kernels.c). */
static int compare_hours(const struct model *model, const struct model_cell *a,
                         const struct model_cell *b)
{
    const double keys[][2] = {
        {a->onset[PART_LOST], b->onset[PART_LOST]},   {a->exposure.window, b->exposure.window},
        {a->exposure.severity, b->exposure.severity}, {a->exposure.full, b->exposure.full},
        {a->fallback_count, b->fallback_count},       {own_flow(model, a), own_flow(model, b)}};
    int order = 0;
    for (size_t i = 0; order == 0 && i < sizeof keys / sizeof keys[0]; ++i) {
        order = compare_numbers(keys[i][0], keys[i][1]);
    }
    for (uint32_t i = 0; order == 0 && i < a->fallback_count; ++i) {
        order = compare_fallbacks(&model->fallbacks[a->first_fallback + i],
                                  &model->fallbacks[b->first_fallback + i]);
    }
    return order;
}

/* Slopes of equal ranges differ by the rounding of their sums of flow. They are the same to 1e-13:
 * a flow then moves by a few times that part of itself at most, in samples alone, whichever row of
 * the table came first. */
static double slope_key(double slope)
{
    static const double steps = 1e13;
    return round(slope * steps);
}

static int compare_slopes(double a, double b)
{
    return a == b ? 0 : compare_numbers(slope_key(a), slope_key(b));
}

/* A rate is a parameter: two currencies may be equal today and not in samples. */
static int compare_rates(const struct model *model, const struct model_cell *a,
                         const struct model_cell *b)
{
    int order = compare_numbers(a->per_usd, b->per_usd);
    (void)model;
    for (int i = 0; order == 0 && i < FLOW_FACTOR_COUNT; ++i) {
        order = compare_slopes(a->slopes.lower[i], b->slopes.lower[i]);
        order = order != 0 ? order : compare_slopes(a->slopes.upper[i], b->slopes.upper[i]);
    }
    return order;
}

/* ---- Rates ----------------------------------------------------------------------------------- */

/* A factor of one rate, with its slopes as they are compared. */
struct rate_factor {
    enum flow_factor of;
    uint32_t rate;
    double lower;
    double upper;
    double keys[2]; /* of both */
};

static int compare_factors(const struct rate_factor *a, const struct rate_factor *b)
{
    int order = (a->of > b->of) - (a->of < b->of);
    order = order != 0 ? order : compare_numbers(a->keys[0], b->keys[0]);
    return order != 0 ? order : compare_numbers(a->keys[1], b->keys[1]);
}

/* Equal factors of different rates are in the order of these, so that numbers do not depend on
 * qsort(). */
static int by_factor(const void *a, const void *b)
{
    const struct rate_factor *x = a;
    const struct rate_factor *y = b;
    int order = compare_factors(x, y);
    return order != 0 ? order : (x->rate > y->rate) - (x->rate < y->rate);
}

/* Gives each factor of each rate its number: those of equal slopes have one, those that are certain
 * the first. How many there are. The first has the slopes 0, a factor of 1 in every sample: certain
 * flows need no test of their own in the evaluation. */
static size_t number_factors(struct model_flow_factor *factors, struct model_rate *rates,
                             struct rate_factor *entries, size_t count)
{
    const struct rate_factor *leader = NULL;
    size_t found = 1;
    factors[0] = (struct model_flow_factor){FLOW_REVENUE, 0, 0};
    qsort(entries, count, sizeof *entries, by_factor);
    for (size_t i = 0; i < count; ++i) {
        const enum flow_factor of = entries[i].of;
        const double lower = entries[i].lower;
        const double upper = entries[i].upper;
        rates[entries[i].rate].factors[of] = 0;
        if (lower == 0 && upper == 0) {
            continue;
        }
        if (leader == NULL || compare_factors(leader, &entries[i]) != 0) {
            leader = &entries[i];
            factors[found++] = (struct model_flow_factor){of, lower, upper};
        }
        /* The last one that was begun: entries of one factor are neighbours. */
        rates[entries[i].rate].factors[of] = (uint32_t)(found - 1);
    }
    return found;
}

/* The rates of the classes with these leaders. Most ranges of a table are the same: a package has
 * fewer factors than products of them. */
static bool make_rates(struct model *model, const uint32_t *leaders, struct arena *arena)
{
    const size_t count = model->rate_class_count * FLOW_FACTOR_COUNT;
    struct model_rate *rates = arena_alloc(arena, model->rate_class_count, sizeof *rates);
    struct model_flow_factor *factors = arena_alloc(arena, count + 1, sizeof *factors);
    struct rate_factor *entries = arena_alloc(arena, count, sizeof *entries);
    if (rates == NULL || factors == NULL || entries == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; ++i) {
        const size_t rate = i / FLOW_FACTOR_COUNT;
        const struct model_cell *cell = &model->cells[leaders[rate]];
        rates[rate].per_usd = cell->per_usd;
        const enum flow_factor of = (enum flow_factor)(i % FLOW_FACTOR_COUNT);
        const double lower = cell->slopes.lower[of];
        const double upper = cell->slopes.upper[of];
        /* Keys are worked out once and not at every comparison. */
        entries[i] = (struct rate_factor){
            of, (uint32_t)rate, lower, upper, {slope_key(lower), slope_key(upper)}};
    }
    model->flow_factor_count = number_factors(factors, rates, entries, count);
    model->flow_factors = factors;
    model->rates = rates;
    return true;
}

/* ---- Classes --------------------------------------------------------------------------------- */

/* Recapture is the sector's, its mean that of the hours that are lost: by these first, so that they
 * are at hand. */
static int compare_kept(const struct model *model, const struct model_cell *a,
                        const struct model_cell *b)
{
    int order = compare_numbers(a->hours_class, b->hours_class);
    (void)model;
    return order != 0 ? order : compare_numbers(a->sector, b->sector);
}

typedef int compare_cells(const struct model *model, const struct model_cell *a,
                          const struct model_cell *b);

/* Three comparators alike, since qsort() hands nothing on that could say which of them is meant. */
static int by_hours(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = compare_hours(x->model, &x->model->cells[x->cell], &y->model->cells[y->cell]);
    return order != 0 ? order : (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_rates(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = compare_rates(x->model, &x->model->cells[x->cell], &y->model->cells[y->cell]);
    return order != 0 ? order : (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_kept(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = compare_kept(x->model, &x->model->cells[x->cell], &y->model->cells[y->cell]);
    return order != 0 ? order : (x->cell > y->cell) - (x->cell < y->cell);
}

/* Numbers the classes of sorted entries; `leaders` is [cell_count]. How many there are. Neighbours
 * are compared with the leader, not with each other: rounding cannot add up along a class. */
static size_t number_classes(uint32_t *classes, uint32_t *leaders, const struct entry *entries,
                             size_t count, compare_cells *compare)
{
    size_t found = 0;
    for (size_t i = 0; i < count; ++i) {
        const struct model *model = entries[i].model;
        uint32_t cell = entries[i].cell;
        if (found == 0 ||
            compare(model, &model->cells[leaders[found - 1]], &model->cells[cell]) != 0) {
            leaders[found++] = cell;
        }
        classes[cell] = (uint32_t)(found - 1);
    }
    return found;
}

/* Sorting ends with the cell's number, so that the order is whole and no qsort() can change it.
 * Three orders, one array of entries. */
bool classes_make(struct model *model, struct model_cell *cells, struct arena *arena)
{
    const size_t count = model->cell_count;
    struct entry *entries = arena_alloc(arena, count, sizeof *entries);
    uint32_t *classes = arena_alloc(arena, count, sizeof *classes);
    uint32_t *hours_leaders = arena_alloc(arena, count, sizeof *hours_leaders);
    uint32_t *rate_leaders = arena_alloc(arena, count, sizeof *rate_leaders);
    uint32_t *kept_leaders = arena_alloc(arena, count, sizeof *kept_leaders);
    if (entries == NULL || classes == NULL || hours_leaders == NULL || rate_leaders == NULL ||
        kept_leaders == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; ++i) {
        entries[i] = (struct entry){model, (uint32_t)i};
    }
    model->cells = cells;
    /* One array of numbers serves all three: it is copied into the cells before the next
     * order. */
    qsort(entries, count, sizeof *entries, by_hours);
    model->hours_class_count =
        number_classes(classes, hours_leaders, entries, count, compare_hours);
    for (size_t i = 0; i < count; ++i) {
        cells[i].hours_class = classes[i];
    }
    qsort(entries, count, sizeof *entries, by_rates);
    model->rate_class_count = number_classes(classes, rate_leaders, entries, count, compare_rates);
    for (size_t i = 0; i < count; ++i) {
        cells[i].rate_class = classes[i];
    }
    qsort(entries, count, sizeof *entries, by_kept);
    model->kept_class_count = number_classes(classes, kept_leaders, entries, count, compare_kept);
    for (size_t i = 0; i < count; ++i) {
        cells[i].kept_class = classes[i];
    }
    model->kept_leaders = kept_leaders;
    model->hours_leaders = hours_leaders;
    return make_rates(model, rate_leaders, arena);
}
