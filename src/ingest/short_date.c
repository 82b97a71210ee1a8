/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each order makes an ISO date of the three numbers, which the calendar judges: it knows the
 * lengths of months and leap years, and there is one place for them. The dates are for messages
 * alone. */
#include "ingest/short_date.h"

#include <stdio.h>
#include <string.h>

#include "core/calendar.h"
#include "core/text.h"

/* One digit will do: 1/4/21 is as short as 01/04/21. A third digit is a year of its own kind, which
 * other readers of dates judge (date_text.h), and two kinds of marks are no date that anybody
 * writes. */
static bool read_numbers(int numbers[3], const char *text)
{
    char mark = '\0';
    for (int i = 0; i < 3; ++i) {
        int digits = 0;
        for (numbers[i] = 0; text_is_digit(*text); ++text, ++digits) {
            numbers[i] = 10 * numbers[i] + (*text - '0');
            if (digits == 2) {
                return false;
            }
        }
        mark = i == 0 ? *text : mark;
        if (digits == 0 || (i < 2 && (*text != mark || strchr("/.-", mark) == NULL))) {
            return false;
        }
        text += i < 2 ? 1 : 0;
    }
    return *text == '\0';
}

/* The ISO date in one order; false where the calendar has no such day. The year is of this century
 * whatever it is: the reading is a proposal to whoever corrects the file, who sees it in full. */
static bool print_in_order(char date[CALENDAR_TEXT_SIZE], const int n[3], enum short_order order)
{
    enum { CENTURY = 2000 };
    const int year = n[order == SHORT_YEAR_FIRST ? 0 : 2];
    const int month = n[order == SHORT_MONTH_FIRST ? 0 : 1];
    const int day = n[order == SHORT_YEAR_FIRST ? 2 : order == SHORT_MONTH_FIRST ? 1 : 0];
    instant value;
    snprintf(date, CALENDAR_TEXT_SIZE, "%04d-%02d-%02d", CENTURY + year, month, day);
    return calendar_parse_instant(&value, NULL, date, strlen(date));
}

bool short_date_is_one(const char *text)
{
    int numbers[3];
    return read_numbers(numbers, text);
}

unsigned short_date_orders(const char *text)
{
    char date[CALENDAR_TEXT_SIZE];
    int numbers[3];
    unsigned orders = 0;
    if (!read_numbers(numbers, text)) {
        return 0;
    }
    /* of one date several orders may be left: those of a column are intersected (date_survey.c) */
    for (int i = 0; i < SHORT_ORDERS; ++i) {
        orders |= print_in_order(date, numbers, (enum short_order)(1 << i)) ? 1U << i : 0;
    }
    return orders;
}

void short_date_print(char *out, size_t size, const char *text, unsigned orders)
{
    int numbers[3];
    out[0] = '\0';
    const bool is_short = read_numbers(numbers, text);
    for (int i = 0; i < SHORT_ORDERS && is_short; ++i) {
        char date[CALENDAR_TEXT_SIZE];
        const size_t used = strlen(out);
        /* 05/05/21 is one date in two orders, and is shown once */
        if ((orders & 1U << i) != 0 && print_in_order(date, numbers, (enum short_order)(1 << i)) &&
            strstr(out, date) == NULL) {
            snprintf(out + used, size - used, "%s%s", used > 0 ? " or " : "", date);
        }
    }
}
