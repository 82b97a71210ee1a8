/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that spreadsheets put under the others to add them up: they are none of these, and would
 * count everything twice. */
#ifndef BLACKOUT_INGEST_TOTAL_WORDS_H
#define BLACKOUT_INGEST_TOTAL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "tables/schema.h"

/* Whether `name` is what a row of totals is called, in the languages of spreadsheets, whatever the
 * case and the marks around it: `TOTAL`, `Gesamtsumme:`, `Total 2025`. */
bool total_word(const char *name, size_t length);

/* Whether a key of the table is the name of something that has money: then a row may be a total. */
bool total_may_be_in(enum table_id table);

/* Whether an amount is what others add up to, but for the rounding of typed totals: to 1e-6 of
 * their sum, in the same unit. Nothing is the total of nothing. */
bool total_of_others(double amount, double others);

#endif
