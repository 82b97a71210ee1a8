/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the owners' losses were judged, as part of the page of a backtest. How it is judged is
 * backtest/judge.c. Only what was scored is averaged; figures of the press have rows and kinds of
 * their own. */
#include "document/chart.h"
#include "report/amounts.h"
#include "report/backtest.h"

static const struct style score_style = {.places = 2};
static const struct style difference_style = {.places = 3};

/* One list for page, JSON and records: in the order of enum past_estimator, the rival without
 * calibration last. Keys are promised to stay (docs/commands.md, what stays), words are not. */
static const struct forecaster {
    const char *words;
    const char *key;
} forecasters[JUDGE_FORECASTERS] = {
    [PAST_MODEL] = {"the model, calibrated", "model"},
    [PAST_STRAIGHT_LINE] = {"the straight line, calibrated", "straight_line"},
    [PAST_NO_GROWTH] = {"without growth", "no_growth"},
    [PAST_NO_USAGE] = {"without the part that stops with use", "no_usage"},
    [PAST_NO_HOURS] = {"without the hour of the week", "no_hours"},
    [PAST_NO_SEVERITY] = {"without severity", "no_severity"},
    [PAST_NO_RECOVERY] = {"without recovery", "no_recovery"},
    [PAST_NO_RECAPTURE] = {"without recapture", "no_recapture"},
    [JUDGE_UNCALIBRATED] = {"the model, not calibrated", "uncalibrated"}};

const char *report_backtest_forecaster(int forecaster)
{
    return forecasters[forecaster].key;
}

/* Counts before the share: 8 of 9 says how few they are. */
void report_backtest_share(struct document *document, const struct backtest_share *share)
{
    const struct value values[] = {value_number((double)share->hits, &style_ungrouped),
                                   value_number((double)share->trials, &style_ungrouped),
                                   value_interval(share->low, share->high, &style_share[0])};
    if (share->trials == 0) {
        document_add(document, ": no figure can be judged.", NULL, 0);
    } else {
        document_add(document, ": {} of {} (90 %: {}).", values, 3);
    }
}

/* From here on a difference may be chance. The customary level; the page says "may be chance" and
 * not "not significant", which is read as "no difference". */
static const double may_be_chance = 0.05;

/* Whether so few outages tell the skill from chance. */
static void add_skill_test(struct document *document, const struct judge_skill *skill)
{
    const struct value values[] = {value_interval(skill->low, skill->high, &style_change[0]),
                                   value_number(skill->p, &score_style)};
    if (!skill->has_interval) {
        document_paragraph(document, "So few losses do not say how well the skill is known.", NULL,
                           0);
        return;
    }
    document_paragraph(
        document, skill->p >= may_be_chance ? "That may be chance" : "That is more than chance",
        NULL, 0);
    document_add(document, " (90 %: {}; p {}).", values, 2);
}

void report_backtest_skill(struct document *document, const struct judge *judge)
{
    const struct judge_score *scores = judge->scores[JUDGE_LEAVE_ONE_OUT];
    const struct judge_skill *skill = &judge->skill[JUDGE_LEAVE_ONE_OUT];
    const struct value values[] = {
        value_number(skill->skill, &style_change[0]),
        value_number((double)scores[PAST_MODEL].figures, &style_ungrouped),
        value_number(scores[PAST_MODEL].crps.mean, &score_style),
        value_number(scores[PAST_STRAIGHT_LINE].crps.mean, &score_style)};
    if (!skill->made) {
        return;
    }
    document_paragraph(document,
                       "Skill against a calibrated straight line: {}, over {} losses that owners "
                       "measured, each by a class fitted to the others (CRPS of ln {} beside {}).",
                       values, 4);
    add_skill_test(document, skill);
    document_paragraph(document, "Of these inside the 5 to 95 % interval", NULL, 0);
    report_backtest_share(document, &scores[PAST_MODEL].inside_90);
    document_paragraph(document, "Inside the 25 to 75 % interval", NULL, 0);
    report_backtest_share(document, &scores[PAST_MODEL].inside_50);
}

/* ---- Each figure ----------------------------------------------------------------------------- */

static struct value amount(const struct past_outage *outage, double value)
{
    return value_amount(value, outage->currency, amounts_in_millions);
}

/* The forecast by the other outages is always there: the judge keeps no figure without it. Those by
 * the straight line and by what was known then may be missing. */
static void add_figures(struct document *document, const struct judge *judge)
{
    enum { COLUMNS = 13 };
    static const struct column columns[COLUMNS] = {
        {"event", true}, {"kind", true}, {"currency", true}, {"published"}, {"class of"},
        {"median"},      {"5 %"},        {"95 %"},           {"PIT"},       {"CRPS"},
        {"log score"},   {"CRPS, line"}, {"PIT, then"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < judge->figure_count; ++i) {
        const struct past_outage *outage = judge->figures[i].outage;
        const struct judge_forecast *others =
            &judge->figures[i].forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL];
        const struct judge_forecast *line =
            &judge->figures[i].forecasts[JUDGE_LEAVE_ONE_OUT][PAST_STRAIGHT_LINE];
        const struct judge_forecast *then =
            &judge->figures[i].forecasts[JUDGE_AS_KNOWN_THEN][PAST_MODEL];
        const struct value values[COLUMNS] = {
            value_text(outage->event),
            value_text(outage->kind),
            value_text(outage->currency),
            amount(outage, outage->loss),
            value_number((double)others->of.events, &style_ungrouped),
            amount(outage, others->median),
            amount(outage, others->p5),
            amount(outage, others->p95),
            value_number(others->pit, &score_style),
            value_number(others->crps, &score_style),
            value_number(others->log_score, &score_style),
            value_if(line->made, value_number(line->crps, &score_style)),
            value_if(then->made, value_number(then->pit, &score_style))};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1,
                     "Owners' losses, each by a class fitted to the other outages; the furthest "
                     "out first",
                     NULL, 0);
    document_heading_unit(document, "millions");
    document_table(document, table);
    document_note(document, 1,
                  "PIT: the probability of a loss as small as the published one; below 0.05 and "
                  "above 0.95 it is outside of the interval. A class of 0 is the package's own "
                  "model_error.",
                  NULL, 0);
}

/* Of measured losses alone, as all scores: a figure of the press is no outcome. A PIT of exactly 1
 * belongs to the last bin. */
size_t report_backtest_pit_counts(size_t counts[PIT_BINS], const struct judge *judge)
{
    size_t total = 0;
    for (int bin = 0; bin < PIT_BINS; ++bin) {
        counts[bin] = 0;
    }
    for (size_t i = 0; i < judge->figure_count; ++i) {
        if (judge->figures[i].outage->is_case) {
            const double pit = judge->figures[i].forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL].pit;
            const int bin = (int)(pit * PIT_BINS);
            ++counts[bin < PIT_BINS ? bin : PIT_BINS - 1];
            ++total;
        }
    }
    return total;
}

/* PIT values of good forecasts are spread evenly: too many in the middle, and intervals are too
 * wide; too many at both ends, and they are too narrow (Diebold, Gunther and Tay 1998). */
static void add_pit(struct document *document, const struct judge *judge)
{
    static const struct column columns[] = {{"PIT", true}, {"measured losses"}};
    size_t counts[PIT_BINS];
    const size_t total = report_backtest_pit_counts(counts, judge);
    struct sheet *table = sheet_new(document, columns, 2);
    for (int bin = 0; bin < PIT_BINS; ++bin) {
        const char *range = document_format(document, "0.%d to %d.%d", bin, (bin + 1) / PIT_BINS,
                                            (bin + 1) % PIT_BINS);
        sheet_row(table, (struct value[]){value_text(range), value_count(counts[bin])}, 2);
    }
    const struct chart_series series = {.name = "losses",
                                        .values = chart_column(table, 1, PART_NUMBER)};
    const struct chart chart = {
        .kind = CHART_RANGES,
        .name = "pit",
        .title = "PIT of measured losses, each from the other outages",
        .band = document_format(document,
                                "The probability of a loss as small as the published one. Bars "
                                "of good forecasts are about equal: %.1f each, of %zu.",
                                (double)total / PIT_BINS, total),
        .y = {.title = "measured losses", .unit = "", .whole_number = true},
        .labels = chart_column(table, 0, PART_NUMBER),
        .series = &series,
        .series_count = 1};
    if (total > 0) {
        document_numbers(document, table);
        document_chart(document, &chart);
    }
}

/* ---- Scores ---------------------------------------------------------------------------------- */

enum { SCORE_COLUMNS = 13 };
static const struct column score_columns[SCORE_COLUMNS] = {{"", true},
                                                           {"by", true},
                                                           {"figures"},
                                                           {"in 50 %"},
                                                           {"in 90 %"},
                                                           {"median |ln|"},
                                                           {"CRPS"},
                                                           {"se"},
                                                           {"log score"},
                                                           {"se"},
                                                           {"CRPS above the model's"},
                                                           {"se"},
                                                           {"p"}};

/* A forecaster without a figure has no mean: no row is better than one of zeros. `excess` is NULL
 * for the model itself. */
static void score_row(struct sheet *table, const char *const words[2],
                      const struct judge_score *score, const struct judge_excess *excess)
{
    static const struct paired_difference none = {0};
    const struct paired_difference *crps = excess != NULL ? &excess->crps : &none;
    const bool several = score->figures > 1;
    const struct value values[SCORE_COLUMNS] = {
        value_text(words[0]),
        value_text(words[1]),
        value_count(score->figures),
        value_count(score->inside_50.hits),
        value_count(score->inside_90.hits),
        value_number(score->median_off, &score_style),
        value_number(score->crps.mean, &score_style),
        value_if(several, value_number(score->crps.se, &score_style)),
        value_number(score->log_score.mean, &score_style),
        value_if(several, value_number(score->log_score.se, &score_style)),
        value_if(crps->known, value_number(crps->of.mean, &difference_style)),
        value_if(crps->known, value_number(crps->of.se, &difference_style)),
        value_if(crps->known, value_number(crps->p, &score_style))};
    if (score->figures > 0) {
        sheet_row(table, values, SCORE_COLUMNS);
    }
}

static void add_scores(struct document *document, const struct judge *judge)
{
    static const int rivals[] = {PAST_MODEL, PAST_STRAIGHT_LINE, JUDGE_UNCALIBRATED};
    static const char *const schemes[JUDGE_SCHEMES] = {
        [JUDGE_LEAVE_ONE_OUT] = "the others", [JUDGE_AS_KNOWN_THEN] = "what was known then"};
    struct sheet *table = sheet_new(document, score_columns, SCORE_COLUMNS);
    for (int scheme = 0; scheme < JUDGE_SCHEMES; ++scheme) {
        for (size_t i = 0; i < sizeof rivals / sizeof rivals[0]; ++i) {
            const int f = rivals[i];
            score_row(table, (const char *const[]){forecasters[f].words, schemes[scheme]},
                      &judge->scores[scheme][f],
                      f != PAST_MODEL ? &judge->excess[scheme][f] : NULL);
        }
    }
    document_heading(document, 1, "Measured losses: the model and its rivals", NULL, 0);
    document_table(document, table);
    document_note(document, 1,
                  "CRPS and log score are of ln of the loss; the smaller, the better. se: standard "
                  "error over outages. p: of equally good forecasts, the part that differ as much "
                  "by chance.",
                  NULL, 0);
}

/* Each is calibrated anew without its stage, or it would be judged by the calibration of another
 * model. The loop is over a part of enum past_estimator: a stage that is added there between its
 * ends has its row here. */
static void add_stages(struct document *document, const struct judge *judge)
{
    const struct judge_score *scores = judge->scores[JUDGE_LEAVE_ONE_OUT];
    struct sheet *table = sheet_new(document, score_columns, SCORE_COLUMNS);
    const struct judge_excess *excess = judge->excess[JUDGE_LEAVE_ONE_OUT];
    const char *words[] = {forecasters[PAST_MODEL].words, "the others"};
    score_row(table, words, &scores[PAST_MODEL], NULL);
    for (int f = PAST_NO_GROWTH; f <= PAST_NO_RECAPTURE; ++f) {
        words[0] = forecasters[f].words;
        score_row(table, words, &scores[f], &excess[f]);
    }
    document_heading(document, 1,
                     "Which stage helps: the model without one, calibrated in the same way", NULL,
                     0);
    document_table(document, table);
    document_note(
        document, 1,
        "A stage without which the scores are smaller hurts on these outages; with a p of 0.1 or "
        "more, that may be chance.",
        NULL, 0);
}

/* Kinds that are not measured are here too, each by itself: what modellers and the press say is
 * compared with, and in no mean of the scores above. */
static void add_kinds(struct document *document, const struct judge *judge)
{
    struct sheet *table = sheet_new(document, score_columns, SCORE_COLUMNS);
    for (size_t i = 0; i < judge->kind_count; ++i) {
        const struct judge_kind *kind = &judge->kinds[i];
        const char *words[] = {kind->kind, forecasters[PAST_MODEL].words};
        score_row(table, words, &kind->model, NULL);
        words[1] = forecasters[PAST_STRAIGHT_LINE].words;
        score_row(table, words, &kind->straight_line, &kind->straight_line_excess);
    }
    document_heading(document, 1, "Owners' losses by the kind of figure", NULL, 0);
    document_table(document, table);
}

/* ---- Records --------------------------------------------------------------------------------- */

/* What is known of a number that is of all measured losses, in the columns of a figure. */
struct score_record {
    const char *measure;
    const char *forecaster;
    int scheme;
    double value;
    double low;
    double high;
    double se;
    double p;
};

/* Among the figures, in columns whose names say something else: a number of all losses has no
 * event, currency or published value. The scheme stands for the kind, the forecaster for the
 * publisher. */
static void add_score_record(struct sheet *table, const struct score_record *of)
{
    static const char *const schemes[JUDGE_SCHEMES] = {
        [JUDGE_LEAVE_ONE_OUT] = "leave_one_out", [JUDGE_AS_KNOWN_THEN] = "as_known_then"};
    struct value values[BACKTEST_COLUMNS];
    for (int column = 0; column < BACKTEST_COLUMNS; ++column) {
        values[column] = value_empty();
    }
    values[RECORD_MEASURE] = value_word(of->measure);
    values[RECORD_KIND] = value_word(schemes[of->scheme]);
    values[RECORD_PUBLISHER] = value_word(of->forecaster);
    values[RECORD_ESTIMATE] = value_number(of->value, &score_style);
    values[RECORD_P5] = value_number(of->low, &score_style);
    values[RECORD_P95] = value_number(of->high, &score_style);
    values[RECORD_INTERVAL] = value_word("student_t");
    values[RECORD_SE] = value_number(of->se, &score_style);
    values[RECORD_P_VALUE] = value_number(of->p, &score_style);
    sheet_row(table, values, BACKTEST_COLUMNS);
}

static void add_difference_record(struct sheet *table, const char *measure, int scheme,
                                  int forecaster, const struct paired_difference *difference)
{
    if (difference->known) {
        add_score_record(table, &(struct score_record){measure, forecasters[forecaster].key, scheme,
                                                       difference->of.mean, difference->low,
                                                       difference->high, difference->of.se,
                                                       difference->p});
    }
}

void report_backtest_score_records(struct sheet *table, const struct judge *judge)
{
    for (int scheme = 0; scheme < JUDGE_SCHEMES; ++scheme) {
        const struct judge_skill *skill = &judge->skill[scheme];
        if (skill->made && skill->has_interval) {
            add_score_record(table, &(struct score_record){"skill", forecasters[PAST_MODEL].key,
                                                           scheme, skill->skill, skill->low,
                                                           skill->high, skill->se, skill->p});
        }
        for (int f = 0; f < JUDGE_FORECASTERS; ++f) {
            const struct judge_excess *excess = &judge->excess[scheme][f];
            add_difference_record(table, "crps_above_model", scheme, f, &excess->crps);
            add_difference_record(table, "log_score_above_model", scheme, f, &excess->log_score);
        }
    }
}

void report_backtest_judge(struct document *document, const struct judge *judge)
{
    if (judge->figure_count == 0) {
        return;
    }
    add_figures(document, judge);
    add_pit(document, judge);
    if (judge->cases > 0) {
        add_scores(document, judge);
        add_stages(document, judge);
    }
    add_kinds(document, judge);
}
