/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON, so that people and other programs see what a part is of. Counts are below 2^53, which JSON
 * numbers hold exactly. Whatever is not as this program writes it is refused. */
#include "parts/part_head.h"

#include <math.h>
#include <string.h>

#include "json/json.h"
#include "json/json_writer.h"

/* What each head begins with: the member that has its format. So the writer keeps it first. */
static const char beginning[] = "{\"blackout_part\"";

/* 2^53: above it not every whole number is a double. */
static const double largest_count = 9007199254740992.; /* 2^53 */

/* In the order of enum shard_order. */
static const char *const order_names[] = {"columns", "rows", "bytes"};

/* ---- Writing --------------------------------------------------------------------------------- */

static void put_input(struct json_writer *json, const void *of, size_t index)
{
    const struct part_about *about = of;
    json_text(json, "name", about->inputs[index].name);
    json_text(json, "sha256", about->inputs[index].sha256);
}

blackout_status part_head_write(const struct part_about *about, blackout_sink *sink, void *user,
                                blackout_error *error)
{
    struct json_writer json;
    json_begin_line(&json, sink, user);
    json_number(&json, "blackout_part", PART_FORMAT);
    json_text(&json, "version", about->version);
    json_text(&json, "methodology", about->methodology);
    json_text(&json, "command", about->command);
    json_list(&json, "arguments");
    for (size_t i = 0; i < about->argument_count; ++i) {
        json_text(&json, NULL, about->arguments[i]);
    }
    json_end(&json);
    json_objects(&json, "inputs", about->input_count, put_input, about);
    /* from 1, as --shard has it */
    json_number(&json, "shard", (double)about->number + 1);
    json_number(&json, "shards", (double)about->of);
    json_text(&json, "order", order_names[about->plan.order]);
    json_number(&json, "all", (double)about->plan.all);
    json_number(&json, "columns", (double)about->plan.columns);
    json_number(&json, "first", (double)about->plan.range.first);
    json_number(&json, "count", (double)about->plan.range.count);
    return json_finish(&json, error);
}

/* ---- Reading --------------------------------------------------------------------------------- */

bool part_head_begins(const char *bytes, size_t size)
{
    return size >= sizeof beginning - 1 && memcmp(bytes, beginning, sizeof beginning - 1) == 0;
}

/* What is read, and whether all of it was as it is written. */
struct reading {
    const cJSON *tree;
    struct arena *arena;
    bool sound;
};

/* A count that is none is 0, and `sound` says so at the end: so no reader below has to stop in the
 * middle. */
static uint64_t count_of(struct reading *reading, const char *key)
{
    const cJSON *member = json_get(reading->tree, key);
    const bool is_count = cJSON_IsNumber(member) && member->valuedouble >= 0 &&
                          member->valuedouble <= largest_count &&
                          floor(member->valuedouble) == member->valuedouble;
    reading->sound = reading->sound && is_count;
    return is_count ? (uint64_t)member->valuedouble : 0;
}

/* NULL when memory is out, which arena_judge() reports in place of damage; "" for what is no text.
 */
static const char *copy_of(struct reading *reading, const cJSON *member)
{
    const char *text = cJSON_IsString(member) ? member->valuestring : NULL;
    reading->sound = reading->sound && text != NULL;
    return text != NULL ? arena_copy(reading->arena, text, strlen(text)) : "";
}

static const char *text_of(struct reading *reading, const char *key)
{
    return copy_of(reading, json_get(reading->tree, key));
}

static void read_arguments(struct part_about *about, struct reading *reading)
{
    const cJSON *list = json_get(reading->tree, "arguments");
    const size_t count = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    const char **arguments = arena_alloc(reading->arena, count, sizeof *arguments);
    reading->sound = reading->sound && cJSON_IsArray(list);
    for (const cJSON *at = count > 0 && arguments != NULL ? list->child : NULL; at != NULL;
         at = at->next) {
        arguments[about->argument_count++] = copy_of(reading, at);
    }
    about->arguments = arguments;
}

/* A checksum of another length is none. It must not be cut either: two digests are compared as
 * texts. */
static void read_input(struct part_input *input, const cJSON *at, struct reading *reading)
{
    const char *digest = copy_of(reading, json_get(at, "sha256"));
    input->name = copy_of(reading, json_get(at, "name"));
    if (digest != NULL && strlen(digest) == SHA256_TEXT_SIZE - 1) {
        memcpy(input->sha256, digest, SHA256_TEXT_SIZE);
    } else {
        reading->sound = false;
    }
}

static void read_inputs(struct part_about *about, struct reading *reading)
{
    const cJSON *list = json_get(reading->tree, "inputs");
    const size_t count = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    struct part_input *inputs = arena_alloc(reading->arena, count, sizeof *inputs);
    reading->sound = reading->sound && cJSON_IsArray(list);
    for (const cJSON *at = count > 0 && inputs != NULL ? list->child : NULL; at != NULL;
         at = at->next) {
        read_input(&inputs[about->input_count++], at, reading);
    }
    about->inputs = inputs;
}

/* By a subtraction, since first + count might overflow in a damaged head. */
static void read_plan(struct part_about *about, struct reading *reading)
{
    const char *order = text_of(reading, "order");
    const uint64_t columns = count_of(reading, "columns");
    const bool is_rows = order != NULL && strcmp(order, order_names[SHARD_ROWS]) == 0;
    const bool is_bytes = order != NULL && strcmp(order, order_names[SHARD_BYTES]) == 0;
    about->plan =
        (struct shard_plan){.order = is_bytes  ? SHARD_BYTES
                                     : is_rows ? SHARD_ROWS
                                               : SHARD_COLUMNS,
                            .all = count_of(reading, "all"),
                            .columns = (size_t)columns,
                            .range = {count_of(reading, "first"), count_of(reading, "count")}};
    const struct shard_range *range = &about->plan.range;
    reading->sound =
        reading->sound && order != NULL && strcmp(order, order_names[about->plan.order]) == 0 &&
        range->first <= about->plan.all && range->count <= about->plan.all - range->first;
}

/* A shard 0 becomes the largest number there is, which is not below `of`. */
static void read_about(struct part_about *about, struct reading *reading)
{
    about->version = text_of(reading, "version");
    about->methodology = text_of(reading, "methodology");
    about->command = text_of(reading, "command");
    read_arguments(about, reading);
    read_inputs(about, reading);
    about->number = count_of(reading, "shard") - 1;
    about->of = count_of(reading, "shards");
    read_plan(about, reading);
    reading->sound = reading->sound && about->of > 0 && about->number < about->of;
}

static blackout_status not_written_so(const char *source, blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, source, 0, 0,
                    "the part is damaged: its first line lacks something; run its task again");
}

/* The format first: what else a later one has is not known here. */
blackout_status part_head_read(struct part_about *about, struct arena *arena, const char *source,
                               const char *text, size_t length, blackout_error *error)
{
    cJSON *tree;
    /* where in this line JSON breaks off helps nobody: the task has to be run again */
    blackout_error ignored;
    *about = (struct part_about){.version = ""};
    if (json_parse(&tree, source, text, length, &ignored) != BLACKOUT_OK) {
        return ignored.status == BLACKOUT_ERROR_MEMORY ? error_memory(error)
                                                       : not_written_so(source, error);
    }
    struct reading reading = {.tree = tree, .arena = arena, .sound = true};
    const uint64_t format = count_of(&reading, "blackout_part");
    blackout_status status = BLACKOUT_OK;
    if (reading.sound && format != PART_FORMAT) {
        status = error_at(error, BLACKOUT_ERROR_INPUT, source, 0, 0,
                          "the part has format '%.0f', and this blackout reads %d; run "
                          "blackout merge of the version that wrote it",
                          (double)format, PART_FORMAT);
    } else {
        read_about(about, &reading);
        status = reading.sound ? BLACKOUT_OK : not_written_so(source, error);
    }
    cJSON_Delete(tree);
    return arena_judge(arena, status, error);
}
