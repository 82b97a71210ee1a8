/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value of a document: what it is worth, in its own unit and with all its digits, and beside that
 * how people are shown it. A renderer for people prints value_print(); one for programs takes the
 * number. So no renderer ever reads a number back from a text.
 *
 * Texts are borrowed: they live as long as what the document is made from, or are its own. */
#ifndef BLACKOUT_DOCUMENT_VALUE_H
#define BLACKOUT_DOCUMENT_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/calendar.h"
#include "core/number.h"

/* What one unit of a number is when people read it. */
enum magnitude {
    MAGNITUDE_ONE,
    MAGNITUDE_PERCENT, /* 0.0123 is "1.23 %" */
    MAGNITUDE_MILLION, /* 36,760,000 USD is "36.76", and its unit "M USD" */
    MAGNITUDE_BILLION, /* 3,366,660,000 USD is "3.37", and its unit "bn USD" */
    MAGNITUDE_TRILLION /* "tn USD" */
};

/* Two factors, so that an amount in millions is one division and a percentage one multiplication,
 * each rounded once. */
struct magnitude_terms {
    double times;
    double over;
    const char *name; /* before the unit */
};

extern const struct magnitude_terms magnitudes[]; /* by enum magnitude */

/* How a number is shown. {0} is a whole number with commas between thousands, without its unit.
 * Styles are static and shared: a value points to one, and whoever changes it changes every report.
 */
struct style {
    enum magnitude magnitude;
    int places;       /* after the decimal point */
    int small_places; /* the same for numbers below ... */
    double small;     /* ... this in absolute value, before any magnitude; 0: for none */
    int digits;       /* if not 0: places beyond so many significant digits are left out */
    bool rounds;      /* digits that are left out of a whole number are 0: 12,216 is 12,200 */
    int significant;  /* if not 0: so many significant digits, as printf's %g, and no commas */
    bool ungrouped;   /* no commas between thousands */
    bool plus;        /* "+" before what is above 0 */
    bool never_zero;  /* what would be shown as 0 is "<0.0001": for probabilities */
    bool with_unit;   /* the unit follows the number */
    bool iso;         /* times and durations as ISO 8601 writes them */
};

enum value_kind {
    VALUE_EMPTY,    /* nothing is to be said here: "" */
    VALUE_ABSENT,   /* a figure that could be here and cannot be had: "-" */
    VALUE_TEXT,     /* a name, a sentence: of the data, or of the program */
    VALUE_WORD,     /* one of a few words of the program's own, which CSV never has to quote */
    VALUE_NUMBER,   /* number */
    VALUE_INTERVAL, /* low to high: the 5 % and 95 % values, unless the column says otherwise */
    VALUE_ESTIMATE, /* number, and low to high around it */
    VALUE_DATE,     /* time: "2021-10-04" */
    VALUE_INSTANT,  /* time, UTC: "2021-10-04 15:39" */
    VALUE_DURATION  /* number, in hours: "6 h 11 min" */
};

/* Copied freely: it owns nothing. */
struct value {
    enum value_kind kind;
    bool is_list;              /* of a text: parts with ';' between them */
    bool is_bad;               /* a miss or a fault: red where there are colours */
    bool ditto;                /* the same as in the row above: people are not shown it again */
    bool is_called;            /* of a text with a name: people are shown the name alone */
    const struct style *style; /* of numbers, times and durations */
    const char *text;
    const char *name;  /* of what a text identifies, where that has one: "A" is "Agriculture" */
    const char *about; /* where it is from; NULL: nothing to say */
    const char *unit;  /* "USD", "h"; NULL: a bare number */
    double number;
    double low;
    double high;
    double error; /* standard errors of the three numbers; 0: all digits are known */
    double low_error;
    double high_error;
    double limit; /* numbers that are infinite are only known to be over this one */
    instant time;
};

/* Styles that many reports share: counts with and without commas; shares ("12.3 %") and changes
 * ("+12.3 %") by the places that they have. The number of a share is the share, 0.123. */
enum { MOST_PERCENT_PLACES = 3 };
extern const struct style style_count;
extern const struct style style_ungrouped;
extern const struct style style_share[MOST_PERCENT_PLACES + 1];
extern const struct style style_change[MOST_PERCENT_PLACES + 1];

struct value value_empty(void);
struct value value_absent(void);

/* NULL is an empty value. */
struct value value_text(const char *text);
struct value value_word(const char *word);

/* Parts with ';' between them: platforms, columns. */
struct value value_list(const char *text);

/* An identifier, and the name that those renderers show which have room for it; NULL, "": none. */
struct value value_named(const char *identifier, const char *name);

/* The same of an identifier that nobody has to type: text has its name alone, too. */
struct value value_called(const char *identifier, const char *name);

/* `style` and `unit` must outlive the document. An estimate or an interval gets its unit
 * afterwards, as a member. */
struct value value_number(double number, const struct style *style);
struct value value_amount(double number, const char *unit, const struct style *style);
struct value value_interval(double low, double high, const struct style *style);
struct value value_estimate(double number, double low, double high, const struct style *style);

/* `value` with the standard error of its number, or of its two ends, in its own unit: the last
 * digit that people are shown is worth at least that. Programs get all digits. */
struct value value_uncertain(struct value value, double error);
struct value value_uncertain_ends(struct value value, double low_error, double high_error);

struct value value_count(size_t count);
struct value value_date(instant time);
struct value value_instant(instant time);
struct value value_duration(double hours);

/* `value` where `condition` holds, else an empty one. */
struct value value_if(bool condition, struct value value);

/* Whether the value says nothing at all: an empty one, or the text "". */
bool value_is_empty(const struct value *value);

/* Whether people read it as a number or several, which have signs. */
bool value_is_number(const struct value *value);

/* Room for every value that is no text: three numbers with their units, and words between. */
enum { VALUE_PRINT_SIZE = 3 * NUMBER_FIXED_SIZE + 512 };

/* The value as people are shown it: in `buffer`, or the value's own text. */
const char *value_print(char buffer[VALUE_PRINT_SIZE], const struct value *value);

/* The same as text has it: times for programs in their words, codes with their names, since nobody
 * has the letters of an industry classification in mind, and what is called something by that. */
const char *value_shown(char buffer[VALUE_PRINT_SIZE], const struct value *value);

/* As value_print(), but the name of an identifier that has one. */
const char *value_name(char buffer[VALUE_PRINT_SIZE], const struct value *value);

/* Room for the name of a unit. */
enum { UNIT_PRINT_SIZE = 64 };

/* The unit as a heading has it: "M USD", "%", ""; longer ones are cut. */
const char *value_print_unit(char buffer[UNIT_PRINT_SIZE], const char *unit,
                             const struct style *style);

#endif
