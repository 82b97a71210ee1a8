/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who loses most, what policies pay, how the losses come about, what others would say, and what the
 * figures rest on. */
#include <string.h>

#include "document/chart.h"
#include "report/estimate_page.h"
#include "report/names.h"

/* A large firm loses a ten-thousandth of a year's revenue, a shop a hundredth: two digits of
 * either, without powers of ten. */
static const struct style small_share = {.magnitude = MAGNITUDE_PERCENT,
                                         .places = 4,
                                         .digits = 2,
                                         .never_zero = true,
                                         .with_unit = true};
static const struct style index_style = {.places = 3};

static struct value share(double value)
{
    return value_number(value, &style_share[0]);
}

/* ---- Businesses and policies ----------------------------------------------------------------- */

void estimate_page_businesses(const struct estimate_page *page)
{
    enum { COLUMNS = 6 };
    const struct column columns[COLUMNS] = {{"business", true},    {"loss"},
                                            {page->range},         {"of a year's revenue"},
                                            {"omnichannel index"}, {"largest owner"}};
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t i = 0; i < page->result->top_business_count; ++i) {
        const struct result_business *b = &page->result->top_businesses[i];
        const struct value values[COLUMNS] = {
            value_text(b->business), amounts_quantity(&page->dependants, b->dependent_revenue_loss),
            amounts_interval(&page->dependants, b->dependent_revenue_loss),
            /* Only a loss of nothing is 0 %: one too small for the places is "<0.0001 %". */
            b->share_of_revenue > 0 ? value_number(b->share_of_revenue, &small_share) : share(0),
            value_number(b->omnichannel_index, &index_style), share(b->largest_owner_share)};
        sheet_row(table, values, COLUMNS);
    }
    if (page->result->top_business_count > 0) {
        document_heading(page->document, 1, "Businesses that lose most", NULL, 0);
        document_heading_unit(page->document, page->dependants.unit);
        document_table(page->document, table);
        document_note(
            page->document, 1,
            "The omnichannel index is 1 - HHI over the owners of platforms and all other sales:\n0 "
            "means a single way to sell. The largest owner's part is of all revenue.",
            NULL, 0);
    }
}

enum { POLICY_COLUMNS = 7 };

static void policy_row(const struct estimate_page *page, struct sheet *table, const char *policy,
                       const char *insured, const struct insured_loss *loss)
{
    const struct amounts *amounts = &page->insurance;
    const struct value values[POLICY_COLUMNS] = {value_text(policy),
                                                 value_text(insured),
                                                 amounts_quantity(amounts, loss->gross),
                                                 amounts_quantity(amounts, loss->insured),
                                                 amounts_interval(amounts, loss->insured),
                                                 amounts_quantity(amounts, loss->retained),
                                                 amounts_interval(amounts, loss->retained)};
    sheet_row(table, values, POLICY_COLUMNS);
}

void estimate_page_insurance(const struct estimate_page *page)
{
    const struct result *result = page->result;
    const struct column columns[POLICY_COLUMNS] = {
        {"policy", true}, {"insured", true}, {"loss"},     {"paid"},
        {page->range},    {"retained"},      {page->range}};
    struct sheet *table = sheet_new(page->document, columns, POLICY_COLUMNS);
    if (result->policy_count == 0) {
        return;
    }
    for (size_t i = 0; i < result->policy_count; ++i) {
        const struct result_policy *policy = &result->policies[i];
        policy_row(page, table, policy->policy,
                   policy->business != NULL ? policy->business : "all together", &policy->loss);
    }
    /* From the totals: policies may insure the same business, whose loss counts once in them. */
    const struct insured_loss all = {.gross = result->totals[FIGURE_INSURANCE_GROSS],
                                     .insured = result->totals[FIGURE_INSURED],
                                     .retained = result->totals[FIGURE_RETAINED]};
    policy_row(page, table, "total", "", &all);
    if (table != NULL) {
        table->has_total = true;
    }
    document_heading(page->document, 1, "Insurance of the dependants", NULL, 0);
    document_heading_unit(page->document, page->insurance.unit);
    document_table(page->document, table);
    document_note(page->document, 1,
                  "The net loss of what each policy insures, what it pays in a year with this one "
                  "outage, and\nwhat is left. The total counts each business once.",
                  NULL, 0);
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* What identifiers of the report are called on a page; NULL at the end. */
struct name {
    const char *identifier;
    const char *name;
};

/* The steps of both waterfalls, as estimate/losses.c calls them. */
static const struct name step_names[] = {
    {"straight_line", "Straight line: a year's revenue by the hour"},
    {"growth", "Growth since that year"},
    {"usage", "Usage of the platform"},
    {"hour_of_week", "Hour of the week"},
    {"severity", "Severity"},
    {"recovery", "Recovery"},
    {"recapture", "Made up later"},
    {"calibration", "Calibration"},
    {"model_error", "The model's own error"},
    {"onset", "Until the loss sets in"},
    {"fallback", "Through other channels"},
    {"net", "Net loss"},
    {NULL, NULL}};

/* Straight lines by the names of estimate/baselines.c and of the table `straight_lines`; what was
 * published by its measure. Another one is shown by its identifier. */
static const struct name method_names[] = {
    {"annual_straight_line", "A year's revenue"},
    {"quarter_total", "A quarter's revenue"},
    {"quarter_advertising", "A quarter's advertising"},
    {"year_total", "A year's revenue, all of the owner"},
    {"economy_baseline", "Economy, public calculators"},
    {"published_owner_revenue_loss", "Published: owner's revenue loss"},
    {"published_economy_loss", "Published: economy's loss"},
    {"published_market_value_loss", "Published: market value"},
    {"published_dependent_revenue_loss", "Published: dependants' loss"},
    {"published_insured_loss", "Published: insured loss"},
    {NULL, NULL}};

/* NULL: it has none but the identifier. */
static const char *name_of(const struct name *names, const char *identifier)
{
    while (names->identifier != NULL && strcmp(names->identifier, identifier) != 0) {
        ++names;
    }
    return names->name;
}

/* ---- Working --------------------------------------------------------------------------------- */

/* The interval is of where a step leads, and not of its change: bars are drawn from one such place
 * to the next. */
static void add_waterfall_chart(const struct estimate_page *page, const char *name,
                                const char *title, const struct sheet *table)
{
    const struct chart_series series = {.name = "leads to",
                                        .values = chart_column(table, 2, PART_NUMBER),
                                        .low = chart_column(table, 3, PART_LOW),
                                        .high = chart_column(table, 3, PART_HIGH)};
    const struct chart chart = {.kind = CHART_WATERFALL,
                                .name = name,
                                .title = title,
                                .y = {.title = "loss", .unit = page->result->scenario.currency},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    document_chart(page->document, &chart);
}

static void add_waterfall(const struct estimate_page *page, const char *name, const char *title,
                          const struct amounts *amounts, const struct result_waterfall *waterfall)
{
    const struct column columns[] = {{"step", true}, {"change"}, {"leads to"}, {page->range}};
    struct sheet *table = sheet_new(page->document, columns, 4);
    for (size_t i = 0; i < waterfall->count; ++i) {
        const struct result_step *step = &waterfall->steps[i];
        const struct value values[] = {value_called(step->step, name_of(step_names, step->step)),
                                       amounts_quantity(amounts, step->change),
                                       amounts_quantity(amounts, step->running),
                                       amounts_interval(amounts, step->running)};
        sheet_row(table, values, 4);
    }
    if (waterfall->count > 0) {
        document_heading(page->document, 1, title, NULL, 0);
        document_heading_unit(page->document, amounts->unit);
        document_table(page->document, table);
        add_waterfall_chart(page, name, title, table);
    }
}

/* When what a line rests on became known. */
static struct value date_of(const struct estimate_page *page, const struct result_baseline *b)
{
    char earliest[CALENDAR_TEXT_SIZE];
    char latest[CALENDAR_TEXT_SIZE];
    if (!b->dated || b->earliest == b->latest) {
        return value_if(b->dated, value_date(b->latest));
    }
    calendar_print_date(earliest, b->earliest);
    calendar_print_date(latest, b->latest);
    return value_text(document_format(page->document, "%s to %s", earliest, latest));
}

/* ---- Beside others --------------------------------------------------------------------------- */

/* Whether a line is of what the owner loses, as the estimate is. Losses of an economy or of a
 * market value are other quantities: in one chart they would be read as better or worse estimates
 * of the same. */
static bool is_of_owner(const struct result_baseline *b)
{
    static const char *const others[] = {"economy_baseline", "published_"};
    static const char published_owner[] = "published_owner_revenue_loss";
    bool other = false;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        other = other || strncmp(b->method, others[i], strlen(others[i])) == 0;
    }
    return !other || strcmp(b->method, published_owner) == 0;
}

/* "Fortune / Snopes, straight_line, for 270 minutes" of one that is published. Of a published
 * figure the publisher is what tells it from others of the same measure. */
static const char *source_of(const struct result_baseline *b)
{
    static const char published[] = "published by ";
    const bool is_published = strncmp(b->formula, published, strlen(published)) == 0;
    const char *name = name_of(method_names, b->method);
    return is_published ? b->formula + strlen(published) : name != NULL ? name : b->method;
}

/* The owner's loss by this estimate, by straight lines and by others: gross, since none of them
 * takes off what is made up later, and net. */
static struct sheet *comparison_table(const struct estimate_page *page)
{
    static const struct column columns[] = {{"by", true}, {"owner's loss"}};
    const struct quantity *totals = page->result->totals;
    struct sheet *table = sheet_new(page->document, columns, 2);
    const struct value net = amounts_estimate(&page->owner, totals[FIGURE_OWNER_NET]);
    const struct value gross = amounts_estimate(&page->owner, totals[FIGURE_OWNER_GROSS]);
    sheet_row(table, (struct value[]){value_text("This estimate, net"), net}, 2);
    sheet_row(table, (struct value[]){value_text("This estimate, gross"), gross}, 2);
    for (size_t i = 0; i < page->result->baseline_count; ++i) {
        const struct result_baseline *b = &page->result->baselines[i];
        struct value amount = amounts_value(&page->owner, (b->low + b->high) / 2);
        if (b->low != b->high) {
            amount = value_estimate(amount.number, b->low, b->high, page->owner.style);
            amount.unit = page->owner.currency;
        }
        if (is_of_owner(b)) {
            sheet_row(table, (struct value[]){value_text(source_of(b)), amount}, 2);
        }
    }
    return table;
}

static void add_comparison(const struct estimate_page *page)
{
    const struct sheet *table = comparison_table(page);
    const struct chart_series series = {.name = "owner's loss",
                                        .values = chart_column(table, 1, PART_NUMBER),
                                        .low = chart_column(table, 1, PART_LOW),
                                        .high = chart_column(table, 1, PART_HIGH)};
    const struct chart chart = {
        .kind = CHART_RANGES,
        .name = "owner-compared",
        .title = "The owner's loss: this estimate, straight lines, and what was published",
        .x = {.title = "", .unit = ""},
        .y = {.title = "loss", .unit = page->result->scenario.currency},
        .labels = chart_column(table, 0, PART_NUMBER),
        .series = &series,
        .series_count = 1};
    document_numbers(page->document, table);
    document_chart(page->document, &chart);
}

static void add_baselines(const struct estimate_page *page)
{
    enum { COLUMNS = 4 };
    /* A column of dates that no line has would be empty from top to bottom. */
    bool dated = false;
    for (size_t i = 0; i < page->result->baseline_count; ++i) {
        dated = dated || page->result->baselines[i].dated;
    }
    const struct column columns[COLUMNS] = {
        {"method", true}, {"value"}, {dated ? "as of" : "", true}, {"how", true}};
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t i = 0; i < page->result->baseline_count; ++i) {
        const struct result_baseline *b = &page->result->baselines[i];
        struct value how = value_text(b->formula);
        how.about = b->source;
        const struct value values[COLUMNS] = {
            value_called(b->method, name_of(method_names, b->method)),
            b->low == b->high ? amounts_value(&page->owner, b->low)
                              : amounts_between(&page->owner, b->low, b->high),
            date_of(page, b), how};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, "What straight-line methods and the press say", NULL, 0);
    document_heading_unit(page->document, page->owner.unit);
    document_table(page->document, table);
    add_comparison(page);
}

/* By the weakest input of each product: one assumed factor makes all of what it multiplies
 * assumed. */
static void add_evidence(const struct estimate_page *page)
{
    static const struct column columns[1 + RESULT_BASIS_COUNT] = {
        {"total", true}, {"measured"}, {"reported"}, {"derived"}, {"assumed"}};
    struct sheet *table = sheet_new(page->document, columns, 1 + RESULT_BASIS_COUNT);
    for (size_t i = 0; i < page->result->evidence_count; ++i) {
        const struct result_evidence *e = &page->result->evidence[i];
        const struct value values[1 + RESULT_BASIS_COUNT] = {
            total_value(e->total), share(e->parts[0]), share(e->parts[1]), share(e->parts[2]),
            share(e->parts[3])};
        sheet_row(table, values, 1 + RESULT_BASIS_COUNT);
    }
    document_heading(page->document, 1, "What the figures rest on, by their weakest input", NULL,
                     0);
    document_table(page->document, table);
}

void estimate_page_working(const struct estimate_page *page)
{
    const struct result *result = page->result;
    add_waterfall(page, "owner-waterfall", "How the owner's loss comes about", &page->owner,
                  &result->owner_waterfall);
    add_waterfall(page, "dependants-waterfall", "How the dependants' loss comes about",
                  &page->dependants, &result->dependant_waterfall);
    add_baselines(page);
    add_evidence(page);
}
