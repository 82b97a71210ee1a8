/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is filed after an outage: words of costs and recoveries, days on which nothing can have been
 * booked, what is taken back and never was booked, codes of countries. Whether an incident is an
 * event is for event_name_checks.c: a scenario may have a name of its own. */
#include "ingest/table_checks.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/arena.h"
#include "filing/costs.h"
#include "filing/member_states.h"
#include "tables/key_list.h"

/* The columns that costs and recoveries have in common. */
struct booking {
    enum table_id table;
    int incident;
    int kind;
    int amount;
    int currency;
    int date;
    int reversed;
};

/* Outages have one key and no dates, so that a row with nothing but its event finds one. */
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

/* ---- What is taken back ---------------------------------------------------------------------- */

/* A row of one incident and kind; without a date a booking is before all, a reversal after all. So
 * a date that nobody gave is no reason for a warning. */
struct entry {
    const struct row *row;
    string_id incident;
    string_id kind;
    bool reversed;
    instant date;
};

/* By numbers of texts: groups come in no order that means anything, and need none. */
static int by_group(const struct entry *x, const struct entry *y)
{
    return x->incident != y->incident ? (x->incident < y->incident ? -1 : 1)
                                      : (x->kind > y->kind) - (x->kind < y->kind);
}

/* Within a day what is booked comes before what is taken back; else rows are in their order.
 * qsort() keeps no order of its own, and the row that is named has to be the same each time. */
static int by_day(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    const int group = by_group(x, y);
    const int date = (x->date > y->date) - (x->date < y->date);
    const int kind = (int)x->reversed - (int)y->reversed;
    const int row = (x->row > y->row) - (x->row < y->row);
    return group != 0 ? group : date != 0 ? date : kind != 0 ? kind : row;
}

static struct entry entry_of(const struct booking *booking, const struct row *row)
{
    const struct cell *cells = row->cells;
    const bool reversed = cells[booking->reversed].flag;
    const struct cell *kind = &cells[booking->kind];
    return (struct entry){.row = row,
                          .incident = cells[booking->incident].text,
                          .kind = kind->given ? kind->text : STRING_NONE,
                          .reversed = reversed,
                          .date = cells[booking->date].given ? cells[booking->date].time
                                  : reversed                 ? INT64_MAX
                                                             : INT64_MIN};
}

static void warn_reversal(const struct table_context *context, const struct booking *booking,
                          const struct row *row)
{
    const struct place place =
        table_place(&context->tables[booking->table], row, booking->reversed);
    diagnostics_warn(context->diagnostics, &place, "reversal_unbooked",
                     "more is taken back than is booked until then of the incident and the kind "
                     "('%.80s'), and the sum is below 0; add what was booked, or correct reversed",
                     check_text(context, row, booking->incident));
}

/* A reversal may take back a part, several bookings, or one in another currency; but not more than
 * there is, and nothing of another incident or kind. Amounts are held against each other in one
 * currency alone: rates are of the day. Money of other currencies counts as booked all the same: a
 * reversal of nothing at all is named in any currency. */
static void check_group(const struct table_context *context, const struct booking *booking,
                        const struct entry *entries, size_t count)
{
    static const double tolerance = 1e-9; /* of sums of decimals */
    double booked = 0;
    double taken = 0;
    bool one_currency = true;
    for (size_t i = 0; i < count; ++i) {
        const struct cell *cells = entries[i].row->cells;
        one_currency = one_currency && cells[booking->currency].text ==
                                           entries[0].row->cells[booking->currency].text;
        *(entries[i].reversed ? &taken : &booked) += cells[booking->amount].number;
        if (entries[i].reversed &&
            (booked == 0 || (one_currency && taken > booked * (1 + tolerance)))) {
            warn_reversal(context, booking, entries[i].row);
        }
    }
}

/* Most tables reverse nothing, and are not sorted. What a faulty row says of its amount or kind is
 * not known: it is no entry. */
static blackout_status check_reversals(const struct table_context *context,
                                       const struct booking *booking, blackout_error *error)
{
    const struct table *table = &context->tables[booking->table];
    struct arena scratch = {0};
    struct entry *entries = arena_alloc(&scratch, table->row_count, sizeof *entries);
    size_t count = 0;
    bool any = false;
    for (size_t i = 0; i < table->row_count && entries != NULL; ++i) {
        if (!table->rows[i].faulty) {
            entries[count] = entry_of(booking, &table->rows[i]);
            any = entries[count++].reversed || any;
        }
    }
    if (any) {
        qsort(entries, count, sizeof *entries, by_day);
    }
    for (size_t first = 0, i = 1; any && i <= count; ++i) {
        if (i == count || by_group(&entries[first], &entries[i]) != 0) {
            check_group(context, booking, entries + first, i - first);
            first = i;
        }
    }
    return arena_end(&scratch, BLACKOUT_OK, error);
}

blackout_status check_costs(const struct table_context *context, struct table *table,
                            blackout_error *error)
{
    static const struct booking booking = {COSTS,         COSTS_INCIDENT, COSTS_KIND,
                                           COSTS_AMOUNT,  COSTS_CURRENCY, COSTS_DATE,
                                           COSTS_REVERSED};
    (void)table;
    check_word(context, COSTS, COSTS_KIND, filing_cost_kinds, FILING_COST_KIND_LIST);
    check_dates(context, &booking);
    return check_reversals(context, &booking, error);
}

blackout_status check_recoveries(const struct table_context *context, struct table *table,
                                 blackout_error *error)
{
    static const struct booking booking = {RECOVERIES,         RECOVERIES_INCIDENT, RECOVERIES_KIND,
                                           RECOVERIES_AMOUNT,  RECOVERIES_CURRENCY, RECOVERIES_DATE,
                                           RECOVERIES_REVERSED};
    (void)table;
    check_word(context, RECOVERIES, RECOVERIES_KIND, filing_recovery_kinds,
               FILING_RECOVERY_KIND_LIST);
    check_word(context, RECOVERIES, RECOVERIES_STATE, filing_recovery_states,
               FILING_RECOVERY_STATE_LIST);
    check_dates(context, &booking);
    return check_reversals(context, &booking, error);
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
