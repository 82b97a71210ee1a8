/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal numbers as text, without the locale: what a report prints reads back to the same double.
 * Reading takes the decimal and the grouping mark of the file; it takes no hexadecimal, no
 * infinity, no NaN, no percent sign. */
#ifndef BLACKOUT_CORE_NUMBER_H
#define BLACKOUT_CORE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* How numbers are written in a file. `decimal` is '.' or ','; `group` is 0 where there is none. */
struct number_format {
    char decimal;
    char group;
};

/* A number longer than this is not one a person wrote; doubles need 17 significant digits. */
enum { NUMBER_LONGEST = 400 };

enum number_status {
    NUMBER_OK,
    NUMBER_MALFORMED,
    NUMBER_GROUPED, /* a grouping mark where grouping is not declared or is misplaced */
    NUMBER_PERCENT, /* ends in a percent sign */
    NUMBER_OVERFLOW,
    NUMBER_UNDERFLOW /* not zero, but too small to be a double */
};

/* Reads the whole of `text`, but for the blanks around it (core/text.h). */
enum number_status number_parse(double *value, const char *text, size_t length,
                                const struct number_format *format);

/* A number whose decimal mark nobody has declared. */
struct plain_number {
    double value;   /* with the mark as the decimal one */
    char mark;      /* the '.' or ',' in it; 0: it has none */
    bool may_group; /* the mark may stand between groups of thousands: 1.234 */
};

/* Reads digits with at most one mark, and perhaps an exponent; false for everything else. */
bool number_parse_plain(struct plain_number *number, const char *text, size_t length);

/* Room for any double as number_print() writes it, with its NUL. */
enum { NUMBER_TEXT_SIZE = 32 };

/* The shortest of 15, 16 or 17 significant digits that reads back to `value`, as JSON has it; the
 * value must be finite. Returns the length. */
size_t number_print(char text[NUMBER_TEXT_SIZE], double value);

/* Room for any double as number_print_fixed() writes it, with its NUL. */
enum { NUMBER_FIXED_SIZE = 432 };

/* `value` with `decimals` (0..9) places, and `group` between groups of thousands (0: nothing). Zero
 * has no sign, however it came about. Returns the length. */
size_t number_print_fixed(char *text, size_t size, double value, int decimals, char group);

/* The same with a comma between groups of thousands, for people. */
size_t number_print_grouped(char *text, size_t size, double value, int decimals);

/* `value` with at most `digits` (1..17) significant digits, as printf's %g writes it: 6.5e-05,
 * 1e+06. Returns the length. */
size_t number_print_significant(char text[NUMBER_TEXT_SIZE], double value, int digits);

#endif
