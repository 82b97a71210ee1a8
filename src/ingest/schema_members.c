/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table Schema. What a field's values are, the program's own tables say; of the description are
 * taken the ways in which they are written, and the constraints. A type or format in which the
 * field would read otherwise is refused. */
#include "ingest/schema_members.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "ingest/constraint_members.h"
#include "ingest/csv.h"
#include "ingest/descriptor_parts.h"
#include "ingest/field_rules.h"

/* ---- Fields ---------------------------------------------------------------------------------- */

/* Types whose values are one text, read as the program's table has it. That a field is declared as
 * another type than its column has (a number as a string) changes nothing that is read. */
static const char *const types[] = {"string",   "number", "integer",   "boolean",  "date", "time",
                                    "datetime", "year",   "yearmonth", "duration", "any",  "list"};

static const char *const times[] = {"date", "time", "datetime"};

/* Formats of ISO 8601, and those that leave the way to the reader. Whole texts: one format has a
 * blank in it. */
static const char *const time_formats[] = {"default",
                                           "any",
                                           "%F",
                                           "%Y-%m-%d",
                                           "%H:%M:%S",
                                           "%Y-%m-%d %H:%M",
                                           "%Y-%m-%d %H:%M:%S",
                                           "%Y-%m-%dT%H:%M:%S",
                                           "%Y-%m-%dT%H:%M:%SZ"};

static const char older_prefix[] = "fmt:"; /* of older descriptions */

/* Only times have formats with a percent sign: such a one says how times are written also where the
 * field is declared as text, or as nothing, since its column is read as times all the same. */
static bool is_of_times(struct descriptor *descriptor, const char *type, const cJSON *format)
{
    const char *text = descriptor_shown(descriptor, format);
    return text_is_among(type, times, sizeof times / sizeof times[0]) ||
           strchr(text, '%') != NULL || strncmp(text, older_prefix, strlen(older_prefix)) == 0;
}

/* A format that is not followed is refused and not ignored: %d/%m/%Y says which part of 03/04/2021
 * is the day, and the rows alone may say nothing, or something else. */
static void check_time_format(struct descriptor *descriptor, const cJSON *format)
{
    const char *text = descriptor_shown(descriptor, format);
    text += strncmp(text, older_prefix, strlen(older_prefix)) == 0 ? strlen(older_prefix) : 0;
    if (!text_is_among(text, time_formats, sizeof time_formats / sizeof time_formats[0])) {
        schema_refuse(descriptor, format,
                      "times in this format are not read ('%.80s'); write them as ISO 8601, like "
                      "2021-10-04T15:39Z");
    }
}

/* What is left are objects, arrays and places on a map: no column of the program's tables has one.
 */
static void check_type(struct descriptor *descriptor, const cJSON *field)
{
    const cJSON *type = json_get(field, "type");
    const cJSON *format = json_get(field, "format");
    const char *name = type != NULL ? descriptor_shown(descriptor, type) : "any";
    if (!text_is_among(name, types, sizeof types / sizeof types[0])) {
        schema_refuse(
            descriptor, type,
            "fields of this type are not read ('%.80s'); text, numbers, times, true and false");
    }
    if (format != NULL && is_of_times(descriptor, name, format)) {
        check_time_format(descriptor, format);
    }
}

/* What the table of a package and the schema say of all fields. */
struct defaults {
    struct text_list missing;
    const char *null_text;
};

/* Texts that stand for nothing: those of the field, else of the schema; and that of the dialect.
 * missingValues of a field replaces that of the schema (version 2); nullSequence of the dialect
 * holds for all fields beside it. */
static blackout_status read_missing(struct field_rule *rule, struct descriptor *descriptor,
                                    const cJSON *field, const struct defaults *defaults,
                                    blackout_error *error)
{
    const cJSON *own = json_get(field, "missingValues");
    blackout_status status = BLACKOUT_OK;
    rule->missing = defaults->missing;
    if (own != NULL) {
        status = schema_read_texts(&rule->missing, descriptor, own, error);
    }
    if (defaults->null_text == NULL || status != BLACKOUT_OK) {
        return status;
    }
    const size_t count = rule->missing.count;
    const char **texts = arena_alloc(descriptor->finder->arena, count + 1, sizeof *texts);
    if (texts == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        texts[i] = rule->missing.texts[i];
    }
    texts[count] = defaults->null_text;
    rule->missing = (struct text_list){.texts = texts, .count = count + 1};
    return BLACKOUT_OK;
}

/* Words for yes and no: of a boolean, also those that the standard has by default. The defaults are
 * those of the standard, and hold only where the field declares none of its own. */
static blackout_status read_booleans(struct field_rule *rule, struct descriptor *descriptor,
                                     const cJSON *field, blackout_error *error)
{
    static const char *const true_texts[] = {"true", "True", "TRUE", "1"};
    static const char *const false_texts[] = {"false", "False", "FALSE", "0"};
    enum { DEFAULT_COUNT = 4 };
    const char *type = descriptor_text(field, "type");
    if (type == NULL || strcmp(type, "boolean") != 0) {
        return BLACKOUT_OK;
    }
    const cJSON *given_true = json_get(field, "trueValues");
    const cJSON *given_false = json_get(field, "falseValues");
    blackout_status status = schema_read_texts(&rule->true_texts, descriptor, given_true, error);
    if (status == BLACKOUT_OK) {
        status = schema_read_texts(&rule->false_texts, descriptor, given_false, error);
    }
    if (given_true == NULL) {
        rule->true_texts = (struct text_list){.texts = true_texts, .count = DEFAULT_COUNT};
    }
    if (given_false == NULL) {
        rule->false_texts = (struct text_list){.texts = false_texts, .count = DEFAULT_COUNT};
    }
    return status;
}

/* Without a delimiter, a comma (Table Schema 2, type list). */
static void read_list(struct field_rule *rule, struct descriptor *descriptor, const cJSON *field)
{
    const char *type = descriptor_text(field, "type");
    if (type != NULL && strcmp(type, "list") == 0) {
        const char mark = descriptor_read_mark(descriptor, field, "delimiter");
        rule->list_separator = mark != '\0' ? mark : ',';
    }
}

/* A field without a name is kept, under "", which no column has: fields are counted by their place,
 * and faults of its other members are still found. */
static blackout_status read_field(struct field_rule *rule, struct descriptor *descriptor,
                                  const cJSON *field, const struct defaults *defaults,
                                  blackout_error *error)
{
    const char *name = descriptor_text(field, "name");
    if (name == NULL) {
        descriptor_fault(descriptor, field, "bad_schema",
                         "a field has no member ('%s'); the name of a column", "name");
        name = "";
    }
    *rule = (struct field_rule){.field = arena_copy(descriptor->finder->arena, name, strlen(name))};
    descriptor_warn_members(descriptor, field, MEMBERS_OF_FIELD);
    check_type(descriptor, field);
    rule->strips_text = !schema_read_flag(descriptor, field, "bareNumber", true);
    read_list(rule, descriptor, field);
    blackout_status status = read_missing(rule, descriptor, field, defaults, error);
    if (status == BLACKOUT_OK) {
        status = read_booleans(rule, descriptor, field, error);
    }
    return status == BLACKOUT_OK ? constraints_read(rule, descriptor, field, error) : status;
}

/* How numbers are written, by field. A groupChar alone leaves the decimal mark at its default, a
 * point. Only fields that declare a mark are listed: for others the rows decide (survey.h), which
 * the standard's default, a point, would forbid. */
static blackout_status read_formats(struct descriptor *descriptor, const cJSON *fields,
                                    struct resource *resource, blackout_error *error)
{
    struct arena *arena = descriptor->finder->arena;
    const size_t count = (size_t)cJSON_GetArraySize(fields);
    struct declared_format *formats = arena_alloc(arena, count, sizeof *formats);
    const cJSON *field;
    size_t used = 0;
    if (formats == NULL) {
        return error_memory(error);
    }
    cJSON_ArrayForEach (field, fields) {
        const char *name = descriptor_text(field, "name");
        char decimal = descriptor_read_mark(descriptor, field, "decimalChar");
        char group = descriptor_read_mark(descriptor, field, "groupChar");
        if (name != NULL && (decimal != '\0' || group != '\0')) {
            formats[used++] =
                (struct declared_format){.field = arena_copy(arena, name, strlen(name)),
                                         .decimal = decimal != '\0' ? decimal : '.',
                                         .group = group};
        }
    }
    resource->formats = formats;
    resource->format_count = used;
    return BLACKOUT_OK;
}

/* ---- The schema ------------------------------------------------------------------------------ */

/* Version 2 has it as a list of one word, drafts of it had the word: both are read. What is not
 * said is not checked, though the standard's default is `exact`. */
static enum fields_match read_match(struct descriptor *descriptor, const cJSON *schema)
{
    static const char *const names[] = {[MATCH_EXACT] = "exact",
                                        [MATCH_EQUAL] = "equal",
                                        [MATCH_SUBSET] = "subset",
                                        [MATCH_SUPERSET] = "superset",
                                        [MATCH_PARTIAL] = "partial"};
    const cJSON *value = json_get(schema, "fieldsMatch");
    if (value == NULL) {
        return MATCH_UNSAID;
    }
    if (cJSON_GetArraySize(value) > 1) {
        schema_refuse(descriptor, value,
                      "fieldsMatch has more than one word ('%.80s'); one of exact, equal, subset, "
                      "superset and partial");
        return MATCH_UNSAID;
    }
    const cJSON *one = cJSON_IsArray(value) ? cJSON_GetArrayItem(value, 0) : value;
    const char *text = descriptor_shown(descriptor, one != NULL ? one : value);
    for (int i = MATCH_EXACT; i <= MATCH_PARTIAL; ++i) {
        if (strcmp(names[i], text) == 0) {
            return (enum fields_match)i;
        }
    }
    schema_refuse(descriptor, value,
                  "fieldsMatch is not known ('%.80s'); exact, equal, subset, superset or partial");
    return MATCH_UNSAID;
}

/* The primary key as texts, one of which the standard allows in place of a list. Its fields are
 * required; that no two rows agree in all of them, the table's own key is checked for. A key of one
 * field may be another than that, and is held to be unique itself. */
static void read_primary_key(struct descriptor *descriptor, const cJSON *schema,
                             struct field_rule *rules, size_t count)
{
    const cJSON *key = json_get(schema, "primaryKey");
    const bool is_list = cJSON_IsArray(key) != 0;
    const cJSON *first = is_list ? key->child : key;
    const bool alone = !is_list || cJSON_GetArraySize(key) == 1;
    for (const cJSON *item = first; item != NULL; item = is_list ? item->next : NULL) {
        const char *name = descriptor_shown(descriptor, item);
        size_t i = 0;
        /* to the letter, as the standard has it; the file's header may write it otherwise */
        while (i < count && strcmp(rules[i].field, name) != 0) {
            ++i;
        }
        if (i == count) {
            schema_refuse(descriptor, item,
                          "primaryKey names no field ('%.80s'); a field of the schema");
        } else {
            rules[i].required = true;
            rules[i].unique = rules[i].unique || alone;
        }
    }
}

/* The names of a file that has no header. A copy of the layout: the one at hand is const, and
 * header_line is 0 since there is no line to skip to. */
static blackout_status read_names(struct descriptor *descriptor, struct resource *resource,
                                  const struct field_rules *rules, blackout_error *error)
{
    struct arena *arena = descriptor->finder->arena;
    struct csv_layout *layout = arena_alloc(arena, 1, sizeof *layout);
    const char **names = arena_alloc(arena, rules->count, sizeof *names);
    if (layout == NULL || names == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < rules->count; ++i) {
        names[i] = rules->rules[i].field;
    }
    *layout = *resource->layout;
    layout->names = names;
    layout->name_count = rules->count;
    layout->header_line = 0;
    resource->layout = layout;
    return BLACKOUT_OK;
}

/* `otherwise` is made after the fields, from the defaults alone: columns that the schema does not
 * list have its missing values too. */
static blackout_status read_fields(struct descriptor *descriptor, const cJSON *schema,
                                   struct resource *resource, blackout_error *error)
{
    struct arena *arena = descriptor->finder->arena;
    const cJSON *fields = json_get(schema, "fields");
    const size_t count = cJSON_IsArray(fields) ? (size_t)cJSON_GetArraySize(fields) : 0;
    struct field_rules *kept = arena_alloc(arena, 1, sizeof *kept);
    struct field_rule *rules = arena_alloc(arena, count, sizeof *rules);
    struct defaults defaults = {.null_text = resource->null_text};
    const cJSON *field;
    size_t used = 0;
    if (kept == NULL || rules == NULL) {
        return error_memory(error);
    }
    blackout_status status =
        schema_read_texts(&defaults.missing, descriptor, json_get(schema, "missingValues"), error);
    cJSON_ArrayForEach (field, fields) {
        if (status == BLACKOUT_OK) {
            status = read_field(&rules[used++], descriptor, field, &defaults, error);
        }
    }
    if (status == BLACKOUT_OK) {
        status = read_formats(descriptor, fields, resource, error);
    }
    if (status == BLACKOUT_OK) {
        read_primary_key(descriptor, schema, rules, used);
        *kept = (struct field_rules){
            .rules = rules, .count = used, .match = read_match(descriptor, schema)};
        resource->rules = kept;
        status = read_missing(&kept->otherwise, descriptor, NULL, &defaults, error);
    }
    return status;
}

static blackout_status read_members(struct descriptor *descriptor, const cJSON *schema,
                                    struct resource *resource, blackout_error *error)
{
    const cJSON *fields = json_get(schema, "fields");
    descriptor_warn_members(descriptor, schema, MEMBERS_OF_SCHEMA);
    if (!cJSON_IsArray(fields)) {
        descriptor_fault(descriptor, fields != NULL ? fields : schema, "bad_schema",
                         "a member is not a list ('%s'); give a list of fields", "fields");
        return BLACKOUT_OK;
    }
    return read_fields(descriptor, schema, resource, error);
}

/* A nullSequence holds without a schema as well; names of a file without a header need one. Parts
 * are closed at the end: rules and names are copies in the finder's arena. */
blackout_status schema_read(struct descriptor *descriptor, const cJSON *value,
                            struct resource *resource, blackout_error *error)
{
    struct descriptor_part part;
    blackout_status status = descriptor_open_part(&part, descriptor, value, error);
    if (status == BLACKOUT_OK && part.object != NULL) {
        status = read_members(part.descriptor, part.object, resource, error);
    }
    if (status == BLACKOUT_OK && resource->rules == NULL && resource->null_text != NULL) {
        struct field_rules *rules = arena_alloc(descriptor->finder->arena, 1, sizeof *rules);
        const struct defaults defaults = {.null_text = resource->null_text};
        if (rules == NULL) {
            return error_memory(error);
        }
        status = read_missing(&rules->otherwise, descriptor, NULL, &defaults, error);
        resource->rules = rules;
    }
    if (status == BLACKOUT_OK && resource->lacks_header) {
        if (resource->rules != NULL && resource->rules->count > 0) {
            status = read_names(descriptor, resource, resource->rules, error);
        } else {
            diagnostics_fault(descriptor->finder->diagnostics, &resource->header_declared,
                              "bad_dialect",
                              "a file without a header needs the names of its fields ('header' is "
                              "false); a schema with fields, or header true and a header");
        }
    }
    descriptor_close_part(&part);
    return status;
}
