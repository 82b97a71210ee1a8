/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms in which fields of a filing are written: a pattern for each, what would be right in
 * words, and where the pattern is from. */
#ifndef BLACKOUT_FILING_FORMATS_H
#define BLACKOUT_FILING_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

enum filing_format {
    FILING_TEXT,
    FILING_CURRENCY,
    FILING_DATE_TIME, /* UTC */
    FILING_DURATION,  /* DDD:HH:MM */
    FILING_COUNT,
    FILING_PERCENT,
    FILING_PROPORTION, /* a percentage that may be small */
    FILING_AMOUNT,
    FILING_THOUSANDS, /* an amount in thousands of the currency */
    FILING_COUNTRIES,
    FILING_LEI,
    FILING_FORMAT_COUNT
};

struct filing_format_rule {
    const char *name;    /* "duration" */
    const char *pattern; /* as JSON Schema and Perl write it */
    const char *right;   /* what would be right */
    const char *source;  /* of the pattern */
};

const struct filing_format_rule *filing_format_rule(enum filing_format format);

/* Whether a text is of the form: what its pattern says, and that a date is one of the calendar. */
bool filing_format_takes(enum filing_format format, const char *text);

/* Hours as DDD:HH:MM, to the minute; false where they are too many for the form. */
enum { FILING_DURATION_SIZE = 40 };
bool filing_print_duration(char text[FILING_DURATION_SIZE], double hours);

#endif
