/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work of one fit that leaves hours out, which its two looks share. */
#ifndef BLACKOUT_STATS_SEASONAL_LEAVING_H
#define BLACKOUT_STATS_SEASONAL_LEAVING_H

#include "stats/seasonal_whole.h"

/* More than rounding of logarithms and of their differences. */
static const double seasonal_slack = 1e-12;

struct seasonal_edit {
    size_t item;
    double value; /* detrended, then its residual of the first look */
    bool left_out;
};

/* A set of kept hours as it is now, beside that of all. */
struct seasonal_kept_now {
    struct seasonal_kept now;
    const struct seasonal_kept *all;
    enum seasonal_residual residuals;
    size_t *changed;
    size_t changed_count;
};

struct seasonal_left_out {
    struct seasonal_whole whole;
    struct seasonal_kept_now first;
    struct seasonal_kept_now last;
    struct seasonal_edit *edits; /* ascending */
    size_t edit_count;
    size_t touched_first; /* the edits of the weeks that lose hours */
    size_t touched_end;
    size_t *sorted; /* edits of the touched weeks, by hour of the week */
    bool *gone;     /* of the order that is looked at */
    double *gone_were;
    double *added;
    double *scratch;
    double hour_values[HOURS_PER_WEEK];
    double reach; /* the furthest that a value of an hour has moved */
    double middle;
    double first_cut;
    double kept_sd[HOURS_PER_WEEK];
    double dropped_sd[HOURS_PER_WEEK];
    struct seasonal_shift shift;
};

/* A change of values in which nothing moved, and nothing is gone or added. */
struct near_change seasonal_change(const struct seasonal_left_out *s,
                                   double (*value)(const void *world, size_t item));

/* The set that is kept as it is of all; then one item after another, as it is now. */
void seasonal_keep_all(struct seasonal_kept_now *kept);
void seasonal_keep_now(struct seasonal_left_out *s, struct seasonal_kept_now *kept, size_t item,
                       bool keep);

/* Without the items from `first` up to `end`: s->edits, s->first_cut and s->first. False where that
 * takes a fit of all that is left. */
bool seasonal_first_look(struct seasonal_left_out *s, size_t first, size_t end);

#endif
