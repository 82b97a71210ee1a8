/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year while it is added up: what the files of this folder share. */
#ifndef BLACKOUT_ANNUAL_MAKING_H
#define BLACKOUT_ANNUAL_MAKING_H

#include "annual/annual.h"
#include "core/map.h"
#include "tables/dataset.h"

/* Everything in it is borrowed; it lives as long as the call. */
struct making {
    blackout_annual *annual;
    const blackout_dataset *dataset;
    const blackout_run_options *options; /* of the estimates; may be NULL */
    size_t capacity;                     /* of annual->incidents */
    struct map numbers;                  /* of these by their names, until they are put in order */
    string_id currency; /* of the report; STRING_NONE: nothing counts, and there is none */
    double seed;
    blackout_error *error;
};

/* A row of either table. */
struct booking {
    const struct row *row;
    string_id incident;
    enum table_id table;
    int column; /* of the amount */
    const struct cell *amount;
    string_id currency;
    bool has_date;
    instant date; /* of booking; 0 where it has none: that of its incident counts then */
    double sign;  /* -1: it takes an amount back */
    bool is_cost;
    bool is_revenue;  /* a cost of kind f */
    bool is_fee;      /* ... of kind d */
    bool is_received; /* a recovery */
};

typedef blackout_status visit_booking(struct making *making, const struct booking *booking);

/* ---- bookings.c ------------------------------------------------------------------------------ */

/* Visits costs, then recoveries, in the order of their tables. A booking lives until `visit`
 * returns. The rows are gone through once for each step instead of being kept: a step needs what
 * the one before it has found out of all of them. */
blackout_status bookings_each(struct making *making, visit_booking *visit);

/* ---- estimates.c ----------------------------------------------------------------------------- */

/* Whether the year has the model's estimate of what nobody had booked by its end, 1, or takes back
 * that of an earlier year since this one has a booking, -1; else 0. `first` is the date of the
 * first booking of that kind. */
int estimates_sign(const blackout_annual *annual, const struct annual_incident *incident,
                   instant first);

/* Whether there is anything to estimate, of an incident that is asked for. */
bool estimates_has(const struct making *making, const struct annual_incident *incident);

/* Adds the estimates of all incidents to their sums, after all bookings, whose first ones decide
 * what is estimated. What cannot be estimated has a warning. */
blackout_status estimates_add(struct making *making);

/* ---- year_sums.c ----------------------------------------------------------------------------- */

/* Of one place each, or once for all places that have the code: it says of the first, and how many
 * they are. */
enum year_warning { YEAR_WARNING_EACH, YEAR_WARNING_ONCE };

/* Adds a warning of the report. Memory that is out is seen by arena_judge() at the end. */
void year_warn(struct making *making, enum year_warning kind, const char *code, const char *where,
               const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Puts the incidents in order and adds them up. Numbers in `numbers` are not those of the list any
 * more. */
void year_sum_up(struct making *making);

/* ---- year_samples.c -------------------------------------------------------------------------- */

/* Adds what a booking of a cost may be, by its range or basis, to its incident's samples. `value`
 * is what it is in the report's currency. */
blackout_status year_samples_add_booking(struct making *making, struct annual_incident *incident,
                                         const struct booking *booking, double value);

/* Adds samples of an estimate, in the report's currency; NULL: `central`, for certain. As many as
 * the year has. */
blackout_status year_samples_add_values(struct making *making, struct annual_incident *incident,
                                        const double *values, double sign, double central);

/* The intervals of incidents and of their sums. Incidents are in their final order. */
blackout_status year_samples_finish(struct making *making);

#endif
