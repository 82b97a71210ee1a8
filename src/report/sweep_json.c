/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a sweep, and the same records as lines (JSON Lines), which can be read while the
 * sweep goes on. */
#include <math.h>

#include "report/control.h"
#include "report/json_parts.h"
#include "report/builders.h"
#include "report/sweep.h"

static void put_record(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_result *result = of;
    const struct result *r = &result->results[index];
    const char *const names[] = {"owner_exponent", "dependants_exponent"};
    const struct quantity losses[FIGURE_COUNT] = {
        [FIGURE_OWNER_GROSS] = r->totals[FIGURE_OWNER_GROSS],
        [FIGURE_OWNER_RECAPTURED] = r->totals[FIGURE_OWNER_RECAPTURED],
        [FIGURE_OWNER_NET] = r->totals[FIGURE_OWNER_NET],
        [FIGURE_DEPENDANTS] = r->totals[FIGURE_DEPENDANTS]};
    json_parts_scenario(json, "scenario", &r->scenario);
    json_parts_figures(json, losses);
    for (int i = 0; i < 2; ++i) {
        double exponent = report_sweep_exponent(result, index, i + 1);
        if (isfinite(exponent)) {
            json_number(json, names[i], exponent);
        }
    }
}

blackout_status report_sweep_json(const void *what, blackout_sink *sink, void *user,
                                  blackout_error *error)
{
    const struct blackout_result *result = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/sweep/1");
    json_objects(&json, "records", result->count, put_record, result);
    if (result->count > 0) {
        report_control_json(&json, &result->results[0].control);
    }
    json_parts_warnings(&json, &result->warnings);
    return json_finish(&json, error);
}

blackout_status report_sweep_lines(const void *what, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    const struct blackout_result *result = what;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < result->count && status == BLACKOUT_OK; ++i) {
        struct json_writer json;
        json_begin_line(&json, sink, user);
        json_parts_head(&json, "blackout/sweep/1");
        put_record(&json, result, i);
        report_control_json(&json, &result->results[i].control);
        json_parts_warnings(&json, &result->results[i].warnings);
        status = json_finish(&json, error);
    }
    return status;
}
