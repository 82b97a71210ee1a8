/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 3.  R_pr = annual_revenue * growth_factor * usage_share * revenue_share_r / 8766,
 * gross_p = sum_r R_pr H_pr,  net_pr = gross_pr (1 - kappa_pr + attrition_p) exp(e), e the model's
 * own error. Scores are cut at 3.1 (core/mapping.h), without which exp of a Student's t would have
 * no mean. Where an owner's revenue is known, its platforms are scaled to it: what one has, another
 * has not. Each row also gives the amounts between the plain straight line and the net, for the
 * waterfall.
 */
#include "model/recapture.h"

#include <math.h>

#include "model/outage.h"
#include "stats/student_t.h"
#include "stats/student_t_map.h"

/* The factor that makes an owner's platforms sum to its revenue. [c_o], decision 0007; in every
 * sample, so that what one platform has more the others have less. Without revenue of any platform
 * there is nothing to scale. */
double owner_scale(const struct stage *stage, uint32_t owner)
{
    const struct model *model = stage->model;
    const uint32_t first = model->owners[owner].first_platform;
    double sum = 0;
    if (!model->owners[owner].has_annual_revenue) {
        return 1;
    }
    uint32_t p = first;
    do {
        sum += stage_amount(stage, &model->platforms[p].annual_revenue);
        p = model->platforms[p].next_of_owner;
    } while (p != first);
    return sum > 0 ? stage_amount(stage, &model->owners[owner].annual_revenue) / sum : 1;
}

double owner_revenue_rate(const struct stage *stage, uint32_t platform, double scale)
{
    const struct model_platform *p = &stage->model->platforms[platform];
    return stage_amount(stage, &p->annual_revenue) * scale *
           stage_value(stage, p->growth_factor, 1) * stage_value(stage, p->usage_share, 1);
}

/* Where the sum is the central one the factor is 1 itself, and the centre keeps its last bit. */
double owner_region_scale(const struct stage *stage, size_t platform)
{
    const struct model_platform *of = &stage->model->platforms[platform];
    double kept = of->revenue_share_sum;
    double sum = 0;
    for (size_t i = 0; kept > 0 && i < of->row_count; ++i) {
        sum += stage->parameters[stage->model->platform_regions[of->first_row + i].revenue_share];
    }
    return sum > 0 && sum != kept ? kept / sum : 1;
}

/* Linear in ln D between the points, constant outside. Durations ascend, and there is at least one
 * point. The first test lets NaN end there too. */
static double log_sd_between(const struct model_error_points *points, double duration_hours)
{
    const struct model_error_point *p = points->points;
    size_t last = points->count - 1;
    if (!(duration_hours > p[0].duration_hours)) {
        return p[0].log_sd;
    }
    for (size_t i = 0; i < last; ++i) {
        if (duration_hours < p[i + 1].duration_hours) {
            double part = (log(duration_hours) - log(p[i].duration_hours)) /
                          (log(p[i + 1].duration_hours) - log(p[i].duration_hours));
            return p[i].log_sd + part * (p[i + 1].log_sd - p[i].log_sd);
        }
    }
    return p[last].log_sd;
}

/* s_w: what the hours of an outage weigh more or less than average ones. Whole weeks have all hours
 * alike; and what is missed in the rest of a week is missed in its complement with the other sign,
 * so that the error in hours is the same of both. */
static double hours_log_sd(const struct model_error_points *points, double duration_hours)
{
    double rest = fmod(duration_hours, HOURS_PER_WEEK);
    double part = fmin(rest, HOURS_PER_WEEK - rest);
    return part > 0 && points->count > 0 ? part / duration_hours * log_sd_between(points, part) : 0;
}

/* [exp(l)]: the location is certain and stays in the centre. Without a class there is none. */
double owner_calibration(const struct model_error *error)
{
    return error->class_score != PARAMETER_NONE ? exp(error->location) : 1;
}

/* The model's own error less its location, as far as all rows have it in common; 0 in the centre. s
 * T_v^-1(Phi(z_1)), once for all rows: the class is wrong about all platforms alike. */
static double class_error(const struct stage *stage)
{
    const struct model_error *error = &stage->model->error;
    double score = stage_value(stage, error->class_score, 0);
    if (stage->class_errors != NULL) {
        return stage->class_errors->at[stage->lane];
    }
    if (score == 0) {
        return 0;
    }
    return error->scale * (error->map != NULL ? student_t_map_value(error->map, score)
                                              : student_t_of_normal(score, error->degrees));
}

/* class_error() of each lane: without a map one after the other. */
void owner_class_errors(struct lanes *errors, const struct stage *stages, size_t count)
{
    const struct model_error *error = &stages[0].model->error;
    const bool has_map = error->map != NULL && error->class_score != PARAMETER_NONE;
    struct lanes scores = {.part = {{0}}};
    for (size_t l = 0; l < count; ++l) {
        struct stage alone = stages[l];
        alone.class_errors = NULL;
        scores.at[l] = stage_value(&alone, error->class_score, 0);
        errors->at[l] = has_map ? 0 : class_error(&alone);
    }
    if (has_map) {
        student_t_map_values(errors, error->map, &scores);
        for (size_t l = 0; l < LANES; ++l) {
            errors->at[l] = scores.at[l] != 0 ? error->scale * errors->at[l] : 0;
        }
    }
}

/* Rows by whose hours they have: the model is wrong about all of one kind alike. */
enum hours_kind { HOURS_OWN, HOURS_BORROWED, HOURS_UNKNOWN, HOURS_KINDS };

/* Where the model skips the hour of the week there are no hours that could be wrong. Traffic of its
 * own, which is not borrowed, has no such error either. */
static enum hours_kind hours_kind_of(const struct model *model,
                                     const struct model_platform_region *pr)
{
    const bool skips = (model->skipped_steps & 1U << OWNER_HOUR_OF_WEEK) != 0;
    if (pr->has_traffic || skips) {
        return HOURS_OWN;
    }
    return pr->hours_unknown ? HOURS_UNKNOWN : HOURS_BORROWED;
}

/* exp(e), e the model's own error less its location; 1 in the centre. */
static void fill_error_factors(double factors[HOURS_KINDS], const struct stage *stage)
{
    const struct model_error *error = &stage->model->error;
    const double hours = outage_window_hours(&stage->model->outage, stage->parameters);
    const double score = stage_value(stage, error->hours_score, 0);
    const double of_class = class_error(stage);
    for (int kind = HOURS_OWN; kind < HOURS_KINDS; ++kind) {
        double e = of_class;
        if (kind != HOURS_OWN && score != 0) {
            e += score *
                 hours_log_sd(kind == HOURS_UNKNOWN ? &error->unknown : &error->borrowed, hours);
        }
        factors[kind] = e != 0 ? exp(e) : 1;
    }
}

/* What takes the steps that the model skips out of a product of all. Each step multiplied the one
 * before: their quotient, turned round, takes its factor out again. A step of 0 has no factor, and
 * the product is 0 with it or without. */
static double skipping(const struct stage *stage, const double *steps)
{
    const unsigned skipped = stage->model->skipped_steps;
    double factor = 1;
    for (int step = OWNER_GROWTH; skipped != 0 && step <= OWNER_RECAPTURE; ++step) {
        if ((skipped & 1U << step) != 0 && steps[step] > 0) {
            factor *= steps[step - 1] / steps[step];
        }
    }
    return factor;
}

/* The part of what a platform loses that advertisers would have paid: all that stops with use, but
 * no more than what is left beside subscriptions, which are not advertising. Only a ratio is made,
 * of amounts in one currency, so that neither scaling nor rates matter. Of the part that stops with
 * use, usage_share of all revenue, all is advertising, unless there is less beside
 * subscriptions. */
static double advertising_share(const struct stage *stage, const struct model_platform *platform)
{
    if (!platform->advertises) {
        return 0;
    }
    double revenue = stage->parameters[platform->annual_revenue.amount];
    double other = revenue - stage_value(stage, platform->subscription_revenue, 0);
    double used = revenue * stage_value(stage, platform->usage_share, 1);
    return used > 0 ? fmax(0, fmin(1, other / used)) : 0;
}

/* What the rows of one platform have in common, and their sums. */
struct platform_rows {
    double revenue; /* a year, scaled to the owner's */
    double growth;
    double usage;
    double advertising; /* the part of a loss that is */
    double region_scale;
    double calibration;
    double errors[HOURS_KINDS]; /* factors of the model itself */
    double weighted_hours;
    double weight; /* the sum of the rows' */
};

/* Each step has one factor more than the one before, from the straight line to the net
 * (methodology, stage 3); `window` is none where the region stays up, and all of its steps are 0
 * then. */
static void add_row(struct platform_rows *rows, const struct stage *stage, size_t row)
{
    const struct model_platform_region *pr = &stage->model->platform_regions[row];
    const struct model_platform *platform = &stage->model->platforms[pr->platform];
    double *steps = stage->out + stage->layout->owner_steps + row * OWNER_STEP_COUNT;
    double hours = stage_exposure(stage, pr->exposure.full);
    double duration = pr->exposure.window == INDEX_NONE
                          ? 0
                          : stage->parameters[stage->model->outage.duration_hours];
    double share = stage->parameters[pr->revenue_share] * rows->region_scale / HOURS_PER_YEAR;
    double plain = rows->revenue * share;
    double grown = plain * rows->growth;
    double used = grown * rows->usage; /* R_pr */
    steps[OWNER_STRAIGHT_LINE] = plain * duration;
    steps[OWNER_GROWTH] = grown * duration;
    steps[OWNER_USAGE] = used * duration;
    steps[OWNER_HOUR_OF_WEEK] = used * stage_exposure(stage, pr->exposure.window);
    steps[OWNER_SEVERITY] = used * stage_exposure(stage, pr->exposure.severity);
    steps[OWNER_RECOVERY] = used * hours;
    steps[OWNER_RECAPTURE] =
        steps[OWNER_RECOVERY] *
        recapture_kept(stage, &platform->recapture, hours, stage_exposure(stage, pr->discounted));
    steps[OWNER_CALIBRATION] = steps[OWNER_RECAPTURE] * rows->calibration;
    steps[OWNER_NET] = steps[OWNER_CALIBRATION] * rows->errors[hours_kind_of(stage->model, pr)] *
                       skipping(stage, steps);
    stage->out[stage->layout->lost_demand_hours + row] = hours;
    stage->out[stage->layout->advertising + row] = steps[OWNER_RECOVERY] * rows->advertising;
    /* The platform's lost hours are the mean over its regions, weighted by R_pr: of one platform by
     * revenue_share, which is what is left where use or revenue is 0. */
    const double weight = rows->revenue * rows->growth * rows->usage > 0 ? used : share;
    rows->weighted_hours += weight * hours;
    rows->weight += weight;
}

/* Rows of a platform share its scales, which are sums over all of them. `rows` has what all
 * platforms have in common. */
static void add_platform(struct platform_rows rows, const struct stage *stage, size_t platform,
                         double scale)
{
    const struct model_platform *of = &stage->model->platforms[platform];
    rows.revenue = stage_amount(stage, &of->annual_revenue) * scale;
    rows.growth = stage_value(stage, of->growth_factor, 1);
    rows.usage = stage_value(stage, of->usage_share, 1);
    rows.advertising = advertising_share(stage, of);
    rows.region_scale = owner_region_scale(stage, platform);
    for (size_t i = 0; i < of->row_count; ++i) {
        add_row(&rows, stage, of->first_row + i);
    }
    stage->out[stage->layout->platform_hours + platform] =
        rows.weight > 0 ? rows.weighted_hours / rows.weight : 0;
}

/* Owner by owner, for the scale is the same for all platforms of one. */
void owner_revenue(const struct stage *stage)
{
    const struct model *model = stage->model;
    struct platform_rows common = {.calibration = owner_calibration(&model->error)};
    fill_error_factors(common.errors, stage);
    for (uint32_t o = 0; o < model->owner_count; ++o) {
        const double scale = owner_scale(stage, o);
        const uint32_t first = model->owners[o].first_platform;
        uint32_t p = first;
        do {
            add_platform(common, stage, p, scale);
            p = model->platforms[p].next_of_owner;
        } while (p != first);
    }
}
