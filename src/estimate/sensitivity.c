/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drives the totals: a tornado of every factor, and Sobol indices of the most important ones;
 * all others together are one more. (methodology, stage 8) The tornado needs two evaluations for
 * each input and sees no interactions; the indices need thousands, and so are of the few inputs
 * that the tornado finds largest. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "estimate/factors.h"
#include "uncertainty/montecarlo.h"
#include "uncertainty/sobol_indices.h"
#include "uncertainty/swings.h"

/* Each takes two dimensions of the Sobol sequence, and as many evaluations as there are points. In
 * the reference package the tenth input makes less than a thousandth of the variance. */
enum { MOST_RANKED = 10, BOOTSTRAP_DRAWS = 200 };

/* Indices whose 90 % intervals are narrower than this order the factors beyond doubt. */
static const double converged_width = 0.1;

struct sensitivity {
    struct run *run;
    const struct factor_list *list;
    const struct montecarlo *montecarlo;
    size_t ranked;
    double *points;
    double *values;
    size_t samples;
    blackout_error *error;
};

/* Ties by name: the order must not depend on how qsort() works. */
static int by_swing(const void *a, const void *b)
{
    const struct result_driver *x = a;
    const struct result_driver *y = b;
    double p = fabs(x->high - x->low);
    double q = fabs(y->high - y->low);
    return p != q ? (p > q ? -1 : 1) : strcmp(x->factor, y->factor);
}

/* Room for one driver more, all others together. */
static blackout_status make_tornado(struct sensitivity *sensitivity,
                                    struct result_sensitivity *result, size_t target)
{
    struct run *run = sensitivity->run;
    const struct factor_list *list = sensitivity->list;
    struct swing *swings = arena_alloc(run->prepared->arena, list->normal_count, sizeof *swings);
    result->drivers =
        arena_alloc(run->result->arena, list->normal_count + 1, sizeof *result->drivers);
    if (swings == NULL || result->drivers == NULL) {
        return error_memory(sensitivity->error);
    }
    blackout_status status =
        swings_tornado(swings, sensitivity->montecarlo, target, sensitivity->error);
    for (size_t i = 0; i < list->normal_count && status == BLACKOUT_OK; ++i) {
        result->drivers[result->driver_count++] = (struct result_driver){.factor = list->names[i],
                                                                         .has_swing = true,
                                                                         .low = swings[i].low,
                                                                         .high = swings[i].high};
    }
    return status;
}

/* f_A, f_B and f_AB of one column; `ab` is its row in the values of the design. */
static void set_indices(struct sensitivity *sensitivity, struct result_driver *driver,
                        const double *ab)
{
    struct sobol_index first;
    struct sobol_index total;
    const struct sobol_values values = {.a = sensitivity->values,
                                        .b = sensitivity->values + sensitivity->samples,
                                        .ab = ab,
                                        .n = sensitivity->samples};
    sobol_indices(&first, &total, &values, (uint64_t)sensitivity->run->prepared->scenario.seed,
                  BOOTSTRAP_DRAWS);
    driver->has_indices = true;
    memcpy(driver->first, (double[]){first.value, first.p5, first.p95}, sizeof driver->first);
    memcpy(driver->total, (double[]){total.value, total.p5, total.p95}, sizeof driver->total);
}

/* Converged: the widest interval of any index is narrow enough. */
static void judge(struct result_sensitivity *result)
{
    for (size_t i = 0; i < result->driver_count; ++i) {
        const struct result_driver *driver = &result->drivers[i];
        if (driver->has_indices) {
            ++result->indexed;
            result->widest = fmax(result->widest, driver->total[2] - driver->total[1]);
            result->widest = fmax(result->widest, driver->first[2] - driver->first[1]);
        }
    }
    result->converged = result->widest < converged_width;
}

/* Inputs are ranked for each loss by itself, and get the dimensions of the design by that order.
 * The owner's largest inputs are mostly not the dependants': one design for both would spend its
 * columns on the wrong ones. */
static blackout_status analyse_target(struct sensitivity *sensitivity, int number)
{
    struct run *run = sensitivity->run;
    struct result *result = run->result;
    struct result_sensitivity *analysis = &result->sensitivities[result->sensitivity_count++];
    const struct result_target *target = &result->targets[number];
    *analysis = (struct result_sensitivity){.target = target->name,
                                            .central = target->quantity.central,
                                            .samples = sensitivity->samples};
    const struct montecarlo_design design = {.ranked = sensitivity->ranked,
                                             .samples = sensitivity->samples,
                                             .points = sensitivity->points,
                                             .target = run->targets[number]};
    struct montecarlo montecarlo = *sensitivity->montecarlo;
    struct progress_part part = progress_part_of(montecarlo.progress, (size_t)number - 1,
                                                 RESULT_TARGET_COUNT - 1, "losses");
    montecarlo.progress = progress_to_part(&part);
    blackout_status status = swings_rank(sensitivity->list->normals, sensitivity->montecarlo,
                                         &run->targets[number], 1, sensitivity->error);
    if (status == BLACKOUT_OK) {
        status = make_tornado(sensitivity, analysis, run->targets[number]);
    }
    if (status == BLACKOUT_OK) {
        status = montecarlo_saltelli(sensitivity->values, &design, &montecarlo, sensitivity->error);
    }
    for (size_t i = 0; i < sensitivity->list->normal_count && status == BLACKOUT_OK; ++i) {
        uint32_t dimension = sensitivity->list->normals[i].dimension;
        if (dimension < sensitivity->ranked) {
            set_indices(sensitivity, &analysis->drivers[i],
                        sensitivity->values + (dimension + 2) * sensitivity->samples);
        }
    }
    if (status == BLACKOUT_OK) {
        /* Indices are set before, while drivers are in the order of the normals. */
        qsort(analysis->drivers, analysis->driver_count, sizeof *analysis->drivers, by_swing);
        struct result_driver *others = &analysis->drivers[analysis->driver_count++];
        *others = (struct result_driver){.factor = "all others"};
        set_indices(sensitivity, others,
                    sensitivity->values + (sensitivity->ranked + 2) * sensitivity->samples);
        judge(analysis);
    }
    return status;
}

/* Two columns for each input that has indices: one for A, one for B. The values have three rows
 * more: A, B, and all others together. Points serve all losses: which input has which column is
 * decided for each (swings_rank()). */
static blackout_status make_design(struct sensitivity *sensitivity)
{
    struct arena *arena = sensitivity->run->prepared->arena;
    size_t count = sensitivity->list->normal_count;
    sensitivity->ranked = count < MOST_RANKED ? count : MOST_RANKED;
    sensitivity->points = arena_alloc(arena, sensitivity->samples * 2 * sensitivity->ranked,
                                      sizeof *sensitivity->points);
    sensitivity->values = arena_alloc(arena, sensitivity->samples * (sensitivity->ranked + 3),
                                      sizeof *sensitivity->values);
    if (sensitivity->points == NULL || sensitivity->values == NULL) {
        return error_memory(sensitivity->error);
    }
    return sobol_points(sensitivity->points, sensitivity->samples, 2 * sensitivity->ranked,
                        sensitivity->error);
}

blackout_status factors_sensitivity(struct run *run, const struct factor_list *list,
                                    const struct montecarlo *montecarlo, size_t samples,
                                    blackout_error *error)
{
    struct sensitivity sensitivity = {
        .run = run, .list = list, .montecarlo = montecarlo, .samples = samples, .error = error};
    blackout_status status = make_design(&sensitivity);
    /* the net losses: the first target is the gross one */
    for (int i = 1; i < RESULT_TARGET_COUNT && status == BLACKOUT_OK; ++i) {
        if (run->result->totals[run->result->targets[i].id].present) {
            status = analyse_target(&sensitivity, i);
        }
    }
    return status;
}
