/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weekly profiles. Traffic is preferred to activity where it covers the week, since it is measured;
 * hours of catalogued outages are left out of the fit, because a profile that learned from an
 * outage would expect it every week. The fit itself is that of `blackout traffic`
 * (traffic/weekly_fit.c): there is one. */
#include "prepare/profiles.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "tables/known_events.h"
#include "traffic/weekly_fit.h"

/* ---- Keeping --------------------------------------------------------------------------------- */

/* Weights are the model's, their origin is for the report: two arrays of one numbering. Weights are
 * stored twice over, so that a week may be read from any hour on without a modulo. */
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
    for (size_t hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        double *of_hour = &profiles->weights[profiles->count].weight[hour];
        of_hour[0] = of_hour[HOURS_PER_WEEK] = weight[hour];
    }
    prepared->profiles[profiles->count] = info;
    *number = (uint32_t)profiles->count++;
    return BLACKOUT_OK;
}

/* The flat profile is number 0, as model.h says. */
blackout_status profiles_init(struct profiles *profiles, struct prepared *prepared,
                              blackout_error *error)
{
    double flat[HOURS_PER_WEEK];
    uint32_t number;
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        flat[hour] = 1;
    }
    *profiles = (struct profiles){.prepared = prepared,
                                  .by_name = {.arena = prepared->arena},
                                  .first_rows = {.arena = prepared->arena}};
    return keep(profiles, flat, (struct profile_info){BASIS_ASSUMED, NO_TABLE, "flat"}, &number,
                error);
}

/* ---- Activity -------------------------------------------------------------------------------- */

/* Each row follows the one before it of its profile, in the order of the table. */
static blackout_status link_rows(struct profiles *profiles, const struct table *activity,
                                 blackout_error *error)
{
    struct map *first_rows = &profiles->first_rows;
    uint32_t *next = arena_alloc(first_rows->arena, activity->row_count, sizeof *next);
    uint32_t *last = arena_alloc(first_rows->arena, activity->row_count, sizeof *last);
    if (next == NULL || last == NULL) {
        return error_memory(error);
    }
    for (uint32_t i = 0; i < activity->row_count; ++i) {
        const string_id name = activity->rows[i].cells[ACTIVITY_PROFILE].text;
        const uint32_t first = map_find(first_rows, name);
        next[i] = MAP_NONE;
        if (first != MAP_NONE) {
            next[last[first]] = i;
            last[first] = i;
            continue;
        }
        last[i] = i;
        if (map_add(first_rows, name, i) != 0) {
            return error_memory(error);
        }
    }
    profiles->next_rows = next;
    return BLACKOUT_OK;
}

/* Weights of a profile scaled to mean 1; their weakest basis. Weights are of any unit: only their
 * ratios count. The loader has seen to all hours. A profile is as good as its worst hour. */
static enum basis read_weights(const struct profiles *profiles, const struct table *activity,
                               string_id name, double weight[HOURS_PER_WEEK])
{
    uint8_t basis = BASIS_MEASURED;
    struct sum sum = {0};
    memset(weight, 0, HOURS_PER_WEEK * sizeof *weight);
    for (uint32_t i = map_find(&profiles->first_rows, name); i != MAP_NONE;
         i = profiles->next_rows[i]) {
        const struct cell *cells = activity->rows[i].cells;
        weight[(int)cells[ACTIVITY_HOUR_OF_WEEK].number] = cells[ACTIVITY_WEIGHT].number;
        sum_add(&sum, cells[ACTIVITY_WEIGHT].number);
        basis = cells[ACTIVITY_WEIGHT].basis > basis ? cells[ACTIVITY_WEIGHT].basis : basis;
    }
    double mean = sum_value(&sum) / HOURS_PER_WEEK;
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        weight[hour] /= mean;
    }
    return (enum basis)basis;
}

/* Profile 0, the flat one, where there is nothing to go by; others are made once, by name. Not so
 * the warning of a flat profile: each row that lacks one is named. */
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
                                   "hour of the week counts the same"
                                 : "no profile is given%s: every hour of the week counts the same",
                     name->given ? dataset_text(prepared->dataset, name->text) : "");
        return BLACKOUT_OK;
    }
    *profile = map_find(&profiles->by_name, name->text);
    if (*profile != MAP_NONE) {
        return BLACKOUT_OK;
    }
    blackout_status status = BLACKOUT_OK;
    if (profiles->next_rows == NULL) {
        status = link_rows(profiles, activity, error);
    }
    if (status == BLACKOUT_OK) {
        enum basis basis = read_weights(profiles, activity, name->text, weight);
        struct profile_info info = {basis, ACTIVITY, dataset_text(prepared->dataset, name->text)};
        status = keep(profiles, weight, info, profile, error);
    }
    if (status == BLACKOUT_OK && map_add(&profiles->by_name, name->text, *profile) != 0) {
        status = error_memory(error);
    }
    return status;
}

/* ---- Traffic --------------------------------------------------------------------------------- */

/* One series on its way to a profile; what it takes is given back once the profile is kept. */
struct fitting {
    struct arena arena;
    const struct traffic_series *series;
    const char *platform;
    const char *region;
    struct traffic_grid grid;
    enum traffic_lack lack;
    struct traffic_mask outages; /* of the catalogue */
    struct weekly_fit fit;
};

/* Those that touch this platform, region and series; the estimate's own outage only if it is one
 * of them. */
static blackout_status mask_outages(struct fitting *f, const blackout_dataset *dataset,
                                    blackout_error *error)
{
    struct known_events outages = {0};
    blackout_status status = known_events_add_outages(&outages, &f->arena, dataset, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    size_t count = 0;
    struct traffic_span *spans = arena_alloc(&f->arena, outages.count, sizeof *spans);
    if (spans == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < outages.count; ++i) {
        const struct known_event *event = &outages.events[i];
        if (known_event_touches(event, f->platform, f->region, f->grid.begin, f->grid.end)) {
            spans[count++] = (struct traffic_span){event->from, event->to};
        }
    }
    return traffic_mask_make(&f->outages, &f->arena, spans, count, error);
}

/* What a series lacks is no error: it gives no profile, and activity takes its place. */
static blackout_status fit_series(struct fitting *f, const blackout_dataset *dataset,
                                  blackout_error *error)
{
    struct weekly_work work;
    blackout_status status = traffic_grid_make(&f->grid, &f->lack, &f->arena, f->series, error);
    if (status != BLACKOUT_OK || f->lack != TRAFFIC_COMPLETE) {
        return status;
    }
    status = mask_outages(f, dataset, error);
    if (status == BLACKOUT_OK) {
        status = weekly_work_make(&work, &f->arena, &f->grid, error);
    }
    if (status == BLACKOUT_OK) {
        const struct traffic_masked masked = {.known = &f->outages};
        status = weekly_fit_make(&f->fit, &work, &f->grid, &masked, error);
    }
    if (status == BLACKOUT_OK && !f->fit.seasonal.complete) {
        /* An hour of the week without any volume would have no weight: activity is the better
         * guess. */
        f->lack = TRAFFIC_INCOMPLETE;
    }
    return status;
}

/* The fit's own warnings, and what is only said here: masked hours, and that there is no profile.
 * By way of a list that ends with the fit: prepare_warn() copies the texts, and says each once. */
static blackout_status warn_fit(struct prepared *prepared, struct fitting *f, const char *where,
                                blackout_error *error)
{
    struct warning_list list = {0};
    if (f->fit.masked_hours > 0) {
        prepare_warn(prepared, "traffic_masked", where,
                     "%zu hours of traffic during catalogued outages are left out of the profile",
                     f->fit.masked_hours);
    }
    if (f->lack != TRAFFIC_COMPLETE) {
        char text[WEEKLY_TEXT_SIZE];
        const char *code = weekly_fit_lack(text, &f->fit, &f->grid, f->lack);
        prepare_warn(prepared, code, where, "%s: it gives no profile", text);
        return BLACKOUT_OK;
    }
    if (weekly_fit_warn(&list, &f->arena, &f->fit, &f->grid, where) != 0) {
        return error_memory(error);
    }
    for (size_t i = 0; i < list.count; ++i) {
        prepare_warn(prepared, list.items[i].code, where, "%s", list.items[i].message);
    }
    return BLACKOUT_OK;
}

/* `*profile` stays MAP_NONE where the series has no complete fit. */
static blackout_status keep_fit(struct profiles *profiles, const struct traffic_series *series,
                                const char *where, uint32_t *profile, blackout_error *error)
{
    struct prepared *prepared = profiles->prepared;
    struct fitting f = {.series = series,
                        .platform = dataset_text(prepared->dataset, series->platform),
                        .region = dataset_text(prepared->dataset, series->region)};
    *profile = MAP_NONE;
    blackout_status status = fit_series(&f, prepared->dataset, error);
    if (status == BLACKOUT_OK) {
        status = warn_fit(prepared, &f, where, error);
    }
    if (status == BLACKOUT_OK && f.lack == TRAFFIC_COMPLETE) {
        /* A fit derives: it is no better than `derived`, however its traffic was had. */
        enum basis basis = series->basis > BASIS_DERIVED ? series->basis : BASIS_DERIVED;
        struct profile_info info = {basis, TRAFFIC, where};
        status = keep(profiles, f.fit.seasonal.profile, info, profile, error);
    }
    arena_free(&f.arena);
    return status;
}

/* `*local` says in which time the profile is: traffic in UTC, activity in local time. */
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
    /* Whatever keeps traffic from a profile has been warned of, and activity takes its place. */
    if (series != NULL) {
        blackout_status status = keep_fit(profiles, series, where, profile, error);
        *local = false;
        if (status != BLACKOUT_OK || *profile != MAP_NONE) {
            return status;
        }
    }
    *local = true;
    return profiles_activity(profile, profiles, &cells[PLATFORM_REGIONS_PROFILE], where, error);
}
