/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members that several reports share, so that what they share is written alike. A value that is
 * not known is null, and never left out where the schema requires it. */
#include "report/json_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "blackout/version.h"
#include "estimate/figure_catalogue.h"

/* The version of the model is that of the formulas: figures of two versions are not to be compared.
 */
void json_parts_head(struct json_writer *json, const char *schema)
{
    json_text(json, "schema", schema);
    json_object(json, "tool");
    json_text(json, "name", "blackout");
    json_text(json, "version", blackout_version());
    json_text(json, "model", blackout_model_version());
    json_end(json);
}

static void put_money(struct json_writer *json, const void *of, size_t index)
{
    const struct warning_monies *money = of;
    json_text(json, "currency", money->items[index].currency);
    json_number(json, "amount", sum_value(&money->items[index].amount));
}

/* The place of the first row with this cause, and the lines of the first few: `count` says how many
 * there are. What is about no file has `where` alone. */
static void put_warning(struct json_writer *json, const void *of, size_t index)
{
    const struct warning *warning = &((const struct warning_list *)of)->items[index];
    json_text(json, "code", warning->code);
    json_text(json, "message", warning->message);
    json_text(json, "where", warning->where);
    json_number(json, "count", (double)warning->count);
    if (warning->file != NULL) {
        json_text(json, "file", warning->file);
        json_number(json, "line", (double)warning->line);
        json_number(json, "column", (double)warning->column);
        json_list(json, "lines");
        for (int i = 0; i < WARNING_LINES && warning->lines[i] > 0; ++i) {
            json_number(json, NULL, (double)warning->lines[i]);
        }
        json_end(json);
    }
    if (warning->money.count > 0) {
        json_objects(json, "money", warning->money.count, put_money, &warning->money);
    }
}

void json_parts_warnings(struct json_writer *json, const struct warning_list *warnings)
{
    json_objects(json, "warnings", warnings->count, put_warning, warnings);
}

void json_parts_texts(struct json_writer *json, const char *key, const char *const *texts,
                      size_t count)
{
    json_list(json, key);
    for (size_t i = 0; i < count; ++i) {
        json_text(json, NULL, texts[i]);
    }
    json_end(json);
}

void json_parts_date(struct json_writer *json, const char *key, instant date)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_date(text, date);
    json_text(json, key, text);
}

void json_parts_instant(struct json_writer *json, const char *key, instant time)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_instant(text, time);
    json_text(json, key, text);
}

/* ---- Figures --------------------------------------------------------------------------------- */

/* Standard errors are those of the simulation: they say how many digits stand, and become smaller
 * with more samples, which the interval does not. */
static void put_statistics(struct json_writer *json, const struct statistics *s)
{
    json_number(json, "mean", s->mean);
    json_number(json, "sd", s->sd);
    json_number(json, "se", s->se);
    json_number(json, "p5", s->p5);
    json_number(json, "p25", s->p25);
    json_number(json, "p50", s->p50);
    json_number(json, "p75", s->p75);
    json_number(json, "p95", s->p95);
    json_number(json, "se_p5", s->se_p5);
    json_number(json, "se_p25", s->se_p25);
    json_number(json, "se_p50", s->se_p50);
    json_number(json, "se_p75", s->se_p75);
    json_number(json, "se_p95", s->se_p95);
}

/* json_object() says whether what follows is looked at: a search for one number passes over all
 * other objects. */
void json_parts_quantity(struct json_writer *json, const char *key, struct quantity quantity)
{
    if (!quantity.present) {
        return;
    }
    if (json_object(json, key)) {
        json_number(json, "central", quantity.central);
        if (quantity.statistics != NULL && quantity.statistics->sampled) {
            put_statistics(json, quantity.statistics);
        }
    }
    json_end(json);
}

/* Compared by their lengths first: one name may begin with the other. */
static bool same_group(const char *a, const char *b)
{
    size_t length = figure_group(a);
    return length == figure_group(b) && strncmp(a, b, length) == 0;
}

/* Opens the object of a group, a path's first part, which the writer needs as a text of its own. */
static void open_group(struct json_writer *json, const char *path)
{
    char group[64]; /* names are the catalogue's own, none of which is as long */
    snprintf(group, sizeof group, "%.*s", (int)figure_group(path), path);
    json_object(json, group);
}

/* Figures of one group are neighbours in the catalogue, so that a group is opened and closed once.
 */
void json_parts_figures(struct json_writer *json, const struct quantity figures[FIGURE_COUNT])
{
    const char *open = NULL; /* a path of the group that is open */
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const char *path = figure_info((enum figure_id)id)->path;
        const char *member = figure_member(path);
        if (!figures[id].present) {
            continue;
        }
        if (open != NULL && !same_group(open, path)) {
            json_end(json);
            open = NULL;
        }
        if (open == NULL && member != NULL) {
            open_group(json, path);
            open = path;
        }
        json_parts_quantity(json, member != NULL ? member : path, figures[id]);
    }
    if (open != NULL) {
        json_end(json);
    }
}

/* ---- What was asked, and what was read ------------------------------------------------------- */

/* `where` has columns and their texts in turn. */
static void put_condition(struct json_writer *json, const void *of, size_t index)
{
    const struct result_setting *setting = of;
    json_text(json, "column", setting->where[2 * index]);
    json_text(json, "text", setting->where[2 * index + 1]);
}

/* An input that the scenario set is in no file of the inputs: here is all that is known of it. */
static void put_setting(struct json_writer *json, const void *of, size_t index)
{
    const struct result_scenario *scenario = of;
    const struct result_setting *setting = &scenario->settings[index];
    json_text(json, "table", setting->table);
    json_objects(json, "where", setting->where_count, put_condition, setting);
    json_text(json, "column", setting->column);
    json_number(json, "value", setting->value);
}

void json_parts_settings(struct json_writer *json, const struct result_scenario *scenario)
{
    if (scenario->setting_count > 0) {
        json_objects(json, "set", scenario->setting_count, put_setting, scenario);
    }
}

/* Twice: the text is rounded to the millisecond, the number is not. */
static void put_duration(struct json_writer *json, double hours)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_duration(text, hours);
    json_text(json, "duration", text);
    json_number(json, "duration_hours", hours);
}

static void put_range(struct json_writer *json, const char *key, const struct result_range *range)
{
    if (range->present) {
        json_object(json, key);
        json_number(json, "p5", range->low);
        json_number(json, "p95", range->high);
        json_end(json);
    }
}

/* Beside the numbers, which are their centres: nothing where none was asked for. */
static void put_ranges(struct json_writer *json, const struct result_scenario *scenario)
{
    if (scenario->duration_range.present || scenario->severity_range.present ||
        scenario->recovery_range.present || scenario->rebound_range.present) {
        json_object(json, "ranges");
        put_range(json, "duration_hours", &scenario->duration_range);
        put_range(json, "severity", &scenario->severity_range);
        put_range(json, "recovery_hours", &scenario->recovery_range);
        put_range(json, "rebound", &scenario->rebound_range);
        json_end(json);
    }
}

/* The scenario as it was understood, defaults included. */
static void put_scenario(struct json_writer *json, const struct result_scenario *scenario)
{
    json_parts_texts(json, "platforms", scenario->platforms, scenario->platform_count);
    if (scenario->owner != NULL) {
        json_text(json, "owner", scenario->owner);
    }
    if (scenario->event != NULL) {
        json_text(json, "event", scenario->event);
    }
    json_parts_texts(json, "regions", scenario->regions, scenario->region_count);
    if (scenario->has_start) {
        json_parts_instant(json, "start", scenario->start);
    }
    put_duration(json, scenario->duration_hours);
    json_number(json, "severity", scenario->severity);
    json_number(json, "recovery_hours", scenario->recovery_hours);
    if (scenario->has_rebound) {
        json_number(json, "rebound", scenario->rebound);
    }
    json_text(json, "severity_shape", scenario->measured_curve ? "measured" : "step");
    /* The duration above leaves the low tail of a measured curve out; these are of all of it. */
    if (scenario->measured_curve) {
        json_object(json, "measured");
        json_parts_instant(json, "end",
                           scenario->start + llround(scenario->window_hours * SECONDS_PER_HOUR));
        json_number(json, "window_hours", scenario->window_hours);
        json_number(json, "lost_hours", scenario->outage_hours);
        json_end(json);
    }
    json_text(json, "currency", scenario->currency);
    json_number(json, "samples", scenario->samples);
    json_number(json, "seed", scenario->seed);
    put_ranges(json, scenario);
    json_parts_settings(json, scenario);
}

void json_parts_scenario(struct json_writer *json, const char *key,
                         const struct result_scenario *scenario)
{
    if (json_object(json, key)) {
        put_scenario(json, scenario);
    }
    json_end(json);
}

/* Hash and rows say which file it was, whatever has become of it since. The hash is "" where the
 * dataset was opened without checksums, which takes less time where no report says them. */
void json_parts_input(struct json_writer *json, const struct result_input *input)
{
    const char delimiter[2] = {input->delimiter, '\0'};
    json_text(json, "resource", input->resource);
    json_text(json, "path", input->path);
    json_text(json, "package", input->package);
    json_text(json, "sha256", input->sha256);
    json_number(json, "rows", (double)input->rows);
    json_object(json, "dialect");
    json_text(json, "delimiter", delimiter);
    json_end(json);
}

static void put_input(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    json_parts_input(json, &result->inputs[index]);
}

void json_parts_inputs(struct json_writer *json, const struct result *result)
{
    json_objects(json, "inputs", result->input_count, put_input, result);
}
