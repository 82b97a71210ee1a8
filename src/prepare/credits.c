/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms of service credits, and the months that an outage may reach: calendar months of its start,
 * UTC, and those around it where the start varies; without a start it is taken to begin with an
 * average month of 730.5 hours. */
#include <math.h>
#include <stdlib.h>

#include "core/error.h"
#include "core/number.h"
#include "prepare/build.h"
#include "prepare/parameters.h"

/* ---- Terms ----------------------------------------------------------------------------------- */

/* tier_of() of the model takes the first whose bound holds. */
static int deepest_first(const void *a, const void *b)
{
    double x = ((const struct model_credit_tier *)a)->availability_below;
    double y = ((const struct model_credit_tier *)b)->availability_below;
    return (x > y) - (x < y);
}

/* The key has the bound in it: a platform has several tiers, and the bound is printed as it reads
 * back, so that a row of `uncertainty` can name it. */
static struct model_credit_tier make_tier(struct prepared *prepared, const struct row *row)
{
    char bound[NUMBER_TEXT_SIZE];
    number_print(bound, row->cells[CREDITS_AVAILABILITY_BELOW].number);
    const char *key =
        arena_format(prepared->arena, "%s/%s",
                     dataset_text(prepared->dataset, row->cells[CREDITS_PLATFORM].text), bound);
    prepared->out_of_memory = prepared->out_of_memory || key == NULL;
    return (struct model_credit_tier){
        .availability_below = row->cells[CREDITS_AVAILABILITY_BELOW].number,
        .credit_share = parameters_add_cell(prepared, CREDITS, row, CREDITS_CREDIT_SHARE, key),
        .claimed_share = parameters_add_cell(prepared, CREDITS, row, CREDITS_CLAIMED_SHARE, key)};
}

/* Terms are of a platform and not of a date: all rows of the platform are its tiers. */
static blackout_status add_tiers(struct prepared *prepared, struct model_credits *credits,
                                 string_id platform, blackout_error *error)
{
    const struct table *table = &prepared->dataset->tables[CREDITS];
    struct model_credit_tier *tiers = arena_alloc(prepared->arena, table->row_count, sizeof *tiers);
    if (tiers == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        if (table->rows[i].cells[CREDITS_PLATFORM].text == platform) {
            tiers[credits->tier_count++] = make_tier(prepared, &table->rows[i]);
        }
    }
    qsort(tiers, credits->tier_count, sizeof *tiers, deepest_first);
    credits->tiers = tiers;
    return BLACKOUT_OK;
}

/* Whether a platform has subscriptions and terms for them. One without the other is told: terms
 * alone leave the total out, since it would lack this platform's part. Subscriptions without terms
 * leave nothing out: the platform is taken to owe nothing. */
static bool earns_credits(struct prepared *prepared, const struct row *row)
{
    const struct cell *subscriptions = &row->cells[PLATFORMS_SUBSCRIPTION_REVENUE];
    string_id key = row->cells[PLATFORMS_PLATFORM].text;
    const char *name = dataset_text(prepared->dataset, key);
    bool has_terms = table_has_key(&prepared->dataset->tables[CREDITS], key);
    if (has_terms && !subscriptions->given) {
        prepared->has_credits = false;
        prepare_warn(prepared, "no_credits", name,
                     "the platform has terms in credits, but no subscription_revenue: service "
                     "credits are left out");
    }
    if (!has_terms && subscriptions->given && subscriptions->number > 0) {
        prepare_warn(prepared, "no_credit_terms", name,
                     "the platform has subscription_revenue, but no terms in credits: it is "
                     "assumed to owe no service credits");
    }
    return has_terms && subscriptions->given;
}

/* ---- Months ---------------------------------------------------------------------------------- */

/* The hour after which no sample of the outage has anything unavailable. Curves are reached through
 * the kernels that use them, since the model does not count its curves. */
static double longest_hours(const struct build *build)
{
    const struct prepared *prepared = build->prepared;
    const struct model_outage *outage = &prepared->model.outage;
    /* Both at their most extreme draws, though no sample has the two together: a month too many
     * costs little. */
    double longest = mapping_most(&prepared->scenario.duration_mapping) +
                     mapping_most(&prepared->scenario.recovery_mapping);
    for (size_t i = 0; outage->measured && i < build->kernels.kernel_count; ++i) {
        const struct severity_curve *curve = &outage->curves[build->kernels.kernels[i].curve];
        if (curve->piece_count > 0) {
            longest = fmax(longest, curve->pieces[curve->piece_count - 1].to_hours);
        }
    }
    return longest;
}

/* Hours from the start, before which the first month mostly begins: below 0. Without a start there
 * is no calendar: twelve equal months make the average year of 8766 hours. */
static struct model_month month_from(const struct prepared *prepared, instant month, size_t number)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    if (!scenario->has_start) {
        return (struct model_month){(double)number * HOURS_PER_MONTH,
                                    (double)(number + 1) * HOURS_PER_MONTH};
    }
    return (struct model_month){(double)(month - scenario->start) / SECONDS_PER_HOUR,
                                (double)(calendar_next_month(month) - scenario->start) /
                                    SECONDS_PER_HOUR};
}

/* A start that varies may be in the months around its own. */
static blackout_status add_months(const struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct resolved_scenario *scenario = &prepared->scenario;
    const struct mapping start = mapping_normal(scenario->start_sd_hours);
    const double later_hours = mapping_most(&start); /* 0 where it is certain */
    /* The latest start and the longest outage of any sample: a month that is missing here would be
     * one in which nothing is ever owed. */
    double longest = longest_hours(build) + later_hours;
    struct model_month *months = NULL;
    size_t capacity = 0;
    size_t count = 0;
    instant month = INSTANT_ANY;
    if (scenario->has_start) {
        month = calendar_month(scenario->start - (instant)(later_hours * SECONDS_PER_HOUR));
    }
    prepared->first_month = month;
    /* At least the month of the start, even of an outage of no length. */
    while (count == 0 || months[count - 1].to_hours < longest) {
        if (arena_grow(prepared->arena, (void **)&months, &capacity, count, sizeof *months) != 0) {
            return error_memory(error);
        }
        months[count] = month_from(prepared, month, count);
        ++count;
        month = scenario->has_start ? calendar_next_month(month) : month;
    }
    prepared->model.months = months;
    prepared->model.month_count = count;
    return BLACKOUT_OK;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* The subscriptions are in the currency of the platform's annual_revenue, whose rate there
 * is. */
blackout_status build_credits(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    struct model *model = &prepared->model;
    if (prepared->mode.no_further_losses) {
        return BLACKOUT_OK;
    }
    struct model_credits *credits =
        arena_alloc(prepared->arena, model->platform_count, sizeof *credits);
    blackout_status status = credits != NULL ? BLACKOUT_OK : error_memory(error);
    /* Until a platform has terms without revenue from subscriptions. */
    prepared->has_credits = true;
    for (uint32_t p = 0; p < model->platform_count && status == BLACKOUT_OK; ++p) {
        const struct row *row = prepared->platform_rows[p];
        if (!model->platforms[p].selected || !earns_credits(prepared, row)) {
            continue;
        }
        struct model_credits *added = &credits[model->credits_count++];
        string_id key = row->cells[PLATFORMS_PLATFORM].text;
        *added = (struct model_credits){
            .platform = p,
            .subscription_revenue = {parameters_add_cell(prepared, PLATFORMS, row,
                                                         PLATFORMS_SUBSCRIPTION_REVENUE,
                                                         dataset_text(prepared->dataset, key)),
                                     model->platforms[p].annual_revenue.per_usd}};
        status = add_tiers(prepared, added, key, error);
    }
    /* False already where a platform has terms and no subscriptions: a total without it would
     * mislead. */
    prepared->has_credits = prepared->has_credits && model->credits_count > 0;
    model->credits = credits;
    if (status != BLACKOUT_OK || model->credits_count == 0) {
        return status;
    }
    if (!prepared->scenario.has_start) {
        prepare_warn(prepared, "average_month", "credits",
                     "without a start the outage is assumed to begin with an average month of "
                     "730.5 hours; service credits depend on the month it falls in");
    }
    return add_months(build, error);
}
