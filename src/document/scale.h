/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scale of an axis: from numbers to pixels, with ticks at round numbers (1, 2, 2.5 or 5 times a
 * power of ten; hours and times by the clock). */
#ifndef BLACKOUT_DOCUMENT_SCALE_H
#define BLACKOUT_DOCUMENT_SCALE_H

#include <stdbool.h>
#include <stddef.h>

enum scale_kind {
    SCALE_LINEAR,
    SCALE_WHOLE, /* linear, of whole numbers */
    SCALE_LOGARITHMIC,
    SCALE_HOURS,
    SCALE_TIME
};

enum { MOST_TICKS = 16 };

struct scale {
    enum scale_kind kind;
    double low; /* the numbers at both ends, low < high */
    double high;
    double from; /* their pixels */
    double to;
    double ticks[MOST_TICKS]; /* within low and high, ascending; may be none */
    size_t tick_count;
    int places; /* that the ticks need after the decimal point */
};

/* A scale that holds all numbers from low to high, which may be equal or not finite. `wanted` is
 * about how many ticks there are, at most MOST_TICKS; `rounded`: the ends are ticks. Pixels are set
 * afterwards, and `from` may be larger than `to`: an axis that goes up. */
struct scale scale_make(enum scale_kind kind, double low, double high, int wanted, bool rounded);

/* The pixel of a number; numbers outside are put at the end, so are those that no logarithm has. */
double scale_at(const struct scale *scale, double number);

/* A tick, or another number, as people read it: "1,000", "0.25"; of times "15:39", or the date at
 * the beginning of a day, "4 Oct". */
enum { SCALE_TEXT_SIZE = 64 };
const char *scale_text(char text[SCALE_TEXT_SIZE], const struct scale *scale, double number);

/* A number with three significant digits and no exponent: "118", "88.6", "0.0657". */
const char *scale_three_digits(char text[SCALE_TEXT_SIZE], double number);

#endif
