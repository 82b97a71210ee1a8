/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios as JSON: every member is an input, as its text; one more, `set`, changes figures of the
 * dataset, and one, `name`, none of them. An input does not look at another, so that members may
 * stand in any order. */
#include "ask/scenario.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask/asked.h"
#include "core/error.h"
#include "core/input_file.h"
#include "core/number.h"
#include "json/json.h"
#include "json/places.h"
#include "ask/scenario_given.h"

static blackout_status refuse(blackout_scenario *scenario, const char *name, const char *what,
                              const char *text, const char *remedy, blackout_error *error)
{
    const struct asked_input asked = {&scenario->arena, name, error};
    return asked_refuse(&asked, what, text, remedy);
}

/* The texts of a list, separated by a comma and a blank, as several options are; NULL where
 * something else is in it, or without memory. A name with a comma in it becomes two, as it would on
 * a command line. */
static const char *joined_text(struct arena *arena, const cJSON *list)
{
    size_t size = 1;
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        if (!cJSON_IsString(item)) {
            return NULL;
        }
        size += strlen(item->valuestring) + 2;
    }
    char *joined = arena_alloc(arena, size, 1);
    char *at = joined;
    cJSON_ArrayForEach (item, list) {
        const size_t length = strlen(item->valuestring);
        if (joined == NULL) {
            break;
        }
        if (at != joined) {
            *at++ = ',';
            *at++ = ' ';
        }
        memcpy(at, item->valuestring, length);
        at += length;
    }
    return joined;
}

/* With a zero more where its point might be a mark between thousands, which JSON has not. */
static const char *number_text(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_SIZE + 1];
    size_t length = number_print(text, value);
    struct plain_number plain;
    if (number_parse_plain(&plain, text, length) && plain.may_group) {
        text[length++] = '0';
    }
    return arena_copy(arena, text, length);
}

/* The text that the command line would have for a JSON value; NULL if there is none. Through a
 * text, so that a file is read by the same setters, with the same messages, as a command line. It
 * may be the tree's, and gone with it: setters copy what they keep. */
static const char *text_of(struct arena *arena, const cJSON *value)
{
    if (cJSON_IsString(value)) {
        return value->valuestring;
    }
    if (cJSON_IsNumber(value)) {
        return number_text(arena, value->valuedouble);
    }
    if (!cJSON_IsArray(value)) {
        return NULL;
    }
    return joined_text(arena, value);
}

/* ---- Inputs that a scenario sets ------------------------------------------------------------- */

/* NULL where it is missing or no text, and without memory, which the arena remembers
 * (blackout_scenario_parse()). */
static const char *member_text(blackout_scenario *scenario, const cJSON *object, const char *key)
{
    const cJSON *member = json_get(object, key);
    return cJSON_IsString(member)
               ? arena_copy(&scenario->arena, member->valuestring, strlen(member->valuestring))
               : NULL;
}

/* At most as many as an override has room for; no table has that many columns to tell rows apart
 * by. */
static blackout_status read_conditions(blackout_scenario *scenario, const cJSON *where,
                                       struct scenario_override *override, blackout_error *error)
{
    const cJSON *condition;
    if (where != NULL && !cJSON_IsObject(where)) {
        return refuse(scenario, "set", "has invalid conditions", "where",
                      "a text for each column, like {\"channel\": \"sales\"}", error);
    }
    cJSON_ArrayForEach (condition, where) {
        if (override->where_count == MOST_CONDITIONS) {
            return refuse(scenario, "set", "has too many conditions", condition->string,
                          "at most 8", error);
        }
        if (!cJSON_IsString(condition)) {
            return refuse(scenario, "set", "has an invalid condition", condition->string,
                          "a text for each column, like {\"channel\": \"sales\"}", error);
        }
        override->where[override->where_count++] = (struct override_condition){
            arena_copy(&scenario->arena, condition->string, strlen(condition->string)),
            arena_copy(&scenario->arena, condition->valuestring, strlen(condition->valuestring))};
    }
    return BLACKOUT_OK;
}

static bool is_override_key(const char *key)
{
    static const char *const known[] = {"table", "where", "column", "value"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; ++i) {
        if (strcmp(known[i], key) == 0) {
            return true;
        }
    }
    return false;
}

/* By the words: two ways of naming the same rows are not seen here, and the later one holds. */
static bool has_condition(const struct scenario_override *override,
                          const struct override_condition *condition)
{
    for (size_t i = 0; i < override->where_count; ++i) {
        if (strcmp(override->where[i].column, condition->column) == 0 &&
            strcmp(override->where[i].value, condition->value) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether two changes are of the same cells by the same words: one of them would be for nothing. */
static bool is_same_change(const struct scenario_override *one,
                           const struct scenario_override *other)
{
    bool same = strcmp(one->table, other->table) == 0 && strcmp(one->column, other->column) == 0 &&
                one->where_count == other->where_count;
    for (size_t i = 0; i < one->where_count && same; ++i) {
        same = has_condition(other, &one->where[i]);
    }
    return same;
}

/* With each of those before: a file has a few of them. */
static blackout_status add_override(blackout_scenario *scenario,
                                    const struct scenario_override *override, blackout_error *error)
{
    for (size_t i = 0; i < scenario->override_count; ++i) {
        if (is_same_change(&scenario->overrides[i], override)) {
            return refuse(scenario, "set", "changes the same figures twice", override->column,
                          "one change of them", error);
        }
    }
    if (arena_grow(&scenario->arena, (void **)&scenario->overrides, &scenario->override_capacity,
                   scenario->override_count, sizeof *scenario->overrides) != 0) {
        return error_memory(error);
    }
    scenario->overrides[scenario->override_count++] = *override;
    return BLACKOUT_OK;
}

/* {"table": "fallbacks", "where": {"channel": "sales"}, "column": "share", "value": 0.4}. An
 * unknown key is refused: "wehre" would change every row of a table. */
static blackout_status read_override(blackout_scenario *scenario, const cJSON *item,
                                     blackout_error *error)
{
    struct scenario_override override = {.table = member_text(scenario, item, "table"),
                                         .column = member_text(scenario, item, "column")};
    const cJSON *value = json_get(item, "value");
    if (!cJSON_IsObject(item)) {
        return refuse(scenario, "set", "has an entry that is not an object", "set",
                      "{\"table\": ..., \"where\": {...}, \"column\": ..., \"value\": ...}", error);
    }
    for (const cJSON *member = item->child; member != NULL; member = member->next) {
        if (!is_override_key(member->string)) {
            return refuse(scenario, "set", "has an unknown key", member->string,
                          "table, where, column, value", error);
        }
    }
    if (override.table == NULL || override.column == NULL || !cJSON_IsNumber(value)) {
        return refuse(scenario, "set", "needs a table, a column and a number as value", "",
                      "{\"table\": ..., \"where\": {...}, \"column\": ..., \"value\": ...}", error);
    }
    override.value = value->valuedouble;
    blackout_status status = read_conditions(scenario, json_get(item, "where"), &override, error);
    return status == BLACKOUT_OK ? add_override(scenario, &override, error) : status;
}

/* In the order of the list: where two of them meet in a cell, the later one holds. */
static blackout_status read_overrides(blackout_scenario *scenario, const cJSON *list,
                                      blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    const cJSON *item;
    if (!cJSON_IsArray(list)) {
        return refuse(scenario, "set", "is not a list", "set", "[{\"table\": ...}]", error);
    }
    cJSON_ArrayForEach (item, list) {
        status = status == BLACKOUT_OK ? read_override(scenario, item, error) : status;
    }
    return status;
}

/* What the asker calls the scenario. Of a line of a batch, where it may be a number as well. */
static blackout_status read_name(blackout_scenario *scenario, const cJSON *item,
                                 blackout_error *error)
{
    const char *text = cJSON_IsArray(item) ? NULL : text_of(&scenario->arena, item);
    if (text == NULL || text[0] == '\0') {
        return refuse(scenario, "name", "is empty, or of the wrong type", item->string,
                      "a text or a number", error);
    }
    scenario->name = arena_copy(&scenario->arena, text, strlen(text));
    return scenario->name != NULL ? BLACKOUT_OK : error_memory(error);
}

/* JSON names have _ where options have -. */
static void option_name(char *name, size_t size, const char *key)
{
    snprintf(name, size, "%s", key);
    for (char *c = name; *c != '\0'; ++c) {
        *c = *c == '_' ? '-' : *c;
    }
}

/* What has been set goes before the file, whose value is still judged, by a scenario that is thrown
 * away: what is wrong with it would come out once the option is left out. */
static blackout_status set_input(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    blackout_scenario judged = {0};
    if (!scenario_has(scenario, name)) {
        return blackout_scenario_set(scenario, name, text, error);
    }
    const blackout_status status = blackout_scenario_set(&judged, name, text, error);
    arena_free(&judged.arena);
    return status;
}

/* Compared as options: `min_duration` and `min-duration` are one input, which JSON's own check of
 * keys does not see. The place of an error is the file's beginning at first; place_error() moves
 * it. */
static blackout_status set_from_json(blackout_scenario *scenario, const cJSON *first,
                                     const cJSON *item, const char *path, blackout_error *error)
{
    char name[64];
    option_name(name, sizeof name, item->string);
    for (const cJSON *other = first; other != item; other = other->next) {
        char earlier[64];
        option_name(earlier, sizeof earlier, other->string);
        if (strcmp(earlier, name) == 0) {
            return error_at(error, BLACKOUT_ERROR_INPUT, path, 1, 1,
                            "the input is given twice ('%.60s'); give it once", item->string);
        }
    }
    const bool overrides = strcmp(name, "set") == 0;
    const bool names = strcmp(name, "name") == 0;
    const char *text = overrides || names ? NULL : text_of(&scenario->arena, item);
    blackout_status status =
        overrides      ? read_overrides(scenario, item, error)
        : names        ? read_name(scenario, item, error)
        : text != NULL ? set_input(scenario, name, text, error)
                       : refuse(scenario, name, "has a value of the wrong type", item->string,
                                "a text, a number or a list of texts", error);
    if (status != BLACKOUT_OK && error != NULL) {
        snprintf(error->source, sizeof error->source, "%s", path);
        error->line = 1;
        error->column = 1;
    }
    return status;
}

/* Moves an error to the place of the value that it is about. Only now, since it goes through the
 * whole text: sound files need no places. */
static void place_error(blackout_error *error, const cJSON *tree, const cJSON *item,
                        const char *bytes, size_t size)
{
    struct json_places places;
    if (error != NULL && json_places_make(&places, tree, bytes, size) == 0) {
        const struct json_place place = json_place_of(&places, item);
        error->line = place.line;
        error->column = place.column;
    }
    if (error != NULL) {
        json_places_free(&places);
    }
}

/* A scenario is a page at most. What is larger is another file by mistake, and is not parsed. */
enum { LARGEST_SCENARIO_BYTES = 1024 * 1024 };

static blackout_status refuse_size(const char *name, blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_IO, name, 0, 0,
                    "the file cannot be read, or is longer than 1 MiB; give one scenario in a file "
                    "of JSON");
}

blackout_status blackout_scenario_parse(blackout_scenario *scenario, const char *bytes, size_t size,
                                        const char *name, blackout_error *error)
{
    cJSON *tree = NULL;
    if (size >= LARGEST_SCENARIO_BYTES) {
        return refuse_size(name, error);
    }
    const size_t mark = json_mark_length(bytes, size);
    blackout_status status = json_parse(&tree, name, bytes + mark, size - mark, error);
    if (status == BLACKOUT_OK && !cJSON_IsObject(tree)) {
        status =
            error_at(error, BLACKOUT_ERROR_INPUT, name, 1, 1,
                     "the scenario is not an object in braces; write it like {\"platform\": ...}");
    }
    const cJSON *item = tree != NULL ? tree->child : NULL;
    for (; item != NULL && status == BLACKOUT_OK; item = item->next) {
        status = set_from_json(scenario, tree->child, item, name, error);
        if (status != BLACKOUT_OK && status != BLACKOUT_ERROR_MEMORY) {
            place_error(error, tree, item, bytes + mark, size - mark);
        }
    }
    cJSON_Delete(tree);
    return arena_judge(&scenario->arena, status, error);
}

/* A buffer that is filled to its end may have been cut: it counts as too long. "-" is standard
 * input, which is the caller's to close. */
blackout_status blackout_scenario_read(blackout_scenario *scenario, const char *path,
                                       blackout_error *error)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : input_file_open(path);
    if (file == NULL) {
        return error_open(error, path, errno);
    }
    char *text = malloc(LARGEST_SCENARIO_BYTES);
    const size_t length = text != NULL ? fread(text, 1, LARGEST_SCENARIO_BYTES, file) : 0;
    const bool unread = ferror(file) != 0;
    if (file != stdin) {
        fclose(file);
    }
    const blackout_status status =
        text == NULL ? error_memory(error)
        : unread     ? refuse_size(path, error)
                     : blackout_scenario_parse(scenario, text, length, path, error);
    free(text);
    return status;
}
