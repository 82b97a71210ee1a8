/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at a whole file to learn how its columns write numbers and dates: 1.200 may be a thousand
 * or one, 03/04/2021 a day of March or of April, and only the other rows can say which. Done once,
 * and only for a file with such a value: all others are read in one pass. */
#ifndef BLACKOUT_INGEST_SURVEY_H
#define BLACKOUT_INGEST_SURVEY_H

#include "ingest/header.h"

/* Settles the style of every column that has not declared one. What cannot be settled is reported
 * here, once a column; the fields concerned are then FIELD_REPORTED. BLACKOUT_ERROR_MEMORY, or what
 * reading the file once more gives. */
blackout_status survey_file(struct header *header, const struct table *table,
                            const struct resource *resource, struct diagnostics *diagnostics,
                            blackout_error *error);

#endif
