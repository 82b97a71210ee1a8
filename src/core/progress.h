/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a run is, on its way to the caller's function. A run inside a run reports to its part of
 * the whole, so that the share of the whole only rises. There is no clock here: how long the rest
 * takes is for the caller to work out. */
#ifndef BLACKOUT_CORE_PROGRESS_H
#define BLACKOUT_CORE_PROGRESS_H

#include <stddef.h>

#include "blackout/progress.h"

/* Who is called; `report` NULL: nobody. */
struct progress {
    blackout_progress_function *report;
    void *user;
};

/* A part of a run, which lives while that part runs. */
struct progress_part {
    struct progress whole;
    double first;     /* share of the whole where the part begins */
    double length;    /* and its own share of it */
    const char *what; /* what the whole counts; NULL: what the part does */
    double done;      /* of which so many were done before the part */
    double of;
};

/* Reports `done` of `of` things, by the thread that called the run; all is done where `of` is 0. */
void progress_report(struct progress to, const char *what, double done, double of);

/* Part `index` of `count` equal ones, each being one of `what`. A single part is the whole: what is
 * counted in it says more. */
struct progress_part progress_part_of(struct progress whole, size_t index, size_t count,
                                      const char *what);

/* The rounds of a run of which nobody knows how many there are: each takes a half of what is left.
 */
struct progress_part progress_round_of(struct progress whole, size_t index);

/* The blackout_progress_function of a run in a part; `user` is a struct progress_part. */
void progress_in_part(void *user, const blackout_progress *progress);

/* Whom a part reports to. */
struct progress progress_to_part(struct progress_part *part);

#endif
