/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a description, and of a validation, which has the same parts and what was checked.
 * Money is a year's, in the currency that its rows have. Identifiers are in a description alone: it
 * says what can be asked of a package, a validation whether its rows are sound. */
#include "describe/description.h"
#include "report/builders.h"
#include "report/control.h"
#include "report/json_parts.h"

static void put_table(struct json_writer *json, const void *of, size_t index)
{
    const struct description *description = of;
    const struct description_table *table = &description->tables[index];
    json_text(json, "table", table->name);
    json_text(json, "path", table->path);
    json_text(json, "package", table->package);
    json_text(json, "sha256", table->sha256);
    json_number(json, "rows", (double)table->rows);
    /* Counts of numbers that are given: an empty cell rests on nothing. */
    json_object(json, "figures");
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        json_number(json, basis_name((enum basis)basis), (double)table->figures[basis]);
    }
    json_end(json);
}

static void put_bases(struct json_writer *json, const double per_year[BASIS_COUNT])
{
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        json_number(json, basis_name((enum basis)basis), per_year[basis]);
    }
}

/* Parts of their sum; none where nothing is earned through platforms. */
static void put_shares(struct json_writer *json, const double per_year[BASIS_COUNT])
{
    const double total = description_sum(per_year);
    if (total > 0) {
        json_object(json, "shares");
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            json_number(json, basis_name((enum basis)basis), per_year[basis] / total);
        }
        json_end(json);
    }
}

/* The bases and what is not given add up to the currency's `through_platforms`: each figure is
 * weighed by the sales of the rows, and these are the same for all of them. */
static void put_figure(struct json_writer *json, const void *of, size_t index)
{
    const struct description_flow *flow = of;
    json_text(json, "column", flow->figures[index].column);
    put_bases(json, flow->figures[index].per_year);
    put_shares(json, flow->figures[index].per_year);
    json_number(json, "not_given", flow->figures[index].not_given);
}

/* `revenue` has each business once. The control totals count it once for each of its rows, and are
 * larger where businesses have several. */
static void put_flow(struct json_writer *json, const void *of, size_t index)
{
    const struct description *description = of;
    const struct description_flow *flow = &description->flows[index];
    json_text(json, "currency", flow->currency);
    json_number(json, "revenue", flow->revenue);
    json_number(json, "through_platforms", description_sum(flow->per_year));
    put_bases(json, flow->per_year);
    put_shares(json, flow->per_year);
    json_objects(json, "figures", DEPENDENCY_FACTOR_COUNT, put_figure, flow);
}

static void put_gap(struct json_writer *json, const void *of, size_t index)
{
    const struct description *description = of;
    json_text(json, "table", description->gaps[index].name);
    json_text(json, "consequence", description->gaps[index].consequence);
}

/* Of all tables: as many as each table has, summed. */
static void put_all_figures(struct json_writer *json, const struct description *description)
{
    size_t figures[BASIS_COUNT];
    size_t all = 0;
    description_figures(figures, description);
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        all += figures[basis];
    }
    json_object(json, "figures");
    json_number(json, "all", (double)all);
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        json_number(json, basis_name((enum basis)basis), (double)figures[basis]);
    }
    json_end(json);
}

static void put_contents(struct json_writer *json, const struct description *description)
{
    json_text(json, "package", description->package);
    json_number(json, "rows", (double)description_rows(description));
    put_all_figures(json, description);
    json_objects(json, "tables", description->table_count, put_table, description);
    json_objects(json, "missing", description->gap_count, put_gap, description);
}

static void put_dependants(struct json_writer *json, const struct description *description)
{
    json_object(json, "dependants");
    json_number(json, "businesses", (double)description->businesses);
    json_number(json, "firms", description->firms);
    json_objects(json, "flow_per_year", description->flow_count, put_flow, description);
    json_end(json);
}

static void put_end(struct json_writer *json, const struct description *description)
{
    report_control_json(json, description->control);
    json_parts_warnings(json, &description->warnings);
}

static void put_keys(struct json_writer *json, const struct description *description)
{
    json_object(json, "keys");
    for (size_t i = 0; i < description->key_list_count; ++i) {
        json_parts_texts(json, description->keys[i].name, description->keys[i].keys,
                         description->keys[i].count);
    }
    json_end(json);
}

/* ---- What was checked ------------------------------------------------------------------------ */

/* The totals that the caller gave, and that held: one that does not is a fault, which ends the
 * command before there is a report. */
static void put_expected(struct json_writer *json, const struct control_totals *control)
{
    json_list(json, "expected_totals");
    for (size_t i = 0; i < control->count; ++i) {
        const struct control_money *money = &control->items[i];
        if (money->is_expected) {
            json_object(json, NULL);
            json_text(json, "currency", money->currency);
            json_number(json, "expected", money->expected);
            json_number(json, "read", control_read_amount(money));
            json_end(json);
        }
    }
    json_end(json);
}

/* There is a report where nothing is wrong with what is left: faults are of rows left out. */
static void put_checks(struct json_writer *json, const struct description *description)
{
    json_object(json, "checks");
    json_number(json, "rows_with_faults", (double)description->control->rejected);
    json_number(json, "warnings", (double)description->warnings.count);
    put_expected(json, description->control);
    json_end(json);
}

/* Without json_parts_head(): the schema of a description has no `tool`, and allows no member that
 * it does not name. */
blackout_status report_describe_json(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct description *description = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_text(&json, "schema", "blackout/describe/1");
    put_contents(&json, description);
    put_keys(&json, description);
    put_dependants(&json, description);
    put_end(&json, description);
    return json_finish(&json, error);
}

blackout_status report_validate_json(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct description *description = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/validate/1");
    put_contents(&json, description);
    put_dependants(&json, description);
    put_checks(&json, description);
    put_end(&json, description);
    return json_finish(&json, error);
}
