/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who loses what: by platform, the totals that no platform has, and by the hour of the start. Which
 * figures have a column or a line, and in which order, is said by the catalogue of figures alone:
 * this file names none of them but the indirect loss, whose course is told below it. */
#include <string.h>

#include "report/estimate_page.h"
#include "estimate/figure_catalogue.h"

static const struct style hours_style = {.places = 2};

/* ---- By platform ----------------------------------------------------------------------------- */

/* The platform, its owner, the date of its row where they differ, and at most two columns a figure.
 */
enum { KEY_COLUMNS = 3, MOST_COLUMNS = KEY_COLUMNS + 2 * FIGURE_COUNT };

/* The amounts of a figure's side; the economy is as large as an owner. */
static const struct amounts *amounts_of(const struct estimate_page *page,
                                        const struct figure_info *figure)
{
    const struct amounts *const sides[] = {[MONEY_OF_OWNERS] = &page->owner,
                                           [MONEY_OF_DEPENDANTS] = &page->dependants,
                                           [MONEY_OF_INSURED] = &page->insurance,
                                           [MONEY_OF_ECONOMY] = &page->owner};
    return sides[figure->side];
}

/* From the catalogue of figures: a figure with a column's name there has its column here, without a
 * line of this file. The date is a column only where platforms differ in it. */
static size_t loss_columns(struct column columns[MOST_COLUMNS], const struct estimate_page *page)
{
    size_t count = 0;
    columns[count++] = (struct column){"platform", true};
    columns[count++] = (struct column){"owner", true};
    columns[count++] =
        (struct column){estimate_vintages_differ(page->result, "platforms") ? "as of" : "", true};
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const struct figure_words *words = &figure_info((enum figure_id)id)->words;
        if (words->column != NULL) {
            columns[count++] =
                (struct column){words->column, false,
                                estimate_page_basis(page, figure_info((enum figure_id)id)->path)};
        }
        if (words->column != NULL && words->interval) {
            columns[count++] = (struct column){page->range};
        }
    }
    return count;
}

/* A figure in the table of losses; empty where the place has none. Empty and not "-": the figure
 * has no meaning at this place, instead of being unknown. */
static struct value loss_value(const struct estimate_page *page, const struct figure_info *figure,
                               enum figure_place place, struct quantity quantity)
{
    if (figure->at[place].filling == NOT_THERE) {
        return value_text("");
    }
    return figure->unit == UNIT_HOURS ? value_amount(quantity.central, "h", &hours_style)
                                      : amounts_quantity(amounts_of(page, figure), quantity);
}

static void loss_row(const struct estimate_page *page, struct sheet *table,
                     const struct value keys[KEY_COLUMNS], enum figure_place place,
                     const struct quantity figures[FIGURE_COUNT])
{
    struct value values[MOST_COLUMNS];
    size_t count = 0;
    for (; count < KEY_COLUMNS; ++count) {
        values[count] = keys[count];
    }
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        if (figure->words.column != NULL) {
            values[count++] = loss_value(page, figure, place, figures[id]);
        }
        if (figure->words.column != NULL && figure->words.interval) {
            values[count++] = amounts_interval(amounts_of(page, figure), figures[id]);
        }
    }
    sheet_row(table, values, count);
}

/* One owner is named by the answer; one date for all rows needs no column. */
static void platform_row(const struct estimate_page *page, struct sheet *table,
                         const struct result_platform *platform, bool dates_differ)
{
    const char *owner_name = page->result->owner_count > 1 ? platform->owner_name : NULL;
    const struct value keys[KEY_COLUMNS] = {
        value_named(platform->platform, platform->name), value_named(platform->owner, owner_name),
        value_if(dates_differ && platform->dated, value_date(platform->as_of))};
    loss_row(page, table, keys, AT_PLATFORM, platform->figures);
}

static void add_platforms(const struct estimate_page *page)
{
    struct column columns[MOST_COLUMNS];
    const struct result *result = page->result;
    const size_t count = loss_columns(columns, page);
    struct sheet *table = sheet_new(page->document, columns, count);
    const bool dates_differ = estimate_vintages_differ(result, "platforms");
    for (size_t i = 0; i < result->platform_count; ++i) {
        platform_row(page, table, &result->platforms[i], dates_differ);
    }
    /* Its central values are the sums of the rows, its intervals those of sums, sample by sample.
     */
    const struct value total[KEY_COLUMNS] = {value_text("total"), value_text(""), value_empty()};
    loss_row(page, table, total, AT_TOTALS, result->totals);
    if (table != NULL) {
        table->has_total = true;
    }
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
static void add_indirect_times(const struct estimate_page *page, const struct amounts *amounts)
{
    const struct result *result = page->result;
    for (size_t i = 0; i < result->indirect_time_count; ++i) {
        const struct result_indirect_time *time = &result->indirect_times[i];
        const struct value values[] = {value_text(time_words(time->by)),
                                       amounts_quantity(amounts, time->indirect_loss)};
        const struct value interval = amounts_interval(amounts, time->indirect_loss);
        document_note(page->document, 2, "of that {}: {}", values, 2);
        if (!value_is_empty(&interval)) {
            document_add(page->document, " (90 %: {})", &interval, 1);
        }
    }
}

/* The figure that has a line of this rank; FIGURE_COUNT: none has. */
static enum figure_id line_of(int rank)
{
    int id = 0;
    while (id < FIGURE_COUNT && figure_info((enum figure_id)id)->words.rank != rank) {
        ++id;
    }
    return (enum figure_id)id;
}

/* In the order of ranks, which is the catalogue's, and each in a unit that fits it: none is
 * compared with another. */
static void add_totals(const struct estimate_page *page)
{
    for (int rank = 1; line_of(rank) != FIGURE_COUNT; ++rank) {
        enum figure_id id = line_of(rank);
        const struct figure_info *figure = figure_info(id);
        struct quantity quantity = page->result->totals[id];
        /* The catalogue says which figures are shown with an interval. */
        if (!figure->words.interval) {
            quantity.statistics = NULL;
        }
        const struct amounts alone =
            amounts_alone(page->document, page->owner.currency, quantity.central);
        add_total(page, figure->words.line, &alone, quantity);
        if (id == FIGURE_INDIRECT && quantity.present) {
            add_indirect_times(page, &alone);
        }
    }
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

/* The mean over a week may lie far from the loss of one day: how far, is seen by its cheapest and
 * dearest hour. With a start there is no choice to show. */
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
