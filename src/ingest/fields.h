/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field is a value or a fault. Everything here is a function of the field's text, the definition
 * of its column and the way in which its file writes numbers; nothing is kept, shared or reported,
 * so that records may be read by several threads in any order. */
#ifndef BLACKOUT_INGEST_FIELDS_H
#define BLACKOUT_INGEST_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/number.h"
#include "tables/row.h"
#include "tables/schema.h"

enum field_fault {
    FIELD_SOUND,
    FIELD_EMPTY,  /* wrong only where a value is required */
    FIELD_SPOILT, /* its bytes are no text: what is wrong with them is the reader's to report */
    FIELD_NOT_NUMBER,
    FIELD_AMBIGUOUS,
    FIELD_GROUPED,
    FIELD_PERCENT,
    FIELD_OVERFLOW,
    FIELD_OUT_OF_RANGE,
    FIELD_NOT_WHOLE,
    FIELD_NOT_INSTANT,
    FIELD_NOT_CURRENCY,
    FIELD_NOT_FLAG,
    FIELD_NOT_BASIS,
    FIELD_LOW_ABOVE_CENTRE,
    FIELD_LOW_NOT_POSITIVE,
    FIELD_HIGH_BELOW_CENTRE,
    FIELD_HIGH_NOT_BELOW_1,
    FIELD_LACKS_HIGH,
    FIELD_LACKS_LOW,
    FIELD_FAULT_COUNT
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
};

/* The field of a column of values. `text` ends with a NUL after its `length` bytes. */
struct field field_read(const struct column_schema *schema, const struct number_format *format,
                        const char *text, size_t length);

/* The field of a column X_low or X_high: a number, whatever the type of X. */
struct field field_read_number(const struct column_schema *schema,
                               const struct number_format *format, const char *text, size_t length);

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

/* What is wrong, and what would be right, as two parts of a message. */
const char *field_fault_text(enum field_fault fault);
const char *field_fault_remedy(enum field_fault fault, const struct column_schema *schema);

#endif
