/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column shapes that recur: one macro each, so that a line of the tables says what is special to
 * its column. For tables/schema.c alone, which has the tables and includes the types that these
 * shapes have. The remedy of a shape ends messages ("... ; a share from 0 to 1"), and a test holds
 * its numbers against the range. */
#ifndef BLACKOUT_TABLES_COLUMN_SHAPES_H
#define BLACKOUT_TABLES_COLUMN_SHAPES_H

#include <float.h>

#define ANY (-DBL_MAX), DBL_MAX
#define FROM_ZERO 0, DBL_MAX
#define SHARE 0, 1
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define KEY(name, need, table, meaning)                                                            \
    {                                                                                              \
        name, COLUMN_KEY, need, table, false, ANY, "an identifier", meaning                        \
    }
/* Separated by ';' and not by a comma, so that a list needs no quotes in CSV. */
#define KEYS(name, need, table, meaning)                                                           \
    {                                                                                              \
        name, COLUMN_KEYS, need, table, false, ANY, "identifiers, separated by ';'", meaning       \
    }
#define TEXT(name, need, meaning)                                                                  \
    {                                                                                              \
        name, COLUMN_TEXT, need, NO_TABLE, false, ANY, "text", meaning                             \
    }
#define TIME(name, need, meaning)                                                                  \
    {                                                                                              \
        name, COLUMN_INSTANT, need, NO_TABLE, false, ANY, "ISO 8601, like 2021-10-04T15:39Z",      \
            meaning                                                                                \
    }
/* A day of an exchange: what a time of day beside it means, ingest/date_text.c knows. */
#define SESSION(name, need, meaning)                                                               \
    {                                                                                              \
        name, COLUMN_INSTANT, need, NO_TABLE, false, ANY, "ISO 8601, like 2021-10-04T15:39Z",      \
            meaning, true                                                                          \
    }
#define CURRENCY(name, need, meaning)                                                              \
    {                                                                                              \
        name, COLUMN_CURRENCY, need, NO_TABLE, false, ANY, "ISO 4217, like USD", meaning           \
    }
#define NUMBER(name, need, meaning)                                                                \
    {                                                                                              \
        name, COLUMN_NUMBER, need, NO_TABLE, false, ANY, "a number", meaning                       \
    }
#define AMOUNT(name, need, meaning)                                                                \
    {                                                                                              \
        name, COLUMN_NUMBER, need, NO_TABLE, false, FROM_ZERO, "a number of at least 0", meaning   \
    }
#define POSITIVE(name, need, meaning)                                                              \
    {                                                                                              \
        name, COLUMN_NUMBER, need, NO_TABLE, true, FROM_ZERO, "a number above 0", meaning          \
    }
/* The range makes it a share: it is drawn on the logit, and may be written in percent. */
#define FRACTION(name, need, meaning)                                                              \
    {                                                                                              \
        name, COLUMN_NUMBER, need, NO_TABLE, false, SHARE, "a share from 0 to 1", meaning          \
    }

#endif
