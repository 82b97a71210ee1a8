/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text is rewritten as ISO 8601, which calendar_parse_instant() judges: one place knows how long
 * months are. */
#include "ingest/date_text.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

struct cursor {
    const char *at;
    const char *end;
};

/* A date and time in its parts. */
struct parts {
    int year;
    int month;
    int day;
    bool named;      /* the month is a word */
    bool year_first; /* so that there is one order only */
    bool dots;       /* 4.10.2021: the day is first wherever dots are used */
    bool iso;        /* 2021-10-04 */
    bool has_time;
    int hour;
    int minute;
    int second;
    char zone[8]; /* "Z", "+02:00", or "" */
};

/* ASCII alone: months are English ones here, and the letters of no locale are asked. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take(struct cursor *cursor, char c)
{
    const bool there = cursor->at < cursor->end && *cursor->at == c;
    cursor->at += there ? 1 : 0;
    return there;
}

/* A number of `least` to `most` digits, and no more. Of 20211004 the first four digits are no year,
 * and 10/4/20215 is a slip that must not be cut. The cursor stays where it is if there are more. */
static bool take_number(struct cursor *cursor, int least, int most, int *number)
{
    int digits = 0;
    *number = 0;
    while (cursor->at + digits < cursor->end && text_is_digit(cursor->at[digits])) {
        if (++digits > most) {
            return false;
        }
        *number = 10 * *number + (cursor->at[digits - 1] - '0');
    }
    cursor->at += digits;
    return digits >= least;
}

static void skip_blanks(struct cursor *cursor)
{
    size_t blank;
    while ((blank = text_blank(cursor->at, (size_t)(cursor->end - cursor->at))) > 0) {
        cursor->at += blank;
    }
}

/* The English name of a month, or its first three letters; a point may follow. */
static bool take_month(struct cursor *cursor, int *month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    enum { SHORT_NAME = 3 };
    size_t length = 0;
    while (cursor->at + length < cursor->end && is_letter(cursor->at[length])) {
        ++length;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        if ((length == strlen(names[i]) || length == SHORT_NAME) &&
            text_starts_alike(cursor->at, names[i], length)) {
            *month = (int)i + 1;
            cursor->at += length;
            take(cursor, '.');
            return true;
        }
    }
    return false;
}

/* Between the parts of 04-Oct-2021, 4 Oct 2021 and Oct 4, 2021. */
static void skip_separator(struct cursor *cursor)
{
    if (!take(cursor, '-') && !take(cursor, '/')) {
        take(cursor, ',');
        skip_blanks(cursor);
    }
}

/* 4 Oct 2021, 04-Oct-2021, Oct 4, 2021. A day and a name leave no order open; a year of two digits
 * is refused, since "Oct 21" may be a day or a year. */
static bool take_named_date(struct cursor *cursor, struct parts *parts)
{
    const bool month_first = take_month(cursor, &parts->month);
    if (month_first) {
        skip_separator(cursor);
    }
    if (!take_number(cursor, 1, 2, &parts->day)) {
        return false;
    }
    skip_separator(cursor);
    if (!month_first && !take_month(cursor, &parts->month)) {
        return false;
    }
    skip_separator(cursor);
    parts->named = true;
    return take_number(cursor, 4, 4, &parts->year);
}

/* 20211004. The basic format of a calendar date (ISO 8601:2004, section 4.1.2.2). */
static bool take_compact_date(struct cursor *cursor, struct parts *parts)
{
    enum { DIGITS = 8, PER_YEAR = 10000, PER_MONTH = 100 };
    int number;
    if (!take_number(cursor, DIGITS, DIGITS, &number)) {
        return false;
    }
    parts->year = number / PER_YEAR;
    parts->month = number / PER_MONTH % PER_MONTH;
    parts->day = number % PER_MONTH;
    parts->year_first = true;
    return true;
}

/* A mark between numbers; after it Korean pages have a blank, 2021- 10- 04. */
static bool take_mark(struct cursor *cursor, char mark, const struct parts *parts)
{
    const bool taken = take(cursor, mark);
    if (taken && parts->year_first) {
        skip_blanks(cursor);
    }
    return taken;
}

/* 2021/10/04, 4.10.2021, 10/4/2021: the numbers in the order in which they are written. The marks
 * must be alike, and the year be of four digits: 4/10-2021 and 4/10/21 are typing errors or open.
 */
static bool take_numbered_date(struct cursor *cursor, struct parts *parts, enum date_order order)
{
    int numbers[3];
    const char *first = cursor->at;
    if (!take_number(cursor, 1, 4, &numbers[0]) || cursor->at == cursor->end) {
        return false;
    }
    const long digits = cursor->at - first; /* three are neither a year nor a day */
    const char mark = *cursor->at;
    parts->year_first = digits == 4;
    if ((mark != '/' && mark != '.' && mark != '-') || digits == 3 ||
        !take_mark(cursor, mark, parts) || !take_number(cursor, 1, 2, &numbers[1]) ||
        !take_mark(cursor, mark, parts)) {
        return false;
    }
    parts->dots = mark == '.';
    parts->iso = parts->year_first && mark == '-';
    const int last_digits = parts->year_first ? 2 : 4;
    if (!take_number(cursor, parts->year_first ? 1 : last_digits, last_digits, &numbers[2])) {
        return false;
    }
    const int day_at = parts->year_first ? 2 : order == DATE_DAY_FIRST ? 0 : 1;
    parts->year = numbers[parts->year_first ? 0 : 2];
    parts->day = numbers[day_at];
    parts->month = numbers[parts->year_first ? 1 : 1 - day_at];
    return true;
}

static bool take_word(struct cursor *cursor, const char *word)
{
    const size_t length = strlen(word);
    const bool found =
        (size_t)(cursor->end - cursor->at) >= length && memcmp(cursor->at, word, length) == 0;
    cursor->at += found ? length : 0;
    return found;
}

/* 2021, 10 and 4, each with the word for it: in Japanese and Chinese, and in Korean. */
static bool take_worded_date(struct cursor *cursor, struct parts *parts)
{
    static const char *const words[][3] = {{"\xe5\xb9\xb4", "\xe6\x9c\x88", "\xe6\x97\xa5"},
                                           {"\xeb\x85\x84", "\xec\x9b\x94", "\xec\x9d\xbc"}};
    const struct cursor start = *cursor;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        int *const numbers[] = {&parts->year, &parts->month, &parts->day};
        bool taken = true;
        *cursor = start;
        for (size_t k = 0; taken && k < 3; ++k) {
            skip_blanks(cursor);
            taken = take_number(cursor, k == 0 ? 4 : 1, k == 0 ? 4 : 2, numbers[k]) &&
                    take_word(cursor, words[i][k]);
        }
        if (taken) {
            parts->year_first = true;
            return true;
        }
    }
    return false;
}

/* The numbered form goes first, since the compact one would otherwise be tried on its first number.
 */
static bool take_date(struct cursor *cursor, struct parts *parts, enum date_order order)
{
    const struct cursor start = *cursor;
    if (take_numbered_date(cursor, parts, order)) {
        return order == DATE_DAY_FIRST || !parts->dots || parts->year_first; /* never 10.4.2021 */
    }
    *cursor = start;
    *parts = (struct parts){0};
    if (take_compact_date(cursor, parts)) {
        return true;
    }
    *cursor = start;
    *parts = (struct parts){0};
    if (take_worded_date(cursor, parts)) {
        return true;
    }
    *cursor = start;
    *parts = (struct parts){0};
    return take_named_date(cursor, parts);
}

/* 12 AM is midnight and 12 PM is noon, which adding 12 alone gets wrong; an hour above 12 with a PM
 * is left as it is. */
static void take_half_of_day(struct cursor *cursor, struct parts *parts)
{
    enum { NOON = 12 };
    if (cursor->end - cursor->at >= 2 && text_starts_alike(cursor->at, "PM", 2)) {
        parts->hour += parts->hour < NOON ? NOON : 0;
        cursor->at += 2;
    } else if (cursor->end - cursor->at >= 2 && text_starts_alike(cursor->at, "AM", 2)) {
        parts->hour -= parts->hour == NOON ? NOON : 0;
        cursor->at += 2;
    }
}

/* Offsets are copied and not understood, so that there is one reader of them, and what is nonsense
 * is refused by it. */
static bool take_zone(struct cursor *cursor, struct parts *parts)
{
    const size_t left = (size_t)(cursor->end - cursor->at);
    if (left == 3 && (memcmp(cursor->at, "UTC", 3) == 0 || memcmp(cursor->at, "GMT", 3) == 0)) {
        parts->zone[0] = 'Z';
        cursor->at += left;
    } else if (left > 0 && left < sizeof parts->zone) {
        memcpy(parts->zone, cursor->at, left); /* judged by the calendar */
        cursor->at += left;
    }
    return cursor->at == cursor->end;
}

/* 15:39, 16.00.00, 4:00:00 PM, 15:39:00.250 UTC. Italian spreadsheets write 16.00.00; there a
 * fraction looks like seconds, so that it needs a colon before. */
static bool take_time(struct cursor *cursor, struct parts *parts)
{
    int fraction;
    if (!take_number(cursor, 1, 2, &parts->hour) || cursor->at == cursor->end) {
        return false;
    }
    const char mark = *cursor->at;
    if ((mark != ':' && mark != '.') || !take(cursor, mark) ||
        !take_number(cursor, 2, 2, &parts->minute)) {
        return false;
    }
    if (take(cursor, mark) && !take_number(cursor, 2, 2, &parts->second)) {
        return false;
    }
    if (mark == ':' && (take(cursor, '.') || take(cursor, ','))) { /* fractions are cut */
        if (!take_number(cursor, 1, 9, &fraction)) {
            return false;
        }
    }
    parts->has_time = true;
    skip_blanks(cursor);
    take_half_of_day(cursor, parts);
    skip_blanks(cursor);
    return take_zone(cursor, parts);
}

/* All that is behind the date is its time: nothing may be left over. */
static bool take_apart(struct parts *parts, const char *text, size_t length, enum date_order order)
{
    text_trim(&text, &length);
    struct cursor cursor = {text, text + length};
    *parts = (struct parts){0};
    if (!take_date(&cursor, parts, order)) {
        return false;
    }
    if (cursor.at == cursor.end) {
        return true;
    }
    /* a blank or a comma before the time must be there: 2021-10-0415:39 is no date and time */
    if (!take(&cursor, 'T')) {
        const char *before = cursor.at;
        take(&cursor, ',');
        skip_blanks(&cursor);
        if (cursor.at == before) {
            return false;
        }
    }
    return take_time(&cursor, parts);
}

/* 31 February is refused by the calendar's reader, for which all digits have been kept as they
 * were. */
static bool parts_value(instant *value, bool *has_time, const struct parts *parts)
{
    char iso[64];
    int length = snprintf(iso, sizeof iso, "%04d-%02d-%02d", parts->year, parts->month, parts->day);
    if (parts->has_time) {
        length += snprintf(iso + length, sizeof iso - (size_t)length, "T%02d:%02d:%02d%s",
                           parts->hour, parts->minute, parts->second, parts->zone);
    }
    return calendar_parse_instant(value, has_time, iso, (size_t)length);
}

bool date_text_parse(instant *value, bool *has_time, const char *text, size_t length,
                     enum date_order order)
{
    struct parts parts;
    return take_apart(&parts, text, length, order) && parts_value(value, has_time, &parts);
}

/* A session is a day: 00:00:00 is what a spreadsheet adds to it, and an hour beside a date of some
 * locale is that of the close (10/4/2021 16:00:00). A time in ISO form, or with a zone, was meant
 * as one: it is kept, for the caller to refuse. */
bool date_text_parse_session(instant *value, bool *has_time, const char *text, size_t length,
                             enum date_order order)
{
    struct parts parts;
    if (!take_apart(&parts, text, length, order) || !parts_value(value, has_time, &parts)) {
        return false;
    }
    const bool midnight = parts.hour == 0 && parts.minute == 0 && parts.second == 0;
    if (parts.has_time && (midnight || (!parts.iso && parts.zone[0] == '\0'))) {
        parts.has_time = false;
        return parts_value(value, has_time, &parts);
    }
    return true;
}

/* 13/10/2021 has one order because no month is 13; nothing else decides it. Both are tried in full:
 * only the calendar knows which days a month has. */
unsigned date_text_orders(const char *text, size_t length)
{
    instant value;
    unsigned orders = 0;
    orders |= date_text_parse(&value, NULL, text, length, DATE_DAY_FIRST) ? DATE_DAY_FIRST : 0;
    orders |= date_text_parse(&value, NULL, text, length, DATE_MONTH_FIRST) ? DATE_MONTH_FIRST : 0;
    return orders;
}

/* True of 4/4/2021, too, which tells nothing of the order but leaves nothing open. */
bool date_text_is_certain(const char *text, size_t length)
{
    instant day_first;
    instant month_first;
    return date_text_parse(&day_first, NULL, text, length, DATE_DAY_FIRST) &&
           date_text_parse(&month_first, NULL, text, length, DATE_MONTH_FIRST) &&
           day_first == month_first;
}
