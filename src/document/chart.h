/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as data: which numbers are drawn against which, and how. The numbers are columns of a
 * table of the same document, so that a reader finds them beside the picture; where a table would
 * be too long they are the chart's own. Renderers that cannot draw leave charts out. Nothing of a
 * chart is pixels or colours: those are the renderers'. */
#ifndef BLACKOUT_DOCUMENT_CHART_H
#define BLACKOUT_DOCUMENT_CHART_H

#include "document/document.h"

enum chart_kind {
    CHART_LINES,     /* values over positions, a line a series, in a band from low to high */
    CHART_POINTS,    /* the same as points, each with its interval */
    CHART_WATERFALL, /* at each label a bar from the value before to this one */
    CHART_TORNADO,   /* at each label a bar from low to high, around the centre */
    CHART_RANGES,    /* at each label a point in its interval; without intervals a bar from zero */
    CHART_GRID,      /* a field for each label and series, the darker the larger */
    CHART_PARTS      /* at each label a bar of the series side by side, as parts of their sum */
};

/* Which of a value's numbers is meant. */
enum value_part { PART_NUMBER, PART_LOW, PART_HIGH };

/* A list of numbers; {0} is none. */
struct chart_numbers {
    const struct sheet *table; /* a column of it, from a row on; NULL: own numbers */
    size_t column;
    enum value_part part;
    size_t first_row;
    const double *own; /* borrowed: it has to live as long as the document */
    size_t count;
};

struct chart_axis {
    const char *title;
    const char *unit; /* of the numbers as they are, "USD", "h"; "" for none: the magnitude that is
                       * shown is the renderer's */
    bool logarithmic;
    bool time;         /* numbers are seconds since 1970, UTC */
    bool whole_number; /* counts */
};

struct chart_series {
    const char *name;
    struct chart_numbers positions; /* on the axis x; none where the chart has labels */
    struct chart_numbers values;
    struct chart_numbers low; /* the band around the values; none */
    struct chart_numbers high;
    const char *const *names; /* [values.count] of the points; borrowed; NULL: they have none */
    bool is_context; /* drawn thinner and without colour: what the others are compared with */
};

/* A stretch of the axis x that the chart is about, in the unit of its positions: the outage. */
struct chart_span {
    double from;
    double to;
    const char *name; /* NULL: none */
};

struct chart {
    enum chart_kind kind;
    const char *name; /* of this chart among all of a report, for programs: "loss-by-duration" */
    const char *title;
    struct chart_axis x;
    struct chart_axis y;
    struct chart_numbers labels; /* whose texts are along the axis x; none where it has numbers */
    double centre;               /* of a tornado, in the unit of its values */
    struct chart_span span;
    const char *band; /* what the bands are, a sentence; NULL: from the 5 % to the 95 % value */
    const struct chart_series *series;
    size_t series_count;
};

/* Puts a copy of the chart and of its series after what is there; texts and own numbers are
 * borrowed, and a table must be one of the document. */
void document_chart(struct document *document, const struct chart *chart);

/* What a reader must know to read it, such as what its bands are: a sentence of the program's own,
 * without markup; NULL: nothing. */
const char *chart_about(const struct chart *chart);

/* All rows of a column, or those from `first_row` on that are asked for. */
struct chart_numbers chart_column(const struct sheet *table, size_t column, enum value_part part);
struct chart_numbers chart_rows(const struct sheet *table, size_t column, size_t first_row,
                                size_t count);
struct chart_numbers chart_own(const double *numbers, size_t count);

/* A number of the list, in its own unit; times in seconds since 1970, durations in hours. NAN where
 * there is none: an empty cell, a text. */
double chart_number(const struct chart_numbers *numbers, size_t index);

/* The text of a label. */
const char *chart_label(char buffer[VALUE_PRINT_SIZE], const struct chart_numbers *labels,
                        size_t index);

#endif
