/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the statuses of components over time to the unavailable part of a page: the mean over its
 * components. Knows no JSON and no files; all memory is the caller's arena's. */
#ifndef BLACKOUT_IMPORT_COMPONENT_CURVE_H
#define BLACKOUT_IMPORT_COMPONENT_CURVE_H

#include "core/calendar.h"
#include "import/component_status.h"

/* A component has another status in an incident from a time on. A slot is one component in one
 * incident: incidents that overlap may give a component several statuses at once, and the end of
 * one incident ends its own slots alone. */
struct component_change {
    instant time;
    size_t slot; /* of one component in one incident */
    enum component_status status;
    size_t order; /* the caller's, for sorting; not looked at here */
};

/* From a time on, until the next point. */
struct component_point {
    instant time;
    double unavailable; /* share of the page, central value */
};

struct component_curve {
    struct component_point *points; /* the arena's; from the first above 0 to the 0 at the end */
    size_t count;                   /* 0: nothing was unavailable */
    struct import_share mean;       /* over the time between; high: of the worst component */
};

/* What holds for all of a page. */
struct component_page {
    const struct import_share *shares; /* by status */
    const size_t *slot_components;     /* component of each slot */
    size_t slot_count;
    size_t component_count; /* of the page, at least those of the slots */
};

/* Makes the curve of all changes, which are sorted by time; of those of one slot at one time the
 * last holds. A component that is in several slots has the worst of their statuses. Before its
 * first change a slot is operational, and the last changes leave all of them so: a curve that is
 * not down to 0 at its end has no length to be a mean over. 0, or -1 when memory is out. */
int component_curve_make(struct component_curve *curve, struct arena *arena,
                         const struct component_page *page, const struct component_change *changes,
                         size_t count);

#endif
