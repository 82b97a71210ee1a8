/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 3, service credits.  For each month m and region r of a platform:
 *
 *     availability_rm = 1 - integral of sigma_r over m / hours of m
 *     credit_rm       = subscription_revenue * growth_factor / 12 * revenue_share_r
 *                       * credit_share(availability_rm) * claimed_share
 *
 * credit_share is that of the deepest tier whose bound the availability is below: terms are for
 * what each customer had, so tiers are looked up by region and not for the mean of all. A month
 * gives the same whatever its length: subscriptions are paid by the month. Credits are no lost
 * revenue of the hours that were lost, and are added to none. */
#include "model/outage.h"
#include "model/stages.h"

static const double months_per_year = 12;

/* An availability at a bound is not below it, though rounding may say so: a part of a month. */
static const double rounding = 1e-12;

/* subscription_revenue * growth_factor / 12, in the report's currency. */
double credits_month_revenue(const struct stage *stage, const struct model_credits *credits)
{
    const struct model_platform *platform = &stage->model->platforms[credits->platform];
    return stage_amount(stage, &credits->subscription_revenue) *
           stage_value(stage, platform->growth_factor, 1) / months_per_year;
}

/* Bounds ascend, the deepest tier first: the first that holds is the one of the lowest bound. */
static const struct model_credit_tier *tier_of(const struct model_credits *credits,
                                               double availability)
{
    for (size_t i = 0; i < credits->tier_count; ++i) {
        if (availability < credits->tiers[i].availability_below - rounding) {
            return &credits->tiers[i];
        }
    }
    return NULL;
}

/* Hours of full unavailability in the month. A start that varies moves the outage, which is the
 * same as moving the month the other way. */
static double unavailable_hours(const struct stage *stage, const struct model_platform_region *pr,
                                const struct model_month *month)
{
    const struct model *model = stage->model;
    struct outage_pieces pieces;
    if (pr->exposure.full == INDEX_NONE) {
        return 0;
    }
    uint32_t curve = model->kernels[model->exposures[pr->exposure.full].kernel].curve;
    outage_pieces(&pieces, &model->outage, curve, stage->parameters);
    double later = model->outage.start_varies ? stage->parameters[model->outage.start_hours] : 0;
    return outage_integral(&pieces, month->from_hours - later, month->to_hours - later);
}

/* The amount is credit_rm of the top; without a tier the terms are kept, and it is 0. */
static struct credits_part part_of(const struct stage *stage, const struct model_credits *credits,
                                   double region_scale, size_t row, const struct model_month *month)
{
    const struct model_platform_region *pr = &stage->model->platform_regions[row];
    struct credits_part part = {.unavailable_hours = unavailable_hours(stage, pr, month)};
    part.availability = 1 - part.unavailable_hours / (month->to_hours - month->from_hours);
    part.tier = tier_of(credits, part.availability);
    if (part.tier != NULL) {
        part.amount = credits_month_revenue(stage, credits) * stage->parameters[pr->revenue_share] *
                      region_scale * stage->parameters[part.tier->credit_share] *
                      stage_value(stage, part.tier->claimed_share, 1);
    }
    return part;
}

/* Row by row, and in each its months in their order: what a report shows and what is summed are
 * one. */
void credits_each(const struct stage *stage, const struct model_credits *credits,
                  credits_visit *visit, void *user)
{
    const struct model *model = stage->model;
    const struct model_platform *platform = &model->platforms[credits->platform];
    const double scale = owner_region_scale(stage, credits->platform);
    for (size_t row = platform->first_row; row < platform->first_row + platform->row_count; ++row) {
        for (size_t m = 0; m < model->month_count; ++m) {
            struct credits_part part = part_of(stage, credits, scale, row, &model->months[m]);
            visit(user, row, m, &part);
        }
    }
}

static void add_amount(void *user, size_t row, size_t month, const struct credits_part *part)
{
    double *sum = user;
    (void)row;
    (void)month;
    *sum += part->amount;
}

void service_credits(const struct stage *stage)
{
    for (size_t i = 0; i < stage->model->credits_count; ++i) {
        double sum = 0;
        credits_each(stage, &stage->model->credits[i], add_amount, &sum);
        stage->out[stage->layout->credits + i] = sum;
    }
}
