/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the rows that a run takes became known: owners, platforms and exchange rates have a date,
 * and the latest that is not after the start counts, however old it is. */
#ifndef BLACKOUT_PREPARE_VINTAGES_H
#define BLACKOUT_PREPARE_VINTAGES_H

#include "prepare/prepared.h"

/* Lists the rows of what is down, and of the rates that the model uses, in prepared->vintages, and
 * warns of those that are more than a year from the start; without a start from the latest of them.
 * Needs the whole model. */
blackout_status vintages_note(struct prepared *prepared, blackout_error *error);

/* Whether a row of that date is more than a year from what the run is about; false where either is
 * not known. */
bool vintages_are_apart(const struct prepared *prepared, instant as_of);

/* "the start, 2021-10-04", or "the latest row, of 2026-07-29". `text` has room for
 * VINTAGE_TEXT_SIZE. */
enum { VINTAGE_TEXT_SIZE = 64 };
void vintages_reference_text(char text[VINTAGE_TEXT_SIZE], const struct prepared *prepared);

#endif
