/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One evaluation: exposures first, then the stages in the order in which each needs the outputs
 * of those before it (credits and lost profit need the owner's hours and revenue, suppliers and
 * insurers what the dependants lose). A pure function of the parameter vector: no memory is
 * taken, nothing is kept between calls, so that samples can run on any thread in any order.
 * Kernels are integrated by the caller, because starts of the same outage share them. */
#include "model/evaluate.h"

#include "model/stages.h"

void model_integrate(struct kernel_bins *bins, const struct model *model, const double *parameters,
                     double start_fraction)
{
    for (size_t i = 0; i < model->kernel_count; ++i) {
        kernel_integrate(&bins[i], model, &model->kernels[i], parameters, start_fraction);
    }
}

size_t model_work(const struct model *model)
{
    return indirect_in_time_work(model);
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
    for (size_t l = 0; l < count; ++l) {
        stages[l] = stage_of(&evaluations[l], model, &layout);
        owner_revenue(&stages[l]);
        service_credits(&stages[l]);
        dependants(&stages[l], evaluations[l].cell_net);
        indirect_loss(&stages[l]);
    }
    indirect_in_time(stages, count, work);
    for (size_t l = 0; l < count; ++l) {
        dependants_businesses(&stages[l]);
        economy_baseline(&stages[l]);
        fundamental_loss(&stages[l]);
        insurance(&stages[l], mean ? evaluations[l].bins : NULL);
        owner_account(&stages[l]);
    }
}

/* Two starts of one fraction of an hour have the same bins; only the hour of the profile
 * differs. */
static void fill_exposures(const struct model_evaluation *evaluation, const struct model *model)
{
    for (size_t i = 0; i < model->exposure_count; ++i) {
        const struct model_exposure *exposure = &model->exposures[i];
        size_t hour =
            kernel_local_hour(&model->kernels[exposure->kernel], exposure->whole_offset_hours,
                              evaluation->start_hour_of_week);
        evaluation->exposures[i] = kernel_exposure(&evaluation->bins[exposure->kernel],
                                                   &model->profiles[exposure->profile], hour);
    }
}

void model_evaluate(const struct model_evaluation *evaluations, size_t count,
                    const struct model *model, struct lanes *work)
{
    for (size_t l = 0; l < count; ++l) {
        fill_exposures(&evaluations[l], model);
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
