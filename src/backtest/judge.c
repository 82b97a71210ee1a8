/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each outage is forecast twice: by a class of all others (leave-one-out), and by a class of what
 * had been published before it began, as a user would have had it then. Rivals get the same
 * outages and the same fit, so that a difference of scores is one of the models. Sums run over the
 * figures in their final order, which ties do not leave to chance. */
#include "backtest/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/interval.h"
#include "core/sum.h"
#include "stats/binomial.h"
#include "stats/predictive.h"
#include "tables/model_errors.h"

/* The central half, beside the interval of every report. */
static const double inner_low = 0.25;
static const double inner_high = 0.75;

/* What was assumed of the model's own error before any loss was measured: normal. */
static const double assumed_scale = 0.35;

struct judging {
    struct judge *judge;
    struct arena *arena;
    const struct past_call *call;
    struct past_outages outages;
    bool has_own; /* the package's model_error has a class */
    struct reference_prediction own;
    blackout_error *error;
};

void backtest_share_count(struct backtest_share *share, bool hit)
{
    ++share->trials;
    share->hits += hit ? 1 : 0;
}

void backtest_share_finish(struct backtest_share *share)
{
    binomial_interval(&share->low, &share->high, share->hits, share->trials, INTERVAL_LEVEL);
}

/* ---- The class of a forecast ----------------------------------------------------------------- */

/* The class of the package's own table. */
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
    /* The event itself is left out in both, whatever its dates say. */
    const bool then = scheme == JUDGE_AS_KNOWN_THEN;
    const struct loss_class_choice choice = {.outages = &judging->outages,
                                             .estimator = (enum past_estimator)forecaster,
                                             .without_event = outage->event,
                                             .has_limit = then,
                                             .known_before = outage->start};
    const struct reference_prior prior = loss_class_prior();
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

/* What only looks at stages is judged by the others alone. */
static bool is_asked(enum judge_scheme scheme, int forecaster)
{
    return scheme == JUDGE_LEAVE_ONE_OUT || forecaster == PAST_MODEL ||
           forecaster == PAST_STRAIGHT_LINE || forecaster == JUDGE_UNCALIBRATED;
}

/* A rival's estimate is its own, and so is the class that is fitted to its misses. */
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

/* ---- Scores ---------------------------------------------------------------------------------- */

/* Which figures a score is of: the cases, or all of a kind. */
static bool is_of(const struct judge_figure *figure, const char *kind)
{
    return kind == NULL ? figure->outage->is_case : strcmp(kind, figure->outage->kind) == 0;
}

/* `off` is scratch for as many as there are figures. Means of CRPS and log score, the median of
 * what it is off: one outage far off must not decide that. */
static struct judge_score sum_up(const struct judge *judge, enum judge_scheme scheme,
                                 int forecaster, const char *kind, double *off)
{
    struct judge_score score = {0};
    struct sum crps = {0};
    struct sum log_score = {0};
    for (size_t i = 0; i < judge->figure_count; ++i) {
        const struct judge_forecast *forecast = &judge->figures[i].forecasts[scheme][forecaster];
        if (!forecast->made || !is_of(&judge->figures[i], kind)) {
            continue;
        }
        off[score.figures++] = forecast->off;
        sum_add(&crps, forecast->crps);
        sum_add(&log_score, forecast->log_score);
        backtest_share_count(&score.inside_50,
                             forecast->pit >= inner_low && forecast->pit <= inner_high);
        backtest_share_count(&score.inside_90,
                             forecast->pit >= INTERVAL_LOW && forecast->pit <= INTERVAL_HIGH);
    }
    if (score.figures > 0) {
        score.median_off = median(off, score.figures);
        score.crps = sum_value(&crps) / (double)score.figures;
        score.log_score = sum_value(&log_score) / (double)score.figures;
    }
    backtest_share_finish(&score.inside_50);
    backtest_share_finish(&score.inside_90);
    return score;
}

static bool has_kind(const struct judge *judge, const char *kind)
{
    for (size_t i = 0; i < judge->kind_count; ++i) {
        if (strcmp(judge->kinds[i].kind, kind) == 0) {
            return true;
        }
    }
    return false;
}

/* Skill compares means over the same figures, or is none. */
static blackout_status fill_scores(const struct judging *judging)
{
    struct judge *judge = judging->judge;
    double *off = arena_alloc(judging->arena, judge->figure_count, sizeof *off);
    judge->kinds = arena_alloc(judging->arena, judge->figure_count, sizeof *judge->kinds);
    if (off == NULL || judge->kinds == NULL) {
        return error_memory(judging->error);
    }
    for (int scheme = 0; scheme < JUDGE_SCHEMES; ++scheme) {
        struct judge_score *scores = judge->scores[scheme];
        for (int f = 0; f < JUDGE_FORECASTERS; ++f) {
            scores[f] = sum_up(judge, (enum judge_scheme)scheme, f, NULL, off);
        }
        judge->has_skill[scheme] = scores[PAST_MODEL].figures > 0 &&
                                   scores[PAST_STRAIGHT_LINE].figures == scores[PAST_MODEL].figures;
        judge->skill[scheme] = 1 - scores[PAST_MODEL].crps / scores[PAST_STRAIGHT_LINE].crps;
    }
    for (size_t i = 0; i < judge->figure_count; ++i) {
        const char *kind = judge->figures[i].outage->kind;
        judge->cases += judge->figures[i].outage->is_case ? 1 : 0;
        if (!has_kind(judge, kind)) {
            judge->kinds[judge->kind_count++] = (struct judge_kind){
                .kind = kind,
                .model = sum_up(judge, JUDGE_LEAVE_ONE_OUT, PAST_MODEL, kind, off),
                .straight_line = sum_up(judge, JUDGE_LEAVE_ONE_OUT, PAST_STRAIGHT_LINE, kind, off)};
        }
    }
    return BLACKOUT_OK;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* How far out a figure is, from 0 in the middle of its forecast to 1/2. */
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
    return status == BLACKOUT_OK ? fill_scores(&judging) : status;
}
