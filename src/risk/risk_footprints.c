/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What simulated outages strike, and when they begin: for each row of the catalogue a model in
 * which its platforms are down in its regions. */
#include <string.h>

#include "core/error.h"
#include "estimate/factors.h"
#include "risk/risk_run.h"
#include "tables/key_list.h"
#include "tables/catalogue.h"

/* ---- What they strike ------------------------------------------------------------------------ */

/* The names of a cell of COLUMN_KEYS that stand in `table`, comma between; NULL when memory is
 * out. */
static char *present_names(const struct risk_run *run, enum table_id id, const struct cell *cell)
{
    struct arena *arena = &run->risk->arena;
    const char *text = cell->given ? risk_text(run, cell->text) : "";
    char *names = arena_copy(arena, "", 0);
    struct key_name part;
    while (names != NULL && key_list_next(&part, &text)) {
        char *name = arena_copy(arena, part.text, part.length);
        string_id key = name != NULL ? dataset_find_text(run->dataset, name) : STRING_UNKNOWN;
        if (name == NULL) {
            return NULL;
        }
        if (key != STRING_UNKNOWN && table_has_key(risk_table(run, id), key)) {
            names = arena_format(arena, "%s%s%s", names, names[0] != '\0' ? "," : "", name);
        }
    }
    return names;
}

static blackout_status set(blackout_scenario *scenario, const char *name, const char *text,
                           blackout_error *error)
{
    return text != NULL ? blackout_scenario_set(scenario, name, text, error) : error_memory(error);
}

blackout_status risk_scenario(blackout_scenario **scenario, const struct risk_run *run,
                              string_id owner, const struct row *event, blackout_error *error)
{
    blackout_status status = blackout_scenario_new(scenario, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (event == NULL) {
        status = set(*scenario, "owner", risk_text(run, owner), error);
    } else {
        char *regions = present_names(run, REGIONS, &event->cells[OUTAGES_REGIONS]);
        status = set(*scenario, "platform",
                     present_names(run, PLATFORMS, &event->cells[OUTAGES_PLATFORMS]), error);
        if (status == BLACKOUT_OK && (regions == NULL || regions[0] != '\0')) {
            status = set(*scenario, "region", regions, error);
        }
    }
    if (status == BLACKOUT_OK) {
        status = set(*scenario, "currency", risk_currency(run), error);
    }
    if (status == BLACKOUT_OK) {
        status = set(*scenario, "duration", "1h", error); /* drawn for each outage */
        (*scenario)->has_top = true;                      /* no businesses */
    }
    return status;
}

/* The factors of a footprint's model. Rows of `uncertainty` that fit none of its inputs belong to
 * another footprint's. */
static blackout_status make_sampler(struct sampler *sampler, struct risk_run *run,
                                    const struct prepared *prepared, blackout_error *error)
{
    struct factor_list list;
    blackout_status status = factors_make(&list, prepared, &run->arena, NULL, error);
    *sampler = (struct sampler){.factors = list.factors,
                                .factor_count = list.count,
                                .normals = list.normals,
                                .normal_count = list.normal_count};
    return status;
}

static blackout_status add_footprint(struct risk_run *run, size_t number, const struct row *event,
                                     struct years_footprint *footprint, blackout_error *error)
{
    struct risk_owner_run *owner = &run->owners[number];
    struct risk_owner *told = &run->risk->owners[number];
    size_t place = owner->footprint_count++;
    struct prepared *prepared = &owner->prepared[place];
    struct sampler *sampler = arena_alloc(&run->arena, 1, sizeof *sampler);
    blackout_scenario *scenario = NULL;
    blackout_status status = sampler != NULL
                                 ? risk_scenario(&scenario, run, owner->id, event, error)
                                 : error_memory(error);
    if (status == BLACKOUT_OK) {
        status = risk_prepare(prepared, run, scenario, error);
    }
    blackout_scenario_free(scenario);
    if (status == BLACKOUT_OK) {
        status = make_sampler(sampler, run, prepared, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    owner->rows[place] = event;
    *footprint = (struct years_footprint){.model = &prepared->model,
                                          .centres = prepared->centres,
                                          .sampler = sampler,
                                          .figures = &owner->figures[place],
                                          .severity = catalogue_severity(event)};
    struct risk_footprint *described = &told->footprints[told->footprint_count++];
    *described = (struct risk_footprint){.severity = footprint->severity.centre};
    if (event != NULL) {
        described->event = risk_copy(run, event->cells[OUTAGES_EVENT].text);
        described->platforms = present_names(run, PLATFORMS, &event->cells[OUTAGES_PLATFORMS]);
        described->regions = present_names(run, REGIONS, &event->cells[OUTAGES_REGIONS]);
        bool copied =
            described->event != NULL && described->platforms != NULL && described->regions != NULL;
        return copied ? BLACKOUT_OK : error_memory(error);
    }
    return BLACKOUT_OK;
}

blackout_status risk_footprints(struct risk_run *run, size_t number, blackout_error *error)
{
    struct risk_owner_run *owner = &run->owners[number];
    struct risk_owner *told = &run->risk->owners[number];
    const struct table *outages = risk_table(run, OUTAGES);
    size_t most = outages->row_count + 1;
    struct years_footprint *footprints = arena_alloc(&run->arena, most, sizeof *footprints);
    owner->prepared = arena_alloc(&run->arena, most, sizeof *owner->prepared);
    owner->figures = arena_alloc(&run->arena, most, sizeof *owner->figures);
    owner->rows = arena_alloc(&run->arena, most, sizeof *owner->rows);
    told->footprints = arena_alloc(&run->risk->arena, most, sizeof *told->footprints);
    if (footprints == NULL || owner->prepared == NULL || owner->figures == NULL ||
        owner->rows == NULL || told->footprints == NULL) {
        return error_memory(error);
    }
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < outages->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *event = &outages->rows[i];
        if (event->cells[OUTAGES_OWNER].text != owner->id) {
            continue;
        }
        const char *names = present_names(run, PLATFORMS, &event->cells[OUTAGES_PLATFORMS]);
        if (names == NULL) {
            return error_memory(error);
        }
        status =
            names[0] != '\0'
                ? add_footprint(run, number, event, &footprints[owner->footprint_count], error)
                : risk_leave_out(run, told, event,
                                 "none of its platforms is in the package: no outage strikes what "
                                 "it struck",
                                 error);
    }
    if (status == BLACKOUT_OK && owner->footprint_count == 0) {
        status = risk_warn(run, "no_footprint", told->owner,
                           "no catalogued outage of the owner strikes a platform of the package: "
                           "each outage is taken to strike all its platforms in full",
                           error);
        if (status == BLACKOUT_OK) {
            status = add_footprint(run, number, NULL, &footprints[0], error);
        }
    }
    owner->process.footprints = footprints;
    owner->process.footprint_count = owner->footprint_count;
    return status;
}

/* ---- When ------------------------------------------------------------------------------------ */

/* The hours of the week in which the catalogue's outages began, whoever's they were; a date alone
 * says none. */
blackout_status risk_starts(struct risk_run *run, blackout_error *error)
{
    const struct table *outages = risk_table(run, OUTAGES);
    int *hours = arena_alloc(&run->arena, outages->row_count, sizeof *hours);
    size_t count = 0;
    if (hours == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < outages->row_count; ++i) {
        const struct row *event = &outages->rows[i];
        if (catalogue_has_hour(event)) {
            hours[count++] = (int)calendar_hour_of_week(event->cells[OUTAGES_START].time);
        }
    }
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        run->owners[p].process.start_hours = hours;
        run->owners[p].process.start_count = count;
        run->owners[p].process.any_hour_weight = run->prior.any_hour_weight;
    }
    return BLACKOUT_OK;
}
