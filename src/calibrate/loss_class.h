/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference class of the owner's loss of sales: how far estimates of past outages were from
 * what was measured, as ln(loss / estimate), and so the model's own error of the next one. The
 * priors, and which outages a class is fitted to. (methodology, stage 10) */
#ifndef BLACKOUT_CALIBRATE_LOSS_CLASS_H
#define BLACKOUT_CALIBRATE_LOSS_CLASS_H

#include "calibrate/past_outages.h"
#include "stats/reference_class.h"

/* What is believed of the model's error before any outage was measured. */
struct loss_class_prior {
    const char *term;
    const char *distribution;
    double mean; /* of the gamma distribution its mean and sd too, not its shape and rate */
    double sd;
    const char *reason;
};

enum loss_class_term { LOSS_LOCATION, LOSS_LOG_SCALE, LOSS_DEGREES, LOSS_CLASS_TERMS };
extern const struct loss_class_prior loss_class_priors[LOSS_CLASS_TERMS];

/* The priors as the fit takes them. */
struct reference_prior loss_class_prior(void);

/* The outages that a class is fitted to: cases, but for those of an event, and those that became
 * known only after an instant. */
struct loss_class_choice {
    const struct past_outages *outages;
    enum past_estimator estimator;
    const char *without_event; /* NULL: none is left out */
    bool has_limit;
    instant known_before;
};

struct loss_class {
    size_t events;                          /* that it was fitted to; 0: it is the prior's */
    struct reference_prediction prediction; /* of a next outage whose inputs are certain */
    double p5;                              /* its 5 % and 95 % values, of ln(loss / estimate) */
    double p95;
};

/* Fits a class and says what it predicts; `posterior` (may be NULL) is the arena's. Errors:
 * BLACKOUT_ERROR_NUMERIC, memory. */
blackout_status loss_class_fit(struct loss_class *fitted, struct reference_posterior *posterior,
                               struct arena *arena, const struct loss_class_choice *choice,
                               const struct reference_prior *prior, blackout_error *error);

#endif
