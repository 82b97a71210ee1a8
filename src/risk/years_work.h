/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scratch memory of a thread that simulates years. */
#ifndef BLACKOUT_RISK_YEARS_WORK_H
#define BLACKOUT_RISK_YEARS_WORK_H

#include "core/arena.h"
#include "core/lanes.h"
#include "model/kernel.h"
#include "risk/years.h"

/* An outage of a year, and what it loses before aggregate limits. */
struct task {
    uint64_t year;
    struct years_outage outage;
    size_t footprint; /* number among all of them */
    size_t row;       /* of the year, in what the caller fills */
};

/* Tasks that are gathered before they are evaluated; the last year may add all of its own. */
enum { TASKS = 1024 };

/* Scratch memory of one thread, large enough for every model. */
struct years_work {
    struct years_outage *outages;
    struct task *tasks;
    struct task **order; /* of their evaluation */
    double *losses;      /* [tasks][measures] */
    double *limits;      /* [tasks][policy_count]: what is left of the aggregate limit of a year */
    struct lanes *scores;
    double *parameters[LANES];
    double *out[LANES];
    struct kernel_bins *bins;
    struct lanes *lanes; /* of a model's work */
    size_t holds[LANES]; /* the footprint whose certain parameters a lane has; SIZE_MAX: none */
    size_t *first_of;    /* number of the first footprint of each process */
    size_t footprint_count;
};

#endif
