/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One incident of a status page: when which component had which status, by its updates or, where
 * they name none, by its impact. One that cannot be taken is listed with its reason. */
#include "import/statuspage_incident.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "json/places.h"

const char *statuspage_text(const cJSON *object, const char *key)
{
    const cJSON *value = json_get(object, key);
    return cJSON_IsString(value) ? value->valuestring : NULL;
}

static bool is_given(const cJSON *member)
{
    return member != NULL && !cJSON_IsNull(member);
}

/* The first of the members that is given; false where it is no time: a later one would be another
 * time, and not what was meant. */
static bool time_of(instant *time, const cJSON *object, const char *const *keys)
{
    while (keys[1] != NULL && !is_given(json_get(object, *keys))) {
        ++keys;
    }
    const char *text = statuspage_text(object, *keys);
    return text != NULL && calendar_parse_instant(time, NULL, text, strlen(text));
}

/* ---- What is not taken ----------------------------------------------------------------------- */

/* Lists an incident with the member that is the reason. */
blackout_status statuspage_leave_out(struct page_reader *reader, const cJSON *incident,
                                     const char *member, const char *value, const char *reason,
                                     blackout_error *error)
{
    const cJSON *at = json_get(incident, member);
    const struct json_place place = json_place_of(reader->places, at != NULL ? at : incident);
    const struct not_taken_entry entry = {
        .file = reader->file, .row = place.line, .column = member, .value = value};
    return not_taken_add(&reader->import->not_taken, &reader->import->arena, &entry, reason) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* ---- Components ------------------------------------------------------------------------------ */

/* The number of a component, by its id; SIZE_MAX when memory is out. */
size_t statuspage_component(struct page_reader *reader, const char *id)
{
    const string_id known = strings_add(&reader->components, id, strlen(id));
    return known != STRING_UNKNOWN ? known - 1 : SIZE_MAX;
}

/* The identifier of a component of an update or of an incident; NULL: it has none. */
const char *statuspage_component_id(const cJSON *component)
{
    const char *id = statuspage_text(component, "code");
    id = id != NULL ? id : statuspage_text(component, "id");
    id = id != NULL && id[0] != '\0' ? id : statuspage_text(component, "name");
    return id != NULL && id[0] != '\0' ? id : NULL;
}

static bool is_group(const struct page_reader *reader, const cJSON *component)
{
    const char *id = statuspage_component_id(component);
    return id != NULL && strings_find(&reader->groups, id, strlen(id)) != STRING_UNKNOWN;
}

/* ---- Changes of an incident ------------------------------------------------------------------ */

/* An update and its place in the file, where the latest comes first. */
struct update {
    const cJSON *json;
    instant time;
    size_t order;
};

static int by_time(const void *a, const void *b)
{
    const struct update *x = a;
    const struct update *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    return x->order > y->order ? -1 : x->order < y->order;
}

/* What an incident is read into, before it is known whether it is taken. */
struct draft {
    struct page_reader *reader;
    const cJSON *json;
    struct page_incident incident;
    struct update *updates;
    size_t update_count;
    size_t first_slot;
    const char *reason; /* why it is not taken; NULL: it is */
    const char *member; /* that the reason is about */
    const char *value;
};

static void set_reason(struct draft *draft, const char *member, const char *value,
                       const char *reason)
{
    if (draft->reason == NULL) {
        draft->member = member;
        draft->value = value;
        draft->reason = reason;
    }
}

/* Makes room for the last slot of a component; false when memory is out. */
static bool has_last_slot(struct page_reader *reader, size_t component)
{
    if (component < reader->last_slot_capacity) {
        return true;
    }
    const size_t capacity = 2 * component + 16;
    size_t *larger = arena_alloc(&reader->import->arena, capacity, sizeof *larger);
    if (larger == NULL) {
        return false;
    }
    if (reader->last_slot_capacity > 0) {
        memcpy(larger, reader->last_slots, reader->last_slot_capacity * sizeof *larger);
    }
    reader->last_slots = larger;
    reader->last_slot_capacity = capacity;
    return true;
}

/* The slot of a component in this incident; SIZE_MAX when memory is out. */
static size_t slot_of(const struct draft *draft, const char *id)
{
    struct page_reader *reader = draft->reader;
    struct arena *arena = &reader->import->arena;
    const size_t component = statuspage_component(reader, id);
    if (component == SIZE_MAX || !has_last_slot(reader, component)) {
        return SIZE_MAX;
    }
    size_t *last = &reader->last_slots[component]; /* one more than its number; 0: none */
    if (*last > draft->first_slot) {
        return *last - 1;
    }
    if (arena_grow(arena, (void **)&reader->slot_components, &reader->slot_capacity,
                   reader->slot_count, sizeof *reader->slot_components) != 0) {
        return SIZE_MAX;
    }
    reader->slot_components[reader->slot_count] = component;
    *last = ++reader->slot_count;
    return reader->slot_count - 1;
}

static blackout_status add_change(struct draft *draft, instant time, size_t slot,
                                  enum component_status status, blackout_error *error)
{
    struct page_reader *reader = draft->reader;
    if (slot == SIZE_MAX ||
        arena_grow(&reader->import->arena, (void **)&reader->changes, &reader->change_capacity,
                   reader->change_count, sizeof *reader->changes) != 0) {
        return error_memory(error);
    }
    reader->changes[reader->change_count++] =
        (struct component_change){.time = time, .slot = slot, .status = status};
    return BLACKOUT_OK;
}

static blackout_status end_all(struct draft *draft, instant time, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t slot = draft->first_slot; slot < draft->reader->slot_count && status == BLACKOUT_OK;
         ++slot) {
        status = add_change(draft, time, slot, COMPONENT_OPERATIONAL, error);
    }
    return status;
}

/* A component that an update is the first to name may have been down before. Since when, nothing
 * says: it may have been another incident, later than the start of this one. So it counts from the
 * update on, and that is listed. */
static blackout_status note_old_status(struct draft *draft, const cJSON *item, instant time,
                                       blackout_error *error)
{
    const char *word = statuspage_text(item, "old_status");
    const enum component_status old =
        word != NULL ? component_status_find(word) : COMPONENT_STATUS_COUNT;
    return time > draft->incident.start && old != COMPONENT_STATUS_COUNT &&
                   draft->reader->shares[old].central > 0
               ? statuspage_leave_out(draft->reader, draft->json, "incident_updates", word,
                                      "a component was unavailable before the first update that "
                                      "names it, and nothing says since when: it counts from then "
                                      "on",
                                      error)
               : BLACKOUT_OK;
}

/* The components whose status an update changes. */
static blackout_status take_update(struct draft *draft, const struct update *update, instant time,
                                   blackout_error *error)
{
    const cJSON *list = json_get(update->json, "affected_components");
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL;
         item = item->next) {
        if (is_group(draft->reader, item)) {
            continue; /* what is in it has a status of its own */
        }
        const char *id = statuspage_component_id(item);
        const char *word = statuspage_text(item, "new_status");
        const enum component_status status =
            word != NULL ? component_status_find(word) : COMPONENT_STATUS_COUNT;
        if (id == NULL || status == COMPONENT_STATUS_COUNT) {
            set_reason(draft, "affected_components", word != NULL ? word : "",
                       "a component of an update has no id or a status that is not known");
            return BLACKOUT_OK;
        }
        const size_t known = draft->reader->slot_count;
        blackout_status added = add_change(draft, time, slot_of(draft, id), status, error);
        if (added == BLACKOUT_OK && draft->reader->slot_count > known) {
            added = note_old_status(draft, item, time, error);
        }
        if (added != BLACKOUT_OK) {
            return added;
        }
    }
    return BLACKOUT_OK;
}

static bool is_over(const char *status)
{
    return status != NULL && (strcmp(status, "resolved") == 0 || strcmp(status, "postmortem") == 0);
}

/* The updates in their order: the first one's statuses hold from the start of the incident. Where
 * it is resolved all components work again, until it is opened anew. */
static blackout_status take_updates(struct draft *draft, blackout_error *error)
{
    const struct page_incident *incident = &draft->incident;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < draft->update_count && status == BLACKOUT_OK; ++i) {
        const struct update *update = &draft->updates[i];
        const bool is_early = i == 0 || update->time < incident->start;
        const instant time = is_early ? incident->start : update->time;
        const char *word = statuspage_text(update->json, "status");
        if (time > incident->end) {
            break;
        }
        status = take_update(draft, update, time, error);
        if (status == BLACKOUT_OK && word != NULL && strcmp(word, "resolved") == 0) {
            status = end_all(draft, update->time > time ? update->time : time, error);
        }
    }
    return status;
}

/* An incident whose updates name no component's status: its impact is taken for that of the
 * components that it lists. */
static blackout_status take_impact(struct draft *draft, const char *impact, blackout_error *error)
{
    const struct page_incident *incident = &draft->incident;
    const enum component_status word = component_status_of_impact(impact);
    const cJSON *list = json_get(draft->json, "components");
    blackout_status status = BLACKOUT_OK;
    if (word == COMPONENT_STATUS_COUNT) {
        set_reason(draft, "impact", impact, "the impact is not known");
        return BLACKOUT_OK;
    }
    const cJSON *item = cJSON_IsArray(list) ? list->child : NULL;
    if (item == NULL) {
        set_reason(draft, "components", "",
                   "it names no component, so that nothing says how much of the page it reached");
    }
    for (; item != NULL && status == BLACKOUT_OK; item = item->next) {
        const char *id = statuspage_component_id(item);
        if (id != NULL && !is_group(draft->reader, item)) {
            status = add_change(draft, incident->start, slot_of(draft, id), word, error);
        }
    }
    return status;
}

/* ---- An incident ----------------------------------------------------------------------------- */

/* Reads the updates' times and sorts them; false when memory is out. */
static bool read_updates(struct draft *draft)
{
    static const char *const keys[] = {"display_at", "created_at", NULL};
    const cJSON *list = json_get(draft->json, "incident_updates");
    size_t count = 0;
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL;
         item = item->next) {
        ++count;
    }
    draft->updates = calloc(count + 1, sizeof *draft->updates);
    if (draft->updates == NULL) {
        return false;
    }
    for (const cJSON *item = count > 0 ? list->child : NULL; item != NULL; item = item->next) {
        struct update *update = &draft->updates[draft->update_count];
        *update = (struct update){.json = item, .order = draft->update_count};
        if (!time_of(&update->time, item, keys)) {
            set_reason(draft, "incident_updates", "", "an update has no time that can be read");
        }
        ++draft->update_count;
    }
    qsort(draft->updates, draft->update_count, sizeof *draft->updates, by_time);
    return true;
}

/* The end is where it was resolved for the last time. */
static bool find_end(struct draft *draft)
{
    static const char *const keys[] = {"resolved_at", NULL};
    instant *end = &draft->incident.end;
    const bool given = is_given(json_get(draft->json, keys[0]));
    bool found = time_of(end, draft->json, keys);
    for (size_t i = 0; i < draft->update_count && (found || !given); ++i) {
        const struct update *update = &draft->updates[i];
        const char *word = statuspage_text(update->json, "status");
        if (word != NULL && strcmp(word, "resolved") == 0 && (!found || update->time > *end)) {
            *end = update->time;
            found = true;
        }
    }
    return found;
}

/* What an incident must have to be an outage that is over. */
static void check_times(struct draft *draft)
{
    static const char *const starts[] = {"started_at", "created_at", NULL};
    static const char *const updates[] = {"updated_at", "created_at", NULL};
    static const char *const words[] = {"scheduled", "in_progress", "verifying", "completed"};
    static const char planned[] = "planned maintenance is no outage";
    static const instant longest = (instant)(LONGEST_OUTAGE_HOURS * SECONDS_PER_HOUR);
    struct page_incident *incident = &draft->incident;
    const char *status = statuspage_text(draft->json, "status");
    const char *impact = statuspage_text(draft->json, "impact");
    const char *started = statuspage_text(draft->json, "started_at");
    const char *resolved = statuspage_text(draft->json, "resolved_at");
    if (impact != NULL && strcmp(impact, "maintenance") == 0) {
        set_reason(draft, "impact", impact, planned);
    } else if (status != NULL && text_is_among(status, words, sizeof words / sizeof words[0])) {
        set_reason(draft, "status", status, planned);
    } else if (!is_over(status)) {
        set_reason(draft, "status", status, "it is not over, so that its length is not known");
    }
    if (!time_of(&incident->start, draft->json, starts)) {
        set_reason(draft, "started_at", started, "it has no start that can be read");
    }
    if (!find_end(draft)) {
        set_reason(draft, "resolved_at", resolved, "it has no end that can be read");
    } else if (incident->end < incident->start) {
        set_reason(draft, "resolved_at", resolved, "it ends before it starts");
    } else if (incident->end > incident->start + longest) {
        set_reason(draft, "resolved_at", resolved, "it lasts longer than ten years");
    }
    if (!time_of(&incident->updated, draft->json, updates)) {
        incident->updated = incident->end;
    }
}

static bool has_component_updates(const struct draft *draft)
{
    for (size_t i = 0; i < draft->update_count; ++i) {
        const cJSON *list = json_get(draft->updates[i].json, "affected_components");
        for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL;
             item = item->next) {
            if (!is_group(draft->reader, item)) {
                return true;
            }
        }
    }
    return false;
}

/* At its end all components work again, whatever its updates have left open. */
static blackout_status fill_changes(struct draft *draft, blackout_error *error)
{
    const char *impact = statuspage_text(draft->json, "impact");
    blackout_status status = has_component_updates(draft)
                                 ? take_updates(draft, error)
                                 : take_impact(draft, impact != NULL ? impact : "", error);
    if (status == BLACKOUT_OK) {
        status = end_all(draft, draft->incident.end, error);
    }
    if (status == BLACKOUT_OK) {
        if (!statuspage_find_outage(&draft->incident, draft->reader, draft->first_slot)) {
            return error_memory(error);
        }
        if (draft->incident.out_to <= draft->incident.out_from) {
            set_reason(draft, "impact", impact, STATUSPAGE_NOTHING_UNAVAILABLE);
        }
    }
    return status;
}

/* Keeps an incident; of two copies of one the later, which counts also where it is not taken: what
 * was opened again is not over. Updated at once, the one that is taken. Changes of the copy that is
 * left out stay in the list: nothing refers to them. */
static blackout_status keep(struct draft *draft, blackout_error *error)
{
    static const char older[] = "another copy of the incident, which is not older, is taken";
    static const char untaken[] = "a later copy of the incident is not taken";
    struct page_reader *reader = draft->reader;
    struct arena *arena = &reader->import->arena;
    struct page_incident *incident = &draft->incident;
    const string_id known = strings_add(&reader->ids, incident->id, strlen(incident->id));
    if (known == STRING_UNKNOWN) {
        return error_memory(error);
    }
    incident->is_taken = draft->reason == NULL;
    incident->change_count = reader->change_count - incident->first_change;
    if (known - 1 < reader->incident_count) {
        struct page_incident *other = &reader->incidents[known - 1];
        const bool replaces =
            other->updated < incident->updated ||
            (other->updated == incident->updated && incident->is_taken && !other->is_taken);
        const struct page_incident left = replaces ? *other : *incident;
        const struct not_taken_entry entry = {
            .file = left.file, .row = left.row, .column = "id", .value = left.id};
        *other = replaces ? *incident : *other;
        /* one that is not taken is listed with its own reason */
        return !left.is_taken || not_taken_add(&reader->import->not_taken, arena, &entry,
                                               other->is_taken ? older : untaken) == 0
                   ? BLACKOUT_OK
                   : error_memory(error);
    }
    if (arena_grow(arena, (void **)&reader->incidents, &reader->incident_capacity,
                   reader->incident_count, sizeof *reader->incidents) != 0) {
        return error_memory(error);
    }
    reader->incidents[reader->incident_count++] = *incident;
    return BLACKOUT_OK;
}

static blackout_status fill_texts(struct draft *draft, blackout_error *error)
{
    struct arena *arena = &draft->reader->import->arena;
    const char *id = statuspage_text(draft->json, "id");
    const char *name = statuspage_text(draft->json, "name");
    name = name != NULL ? name : "";
    if (id == NULL || id[0] == '\0') {
        set_reason(draft, "id", name, "it has no id");
        return BLACKOUT_OK;
    }
    char *line = arena_copy(arena, name, strnlen(name, NOT_TAKEN_VALUE_SIZE));
    draft->incident.id = arena_copy(arena, id, strlen(id));
    draft->incident.name = line;
    if (draft->incident.id == NULL || line == NULL) {
        return error_memory(error);
    }
    text_make_line(line);
    return BLACKOUT_OK;
}

/* Reads one incident; changes of one that is not taken are given back. */
static blackout_status read_draft(struct draft *draft, blackout_error *error)
{
    struct page_reader *reader = draft->reader;
    const size_t changes = reader->change_count;
    blackout_status status = fill_texts(draft, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (!read_updates(draft)) {
        return error_memory(error);
    }
    check_times(draft);
    draft->incident.first_change = changes;
    draft->first_slot = reader->slot_count;
    if (draft->reason == NULL) {
        status = fill_changes(draft, error);
    }
    if (status == BLACKOUT_OK && draft->reason != NULL) {
        reader->change_count = changes;
        status = statuspage_leave_out(reader, draft->json, draft->member, draft->value,
                                      draft->reason, error);
    }
    return status == BLACKOUT_OK && draft->incident.id != NULL ? keep(draft, error) : status;
}

blackout_status statuspage_read_incident(struct page_reader *reader, const cJSON *incident,
                                         blackout_error *error)
{
    struct draft draft = {
        .reader = reader,
        .json = incident,
        .incident = {.file = reader->file, .row = json_place_of(reader->places, incident).line}};
    blackout_status status = read_draft(&draft, error);
    free(draft.updates);
    return status;
}
