/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One evaluation: exposures first, then the stages in the order in which each needs the outputs
 * of those before it (credits and lost profit need the owner's hours and revenue, suppliers and
 * insurers what the dependants lose). A pure function of the parameter vector: no memory is
 * taken, nothing is kept between calls, so that samples can run on any thread in any order.
 * Kernels are integrated by the caller, because starts of the same outage share them. */
#include "model/evaluate.h"

#include <math.h>

#include "model/discount.h"
#include "model/exposure.h"
#include "model/stages.h"

/* Lanes without an outage repeat the first. */
static struct kernel_outages filled(const struct kernel_outages *outages, size_t count)
{
    struct kernel_outages all = *outages;
    for (size_t l = count; l < LANES; ++l) {
        all.parameters[l] = outages->parameters[0];
        all.start_fraction[l] = outages->start_fraction[0];
    }
    return all;
}

/* A kernel, and its partner with it: that is filled with the first of the two. */
static void integrate(struct kernel_bins *bins, const struct model *model, size_t number,
                      const struct kernel_outages *outages)
{
    const size_t partner = model->kernels[number].partner;
    struct kernel_alike alike = {1, {&model->kernels[number]}, {&bins[number]}};
    if (partner > 0 && partner - 1 < number) {
        return;
    }
    if (partner > 0) {
        alike.kernels[alike.count] = &model->kernels[partner - 1];
        alike.bins[alike.count++] = &bins[partner - 1];
    }
    kernel_integrate(&alike, model, outages);
}

/* Discounts that are alike: with the first of them. */
static void discount(struct kernel_bins *bins, const struct model *model, size_t number,
                     const struct kernel_outages *outages)
{
    struct discount_alike alike = {.count = 0};
    if (model->kernels[number].follows) {
        return;
    }
    for (size_t next = number + 1; next > 0; next = model->kernels[next - 1].next_alike) {
        alike.kernels[alike.count] = &model->kernels[next - 1];
        alike.bins[alike.count++] = &bins[next - 1];
    }
    discount_integrate(&alike, model, outages);
}

void model_integrate(struct kernel_bins *bins, const struct model *model,
                     const struct kernel_outages *outages, size_t count)
{
    const struct kernel_outages all = filled(outages, count);
    for (size_t i = 0; i < model->kernel_count; ++i) {
        const struct model_kernel *kernel = &model->kernels[i];
        if (kernel->kind == KERNEL_DISCOUNT) {
            discount(bins, model, i, &all);
        } else if (kernel->kind != KERNEL_PRODUCT) {
            integrate(bins, model, i, &all);
        }
    }
}

/* ---- Work ------------------------------------------------------------------------------------ */

/* Where each part of the work begins. No part lies over another: what dependants() leaves in its
 * own, and the exposures, are read by the stages after it. */
struct parts {
    struct lanes *exposures; /* [exposure_count] */
    struct lanes *weights;   /* [week_count][HOURS_PER_WEEK] */
    struct lanes *totals;    /* [kernel_count] */
    struct lanes *in_time;   /* [indirect_in_time_work()] */
    struct lanes *dependants;
};

static struct parts parts_of(const struct model *model, struct lanes *work)
{
    struct parts parts = {.exposures = work};
    parts.weights = parts.exposures + model->exposure_count;
    parts.totals = parts.weights + model->week_count * HOURS_PER_WEEK;
    parts.in_time = parts.totals + model->kernel_count;
    parts.dependants = parts.in_time + indirect_in_time_work(model);
    return parts;
}

size_t model_work(const struct model *model)
{
    return model->exposure_count + model->week_count * HOURS_PER_WEEK + model->kernel_count +
           dependants_work(model) + indirect_in_time_work(model);
}

/* Only the walk in time has no fixed length: it is that of the fastest sector. */
double model_effort(const struct model *model, const double *parameters)
{
    double fastest = 0;
    for (size_t i = 0; model->supply.in_time && i < model->supply.count; ++i) {
        fastest = fmax(fastest, parameters[model->sectors[model->supply.sectors[i]].resilience]);
    }
    return fastest;
}

/* ---- Stages ---------------------------------------------------------------------------------- */

/* Each stage of all evaluations, then the next. `bins` for the mean over starting hours, else
 * NULL. */
static void run_stages(const struct model_evaluation *evaluations, size_t count,
                       const struct model *model, const struct kernel_bins *bins,
                       const struct parts *parts)
{
    const struct model_layout layout = model_layout(model);
    struct stage stages[LANES];
    double *cell_net[LANES];
    struct lanes class_errors;
    for (size_t l = 0; l < count; ++l) {
        stages[l] = (struct stage){.model = model,
                                   .layout = &layout,
                                   .parameters = evaluations[l].parameters,
                                   .side_by_side = parts->exposures,
                                   .inputs = evaluations[l].side_by_side,
                                   .class_errors = &class_errors,
                                   .lane = (int)l,
                                   .out = evaluations[l].out};
        cell_net[l] = evaluations[l].cell_net;
    }
    owner_class_errors(&class_errors, stages, count);
    for (size_t l = 0; l < count; ++l) {
        owner_revenue(&stages[l]);
        service_credits(&stages[l]);
    }
    dependants(stages, cell_net, count, parts->dependants);
    for (size_t l = 0; l < count; ++l) {
        indirect_loss(&stages[l]);
    }
    indirect_in_time(stages, count, parts->in_time);
    dependants_businesses(stages, count);
    for (size_t l = 0; l < count; ++l) {
        insurance(&stages[l], bins);
    }
    for (size_t l = 0; l < count && !model->net_alone; ++l) {
        economy_baseline(&stages[l]);
        fundamental_loss(&stages[l]);
        owner_account(&stages[l]);
    }
}

/* ---- Exposures ------------------------------------------------------------------------------- */

/* Hours for which weights are laid out. Bins of a product are never filled: what is there is no
 * number of hours. */
static size_t most_used(const struct model *model, const struct kernel_bins *bins)
{
    size_t used = 0;
    for (size_t i = 0; i < model->kernel_count; ++i) {
        const bool has_bins = model->kernels[i].kind != KERNEL_PRODUCT;
        used = has_bins && bins[i].used > used ? bins[i].used : used;
    }
    return used;
}

/* Two starts of one fraction of an hour have the same bins; only the hour of the profile
 * differs. */
static void local_hours(size_t hours[LANES], const struct model_week *week,
                        const struct model_evaluation *evaluations, size_t count)
{
    for (size_t l = 0; l < LANES; ++l) {
        hours[l] = kernel_local_hour(week->offset_hours, week->whole_offset_hours,
                                     evaluations[l < count ? l : 0].start_hour_of_week);
    }
}

/* Weeks of one time zone, most of which are neighbours, have the same hours. */
static void fill_weights(struct lanes *weights, const struct model *model,
                         const struct model_evaluation *evaluations, size_t count, size_t used)
{
    size_t hours[LANES];
    for (size_t i = 0; i < model->week_count; ++i) {
        const struct model_week *week = &model->weeks[i];
        if (i == 0 || week->offset_hours != week[-1].offset_hours ||
            week->whole_offset_hours != week[-1].whole_offset_hours) {
            local_hours(hours, week, evaluations, count);
        }
        kernel_weights(weights + i * HOURS_PER_WEEK, &model->profiles[week->profile], hours, used);
    }
}

/* For evaluations that keep their exposures. */
static void keep_exposures(const struct model_evaluation *evaluations, size_t count,
                           const struct model *model, const struct lanes *exposures)
{
    for (size_t l = 0; l < count; ++l) {
        for (size_t i = 0; evaluations[l].exposures != NULL && i < model->exposure_count; ++i) {
            evaluations[l].exposures[i] = exposures[i].at[l];
        }
    }
}

static void fill_exposures(struct lanes *exposures, const struct model *model,
                           const struct kernel_bins *bins, const struct lanes *weights)
{
    for (size_t i = 0; i < model->batch_count; ++i) {
        const struct model_batch *batch = &model->batches[i];
        const struct kernel_left kernel = kernel_left(model, bins, batch->kernel);
        struct lanes *filled[BATCH_EXPOSURES];
        const struct lanes *under[BATCH_EXPOSURES];
        for (size_t k = 0; k < BATCH_EXPOSURES; ++k) {
            filled[k] = &exposures[batch->exposures[k]];
            under[k] = weights + batch->weeks[k] * (size_t)HOURS_PER_WEEK;
        }
        kernel_exposures(filled, &kernel, under, batch->count);
    }
}

void model_evaluate(const struct model_evaluation *evaluations, size_t count,
                    const struct model *model, const struct kernel_bins *bins, struct lanes *work)
{
    const struct parts parts = parts_of(model, work);
    fill_weights(parts.weights, model, evaluations, count, most_used(model, bins));
    fill_exposures(parts.exposures, model, bins, parts.weights);
    keep_exposures(evaluations, count, model, parts.exposures);
    run_stages(evaluations, count, model, NULL, &parts);
}

/* The mean over the 168 starts of an exposure is that of a flat week. `bins` go to insurance,
 * whose payments are not linear in the exposures. */
void model_evaluate_mean(const struct model_evaluation *evaluations, size_t count,
                         const struct model *model, const struct kernel_bins *bins,
                         struct lanes *work)
{
    const struct parts parts = parts_of(model, work);
    for (size_t i = 0; i < model->kernel_count; ++i) {
        const struct kernel_left kernel = kernel_left(model, bins, i);
        kernel_total(&parts.totals[i], &kernel);
    }
    for (size_t i = 0; i < model->exposure_count; ++i) {
        parts.exposures[i] = parts.totals[model->exposures[i].kernel];
    }
    keep_exposures(evaluations, count, model, parts.exposures);
    run_stages(evaluations, count, model, bins, &parts);
}
