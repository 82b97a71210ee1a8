/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/writer.h"
#include "report/risk.h"
#include "report/scenarios.h"

/* What has no end is null: no simulated year, or no observed one, was as bad. */
static void put_finite(struct json_tree *tree, cJSON *parent, const char *key, double years)
{
    if (isfinite(years)) {
        json_number(tree, parent, key, years);
    } else {
        json_null(tree, parent, key);
    }
}

/* ---- How often, how long, what --------------------------------------------------------------- */

static void put_rate(struct json_tree *tree, cJSON *parent, const struct risk_owner *owner)
{
    cJSON *object = json_object(tree, parent, "rate_per_year");
    json_number(tree, object, "mean", owner->rate.shape / owner->rate.years);
    json_number(tree, object, "p5", owner->rate_p5);
    json_number(tree, object, "p95", owner->rate_p95);
    json_number(tree, object, "shape", owner->rate.shape);
    json_number(tree, object, "years", owner->rate.years);
}

static void put_length(struct json_tree *tree, cJSON *parent, const struct risk_owner *owner)
{
    cJSON *object = json_object(tree, parent, "duration");
    json_number(tree, object, "events", (double)owner->lengths);
    json_number(tree, object, "median_hours", exp(owner->log_hours.mean));
    json_number(tree, object, "log_hours_mean", owner->log_hours.mean);
    json_number(tree, object, "log_hours_strength", owner->log_hours.strength);
    json_number(tree, object, "log_hours_shape", owner->log_hours.shape);
    json_number(tree, object, "log_hours_scale", owner->log_hours.scale);
}

static void put_footprint(struct json_tree *tree, cJSON *list, const struct risk_footprint *from)
{
    cJSON *object = json_object(tree, list, NULL);
    if (from->event != NULL) {
        json_text(tree, object, "event", from->event);
        json_text(tree, object, "platforms", from->platforms);
        json_text(tree, object, "regions", from->regions);
    }
    json_number(tree, object, "severity", from->severity);
}

static void put_rarity(struct json_tree *tree, cJSON *list, const struct risk_rarity *rarity)
{
    cJSON *object = json_object(tree, list, NULL);
    json_text(tree, object, "measure", rarity->loss);
    json_number(tree, object, "loss", rarity->amount);
    cJSON *period = json_object(tree, object, "return_period");
    put_finite(tree, period, "central", rarity->return_period);
    put_finite(tree, period, "p5", rarity->interval.p5);
    put_finite(tree, period, "p95", rarity->interval.p95);
    if (rarity->in_catalogue) {
        put_finite(tree, object, "catalogue_return_period", rarity->catalogue_period);
    }
}

static void put_outage(struct json_tree *tree, cJSON *list, const struct risk_outage *outage)
{
    cJSON *object = json_object(tree, list, NULL);
    if (outage->event != NULL) {
        json_text(tree, object, "event", outage->event);
    }
    json_text(tree, object, "platforms", outage->platforms);
    json_number(tree, object, "duration_hours", outage->duration_hours);
    json_number(tree, object, "severity", outage->severity);
    json_flag(tree, object, "asked", outage->asked);
    cJSON *losses = json_list(tree, object, "losses");
    for (size_t i = 0; i < 2 && outage->rarities[i].loss != NULL; ++i) {
        put_rarity(tree, losses, &outage->rarities[i]);
    }
}

static void put_owner(struct json_tree *tree, cJSON *list, const struct risk_owner *owner)
{
    char date[CALENDAR_TEXT_SIZE];
    cJSON *object = json_object(tree, list, NULL);
    json_text(tree, object, "owner", owner->owner);
    if (owner->observed) {
        calendar_print_instant(date, owner->observed_from);
        json_text(tree, object, "observed_from", date);
        calendar_print_instant(date, owner->observed_to);
        json_text(tree, object, "observed_to", date);
    }
    json_number(tree, object, "observed_years", owner->observed_years);
    json_number(tree, object, "events", (double)owner->events);
    put_rate(tree, object, owner);
    put_length(tree, object, owner);
    cJSON *footprints = json_list(tree, object, "footprints");
    for (size_t i = 0; i < owner->footprint_count; ++i) {
        put_footprint(tree, footprints, &owner->footprints[i]);
    }
    cJSON *left_out = json_list(tree, object, "left_out");
    for (size_t i = 0; i < owner->left_out_count; ++i) {
        cJSON *one = json_object(tree, left_out, NULL);
        json_text(tree, one, "event", owner->left_out[i].event);
        json_text(tree, one, "why", owner->left_out[i].why);
    }
    cJSON *outages = json_list(tree, object, "outages");
    for (size_t i = 0; i < owner->outage_count; ++i) {
        put_outage(tree, outages, &owner->outages[i]);
    }
}

/* ---- Losses ---------------------------------------------------------------------------------- */

static void put_point(struct json_tree *tree, cJSON *list, const struct risk_point *point)
{
    cJSON *object = json_object(tree, list, NULL);
    json_number(tree, object, "return_period", point->return_period);
    json_number(tree, object, "oep", point->oep);
    json_number(tree, object, "aep", point->aep);
    json_number(tree, object, "tvar_oep", point->tvar_oep);
    json_number(tree, object, "tvar_aep", point->tvar_aep);
}

static void put_measure(struct json_tree *tree, cJSON *list, const struct risk_measure *measure)
{
    cJSON *object = json_object(tree, list, NULL);
    json_text(tree, object, "of", measure->of);
    json_text(tree, object, "name", measure->name);
    json_text(tree, object, "measure", measure->loss);
    cJSON *average = json_object(tree, object, "average_annual_loss");
    json_number(tree, average, "mean", measure->mean);
    json_number(tree, average, "sd", measure->sd);
    json_number(tree, average, "se", measure->se);
    json_number(tree, object, "chance_of_loss", measure->chance);
    cJSON *curve = json_list(tree, object, "curve");
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        put_point(tree, curve, &measure->curve[i]);
    }
    cJSON *convergence = json_list(tree, object, "convergence");
    for (size_t i = 0; i < measure->convergence_count; ++i) {
        const struct risk_convergence *point = &measure->convergence[i];
        cJSON *one = json_object(tree, convergence, NULL);
        json_number(tree, one, "years", point->years);
        json_number(tree, one, "mean", point->mean);
        json_number(tree, one, "se", point->se);
        put_finite(tree, one, "aep_100", point->has_aep ? point->aep_100 : INFINITY);
    }
    json_number(tree, object, "bits", measure->bits);
}

void report_risk_tree(struct json_tree *tree, const struct blackout_risk *risk)
{
    json_tree_init_report(tree, "blackout/risk/1");
    cJSON *request = json_object(tree, tree->root, "request");
    json_number(tree, request, "years", risk->years);
    json_number(tree, request, "seed", risk->seed);
    json_text(tree, request, "currency", risk->currency);
    json_number(tree, request, "shortest_hours", risk->shortest_hours);
    json_number(tree, request, "longest_hours", risk->longest_hours);
    report_put_inputs(tree, &risk->about);
    cJSON *owners = json_list(tree, tree->root, "owners");
    for (size_t p = 0; p < risk->owner_count; ++p) {
        put_owner(tree, owners, &risk->owners[p]);
    }
    cJSON *losses = json_list(tree, tree->root, "losses");
    for (size_t m = 0; m < risk->measure_count; ++m) {
        put_measure(tree, losses, &risk->measures[m]);
    }
    json_warnings(tree, &risk->about.warnings);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static void put_number(struct writer *writer, double value)
{
    writer_put(writer, ",");
    writer_number(writer, value);
}

blackout_status report_risk_csv(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, "of,name,measure,currency,return_period,oep,aep,tvar_oep,tvar_aep\n");
    for (size_t m = 0; m < risk->measure_count; ++m) {
        const struct risk_measure *measure = &risk->measures[m];
        for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
            const struct risk_point *point = &measure->curve[i];
            writer_csv(&writer, measure->of);
            writer_put(&writer, ",");
            writer_csv(&writer, measure->name);
            writer_format(&writer, ",%s,%s", measure->loss, risk->currency);
            put_number(&writer, point->return_period);
            put_number(&writer, point->oep);
            put_number(&writer, point->aep);
            put_number(&writer, point->tvar_oep);
            put_number(&writer, point->tvar_aep);
            writer_put(&writer, "\n");
        }
    }
    return writer_finish(&writer, error);
}
