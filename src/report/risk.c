/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk: what a year costs, how bad it can get, how rare known outages are, and what that
 * rests on. Owners, and those who depend on them, have units of their own: a small firm's loss
 * would vanish beside a platform owner's. */
#include <math.h>

#include "document/chart.h"
#include "report/amounts.h"
#include "report/builders.h"
#include "report/names.h"
#include "risk/risk.h"

enum side { SIDE_OWNERS, SIDE_DEPENDANTS, SIDES };

struct page {
    struct document *document;
    const struct blackout_risk *risk;
    struct amounts amounts[SIDES];
};

static const struct style tenths = {.places = 1};
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

/* "owner meta" */
static struct value label(const struct page *page, const struct risk_measure *measure)
{
    return value_text(document_format(page->document, "%s %s", measure->of, measure->name));
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

static struct sheet *averages(const struct page *page, enum side side)
{
    enum { COLUMNS = 10 };
    static const struct column columns[COLUMNS] = {
        {"who", true}, {"loss", true}, {"mean"},    {"5 to 95 %"}, {"se"},
        {"sd"},        {"any loss"},   {"1 in 10"}, {"1 in 100"},  {"1 in 250"}};
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        const struct value values[COLUMNS] = {
            label(page, measure),
            total_value(measure->loss),
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

static void add_curve(const struct page *page, const struct risk_measure *measure)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {
        {"once in years"}, {"worst outage"}, {"5 to 95 %"},       {"mean of the tail"},
        {"year's sum"},    {"5 to 95 %"},    {"mean of the tail"}};
    const enum side side = side_of(measure);
    const struct value title[] = {total_value(measure->loss), value_text(measure->of),
                                  value_text(measure->name)};
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
    document_heading(page->document, 1, "{} of {} {}: what is exceeded once in so many years",
                     title, 3);
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

/* Of owners and those who depend on them; single platforms are left out. */
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

/* How rare the loss of side `i` is; the outage itself is named in its first row. */
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
        value_text(rarity->loss),
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
    const struct value name = value_text(owner->owner);
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

/* ---- What the outages rest on ---------------------------------------------------------------- */

static void add_observed(const struct page *page, const struct risk_owner *owner)
{
    const struct value values[] = {
        value_number((double)owner->events, &style_ungrouped),
        value_text(owner->events == 1 ? "" : "s"),
        value_number(owner->observed_years, &tenths),
        value_date(owner->observed_from),
        value_date(owner->observed_to),
        value_number(owner->rate.years - owner->observed_years, &tenths)};
    if (owner->observed) {
        document_note(page->document, 1,
                      "{} catalogued outage{} in {} years ({} to {}), and a prior worth {} years",
                      values, 6);
    } else {
        document_note(page->document, 1, "no observed years: the prior alone", NULL, 0);
    }
}

static void add_rate(const struct page *page, const struct risk_owner *owner)
{
    const struct value rate[] = {value_number(owner->rate.shape / owner->rate.years, &hundredths),
                                 value_interval(owner->rate_p5, owner->rate_p95, &hundredths)};
    const struct value length[] = {value_number(exp(owner->log_hours.mean), &tenths),
                                   value_number((double)owner->lengths, &style_ungrouped)};
    document_note(page->document, 1, "outages a year: {} (5 to 95 %: {})", rate, 2);
    document_note(page->document, 1,
                  "half of them last longer than {} hours (from {} known lengths and a prior)",
                  length, 2);
}

static void add_footprint(const struct page *page, const struct risk_footprint *footprint)
{
    const char *platforms = footprint->platforms != NULL ? footprint->platforms : "";
    const char *regions = footprint->regions != NULL ? footprint->regions : "";
    const struct value values[] = {value_text(footprint->event), value_text(platforms),
                                   value_number(footprint->severity, &hundredths),
                                   value_text(regions[0] != '\0' ? ", in " : ""),
                                   value_text(regions)};
    if (footprint->event != NULL) {
        document_note(page->document, 1, "can affect what {} affected: {}, severity {}{}{}", values,
                      5);
    }
}

static void add_owner(const struct page *page, const struct risk_owner *owner)
{
    const struct value name = value_text(owner->owner);
    document_heading(page->document, 1, "What the outages of {} rest on", &name, 1);
    add_observed(page, owner);
    add_rate(page, owner);
    for (size_t i = 0; i < owner->footprint_count; ++i) {
        add_footprint(page, &owner->footprints[i]);
    }
    for (size_t i = 0; i < owner->left_out_count; ++i) {
        const char *event = owner->left_out[i].event;
        const struct value values[] = {value_text(event != NULL ? event : ""),
                                       value_text(owner->left_out[i].why)};
        document_note(page->document, 1, "{}: {}", values, 2);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* "; owner meta loses 234 M USD in a mean year (90 %: 29 to 714), and over 3,307 once in 100
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

static void add_answer(const struct page *page)
{
    const struct value values[] = {value_number(page->risk->years, &style_count),
                                   value_number(page->risk->seed, &style_ungrouped)};
    const char *gap = ":";
    document_paragraph(page->document, "A year at risk", NULL, 0);
    document_headline(page->document);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        if (page->risk->measures[m].platform == SIZE_MAX) {
            add_mean_year(page, &page->risk->measures[m], gap);
            gap = ";";
        }
    }
    document_add(page->document, ".", NULL, 0);
    document_paragraph(page->document, "{} simulated years, seed {}.", values, 2);
}

void report_risk_page(struct document *document, const void *what)
{
    const struct blackout_risk *risk = what;
    struct page page = {.document = document, .risk = risk};
    document->title = "A year at risk";
    document->warnings = &risk->about.warnings;
    document->control = &risk->about.control;
    choose_amounts(&page);
    add_answer(&page);
    add_averages(&page, SIDE_OWNERS);
    add_averages(&page, SIDE_DEPENDANTS);
    for (size_t m = 0; m < risk->measure_count; ++m) {
        if (risk->measures[m].platform == SIZE_MAX) {
            add_curve(&page, &risk->measures[m]);
        }
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        add_outages(&page, &risk->owners[p]);
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        add_owner(&page, &risk->owners[p]);
    }
    add_other_priors(&page);
    add_convergence(&page);
}

/* The end of a band, as a cell of its own. */
static struct value end_of(const struct blackout_risk *risk, const struct risk_measure *measure,
                           double amount)
{
    return measure->has_bands ? value_amount(amount, risk->currency, &style_count) : value_absent();
}

void report_risk_records(struct document *document, const void *what)
{
    enum { COLUMNS = 17 };
    static const struct column columns[COLUMNS] = {
        {"of", true},    {"name", true},  {"measure", true}, {"currency"},    {"return_period"},
        {"oep"},         {"aep"},         {"tvar_oep"},      {"tvar_aep"},    {"oep_p5"},
        {"oep_p95"},     {"aep_p5"},      {"aep_p95"},       {"tvar_oep_p5"}, {"tvar_oep_p95"},
        {"tvar_aep_p5"}, {"tvar_aep_p95"}};
    const struct blackout_risk *risk = what;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t m = 0; m < risk->measure_count; ++m) {
        const struct risk_measure *measure = &risk->measures[m];
        for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
            const struct risk_point *point = &measure->curve[i];
            const struct value values[COLUMNS] = {
                value_text(measure->of),
                value_text(measure->name),
                total_value(measure->loss),
                value_text(risk->currency),
                value_amount(point->return_period, "years", &style_count),
                value_amount(point->oep, risk->currency, &style_count),
                value_amount(point->aep, risk->currency, &style_count),
                value_amount(point->tvar_oep, risk->currency, &style_count),
                value_amount(point->tvar_aep, risk->currency, &style_count),
                end_of(risk, measure, point->oep_band.p5),
                end_of(risk, measure, point->oep_band.p95),
                end_of(risk, measure, point->aep_band.p5),
                end_of(risk, measure, point->aep_band.p95),
                end_of(risk, measure, point->tvar_oep_band.p5),
                end_of(risk, measure, point->tvar_oep_band.p95),
                end_of(risk, measure, point->tvar_aep_band.p5),
                end_of(risk, measure, point->tvar_aep_band.p95)};
            sheet_row(table, values, COLUMNS);
        }
    }
    document_table(document, table);
}
