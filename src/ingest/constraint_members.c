/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constraints of Table Schema's fields. Values of JSON are kept as texts: only the column that they
 * are held against says whether they are numbers, dates or words (field_rules.c). */
#include "ingest/constraint_members.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/strings.h"
#include "ingest/pattern.h"

/* ---- Lists ----------------------------------------------------------------------------------- */

/* Objects of a value and a label are what version 2 of the standard allows for categories and
 * missing values; the value is what stands in the file. */
blackout_status schema_read_texts(struct text_list *list, struct descriptor *descriptor,
                                  const cJSON *value, blackout_error *error)
{
    struct arena *arena = descriptor->finder->arena;
    const cJSON *item;
    *list = (struct text_list){0};
    if (value == NULL || cJSON_IsNull(value)) {
        return BLACKOUT_OK;
    }
    if (!cJSON_IsArray(value)) {
        descriptor_fault(descriptor, value, "bad_schema",
                         "a member of the schema is not a list ('%.80s'); a list of texts",
                         descriptor_shown(descriptor, value));
        return BLACKOUT_OK;
    }
    const char **texts = arena_alloc(arena, (size_t)cJSON_GetArraySize(value), sizeof *texts);
    if (texts == NULL) {
        return error_memory(error);
    }
    cJSON_ArrayForEach (item, value) {
        const cJSON *one = cJSON_IsObject(item) ? json_get(item, "value") : item;
        const char *text = one != NULL ? descriptor_shown(descriptor, one) : "";
        texts[list->count] = arena_copy(arena, text, strlen(text));
        if (texts[list->count++] == NULL) {
            return error_memory(error);
        }
    }
    list->texts = texts;
    return BLACKOUT_OK;
}

/* A list may be as long as a file, and each of its rows asks. So its texts are looked up and not
 * compared one by one. */
static blackout_status list_known(struct text_list *list, struct arena *arena,
                                  blackout_error *error)
{
    struct strings *known = arena_alloc(arena, 1, sizeof *known);
    bool listed = known != NULL && strings_init(known, arena) == 0;
    for (size_t i = 0; i < list->count && listed; ++i) {
        listed = strings_add(known, list->texts[i], strlen(list->texts[i])) != STRING_UNKNOWN;
    }
    list->known = known;
    return listed ? BLACKOUT_OK : error_memory(error);
}

/* ---- Constraints ----------------------------------------------------------------------------- */

void schema_refuse(struct descriptor *descriptor, const cJSON *value, const char *message)
{
    descriptor_fault(descriptor, value, "bad_schema", message, descriptor_shown(descriptor, value));
}

/* A text "true" is a fault and not taken for the word: JSON has true for it (RFC 8259, section 3).
 */
bool schema_read_flag(struct descriptor *descriptor, const cJSON *object, const char *key,
                      bool otherwise)
{
    const cJSON *value = json_get(object, key);
    if (value != NULL && !cJSON_IsBool(value)) {
        schema_refuse(descriptor, value,
                      "a member of a field is not true or false ('%.80s'); true or "
                      "false");
    }
    return cJSON_IsBool(value) ? cJSON_IsTrue(value) != 0 : otherwise;
}

/* 0 is also what a field without the member has: no shortest, no longest length. So a maxLength of
 * 0 allows any length. */
static size_t read_length(struct descriptor *descriptor, const cJSON *object, const char *key)
{
    enum { MOST_CHARACTERS = 1000000 };
    const cJSON *value = json_get(object, key);
    if (value == NULL) {
        return 0;
    }
    if (!cJSON_IsNumber(value) || value->valuedouble < 0 || value->valuedouble > MOST_CHARACTERS ||
        value->valuedouble != floor(value->valuedouble)) {
        schema_refuse(descriptor, value, "a length is not a whole number ('%.80s'); characters");
        return 0;
    }
    return (size_t)value->valuedouble;
}

/* Made once here, for the fault at its place in the description. */
static blackout_status read_pattern(struct field_rule *rule, struct descriptor *descriptor,
                                    const cJSON *value, blackout_error *error)
{
    struct arena *arena = descriptor->finder->arena;
    if (value == NULL) {
        return BLACKOUT_OK;
    }
    const enum pattern_fault fault = cJSON_IsString(value)
                                         ? pattern_make(&rule->pattern, value->valuestring, arena)
                                         : PATTERN_NOT_UNDERSTOOD;
    if (fault == PATTERN_TOO_LARGE) {
        schema_refuse(descriptor, value,
                      "the pattern is too large with its repetitions written out ('%.200s'); "
                      "a shorter one, such as [A-Z]+ in place of many counts");
    } else if (fault == PATTERN_NOT_UNDERSTOOD) {
        schema_refuse(descriptor, value,
                      "the pattern is not understood ('%.200s'); one of XML Schema, as [A-Z]{3} or "
                      "\\d+, with a backslash before a character of . ? * + ( ) { } [ ] | ^ $ "
                      "that is meant");
    } else if (fault == PATTERN_SOUND) {
        rule->pattern_text = arena_copy(arena, value->valuestring, strlen(value->valuestring));
    }
    return fault == PATTERN_NO_MEMORY || (fault == PATTERN_SOUND && rule->pattern_text == NULL)
               ? error_memory(error)
               : BLACKOUT_OK;
}

/* `categories` of version 2 is another way to list the values that are allowed; `enum` goes first
 * where both are there. */
blackout_status constraints_read(struct field_rule *rule, struct descriptor *descriptor,
                                 const cJSON *field, blackout_error *error)
{
    static const char *const bounds[BOUND_COUNT] = {"minimum", "maximum", "exclusiveMinimum",
                                                    "exclusiveMaximum"};
    struct arena *arena = descriptor->finder->arena;
    const cJSON *constraints = json_get(field, "constraints");
    const cJSON *allowed = json_get(constraints, "enum");
    descriptor_warn_members(descriptor, constraints, MEMBERS_OF_CONSTRAINTS);
    rule->required = schema_read_flag(descriptor, constraints, "required", false);
    rule->unique = schema_read_flag(descriptor, constraints, "unique", false);
    rule->shortest = read_length(descriptor, constraints, "minLength");
    rule->longest = read_length(descriptor, constraints, "maxLength");
    for (int i = 0; i < BOUND_COUNT; ++i) {
        const cJSON *value = json_get(constraints, bounds[i]);
        const char *text = value != NULL ? descriptor_shown(descriptor, value) : NULL;
        rule->bounds[i] = text != NULL ? arena_copy(arena, text, strlen(text)) : NULL;
    }
    blackout_status status =
        schema_read_texts(&rule->allowed, descriptor,
                          allowed != NULL ? allowed : json_get(field, "categories"), error);
    if (cJSON_IsArray(allowed) && cJSON_GetArraySize(allowed) == 0) {
        schema_refuse(descriptor, allowed,
                      "enum lists no value ('%.80s'); the values that are allowed, or no enum");
    }
    if (status == BLACKOUT_OK && rule->allowed.count > 0) {
        status = list_known(&rule->allowed, arena, error);
    }
    return status == BLACKOUT_OK
               ? read_pattern(rule, descriptor, json_get(constraints, "pattern"), error)
               : status;
}
