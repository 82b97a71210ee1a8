/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of what people and programs write where a value belongs, and a remedy for each. Read only
 * for a field that is wrong already: it takes no time from a sound file. */
#include "ingest/field_hints.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

/* ---- Numbers --------------------------------------------------------------------------------- */

/* What stands where nothing is known. */
static const char *const missing_marks[] = {
    "-",    "--",  "\xe2\x80\x93", "\xe2\x80\x94", "?",   "na",   "n/a",  "n.a.", "#n/a", "null",
    "none", "nan", "nil",          "tbd",          "tba", "k.a.", "n.d.", "nd",   "s.d.", "n.v.",
    ".",    "..",  "...",          "empty",        "x"};

/* Units after a number, in the languages of currency tables and of keyboards. */
static const char *const scales[] = {
    "k",        "m",        "b",        "t",       "mn",      "mln",       "mio",        "mio.",
    "mil",      "mill",     "mill.",    "mrd",     "mrd.",    "bn",        "bln",        "tsd",
    "tsd.",     "thou",     "thousand", "million", "billion", "millionen", "milliarden", "milioni",
    "miliardi", "millions", "milliers", "lakh",    "lakhs",   "crore",     "crores",     "cr"};

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
    if (has_digit && is_among(word, length, scales, sizeof scales / sizeof scales[0])) {
        return "the whole amount without a unit, like 240000 for 240k";
    }
    return has_digit && length > 0 && word[0] != '.' && text_is_alphanumeric(word[0])
               ? "the number alone, without words"
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
    snprintf(remedy, FIELD_REMEDY_SIZE, "%s; for percent write %s, or a percent sign in every row",
             schema->remedy, share);
    return true;
}

/* ---- Dates ----------------------------------------------------------------------------------- */

/* Reads `count` numbers of at most two digits between marks of one kind; false for any other text.
 */
static bool read_short_date(int numbers[3], const char *text)
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

/* Appends the date, where there is one, to the readings. */
static void add_reading(char *readings, size_t size, int year, int month, int day)
{
    enum { CENTURY = 2000 };
    char text[CALENDAR_TEXT_SIZE];
    instant value;
    bool has_time;
    const size_t used = strlen(readings);
    snprintf(text, sizeof text, "%04d-%02d-%02d", CENTURY + year, month, day);
    if (calendar_parse_instant(&value, &has_time, text, strlen(text)) &&
        strstr(readings, text) == NULL) {
        snprintf(readings + used, size - used, "%s%s", used > 0 ? " or " : "", text);
    }
}

/* 01/10/21: nobody can say which of the three is the year. */
static bool short_year_hint(char remedy[FIELD_REMEDY_SIZE], const char *text)
{
    int n[3];
    char readings[64] = "";
    if (!read_short_date(n, text)) {
        return false;
    }
    add_reading(readings, sizeof readings, n[2], n[1], n[0]);
    add_reading(readings, sizeof readings, n[2], n[0], n[1]);
    add_reading(readings, sizeof readings, n[0], n[1], n[2]);
    snprintf(remedy, FIELD_REMEDY_SIZE, "a year of four digits; it may be %s",
             readings[0] != '\0' ? readings : "no date at all");
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

/* ---- All ------------------------------------------------------------------------------------- */

bool field_hint(char remedy[FIELD_REMEDY_SIZE], enum field_fault fault,
                const struct column_schema *schema, const char *text)
{
    const char *hint = NULL;
    switch (fault) {
    case FIELD_NOT_NUMBER:
    case FIELD_GROUPED:
        hint = number_hint(text);
        break;
    case FIELD_OUT_OF_RANGE:
        return share_hint(remedy, schema, text);
    case FIELD_NOT_INSTANT:
        return short_year_hint(remedy, text) || serial_hint(remedy, text);
    default:
        break;
    }
    if (hint != NULL) {
        snprintf(remedy, FIELD_REMEDY_SIZE, "%s", hint);
    }
    return hint != NULL;
}
