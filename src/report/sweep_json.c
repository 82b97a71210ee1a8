/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a sweep, and the same records as lines (JSON Lines), which can be read while the
 * sweep goes on. Each line has head, control totals and warnings of its own: a reader of lines sees
 * no other. */
#include <math.h>

#include "core/writer.h"
#include "estimate/figure_catalogue.h"
#include "report/builders.h"
#include "report/control.h"
#include "report/json_parts.h"
#include "report/sweep.h"

static void put_record(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_result *result = of;
    const struct result *r = &result->results[index];
    /* Of the owner's net loss and the dependants', the targets 1 and 2. */
    const char *const names[] = {"owner_exponent", "dependants_exponent"};
    struct quantity losses[FIGURE_COUNT] = {{0}};
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        /* Of a sweep these totals alone are shown. */
        if (figure_info((enum figure_id)id)->in_sweep) {
            losses[id] = r->totals[id];
        }
    }
    json_parts_scenario(json, "scenario", &r->scenario);
    json_parts_figures(json, losses);
    for (int i = 0; i < 2; ++i) {
        double exponent = report_sweep_exponent(result, index, i + 1);
        /* None where the record before differs in more than its duration. */
        if (isfinite(exponent)) {
            json_number(json, names[i], exponent);
        }
    }
}

/* Control totals and warnings come at the end, since they are known only then. */
void sweep_json_begin(struct json_writer *json, blackout_sink *sink, void *user)
{
    json_begin(json, sink, user);
    json_parts_head(json, "blackout/sweep/1");
    json_list(json, "records");
}

blackout_status sweep_json_add(struct json_writer *json, const struct blackout_result *result,
                               size_t index, blackout_error *error)
{
    json_object(json, NULL);
    put_record(json, result, index);
    json_end(json);
    /* A sweep takes long: it stops at the first record that cannot be written, and not at its end.
     */
    return json->out.failed == 0 ? BLACKOUT_OK : writer_finish(&json->out, error);
}

blackout_status sweep_json_end(struct json_writer *json, const struct control_totals *control,
                               const struct warning_list *warnings, blackout_error *error)
{
    json_end(json);
    report_control_json(json, control);
    json_parts_warnings(json, warnings);
    return json_finish(json, error);
}

blackout_status sweep_json_line(const struct blackout_result *result, size_t index,
                                blackout_sink *sink, void *user, blackout_error *error)
{
    struct json_writer json;
    json_begin_line(&json, sink, user);
    json_parts_head(&json, "blackout/sweep/1");
    put_record(&json, result, index);
    report_control_json(&json, &result->results[index].control);
    json_parts_warnings(&json, &result->results[index].warnings);
    return json_finish(&json, error);
}

/* ---- Of a whole result ----------------------------------------------------------------------- */

/* The same functions as record by record, so that both ways give the same bytes. */
blackout_status report_sweep_json(const void *what, blackout_sink *sink, void *user,
                                  blackout_error *error)
{
    static const struct control_totals none = {.table = NULL};
    const struct blackout_result *result = what;
    struct json_writer json;
    blackout_status status = BLACKOUT_OK;
    sweep_json_begin(&json, sink, user);
    for (size_t i = 0; i < result->count && status == BLACKOUT_OK; ++i) {
        status = sweep_json_add(&json, result, i, error);
    }
    return status == BLACKOUT_OK
               ? sweep_json_end(&json, result->count > 0 ? &result->results[0].control : &none,
                                &result->warnings, error)
               : status;
}

blackout_status report_sweep_lines(const void *what, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    const struct blackout_result *result = what;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < result->count && status == BLACKOUT_OK; ++i) {
        status = sweep_json_line(result, i, sink, user, error);
    }
    return status;
}
