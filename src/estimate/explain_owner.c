/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner's figures, row by row: revenue an hour, lost demand, their product, what is made up.
 * Whatever is shown as a product ends in the model's own number, so that the last step is the
 * report's to the last bit. What is no output of the model (the scale, the rate, the recapture) is
 * asked of the functions of its stage, and not worked out by a second formula. */
#include "core/sum.h"
#include "estimate/explaining.h"
#include "estimate/figure_catalogue.h"
#include "model/recapture.h"

/* How a platform's revenue is scaled so that its owner's sum to what the owner has. c_o of the
 * methodology; without revenue of its own the owner scales nothing. Platforms that are up are in
 * the sum: what one has, another has not. */
static void add_scale(struct explaining *explaining, uint32_t p)
{
    const struct model *model = explaining->stage.model;
    const struct model_platform *platform = &model->platforms[p];
    const struct model_owner *owner = &model->owners[platform->owner];
    double own = stage_amount(&explaining->stage, &platform->annual_revenue);
    double sum = 0;
    if (!owner->has_annual_revenue) {
        return;
    }
    for (size_t i = 0; i < model->platform_count; ++i) {
        sum += model->platforms[i].owner == platform->owner
                   ? stage_amount(&explaining->stage, &model->platforms[i].annual_revenue)
                   : 0;
    }
    double of_owner = stage_amount(&explaining->stage, &owner->annual_revenue);
    const char *what =
        arena_format(explaining_arena(explaining), "%s: annual_revenue, scaled to its owner's",
                     explaining_key(explaining, explaining->run->prepared->platform_rows[p],
                                    PLATFORMS_PLATFORM));
    explaining_step(
        explaining, what,
        arena_format(explaining_arena(explaining),
                     "annual_revenue %.12g * the owner's %.12g / sum over its platforms %.12g", own,
                     of_owner, sum),
        sum > 0 ? own * of_owner / sum : own, explaining_currency(explaining));
}

/* annual_revenue is found back from the rate, so that it is the scaled one. Where growth or use is
 * 0 it cannot be found back, and the product is 0 in any case. */
static double add_rate(struct explaining *explaining, const struct model_platform_region *pr,
                       const char *where)
{
    const struct model_platform *platform = &explaining->stage.model->platforms[pr->platform];
    double growth = explaining_value(explaining, platform->growth_factor, 1);
    double usage = explaining_value(explaining, platform->usage_share, 1);
    double share = explaining_value(explaining, pr->revenue_share, 0);
    double used = owner_revenue_rate(&explaining->stage, pr->platform,
                                     owner_scale(&explaining->stage, platform->owner));
    double rate = used * share / HOURS_PER_YEAR;
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "%s: revenue per hour", where),
        arena_format(explaining_arena(explaining),
                     "annual_revenue %.12g * growth_factor %.10g * usage_share %.10g * "
                     "revenue_share %.10g / 8766",
                     growth * usage > 0 ? used / (growth * usage) : 0, growth, usage, share),
        rate, explaining_currency(explaining));
    return rate;
}

static const double *steps_of(const struct explaining *explaining, size_t number)
{
    return explaining->run->out +
           model_place(&explaining->run->layout, OUTPUT_OWNER_STEPS, number, 0);
}

/* What of a row is earned later, after a step that says how it comes about. */
static double recapture_of(struct explaining *explaining, size_t number)
{
    const struct model *model = explaining->stage.model;
    const struct model_platform_region *pr = &model->platform_regions[number];
    const struct model_recapture *recapture = &model->platforms[pr->platform].recapture;
    const double lost = stage_exposure(&explaining->stage, pr->exposure.full);
    const double discounted = stage_exposure(&explaining->stage, pr->discounted);
    explaining_recapture(explaining, recapture,
                         recapture_share(&explaining->stage, recapture, lost, discounted),
                         explaining_row(explaining, pr));
    return 1 - recapture_kept(&explaining->stage, recapture, lost, discounted);
}

/* One more step of a row, from its gross loss. */
static void add_from_gross(struct explaining *explaining, size_t number, const char *formula,
                           double value)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    explaining_step(explaining,
                    arena_format(explaining_arena(explaining), "%s: %s",
                                 explaining_row(explaining, pr), explaining->figure->step),
                    formula, value, explaining_currency(explaining));
}

/* R_pr H_pr of the methodology, by its factors; the product is the model's own number. Every figure
 * of the owner's side begins with these steps, and its inputs are asked of its own row of the
 * catalogue. */
static void gross_row(struct explaining *explaining, size_t number)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    const struct model_layout *layout = &explaining->run->layout;
    const char *where = explaining_row(explaining, pr);
    explaining->figure->inputs(&explaining->visitor, number);
    inputs_owner_scale(&explaining->visitor,
                       explaining->stage.model->platforms[pr->platform].owner);
    add_rate(explaining, pr, where);
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "%s: lost demand", where),
        arena_format(explaining_arena(explaining),
                     "integral of severity weighted by the profile %s",
                     explaining_profile(explaining, pr->exposure.full)),
        explaining->run->out[layout->lost_demand_hours + number], explaining_average_hours);
    explaining_step(explaining, arena_format(explaining_arena(explaining), "%s: gross", where),
                    "revenue per hour * lost demand", steps_of(explaining, number)[OWNER_RECOVERY],
                    explaining_currency(explaining));
    ++explaining->part_count;
}

/* What is made up is the gross loss less what is left of it, before the calibration: that is of the
 * model, and no sale comes back by it. */
static void recaptured_row(struct explaining *explaining, size_t number)
{
    const double *steps = steps_of(explaining, number);
    gross_row(explaining, number);
    add_from_gross(explaining, number,
                   arena_format(explaining_arena(explaining), "gross * recapture %.10g",
                                recapture_of(explaining, number)),
                   steps[OWNER_RECOVERY] - steps[OWNER_RECAPTURE]);
}

static void uncalibrated_row(struct explaining *explaining, size_t number)
{
    gross_row(explaining, number);
    add_from_gross(explaining, number,
                   arena_format(explaining_arena(explaining), "gross * (1 - recapture %.10g)",
                                recapture_of(explaining, number)),
                   steps_of(explaining, number)[OWNER_RECAPTURE]);
}

/* In the centre the model's own error is its location alone: no factor where that is 0. */
static void net_row(struct explaining *explaining, size_t number)
{
    double calibration = owner_calibration(&explaining->stage.model->error);
    const char *last = calibration != 1 ? arena_format(explaining_arena(explaining),
                                                       " * calibration %.10g", calibration)
                                        : "";
    gross_row(explaining, number);
    add_from_gross(explaining, number,
                   arena_format(explaining_arena(explaining), "gross * (1 - recapture %.10g)%s",
                                recapture_of(explaining, number), last),
                   steps_of(explaining, number)[OWNER_NET]);
}

/* Calls `explain` for each row of the owner's side that the figure has. */
static void each_row(struct explaining *explaining, void (*explain)(struct explaining *, size_t))
{
    const struct model *model = explaining->stage.model;
    for (size_t i = model_element(model, OUTPUT_OWNER_STEPS, &explaining->of, 0); i != SIZE_MAX;
         i = model_element(model, OUTPUT_OWNER_STEPS, &explaining->of, i + 1)) {
        explain(explaining, i);
    }
}

/* The same for money, which each platform has scaled to what its owner has; a platform of which the
 * figure is not known has no row. The scaling is shown once for a platform, before the first of its
 * regions. */
static void each_scaled_row(struct explaining *explaining,
                            void (*explain)(struct explaining *, size_t))
{
    const struct model *model = explaining->stage.model;
    struct model_selection of = explaining->of;
    uint32_t scaled = INDEX_NONE;
    for (size_t i = model_element(model, OUTPUT_OWNER_STEPS, &explaining->of, 0); i != SIZE_MAX;
         i = model_element(model, OUTPUT_OWNER_STEPS, &explaining->of, i + 1)) {
        of.platform = model->platform_regions[i].platform;
        if (!explaining->figure->is_known(explaining->run->prepared, &of)) {
            continue;
        }
        if (of.platform != scaled) {
            scaled = of.platform;
            add_scale(explaining, scaled);
        }
        explain(explaining, i);
    }
}

void explain_owner_gross(struct explaining *explaining)
{
    each_scaled_row(explaining, gross_row);
}

void explain_owner_recaptured(struct explaining *explaining)
{
    each_scaled_row(explaining, recaptured_row);
}

void explain_owner_uncalibrated(struct explaining *explaining)
{
    each_scaled_row(explaining, uncalibrated_row);
}

void explain_owner_net(struct explaining *explaining)
{
    each_scaled_row(explaining, net_row);
}

/* The amounts are the platform's own and not scaled: a ratio is made of them
 * (model/owner_revenue.c). */
static void advertising_row(struct explaining *explaining, size_t number)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    const struct model_platform *platform = &explaining->stage.model->platforms[pr->platform];
    gross_row(explaining, number);
    explaining_step(
        explaining,
        arena_format(explaining_arena(explaining), "%s: advertising",
                     explaining_row(explaining, pr)),
        arena_format(explaining_arena(explaining),
                     "gross * (annual_revenue %.12g - subscription_revenue %.12g) / "
                     "(annual_revenue * usage_share %.10g), at most gross",
                     explaining_value(explaining, platform->annual_revenue.amount, 0),
                     explaining_value(explaining, platform->subscription_revenue, 0),
                     explaining_value(explaining, platform->usage_share, 1)),
        explaining->run->out[model_place(&explaining->run->layout, OUTPUT_ADVERTISING, number, 0)],
        explaining_currency(explaining));
}

void explain_advertising(struct explaining *explaining)
{
    each_scaled_row(explaining, advertising_row);
}

/* ---- Lost hours ------------------------------------------------------------------------------ */

/* Weights are only of use where several rows are averaged, and only there are they inputs. */
static void hours_row(struct explaining *explaining, size_t number)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    double hours = explaining->run->out[explaining->run->layout.lost_demand_hours + number];
    bool weighted = explaining->of.region == INDEX_NONE;
    double share = explaining_value(explaining, pr->revenue_share, 0);
    if (weighted) {
        explaining->figure->inputs(&explaining->visitor, number);
    }
    explaining_step(explaining,
                    arena_format(explaining_arena(explaining), "%s: lost demand",
                                 explaining_row(explaining, pr)),
                    arena_format(explaining_arena(explaining),
                                 "integral of severity weighted by the profile %s%s",
                                 explaining_profile(explaining, pr->exposure.full),
                                 weighted ? arena_format(explaining_arena(explaining),
                                                         "; weight: revenue_share %.10g", share)
                                          : ""),
                    hours, explaining_average_hours);
    ++explaining->part_count;
}

/* One region has its hours and no weight; several are a mean by revenue share. */
void explain_lost_hours(struct explaining *explaining)
{
    each_row(explaining, hours_row);
    if (explaining->part_count > 1) {
        explaining->formula =
            arena_format(explaining_arena(explaining),
                         "mean of the %zu steps above that end in '%s', by their weights",
                         explaining->part_count, explaining->figure->step);
    }
}

/* ---- Lost profit ----------------------------------------------------------------------------- */

/* The net loss of all rows, then margin and tax once. A loss of profit is of an owner and not of a
 * region: the margin is the firm's. The sum is shown, since the figure is no sum of the steps. */
void explain_fundamental(struct explaining *explaining)
{
    const struct model *model = explaining->stage.model;
    const struct model_owner *owner = &model->owners[explaining->of.owner];
    struct sum net = {0};
    explain_owner_net(explaining);
    for (size_t i = model_element(model, OUTPUT_OWNER_STEPS, &explaining->of, 0); i != SIZE_MAX;
         i = model_element(model, OUTPUT_OWNER_STEPS, &explaining->of, i + 1)) {
        sum_add(&net, steps_of(explaining, i)[OWNER_NET]);
    }
    inputs_fundamental(&explaining->visitor, explaining->of.owner);
    explaining->formula =
        arena_format(explaining_arena(explaining),
                     "net %.12g, the sum of those above, * margin %.10g * (1 - tax_rate %.10g)",
                     sum_value(&net), explaining_value(explaining, owner->margin, 0),
                     explaining_value(explaining, owner->tax_rate, 0));
}
