/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dataset keeps of the businesses of `dependencies`: cells, the largest of them, those that
 * policies name, and control totals. */
#ifndef BLACKOUT_INGEST_BUSINESS_SUMS_H
#define BLACKOUT_INGEST_BUSINESS_SUMS_H

#include "ingest/dependencies.h"
#include "tables/dataset.h"

/* Adds each business that it is handed to the dataset. */
struct business_consumer business_sums_consumer(blackout_dataset *dataset);

/* Makes the sums those of all chunks (core/chunk.h). False when memory is out. */
bool business_sums_finish(blackout_dataset *dataset);

#endif
