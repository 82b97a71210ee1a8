/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's aggregate for people and as records: a row for each incident, then the sums of the year,
 * of its adjustments to earlier years, and of both. Amounts are shown to the cent and never in
 * millions: they are compared with books. An adjustment is of an incident of an earlier year, and
 * so has a sum of its own. */
#include "annual/annual.h"
#include "document/document.h"
#include "report/builders.h"

/* Forgone revenue (kind f of article 7(1)) is apart from all other costs: each has a basis of its
 * own, and may be booked while the other is estimated. */
enum {
    REFERENCE,
    OWNER,
    REPORT,
    PART,
    REVENUE,
    REVENUE_BASIS,
    COSTS_COLUMN,
    COSTS_BASIS,
    GROSS,
    RANGE,
    RECOVERED,
    EXPECTED,
    STATE,
    COLUMNS
};

/* Fifteen digits are all that a double holds for sure: cents up to trillions. */
static const struct style money = {.places = 2, .digits = 15};

static const char *part_of(const struct annual_incident *incident)
{
    return incident->adjustment ? "adjustment" : "year";
}

/* Empty without samples, and where all of a sum is booked: what is certain has no interval. */
static struct value range_of(const struct blackout_annual *annual, const struct annual_range *range)
{
    struct value value = value_interval(range->p5, range->p95, &money);
    value.unit = annual->currency;
    return value_if(range->present, value);
}

static void add_amounts(struct value values[COLUMNS], const struct blackout_annual *annual,
                        const struct annual_amounts *amounts)
{
    const char *currency = annual->currency;
    values[REVENUE] = value_amount(amounts->revenue, currency, &money);
    values[COSTS_COLUMN] = value_amount(amounts->costs, currency, &money);
    values[GROSS] = value_amount(annual_gross(amounts), currency, &money);
    values[RANGE] = range_of(annual, &amounts->range);
    values[RECOVERED] = value_amount(amounts->recoveries, currency, &money);
    values[EXPECTED] = value_amount(amounts->expected, currency, &money);
}

static void incident_row(struct sheet *table, const struct blackout_annual *annual,
                         const struct annual_incident *incident)
{
    struct value values[COLUMNS] = {[REFERENCE] = value_text(incident->incident),
                                    [OWNER] = value_text(incident->owner),
                                    [REPORT] = value_date(incident->report),
                                    [PART] = value_word(part_of(incident)),
                                    [REVENUE_BASIS] = value_word(incident->revenue_basis),
                                    [COSTS_BASIS] = value_word(incident->costs_basis),
                                    [STATE] = value_word(incident->actual ? "actual" : "estimate")};
    add_amounts(values, annual, &incident->amounts);
    sheet_row(table, values, COLUMNS);
}

/* A sum has no basis and no state: it may be of booked and of estimated incidents. Records have the
 * sums too: by `part` a program leaves them out before it adds up. */
static void sum_row(struct sheet *table, const struct blackout_annual *annual, const char *name,
                    const struct annual_sum *sum)
{
    struct value values[COLUMNS] = {
        [REFERENCE] = value_text(name),   [OWNER] = value_text(""),
        [REPORT] = value_empty(),         [PART] = value_text("sum"),
        [REVENUE_BASIS] = value_text(""), [COSTS_BASIS] = value_text(""),
        [STATE] = value_text("")};
    add_amounts(values, annual, &sum->amounts);
    sheet_row(table, values, COLUMNS);
}

static void add_table(struct document *document, const struct blackout_annual *annual)
{
    static const struct column columns[COLUMNS] = {[REFERENCE] = {"incident", true},
                                                   [OWNER] = {"owner", true},
                                                   [REPORT] = {"final report"},
                                                   [PART] = {"part", true},
                                                   [REVENUE] = {"forgone revenue"},
                                                   [REVENUE_BASIS] = {"revenue is", true},
                                                   [COSTS_COLUMN] = {"other costs"},
                                                   [COSTS_BASIS] = {"costs are", true},
                                                   [GROSS] = {"gross"},
                                                   [RANGE] = {"5 to 95 %"},
                                                   [RECOVERED] = {"recovered"},
                                                   [EXPECTED] = {"expected"},
                                                   [STATE] = {"state", true}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < annual->count; ++i) {
        incident_row(table, annual, &annual->incidents[i]);
    }
    sum_row(table, annual, "the year", &annual->year);
    sum_row(table, annual, "adjustments of earlier years", &annual->adjustments);
    sum_row(table, annual, "all", &annual->all);
    document_table(document, table);
}

void report_annual_page(struct document *document, const void *what)
{
    const struct blackout_annual *annual = what;
    const struct value head[] = {value_date(annual->from), value_date(annual->to)};
    const struct value counts[] = {
        value_count(annual->year.incidents),
        value_text(annual->year.incidents == 1 ? "incident" : "incidents"),
        value_count(annual->adjustments.incidents), value_count(annual->later)};
    const struct value estimated = value_count(annual->all.estimated);
    document->title = "Costs and losses of a year";
    document->warnings = &annual->warnings;
    document->control = &annual->control;
    document_paragraph(document, "Costs and losses of {} to {}", head, 2);
    document_headline(document);
    document_add(document,
                 ": {} {} with a final report in that time, adjustments of {} of earlier "
                 "years; {} have theirs later and do not count.",
                 counts, 4);
    document_paragraph(
        document,
        "As the Joint Guidelines JC/GL/2024/34 ask for it: costs and recoveries as "
        "they are booked, and what the model estimates of forgone revenue and "
        "service credits where there is no such row (incidents: {}). Nothing here is "
        "legal advice.",
        &estimated, 1);
    document_heading(document, 1, "Incidents", NULL, 0);
    document_heading_unit(document, annual->currency);
    add_table(document, annual);
    document_note(document, 1,
                  "Gross is forgone revenue and other costs, without recoveries. Recoveries that "
                  "are only expected are in no other column.",
                  NULL, 0);
    document_note(
        document, 1,
        "measured, reported, derived, assumed: the weakest basis of what is booked; "
        "estimated: by the model. Intervals are of gross; those of sums are less wide than "
        "the sum of theirs.",
        NULL, 0);
}

/* The table of the page, whose names of columns are for people too. */
void report_annual_records(struct document *document, const void *what)
{
    add_table(document, what);
}
