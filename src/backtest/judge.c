/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each outage is forecast twice: by a class of all others (leave-one-out), and by a class of what
 * had been published before it began, as a user would have had it then. Rivals get the same outages
 * and the same fit, so that a difference of scores is one of the models. No forecast ever sees its
 * own outage: without that a class that learned the answers would look right. (methodology, the
 * judge of the owner's loss) */
#include "backtest/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/interval.h"
#include "stats/predictive.h"
#include "tables/model_errors.h"

/* What was assumed of the model's own error before any loss was measured: normal. Kept as a rival,
 * so that the report shows what calibration gains, or does not. */
static const double assumed_scale = 0.35;

struct judging {
    struct judge *judge;
    struct arena *arena;
    const struct past_call *call;
    struct past_outages outages;
    bool has_own;                    /* the package's model_error has a class */
    struct reference_prediction own; /* the last row's that is one; with certain inputs */
    blackout_error *error;
};

/* ---- The class of a forecast ----------------------------------------------------------------- */

/* The class of the package's own table. Rows of hours are another error, and have no scale. */
static void read_own(struct judging *judging)
{
    const blackout_dataset *dataset = judging->call->dataset;
    const struct table *table = &dataset->tables[MODEL_ERROR];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct model_error_class own = model_error_class_of(&table->rows[i]);
        if (model_error_kind_of(dataset, &table->rows[i]) == MODEL_ERROR_CLASS && own.scale > 0) {
            judging->has_own = true;
            judging->own = (struct reference_prediction){
                .location = own.location, .scale = own.scale, .degrees = own.degrees};
        }
    }
}

/* Finds the class; false where there is none to go by. As known then, no outage is the prior;
 * leave-one-out falls back on the package's own class, which is that of the model and of no
 * rival. */
static blackout_status find_class(struct loss_class *of, bool *found, const struct judging *judging,
                                  const struct past_outage *outage, enum judge_scheme scheme,
                                  int forecaster)
{
    /* The event itself is left out in both, whatever its dates say. What was published at the very
     * start was not known before it. */
    const bool then = scheme == JUDGE_AS_KNOWN_THEN;
    const struct loss_class_choice choice = {.outages = &judging->outages,
                                             .estimator = (enum past_estimator)forecaster,
                                             .without_event = outage->event,
                                             .has_limit = then,
                                             .known_before = outage->start};
    const struct reference_prior prior = loss_class_prior();
    /* What the model without calibration has; all others are fitted over it. */
    *of = (struct loss_class){.prediction = {.scale = assumed_scale, .degrees = INFINITY}};
    *found = true;
    if (forecaster == JUDGE_UNCALIBRATED) {
        return BLACKOUT_OK;
    }
    blackout_status status =
        loss_class_fit(of, NULL, judging->arena, &choice, &prior, judging->error);
    if (status == BLACKOUT_OK && of->events == 0 && !then) {
        *found = forecaster == PAST_MODEL && judging->has_own;
        of->prediction = judging->own;
    }
    return status;
}

/* ---- One forecast ---------------------------------------------------------------------------- */

/* Of y = ln(L / M): quantiles go back into money by M. CRPS and log score stay logarithmic, so
 * that a small outage counts as much as a large one. */
static blackout_status score(struct judge_forecast *forecast, const struct past_estimate *estimate,
                             const struct loss_class *of, blackout_error *error)
{
    const struct predictive predictive = {.location = of->prediction.location,
                                          .scale = of->prediction.scale,
                                          .degrees = of->prediction.degrees,
                                          .shifts = estimate->shifts,
                                          .shift_count = PAST_SHIFTS};
    double low;
    double middle;
    double high;
    blackout_status status = predictive_cdf(&forecast->pit, &predictive, estimate->y, error);
    if (status == BLACKOUT_OK) {
        status = predictive_crps(&forecast->crps, &predictive, estimate->y, error);
    }
    if (status == BLACKOUT_OK) {
        status = predictive_log_score(&forecast->log_score, &predictive, estimate->y, error);
    }
    if (status == BLACKOUT_OK) {
        status = predictive_quantile(&low, &predictive, INTERVAL_LOW, error);
    }
    if (status == BLACKOUT_OK) {
        status = predictive_quantile(&middle, &predictive, 0.5, error);
    }
    if (status == BLACKOUT_OK) {
        status = predictive_quantile(&high, &predictive, INTERVAL_HIGH, error);
    }
    if (status == BLACKOUT_OK) {
        forecast->made = true;
        forecast->of = *of;
        forecast->median = estimate->central * exp(middle);
        forecast->p5 = estimate->central * exp(low);
        forecast->p95 = estimate->central * exp(high);
        forecast->off = fabs(estimate->y - of->prediction.location);
    }
    return status;
}

/* What only looks at stages is judged by the others alone. Each costs a fit of a class for every
 * outage. */
static bool is_asked(enum judge_scheme scheme, int forecaster)
{
    return scheme == JUDGE_LEAVE_ONE_OUT || forecaster == PAST_MODEL ||
           forecaster == PAST_STRAIGHT_LINE || forecaster == JUDGE_UNCALIBRATED;
}

/* A rival's estimate is its own, and so is the class that is fitted to its misses. Forecasts that
 * are not asked for, or have no class, stay zeros: not made. */
static blackout_status judge_figure(const struct judging *judging, struct judge_figure *figure)
{
    blackout_status status = BLACKOUT_OK;
    for (int scheme = 0; scheme < JUDGE_SCHEMES; ++scheme) {
        for (int f = 0; f < JUDGE_FORECASTERS && status == BLACKOUT_OK; ++f) {
            const struct past_estimate *estimate =
                &figure->outage->estimates[f == JUDGE_UNCALIBRATED ? PAST_MODEL : f];
            struct loss_class of;
            bool found = false;
            if (!estimate->made || !is_asked((enum judge_scheme)scheme, f)) {
                continue;
            }
            status = find_class(&of, &found, judging, figure->outage, (enum judge_scheme)scheme, f);
            if (status == BLACKOUT_OK && found) {
                status = score(&figure->forecasts[scheme][f], estimate, &of, judging->error);
            }
        }
    }
    return status;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* How far out a figure is, from 0 in the middle of its forecast to 1/2: by probability, in which
 * wide forecasts and narrow ones compare. */
static double out_of_middle(const struct judge_figure *figure)
{
    return fabs(figure->forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL].pit - 0.5);
}

static int furthest_out_first(const void *a, const void *b)
{
    const struct judge_figure *x = a;
    const struct judge_figure *y = b;
    double out_x = out_of_middle(x);
    double out_y = out_of_middle(y);
    return out_x != out_y ? (out_x > out_y ? -1 : 1)
                          : (x->outage > y->outage) - (x->outage < y->outage);
}

/* A figure that the model has no forecast of is not judged, whatever its rivals have. */
blackout_status judge_losses(struct judge *judge, struct arena *arena, const struct past_call *call,
                             blackout_error *error)
{
    struct judging judging = {.judge = judge, .arena = arena, .call = call, .error = error};
    blackout_status status = past_outages_gather(&judging.outages, arena, call, error);
    *judge = (struct judge){.samples = call->samples};
    if (status != BLACKOUT_OK) {
        return status;
    }
    judge->figures = arena_alloc(arena, judging.outages.count, sizeof *judge->figures);
    if (judge->figures == NULL) {
        return error_memory(error);
    }
    read_own(&judging);
    for (size_t i = 0; i < judging.outages.count && status == BLACKOUT_OK; ++i) {
        struct judge_figure *figure = &judge->figures[judge->figure_count];
        *figure = (struct judge_figure){.outage = &judging.outages.outages[i]};
        status = judge_figure(&judging, figure);
        judge->figure_count += figure->forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL].made ? 1 : 0;
    }
    if (status == BLACKOUT_OK && judge->figure_count > 0) {
        qsort(judge->figures, judge->figure_count, sizeof *judge->figures, furthest_out_first);
    }
    return status == BLACKOUT_OK ? judge_fill_scores(judge, arena, error) : status;
}
