/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several packages are one class: their outages are as good as each other's, and a user's own are
 * added to those of others by naming both packages. The class itself and its priors are
 * loss_class.c, what happened is past_outages.c; here they are put together, with what shows how
 * much of the answer is the priors'. */
#include "calibrate/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ask/run_options.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "core/sum.h"
#include "tables/model_errors.h"

/* `all` has the outages of every dataset in one list, as the class takes them; `packages` says
 * whose each is. */
struct calibrating {
    struct blackout_calibration *calibration;
    const blackout_dataset *const *datasets;
    size_t dataset_count;
    struct past_outages all; /* of all datasets, in their order */
    const char **packages;   /* of each outage */
    blackout_error *error;
};

/* ---- The outages ----------------------------------------------------------------------------- */

/* `most` is of all rows of `published`, of which only some are outages of the class. Each dataset
 * has its own run of estimates, since rates, revenue and dates are those of its package. An event
 * is a case once over all of them: the first package that has it estimates it. */
static blackout_status gather(struct calibrating *calibrating, const struct past_call *call)
{
    struct arena *arena = &calibrating->calibration->arena;
    size_t most = 0;
    for (size_t d = 0; d < calibrating->dataset_count; ++d) {
        most += calibrating->datasets[d]->tables[PUBLISHED].row_count;
    }
    calibrating->all.outages = arena_alloc(arena, most, sizeof *calibrating->all.outages);
    calibrating->packages = arena_alloc(arena, most, sizeof *calibrating->packages);
    if (calibrating->all.outages == NULL || calibrating->packages == NULL) {
        return error_memory(calibrating->error);
    }
    for (size_t d = 0; d < calibrating->dataset_count; ++d) {
        const blackout_dataset *dataset = calibrating->datasets[d];
        const char *name = dataset->package.name != NULL ? dataset->package.name : "";
        struct past_call of = *call;
        struct past_outages found;
        struct progress_part part = progress_part_of(run_options_progress(call->options), d,
                                                     calibrating->dataset_count, "packages");
        /* Warnings about single past outages would bury those about the packages. */
        blackout_run_options options = run_options_quiet(call->options);
        run_options_part(&options, &part);
        of.options = &options;
        of.dataset = dataset;
        of.others = &calibrating->all;
        name = arena_copy(arena, name, strlen(name));
        blackout_status status = past_outages_gather(&found, arena, &of, calibrating->error);
        if (status != BLACKOUT_OK || name == NULL) {
            return status != BLACKOUT_OK ? status : error_memory(calibrating->error);
        }
        for (size_t i = 0; i < found.count; ++i) {
            calibrating->packages[calibrating->all.count] = name;
            calibrating->all.outages[calibrating->all.count++] = found.outages[i];
        }
    }
    return BLACKOUT_OK;
}

static blackout_status name_packages(struct calibrating *calibrating)
{
    struct blackout_calibration *calibration = calibrating->calibration;
    const char *names = "";
    for (size_t d = 0; d < calibrating->dataset_count && names != NULL; ++d) {
        const char *name = calibrating->datasets[d]->package.name;
        names = arena_format(&calibration->arena, "%s%s%s", names, d > 0 ? ", " : "",
                             name != NULL ? name : "");
    }
    calibration->packages = names;
    return names != NULL ? BLACKOUT_OK : error_memory(calibrating->error);
}

/* The furthest off first; ties in the order of the tables. Those that the class explains worst are
 * what a reader should look at. */
static int furthest_first(const void *a, const void *b)
{
    const struct calibration_case *x = a;
    const struct calibration_case *y = b;
    double off_x = fabs(x->standardised);
    double off_y = fabs(y->standardised);
    return off_x != off_y ? (off_x > off_y ? -1 : 1)
                          : (x->outage > y->outage) - (x->outage < y->outage);
}

/* `location_without` is what the class would be had this outage not been known; the residual is
 * from the class of all. s_i, r_i and the scale are independent: their squares add. A case that
 * moves the location far when it is left out is one on which the class rests. */
static blackout_status add_case(struct calibrating *calibrating, size_t index)
{
    struct blackout_calibration *calibration = calibrating->calibration;
    const struct past_outage *outage = &calibrating->all.outages[index];
    const struct past_estimate *estimate = &outage->estimates[PAST_MODEL];
    const struct loss_class_choice others = {
        .outages = &calibrating->all, .estimator = PAST_MODEL, .without_event = outage->event};
    const struct reference_prior prior = loss_class_prior();
    struct loss_class without;
    blackout_status status =
        loss_class_fit(&without, NULL, &calibration->arena, &others, &prior, calibrating->error);
    double residual = estimate->y - calibration->fitted.prediction.location;
    double scale = hypot(hypot(estimate->s, outage->loss_sd), calibration->fitted.prediction.scale);
    calibration->cases[calibration->case_count++] =
        (struct calibration_case){.outage = outage,
                                  .package = calibrating->packages[index],
                                  .residual = residual,
                                  .standardised = residual / scale,
                                  .location_without = without.prediction.location};
    return status;
}

/* Sorted at the end: a case is placed by its standardised residual. */
static blackout_status fill_cases(struct calibrating *calibrating)
{
    struct blackout_calibration *calibration = calibrating->calibration;
    const size_t count = calibrating->all.count;
    blackout_status status = BLACKOUT_OK;
    calibration->cases = arena_alloc(&calibration->arena, count, sizeof *calibration->cases);
    calibration->not_used = arena_alloc(&calibration->arena, count, sizeof *calibration->not_used);
    if (calibration->cases == NULL || calibration->not_used == NULL) {
        return error_memory(calibrating->error);
    }
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        if (calibrating->all.outages[i].is_case) {
            status = add_case(calibrating, i);
        } else {
            calibration->not_used[calibration->not_used_count++] = &calibrating->all.outages[i];
        }
    }
    qsort(calibration->cases, calibration->case_count, sizeof *calibration->cases, furthest_first);
    return status;
}

/* ---- The class ------------------------------------------------------------------------------- */

/* The scale by its logarithm, as its prior is: a mean of scales would be drawn up by the widest. */
static double term(const struct reference_node *node, enum loss_class_term of)
{
    return of == LOSS_LOCATION    ? node->location
           : of == LOSS_LOG_SCALE ? log(node->scale)
                                  : node->degrees;
}

/* Posterior mean and sd, the sd about the mean in a second pass. In one pass the difference of two
 * squares would lose digits where the sd is small beside the mean. */
static struct calibration_parameter parameter(const struct reference_posterior *posterior,
                                              enum loss_class_term of)
{
    struct sum mean = {0};
    struct sum square = {0};
    for (size_t i = 0; i < posterior->node_count; ++i) {
        sum_add(&mean, posterior->nodes[i].weight * term(&posterior->nodes[i], of));
    }
    for (size_t i = 0; i < posterior->node_count; ++i) {
        double off = term(&posterior->nodes[i], of) - sum_value(&mean);
        sum_add(&square, posterior->nodes[i].weight * off * off);
    }
    return (struct calibration_parameter){sum_value(&mean), sqrt(sum_value(&square))};
}

/* The posterior has many thousands of nodes: it is looked at here, and given back. */
static blackout_status fit(struct calibrating *calibrating)
{
    struct blackout_calibration *calibration = calibrating->calibration;
    const struct reference_prior prior = loss_class_prior();
    const struct loss_class_choice all = {.outages = &calibrating->all, .estimator = PAST_MODEL};
    struct arena scratch = {0};
    struct reference_posterior posterior = {0};
    blackout_status status = loss_class_fit(&calibration->fitted, &posterior, &scratch, &all,
                                            &prior, calibrating->error);
    /* The class would be the prior, and be taken for a fit. */
    if (status == BLACKOUT_OK && calibration->fitted.events == 0) {
        status = error_set(calibrating->error, BLACKOUT_ERROR_INPUT,
                           "no outage has a measured loss of sales that the package can estimate "
                           "(rows of published with the measure owner_revenue_loss and the kind "
                           "company or measured); add them, or name the package that has them");
    }
    if (status == BLACKOUT_OK) {
        calibration->location = parameter(&posterior, LOSS_LOCATION);
        calibration->log_scale = parameter(&posterior, LOSS_LOG_SCALE);
        calibration->degrees = parameter(&posterior, LOSS_DEGREES);
    }
    return arena_end(&scratch, status, calibrating->error);
}

/* ---- What is the priors' --------------------------------------------------------------------- */

/* One change at a time, all else the prior that is used; the class of the same outages. An answer
 * that hardly moves is the outages'; one that follows the prior says that they are too few. */
static blackout_status fill_influences(struct calibrating *calibrating)
{
    static const struct {
        const char *what;
        double location_sd; /* factors of the prior's own */
        double scale_sd;
        double scale;
        bool normal;
    } changes[CALIBRATION_INFLUENCES] = {{"location twice as wide", 2, 1, 1, false},
                                         {"location half as wide", 0.5, 1, 1, false},
                                         {"scale twice as large", 1, 1, 2, false},
                                         {"scale half as large", 1, 1, 0.5, false},
                                         {"scale twice as wide", 1, 2, 1, false},
                                         {"scale half as wide", 1, 0.5, 1, false},
                                         {"normal", 1, 1, 1, true}};
    const struct loss_class_choice all = {.outages = &calibrating->all, .estimator = PAST_MODEL};
    struct blackout_calibration *calibration = calibrating->calibration;
    blackout_status status = BLACKOUT_OK;
    for (int i = 0; i < CALIBRATION_INFLUENCES && status == BLACKOUT_OK; ++i) {
        struct reference_prior prior = loss_class_prior();
        prior.location_sd *= changes[i].location_sd;
        prior.log_scale_sd *= changes[i].scale_sd;
        /* A factor of the scale is a shift of its logarithm. */
        prior.log_scale_mean += log(changes[i].scale);
        /* One place of the grid, at infinity: Student's t without its tails. */
        if (changes[i].normal) {
            prior.degrees_count = 1;
            prior.degrees[0] = INFINITY;
        }
        calibration->influences[i].what = changes[i].what;
        status = loss_class_fit(&calibration->influences[i].fitted, NULL, &calibration->arena, &all,
                                &prior, calibrating->error);
    }
    return status;
}

/* ---- The table ------------------------------------------------------------------------------- */

/* Not fitted here: the first package's rows are handed on, so that the table that is written is
 * whole. Of several packages the first is the one whose table is replaced. */
static blackout_status fill_hours(struct calibrating *calibrating)
{
    struct blackout_calibration *calibration = calibrating->calibration;
    const blackout_dataset *dataset = calibrating->datasets[0];
    const struct table *table = &dataset->tables[MODEL_ERROR];
    calibration->hours =
        arena_alloc(&calibration->arena, table->row_count, sizeof *calibration->hours);
    bool made = calibration->hours != NULL;
    for (size_t i = 0; i < table->row_count && made; ++i) {
        const struct cell *cells = table->rows[i].cells;
        const struct cell *sd = &cells[MODEL_ERROR_LOG_SD];
        if (model_error_kind_of(dataset, &table->rows[i]) != MODEL_ERROR_HOURS) {
            continue;
        }
        struct calibration_hours *hours = &calibration->hours[calibration->hours_count++];
        *hours = (struct calibration_hours){
            .duration_hours = cells[MODEL_ERROR_DURATION_HOURS].number,
            .log_sd = sd->number,
            .basis = basis_name((enum basis)sd->basis),
            .source = arena_copy_text(&calibration->arena, dataset_text(dataset, sd->source))};
        made = hours->source != NULL;
    }
    return made ? BLACKOUT_OK : error_memory(calibrating->error);
}

/* ---- All ------------------------------------------------------------------------------------- */

static blackout_status calibrate(struct calibrating *calibrating, const struct past_call *call)
{
    static blackout_status (*const parts[])(struct calibrating *) = {
        fit, fill_cases, fill_influences, fill_hours, name_packages};
    blackout_status status = gather(calibrating, call);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == BLACKOUT_OK; ++i) {
        status = parts[i](calibrating);
    }
    return status;
}

/* Cases alone are estimated: no other figure teaches. Rows that loading has rejected are counted
 * over all packages: a figure rests on what was left. */
blackout_status blackout_calibrate(blackout_calibration **calibration,
                                   const blackout_dataset *const *datasets, size_t dataset_count,
                                   const blackout_scenario *scenario,
                                   const blackout_run_options *options, blackout_error *error)
{
    blackout_run_options taken;
    *calibration = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_run_options quiet = run_options_quiet(&taken);
    quiet.progress = taken.progress;
    quiet.progress_user = taken.progress_user;
    struct blackout_calibration *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    made->samples = scenario_samples(scenario);
    made->seed = scenario_seed(scenario);
    struct calibrating calibrating = {
        .calibration = made, .datasets = datasets, .dataset_count = dataset_count, .error = error};
    const struct past_call call = {
        .options = &quiet, .samples = made->samples, .seed = made->seed, .cases_alone = true};
    status = calibrate(&calibrating, &call);
    for (size_t d = 0; d < dataset_count && status == BLACKOUT_OK; ++d) {
        if (warning_add_all(&made->warnings, &made->arena, &datasets[d]->warnings) != 0) {
            status = error_memory(error);
        }
        made->control.rejected += datasets[d]->control.rejected;
    }
    status = arena_judge(&made->arena, status, error);
    if (status != BLACKOUT_OK) {
        blackout_calibration_free(made);
        return status;
    }
    progress_report(run_options_progress(&taken), "packages", (double)dataset_count,
                    (double)dataset_count);
    run_options_report(&taken, &made->warnings);
    *calibration = made;
    return BLACKOUT_OK;
}

void blackout_calibration_free(blackout_calibration *calibration)
{
    if (calibration != NULL) {
        arena_free(&calibration->arena);
        free(calibration);
    }
}
