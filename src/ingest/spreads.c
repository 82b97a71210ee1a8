/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is kept of single figures: a closed form is faster than looking for what was worked out
 * before. */
#include "ingest/spreads.h"

#include "core/exponential.h"
#include "core/mapping.h"

void spreads_init(struct spreads *spreads)
{
    for (int i = 0; i < BASIS_COUNT; ++i) {
        const double width = mapping_z95 * basis_spread((enum basis)i);
        spreads->of[i] = (struct spread){exponential(-width), exponential(width)};
    }
}
