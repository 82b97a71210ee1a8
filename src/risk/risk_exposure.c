/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an outage reaches, as the field counts it: the revenue of a year that goes through what is
 * down, where it is down, every input in its centre. Of an owner that is its platforms', after
 * growth and use; of dependants and of what policies insure the flow through the platforms. It is
 * no bound of a loss in a sample, which has errors of its own; in the centre it is one for outages
 * of less than a year. */
#include "core/error.h"
#include "core/sum.h"
#include "model/insurance.h"
#include "model/stages.h"
#include "risk/risk_run.h"

/* The sum of R_pr * 8766 over the rows of a platform that are down, with the scale that keeps
 * revenue shares. */
static void add_exposure(struct sum *sum, const struct stage *stage, uint32_t platform)
{
    const struct model_platform *of = &stage->model->platforms[platform];
    const double rate = owner_revenue_rate(stage, platform, owner_scale(stage, of->owner));
    const double scale = owner_region_scale(stage, platform);
    for (size_t i = 0; i < of->row_count; ++i) {
        const struct model_platform_region *pr = &stage->model->platform_regions[of->first_row + i];
        if (pr->exposure.full != INDEX_NONE) {
            sum_add(sum, rate * scale * stage->parameters[pr->revenue_share]);
        }
    }
}

/* Of one platform, or of all that are down: SIZE_MAX. */
static double owner_exposure(const struct stage *stage, size_t platform)
{
    struct sum sum = {0};
    for (uint32_t p = 0; p < stage->model->platform_count; ++p) {
        if (platform == SIZE_MAX || platform == p) {
            add_exposure(&sum, stage, p);
        }
    }
    return sum_value(&sum);
}

/* The factors that a flow has in samples are 1 in the centre, and left out. */
static double cell_exposure(const struct stage *stage, size_t number, double flow_per_year)
{
    const struct model_cell *cell = &stage->model->cells[number];
    return cell->exposure.full != INDEX_NONE ? flow_per_year * stage_rate(stage, cell->per_usd) : 0;
}

/* Fallbacks do not count: what is reached is not yet lost. */
static double dependant_exposure(const struct stage *stage, size_t platform)
{
    const struct model *model = stage->model;
    struct sum sum = {0};
    for (size_t i = 0; i < model->cell_count; ++i) {
        if (platform == SIZE_MAX || model->cells[i].platform == platform) {
            sum_add(&sum, cell_exposure(stage, i, model->cells[i].flow_per_year));
        }
    }
    return sum_value(&sum);
}

/* Of one policy, or of all together, each insured once: SIZE_MAX. */
static double policy_exposure(const struct stage *stage, size_t policy)
{
    const struct model *model = stage->model;
    struct sum sum = {0};
    for (size_t k = 0; k < model->policy_count; ++k) {
        if (policy != k && !(policy == SIZE_MAX && insurance_counts_in_total(model, k))) {
            continue;
        }
        const struct model_insured *insured = &model->insured[model->policies[k].insured];
        for (size_t i = 0; i < insured->row_count; ++i) {
            const struct model_business_row *row = &model->insured_rows[insured->first_row + i];
            sum_add(&sum, cell_exposure(stage, row->cell, row->flow_per_year));
        }
    }
    return sum_value(&sum);
}

/* All three measures of a policy reach the same revenue. */
static double exposure_of(const struct stage *stage, const struct risk_measure *measure)
{
    switch (measure->kind) {
    case RISK_OWNER:
        return owner_exposure(stage, measure->platform);
    case RISK_DEPENDANTS:
        return dependant_exposure(stage, measure->platform);
    case RISK_POLICY_GROSS:
    case RISK_POLICY_INSURED:
    case RISK_POLICY_RETAINED:
        break;
    }
    return policy_exposure(stage, measure->policy);
}

/* In the centre, of each footprint and measure: [footprints][measures]. */
blackout_status risk_exposures(struct risk_run *run, blackout_error *error)
{
    size_t measures = run->risk->measure_count;
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        struct risk_owner_run *owner = &run->owners[p];
        owner->exposures =
            arena_alloc(&run->arena, owner->footprint_count * measures, sizeof *owner->exposures);
        if (owner->exposures == NULL) {
            return error_memory(error);
        }
        for (size_t i = 0; i < owner->footprint_count; ++i) {
            const struct prepared *prepared = &owner->prepared[i];
            const struct stage stage = {.model = &prepared->model, .parameters = prepared->centres};
            for (size_t m = 0; m < measures; ++m) {
                owner->exposures[i * measures + m] = exposure_of(&stage, &run->risk->measures[m]);
            }
        }
    }
    return BLACKOUT_OK;
}
