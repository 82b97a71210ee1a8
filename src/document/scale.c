/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks are whole multiples of a step, computed from their number and not by adding the step up, so
 * that the tenth is as exact as the first. Only round numbers are ticks, since a reader
 * interpolates between them. */
#include "document/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/calendar.h"
#include "core/number.h"

/* ---- Steps ----------------------------------------------------------------------------------- */

/* The smallest of the round steps that leaves at most so many ticks. A step that is too small by a
 * rounding of pow() counts as large enough. A logarithm that comes out a bit too small does no
 * harm: the last mantissa is taken then. */
static double round_step(double span, int wanted)
{
    static const double mantissas[] = {1, 2, 2.5, 5, 10};
    double least = span / wanted;
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof mantissas / sizeof mantissas[0]; ++i) {
        if (mantissas[i] * power >= least * (1 - 1e-9)) {
            return mantissas[i] * power;
        }
    }
    return 10 * power;
}

/* Steps of a clock and a calendar, in hours. */
static double clock_step(double span, int wanted)
{
    static const double steps[] = {0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; ++i) {
        if (steps[i] * wanted >= span * (1 - 1e-9)) {
            return steps[i];
        }
    }
    /* Beyond two weeks, round numbers of days. */
    return round_step(span / 24, wanted) * 24;
}

/* Steps of counts: 1, 2, 5, 10, 20, 25, ...; 2.5 is none. */
static double whole_step(double span, int wanted)
{
    const double step = fmax(round_step(span, wanted), 1);
    return step == floor(step) ? step : 2 * step;
}

static double step_of(enum scale_kind kind, double span, int wanted)
{
    switch (kind) {
    case SCALE_WHOLE:
        return whole_step(span, wanted);
    case SCALE_HOURS:
        return clock_step(span, wanted);
    case SCALE_TIME:
        return clock_step(span / SECONDS_PER_HOUR, wanted) * SECONDS_PER_HOUR;
    default:
        return round_step(span, wanted);
    }
}

/* A tick at the very end may be off by the last bit, and is to be there. */
static void add_tick(struct scale *scale, double number)
{
    const double slack = 1e-9 * (scale->high - scale->low);
    if (number >= scale->low - slack && number <= scale->high + slack &&
        scale->tick_count < MOST_TICKS) {
        scale->ticks[scale->tick_count++] = number;
    }
}

/* Places are those that the step needs, since all ticks are multiples of it. */
static void make_steps(struct scale *scale, int wanted, bool rounded)
{
    const double step = step_of(scale->kind, scale->high - scale->low, wanted);
    if (rounded) {
        scale->low = floor(scale->low / step + 1e-9) * step;
        scale->high = ceil(scale->high / step - 1e-9) * step;
    }
    const double first = ceil(scale->low / step - 1e-9);
    for (int i = 0; i < MOST_TICKS; ++i) {
        add_tick(scale, (first + i) * step);
    }
    while (scale->places < 9 &&
           fabs(step * pow(10, scale->places) - round(step * pow(10, scale->places))) > 1e-6) {
        ++scale->places;
    }
}

/* Powers of ten, with 2 and 5 between them where there is room for these; where there is not even
 * room for all powers, every second or third of them. What lies outside of the ends is not added.
 */
static void make_powers(struct scale *scale, int wanted, bool rounded)
{
    static const double all[] = {1, 2, 5};
    if (rounded) {
        scale->low = pow(10, floor(log10(scale->low) + 1e-9));
        scale->high = pow(10, ceil(log10(scale->high) - 1e-9));
    }
    const int first = (int)floor(log10(scale->low) + 1e-9);
    const int last = (int)ceil(log10(scale->high) - 1e-9);
    const int decades = last - first;
    const size_t marks = 3 * decades + 1 <= wanted ? 3 : 1;
    const int skip = decades / wanted + 1; /* every second decade, ... */
    for (int power = first; power <= last; power += skip) {
        for (size_t i = 0; i < marks; ++i) {
            add_tick(scale, all[i] * pow(10, power));
        }
    }
}

/* ---- Making ---------------------------------------------------------------------------------- */

/* Ends that a scale can be made of. A picture is drawn in any case: a chart of one number or of
 * none must not end a report. A logarithmic axis without a number above 0 becomes a linear one, and
 * one that begins at or below 0 has three powers of ten below its upper end. A single number is
 * shown with zero, or in the middle of a factor of four. */
static void settle_ends(struct scale *scale)
{
    if (!isfinite(scale->low) || !isfinite(scale->high) || scale->low > scale->high) {
        scale->low = 0;
        scale->high = 1;
    }
    if (scale->kind == SCALE_LOGARITHMIC && scale->high <= 0) {
        scale->kind = SCALE_LINEAR;
    }
    if (scale->kind == SCALE_LOGARITHMIC && scale->low <= 0) {
        scale->low = scale->high / 1000;
    }
    if (scale->low == scale->high) {
        const bool zero = scale->low == 0;
        scale->high = zero ? 1 : fmax(scale->low * 2, 0);
        scale->low =
            zero || scale->kind != SCALE_LOGARITHMIC ? fmin(scale->low, 0) : scale->low / 2;
    }
}

struct scale scale_make(enum scale_kind kind, double low, double high, int wanted, bool rounded)
{
    struct scale scale = {.kind = kind, .low = low, .high = high};
    settle_ends(&scale);
    if (scale.kind == SCALE_LOGARITHMIC) {
        make_powers(&scale, wanted, rounded);
    } else {
        make_steps(&scale, wanted, rounded);
    }
    return scale;
}

double scale_at(const struct scale *scale, double number)
{
    double low = scale->low;
    double high = scale->high;
    /* An interval may reach beyond the axis: it then ends at its edge, and is not drawn outside. */
    number = fmin(fmax(number, low), high);
    if (scale->kind == SCALE_LOGARITHMIC) {
        low = log(low);
        high = log(high);
        number = log(number);
    }
    return scale->from + (number - low) / (high - low) * (scale->to - scale->from);
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static const char minus[] = "\xE2\x88\x92";

/* The sign goes with what is shown: a number that rounds to zero has none. */
static const char *print(char text[SCALE_TEXT_SIZE], double number, int places)
{
    char digits[NUMBER_FIXED_SIZE];
    number_print_fixed(digits, sizeof digits, fabs(number), places, ',');
    bool zero = digits[strspn(digits, "0.,")] == '\0';
    snprintf(text, SCALE_TEXT_SIZE, "%s%.48s", number < 0 && !zero ? minus : "", digits);
    return text;
}

/* Midnight has its date and other times their hour: both would not fit beside each other. */
static const char *time_text(char text[SCALE_TEXT_SIZE], double number)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char date[CALENDAR_TEXT_SIZE];
    int year;
    int month;
    int day;
    int hour;
    int minute;
    calendar_print_instant(date, (instant)number);
    if (sscanf(date, "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute) != 5) {
        snprintf(text, SCALE_TEXT_SIZE, "%s", date);
    } else if (hour == 0 && minute == 0) {
        snprintf(text, SCALE_TEXT_SIZE, "%d %s", day, months[(month + 11) % 12]);
    } else {
        snprintf(text, SCALE_TEXT_SIZE, "%02d:%02d", hour, minute);
    }
    return text;
}

/* "100", "20 M", "5 bn": nobody counts the zeros of an axis. */
static const char *power_text(char text[SCALE_TEXT_SIZE], double number)
{
    const double over = number >= 1e9 ? 1e9 : number >= 1e6 ? 1e6 : 1;
    char digits[SCALE_TEXT_SIZE];
    scale_three_digits(digits, number / over);
    snprintf(text, SCALE_TEXT_SIZE, "%.48s%s", digits, over > 1e6 ? " bn" : over > 1 ? " M" : "");
    return text;
}

const char *scale_text(char text[SCALE_TEXT_SIZE], const struct scale *scale, double number)
{
    if (scale->kind == SCALE_TIME) {
        return time_text(text, number);
    }
    if (scale->kind == SCALE_LOGARITHMIC) {
        return power_text(text, number);
    }
    return print(text, number, scale->places);
}

/* Not %g, which has exponents; zeros at the end say nothing on an axis. From 99.95 on the first
 * three digits are before the point: with one place it would be 100.0. Numbers below 1e-7 lose
 * digits, since a text has nine places at most. */
const char *scale_three_digits(char text[SCALE_TEXT_SIZE], double number)
{
    enum { MOST_PLACES = 9 };
    int places = 0;
    double size = fabs(number);
    while (places < MOST_PLACES && size > 0 && size < 99.95) {
        size *= 10;
        ++places;
    }
    print(text, number, size > 0 ? places : 0);
    char *point = strchr(text, '.');
    for (size_t end = strlen(text);
         point != NULL && (text[end - 1] == '0' || text[end - 1] == '.');) {
        const bool at_point = text[end - 1] == '.';
        text[--end] = '\0';
        if (at_point) {
            break;
        }
    }
    return text;
}
