/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One evaluation: exposures first, then the stages in the order in which each needs the outputs
 * of those before it (credits and lost profit need the owner's hours and revenue, suppliers and
 * insurers what the dependants lose). A pure function of the parameter vector: no memory is
 * taken, nothing is kept between calls, so that samples can run on any thread in any order.
 * Kernels are integrated by the caller, because starts of the same outage share them. */
#include "model/evaluate.h"

#include <math.h>

#include "model/discount.h"
#include "model/stages.h"

void model_integrate(struct kernel_bins *bins, const struct model *model, const double *parameters,
                     double start_fraction)
{
    for (size_t i = 0; i < model->kernel_count; ++i) {
        const struct model_kernel *kernel = &model->kernels[i];
        if (kernel->kind == KERNEL_PRODUCT) {
            discount_product(&bins[i], &bins[kernel->of], &bins[kernel->discount]);
        } else if (kernel->kind == KERNEL_DISCOUNT) {
            discount_integrate(&bins[i], model, kernel, parameters, start_fraction);
        } else {
            kernel_integrate(&bins[i], model, kernel, parameters, start_fraction);
        }
    }
}

size_t model_work(const struct model *model)
{
    return dependants_work(model) + indirect_in_time_work(model) + HOURS_PER_WEEK;
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

static struct stage stage_of(const struct model_evaluation *evaluation, const struct model *model,
                             const struct model_layout *layout)
{
    return (struct stage){.model = model,
                          .layout = layout,
                          .parameters = evaluation->parameters,
                          .exposures = evaluation->exposures,
                          .out = evaluation->out};
}

/* Each stage of all evaluations, then the next; `mean` is over starting hours. */
static void run_stages(const struct model_evaluation *evaluations, size_t count,
                       const struct model *model, struct lanes *work, bool mean)
{
    const struct model_layout layout = model_layout(model);
    struct stage stages[LANES];
    double *cell_net[LANES];
    for (size_t l = 0; l < count; ++l) {
        stages[l] = stage_of(&evaluations[l], model, &layout);
        cell_net[l] = evaluations[l].cell_net;
        owner_revenue(&stages[l]);
        service_credits(&stages[l]);
    }
    dependants(stages, cell_net, count, work);
    for (size_t l = 0; l < count; ++l) {
        indirect_loss(&stages[l]);
    }
    indirect_in_time(stages, count, work + dependants_work(model));
    dependants_businesses(stages, count);
    for (size_t l = 0; l < count; ++l) {
        economy_baseline(&stages[l]);
        fundamental_loss(&stages[l]);
        insurance(&stages[l], mean ? evaluations[l].bins : NULL);
        owner_account(&stages[l]);
    }
}

/* ---- Exposures ------------------------------------------------------------------------------- */

/* Two starts of one fraction of an hour have the same bins; only the hour of the profile
 * differs. */
static size_t hour_of(const struct model *model, const struct model_exposure *exposure,
                      double start_hour_of_week)
{
    return kernel_local_hour(&model->kernels[exposure->kernel], exposure->whole_offset_hours,
                             start_hour_of_week);
}

static void fill_exposures(const struct model_evaluation *evaluation, const struct model *model)
{
    for (size_t i = 0; i < model->exposure_count; ++i) {
        const struct model_exposure *exposure = &model->exposures[i];
        evaluation->exposures[i] = kernel_exposure(
            &evaluation->bins[exposure->kernel], &model->profiles[exposure->profile],
            hour_of(model, exposure, evaluation->start_hour_of_week));
    }
}

/* The bins of one kernel, of all evaluations; how many hours any of them uses. Lanes without one
 * have nothing. */
static size_t gather_bins(struct lanes *bins, const struct model_evaluation *evaluations,
                          size_t count, size_t kernel)
{
    size_t used = 0;
    for (size_t l = 0; l < count; ++l) {
        size_t own = evaluations[l].bins[kernel].used;
        used = own > used ? own : used;
    }
    for (size_t i = 0; i < used; ++i) {
        for (size_t l = 0; l < LANES; ++l) {
            const struct kernel_bins *own = l < count ? &evaluations[l].bins[kernel] : NULL;
            bins[i].at[l] = own != NULL && i < own->used ? own->bin[i] : 0;
        }
    }
    return used;
}

/* kernel_exposure() of all lanes: hours that one of them does not use are 0 in its bins. */
static struct lanes exposure_of(const struct lanes *bins, size_t used,
                                const struct model_profile *profile, size_t local_hour)
{
    size_t hour = local_hour;
    struct lanes exposure = {.part = {{0}}};
    for (size_t i = 0; i < used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            exposure.part[p] += bins[i].part[p] * profile->weight[hour];
        }
        hour = hour + 1 == HOURS_PER_WEEK ? 0 : hour + 1;
    }
    return exposure;
}

/* Whether two exposures have the same local time. */
static bool same_clock(const struct model *model, const struct model_exposure *a,
                       const struct model_exposure *b)
{
    return a->whole_offset_hours == b->whole_offset_hours &&
           model->kernels[a->kernel].offset_hours == model->kernels[b->kernel].offset_hours;
}

/* Exposures of a kernel are mostly neighbours, and its bins are gathered once for them. `bins` is
 * [HOURS_PER_WEEK]. */
static void fill_side_by_side(const struct model_evaluation *evaluations, size_t count,
                              const struct model *model, struct lanes *bins)
{
    size_t gathered = SIZE_MAX;
    size_t used = 0;
    const struct model_exposure *last = NULL;
    size_t hour = 0;
    for (size_t i = 0; i < model->exposure_count; ++i) {
        const struct model_exposure *exposure = &model->exposures[i];
        if (exposure->kernel != gathered) {
            gathered = exposure->kernel;
            used = gather_bins(bins, evaluations, count, gathered);
        }
        if (last == NULL || !same_clock(model, last, exposure)) {
            hour = hour_of(model, exposure, evaluations[0].start_hour_of_week);
        }
        last = exposure;
        const struct lanes all = exposure_of(bins, used, &model->profiles[exposure->profile], hour);
        for (size_t l = 0; l < count; ++l) {
            evaluations[l].exposures[i] = all.at[l];
        }
    }
}

/* Whether all begin in one hour, under the same weights. */
static bool start_together(const struct model_evaluation *evaluations, size_t count)
{
    for (size_t l = 1; l < count; ++l) {
        if (evaluations[l].start_hour_of_week != evaluations[0].start_hour_of_week) {
            return false;
        }
    }
    return true;
}

void model_evaluate(const struct model_evaluation *evaluations, size_t count,
                    const struct model *model, struct lanes *work)
{
    if (count > 1 && start_together(evaluations, count)) {
        fill_side_by_side(evaluations, count, model, work);
    } else {
        for (size_t l = 0; l < count; ++l) {
            fill_exposures(&evaluations[l], model);
        }
    }
    run_stages(evaluations, count, model, work, false);
}

/* The mean over the 168 starts of an exposure is that of a flat week. `bins` go to insurance,
 * whose payments are not linear in the exposures. */
void model_evaluate_mean(const struct model_evaluation *evaluations, size_t count,
                         const struct model *model, struct lanes *work)
{
    for (size_t l = 0; l < count; ++l) {
        for (size_t i = 0; i < model->exposure_count; ++i) {
            evaluations[l].exposures[i] =
                kernel_total(&evaluations[l].bins[model->exposures[i].kernel]);
        }
    }
    run_stages(evaluations, count, model, work, true);
}
