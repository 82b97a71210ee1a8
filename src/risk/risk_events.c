/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outages of one owner, from the rows of the catalogue. Rows whose times overlap or meet are
 * one outage, from the first start to the last end: of two components, reopened, or entered twice.
 * It struck what any of them struck, as severely as the worst. So each outage counts once, in how
 * often, how long and what. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "risk/risk_run.h"
#include "tables/known_names.h"
#include "tables/catalogue.h"
#include "tables/key_list.h"

/* ---- Names ----------------------------------------------------------------------------------- */

/* Names that are in the package, and those that are not; comma between; NULL when memory is out. */
struct name_texts {
    const char *known;
    const char *unknown;
};

/* NULL goes on being NULL, so that callers look once, at the end. */
static const char *append(struct arena *arena, const char *list, const struct key_name *name)
{
    return list != NULL ? arena_format(arena, "%s%s%.*s", list, list[0] != '\0' ? "," : "",
                                       (int)name->length, name->text)
                        : NULL;
}

/* Whole names between commas: one may be the beginning of another. */
static bool has_name(const char *list, const struct key_name *name)
{
    for (const char *at = list; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, ",");
        if (length == name->length && memcmp(at, name->text, length) == 0) {
            return true;
        }
        at += length + (at[length] != '\0' ? 1 : 0);
    }
    return false;
}

/* The catalogue may name platforms and regions that no table of the package has. */
static bool is_known(const struct risk_run *run, enum table_id table, const struct key_name *name)
{
    const struct strings *strings = &run->dataset->strings;
    string_id id = strings_find(strings, name->text, name->length);
    return id != STRING_UNKNOWN && table_has_key(risk_table(run, table), id);
}

/* Adds the names of a cell of COLUMN_KEYS, each once. */
static void add_names(struct name_texts *names, const struct risk_run *run, enum table_id table,
                      const struct cell *cell)
{
    const char *rest = cell->given ? risk_text(run, cell->text) : "";
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        const char **list = is_known(run, table, &name) ? &names->known : &names->unknown;
        if (!has_name(*list, &name)) {
            *list = append(&run->risk->arena, *list, &name);
        }
    }
}

/* ---- One outage ------------------------------------------------------------------------------ */

/* An outage that reached all regions in one of its rows reached all. */
static const char *regions_of(const struct risk_run *run, const struct risk_event *event)
{
    struct name_texts names = {"", ""};
    for (size_t i = 0; i < event->row_count; ++i) {
        const struct cell *cell = &event->rows[i]->cells[OUTAGES_REGIONS];
        if (!cell->given) {
            return "";
        }
        add_names(&names, run, REGIONS, cell);
    }
    return names.known;
}

/* As severely as the worst of them: the range goes with its centre. */
static void set_severity(struct risk_event *event)
{
    event->severity = catalogue_severity(event->rows[0]);
    for (size_t i = 1; i < event->row_count; ++i) {
        struct mapping other = catalogue_severity(event->rows[i]);
        event->severity = other.centre > event->severity.centre ? other : event->severity;
    }
}

/* The first start, whose hour counts, and the last end that is known. A span of several rows is
 * certain: it goes from the first start to the last end. One row keeps the range that it has. */
static void set_times(struct risk_event *event)
{
    const struct row *first = event->rows[0];
    instant last = INT64_MIN;
    for (size_t i = 0; i < event->row_count; ++i) {
        const struct row *row = event->rows[i];
        instant from;
        instant to;
        const struct cell *start = &row->cells[OUTAGES_START];
        first = start->given && start->time < first->cells[OUTAGES_START].time ? row : first;
        last = catalogue_span(&from, &to, row) && to > last ? to : last;
        event->has_duration = event->has_duration || catalogue_has_duration(row);
    }
    event->has_start = first->cells[OUTAGES_START].given;
    event->start = first->cells[OUTAGES_START].time;
    event->has_hour = catalogue_has_hour(first);
    if (event->has_duration) {
        event->duration = event->row_count == 1
                              ? catalogue_duration(first)
                              : mapping_certain((double)(last - event->start) / SECONDS_PER_HOUR);
    }
}

/* Of several rows all names, since a reader may know it by any. NULL when memory is out. */
static const char *name_of(const struct risk_run *run, const struct risk_event *event)
{
    size_t size = 0;
    for (size_t i = 0; i < event->row_count; ++i) {
        size += strlen(risk_text(run, event->rows[i]->cells[OUTAGES_EVENT].text)) + 1;
    }
    char *name = arena_alloc(&run->risk->arena, size, 1);
    size_t length = 0;
    for (size_t i = 0; i < event->row_count && name != NULL; ++i) {
        const char *text = risk_text(run, event->rows[i]->cells[OUTAGES_EVENT].text);
        const size_t text_length = strlen(text);
        for (size_t k = 0; k < text_length; ++k) {
            name[length++] = text[k];
        }
        name[length++] = i + 1 < event->row_count ? '+' : '\0';
    }
    return name;
}

/* What a part of its platforms being in the package means. Those without any are named where they
 * count, with footprints. */
static blackout_status warn_unknown(struct risk_run *run, const struct risk_event *event,
                                    const char *unknown, blackout_error *error)
{
    if (unknown[0] == '\0' || event->platforms[0] == '\0') {
        return BLACKOUT_OK;
    }
    const char *message = arena_format(&run->arena,
                                       "%.300s: not in the package, though others of the event's "
                                       "platforms are: simulated outages affect %.300s alone",
                                       unknown, event->platforms);
    return message != NULL ? risk_warn(run, "platforms_left_out", event->name, message, error)
                           : error_memory(error);
}

/* Names of all of its rows, each once; severity and times of all together. */
static blackout_status describe(struct risk_event *event, struct risk_run *run,
                                blackout_error *error)
{
    struct name_texts names = {"", ""};
    for (size_t i = 0; i < event->row_count; ++i) {
        add_names(&names, run, PLATFORMS, &event->rows[i]->cells[OUTAGES_PLATFORMS]);
    }
    event->name = name_of(run, event);
    event->platforms = names.known;
    event->regions = regions_of(run, event);
    if (event->name == NULL || names.known == NULL || names.unknown == NULL ||
        event->regions == NULL) {
        return error_memory(error);
    }
    set_severity(event);
    set_times(event);
    return warn_unknown(run, event, names.unknown, error);
}

/* ---- All of an owner ------------------------------------------------------------------------- */

/* A row of the owner; `number` is its place among them in the order of the table. */
struct owner_row {
    const struct row *row;
    size_t number;
};

/* The rows of an owner and what puts them into events. */
struct gathering {
    struct owner_row *rows;
    size_t count;
    size_t *run_of;             /* of each number: the run of rows that overlap or meet */
    size_t *lengths;            /* of each run */
    struct risk_event **events; /* of each run, once its first row has been met */
};

/* Rows without a start are by themselves, and come first, so that none stands between two that
 * overlap. Equal starts are in the order of the table: qsort() keeps none of its own. */
static int by_start(const void *a, const void *b)
{
    const struct owner_row *x = a;
    const struct owner_row *y = b;
    const struct cell *start = &x->row->cells[OUTAGES_START];
    const struct cell *other = &y->row->cells[OUTAGES_START];
    if (start->given && other->given && start->time != other->time) {
        return start->time < other->time ? -1 : 1;
    }
    return start->given != other->given ? (start->given ? 1 : -1)
                                        : (x->number > y->number) - (x->number < y->number);
}

/* In the order of their starts, a row that does not overlap the one that ends last of those before
 * it begins a new run. */
static void find_runs(struct gathering *gathering)
{
    const struct row *latest = NULL;
    size_t run = 0;
    qsort(gathering->rows, gathering->count, sizeof *gathering->rows, by_start);
    for (size_t i = 0; i < gathering->count; ++i) {
        const struct owner_row *at = &gathering->rows[i];
        const bool is_joined = latest != NULL && catalogue_overlaps(latest, at->row);
        run += latest != NULL && !is_joined ? 1 : 0;
        latest = is_joined && catalogue_end(latest) > catalogue_end(at->row) ? latest : at->row;
        gathering->run_of[at->number] = run;
        ++gathering->lengths[run];
    }
}

/* In the order of the table, as their rows are. All events share one array of rows, in which each
 * has as many as its run. */
static void make_events(struct risk_owner_run *owner, struct gathering *gathering,
                        const struct row *const *in_table, const struct row **rows)
{
    for (size_t i = 0; i < gathering->count; ++i) {
        const size_t run = gathering->run_of[i];
        struct risk_event **event = &gathering->events[run];
        if (*event == NULL) {
            *event = &owner->events[owner->event_count++];
            **event = (struct risk_event){.rows = rows};
            rows += gathering->lengths[run];
        }
        (*event)->rows[(*event)->row_count++] = in_table[i];
    }
}

static blackout_status gather(struct risk_run *run, struct risk_owner_run *owner,
                              const struct row **in_table, size_t count, blackout_error *error)
{
    struct arena *arena = &run->arena;
    struct gathering gathering = {.rows = arena_alloc(arena, count, sizeof *gathering.rows),
                                  .count = count,
                                  .run_of = arena_alloc(arena, count, sizeof *gathering.run_of),
                                  .lengths = arena_alloc(arena, count, sizeof *gathering.lengths),
                                  .events = arena_alloc(arena, count, sizeof(void *))};
    const struct row **rows = arena_alloc(arena, count, sizeof *rows);
    owner->events = arena_alloc(arena, count, sizeof *owner->events);
    if (gathering.rows == NULL || gathering.run_of == NULL || gathering.lengths == NULL ||
        gathering.events == NULL || rows == NULL || owner->events == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        gathering.rows[i] = (struct owner_row){in_table[i], i};
    }
    find_runs(&gathering);
    make_events(owner, &gathering, in_table, rows);
    return BLACKOUT_OK;
}

blackout_status risk_events(struct risk_run *run, size_t number, blackout_error *error)
{
    struct risk_owner_run *owner = &run->owners[number];
    const struct table *outages = risk_table(run, OUTAGES);
    const struct row **rows = arena_alloc(&run->arena, outages->row_count, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; rows != NULL && i < outages->row_count; ++i) {
        if (outages->rows[i].cells[OUTAGES_OWNER].text == owner->id) {
            rows[count++] = &outages->rows[i];
        }
    }
    blackout_status status =
        rows != NULL ? gather(run, owner, rows, count, error) : error_memory(error);
    for (size_t i = 0; i < owner->event_count && status == BLACKOUT_OK; ++i) {
        status = describe(&owner->events[i], run, error);
    }
    return status;
}

/* A user may name any of the rows that became one outage. */
bool risk_event_is_asked(const struct risk_run *run, const struct risk_event *event)
{
    const struct known_tables known = {run->dataset->tables, &run->dataset->strings};
    const char *name = run->scenario->event;
    if (name == NULL || event == NULL) {
        return false;
    }
    const string_id asked = known_names_find(&known, OUTAGES, name);
    for (size_t i = 0; i < event->row_count; ++i) {
        if (event->rows[i]->cells[OUTAGES_EVENT].text == asked) {
            return true;
        }
    }
    return false;
}
