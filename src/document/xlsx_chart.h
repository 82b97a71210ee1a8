/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a document as charts of a workbook, which its reader can change: their numbers are
 * on a sheet of their own, beside which Excel finds them. */
#ifndef BLACKOUT_DOCUMENT_XLSX_CHART_H
#define BLACKOUT_DOCUMENT_XLSX_CHART_H

#include "document/chart.h"
#include "document/xlsx_book.h"

/* The sheet with the numbers that charts draw, column by column. */
struct xlsx_numbers {
    lxw_worksheet *sheet; /* NULL: no chart yet */
    lxw_col_t next;
};

/* Writes the numbers of a chart and puts it into a sheet with its corner at a cell. */
void xlsx_chart(struct xlsx_book *book, struct xlsx_numbers *numbers, const struct chart *chart,
                lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column);

/* Rows of usual height that a chart covers. */
enum { XLSX_CHART_ROWS = 21 };

#endif
