/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of typed cells, and how sure their figures are. A cell takes 16 bytes and a row 16 more, for
 * a package may hold a million prices; what is the same for all rows of a file (the place of a
 * column) is kept by its table, and a range only where a row has one. */
#ifndef BLACKOUT_TABLES_ROW_H
#define BLACKOUT_TABLES_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/mapping.h"
#include "core/strings.h"
#include "tables/schema.h"

/* What a figure rests on, strongest first: a product rests on its weakest factor, the largest. */
enum basis { BASIS_MEASURED, BASIS_REPORTED, BASIS_DERIVED, BASIS_ASSUMED, BASIS_COUNT };

const char *basis_name(enum basis basis);

/* Where a figure has no range of its own: the standard deviation of its logarithm, or of its logit,
 * that goes with its basis (methodology, stage 0). No range is not certainty. */
double basis_spread(enum basis basis);

/* The 5 % and the 95 % value of a figure. */
struct range {
    double low;
    double high;
};

/* One field: which member holds its value depends on the type of its column. In the second half of
 * a row's cells, the range of one. */
struct cell {
    union {
        struct {
            union {
                double number;  /* NUMBER, INTEGER */
                instant time;   /* INSTANT */
                string_id text; /* KEY, KEYS, TEXT, CURRENCY, FLAG */
            };
            string_id source;   /* of numbers */
            uint8_t basis;      /* of numbers: enum basis */
            bool given : 1;     /* not empty, and understood */
            bool refused : 1;   /* not empty, and not understood: a fault has been reported */
            bool has_range : 1; /* a low and a high value were given */
            bool asked : 1;     /* set by the scenario: the question itself, which does not vary */
            bool has_time : 1;  /* of INSTANT: a time of day was given with the date */
            bool flag : 1;      /* of FLAG */
        };
        struct range range;
    };
};

struct row {
    struct cell *cells; /* one for each column of the table; as many ranges follow, if it has any */
    uint64_t line : 48; /* of the file, from 1 */
    uint8_t column_count;
    bool faulty : 1; /* a fault has been reported of one of its cells */
    bool has_ranges : 1;
};

/* No file has more lines: 280 TB of line ends. */
#define ROW_LAST_LINE UINT64_C(0xffffffffffff)

/* How many cells a row has, with its ranges. */
static inline size_t row_size(const struct row *row)
{
    return (size_t)row->column_count * (row->has_ranges ? 2 : 1);
}

/* The range of a cell with has_range. */
const struct range *row_range(const struct row *row, int column);

/* The number of a cell, or `otherwise` where it is empty. */
double cell_or(const struct cell *cell, double otherwise);

/* The first moment after what a cell of a time says as the end of a span: a day without a time is
 * meant whole. */
instant cell_end(const struct cell *cell);

/* How a number of the column varies. Of a column that may be negative what is above 0 does, as
 * ranges are above 0; the rest is certain (mapping_of_range()). */
enum transform column_transform(const struct column_schema *schema);

/* The standard deviation on the column's scale that goes with the basis of a number's cell. */
double cell_spread(const struct cell *cell, const struct column_schema *schema);

/* The figure of a number's cell with its uncertainty: its range, or the spread of its basis. */
struct mapping row_mapping(const struct row *row, enum table_id table, int column);

#endif
