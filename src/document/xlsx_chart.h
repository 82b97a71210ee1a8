/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a document as charts of a workbook, which its reader can change: their numbers are
 * on a sheet of their own, beside which Excel finds them. Points and ends of intervals have round
 * and plus marks: dashes have names in libxlsxwriter 1.1.4 that the file format does not know
 * (docs/decisions/0008-libraries.md). Grids are no charts here but coloured cells (render_xlsx.c).
 */
#ifndef BLACKOUT_DOCUMENT_XLSX_CHART_H
#define BLACKOUT_DOCUMENT_XLSX_CHART_H

#include "document/chart.h"
#include "document/xlsx_book.h"

/* The sheet with the numbers that charts draw, column by column. */
struct xlsx_numbers {
    lxw_worksheet *sheet; /* NULL: no chart yet */
    lxw_col_t next;       /* the first column that is free */
};

/* Writes the numbers of a chart and puts it into a sheet with its corner at a cell. Nothing where
 * it has no series, or is of a kind that Excel does not draw. A failure is the book's. */
void xlsx_chart(struct xlsx_book *book, struct xlsx_numbers *numbers, const struct chart *chart,
                lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column);

/* Rows of usual height, 20 pixels, that a chart covers, and one more. */
enum { XLSX_CHART_ROWS = 21 };

#endif
