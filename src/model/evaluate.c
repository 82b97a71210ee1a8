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

/* `starts` are the bins for a mean over starting hours, NULL for the start of the exposures. */
static void run_stages(double *out, double *cell_net, const double *exposures,
                       const struct model *model, const double *parameters,
                       const struct kernel_bins *starts)
{
    struct model_layout layout = model_layout(model);
    struct stage stage = {.model = model,
                          .layout = &layout,
                          .parameters = parameters,
                          .exposures = exposures,
                          .out = out};
    owner_revenue(&stage);
    service_credits(&stage);
    dependants(&stage, cell_net);
    indirect_loss(&stage);
    indirect_in_time(&stage);
    dependants_businesses(&stage);
    economy_baseline(&stage);
    fundamental_loss(&stage);
    insurance(&stage, starts);
}

/* Two starts of one fraction of an hour have the same bins; only the hour of the profile
 * differs. */
void model_evaluate(double *out, double *cell_net, double *exposures, const struct model *model,
                    const struct kernel_bins *bins, const double *parameters,
                    double start_hour_of_week)
{
    for (size_t i = 0; i < model->exposure_count; ++i) {
        const struct model_exposure *exposure = &model->exposures[i];
        size_t hour = kernel_local_hour(&model->kernels[exposure->kernel],
                                        exposure->whole_offset_hours, start_hour_of_week);
        exposures[i] =
            kernel_exposure(&bins[exposure->kernel], &model->profiles[exposure->profile], hour);
    }
    run_stages(out, cell_net, exposures, model, parameters, NULL);
}

/* The mean over the 168 starts of an exposure is that of a flat week. `bins` go to insurance,
 * whose payments are not linear in the exposures. */
void model_evaluate_mean(double *out, double *exposures, const struct model *model,
                         const struct kernel_bins *bins, const double *parameters)
{
    for (size_t i = 0; i < model->exposure_count; ++i) {
        exposures[i] = kernel_total(&bins[model->exposures[i].kernel]);
    }
    run_stages(out, NULL, exposures, model, parameters, bins);
}
