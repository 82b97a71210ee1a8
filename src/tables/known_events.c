/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/known_events.h"

#include <math.h>
#include <string.h>

#include "core/error.h"

static blackout_status add(struct known_events *events, struct arena *arena,
                           const struct known_event *event, blackout_error *error)
{
    if (arena_grow(arena, (void **)&events->events, &events->capacity, events->count,
                   sizeof *events->events) != 0) {
        return error_memory(error);
    }
    events->events[events->count++] = *event;
    return BLACKOUT_OK;
}

blackout_status known_events_add_outages(struct known_events *events, struct arena *arena,
                                         const blackout_dataset *dataset, blackout_error *error)
{
    const struct table *outages = &dataset->tables[OUTAGES];
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < outages->row_count && status == BLACKOUT_OK; ++i) {
        const struct cell *cells = outages->rows[i].cells;
        if (cells[OUTAGES_START].given && cells[OUTAGES_DURATION_MINUTES].given) {
            instant start = cells[OUTAGES_START].time;
            double seconds = 60 * cells[OUTAGES_DURATION_MINUTES].number;
            struct known_event event = {dataset_text(dataset, cells[OUTAGES_EVENT].text), start,
                                        start + (instant)ceil(seconds),
                                        dataset_text(dataset, cells[OUTAGES_PLATFORMS].text),
                                        dataset_text(dataset, cells[OUTAGES_REGIONS].text)};
            status = add(events, arena, &event, error);
        }
    }
    return status;
}

/* ---- A list of holidays ---------------------------------------------------------------------- */

static blackout_status add_holiday(struct known_events *events, struct arena *arena,
                                   const struct strings *strings, const struct row *row,
                                   blackout_error *error)
{
    const struct cell *end = &row->cells[HOLIDAYS_END];
    const char *name = strings_text(strings, row->cells[HOLIDAYS_NAME].text);
    struct known_event event = {.name = name, .from = row->cells[HOLIDAYS_START].time};
    event.to = end->given ? end->time : event.from + SECONDS_PER_DAY;
    return add(events, arena, &event, error);
}

static void check_ends(const struct table *table, struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *end = &row->cells[HOLIDAYS_END];
        if (!row->faulty && end->given && end->time <= row->cells[HOLIDAYS_START].time) {
            char text[CALENDAR_TEXT_SIZE];
            struct place place = table_place(table, row, HOLIDAYS_END);
            calendar_print_instant(text, end->time);
            diagnostics_fault(diagnostics, &place, "bad_value",
                              "end is not after start ('%s'); the first moment after the event",
                              text);
        }
    }
}

blackout_status known_events_read(struct known_events *events, struct arena *arena,
                                  const char *path, const blackout_run_options *options,
                                  blackout_error *error)
{
    struct strings strings;
    struct table tables[NO_TABLE] = {{0}};
    struct table *table = &tables[HOLIDAYS];
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    struct diagnostics diagnostics = {.function = options ? options->diagnostic : NULL,
                                      .user = options ? options->user : NULL};
    struct resource resource = {.present = true, .path = path, .source = name, .package = ""};
    struct table_context context = {
        .arena = arena, .strings = &strings, .diagnostics = &diagnostics, .tables = tables};
    table->id = HOLIDAYS;
    if (strings_init(&strings, arena) != 0) {
        return error_memory(error);
    }
    blackout_status status = table_read(table, &resource, &context, NULL, NULL, error);
    check_ends(table, &diagnostics);
    diagnostics_flush(&diagnostics);
    if (status == BLACKOUT_OK && diagnostics.fault_count > 0) {
        status =
            error_at(error, BLACKOUT_ERROR_INPUT, name, 0, 0, "%zu %s in the list of holidays",
                     diagnostics.fault_count, diagnostics.fault_count == 1 ? "fault" : "faults");
    }
    diagnostics_free(&diagnostics);
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        status = add_holiday(events, arena, &strings, &table->rows[i], error);
    }
    return status;
}

/* ---- What they touch ------------------------------------------------------------------------- */

/* Whether `name` is one of the texts between ';'. */
static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    while (*list != '\0') {
        size_t part = strcspn(list, ";");
        if (part == length && strncmp(list, name, length) == 0) {
            return true;
        }
        list += part + (list[part] == ';' ? 1 : 0);
    }
    return false;
}

bool known_event_touches(const struct known_event *event, const char *platform, const char *region,
                         instant from, instant to)
{
    bool everywhere = event->regions == NULL || event->regions[0] == '\0';
    return event->from < to && from < event->to &&
           (event->platforms == NULL || is_listed(event->platforms, platform)) &&
           (everywhere || is_listed(event->regions, region));
}
