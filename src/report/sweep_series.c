/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep over results that come one by one. A format that is made of records is written record by
 * record and keeps the last one, by which the next one's exponents are made; a page has its largest
 * loss in its first line, so that it keeps of every record what it shows. Results kept whole take a
 * megabyte each: 10,000 records would take 10 GB, and one by one take 12 MB. */
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "estimate/comparison.h"
#include "estimate/figure_catalogue.h"
#include "json/json_writer.h"
#include "report/reports.h"
#include "report/settings.h"
#include "report/sweep.h"

enum stream { STREAM_NONE, STREAM_JSON, STREAM_LINES, STREAM_CSV };

struct blackout_sweep {
    const char *format; /* a copy */
    blackout_sink *sink;
    void *user;
    enum stream stream;
    struct json_writer json; /* of STREAM_JSON */
    struct arena arena;      /* of what lives as long as the sweep */
    struct arena last_arena; /* of `last` */
    struct result last;      /* of a stream: what the next record needs of the one before */
    size_t count;            /* of records */
    size_t capacity;
    blackout_result kept; /* of a page: its records; of all: warnings. Its own arena is not used */
    struct control_totals control; /* of the first record, as is the currency */
    const char *currency;
};

/* ---- What is kept of a record ---------------------------------------------------------------- */

static bool same_texts(const char *const *a, const char *const *b, size_t count)
{
    bool same = true;
    for (size_t i = 0; i < count && same; ++i) {
        same = strcmp(a[i], b[i]) == 0;
    }
    return same;
}

/* A text that is as before is shared and not copied: a page may keep many thousand records. */
static const char *keep_text(struct arena *arena, const char *text, const char *before)
{
    if (text == NULL || (before != NULL && strcmp(text, before) == 0)) {
        return text == NULL ? NULL : before;
    }
    return arena_copy(arena, text, strlen(text));
}

static const char **keep_names(struct arena *arena, const char *const *names, size_t count)
{
    const char **copied = arena_alloc(arena, count, sizeof *copied);
    for (size_t i = 0; copied != NULL && i < count; ++i) {
        copied[i] = keep_text(arena, names[i], NULL);
    }
    return copied;
}

/* All scenarios of a grid set the same. `*scenario` has those of a result that the caller frees. */
static void keep_settings(struct result_scenario *scenario, struct arena *arena,
                          const struct result_scenario *before)
{
    const struct result_setting *from = scenario->settings;
    const bool same = settings_same(scenario, before);
    scenario->settings =
        same ? before->settings : arena_alloc(arena, scenario->setting_count, sizeof *from);
    for (size_t i = 0; !same && scenario->settings != NULL && i < scenario->setting_count; ++i) {
        struct result_setting *setting = &scenario->settings[i];
        *setting = from[i];
        setting->table = keep_text(arena, from[i].table, NULL);
        setting->column = keep_text(arena, from[i].column, NULL);
        setting->where = keep_names(arena, from[i].where, 2 * from[i].where_count);
    }
}

/* Records of a grid have most of it in common with the one before; `none` where there is none. */
static void keep_scenario(struct result *kept, struct arena *arena, const struct result *result,
                          const struct result *before)
{
    const struct result_scenario *from = &result->scenario;
    const struct result_scenario *other = &before->scenario;
    struct result_scenario *scenario = &kept->scenario;
    *scenario = *from;
    keep_settings(scenario, arena, other);
    scenario->owner = keep_text(arena, from->owner, other->owner);
    scenario->event = keep_text(arena, from->event, other->event);
    scenario->cause = keep_text(arena, from->cause, other->cause);
    scenario->currency = keep_text(arena, from->currency, other->currency);
    scenario->regions = from->region_count == other->region_count &&
                                same_texts(from->regions, other->regions, from->region_count)
                            ? other->regions
                            : keep_names(arena, from->regions, from->region_count);
    scenario->platforms =
        from->platform_count == other->platform_count &&
                same_texts(from->platforms, other->platforms, from->platform_count)
            ? other->platforms
            : keep_names(arena, from->platforms, from->platform_count);
}

/* Names alone. */
static void keep_platforms(struct result *kept, struct arena *arena, const struct result *result,
                           const struct result *before)
{
    bool same = result->platform_count == before->platform_count;
    for (size_t i = 0; i < result->platform_count && same; ++i) {
        same = strcmp(result->platforms[i].name, before->platforms[i].name) == 0;
    }
    kept->platform_count = result->platform_count;
    kept->platforms = same ? before->platforms
                           : arena_alloc(arena, result->platform_count, sizeof *kept->platforms);
    for (size_t i = 0; kept->platforms != NULL && i < result->platform_count && !same; ++i) {
        kept->platforms[i].name = keep_text(arena, result->platforms[i].name, NULL);
    }
}

/* The total of a figure, with its statistics. */
static struct quantity keep_total(struct arena *arena, const struct quantity *total)
{
    struct quantity kept = *total;
    struct statistics *statistics =
        total->statistics != NULL ? arena_alloc(arena, 1, sizeof *statistics) : NULL;
    if (statistics != NULL) {
        *statistics = *total->statistics;
    }
    kept.statistics = statistics;
    return kept;
}

/* Where memory is out, the arena says so. */
static void keep(struct result *kept, struct arena *arena, const struct result *result,
                 const struct result *before)
{
    const struct result none = {.arena = NULL};
    *kept = (struct result){.arena = arena};
    keep_scenario(kept, arena, result, before != NULL ? before : &none);
    keep_platforms(kept, arena, result, before != NULL ? before : &none);
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        if (figure_info((enum figure_id)id)->in_sweep) {
            kept->totals[id] = keep_total(arena, &result->totals[id]);
        }
    }
    /* Exponents are made of these alone: samples of targets are many, and are not kept. */
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        kept->targets[i].quantity.central = result->targets[i].quantity.central;
    }
}

/* The files of the first record, which a page names. */
static void keep_inputs(struct result *kept, struct arena *arena, const struct result *result)
{
    kept->inputs = arena_alloc(arena, result->input_count, sizeof *kept->inputs);
    for (size_t i = 0; kept->inputs != NULL && i < result->input_count; ++i) {
        const struct result_input *from = &result->inputs[i];
        kept->inputs[kept->input_count++] =
            (struct result_input){.resource = from->resource,
                                  .path = keep_text(arena, from->path, NULL),
                                  .package = keep_text(arena, from->package, NULL),
                                  .sha256 = keep_text(arena, from->sha256, NULL),
                                  .rows = from->rows,
                                  .delimiter = from->delimiter};
    }
}

/* ---- A record -------------------------------------------------------------------------------- */

static blackout_status keep_for_page(blackout_sweep *sweep, const struct result *result,
                                     blackout_error *error)
{
    const size_t count = sweep->kept.count;
    if (arena_grow(&sweep->arena, (void **)&sweep->kept.results, &sweep->capacity, count,
                   sizeof *sweep->kept.results) != 0) {
        return error_memory(error);
    }
    struct result *kept = &sweep->kept.results[count];
    keep(kept, &sweep->arena, result, count > 0 ? kept - 1 : NULL);
    if (count == 0) {
        keep_inputs(kept, &sweep->arena, result);
        kept->control = sweep->control;
    }
    ++sweep->kept.count;
    return BLACKOUT_OK;
}

/* The record after the one before it, by which its exponents are made. */
static blackout_status write_record(blackout_sweep *sweep, const struct result *result,
                                    blackout_error *error)
{
    /* Copies of the structs alone: what they point to stays the sweep's and the caller's. */
    const bool is_first = sweep->count == 0;
    struct result pair[] = {is_first ? *result : sweep->last, *result};
    const size_t index = is_first ? 0 : 1;
    const blackout_result two = {.results = pair, .count = index + 1, .told = index};
    switch (sweep->stream) {
    case STREAM_JSON:
        return sweep_json_add(&sweep->json, &two, index, error);
    case STREAM_LINES:
        return sweep_json_line(&two, index, sweep->sink, sweep->user, error);
    default:
        return report_write(REPORT_SWEEP, &two, sweep->format, sweep->sink, sweep->user, error);
    }
}

/* Control totals of the first record are those of all: a sweep reads one package. */
static blackout_status keep_first(blackout_sweep *sweep, const struct result *result,
                                  blackout_error *error)
{
    sweep->currency = keep_text(&sweep->arena, result->scenario.currency, NULL);
    return sweep->currency != NULL &&
                   control_copy(&sweep->control, &sweep->arena, &result->control) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* Amounts of two currencies have no largest, no range and no axis. Warnings of all records are
 * gathered, each once. */
static blackout_status add(blackout_sweep *sweep, const struct result *result,
                           blackout_error *error)
{
    blackout_status status =
        sweep->count == 0 ? keep_first(sweep, result, error)
                          : comparison_currency(sweep->currency, result->scenario.currency, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (warning_add_all(&sweep->kept.warnings, &sweep->arena, &result->warnings) != 0) {
        return error_memory(error);
    }
    if (sweep->stream == STREAM_NONE) {
        status = keep_for_page(sweep, result, error);
    } else {
        status = write_record(sweep, result, error);
        /* The record before is needed no longer; without this, a long sweep would fill the memory.
         */
        arena_free(&sweep->last_arena);
        keep(&sweep->last, &sweep->last_arena, result, NULL);
        status = arena_judge(&sweep->last_arena, status, error);
    }
    ++sweep->count;
    return arena_judge(&sweep->arena, status, error);
}

/* ---- The sweep ------------------------------------------------------------------------------- */

/* "csv" with or without a dialect after it; other formats have their records on a page. */
static enum stream stream_of(const char *format)
{
    static const char csv[] = "csv";
    return strcmp(format, "json") == 0                 ? STREAM_JSON
           : strcmp(format, "ndjson") == 0             ? STREAM_LINES
           : strncmp(format, csv, sizeof csv - 1) == 0 ? STREAM_CSV
                                                       : STREAM_NONE;
}

blackout_status blackout_sweep_begin(blackout_sweep **sweep, const char *format,
                                     blackout_sink *sink, void *user, blackout_error *error)
{
    *sweep = NULL;
    blackout_status status = report_check(REPORT_SWEEP, format, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_sweep *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    made->format = arena_copy(&made->arena, format, strlen(format));
    if (made->format == NULL) {
        blackout_sweep_free(made);
        return error_memory(error);
    }
    made->sink = sink;
    made->user = user;
    made->stream = stream_of(format);
    /* Writes at once. A sink that refuses is noticed with the first record, or at the end. */
    if (made->stream == STREAM_JSON) {
        sweep_json_begin(&made->json, sink, user);
    }
    *sweep = made;
    return BLACKOUT_OK;
}

/* Records are written or copied before it returns: the caller may free the result at once. */
blackout_status blackout_sweep_add(blackout_sweep *sweep, const blackout_result *result,
                                   blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < result->count && status == BLACKOUT_OK; ++i) {
        status = add(sweep, &result->results[i], error);
    }
    return status;
}

/* CSV without a record is the names of its columns. */
blackout_status blackout_sweep_end(blackout_sweep *sweep, blackout_error *error)
{
    /* Lines are whole one by one, and have nothing after them. */
    switch (sweep->stream) {
    case STREAM_JSON:
        return sweep_json_end(&sweep->json, &sweep->control, &sweep->kept.warnings, error);
    case STREAM_LINES:
        return BLACKOUT_OK;
    case STREAM_CSV:
        if (sweep->count > 0) {
            return BLACKOUT_OK;
        }
        break;
    default:
        break;
    }
    return report_write(REPORT_SWEEP, &sweep->kept, sweep->format, sweep->sink, sweep->user, error);
}

void blackout_sweep_free(blackout_sweep *sweep)
{
    if (sweep != NULL) {
        arena_free(&sweep->last_arena);
        arena_free(&sweep->arena);
        free(sweep);
    }
}
