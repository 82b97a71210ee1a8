/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slot for each hash, and no search: what is not in its slot is worked out again, which gives the
 * same bits. */
#include "ingest/spreads.h"

#include <stdint.h>
#include <string.h>

#include "core/hash.h"

const struct spread *spreads_of(struct spreads *spreads, enum transform transform, double centre,
                                double sd)
{
    const double key = transform == TRANSFORM_LOGIT ? -sd : sd;
    uint64_t bits[2];
    memcpy(&bits[0], &centre, sizeof centre);
    memcpy(&bits[1], &key, sizeof key);
    struct spread *slot = &spreads->slots[hash_mix(bits[0] ^ bits[1] >> 1) % SPREAD_SLOTS];
    uint64_t sd_bits; /* that of 0 has a sign */
    memcpy(&sd_bits, &slot->sd, sizeof sd_bits);
    if (slot->centre != centre || sd_bits != bits[1]) {
        const struct mapping mapping = mapping_of_spread(transform, centre, sd);
        *slot = (struct spread){.centre = centre, .sd = key};
        mapping_ends(&slot->low, &slot->high, &mapping);
        slot->low /= centre;
        slot->high /= centre;
    }
    return slot;
}
