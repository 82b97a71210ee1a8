/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/traffic.h"

#include <math.h>

const char *report_traffic_band(enum traffic_band band)
{
    static const char *const names[BAND_COUNT] = {[BAND_LOST] = "lost",
                                                  [BAND_REBOUND] = "rebound",
                                                  [BAND_LOST_AR1] = "lost_ar1",
                                                  [BAND_INTERVAL] = "interval"};
    return names[band];
}

static void put_instant(struct json_tree *tree, cJSON *parent, const char *key, instant time)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_instant(text, time);
    json_text(tree, parent, key, text);
}

static void put_quantity(struct json_tree *tree, cJSON *parent, const char *key,
                         struct traffic_quantity quantity)
{
    if (quantity.present) {
        cJSON *object = json_object(tree, parent, key);
        json_number(tree, object, "central", quantity.central);
        json_number(tree, object, "p5", quantity.p5);
        json_number(tree, object, "p95", quantity.p95);
    }
}

static void put_span(struct json_tree *tree, cJSON *parent, const char *key,
                     struct traffic_span span)
{
    char text[CALENDAR_TEXT_SIZE];
    double hours = (double)(span.to - span.from) / SECONDS_PER_HOUR;
    cJSON *object = json_object(tree, parent, key);
    put_instant(tree, object, "start", span.from);
    put_instant(tree, object, "end", span.to);
    calendar_print_duration(text, hours);
    json_text(tree, object, "duration", text);
    json_number(tree, object, "duration_hours", hours);
}

/* ---- The data and the fit -------------------------------------------------------------------- */

static void put_data(struct json_tree *tree, cJSON *parent, const struct traffic_loss *loss)
{
    const struct traffic_grid *grid = &loss->grid;
    cJSON *object = json_object(tree, parent, "data");
    put_instant(tree, object, "start", grid->begin);
    put_instant(tree, object, "end", grid->end);
    json_number(tree, object, "step_minutes", (double)grid->step_seconds / 60);
    json_number(tree, object, "gaps", (double)grid->gaps);
    json_number(tree, object, "missing_intervals", (double)grid->missing);
    json_number(tree, object, "empty_intervals", (double)grid->zeros);
    json_number(tree, object, "irregular_rows", (double)grid->irregular);
    cJSON *list = json_list(tree, object, "masked");
    for (size_t i = 0; i < loss->masked_count; ++i) {
        cJSON *masked = json_object(tree, list, NULL);
        json_text(tree, masked, "name", loss->masked[i].name);
        put_instant(tree, masked, "start", loss->masked[i].from);
        put_instant(tree, masked, "end", loss->masked[i].to);
    }
}

static void put_fit(struct json_tree *tree, cJSON *parent, const struct traffic_loss *loss)
{
    const struct seasonal_fit *fit = &loss->fit.fit;
    const struct ar1 *ar1 = &loss->fit.ar1;
    cJSON *object = json_object(tree, parent, "fit");
    json_number(tree, object, "weeks", fit->weeks_spanned);
    json_number(tree, object, "hours_used", (double)fit->used);
    json_number(tree, object, "hours_dropped", (double)fit->dropped);
    json_number(tree, object, "hours_masked", (double)loss->fit.masked_hours);
    json_number(tree, object, "hours_undecided", (double)fit->undecided);
    json_number(tree, object, "level", fit->level);
    if (fit->has_trend) {
        json_number(tree, object, "trend_per_week", fit->trend_per_hour * HOURS_PER_WEEK);
    }
    json_number(tree, object, "smearing", fit->smearing);
    json_number(tree, object, "residual_sd", fit->residual_sd);
    json_number(tree, object, "cut", fit->cut_log);
    json_number(tree, object, "autocorrelation", ar1->phi);
    if (!isnan(loss->dispersion)) {
        json_number(tree, object, "dispersion", loss->dispersion);
    }
    cJSON *profile = json_list(tree, object, "profile");
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        json_number(tree, profile, NULL, fit->profile[hour]);
    }
}

/* ---- Figures --------------------------------------------------------------------------------- */

static void put_curve(struct json_tree *tree, cJSON *parent, const struct traffic_loss *loss)
{
    cJSON *list = json_list(tree, parent, "curve");
    for (size_t i = 0; i < loss->curve_count; ++i) {
        const struct traffic_curve_point *point = &loss->curve[i];
        cJSON *object = json_object(tree, list, NULL);
        put_instant(tree, object, "start", point->part.from);
        put_instant(tree, object, "end", point->part.to);
        json_number(tree, object, "expected", point->expected);
        json_number(tree, object, "low", point->low);
        json_number(tree, object, "high", point->high);
        json_number(tree, object, "observed", point->observed);
        json_number(tree, object, "unavailable", point->unavailable);
    }
}

static void put_placebo(struct json_tree *tree, cJSON *parent, const struct traffic_loss *loss)
{
    cJSON *object = json_object(tree, parent, "placebo");
    cJSON *weeks = json_list(tree, object, "weeks");
    for (size_t i = 0; i < loss->week_count; ++i) {
        cJSON *week = json_object(tree, weeks, NULL);
        put_instant(tree, week, "start", loss->weeks[i].start);
        json_number(tree, week, "expected", loss->weeks[i].expected);
        json_number(tree, week, "observed", loss->weeks[i].observed);
    }
    cJSON *list = json_list(tree, object, "coverage");
    for (size_t i = 0; i < loss->coverage_count; ++i) {
        const struct traffic_coverage *coverage = &loss->coverage[i];
        cJSON *item = json_object(tree, list, NULL);
        json_text(tree, item, "of", report_traffic_band(coverage->band));
        json_number(tree, item, "level", coverage->level);
        json_number(tree, item, "covered", (double)coverage->covered);
        json_number(tree, item, "trials", (double)coverage->trials);
        json_number(tree, item, "share", coverage->share);
        json_number(tree, item, "low", coverage->low);
        json_number(tree, item, "high", coverage->high);
    }
}

static void put_substitutes(struct json_tree *tree, cJSON *parent,
                            const struct traffic_result *result)
{
    cJSON *list = json_list(tree, parent, "substitution");
    for (size_t i = 0; i < result->substitute_count; ++i) {
        const struct traffic_substitute *rival = &result->substitutes[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "platform", rival->platform);
        json_number(tree, object, "expected", rival->expected);
        json_number(tree, object, "observed", rival->observed);
        put_quantity(tree, object, "gained", rival->gained);
        put_quantity(tree, object, "gained_share", rival->gained_share);
        json_flag(tree, object, "rose", rival->rose);
        if (rival->has_per_lost) {
            json_number(tree, object, "gained_per_lost", rival->per_lost);
        }
    }
}

static void put_next(struct json_tree *tree, cJSON *parent, const struct traffic_next *next)
{
    if (next->present) {
        cJSON *object = json_object(tree, parent, "next_detected");
        put_span(tree, object, "window", next->window);
        json_number(tree, object, "expected", next->expected);
        json_number(tree, object, "lost", next->lost);
    }
}

static void put_window(struct json_tree *tree, cJSON *parent, const struct traffic_result *result)
{
    const struct traffic_loss *loss = &result->loss;
    put_span(tree, parent, "window", loss->window);
    json_flag(tree, parent, "detected", loss->detected);
    put_next(tree, parent, &loss->next);
    put_fit(tree, parent, loss);
    json_number(tree, parent, "missing_in_window", (double)loss->window_missing);
    json_number(tree, parent, "expected", loss->expected);
    json_number(tree, parent, "observed", loss->observed);
    put_quantity(tree, parent, "lost", loss->lost);
    put_quantity(tree, parent, "lost_share", loss->lost_share);
    put_quantity(tree, parent, "lost_demand_hours", loss->lost_demand_hours);
    put_span(tree, parent, "after", loss->after);
    put_quantity(tree, parent, "rebound", loss->rebound);
    put_quantity(tree, parent, "net_lost_share", loss->net_lost_share);
    put_curve(tree, parent, loss);
    put_placebo(tree, parent, loss);
    put_substitutes(tree, parent, result);
}

static void put_source(struct json_tree *tree, const blackout_traffic *traffic)
{
    cJSON *object = json_object(tree, tree->root, "source");
    json_text(tree, object, "path", traffic->source);
    json_text(tree, object, "package", traffic->package);
    json_text(tree, object, "sha256", traffic->sha256);
    json_number(tree, object, "rows", (double)traffic->rows);
}

void report_traffic_tree(struct json_tree *tree, const blackout_traffic *traffic)
{
    json_tree_init_report(tree, "blackout/traffic/1");
    put_source(tree, traffic);
    cJSON *list = json_list(tree, tree->root, "series");
    for (size_t i = 0; i < traffic->result_count; ++i) {
        const struct traffic_loss *loss = &traffic->results[i].loss;
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "platform", loss->platform);
        json_text(tree, object, "region", loss->region);
        json_flag(tree, object, "measured", loss->lack == TRAFFIC_COMPLETE);
        if (loss->lack != TRAFFIC_TOO_SHORT && loss->lack != TRAFFIC_BAD_STEP) {
            put_data(tree, object, loss);
        }
        if (loss->lack == TRAFFIC_COMPLETE) {
            put_window(tree, object, &traffic->results[i]);
        }
    }
    json_warnings(tree, &traffic->warnings);
}
