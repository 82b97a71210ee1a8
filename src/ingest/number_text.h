/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number as it is written, before it is known which of its marks is the decimal one: sign,
 * percent sign and currency are taken off, what is left are digits and marks. A style says how to
 * read those. No column, no file: what a column's numbers have in common is for `number_survey.h`.
 */
#ifndef BLACKOUT_INGEST_NUMBER_TEXT_H
#define BLACKOUT_INGEST_NUMBER_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/number.h"

enum {
    NUMBER_CORE_SIZE = NUMBER_LONGEST + 1, /* digits and marks: as long as a plain number may be */
    CURRENCY_TEXT_SIZE = 8                 /* "EUR", "US$", a symbol of up to four bytes */
};

struct number_text {
    bool negative; /* a sign in front or behind, or parentheses */
    bool percent;
    char currency[CURRENCY_TEXT_SIZE]; /* as written, or "" */
    size_t length;
    char core[NUMBER_CORE_SIZE]; /* every blank as ' ', every apostrophe as '\'' */
};

/* Takes the text apart; false where it has something that no number has. Takes U+2212 as a minus,
 * U+00A0, U+202F, U+2007 and U+2009 as blanks, U+2019 as an apostrophe. */
bool number_text_read(struct number_text *number, const char *text, size_t length);

/* Ways to read digits and marks: a decimal mark ('.' or ',') with groups of three between other
 * marks, or none. A set of them has one bit each. */
enum group_mark { GROUP_NONE, GROUP_OTHER /* of '.' and ',' */, GROUP_APOSTROPHE, GROUP_BLANK };
typedef uint8_t number_ways;

#define NUMBER_WAYS_ALL ((number_ways)0xff)
#define NUMBER_WAYS_POINT ((number_ways)0x55)
#define NUMBER_WAYS_COMMA ((number_ways)0xaa)

/* The ways in which the number can be read: none for 1.2.3, all for 850000, one for 1,234.5. */
number_ways number_text_ways(const struct number_text *number);

/* Those of them that give a number from `min` to `max`, or all if none does: a share of 1.000 is no
 * thousand. */
number_ways number_text_ways_within(const struct number_text *number, double min, double max);

/* Its value in the first of `ways`, which are some of its own; percent signs are heeded. */
double number_text_value(const struct number_text *number, number_ways ways);

/* The decimal mark that the number shows, or 0: where all its ways have the same, and it is there.
 */
char number_text_decimal(const struct number_text *number, number_ways ways);

/* Whether a mark in it may be the decimal one or be between groups; then `*mark` is that mark. */
bool number_text_is_open(const struct number_text *number, number_ways ways, char *mark);

/* Whether the currency of a number as it is written can be the ISO 4217 code. */
bool number_currency_is(const char *written, const char *code);

#endif
