/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a table for each input: its name, and what reads its text. */
#include "ask/scenario.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"
#include "json/json.h"

typedef blackout_status input_function(blackout_scenario *scenario, const char *name,
                                       const char *text, blackout_error *error);

/* Fewer samples give no quantile and no standard error worth printing. */
enum { FEWEST_SAMPLES = 64 };

static const struct number_format plain_format = {.decimal = '.'};

static blackout_status refuse(const char *name, const char *what, const char *text,
                              const char *remedy, blackout_error *error)
{
    return error_field(error, BLACKOUT_ERROR_USAGE, name, "%s %s ('%.80s'); %s", name, what, text,
                       remedy);
}

/* ---- Kinds of text --------------------------------------------------------------------------- */

static blackout_status read_names(blackout_scenario *scenario, struct name_list *list,
                                  const char *name, const char *text, blackout_error *error)
{
    struct name_list read = {0};
    size_t capacity = 0;
    for (const char *at = text;; ++at) {
        size_t length = strcspn(at, ",;");
        if (length == 0) {
            return refuse(name, "has an empty identifier", text, "identifiers, comma between",
                          error);
        }
        if (arena_grow(&scenario->arena, (void **)&read.names, &capacity, read.count,
                       sizeof *read.names) != 0) {
            return error_memory(error);
        }
        read.names[read.count] = arena_copy(&scenario->arena, at, length);
        if (read.names[read.count++] == NULL) {
            return error_memory(error);
        }
        at += length;
        if (*at == '\0') {
            *list = read; /* a text that is refused changes nothing */
            return BLACKOUT_OK;
        }
    }
}

static blackout_status read_text(blackout_scenario *scenario, const char **value, const char *name,
                                 const char *text, blackout_error *error)
{
    if (text[0] == '\0') {
        return refuse(name, "is empty", text, "an identifier", error);
    }
    *value = arena_copy(&scenario->arena, text, strlen(text));
    return *value != NULL ? BLACKOUT_OK : error_memory(error);
}

/* Splits `low..high`; false where it is one value. */
static bool split_range(const char *text, size_t *low_length, const char **high)
{
    const char *dots = strstr(text, "..");
    *low_length = dots != NULL ? (size_t)(dots - text) : strlen(text);
    *high = dots != NULL ? dots + 2 : NULL;
    return dots != NULL;
}

/* `6h`, or a range from the 5 % to the 95 % value: `4h..8h`. */
static blackout_status read_hours(struct mapping *hours, const char *name, const char *text,
                                  blackout_error *error)
{
    static const char remedy[] = "like PT6H11M, 6h, 90m or 1d2h, or a range like 4h..8h";
    size_t low_length;
    const char *high_text;
    double low;
    double high;
    bool range = split_range(text, &low_length, &high_text);
    if (!calendar_parse_duration(&low, text, low_length)) {
        return refuse(name, "is not a duration", text, remedy, error);
    }
    if (low > LONGEST_OUTAGE_HOURS) {
        return refuse(name, "is longer than ten years", text, remedy, error);
    }
    *hours = mapping_certain(low);
    if (!range) {
        return BLACKOUT_OK;
    }
    if (!calendar_parse_duration(&high, high_text, strlen(high_text))) {
        return refuse(name, "is not a duration", text, remedy, error);
    }
    if (!(low > 0) || !(low < high) || high > LONGEST_OUTAGE_HOURS) {
        return refuse(name, "is not a range", text, "0 < low < high <= ten years, like 4h..8h",
                      error);
    }
    *hours = mapping_between(TRANSFORM_LOG, low, high);
    return BLACKOUT_OK;
}

/* A whole number that a double holds exactly. */
static blackout_status read_whole(double *value, const char *name, const char *text,
                                  blackout_error *error)
{
    static const double largest = 9007199254740992.0; /* 2^53: above it doubles skip numbers */
    enum number_status status = number_parse(value, text, strlen(text), &plain_format);
    if (status != NUMBER_OK || *value < 0 || *value >= largest ||
        *value != (double)(int64_t)*value) {
        return refuse(name, "is not a whole number", text, "a whole number from 0 to 2^53 - 1",
                      error);
    }
    return BLACKOUT_OK;
}

/* ---- Inputs ---------------------------------------------------------------------------------- */

static blackout_status set_platform(blackout_scenario *scenario, const char *name, const char *text,
                                    blackout_error *error)
{
    return read_names(scenario, &scenario->platforms, name, text, error);
}

static blackout_status set_region(blackout_scenario *scenario, const char *name, const char *text,
                                  blackout_error *error)
{
    return read_names(scenario, &scenario->regions, name, text, error);
}

static blackout_status set_owner(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    return read_text(scenario, &scenario->owner, name, text, error);
}

static blackout_status set_event(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    return read_text(scenario, &scenario->event, name, text, error);
}

static blackout_status set_curve(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    return read_text(scenario, &scenario->severity_curve, name, text, error);
}

static blackout_status set_currency(blackout_scenario *scenario, const char *name, const char *text,
                                    blackout_error *error)
{
    if (strlen(text) != 3 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
        return refuse(name, "is not a currency", text, "ISO 4217, like USD", error);
    }
    return read_text(scenario, &scenario->currency, name, text, error);
}

/* A time, or a range from its 5 % to its 95 % value, of which the start is the middle. */
static blackout_status set_start(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    size_t low_length;
    const char *high_text;
    instant low;
    bool low_has_time;
    bool range = split_range(text, &low_length, &high_text);
    instant high = 0;
    bool high_has_time = true;
    bool read =
        calendar_parse_instant(&low, &low_has_time, text, low_length) &&
        (!range || calendar_parse_instant(&high, &high_has_time, high_text, strlen(high_text)));
    if (!read) {
        return refuse(name, "is not a date and time", text, "ISO 8601, like 2021-10-04T15:39Z",
                      error);
    }
    if (range && low >= high) {
        return refuse(name, "is not a range", text,
                      "the earlier time first, like 2021-10-04T15:00Z..2021-10-04T17:00Z", error);
    }
    scenario->has_start = true;
    scenario->start = range ? low + (high - low) / 2 : low;
    scenario->start_has_time = low_has_time && high_has_time;
    scenario->start_sd_hours =
        range ? (double)(high - low) / 2 / SECONDS_PER_HOUR / mapping_z95 : 0;
    return BLACKOUT_OK;
}

static blackout_status set_duration(blackout_scenario *scenario, const char *name, const char *text,
                                    blackout_error *error)
{
    struct mapping hours;
    blackout_status status = read_hours(&hours, name, text, error);
    if (status == BLACKOUT_OK) {
        scenario->duration_hours = hours;
        scenario->has_duration = true;
    }
    return status;
}

static blackout_status set_recovery(blackout_scenario *scenario, const char *name, const char *text,
                                    blackout_error *error)
{
    struct mapping hours;
    blackout_status status = read_hours(&hours, name, text, error);
    if (status == BLACKOUT_OK) {
        scenario->recovery_hours = hours;
        scenario->has_recovery = true;
    }
    return status;
}

static bool read_share(double *share, const char *text, size_t length)
{
    return number_parse(share, text, length, &plain_format) == NUMBER_OK && *share >= 0 &&
           *share <= 1;
}

/* A share, or a range from its 5 % to its 95 % value. */
static blackout_status read_share_range(struct mapping *share, const char *name, const char *text,
                                        blackout_error *error)
{
    size_t low_length;
    const char *high_text;
    double low;
    double high;
    bool range = split_range(text, &low_length, &high_text);
    if (!read_share(&low, text, low_length) ||
        (range && !read_share(&high, high_text, strlen(high_text)))) {
        return refuse(name, "is not a share", text,
                      "a number from 0 to 1, or a range like 0.4..0.8", error);
    }
    if (range && !(low > 0 && low < high && high < 1)) {
        return refuse(name, "is not a range", text, "0 < low < high < 1, like 0.4..0.8", error);
    }
    *share = range ? mapping_between(TRANSFORM_LOGIT, low, high) : mapping_certain(low);
    return BLACKOUT_OK;
}

static blackout_status set_severity(blackout_scenario *scenario, const char *name, const char *text,
                                    blackout_error *error)
{
    blackout_status status = read_share_range(&scenario->severity, name, text, error);
    scenario->has_severity = status == BLACKOUT_OK;
    return status;
}

static blackout_status set_rebound(blackout_scenario *scenario, const char *name, const char *text,
                                   blackout_error *error)
{
    blackout_status status = read_share_range(&scenario->rebound, name, text, error);
    scenario->has_rebound = status == BLACKOUT_OK;
    return status;
}

static blackout_status set_samples(blackout_scenario *scenario, const char *name, const char *text,
                                   blackout_error *error)
{
    static const double most = 16777216; /* 2^24: figures would take gigabytes beyond */
    blackout_status status = read_whole(&scenario->samples, name, text, error);
    if (status == BLACKOUT_OK && (scenario->samples > most ||
                                  (scenario->samples > 0 && scenario->samples < FEWEST_SAMPLES))) {
        return refuse(name, "is out of range", text,
                      "0 for the central values alone, or 64 to 16777216", error);
    }
    scenario->has_samples = status == BLACKOUT_OK;
    return status;
}

/* `1%` or `0.01`. */
static blackout_status set_until(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    size_t length = strlen(text);
    bool percent = length > 1 && text[length - 1] == '%';
    double value;
    enum number_status status =
        number_parse(&value, text, percent ? length - 1 : length, &plain_format);
    scenario->until = percent ? value / 100 : value;
    scenario->has_until = status == NUMBER_OK && scenario->until > 0 && scenario->until < 1;
    return scenario->has_until ? BLACKOUT_OK
                               : refuse(name, "is not a relative error", text,
                                        "above 0 % and below 100 %, like 1%", error);
}

static blackout_status set_seed(blackout_scenario *scenario, const char *name, const char *text,
                                blackout_error *error)
{
    blackout_status status = read_whole(&scenario->seed, name, text, error);
    scenario->has_seed = status == BLACKOUT_OK;
    return status;
}

static blackout_status set_top(blackout_scenario *scenario, const char *name, const char *text,
                               blackout_error *error)
{
    static const double most = 100000; /* more is a table, not a list of the largest */
    double value;
    blackout_status status = read_whole(&value, name, text, error);
    if (status == BLACKOUT_OK && value > most) {
        return refuse(name, "is too many", text, "at most 100000", error);
    }
    scenario->has_top = status == BLACKOUT_OK;
    scenario->top = scenario->has_top ? (size_t)value : 0;
    return status;
}

static blackout_status set_years(blackout_scenario *scenario, const char *name, const char *text,
                                 blackout_error *error)
{
    blackout_status status = read_whole(&scenario->years, name, text, error);
    if (status == BLACKOUT_OK && (scenario->years < FEWEST_YEARS || scenario->years > MOST_YEARS)) {
        return refuse(name, "is out of range", text, "1000 to 100000000", error);
    }
    scenario->has_years = status == BLACKOUT_OK;
    return status;
}

static blackout_status set_min_duration(blackout_scenario *scenario, const char *name,
                                        const char *text, blackout_error *error)
{
    double hours;
    if (!calendar_parse_duration(&hours, text, strlen(text))) {
        return refuse(name, "is not a duration", text, "like 30m or 1h", error);
    }
    scenario->min_duration_hours = hours;
    scenario->has_min_duration = true;
    return BLACKOUT_OK;
}

static const struct {
    const char *name;
    input_function *function;
} inputs[] = {
    {"platform", set_platform},
    {"owner", set_owner},
    {"event", set_event},
    {"region", set_region},
    {"start", set_start},
    {"duration", set_duration},
    {"severity", set_severity},
    {"recovery", set_recovery},
    {"severity-curve", set_curve},
    {"currency", set_currency},
    {"samples", set_samples},
    {"seed", set_seed},
    {"top", set_top},
    {"until", set_until},
    {"rebound", set_rebound},
    {"years", set_years},
    {"min-duration", set_min_duration},
};

enum { INPUT_COUNT = sizeof inputs / sizeof inputs[0] };

blackout_status blackout_scenario_new(blackout_scenario **scenario, blackout_error *error)
{
    *scenario = calloc(1, sizeof **scenario);
    return *scenario != NULL ? BLACKOUT_OK : error_memory(error);
}

void blackout_scenario_free(blackout_scenario *scenario)
{
    if (scenario != NULL) {
        arena_free(&scenario->arena);
        free(scenario);
    }
}

static blackout_status unknown_input(const char *name, blackout_error *error)
{
    const char *names[INPUT_COUNT];
    for (size_t i = 0; i < INPUT_COUNT; ++i) {
        names[i] = inputs[i].name;
    }
    const char *near = text_nearest(name, names, INPUT_COUNT);
    return near != NULL ? error_field(error, BLACKOUT_ERROR_USAGE, name,
                                      "the input is not known ('%.60s'); perhaps '%s'", name, near)
                        : error_field(error, BLACKOUT_ERROR_USAGE, name,
                                      "the input is not known ('%.60s'); platform, owner, event, "
                                      "duration, ...",
                                      name);
}

blackout_status blackout_scenario_set(blackout_scenario *scenario, const char *name,
                                      const char *text, blackout_error *error)
{
    for (size_t i = 0; i < INPUT_COUNT; ++i) {
        if (strcmp(inputs[i].name, name) == 0) {
            return inputs[i].function(scenario, name, text, error);
        }
    }
    return unknown_input(name, error);
}

/* ---- Scenario files -------------------------------------------------------------------------- */

static bool is_set(const blackout_scenario *scenario, const char *name)
{
    const struct {
        const char *name;
        bool set;
    } states[] = {{"platform", scenario->platforms.count > 0},
                  {"owner", scenario->owner != NULL},
                  {"event", scenario->event != NULL},
                  {"region", scenario->regions.count > 0},
                  {"start", scenario->has_start},
                  {"duration", scenario->has_duration},
                  {"severity", scenario->has_severity},
                  {"recovery", scenario->has_recovery},
                  {"rebound", scenario->has_rebound},
                  {"severity-curve", scenario->severity_curve != NULL},
                  {"currency", scenario->currency != NULL},
                  {"samples", scenario->has_samples},
                  {"seed", scenario->has_seed},
                  {"top", scenario->has_top},
                  {"until", scenario->has_until},
                  {"years", scenario->has_years},
                  {"min-duration", scenario->has_min_duration}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; ++i) {
        if (strcmp(states[i].name, name) == 0) {
            return states[i].set;
        }
    }
    return false;
}

/* The text that the command line would have for a JSON value; NULL if there is none. */
static const char *text_of(struct arena *arena, const cJSON *value)
{
    if (cJSON_IsString(value)) {
        return value->valuestring;
    }
    if (cJSON_IsNumber(value)) {
        char number[NUMBER_TEXT_SIZE];
        size_t length = number_print(number, value->valuedouble);
        return arena_copy(arena, number, length);
    }
    if (!cJSON_IsArray(value)) {
        return NULL;
    }
    const char *joined = "";
    const cJSON *item;
    cJSON_ArrayForEach (item, value) {
        if (!cJSON_IsString(item)) {
            return NULL;
        }
        joined =
            arena_format(arena, "%s%s%s", joined, joined[0] != '\0' ? "," : "", item->valuestring);
        if (joined == NULL) {
            return NULL;
        }
    }
    return joined;
}

/* ---- Inputs that a scenario sets ------------------------------------------------------------- */

static const char *member_text(blackout_scenario *scenario, const cJSON *object, const char *key)
{
    const cJSON *member = json_get(object, key);
    return cJSON_IsString(member)
               ? arena_copy(&scenario->arena, member->valuestring, strlen(member->valuestring))
               : NULL;
}

static blackout_status read_conditions(blackout_scenario *scenario, const cJSON *where,
                                       struct scenario_override *override, blackout_error *error)
{
    const cJSON *condition;
    if (where != NULL && !cJSON_IsObject(where)) {
        return refuse("set", "has conditions that are not understood", "where",
                      "a text for each column, like {\"channel\": \"sales\"}", error);
    }
    cJSON_ArrayForEach (condition, where) {
        if (!cJSON_IsString(condition) || override->where_count == MOST_CONDITIONS) {
            return refuse("set", "has a condition that is not understood", condition->string,
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

/* {"table": "fallbacks", "where": {"channel": "sales"}, "column": "share", "value": 0.4} */
static blackout_status read_override(blackout_scenario *scenario, const cJSON *item,
                                     blackout_error *error)
{
    struct scenario_override override = {.table = member_text(scenario, item, "table"),
                                         .column = member_text(scenario, item, "column")};
    const cJSON *value = json_get(item, "value");
    if (!cJSON_IsObject(item)) {
        return refuse("set", "has an entry that is no object", "set",
                      "{\"table\": ..., \"where\": {...}, \"column\": ..., \"value\": ...}", error);
    }
    for (const cJSON *member = item->child; member != NULL; member = member->next) {
        if (!is_override_key(member->string)) {
            return refuse("set", "has a key that is not known", member->string,
                          "table, where, column, value", error);
        }
    }
    if (override.table == NULL || override.column == NULL || !cJSON_IsNumber(value)) {
        return refuse("set", "lacks a table, a column or a number as value", "",
                      "{\"table\": ..., \"where\": {...}, \"column\": ..., \"value\": ...}", error);
    }
    override.value = value->valuedouble;
    blackout_status status = read_conditions(scenario, json_get(item, "where"), &override, error);
    if (status == BLACKOUT_OK &&
        arena_grow(&scenario->arena, (void **)&scenario->overrides, &scenario->override_capacity,
                   scenario->override_count, sizeof *scenario->overrides) != 0) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        scenario->overrides[scenario->override_count++] = override;
    }
    return status;
}

static blackout_status read_overrides(blackout_scenario *scenario, const cJSON *list,
                                      blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    const cJSON *item;
    if (!cJSON_IsArray(list)) {
        return refuse("set", "is not a list", "set", "[{\"table\": ...}]", error);
    }
    cJSON_ArrayForEach (item, list) {
        status = status == BLACKOUT_OK ? read_override(scenario, item, error) : status;
    }
    return status;
}

/* JSON names have _ where options have -. */
static void option_name(char *name, size_t size, const char *key)
{
    snprintf(name, size, "%s", key);
    for (char *c = name; *c != '\0'; ++c) {
        *c = *c == '_' ? '-' : *c;
    }
}

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
                            "the input stands twice ('%.60s'); once", item->string);
        }
    }
    if (is_set(scenario, name)) {
        return BLACKOUT_OK; /* the command line goes before the file */
    }
    bool overrides = strcmp(name, "set") == 0;
    const char *text = overrides ? NULL : text_of(&scenario->arena, item);
    blackout_status status = overrides ? read_overrides(scenario, item, error)
                             : text != NULL
                                 ? blackout_scenario_set(scenario, name, text, error)
                                 : refuse(name, "has a value that is not understood", item->string,
                                          "a text, a number or a list of texts", error);
    if (status != BLACKOUT_OK && error != NULL) {
        snprintf(error->source, sizeof error->source, "%s", path);
        error->line = 1;
        error->column = 1;
    }
    return status;
}

/* A scenario is a page at most. */
enum { LARGEST_SCENARIO_BYTES = 1024 * 1024 };

blackout_status blackout_scenario_read(blackout_scenario *scenario, const char *path,
                                       blackout_error *error)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (file == NULL) {
        return error_at(error, BLACKOUT_ERROR_IO, path, 0, 0, "cannot be opened: %s",
                        strerror(errno));
    }
    char *text = malloc(LARGEST_SCENARIO_BYTES);
    size_t length = text != NULL ? fread(text, 1, LARGEST_SCENARIO_BYTES, file) : 0;
    bool unread = ferror(file) != 0 || length == LARGEST_SCENARIO_BYTES;
    if (file != stdin) {
        fclose(file);
    }
    cJSON *tree = NULL;
    blackout_status status = BLACKOUT_OK;
    if (text == NULL) {
        status = error_memory(error);
    } else if (unread) {
        status = error_at(error, BLACKOUT_ERROR_IO, path, 0, 0,
                          "cannot be read, or is longer than 1 MiB");
    } else {
        status = json_parse(&tree, path, text, length, error);
    }
    free(text);
    if (status == BLACKOUT_OK && !cJSON_IsObject(tree)) {
        status = error_at(error, BLACKOUT_ERROR_INPUT, path, 1, 1,
                          "the scenario is not an object; {\"platform\": ...}");
    }
    const cJSON *item = tree != NULL ? tree->child : NULL;
    for (; item != NULL && status == BLACKOUT_OK; item = item->next) {
        status = set_from_json(scenario, tree->child, item, path, error);
    }
    cJSON_Delete(tree);
    return status;
}

const char *blackout_scenario_curve(const blackout_scenario *scenario)
{
    return scenario->severity_curve;
}
