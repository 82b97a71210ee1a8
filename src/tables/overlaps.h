/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which outages of an owner overlap or meet: n log n in the rows of a catalogue. */
#ifndef BLACKOUT_TABLES_OVERLAPS_H
#define BLACKOUT_TABLES_OVERLAPS_H

#include "core/arena.h"
#include "tables/table.h"

struct overlaps;

/* Of the rows of `outages`; none is added yet. NULL: memory is out. */
struct overlaps *overlaps_open(const struct table *outages, struct arena *arena);

/* How many of the rows that were added before overlap or meet the row (catalogue_overlaps()), with
 * the first `most` of them in `found`, as they began; then adds it. */
size_t overlaps_add(struct overlaps *overlaps, const struct row *row, const struct row **found,
                    size_t most);

#endif
