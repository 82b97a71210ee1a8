/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who loses what: by platform, beside the owner's and the dependants' own losses, by the hour of
 * the start; and by region, channel and sector. */
#include <string.h>

#include "report/estimate_page.h"

static const struct style hours_style = {.places = 2};

/* ---- By platform ----------------------------------------------------------------------------- */

enum { LOSS_COLUMNS = 10 };

/* The cells after the first three of a row of losses. */
static void loss_row(const struct estimate_page *page, struct sheet *table,
                     const struct value first[3], const struct result_platform *losses)
{
    const struct owner_loss *owner = &losses->owner_revenue_loss;
    const struct quantity dependants = losses->dependent_revenue_loss;
    const struct value values[LOSS_COLUMNS] = {
        first[0],
        first[1],
        first[2],
        amounts_quantity(&page->owner, owner->gross),
        amounts_quantity(&page->owner, owner->recaptured),
        amounts_quantity(&page->owner, owner->net),
        amounts_interval(&page->owner, owner->net),
        amounts_quantity(&page->dependants, dependants),
        amounts_interval(&page->dependants, dependants),
        amounts_quantity(&page->dependants, losses->dependent_value_added_loss)};
    sheet_row(table, values, LOSS_COLUMNS);
}

static void add_platforms(const struct estimate_page *page)
{
    const struct column columns[LOSS_COLUMNS] = {
        {"platform", true}, {"owner", true}, {"lost hours"}, {"owner gross"}, {"made up"},
        {"owner net"},      {page->range},   {"dependants"}, {page->range},   {"value added"}};
    const struct result *result = page->result;
    const struct result_platform all = {
        .owner_revenue_loss = result->totals.owner_revenue_loss,
        .dependent_revenue_loss = result->totals.dependent_revenue_loss,
        .dependent_value_added_loss = result->totals.dependent_value_added_loss};
    struct sheet *table = sheet_new(page->document, columns, LOSS_COLUMNS);
    for (size_t i = 0; i < result->platform_count; ++i) {
        const struct result_platform *p = &result->platforms[i];
        const struct value first[] = {
            value_text(p->platform), value_text(p->owner),
            value_amount(p->lost_demand_hours.central, "h", &hours_style)};
        loss_row(page, table, first, p);
    }
    loss_row(page, table, (struct value[3]){value_text("total")}, &all);
    document_heading(page->document, 1, "Losses by platform", NULL, 0);
    document_heading_unit(page->document, page->both);
    document_table(page->document, table);
}

/* ---- Totals that no platform has ------------------------------------------------------------- */

/* "  Service credits that owners owe: 1.23 (90 %: 1.00 to 1.50) M USD" */
static void add_total(const struct estimate_page *page, const char *what,
                      const struct amounts *amounts, struct quantity quantity)
{
    const struct value values[] = {value_text(what), amounts_quantity(amounts, quantity)};
    const struct value interval = amounts_interval(amounts, quantity);
    const struct value unit = value_text(amounts->unit);
    if (quantity.present) {
        document_note(page->document, 1, "{}: {}", values, 2);
        if (!value_is_empty(&interval)) {
            document_add(page->document, " (90 %: {})", &interval, 1);
        }
        document_add(page->document, " {}", &unit, 1);
    }
}

static const char *time_words(const char *by)
{
    static const char *const words[][2] = {{"outage", "while it lasts"},
                                           {"day", "within a day"},
                                           {"week", "within a week"},
                                           {"month", "within 30 days"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        if (strcmp(words[i][0], by) == 0) {
            return words[i][1];
        }
    }
    return by;
}

/* A line each: of that while it lasts, within a day of the start, ... */
static void add_indirect_times(const struct estimate_page *page)
{
    const struct result *result = page->result;
    for (size_t i = 0; i < result->indirect_time_count; ++i) {
        const struct result_indirect_time *time = &result->indirect_times[i];
        const struct value values[] = {value_text(time_words(time->by)),
                                       amounts_quantity(&page->dependants, time->indirect_loss)};
        const struct value interval = amounts_interval(&page->dependants, time->indirect_loss);
        document_note(page->document, 2, "of that {}: {}", values, 2);
        if (!value_is_empty(&interval)) {
            document_add(page->document, " (90 %: {})", &interval, 1);
        }
    }
}

/* Without intervals: of the first and the last, none is reported. */
static struct quantity central(struct quantity quantity)
{
    quantity.statistics = NULL;
    return quantity;
}

static void add_totals(const struct estimate_page *page)
{
    const struct result_totals *totals = &page->result->totals;
    add_total(page, "Sales that move to platforms of other owners", &page->dependants,
              central(totals->rival_gain));
    add_total(page, "Lost in turn by the sectors that supply them, at most", &page->dependants,
              totals->indirect_loss);
    if (totals->indirect_loss.present) {
        add_indirect_times(page);
    }
    add_total(page, "Service credits that owners owe, beside lost revenue", &page->owner,
              totals->credits);
    add_total(page, "Economy baseline, the public calculators' method", &page->owner,
              central(totals->economy_baseline));
}

/* ---- By the hour of the start ---------------------------------------------------------------- */

static struct value hour_of_week(const struct estimate_page *page, int hour)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return value_text(document_format(page->document, "%s %02d:00", days[hour / HOURS_PER_DAY],
                                      hour % HOURS_PER_DAY));
}

static void start_row(const struct estimate_page *page, struct sheet *table, const char *who,
                      const struct amounts *amounts, const struct result_start starts[2])
{
    const struct value values[] = {value_text(who), hour_of_week(page, starts[0].hour_of_week),
                                   amounts_value(amounts, starts[0].loss),
                                   hour_of_week(page, starts[1].hour_of_week),
                                   amounts_value(amounts, starts[1].loss)};
    sheet_row(table, values, 5);
}

static void add_timing(const struct estimate_page *page)
{
    static const struct column columns[] = {
        {"net loss of", true}, {"cheapest start"}, {"loss"}, {"dearest start"}, {"loss"}};
    const struct result_timing *timing = &page->result->timing;
    struct sheet *table = sheet_new(page->document, columns, 5);
    if (!timing->present) {
        return;
    }
    start_row(page, table, "owner", &page->owner,
              (struct result_start[]){timing->owner_cheapest, timing->owner_dearest});
    if (timing->has_dependants) {
        start_row(page, table, "dependants", &page->dependants,
                  (struct result_start[]){timing->dependants_cheapest, timing->dependants_dearest});
    }
    document_heading(page->document, 1, "When it starts, UTC", NULL, 0);
    document_heading_unit(page->document, page->both);
    document_table(page->document, table);
}

void estimate_page_losses(const struct estimate_page *page)
{
    add_platforms(page);
    add_totals(page);
    add_timing(page);
}
