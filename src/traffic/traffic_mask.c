/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A span is touched if one that begins before its end ends after its beginning: of those that begin
 * before, the latest end says so. A binary search, since every hour of the series asks, and a
 * catalogue may have thousands of outages. Spans may overlap: a running maximum of the ends makes
 * merging them unnecessary. */
#include "traffic/traffic_mask.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"

/* Equal beginnings need no order: only the latest end up to here is read. */
static int by_from(const void *a, const void *b)
{
    const struct traffic_span *x = a;
    const struct traffic_span *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

blackout_status traffic_mask_make(struct traffic_mask *mask, struct arena *arena,
                                  const struct traffic_span *spans, size_t count,
                                  blackout_error *error)
{
    *mask = (struct traffic_mask){.spans = arena_alloc(arena, count, sizeof *mask->spans),
                                  .latest = arena_alloc(arena, count, sizeof *mask->latest),
                                  .count = count};
    if (mask->spans == NULL || mask->latest == NULL) {
        return error_memory(error);
    }
    if (count > 0) {
        memcpy(mask->spans, spans, count * sizeof *spans);
        qsort(mask->spans, count, sizeof *mask->spans, by_from);
    }
    for (size_t i = 0; i < count; ++i) {
        const instant to = mask->spans[i].to;
        /* Kept beside the spans and not in them, so that the search runs over beginnings alone. */
        mask->latest[i] = i > 0 && mask->latest[i - 1] > to ? mask->latest[i - 1] : to;
    }
    return BLACKOUT_OK;
}

/* Ends are not in a span: one that begins where another ends does not touch it. */
bool traffic_spans_touch(const struct traffic_span *spans, size_t count, struct traffic_span span)
{
    for (size_t i = 0; i < count; ++i) {
        if (spans[i].from < span.to && span.from < spans[i].to) {
            return true;
        }
    }
    return false;
}

static bool mask_touches(const struct traffic_mask *mask, struct traffic_span span)
{
    size_t low = 0;
    size_t high = mask->count;
    while (low < high) { /* the first span that begins at or after the end */
        const size_t middle = low + (high - low) / 2;
        const bool before = mask->spans[middle].from < span.to;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low > 0 && span.from < mask->latest[low - 1];
}

bool traffic_masked_touch(const struct traffic_masked *masked, struct traffic_span span)
{
    return traffic_spans_touch(masked->few, masked->few_count, span) ||
           (masked->known != NULL && mask_touches(masked->known, span));
}
