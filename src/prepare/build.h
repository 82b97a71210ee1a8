/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model under construction: what its parts share while they are built. It lives on the stack of
 * prepare_model() and its memory in the run's arena. The parts may write to what the model will
 * have as const: that is why `owners`, `platforms` and `sectors` are kept here too. */
#ifndef BLACKOUT_PREPARE_BUILD_H
#define BLACKOUT_PREPARE_BUILD_H

#include "core/map.h"
#include "prepare/curves.h"
#include "prepare/kernels.h"
#include "prepare/profiles.h"

struct build {
    struct prepared *prepared;
    const blackout_dataset *dataset;
    const blackout_scenario *asked;
    struct curves curves;
    struct profiles profiles;
    struct kernels kernels;
    struct model_owner *owners; /* the model's, while they are being made */
    struct model_platform *platforms;
    struct model_sector *sectors;
    struct map row_numbers[TABLE_COUNT]; /* by key, of the tables that are asked for rows */
    struct map platform_numbers;
    struct map owner_numbers;
    struct map selected_places; /* in scenario.selected */
    parameter_id rebound;       /* of the platforms that are down; PARAMETER_NONE: not added yet */
    bool links_sectors;         /* by the table `supply`; not in a run of no further losses */
    uint32_t *selected_place;   /* of each model platform in scenario.selected; INDEX_NONE */
};

/* Owners, platforms, their regions and the economy: stages 1 to 3. */
blackout_status build_owner_side(struct build *build, blackout_error *error);

/* Service credits: stage 3. Needs build_owner_side(). Goes before build_dependant_side(), which
 * shares `subscription_revenue` with it: one input must not be two parameters. */
blackout_status build_credits(struct build *build, blackout_error *error);

/* Sectors, channels, cells and fallbacks: stage 4. Needs build_owner_side(). */
blackout_status build_dependant_side(struct build *build, blackout_error *error);

/* What sectors supply: stage 5. Needs build_dependant_side(). */
blackout_status build_supply(struct build *build, blackout_error *error);

/* What policies insure. Needs build_dependant_side(). */
blackout_status build_insurance_side(struct build *build, blackout_error *error);

/* What the incident cost its owner besides revenue, and what comes back. Needs build_owner_side().
 */
blackout_status build_account_side(struct build *build, blackout_error *error);

/* A table, and the text of an identifier, of the dataset. */
const struct table *build_table(const struct build *build, enum table_id table);
const char *build_text(const struct build *build, string_id id);

/* Numbers the rows of sectors, regions and channels, and the scenario's platforms. Before all that
 * asks for a number. */
blackout_status build_numbers(struct build *build, blackout_error *error);

/* The place of the first row of `table` with this key, or INDEX_NONE. The table is sectors, regions
 * or channels. */
uint32_t build_row_number(const struct build *build, enum table_id table, string_id key);

/* The number of a platform in the model, or INDEX_NONE: it has no row that was known at the start,
 * or is no platform, as most fallbacks. */
uint32_t build_platform_number(const struct build *build, string_id key);

/* The curve of a model platform in a region: INDEX_NONE where it stays up. */
uint32_t build_curve(const struct build *build, uint32_t platform, uint32_t region);

/* The terms of a row of `policies`, whoever is insured. In the currency of the policy. An empty
 * aggregate limit is INFINITY, so that no formula asks whether there is one. */
struct policy_terms build_policy_terms(const struct row *row);

/* Local time less UTC, of a region by its place in the table; a fraction in some countries. */
double build_offset_hours(const struct build *build, uint32_t region);

#endif
