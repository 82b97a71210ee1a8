/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook in the making: sheets with names that Excel takes, cells with the formats of values,
 * and the way of the finished file into a sink. Alone with xlsx_chart.c it knows libxlsxwriter.
 *
 * Numbers are written as numbers, in their own unit, and shown by a format: 119,890,729 USD is
 * shown as 119.89 under a heading "M USD". Texts are written as texts: nothing of the data becomes
 * a formula or an address. A failed call sticks. */
#ifndef BLACKOUT_DOCUMENT_XLSX_BOOK_H
#define BLACKOUT_DOCUMENT_XLSX_BOOK_H

#include <locale.h>
#include <xlsxwriter.h>

#include "blackout/sink.h"
#include "blackout/status.h"
#include "core/arena.h"
#include "document/value.h"

/* How a cell looks beside its number. */
enum xlsx_look {
    XLSX_PLAIN,
    XLSX_TITLE,
    XLSX_HEADING,
    XLSX_HEADER,       /* of a column of names */
    XLSX_HEADER_RIGHT, /* of a column of numbers */
    XLSX_HEADER_INDENTED,
    XLSX_TOTAL,
    XLSX_RIGHT,    /* a text in a column of numbers */
    XLSX_INDENTED, /* a text beside a number */
    XLSX_WRAPPED,
    XLSX_LINK
};

/* Of a format of numbers, as the library limits it. */
enum { XLSX_FORMAT_SIZE = 128 };

struct xlsx_format {
    char number[XLSX_FORMAT_SIZE];
    enum xlsx_look look;
    lxw_format *format;
};

struct xlsx_book {
    lxw_workbook *workbook;
    struct arena arena;
    struct xlsx_format *formats; /* those in use */
    size_t format_count;
    size_t format_capacity;
    char *path;       /* of a file of our own, which the library writes */
    locale_t neutral; /* the library prints numbers by the locale of the thread */
    locale_t before;
    bool failed; /* memory is out, a file cannot be written, or a limit of Excel is passed */
};

/* `title` NULL: none. To be ended by xlsx_finish() in either case. */
void xlsx_begin(struct xlsx_book *book, const char *title);

/* Ends the book, and puts the bytes of its file into the sink where nothing has failed. The same
 * book gives the same bytes. Errors: BLACKOUT_ERROR_MEMORY, BLACKOUT_ERROR_IO. */
blackout_status xlsx_finish(struct xlsx_book *book, blackout_sink *sink, void *user,
                            blackout_error *error);

/* A sheet with a name made of `title`, printed landscape on A4; NULL where the book has failed. */
lxw_worksheet *xlsx_sheet(struct xlsx_book *book, const char *title);

/* The format of a look and a number; NULL where the book has failed. */
lxw_format *xlsx_format(struct xlsx_book *book, const char *number, enum xlsx_look look);

/* Cells; rows and columns from 0 on. Nothing is written for a number that is not finite, and
 * nothing at all where the book has failed. Texts and formats are copied. */
void xlsx_text(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *text, enum xlsx_look look);
void xlsx_number(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                 double number, const char *format, enum xlsx_look look);
void xlsx_link(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *to_sheet);

/* A text over several columns, wrapped, in a row of the height that it needs: the library does not
 * find it. `width` is that of the columns together, in characters. */
void xlsx_paragraph(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t columns,
                    double width, const char *text);

/* A value in its cell: its number, or the text of what is none. */
void xlsx_value(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                const struct value *value, enum xlsx_look look);

/* Another number of a value, as the value itself would be shown. */
void xlsx_part(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const struct value *value, double number, enum xlsx_look look);

/* Days since 1899-12-30, as sheets count them, of seconds since 1970. Right from March 1900 on:
 * before that sheets are a day off. */
double xlsx_time(double seconds);
extern const char xlsx_instant_format[];

/* Whether a call went well; otherwise the book has failed. */
bool xlsx_done(struct xlsx_book *book, lxw_error result);

#endif
