/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate report as JSON: the contract's section 3, in its order. */
#include "report/report.h"
#include "report/scenarios.h"

void report_put_quantity(struct json_tree *tree, cJSON *parent, const char *key,
                         struct quantity quantity)
{
    if (!quantity.present) {
        return;
    }
    cJSON *object = json_object(tree, parent, key);
    const struct statistics *s = quantity.statistics;
    json_number(tree, object, "central", quantity.central);
    if (s != NULL && s->sampled) {
        const struct {
            const char *name;
            double value;
        } members[] = {{"mean", s->mean}, {"sd", s->sd},   {"se", s->se},   {"p5", s->p5},
                       {"p25", s->p25},   {"p50", s->p50}, {"p75", s->p75}, {"p95", s->p95}};
        for (size_t i = 0; i < sizeof members / sizeof members[0]; ++i) {
            json_number(tree, object, members[i].name, members[i].value);
        }
    }
}

/* Money that is always there: a baseline, a step. */
static void put_money(struct json_tree *tree, cJSON *parent, const char *key, double amount)
{
    report_put_quantity(tree, parent, key, (struct quantity){.present = true, .central = amount});
}

void report_put_owner_loss(struct json_tree *tree, cJSON *parent, const struct owner_loss *loss)
{
    cJSON *object = json_object(tree, parent, "owner_revenue_loss");
    report_put_quantity(tree, object, "gross", loss->gross);
    report_put_quantity(tree, object, "recaptured", loss->recaptured);
    report_put_quantity(tree, object, "net", loss->net);
}

static void put_texts(struct json_tree *tree, cJSON *parent, const char *key,
                      const char *const *texts, size_t count)
{
    cJSON *list = json_list(tree, parent, key);
    for (size_t i = 0; i < count; ++i) {
        json_text(tree, list, NULL, texts[i]);
    }
}

/* ---- What was asked, and what was read ------------------------------------------------------- */

static void put_settings(struct json_tree *tree, cJSON *parent,
                         const struct result_scenario *scenario)
{
    cJSON *list = json_list(tree, parent, "set");
    for (size_t i = 0; i < scenario->setting_count; ++i) {
        const struct result_setting *setting = &scenario->settings[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "table", setting->table);
        cJSON *where = json_list(tree, object, "where");
        for (size_t j = 0; j < setting->where_count; ++j) {
            cJSON *condition = json_object(tree, where, NULL);
            json_text(tree, condition, "column", setting->where[2 * j]);
            json_text(tree, condition, "text", setting->where[2 * j + 1]);
        }
        json_text(tree, object, "column", setting->column);
        json_number(tree, object, "value", setting->value);
    }
}

void report_put_scenario(struct json_tree *tree, cJSON *parent, const char *key,
                         const struct result_scenario *scenario)
{
    char text[CALENDAR_TEXT_SIZE];
    cJSON *object = json_object(tree, parent, key);
    put_texts(tree, object, "platforms", scenario->platforms, scenario->platform_count);
    if (scenario->owner != NULL) {
        json_text(tree, object, "owner", scenario->owner);
    }
    if (scenario->event != NULL) {
        json_text(tree, object, "event", scenario->event);
    }
    put_texts(tree, object, "regions", scenario->regions, scenario->region_count);
    if (scenario->has_start) {
        calendar_print_instant(text, scenario->start);
        json_text(tree, object, "start", text);
    }
    calendar_print_duration(text, scenario->duration_hours);
    json_text(tree, object, "duration", text);
    json_number(tree, object, "duration_hours", scenario->duration_hours);
    json_number(tree, object, "severity", scenario->severity);
    json_number(tree, object, "recovery_hours", scenario->recovery_hours);
    if (scenario->has_rebound) {
        json_number(tree, object, "rebound", scenario->rebound);
    }
    json_text(tree, object, "severity_shape", scenario->measured_curve ? "measured" : "step");
    json_text(tree, object, "currency", scenario->currency);
    json_number(tree, object, "samples", scenario->samples);
    json_number(tree, object, "seed", scenario->seed);
    if (scenario->setting_count > 0) {
        put_settings(tree, object, scenario);
    }
}

void report_put_inputs(struct json_tree *tree, const struct result *result)
{
    cJSON *list = json_list(tree, tree->root, "inputs");
    for (size_t i = 0; i < result->input_count; ++i) {
        const struct result_input *input = &result->inputs[i];
        const char delimiter[2] = {input->delimiter, '\0'};
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "resource", input->resource);
        json_text(tree, object, "path", input->path);
        json_text(tree, object, "package", input->package);
        json_text(tree, object, "sha256", input->sha256);
        json_number(tree, object, "rows", (double)input->rows);
        json_text(tree, json_object(tree, object, "dialect"), "delimiter", delimiter);
    }
}

/* ---- Losses ---------------------------------------------------------------------------------- */

static void put_parts(struct json_tree *tree, cJSON *parent, const char *list_key,
                      const char *part_key, const struct result_parts *parts)
{
    cJSON *list = json_list(tree, parent, list_key);
    for (size_t i = 0; i < parts->count; ++i) {
        const struct result_part *part = &parts->parts[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, part_key, part->key);
        if (part->has_owner_side) {
            report_put_quantity(tree, object, "lost_demand_hours", part->lost_demand_hours);
            report_put_owner_loss(tree, object, &part->owner_revenue_loss);
        }
        report_put_quantity(tree, object, "dependent_revenue_loss", part->dependent_revenue_loss);
        report_put_quantity(tree, object, "dependent_value_added_loss",
                            part->dependent_value_added_loss);
    }
}

static void put_platforms(struct json_tree *tree, const struct result *result)
{
    cJSON *list = json_list(tree, tree->root, "platforms");
    for (size_t i = 0; i < result->platform_count; ++i) {
        const struct result_platform *platform = &result->platforms[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "platform", platform->platform);
        json_text(tree, object, "owner", platform->owner);
        report_put_quantity(tree, object, "lost_demand_hours", platform->lost_demand_hours);
        report_put_owner_loss(tree, object, &platform->owner_revenue_loss);
        report_put_quantity(tree, object, "dependent_revenue_loss",
                            platform->dependent_revenue_loss);
        report_put_quantity(tree, object, "dependent_value_added_loss",
                            platform->dependent_value_added_loss);
        report_put_quantity(tree, object, "credits", platform->credits);
        put_parts(tree, object, "by_channel", "channel", &platform->by_channel);
        put_parts(tree, object, "by_sector", "sector", &platform->by_sector);
        put_parts(tree, object, "by_region", "region", &platform->by_region);
    }
}

/* ---- Insurance ------------------------------------------------------------------------------- */

static void put_insured_loss(struct json_tree *tree, cJSON *object, const struct insured_loss *loss)
{
    report_put_quantity(tree, object, "gross", loss->gross);
    report_put_quantity(tree, object, "insured", loss->insured);
    report_put_quantity(tree, object, "retained", loss->retained);
}

static void put_policies(struct json_tree *tree, const struct result *result)
{
    if (result->policy_count == 0) {
        return;
    }
    cJSON *list = json_list(tree, tree->root, "insurance");
    for (size_t i = 0; i < result->policy_count; ++i) {
        const struct result_policy *policy = &result->policies[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "policy", policy->policy);
        if (policy->business != NULL) {
            json_text(tree, object, "business", policy->business);
        }
        put_insured_loss(tree, object, &policy->loss);
    }
}

static void put_totals(struct json_tree *tree, const struct result_totals *totals)
{
    cJSON *object = json_object(tree, tree->root, "totals");
    report_put_owner_loss(tree, object, &totals->owner_revenue_loss);
    report_put_quantity(tree, object, "dependent_revenue_loss", totals->dependent_revenue_loss);
    report_put_quantity(tree, object, "dependent_value_added_loss",
                        totals->dependent_value_added_loss);
    report_put_quantity(tree, object, "indirect_loss", totals->indirect_loss);
    report_put_quantity(tree, object, "rival_gain", totals->rival_gain);
    report_put_quantity(tree, object, "credits", totals->credits);
    report_put_quantity(tree, object, "economy_baseline", totals->economy_baseline);
    if (totals->insurance.gross.present) {
        put_insured_loss(tree, json_object(tree, object, "insurance"), &totals->insurance);
    }
}

static void put_indirect_times(struct json_tree *tree, const struct result *result)
{
    if (result->indirect_time_count == 0) {
        return;
    }
    cJSON *list = json_list(tree, tree->root, "indirect_in_time");
    for (size_t i = 0; i < result->indirect_time_count; ++i) {
        const struct result_indirect_time *time = &result->indirect_times[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "by", time->by);
        json_number(tree, object, "hours", time->hours);
        report_put_quantity(tree, object, "indirect_loss", time->indirect_loss);
    }
}

/* ---- Market value ---------------------------------------------------------------------------- */

static void put_change(struct json_tree *tree, cJSON *parent, const char *key,
                       const struct result_change *change)
{
    cJSON *object = json_object(tree, parent, key);
    json_number(tree, object, "percent", change->percent);
    if (change->money.present) {
        json_number(tree, object, "money", change->money.central);
    }
}

static void put_event_study(struct json_tree *tree, cJSON *parent,
                            const struct result_event_study *study)
{
    char text[CALENDAR_TEXT_SIZE];
    cJSON *object = json_object(tree, parent, "event_study");
    put_change(tree, object, "raw", &study->raw);
    put_change(tree, object, "abnormal", &study->abnormal);
    if (study->has_peers) {
        put_change(tree, object, "peer_adjusted", &study->less_peer_mean);
        cJSON *peers = json_object(tree, object, "peers");
        json_number(tree, peers, "count", (double)study->peer_count);
        json_number(tree, peers, "raw_percent_low", study->peer_raw_low_percent);
        json_number(tree, peers, "raw_percent_high", study->peer_raw_high_percent);
    }
    if (study->has_t) {
        json_number(tree, object, "t", study->t);
    }
    if (study->has_day0) {
        calendar_print_date(text, study->day0);
        json_text(tree, object, "day0", text);
    }
    json_flag(tree, object, "confounded", study->confounded);
}

static void put_prediction(struct json_tree *tree, cJSON *parent, const struct result_owner *owner)
{
    if (!owner->has_prediction) {
        json_null(tree, parent, "market_value_change");
        return;
    }
    const struct {
        const char *key;
        const struct result_change *change;
    } points[] = {{"central", &owner->median}, {"p5", &owner->p5}, {"p95", &owner->p95}};
    cJSON *object = json_object(tree, parent, "market_value_change");
    for (int i = 0; i < 3; ++i) {
        if (points[i].change->money.present) {
            json_number(tree, object, points[i].key, points[i].change->money.central);
        } else {
            json_null(tree, object, points[i].key);
        }
    }
    json_number(tree, object, "probability_of_rise", owner->probability_of_rise);
    cJSON *percent = json_object(tree, object, "percent");
    for (int i = 0; i < 3; ++i) {
        json_number(tree, percent, points[i].key, points[i].change->percent);
    }
    json_number(tree, object, "events", (double)owner->prediction_events);
    json_number(tree, object, "events_later", (double)owner->prediction_later);
    if (owner->reaction_multiple.present) {
        json_number(tree, object, "multiple_of_fundamental_loss", owner->reaction_multiple.central);
    }
}

static void put_owners(struct json_tree *tree, const struct result *result)
{
    cJSON *list = json_list(tree, tree->root, "owners");
    for (size_t i = 0; i < result->owner_count; ++i) {
        const struct result_owner *owner = &result->owners[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "owner", owner->owner);
        report_put_quantity(tree, object, "market_cap", owner->market_cap);
        report_put_quantity(tree, object, "fundamental_loss", owner->fundamental_loss);
        put_prediction(tree, object, owner);
        if (owner->event_study.present) {
            put_event_study(tree, object, &owner->event_study);
        }
    }
}

/* ---- Businesses, timing ---------------------------------------------------------------------- */

static void put_businesses(struct json_tree *tree, const struct result *result)
{
    cJSON *list = json_list(tree, tree->root, "top_businesses");
    for (size_t i = 0; i < result->top_business_count; ++i) {
        const struct result_business *business = &result->top_businesses[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "business", business->business);
        put_texts(tree, object, "platforms", business->platforms, business->platform_count);
        report_put_quantity(tree, object, "dependent_revenue_loss",
                            business->dependent_revenue_loss);
        json_number(tree, object, "share_of_revenue", business->share_of_revenue);
        json_number(tree, object, "omnichannel_index", business->omnichannel_index);
        json_number(tree, object, "largest_owner_share", business->largest_owner_share);
    }
}

static void put_start(struct json_tree *tree, cJSON *parent, const char *key,
                      const struct result_start *start)
{
    cJSON *object = json_object(tree, parent, key);
    json_number(tree, object, "hour_of_week", start->hour_of_week);
    put_money(tree, object, "loss", start->loss);
}

static void put_timing(struct json_tree *tree, const struct result_timing *timing)
{
    if (!timing->present) {
        return;
    }
    cJSON *object = json_object(tree, tree->root, "timing");
    cJSON *owner = json_object(tree, object, "owner");
    put_start(tree, owner, "cheapest_start", &timing->owner_cheapest);
    put_start(tree, owner, "dearest_start", &timing->owner_dearest);
    if (timing->has_dependants) {
        cJSON *dependants = json_object(tree, object, "dependants");
        put_start(tree, dependants, "cheapest_start", &timing->dependants_cheapest);
        put_start(tree, dependants, "dearest_start", &timing->dependants_dearest);
    }
}

/* ---- Working --------------------------------------------------------------------------------- */

static void put_steps(struct json_tree *tree, cJSON *parent, const char *key,
                      const struct result_waterfall *waterfall)
{
    cJSON *list = json_list(tree, parent, key);
    for (size_t i = 0; i < waterfall->count; ++i) {
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "step", waterfall->steps[i].step);
        report_put_quantity(tree, object, "change", waterfall->steps[i].change);
        report_put_quantity(tree, object, "running", waterfall->steps[i].running);
    }
}

static void put_baselines(struct json_tree *tree, const struct result *result)
{
    cJSON *list = json_list(tree, tree->root, "baselines");
    for (size_t i = 0; i < result->baseline_count; ++i) {
        const struct result_baseline *baseline = &result->baselines[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "method", baseline->method);
        put_money(tree, object, "value", (baseline->low + baseline->high) / 2);
        if (baseline->low != baseline->high) {
            put_money(tree, object, "low", baseline->low);
            put_money(tree, object, "high", baseline->high);
        }
        json_text(tree, object, "formula", baseline->formula);
        json_text(tree, object, "source", baseline->source);
    }
}

static void put_basis_parts(struct json_tree *tree, cJSON *parent,
                            const double parts[RESULT_BASIS_COUNT])
{
    static const char *const names[RESULT_BASIS_COUNT] = {"measured", "reported", "derived",
                                                          "assumed"};
    for (int i = 0; i < RESULT_BASIS_COUNT; ++i) {
        json_number(tree, parent, names[i], parts[i]);
    }
}

static void put_evidence(struct json_tree *tree, const struct result *result)
{
    cJSON *list = json_list(tree, tree->root, "evidence");
    for (size_t i = 0; i < result->evidence_count; ++i) {
        const struct result_evidence *evidence = &result->evidence[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "total", evidence->total);
        put_basis_parts(tree, object, evidence->parts);
        cJSON *tables = json_list(tree, object, "tables");
        for (size_t k = 0; k < evidence->table_count; ++k) {
            cJSON *table = json_object(tree, tables, NULL);
            json_text(tree, table, "table", evidence->tables[k].table);
            put_basis_parts(tree, table, evidence->tables[k].parts);
        }
    }
}

void report_estimate_tree(struct json_tree *tree, const struct result *result)
{
    json_tree_init_report(tree, "blackout/estimate/1");
    report_put_scenario(tree, tree->root, "scenario", &result->scenario);
    report_put_inputs(tree, result);
    put_platforms(tree, result);
    put_owners(tree, result);
    put_totals(tree, &result->totals);
    put_indirect_times(tree, result);
    put_policies(tree, result);
    put_businesses(tree, result);
    put_timing(tree, &result->timing);
    cJSON *waterfall = json_object(tree, tree->root, "waterfall");
    put_steps(tree, waterfall, "owner", &result->owner_waterfall);
    put_steps(tree, waterfall, "dependants", &result->dependant_waterfall);
    put_baselines(tree, result);
    put_evidence(tree, result);
    json_warnings(tree, &result->warnings);
}
