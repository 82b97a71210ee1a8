/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each pattern has beside it a few lines of C that say the same: there is no engine of regular
 * expressions here, and a test holds the two against each other. */
#include "filing/formats.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/calendar.h"
#include "core/text.h"

static const struct filing_format_rule rules[FILING_FORMAT_COUNT] = {
    [FILING_TEXT] = {"text", "^[^\\n]+$", "one line of text", "ours"},
    [FILING_CURRENCY] = {"currency", "^[A-Z]{3}$", "a code of ISO 4217, like EUR", "ISO 4217"},
    [FILING_DATE_TIME] = {"date_time", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$",
                          "a date and time of UTC, like 2025-03-04T09:12:00Z",
                          "ISO 8601; Implementing Regulation (EU) 2025/302, Annex II"},
    [FILING_DURATION] = {"duration", "^\\d{1,3}:(?:[01]\\d|2[0-3]):[0-5]\\d$",
                         "days, hours and minutes as DDD:HH:MM, like 0:06:11",
                         "Implementing Regulation (EU) 2025/302, Annex II; pattern of public tools "
                         "for the form IR-1.2.1"},
    [FILING_COUNT] = {"count", "^\\d{1,15}$", "a whole number", "ours"},
    [FILING_PERCENT] =
        {"percent", "^\\d{1,3}(?:\\.\\d)?$",
         "a percentage below 1000 with one decimal place at most, like 12.5",
         "Implementing Regulation (EU) 2025/302, Annex II: up to five characters, one "
         "decimal place; more than 100 of a daily average of transactions is "
         "possible (guide of the ACPR to the form, 2025-08-26)"},
    [FILING_PROPORTION] = {"proportion", "^\\d{1,3}(?:\\.\\d{1,3})?$",
                           "a percentage below 1000 with three decimal places at most, like 0.054",
                           "ours: a loss of a small part of a year's revenue may be material"},
    [FILING_AMOUNT] = {"amount", "^\\d{1,15}(?:\\.\\d{1,2})?$",
                       "an amount of at least 0 with two decimal places at most", "ours"},
    /* five places of a thousand are a cent, so that an amount loses nothing by its unit */
    [FILING_THOUSANDS] = {"thousands", "^\\d{1,12}(?:\\.\\d{1,5})?$",
                          "an amount in thousands of the currency, like 2.5 for EUR 2,500",
                          "Implementing Regulation (EU) 2025/302, Annex II; in thousands by the "
                          "guide of the ACPR to the form, 2025-08-26"},
    [FILING_COUNTRIES] = {"countries", "^[A-Z]{2}(?:;[A-Z]{2})*$",
                          "codes of ISO 3166-1, separated by ';'", "ISO 3166-1"},
    [FILING_LEI] = {"lei", "^[A-Z0-9]{18}\\d{2}$", "a legal entity identifier of 20 characters",
                    "ISO 17442"},
};

const struct filing_format_rule *filing_format_rule(enum filing_format format)
{
    return &rules[format];
}

/* ---- Parts of patterns ----------------------------------------------------------------------- */

static size_t digits_at(const char *text)
{
    size_t count = 0;
    while (text_is_digit(text[count])) {
        ++count;
    }
    return count;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_currency(const char *text)
{
    return strlen(text) == 3 && is_capital(text[0]) && is_capital(text[1]) && is_capital(text[2]);
}

/* What the calendar takes, in the one way of writing it that a form takes. The NUL of `shape` is
 * compared too, so that the text has its length. */
static bool is_date_time(const char *text)
{
    static const char shape[] = "0000-00-00T00:00:00Z";
    instant time;
    bool has_time;
    for (size_t i = 0; i < sizeof shape; ++i) {
        if (shape[i] == '0' ? !text_is_digit(text[i]) : text[i] != shape[i]) {
            return false;
        }
    }
    return calendar_parse_instant(&time, &has_time, text, strlen(text));
}

/* Hours end at 23 and minutes at 59, so that 30 hours have one way of writing: 1:06:00, not
 * 0:30:00. No byte is looked at before those in front of it are known to be there. */
static bool is_duration(const char *text)
{
    const size_t days = digits_at(text);
    const char *rest = text + days;
    if (days < 1 || days > 3 || rest[0] != ':' || digits_at(rest + 1) != 2 || rest[3] != ':' ||
        digits_at(rest + 4) != 2 || rest[6] != '\0') {
        return false;
    }
    const bool hours = rest[1] <= '1' || (rest[1] == '2' && rest[2] <= '3');
    return hours && rest[4] <= '5';
}

/* At most `whole` digits, perhaps a point and at most `places` more. */
static bool is_decimal(const char *text, size_t whole, size_t places)
{
    const size_t before = digits_at(text);
    const char *rest = text + before;
    if (before < 1 || before > whole) {
        return false;
    }
    if (rest[0] == '\0') {
        return true;
    }
    const size_t after = rest[0] == '.' ? digits_at(rest + 1) : 0;
    return after >= 1 && after <= places && rest[1 + after] == '\0';
}

/* Codes are not looked up: which countries there are changes, and the form takes any. */
static bool is_countries(const char *text)
{
    for (; is_capital(text[0]) && is_capital(text[1]); text += 3) {
        if (text[2] == '\0') {
            return true;
        }
        if (text[2] != ';') {
            return false;
        }
    }
    return false;
}

/* The form of ISO 17442 alone: its two check digits are not computed, as the pattern cannot. */
static bool is_lei(const char *text)
{
    enum { LENGTH = 20, FIRST_DIGIT = 18 };
    if (strlen(text) != LENGTH) {
        return false;
    }
    for (int i = 0; i < LENGTH; ++i) {
        if (!text_is_digit(text[i]) && (i >= FIRST_DIGIT || !is_capital(text[i]))) {
            return false;
        }
    }
    return true;
}

/* The bounds are those of the patterns above. A format that is not among the cases is a text: of
 * one that is added, whose case is forgotten, every line would be taken. */
bool filing_format_takes(enum filing_format format, const char *text)
{
    switch (format) {
    case FILING_CURRENCY:
        return is_currency(text);
    case FILING_DATE_TIME:
        return is_date_time(text);
    case FILING_DURATION:
        return is_duration(text);
    case FILING_COUNT:
        return is_decimal(text, 15, 0);
    case FILING_PERCENT:
        return is_decimal(text, 3, 1);
    case FILING_PROPORTION:
        return is_decimal(text, 3, 3);
    case FILING_AMOUNT:
        return is_decimal(text, 15, 2);
    case FILING_THOUSANDS:
        return is_decimal(text, 12, 5);
    case FILING_COUNTRIES:
        return is_countries(text);
    case FILING_LEI:
        return is_lei(text);
    default:
        return text[0] != '\0' && strchr(text, '\n') == NULL;
    }
}

/* The remainder by MOST_DAYS + 1 changes nothing: it shows compilers how long the text can be. */
bool filing_print_duration(char text[FILING_DURATION_SIZE], double hours)
{
    enum { MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR, MOST_DAYS = 999 };
    const double minutes = round(hours * MINUTES_PER_HOUR);
    if (!(minutes >= 0) || minutes >= (double)(MOST_DAYS + 1) * MINUTES_PER_DAY) {
        return false;
    }
    const int whole = (int)minutes;
    snprintf(text, FILING_DURATION_SIZE, "%d:%02d:%02d", whole / MINUTES_PER_DAY % (MOST_DAYS + 1),
             whole % MINUTES_PER_DAY / MINUTES_PER_HOUR, whole % MINUTES_PER_HOUR);
    return true;
}
