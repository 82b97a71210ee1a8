/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the indirect loss is lost, in the order of the times. A fixed time within the outage is left
 * out: the outage's end is the first, and the list would not ascend. The static figure is one of
 * the totals (methodology, stage 5); here is only its course, which grows to that figure. */
#include "core/error.h"
#include "estimate/run.h"

static const char *const time_names[INDIRECT_TIMES] = {[INDIRECT_OUTAGE] = "outage",
                                                       [INDIRECT_DAY] = "day",
                                                       [INDIRECT_WEEK] = "week",
                                                       [INDIRECT_MONTH] = "month"};

/* A sector that would lose more than its output loses all of it, in the centre: that is said, of
 * the first such sector. */
static blackout_status warn_cut(struct run *run, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    const struct model_supply *supply = &prepared->model.supply;
    for (size_t i = 0; i < supply->count; ++i) {
        if (run->out[run->layout.inoperability + i] >= 1) {
            const struct row *row = prepared->sector_rows[supply->sectors[i]];
            return run_warn(run, "output_lost", run_text(run, row->cells[SECTORS_SECTOR].text),
                            "the sector would lose more than its annual_output for that time: its "
                            "loss is capped there, so the indirect loss is too low; check that the "
                            "output is in whole units of its currency",
                            error);
        }
    }
    return BLACKOUT_OK;
}

blackout_status run_indirect(struct run *run, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    struct result *result = run->result;
    const struct stage stage = run_stage(run);
    if (!prepared->has_indirect_loss) {
        return BLACKOUT_OK;
    }
    blackout_status status = warn_cut(run, error);
    if (status != BLACKOUT_OK || !prepared->model.supply.in_time) {
        return status;
    }
    result->indirect_times =
        arena_alloc(result->arena, INDIRECT_TIMES, sizeof *result->indirect_times);
    if (result->indirect_times == NULL) {
        return error_memory(error);
    }
    double lasting = indirect_hours(&stage);
    for (int time = 0; time < INDIRECT_TIMES; ++time) {
        double hours = indirect_time_hours((enum indirect_time)time, lasting);
        if (time == INDIRECT_OUTAGE || hours > lasting) {
            result->indirect_times[result->indirect_time_count++] = (struct result_indirect_time){
                time_names[time], hours,
                run_output(run, run->layout.indirect_in_time + (size_t)time)};
        }
    }
    return BLACKOUT_OK;
}
