/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months are counted and not days: six of them are 181 to 184 days. */
#include "filing/recurrence.h"

/* Month by month, since months differ in length. In a month that is too short its last day takes
 * the place of the day, and the time of day stays. */
instant filing_six_months_before(instant time)
{
    enum { MONTHS = 6, DAY_SECONDS = HOURS_PER_DAY * SECONDS_PER_HOUR };
    const instant in_month = time - calendar_month(time);
    const instant in_day = in_month % DAY_SECONDS;
    instant month = calendar_month(time);
    /* month - 1 is the last second of the month before */
    for (int i = 0; i < MONTHS; ++i) {
        month = calendar_month(month - 1);
    }
    const instant length = calendar_next_month(month) - month;
    return month + (in_month < length ? in_month : length - DAY_SECONDS + in_day);
}
