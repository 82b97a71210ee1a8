/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs and recoveries of the owner, in the report's currency, and what its own policies pay:
 *
 *     covered = sum over its rows of net loss * H^W / H
 *     insured = share * min(max(covered - deductible, 0), limit)
 *
 * H^W are the lost hours after the waiting time W, since the loss of a row is in proportion to its
 * hours. Policies pay in the order of the table, each at most what those before have left of the
 * net loss. Without a start, hours are means over the week, and the payment is that of the mean
 * loss. */
#include <math.h>

#include "model/insurance.h"
#include "model/stages.h"

static void add_bookings(const struct stage *stage, double *out,
                         const struct model_booking *bookings, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        out[i] = bookings[i].sign * stage_amount(stage, &bookings[i].amount);
    }
}

static double net_of(const struct stage *stage, size_t row)
{
    return stage->out[stage->layout->owner_steps + row * OWNER_STEP_COUNT + OWNER_NET];
}

/* The net loss of the policy's owner, and the part of it after the waiting time. */
static void find_losses(double *net, double *covered, const struct stage *stage,
                        const struct model_own_policy *policy)
{
    const struct model *model = stage->model;
    *net = 0;
    *covered = 0;
    for (size_t row = 0; row < model->platform_region_count; ++row) {
        const struct model_platform_region *pr = &model->platform_regions[row];
        const double hours = stage_exposure(stage, pr->exposure.full);
        if (model->platforms[pr->platform].owner == policy->owner && hours > 0) {
            *net += net_of(stage, row);
            *covered += net_of(stage, row) * stage_exposure(stage, policy->covers[row]) / hours;
        }
    }
}

/* What the policies before this one leave of its owner's net loss. */
static double left_of(const struct stage *stage, double net, size_t number)
{
    const struct model_own_policy *policies = stage->model->own_policies;
    for (size_t i = 0; i < number; ++i) {
        if (policies[i].owner == policies[number].owner) {
            net -= stage->out[stage->layout->own_insured + i];
        }
    }
    return fmax(net, 0);
}

static void settle(const struct stage *stage, size_t number)
{
    const struct model_own_policy *policy = &stage->model->own_policies[number];
    const double unit = stage_rate(stage, policy->per_usd);
    double net;
    double covered;
    find_losses(&net, &covered, stage, policy);
    const double pays = insurance_pays(&policy->terms, covered / unit) * unit;
    const double insured = fmin(pays, left_of(stage, net, number));
    stage->out[stage->layout->own_insured + number] = insured;
    stage->out[stage->layout->own_paid + number] =
        fmin(insured, policy->terms.aggregate_limit * unit);
}

/* An income may be below 0. */
static void add_bases(const struct stage *stage)
{
    for (size_t o = 0; o < stage->model->owner_count; ++o) {
        const struct model_owner *owner = &stage->model->owners[o];
        const double rate = stage_rate(stage, owner->annual_revenue.per_usd);
        double *bases = stage->out + stage->layout->owner_bases + o * OWNER_BASE_COUNT;
        bases[OWNER_BASE_REVENUE] = rate * stage_value(stage, owner->annual_revenue.amount, 0);
        bases[OWNER_BASE_INCOME] = rate * stage_value(stage, owner->income, 0);
    }
}

void owner_account(const struct stage *stage)
{
    const struct model *model = stage->model;
    add_bases(stage);
    add_bookings(stage, stage->out + stage->layout->costs, model->costs, model->cost_count);
    add_bookings(stage, stage->out + stage->layout->recoveries, model->recoveries,
                 model->recovery_count);
    for (size_t i = 0; i < model->own_policy_count; ++i) {
        settle(stage, i);
    }
}
