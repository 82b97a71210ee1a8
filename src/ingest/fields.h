/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field is a value or a fault. Everything here is a function of the field's text, the definition
 * of its column and the way in which its file writes values; nothing is kept, shared or reported,
 * so that records may be read by several threads in any order. Where the way is not known yet, a
 * field that could be read in two ways says so, and the whole column is looked at (survey.h). */
#ifndef BLACKOUT_INGEST_FIELDS_H
#define BLACKOUT_INGEST_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/number.h"
#include "ingest/number_text.h"
#include "tables/row.h"
#include "tables/schema.h"

enum field_fault {
    FIELD_SOUND,
    FIELD_EMPTY,     /* wrong only where a value is required */
    FIELD_SPOILT,    /* its bytes are no text: what is wrong with them is the reader's to report */
    FIELD_UNSETTLED, /* it may be right: the whole column has to be seen first */
    FIELD_NOT_NUMBER,
    FIELD_GROUPED,
    FIELD_PERCENT,
    /* of a number or date that does not say what it is, in a column where no row does */
    FIELD_OPEN_NUMBER,
    FIELD_OPEN_DATE,
    FIELD_MIXED_MARKS, /* against other rows of its column, see field_style.like */
    FIELD_MIXED_DATES,
    FIELD_MIXED_PERCENT,
    FIELD_OTHER_CURRENCY,
    FIELD_OVERFLOW,
    FIELD_UNDERFLOW,
    FIELD_OUT_OF_RANGE,
    FIELD_NOT_WHOLE,
    FIELD_NOT_INSTANT,
    FIELD_NOT_DAY, /* the date of a session, which has a time of day */
    FIELD_NOT_CURRENCY,
    FIELD_NO_MONEY,
    FIELD_NOT_FLAG,
    FIELD_NOT_BASIS,
    FIELD_LOW_ABOVE_CENTRE,
    FIELD_LOW_NOT_POSITIVE,
    FIELD_HIGH_BELOW_CENTRE,
    FIELD_HIGH_NOT_BELOW_1,
    FIELD_LACKS_HIGH,
    FIELD_LACKS_LOW,
    FIELD_LACKS_CENTRE,
    FIELD_FAULT_COUNT
};

/* How the values of a column are written in its file. */
struct field_style {
    bool declared;               /* `format` alone holds */
    struct number_format format; /* while not settled: the decimal mark shown so far, or 0 */
    bool settled;                /* the whole column has been looked at: what follows holds */
    number_ways ways;            /* in which all its numbers can be read */
    uint8_t dates;               /* orders in which all its dates can be; 0: ISO 8601 alone */
    uint8_t short_dates;         /* of dates with two digits of the year: enum short_order */
    bool dates_mixed;            /* others than ISO 8601's stand beside those */
    bool percent;                /* in every row */
    bool currency;               /* beside amounts, that of their rows */
    char like[48];               /* a value of the column that others do not go with ... */
    size_t like_line;            /* ... and where it is */
};

/* The value of a text (of an identifier, a currency) is the text itself. */
struct field {
    union {
        double number;
        instant time;
    };
    bool has_time; /* of a time: a time of day was given with the date */
    bool flag;
    uint8_t basis; /* enum basis */
    uint8_t fault; /* enum field_fault; where it is out of range, `number` is what was read */
    char mark;     /* of a number whose style is not settled: its decimal mark, or 0 */
};

/* The field of a column of values. `text` ends with a NUL after its `length` bytes. */
struct field field_read(const struct column_schema *schema, const struct field_style *style,
                        const char *text, size_t length);

/* Whether sums and products of such numbers might not be finite. */
bool field_is_too_large(double number);

/* The field of a column X_low or X_high: a number, whatever the type of X. */
struct field field_read_number(const struct column_schema *schema, const struct field_style *style,
                               const char *text, size_t length);

/* Whether a number may be in the column. */
static inline bool field_in_range(const struct column_schema *schema, double value)
{
    return value <= schema->max &&
           (schema->range_open ? value > schema->min : value >= schema->min);
}

/* Whether the column holds shares, by its definition: what may be written in percent, and has a
 * range below 1. */
bool field_is_share(const struct column_schema *schema);

/* The field of a column `basis` or X_basis. */
struct field field_read_basis(const char *text);

/* What is wrong with the range of a centre: of its low and of its high value. 0 < low <= centre <=
 * high, below 1 for shares. */
struct range_faults {
    enum field_fault low;
    enum field_fault high;
};
struct range_faults field_check_range(const struct column_schema *schema, double centre,
                                      const struct range *range);

/* Whether a centre may have a range: one at the end of its own range is certain. */
bool field_takes_range(const struct column_schema *schema, double centre);

/* The code of a fault (core/codes.h). */
const char *field_fault_code(enum field_fault fault);

/* What is wrong, as a part of a message. */
const char *field_fault_text(enum field_fault fault);

/* What would be right, as the other part. */
enum { FIELD_REMEDY_SIZE = 240 };
void field_fault_remedy(char remedy[FIELD_REMEDY_SIZE], enum field_fault fault,
                        const struct column_schema *schema, const struct field_style *style);

/* ": 1200 or 1.2": as what a text could be read, to be shown after it; "" where that is clear. */
void field_fault_readings(char readings[FIELD_REMEDY_SIZE], enum field_fault fault,
                          const char *text);

#endif
