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

/* The net loss of the policy's owner. */
static double find_net(const struct stage *stage, const struct model_own_policy *policy)
{
    double net = 0;
    for (size_t i = 0; i < policy->row_count; ++i) {
        const size_t row = policy->rows[i];
        if (stage_exposure(stage, stage->model->platform_regions[row].exposure.full) > 0) {
            net += net_of(stage, row);
        }
    }
    return net;
}

/* The part of it after the waiting time: that of an earlier policy, where it waits as long. */
static double find_covered(const struct stage *stage, size_t number)
{
    const struct model_own_policy *policy = &stage->model->own_policies[number];
    double covered = 0;
    if (policy->like != number) {
        return stage->out[stage->layout->own_covered + policy->like];
    }
    for (size_t i = 0; i < policy->row_count; ++i) {
        const size_t row = policy->rows[i];
        const double hours =
            stage_exposure(stage, stage->model->platform_regions[row].exposure.full);
        if (hours > 0) {
            covered += net_of(stage, row) * stage_exposure(stage, policy->covers[i]) / hours;
        }
    }
    return covered;
}

/* `own_left` is before the aggregate limit: what that cuts stays with the owner, and no later
 * policy takes it up, as with the policies of businesses (insurance.c). */
static void settle(const struct stage *stage, size_t number)
{
    const struct model_own_policy *policy = &stage->model->own_policies[number];
    const double unit = stage_rate(stage, policy->per_usd);
    const double covered = find_covered(stage, number);
    const double pays = insurance_pays(&policy->terms, covered / unit) * unit;
    const double left = policy->before != INDEX_NONE
                            ? stage->out[stage->layout->own_left + policy->before]
                            : find_net(stage, policy);
    const double insured = fmin(pays, fmax(left, 0));
    stage->out[stage->layout->own_covered + number] = covered;
    stage->out[stage->layout->own_left + number] = left - insured;
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
