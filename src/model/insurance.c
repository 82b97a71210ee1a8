/* SPDX-License-Identifier: GPL-3.0-or-later */
/* covered = sum over rows of flow / 8766 * (E^W - sum_j f_j E_j^W) * (1 - kappa_s + attrition_s),
 * the loss after t0 + W;  insured = share * min(max(covered - deductible, 0), limit).
 * Policies of one insured pay in the order of the table, each at most what the ones before have
 * left of the loss; those of all businesses together come last. Nobody is paid more than was lost.
 * What an aggregate limit cuts stays with the insured: no later policy takes it up. */
#include "model/insurance.h"

#include <math.h>
#include <string.h>

#include "core/layer.h"
#include "model/stages.h"

/* The share is of the layer: the limit is in force before it. Both amounts are of one firm, in
 * the policy's currency. */
double insurance_pays(const struct policy_terms *terms, double covered)
{
    return terms->share * layer_of(covered, terms->deductible, terms->limit);
}

/* What has been paid beyond the limit leaves nothing, and takes nothing back. */
double insurance_left(double aggregate_limit, double paid_before, double insured)
{
    return fmin(insured, fmax(aggregate_limit - paid_before, 0));
}

/* ---- The stage ------------------------------------------------------------------------------- */

/* One start, or every starting hour of the week: a policy's payment is not linear in the loss, so
 * that the mean payment is not the payment of the mean loss. */
struct starts {
    size_t count;
    const struct kernel_bins *bins; /* NULL: the one start of the stage's exposures */
};

/* An amount at each start. */
struct amounts {
    double at[HOURS_PER_WEEK];
};

/* Each starting hour is as likely as any other. */
static double mean(const struct starts *starts, const struct amounts *amounts)
{
    double sum = 0;
    for (size_t i = 0; i < starts->count; ++i) {
        sum += amounts->at[i];
    }
    return sum / (double)starts->count;
}

/* `covers` NULL: the whole loss. In the report's currency, at one start or at each of the week. */
static void losses(struct amounts *loss, const struct stage *stage, const struct starts *starts,
                   const struct model_insured *insured, const struct model_cover *covers)
{
    const struct covered_rows covered = {stage->model->insured_rows + insured->first_row,
                                         insured->row_count, covers};
    if (starts->bins != NULL) {
        dependants_by_start(loss->at, stage, &covered, starts->bins);
        return;
    }
    loss->at[0] = 0;
    for (size_t i = 0; i < covered.count; ++i) {
        loss->at[0] += dependants_row(stage, &covered.rows[i], covers != NULL ? &covers[i] : NULL);
    }
}

/* Equal firms, in this sample. One sample has one number of firms, the same that made its flow: a
 * loss divided by it is that of one firm. */
static double firms_of(const struct stage *stage, const struct model_insured *insured)
{
    return insured->firms *
           dependants_factor(stage, FLOW_FIRMS, insured->firms_slopes[0], insured->firms_slopes[1]);
}

/* The amount that stands for one unit of a policy's currency, over all firms. */
static double unit_of(const struct stage *stage, const struct model_policy *policy)
{
    return stage_rate(stage, policy->per_usd) *
           firms_of(stage, &stage->model->insured[policy->insured]);
}

/* Policies of one insured are neighbours, and what insures all is the last insured: its gross
 * holds those of all others. */
bool insurance_counts_in_total(const struct model *model, size_t number)
{
    const struct model_policy *policy = &model->policies[number];
    bool all = model->insured[model->insured_count - 1].all;
    bool first = number == 0 || model->policies[number - 1].insured != policy->insured;
    return first && (!all || model->insured[policy->insured].all);
}

/* The rate and the firms are those of the sample, as with the loss. */
double insurance_aggregate_limit(const struct model *model, const struct model_policy *policy,
                                 const double *parameters)
{
    const struct stage stage = {.model = model, .parameters = parameters};
    const double limit = policy->terms.aggregate_limit;
    return isinf(limit) ? INFINITY : limit * unit_of(&stage, policy);
}

/* One policy; `left` is what others have left of the loss, and is lessened. Terms are of one firm
 * in the policy's currency: the loss is brought there and the payment back. A unit of 0, no firms,
 * pays nothing. The aggregate limit is not taken from `left`: what it cuts, no later policy takes
 * up. */
static void settle(struct amounts *left, const struct stage *stage, const struct starts *starts,
                   size_t number)
{
    const struct model_policy *policy = &stage->model->policies[number];
    const struct model_insured *insured = &stage->model->insured[policy->insured];
    const double unit = unit_of(stage, policy);
    const double aggregate = insurance_aggregate_limit(stage->model, policy, stage->parameters);
    struct amounts insured_amounts;
    struct amounts paid;
    losses(&insured_amounts, stage, starts, insured, stage->model->covers + policy->first_cover);
    for (size_t i = 0; i < starts->count; ++i) {
        double pays =
            unit > 0 ? insurance_pays(&policy->terms, insured_amounts.at[i] / unit) * unit : 0;
        insured_amounts.at[i] = fmin(pays, left->at[i]);
        paid.at[i] = insurance_left(aggregate, 0, insured_amounts.at[i]);
        left->at[i] -= insured_amounts.at[i];
    }
    stage->out[stage->layout->policy_insured + number] = mean(starts, &insured_amounts);
    stage->out[stage->layout->policy_paid + number] = mean(starts, &paid);
}

/* `paid` is what the policies of single businesses pay. Policies are in the order of what they
 * insure, so that those of one insured follow each other; `*policy` ends at the next insured. What
 * covers all pays only what the single ones have left. */
static void settle_insured(struct amounts *paid, const struct stage *stage,
                           const struct starts *starts, size_t *policy)
{
    const struct model *model = stage->model;
    const uint32_t number = model->policies[*policy].insured;
    struct amounts gross;
    struct amounts left;
    losses(&gross, stage, starts, &model->insured[number], NULL);
    for (size_t i = 0; i < starts->count; ++i) {
        left.at[i] = model->insured[number].all ? fmax(gross.at[i] - paid->at[i], 0) : gross.at[i];
    }
    for (; *policy < model->policy_count && model->policies[*policy].insured == number; ++*policy) {
        stage->out[stage->layout->policy_gross + *policy] = mean(starts, &gross);
        settle(&left, stage, starts, *policy);
    }
    for (size_t i = 0; i < starts->count; ++i) {
        paid->at[i] += gross.at[i] - left.at[i];
    }
}

/* Single businesses come first, all together last, as preparation has sorted them. */
void insurance(const struct stage *stage, const struct kernel_bins *starts)
{
    const struct starts all = {.count = starts != NULL ? HOURS_PER_WEEK : 1, .bins = starts};
    struct amounts paid;
    if (stage->model->policy_count == 0) {
        return;
    }
    memset(&paid, 0, sizeof paid);
    for (size_t policy = 0; policy < stage->model->policy_count;) {
        settle_insured(&paid, stage, &all, &policy);
    }
}
