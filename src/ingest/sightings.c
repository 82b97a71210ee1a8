/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first few lines and the first text are enough for a message, so that it does not grow with
 * the file. */
#include "ingest/sightings.h"

#include <stdio.h>

void sightings_add(struct sightings *sightings, const struct csv_field *field)
{
    if (sightings->count == 0) {
        snprintf(sightings->text, sizeof sightings->text, "%s", field->text);
    }
    if (sightings->count < SIGHTING_LINES) {
        sightings->lines[sightings->count] = field->line;
    }
    ++sightings->count;
}

void sightings_print(char text[SIGHTINGS_SHOWN_SIZE], const struct sightings *sightings)
{
    const size_t count = sightings->count;
    size_t used = (size_t)snprintf(text, SIGHTINGS_SHOWN_SIZE, "'%s'", sightings->text);
    if (count < 2) {
        return;
    }
    used += (size_t)snprintf(text + used, SIGHTINGS_SHOWN_SIZE - used, ", %zu rows: lines", count);
    for (size_t i = 0; i < count && i < SIGHTING_LINES; ++i) {
        used += (size_t)snprintf(text + used, SIGHTINGS_SHOWN_SIZE - used, "%s %zu",
                                 i > 0 ? "," : "", sightings->lines[i]);
    }
    if (count > SIGHTING_LINES) {
        snprintf(text + used, SIGHTINGS_SHOWN_SIZE - used, ", ...");
    }
}
