/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a status page (version 2 of the format), one file at a time. A file that is not of
 * the format is refused as a whole, at the place; an incident that cannot be taken is listed with
 * its reason, and the others are read. */
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "import/statuspage_incident.h"
#include "json/json.h"
#include "json/places.h"

static blackout_status refuse(const struct page_reader *reader, const cJSON *value,
                              const char *what, blackout_error *error)
{
    const struct json_place place = json_place_of(reader->places, value);
    return error_at(error, BLACKOUT_ERROR_INPUT, reader->file, place.line, place.column,
                    "%s; give the incidents.json or summary.json of a status page", what);
}

/* ---- Parts of a file ------------------------------------------------------------------------- */

/* The page's list: groups hold the others and are none themselves. A component that an incident has
 * named before, in another file, is the same one: they are kept by their ids. */
static blackout_status read_components(struct page_reader *reader, const cJSON *list,
                                       blackout_error *error)
{
    if (!cJSON_IsArray(list)) {
        return refuse(reader, list, "components is not a list", error);
    }
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        const char *id = statuspage_component_id(item);
        if (id == NULL) {
            return refuse(reader, item, "a component has no id", error);
        }
        if (!cJSON_IsTrue(json_get(item, "group")) &&
            statuspage_component(reader, id) == SIZE_MAX) {
            return error_memory(error);
        }
    }
    reader->listed = reader->components.count - 1;
    return BLACKOUT_OK;
}

/* What is no object is no export of a page, and the file is refused; an incident that lacks
 * something is only left out. */
static blackout_status read_incidents(struct page_reader *reader, const cJSON *list,
                                      blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    if (!cJSON_IsArray(list)) {
        return refuse(reader, list, "incidents is not a list", error);
    }
    for (const cJSON *item = list->child; item != NULL && status == BLACKOUT_OK;
         item = item->next) {
        if (!cJSON_IsObject(item)) {
            return refuse(reader, item, "an incident is not an object", error);
        }
        ++reader->import->read;
        status = statuspage_read_incident(reader, item, error);
    }
    return status;
}

/* Listed and not read, so that what a page has and the package lacks is all in one list. Pages give
 * planned maintenance in a list of its own, or among the incidents (check_times() in
 * statuspage_incident.c). */
static blackout_status list_maintenances(struct page_reader *reader, const cJSON *list,
                                         blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL;
         item != NULL && status == BLACKOUT_OK; item = item->next) {
        ++reader->import->read;
        status = statuspage_leave_out(reader, item, "status", statuspage_text(item, "status"),
                                      "planned maintenance is no outage", error);
    }
    return status;
}

/* ---- The file -------------------------------------------------------------------------------- */

/* One page to a package: components of two pages have nothing in common. So the name of the last
 * file counts, where a page has been renamed. */
static blackout_status read_page(struct page_reader *reader, const cJSON *tree,
                                 blackout_error *error)
{
    struct arena *arena = &reader->import->arena;
    const cJSON *page = json_get(tree, "page");
    const char *id = statuspage_text(page, "id");
    const char *name = statuspage_text(page, "name");
    if (id == NULL) {
        const struct json_place place = json_place_of(reader->places, tree);
        return error_at(error, BLACKOUT_ERROR_INPUT, reader->file, place.line, place.column,
                        "there is no page with an id; give the incidents.json or summary.json of a "
                        "status page, or, of one with another layout (Instatus, Better Stack, "
                        "Cachet), write the incidents as rows of outages");
    }
    if (reader->page != NULL && strcmp(reader->page, id) != 0) {
        const struct json_place place = json_place_of(reader->places, page);
        return error_at(error, BLACKOUT_ERROR_INPUT, reader->file, place.line, place.column,
                        "the file is of another page than the ones before it ('%.60s', not %.60s); "
                        "give the pages one by one",
                        id, reader->page);
    }
    name = name != NULL && name[0] != '\0' ? name : id;
    reader->page = arena_copy(arena, id, strlen(id));
    char *line = arena_copy(arena, name, strnlen(name, NOT_TAKEN_VALUE_SIZE));
    reader->page_name = line;
    if (reader->page == NULL || line == NULL) {
        return error_memory(error);
    }
    text_make_line(line);
    return BLACKOUT_OK;
}

/* Components first, so that those of the page's list are known before its incidents add others. */
static blackout_status read_tree(struct page_reader *reader, const cJSON *tree,
                                 blackout_error *error)
{
    const cJSON *components = json_get(tree, "components");
    const cJSON *incidents = json_get(tree, "incidents");
    const cJSON *maintenances = json_get(tree, "scheduled_maintenances");
    blackout_status status = read_page(reader, tree, error);
    if (status == BLACKOUT_OK && components == NULL && incidents == NULL && maintenances == NULL) {
        status = refuse(reader, tree, "there are no incidents and no components", error);
    }
    if (status == BLACKOUT_OK && components != NULL) {
        status = read_components(reader, components, error);
    }
    if (status == BLACKOUT_OK && incidents != NULL) {
        status = read_incidents(reader, incidents, error);
    }
    return status == BLACKOUT_OK ? list_maintenances(reader, maintenances, error) : status;
}

/* Of a list of components. One without an id is passed over here: the second reading says so, with
 * its place. */
static blackout_status note_groups(struct page_reader *reader, const cJSON *list,
                                   blackout_error *error)
{
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL;
         item = item->next) {
        const char *id = statuspage_component_id(item);
        if (id != NULL && cJSON_IsTrue(json_get(item, "group")) &&
            strings_add(&reader->groups, id, strlen(id)) == STRING_UNKNOWN) {
            return error_memory(error);
        }
    }
    return BLACKOUT_OK;
}

/* Each file is parsed twice: to keep all trees would take many times the size of the files. Members
 * of the wrong kind are passed over, and left to the second reading, which says where they are. */
blackout_status statuspage_read_groups(struct page_reader *reader,
                                       const struct import_source *source, blackout_error *error)
{
    const size_t mark = json_mark_length(source->bytes, source->size);
    cJSON *tree = NULL;
    blackout_status status =
        json_parse(&tree, source->name, source->bytes + mark, source->size - mark, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const cJSON *incidents = json_get(tree, "incidents");
    status = note_groups(reader, json_get(tree, "components"), error);
    for (const cJSON *item = cJSON_IsArray(incidents) ? incidents->child : NULL;
         item != NULL && status == BLACKOUT_OK; item = item->next) {
        status = note_groups(reader, json_get(item, "components"), error);
    }
    cJSON_Delete(tree);
    return status;
}

blackout_status statuspage_read_file(struct page_reader *reader, const struct import_source *source,
                                     blackout_error *error)
{
    struct json_places places;
    const size_t mark = json_mark_length(source->bytes, source->size);
    const char *text = source->bytes + mark;
    cJSON *tree = NULL;
    blackout_status status = json_parse(&tree, source->name, text, source->size - mark, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    /* of this file until its tree is deleted: whoever lists an incident looks its line up there */
    reader->file = source->name;
    reader->places = &places;
    status = json_places_make(&places, tree, text, source->size - mark) == 0
                 ? read_tree(reader, tree, error)
                 : error_memory(error);
    json_places_free(&places);
    reader->places = NULL;
    cJSON_Delete(tree);
    return status;
}
