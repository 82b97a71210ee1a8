/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single rows of `dependencies` as rows of the model. */
#ifndef BLACKOUT_PREPARE_BUSINESS_ROWS_H
#define BLACKOUT_PREPARE_BUSINESS_ROWS_H

#include "prepare/prepared.h"

/* The model cell of a row; INDEX_NONE where its platform is not in the scenario. */
uint32_t business_row_cell(const struct prepared *prepared, const struct dependency *row);

/* The row of a cell that is in the model. Its `business` is for who lists it. */
struct model_business_row business_row_make(uint32_t cell, const struct dependency *row);

#endif
