/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measurement of traffic for people: for each series the answer in a few lines, the course of the
 * window, then what the intervals rest on. Volumes are in the series' own unit. */
#include <math.h>

#include "document/chart.h"
#include "report/builders.h"
#include "traffic/traffic_study.h"

static const struct style volume_style = {.small_places = 2, .small = 100};
static const struct style tenths = {.places = 1};
static const struct style hundredths = {.places = 2};
static const struct style thousandths = {.places = 3};

/* Volumes may be parts of a whole: two places of a thousandth would be 0. By a number of the table
 * or the sentence, so that what stands together has one style. */
static const struct style *of_volume(double about)
{
    static const struct style small_style = {.significant = 3};
    static const double small = 0.1;
    return about != 0 && fabs(about) < small ? &small_style : &volume_style;
}

static struct value volume(double value)
{
    return value_number(value, of_volume(value));
}

static struct value hours(double value)
{
    return value_amount(value, "h", &volume_style);
}

static struct value share(double value, int places)
{
    return value_number(value, &style_share[places]);
}

static struct value count(size_t number)
{
    return value_number((double)number, &style_ungrouped);
}

static double hours_of(struct traffic_span span)
{
    return (double)(span.to - span.from) / SECONDS_PER_HOUR;
}

/* ---- The answer ------------------------------------------------------------------------------ */

/* " (12.3 %; 90 %: 10.1 % to 14.5 %)": a share and its ends, by a template of three values. */
static void add_share(struct document *document, const char *template,
                      const struct traffic_quantity *quantity, int places)
{
    const struct value values[] = {share(quantity->central, places), share(quantity->p5, places),
                                   share(quantity->p95, places)};
    document_add(document, template, values, 3);
}

/* "Within noise" where the interval reaches zero: a share of nothing would be named otherwise. */
static void add_answer(struct document *document, const struct traffic_loss *loss)
{
    const struct value where[] = {
        value_text(loss->platform),       value_text(loss->region),
        value_instant(loss->window.from), value_instant(loss->window.to),
        hours(hours_of(loss->window)),    value_text(loss->detected ? ", detected" : "")};
    const struct value lost[] = {volume(loss->lost.central), volume(loss->expected)};
    document_paragraph(document, "{} in {}, {} to {} UTC ({} h{})", where, 6);
    document_headline(document);
    document_add(document, ": {} of {} lost", lost, 2);
    if (loss->lost_share.present) {
        add_share(document, " ({}; 90 %: {} to {})", &loss->lost_share, 1);
    }
    if (loss->lost.p5 <= 0) {
        document_add(document, ", which is within noise", NULL, 0);
    } else if (loss->net_lost_share.present) {
        add_share(document, "; {} of that for good (90 %: {} to {})", &loss->net_lost_share, 0);
    }
    document_add(document, ".", NULL, 0);
}

/* The same as a title, without intervals. Of one series alone: a page has one title, and no series
 * speaks for the others. */
static void add_finding(struct document *document, const struct traffic_loss *loss)
{
    const struct value values[] = {value_text(loss->platform), value_text(loss->region),
                                   share(loss->lost_share.central, 1)};
    if (loss->lost_share.present && loss->lost.p5 > 0) {
        document_finding(document, "{} in {} lost {} of its traffic", values, 3);
    } else {
        document_finding(document, "{} in {} lost no traffic beyond noise", values, 2);
    }
}

/* The interval of a window that was searched for says less: the reader needs the measure of it. */
static void add_search(struct document *document, const struct traffic_loss *loss)
{
    const struct traffic_next *next = &loss->next;
    const struct value values[] = {value_instant(next->window.from), value_instant(next->window.to),
                                   volume(next->lost), volume(next->expected),
                                   share(next->lost / next->expected, 1)};
    if (!loss->detected) {
        return;
    }
    document_paragraph(document,
                       "The window was found by a search, which its intervals do not allow for. ",
                       NULL, 0);
    if (next->present) {
        document_add(document, "The next stretch, {} to {} UTC, lost {} of {} ({}).", values, 5);
    } else {
        document_add(document,
                     "Nothing else in the series is beyond what the fit considers ordinary.", NULL,
                     0);
    }
}

static void quantity_row(struct sheet *table, const char *name, struct traffic_quantity quantity,
                         const struct style *style)
{
    const struct value values[] = {value_text(name), value_number(quantity.central, style),
                                   value_number(quantity.p5, style),
                                   value_number(quantity.p95, style)};
    if (quantity.present) {
        sheet_row(table, values, 4);
    }
}

/* Expected and observed have no interval: that of what is lost is of their difference. */
static void add_quantities(struct document *document, const struct traffic_loss *loss)
{
    static const struct column columns[] = {{"", true}, {"central"}, {"5 %"}, {"95 %"}};
    const struct style *of_share = &style_share[1];
    struct sheet *table = sheet_new(document, columns, 4);
    char after[VALUE_PRINT_SIZE];
    const struct value hours_after = hours(hours_of(loss->after));
    sheet_row(table, (struct value[]){value_text("expected"), volume(loss->expected)}, 2);
    sheet_row(table, (struct value[]){value_text("observed"), volume(loss->observed)}, 2);
    quantity_row(table, "lost", loss->lost, of_volume(loss->lost.central));
    quantity_row(table, "lost, share of expected", loss->lost_share, of_share);
    quantity_row(table, "lost, in average hours", loss->lost_demand_hours, &volume_style);
    quantity_row(
        table,
        document_format(document, "rebound in the %s h after", value_print(after, &hours_after)),
        loss->rebound, of_volume(loss->rebound.central));
    quantity_row(table, "net lost, share of lost", loss->net_lost_share, of_share);
    document_table(document, table);
}

/* ---- The course ------------------------------------------------------------------------------ */

/* At most this many lines: neighbouring intervals are added up. The chart has every interval. */
enum { CURVE_LINES = 24 };

/* Whole intervals, a row each, where the table of the page has sums of the parts in the window. */
static struct sheet *course_table(struct document *document, const struct traffic_loss *loss)
{
    static const struct column columns[] = {
        {"from, UTC", true}, {"expected"}, {"2.5 to 97.5 %"}, {"observed"}};
    struct sheet *table = sheet_new(document, columns, 4);
    for (size_t i = 0; i < loss->course_count; ++i) {
        const struct traffic_course_point *point = &loss->course[i];
        const struct value values[] = {
            value_instant(point->span.from), volume(point->expected),
            value_interval(point->low, point->high, of_volume(point->expected)),
            volume(point->observed)};
        sheet_row(table, values, 4);
    }
    return table;
}

/* The window with the day before it and the day after, beside its baseline and its band: a reader
 * sees whether the fit holds where nothing happened. The names of charts differ by their series,
 * since one is asked for by its name. */
static void add_course_chart(struct document *document, const struct traffic_loss *loss)
{
    const struct sheet *table = course_table(document, loss);
    const struct chart_numbers times = chart_column(table, 0, PART_NUMBER);
    const struct chart_series series[] = {
        {.name = "observed", .positions = times, .values = chart_column(table, 3, PART_NUMBER)},
        {.name = "expected",
         .positions = times,
         .values = chart_column(table, 1, PART_NUMBER),
         .low = chart_column(table, 2, PART_LOW),
         .high = chart_column(table, 2, PART_HIGH)}};
    const struct chart chart = {
        .kind = CHART_LINES,
        .name = document_format(document, "course-%s-%s", loss->platform, loss->region),
        .title = "Expected and observed, from a day before to a day after",
        .band = "Shaded: where 95 % of single intervals lie when nothing happens.",
        .x = {.title = "time, UTC", .unit = "", .time = true},
        .y = {.title = "volume", .unit = ""},
        .span = {(double)loss->window.from, (double)loss->window.to, "outage"},
        .series = series,
        .series_count = sizeof series / sizeof series[0]};
    document_numbers(document, table);
    document_chart(document, &chart);
}

/* Volumes are summed and the part computed from the sums: a mean of parts would give a quiet hour
 * the weight of a busy one. */
static void add_course(struct document *document, const struct traffic_loss *loss)
{
    static const struct column columns[] = {
        {"from, UTC", true}, {"expected"}, {"observed"}, {"unavailable"}};
    struct sheet *table = sheet_new(document, columns, 4);
    size_t together = (loss->curve_count + CURVE_LINES - 1) / CURVE_LINES;
    for (size_t i = 0; i < loss->curve_count; i += together) {
        double expected = 0;
        double observed = 0;
        for (size_t k = i; k < i + together && k < loss->curve_count; ++k) {
            expected += loss->curve[k].expected;
            observed += loss->curve[k].observed;
        }
        const struct value values[] = {value_instant(loss->curve[i].part.from), volume(expected),
                                       volume(observed),
                                       /* More traffic than expected is no negative outage. */
                                       share(fmin(fmax(1 - observed / expected, 0), 1), 0)};
        sheet_row(table, values, 4);
    }
    document_heading(document, 1, "Course", NULL, 0);
    document_table(document, table);
    add_course_chart(document, loss);
}

/* ---- What it rests on ------------------------------------------------------------------------ */

static void add_substitutes(struct document *document, const struct traffic_result *result)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {
        {"rival", true}, {"expected"}, {"gained"}, {"5 %"}, {"95 %"}, {"of expected"}, {"rose"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    if (result->substitute_count == 0) {
        return;
    }
    for (size_t i = 0; i < result->substitute_count; ++i) {
        const struct traffic_substitute *rival = &result->substitutes[i];
        const struct value values[COLUMNS] = {value_text(rival->platform),
                                              volume(rival->expected),
                                              volume(rival->gained.central),
                                              volume(rival->gained.p5),
                                              volume(rival->gained.p95),
                                              share(rival->gained_share.central, 1),
                                              value_word(rival->rose ? "yes" : "not beyond noise")};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1, "Substitution: rivals in the same hours", NULL, 0);
    document_table(document, table);
}

static const char *band_name(enum traffic_band band)
{
    static const char *const names[BAND_COUNT] = {[BAND_LOST] = "sum of the window",
                                                  [BAND_REBOUND] = "sum of the hours after",
                                                  [BAND_LOST_AR1] =
                                                      "sum of the window, AR(1) alone",
                                                  [BAND_INTERVAL] = "single intervals, by week"};
    return names[band];
}

/* Whether bands hold what they promise, in weeks in which nothing happened. The interval of the
 * share says how few weeks that is seen by. */
static void add_coverage(struct document *document, const struct traffic_loss *loss)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {{"band of", true}, {"level"}, {"inside"}, {"of"},
                                                   {"share"},         {"2.5 %"}, {"97.5 %"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    const struct value weeks = count(loss->week_count);
    if (loss->coverage_count == 0) {
        return;
    }
    for (size_t i = 0; i < loss->coverage_count; ++i) {
        const struct traffic_coverage *coverage = &loss->coverage[i];
        const struct value values[COLUMNS] = {value_text(band_name(coverage->band)),
                                              share(coverage->level, 0),
                                              value_count(coverage->covered),
                                              value_count(coverage->trials),
                                              share(coverage->share, 1),
                                              share(coverage->low, 1),
                                              share(coverage->high, 1)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1,
                     "Placebo: the same hours of {} other weeks, each left out of its fit", &weeks,
                     1);
    document_table(document, table);
}

/* The trend is given for a week, since a change an hour is too small to be read. */
static void add_fit(struct document *document, const struct traffic_loss *loss)
{
    const struct seasonal_fit *fit = &loss->fit.weekly.seasonal;
    const struct value hours_used[] = {value_number(fit->weeks_spanned, &tenths), count(fit->used),
                                       count(fit->dropped), count(loss->fit.weekly.masked_hours)};
    const struct value spread[] = {value_number(fit->residual_sd, &thousandths),
                                   value_number(loss->fit.ar1.phi, &hundredths)};
    document_paragraph(document,
                       "Fit: {} weeks, {} hours used, {} dropped as outliers, {} masked; ",
                       hours_used, 4);
    document_add(document, "sd of ln volume {}, autocorrelation {}", spread, 2);
    if (fit->has_trend) {
        const struct value trend =
            value_number(expm1(fit->trend_per_hour * HOURS_PER_WEEK), &style_change[2]);
        document_add(document, ", trend {} a week", &trend, 1);
    }
    if (!isnan(loss->dispersion)) {
        const struct value dispersion = value_number(loss->dispersion, &hundredths);
        document_add(document, ", dispersion {}", &dispersion, 1);
    }
    document_add(document, ".", NULL, 0);
}

static void add_masked(struct document *document, const struct traffic_loss *loss)
{
    if (loss->masked_count == 0) {
        return;
    }
    document_paragraph(document, "Masked by name: ", NULL, 0);
    for (size_t i = 0; i < loss->masked_count; ++i) {
        const struct value values[] = {value_text(i == 0 ? "" : "; "),
                                       value_text(loss->masked[i].name),
                                       value_instant(loss->masked[i].from)};
        document_add(document, "{}{} ({})", values, 3);
    }
    document_add(document, ".", NULL, 0);
}

/* ---- All ------------------------------------------------------------------------------------- */

static void add_result(struct document *document, const struct traffic_result *result, bool is_only)
{
    const struct traffic_loss *loss = &result->loss;
    const struct value names[] = {value_text(loss->platform), value_text(loss->region)};
    if (!is_only) {
        document_part(document, 1, "{} in {}", names, 2);
    }
    if (loss->lack != TRAFFIC_COMPLETE) {
        document_paragraph(document, "{} in {}: not measured; see the warnings.", names, 2);
        return;
    }
    add_answer(document, loss);
    if (is_only) {
        add_finding(document, loss);
    }
    add_search(document, loss);
    add_quantities(document, loss);
    add_course(document, loss);
    add_substitutes(document, result);
    add_coverage(document, loss);
    add_fit(document, loss);
    add_masked(document, loss);
}

void report_traffic_page(struct document *document, const void *what)
{
    const blackout_traffic *traffic = what;
    document->title = "What measured traffic lost";
    document->warnings = &traffic->warnings;
    document->control = &traffic->control;
    for (size_t i = 0; i < traffic->result_count; ++i) {
        add_result(document, &traffic->results[i], traffic->result_count == 1);
    }
}
