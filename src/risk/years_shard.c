/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums and worst outages are columns of their own in a round; on their way they are one row. A row
 * is a whole year, so that parts are cut between years and never within one. Rows have room only
 * where a run is shared, which is how takes and gives tell. */
#include "risk/years_shard.h"

#include <string.h>

#include "core/error.h"

blackout_status years_shard_begin(struct years_shard *shard, struct arena *arena, size_t most,
                                  blackout_error *error)
{
    const size_t columns = 2 * shard->measures;
    /* Of a whole run, too, where it is all years: the caller goes through the range in any case. */
    shard->range = shard_range_of(shard->shard, shard->years, BLOCK_YEARS);
    if (shard->shard == NULL) {
        return BLACKOUT_OK;
    }
    shard->rows = arena_alloc(arena, most, columns * sizeof *shard->rows);
    const struct shard_plan plan = {
        .order = SHARD_ROWS, .all = shard->years, .columns = columns, .range = shard->range};
    return shard->rows != NULL ? shard->shard->begin(shard->shard->user, &plan, error)
                               : error_memory(error);
}

bool years_shard_takes(const struct years_shard *shard)
{
    return shard->rows != NULL && shard->shard->take != NULL;
}

bool years_shard_gives(const struct years_shard *shard)
{
    return shard->rows != NULL && shard->shard->give != NULL;
}

/* What another process simulated is summed up here by the same code as own years are. */
blackout_status years_shard_take(double *sums, double *largest, const struct years_shard *shard,
                                 const struct shard_range *range, blackout_error *error)
{
    const struct shard *from = shard->shard;
    const size_t measures = shard->measures;
    blackout_status status = from->take(from->user, range, shard->rows, error);
    for (size_t i = 0; i < range->count && status == BLACKOUT_OK; ++i) {
        const double *row = shard->rows + i * 2 * measures;
        memcpy(sums + i * measures, row, measures * sizeof *sums);
        memcpy(largest + i * measures, row + measures, measures * sizeof *largest);
    }
    return status;
}

blackout_status years_shard_give(const struct years_shard *shard, const struct shard_range *range,
                                 const double *sums, const double *largest, blackout_error *error)
{
    const struct shard *to = shard->shard;
    const size_t measures = shard->measures;
    for (size_t i = 0; i < range->count; ++i) {
        double *row = shard->rows + i * 2 * measures;
        memcpy(row, sums + i * measures, measures * sizeof *sums);
        memcpy(row + measures, largest + i * measures, measures * sizeof *largest);
    }
    return to->give(to->user, range, shard->rows, error);
}
