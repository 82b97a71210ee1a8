/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evaluate.h"

#include "model/stages.h"

struct model_layout model_layout(const struct model *model)
{
    struct model_layout layout = {0};
    const struct {
        size_t *offset;
        size_t size;
    } parts[] = {
        {&layout.owner_steps, model->platform_region_count * OWNER_STEP_COUNT},
        {&layout.lost_demand_hours, model->platform_region_count},
        {&layout.platform_hours, model->platform_count},
        {&layout.fundamental_loss, model->owner_count},
        {&layout.credits, model->credits_count},
        {&layout.dependant_steps, DEPENDANT_STEP_COUNT},
        {&layout.by_channel, model->platform_count * model->channel_count},
        {&layout.by_sector, model->platform_count * model->sector_count},
        {&layout.by_region, model->platform_count * model->region_count},
        {&layout.value_added, model->platform_count * model->sector_count},
        {&layout.rival_gain, 1},
        {&layout.perturbation, model->supply.count},
        {&layout.inoperability, model->supply.count},
        {&layout.indirect_loss, model->supply.count},
        {&layout.indirect_in_time, INDIRECT_TIMES * model->supply.count},
        {&layout.indirect_work, INDIRECT_WORK_COUNT * model->supply.count},
        {&layout.economy_baseline, 1},
        {&layout.class_hours, model->hours_class_count * CLASS_HOURS_COUNT},
        {&layout.class_rates, model->rate_class_count},
        {&layout.sector_kept, model->sector_count},
        {&layout.policy_gross, model->policy_count},
        {&layout.policy_insured, model->policy_count},
        {&layout.policy_paid, model->policy_count},
        {&layout.businesses, model->business_count},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
        *parts[i].offset = layout.count;
        layout.count += parts[i].size;
    }
    return layout;
}

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

void model_evaluate_mean(double *out, double *exposures, const struct model *model,
                         const struct kernel_bins *bins, const double *parameters)
{
    for (size_t i = 0; i < model->exposure_count; ++i) {
        exposures[i] = kernel_total(&bins[model->exposures[i].kernel]);
    }
    run_stages(out, NULL, exposures, model, parameters, bins);
}
