/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calibration is: the class, the outages that it was fitted to and how far each was off, and
 * what of it is the priors'. */
#ifndef BLACKOUT_CALIBRATE_CALIBRATE_H
#define BLACKOUT_CALIBRATE_CALIBRATE_H

#include "blackout/calibrate.h"
#include "calibrate/loss_class.h"
#include "core/control.h"
#include "core/warning.h"

/* An outage that the class was fitted to. */
struct calibration_case {
    const struct past_outage *outage;
    const char *package;
    double residual;         /* y less the location */
    double standardised;     /* the residual over hypot(s, loss_sd, scale), as squares add */
    double location_without; /* of a class that does not know the outage */
};

/* The class with another prior. */
struct calibration_influence {
    const char *what;
    struct loss_class fitted;
};

enum { CALIBRATION_INFLUENCES = 7 };

/* A row of the first dataset's `model_error` for borrowed hours: the
 * error of a profile of use that another platform was measured to have. */
struct calibration_hours {
    double duration_hours;
    double log_sd;
    const char *basis;
    const char *source;
};

/* A parameter of the class, after the outages were seen. */
struct calibration_parameter {
    double mean;
    double sd;
};

/* Owns all that it points to but static texts; the datasets may be freed before it. Read-only once
 * made. */
struct blackout_calibration {
    struct arena arena;
    struct loss_class fitted;
    struct calibration_parameter location;
    struct calibration_parameter log_scale;
    struct calibration_parameter degrees;
    struct calibration_case *cases; /* the furthest off, standardised, first */
    size_t case_count;
    const struct past_outage **not_used; /* measured, and not fitted to: each says why */
    size_t not_used_count;
    struct calibration_influence influences[CALIBRATION_INFLUENCES];
    struct calibration_hours *hours;
    size_t hours_count;
    struct warning_list warnings;  /* of the packages, in their order */
    struct control_totals control; /* of no table: how many of their rows are rejected */
    const char *packages;          /* their names, comma-separated */
    double samples;
    double seed;
};

/* The digits that the table keeps: fewer than two machines could differ in. */
enum { CALIBRATION_PLACES = 4, CALIBRATION_DEGREES_PLACES = 2 };

#endif
