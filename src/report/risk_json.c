/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a year at risk, and a single number of it by its pointer, found by the same walk.
 * Money is in the currency of the request, a year's where it says no other; return periods are in
 * years. */
#include <math.h>

#include "core/writer.h"
#include "report/control.h"
#include "report/json_parts.h"
#include "report/builders.h"
#include "report/report.h"
#include "risk/risk.h"

/* ---- How often, how long, what --------------------------------------------------------------- */

/* Shape and years are those of the gamma distribution, by which others can draw the rate again. */
static void put_rate(struct json_writer *json, const struct risk_owner *owner)
{
    json_object(json, "rate_per_year");
    json_number(json, "mean", owner->rate.shape / owner->rate.years);
    json_number(json, "p5", owner->rate_p5);
    json_number(json, "p95", owner->rate_p95);
    json_number(json, "shape", owner->rate.shape);
    json_number(json, "years", owner->rate.years);
    json_end(json);
}

/* What is believed of ln hours, after the catalogue was seen: the four terms of a
 * normal-inverse-gamma (stats/conjugate.h), by which others can draw lengths again. The median is
 * the same in hours, for people. */
static void put_length(struct json_writer *json, const struct risk_owner *owner)
{
    json_object(json, "duration");
    json_number(json, "events", (double)owner->lengths);
    json_number(json, "median_hours", exp(owner->log_hours.mean));
    json_number(json, "log_hours_mean", owner->log_hours.mean);
    json_number(json, "log_hours_strength", owner->log_hours.strength);
    json_number(json, "log_hours_shape", owner->log_hours.shape);
    json_number(json, "log_hours_scale", owner->log_hours.scale);
    json_end(json);
}

/* An owner without a usable event has one footprint by assumption, and no event to name. */
static void put_footprint(struct json_writer *json, const void *of, size_t index)
{
    const struct risk_owner *owner = of;
    const struct risk_footprint *footprint = &owner->footprints[index];
    json_number(json, "event_id", footprint->id);
    if (footprint->event != NULL) {
        json_text(json, "event", footprint->event);
        json_text(json, "platforms", footprint->platforms);
        json_text(json, "regions", footprint->regions);
    }
    json_number(json, "severity", footprint->severity);
}

/* An outage of the catalogue that says less than it could, and why. It may count all the same: in
 * the rate without a length, say. */
static void put_left_out(struct json_writer *json, const void *of, size_t index)
{
    const struct risk_owner *owner = of;
    json_text(json, "event", owner->left_out[index].event);
    json_text(json, "why", owner->left_out[index].why);
}

/* What has no end is null: no simulated year, or no observed one, was as bad. */
static void put_rarity(struct json_writer *json, const void *of, size_t index)
{
    const struct risk_outage *outage = of;
    const struct risk_rarity *rarity = &outage->rarities[index];
    json_text(json, "measure", rarity->loss);
    json_number(json, "loss", rarity->amount);
    json_object(json, "return_period");
    json_number(json, "central", rarity->return_period);
    json_number(json, "p5", rarity->interval.p5);
    json_number(json, "p95", rarity->interval.p95);
    json_end(json);
    if (rarity->in_catalogue) {
        json_number(json, "catalogue_return_period", rarity->catalogue_period);
    }
}

static void put_outage(struct json_writer *json, const void *of, size_t index)
{
    const struct risk_owner *owner = of;
    const struct risk_outage *outage = &owner->outages[index];
    /* The owner's, and after it the dependants' where it is known. */
    size_t losses = 0;
    while (losses < 2 && outage->rarities[losses].loss != NULL) {
        ++losses;
    }
    if (outage->event != NULL) {
        json_text(json, "event", outage->event);
    }
    json_text(json, "platforms", outage->platforms);
    json_number(json, "duration_hours", outage->duration_hours);
    json_number(json, "severity", outage->severity);
    json_flag(json, "asked", outage->asked);
    json_objects(json, "losses", losses, put_rarity, outage);
}

/* An owner that nobody has observed has the prior alone: without the two times, and with 0 years
 * and events. */
static void put_owner(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_risk *risk = of;
    const struct risk_owner *owner = &risk->owners[index];
    json_text(json, "owner", owner->owner);
    if (owner->observed) {
        json_parts_instant(json, "observed_from", owner->observed_from);
        json_parts_instant(json, "observed_to", owner->observed_to);
    }
    json_number(json, "observed_years", owner->observed_years);
    json_number(json, "events", (double)owner->events);
    put_rate(json, owner);
    put_length(json, owner);
    json_objects(json, "footprints", owner->footprint_count, put_footprint, owner);
    json_objects(json, "left_out", owner->left_out_count, put_left_out, owner);
    json_objects(json, "outages", owner->outage_count, put_outage, owner);
}

/* ---- Losses ---------------------------------------------------------------------------------- */

/* The caller names both ends: in a point of the curve there are four bands in one object. */
static void put_band(struct json_writer *json, const char *p5, const char *p95,
                     const struct risk_band *band)
{
    json_number(json, p5, band->p5);
    json_number(json, p95, band->p95);
}

static void put_point(struct json_writer *json, const void *of, size_t index)
{
    const struct risk_measure *measure = of;
    const struct risk_point *point = &measure->curve[index];
    json_number(json, "return_period", point->return_period);
    json_number(json, "oep", point->oep);
    json_number(json, "aep", point->aep);
    json_number(json, "tvar_oep", point->tvar_oep);
    json_number(json, "tvar_aep", point->tvar_aep);
    if (measure->has_bands) {
        put_band(json, "oep_p5", "oep_p95", &point->oep_band);
        put_band(json, "aep_p5", "aep_p95", &point->aep_band);
        put_band(json, "tvar_oep_p5", "tvar_oep_p95", &point->tvar_oep_band);
        put_band(json, "tvar_aep_p5", "tvar_aep_p95", &point->tvar_aep_band);
    }
}

/* The mean year, had this figure of the prior been half or twice as large: how far the prior
 * decides where the catalogue is short. Names are those of the table `outage_prior`, but for the
 * median: its log_hours_mean is a logarithm, which moves by that of 2. */
static void put_other_prior(struct json_writer *json, const void *of, size_t index)
{
    static const char *const terms[RISK_PRIOR_TERMS] = {
        [RISK_RATE_EVENTS] = "rate_events",      [RISK_RATE_YEARS] = "rate_years",
        [RISK_MEDIAN_HOURS] = "median_hours",    [RISK_LENGTH_STRENGTH] = "log_hours_strength",
        [RISK_LENGTH_SHAPE] = "log_hours_shape", [RISK_LENGTH_SCALE] = "log_hours_scale"};
    const struct risk_measure *measure = of;
    json_text(json, "term", terms[index]);
    json_number(json, "halved", measure->other_priors[index][0]);
    json_number(json, "doubled", measure->other_priors[index][1]);
}

/* Too few years have no loss of once in 100 years: null. */
static void put_convergence(struct json_writer *json, const void *of, size_t index)
{
    const struct risk_measure *measure = of;
    const struct risk_convergence *point = &measure->convergence[index];
    json_number(json, "years", point->years);
    json_number(json, "mean", point->mean);
    json_number(json, "se", point->se);
    json_number(json, "aep_100", point->has_aep ? point->aep_100 : INFINITY);
}

static void put_measure(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_risk *risk = of;
    const struct risk_measure *measure = &risk->measures[index];
    json_text(json, "of", measure->of);
    json_text(json, "name", measure->name);
    json_text(json, "measure", measure->loss);
    json_object(json, "average_annual_loss");
    json_number(json, "mean", measure->mean);
    json_number(json, "sd", measure->sd);
    json_number(json, "se", measure->se);
    if (measure->has_bands) {
        put_band(json, "p5", "p95", &measure->mean_band);
    }
    json_end(json);
    json_number(json, "chance_of_loss", measure->chance);
    json_objects(json, "curve", RISK_CURVE_POINTS, put_point, measure);
    if (measure->has_bands) {
        json_objects(json, "other_priors", RISK_PRIOR_TERMS, put_other_prior, measure);
    }
    json_objects(json, "convergence", measure->convergence_count, put_convergence, measure);
    /* Losses of very many years are kept with fewer bits than a double has: how far a quantile may
     * be off by that. Means are of all bits. */
    json_number(json, "bits", measure->bits);
}

static void put_report(struct json_writer *json, const struct blackout_risk *risk)
{
    json_parts_head(json, "blackout/risk/1");
    json_object(json, "request");
    json_number(json, "years", risk->years);
    json_number(json, "seed", risk->seed);
    json_text(json, "currency", risk->currency);
    json_number(json, "shortest_hours", risk->shortest_hours);
    json_number(json, "longest_hours", risk->longest_hours);
    json_parts_settings(json, &risk->about.scenario);
    json_end(json);
    json_parts_inputs(json, &risk->about);
    json_objects(json, "owners", risk->owner_count, put_owner, risk);
    json_objects(json, "losses", risk->measure_count, put_measure, risk);
    report_control_json(json, &risk->about.control);
    json_parts_warnings(json, &risk->about.warnings);
}

blackout_status report_risk_json(const void *what, blackout_sink *sink, void *user,
                                 blackout_error *error)
{
    const struct blackout_risk *risk = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, risk);
    return json_finish(&json, error);
}

blackout_status report_risk_number(double *number, const struct blackout_risk *risk,
                                   const char *pointer, blackout_error *error)
{
    struct json_writer json;
    json_begin_search(&json, pointer);
    put_report(&json, risk);
    return json_found(number, &json, pointer, error);
}
