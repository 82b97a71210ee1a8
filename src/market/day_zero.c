/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "market/day_zero.h"

#include <stdio.h>

#include "core/timezone.h"

static const char *text_of(const blackout_dataset *dataset, const struct row *row, int column)
{
    return row != NULL && row->cells[column].given ? dataset_text(dataset, row->cells[column].text)
                                                   : NULL;
}

/* 16:00 in seconds of the day; -1 where it is not a time. */
static int parse_close(const char *text)
{
    char stamp[32];
    instant value;
    bool has_time;
    int length = snprintf(stamp, sizeof stamp, "1970-01-01T%.16s", text);
    bool understood = calendar_parse_instant(&value, &has_time, stamp, (size_t)length);
    return understood && has_time && value >= 0 && value <= SECONDS_PER_DAY ? (int)value : -1;
}

/* The local date of the first session that ends after `start`. */
static bool first_session(instant *date, const blackout_dataset *dataset, const struct row *owner,
                          instant start)
{
    const char *zone = text_of(dataset, owner, OWNERS_EXCHANGE_TIMEZONE);
    const char *close_text = text_of(dataset, owner, OWNERS_SESSION_CLOSE);
    int close = close_text != NULL ? parse_close(close_text) : -1;
    int offset;
    if (zone == NULL || close < 0 || !timezone_offset(&offset, zone, start)) {
        return false;
    }
    instant local = start + offset;
    *date = calendar_midnight(local) +
            (local - calendar_midnight(local) >= close ? SECONDS_PER_DAY : 0);
    return true;
}

struct day_zero day_zero_of_start(const blackout_dataset *dataset, const struct row *owner,
                                  instant start, bool has_time)
{
    struct day_zero day_zero = {
        calendar_midnight(start),
        has_time ? "the date of the start, UTC: the exchange's hours are not known"
                 : "the date of the start, whose time of day is not known"};
    if (has_time && first_session(&day_zero.date, dataset, owner, start)) {
        day_zero.rule = "the first session of the exchange that could react to the start, by its "
                        "time zone and close";
    }
    return day_zero;
}

/* The cell that dates an outage; NULL where none does. */
static const struct cell *date_of(const struct row *outage)
{
    const struct cell *start = &outage->cells[OUTAGES_START];
    const struct cell *reaction = &outage->cells[OUTAGES_REACTION_DATE];
    return start->given ? start : reaction->given ? reaction : NULL;
}

const struct row *day_zero_owner(const blackout_dataset *dataset, const struct row *outage)
{
    const struct cell *date = date_of(outage);
    return date != NULL ? table_in_force(&dataset->tables[OWNERS],
                                         outage->cells[OUTAGES_OWNER].text, date->time)
                        : NULL;
}

bool day_zero_of_outage(struct day_zero *day_zero, const blackout_dataset *dataset,
                        const struct row *outage)
{
    const struct cell *start = &outage->cells[OUTAGES_START];
    const struct cell *reaction = &outage->cells[OUTAGES_REACTION_DATE];
    if (reaction->given) {
        *day_zero =
            (struct day_zero){calendar_midnight(reaction->time), "the catalogue's reaction_date"};
    } else if (start->given) {
        *day_zero = day_zero_of_start(dataset, day_zero_owner(dataset, outage), start->time,
                                      start->has_time);
    }
    return reaction->given || start->given;
}
