/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a year is counted by: losses of owners, dependants and platforms, and what policies pay;
 * each as a sum over the outputs of a model. */
#include <string.h>

#include "core/error.h"
#include "model/evaluate.h"
#include "model/insurance.h"
#include "risk/risk_run.h"

static const char *const kind_names[] = {[RISK_OWNER] = "owner_revenue_loss",
                                         [RISK_DEPENDANTS] = "dependent_revenue_loss",
                                         [RISK_POLICY_GROSS] = "gross_loss",
                                         [RISK_POLICY_INSURED] = "insured_loss",
                                         [RISK_POLICY_RETAINED] = "retained_loss"};

/* The order in which measures are added is that of the report, and their numbers are those of its
 * tables (SummaryId). Whoever knows a better title sets it. */
static struct risk_measure *add_measure(struct blackout_risk *risk, const char *of,
                                        const char *name, enum risk_kind kind)
{
    struct risk_measure *measure = &risk->measures[risk->measure_count++];
    *measure = (struct risk_measure){.of = of,
                                     .name = name,
                                     .title = name,
                                     .loss = kind_names[kind],
                                     .kind = kind,
                                     .process = SIZE_MAX,
                                     .platform = SIZE_MAX};
    return measure;
}

/* Whether a platform is down in one of the owner's footprints. */
static bool is_struck(const struct risk_run *run, size_t process, size_t platform)
{
    for (size_t i = 0; i < run->owners[process].footprint_count; ++i) {
        if (run->owners[process].prepared[i].model.platforms[platform].selected) {
            return true;
        }
    }
    return false;
}

/* Both losses of a platform that some outage can strike. Once, whichever process strikes it: a row
 * of the catalogue may name platforms that another owner runs. Whether there are dependants is of
 * the package, and the same in all models. */
static void add_platform(struct risk_run *run, size_t platform, const char *name, const char *title)
{
    struct blackout_risk *risk = run->risk;
    for (size_t p = 0; p < risk->owner_count; ++p) {
        if (is_struck(run, p, platform)) {
            const size_t first = risk->measure_count;
            add_measure(risk, "platform", name, RISK_OWNER);
            if (run->owners[0].prepared[0].has_dependants) {
                add_measure(risk, "platform", name, RISK_DEPENDANTS);
            }
            for (size_t m = first; m < risk->measure_count; ++m) {
                risk->measures[m].platform = platform;
                risk->measures[m].title = title;
            }
            return;
        }
    }
}

/* A policy has a row for each business it insures; NULL when memory is out. */
static const char *policy_name(struct risk_run *run, const struct row *row)
{
    const struct cell *business = &row->cells[POLICIES_BUSINESS];
    const char *policy = risk_text(run, row->cells[POLICIES_POLICY].text);
    return business->given
               ? arena_format(&run->risk->arena, "%s/%s", policy, risk_text(run, business->text))
               : risk_copy(run, row->cells[POLICIES_POLICY].text);
}

/* The three measures of a policy, or of all together: SIZE_MAX. */
static struct years_insurance add_insurance(struct blackout_risk *risk, const char *of,
                                            const char *name, size_t policy)
{
    size_t first = risk->measure_count;
    static const enum risk_kind kinds[] = {RISK_POLICY_GROSS, RISK_POLICY_INSURED,
                                           RISK_POLICY_RETAINED};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; ++i) {
        struct risk_measure *measure = add_measure(risk, of, name, kinds[i]);
        measure->policy = policy;
        measure->title = policy == SIZE_MAX ? "policies" : name;
    }
    return (struct years_insurance){first, first + 1, first + 2};
}

/* Policies are the package's, and so the same in every footprint's model: any will do. */
static blackout_status add_policies(struct risk_run *run, blackout_error *error)
{
    struct blackout_risk *risk = run->risk;
    const struct prepared *any = &run->owners[0].prepared[0];
    struct years_policy *policies =
        arena_alloc(&run->arena, any->model.policy_count, sizeof *policies);
    if (policies == NULL) {
        return error_memory(error);
    }
    run->policies = policies;
    /* All together would repeat the only one. */
    if (any->model.policy_count > 1) {
        run->insurance = add_insurance(risk, "policies", "all", SIZE_MAX);
    }
    for (size_t k = 0; k < any->model.policy_count; ++k) {
        const char *name = policy_name(run, any->policy_rows[k]);
        if (name == NULL) {
            return error_memory(error);
        }
        policies[k] = (struct years_policy){k, add_insurance(risk, "policy", name, k)};
    }
    return BLACKOUT_OK;
}

/* Of all footprints: platforms that only some outages strike may have rows of other times, and the
 * report dates its inputs by all of them. */
static void note_inputs(struct risk_run *run)
{
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        for (size_t i = 0; i < run->owners[p].footprint_count; ++i) {
            run_note_inputs(&run->risk->about.scenario, &run->owners[p].prepared[i]);
        }
    }
}

/* Both losses of each owner's outages, the dependants' of all owners where there are several, both
 * of each platform; what policies pay. Those of owners come first, as risk_rarities() expects. */
blackout_status risk_measures(struct risk_run *run, blackout_error *error)
{
    struct blackout_risk *risk = run->risk;
    const struct prepared *any = &run->owners[0].prepared[0];
    size_t most =
        2 * (risk->owner_count + 1 + any->model.platform_count) + 3 * (any->model.policy_count + 1);
    risk->measures = arena_alloc(&risk->arena, most, sizeof *risk->measures);
    if (risk->measures == NULL) {
        return error_memory(error);
    }
    note_inputs(run);
    for (size_t p = 0; p < risk->owner_count; ++p) {
        const size_t first = risk->measure_count;
        add_measure(risk, "owner", risk->owners[p].owner, RISK_OWNER);
        if (any->has_dependants) {
            add_measure(risk, "dependants", risk->owners[p].owner, RISK_DEPENDANTS);
        }
        for (size_t m = first; m < risk->measure_count; ++m) {
            risk->measures[m].process = p;
            risk->measures[m].title = risk->owners[p].title;
        }
    }
    if (risk->owner_count > 1 && any->has_dependants) {
        add_measure(risk, "dependants", "all", RISK_DEPENDANTS)->title = "all owners";
    }
    for (size_t k = 0; k < any->model.platform_count; ++k) {
        const struct row *row = any->platform_rows[k];
        const char *name = risk_copy(run, row->cells[PLATFORMS_PLATFORM].text);
        const char *title = risk_copy(run, row->cells[PLATFORMS_NAME].text);
        if (name == NULL || title == NULL) {
            return error_memory(error);
        }
        add_platform(run, k, name, title);
    }
    return add_policies(run, error);
}

/* By row and not by platform: net losses are outputs of rows. */
static void add_owner_terms(struct figures *figures, const struct model *model,
                            const struct model_layout *layout, size_t platform)
{
    for (size_t row = 0; row < model->platform_region_count; ++row) {
        if (platform == SIZE_MAX || model->platform_regions[row].platform == platform) {
            figures_term(figures, layout->owner_steps + row * OWNER_STEP_COUNT + OWNER_NET, 1);
        }
    }
}

/* By channel, of which each loss has exactly one. */
static void add_dependant_terms(struct figures *figures, const struct model *model,
                                const struct model_layout *layout, size_t platform)
{
    if (platform == SIZE_MAX) {
        figures_term(figures, layout->dependant_steps + DEPENDANT_NET, 1);
        return;
    }
    for (size_t c = 0; c < model->channel_count; ++c) {
        figures_term(figures, layout->by_channel + platform * model->channel_count + c, 1);
    }
}

/* Of one policy, or of all together: SIZE_MAX. */
static void add_gross_terms(struct figures *figures, const struct model *model,
                            const struct model_layout *layout, size_t policy)
{
    for (size_t k = 0; k < model->policy_count; ++k) {
        if (policy == k || (policy == SIZE_MAX && insurance_counts_in_total(model, k))) {
            figures_term(figures, layout->policy_gross + k, 1);
        }
    }
}

/* What is retained is what is left when the year has been settled. */
static void add_terms(struct figures *figures, const struct model *model,
                      const struct model_layout *layout, const struct risk_measure *measure)
{
    switch (measure->kind) {
    case RISK_OWNER:
        add_owner_terms(figures, model, layout, measure->platform);
        break;
    case RISK_DEPENDANTS:
        add_dependant_terms(figures, model, layout, measure->platform);
        break;
    case RISK_POLICY_GROSS:
        add_gross_terms(figures, model, layout, measure->policy);
        break;
    case RISK_POLICY_INSURED:
        if (measure->policy != SIZE_MAX) { /* of all: once the year has been settled */
            figures_term(figures, layout->policy_insured + measure->policy, 1);
        }
        break;
    case RISK_POLICY_RETAINED:
        break;
    }
}

/* Every model has a figure for every measure, without terms where the measure is another
 * process's: so columns have one numbering. */
blackout_status risk_figures(struct figures *figures, struct risk_run *run, size_t process,
                             const struct model *model, blackout_error *error)
{
    const struct model_layout layout = model_layout(model);
    *figures = (struct figures){.arena = &run->arena};
    for (size_t m = 0; m < run->risk->measure_count; ++m) {
        const struct risk_measure *measure = &run->risk->measures[m];
        figures_begin(figures);
        if (measure->process != SIZE_MAX && measure->process != process) {
            continue;
        }
        add_terms(figures, model, &layout, measure);
    }
    return figures->failed ? error_memory(error) : BLACKOUT_OK;
}
