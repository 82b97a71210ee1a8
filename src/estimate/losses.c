/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output vector, by name: platforms with their parts, totals, waterfalls. */
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/run.h"

static struct quantity quantity(double central)
{
    return (struct quantity){.present = true, .central = central};
}

static const struct model *model_of(const struct run *run)
{
    return &run->prepared->model;
}

static const char *copy(const struct run *run, string_id id)
{
    const char *text = run_text(run, id);
    return arena_copy(run->result->arena, text, strlen(text));
}

/* ---- The owner's side ------------------------------------------------------------------------- */

static double owner_step(const struct run *run, size_t row, enum owner_step step)
{
    return run->out[run->layout.owner_steps + row * OWNER_STEP_COUNT + step];
}

static struct owner_loss owner_loss(double gross, double net)
{
    return (struct owner_loss){quantity(gross), quantity(gross - net), quantity(net)};
}

/* Sums a step over the rows of a platform; over all platforms with INDEX_NONE. */
static double owner_sum(const struct run *run, uint32_t platform, enum owner_step step)
{
    struct sum sum = {0};
    for (size_t row = 0; row < model_of(run)->platform_region_count; ++row) {
        if (platform == INDEX_NONE || model_of(run)->platform_regions[row].platform == platform) {
            sum_add(&sum, owner_step(run, row, step));
        }
    }
    return sum_value(&sum);
}

/* ---- Parts ------------------------------------------------------------------------------------ */

enum dimension { BY_CHANNEL, BY_SECTOR, BY_REGION };

struct dimension_info {
    const struct row *const *rows;
    size_t count;
    int key_column;
    size_t offset;
};

static struct dimension_info dimension_info(const struct run *run, enum dimension dimension)
{
    const struct prepared *prepared = run->prepared;
    const struct model *model = model_of(run);
    switch (dimension) {
    case BY_CHANNEL:
        return (struct dimension_info){prepared->channel_rows, model->channel_count,
                                       CHANNELS_CHANNEL, run->layout.by_channel};
    case BY_SECTOR:
        return (struct dimension_info){prepared->sector_rows, model->sector_count,
                                       SECTORS_SECTOR, run->layout.by_sector};
    default:
        return (struct dimension_info){prepared->region_rows, model->region_count,
                                       REGIONS_REGION, run->layout.by_region};
    }
}

/* Which keys of a dimension have a cell of the platform; `present` is [count], false before. */
static void mark_cells(const struct run *run, bool *present, uint32_t platform,
                       enum dimension dimension)
{
    for (size_t i = 0; i < model_of(run)->cell_count; ++i) {
        const struct model_cell *cell = &model_of(run)->cells[i];
        if (cell->platform == platform) {
            present[dimension == BY_CHANNEL  ? cell->channel
                    : dimension == BY_SECTOR ? cell->sector
                                             : cell->region] = true;
        }
    }
}

static size_t platform_region_row(const struct run *run, uint32_t platform, size_t region)
{
    size_t row = 0;
    while (row < model_of(run)->platform_region_count &&
           (model_of(run)->platform_regions[row].platform != platform ||
            model_of(run)->platform_regions[row].region != region)) {
        ++row;
    }
    return row;
}

static void fill_owner_side(const struct run *run, struct result_part *part, uint32_t platform,
                            size_t region)
{
    size_t row = platform_region_row(run, platform, region);
    part->has_owner_side = true;
    if (row == model_of(run)->platform_region_count) {
        part->lost_demand_hours = quantity(0); /* dependants there, but no revenue of the owner */
        part->owner_revenue_loss = owner_loss(0, 0);
        return;
    }
    part->lost_demand_hours = quantity(run->out[run->layout.lost_demand_hours + row]);
    part->owner_revenue_loss = owner_loss(owner_step(run, row, OWNER_RECOVERY),
                                          owner_step(run, row, OWNER_NET));
}

static blackout_status fill_parts(const struct run *run, struct result_parts *parts,
                                  uint32_t platform, enum dimension dimension,
                                  blackout_error *error)
{
    struct dimension_info info = dimension_info(run, dimension);
    bool *present = arena_alloc(run->prepared->arena, info.count, sizeof *present);
    parts->parts = arena_alloc(run->result->arena, info.count, sizeof *parts->parts);
    if (parts->parts == NULL || present == NULL) {
        return error_memory(error);
    }
    mark_cells(run, present, platform, dimension);
    for (size_t k = 0; k < info.count; ++k) {
        bool own = dimension == BY_REGION && platform_region_row(run, platform, k) <
                                                 model_of(run)->platform_region_count;
        if (!own && !present[k]) {
            continue;
        }
        struct result_part *part = &parts->parts[parts->count++];
        part->key = copy(run, info.rows[k]->cells[info.key_column].text);
        if (run->prepared->has_dependants) {
            part->dependent_revenue_loss =
                quantity(run->out[info.offset + platform * info.count + k]);
        }
        if (dimension == BY_SECTOR && run->prepared->has_value_added) {
            part->dependent_value_added_loss =
                quantity(run->out[run->layout.value_added + platform * info.count + k]);
        }
        if (dimension == BY_REGION) {
            fill_owner_side(run, part, platform, k);
        }
    }
    return BLACKOUT_OK;
}

static double sum_of_parts(const struct result_parts *parts)
{
    struct sum sum = {0};
    for (size_t i = 0; i < parts->count; ++i) {
        sum_add(&sum, parts->parts[i].dependent_revenue_loss.central);
    }
    return sum_value(&sum);
}

static double value_added(const struct run *run, uint32_t platform)
{
    struct sum sum = {0};
    for (size_t s = 0; s < model_of(run)->sector_count; ++s) {
        sum_add(&sum, run->out[run->layout.value_added + platform * model_of(run)->sector_count +
                               s]);
    }
    return sum_value(&sum);
}

static blackout_status fill_platform(const struct run *run, struct result_platform *platform,
                                     uint32_t p, blackout_error *error)
{
    const struct row *row = run->prepared->platform_rows[p];
    struct result_parts *const parts[] = {&platform->by_channel, &platform->by_sector,
                                          &platform->by_region};
    platform->platform = copy(run, row->cells[PLATFORMS_PLATFORM].text);
    platform->name = copy(run, row->cells[PLATFORMS_NAME].text);
    platform->owner = copy(run, row->cells[PLATFORMS_OWNER].text);
    platform->lost_demand_hours = quantity(run->out[run->layout.platform_hours + p]);
    platform->owner_revenue_loss =
        owner_loss(owner_sum(run, p, OWNER_RECOVERY), owner_sum(run, p, OWNER_NET));
    blackout_status status = BLACKOUT_OK;
    for (enum dimension d = BY_CHANNEL; d <= BY_REGION && status == BLACKOUT_OK; ++d) {
        status = fill_parts(run, parts[d], p, d, error);
    }
    if (status == BLACKOUT_OK && run->prepared->has_dependants) {
        platform->dependent_revenue_loss = quantity(sum_of_parts(&platform->by_channel));
    }
    if (run->prepared->has_value_added) {
        platform->dependent_value_added_loss = quantity(value_added(run, p));
    }
    return status;
}

/* ---- Totals and waterfalls -------------------------------------------------------------------- */

static void fill_totals(struct run *run)
{
    struct result_totals *totals = &run->result->totals;
    totals->owner_revenue_loss = owner_loss(owner_sum(run, INDEX_NONE, OWNER_RECOVERY),
                                            owner_sum(run, INDEX_NONE, OWNER_NET));
    if (run->prepared->has_dependants) {
        totals->dependent_revenue_loss =
            quantity(run->out[run->layout.dependant_steps + DEPENDANT_NET]);
        totals->rival_gain = quantity(run->out[run->layout.rival_gain]);
    }
    if (run->prepared->has_value_added) {
        struct sum sum = {0};
        for (size_t p = 0; p < run->result->platform_count; ++p) {
            sum_add(&sum, run->result->platforms[p].dependent_value_added_loss.central);
        }
        totals->dependent_value_added_loss = quantity(sum_value(&sum));
    }
    if (run->prepared->has_economy) {
        totals->economy_baseline = quantity(run->out[run->layout.economy_baseline]);
    }
}

/* Steps from running amounts; the last one, `net`, changes nothing: it says where the sum ends. */
static blackout_status fill_waterfall(struct run *run, struct result_waterfall *waterfall,
                                      const char *const *names, const double *running,
                                      size_t count, blackout_error *error)
{
    waterfall->steps = arena_alloc(run->result->arena, count + 1, sizeof *waterfall->steps);
    if (waterfall->steps == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        waterfall->steps[i] = (struct result_step){
            names[i], running[i] - (i > 0 ? running[i - 1] : 0), running[i]};
    }
    waterfall->steps[count] = (struct result_step){"net", 0, running[count - 1]};
    waterfall->count = count + 1;
    return BLACKOUT_OK;
}

static blackout_status fill_waterfalls(struct run *run, blackout_error *error)
{
    static const char *const owner_names[OWNER_STEP_COUNT] = {
        "straight_line", "growth", "usage", "hour_of_week", "severity", "recovery", "recapture"};
    static const char *const dependant_names[DEPENDANT_STEP_COUNT] = {
        "straight_line", "hour_of_week", "severity", "recovery", "onset", "fallback", "recapture"};
    double owner[OWNER_STEP_COUNT];
    for (int step = 0; step < OWNER_STEP_COUNT; ++step) {
        owner[step] = owner_sum(run, INDEX_NONE, (enum owner_step)step);
    }
    blackout_status status = fill_waterfall(run, &run->result->owner_waterfall, owner_names, owner,
                                            OWNER_STEP_COUNT, error);
    if (status == BLACKOUT_OK && run->prepared->has_dependants) {
        status = fill_waterfall(run, &run->result->dependant_waterfall, dependant_names,
                                run->out + run->layout.dependant_steps, DEPENDANT_STEP_COUNT,
                                error);
    }
    return status;
}

blackout_status run_losses(struct run *run, blackout_error *error)
{
    struct result *result = run->result;
    const struct model *model = model_of(run);
    result->has_dependants = run->prepared->has_dependants;
    result->platforms =
        arena_alloc(result->arena, model->platform_count, sizeof *result->platforms);
    if (result->platforms == NULL) {
        return error_memory(error);
    }
    blackout_status status = BLACKOUT_OK;
    for (uint32_t p = 0; p < model->platform_count && status == BLACKOUT_OK; ++p) {
        if (model->platforms[p].selected) {
            status = fill_platform(run, &result->platforms[result->platform_count++], p, error);
        }
    }
    fill_totals(run);
    return status == BLACKOUT_OK ? fill_waterfalls(run, error) : status;
}
