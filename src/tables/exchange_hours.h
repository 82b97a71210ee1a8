/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an owner's exchange closes, and so which session could react first. A zone and a close on
 * which all rows of the owner agree hold for all times, before its first row too; where rows
 * differ, those of the row in force count. */
#ifndef BLACKOUT_TABLES_EXCHANGE_HOURS_H
#define BLACKOUT_TABLES_EXCHANGE_HOURS_H

#include "core/strings.h"
#include "tables/table.h"

struct exchange_hours {
    const char *zone;  /* NULL: not known */
    int close_seconds; /* of the local day */
};

/* 16:00 or 9:30:00 as seconds of the day, up to 24:00; -1 for anything else: a time with an offset
 * or of a twelve-hour clock is not local time of the day. */
int exchange_close(const char *text);

/* The hours of the exchange of `owner` at `time`; zone NULL where they are not known. */
struct exchange_hours exchange_hours_at(const struct table *owners, const struct strings *strings,
                                        string_id owner, instant time);

/* The local date, as midnight UTC, of the first session that could react to `start`: one that
 * begins at the close or later is of the next day. False where the hours are not known. */
bool exchange_first_session(instant *date, const struct exchange_hours *hours, instant start);

#endif
