/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones are those of the system's time zone database, so that summer time is that of the day. A
 * reaction after the close belongs to the next session; holidays of exchanges are not known here,
 * and prices decide. */
#include "tables/exchange_hours.h"

#include <string.h>

#include "core/timezone.h"

/* Takes one or two digits. No more, so that a number cannot overflow, whatever the file has. */
static bool take_number(const char **at, int *value)
{
    int digits = 0;
    *value = 0;
    for (; digits < 2 && **at >= '0' && **at <= '9'; ++digits) {
        *value = 10 * *value + (*(*at)++ - '0');
    }
    return digits > 0;
}

/* 24:00 is allowed, the end of a day; 00:00, its beginning, is no close. */
int exchange_close(const char *text)
{
    int hour;
    int minute;
    int second = 0;
    /* a NUL in place of ':' is passed by, and nothing is read after it */
    if (!take_number(&text, &hour) || *text++ != ':' || !take_number(&text, &minute)) {
        return -1;
    }
    if (*text == ':' && (++text, !take_number(&text, &second))) {
        return -1;
    }
    int seconds = hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
    bool good =
        *text == '\0' && minute < MINUTES_PER_HOUR && second < SECONDS_PER_MINUTE && seconds > 0;
    return good && seconds <= SECONDS_PER_DAY ? seconds : -1;
}

/* The text of `column` that all rows of the owner have which have one; STRING_NONE where none has,
 * STRING_UNKNOWN where they differ. Where rows differ the exchange has changed, and which one holds
 * before the first row is a guess. */
static string_id agreed(const struct table *owners, string_id owner, int column)
{
    string_id found = STRING_NONE;
    for (size_t i = 0; i < owners->row_count; ++i) {
        const struct cell *cells = owners->rows[i].cells;
        if (cells[OWNERS_OWNER].text != owner || !cells[column].given) {
            continue;
        }
        if (found != STRING_NONE && found != cells[column].text) {
            return STRING_UNKNOWN;
        }
        found = cells[column].text;
    }
    return found;
}

/* That of the row in force, else the one on which all rows agree. */
static string_id text_at(const struct table *owners, string_id owner, int column, instant time)
{
    const struct row *row = table_in_force(owners, owner, time);
    return row != NULL && row->cells[column].given ? row->cells[column].text
                                                   : agreed(owners, owner, column);
}

/* Both or nothing: a zone without a close says nothing of which session an hour belongs to. */
struct exchange_hours exchange_hours_at(const struct table *owners, const struct strings *strings,
                                        string_id owner, instant time)
{
    struct exchange_hours hours = {.zone = NULL};
    string_id zone = text_at(owners, owner, OWNERS_EXCHANGE_TIMEZONE, time);
    string_id close = text_at(owners, owner, OWNERS_SESSION_CLOSE, time);
    if (zone != STRING_NONE && zone != STRING_UNKNOWN && close != STRING_NONE &&
        close != STRING_UNKNOWN) {
        hours.close_seconds = exchange_close(strings_text(strings, close));
        hours.zone = hours.close_seconds > 0 ? strings_text(strings, zone) : NULL;
    }
    return hours;
}

/* A start at the very close is after it: the price of that session has been made. */
bool exchange_first_session(instant *date, const struct exchange_hours *hours, instant start)
{
    int offset;
    if (hours->zone == NULL || !timezone_offset(&offset, hours->zone, start)) {
        return false;
    }
    instant local = start + offset;
    instant day = calendar_midnight(local);
    *date = day + (local - day >= hours->close_seconds ? SECONDS_PER_DAY : 0);
    return true;
}
