/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constraints of Table Schema's fields. Patterns are those of XML Schema, as far as POSIX has the
 * same. */
#include "ingest/constraint_members.h"

#include <regex.h>
#include <string.h>

#include "core/error.h"

/* ---- Lists ----------------------------------------------------------------------------------- */

/* The texts of a list: of texts, numbers, or objects with a member `value`. */
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

/* 0 is also what a field without the member has: no shortest, no longest length. */
static size_t read_length(struct descriptor *descriptor, const cJSON *object, const char *key)
{
    enum { MOST_CHARACTERS = 1000000 };
    const cJSON *value = json_get(object, key);
    if (value == NULL) {
        return 0;
    }
    if (!cJSON_IsNumber(value) || value->valuedouble < 0 || value->valuedouble > MOST_CHARACTERS) {
        schema_refuse(descriptor, value, "a length is not a whole number ('%.80s'); characters");
        return 0;
    }
    return (size_t)value->valuedouble;
}

/* A class of XML Schema's regular expressions in POSIX's; NULL: not known. Negated classes cannot
 * be put into brackets in POSIX: [^\D] has no such form, and is refused. */
static const char *class_of(char letter, bool in_brackets)
{
    static const struct {
        char letter;
        const char *alone;
        const char *in_brackets;
    } classes[] = {{'d', "[0-9]", "0-9"},
                   {'w', "[A-Za-z0-9_]", "A-Za-z0-9_"},
                   {'s', "[[:space:]]", "[:space:]"},
                   {'D', "[^0-9]", NULL},
                   {'W', "[^A-Za-z0-9_]", NULL},
                   {'S', "[^[:space:]]", NULL}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; ++i) {
        if (classes[i].letter == letter) {
            return in_brackets ? classes[i].in_brackets : classes[i].alone;
        }
    }
    return NULL;
}

/* Appends what an escape means; false where it is not known. A slash and a hyphen are escaped by
 * habit of other languages; in POSIX the backslash before them would be undefined. */
static bool put_escape(char *out, size_t *used, char letter, bool in_brackets)
{
    static const char punctuation[] = ".\\?*+(){}[]|^$-/";
    const char *class = class_of(letter, in_brackets);
    if (class != NULL) {
        for (; *class != '\0'; ++class) {
            out[(*used)++] = *class;
        }
        return true;
    }
    if (letter == '\0' || strchr(punctuation, letter) == NULL || (in_brackets && letter != '.')) {
        return false; /* POSIX has no escapes in brackets */
    }
    if (letter != '/' && letter != '-' && !in_brackets) {
        out[(*used)++] = '\\';
    }
    out[(*used)++] = letter;
    return true;
}

/* A pattern of the standard, which means the whole value, as one of POSIX; false where it has what
 * that lacks. `out` has room for sixteen bytes for each of the pattern, and eight. Patterns of XML
 * Schema cover the whole value, without ^ and $; both are dropped where a user wrote them
 * nevertheless. */
static bool translate(char *out, const char *pattern)
{
    size_t used = 0;
    bool in_brackets = false;
    const size_t length = strlen(pattern);
    out[used++] = '^';
    out[used++] = '(';
    for (size_t i = pattern[0] == '^' ? 1 : 0; i < length; ++i) {
        const char c = pattern[i];
        if (c == '\\') {
            if (!put_escape(out, &used, pattern[++i], in_brackets)) {
                return false;
            }
            continue;
        }
        if (!in_brackets && c == '?' && i > 0 && strchr("*+?}(", pattern[i - 1]) != NULL) {
            return false; /* reluctant, or a group of another kind */
        }
        in_brackets = in_brackets ? c != ']' : c == '[';
        if (c == '$' && i + 1 == length) {
            break;
        }
        out[used++] = c;
    }
    memcpy(out + used, ")$", 3);
    return true;
}

/* Compiled once here for the fault at its place in the description, instead of at the first row of
 * the data. */
static blackout_status read_pattern(struct field_rule *rule, struct descriptor *descriptor,
                                    const cJSON *value, blackout_error *error)
{
    enum { LARGEST_GROWTH = 16, ENDS = 8 };
    if (value == NULL) {
        return BLACKOUT_OK;
    }
    const char *pattern = descriptor_shown(descriptor, value);
    char *out = arena_alloc(descriptor->finder->arena, LARGEST_GROWTH * strlen(pattern) + ENDS, 1);
    regex_t compiled;
    if (out == NULL) {
        return error_memory(error);
    }
    if (!cJSON_IsString(value) || !translate(out, pattern) ||
        regcomp(&compiled, out, REG_EXTENDED | REG_NOSUB) != 0) {
        schema_refuse(
            descriptor, value,
            "the pattern is not understood ('%.200s'); a POSIX extended one, with \\d, \\w, \\s");
        return BLACKOUT_OK;
    }
    regfree(&compiled);
    rule->pattern = out;
    return BLACKOUT_OK;
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
    return status == BLACKOUT_OK
               ? read_pattern(rule, descriptor, json_get(constraints, "pattern"), error)
               : status;
}
