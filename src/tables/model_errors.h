/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of `model_error` for the owner's loss of sales: one of the class of past outages, without a
 * duration, and those of borrowed hours, each for a duration. (methodology, stage 7) */
#ifndef BLACKOUT_TABLES_MODEL_ERRORS_H
#define BLACKOUT_TABLES_MODEL_ERRORS_H

#include "tables/dataset.h"

extern const char model_error_quantity[];

enum model_error_kind { MODEL_ERROR_OTHER, MODEL_ERROR_CLASS, MODEL_ERROR_HOURS };

/* What a row says; MODEL_ERROR_OTHER is of another quantity. */
enum model_error_kind model_error_kind_of(const blackout_dataset *dataset, const struct row *row);

/* The class of a row: Student's t of ln of the loss; a plain normal about 0 where it has `log_sd`.
 */
struct model_error_class {
    bool is_fitted; /* not `log_sd` */
    double location;
    double scale;
    double degrees; /* INFINITY: normal */
};

struct model_error_class model_error_class_of(const struct row *row);

#endif
