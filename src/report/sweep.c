/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep: one record for each scenario of a grid, and how losses grow with the duration. Page and
 * records have the same figures from one list; they differ in digits and in what is left out. */
#include <math.h>
#include <string.h>

#include "report/builders.h"
#include "report/names.h"
#include "report/rests_on.h"
#include "report/settings.h"
#include "report/sweep.h"
#include "report/sweep_page.h"
#include "report/source.h"

/* The slope between two records on logarithmic axes: 1 where the loss is in proportion to the
 * duration. NAN where anything but the duration changes. */
double report_sweep_exponent(const struct blackout_result *result, size_t index, int target)
{
    if (index == 0 || !sweep_is_next(sweep_scenario(result, index - 1),
                                     sweep_scenario(result, index), ALONG_DURATION)) {
        return NAN;
    }
    double before = result->results[index - 1].targets[target].quantity.central;
    double now = result->results[index].targets[target].quantity.central;
    return log(now / before) / log(sweep_scenario(result, index)->duration_hours /
                                   sweep_scenario(result, index - 1)->duration_hours);
}

/* ---- A record -------------------------------------------------------------------------------- */

/* The figures of a record, in the order of the columns of both tables. */
enum { GROSS, NET, NET_P5, NET_P95, DEPENDANTS_P5 = 6, DEPENDANTS_P95, FIGURES = 9 };

/* Of the sheet of records in a workbook, small losses with cents; CSV has all digits. The page puts
 * its own units in their place. */
static const struct style amount_style = {.small_places = 2, .small = 1000};
static const struct style iso = {.iso = true};

static struct value amount(const struct result *result, bool present, double value)
{
    return value_if(present && isfinite(value),
                    value_amount(value, result->scenario.currency, &amount_style));
}

/* With its standard error, by which the page shows known digits alone. */
static struct value quantile(const struct result *result, const struct statistics *of, double value,
                             double error)
{
    return value_uncertain(amount(result, of->sampled, value), error);
}

static struct value error_of(const struct value *quantile)
{
    return value_if(!value_is_empty(quantile),
                    value_amount(quantile->error, quantile->unit, quantile->style));
}

static struct value exponent(const struct blackout_result *result, size_t index, int target)
{
    double value = report_sweep_exponent(result, index, target);
    return value_if(isfinite(value), value_number(value, &amount_style));
}

/* Empty where a figure is missing. One list for the page and the records, so that both have the
 * same figures. */
static void figures_of(struct value values[FIGURES], const struct blackout_result *result,
                       size_t index)
{
    const struct result *r = &result->results[index];
    const struct quantity *net = &r->totals[FIGURE_OWNER_NET];
    const struct quantity *dependants = &r->totals[FIGURE_DEPENDANTS];
    const struct statistics none = {.sampled = false};
    const struct statistics *of_net = net->statistics != NULL ? net->statistics : &none;
    const struct statistics *of_dependants =
        dependants->statistics != NULL ? dependants->statistics : &none;
    /* The order is that of the columns of both tables, from the gross loss on. */
    const struct value figures[FIGURES] = {
        amount(r, true, r->totals[FIGURE_OWNER_GROSS].central),
        amount(r, true, net->central),
        quantile(r, of_net, of_net->p5, of_net->se_p5),
        quantile(r, of_net, of_net->p95, of_net->se_p95),
        exponent(result, index, 1),
        amount(r, dependants->present, dependants->central),
        quantile(r, of_dependants, of_dependants->p5, of_dependants->se_p5),
        quantile(r, of_dependants, of_dependants->p95, of_dependants->se_p95),
        exponent(result, index, 2)};
    memcpy(values, figures, sizeof figures);
}

/* ---- Records --------------------------------------------------------------------------------- */

/* A sweep that is written while it runs goes on in the same table: only what has not been written
 * is, and without the head. */
void report_sweep_records(struct document *document, const void *what)
{
    /* Standard errors and the recovery are at the end, and not beside what they are of: a new
     * column comes after those that are there (docs/commands.md, what stays). */
    static const int uncertain[] = {NET_P5, NET_P95, DEPENDANTS_P5, DEPENDANTS_P95};
    enum { INPUTS = 5, ERRORS = sizeof uncertain / sizeof uncertain[0] };
    enum { RECOVERY_HOURS = INPUTS + FIGURES + ERRORS, COLUMNS };
    static const struct column columns[COLUMNS] = {{"platforms", true},  {"start"},
                                                   {"duration_hours"},   {"severity"},
                                                   {"currency"},         {"owner_gross"},
                                                   {"owner_net"},        {"owner_net_p5"},
                                                   {"owner_net_p95"},    {"owner_exponent"},
                                                   {"dependants"},       {"dependants_p5"},
                                                   {"dependants_p95"},   {"dependants_exponent"},
                                                   {"owner_net_se_p5"},  {"owner_net_se_p95"},
                                                   {"dependants_se_p5"}, {"dependants_se_p95"},
                                                   {"recovery_hours"}};
    const struct blackout_result *result = what;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    document->continues = result->told > 0;
    for (size_t index = result->told; index < result->count; ++index) {
        const struct result_scenario *scenario = sweep_scenario(result, index);
        struct value values[COLUMNS] = {
            platforms_value(document, scenario),
            value_if(scenario->has_start, value_instant(scenario->start)),
            value_duration(scenario->duration_hours),
            value_number(scenario->severity, &amount_style), value_text(scenario->currency)};
        figures_of(values + INPUTS, result, index);
        for (int i = 0; i < ERRORS; ++i) {
            values[INPUTS + FIGURES + i] = error_of(&values[INPUTS + uncertain[i]]);
        }
        values[RECOVERY_HOURS] = value_duration(scenario->recovery_hours);
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}

/* ---- The page -------------------------------------------------------------------------------- */

/* What a page has in place of ISO 8601: "6 h 11 min". */
static const char *words_of(struct document *document, struct value value)
{
    char text[VALUE_PRINT_SIZE];
    return document_format(document, "%s", value_print(text, &value));
}

/* The name is for people and the text for programs: a page's table is read by both. */
static struct value start_of(struct document *document, const struct result_scenario *scenario)
{
    struct value start = value_instant(scenario->start);
    start.name = words_of(document, start);
    start.style = &iso;
    return scenario->has_start ? start : value_text("any hour");
}

/* The largest of a loss over all records, by which the unit of all is chosen; 0 where none has it.
 */
static double largest_of(const struct blackout_result *result, enum figure_id id)
{
    double largest = 0;
    for (size_t i = 0; i < result->count; ++i) {
        const struct quantity *total = &result->results[i].totals[id];
        largest = total->present ? fmax(largest, total->central) : largest;
    }
    return largest;
}

static void show_in(struct value values[], const struct amounts *amounts)
{
    enum { LOSSES = 3 }; /* central, 5 %, 95 %; the exponent after them is no money */
    for (int i = 0; i < LOSSES; ++i) {
        values[i].style = amounts->style;
    }
}

/* A row for each record. Columns that are the same in all rows are left out, and said in the title.
 */
static void make_rows(struct sweep_page *page)
{
    const bool severities = sweep_severities_differ(page->result);
    const bool starts = sweep_starts_differ(page->result);
    const bool recoveries = sweep_recoveries_differ(page->result);
    const char *exponent_name = sweep_durations_differ(page->result) ? "exponent" : "";
    const bool sampled = sweep_scenario(page->result, 0)->samples > 0;
    const struct column columns[PAGE_COLUMNS] = {{"down", true},
                                                 {starts ? "start" : "", true},
                                                 {"duration"},
                                                 {severities ? "severity" : ""},
                                                 {recoveries ? "recovery" : ""},
                                                 {"owner net"},
                                                 {sampled ? "5 %" : ""},
                                                 {sampled ? "95 %" : ""},
                                                 {exponent_name},
                                                 {"dependants"},
                                                 {sampled ? "5 %" : ""},
                                                 {sampled ? "95 %" : ""},
                                                 {exponent_name}};
    const size_t skipped = page->skipped;
    page->table = sheet_new(page->document, columns + skipped, PAGE_COLUMNS - skipped);
    for (size_t index = 0; index < page->result->count; ++index) {
        const struct result_scenario *scenario = sweep_scenario(page->result, index);
        struct value figures[FIGURES];
        struct value values[PAGE_COLUMNS] = {platforms_value(page->document, scenario),
                                             value_if(starts, start_of(page->document, scenario)),
                                             value_duration(scenario->duration_hours)};
        values[DURATION].name = words_of(page->document, values[DURATION]);
        values[DURATION].style = &iso;
        values[SEVERITY] = value_if(severities, value_number(scenario->severity, &sweep_severity));
        values[RECOVERY] = value_if(recoveries, value_duration(scenario->recovery_hours));
        values[RECOVERY].name = recoveries ? words_of(page->document, values[RECOVERY]) : NULL;
        values[RECOVERY].style = &iso;
        figures_of(figures, page->result, index);
        memcpy(values + OWNER_NET, figures + NET, sizeof figures - NET * sizeof *figures);
        show_in(values + OWNER_NET, &page->owner);
        show_in(values + DEPENDANTS, &page->dependants);
        sheet_row(page->table, values + skipped, PAGE_COLUMNS - skipped);
    }
}

/* ": the owner loses 22.1 to 67.0 M USD net", over all records; nothing where none has the loss. */
static void add_range(const struct sweep_page *page, const char *template, enum figure_id id)
{
    const struct blackout_result *result = page->result;
    double ends[2] = {INFINITY, -INFINITY};
    for (size_t i = 0; i < result->count; ++i) {
        const struct quantity *total = &result->results[i].totals[id];
        if (total->present) {
            ends[0] = fmin(ends[0], total->central);
            ends[1] = fmax(ends[1], total->central);
        }
    }
    if (ends[0] <= ends[1]) {
        const struct amounts amounts =
            amounts_alone(page->document, sweep_scenario(result, 0)->currency, ends[1]);
        const struct value values[] = {ends[0] < ends[1]
                                           ? amounts_between(&amounts, ends[0], ends[1])
                                           : amounts_value(&amounts, ends[1]),
                                       value_text(amounts.unit)};
        document_add(page->document, template, values, 2);
    }
}

/* ": Facebook and Instagram down, 5 scenarios", where all have the same platforms. */
static void add_title(const struct sweep_page *page)
{
    const struct blackout_result *result = page->result;
    const struct value count = value_number((double)result->count, &style_ungrouped);
    const struct result *first = &result->results[0];
    document_paragraph(page->document, "", NULL, 0);
    for (size_t i = 0; page->skipped > 0 && i < first->platform_count; ++i) {
        const char *gap = i == 0 ? "{}" : i + 1 == first->platform_count ? " and {}" : ", {}";
        const struct value name = value_text(first->platforms[i].name);
        document_add(page->document, gap, &name, 1);
    }
    document_add(page->document, page->skipped > 0 ? " down, {} scenario" : "{} scenario", &count,
                 1);
    document_add(page->document, result->count == 1 ? "" : "s", NULL, 0);
    document_headline(page->document);
}

/* Of all records: starts differ in a grid, and the rows that are in force with them. */
static void add_rests(const struct sweep_page *page)
{
    struct rests_on rests = {0};
    for (size_t i = 0; i < page->result->count; ++i) {
        rests_on_add(&rests, sweep_scenario(page->result, i));
    }
    rests_on_dates(page->document, &rests);
    rests_on_samples(page->document, &rests);
}

/* Fields are pictures of the whole table, and come before it; lines come after it. */
static void add_table(struct sweep_page *page)
{
    struct document *document = page->document;
    const char *owner = page->owner.unit;
    const char *dependants = page->dependants.unit;
    make_rows(page);
    document_heading(document, 1, "Losses", NULL, 0);
    document_heading_unit(
        document, strcmp(owner, dependants) == 0
                      ? owner
                      : document_format(document, "owner %s, dependants %s", owner, dependants));
    const bool fields = sweep_is_fields(page);
    if (!fields) {
        document_table(document, page->table);
    }
    sweep_chart(page, "owner-loss", "The owner's net loss", OWNER_NET);
    if (page->result->results[0].totals[FIGURE_DEPENDANTS].present) {
        sweep_chart(page, "dependants-loss", "The loss of dependent businesses", DEPENDANTS);
    }
    if (fields) {
        document_table(document, page->table);
    }
    if (sweep_durations_differ(page->result)) {
        document_note(document, 1,
                      "The exponent is d ln loss / d ln duration: 1 where a loss is in proportion "
                      "to the duration.",
                      NULL, 0);
    }
}

static const struct result_scenario *scenario_at(const void *of, size_t index)
{
    return sweep_scenario(of, index);
}

void report_sweep_page(struct document *document, const void *what)
{
    const struct blackout_result *result = what;
    document->title = "Losses over a grid of scenarios";
    document->warnings = &result->warnings;
    if (result->count == 0) {
        document_paragraph(document, "No scenarios.", NULL, 0);
        return;
    }
    const char *currency = sweep_scenario(result, 0)->currency;
    struct sweep_page page = {
        .document = document,
        .result = result,
        .owner = amounts_fine(document, currency, largest_of(result, FIGURE_OWNER_NET)),
        .dependants = amounts_fine(document, currency, largest_of(result, FIGURE_DEPENDANTS)),
        /* Platforms are the first column, and can be left out by beginning with the second. */
        .skipped = sweep_platforms_differ(result) ? 0 : 1};
    document->control = &result->results[0].control;
    add_title(&page);
    add_range(&page, ": the owner loses {} {} net", FIGURE_OWNER_NET);
    add_range(&page, ", dependent businesses {} {}", FIGURE_DEPENDANTS);
    document_add(document, ".", NULL, 0);
    add_rests(&page);
    settings_add_all(document, scenario_at, result, result->count);
    /* Empty to begin with: the finding is made of ranges, of which either may be missing. */
    document_finding(document, "", NULL, 0);
    add_range(&page, "The owner loses {}" NO_BREAK "{} net", FIGURE_OWNER_NET);
    add_range(&page, "; dependent businesses lose {}" NO_BREAK "{}", FIGURE_DEPENDANTS);
    report_source(document, result->results[0].inputs, result->results[0].input_count);
    add_table(&page);
}
