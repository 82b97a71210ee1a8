/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of what people and programs write where a value belongs, and a remedy for each. Read only
 * for a field that is wrong already: it takes no time from a sound file. */
#include "ingest/field_hints.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/short_date.h"
#include "tables/catalogue.h"

/* ---- Numbers --------------------------------------------------------------------------------- */

/* What stands where nothing is known. In small letters, compared without case. */
static const char *const missing_marks[] = {
    "-",    "--",  "\xe2\x80\x93", "\xe2\x80\x94", "?",   "na",   "n/a",  "n.a.", "#n/a", "null",
    "none", "nan", "nil",          "tbd",          "tba", "k.a.", "n.d.", "nd",   "s.d.", "n.v.",
    ".",    "..",  "...",          "empty",        "x"};

/* Units after a number, in the languages of currency tables and of keyboards. Among them those of
 * India, and amounts in thousands or millions with their currency (TEUR, kUSD). Only named in a
 * remedy: a number is never multiplied by one. */
static const char *const scales[] = {
    "k",        "m",        "b",        "t",       "mn",      "mln",       "mio",        "mio.",
    "mil",      "mill",     "mill.",    "mrd",     "mrd.",    "bn",        "bln",        "tsd",
    "tsd.",     "thou",     "thousand", "million", "billion", "millionen", "milliarden", "milioni",
    "miliardi", "millions", "milliers", "lakh",    "lakhs",   "crore",     "crores",     "cr",
    "mm",       "teur",     "keur",     "meur",    "tusd",    "kusd",      "musd",       "tchf"};

/* By length first: the text need not end where the word does. */
static bool is_among(const char *text, size_t length, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (strlen(words[i]) == length && text_starts_alike(text, words[i], length)) {
            return true;
        }
    }
    return false;
}

/* The letters that a text ends with, points among them; `*length` of them. */
static const char *last_word(const char *text, size_t *length)
{
    const char *end = text + strlen(text);
    const char *word = end;
    while (word > text && !text_is_digit(word[-1]) && word[-1] != ' ') {
        --word;
    }
    *length = (size_t)(end - word);
    return word;
}

/* Whether a word of a text is a unit of thousands or more: before the number or after it, and also
 * with the sign of a currency beside it ("k$850", "1.2 Mio. €"). */
static bool has_scale(const char *text)
{
    static const char between[] = " 0123456789+-,$"
                                  "\xe2\x82\xac" /* the euro */
                                  "\xc2\xa3";    /* the pound */
    for (size_t length; *text != '\0'; text += length) {
        text += strspn(text, between);
        length = strcspn(text, between);
        if (is_among(text, length, scales, sizeof scales / sizeof scales[0])) {
            return true;
        }
    }
    return false;
}

/* What spreadsheets leave in a cell has a remedy of its own: an error (#REF!), a formula that was
 * saved as text, an amount in thousands written with a "k". The last remedy fits any number among
 * words, and so is asked for last. */
static const char *number_hint(const char *text)
{
    size_t length;
    const char *word = last_word(text, &length);
    const bool has_digit = strpbrk(text, "0123456789") != NULL;
    if (is_among(text, strlen(text), missing_marks,
                 sizeof missing_marks / sizeof missing_marks[0])) {
        return "the number; where none is known and none is needed, an empty field, or declare "
               "missingValues";
    }
    if (text[0] == '#') {
        return "the number: correct the formula of the spreadsheet and save the sheet again";
    }
    if (text[0] == '=') {
        return "the number: save the sheet with its values, not its formulas";
    }
    if (has_digit && has_scale(text)) {
        return "the whole amount without a unit, like 240000 for 240k";
    }
    if (has_digit && text[0] == '\'') {
        return "the number without the apostrophe before it";
    }
    if ((text[0] == '.' || text[0] == ',') && text_is_digit(text[1])) {
        return "a digit before the mark, like 0.12";
    }
    return has_digit && length > 0 && word[0] != '.' && text_is_alphanumeric(word[0])
               ? "write the number alone, without words"
               : NULL;
}

/* A share of 20 is 20 %; one of 1.2 may be any mistake. */
static bool share_hint(char remedy[FIELD_REMEDY_SIZE], const struct column_schema *schema,
                       const char *text)
{
    static const double percent = 100;
    static const double least = 2;
    static const struct number_format point = {.decimal = '.'};
    double value;
    char share[NUMBER_TEXT_SIZE];
    if (!field_is_share(schema) || number_parse(&value, text, strlen(text), &point) != NUMBER_OK ||
        value < least || value > percent) {
        return false;
    }
    number_print_significant(share, value / percent, 6);
    snprintf(remedy, FIELD_REMEDY_SIZE,
             "give %s; for percent write %s, or a percent sign in every row", schema->remedy,
             share);
    return true;
}

/* What the press and status pages say: the words are worth what outages that were called so turned
 * out to be (tables/catalogue.c). */
static bool severity_hint(char remedy[FIELD_REMEDY_SIZE], const struct column_schema *schema,
                          const char *text)
{
    static const char *const partial[] = {"partial",  "partial_outage", "partially",
                                          "degraded", "minor",          "major"};
    static const char *const full[] = {"full",         "down",     "total", "complete",
                                       "major_outage", "critical", "outage"};
    const size_t length = strlen(text);
    if (strcmp(schema->name, "severity") != 0) {
        return false;
    }
    if (is_among(text, length, partial, sizeof partial / sizeof partial[0])) {
        snprintf(remedy, FIELD_REMEDY_SIZE,
                 "a share from 0 to 1: outages called partial turned out to be %g, with %g as "
                 "severity_low and %g as severity_high",
                 catalogue_partial_severity, catalogue_partial_range.low,
                 catalogue_partial_range.high);
        return true;
    }
    if (is_among(text, length, full, sizeof full / sizeof full[0])) {
        snprintf(
            remedy, FIELD_REMEDY_SIZE,
            "a share from 0 to 1: leave it empty for an outage called full, which counts as %g, "
            "or write 1 where nothing worked",
            catalogue_press_severity);
        return true;
    }
    return false;
}

/* +05:30, UTC+2, GMT: as clocks are written. The %c that must not be read is how sscanf() says that
 * nothing follows. In the column of offsets alone: elsewhere such a text may be anything. */
static bool offset_hint(char remedy[FIELD_REMEDY_SIZE], const struct column_schema *schema,
                        const char *text)
{
    enum { NAME_LENGTH = 3, HOUR_MINUTES = 60, WITH_MINUTES = 3, WITHOUT = 2 };
    unsigned hours = 0;
    unsigned minutes = 0;
    char rest;
    char sign[2] = "";
    const bool named =
        text_starts_alike("UTC", text, NAME_LENGTH) || text_starts_alike("GMT", text, NAME_LENGTH);
    const char *clock = text + (named ? NAME_LENGTH : 0);
    const int read = sscanf(clock, "%1[+-]%2u:%2u%c", sign, &hours, &minutes, &rest);
    if (strcmp(schema->name, "utc_offset_hours") != 0 ||
        (read != WITH_MINUTES && !(named && (read == WITHOUT || *clock == '\0')))) {
        return false;
    }
    snprintf(remedy, FIELD_REMEDY_SIZE, "the hours as a number: %s%.4g", sign[0] == '-' ? "-" : "",
             hours + minutes / (double)HOUR_MINUTES);
    return true;
}

/* ---- Dates ----------------------------------------------------------------------------------- */

/* 01/10/21: nobody can say which of the three is the year, unless the other dates of the column
 * can.
 */
static bool short_year_hint(char remedy[FIELD_REMEDY_SIZE], const struct field_style *style,
                            const char *text)
{
    char alone[64];
    char readings[64];
    const unsigned orders = short_date_orders(text);
    if (!short_date_is_one(text)) {
        return false;
    }
    short_date_print(alone, sizeof alone, text, orders);
    short_date_print(readings, sizeof readings, text, orders & style->short_dates);
    if (readings[0] != '\0' && strcmp(readings, alone) != 0) {
        snprintf(remedy, FIELD_REMEDY_SIZE, "a year of four digits; by the other dates it is %s",
                 readings);
    } else {
        snprintf(remedy, FIELD_REMEDY_SIZE, "a year of four digits; it %s %s",
                 strchr(alone, ' ') == NULL ? "is" : "may be",
                 alone[0] != '\0' ? alone : "no date at all");
    }
    return true;
}

/* The number of a day, as a cell has it that is not formatted as a date: 1 is 1900-01-01, and since
 * there is a 29 February 1900 that never was, 25569 is 1970-01-01. */
static bool serial_hint(char remedy[FIELD_REMEDY_SIZE], const char *text)
{
    enum { EPOCH = 25569, FIRST = 20000, LAST = 80000 }; /* 1954 to 2119 */
    char *end;
    char date[CALENDAR_TEXT_SIZE];
    const long days = strtol(text, &end, 10);
    if (!text_is_digit(text[0]) || days < FIRST || days > LAST ||
        (*end != '\0' && *end != '.' && *end != ',')) {
        return false;
    }
    calendar_print_date(date, (instant)(days - EPOCH) * SECONDS_PER_DAY);
    snprintf(remedy, FIELD_REMEDY_SIZE,
             "a date like 2021-10-04; if it counts the days of a spreadsheet, it is %s: format the "
             "cell as a date",
             date);
    return true;
}

/* The time since 1970 that programs write for a date: seconds, or a thousandth, millionth or
 * billionth of one, told apart by its digits. */
static bool epoch_hint(char remedy[FIELD_REMEDY_SIZE], const char *text)
{
    static const struct {
        size_t digits;
        const char *unit;
        long long per_second;
    } units[] = {{10, "seconds", 1},
                 {13, "milliseconds", 1000},
                 {16, "microseconds", 1000000},
                 {19, "nanoseconds", 1000000000}};
    char *end;
    char time[CALENDAR_TEXT_SIZE];
    const long long count = strtoll(text, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; ++i) {
        if (text_is_digit(text[0]) && *end == '\0' && strlen(text) == units[i].digits) {
            calendar_print_instant(time, (instant)(count / units[i].per_second));
            snprintf(remedy, FIELD_REMEDY_SIZE,
                     "a date like 2021-10-04; if it counts the %s since 1970, it is %s",
                     units[i].unit, time);
            return true;
        }
    }
    return false;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Only for faults whose cause can be guessed from the text; all others have the remedy of their
 * column. */
bool field_hint(char remedy[FIELD_REMEDY_SIZE], enum field_fault fault,
                const struct column_schema *schema, const struct field_style *style,
                const char *text)
{
    const char *hint = NULL;
    switch (fault) {
    case FIELD_NOT_NUMBER:
    case FIELD_GROUPED:
        if (severity_hint(remedy, schema, text) || offset_hint(remedy, schema, text)) {
            return true;
        }
        hint = number_hint(text);
        break;
    case FIELD_OTHER_CURRENCY: /* UTC may be one for all that is known */
        return offset_hint(remedy, schema, text);
    case FIELD_OUT_OF_RANGE:
        return share_hint(remedy, schema, text);
    case FIELD_NOT_INSTANT:
        return short_year_hint(remedy, style, text) || serial_hint(remedy, text) ||
               epoch_hint(remedy, text);
    default:
        break;
    }
    if (hint != NULL) {
        snprintf(remedy, FIELD_REMEDY_SIZE, "%s", hint);
    }
    return hint != NULL;
}
