/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event of the catalogue fills what is not said; what is said goes before it. Names become the
 * numbers of texts here, once: the stages after this compare numbers and need not ask whether there
 * is such a row. What is refused has the input to change as its field, also where an event, and not
 * the command line, brought it. Which rows are in force at the start is not decided here
 * (table_in_force()), nor what an input is worth (parameters.c). */
#include "prepare/resolve.h"

#include <math.h>
#include <string.h>

#include "ask/scenario_sampling.h"
#include "core/currency_codes.h"
#include "core/error.h"
#include "core/map.h"
#include "prepare/event_changes.h"
#include "prepare/parameters.h"
#include "tables/key_list.h"
#include "tables/catalogue.h"
#include "tables/known_names.h"
#include "tables/words.h"

struct resolver {
    struct prepared *prepared;
    const blackout_dataset *dataset;
    const blackout_scenario *asked;
    struct resolved_scenario *scenario;
    blackout_error *error;
};

static const struct table *table_of(const struct resolver *resolver, enum table_id table)
{
    return &resolver->dataset->tables[table];
}

/* ---- Identifiers ----------------------------------------------------------------------------- */

/* Refuses a name that no row of `table` has. */
static blackout_status unknown_name(const struct resolver *resolver, enum table_id id,
                                    const char *option, const char *name)
{
    const struct known_tables known = {resolver->dataset->tables, &resolver->dataset->strings};
    return known_names_refuse(&known, id, option, name, resolver->error);
}

static bool find_name(const struct resolver *resolver, enum table_id table, const char *name,
                      string_id *id)
{
    const struct known_tables known = {resolver->dataset->tables, &resolver->dataset->strings};
    *id = known_names_find(&known, table, name);
    return *id != STRING_UNKNOWN;
}

static bool contains(const string_id *ids, size_t count, string_id id)
{
    for (size_t i = 0; i < count; ++i) {
        if (ids[i] == id) {
            return true;
        }
    }
    return false;
}

/* Names of a list as numbers, each of them in `table`. */
static blackout_status find_names(const struct resolver *resolver, enum table_id table,
                                  const char *option, const struct name_list *list, string_id **ids)
{
    *ids = arena_alloc(resolver->prepared->arena, list->count, sizeof **ids);
    if (*ids == NULL) {
        return error_memory(resolver->error);
    }
    for (size_t i = 0; i < list->count; ++i) {
        if (!find_name(resolver, table, list->names[i], &(*ids)[i])) {
            return unknown_name(resolver, table, option, list->names[i]);
        }
    }
    return BLACKOUT_OK;
}

/* Splits the text of a COLUMN_KEYS cell. */
static blackout_status split_keys(const struct resolver *resolver, const struct cell *cell,
                                  struct name_list *list)
{
    const char *text = cell->given ? dataset_text(resolver->dataset, cell->text) : "";
    struct arena *arena = resolver->prepared->arena;
    size_t capacity = 0;
    struct key_name name;
    *list = (struct name_list){0};
    while (key_list_next(&name, &text)) {
        if (arena_grow(arena, (void **)&list->names, &capacity, list->count, sizeof *list->names) !=
            0) {
            return error_memory(resolver->error);
        }
        list->names[list->count] = arena_copy(arena, name.text, name.length);
        if (list->names[list->count++] == NULL) {
            return error_memory(resolver->error);
        }
    }
    return BLACKOUT_OK;
}

/* The rows of `table` in its order, once each, that are in `ids`. So the order in which names are
 * given changes nothing, and a name given twice is one. A platform has a row for each date of its
 * figures, hence `taken`. */
static blackout_status in_table_order(const struct resolver *resolver, enum table_id table_id,
                                      const string_id *ids, size_t count, string_id **ordered,
                                      size_t *ordered_count)
{
    const struct table *table = table_of(resolver, table_id);
    int key = schema_table(table_id)->key_columns[0];
    *ordered_count = 0;
    *ordered = arena_alloc(resolver->prepared->arena, table->row_count, sizeof **ordered);
    if (*ordered == NULL) {
        return error_memory(resolver->error);
    }
    struct map wanted = {.arena = resolver->prepared->arena};
    struct map taken = {.arena = resolver->prepared->arena};
    bool made = true;
    for (size_t i = 0; i < count && made; ++i) {
        made = map_find(&wanted, ids[i]) != MAP_NONE || map_add(&wanted, ids[i], 0) == 0;
    }
    for (size_t i = 0; i < table->row_count && made; ++i) {
        string_id id = table->rows[i].cells[key].text;
        if (map_find(&wanted, id) != MAP_NONE && map_find(&taken, id) == MAP_NONE) {
            (*ordered)[(*ordered_count)++] = id;
            made = map_add(&taken, id, 0) == 0;
        }
    }
    return made ? BLACKOUT_OK : error_memory(resolver->error);
}

/* ---- The event ------------------------------------------------------------------------------- */

/* A platform of the package, as an example of what can be asked for. */
static const char *some_platform(const struct resolver *resolver)
{
    const struct table *platforms = table_of(resolver, PLATFORMS);
    return platforms->row_count > 0
               ? dataset_text(resolver->dataset, platforms->rows[0].cells[PLATFORMS_PLATFORM].text)
               : "ID";
}

/* Nothing named at all is caught here, before anything is completed. */
static blackout_status find_event(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    const char *name = asked->event;
    if (name == NULL && asked->owner == NULL && asked->platforms.count == 0) {
        return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "platform",
                           "nothing is down; add --platform, --owner or --event, such as "
                           "--platform %.80s; `blackout describe PACKAGE` lists what there is",
                           some_platform(resolver));
    }
    const struct table *outages = table_of(resolver, OUTAGES);
    string_id id;
    if (name == NULL) {
        return BLACKOUT_OK;
    }
    if (!outages->present) {
        return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "event",
                           "event '%.80s' cannot be looked up: the package has no table outages; "
                           "add it, or give --platform, --start and --duration",
                           name);
    }
    if (!find_name(resolver, OUTAGES, name, &id)) {
        return unknown_name(resolver, OUTAGES, "event", name);
    }
    resolver->scenario->event = catalogue_find(resolver->dataset, id);
    resolver->scenario->event_name = dataset_text(resolver->dataset, id);
    resolver->scenario->apart = resolver->asked->apart ? resolver->scenario->event_name : NULL;
    return BLACKOUT_OK;
}

/* An event of others' platforms is in the catalogue for what its share did; there is nothing of
 * it to estimate. */
static blackout_status event_platforms(const struct resolver *resolver, struct name_list *list)
{
    const struct row *event = resolver->scenario->event;
    string_id id;
    blackout_status status = split_keys(resolver, &event->cells[OUTAGES_PLATFORMS], list);
    for (size_t i = 0; i < list->count && status == BLACKOUT_OK; ++i) {
        if (!find_name(resolver, PLATFORMS, list->names[i], &id)) {
            status = error_field(resolver->error, BLACKOUT_ERROR_INPUT, "event",
                                 "event '%.80s' cannot be estimated: its platform '%.80s' is not "
                                 "in the package; add it to platforms, or give --platform and "
                                 "--duration (the prediction of market value alone uses the event)",
                                 resolver->scenario->event_name, list->names[i]);
        }
    }
    return status;
}

/* ---- Which platforms ------------------------------------------------------------------------- */

static string_id platform_owner(const struct resolver *resolver, string_id platform)
{
    return dataset_platform_owner(resolver->dataset, platform, parameters_time(resolver->prepared));
}

/* All platforms of an owner. */
static blackout_status owner_platforms(const struct resolver *resolver, string_id owner,
                                       string_id **ids, size_t *count)
{
    const struct table *platforms = table_of(resolver, PLATFORMS);
    *count = 0;
    *ids = arena_alloc(resolver->prepared->arena, platforms->row_count, sizeof **ids);
    if (*ids == NULL) {
        return error_memory(resolver->error);
    }
    for (size_t i = 0; i < platforms->row_count; ++i) {
        string_id platform = platforms->rows[i].cells[PLATFORMS_PLATFORM].text;
        if (platform_owner(resolver, platform) == owner) {
            (*ids)[(*count)++] = platform; /* once a row: repeats do no harm */
        }
    }
    if (*count == 0) {
        return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "owner",
                           "owner '%.80s' has no platforms in the package; add some to platforms, "
                           "or give another --owner",
                           resolver->asked->owner);
    }
    return BLACKOUT_OK;
}

/* Platforms named beside an event or an owner narrow it; others are refused. Without an event or an
 * owner, `*count` of 0, any platform may be named. */
static blackout_status narrow(const struct resolver *resolver, string_id **ids, size_t *count)
{
    const struct name_list *named = &resolver->asked->platforms;
    const char *by = resolver->asked->owner != NULL ? "owner" : "event";
    string_id *narrowed;
    blackout_status status = find_names(resolver, PLATFORMS, "platform", named, &narrowed);
    for (size_t i = 0; i < named->count && status == BLACKOUT_OK; ++i) {
        if (*count > 0 && !contains(*ids, *count, narrowed[i])) {
            status = error_field(
                resolver->error, BLACKOUT_ERROR_USAGE, "platform",
                "platform '%.80s' is not one of the %s's; give another, or leave out --%s",
                named->names[i], by, by);
        }
    }
    *ids = narrowed;
    *count = named->count;
    return status;
}

/* An owner goes before an event, and platforms that are named narrow either. */
static blackout_status select_platforms(struct resolver *resolver)
{
    string_id *ids = NULL;
    size_t count = 0;
    blackout_status status = BLACKOUT_OK;
    const blackout_scenario *asked = resolver->asked;
    if (asked->owner != NULL) {
        string_id owner;
        if (!find_name(resolver, OWNERS, asked->owner, &owner)) {
            return unknown_name(resolver, OWNERS, "owner", asked->owner);
        }
        resolver->scenario->owner_name = dataset_text(resolver->dataset, owner);
        status = owner_platforms(resolver, owner, &ids, &count);
    } else if (asked->event != NULL) {
        struct name_list list;
        status = event_platforms(resolver, &list);
        if (status == BLACKOUT_OK) {
            status = find_names(resolver, PLATFORMS, "platform", &list, &ids);
            count = list.count;
        }
    }
    if (status == BLACKOUT_OK && asked->platforms.count > 0) {
        status = narrow(resolver, &ids, &count);
    }
    return status == BLACKOUT_OK
               ? in_table_order(resolver, PLATFORMS, ids, count, &resolver->scenario->selected,
                                &resolver->scenario->selected_count)
               : status;
}

/* ---- Where, when, how much ------------------------------------------------------------------- */

/* Those that are asked for, else the event's, else all. */
static blackout_status select_regions(struct resolver *resolver)
{
    const struct table *regions = table_of(resolver, REGIONS);
    struct name_list list = resolver->asked->regions;
    string_id *ids;
    blackout_status status = BLACKOUT_OK;
    if (list.count == 0 && resolver->scenario->event != NULL) {
        status = split_keys(resolver, &resolver->scenario->event->cells[OUTAGES_REGIONS], &list);
    }
    if (status == BLACKOUT_OK) {
        status = find_names(resolver, REGIONS, "region", &list, &ids);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (list.count == 0) {
        ids = arena_alloc(resolver->prepared->arena, regions->row_count, sizeof *ids);
        for (size_t i = 0; ids != NULL && i < regions->row_count; ++i) {
            ids[i] = regions->rows[i].cells[REGIONS_REGION].text;
        }
        list.count = regions->row_count;
    }
    if (ids == NULL) {
        return error_memory(resolver->error);
    }
    return in_table_order(resolver, REGIONS, ids, list.count, &resolver->scenario->regions,
                          &resolver->scenario->region_count);
}

/* A severity curve has its start of its own, and does not come here. */
static void set_start(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    struct resolved_scenario *scenario = resolver->scenario;
    const struct cell *start =
        scenario->event != NULL ? &scenario->event->cells[OUTAGES_START] : NULL;
    bool midnight = false;
    if (asked->has_start) {
        scenario->has_start = true;
        scenario->start = asked->start;
        scenario->start_asked = true;
        scenario->start_has_time = asked->start_has_time;
        scenario->start_sd_hours = asked->start_sd_hours;
        midnight = !asked->start_has_time;
    } else if (start != NULL && start->given) {
        scenario->has_start = true;
        scenario->start = start->time;
        scenario->start_has_time = start->has_time;
        midnight = !start->has_time;
    }
    if (midnight) {
        prepare_warn(resolver->prepared, "start_at_midnight",
                     asked->has_start ? "--start" : "outages",
                     "the start has no time of day: 00:00 UTC is assumed");
    }
}

/* No default: a length that nobody gave would be the whole answer. */
static blackout_status set_duration(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    struct resolved_scenario *scenario = resolver->scenario;
    if (asked->has_duration) {
        scenario->duration_mapping = asked->duration_hours;
    } else if (catalogue_has_duration(scenario->event)) {
        scenario->duration_mapping = catalogue_duration(scenario->event);
    } else if (scenario->event != NULL) {
        return error_field(resolver->error, BLACKOUT_ERROR_INPUT, "event",
                           "event '%.80s' has no duration in the catalogue; add --duration",
                           scenario->event_name);
    } else {
        return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "duration",
                           "no duration is given; add one, like --duration 6h");
    }
    scenario->duration_hours = scenario->duration_mapping.centre;
    return BLACKOUT_OK;
}

/* What the press's word is worth is wide, and it is often "partial": the reader should say so. */
static void warn_of_press(const struct resolver *resolver)
{
    const struct range *full = &catalogue_press_range;
    const struct range *partial = &catalogue_partial_range;
    if (!resolver->asked->has_severity && catalogue_lacks_severity(resolver->scenario->event)) {
        prepare_warn(resolver->prepared, "severity_of_press", "outages",
                     "the event has no severity: %g (%g to %g) is taken, what outages that the "
                     "press called full were worth; for one that it calls partial enter %g, with "
                     "%g and %g as its ends",
                     catalogue_press_severity, full->low, full->high, catalogue_partial_severity,
                     partial->low, partial->high);
    }
}

/* A recovery is only asked for: the catalogue has none. */
static void set_severity(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    struct resolved_scenario *scenario = resolver->scenario;
    scenario->severity_mapping =
        asked->has_severity ? asked->severity : catalogue_severity(scenario->event);
    scenario->recovery_mapping = asked->has_recovery ? asked->recovery_hours : mapping_certain(0);
    scenario->severity = scenario->severity_mapping.centre;
    scenario->recovery_hours = scenario->recovery_mapping.centre;
    warn_of_press(resolver);
}

/* With a curve, start, duration and severity come from it (curves_read()). */
static blackout_status set_extent(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    struct resolved_scenario *scenario = resolver->scenario;
    scenario->scope_share = catalogue_scope_share(scenario->event);
    scenario->has_rebound = asked->has_rebound;
    scenario->rebound_mapping = asked->rebound;
    if (asked->severity_curve != NULL) {
        if (asked->has_start || asked->has_duration || asked->has_severity || asked->has_recovery) {
            return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "severity-curve",
                               "a severity curve has its own start, duration, severity and "
                               "recovery; leave out those options");
        }
        return BLACKOUT_OK;
    }
    set_severity(resolver);
    set_start(resolver);
    return set_duration(resolver);
}

/* Of the first platform's owner at the start: a country that takes the euro has owners with rows in
 * two. Where no row is in force yet, which owner_side.c refuses, the owner still has a currency. */
static string_id owner_currency(const struct resolver *resolver)
{
    const struct table *owners = table_of(resolver, OWNERS);
    string_id owner = platform_owner(resolver, resolver->scenario->selected[0]);
    const struct row *row = table_in_force(owners, owner, parameters_time(resolver->prepared));
    row = row != NULL ? row : table_in_force(owners, owner, INSTANT_ANY);
    return row != NULL ? row->cells[OWNERS_CURRENCY].text : STRING_NONE;
}

/* Money of a time at which its currency was gone. */
static void warn_withdrawn(const struct resolver *resolver, const char *name)
{
    const struct resolved_scenario *scenario = resolver->scenario;
    const struct withdrawn_currency *currency = currency_code_withdrawn(name);
    if (currency != NULL &&
        (!scenario->has_start || scenario->start >= currency_code_end(currency))) {
        prepare_warn(resolver->prepared, "currency_withdrawn", "--currency",
                     "%s was withdrawn on %s; from then on amounts are in %s", name, currency->date,
                     currency->successor);
    }
}

/* Asked for, else the package's, else the owner's own, which needs no rate. */
static blackout_status set_currency(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    const char *name =
        asked->currency != NULL ? asked->currency : resolver->dataset->package.currency;
    const struct table *fx = table_of(resolver, FX);
    string_id own = owner_currency(resolver);
    resolver->scenario->currency = own;
    if (name == NULL) {
        return BLACKOUT_OK;
    }
    string_id id = dataset_find_text(resolver->dataset, name);
    bool has_rate = fx->present && (table_has_key(fx, id) || word_is_rate_currency(name));
    if (id == STRING_UNKNOWN || (id != own && !has_rate)) {
        char list[KNOWN_NAMES_SIZE];
        known_names_list(
            list, &(struct known_tables){resolver->dataset->tables, &resolver->dataset->strings},
            FX);
        return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "currency",
                           "currency '%s' has no rate in the package; %s%s%s", name,
                           list[0] != '\0' ? "fx has " : "add a row to the table fx", list,
                           list[0] != '\0' ? ": one of these, or add a row" : "");
    }
    resolver->scenario->currency = id;
    warn_withdrawn(resolver, name);
    return BLACKOUT_OK;
}

static blackout_status set_sampling(struct resolver *resolver)
{
    const blackout_scenario *asked = resolver->asked;
    struct resolved_scenario *scenario = resolver->scenario;
    if (asked->has_until && asked->has_samples) {
        return error_field(resolver->error, BLACKOUT_ERROR_USAGE, "until",
                           "samples and until are given; until takes as many samples as it needs: "
                           "leave one of them out");
    }
    scenario->samples = scenario_samples(asked);
    scenario->until = scenario_until(asked);
    scenario->seed = scenario_seed(asked);
    scenario->top = asked->has_top ? asked->top : DEFAULT_TOP;
    return BLACKOUT_OK;
}

/* The order counts: the event completes all others, and a currency may be that of the first
 * platform's owner. The start comes before the platforms, which belong to whoever owned them then.
 */
blackout_status resolve_scenario(struct prepared *prepared, const blackout_scenario *scenario,
                                 blackout_error *error)
{
    struct resolver resolver = {.prepared = prepared,
                                .dataset = prepared->dataset,
                                .asked = scenario,
                                .scenario = &prepared->scenario,
                                .error = error};
    static blackout_status (*const steps[])(struct resolver *) = {
        find_event, set_extent, select_platforms, select_regions, set_currency, set_sampling};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == BLACKOUT_OK; ++i) {
        status = steps[i](&resolver);
    }
    if (status == BLACKOUT_OK) {
        event_changes_note(prepared, scenario);
    }
    return status;
}
