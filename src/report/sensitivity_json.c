/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a sensitivity analysis: all uncertain inputs, the largest swing first, and Sobol
 * indices with their 90 % intervals for those of them that were ranked. */
#include "report/control.h"
#include "report/drivers.h"
#include "report/json_parts.h"
#include "report/builders.h"

static void put_index(struct json_writer *json, const char *key, const double index[3])
{
    json_object(json, key);
    json_number(json, "central", index[0]);
    json_number(json, "p5", index[1]);
    json_number(json, "p95", index[2]);
    json_end(json);
}

/* "all others" has indices and no swing; what was not ranked has a swing and no indices. */
static void put_driver(struct json_writer *json, const void *of, size_t index)
{
    const struct result_sensitivity *analysis = of;
    const struct result_driver *driver = &analysis->drivers[index];
    json_text(json, "factor", driver->factor);
    if (driver->has_indices) {
        put_index(json, "first_order", driver->first);
        put_index(json, "total_order", driver->total);
    }
    if (driver->has_swing) {
        json_number(json, "at_5_percent", driver->low);
        json_number(json, "at_95_percent", driver->high);
    }
}

static void put_analysis(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_sensitivity *analysis = &result->sensitivities[index];
    json_text(json, "total", analysis->target);
    json_number(json, "central", analysis->central);
    json_number(json, "samples", (double)analysis->samples);
    json_flag(json, "converged", analysis->converged);
    json_number(json, "widest_interval", analysis->widest);
    /* Their number, so that readers need not repeat the test by which the page leaves them out. */
    json_number(json, "inputs_without_effect", (double)drivers_without_effect(analysis));
    json_objects(json, "drivers", analysis->driver_count, put_driver, analysis);
}

static void put_report(struct json_writer *json, const struct result *result)
{
    json_parts_head(json, "blackout/sensitivity/1");
    json_parts_scenario(json, "scenario", &result->scenario);
    json_objects(json, "totals", result->sensitivity_count, put_analysis, result);
    report_control_json(json, &result->control);
    json_parts_warnings(json, &result->warnings);
}

blackout_status report_sensitivity_json(const void *what, blackout_sink *sink, void *user,
                                        blackout_error *error)
{
    const struct result *result = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, result);
    return json_finish(&json, error);
}
