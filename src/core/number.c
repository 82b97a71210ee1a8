/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text is first checked against the file's own grammar and rewritten with '.', then read: short
 * numbers by one exact division (short_number.h), all others by strtod() in the C locale. */
#define _GNU_SOURCE /* strtod_l, newlocale */
#include "core/number.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/print.h"
#include "core/short_number.h"
#include "core/text.h"

/* Copies the digits of the integer part without grouping marks, of which the first has one to three
 * digits before it and each has exactly three after it: 1,23 is more likely a decimal comma than a
 * slip, and read as 123 it would be wrong a hundredfold. */
static enum number_status copy_integer(char *out, size_t *used, const char *text, size_t length,
                                       size_t *at, char group)
{
    size_t digits_in_group = 0;
    bool grouped = false;
    size_t first = *at;
    for (; *at < length; ++*at) {
        char c = text[*at];
        if (text_is_digit(c)) {
            out[(*used)++] = c;
            ++digits_in_group;
        } else if (group != 0 && c == group) {
            bool leading = !grouped && digits_in_group >= 1 && digits_in_group <= 3;
            if (!leading && !(grouped && digits_in_group == 3)) {
                return NUMBER_GROUPED;
            }
            grouped = true;
            digits_in_group = 0;
        } else {
            break;
        }
    }
    if (grouped && digits_in_group != 3) {
        return NUMBER_GROUPED;
    }
    return *at == first ? NUMBER_MALFORMED : NUMBER_OK;
}

/* Over the whole text, decimals too: it decides whether -0.00 would be printed. */
static bool integer_part_is_zero(const char *digits, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        if (text_is_digit(digits[i]) && digits[i] != '0') {
            return false;
        }
    }
    return true;
}

/* Without a bound: the text has been held against NUMBER_LONGEST. */
static size_t count_digits(const char *text, size_t length, size_t at)
{
    size_t first = at;
    while (at < length && text_is_digit(text[at])) {
        ++at;
    }
    return at - first;
}

/* The mark that is not the decimal one is reported as grouping: in 1.234,5 under a decimal point
 * that is what is wrong. */
static enum number_status copy_fraction(char *out, size_t *used, const char *text, size_t length,
                                        size_t *at, const struct number_format *format)
{
    if (*at >= length || (text[*at] != format->decimal && text[*at] != '.' && text[*at] != ',')) {
        return NUMBER_OK;
    }
    if (text[*at] != format->decimal) {
        return NUMBER_GROUPED;
    }
    size_t digits = count_digits(text, length, *at + 1);
    if (digits == 0) {
        return NUMBER_MALFORMED;
    }
    out[(*used)++] = '.';
    memcpy(out + *used, text + *at + 1, digits);
    *used += digits;
    *at += 1 + digits;
    return NUMBER_OK;
}

/* An `e` without digits after it is no exponent, and no number goes on after it. */
static bool copy_exponent(char *out, size_t *used, const char *text, size_t length, size_t *at)
{
    if (*at >= length || (text[*at] != 'e' && text[*at] != 'E')) {
        return true;
    }
    out[(*used)++] = 'e';
    ++*at;
    if (*at < length && (text[*at] == '+' || text[*at] == '-')) {
        out[(*used)++] = text[(*at)++];
    }
    size_t digits = count_digits(text, length, *at);
    memcpy(out + *used, text + *at, digits);
    *used += digits;
    *at += digits;
    return digits > 0;
}

/* Reads a whole text; false where it is not so short or not so plain. In a copy, since
 * short_number_read() looks at more bytes than the text may have. */
static bool scan_short(struct short_number *number, const char *text, size_t length)
{
    enum { SIGN_BYTES = 1 };
    char padded[SIGN_BYTES + SHORT_NUMBER_BYTES] = {0};
    if (length > sizeof padded) {
        return false;
    }
    memcpy(padded, text, length);
    return short_number_read(number, padded, length);
}

/* Whether a digit before the exponent is not 0. */
static bool has_value(const char *text)
{
    const char *first = strpbrk(text, "123456789");
    return first != NULL && memchr(text, 'e', (size_t)(first - text)) == NULL;
}

/* The locale is made for the call: a host may have set another one, and the library keeps no state.
 */
static enum number_status read_long(double *value, const char *text)
{
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0) {
        return NUMBER_MALFORMED;
    }
    char *end = NULL;
    *value = strtod_l(text, &end, c_locale);
    freelocale(c_locale);
    if (end == text || *end != '\0') {
        return NUMBER_MALFORMED;
    }
    if (!isfinite(*value)) {
        return NUMBER_OVERFLOW;
    }
    return *value == 0 && has_value(text) ? NUMBER_UNDERFLOW : NUMBER_OK;
}

/* Short numbers first, which nearly all are. What is left over after a number says which mistake it
 * is: a percent sign, a mark, or no number. A quick reading counts only if its mark is the file's
 * decimal one, or it has none. */
enum number_status number_parse(double *value, const char *text, size_t length,
                                const struct number_format *format)
{
    char plain[NUMBER_LONGEST + 8];
    size_t used = 0;
    size_t at = 0;
    struct short_number quick;
    text_trim(&text, &length);
    if (length == 0 || length > NUMBER_LONGEST) {
        return NUMBER_MALFORMED;
    }
    if (scan_short(&quick, text, length) &&
        (quick.mark == '\0' || (quick.mark == format->decimal && quick.mark != format->group))) {
        *value = quick.value;
        return NUMBER_OK;
    }
    if (text[0] == '-' || text[0] == '+') {
        if (text[0] == '-') {
            plain[used++] = '-';
        }
        ++at;
    }
    enum number_status status = copy_integer(plain, &used, text, length, &at, format->group);
    if (status == NUMBER_OK) {
        status = copy_fraction(plain, &used, text, length, &at, format);
    }
    if (status != NUMBER_OK) {
        return status;
    }
    if (!copy_exponent(plain, &used, text, length, &at)) {
        return NUMBER_MALFORMED;
    }
    plain[used] = '\0';
    if (at < length) {
        /* before a word, as in "3 h", a blank stands between no digits */
        bool mark = text[at] == '.' || text[at] == ',' || text[at] == '\'' ||
                    (text[at] == ' ' && at + 1 < length && text_is_digit(text[at + 1]));
        bool percent = text[at] == '%' || (text[at] == ' ' && text[length - 1] == '%');
        return percent ? NUMBER_PERCENT : mark ? NUMBER_GROUPED : NUMBER_MALFORMED;
    }
    if (scan_short(&quick, plain, used)) { /* now that its groups are gone */
        *value = quick.value;
        return NUMBER_OK;
    }
    return read_long(value, plain);
}

/* For a column whose way of writing is not known: either mark is taken for the decimal one, and
 * `may_group` says whether it could be the other. */
bool number_parse_plain(struct plain_number *number, const char *text, size_t length)
{
    enum { GROUP_DIGITS = 3 };
    struct short_number quick;
    text_trim(&text, &length);
    const size_t first = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (scan_short(&quick, text, length)) {
        /* 1.234 may be a number in groups; 0.123, 1234.567 and 1.2345 cannot */
        *number = (struct plain_number){.value = quick.value,
                                        .mark = quick.mark,
                                        .may_group = quick.integer_digits <= GROUP_DIGITS &&
                                                     text[first] != '0' &&
                                                     quick.decimals == GROUP_DIGITS};
        return true;
    }
    const size_t at = first + count_digits(text, length, first);
    const bool marked = at < length && (text[at] == '.' || text[at] == ',');
    const struct number_format format = {.decimal = marked ? text[at] : '.'};
    number->mark = marked ? text[at] : '\0';
    number->may_group = false; /* what may be grouped is short */
    return number_parse(&number->value, text, length, &format) == NUMBER_OK;
}

/* 15 digits show what was typed, 17 read back to the same double (IEEE 754): the first that does is
 * the shortest of these. 17 always do, so that they are not read back. */
size_t number_print(char text[NUMBER_TEXT_SIZE], double value)
{
    if (value == 0) {
        memcpy(text, "0", 2); /* -0 is not worth a reader's question */
        return 1;
    }
    char longest[64];
    for (int digits = 15; digits <= 17; ++digits) {
        size_t length = (size_t)print_text(longest, sizeof longest, "%.*g", digits, value);
        double back = 0;
        if (digits == 17 || (read_long(&back, longest) == NUMBER_OK && back == value)) {
            memcpy(text, longest, length + 1);
            return length;
        }
    }
    return 0;
}

/* Rounding to nothing takes the sign away: "-0.00" is a question to the reader, and no answer. The
 * largest double has 309 digits before the point, and at most 9 follow it: they fit. */
size_t number_print_fixed(char *text, size_t size, double value, int decimals, char group)
{
    char plain[400];
    size_t length = (size_t)print_text(plain, sizeof plain, "%.*f", decimals, fabs(value));
    size_t integer = count_digits(plain, length, 0);
    bool zero = integer_part_is_zero(plain, length);
    size_t used = 0;
    if (value < 0 && !zero && used + 1 < size) {
        text[used++] = '-';
    }
    for (size_t i = 0; i < length && used + 2 < size; ++i) {
        if (group != 0 && i > 0 && i < integer && (integer - i) % 3 == 0) {
            text[used++] = group;
        }
        text[used++] = plain[i];
    }
    text[used] = '\0';
    return used;
}

size_t number_print_grouped(char *text, size_t size, double value, int decimals)
{
    return number_print_fixed(text, size, value, decimals, ',');
}

size_t number_print_significant(char text[NUMBER_TEXT_SIZE], double value, int digits)
{
    char longest[64];
    size_t length = (size_t)print_text(longest, sizeof longest, "%.*g", digits, value);
    memcpy(text, longest, length + 1);
    return length;
}
