/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's aggregate as JSON. Estimates and amounts of the books are together here: "bookings" and
 * "actual" say which it is. Money is in the currency of "year". */
#include "annual/annual.h"
#include "report/builders.h"
#include "report/json_parts.h"

/* Expected recoveries are apart: they are nobody's yet, and so in no sum. */
static void put_amounts(struct json_writer *json, const struct annual_amounts *amounts)
{
    json_number(json, "forgone_revenue", amounts->revenue);
    json_number(json, "other_costs", amounts->costs);
    json_number(json, "gross", annual_gross(amounts));
    json_number(json, "recoveries", amounts->recoveries);
    json_number(json, "expected_recoveries", amounts->expected);
    if (amounts->range.present) {
        json_object(json, "gross_interval");
        json_number(json, "p5", amounts->range.p5);
        json_number(json, "p95", amounts->range.p95);
        json_end(json);
    }
}

static void put_incident(struct json_writer *json, const void *of, size_t index)
{
    const struct annual_incident *incident = &((const blackout_annual *)of)->incidents[index];
    json_text(json, "incident", incident->incident);
    json_text(json, "owner", incident->owner);
    json_parts_date(json, "final_report", incident->report);
    json_flag(json, "adjustment", incident->adjustment);
    put_amounts(json, &incident->amounts);
    json_text(json, "revenue_basis", incident->revenue_basis);
    json_text(json, "costs_basis", incident->costs_basis);
    json_number(json, "bookings", (double)incident->bookings);
    json_flag(json, "actual", incident->actual);
}

static void put_sum(struct json_writer *json, const char *key, const struct annual_sum *sum)
{
    json_object(json, key);
    put_amounts(json, &sum->amounts);
    json_number(json, "incidents", (double)sum->incidents);
    json_number(json, "estimated", (double)sum->estimated);
    json_end(json);
}

blackout_status report_annual_json(const void *what, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    const blackout_annual *annual = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/year/1");
    json_object(&json, "year");
    json_parts_date(&json, "from", annual->from);
    json_parts_date(&json, "to", annual->to);
    /* Left out where the year is that of all owners. */
    if (annual->owner != NULL) {
        json_text(&json, "owner", annual->owner);
    }
    json_text(&json, "currency", annual->currency);
    json_number(&json, "samples", (double)annual->samples);
    json_end(&json);
    json_objects(&json, "incidents", annual->count, put_incident, annual);
    json_object(&json, "sums");
    /* "all" is both of them, with an interval of its own: those of parts do not add up. */
    put_sum(&json, "year", &annual->year);
    put_sum(&json, "adjustments", &annual->adjustments);
    put_sum(&json, "all", &annual->all);
    json_end(&json);
    json_number(&json, "later_incidents", (double)annual->later);
    json_parts_warnings(&json, &annual->warnings);
    return json_finish(&json, error);
}
