/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a backtest. Written as it is walked, without a tree; names and order are those of
 * its schema. Money is in the currency in which a figure was published, row by row. */
#include "report/backtest.h"
#include "report/builders.h"
#include "report/control.h"
#include "report/json_parts.h"

static void put_interval(struct json_writer *json, const struct backtest_row *row)
{
    json_object(json, "estimate");
    json_number(json, "central", row->estimate);
    /* An end that was published, and not drawn, has no standard error of a simulation. */
    if (row->interval != INTERVAL_NONE) {
        json_number(json, "p5", row->p5);
        json_number(json, "p95", row->p95);
        if (row->interval == INTERVAL_SAMPLES) {
            json_number(json, "se_p5", row->se_p5);
            json_number(json, "se_p95", row->se_p95);
        }
        json_text(json, "interval", report_backtest_interval(row->interval));
    }
    json_end(json);
}

static void put_estimate(struct json_writer *json, const struct backtest_row *row)
{
    json_number(json, "duration_hours", row->duration_hours);
    put_interval(json, row);
    /* Left out and not false: what is not judged is no miss. */
    if (backtest_is_judged(row)) {
        json_flag(json, "hit", row->hit);
    }
    if (row->in_sample) {
        json_flag(json, "in_sample", true);
    }
    json_number(json, "ratio", row->ratio);
    if (row->has_straight_line) {
        json_number(json, "straight_line", row->straight_line);
        json_flag(json, "straight_line_nearer", row->straight_line_nearer);
    }
}

/* A figure that could not be estimated stays in the list with the reason: a missing one would look
 * as if nobody had published it. */
static void put_row(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_backtest *backtest = of;
    const struct backtest_row *row = &backtest->rows[index];
    json_text(json, "event", row->event);
    json_text(json, "measure", row->measure);
    json_text(json, "kind", row->kind);
    json_text(json, "publisher", row->publisher);
    json_text(json, "currency", row->currency);
    json_number(json, "published_low", row->low);
    json_number(json, "published_high", row->high);
    if (row->why_not != NULL) {
        json_text(json, "not_estimated", row->why_not);
    } else {
        json_number(json, "published", row->midpoint);
        put_estimate(json, row);
    }
}

/* Of all kinds together, measured or not; the coverage of the report is of measured figures alone.
 */
static void put_measure(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_backtest *backtest = of;
    const struct backtest_measure *measure = &backtest->measures[index];
    json_text(json, "measure", measure->measure);
    json_number(json, "figures", (double)measure->figures);
    json_number(json, "estimated", (double)measure->estimated);
    report_backtest_put_share(json, "inside", &measure->inside);
    if (measure->has_median) {
        json_number(json, "median_absolute_log_ratio", measure->median_absolute_log_ratio);
    }
}

/* The study keeps fractions; members that say percent are 100 times those. */
static void put_event(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_backtest *backtest = of;
    const struct market_check *event = &backtest->events[index];
    json_text(json, "event", event->event);
    json_text(json, "symbol", event->symbol);
    json_number(json, "observed_percent", 100 * event->observed);
    json_number(json, "median_percent", 100 * event->prediction.median);
    json_number(json, "p5_percent", 100 * event->prediction.p5);
    json_number(json, "p95_percent", 100 * event->prediction.p95);
    json_number(json, "crps_percent", 100 * event->crps);
    json_number(json, "pit", event->pit);
    json_number(json, "standard_error_percent", 100 * event->standard_error);
    json_number(json, "learned_from", (double)event->prediction.events);
    json_number(json, "others_most_standard_errors", event->others_most);
    json_flag(json, "inside", event->inside);
}

/* A CRPS has the unit of what is scored: percent, as the changes above. */
static void put_scores(struct json_writer *json, const struct backtest_scores *scores)
{
    json_object(json, "crps_percent");
    json_number(json, "prediction", 100 * scores->prediction);
    json_number(json, "no_change", 100 * scores->no_change);
    if (scores->has_catalogue_mean) {
        json_number(json, "catalogue_mean", 100 * scores->catalogue_mean);
    }
    json_end(json);
}

/* Shares go with their hits and trials: of few trials the share alone would say too much. */
static void put_report(struct json_writer *json, const struct blackout_backtest *backtest)
{
    json_parts_head(json, "blackout/backtest/1");
    json_number(json, "samples", backtest->samples);
    json_number(json, "seed", backtest->seed);
    json_number(json, "estimated", (double)backtest->all.estimated);
    report_backtest_put_share(json, "coverage", &backtest->coverage);
    report_backtest_put_share(json, "straight_line_nearer", &backtest->straight_line_nearer);
    if (backtest->all.has_median) {
        json_number(json, "median_absolute_log_ratio", backtest->all.median_absolute_log_ratio);
    }
    /* Without samples there is no distribution to judge. */
    if (backtest->judge.figure_count > 0) {
        report_backtest_put_judge(json, &backtest->judge);
    }
    json_objects(json, "measures", backtest->measure_count, put_measure, backtest);
    json_objects(json, "figures", backtest->row_count, put_row, backtest);
    json_object(json, "market_prediction");
    report_backtest_put_share(json, "coverage", &backtest->event_coverage);
    if (backtest->event_count > 0) {
        put_scores(json, &backtest->event_scores);
    }
    json_objects(json, "events", backtest->event_count, put_event, backtest);
    json_end(json);
    report_control_json(json, &backtest->control);
    json_parts_warnings(json, &backtest->warnings);
}

blackout_status report_backtest_json(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct blackout_backtest *backtest = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, backtest);
    return json_finish(&json, error);
}
