/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scratch memory of a thread that simulates years. */
#ifndef BLACKOUT_RISK_YEARS_WORK_H
#define BLACKOUT_RISK_YEARS_WORK_H

#include "core/arena.h"
#include "core/lanes.h"
#include "model/kernel.h"
#include "risk/years.h"

/* Scratch memory of one thread, large enough for every model. */
struct years_work {
    struct years_outage *outages; /* of one year */
    struct lanes *scores;
    double *parameters[LANES];
    struct lanes *inputs; /* the same side by side */
    double *out[LANES];
    struct kernel_bins *bins;
    struct lanes *lanes; /* of a model's work */
    size_t holds;        /* the footprint whose certain parameters they have; SIZE_MAX: none */
    size_t *first_of;    /* number of the first footprint of each process */
    size_t footprint_count;
};

/* All of it taken before the years begin. NULL when memory is out. */
struct years_work *years_work_make(struct arena *arena, const struct years *years);

#endif
