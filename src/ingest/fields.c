/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers by type of column, each from a text to a value or to a fault with its remedy. Messages
 * are made here and printed elsewhere, since only the caller knows the place. */
#include "ingest/fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/currency_codes.h"
#include "ingest/date_text.h"
#include "ingest/flag_words.h"
#include "tables/row.h"

/* A remedy that is NULL is the one that the column's definition names; one that is "" is made of a
 * value of the file (field_fault_remedy()). Faults without words are never shown: what is spoilt
 * has been reported with its bytes, and what is not settled is read again. */
static const struct {
    const char *what;
    const char *remedy;
} wordings[FIELD_FAULT_COUNT] = {
    [FIELD_SOUND] = {"", ""},
    [FIELD_EMPTY] = {"is empty", NULL},
    [FIELD_SPOILT] = {"", ""},
    [FIELD_NOT_NUMBER] = {"is not a number", NULL},
    [FIELD_UNSETTLED] = {"", ""},
    [FIELD_GROUPED] = {"has a grouping or decimal mark in the wrong place",
                       "groups of three digits, or the marks that are declared"},
    [FIELD_PERCENT] = {"has a percent sign", "a plain number, like 0.12 for 12 %"},
    [FIELD_OPEN_NUMBER] =
        {"may mean thousands or a decimal mark",
         "write the one that is meant, or declare the decimal mark (decimalChar, --decimal-mark)"},
    [FIELD_OPEN_DATE] = {"may have the day or the month first", "write the one that is meant"},
    [FIELD_MIXED_MARKS] = {"has a grouping or decimal mark that does not go with other rows", ""},
    [FIELD_MIXED_DATES] = {"is a date written in another way than in other rows", ""},
    [FIELD_MIXED_PERCENT] = {"has a percent sign",
                             "a plain number, like 0.12 for 12 %, or a percent sign in every row"},
    [FIELD_OTHER_CURRENCY] = {"has another currency than its row or column",
                              "the same currency, or a plain number"},
    [FIELD_OVERFLOW] = {"is too large", "a number below 1e50"},
    [FIELD_UNDERFLOW] = {"is too small to be told from 0", "write 0, or a number above 1e-307"},
    [FIELD_OUT_OF_RANGE] = {"is out of range", NULL},
    [FIELD_NOT_WHOLE] = {"is not a whole number", NULL},
    [FIELD_NOT_INSTANT] = {"is not a date or time", NULL},
    [FIELD_NOT_DAY] = {"has a time of day", "give the date of the session alone"},
    [FIELD_NOT_CURRENCY] = {"is not a currency", NULL},
    [FIELD_NO_MONEY] = {"is the code for no currency, or for tests", NULL},
    [FIELD_NOT_FLAG] = {"is neither yes nor no", NULL},
    [FIELD_NOT_BASIS] = {"is not known", "measured, reported, derived or assumed"},
    [FIELD_LOW_ABOVE_CENTRE] = {"is above its centre", "give 0 < low <= centre <= high"},
    [FIELD_LOW_NOT_POSITIVE] = {"is not above 0", "give 0 < low <= centre <= high"},
    [FIELD_HIGH_BELOW_CENTRE] = {"is below its centre", "give low <= centre <= high"},
    [FIELD_HIGH_NOT_BELOW_1] = {"is not below 1", "give centre <= high < 1"},
    [FIELD_LACKS_HIGH] = {"has no high value to go with it", "both or neither"},
    [FIELD_LACKS_LOW] = {"has no low value to go with it", "both or neither"},
    [FIELD_LACKS_CENTRE] = {"has no central value to go with it",
                            "the value between the two, or neither of them"},
};

/* How number_parse() fails, as a fault of a field: each of its answers has one. */
static const enum field_fault number_faults[] = {
    [NUMBER_OK] = FIELD_SOUND,          [NUMBER_MALFORMED] = FIELD_NOT_NUMBER,
    [NUMBER_GROUPED] = FIELD_GROUPED,   [NUMBER_PERCENT] = FIELD_PERCENT,
    [NUMBER_OVERFLOW] = FIELD_OVERFLOW, [NUMBER_UNDERFLOW] = FIELD_UNDERFLOW,
};

/* Shares are what is drawn on the logit scale: from 0 to 1, and nothing else may be in percent. */
bool field_is_share(const struct column_schema *schema)
{
    return column_transform(schema) == TRANSFORM_LOGIT;
}

const char *field_fault_code(enum field_fault fault)
{
    return fault == FIELD_OPEN_NUMBER   ? "ambiguous_number"
           : fault == FIELD_OPEN_DATE   ? "ambiguous_date"
           : fault == FIELD_MIXED_MARKS ? "mixed_numbers"
           : fault == FIELD_MIXED_DATES ? "mixed_dates"
                                        : "bad_value";
}

const char *field_fault_text(enum field_fault fault)
{
    return wordings[fault].what;
}

/* ": 1200 or 1.2", as which 1.200 can be read. Both readings are shown, for the user to see which
 * is meant without knowing the rule. */
static void print_numbers(char *out, size_t size, const char *text)
{
    struct number_text number;
    char thousands[NUMBER_TEXT_SIZE];
    char decimal[NUMBER_TEXT_SIZE];
    char mark;
    number_text_read(&number, text, strlen(text));
    const number_ways ways = number_text_ways(&number);
    number_text_is_open(&number, ways, &mark);
    const number_ways as_decimal = mark == '.' ? NUMBER_WAYS_POINT : NUMBER_WAYS_COMMA;
    number_print(thousands, number_text_value(&number, ways & (number_ways)~as_decimal));
    number_print(decimal, number_text_value(&number, ways & as_decimal));
    snprintf(out, size, ": %s or %s", thousands, decimal);
}

/* ": 2021-04-03 or 2021-03-04", as which 03/04/2021 can be read. */
static void print_dates(char *out, size_t size, const char *text)
{
    char dates[2][CALENDAR_TEXT_SIZE];
    for (int i = 0; i < 2; ++i) {
        instant value = 0;
        const enum date_order order = i == 0 ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
        date_text_parse(&value, NULL, text, strlen(text), order);
        calendar_print_date(dates[i], value);
    }
    snprintf(out, size, ": %s or %s", dates[0], dates[1]);
}

void field_fault_readings(char readings[FIELD_REMEDY_SIZE], enum field_fault fault,
                          const char *text)
{
    readings[0] = '\0';
    if (fault == FIELD_OPEN_NUMBER) {
        print_numbers(readings, FIELD_REMEDY_SIZE, text);
    } else if (fault == FIELD_OPEN_DATE) {
        print_dates(readings, FIELD_REMEDY_SIZE, text);
    }
}

/* The first value of the column is the example where there is one; with a declared mark that has
 * been broken, no line of the file is to blame. */
void field_fault_remedy(char remedy[FIELD_REMEDY_SIZE], enum field_fault fault,
                        const struct column_schema *schema, const struct field_style *style)
{
    if (fault == FIELD_HIGH_BELOW_CENTRE && field_is_share(schema)) {
        fault = FIELD_HIGH_NOT_BELOW_1;
    }
    if (fault == FIELD_MIXED_MARKS && style->like_line == 0) {
        snprintf(remedy, FIELD_REMEDY_SIZE, "the decimal mark that is declared");
    } else if (fault == FIELD_MIXED_MARKS || fault == FIELD_MIXED_DATES) {
        snprintf(remedy, FIELD_REMEDY_SIZE, "one way to write a column, as '%s' in line %zu",
                 style->like, style->like_line);
    } else {
        const char *own = wordings[fault].remedy;
        snprintf(remedy, FIELD_REMEDY_SIZE, "%s%s", own != NULL ? "" : "give ",
                 own != NULL ? own : schema->remedy);
    }
}

/* A number whose file has not shown yet how it writes them: sure, or to be settled. 1,234.5 and
 * 10.5 say of themselves what they are, and a file with such numbers alone is read in one pass.
 * 1.234 may be a thousand, and every other form waits for the survey. */
static struct field read_unsettled(const struct field_style *style, const char *text, size_t length)
{
    struct plain_number plain;
    struct field field = {.fault = FIELD_UNSETTLED};
    const char known = style->format.decimal;
    if (number_parse_plain(&plain, text, length) &&
        (plain.mark == '\0' || plain.mark == known || (known == '\0' && !plain.may_group))) {
        field = (struct field){.number = plain.value, .mark = plain.mark};
    }
    return field;
}

/* Why a text is no number, in any way of writing them; a plain one may be too long for these.
 * number_text_read() says no without a reason, number_parse() has one. */
static enum field_fault why_unreadable(double *value, const char *text, size_t length)
{
    static const struct number_format point = {.decimal = '.'};
    return number_faults[number_parse(value, text, length, &point)];
}

/* The order of the questions is that of the remedies: whether it is a number at all, then its
 * percent sign, its currency, its marks; the first answer is what has to be changed first. */
static enum field_fault read_settled(double *value, const struct column_schema *schema,
                                     const struct field_style *style, const char *text,
                                     size_t length)
{
    struct plain_number plain;
    struct number_text number;
    char mark;
    if (number_parse_plain(&plain, text, length) && plain.mark == '\0') {
        *value = plain.value;
        return FIELD_SOUND;
    }
    if (!number_text_read(&number, text, length)) {
        return why_unreadable(value, text, length);
    }
    const number_ways own = number_text_ways_within(&number, schema->min, schema->max);
    const number_ways ways = own & style->ways;
    if (own == 0) {
        return why_unreadable(value, text, length);
    }
    if (number.percent && !style->percent) {
        return field_is_share(schema) ? FIELD_MIXED_PERCENT : FIELD_PERCENT;
    }
    if (number.currency[0] != '\0' && !style->currency) {
        return FIELD_OTHER_CURRENCY;
    }
    if (ways == 0) {
        return FIELD_MIXED_MARKS;
    }
    *value = number_text_value(&number, ways);
    return number_text_is_open(&number, ways, &mark) ? FIELD_OPEN_NUMBER : FIELD_SOUND;
}

/* Firms times revenue times a rate, and the square of that in a sum of squares, stay below the
 * largest double, 1.8e308: each is below 1e50. */
bool field_is_too_large(double number)
{
    static const double limit = 1e50;
    return !(fabs(number) < limit);
}

/* A number out of range is kept with its fault: totals show it, so that a slip of a zero is seen in
 * the sum as well. One that is too large would hide it. */
struct field field_read_number(const struct column_schema *schema, const struct field_style *style,
                               const char *text, size_t length)
{
    struct field field = {.number = 0};
    enum field_fault fault = FIELD_SOUND;
    if (style->declared) {
        fault = number_faults[number_parse(&field.number, text, length, &style->format)];
    } else if (style->settled) {
        fault = read_settled(&field.number, schema, style, text, length);
    } else {
        field = read_unsettled(style, text, length);
        fault = (enum field_fault)field.fault;
    }
    if (fault == FIELD_SOUND && field_is_too_large(field.number)) {
        field.number = 0;
        fault = FIELD_OVERFLOW;
    } else if (fault == FIELD_SOUND && !field_in_range(schema, field.number)) {
        fault = FIELD_OUT_OF_RANGE;
    } else if (fault == FIELD_SOUND && schema->type == COLUMN_INTEGER &&
               field.number != floor(field.number)) {
        fault = FIELD_NOT_WHOLE;
    }
    field.fault = (uint8_t)fault;
    return field;
}

/* ISO 8601 goes first and needs no style: it has one order. A session must not have a time of day,
 * so that one with it takes the longer way, which knows what such times mean: those that are
 * midnight somewhere are dates. Any other would put the price into another session, by the zone in
 * which the file was written. */
static struct field read_time(const struct column_schema *schema, const struct field_style *style,
                              const char *text, size_t length)
{
    struct field field = {.fault = FIELD_SOUND};
    if (calendar_parse_instant(&field.time, &field.has_time, text, length) &&
        !(schema->is_session && field.has_time)) {
        return field;
    }
    if (!style->settled && !style->declared) {
        return (struct field){.fault = FIELD_UNSETTLED};
    }
    /* a date that is the same under both orders needs none, and does not break that of its column
     */
    const bool certain = date_text_is_certain(text, length);
    const unsigned orders =
        certain ? DATE_DAY_FIRST : date_text_orders(text, length) & style->dates;
    const enum date_order order = orders == DATE_MONTH_FIRST ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    const bool read =
        schema->is_session
            ? date_text_parse_session(&field.time, &field.has_time, text, length, order)
            : date_text_parse(&field.time, &field.has_time, text, length, order);
    if (!certain && date_text_orders(text, length) == 0) {
        field.fault = FIELD_NOT_INSTANT;
    } else if (orders == 0 || !read || (!certain && style->dates_mixed)) {
        field.fault = FIELD_MIXED_DATES;
    } else if (orders == DATE_BOTH_ORDERS) {
        field.fault = FIELD_OPEN_DATE;
    } else if (schema->is_session && field.time % SECONDS_PER_DAY != 0) {
        field.fault = FIELD_NOT_DAY;
    }
    return field;
}

/* A withdrawn currency is none to refuse: rows of its time are in it. It is warned of once the date
 * of the row is known. */
static enum field_fault currency_fault(const char *text)
{
    static const enum field_fault faults[] = {[CURRENCY_CURRENT] = FIELD_SOUND,
                                              [CURRENCY_WITHDRAWN] = FIELD_SOUND,
                                              [CURRENCY_NO_MONEY] = FIELD_NO_MONEY,
                                              [CURRENCY_UNKNOWN] = FIELD_NOT_CURRENCY};
    return faults[currency_code_standing(text)];
}

/* A reason in words is a yes where people write why, as in `confounded`; elsewhere "not yet" would
 * be one. */
static struct field read_flag(const struct column_schema *schema, const char *text)
{
    const enum flag_meaning meaning = flag_meaning_of(text);
    const bool unclear =
        meaning == FLAG_UNCLEAR || (meaning == FLAG_REASON && schema->type != COLUMN_REASON);
    return (struct field){.flag = meaning != FLAG_NO,
                          .fault = unclear ? FIELD_NOT_FLAG : FIELD_SOUND};
}

/* Any text is sound: what it refers to is found by who has the tables (row_maker.c). */
struct field field_read(const struct column_schema *schema, const struct field_style *style,
                        const char *text, size_t length)
{
    struct field field = {.fault = FIELD_SOUND};
    if (length == 0) {
        field.fault = FIELD_EMPTY;
        return field;
    }
    switch (schema->type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        return field_read_number(schema, style, text, length);
    case COLUMN_INSTANT:
        return read_time(schema, style, text, length);
    case COLUMN_CURRENCY:
        field.fault = (uint8_t)currency_fault(text);
        break;
    case COLUMN_FLAG:
    case COLUMN_REASON:
        return read_flag(schema, text);
    case COLUMN_KEY:
    case COLUMN_KEYS:
    case COLUMN_TEXT:
        break;
    }
    return field;
}

/* Read by the letter: the four words are the program's own. */
struct field field_read_basis(const char *text)
{
    if (text[0] == '\0') {
        return (struct field){.fault = FIELD_EMPTY};
    }
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        if (strcmp(text, basis_name((enum basis)basis)) == 0) {
            return (struct field){.basis = (uint8_t)basis};
        }
    }
    return (struct field){.fault = FIELD_NOT_BASIS};
}

/* On the scale on which they are drawn (logarithm, logit), 0 and 1 are infinitely far away. So a
 * value there is certain, whatever range is beside it; of a column that may be negative 0 is a
 * value like any other. */
bool field_takes_range(const struct column_schema *schema, double centre)
{
    return !(schema->min >= 0 && centre == 0) && !(field_is_share(schema) && centre == 1);
}

struct range_faults field_check_range(const struct column_schema *schema, double centre,
                                      const struct range *range)
{
    struct range_faults faults = {FIELD_SOUND, FIELD_SOUND};
    if (range->low > centre) {
        faults.low = FIELD_LOW_ABOVE_CENTRE;
    } else if (schema->min >= 0 && range->low <= 0) {
        faults.low = FIELD_LOW_NOT_POSITIVE;
    }
    if (range->high < centre) {
        faults.high = FIELD_HIGH_BELOW_CENTRE;
    } else if (field_is_share(schema) && range->high >= 1) {
        faults.high = FIELD_HIGH_NOT_BELOW_1;
    }
    return faults;
}
