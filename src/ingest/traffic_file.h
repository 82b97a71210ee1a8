/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads measured traffic: the table of a package, or a bare file of a meter. */
#ifndef BLACKOUT_INGEST_TRAFFIC_FILE_H
#define BLACKOUT_INGEST_TRAFFIC_FILE_H

#include "ingest/reader.h"
#include "tables/traffic_series.h"

/* Reads the table; a time stamp that stands twice in a series is a fault. */
blackout_status traffic_read(struct traffic_table *traffic, struct table *table,
                             const struct resource *resource, struct ingest *ingest,
                             blackout_error *error);

/* Reads a bare file of traffic. It comes straight from a meter: a row that stands twice is dropped,
 * and different volumes of one time (clocks set back) are replaced by their mean; both are warned
 * of. */
blackout_status traffic_read_bare(struct traffic_table *traffic, struct table *table,
                                  const struct resource *resource, struct ingest *ingest,
                                  blackout_error *error);

#endif
