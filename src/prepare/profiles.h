/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weekly profiles: of platforms from their traffic, else of people's and firms' activity. */
#ifndef BLACKOUT_PREPARE_PROFILES_H
#define BLACKOUT_PREPARE_PROFILES_H

#include "core/map.h"
#include "prepare/prepared.h"

/* Profiles in the making; number 0 is flat. */
struct profiles {
    struct prepared *prepared;
    struct model_profile *weights;
    size_t count;
    size_t capacity;      /* of weights */
    size_t info_capacity; /* of prepared->profiles */
    struct map by_name;   /* activity profile -> number */
    /* Rows of `activity` by profile, once one is asked for: the first of each, by its name, and for
     * each row the next of its profile, MAP_NONE after the last. */
    struct map first_rows;
    uint32_t *next_rows;
};

/* With the flat profile. Error, as of the next ones: BLACKOUT_ERROR_MEMORY. */
blackout_status profiles_init(struct profiles *profiles, struct prepared *prepared,
                              blackout_error *error);

/* The profile of that name in `activity`. Where the name is empty or the table is missing: flat,
 * and a warning with the code `flat_profile` that names `where`. */
blackout_status profiles_activity(uint32_t *profile, struct profiles *profiles,
                                  const struct cell *name, const char *where,
                                  blackout_error *error);

/* The profile of a platform in a region: from its traffic (then `*local` is false: the hours are
 * UTC), else from `platform_regions.profile` in local time. */
blackout_status profiles_traffic(uint32_t *profile, bool *local, struct profiles *profiles,
                                 const struct row *platform_region, blackout_error *error);

#endif
