/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day 0 of an outage. The owner's row in force says when its exchange closes; an outage that
 * begins after the close is the next session's. A reaction_date in the catalogue overrides this
 * rule: somebody has looked. */
#include "market/day_zero.h"

#include "tables/exchange_hours.h"

const char day_zero_by_utc[] = "the exchange's hours are not known: day 0 follows the date of the "
                               "start in UTC, and is a session off where that differs; give "
                               "exchange_timezone and session_close in owners, or a reaction_date";

/* Of a date alone the date is day 0; with a time but no exchange hours the date in UTC, which is
 * noted. A wrong session is worse than none that is marked, hence `by_utc`. */
struct day_zero day_zero_of_start(const blackout_dataset *dataset, string_id owner, instant start,
                                  bool has_time)
{
    struct day_zero day_zero = {
        .date = calendar_midnight(start),
        .rule = has_time ? "the date of the start, UTC: the exchange's hours are not known"
                         : "the date of the start, whose time of day is not known"};
    struct exchange_hours hours =
        exchange_hours_at(&dataset->tables[OWNERS], &dataset->strings, owner, start);
    if (has_time && exchange_first_session(&day_zero.date, &hours, start)) {
        day_zero.rule = "the first session of the exchange that could react to the start, by its "
                        "time zone and close";
    } else {
        day_zero.by_utc = has_time;
    }
    return day_zero;
}

/* The cell that dates an outage; NULL where none does. The start goes first here, unlike for day 0
 * itself: this date only finds the row of the owner. */
static const struct cell *date_of(const struct row *outage)
{
    const struct cell *start = &outage->cells[OUTAGES_START];
    const struct cell *reaction = &outage->cells[OUTAGES_REACTION_DATE];
    return start->given ? start : reaction->given ? reaction : NULL;
}

/* The exchange may have changed: its hours are those of the time of the outage. */
const struct row *day_zero_owner(const blackout_dataset *dataset, const struct row *outage)
{
    const struct cell *date = date_of(outage);
    return date != NULL ? table_in_force(&dataset->tables[OWNERS],
                                         outage->cells[OUTAGES_OWNER].text, date->time)
                        : NULL;
}

/* False where the catalogue has no date at all: `*day_zero` is then untouched. */
bool day_zero_of_outage(struct day_zero *day_zero, const blackout_dataset *dataset,
                        const struct row *outage)
{
    const struct cell *start = &outage->cells[OUTAGES_START];
    const struct cell *reaction = &outage->cells[OUTAGES_REACTION_DATE];
    if (reaction->given) {
        *day_zero = (struct day_zero){.date = calendar_midnight(reaction->time),
                                      .rule = "the catalogue's reaction_date"};
    } else if (start->given) {
        *day_zero = day_zero_of_start(dataset, outage->cells[OUTAGES_OWNER].text, start->time,
                                      start->has_time);
    }
    return reaction->given || start->given;
}
