/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outages of many years at once, evaluated LANES side by side and by several threads. The longest
 * of those side by side decides how long they take: so they are gathered until many are of one
 * footprint and of about one length. */
#ifndef BLACKOUT_RISK_YEARS_BATCH_H
#define BLACKOUT_RISK_YEARS_BATCH_H

#include "core/arena.h"
#include "core/radix.h"
#include "risk/years.h"
#include "risk/years_work.h"

/* An outage of a year. */
struct years_task {
    uint64_t year;
    struct years_outage outage;
    size_t footprint; /* number among all of them; SIZE_MAX: the place is vacant */
};

/* Outages of one footprint that are evaluated together: places order[first] ... */
struct years_group {
    size_t first;
    size_t count;
};

/* Where the outages of a year are, in the order of their dates. */
struct years_place {
    size_t first;
    size_t count;
};

struct years_batch {
    const struct years *years;
    struct arena *arena;       /* outlives the batch: room that grows is taken of it */
    struct years_work **works; /* one for each thread */
    size_t room;               /* places */
    size_t most_years;
    uint64_t first_year;
    struct years_place *places; /* [most_years] */
    struct years_task *tasks;   /* [room] */
    struct radix_item *order;   /* [2 * room] */
    struct years_group *groups; /* [room] */
    size_t group_count;
    double *losses; /* [room][measures] */
    double *limits; /* [room][policy_count]: what is left of the aggregate limit of a year */
};

/* For at most so many years at a time, with room for as many outages as they usually have: more
 * take several fills, and a year of more makes room for itself; or, for no years, for as many
 * single outages. False when memory is out. */
bool years_batch_make(struct years_batch *batch, struct arena *arena, const struct years *years,
                      size_t most_years, size_t usual_outages);

/* For each year; of more outages a fill takes fewer years, which changes no bit. */
enum { YEARS_USUAL_OUTAGES = 16 };

/* Draws and evaluates the outages of years from `first_year` on; returns how many of `count` years,
 * above 0, there was room for: at least one, or 0 when memory is out. */
size_t years_batch_fill(struct years_batch *batch, uint64_t first_year, size_t count);

/* The same of single outages of a process (years_single_outage()), each at a place of its own. */
size_t years_batch_fill_single(struct years_batch *batch, size_t process, uint64_t first_year,
                               size_t count);

/* What the outage at a place loses: [measures]. Once, in the order of a year's outages: `so_far`
 * ([measures]) are the sums of those before it, which aggregate limits of policies count. */
double *years_batch_losses(struct years_batch *batch, size_t place, const double *so_far);

#endif
