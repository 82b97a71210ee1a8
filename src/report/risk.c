/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk: what a year costs, how bad it can get, how rare known outages are, and what that
 * rests on. Owners, and those who depend on them, have units of their own: a small firm's loss
 * would vanish beside a platform owner's. Bands are of what is known of rates and lengths; the
 * standard error is of the simulation alone. Both are shown, since they answer different doubts. */
#include <math.h>
#include <string.h>

#include "document/chart.h"
#include "report/amounts.h"
#include "report/asks.h"
#include "report/builders.h"
#include "report/names.h"
#include "report/rests_on.h"
#include "report/risk_basis.h"
#include "report/settings.h"
#include "report/source.h"
#include "risk/risk.h"

enum side { SIDE_OWNERS, SIDE_DEPENDANTS, SIDES };

struct page {
    struct document *document;
    const struct blackout_risk *risk;
    struct amounts amounts[SIDES];
    bool asks_of_dependants; /* the user brought a table of them: they come first */
};

static const struct style hundredths = {.places = 2};

/* Return periods: "12.3", "1,234"; "over 100,000" where no simulated year was as bad. */
static const struct style years_style = {.small_places = 1, .small = 100};

static enum side side_of(const struct risk_measure *measure)
{
    return measure->kind == RISK_OWNER ? SIDE_OWNERS : SIDE_DEPENDANTS;
}

/* By the largest sum of the curve, so that its rarest year fits the unit too. */
static void choose_amounts(struct page *page)
{
    static const double millions_from = 1e6;
    double largest[SIDES] = {0};
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        double *of_side = &largest[side_of(measure)];
        *of_side = fmax(*of_side, measure->curve[RISK_CURVE_POINTS - 1].aep);
    }
    for (int side = 0; side < SIDES; ++side) {
        page->amounts[side] =
            amounts_choose(page->document, page->risk->currency, largest[side], millions_from);
    }
}

static struct value money(const struct page *page, enum side side, double amount)
{
    return amounts_value(&page->amounts[side], amount);
}

/* A loss that no simulated year reached is rarer than once in all of them: "over 100,000". */
static struct value years(const struct page *page, double count)
{
    struct value value = value_amount(count, "years", &years_style);
    value.limit = page->risk->years;
    return value;
}

static struct value years_between(const struct page *page,
                                  const struct return_period_interval *interval)
{
    struct value value = value_interval(interval->p5, interval->p95, &years_style);
    value.unit = "years";
    value.limit = page->risk->years;
    return value;
}

/* "owner meta", called "Facebook, Inc. (Meta Platforms)"; whose dependants, or policy, it is. */
static struct value label(const struct page *page, const struct risk_measure *measure)
{
    static const char *const before[][2] = {{"owner", ""},
                                            {"platform", ""},
                                            {"dependants", "dependants of "},
                                            {"policies", "all "},
                                            {"policy", "policy "}};
    const char *words = "";
    for (size_t i = 0; i < sizeof before / sizeof before[0]; ++i) {
        words = strcmp(before[i][0], measure->of) == 0 ? before[i][1] : words;
    }
    return value_called(
        document_format(page->document, "%s %s", measure->of, measure->name),
        document_format(page->document, "%s%s", words,
                        measure->title[0] != '\0' ? measure->title : measure->name));
}

/* A band of money; empty for a single platform. */
static struct value band(const struct page *page, enum side side, bool has,
                         const struct risk_band *band)
{
    return has ? amounts_between(&page->amounts[side], band->p5, band->p95) : value_empty();
}

/* ---- Losses ---------------------------------------------------------------------------------- */

/* The return periods of the curve that the table of averages has: 10, 100 and 250 years. */
enum { ONE_IN_10 = 2, ONE_IN_100 = 5, ONE_IN_250 = 7 };

static bool has_policies(const struct blackout_risk *risk)
{
    bool has = false;
    for (size_t m = 0; m < risk->measure_count && !has; ++m) {
        has = risk->measures[m].kind > RISK_DEPENDANTS;
    }
    return has;
}

/* One kind of loss is not named row by row: the heading says whose it is. */
static struct sheet *averages(const struct page *page, enum side side)
{
    enum { COLUMNS = 10 };
    const bool insured = side == SIDE_DEPENDANTS && has_policies(page->risk);
    const struct column columns[COLUMNS] = {{"who", true}, {insured ? "loss" : "", true},
                                            {"mean"},      {"5 to 95 %"},
                                            {"se"},        {"sd"},
                                            {"any loss"},  {"1 in 10"},
                                            {"1 in 100"},  {"1 in 250"}};
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        const struct value values[COLUMNS] = {
            label(page, measure),
            value_if(insured, total_value(measure->loss)),
            money(page, side, measure->mean),
            band(page, side, measure->has_bands, &measure->mean_band),
            money(page, side, measure->se),
            money(page, side, measure->sd),
            value_number(measure->chance, &style_share[1]),
            money(page, side, measure->curve[ONE_IN_10].aep),
            money(page, side, measure->curve[ONE_IN_100].aep),
            money(page, side, measure->curve[ONE_IN_250].aep)};
        if (side_of(measure) == side) {
            sheet_row(table, values, COLUMNS);
        }
    }
    return table;
}

static void add_averages(const struct page *page, enum side side)
{
    struct document *document = page->document;
    const struct sheet *table = averages(page, side);
    if (table == NULL || table->row_count == 0) {
        return;
    }
    document_heading(document, 1,
                     side == SIDE_OWNERS ? "What a year costs the owner"
                                         : "What a year costs those who depend on it",
                     NULL, 0);
    document_heading_unit(document, page->amounts[side].unit);
    document_add(
        document,
        ": mean, how well it is known, the standard error of the simulation, the spread of "
        "the years, and the sum that one year in 10, 100, 250 exceeds",
        NULL, 0);
    document_table(document, table);
}

/* What is exceeded over its return period, by the worst outage and by the sum of a year. The band
 * is of the sum: that of the worst outage lies over it and would hide both. */
static void add_exceedance(const struct page *page, const struct risk_measure *measure,
                           const struct sheet *table)
{
    const char *name = total_name(measure->loss);
    const struct chart_numbers periods = chart_column(table, 0, PART_NUMBER);
    const struct chart_series series[] = {{.name = "worst outage",
                                           .positions = periods,
                                           .values = chart_column(table, 1, PART_NUMBER)},
                                          {.name = "year's sum",
                                           .positions = periods,
                                           .values = chart_column(table, 4, PART_NUMBER),
                                           .low = chart_column(table, 5, PART_LOW),
                                           .high = chart_column(table, 5, PART_HIGH)}};
    const struct chart chart = {
        .kind = CHART_LINES,
        .name = document_format(page->document, "exceedance-%s-%s-%s", measure->of, measure->name,
                                measure->loss),
        .title = "What is exceeded once in so many years",
        .band = measure->has_bands ? "Shaded: the year's sum from its 5 % to its 95 % value, by "
                                     "what is known of how often and how long."
                                   : NULL,
        .x = {.title = "return period", .unit = "years", .logarithmic = true},
        .y = {.title = name != NULL ? name : measure->loss, .unit = page->risk->currency},
        .series = series,
        .series_count = sizeof series / sizeof series[0]};
    document_chart(page->document, &chart);
}

/* Worst outage and year's sum beside each other: a policy may limit either. */
static void add_curve(const struct page *page, const struct risk_measure *measure)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {
        {"once in years"}, {"worst outage"}, {"5 to 95 %"},       {"mean of the tail"},
        {"year's sum"},    {"5 to 95 %"},    {"mean of the tail"}};
    const enum side side = side_of(measure);
    const struct value title[] = {total_value(measure->loss), label(page, measure)};
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        const struct risk_point *point = &measure->curve[i];
        const struct value values[COLUMNS] = {
            value_amount(point->return_period, "years", &style_count),
            money(page, side, point->oep),
            band(page, side, measure->has_bands, &point->oep_band),
            money(page, side, point->tvar_oep),
            money(page, side, point->aep),
            band(page, side, measure->has_bands, &point->aep_band),
            money(page, side, point->tvar_aep)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, "{}, {}: exceeded once in so many years", title, 2);
    document_heading_unit(page->document, page->amounts[side].unit);
    document_table(page->document, table);
    add_exceedance(page, measure, table);
}

static void convergence_row(const struct page *page, struct sheet *table,
                            const struct risk_measure *measure, size_t i)
{
    enum { NAMES = 3, COLUMNS = 7 };
    const enum side side = side_of(measure);
    const struct risk_convergence *point = &measure->convergence[i];
    struct value values[COLUMNS] = {label(page, measure),
                                    total_value(measure->loss),
                                    value_text(page->amounts[side].unit),
                                    value_amount(point->years, "years", &style_count),
                                    money(page, side, point->mean),
                                    money(page, side, point->se),
                                    point->has_aep ? money(page, side, point->aep_100)
                                                   : value_absent()};
    for (int k = 0; k < NAMES; ++k) {
        values[k].ditto = i > 0;
    }
    sheet_row(table, values, COLUMNS);
}

/* Of owners and those who depend on them; single platforms are left out. Whether more years would
 * move the figure is seen by halves and doubles of their number. */
static void add_convergence(const struct page *page)
{
    static const struct column columns[] = {
        {"who", true}, {"loss", true}, {"unit", true}, {"years"}, {"mean"}, {"se"}, {"1 in 100"}};
    struct sheet *table = sheet_new(page->document, columns, 7);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        for (size_t i = 0; measure->platform == SIZE_MAX && i < measure->convergence_count; ++i) {
            convergence_row(page, table, measure, i);
        }
    }
    document_heading(page->document, 1, "How far the mean has settled", NULL, 0);
    document_table(page->document, table);
}

/* ---- Other priors ---------------------------------------------------------------------------- */

static const char *const prior_terms[RISK_PRIOR_TERMS] = {
    [RISK_RATE_EVENTS] = "rate_events",
    [RISK_RATE_YEARS] = "rate_years",
    [RISK_MEDIAN_HOURS] = "median hours (log_hours_mean)",
    [RISK_LENGTH_STRENGTH] = "log_hours_strength",
    [RISK_LENGTH_SHAPE] = "log_hours_shape",
    [RISK_LENGTH_SCALE] = "log_hours_scale"};

static void prior_rows(const struct page *page, struct sheet *table,
                       const struct risk_measure *measure)
{
    enum { COLUMNS = 7 };
    const enum side side = side_of(measure);
    for (int term = 0; term < RISK_PRIOR_TERMS; ++term) {
        struct value values[COLUMNS] = {label(page, measure),
                                        total_value(measure->loss),
                                        value_text(page->amounts[side].unit),
                                        value_text(prior_terms[term]),
                                        money(page, side, measure->other_priors[term][0]),
                                        money(page, side, measure->mean),
                                        money(page, side, measure->other_priors[term][1])};
        for (int k = 0; k < 3; ++k) {
            values[k].ditto = term > 0;
        }
        sheet_row(table, values, COLUMNS);
    }
}

/* The prior decides where a catalogue is short: the reader sees how far. */
static void add_other_priors(const struct page *page)
{
    static const struct column columns[] = {{"who", true},  {"loss", true}, {"unit", true},
                                            {"term", true}, {"halved"},     {"as it is"},
                                            {"doubled"}};
    struct sheet *table = sheet_new(page->document, columns, 7);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        if (page->risk->measures[m].has_bands) {
            prior_rows(page, table, &page->risk->measures[m]);
        }
    }
    document_heading(page->document, 1,
                     "How far the prior decides: the mean of a year, had one of its figures been "
                     "half or twice as large",
                     NULL, 0);
    document_table(page->document, table);
}

/* ---- Outages --------------------------------------------------------------------------------- */

/* How rare the loss of side `i` is; the outage itself is named in its first row. What lost nothing
 * has no return period: every year has one as bad. Loss i of an outage is that of side i: the
 * owner's comes first (risk/risk_rarities.c). */
static void outage_row(const struct page *page, struct sheet *table,
                       const struct risk_outage *outage, int i)
{
    enum { COLUMNS = 8 };
    const struct risk_rarity *rarity = &outage->rarities[i];
    const bool lost = rarity->amount > 0;
    const bool catalogued = lost && rarity->in_catalogue;
    const char *name = outage->event != NULL ? outage->event : "the scenario's";
    struct value values[COLUMNS] = {
        value_text(document_format(page->document, "%s%s", outage->asked ? "* " : "", name)),
        total_value(rarity->loss),
        value_text(page->amounts[i].unit),
        value_amount(outage->duration_hours, "h", &hundredths),
        money(page, (enum side)i, rarity->amount),
        lost ? years(page, rarity->return_period) : value_absent(),
        lost ? years_between(page, &rarity->interval) : value_absent(),
        catalogued ? years(page, rarity->catalogue_period) : value_absent()};
    values[0].ditto = i > 0;
    values[3].ditto = i > 0;
    sheet_row(table, values, COLUMNS);
}

static void add_outages(const struct page *page, const struct risk_owner *owner)
{
    static const struct column columns[] = {{"outage", true}, {"loss", true},     {"unit", true},
                                            {"hours"},        {"if again"},       {"once in years"},
                                            {"5 to 95 %"},    {"catalogue alone"}};
    const struct value name = value_called(owner->owner, owner->title);
    struct sheet *table = sheet_new(page->document, columns, 8);
    for (size_t k = 0; k < owner->outage_count; ++k) {
        const struct risk_outage *outage = &owner->outages[k];
        for (int i = 0; i < SIDES && outage->rarities[i].loss != NULL; ++i) {
            outage_row(page, table, outage, i);
        }
    }
    if (owner->outage_count > 0) {
        document_heading(page->document, 1,
                         "Known outages of {}, if they happened again: how often a year has one "
                         "that costs as much",
                         &name, 1);
        document_table(page->document, table);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* "; Facebook, Inc. loses 234 M USD in a mean year (90 %: 29 to 714), and over 3,307 once in 100
 * years" */
static void add_mean_year(const struct page *page, const struct risk_measure *measure,
                          const char *gap)
{
    const enum side side = side_of(measure);
    const struct value values[] = {
        value_text(gap), label(page, measure), value_text(side == SIDE_OWNERS ? "loses" : "lose"),
        money(page, side, measure->mean), value_text(page->amounts[side].unit)};
    const struct value interval = band(page, side, measure->has_bands, &measure->mean_band);
    const struct value worst = money(page, side, measure->curve[ONE_IN_100].aep);
    document_add(page->document, "{} {} {} {} {} in a mean year", values, 5);
    if (measure->has_bands) {
        document_add(page->document, " (90 %: {})", &interval, 1);
    }
    document_add(page->document, ", and over {} once in 100 years", &worst, 1);
}

/* "; their policies pay 5,073 EUR of that in a mean year, and 5,373 EUR stay with them", of all
 * policies: each alone is in the tables. The first measure of a kind is that of all policies, where
 * there are several. */
static void add_insured(const struct page *page)
{
    const struct risk_measure *insured = NULL;
    const struct risk_measure *retained = NULL;
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        insured = insured == NULL && measure->kind == RISK_POLICY_INSURED ? measure : insured;
        retained = retained == NULL && measure->kind == RISK_POLICY_RETAINED ? measure : retained;
    }
    if (insured != NULL && retained != NULL) {
        const struct value unit = value_text(page->amounts[SIDE_DEPENDANTS].unit);
        const struct value values[] = {money(page, SIDE_DEPENDANTS, insured->mean), unit,
                                       money(page, SIDE_DEPENDANTS, retained->mean), unit};
        document_add(page->document,
                     "; policies pay {} {} in a mean year, and {} {} of what they insure is "
                     "retained",
                     values, 4);
    }
}

static void add_losses(const struct page *page, enum risk_kind kind, const char **gap)
{
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        if (measure->platform == SIZE_MAX && measure->kind == kind) {
            add_mean_year(page, measure, *gap);
            *gap = ";";
        }
    }
    if (kind == RISK_DEPENDANTS) {
        add_insured(page);
    }
}

/* The mean year of the first owner's outages, as a title. Owners are not added up, each has its own
 * outages: a title must not look like the whole where there are more of them. */
static void add_finding(const struct page *page)
{
    const char *gap = NULL;
    const size_t others = page->risk->owner_count - 1;
    const struct value other = value_number((double)others, &style_count);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        const enum side side = side_of(measure);
        const bool owner = measure->kind == RISK_OWNER;
        const struct value values[] = {value_text(owner ? measure->title : "its dependants"),
                                       money(page, side, measure->mean),
                                       value_text(page->amounts[side].unit)};
        const bool total = owner || measure->kind == RISK_DEPENDANTS;
        if (!total || measure->process != 0 || measure->platform != SIZE_MAX) {
            continue;
        }
        if (gap == NULL) {
            document_finding(page->document, "A mean year of outages costs ", NULL, 0);
        }
        document_add(page->document, gap != NULL ? gap : "", NULL, 0);
        document_add(page->document, "{} {}" NO_BREAK "{}", values, 3);
        gap = "; ";
    }
    if (gap != NULL && others > 0) {
        document_add(page->document,
                     others == 1 ? "; one more owner has years of its own below"
                                 : "; {} more owners have years of their own below",
                     &other, others == 1 ? 0 : 1);
    }
}

static void add_answer(const struct page *page)
{
    const struct value values[] = {value_number(page->risk->years, &style_count),
                                   value_number(page->risk->seed, &style_ungrouped)};
    const char *gap = ":";
    struct rests_on rests = {0};
    document_paragraph(page->document, "A year at risk", NULL, 0);
    document_headline(page->document);
    add_losses(page, page->asks_of_dependants ? RISK_DEPENDANTS : RISK_OWNER, &gap);
    add_losses(page, page->asks_of_dependants ? RISK_OWNER : RISK_DEPENDANTS, &gap);
    document_add(page->document, ".", NULL, 0);
    document_paragraph(page->document, "{} simulated years, seed {}", values, 2);
    rests_on_add(&rests, &page->risk->about.scenario);
    rests_on_inputs(page->document, &rests);
    document_add(page->document, ".", NULL, 0);
    settings_add(page->document, "the scenario", &page->risk->about.scenario);
    add_finding(page);
}

/* What the reader asked about first; what it rests on, and how far to believe it, at the end. */
void report_risk_page(struct document *document, const void *what)
{
    const struct blackout_risk *risk = what;
    struct page page = {
        .document = document, .risk = risk, .asks_of_dependants = asks_of_dependants(&risk->about)};
    document->title = "A year at risk";
    document->warnings = &risk->about.warnings;
    document->control = &risk->about.control;
    report_source(document, risk->about.inputs, risk->about.input_count);
    choose_amounts(&page);
    add_answer(&page);
    add_averages(&page, page.asks_of_dependants ? SIDE_DEPENDANTS : SIDE_OWNERS);
    add_averages(&page, page.asks_of_dependants ? SIDE_OWNERS : SIDE_DEPENDANTS);
    for (size_t m = 0; m < risk->measure_count; ++m) {
        if (risk->measures[m].platform == SIZE_MAX) {
            add_curve(&page, &risk->measures[m]);
        }
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        add_outages(&page, &risk->owners[p]);
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        risk_basis(document, &risk->owners[p]);
    }
    add_other_priors(&page);
    add_convergence(&page);
}
