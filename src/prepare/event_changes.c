/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario changes of the event that it asks about. The comparisons are of what the model
 * gets, not of what was typed: 6 h and 360 min are the same length. Tolerances are far below any
 * change of meaning and above the rounding of units. */
#include "prepare/event_changes.h"

#include <math.h>

#include "tables/catalogue.h"
#include "tables/key_list.h"

/* Lengths are typed in minutes or hours: a second is no change. */
static const double same_hours = 1. / SECONDS_PER_HOUR;

/* Severities are typed with a few digits. */
static const double same_severity = 1e-6;

/* Whether the names of a cell are those of `ids`; an empty cell has all of `all`. Only counts and
 * membership are compared, since their order means nothing. `ids` has no name twice; a cell may,
 * and says no more by that. */
static bool same_names(struct prepared *prepared, const struct cell *cell, const string_id *ids,
                       size_t count, const struct table *all)
{
    const char *rest = cell->given ? dataset_text(prepared->dataset, cell->text) : "";
    struct key_name name;
    size_t met = 0;
    if (!cell->given) {
        return count == all->row_count;
    }
    bool *seen = arena_alloc(prepared->arena, count, sizeof *seen);
    if (seen == NULL) {
        prepared->out_of_memory = true;
        return false;
    }
    while (key_list_next(&name, &rest)) {
        const string_id id = strings_find(&prepared->dataset->strings, name.text, name.length);
        size_t i = 0;
        while (i < count && ids[i] != id) {
            ++i;
        }
        if (i == count) {
            return false;
        }
        met += seen[i] ? 0 : 1;
        seen[i] = true;
    }
    return met == count;
}

/* Whether the scenario sets a figure of the event's row, which has lost what it was. */
static bool is_set(const struct resolved_scenario *scenario, int column)
{
    return scenario->event->cells[column].given && scenario->event->cells[column].asked;
}

/* A measured curve says what the row does not: it may begin before the event and end after it, as
 * long as they have some time in common. */
static bool is_curve_of_another_time(const struct resolved_scenario *scenario)
{
    instant from;
    instant to;
    const double seconds = scenario->window_hours * SECONDS_PER_HOUR;
    return scenario->curve_path != NULL && catalogue_span(&from, &to, scenario->event) &&
           (scenario->start >= to || (double)(from - scenario->start) >= seconds);
}

/* A start that the event lacks completes it, and changes nothing. What is asked for is compared,
 * not what was resolved, which is the event's own start where none is asked for. With a time of day
 * where the event has a date alone, it is a change too: the hour is another. */
static bool changes_start(const struct resolved_scenario *scenario, const blackout_scenario *asked)
{
    const struct cell *start = &scenario->event->cells[OUTAGES_START];
    return is_curve_of_another_time(scenario) ||
           (asked->has_start && start->given &&
            (asked->start != start->time || asked->start_has_time != start->has_time));
}

/* By the centres: a range about the event's own length is the same outage, less certain. */
static bool changes_duration(const struct resolved_scenario *scenario,
                             const blackout_scenario *asked)
{
    return is_set(scenario, OUTAGES_DURATION_MINUTES) ||
           (asked->has_duration && catalogue_has_duration(scenario->event) &&
            fabs(asked->duration_hours.centre - catalogue_duration_hours(scenario->event)) >
                same_hours);
}

/* An event without a severity has the one of the press's word: to name another is a change. */
static bool changes_severity(const struct resolved_scenario *scenario,
                             const blackout_scenario *asked)
{
    return is_set(scenario, OUTAGES_SEVERITY) ||
           (asked->has_severity &&
            fabs(asked->severity.centre - catalogue_severity(scenario->event).centre) >
                same_severity);
}

/* A list in words, in the order of the calls; NULL as long as nothing changes. */
static void note(struct prepared *prepared, bool changes, const char *what)
{
    struct resolved_scenario *scenario = &prepared->scenario;
    if (!changes) {
        return;
    }
    const char *before = scenario->event_changes != NULL ? scenario->event_changes : "";
    scenario->event_changes =
        arena_format(prepared->arena, "%s%s%s", before, before[0] != '\0' ? ", " : "", what);
    prepared->out_of_memory = prepared->out_of_memory || scenario->event_changes == NULL;
}

/* Moved, as to platforms or regions, has a meaning of its own: the event's scope no longer holds. A
 * changed start or length leaves the scope as it is, which says how much of the owner was hit and
 * not when. */
void event_changes_note(struct prepared *prepared, const blackout_scenario *asked)
{
    struct resolved_scenario *scenario = &prepared->scenario;
    const struct table *tables = prepared->dataset->tables;
    if (scenario->event == NULL) {
        return;
    }
    const struct cell *cells = scenario->event->cells;
    bool platforms = !same_names(prepared, &cells[OUTAGES_PLATFORMS], scenario->selected,
                                 scenario->selected_count, &tables[PLATFORMS]);
    bool regions = !same_names(prepared, &cells[OUTAGES_REGIONS], scenario->regions,
                               scenario->region_count, &tables[REGIONS]);
    scenario->event_moved = platforms || regions;
    note(prepared, platforms, "platforms");
    note(prepared, regions, "regions");
    note(prepared, changes_start(scenario, asked), "start");
    note(prepared, changes_duration(scenario, asked), "duration");
    note(prepared, changes_severity(scenario, asked), "severity");
    note(prepared, is_set(scenario, OUTAGES_SCOPE_SHARE), "scope_share");
    if (scenario->event_changes != NULL && !prepared->mode.no_hindsight) { /* a test assumes them */
        prepare_warn(
            prepared, "event_changed", scenario->event_name,
            "the event is changed (%s): what was published of it, and what its owner's share "
            "did, are left out",
            scenario->event_changes);
    }
}
