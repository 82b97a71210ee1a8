/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What simulated outages strike, and when they begin: for each row of the catalogue a model in
 * which its platforms are down in its regions. */
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "estimate/factors.h"
#include "risk/risk_run.h"
#include "tables/catalogue.h"
#include "tables/overlaps.h"

/* ---- What they strike ------------------------------------------------------------------------ */

static blackout_status set(blackout_scenario *scenario, const char *name, const char *text,
                           blackout_error *error)
{
    return text != NULL ? blackout_scenario_set(scenario, name, text, error) : error_memory(error);
}

/* As a user would ask it. The length is drawn for each outage; one hour takes its place until
 * then. */
blackout_status risk_scenario(blackout_scenario **scenario, const struct risk_run *run,
                              string_id owner, const struct risk_event *event,
                              blackout_error *error)
{
    blackout_status status = blackout_scenario_new(scenario, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (event == NULL) {
        status = set(*scenario, "owner", risk_text(run, owner), error);
    } else {
        status = set(*scenario, "platform", event->platforms, error);
        if (status == BLACKOUT_OK && event->regions[0] != '\0') {
            status = set(*scenario, "region", event->regions, error);
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

/* The number of the next footprint, of owner `number`, before it is counted: those of the owners
 * before come first, and owners are gone through in their order. */
static int next_id(const struct blackout_risk *risk, size_t number)
{
    size_t before = 0;
    for (size_t p = 0; p <= number; ++p) {
        before += risk->owners[p].footprint_count;
    }
    return (int)before + 1;
}

/* Without an event, of an owner of whom nothing is catalogued, all is down in full. */
static blackout_status add_footprint(struct risk_run *run, size_t number,
                                     const struct risk_event *event,
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
    owner->struck[place] = event;
    *footprint =
        (struct years_footprint){.model = &prepared->model,
                                 .centres = prepared->centres,
                                 .sampler = sampler,
                                 .figures = &owner->figures[place],
                                 .severity = event != NULL ? event->severity : mapping_certain(1)};
    /* What the report says of it; the model stays with the run. */
    struct risk_footprint *described = &told->footprints[told->footprint_count];
    *described = (struct risk_footprint){.id = next_id(run->risk, number),
                                         .severity = footprint->severity.centre};
    ++told->footprint_count;
    if (event != NULL) {
        described->event = event->name;
        described->platforms = event->platforms;
        described->regions = event->regions;
    }
    return BLACKOUT_OK;
}

/* An outage of platforms that are not in the package. */
static blackout_status leave_out(struct risk_run *run, struct risk_owner *owner,
                                 const struct risk_event *event, blackout_error *error)
{
    blackout_status status = risk_leave_out(
        run, owner, event,
        "none of its platforms is in the package: no simulated outage affects what it affected",
        error);
    return status == BLACKOUT_OK && risk_is_observed(run, owner, event)
               ? risk_warn(run, "platforms_unknown", event->name,
                           "none of its platforms is in the package: it counts in how often "
                           "outages happen, and no simulated one affects what it affected",
                           error)
               : status;
}

/* One more than events, for an owner without any. Arrays do not move: models point into them. */
blackout_status risk_footprints(struct risk_run *run, size_t number, blackout_error *error)
{
    struct risk_owner_run *owner = &run->owners[number];
    struct risk_owner *told = &run->risk->owners[number];
    size_t most = owner->event_count + 1;
    struct years_footprint *footprints = arena_alloc(&run->arena, most, sizeof *footprints);
    owner->prepared = arena_alloc(&run->arena, most, sizeof *owner->prepared);
    owner->figures = arena_alloc(&run->arena, most, sizeof *owner->figures);
    owner->struck = arena_alloc(&run->arena, most, sizeof *owner->struck);
    told->footprints = arena_alloc(&run->risk->arena, most, sizeof *told->footprints);
    if (footprints == NULL || owner->prepared == NULL || owner->figures == NULL ||
        owner->struck == NULL || told->footprints == NULL) {
        return error_memory(error);
    }
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < owner->event_count && status == BLACKOUT_OK; ++i) {
        const struct risk_event *event = &owner->events[i];
        status = event->platforms[0] != '\0'
                     ? add_footprint(run, number, event, &footprints[owner->footprint_count], error)
                     : leave_out(run, told, event, error);
    }
    if (status == BLACKOUT_OK && owner->footprint_count == 0) {
        status = risk_warn(run, "no_footprint", told->owner,
                           "no catalogued outage of the owner affects a platform of the package: "
                           "each outage is taken to affect all its platforms in full",
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

/* Of rows that begin together the first in the table begins the outage. */
static int by_start(const void *a, const void *b)
{
    const struct row *x = *(const struct row *const *)a;
    const struct row *y = *(const struct row *const *)b;
    const instant from = x->cells[OUTAGES_START].time;
    const instant other = y->cells[OUTAGES_START].time;
    return from != other ? (from > other) - (from < other) : (x > y) - (x < y);
}

/* The hours of the week in which the catalogue's outages began, whoever's they were; a date alone
 * says none. */
blackout_status risk_starts(struct risk_run *run, blackout_error *error)
{
    const struct table *outages = risk_table(run, OUTAGES);
    int *hours = arena_alloc(&run->arena, outages->row_count, sizeof *hours);
    const struct row **events = arena_alloc(&run->arena, outages->row_count, sizeof *events);
    bool *begins = arena_alloc(&run->arena, outages->row_count, sizeof *begins);
    struct overlaps *overlaps = overlaps_open(outages, &run->arena);
    size_t count = 0;
    if (hours == NULL || events == NULL || begins == NULL || overlaps == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < outages->row_count; ++i) {
        events[i] = &outages->rows[i];
    }
    if (outages->row_count > 0) {
        qsort(events, outages->row_count, sizeof *events, by_start);
    }
    for (size_t i = 0; i < outages->row_count; ++i) { /* the others go on with an earlier one */
        begins[events[i] - outages->rows] = overlaps_add(overlaps, events[i], NULL, 0) == 0;
    }
    for (size_t i = 0; i < outages->row_count; ++i) {
        const struct row *event = &outages->rows[i];
        if (catalogue_has_hour(event) && begins[i]) {
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
