/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times that a fit or a search leaves out. They may be as many as a catalogue of outages has, and
 * each hour of a series asks. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_MASK_H
#define BLACKOUT_TRAFFIC_TRAFFIC_MASK_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/calendar.h"

/* [from, to) */
struct traffic_span {
    instant from;
    instant to;
};

/* Spans that are known from the start. {0} has none. */
struct traffic_mask {
    struct traffic_span *spans; /* ascending by `from` */
    instant *latest;            /* the latest end of each and those before it */
    size_t count;
};

/* What is left out: what is known, and a few spans in any order. {0} is nothing. The few are the
 * window, the hours after it and a placebo week, which change from fit to fit: sorting them in
 * would cost more than looking through them. */
struct traffic_masked {
    const struct traffic_mask *known; /* NULL: none */
    const struct traffic_span *few;
    size_t few_count;
};

/* Copies `spans`, in any order. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status traffic_mask_make(struct traffic_mask *mask, struct arena *arena,
                                  const struct traffic_span *spans, size_t count,
                                  blackout_error *error);

/* Whether `span` touches any of them: shares a moment with it, or an empty one lies in it. */
bool traffic_spans_touch(const struct traffic_span *spans, size_t count, struct traffic_span span);
bool traffic_masked_touch(const struct traffic_masked *masked, struct traffic_span span);

#endif
