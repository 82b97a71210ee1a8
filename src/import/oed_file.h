/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of accounts in Open Exposure Data, row by row: the columns that are read, by name, and
 * what the others are. Knows nothing of what becomes of a row. */
#ifndef BLACKOUT_IMPORT_OED_FILE_H
#define BLACKOUT_IMPORT_OED_FILE_H

#include "import/made.h"

enum oed_column {
    OED_ACC_NUMBER,
    OED_ACC_CURRENCY,
    OED_PORT_NUMBER,
    OED_POL_NUMBER,
    OED_POL_PERILS_COVERED,
    OED_LAYER_NUMBER,
    OED_ANNUAL_REVENUE,
    OED_ANNUAL_REVENUE_CURRENCY,
    OED_GROSS_PROFIT_MARGIN,
    OED_INDUSTRY_SCHEME,
    OED_INDUSTRY_CODE,
    OED_COUNTRY_CODE,
    OED_CLOUD_VENDOR,
    OED_POL_COVERAGE,
    OED_BI_WAITING_PERIOD,
    OED_POL_DED,
    OED_POL_DED_CBI,
    OED_POL_LIMIT_CBI,
    OED_LAYER_ATTACHMENT,
    OED_LAYER_LIMIT,
    OED_LAYER_PARTICIPATION,
    OED_LAYER_AGG_LIMIT,
    OED_LIMIT_CURRENCY,
    OED_DED_CURRENCY,
    OED_POL_SIR,
    OED_LAYER_AGG_ATTACHMENT,
    OED_BIPOI,
    OED_POL_DED_TYPE,
    OED_POL_DED_TYPE_CBI,
    OED_POL_LIMIT_TYPE_CBI,
    OED_POL_DED_CODE,
    OED_POL_DED_CODE_CBI,
    OED_VERSION,
    OED_COLUMN_COUNT
};

/* As the format names them. */
extern const char *const oed_columns[OED_COLUMN_COUNT];

/* Texts live until the function returns; "" where a column is empty or not there. */
struct oed_row {
    const char *file;
    size_t line;
    const char *texts[OED_COLUMN_COUNT];
};

typedef blackout_status oed_row_function(void *user, const struct oed_row *row,
                                         blackout_error *error);

/* Reads a file, and calls `take` for each row that can be read. Rows that cannot, and columns with
 * values that are not read, are added to the import's list. BLACKOUT_ERROR_INPUT for a file without
 * the columns of an account. */
blackout_status oed_file_read(blackout_import *import, const struct import_source *source,
                              oed_row_function *take, void *user, blackout_error *error);

#endif
