/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is filed after an outage: words of costs and recoveries, days on which nothing can have been
 * booked, codes of countries. Whether an incident is an event is for event_name_checks.c: a
 * scenario may have a name of its own. */
#include "ingest/table_checks.h"

#include "filing/costs.h"
#include "filing/member_states.h"
#include "tables/key_list.h"

/* The columns that costs and recoveries have in common. */
struct booking {
    enum table_id table;
    int incident;
    int date;
};

static const struct row *find_outage(const struct table_context *context, string_id event)
{
    struct cell cells[OUTAGES_EVENT + 1] = {[OUTAGES_EVENT] = {.text = event, .given = true}};
    return table_find(&context->tables[OUTAGES], &(struct row){.cells = cells});
}

/* A day is compared with the day of the start: a date alone is its midnight. */
static void check_dates(const struct table_context *context, const struct booking *booking)
{
    const struct table *table = &context->tables[booking->table];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        const struct row *outage = cells[booking->incident].given && cells[booking->date].given
                                       ? find_outage(context, cells[booking->incident].text)
                                       : NULL;
        const struct cell *start = outage != NULL ? &outage->cells[OUTAGES_START] : NULL;
        if (start != NULL && start->given &&
            cells[booking->date].time < calendar_midnight(start->time)) {
            struct place place = table_place(table, &table->rows[i], booking->date);
            char date[CALENDAR_TEXT_SIZE];
            char began[CALENDAR_TEXT_SIZE];
            calendar_print_date(date, cells[booking->date].time);
            calendar_print_date(began, start->time);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "date is before the outage ('%s'); the day of booking, from %s on",
                              date, began);
        }
    }
}

blackout_status check_costs(const struct table_context *context, struct table *table,
                            blackout_error *error)
{
    static const struct booking booking = {COSTS, COSTS_INCIDENT, COSTS_DATE};
    (void)table;
    (void)error;
    check_word(context, COSTS, COSTS_KIND, filing_cost_kinds, FILING_COST_KIND_LIST);
    check_dates(context, &booking);
    return BLACKOUT_OK;
}

blackout_status check_recoveries(const struct table_context *context, struct table *table,
                                 blackout_error *error)
{
    static const struct booking booking = {RECOVERIES, RECOVERIES_INCIDENT, RECOVERIES_DATE};
    (void)table;
    (void)error;
    check_word(context, RECOVERIES, RECOVERIES_KIND, filing_recovery_kinds,
               FILING_RECOVERY_KIND_LIST);
    check_word(context, RECOVERIES, RECOVERIES_STATE, filing_recovery_states,
               FILING_RECOVERY_STATE_LIST);
    check_dates(context, &booking);
    return BLACKOUT_OK;
}

void check_countries(const struct table_context *context)
{
    const struct table *regions = &context->tables[REGIONS];
    for (size_t i = 0; i < regions->row_count; ++i) {
        const struct row *row = &regions->rows[i];
        const char *rest =
            row->cells[REGIONS_COUNTRIES].given ? check_text(context, row, REGIONS_COUNTRIES) : "";
        struct key_name name;
        while (key_list_next(&name, &rest)) {
            if (!filing_is_country_code(name.text, name.length)) {
                struct place place = table_place(regions, row, REGIONS_COUNTRIES);
                diagnostics_fault(
                    context->diagnostics, &place, "bad_value",
                    "countries has what is no code of a country ('%.*s'); two capital "
                    "letters of ISO 3166-1, like DE;AT",
                    (int)name.length, name.text);
            }
        }
    }
}
