/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of one evaluation, in their order. Each reads the model, the parameters and the
 * exposures, and writes its part of the output vector (see struct model_layout). Pure: no memory is
 * allocated, nothing can fail for a model that preparation has checked. */
#ifndef BLACKOUT_MODEL_STAGES_H
#define BLACKOUT_MODEL_STAGES_H

#include "core/lanes.h"
#include "model/kernel.h"
#include "model/layout.h"

/* What cells of one class have in common; hours are average ones. */
enum class_hours {
    CLASS_FLOW,  /* of all its cells, an hour, report currency */
    CLASS_ONSET, /* [E] */
    CLASS_LEFT,  /* less what fallbacks save */
    CLASS_RIVAL, /* what rivals get of that */
    CLASS_HOURS_COUNT
};

/* What every stage gets. */
struct stage {
    const struct model *model;
    const struct model_layout *layout;
    const double *parameters;
    const double *exposures; /* [exposure_count], average hours */
    double *out;
    /* Hours whose loss stays, for a unit of flow, which cells and rows of a class have in common
     * ([kept_class_count]), once dependants() has worked them out; NULL: each does by itself. */
    const struct lanes *net_hours;
    const struct lanes *side_by_side; /* the exposures of several, of which it has `lane`; NULL:
                                         `exposures` has its own */
    const struct lanes *inputs;       /* the parameters of several, likewise; NULL */
    const struct lanes *class_errors; /* of owner_class_errors(), likewise; NULL */
    int lane;
};

/* Units of the report's currency for one unit of the currency whose rate is `per_usd`. */
double stage_rate(const struct stage *stage, parameter_id per_usd);

/* An amount that is given, in the report's currency. */
double stage_amount(const struct stage *stage, const struct money *money);

/* The value of a parameter, or `otherwise` where it is PARAMETER_NONE. */
static inline double stage_value(const struct stage *stage, parameter_id id, double otherwise)
{
    return id == PARAMETER_NONE ? otherwise : stage->parameters[id];
}

/* The value of an exposure; 0 where the region stays up. */
static inline double stage_exposure(const struct stage *stage, uint32_t exposure)
{
    if (exposure == INDEX_NONE) {
        return 0;
    }
    return stage->side_by_side != NULL ? stage->side_by_side[exposure].at[stage->lane]
                                       : stage->exposures[exposure];
}

/* Stage 3 (owner_revenue.c): the owner's revenue, gross and net, in waterfall steps. */
void owner_revenue(const struct stage *stage);

/* What the model's own error is of all rows of each of `count` evaluations, 0 in the centre: most
 * of it is a quantile, which costs less side by side. */
void owner_class_errors(struct lanes *errors, const struct stage *stages, size_t count);

/* The factor by which estimates of the reference class were short of what was measured, in the
 * middle: exp of the location of the model's own error. */
double owner_calibration(const struct model_error *error);

/* The factor that makes an owner's platforms sum to its revenue; 1 where that is not known. */
double owner_scale(const struct stage *stage, uint32_t owner);

/* Revenue of a platform a year, after growth and use, in the report's currency, with its owner's
 * scale: the sum over its regions of [R_pr] * 8766. */
double owner_revenue_rate(const struct stage *stage, uint32_t platform, double scale);

/* The factor that keeps the sum of a platform's regional shares: what one has, another has not. */
double owner_region_scale(const struct stage *stage, size_t platform);

/* Stage 3 (credits.c): what owners give back to their subscribers. */
void service_credits(const struct stage *stage);

/* What a platform gives back in one region for one month. */
struct credits_part {
    double unavailable_hours;
    double availability;                  /* of the month */
    const struct model_credit_tier *tier; /* NULL: the terms are kept */
    double amount;
};

/* Calls `visit` for every platform_region of the platform (number `row`) and every month. */
typedef void credits_visit(void *user, size_t row, size_t month, const struct credits_part *part);
void credits_each(const struct stage *stage, const struct model_credits *credits,
                  credits_visit *visit, void *user);

/* The platform's subscription revenue of an average month at the time of the outage. */
double credits_month_revenue(const struct stage *stage, const struct model_credits *credits);

/* Stage 4 (dependants_cells.c): the businesses that depend on the platforms, of `count` evaluations
 * of one model side by side, at most LANES. `cell_net` ([count], each NULL or [cell_count])
 * receives the net loss of each cell. `work` is [dependants_work()], and the stages share parts of
 * it from there on. */
void dependants(struct stage *stages, double *const *cell_net, size_t count, struct lanes *work);
size_t dependants_work(const struct model *model);

/* What a score adds to a logarithm with a slope on each side of 0. */
double dependants_exponent(double score, double lower, double upper);

/* The scores of the factors of flows, of `count` evaluations side by side: what of them is below 0,
 * and what is above. */
struct flow_scores {
    struct lanes below[FLOW_FACTOR_COUNT];
    struct lanes above[FLOW_FACTOR_COUNT];
};
struct flow_scores dependants_flow_scores(const struct stage *stages, size_t count);

/* The factors of a flow with these slopes, in all lanes; 1 in the centre. */
void dependants_flow_factors(struct lanes *factors, const struct flow_scores *scores,
                             const struct flow_slopes *slopes);

/* Hours of a cell's flow that fallbacks save, for a unit of flow, with a `cover` those of what it
 * covers; the part of it that rivals get is added to `rival`. `own_share` is what rows with a
 * fallback of their own send there. */
double dependants_saved_hours(const struct stage *stage, const struct model_cell *cell,
                              const struct model_cover *cover, double own_share, double *rival);

/* The mean share that a cell's rows send to their own fallback. */
double dependants_own_share(const struct stage *stage, const struct model_cell *cell);

/* The same for single businesses (dependants.c): needs nothing of dependants(). */
void dependants_businesses(const struct stage *stages, size_t count);

/* The net loss of one row of a business: all of it, or with a `cover` what comes after its waiting
 * time. */
double dependants_row(const struct stage *stage, const struct model_business_row *row,
                      const struct model_cover *cover);

/* The exposures of a cell, or with a `cover` what is left of them: its own, and that of its
 * fallback number `index`. */
uint32_t dependants_onset(const struct model_cell *cell, const struct model_cover *cover,
                          enum loss_part part);
const struct fallback_exposures *dependants_fallback(const struct model *model,
                                                     const struct model_cell *cell,
                                                     const struct model_cover *cover,
                                                     uint32_t index);

/* What a fallback saves of a unit of flow, in average hours. */
double dependants_fallback_hours(const struct stage *stage,
                                 const struct fallback_exposures *exposures, enum loss_part part);

/* What a row of a business turns over through its platform in an average hour. */
double dependants_row_flow(const struct stage *stage, const struct model_business_row *row);

/* The share of a cell's flow that its fallback number `index` takes; `own_share` is what rows with
 * a fallback of their own send there, `scale` is dependants_share_scale(). */
double dependants_fallback_share(const struct stage *stage, const struct model_cell *cell,
                                 uint32_t index, double own_share, double scale);

/* What brings the shares of a cell's fallbacks down to a sum of 1; 1 where they are below it. */
double dependants_share_scale(const struct stage *stage, const struct model_cell *cell);

/* The factor on a figure whose logarithm has these slopes, for a factor of the flows; 1 in the
 * centre. */
double dependants_factor(const struct stage *stage, enum flow_factor factor, double lower,
                         double upper);

/* The part of all of a cell's flow that its fallback number `index` takes. */
double dependants_mean_share(const struct stage *stage, const struct model_cell *cell,
                             uint32_t index);

/* What is left of a cell's loss once sales have been made later. */
double dependants_kept(const struct stage *stage, const struct model_cell *cell,
                       const struct model_cover *cover, double own_share, double left);

/* The part of it that is made up later, of `left` hours that are left after fallbacks. */
double dependants_recapture(const struct stage *stage, const struct model_cell *cell,
                            const struct model_cover *cover, double own_share, double left);

/* Whether that part falls as the outage goes on. */
bool dependants_decays(const struct model *model, const struct model_cell *cell);

/* The value added that goes with a loss of a sector's sales; it has both figures. */
double dependants_value_added(const struct stage *stage, const struct model_sector *sector,
                              double loss);

/* Stage 5 (indirect.c): what sectors that supply those hit lose in turn; needs dependants(). */
void indirect_loss(const struct stage *stage);

/* What linked sector `i` loses directly, less what rivals win, by the outputs of dependants(); and
 * its output while the outage lasts. */
double indirect_direct(const struct stage *stage, const double *out, size_t i);
double indirect_output(const struct stage *stage, size_t i);

/* How long the outage and its recovery last, hours. */
double indirect_hours(const struct stage *stage);

/* Stage 5 in time (indirect_in_time.c): how much of that has been lost by when; needs
 * indirect_loss(). Of `count` evaluations of one model side by side, at most LANES; `work` is
 * [indirect_in_time_work()]. */
void indirect_in_time(const struct stage *stages, size_t count, struct lanes *work);
size_t indirect_in_time_work(const struct model *model);

/* The hours after the start that `time` stands for; `lasting` is how long the outage and its
 * recovery take. */
double indirect_time_hours(enum indirect_time time, double lasting_hours);

/* The baseline (economy.c): the share of gross domestic product that public calculators count. */
void economy_baseline(const struct stage *stage);

/* That of one region. */
double economy_region(const struct stage *stage, size_t region);

/* Stage 6c (fundamental.c): the owner's lost profit after tax; needs owner_revenue(). */
void fundamental_loss(const struct stage *stage);

/* Several rows, one after another, that are covered alike; rows of one profile stand together. */
struct covered_rows {
    const struct model_business_row *rows;
    size_t count;
    const struct model_cover *covers; /* one for each row; NULL: the whole loss */
};

/* Stage 4 at every starting hour of the week (every_start.c): the net loss of the rows together.
 * `bins` must start at a whole hour. */
void dependants_by_start(double loss[HOURS_PER_WEEK], const struct stage *stage,
                         const struct covered_rows *covered, const struct kernel_bins *bins);

/* Costs and recoveries (account.c): what the incident cost its owner besides revenue, what came
 * back, and what its own policies pay; needs owner_revenue(). */
void owner_account(const struct stage *stage);

/* Insurance (insurance.c): what policies pay for this outage. `starts`: the kernels' bins, for the
 * mean over the starting hours of the week; NULL: the start of the stage's exposures. */
void insurance(const struct stage *stage, const struct kernel_bins *starts);

#endif
