/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept changes by single items: the sums go with it, and the next fit begins as of all. */
#include "stats/seasonal_leaving.h"

/* Within a fit an item changes once at most: `changed` has room for as many. */
void seasonal_keep_now(struct seasonal_left_out *s, struct seasonal_kept_now *kept, size_t item,
                       bool keep)
{
    if (kept->now.items[item] != keep) {
        seasonal_whole_set(&s->whole, &kept->now, kept->residuals, item, keep);
        kept->changed[kept->changed_count++] = item;
    }
}

/* Sums are copied and not undone: what is added after it was taken away leaves its rounding, and a
 * fit would depend on those before it. */
void seasonal_keep_all(struct seasonal_kept_now *kept)
{
    for (size_t k = 0; k < kept->changed_count; ++k) {
        kept->now.items[kept->changed[k]] = kept->all->items[kept->changed[k]];
    }
    kept->changed_count = 0;
    *kept->now.sums = *kept->all->sums;
}

struct near_change seasonal_change(const struct seasonal_left_out *s,
                                   double (*value)(const void *world, size_t item))
{
    return (struct near_change){.value = value,
                                .world = s,
                                .low_factor = 1,
                                .high_factor = 1,
                                .gone = s->gone,
                                .gone_were = s->gone_were,
                                .added = s->added};
}
