/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a calibration: the class, what the priors were, each past outage with its influence,
 * and those that were not used, with the reason. */
#include <math.h>

#include "calibrate/calibrate.h"
#include "report/builders.h"
#include "report/json_parts.h"

static void put_prediction(struct json_writer *json, const char *key,
                           const struct loss_class *fitted)
{
    json_object(json, key);
    json_number(json, "events", (double)fitted->events);
    json_number(json, "location", fitted->prediction.location);
    json_number(json, "scale", fitted->prediction.scale);
    json_number(json, "degrees", fitted->prediction.degrees);
    json_number(json, "p5", fitted->p5);
    json_number(json, "p95", fitted->p95);
    /* The class is one of logarithms. exp() leaves quantiles quantiles, so that these are of how
     * many times the estimate a loss was. */
    json_object(json, "factor");
    json_number(json, "central", exp(fitted->prediction.location));
    json_number(json, "p5", exp(fitted->p5));
    json_number(json, "p95", exp(fitted->p95));
    json_end(json);
    json_end(json);
}

static void put_prior(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_calibration *calibration = of;
    /* By term, as the priors are: what was thought before and after the outages is in one object.
     */
    const struct calibration_parameter *after[LOSS_CLASS_TERMS] = {
        [LOSS_LOCATION] = &calibration->location,
        [LOSS_LOG_SCALE] = &calibration->log_scale,
        [LOSS_DEGREES] = &calibration->degrees};
    const struct loss_class_prior *prior = &loss_class_priors[index];
    json_text(json, "term", prior->term);
    json_text(json, "distribution", prior->distribution);
    json_number(json, "mean", prior->mean);
    json_number(json, "sd", prior->sd);
    json_text(json, "reason", prior->reason);
    json_number(json, "posterior_mean", after[index]->mean);
    json_number(json, "posterior_sd", after[index]->sd);
}

/* What the class would be with one prior changed: how much of it is the priors' and not the
 * outages'. */
static void put_influence(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_calibration *calibration = of;
    json_text(json, "prior", calibration->influences[index].what);
    put_prediction(json, "class", &calibration->influences[index].fitted);
}

/* The estimate is without the model's own error, which is what is fitted. `published` is what it is
 * compared with: of a range the geometric midpoint, since ratios are. */
static void put_case(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_calibration *calibration = of;
    const struct calibration_case *c = &calibration->cases[index];
    const struct past_outage *outage = c->outage;
    const struct past_estimate *estimate = &outage->estimates[PAST_MODEL];
    json_text(json, "package", c->package);
    json_text(json, "event", outage->event);
    json_text(json, "kind", outage->kind);
    json_text(json, "publisher", outage->publisher);
    json_text(json, "currency", outage->currency);
    json_number(json, "published_low", outage->low);
    json_number(json, "published_high", outage->high);
    json_number(json, "published", outage->loss);
    json_number(json, "estimate", estimate->central);
    json_number(json, "log_ratio", estimate->y);
    json_number(json, "input_sd", estimate->s);
    json_number(json, "residual", c->residual);
    json_number(json, "standardised", c->standardised);
    json_number(json, "location_without", c->location_without);
}

static void put_not_used(struct json_writer *json, const void *of, size_t index)
{
    const struct blackout_calibration *calibration = of;
    const struct past_outage *outage = calibration->not_used[index];
    json_text(json, "event", outage->event);
    json_text(json, "publisher", outage->publisher);
    json_text(json, "reason", outage->why_not);
}

blackout_status report_calibrate_json(const void *what, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    const struct blackout_calibration *calibration = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/calibrate/1");
    json_text(&json, "packages", calibration->packages);
    json_number(&json, "samples", calibration->samples);
    json_number(&json, "seed", calibration->seed);
    put_prediction(&json, "class", &calibration->fitted);
    json_objects(&json, "priors", LOSS_CLASS_TERMS, put_prior, calibration);
    json_objects(&json, "other_priors", CALIBRATION_INFLUENCES, put_influence, calibration);
    json_objects(&json, "outages", calibration->case_count, put_case, calibration);
    json_objects(&json, "not_used", calibration->not_used_count, put_not_used, calibration);
    json_parts_warnings(&json, &calibration->warnings);
    return json_finish(&json, error);
}
