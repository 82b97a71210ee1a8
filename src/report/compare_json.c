/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a comparison: the second scenario less the first. Statistics of a difference are of
 * paired samples, and not the difference of two statistics. Control totals are those of the first:
 * both scenarios read the same package. */
#include "report/control.h"
#include "report/json_parts.h"
#include "estimate/comparison.h"
#include "report/builders.h"

static void put_difference(struct json_writer *json, const void *of, size_t index)
{
    const struct comparison *comparison = of;
    const struct comparison_row *row = &comparison->rows[index];
    json_text(json, "total", row->name);
    json_parts_quantity(json, "first", row->first);
    json_parts_quantity(json, "second", row->second);
    json_parts_quantity(json, "difference", row->difference);
}

static void put_report(struct json_writer *json, const struct comparison *comparison)
{
    json_parts_head(json, "blackout/compare/1");
    json_parts_scenario(json, "first", comparison->first);
    json_parts_scenario(json, "second", comparison->second);
    /* Only a run to a precision can fail to get there. */
    if (comparison->first->until > 0) {
        json_flag(json, "settled", comparison->settled);
    }
    json_objects(json, "differences", comparison->row_count, put_difference, comparison);
    report_control_json(json, comparison->control);
    json_parts_warnings(json, &comparison->warnings);
}

blackout_status report_compare_json(const void *what, blackout_sink *sink, void *user,
                                    blackout_error *error)
{
    const struct comparison *comparison = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, comparison);
    return json_finish(&json, error);
}
