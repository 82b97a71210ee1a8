/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files prices_SYMBOL.csv of a package. Prices that an event study takes from elsewhere are
 * read by ingest/price_files.h. */
#ifndef BLACKOUT_INGEST_PACKAGE_PRICES_H
#define BLACKOUT_INGEST_PACKAGE_PRICES_H

#include "ingest/reader.h"
#include "tables/dataset.h"

/* Reads all of them, and adds their rows to the table `prices`, which has been read. What is wrong
 * with them goes to the diagnostics of `ingest`. BLACKOUT_ERROR_MEMORY. */
blackout_status package_prices_read(blackout_dataset *dataset, struct ingest *ingest,
                                    blackout_error *error);

#endif
