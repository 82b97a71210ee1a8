/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads daily closes into a price book, from files and from a package. */
#ifndef BLACKOUT_INGEST_PRICE_FILES_H
#define BLACKOUT_INGEST_PRICE_FILES_H

#include "blackout/run.h"
#include "tables/dataset.h"
#include "tables/price_book.h"

/* An empty book over `arena`. */
blackout_status price_book_init(struct price_book *book, struct arena *arena,
                                blackout_error *error);

/* Adds the file at `path`: either layout, told by whether there is a column `symbol`; without one
 * the symbol is that of the name, prices_SYMBOL.csv or SYMBOL.csv. A symbol may be spread over
 * several files. Faults go to `options->diagnostic`; with any the call fails. */
blackout_status price_book_read(struct price_book *book, const char *path,
                                const blackout_run_options *options, blackout_error *error);

/* Adds the package's prices of every symbol that no file has given. */
blackout_status price_book_add_package(struct price_book *book, const blackout_dataset *dataset,
                                       blackout_error *error);

#endif
