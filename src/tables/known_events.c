/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers them from both sources in one list, so that a fit has a single question to ask of an
 * hour. Names and lists stay texts here, since a user's list of holidays is of no dataset. */
#include "tables/known_events.h"

#include "core/error.h"
#include "tables/key_list.h"
#include "tables/catalogue.h"

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

/* An outage without a start or a duration covers no hours. */
blackout_status known_events_add_outages(struct known_events *events, struct arena *arena,
                                         const blackout_dataset *dataset, blackout_error *error)
{
    const struct table *outages = &dataset->tables[OUTAGES];
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < outages->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &outages->rows[i];
        struct known_event event = {
            .name = dataset_text(dataset, row->cells[OUTAGES_EVENT].text),
            .platforms = dataset_text(dataset, row->cells[OUTAGES_PLATFORMS].text),
            .regions = dataset_text(dataset, row->cells[OUTAGES_REGIONS].text)};
        if (catalogue_span(&event.from, &event.to, row)) {
            status = known_events_add(events, arena, &event, error);
        }
    }
    return status;
}

/* The end is not part of the event: the next one may begin at it. Without regions it reached all of
 * them; platforms are NULL in a user's list alone, since the catalogue must name them. */
bool known_event_touches(const struct known_event *event, const char *platform, const char *region,
                         instant from, instant to)
{
    bool everywhere = event->regions == NULL || event->regions[0] == '\0';
    return event->from < to && from < event->to &&
           (event->platforms == NULL || key_list_has(event->platforms, platform)) &&
           (everywhere || key_list_has(event->regions, region));
}
