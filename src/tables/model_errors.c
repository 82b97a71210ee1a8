/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads rows of a table that has two kinds, told apart by their columns, so that nobody else needs
 * to know how. */
#include "tables/model_errors.h"

#include <math.h>
#include <string.h>

const char model_error_quantity[] = "owner_revenue_loss";

enum model_error_kind model_error_kind_of(const blackout_dataset *dataset, const struct row *row)
{
    const char *quantity = dataset_text(dataset, row->cells[MODEL_ERROR_QUANTITY].text);
    if (strcmp(quantity, model_error_quantity) != 0) {
        return MODEL_ERROR_OTHER;
    }
    return row->cells[MODEL_ERROR_DURATION_HOURS].given ? MODEL_ERROR_HOURS : MODEL_ERROR_CLASS;
}

/* An assumed error is a fitted one with location 0 and infinitely many degrees of freedom: the
 * normal distribution. */
struct model_error_class model_error_class_of(const struct row *row)
{
    const struct cell *cells = row->cells;
    const bool is_fitted = cells[MODEL_ERROR_SCALE].given;
    return (struct model_error_class){
        .is_fitted = is_fitted,
        .location = cell_or(&cells[MODEL_ERROR_LOCATION], 0),
        .scale = cells[is_fitted ? MODEL_ERROR_SCALE : MODEL_ERROR_LOG_SD].number,
        .degrees = cell_or(&cells[MODEL_ERROR_DEGREES], INFINITY)};
}
