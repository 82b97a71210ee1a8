/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of `owners` and `outages` that need each other. It judges what is written; the
 * computation of a session is tables/exchange_hours.c, which is asked here as a study would ask
 * it. */
#include "ingest/exchange_checks.h"

#include <string.h>

#include "core/timezone.h"
#include "tables/exchange_hours.h"

static const char *text_of(const struct table_context *context, const struct row *row, int column)
{
    return strings_text(context->strings, row->cells[column].text);
}

/* Whether a row is the first of its table with what it has in `column`. An owner may have a row for
 * each year: one message for each zone or close is enough. */
static bool is_first(const struct table *table, const struct row *row, int column)
{
    for (const struct row *other = table->rows; other != row; ++other) {
        if (other->cells[column].given && other->cells[column].text == row->cells[column].text) {
            return false;
        }
    }
    return true;
}

/* ---- Zones and closes ------------------------------------------------------------------------ */

/* Names of an offset that people write for a place: its summer time is an hour off. */
static bool is_offset(const char *zone)
{
    static const char *const names[] = {"EST", "MST", "HST", "GMT"};
    bool offset = strncmp(zone, "Etc/GMT", strlen("Etc/GMT")) == 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        offset = offset || strcmp(zone, names[i]) == 0;
    }
    return offset;
}

/* Looked up at the beginning of 1970, since any moment shows whether there is such a zone. */
static void check_zone(const struct table_context *context, const struct row *row)
{
    const char *zone = text_of(context, row, OWNERS_EXCHANGE_TIMEZONE);
    struct place place = table_place(&context->tables[OWNERS], row, OWNERS_EXCHANGE_TIMEZONE);
    int offset;
    if (timezone_offset(&offset, zone, 0)) {
        if (is_offset(zone)) {
            diagnostics_warn(context->diagnostics, &place, "zone_without_summer_time",
                             "the time zone has no summer time ('%.80s'); if the exchange has, "
                             "name a place such as America/New_York or Europe/London",
                             zone);
        }
        return;
    }
    const char *near = timezone_nearest(zone);
    if (!timezone_has_database()) {
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "the time zone cannot be looked up ('%.80s'): the system has no time "
                          "zone database in %s; install it (Debian: tzdata)",
                          zone, timezone_database());
    } else {
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "the time zone is not known ('%.80s'); %s%s", zone,
                          near != NULL ? "perhaps " : "a name of the IANA database, like ",
                          near != NULL ? near : "America/New_York");
    }
}

static void check_close(const struct table_context *context, const struct row *row)
{
    const char *close = text_of(context, row, OWNERS_SESSION_CLOSE);
    if (exchange_close(close) < 0) {
        struct place place = table_place(&context->tables[OWNERS], row, OWNERS_SESSION_CLOSE);
        diagnostics_fault(
            context->diagnostics, &place, "bad_value",
            "the close is not a time of day ('%.80s'); local time without an offset, like 16:00",
            close);
    }
}

/* One of the two alone says nothing; told at the owner's first row that has one. An owner may have
 * the zone in one row and the close in another: all its rows are looked at together. */
static void check_pair(const struct table_context *context, const struct row *row)
{
    const struct table *owners = &context->tables[OWNERS];
    bool zone = false;
    bool close = false;
    for (size_t i = 0; i < owners->row_count; ++i) {
        const struct cell *cells = owners->rows[i].cells;
        bool same = cells[OWNERS_OWNER].text == row->cells[OWNERS_OWNER].text;
        bool given = cells[OWNERS_EXCHANGE_TIMEZONE].given || cells[OWNERS_SESSION_CLOSE].given;
        if (same && given && &owners->rows[i] < row) {
            return;
        }
        zone = zone || (same && cells[OWNERS_EXCHANGE_TIMEZONE].given);
        close = close || (same && cells[OWNERS_SESSION_CLOSE].given);
    }
    if (zone != close) {
        int column = zone ? OWNERS_EXCHANGE_TIMEZONE : OWNERS_SESSION_CLOSE;
        struct place place = table_place(owners, row, column);
        diagnostics_warn(context->diagnostics, &place, "exchange_hours_incomplete",
                         "the owner has %s ('%.80s') without %s: day 0 of its outages follows the "
                         "date in UTC; give both",
                         place.field, text_of(context, row, column),
                         zone ? "session_close" : "exchange_timezone");
    }
}

/* Zones and closes are judged one by one, and told once each; that one of the two is missing is
 * told of an owner. */
static void check_hours(const struct table_context *context)
{
    const struct table *owners = &context->tables[OWNERS];
    for (size_t i = 0; i < owners->row_count; ++i) {
        const struct row *row = &owners->rows[i];
        bool zone = row->cells[OWNERS_EXCHANGE_TIMEZONE].given;
        bool close = row->cells[OWNERS_SESSION_CLOSE].given;
        if (zone && is_first(owners, row, OWNERS_EXCHANGE_TIMEZONE)) {
            check_zone(context, row);
        }
        if (close && is_first(owners, row, OWNERS_SESSION_CLOSE)) {
            check_close(context, row);
        }
        if (zone != close) {
            check_pair(context, row);
        }
    }
}

/* ---- Reactions ------------------------------------------------------------------------------- */

/* The earliest local date on which the outage can have begun, and the first session that could
 * react to it. Without the exchange's hours the date in UTC, or the day before, west of Greenwich.
 */
static void first_days(instant *began, instant *session, const struct table_context *context,
                       const struct row *outage)
{
    const struct cell *start = &outage->cells[OUTAGES_START];
    struct exchange_hours hours = exchange_hours_at(&context->tables[OWNERS], context->strings,
                                                    outage->cells[OUTAGES_OWNER].text, start->time);
    int offset;
    *began = calendar_midnight(start->time) - (start->has_time ? SECONDS_PER_DAY : 0);
    *session = *began;
    if (start->has_time && exchange_first_session(session, &hours, start->time) &&
        timezone_offset(&offset, hours.zone, start->time)) {
        *began = calendar_midnight(start->time + offset);
    }
}

/* Before the outage began nobody could react: a fault. After the close of its day it is a matter of
 * hours that may be wrong: a warning. Days are compared, since a reaction has no hour. */
static void check_reaction(const struct table_context *context, const struct row *outage)
{
    char day[CALENDAR_TEXT_SIZE];
    char began_day[CALENDAR_TEXT_SIZE];
    char session_day[CALENDAR_TEXT_SIZE];
    instant began;
    instant session;
    instant reaction = calendar_midnight(outage->cells[OUTAGES_REACTION_DATE].time);
    struct place place = table_place(&context->tables[OUTAGES], outage, OUTAGES_REACTION_DATE);
    first_days(&began, &session, context, outage);
    calendar_print_date(day, reaction);
    calendar_print_date(session_day, session);
    calendar_print_instant(began_day, outage->cells[OUTAGES_START].time);
    if (reaction < began) {
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "the reaction is before the outage, which began %s ('%s'); give the "
                          "first session that could react, or leave it empty",
                          began_day, day);
    } else if (reaction < session) {
        diagnostics_warn(context->diagnostics, &place, "reaction_before_outage",
                         "the session of %s was over when the outage began, %s: %s is the first "
                         "that could react",
                         day, began_day, session_day);
    }
}

void exchange_checks(const struct table_context *context)
{
    const struct table *outages = &context->tables[OUTAGES];
    check_hours(context);
    for (size_t i = 0; i < outages->row_count; ++i) {
        const struct row *row = &outages->rows[i];
        if (!row->faulty && row->cells[OUTAGES_START].given &&
            row->cells[OUTAGES_REACTION_DATE].given) {
            check_reaction(context, row);
        }
    }
}
