/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of `dependencies` one by one, for insurance, which pays by business; all other losses use
 * cells, which are sums of rows. */
#include "prepare/business_rows.h"

#include "prepare/slopes.h"

/* A row of a platform that is up is in a cell that the model left out. */
uint32_t business_row_cell(const struct prepared *prepared, const struct dependency *row)
{
    uint32_t cell = cells_find(&prepared->dataset->cells, row);
    return cell == UINT32_MAX ? INDEX_NONE : prepared->cell_numbers[cell];
}

/* Slopes are of ratios to the centre, which is 1, since a row's ranges are given so. */
struct model_business_row business_row_make(uint32_t cell, const struct dependency *row)
{
    struct model_business_row result = {
        .cell = cell, .flow_per_year = dependency_flow(row), .fallback_share = row->fallback_share};
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        enum dependency_factor column = slopes_columns[i];
        slopes_make(&result.slopes.lower[i], &result.slopes.upper[i], row->low[column], 1,
                    row->high[column]);
    }
    return result;
}
