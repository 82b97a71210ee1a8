/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First the parts that are no digits are taken off, from both ends, whatever their order; then
 * each way of writing numbers is tried on the rest. Nothing is guessed here: all ways that fit are
 * returned. */
#include "ingest/number_text.h"

#include <string.h>

#include "core/currency_codes.h"
#include "core/text.h"

/* ---- Signs and currencies -------------------------------------------------------------------- */

/* Any three capitals pass as a code: whether there is such a currency is judged with the row's own,
 * which has the better message. */
static bool is_currency(const char *text, size_t length)
{
    return currency_sign_codes(text, length) != NULL || currency_code_is_shaped(text, length);
}

/* A sign has several currencies ($ is that of USD, AUD, CAD...), so that it agrees with each of
 * them and decides for none. */
bool number_currency_is(const char *written, const char *code)
{
    const char *codes = currency_sign_codes(written, strlen(written));
    return strcmp(written, code) == 0 || (codes != NULL && strstr(codes, code) != NULL &&
                                          currency_code_is_shaped(code, strlen(code)));
}

/* The part of a text that has not been taken apart yet. */
struct rest {
    const char *text;
    size_t length;
};

/* Blanks around what is taken go with it: "- 5", "5 %", and "EUR 5" differ in nothing that means
 * anything. */
static bool take_front(struct rest *rest, const char *what)
{
    const size_t length = strlen(what);
    if (rest->length < length || memcmp(rest->text, what, length) != 0) {
        return false;
    }
    rest->text += length;
    rest->length -= length;
    text_trim(&rest->text, &rest->length);
    return true;
}

static bool take_back(struct rest *rest, const char *what)
{
    const size_t length = strlen(what);
    if (rest->length < length || memcmp(rest->text + rest->length - length, what, length) != 0) {
        return false;
    }
    rest->length -= length;
    text_trim(&rest->text, &rest->length);
    return true;
}

static const char minus[] = "\xe2\x88\x92"; /* U+2212 */

/* A minus after the digits is that of accounting programs (SAP: 1.234,50-), U+2212 that of typeset
 * tables. A second sign makes the text no number: in "--5" nobody knows what was meant. */
static bool take_sign(struct number_text *number, struct rest *rest, bool *signed_already)
{
    if (*signed_already) {
        return false;
    }
    const bool negative = take_front(rest, "-") || take_front(rest, minus) ||
                          take_back(rest, "-") || take_back(rest, minus);
    const bool any = negative || take_front(rest, "+");
    number->negative = number->negative || negative;
    *signed_already = any;
    return any;
}

/* An unknown word is left where it is, so that "5 pieces" ends as no number. */
static bool keep_currency(struct number_text *number, const char *text, size_t length)
{
    if (length == 0 || length >= CURRENCY_TEXT_SIZE || !is_currency(text, length)) {
        return false;
    }
    memcpy(number->currency, text, length);
    number->currency[length] = '\0';
    return true;
}

/* Commas and apostrophes are inside numbers, and in no sign of a currency; a point is in some (Fr.,
 * kr.), and is one of its bytes. The minus U+2212 is not ASCII, but a sign. */
static bool is_currency_byte(const char *at, size_t left)
{
    const bool is_minus = left >= strlen(minus) && memcmp(at, minus, strlen(minus)) == 0;
    return !text_is_digit(*at) && strchr("-+()%,' \t", *at) == NULL && !is_minus;
}

/* In front or behind, and not both: "EUR 5 EUR" ends as no number. */
static bool take_currency(struct number_text *number, struct rest *rest)
{
    size_t front = 0;
    size_t back = 0;
    if (number->currency[0] != '\0') {
        return false;
    }
    while (front < rest->length && is_currency_byte(rest->text + front, rest->length - front)) {
        ++front;
    }
    while (back < rest->length &&
           is_currency_byte(rest->text + rest->length - 1 - back, back + 1)) {
        ++back;
    }
    /* a blank that is no ASCII, between symbol and digits, belongs to neither */
    const char *first = rest->text;
    size_t first_length = front;
    const char *last = rest->text + rest->length - back;
    size_t last_length = back;
    text_trim(&first, &first_length);
    text_trim(&last, &last_length);
    if (keep_currency(number, first, first_length)) {
        rest->text += front;
        rest->length -= front;
    } else if (keep_currency(number, last, last_length)) {
        rest->length -= back;
    } else {
        return false;
    }
    text_trim(&rest->text, &rest->length);
    return true;
}

/* Behind the digits alone, and once. */
static bool take_percent(struct number_text *number, struct rest *rest)
{
    const bool any = !number->percent && take_back(rest, "%");
    number->percent = number->percent || any;
    return any;
}

/* ---- Digits and marks ------------------------------------------------------------------------ */

/* Every blank becomes ' ' and every apostrophe '\'': Swiss and French tables group with U+2019,
 * U+00A0 and U+202F, and number_parse() knows one byte for each. A core begins and ends with a
 * digit: ".5" and "5." have lost one, which may have been any. */
static bool copy_core(struct number_text *number, const struct rest *rest)
{
    static const char apostrophe[] = "\xe2\x80\x99"; /* U+2019 */
    for (size_t i = 0; i < rest->length;) {
        const char *at = rest->text + i;
        size_t blank = text_blank(at, rest->length - i);
        const bool quote = rest->length - i >= 3 && memcmp(at, apostrophe, 3) == 0;
        if (number->length + 1 >= sizeof number->core) {
            return false;
        }
        if (blank > 0 || quote) {
            number->core[number->length++] = quote ? '\'' : ' ';
            i += quote ? 3 : blank;
        } else if (text_is_digit(*at) || strchr(".,'eE+-", *at) != NULL) {
            number->core[number->length++] = *at;
            ++i;
        } else {
            return false;
        }
    }
    number->core[number->length] = '\0';
    return number->length > 0 && text_is_digit(number->core[0]) &&
           text_is_digit(number->core[number->length - 1]);
}

/* Takes the commas out of lakhs and crores, 12,34,567.50: groups of two digits before the last one
 * of three are written in no other way. One group of two at least, since 34,567 may be thousands or
 * decimals, and a first group of one digit or two. */
static void join_lakhs(struct number_text *number)
{
    enum { LAST_GROUP = 3, GROUP = 2 };
    const char *core = number->core;
    const size_t integer = strcspn(core, ".");
    size_t groups = 0;
    size_t end = integer; /* of the group that is looked at, from the back */
    for (size_t wanted = LAST_GROUP; end > wanted && core[end - wanted - 1] == ','; ++groups) {
        end -= wanted + 1;
        wanted = GROUP;
    }
    const bool only_commas = strcspn(core, "'eE+- ") == number->length &&
                             memchr(core + integer, ',', number->length - integer) == NULL;
    if (groups < 2 || end > GROUP || !only_commas || memchr(core, ',', end) != NULL) {
        return;
    }
    size_t used = 0;
    for (size_t i = 0; i < number->length; ++i) {
        if (core[i] != ',') {
            number->core[used++] = core[i];
        }
    }
    number->core[used] = '\0';
    number->length = used;
}

/* Parentheses are a minus in accounting; with one inside, "(-5)", the text would be negative twice.
 */
bool number_text_read(struct number_text *number, const char *text, size_t length)
{
    struct rest rest = {text, length};
    bool signed_already = false;
    *number = (struct number_text){0};
    if (memchr(text, '\0', length) != NULL) {
        return false;
    }
    text_trim(&rest.text, &rest.length);
    if (rest.length > 2 && rest.text[0] == '(' && rest.text[rest.length - 1] == ')') {
        take_front(&rest, "(");
        take_back(&rest, ")");
        number->negative = true;
        signed_already = true;
    }
    /* until nothing more comes off, since they stand in any order: "-EUR 5", "EUR -5", "5- EUR" */
    while (take_sign(number, &rest, &signed_already) || take_percent(number, &rest) ||
           take_currency(number, &rest)) {
    }
    if (!copy_core(number, &rest)) {
        return false;
    }
    join_lakhs(number);
    return true;
}

/* ---- Ways ------------------------------------------------------------------------------------ */

enum { WAY_COUNT = 8 };

/* Bit 2 * group + 1 has a decimal comma, bit 2 * group a point. "Other" is the mark that is not the
 * decimal one: 1.234,5 or 1,234.5. Lakhs, whose groups are of two digits, have lost their commas
 * before. */
static struct number_format format_of(int way)
{
    static const char groups[] = {
        [GROUP_NONE] = 0, [GROUP_OTHER] = 0, [GROUP_APOSTROPHE] = '\'', [GROUP_BLANK] = ' '};
    struct number_format format = {.decimal = way % 2 == 0 ? '.' : ',', .group = groups[way / 2]};
    if (way / 2 == GROUP_OTHER) {
        format.group = way % 2 == 0 ? ',' : '.';
    }
    return format;
}

static bool read_as(double *value, const struct number_text *number, int way)
{
    const struct number_format format = format_of(way);
    char text[NUMBER_CORE_SIZE + 8];
    size_t length = 0;
    if (number->core[0] == '0' && number->length > 1 && number->core[1] == format.group) {
        return false; /* nobody writes 0,123 for 123 */
    }
    text[length++] = number->negative ? '-' : '+';
    memcpy(text + length, number->core, number->length);
    length += number->length;
    if (number->percent) { /* as digits, so that 18 % is the same double as 0.18 */
        text[length++] = 'e';
        text[length++] = '-';
        text[length++] = '2';
    }
    return number_parse(value, text, length, &format) == NUMBER_OK;
}

static bool has_marks(const struct number_text *number)
{
    return strcspn(number->core, ".,' ") < number->length;
}

/* Without marks all ways read the same, and one trial is enough: most values of most files. */
number_ways number_text_ways(const struct number_text *number)
{
    double value;
    number_ways ways = 0;
    if (!has_marks(number)) {
        return read_as(&value, number, 0) ? NUMBER_WAYS_ALL : 0;
    }
    for (int way = 0; way < WAY_COUNT; ++way) {
        ways |= (number_ways)(read_as(&value, number, way) ? 1u << way : 0);
    }
    return ways;
}

/* The range of a column decides where the marks do not: a share of 0.125 cannot be 125. If no way
 * is in range all are kept, so that the fault is the range and not the marks. */
number_ways number_text_ways_within(const struct number_text *number, double min, double max)
{
    const number_ways ways = number_text_ways(number);
    number_ways fitting = 0;
    double value;
    for (int way = 0; way < WAY_COUNT && ways != NUMBER_WAYS_ALL; ++way) {
        const bool read = (ways & 1u << way) != 0 && read_as(&value, number, way);
        fitting |= (number_ways)(read && value >= min && value <= max ? 1u << way : 0);
    }
    return fitting != 0 ? fitting : ways;
}

/* The first way of the set will do: the caller has made sure that all of them give the same value,
 * or that one is left. */
double number_text_value(const struct number_text *number, number_ways ways)
{
    double value = 0;
    for (int way = 0; way < WAY_COUNT; ++way) {
        if ((ways & 1u << way) != 0 && read_as(&value, number, way)) {
            break;
        }
    }
    return value;
}

char number_text_decimal(const struct number_text *number, number_ways ways)
{
    const char decimal = (ways & NUMBER_WAYS_COMMA) == 0   ? '.'
                         : (ways & NUMBER_WAYS_POINT) == 0 ? ','
                                                           : '\0';
    return decimal != '\0' && strchr(number->core, decimal) != NULL ? decimal : '\0';
}

/* 1.200 is open and 1.20 is not: groups have three digits, so that only one way reads the second.
 */
bool number_text_is_open(const struct number_text *number, number_ways ways, char *mark)
{
    *mark = strchr(number->core, '.') != NULL   ? '.'
            : strchr(number->core, ',') != NULL ? ','
                                                : '\0';
    return *mark != '\0' && (ways & NUMBER_WAYS_COMMA) != 0 && (ways & NUMBER_WAYS_POINT) != 0;
}
