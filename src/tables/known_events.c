/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/known_events.h"

#include <math.h>
#include <string.h>

#include "core/error.h"

blackout_status known_events_add(struct known_events *events, struct arena *arena,
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
            status = known_events_add(events, arena, &event, error);
        }
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
