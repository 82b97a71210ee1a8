/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate report as JSON: the contract's section 3, in its order. Members are written as the
 * result is walked, so that a report of any size needs no tree in memory. Absent figures are left
 * out, and never 0; what the schema requires and nobody knows is null. */
#include <math.h>

#include "report/control.h"
#include "report/json_parts.h"
#include "report/builders.h"
#include "report/part_sums.h"
#include "report/report.h"

/* Money that is always there: a baseline, a step. */
static void put_money(struct json_writer *json, const char *key, double amount)
{
    json_parts_quantity(json, key, (struct quantity){.present = true, .central = amount});
}

/* ---- Losses ---------------------------------------------------------------------------------- */

/* Three functions for one layout: the first text of an object is its identifier, by which
 * json_identified() finds it, and is named after what it is of. */
static void put_channel(struct json_writer *json, const void *of, size_t index)
{
    const struct result_parts *parts = of;
    json_text(json, "channel", parts->parts[index].key);
    json_parts_figures(json, parts->parts[index].figures);
}

static void put_sector(struct json_writer *json, const void *of, size_t index)
{
    const struct result_parts *parts = of;
    json_text(json, "sector", parts->parts[index].key);
    json_parts_figures(json, parts->parts[index].figures);
}

static void put_region(struct json_writer *json, const void *of, size_t index)
{
    const struct result_parts *parts = of;
    json_text(json, "region", parts->parts[index].key);
    json_parts_figures(json, parts->parts[index].figures);
}

static void put_platform(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_platform *p = &result->platforms[index];
    json_text(json, "platform", p->platform);
    json_text(json, "owner", p->owner);
    json_parts_figures(json, p->figures);
    json_identified(json, "by_channel", p->by_channel.count, put_channel, &p->by_channel);
    json_identified(json, "by_sector", p->by_sector.count, put_sector, &p->by_sector);
    json_identified(json, "by_region", p->by_region.count, put_region, &p->by_region);
}

/* ---- Insurance ------------------------------------------------------------------------------- */

static void put_policy(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_policy *policy = &result->policies[index];
    json_text(json, "policy", policy->policy);
    if (policy->business != NULL) {
        json_text(json, "business", policy->business);
    }
    json_parts_quantity(json, "gross", policy->loss.gross);
    json_parts_quantity(json, "insured", policy->loss.insured);
    json_parts_quantity(json, "retained", policy->loss.retained);
}

static void put_indirect_time(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_indirect_time *time = &result->indirect_times[index];
    json_text(json, "by", time->by);
    json_number(json, "hours", time->hours);
    json_parts_quantity(json, "indirect_loss", time->indirect_loss);
}

/* ---- Thresholds ------------------------------------------------------------------------------ */

static void put_exceedance(struct json_writer *json, const void *of, size_t index)
{
    const struct result_exceedance *exceedance = (const struct result_exceedance *)of + index;
    json_text(json, "measure", exceedance->measure);
    json_number(json, "probability", exceedance->probability);
    json_number(json, "se", exceedance->se);
}

/* Totals that are not known are left out. The others are gathered first, since a list of objects is
 * asked for by their number. */
static void put_exceedances(struct json_writer *json, const struct result_threshold *threshold)
{
    struct result_exceedance known[RESULT_EXCEEDANCE_COUNT];
    size_t count = 0;
    for (int i = 0; i < RESULT_EXCEEDANCE_COUNT; ++i) {
        known[count] = threshold->of[i];
        count += threshold->of[i].present ? 1 : 0;
    }
    json_objects(json, "exceedance", count, put_exceedance, known);
}

/* The amount as it was asked for and in the currency of the report, which losses are compared in.
 */
static void put_threshold(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_threshold *threshold = &result->thresholds[index];
    json_text(json, "threshold", threshold->name);
    json_number(json, "amount", threshold->amount);
    json_text(json, "currency", threshold->currency);
    json_number(json, "amount_in_report", threshold->in_report);
    json_text(json, "definition", threshold->definition);
    if (threshold->source[0] != '\0') {
        json_text(json, "source", threshold->source);
    }
    put_exceedances(json, threshold);
}

/* ---- The owner's account --------------------------------------------------------------------- */

static void put_account_item(struct json_writer *json, const void *of, size_t index)
{
    const struct result_account_item *item = &((const struct result_account *)of)->items[index];
    json_text(json, "side", item->side);
    json_text(json, "kind", item->kind);
    json_text(json, "what", item->words);
    if (item->state[0] != '\0') {
        json_text(json, "state", item->state);
    }
    json_text(json, "basis", item->basis);
    json_flag(json, "actual", item->actual);
    json_parts_quantity(json, "amount", item->amount);
    json_text(json, "source", item->source);
    if (item->has_date) {
        json_parts_date(json, "date", item->date);
    }
}

static void put_account(struct json_writer *json, const struct result_account *account)
{
    if (!account->present) {
        return;
    }
    json_object(json, "account");
    if (account->incident != NULL) {
        json_text(json, "incident", account->incident);
    }
    json_objects(json, "items", account->count, put_account_item, account);
    json_end(json);
}

/* ---- Market value ---------------------------------------------------------------------------- */

static void put_change(struct json_writer *json, const char *key,
                       const struct result_change *change)
{
    json_object(json, key);
    json_number(json, "percent", change->percent);
    if (change->money.present) {
        json_number(json, "money", change->money.central);
    }
    json_end(json);
}

/* `peer_adjusted` is the change less the rivals' mean: a catalogue has no prices to put them into a
 * model. The report of event-study calls that `less_peer_mean`, and has another `peer_adjusted`. */
static void put_peers(struct json_writer *json, const struct result_event_study *study)
{
    if (!study->has_peers) {
        return;
    }
    put_change(json, "peer_adjusted", &study->less_peer_mean);
    if (!study->has_peer_raw) {
        return; /* both ends of the range are promised with the rivals */
    }
    json_object(json, "peers");
    json_number(json, "count", (double)study->peer_count);
    json_number(json, "raw_percent_low", study->peer_raw_low_percent);
    json_number(json, "raw_percent_high", study->peer_raw_high_percent);
    json_end(json);
}

static void put_event_study(struct json_writer *json, const struct result_event_study *study)
{
    if (!study->present) {
        return;
    }
    json_object(json, "event_study");
    put_change(json, "raw", &study->raw);
    put_change(json, "abnormal", &study->abnormal);
    put_peers(json, study);
    if (study->has_t) {
        json_number(json, "t", study->t);
    }
    if (study->has_day0) {
        json_parts_date(json, "day0", study->day0);
    }
    json_flag(json, "confounded", study->confounded);
    json_end(json);
}

/* Money is null where the market value before the outage is not known: the schema requires the
 * members, and the change in percent stands without it. */
static void put_points(struct json_writer *json, const struct result_owner *owner)
{
    const struct {
        const char *key;
        const struct result_change *change;
    } points[] = {{"central", &owner->median}, {"p5", &owner->p5}, {"p95", &owner->p95}};
    for (int i = 0; i < 3; ++i) {
        json_number(json, points[i].key,
                    points[i].change->money.present ? points[i].change->money.central : NAN);
    }
    json_number(json, "probability_of_rise", owner->probability_of_rise);
    json_object(json, "percent");
    for (int i = 0; i < 3; ++i) {
        json_number(json, points[i].key, points[i].change->percent);
    }
    json_end(json);
}

/* A consumer is to see that there could be one and is none. */
static void put_prediction(struct json_writer *json, const struct result_owner *owner)
{
    if (!owner->has_prediction) {
        json_null(json, "market_value_change");
        return;
    }
    json_object(json, "market_value_change");
    put_points(json, owner);
    json_number(json, "events", (double)owner->prediction_events);
    json_number(json, "events_later", (double)owner->prediction_later);
    json_end(json);
}

static void put_owner(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_owner *owner = &result->owners[index];
    json_text(json, "owner", owner->owner);
    json_parts_figures(json, owner->figures);
    put_prediction(json, owner);
    put_event_study(json, &owner->event_study);
}

/* ---- Businesses, timing ---------------------------------------------------------------------- */

/* Without json_identified(): a pointer finds a business by its place alone, which depends on the
 * losses. */
static void put_business(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_business *business = &result->top_businesses[index];
    json_text(json, "business", business->business);
    json_parts_texts(json, "platforms", business->platforms, business->platform_count);
    json_parts_quantity(json, "dependent_revenue_loss", business->dependent_revenue_loss);
    json_number(json, "share_of_revenue", business->share_of_revenue);
    json_number(json, "omnichannel_index", business->omnichannel_index);
    json_number(json, "largest_owner_share", business->largest_owner_share);
}

/* Hour 0 of the week is Monday 00:00 UTC. */
static void put_start(struct json_writer *json, const char *key, const struct result_start *start)
{
    json_object(json, key);
    json_number(json, "hour_of_week", start->hour_of_week);
    put_money(json, "loss", start->loss);
    json_end(json);
}

static void put_starts(struct json_writer *json, const char *key,
                       const struct result_start *cheapest, const struct result_start *dearest)
{
    json_object(json, key);
    put_start(json, "cheapest_start", cheapest);
    put_start(json, "dearest_start", dearest);
    json_end(json);
}

/* Without a start alone: with one there is no hour to choose, and the schema allows no such member.
 */
static void put_timing(struct json_writer *json, const struct result_timing *timing)
{
    if (!timing->present) {
        return;
    }
    json_object(json, "timing");
    put_starts(json, "owner", &timing->owner_cheapest, &timing->owner_dearest);
    if (timing->has_dependants) {
        put_starts(json, "dependants", &timing->dependants_cheapest, &timing->dependants_dearest);
    }
    json_end(json);
}

/* ---- Working --------------------------------------------------------------------------------- */

static void put_step(struct json_writer *json, const void *of, size_t index)
{
    const struct result_waterfall *waterfall = of;
    json_text(json, "step", waterfall->steps[index].step);
    json_parts_quantity(json, "change", waterfall->steps[index].change);
    json_parts_quantity(json, "running", waterfall->steps[index].running);
}

/* The schema requires both: without dependants theirs is empty. */
static void put_waterfalls(struct json_writer *json, const struct result *result)
{
    const struct result_waterfall *owner = &result->owner_waterfall;
    const struct result_waterfall *dependants = &result->dependant_waterfall;
    json_object(json, "waterfall");
    json_objects(json, "owner", owner->count, put_step, owner);
    json_objects(json, "dependants", dependants->count, put_step, dependants);
    json_end(json);
}

/* A row without a date has none here, and is listed: that nobody knows how old it is, is said too.
 */
static void put_vintage(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_vintage *vintage = &result->vintages[index];
    json_text(json, "table", vintage->table);
    json_text(json, "key", vintage->key);
    if (vintage->dated) {
        json_parts_date(json, "as_of", vintage->as_of);
    }
    if (vintage->is_rate) {
        json_number(json, "per_usd", vintage->per_usd);
    }
}

/* A single figure has no interval, so that its ends are left out. */
static void put_baseline(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_baseline *baseline = &result->baselines[index];
    json_text(json, "method", baseline->method);
    put_money(json, "value", (baseline->low + baseline->high) / 2);
    if (baseline->low != baseline->high) {
        put_money(json, "low", baseline->low);
        put_money(json, "high", baseline->high);
    }
    json_text(json, "formula", baseline->formula);
    json_text(json, "source", baseline->source);
    if (baseline->dated) {
        json_parts_date(json, "as_of", baseline->latest);
        if (baseline->earliest != baseline->latest) {
            json_parts_date(json, "as_of_earliest", baseline->earliest);
        }
    }
}

static void put_basis_parts(struct json_writer *json, const double parts[RESULT_BASIS_COUNT])
{
    static const char *const names[RESULT_BASIS_COUNT] = {"measured", "reported", "derived",
                                                          "assumed"};
    for (int i = 0; i < RESULT_BASIS_COUNT; ++i) {
        json_number(json, names[i], parts[i]);
    }
}

static void put_evidence_table(struct json_writer *json, const void *of, size_t index)
{
    const struct result_evidence *evidence = of;
    json_text(json, "table", evidence->tables[index].table);
    put_basis_parts(json, evidence->tables[index].parts);
}

/* Parts of the whole are no mean of those of its tables: each piece of a total goes to the weakest
 * of all its inputs. They add up to 1, or are all 0 where the total is. */
static void put_evidence(struct json_writer *json, const void *of, size_t index)
{
    const struct result *result = of;
    const struct result_evidence *evidence = &result->evidence[index];
    json_text(json, "total", evidence->total);
    put_basis_parts(json, evidence->parts);
    json_objects(json, "tables", evidence->table_count, put_evidence_table, evidence);
}

/* ---- The report ------------------------------------------------------------------------------ */

/* A list that is left out where it is empty. */
static void put_some(struct json_writer *json, const char *key, size_t count, json_members *put,
                     const struct result *result)
{
    if (count > 0) {
        json_objects(json, key, count, put, result);
    }
}

/* Over all platforms, where the members of the same names in a platform are its own. */
static void put_sums(struct json_writer *json, const struct part_sums *sums)
{
    json_identified(json, "by_channel", sums->by_channel.count, put_channel, &sums->by_channel);
    json_identified(json, "by_sector", sums->by_sector.count, put_sector, &sums->by_sector);
    json_identified(json, "by_region", sums->by_region.count, put_region, &sums->by_region);
}

static void put_line(struct json_writer *json, const struct batch_line *line)
{
    json_object(json, "batch");
    json_number(json, "line", (double)line->line);
    if (line->name != NULL) {
        json_text(json, "name", line->name);
    }
    json_end(json);
}

/* `line` NULL: the report is not one of many. Scenario and inputs first, since a reader of a stream
 * can then tell what follows. */
static void put_report(struct json_writer *json, const struct result *r,
                       const struct part_sums *sums, const struct batch_line *line)
{
    json_parts_head(json, "blackout/estimate/1");
    if (line != NULL) {
        put_line(json, line);
    }
    json_parts_scenario(json, "scenario", &r->scenario);
    json_parts_inputs(json, r);
    json_identified(json, "platforms", r->platform_count, put_platform, r);
    json_identified(json, "owners", r->owner_count, put_owner, r);
    json_object(json, "totals");
    json_parts_figures(json, r->totals);
    json_end(json);
    put_sums(json, sums);
    put_account(json, &r->account);
    put_some(json, "thresholds", r->threshold_count, put_threshold, r);
    put_some(json, "indirect_in_time", r->indirect_time_count, put_indirect_time, r);
    put_some(json, "insurance", r->policy_count, put_policy, r);
    json_objects(json, "top_businesses", r->top_business_count, put_business, r);
    put_timing(json, &r->timing);
    put_waterfalls(json, r);
    json_objects(json, "baselines", r->baseline_count, put_baseline, r);
    json_objects(json, "vintages", r->vintage_count, put_vintage, r);
    json_objects(json, "evidence", r->evidence_count, put_evidence, r);
    report_control_json(json, &r->control);
    json_parts_warnings(json, &r->warnings);
}

/* The sums are made before the first byte: a lack of memory must not end half a report. */
blackout_status report_estimate_json(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct result *result = what;
    struct json_writer json;
    struct arena arena = {0};
    struct part_sums sums;
    blackout_status status = part_sums_make(&sums, &arena, result, error);
    if (status == BLACKOUT_OK) {
        json_begin(&json, sink, user);
        put_report(&json, result, &sums, NULL);
        status = json_finish(&json, error);
    }
    return arena_end(&arena, status, error);
}

blackout_status report_estimate_line(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct batch_line *line = what;
    struct json_writer json;
    struct arena arena = {0};
    struct part_sums sums;
    blackout_status status = part_sums_make(&sums, &arena, line->result, error);
    if (status == BLACKOUT_OK) {
        json_begin_line(&json, sink, user);
        put_report(&json, line->result, &sums, line);
        status = json_finish(&json, error);
    }
    return arena_end(&arena, status, error);
}

/* The report is walked through once more and nothing is printed: a number is found where the JSON
 * has it, by the same lines. */
blackout_status report_estimate_number(double *number, const struct result *result,
                                       const char *pointer, blackout_error *error)
{
    struct json_writer json;
    struct arena arena = {0};
    struct part_sums sums;
    blackout_status status = part_sums_make(&sums, &arena, result, error);
    if (status == BLACKOUT_OK) {
        json_begin_search(&json, pointer);
        put_report(&json, result, &sums, NULL);
        status = json_found(number, &json, pointer, error);
    }
    return arena_end(&arena, status, error);
}
