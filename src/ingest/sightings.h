/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something was met in a column: how often, in which lines first, and how it was written. */
#ifndef BLACKOUT_INGEST_SIGHTINGS_H
#define BLACKOUT_INGEST_SIGHTINGS_H

#include <stddef.h>

#include "ingest/csv.h"

enum { SIGHTING_LINES = 3, SIGHTING_TEXT_SIZE = 48 };

struct sightings {
    size_t count;
    size_t lines[SIGHTING_LINES];  /* the first of them */
    char text[SIGHTING_TEXT_SIZE]; /* of the first one */
};

/* Counts a field; of its text a copy is kept, cut to SIGHTING_TEXT_SIZE. */
void sightings_add(struct sightings *sightings, const struct csv_field *field);

/* Room for all that sightings_print() writes: a text, and numbers of 20 digits. */
enum { SIGHTINGS_SHOWN_SIZE = 240 };

/* "'1.200'", or "'1.200', 12 rows: lines 2, 3, 4, ..." */
void sightings_print(char text[SIGHTINGS_SHOWN_SIZE], const struct sightings *sightings);

#endif
