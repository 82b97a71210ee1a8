/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class of outages to which the model's error is fitted. The priors are data with their
 * reasons, because the command prints them. An outage counts only if its figure was published
 * before the limit: a backtest may not learn from what was not yet known. How the posterior is
 * integrated is stats/reference_class.c: this file knows outages and that one numbers. */
#include "calibrate/loss_class.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/interval.h"
#include "stats/student_t.h"

/* Wide enough to be moved by a dozen outages, and proper, so that the first outage of a new owner
 * has an interval too. */
const struct loss_class_prior loss_class_priors[LOSS_CLASS_TERMS] = {
    [LOSS_LOCATION] = {"location", "normal", 0, 0.67,
                       "the model aims at the loss itself; with 90 % probability its "
                       "estimates are off in common by less than a factor of 3"},
    [LOSS_LOG_SCALE] =
        {"ln scale", "normal", -0.69, 0.6,
         "about 0.5, with 90 % probability from 0.19 to 1.35: 0.35 was assumed while "
         "nothing was measured, and straight lines are off by about 1"},
    [LOSS_DEGREES] = {"degrees of freedom", "gamma", 20, 14.142135623730951,
                      "from heavy tails to a normal distribution (Juarez & Steel 2010)"}};

/* The command prints the same table, so that nobody has to believe a copy of these numbers. */
struct reference_prior loss_class_prior(void)
{
    struct reference_prior prior = {.location_mean = loss_class_priors[LOSS_LOCATION].mean,
                                    .location_sd = loss_class_priors[LOSS_LOCATION].sd,
                                    .log_scale_mean = loss_class_priors[LOSS_LOG_SCALE].mean,
                                    .log_scale_sd = loss_class_priors[LOSS_LOG_SCALE].sd};
    reference_degrees(&prior, loss_class_priors[LOSS_DEGREES].mean,
                      loss_class_priors[LOSS_DEGREES].sd);
    return prior;
}

/* Leave-one-out is by event, not by row: all figures of an outage go together. Figures of one
 * outage rest on the same facts: one of them in the class would know the other. */
static bool is_chosen(const struct loss_class_choice *choice, const struct past_outage *outage)
{
    const bool left_out =
        choice->without_event != NULL && strcmp(choice->without_event, outage->event) == 0;
    return outage->is_case && outage->estimates[choice->estimator].made && !left_out &&
           (!choice->has_limit || outage->known < choice->known_before);
}

/* From 5 to 95 % of the Student's t, the class of a next outage whose inputs are certain. */
static blackout_status set_interval(struct loss_class *fitted, blackout_error *error)
{
    double t = 0;
    blackout_status status =
        student_t_quantile(&t, INTERVAL_HIGH, fitted->prediction.degrees, error);
    fitted->p5 = fitted->prediction.location - t * fitted->prediction.scale;
    fitted->p95 = fitted->prediction.location + t * fitted->prediction.scale;
    return status;
}

/* sqrt(s_i^2 + r_i^2) is what the outage itself leaves open. Without a posterior asked for, its
 * nodes go with the scratch. No outage at all gives the prior's class. */
blackout_status loss_class_fit(struct loss_class *fitted, struct reference_posterior *posterior,
                               struct arena *arena, const struct loss_class_choice *choice,
                               const struct reference_prior *prior, blackout_error *error)
{
    const struct past_outages *outages = choice->outages;
    struct arena scratch = {0};
    struct reference_posterior own;
    double *y = arena_alloc(&scratch, outages->count, sizeof *y);
    double *s = arena_alloc(&scratch, outages->count, sizeof *s);
    blackout_status status = y != NULL && s != NULL ? BLACKOUT_OK : error_memory(error);
    *fitted = (struct loss_class){0};
    for (size_t i = 0; i < outages->count && status == BLACKOUT_OK; ++i) {
        const struct past_outage *outage = &outages->outages[i];
        if (is_chosen(choice, outage)) {
            y[fitted->events] = outage->estimates[choice->estimator].y;
            s[fitted->events++] = hypot(outage->estimates[choice->estimator].s, outage->loss_sd);
        }
    }
    if (status == BLACKOUT_OK) {
        /* No covariates: kind of flow, length and the press's word were tried and are not used
         * (methodology). */
        const struct reference_data data = {.count = fitted->events, .y = y, .s = s};
        status =
            reference_class_fit(&own, posterior != NULL ? arena : &scratch, prior, &data, error);
    }
    if (status == BLACKOUT_OK) {
        status = reference_class_predict(&fitted->prediction, &own, NULL, error);
    }
    if (status == BLACKOUT_OK) {
        status = set_interval(fitted, error);
    }
    if (status == BLACKOUT_OK && posterior != NULL) {
        *posterior = own;
    }
    return arena_end(&scratch, status, error);
}
