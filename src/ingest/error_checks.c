/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of `model_error` is assumed (`log_sd`, of a normal) or fitted (`location`, `scale`,
 * `degrees`, as `blackout calibrate` writes it); the one of borrowed hours is assumed. The schema
 * has all of these columns as optional: which of them go together is said here. */
#include "ingest/table_checks.h"

#include <string.h>

#include "tables/model_errors.h"

static void fault(const struct table_context *context, const struct row *row, int column,
                  const char *what)
{
    struct place place = table_place(&context->tables[MODEL_ERROR], row, column);
    place.column = place.column > 0 ? place.column : 1; /* there may be no such column */
    diagnostics_fault(context->diagnostics, &place, "bad_value", "%s", what);
}

/* Whether the header has no column for a spread: a fault of its own, and of no row. */
static bool lacks_spread(const struct table_context *context, const struct table *table)
{
    const struct row *first = table->row_count > 0 ? &table->rows[0] : NULL;
    const bool lacks = first != NULL && table_place(table, first, MODEL_ERROR_LOG_SD).column == 0 &&
                       table_place(table, first, MODEL_ERROR_SCALE).column == 0;
    if (lacks) {
        struct place place = {table->source, 1, 1, "log_sd"};
        diagnostics_fault(context->diagnostics, &place, "missing_column",
                          "columns are missing from the header ('log_sd'); add log_sd, or scale "
                          "where the error was fitted");
    }
    return lacks;
}

/* With both spreads, or none, nobody can say which error is meant; either would change every
 * interval of a report. */
static void check_row(const struct table_context *context, const struct row *row)
{
    const struct cell *cells = row->cells;
    const bool is_assumed = cells[MODEL_ERROR_LOG_SD].given;
    const bool is_fitted = cells[MODEL_ERROR_SCALE].given;
    if (!is_assumed && !is_fitted) {
        fault(context, row, MODEL_ERROR_LOG_SD,
              "the error has no spread ('log_sd' and 'scale' are empty); give log_sd, or scale "
              "where it was fitted");
    } else if (is_assumed && is_fitted) {
        fault(context, row, MODEL_ERROR_SCALE,
              "the error has two spreads ('log_sd' and 'scale'); give log_sd, or scale where it "
              "was fitted");
    } else if (!is_fitted &&
               (cells[MODEL_ERROR_LOCATION].given || cells[MODEL_ERROR_DEGREES].given)) {
        fault(context, row,
              cells[MODEL_ERROR_LOCATION].given ? MODEL_ERROR_LOCATION : MODEL_ERROR_DEGREES,
              "a fitted error has no spread ('scale' is empty); give location, scale and degrees, "
              "as `blackout calibrate` writes them");
    } else if (is_fitted && cells[MODEL_ERROR_DURATION_HOURS].given) {
        fault(context, row, MODEL_ERROR_DURATION_HOURS,
              "the error of borrowed hours is not fitted ('scale'); give log_sd, or no "
              "duration_hours");
    }
}

/* Nobody reads a row of another quantity; where that is a slip, intervals are too narrow. */
static void warn_unused(const struct table_context *context, const struct row *row)
{
    const struct place place =
        table_place(&context->tables[MODEL_ERROR], row, MODEL_ERROR_QUANTITY);
    diagnostics_warn(context->diagnostics, &place, "unused_term",
                     "nothing reads the row of this quantity ('%.80s'); correct it to %s, or leave "
                     "the row out",
                     check_text(context, row, MODEL_ERROR_QUANTITY), model_error_quantity);
}

/* Rows of other quantities are judged as well: once the name is corrected, they count. */
blackout_status check_model_error(const struct table_context *context, struct table *table,
                                  blackout_error *error)
{
    (void)error;
    const bool spread = !lacks_spread(context, table);
    for (size_t i = 0; spread && i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->faulty) {
            continue;
        }
        check_row(context, row);
        if (strcmp(check_text(context, row, MODEL_ERROR_QUANTITY), model_error_quantity) != 0) {
            warn_unused(context, row);
        }
    }
    return BLACKOUT_OK;
}
