/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number in a text like "EUR 95" or "95 km", for columns of which a description says that they
 * have such texts (`bareNumber` false of Table Schema). */
#ifndef BLACKOUT_INGEST_BARE_NUMBER_H
#define BLACKOUT_INGEST_BARE_NUMBER_H

#include <stddef.h>

/* Narrows a text, which ends with a zero, to the number in it, with the sign and the mark that are
 * right before its first digit. Leaves it as it is where it has no digit or a percent sign, for a
 * share of 95 % is 0.95, and where a sign may be meant elsewhere: number_text.h then reads it with
 * its sign ("-EUR 95", "95- EUR"), or not at all. */
void bare_number_find(const char **text, size_t *length);

#endif
