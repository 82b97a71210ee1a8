/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instants, durations and hours of the week, in UTC. The proleptic Gregorian calendar without leap
 * seconds, as ISO 8601 and POSIX have it. */
#ifndef BLACKOUT_CORE_CALENDAR_H
#define BLACKOUT_CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MINUTES_PER_HOUR = 60,
    HOURS_PER_DAY = 24,
    HOURS_PER_WEEK = 168,
    SECONDS_PER_MINUTE = 60,
    SECONDS_PER_HOUR = 3600,
    SECONDS_PER_DAY = 86400,
    SECONDS_PER_WEEK = 604800
};

/* An average year of 365.25 days: the hours of every "revenue per hour" here. */
#define HOURS_PER_YEAR 8766.0

/* The longest outage that is taken for one: the work grows with the hours, and a longer one is
 * another business. */
#define LONGEST_OUTAGE_HOURS (10 * HOURS_PER_YEAR)

/* An average month, a twelfth of it. */
#define HOURS_PER_MONTH (HOURS_PER_YEAR / 12)

/* An instant as seconds since 1970-01-01T00:00:00Z. */
typedef int64_t instant;

/* Reads `2021-10-04`, `2021-10-04T15:39Z`, `2021-10-04 15:39:00+02:00`; without an offset the time
 * is UTC, without a time it is midnight and `*has_time` (may be NULL) is false. */
bool calendar_parse_instant(instant *value, bool *has_time, const char *text, size_t length);

/* Reads `PT6H`, `P1DT2H30M`, `P1W` or `6h`, `90m`, `1d2h`, `1.5h`; months and years have no fixed
 * length and are refused, and with them an M that may be months: `1M`, but not `PT1M` or `6h11M`.
 */
bool calendar_parse_duration(double *hours, const char *text, size_t length);

/* What is wrong with a text that was refused as a duration, or as a range or grid of some: words
 * for a message, `otherwise` ("is not a duration") where no M in it may be months. */
const char *calendar_duration_fault(const char *text, const char *otherwise);

enum { CALENDAR_TEXT_SIZE = 64 };

/* `2021-10-04T15:39:00Z`, without a fraction. */
void calendar_print_instant(char text[CALENDAR_TEXT_SIZE], instant value);

/* `2021-10-04`. Returns `text`. */
const char *calendar_print_date(char text[CALENDAR_TEXT_SIZE], instant value);

/* ISO 8601, to the millisecond: `PT6H11M`. */
void calendar_print_duration(char text[CALENDAR_TEXT_SIZE], double hours);

/* Hours since Monday 00:00 UTC, in [0, 168). */
double calendar_hour_of_week(instant value);

/* The full hour, the 00:00 UTC at or before `value`. */
instant calendar_full_hour(instant value);
instant calendar_midnight(instant value);

/* The first day of the month of `value`, and of the month after it, 00:00 UTC. */
instant calendar_month(instant value);
instant calendar_next_month(instant value);

/* The Monday 00:00 UTC at or before `value`, counted in weeks from the one before 1970; and that
 * Monday from its count. */
int64_t calendar_week(instant value);
instant calendar_week_start(int64_t week);

/* The month, from 1, and the day of the month of `value`, UTC. */
void calendar_month_and_day(int *month, int *day, instant value);

#endif
