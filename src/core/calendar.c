/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day numbers by the era method (Hinnant, "chrono-compatible low-level date algorithms"); texts by
 * a small cursor, since strptime() and mktime() obey the locale and the time zone of the machine.
 */
#include "core/calendar.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

struct cursor {
    const char *at;
    const char *end;
};

/* Moves on only where it is that one, so that callers try one after another. */
static bool take(struct cursor *cursor, char c)
{
    if (cursor->at < cursor->end && *cursor->at == c) {
        ++cursor->at;
        return true;
    }
    return false;
}

/* Exactly `count` of them, so that no value can overflow, and 2021-1-4 is refused: whether a lone
 * digit is a day or a month cut short is a guess. */
static bool take_digits(struct cursor *cursor, int count, int64_t *value)
{
    *value = 0;
    for (int i = 0; i < count; ++i) {
        if (cursor->at >= cursor->end || *cursor->at < '0' || *cursor->at > '9') {
            return false;
        }
        *value = 10 * *value + (*cursor->at++ - '0');
    }
    return true;
}

/* Years begin in March, so that the leap day is the last one, and months have their lengths by a
 * linear formula (153 days in five months). The calendar repeats every 400 years (an era), which
 * are 146097 days; 719468 days lie between 0000-03-01 and 1970-01-01. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2 ? 1 : 0;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/* The names are Hinnant's: day of era, year of era, day of year from 1 March. The divisors take off
 * the leap days before that day: 1460 is four years without theirs, 36524 a century, 146096 the
 * last day of the era. */
static void civil_from_days(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t shifted = (5 * doy + 2) / 153;
    *day = doy - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = yoe + era * 400 + (*month <= 2 ? 1 : 0);
}

/* The complete extended form of ISO 8601 alone: a month or a day that is left out would be a guess.
 */
static bool parse_date(struct cursor *cursor, int64_t *days)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year;
    int64_t month;
    int64_t day;
    if (!take_digits(cursor, 4, &year) || !take(cursor, '-') || !take_digits(cursor, 2, &month) ||
        !take(cursor, '-') || !take_digits(cursor, 2, &day) || month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (month == 2 && leap ? 1 : 0)) {
        return false;
    }
    *days = days_from_civil(year, month, day);
    return true;
}

/* 24:00 is the end of a day (ISO 8601:2004, section 4.2.3); a leap second is refused, since
 * instants do not count them. Fractions are cut, since instants are whole seconds. */
static bool parse_time_of_day(struct cursor *cursor, int64_t *seconds)
{
    int64_t hour;
    int64_t minute;
    int64_t second = 0;
    if (!take_digits(cursor, 2, &hour) || !take(cursor, ':') || !take_digits(cursor, 2, &minute)) {
        return false;
    }
    if (take(cursor, ':')) {
        if (!take_digits(cursor, 2, &second)) {
            return false;
        }
        if (take(cursor, '.') || take(cursor, ',')) { /* fractions of a second are cut */
            int64_t digit;
            if (!take_digits(cursor, 1, &digit)) {
                return false;
            }
            while (take_digits(cursor, 1, &digit)) {
            }
        }
    }
    *seconds = hour * SECONDS_PER_HOUR + minute * 60 + second;
    return hour <= 24 && minute < 60 && second < 60 && *seconds <= SECONDS_PER_DAY;
}

/* A time without an offset is UTC, as documented: the zone of the machine would make results depend
 * on where they are computed. Minutes may be missing and the colon too (+02, +0200), as databases
 * write offsets. No zone is more than 14 hours from UTC. */
static bool parse_offset(struct cursor *cursor, int64_t *seconds)
{
    *seconds = 0;
    if (cursor->at == cursor->end || take(cursor, 'Z') || take(cursor, 'z')) {
        return true;
    }
    bool west = *cursor->at == '-';
    int64_t hour;
    int64_t minute = 0;
    if (!take(cursor, '-') && !take(cursor, '+')) {
        return false;
    }
    if (!take_digits(cursor, 2, &hour)) {
        return false;
    }
    if (cursor->at < cursor->end) {
        take(cursor, ':');
        if (!take_digits(cursor, 2, &minute)) {
            return false;
        }
    }
    *seconds = (west ? -1 : 1) * ((int64_t)hour * SECONDS_PER_HOUR + (int64_t)minute * 60);
    return minute < 60 && (int64_t)hour * 60 + minute <= (int64_t)14 * 60;
}

/* Blanks around a value are left by spreadsheets and quoted command lines, and mean nothing. */
static struct cursor cursor_over(const char *text, size_t length)
{
    struct cursor cursor = {.at = text, .end = text + length};
    while (cursor.at < cursor.end && *cursor.at == ' ') {
        ++cursor.at;
    }
    while (cursor.at < cursor.end && cursor.end[-1] == ' ') {
        --cursor.end;
    }
    return cursor;
}

/* What follows the value is a fault and not passed over: "2021-10-04 03:39 PM" would be read as a
 * time in the night. */
bool calendar_parse_instant(instant *value, bool *has_time, const char *text, size_t length)
{
    struct cursor cursor = cursor_over(text, length);
    int64_t days;
    int64_t seconds = 0;
    int64_t offset = 0;
    if (!parse_date(&cursor, &days)) {
        return false;
    }
    bool time_given = take(&cursor, 'T') || take(&cursor, 't') || take(&cursor, ' ');
    if (time_given && (!parse_time_of_day(&cursor, &seconds) || !parse_offset(&cursor, &offset))) {
        return false;
    }
    if (cursor.at != cursor.end) {
        return false;
    }
    if (has_time != NULL) {
        *has_time = time_given;
    }
    *value = days * SECONDS_PER_DAY + seconds - offset;
    return true;
}

/* Numerator and denominator apart, so that 0.1 is the quotient that a compiler would make of it. */
static bool take_decimal(struct cursor *cursor, double *value)
{
    const char *first = cursor->at;
    *value = 0;
    while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9') {
        *value = 10 * *value + (*cursor->at++ - '0');
    }
    if (cursor->at == first) {
        return false;
    }
    if (take(cursor, '.') || take(cursor, ',')) {
        double numerator = 0;
        double denominator = 1;
        first = cursor->at;
        while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9') {
            numerator = 10 * numerator + (*cursor->at++ - '0');
            denominator *= 10;
        }
        *value += numerator / denominator;
        return cursor->at != first;
    }
    return true;
}

/* Whether an M at `at` may be meant as months: a capital one that follows neither hours nor the T
 * of ISO 8601, in whose order months come before both. A small m is what people write for minutes.
 */
static bool may_be_months(const char *text, const char *at)
{
    for (const char *before = text; before < at; ++before) {
        if (strchr("HhTt", *before) != NULL) {
            return false;
        }
    }
    return *at == 'M';
}

/* Months and years have no length in hours, and so no unit here (ISO 8601, section 4.4.3.2, has
 * them). An M that may be months is refused; PT6H3H and PT5M6H are too, as slips of the hand. */
bool calendar_parse_duration(double *hours, const char *text, size_t length)
{
    /* In the order in which ISO 8601 writes them; a unit may not come before an earlier one. */
    static const struct {
        char unit;
        bool after_t;
        double hours;
    } units[] = {{'W', false, 168},
                 {'D', false, 24},
                 {'H', true, 1},
                 {'M', true, 1.0 / 60},
                 {'S', true, 1.0 / 3600}};
    struct cursor cursor = cursor_over(text, length);
    bool iso = take(&cursor, 'P') || take(&cursor, 'p');
    bool time = false;
    size_t next = 0;
    size_t parts = 0;
    *hours = 0;
    while (cursor.at < cursor.end) {
        double amount;
        if (iso && !time && (take(&cursor, 'T') || take(&cursor, 't'))) {
            time = true;
        }
        if (!take_decimal(&cursor, &amount) || cursor.at == cursor.end) {
            return false;
        }
        if (may_be_months(text, cursor.at)) {
            return false;
        }
        char unit = *cursor.at++;
        unit = unit >= 'a' && unit <= 'z' ? (char)(unit - 'a' + 'A') : unit;
        /* from the unit after the last one: one that comes again, or too late, is not found */
        while (next < 5 && units[next].unit != unit) {
            ++next;
        }
        if (next == 5 || (iso && units[next].after_t != time)) {
            return false;
        }
        /* minutes and seconds are divided, so that 371 minutes is the double nearest 371/60 */
        *hours += units[next].hours < 1 ? amount / (unit == 'M' ? 60.0 : 3600.0)
                                        : amount * units[next].hours;
        ++next;
        ++parts;
    }
    /* so many digits that it is infinite are no duration */
    return parts > 0 && isfinite(*hours);
}

const char *calendar_duration_fault(const char *text, const char *otherwise)
{
    for (const char *at = text, *part = text; *at != '\0'; ++at) {
        part = strchr("./", *at) != NULL ? at + 1 : part; /* another end of a range, or a step */
        const bool ends = strchr(" ./-", at[1]) != NULL || text_is_digit(at[1]);
        const bool is_unit = ends && at > part && text_is_digit(at[-1]);
        if (is_unit && may_be_months(part, at)) {
            return "has an M that may be months or minutes";
        }
    }
    return otherwise;
}

/* The multiple of `step` at or below `value`, which may be negative. */
static instant floor_to(instant value, instant step)
{
    instant rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

instant calendar_full_hour(instant value)
{
    return floor_to(value, SECONDS_PER_HOUR);
}

instant calendar_midnight(instant value)
{
    return floor_to(value, SECONDS_PER_DAY);
}

/* For steps of at most one month: December is the only one that carries. */
static instant month_at(instant value, int64_t months_later)
{
    int64_t year, month, day;
    civil_from_days(calendar_midnight(value) / SECONDS_PER_DAY, &year, &month, &day);
    month += months_later;
    return days_from_civil(year + (month > 12 ? 1 : 0), month > 12 ? month - 12 : month, 1) *
           SECONDS_PER_DAY;
}

instant calendar_month(instant value)
{
    return month_at(value, 0);
}

instant calendar_next_month(instant value)
{
    return month_at(value, 1);
}

const char *calendar_print_date(char text[CALENDAR_TEXT_SIZE], instant value)
{
    int64_t year;
    int64_t month;
    int64_t day;
    int64_t days = calendar_midnight(value) / SECONDS_PER_DAY;
    civil_from_days(days, &year, &month, &day);
    snprintf(text, CALENDAR_TEXT_SIZE, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, year, month, day);
    return text;
}

/* From midnight and not by % of the value, which is negative before 1970. */
void calendar_print_instant(char text[CALENDAR_TEXT_SIZE], instant value)
{
    calendar_print_date(text, value);
    int64_t seconds = value - calendar_midnight(value);
    size_t used = strlen(text);
    snprintf(text + used, CALENDAR_TEXT_SIZE - used, "T%02d:%02d:%02dZ", (int)(seconds / 3600),
             (int)(seconds / 60 % 60), (int)(seconds % 60));
}

/* In whole milliseconds, so that 0.1 h is PT6M and not PT5M59.999S. A duration of nothing needs one
 * part all the same: PT0S. */
void calendar_print_duration(char text[CALENDAR_TEXT_SIZE], double hours)
{
    int64_t ms = (int64_t)llround(hours * 3600000.0);
    int64_t days = ms / 86400000;
    int64_t rest = ms % 86400000;
    size_t used = (size_t)snprintf(text, CALENDAR_TEXT_SIZE, "P");
    if (days > 0) {
        used += (size_t)snprintf(text + used, CALENDAR_TEXT_SIZE - used, "%" PRId64 "D", days);
    }
    if (rest > 0 || days == 0) {
        used += (size_t)snprintf(text + used, CALENDAR_TEXT_SIZE - used, "T");
    }
    if (rest >= 3600000) {
        used +=
            (size_t)snprintf(text + used, CALENDAR_TEXT_SIZE - used, "%dH", (int)(rest / 3600000));
    }
    if (rest / 60000 % 60 > 0) {
        used += (size_t)snprintf(text + used, CALENDAR_TEXT_SIZE - used, "%dM",
                                 (int)(rest / 60000 % 60));
    }
    int seconds = (int)(rest / 1000 % 60);
    int thousandths = (int)(rest % 1000);
    if (thousandths > 0) {
        snprintf(text + used, CALENDAR_TEXT_SIZE - used, "%d.%03dS", seconds, thousandths);
    } else if (seconds > 0 || ms == 0) {
        snprintf(text + used, CALENDAR_TEXT_SIZE - used, "%dS", seconds);
    }
}

/* 1970-01-01 was a Thursday: its week began three days before. */
static const instant first_monday = -3 * (instant)SECONDS_PER_DAY;

/* Rounded down: by a plain division the weeks before and after the first would be one. */
int64_t calendar_week(instant value)
{
    return floor_to(value - first_monday, SECONDS_PER_WEEK) / SECONDS_PER_WEEK;
}

instant calendar_week_start(int64_t week)
{
    return first_monday + week * SECONDS_PER_WEEK;
}

double calendar_hour_of_week(instant value)
{
    return (double)(value - calendar_week_start(calendar_week(value))) / SECONDS_PER_HOUR;
}

void calendar_month_and_day(int *month, int *day, instant value)
{
    int64_t civil_year;
    int64_t civil_month;
    int64_t civil_day;
    civil_from_days(calendar_midnight(value) / SECONDS_PER_DAY, &civil_year, &civil_month,
                    &civil_day);
    *month = (int)civil_month;
    *day = (int)civil_day;
}
