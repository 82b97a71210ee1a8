/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the owners' losses were judged, with what another program needs to judge them again: ln of
 * loss over estimate, the quantiles of the estimate, and each class. With the 64 quantiles and the
 * classes, PIT and CRPS can be computed again without samples. */
#include <math.h>

#include "report/backtest.h"
#include "report/json_parts.h"

void report_backtest_put_share(struct json_writer *json, const char *key,
                               const struct backtest_share *share)
{
    json_object(json, key);
    json_number(json, "hits", (double)share->hits);
    json_number(json, "trials", (double)share->trials);
    if (share->trials > 0) {
        json_number(json, "share", (double)share->hits / (double)share->trials);
        json_number(json, "p5", share->low);
        json_number(json, "p95", share->high);
    }
    json_end(json);
}

/* What a list is of: the pairs of a scheme and a forecaster that there are, since a list of objects
 * is written by number. Those who only look at a stage have no forecast of what was known then. */
struct forecasts {
    const struct judge *judge;
    const struct judge_figure *figure; /* of one; NULL: scores over all */
    int scheme[JUDGE_SCHEMES * JUDGE_FORECASTERS];
    int forecaster[JUDGE_SCHEMES * JUDGE_FORECASTERS];
    size_t count;
};

static const char *const schemes[JUDGE_SCHEMES] = {
    [JUDGE_LEAVE_ONE_OUT] = "leave_one_out", [JUDGE_AS_KNOWN_THEN] = "as_known_then"};

static struct forecasts list(const struct judge *judge, const struct judge_figure *figure)
{
    struct forecasts forecasts = {.judge = judge, .figure = figure};
    for (int scheme = 0; scheme < JUDGE_SCHEMES; ++scheme) {
        for (int f = 0; f < JUDGE_FORECASTERS; ++f) {
            if (figure != NULL ? figure->forecasts[scheme][f].made
                               : judge->scores[scheme][f].figures > 0) {
                forecasts.scheme[forecasts.count] = scheme;
                forecasts.forecaster[forecasts.count++] = f;
            }
        }
    }
    return forecasts;
}

static void put_score_figures(struct json_writer *json, const struct judge_score *score)
{
    json_number(json, "figures", (double)score->figures);
    report_backtest_put_share(json, "inside_50", &score->inside_50);
    report_backtest_put_share(json, "inside_90", &score->inside_90);
    json_number(json, "median_absolute_log_ratio", score->median_off);
    json_number(json, "crps", score->crps.mean);
    json_number(json, "log_score", score->log_score.mean);
    /* One score has no spread. */
    if (score->figures > 1) {
        json_number(json, "crps_se", score->crps.se);
        json_number(json, "log_score_se", score->log_score.se);
    }
}

static void put_difference(struct json_writer *json, const char *key,
                           const struct paired_difference *difference)
{
    json_object(json, key);
    json_number(json, "difference", difference->of.mean);
    /* Of fewer than two pairs, or of equal ones, a difference has no error. */
    if (difference->known) {
        json_number(json, "se", difference->of.se);
        json_number(json, "p5", difference->low);
        json_number(json, "p95", difference->high);
        json_number(json, "p_value", difference->p);
    }
    json_end(json);
}

/* How much larger the scores are than the model's. */
static void put_excess(struct json_writer *json, const struct judge_excess *excess)
{
    json_object(json, "above_model");
    json_number(json, "figures", (double)excess->crps.of.count);
    put_difference(json, "crps", &excess->crps);
    put_difference(json, "log_score", &excess->log_score);
    json_end(json);
}

static void put_score(struct json_writer *json, const void *of, size_t index)
{
    const struct forecasts *forecasts = of;
    const int scheme = forecasts->scheme[index];
    const int forecaster = forecasts->forecaster[index];
    json_text(json, "scheme", schemes[scheme]);
    json_text(json, "forecaster", report_backtest_forecaster(forecaster));
    json_object(json, "score");
    put_score_figures(json, &forecasts->judge->scores[scheme][forecaster]);
    json_end(json);
    /* The model is what the others are held against. */
    if (forecaster != PAST_MODEL) {
        put_excess(json, &forecasts->judge->excess[scheme][forecaster]);
    }
}

static void put_kind(struct json_writer *json, const void *of, size_t index)
{
    const struct judge *judge = of;
    const struct judge_kind *kind = &judge->kinds[index];
    json_text(json, "kind", kind->kind);
    json_object(json, "model");
    put_score_figures(json, &kind->model);
    json_end(json);
    if (kind->straight_line.figures > 0) {
        json_object(json, "straight_line");
        put_score_figures(json, &kind->straight_line);
        json_end(json);
        put_excess(json, &kind->straight_line_excess);
    }
}

/* No degrees of freedom is the normal distribution: JSON has no infinity. */
static void put_forecast(struct json_writer *json, const void *of, size_t index)
{
    const struct forecasts *forecasts = of;
    const int scheme = forecasts->scheme[index];
    const int forecaster = forecasts->forecaster[index];
    const struct judge_forecast *forecast = &forecasts->figure->forecasts[scheme][forecaster];
    const struct reference_prediction *class_of = &forecast->of.prediction;
    json_text(json, "scheme", schemes[scheme]);
    json_text(json, "forecaster", report_backtest_forecaster(forecaster));
    json_number(json, "class_events", (double)forecast->of.events);
    json_number(json, "location", class_of->location);
    json_number(json, "scale", class_of->scale);
    if (isfinite(class_of->degrees)) {
        json_number(json, "degrees", class_of->degrees);
    }
    json_number(json, "median", forecast->median);
    json_number(json, "p5", forecast->p5);
    json_number(json, "p95", forecast->p95);
    json_number(json, "pit", forecast->pit);
    json_number(json, "crps", forecast->crps);
    json_number(json, "log_score", forecast->log_score);
}

/* Without the model's own error, which the classes add: a forecast is these quantiles, ln(estimate
 * / central) and ascending, shifted and spread by its class. */
static void put_estimate(struct json_writer *json, const void *of, size_t index)
{
    const struct past_outage *outage = of;
    const struct past_estimate *estimate = &outage->estimates[index];
    json_text(json, "forecaster", report_backtest_forecaster((int)index));
    json_number(json, "central", estimate->central);
    json_number(json, "log_ratio", estimate->y);
    json_number(json, "input_sd", estimate->s);
    json_list(json, "log_quantiles");
    for (int k = 0; k < PAST_SHIFTS; ++k) {
        json_number(json, NULL, estimate->shifts[k]);
    }
    json_end(json);
}

/* Those that were made come first: an outage has the model's estimate, that and the straight
 * line's, or all of them (calibrate/past_outages.c). */
static size_t estimate_count(const struct past_outage *outage)
{
    size_t count = 0;
    while (count < PAST_ESTIMATOR_COUNT && outage->estimates[count].made) {
        ++count;
    }
    return count;
}

/* `scored` is of measured losses, one an event: the others are compared with, and are in no score.
 */
static void put_figure(struct json_writer *json, const void *of, size_t index)
{
    const struct judge *judge = of;
    const struct judge_figure *figure = &judge->figures[index];
    const struct past_outage *outage = figure->outage;
    const struct forecasts forecasts = list(judge, figure);
    json_text(json, "event", outage->event);
    json_text(json, "kind", outage->kind);
    json_text(json, "publisher", outage->publisher);
    json_text(json, "currency", outage->currency);
    json_number(json, "published", outage->loss);
    json_number(json, "published_log_sd", outage->loss_sd);
    json_parts_instant(json, "start", outage->start);
    json_parts_instant(json, "known", outage->known);
    json_flag(json, "scored", outage->is_case);
    json_objects(json, "estimates", estimate_count(outage), put_estimate, outage);
    json_objects(json, "forecasts", forecasts.count, put_forecast, &forecasts);
}

static void put_skills(struct json_writer *json, const struct judge *judge)
{
    static const char *const keys[JUDGE_SCHEMES][2] = {
        [JUDGE_LEAVE_ONE_OUT] = {"skill_leave_one_out", "skill_leave_one_out_interval"},
        [JUDGE_AS_KNOWN_THEN] = {"skill_as_known_then", "skill_as_known_then_interval"}};
    for (int scheme = 0; scheme < JUDGE_SCHEMES; ++scheme) {
        const struct judge_skill *skill = &judge->skill[scheme];
        if (skill->made) {
            json_number(json, keys[scheme][0], skill->skill);
        }
        if (skill->has_interval) {
            json_object(json, keys[scheme][1]);
            json_number(json, "se", skill->se);
            json_number(json, "p5", skill->low);
            json_number(json, "p95", skill->high);
            json_number(json, "p_value", skill->p);
            json_end(json);
        }
    }
}

void report_backtest_put_judge(struct json_writer *json, const struct judge *judge)
{
    const struct forecasts scores = list(judge, NULL);
    size_t counts[PIT_BINS];
    json_object(json, "owners_losses");
    json_number(json, "samples", judge->samples);
    json_number(json, "measured", (double)judge->cases);
    put_skills(json, judge);
    json_objects(json, "scores", scores.count, put_score, &scores);
    if (report_backtest_pit_counts(counts, judge) > 0) {
        json_list(json, "pit_counts");
        for (int bin = 0; bin < PIT_BINS; ++bin) {
            json_number(json, NULL, (double)counts[bin]);
        }
        json_end(json);
    }
    json_objects(json, "kinds", judge->kind_count, put_kind, judge);
    json_objects(json, "figures", judge->figure_count, put_figure, judge);
    json_end(json);
}
