/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimator against what was published: misses first, then how good the intervals are. The page
 * tells what is judged apart from what is not, and begins with the skill whatever its sign; each
 * figure is in a record, those of the press too. */
#include "report/backtest.h"

#include <math.h>
#include <string.h>

#include "document/chart.h"
#include "report/amounts.h"
#include "report/builders.h"
#include "report/names.h"

static const struct style ratio_style = {.places = 2};

const char *report_backtest_interval(enum backtest_interval interval)
{
    static const char *const names[] = {
        [INTERVAL_NONE] = "", [INTERVAL_SAMPLES] = "samples", [INTERVAL_PREDICTION] = "prediction"};
    return names[interval];
}

/* Each row in its own currency, as it was published: a rate of exchange would add an error of its
 * own. */
static struct value amount(const struct backtest_row *row, double value)
{
    return value_amount(value, row->currency, amounts_in_millions);
}

/* A range only where one was published: equal ends are a single figure. */
static struct value published(const struct backtest_row *row)
{
    struct value range = value_interval(row->low, row->high, amounts_in_millions);
    range.unit = row->currency;
    return row->low == row->high ? amount(row, row->low) : range;
}

/* ---- Records --------------------------------------------------------------------------------- */

/* What a class of the other outages says of a row; one that was not made, where there is none. A
 * forecast that was not made instead of NULL: its columns are then empty without a case of their
 * own. */
static const struct judge_forecast *forecast_of(const struct blackout_backtest *backtest,
                                                const struct backtest_row *row)
{
    static const struct judge_forecast none = {0};
    for (size_t i = 0; i < backtest->judge.figure_count; ++i) {
        const struct judge_figure *figure = &backtest->judge.figures[i];
        if (figure->outage->number == row->number) {
            return &figure->forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL];
        }
    }
    return &none;
}

static void add_record(struct sheet *table, const struct blackout_backtest *backtest,
                       const struct backtest_row *row)
{
    const struct judge_forecast *others = forecast_of(backtest, row);
    const bool made = row->why_not == NULL;
    const bool has_interval = row->interval != INTERVAL_NONE;
    const struct value values[BACKTEST_COLUMNS] = {
        value_text(row->event),
        value_text(row->measure),
        value_text(row->kind),
        value_text(row->publisher),
        value_text(row->currency),
        amount(row, row->low),
        amount(row, row->high),
        value_if(made, amount(row, row->estimate)),
        value_if(has_interval, amount(row, row->p5)),
        value_if(has_interval, amount(row, row->p95)),
        value_text(report_backtest_interval(row->interval)),
        value_if(made, value_number(row->ratio, &ratio_style)),
        value_if(made && row->has_straight_line, amount(row, row->straight_line)),
        value_if(has_interval, value_word(row->in_sample ? "in sample"
                                          : row->hit     ? "yes"
                                                         : "no")),
        value_text(made ? "" : row->why_not),
        value_if(others->made, value_number((double)others->of.events, &style_ungrouped)),
        value_if(others->made, amount(row, others->median)),
        value_if(others->made, amount(row, others->p5)),
        value_if(others->made, amount(row, others->p95)),
        value_if(others->made, value_number(others->pit, &ratio_style)),
        value_if(others->made, value_number(others->crps, &ratio_style)),
        value_if(others->made, value_number(others->log_score, &ratio_style)),
        value_if(row->interval == INTERVAL_SAMPLES, amount(row, row->se_p5)),
        value_if(row->interval == INTERVAL_SAMPLES, amount(row, row->se_p95))};
    sheet_row(table, values, BACKTEST_COLUMNS);
}

/* An event predicted from the others, in the columns of a figure: a fraction, not money. In one
 * table with the figures, so that a single file has all that is judged. */
static void add_event_record(struct sheet *table, const struct market_check *event)
{
    const struct style *style = &style_change[2];
    const struct value values[BACKTEST_COLUMNS] = {
        value_text(event->event),
        value_word("car_0_1"),
        value_word("leave_one_out"),
        value_text(event->symbol),
        value_empty(),
        value_number(event->observed, style),
        value_number(event->observed, style),
        value_number(event->prediction.median, style),
        value_number(event->prediction.p5, style),
        value_number(event->prediction.p95, style),
        value_text(report_backtest_interval(INTERVAL_PREDICTION)),
        value_empty(),
        value_empty(),
        value_word(event->inside ? "yes" : "no"),
        value_empty()};
    sheet_row(table, values, BACKTEST_COLUMNS);
}

void report_backtest_records(struct document *document, const void *what)
{
    static const struct column columns[BACKTEST_COLUMNS] = {{"event", true},
                                                            {"measure", true},
                                                            {"kind", true},
                                                            {"publisher", true},
                                                            {"currency"},
                                                            {"published_low"},
                                                            {"published_high"},
                                                            {"estimate"},
                                                            {"p5"},
                                                            {"p95"},
                                                            {"interval"},
                                                            {"ratio"},
                                                            {"straight_line"},
                                                            {"hit"},
                                                            {"not_estimated"},
                                                            {"class_events"},
                                                            {"class_median"},
                                                            {"class_p5"},
                                                            {"class_p95"},
                                                            {"pit"},
                                                            {"crps"},
                                                            {"log_score"},
                                                            {"se_p5"},
                                                            {"se_p95"},
                                                            {"se"},
                                                            {"p_value"}};
    const struct blackout_backtest *backtest = what;
    struct sheet *table = sheet_new(document, columns, BACKTEST_COLUMNS);
    for (size_t i = 0; i < backtest->row_count; ++i) {
        add_record(table, backtest, &backtest->rows[i]);
    }
    for (size_t i = 0; i < backtest->event_count; ++i) {
        add_event_record(table, &backtest->events[i]);
    }
    report_backtest_score_records(table, &backtest->judge);
    document->csv.quote_texts = true;
    document_table(document, table);
}

/* ---- The page -------------------------------------------------------------------------------- */

static struct value judgement(bool judged, bool hit)
{
    struct value value = value_word(!judged ? "not judged" : hit ? "hit" : "miss");
    value.is_bad = judged && !hit;
    return value;
}

static struct value judgement_of(const struct backtest_row *row)
{
    return row->in_sample ? value_word("in sample") : judgement(backtest_is_judged(row), row->hit);
}

/* Whether the estimated figures are of several measures: else a column for it says nothing. */
static bool measures_differ(const struct blackout_backtest *backtest)
{
    const char *first = NULL;
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not == NULL && first != NULL && strcmp(first, row->measure) != 0) {
            return true;
        }
        first = row->why_not == NULL ? row->measure : first;
    }
    return false;
}

static void add_rows(struct document *document, const struct blackout_backtest *backtest)
{
    enum { COLUMNS = 11 };
    const bool measures = measures_differ(backtest);
    const struct column columns[COLUMNS] = {{"event", true},    {measures ? "measure" : "", true},
                                            {"kind", true},     {"inside"},
                                            {"currency", true}, {"published"},
                                            {"estimate"},       {"5 %"},
                                            {"95 %"},           {"ratio"},
                                            {"straight line"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        const bool judged = row->interval != INTERVAL_NONE;
        const struct value values[COLUMNS] = {
            value_text(row->event),
            value_if(measures, total_value(row->measure)),
            value_text(row->kind),
            judgement_of(row),
            value_text(row->currency),
            published(row),
            amount(row, row->estimate),
            value_if(judged, value_uncertain(amount(row, row->p5), row->se_p5)),
            value_if(judged, value_uncertain(amount(row, row->p95), row->se_p95)),
            value_number(row->ratio, &ratio_style),
            value_if(row->has_straight_line, amount(row, row->straight_line))};
        if (row->why_not == NULL) {
            sheet_row(table, values, COLUMNS);
        }
    }
    document_table(document, table);
}

/* The lists of a measure's points, all of one length. */
enum { PUBLISHED, ESTIMATED, LOW, HIGH, LISTS };

static bool is_point(const struct backtest_row *row, const struct backtest_measure *measure)
{
    return row->why_not == NULL && strcmp(row->measure, measure->measure) == 0;
}

/* The estimated figures of a measure over the published ones. The lists are the chart's own: the
 * table has rows of all measures, and a series is of one. */
static struct chart_series points_of(struct document *document,
                                     const struct blackout_backtest *backtest,
                                     const struct backtest_measure *measure)
{
    const size_t most = backtest->row_count;
    double *lists = arena_alloc(&document->arena, LISTS * most, sizeof *lists);
    const char **names = arena_alloc(&document->arena, most, sizeof *names);
    const char *name = total_name(measure->measure);
    struct chart_series series = {.name = name != NULL ? name : measure->measure};
    size_t count = 0;
    document->failed = document->failed || lists == NULL || names == NULL;
    for (size_t i = 0; !document->failed && i < most; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        const bool judged = row->interval != INTERVAL_NONE;
        if (is_point(row, measure)) {
            names[count] = row->event;
            lists[PUBLISHED * most + count] = row->midpoint;
            lists[ESTIMATED * most + count] = row->estimate;
            lists[LOW * most + count] = judged ? row->p5 : NAN;
            lists[HIGH * most + count] = judged ? row->p95 : NAN;
            ++count;
        }
    }
    if (!document->failed) {
        series.names = names;
        series.positions = chart_own(lists + PUBLISHED * most, count);
        series.values = chart_own(lists + ESTIMATED * most, count);
        series.low = chart_own(lists + LOW * most, count);
        series.high = chart_own(lists + HIGH * most, count);
    }
    return series;
}

/* The currency of all points; where they have several, each is in its own. */
static const char *currency_of(const struct blackout_backtest *backtest)
{
    const char *currency = NULL;
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not == NULL && currency != NULL && strcmp(currency, row->currency) != 0) {
            return "in its currency";
        }
        currency = row->why_not == NULL ? row->currency : currency;
    }
    return currency != NULL ? currency : "";
}

/* Both axes are logarithmic: published losses differ by orders of magnitude, and a ratio is a
 * distance then. Points on the diagonal are right. */
static void add_points(struct document *document, const struct blackout_backtest *backtest)
{
    struct chart_series *series =
        arena_alloc(&document->arena, backtest->measure_count, sizeof *series);
    struct chart chart = {
        .kind = CHART_POINTS,
        .name = "estimated-published",
        .title = "Estimated and published figures",
        .x = {.title = "published", .unit = currency_of(backtest), .logarithmic = true},
        .y = {.title = "estimated", .unit = currency_of(backtest), .logarithmic = true},
        .series = series};
    if (series == NULL) {
        document->failed = true;
        return;
    }
    for (size_t i = 0; i < backtest->measure_count; ++i) {
        series[chart.series_count] = points_of(document, backtest, &backtest->measures[i]);
        chart.series_count += series[chart.series_count].values.count > 0 ? 1 : 0;
    }
    if (chart.series_count > 0) {
        document_chart(document, &chart);
    }
}

static void add_measures(struct document *document, const struct blackout_backtest *backtest)
{
    enum { COLUMNS = 6 };
    static const struct column columns[COLUMNS] = {
        {"measure", true}, {"figures"}, {"estimated"}, {"judged"}, {"hits"}, {"median |ln ratio|"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < backtest->measure_count; ++i) {
        const struct backtest_measure *m = &backtest->measures[i];
        const struct value median = value_number(m->median_absolute_log_ratio, &ratio_style);
        const struct value values[COLUMNS] = {
            total_value(m->measure),     value_count(m->figures),
            value_count(m->estimated),   value_count(m->inside.trials),
            value_count(m->inside.hits), m->has_median ? median : value_absent()};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1, "By measure, whatever the kind", NULL, 0);
    document_table(document, table);
}

static void add_scores(struct document *document, const struct backtest_scores *scores)
{
    const struct style *style = &style_share[2];
    const struct value values[] = {value_number(scores->prediction, style),
                                   value_number(scores->no_change, style),
                                   value_number(scores->catalogue_mean, style)};
    document_note(document, 1,
                  "Mean score (CRPS, less is better): {}; no change and the share's own two days "
                  "{}",
                  values, 2);
    if (scores->has_catalogue_mean) {
        document_add(document, "; mean and spread of the others {}", &values[2], 1);
    }
    document_add(document, ".", NULL, 0);
}

/* Why each of the misses is one: how far out the change was beside all that was learned from. A
 * miss without a reason invites to leave it out. */
static void add_misses(struct document *document, const struct blackout_backtest *backtest)
{
    for (size_t i = 0; i < backtest->event_count; ++i) {
        const struct market_check *event = &backtest->events[i];
        const bool fell = event->observed < event->prediction.p5;
        const struct value values[] = {
            value_text(event->event),
            value_number(event->observed, &style_change[2]),
            value_number(fabs(event->observed) / event->standard_error, &ratio_style),
            value_number(event->standard_error, &style_share[2]),
            value_number(event->others_most, &ratio_style),
            value_number(fell ? event->pit : 1 - event->pit, &style_share[2])};
        if (!event->inside) {
            document_note(document, 1,
                          "{} is outside of its interval: {} is {} times the share's ordinary two "
                          "days ({}), and none of the others moved by more than {} times its own. "
                          "As large a change that way has a probability of {} by them.",
                          values, 6);
        }
    }
}

static void add_events(struct document *document, const struct blackout_backtest *backtest)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {{"event", true}, {"share", true}, {"CAR[0,+1]"},
                                                   {"predicted"},   {"5 %"},         {"95 %"},
                                                   {"inside"}};
    const struct style *style = &style_change[2];
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < backtest->event_count; ++i) {
        const struct market_check *event = &backtest->events[i];
        const struct value values[COLUMNS] = {value_text(event->event),
                                              value_text(event->symbol),
                                              value_number(event->observed, style),
                                              value_number(event->prediction.median, style),
                                              value_number(event->prediction.p5, style),
                                              value_number(event->prediction.p95, style),
                                              judgement(true, event->inside)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1,
                     "Prediction of market value: each event from all others and the prior, with "
                     "hindsight",
                     NULL, 0);
    document_note(document, 1, "Two-day abnormal returns inside the 5 to 95 % interval", NULL, 0);
    report_backtest_share(document, &backtest->event_coverage);
    add_scores(document, &backtest->event_scores);
    add_misses(document, backtest);
    document_table(document, table);
}

static void add_not_estimated(struct document *document, const struct blackout_backtest *backtest)
{
    if (backtest->all.estimated < backtest->row_count) {
        document_heading(document, 1, "Not estimated", NULL, 0);
    }
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not != NULL) {
            const struct value values[] = {value_text(row->event), value_text(row->measure),
                                           value_text(row->publisher), value_text(row->why_not)};
            document_note(document, 1, "{}, {}, {}: {}", values, 4);
        }
    }
}

static bool has_in_sample(const struct blackout_backtest *backtest)
{
    for (size_t i = 0; i < backtest->row_count; ++i) {
        if (backtest->rows[i].in_sample && backtest->rows[i].why_not == NULL) {
            return true;
        }
    }
    return false;
}

/* What the reader must know of the intervals in the table. Only notes of what the table has: a
 * reader should not look for what is not there. */
static void add_interval_notes(struct document *document, const struct blackout_backtest *backtest)
{
    static const char *const notes[] = {
        [INTERVAL_NONE] =
            "A figure without an interval is not judged: it is neither a hit nor a miss.",
        [INTERVAL_PREDICTION] = "For market value the abnormal change over two days is predicted; "
                                "a headline figure includes the market's own move."};
    static const enum backtest_interval order[] = {INTERVAL_NONE, INTERVAL_PREDICTION};
    bool met[INTERVAL_PREDICTION + 1] = {false};
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        met[row->interval] = met[row->interval] || row->why_not == NULL;
    }
    for (size_t i = 0; i < sizeof order / sizeof order[0]; ++i) {
        if (met[order[i]]) {
            document_note(document, 1, notes[order[i]], NULL, 0);
        }
    }
    if (has_in_sample(backtest)) {
        document_note(document, 1,
                      "In sample: the package's own model error may have been fitted to this loss. "
                      "It is judged below, by a class that does not know it.",
                      NULL, 0);
    }
}

/* How many intervals held, where some are judged. */
static void add_coverage(struct document *document, const struct blackout_backtest *backtest)
{
    if (backtest->coverage.trials == 0 && has_in_sample(backtest)) {
        return; /* the judge has it */
    }
    document_paragraph(document, "Measured figures inside the 5 to 95 % interval", NULL, 0);
    report_backtest_share(document, &backtest->coverage);
    document_paragraph(document, "The straight line was nearer", NULL, 0);
    report_backtest_share(document, &backtest->straight_line_nearer);
}

static void add_figures(struct document *document, const struct blackout_backtest *backtest)
{
    const struct value counts[] = {value_number((double)backtest->all.estimated, &style_ungrouped),
                                   value_number((double)backtest->row_count, &style_ungrouped)};
    const struct value median = value_number(backtest->all.median_absolute_log_ratio, &ratio_style);
    report_backtest_skill(document, &backtest->judge);
    document_paragraph(document,
                       "{} of {} published figures could be estimated from what was known before; "
                       "misses first. Amounts in millions.",
                       counts, 2);
    add_coverage(document, backtest);
    if (backtest->all.has_median) {
        document_paragraph(document, "Median absolute log ratio of estimate to figure: {}.",
                           &median, 1);
    }
    add_rows(document, backtest);
    add_points(document, backtest);
    add_interval_notes(document, backtest);
    add_measures(document, backtest);
}

void report_backtest_page(struct document *document, const void *what)
{
    const struct blackout_backtest *backtest = what;
    document->title = "Estimates against published figures";
    document->warnings = &backtest->warnings;
    document->control = &backtest->control;
    if (backtest->row_count > 0) {
        add_figures(document, backtest);
    } else {
        document_paragraph(document, "There are no published figures to test against.", NULL, 0);
    }
    report_backtest_judge(document, &backtest->judge);
    if (backtest->event_count > 0) {
        add_events(document, backtest);
    }
    add_not_estimated(document, backtest);
}
