/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/profiles.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "tables/known_events.h"
#include "stats/seasonal_fit.h"

/* ---- Keeping --------------------------------------------------------------------------------- */

static blackout_status keep(struct profiles *profiles, const double weight[HOURS_PER_WEEK],
                            struct profile_info info, uint32_t *number, blackout_error *error)
{
    struct prepared *prepared = profiles->prepared;
    struct arena *arena = prepared->arena;
    if (arena_grow(arena, (void **)&profiles->weights, &profiles->capacity, profiles->count,
                   sizeof *profiles->weights) != 0 ||
        arena_grow(arena, (void **)&prepared->profiles, &profiles->info_capacity, profiles->count,
                   sizeof *prepared->profiles) != 0) {
        return error_memory(error);
    }
    memcpy(profiles->weights[profiles->count].weight, weight,
           sizeof profiles->weights[profiles->count].weight);
    prepared->profiles[profiles->count] = info;
    *number = (uint32_t)profiles->count++;
    return BLACKOUT_OK;
}

blackout_status profiles_init(struct profiles *profiles, struct prepared *prepared,
                              blackout_error *error)
{
    double flat[HOURS_PER_WEEK];
    uint32_t number;
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        flat[hour] = 1;
    }
    *profiles = (struct profiles){.prepared = prepared, .by_name = {.arena = prepared->arena}};
    return keep(profiles, flat, (struct profile_info){BASIS_ASSUMED, NO_TABLE, "flat"}, &number,
                error);
}

/* ---- Activity -------------------------------------------------------------------------------- */

/* Weights of a profile scaled to mean 1; their weakest basis. */
static enum basis read_weights(const struct table *activity, string_id name,
                               double weight[HOURS_PER_WEEK])
{
    uint8_t basis = BASIS_MEASURED;
    struct sum sum = {0};
    memset(weight, 0, HOURS_PER_WEEK * sizeof *weight);
    for (size_t i = 0; i < activity->row_count; ++i) {
        const struct cell *cells = activity->rows[i].cells;
        if (cells[ACTIVITY_PROFILE].text == name) {
            weight[(int)cells[ACTIVITY_HOUR_OF_WEEK].number] = cells[ACTIVITY_WEIGHT].number;
            sum_add(&sum, cells[ACTIVITY_WEIGHT].number);
            basis = cells[ACTIVITY_WEIGHT].basis > basis ? cells[ACTIVITY_WEIGHT].basis : basis;
        }
    }
    double mean = sum_value(&sum) / HOURS_PER_WEEK;
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        weight[hour] /= mean;
    }
    return (enum basis)basis;
}

blackout_status profiles_activity(uint32_t *profile, struct profiles *profiles,
                                  const struct cell *name, const char *where, blackout_error *error)
{
    struct prepared *prepared = profiles->prepared;
    const struct table *activity = &prepared->dataset->tables[ACTIVITY];
    double weight[HOURS_PER_WEEK];
    *profile = 0;
    if (!name->given || !activity->present) {
        prepare_warn(prepared, "flat_profile", where,
                     name->given ? "the package has no table activity for the profile '%s': every "
                                   "hour of the week counts alike"
                                 : "no profile is given%s: every hour of the week counts alike",
                     name->given ? dataset_text(prepared->dataset, name->text) : "");
        return BLACKOUT_OK;
    }
    *profile = map_find(&profiles->by_name, name->text);
    if (*profile != MAP_NONE) {
        return BLACKOUT_OK;
    }
    enum basis basis = read_weights(activity, name->text, weight);
    struct profile_info info = {basis, ACTIVITY, dataset_text(prepared->dataset, name->text)};
    blackout_status status = keep(profiles, weight, info, profile, error);
    if (status == BLACKOUT_OK && map_add(&profiles->by_name, name->text, *profile) != 0) {
        status = error_memory(error);
    }
    return status;
}

/* ---- Traffic --------------------------------------------------------------------------------- */

struct masking {
    struct known_events outages;
    const char *platform;
    const char *region;
};

/* Whether a catalogued outage of the platform in the region touches [from, to). */
static bool is_masked(const struct masking *masking, instant from, instant to)
{
    for (size_t i = 0; i < masking->outages.count; ++i) {
        if (known_event_touches(&masking->outages.events[i], masking->platform, masking->region,
                                from, to)) {
            return true;
        }
    }
    return false;
}

/* Means over each UTC hour, without masked and empty intervals. */
static size_t hourly_means(const struct traffic_series *series, const struct masking *masking,
                           struct seasonal_observation *observations, size_t *masked, size_t *empty)
{
    size_t count = 0;
    for (size_t i = 0; i < series->count;) {
        struct traffic_hour hour = traffic_hour_next(series, &i);
        *empty += hour.empty;
        if (is_masked(masking, hour.start, hour.start + SECONDS_PER_HOUR)) {
            ++*masked;
        } else if (hour.volume_mean > 0) {
            observations[count++] = (struct seasonal_observation){
                .week = calendar_week(hour.start),
                .hour_of_week = (int)calendar_hour_of_week(hour.start),
                .volume_mean = hour.volume_mean};
        }
    }
    return count;
}

static void warn_fit(struct prepared *prepared, const char *where, const struct seasonal_fit *fit,
                     size_t masked, size_t empty)
{
    if (masked > 0) {
        prepare_warn(prepared, "traffic_masked", where,
                     "%zu hours of traffic during catalogued outages are left out of the profile",
                     masked);
    }
    if (empty > 0) {
        prepare_warn(prepared, "traffic_empty", where,
                     "%zu intervals of traffic without volume are left out of the profile", empty);
    }
    if (!fit->complete) {
        prepare_warn(prepared, "traffic_incomplete", where,
                     "traffic has nothing for hour %d of the week: it gives no profile",
                     fit->missing_hour);
    } else if (fit->weeks_spanned < SEASONAL_FIT_FEWEST_WEEKS) {
        prepare_warn(prepared, "traffic_short", where,
                     "traffic spans %.1f weeks: under three, an outage in it that is not in the "
                     "catalogue cannot be told from an ordinary hour",
                     fit->weeks_spanned);
    }
    if (fit->complete && fit->undecided > 0) {
        prepare_warn(prepared, "traffic_undecided", where,
                     "%zu hours of the week have nothing but outlying traffic", fit->undecided);
    }
}

static blackout_status fit_series(struct profiles *profiles, const struct traffic_series *series,
                                  const char *where, uint32_t *profile, blackout_error *error)
{
    struct prepared *prepared = profiles->prepared;
    struct masking masking = {.platform = dataset_text(prepared->dataset, series->platform),
                              .region = dataset_text(prepared->dataset, series->region)};
    struct seasonal_observation *observations =
        arena_alloc(prepared->arena, series->count, sizeof *observations);
    struct seasonal_fit fit = {0};
    size_t masked = 0;
    size_t empty = 0;
    if (observations == NULL) {
        return error_memory(error);
    }
    *profile = MAP_NONE;
    blackout_status status =
        known_events_add_outages(&masking.outages, prepared->arena, prepared->dataset, error);
    if (status == BLACKOUT_OK) {
        size_t count = hourly_means(series, &masking, observations, &masked, &empty);
        status = seasonal_fit_estimate(&fit, observations, count, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    warn_fit(prepared, where, &fit, masked, empty);
    if (!fit.complete) {
        return BLACKOUT_OK;
    }
    enum basis basis = series->basis > BASIS_DERIVED ? series->basis : BASIS_DERIVED;
    struct profile_info info = {basis, TRAFFIC, where};
    return keep(profiles, fit.profile, info, profile, error);
}

blackout_status profiles_traffic(uint32_t *profile, bool *local, struct profiles *profiles,
                                 const struct row *platform_region, blackout_error *error)
{
    struct prepared *prepared = profiles->prepared;
    const blackout_dataset *dataset = prepared->dataset;
    const struct cell *cells = platform_region->cells;
    string_id platform = cells[PLATFORM_REGIONS_PLATFORM].text;
    string_id region = cells[PLATFORM_REGIONS_REGION].text;
    const char *where = arena_format(prepared->arena, "%s/%s", dataset_text(dataset, platform),
                                     dataset_text(dataset, region));
    const struct traffic_series *series = traffic_find(&dataset->traffic, platform, region);
    if (where == NULL) {
        return error_memory(error);
    }
    if (series != NULL) {
        blackout_status status = fit_series(profiles, series, where, profile, error);
        *local = false;
        if (status != BLACKOUT_OK || *profile != MAP_NONE) {
            return status;
        }
    }
    *local = true;
    return profiles_activity(profile, profiles, &cells[PLATFORM_REGIONS_PROFILE], where, error);
}
