/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a traffic study, and a single number of it by its pointer, found by the same walk.
 * Volumes are in the series' own unit, shares are parts of 1, times are UTC. There are no control
 * totals: a measurement reads no `dependencies`. */
#include "report/builders.h"
#include "report/report.h"
#include "traffic/traffic_study.h"

#include <math.h>

#include "report/json_parts.h"

/* What a band is of, for programs: words that stay (docs/commands.md, what stays). */
static const char *band_name(enum traffic_band band)
{
    static const char *const names[BAND_COUNT] = {[BAND_LOST] = "lost",
                                                  [BAND_REBOUND] = "rebound",
                                                  [BAND_LOST_AR1] = "lost_ar1",
                                                  [BAND_INTERVAL] = "interval"};
    return names[band];
}

/* Left out where it has no meaning: a share of what is not lost, or of nothing that is expected. */
static void put_quantity(struct json_writer *json, const char *key,
                         struct traffic_quantity quantity)
{
    if (quantity.present) {
        json_object(json, key);
        json_number(json, "central", quantity.central);
        json_number(json, "p5", quantity.p5);
        json_number(json, "p95", quantity.p95);
        json_end(json);
    }
}

/* The end is the first moment that is not in it, so that a span and the next one share a time. */
static void put_span(struct json_writer *json, const char *key, struct traffic_span span)
{
    char text[CALENDAR_TEXT_SIZE];
    double hours = (double)(span.to - span.from) / SECONDS_PER_HOUR;
    json_object(json, key);
    json_parts_instant(json, "start", span.from);
    json_parts_instant(json, "end", span.to);
    calendar_print_duration(text, hours);
    json_text(json, "duration", text);
    json_number(json, "duration_hours", hours);
    json_end(json);
}

/* ---- The data and the fit -------------------------------------------------------------------- */

static void put_masked(struct json_writer *json, const void *of, size_t index)
{
    const struct traffic_loss *loss = of;
    json_text(json, "name", loss->masked[index].name);
    json_parts_instant(json, "start", loss->masked[index].from);
    json_parts_instant(json, "end", loss->masked[index].to);
}

/* What of the series could make a figure wrong: intervals that are not there, without volume, off
 * the grid, or masked. */
static void put_data(struct json_writer *json, const struct traffic_loss *loss)
{
    const struct traffic_grid *grid = &loss->grid;
    json_object(json, "data");
    json_parts_instant(json, "start", grid->begin);
    json_parts_instant(json, "end", grid->end);
    json_number(json, "step_minutes", (double)grid->step_seconds / 60);
    json_number(json, "gaps", (double)grid->gaps);
    json_number(json, "missing_intervals", (double)grid->missing);
    json_number(json, "empty_intervals", (double)grid->zeros);
    json_number(json, "irregular_rows", (double)grid->irregular);
    json_objects(json, "masked", loss->masked_count, put_masked, loss);
    json_end(json);
}

/* The terms of the fit are those of stats/seasonal_profile.h. Trend, spread and cut are of ln
 * volume, the level is in the unit of the volumes. */
static void put_fit(struct json_writer *json, const struct traffic_loss *loss)
{
    const struct seasonal_fit *fit = &loss->fit.weekly.seasonal;
    const struct ar1 *ar1 = &loss->fit.ar1;
    json_object(json, "fit");
    json_number(json, "weeks", fit->weeks_spanned);
    json_number(json, "hours_used", (double)fit->used);
    json_number(json, "hours_dropped", (double)fit->dropped);
    json_number(json, "hours_masked", (double)loss->fit.weekly.masked_hours);
    json_number(json, "hours_undecided", (double)fit->undecided);
    json_number(json, "level", fit->level);
    if (fit->has_trend) {
        json_number(json, "trend_per_week", fit->trend_per_hour * HOURS_PER_WEEK);
    }
    json_number(json, "smearing", fit->smearing);
    json_number(json, "residual_sd", fit->residual_sd);
    json_number(json, "cut", fit->cut_log);
    json_number(json, "autocorrelation", ar1->phi);
    /* Measured by placebo weeks; a series without any has none. */
    if (!isnan(loss->dispersion)) {
        json_number(json, "dispersion", loss->dispersion);
    }
    /* A search for another number passes over the 168 of them at once. */
    bool wanted = json_list(json, "profile");
    for (int hour = 0; wanted && hour < HOURS_PER_WEEK; ++hour) {
        json_number(json, NULL, fit->profile[hour]);
    }
    json_end(json);
    json_end(json);
}

/* ---- Figures --------------------------------------------------------------------------------- */

/* Of an interval that the window cuts, the part inside; the course below has whole intervals, in
 * the window and around it. */
static void put_curve_point(struct json_writer *json, const void *of, size_t index)
{
    const struct traffic_loss *loss = of;
    const struct traffic_curve_point *point = &loss->curve[index];
    json_parts_instant(json, "start", point->part.from);
    json_parts_instant(json, "end", point->part.to);
    json_number(json, "expected", point->expected);
    json_number(json, "low", point->low);
    json_number(json, "high", point->high);
    json_number(json, "observed", point->observed);
    json_number(json, "unavailable", point->unavailable);
}

static void put_course_point(struct json_writer *json, const void *of, size_t index)
{
    const struct traffic_loss *loss = of;
    const struct traffic_course_point *point = &loss->course[index];
    json_parts_instant(json, "start", point->span.from);
    json_parts_instant(json, "end", point->span.to);
    json_number(json, "expected", point->expected);
    json_number(json, "low", point->low);
    json_number(json, "high", point->high);
    json_number(json, "observed", point->observed);
}

/* Expected by a fit that this week is left out of. */
static void put_week(struct json_writer *json, const void *of, size_t index)
{
    const struct traffic_loss *loss = of;
    json_parts_instant(json, "start", loss->weeks[index].start);
    json_number(json, "expected", loss->weeks[index].expected);
    json_number(json, "observed", loss->weeks[index].observed);
}

static void put_coverage(struct json_writer *json, const void *of, size_t index)
{
    const struct traffic_loss *loss = of;
    const struct traffic_coverage *coverage = &loss->coverage[index];
    json_text(json, "of", band_name(coverage->band));
    json_number(json, "level", coverage->level);
    json_number(json, "covered", (double)coverage->covered);
    json_number(json, "trials", (double)coverage->trials);
    json_number(json, "share", coverage->share);
    json_number(json, "low", coverage->low);
    json_number(json, "high", coverage->high);
}

/* How well the fit predicts weeks that it has not seen. The weeks are listed, so that the shares
 * can be counted again. */
static void put_placebo(struct json_writer *json, const struct traffic_loss *loss)
{
    json_object(json, "placebo");
    json_objects(json, "weeks", loss->week_count, put_week, loss);
    json_objects(json, "coverage", loss->coverage_count, put_coverage, loss);
    json_end(json);
}

static void put_substitute(struct json_writer *json, const void *of, size_t index)
{
    const struct traffic_result *result = of;
    const struct traffic_substitute *rival = &result->substitutes[index];
    json_text(json, "platform", rival->platform);
    json_number(json, "expected", rival->expected);
    json_number(json, "observed", rival->observed);
    put_quantity(json, "gained", rival->gained);
    put_quantity(json, "gained_share", rival->gained_share);
    json_flag(json, "rose", rival->rose);
    /* Of a window that lost nothing there is no unit that a rival could have gained one for. */
    if (rival->has_per_lost) {
        json_number(json, "gained_per_lost", rival->per_lost);
    }
}

/* What a window that was searched for is to be measured by: the second stretch that the search
 * finds. A window that was named has none. */
static void put_next(struct json_writer *json, const struct traffic_next *next)
{
    if (next->present) {
        json_object(json, "next_detected");
        put_span(json, "window", next->window);
        json_number(json, "expected", next->expected);
        json_number(json, "lost", next->lost);
        json_end(json);
    }
}

static void put_window(struct json_writer *json, const struct traffic_result *result)
{
    const struct traffic_loss *loss = &result->loss;
    put_span(json, "window", loss->window);
    json_flag(json, "detected", loss->detected);
    put_next(json, &loss->next);
    put_fit(json, loss);
    json_number(json, "missing_in_window", (double)loss->window_missing);
    json_number(json, "expected", loss->expected);
    json_number(json, "observed", loss->observed);
    put_quantity(json, "lost", loss->lost);
    put_quantity(json, "lost_share", loss->lost_share);
    put_quantity(json, "lost_demand_hours", loss->lost_demand_hours);
    put_span(json, "after", loss->after);
    put_quantity(json, "rebound", loss->rebound);
    put_quantity(json, "net_lost_share", loss->net_lost_share);
    json_objects(json, "curve", loss->curve_count, put_curve_point, loss);
    json_objects(json, "course", loss->course_count, put_course_point, loss);
    put_placebo(json, loss);
    json_objects(json, "substitution", result->substitute_count, put_substitute, result);
}

static void put_source(struct json_writer *json, const blackout_traffic *traffic)
{
    json_object(json, "source");
    json_text(json, "path", traffic->source);
    json_text(json, "package", traffic->package);
    json_text(json, "sha256", traffic->sha256);
    json_number(json, "rows", (double)traffic->rows);
    json_end(json);
}

/* A series that could not be measured stays in the list, and says so: a missing one would look like
 * one that was not asked for. */
static void put_series(struct json_writer *json, const void *of, size_t index)
{
    const blackout_traffic *traffic = of;
    const struct traffic_result *result = &traffic->results[index];
    const struct traffic_loss *loss = &result->loss;
    json_text(json, "platform", loss->platform);
    json_text(json, "region", loss->region);
    json_flag(json, "measured", loss->lack == TRAFFIC_COMPLETE);
    /* Without a step there is no grid, and nothing to count gaps in. */
    if (loss->lack != TRAFFIC_TOO_SHORT && loss->lack != TRAFFIC_BAD_STEP) {
        put_data(json, loss);
    }
    if (loss->lack == TRAFFIC_COMPLETE) {
        put_window(json, result);
    }
}

static void put_report(struct json_writer *json, const blackout_traffic *traffic)
{
    json_parts_head(json, "blackout/traffic/1");
    put_source(json, traffic);
    json_objects(json, "series", traffic->result_count, put_series, traffic);
    json_parts_warnings(json, &traffic->warnings);
}

blackout_status report_traffic_json(const void *what, blackout_sink *sink, void *user,
                                    blackout_error *error)
{
    const blackout_traffic *traffic = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, traffic);
    return json_finish(&json, error);
}

blackout_status report_traffic_number(double *number, const blackout_traffic *traffic,
                                      const char *pointer, blackout_error *error)
{
    struct json_writer json;
    json_begin_search(&json, pointer);
    put_report(&json, traffic);
    return json_found(number, &json, pointer, error);
}
