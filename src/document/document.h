/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as data, before it is text, HTML or a sheet: sentences, headings, notes, tables and
 * charts, all of typed values. One builder makes it for each report, one renderer writes it in each
 * format.
 *
 * A document owns its blocks and tables; texts that it is given are borrowed, and must live as long
 * as it does. A failed allocation sticks: what is added after it is lost, and `failed` says so. */
#ifndef BLACKOUT_DOCUMENT_DOCUMENT_H
#define BLACKOUT_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/control.h"
#include "core/warning.h"
#include "document/csv_dialect.h"
#include "document/text_asked.h"
#include "document/value.h"

/* Between a number and its unit where a line must not end: U+00A0. */
#define NO_BREAK "\xC2\xA0"

struct chart;
struct document;

struct column {
    const char *name;
    bool left; /* names are aligned to the left, figures to the right */
    const char
        *basis; /* what its figures rest on: "72 % derived, 28 % assumed"; NULL, "": unsaid */
};

/* Rows of values under columns: a table of a document, where a struct table is one of a package. */
struct sheet {
    struct document *document;
    const struct column *columns;
    size_t column_count;
    struct value *cells; /* [row_count][column_count] */
    size_t row_count;
    size_t row_capacity;
    const struct sheet *above; /* lines of as many cells above the names of the columns, for a file
                                * that is filled in: of renderers, CSV alone writes them; or NULL */
    bool has_total;            /* the last row sums the others */
    bool is_explored;          /* rows are choices: a page lets the reader choose among them */
};

enum block_kind {
    BLOCK_PART,      /* begins a part that says the same of something else: another share */
    BLOCK_HEADING,   /* of what follows: level 1, or 2 for one below it */
    BLOCK_PARAGRAPH, /* a sentence or more */
    BLOCK_NOTE,      /* on the heading or table before it: level 1, or 2 for one on a note */
    BLOCK_TABLE,
    /* What follows is for renderers that draw: it says nothing that the others do not have. In this
     * order: render_text.c passes over all kinds from here on. */
    BLOCK_FIGURES, /* the figures that matter most, each with its interval: document_figures() */
    BLOCK_FINDING, /* the answer in so few words that it can be a title: document_finding() */
    BLOCK_NUMBERS, /* a table of what the chart after it draws */
    BLOCK_CHART
};

struct block {
    enum block_kind kind;
    int level;          /* of a part, a heading or a note, from 1 */
    struct value *runs; /* texts and values that make one line; "\n" in a text is a line break that
                           a renderer may take for a blank */
    size_t run_count;
    size_t run_capacity;
    size_t title_runs;    /* of a heading: those before its unit; the rest goes into detail */
    size_t headline_runs; /* of a paragraph: those that say what it is about, before the ": " of the
                             rest; 0: not told apart */
    const char *unit;     /* of a heading: of what follows, "M USD"; NULL: none */
    const struct sheet *table;
    const struct chart *chart; /* document/chart.h */
};

/* {0} is an empty document; document_free() ends it. */
struct document {
    struct arena arena;
    const char *title;
    const char *source; /* by what and from what it was made, for under a chart; NULL: unsaid */
    struct block *blocks;
    size_t block_count;
    size_t block_capacity;
    const struct warning_list *warnings;  /* NULL: none */
    const struct control_totals *control; /* of what it was made from; NULL: of nothing */
    struct csv_dialect csv;               /* of its tables; those that no report sets are {0} */
    const struct csv_dialect *csv_asked;  /* what a user wants instead; NULL: nothing else */
    const char *chart_asked; /* the name of the chart that is drawn alone; NULL: the only one */
    struct text_asked text;  /* {0}: as it is written into a file */
    bool continues;          /* of CSV: rows that follow those of another document's table */
    bool failed;             /* memory is out */
};

void document_free(struct document *document);

/* A formatted text that the document owns; "" when memory is out. */
const char *document_format(struct document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds an empty block, for what has no function of its own below; NULL when memory is out. */
struct block *document_block(struct document *document, enum block_kind kind);

/* All lines are made by a template, in which each "{}" is the next value:
 *
 *     document_note(document, 1, "{} of {} were inside.", (struct value[]){hits, trials}, 2);
 *
 * Another number of values than of "{}" is a mistake of the builder, which fails as a lack of
 * memory does. */
void document_part(struct document *document, int level, const char *template,
                   const struct value *values, size_t count);
void document_heading(struct document *document, int level, const char *template,
                      const struct value *values, size_t count);
void document_paragraph(struct document *document, const char *template, const struct value *values,
                        size_t count);
void document_note(struct document *document, int level, const char *template,
                   const struct value *values, size_t count);

/* What the last paragraph has so far says what it is about: the heading of a page. */
void document_headline(struct document *document);

/* The answer as the title of a page, at most two lines long: the paragraph that is the answer says
 * the same with intervals. */
void document_finding(struct document *document, const char *template, const struct value *values,
                      size_t count);

/* Continues the last line. */
void document_add(struct document *document, const char *template, const struct value *values,
                  size_t count);

/* Gives the last heading its unit; what is added afterwards goes into detail on it. "" is none. */
void document_heading_unit(struct document *document, const char *unit);

/* A table that is in no document yet; NULL when memory is out, which all of the below pass over.
 * Columns are copied, their names are borrowed. It is the document's, whether it is put into it or
 * not. */
struct sheet *sheet_new(struct document *document, const struct column *columns, size_t count);

/* Adds a row. The cells after the first `count` are empty; values beyond the last column are left
 * out. */
void sheet_row(struct sheet *table, const struct value *values, size_t count);

/* Puts the table after what is there. */
void document_table(struct document *document, const struct sheet *table);

/* The figures that matter most; a row for each, whose columns are those of FIGURES_COLUMNS. The
 * value is shown without its unit, which is a text of its own; an interval or what it is about may
 * be empty. */
enum {
    FIGURES_NAME,
    FIGURES_VALUE,
    FIGURES_UNIT,
    FIGURES_INTERVAL,
    FIGURES_ABOUT,
    FIGURES_COLUMNS
};
void document_figures(struct document *document, const struct sheet *table);

/* The numbers of the chart that comes next, where they are in no other table: for pages and
 * workbooks, where everything that is drawn can be read as a number. */
void document_numbers(struct document *document, const struct sheet *table);

/* Whether the document has parts: renderers put headings one level deeper then. */
bool document_has_parts(const struct document *document);

/* A cell; both numbers are within the table. The pointer is good until a row is added. */
const struct value *sheet_cell(const struct sheet *table, size_t row, size_t column);

/* Whether a column has neither a name nor a value: renderers for people leave it out. CSV does not:
 * programs count on its columns. */
bool sheet_column_is_empty(const struct sheet *table, size_t column);

#endif
