/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep: one record for each scenario of a grid, and how losses grow with the duration. */
#include <math.h>
#include <string.h>

#include "core/writer.h"
#include "report/scenarios.h"
#include "report/text_table.h"

static const struct result_scenario *scenario_of(const struct blackout_result *result, size_t index)
{
    return &result->results[index].scenario;
}

static bool same_names(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; ++i) {
        same = strcmp(a[i], b[i]) == 0;
    }
    return same;
}

/* Whether two records differ in their duration alone. */
static bool is_next_duration(const struct result_scenario *a, const struct result_scenario *b)
{
    bool same_start = a->has_start == b->has_start && (!a->has_start || a->start == b->start);
    bool same_rebound =
        a->has_rebound == b->has_rebound && (!a->has_rebound || a->rebound == b->rebound);
    return same_start && same_rebound && a->severity == b->severity &&
           a->recovery_hours == b->recovery_hours &&
           same_names(a->platforms, a->platform_count, b->platforms, b->platform_count) &&
           same_names(a->regions, a->region_count, b->regions, b->region_count) &&
           a->duration_hours > 0 && b->duration_hours > a->duration_hours;
}

double report_sweep_exponent(const struct blackout_result *result, size_t index, int target)
{
    if (index == 0 ||
        !is_next_duration(scenario_of(result, index - 1), scenario_of(result, index))) {
        return NAN;
    }
    double before = result->results[index - 1].targets[target].quantity.central;
    double now = result->results[index].targets[target].quantity.central;
    return log(now / before) / log(scenario_of(result, index)->duration_hours /
                                   scenario_of(result, index - 1)->duration_hours);
}

/* ---- Rows of figures ------------------------------------------------------------------------- */

enum { FIGURES = 9 };

static const char *const figure_names[FIGURES] = {
    "owner_gross", "owner_net",     "owner_net_p5",   "owner_net_p95",      "owner_exponent",
    "dependants",  "dependants_p5", "dependants_p95", "dependants_exponent"};

/* NAN where a figure is missing. */
static void figures_of(double values[FIGURES], const struct blackout_result *result, size_t index)
{
    const struct result_totals *totals = &result->results[index].totals;
    const struct quantity *net = &totals->owner_revenue_loss.net;
    const struct quantity *dependants = &totals->dependent_revenue_loss;
    bool net_sampled = net->statistics != NULL && net->statistics->sampled;
    bool dependants_sampled = dependants->statistics != NULL && dependants->statistics->sampled;
    values[0] = totals->owner_revenue_loss.gross.central;
    values[1] = net->central;
    values[2] = net_sampled ? net->statistics->p5 : NAN;
    values[3] = net_sampled ? net->statistics->p95 : NAN;
    values[4] = report_sweep_exponent(result, index, 1);
    values[5] = dependants->present ? dependants->central : NAN;
    values[6] = dependants_sampled ? dependants->statistics->p5 : NAN;
    values[7] = dependants_sampled ? dependants->statistics->p95 : NAN;
    values[8] = report_sweep_exponent(result, index, 2);
}

/* `facebook;whatsapp`, one field; NULL when memory is out. */
static const char *joined_platforms(struct arena *arena, const struct result_scenario *scenario)
{
    const char *joined = scenario->platform_count > 0 ? scenario->platforms[0] : "";
    for (size_t i = 1; joined != NULL && i < scenario->platform_count; ++i) {
        joined = arena_format(arena, "%s;%s", joined, scenario->platforms[i]);
    }
    return joined;
}

static void put_csv_record(struct writer *writer, struct arena *arena,
                           const struct blackout_result *result, size_t index)
{
    const struct result_scenario *scenario = scenario_of(result, index);
    const char *platforms = joined_platforms(arena, scenario);
    char start[CALENDAR_TEXT_SIZE] = "";
    double values[FIGURES];
    writer->failed = writer->failed || platforms == NULL;
    writer_csv(writer, platforms != NULL ? platforms : "");
    if (scenario->has_start) {
        calendar_print_instant(start, scenario->start);
    }
    writer_format(writer, ",%s,", start);
    writer_number(writer, scenario->duration_hours);
    writer_put(writer, ",");
    writer_number(writer, scenario->severity);
    writer_put(writer, ",");
    writer_csv(writer, scenario->currency);
    figures_of(values, result, index);
    for (int i = 0; i < FIGURES; ++i) {
        writer_put(writer, ",");
        if (isfinite(values[i])) {
            writer_number(writer, values[i]);
        }
    }
    writer_put(writer, "\n");
}

blackout_status report_sweep_csv(const struct blackout_result *result, blackout_sink *sink,
                                 void *user, blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    writer_init(&writer, sink, user);
    writer_put(&writer, "platforms,start,duration_hours,severity,currency");
    for (int i = 0; i < FIGURES; ++i) {
        writer_format(&writer, ",%s", figure_names[i]);
    }
    writer_put(&writer, "\n");
    for (size_t index = 0; index < result->count; ++index) {
        put_csv_record(&writer, &arena, result, index);
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}

/* ---- Text ------------------------------------------------------------------------------------ */

enum { COLUMNS = 11 };

static const char *amount(struct arena *arena, double value)
{
    return isfinite(value) ? text_number(arena, value, fabs(value) < 1000 ? 2 : 0) : "";
}

static bool platforms_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        const struct result_scenario *a = scenario_of(result, 0);
        const struct result_scenario *b = scenario_of(result, i);
        differ = !same_names(a->platforms, a->platform_count, b->platforms, b->platform_count);
    }
    return differ;
}

blackout_status report_sweep_text(const struct blackout_result *result, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    static const char *const header[] = {"down", "start", "duration", "owner net",
                                         "5 %",  "95 %",  "exponent", "dependants",
                                         "5 %",  "95 %",  "exponent"};
    static const int shown[] = {1, 2, 3, 4, 5, 6, 7, 8};
    struct writer writer;
    struct arena arena = {0};
    struct text_table table;
    writer_init(&writer, sink, user);
    writer_format(&writer,
                  "%zu scenarios, losses in %s; the exponent is d ln loss / d ln duration.\n\n",
                  result->count, result->count > 0 ? scenario_of(result, 0)->currency : "");
    /* what is down is told where it differs */
    size_t skipped = platforms_differ(result) ? 0 : 1;
    text_table_init(&table, &arena, header + skipped, COLUMNS - skipped, 2 - skipped);
    for (size_t index = 0; index < result->count; ++index) {
        const struct result_scenario *scenario = scenario_of(result, index);
        const char *fields[COLUMNS];
        const char *platforms = joined_platforms(&arena, scenario);
        double values[FIGURES];
        char start[CALENDAR_TEXT_SIZE] = "any hour";
        char duration[CALENDAR_TEXT_SIZE];
        if (scenario->has_start) {
            calendar_print_instant(start, scenario->start);
        }
        calendar_print_duration(duration, scenario->duration_hours);
        figures_of(values, result, index);
        fields[0] = platforms != NULL ? platforms : "";
        fields[1] = arena_copy(&arena, start, strlen(start));
        fields[2] = arena_copy(&arena, duration, strlen(duration));
        for (size_t i = 0; i < sizeof shown / sizeof shown[0]; ++i) {
            fields[3 + i] = amount(&arena, values[shown[i]]);
        }
        text_table_row(&table, fields + skipped, COLUMNS - skipped);
    }
    text_table_write(&table, &writer);
    arena_free(&arena);
    return writer_finish(&writer, error);
}
