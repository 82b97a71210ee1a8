/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makers of values first, then the way each kind is printed for people. Rounding happens in
 * printing alone; the value keeps all its digits. Programs are given the number itself
 * (render_csv.c, html_table.c); so a rounded text is never read back. */
#include "document/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A magnitude that is added has its commas in xlsx_book.c, and its name among the words that are
 * not parted from a number: text_lines.c, html_words.c. */
const struct magnitude_terms magnitudes[] = {
    [MAGNITUDE_ONE] = {1, 1, ""},           [MAGNITUDE_PERCENT] = {100, 1, "%"},
    [MAGNITUDE_MILLION] = {1, 1e6, "M"},    [MAGNITUDE_BILLION] = {1, 1e9, "bn"},
    [MAGNITUDE_TRILLION] = {1, 1e12, "tn"},
};

const struct style style_count = {.places = 0};
const struct style style_ungrouped = {.ungrouped = true};

const struct style style_share[] = {
    {.magnitude = MAGNITUDE_PERCENT, .places = 0, .with_unit = true},
    {.magnitude = MAGNITUDE_PERCENT, .places = 1, .with_unit = true},
    {.magnitude = MAGNITUDE_PERCENT, .places = 2, .with_unit = true},
    {.magnitude = MAGNITUDE_PERCENT, .places = 3, .with_unit = true},
};

const struct style style_change[] = {
    {.magnitude = MAGNITUDE_PERCENT, .places = 0, .with_unit = true, .plus = true},
    {.magnitude = MAGNITUDE_PERCENT, .places = 1, .with_unit = true, .plus = true},
    {.magnitude = MAGNITUDE_PERCENT, .places = 2, .with_unit = true, .plus = true},
    {.magnitude = MAGNITUDE_PERCENT, .places = 3, .with_unit = true, .plus = true},
};

/* ---- Making ---------------------------------------------------------------------------------- */

struct value value_empty(void)
{
    return (struct value){.kind = VALUE_EMPTY};
}

struct value value_absent(void)
{
    return (struct value){.kind = VALUE_ABSENT};
}

struct value value_text(const char *text)
{
    return (struct value){.kind = text != NULL ? VALUE_TEXT : VALUE_EMPTY, .text = text};
}

struct value value_word(const char *word)
{
    return (struct value){.kind = VALUE_WORD, .text = word};
}

struct value value_list(const char *text)
{
    struct value value = value_text(text);
    value.is_list = true;
    return value;
}

/* An empty name is none: the package has left it out. The text is the identifier, which programs
 * are given in any case. */
struct value value_named(const char *identifier, const char *name)
{
    struct value value = value_text(identifier);
    value.name = name != NULL && name[0] != '\0' ? name : NULL;
    return value;
}

struct value value_called(const char *identifier, const char *name)
{
    struct value value = value_named(identifier, name);
    value.is_called = true;
    return value;
}

struct value value_number(double number, const struct style *style)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number, .style = style};
}

struct value value_amount(double number, const char *unit, const struct style *style)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number, .unit = unit, .style = style};
}

struct value value_interval(double low, double high, const struct style *style)
{
    return (struct value){.kind = VALUE_INTERVAL, .low = low, .high = high, .style = style};
}

struct value value_estimate(double number, double low, double high, const struct style *style)
{
    return (struct value){
        .kind = VALUE_ESTIMATE, .number = number, .low = low, .high = high, .style = style};
}

struct value value_uncertain(struct value value, double error)
{
    value.error = error;
    return value;
}

struct value value_uncertain_ends(struct value value, double low_error, double high_error)
{
    value.low_error = low_error;
    value.high_error = high_error;
    return value;
}

struct value value_count(size_t count)
{
    return value_number((double)count, &style_count);
}

struct value value_date(instant time)
{
    return (struct value){.kind = VALUE_DATE, .time = time, .style = &style_count};
}

/* With a style, which the printing of times asks for ISO 8601. A report that wants that gives the
 * value a style of its own. */
struct value value_instant(instant time)
{
    return (struct value){.kind = VALUE_INSTANT, .time = time, .style = &style_count};
}

struct value value_duration(double hours)
{
    return (struct value){
        .kind = VALUE_DURATION, .number = hours, .unit = "h", .style = &style_count};
}

struct value value_if(bool condition, struct value value)
{
    return condition ? value : value_empty();
}

/* An absent value is not empty: it says that a figure cannot be had. */
bool value_is_empty(const struct value *value)
{
    bool text = value->kind == VALUE_TEXT || value->kind == VALUE_WORD;
    return value->kind == VALUE_EMPTY || (text && value->text[0] == '\0');
}

/* Durations and dates are texts to a reader: they have no sign, and no unit of their own to be put
 * in a head. */
bool value_is_number(const struct value *value)
{
    return value->kind == VALUE_NUMBER || value->kind == VALUE_INTERVAL ||
           value->kind == VALUE_ESTIMATE;
}

/* ---- Printing -------------------------------------------------------------------------------- */

/* A text that grows in a buffer of VALUE_PRINT_SIZE, which any value but a text fits into. */
struct printing {
    char *text;
    size_t used;
};

/* Cut at the end of the buffer: what any value but a text needs fits into it. */
static void put(struct printing *printing, const char *text)
{
    size_t room = VALUE_PRINT_SIZE - printing->used;
    size_t length = strnlen(text, room - 1);
    memcpy(printing->text + printing->used, text, length);
    printing->used += length;
    printing->text[printing->used] = '\0';
}

/* Half of the last place that is shown: what is below it would be shown as 0. */
static double half_place(int places)
{
    return 0.5 * pow(10, -places);
}

/* As many of the places as there are digits left for; 99.97 with three is "100". Below 0: so many
 * digits before the point are left out. By the number as it will be rounded: 999.7 with three
 * digits has four before the point. 0 has no logarithm, and one digit. */
static int places_left(int digits, int places, double shown)
{
    const double rounds_up = 1 - half_place(digits);
    const int whole = shown != 0 ? (int)floor(log10(fabs(shown) / rounds_up)) + 1 : 1;
    const int left = digits - whole;
    return left < places ? left : places;
}

/* The places of a number that are known: the last one is at least the standard error, but the first
 * digit that is not 0 stays, since a 0 in its place would say more. Below 0: tens, hundreds. */
static int known_places(double number, double error, int places)
{
    for (double place = pow(10, -places); error > place && fabs(number) >= 10 * place;
         place *= 10) {
        --places;
    }
    return places;
}

/* With the places of the style, or as many of them as are known. */
static void put_places(struct printing *printing, const struct style *style, double number,
                       double error, int most)
{
    char text[NUMBER_FIXED_SIZE];
    const int places = known_places(number, error, most);
    if (places < 0) {
        const double place = pow(10, -places);
        number = round(number / place) * place;
    }
    number_print_fixed(text, sizeof text, number, places > 0 ? places : 0,
                       style->ungrouped ? '\0' : ',');
    put(printing, text);
}

/* An infinite number was beyond what was simulated: what is known is that it is over the limit.
 * Which places hold is asked of the number in its own unit, as styles have their bounds; how many
 * digits are left, and what is unknown of them, of what is shown. What would be shown as 0 becomes
 * the last place, after its "<". */
static void put_number(struct printing *printing, const struct value *value, double number,
                       double error)
{
    const struct style *style = value->style;
    const struct magnitude_terms *terms = &magnitudes[style->magnitude];
    if (isinf(number) && number > 0) {
        put(printing, "over ");
        number = value->limit;
    }
    int places = fabs(number) < style->small ? style->small_places : style->places;
    double shown = number * terms->times / terms->over;
    if (style->digits > 0) {
        places = places_left(style->digits, places, shown);
        places = places < 0 && !style->rounds ? 0 : places;
    }
    if (style->never_zero && shown < half_place(places)) {
        put(printing, "<");
        shown = pow(10, -places);
    }
    if (style->plus && number > 0) {
        put(printing, "+");
    }
    if (style->significant > 0) {
        char text[NUMBER_TEXT_SIZE];
        number_print_significant(text, shown, style->significant);
        put(printing, text);
    } else {
        put_places(printing, style, shown, error * terms->times / terms->over, places);
    }
}

/* What follows the last number of a value. After an interval it is said once, after its second
 * number. A style that has no unit after its numbers leaves it to the head of a column or to a
 * heading. */
static void put_unit(struct printing *printing, const struct value *value)
{
    char unit[UNIT_PRINT_SIZE];
    if (value->style->with_unit) {
        put(printing, " ");
        put(printing, value_print_unit(unit, value->unit, value->style));
    }
}

static void put_interval(struct printing *printing, const struct value *value)
{
    put_number(printing, value, value->low, value->low_error);
    put(printing, " to ");
    put_number(printing, value, value->high, value->high_error);
}

static void put_instant(struct printing *printing, const struct value *value)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_instant(text, value->time);
    if (!value->style->iso) {
        char *day_end = strchr(text, 'T'); /* 2021-10-04T15:39:00Z: a blank, and no seconds */
        if (day_end != NULL) {
            *day_end = ' ';
            day_end[sizeof " 15:39" - 1] = '\0';
        }
    }
    put(printing, text);
}

static void put_date(struct printing *printing, const struct value *value)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_date(text, value->time);
    put(printing, text);
}

/* In whole minutes for people, and in seconds what is shorter than one. Hours are those of the
 * rounded minutes: 47 h 59.9 min are 48 h, and never 47 h 60 min. */
static void put_duration(struct printing *printing, const struct value *value)
{
    char text[CALENDAR_TEXT_SIZE];
    char hours[NUMBER_FIXED_SIZE];
    const long long minutes = llround(value->number * 60);
    const long long seconds = llround(value->number * 3600);
    const long long whole_hours = minutes / 60;
    number_print_fixed(hours, sizeof hours, (double)whole_hours, 0, ',');
    if (value->style->iso) {
        calendar_print_duration(text, value->number);
        put(printing, text);
        return;
    }
    if (whole_hours > 0) {
        put(printing, hours);
        put(printing, minutes % 60 > 0 ? " h " : " h");
    }
    if (seconds > 0 && seconds < 60) {
        snprintf(text, sizeof text, "%lld s", seconds);
        put(printing, text);
    } else if (minutes / 60 == 0 || minutes % 60 > 0) {
        snprintf(text, sizeof text, "%lld min", minutes % 60);
        put(printing, text);
    }
}

static void print_by_kind(struct printing *printing, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NUMBER:
        put_number(printing, value, value->number, value->error);
        put_unit(printing, value);
        break;
    case VALUE_INTERVAL:
        put_interval(printing, value);
        put_unit(printing, value);
        break;
    case VALUE_ESTIMATE:
        put_number(printing, value, value->number, value->error);
        put_unit(printing, value);
        put(printing, " (");
        put_interval(printing, value);
        put(printing, ")");
        break;
    case VALUE_DATE:
        put_date(printing, value);
        break;
    case VALUE_INSTANT:
        put_instant(printing, value);
        break;
    case VALUE_DURATION:
        put_duration(printing, value);
        break;
    case VALUE_ABSENT:
        put(printing, "-");
        break;
    default:
        break;
    }
}

/* Texts are not copied: they may be longer than the buffer. What is returned is the buffer or the
 * value's own text, of which the latter alone lives on. */
const char *value_print(char buffer[VALUE_PRINT_SIZE], const struct value *value)
{
    struct printing printing = {.text = buffer};
    if (value->kind == VALUE_TEXT || value->kind == VALUE_WORD) {
        return value->text;
    }
    buffer[0] = '\0';
    print_by_kind(&printing, value);
    return buffer;
}

/* A name that is too long for the buffer is left out: the code says enough. A code of a letter or
 * two says nothing by itself: its name is put after it. */
const char *value_shown(char buffer[VALUE_PRINT_SIZE], const struct value *value)
{
    enum { LONGEST_CODE = 2 };
    if (value->name == NULL) {
        return value_print(buffer, value);
    }
    if (value->kind != VALUE_TEXT || value->is_called) {
        return value->name;
    }
    struct printing printing = {.text = buffer};
    const size_t code = strlen(value->text);
    if (code > LONGEST_CODE || code + strlen(value->name) + sizeof " " > VALUE_PRINT_SIZE) {
        return value->text;
    }
    put(&printing, value->text);
    put(&printing, " ");
    put(&printing, value->name);
    return buffer;
}

const char *value_name(char buffer[VALUE_PRINT_SIZE], const struct value *value)
{
    return value->name != NULL ? value->name : value_print(buffer, value);
}

const char *value_print_unit(char buffer[UNIT_PRINT_SIZE], const char *unit,
                             const struct style *style)
{
    const char *name = magnitudes[style->magnitude].name;
    bool both = name[0] != '\0' && unit != NULL && unit[0] != '\0';
    snprintf(buffer, UNIT_PRINT_SIZE, "%s%s%s", name, both ? " " : "", unit != NULL ? unit : "");
    return buffer;
}
