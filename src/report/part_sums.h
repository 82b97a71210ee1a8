/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The losses by region, channel and sector over all platforms, for the page and the JSON of an
 * estimate. */
#ifndef BLACKOUT_REPORT_PART_SUMS_H
#define BLACKOUT_REPORT_PART_SUMS_H

#include "core/arena.h"
#include "estimate/result.h"

struct part_sums {
    struct result_parts by_region;
    struct result_parts by_channel;
    struct result_parts by_sector;
};

/* Keys in the order in which platforms have them; figures are central values alone. What it makes
 * lives in `arena`, texts in `result`. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status part_sums_make(struct part_sums *sums, struct arena *arena,
                               const struct result *result, blackout_error *error);

#endif
