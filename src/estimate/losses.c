/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output vector, by name: platforms with their parts, totals, waterfalls. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "estimate/run.h"

static struct quantity zero(void)
{
    return (struct quantity){.present = true};
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

/* ---- The owner's side ------------------------------------------------------------------------ */

/* Adds a step over the rows of a platform; over all platforms with INDEX_NONE. */
static void add_owner_step(struct run *run, uint32_t platform, enum owner_step step,
                           double coefficient)
{
    for (size_t row = 0; row < model_of(run)->platform_region_count; ++row) {
        if (platform == INDEX_NONE || model_of(run)->platform_regions[row].platform == platform) {
            run_add(run, run->layout.owner_steps + row * OWNER_STEP_COUNT + step, coefficient);
        }
    }
}

static struct quantity owner_step(struct run *run, uint32_t platform, enum owner_step step)
{
    run_begin(run);
    add_owner_step(run, platform, step, 1);
    return run_end(run);
}

static struct owner_loss owner_loss(struct run *run, uint32_t platform)
{
    struct owner_loss loss;
    loss.gross = owner_step(run, platform, OWNER_RECOVERY);
    run_begin(run);
    add_owner_step(run, platform, OWNER_RECOVERY, 1);
    add_owner_step(run, platform, OWNER_RECAPTURE, -1);
    loss.recaptured = run_end(run);
    loss.net = owner_step(run, platform, OWNER_NET);
    return loss;
}

/* The same for one platform in one region. */
static struct owner_loss row_loss(struct run *run, size_t row)
{
    size_t first = run->layout.owner_steps + row * OWNER_STEP_COUNT;
    struct owner_loss loss;
    loss.gross = run_output(run, first + OWNER_RECOVERY);
    run_begin(run);
    run_add(run, first + OWNER_RECOVERY, 1);
    run_add(run, first + OWNER_RECAPTURE, -1);
    loss.recaptured = run_end(run);
    loss.net = run_output(run, first + OWNER_NET);
    return loss;
}

/* ---- Parts ----------------------------------------------------------------------------------- */

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
        return (struct dimension_info){prepared->sector_rows, model->sector_count, SECTORS_SECTOR,
                                       run->layout.by_sector};
    default:
        return (struct dimension_info){prepared->region_rows, model->region_count, REGIONS_REGION,
                                       run->layout.by_region};
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

static void fill_owner_side(struct run *run, struct result_part *part, uint32_t platform,
                            size_t region)
{
    size_t row = platform_region_row(run, platform, region);
    part->has_owner_side = true;
    if (row == model_of(run)->platform_region_count) {
        part->lost_demand_hours = zero(); /* dependants there, but no revenue of the owner */
        part->owner_revenue_loss = (struct owner_loss){zero(), zero(), zero()};
        return;
    }
    part->lost_demand_hours = run_output(run, run->layout.lost_demand_hours + row);
    part->owner_revenue_loss = row_loss(run, row);
}

static blackout_status fill_parts(struct run *run, struct result_parts *parts, uint32_t platform,
                                  enum dimension dimension, blackout_error *error)
{
    struct dimension_info info = dimension_info(run, dimension);
    bool *present = arena_alloc(run->prepared->arena, info.count, sizeof *present);
    parts->parts = arena_alloc(run->result->arena, info.count, sizeof *parts->parts);
    if (parts->parts == NULL || present == NULL) {
        return error_memory(error);
    }
    mark_cells(run, present, platform, dimension);
    for (size_t k = 0; k < info.count; ++k) {
        bool own = dimension == BY_REGION &&
                   platform_region_row(run, platform, k) < model_of(run)->platform_region_count;
        if (!own && !present[k]) {
            continue;
        }
        struct result_part *part = &parts->parts[parts->count++];
        part->key = copy(run, info.rows[k]->cells[info.key_column].text);
        if (run->prepared->has_dependants) {
            part->dependent_revenue_loss = run_output(run, info.offset + platform * info.count + k);
        }
        if (dimension == BY_SECTOR && run->prepared->has_value_added) {
            part->dependent_value_added_loss =
                run_output(run, run->layout.value_added + platform * info.count + k);
        }
        if (dimension == BY_REGION) {
            fill_owner_side(run, part, platform, k);
        }
    }
    return BLACKOUT_OK;
}

/* The sum over `count` outputs of each platform from `first` to `last`. */
static struct quantity sum_over(struct run *run, size_t offset, size_t count, uint32_t first,
                                uint32_t last)
{
    run_begin(run);
    for (size_t i = first * count; i < (last + (size_t)1) * count; ++i) {
        run_add(run, offset + i, 1);
    }
    return run_end(run);
}

static blackout_status fill_platform(struct run *run, struct result_platform *platform, uint32_t p,
                                     blackout_error *error)
{
    const struct row *row = run->prepared->platform_rows[p];
    struct result_parts *const parts[] = {&platform->by_channel, &platform->by_sector,
                                          &platform->by_region};
    platform->platform = copy(run, row->cells[PLATFORMS_PLATFORM].text);
    platform->name = copy(run, row->cells[PLATFORMS_NAME].text);
    platform->owner = copy(run, row->cells[PLATFORMS_OWNER].text);
    platform->lost_demand_hours = run_output(run, run->layout.platform_hours + p);
    platform->owner_revenue_loss = owner_loss(run, p);
    blackout_status status = BLACKOUT_OK;
    for (enum dimension d = BY_CHANNEL; d <= BY_REGION && status == BLACKOUT_OK; ++d) {
        status = fill_parts(run, parts[d], p, d, error);
    }
    if (status == BLACKOUT_OK && run->prepared->has_dependants) {
        platform->dependent_revenue_loss =
            sum_over(run, run->layout.by_channel, model_of(run)->channel_count, p, p);
    }
    for (size_t i = 0; i < model_of(run)->credits_count; ++i) {
        if (model_of(run)->credits[i].platform == p) {
            platform->credits = run_output(run, run->layout.credits + i);
        }
    }
    if (run->prepared->has_value_added) {
        platform->dependent_value_added_loss =
            sum_over(run, run->layout.value_added, model_of(run)->sector_count, p, p);
    }
    return status;
}

/* ---- Totals and waterfalls ------------------------------------------------------------------- */

/* The model's own error, where all platforms that are down have the same in all regions: then the
 * net loss has it too. */
static double owner_error(const struct run *run)
{
    const struct model *model = model_of(run);
    double common = -1;
    for (size_t row = 0; row < model->platform_region_count; ++row) {
        const struct model_platform_region *pr = &model->platform_regions[row];
        if (pr->exposure.full == INDEX_NONE) {
            continue;
        }
        double sd = owner_error_log_sd(&model->error, run->prepared->scenario.duration_hours,
                                       pr->has_traffic);
        if (common >= 0 && sd != common) {
            return 0;
        }
        common = sd;
    }
    return fmax(common, 0);
}

static void fill_totals(struct run *run)
{
    struct result_totals *totals = &run->result->totals;
    const struct model *model = model_of(run);
    totals->owner_revenue_loss = owner_loss(run, INDEX_NONE);
    totals->owner_error_log_sd = owner_error(run);
    if (run->prepared->has_dependants) {
        totals->dependent_revenue_loss =
            run_output(run, run->layout.dependant_steps + DEPENDANT_NET);
        totals->rival_gain = run_output(run, run->layout.rival_gain);
    }
    if (run->prepared->has_value_added) {
        totals->dependent_value_added_loss =
            sum_over(run, run->layout.value_added, model->sector_count, 0,
                     (uint32_t)model->platform_count - 1);
    }
    if (run->prepared->has_indirect_loss) {
        totals->indirect_loss =
            sum_over(run, run->layout.indirect_loss, 1, 0, (uint32_t)model->supply.count - 1);
    }
    if (run->prepared->has_credits) {
        totals->credits =
            sum_over(run, run->layout.credits, 1, 0, (uint32_t)model->credits_count - 1);
    }
    if (run->prepared->has_economy) {
        totals->economy_baseline = run_output(run, run->layout.economy_baseline);
    }
}

/* The running amount of a waterfall's step, and how it differs from the step before. */
typedef void add_step(struct run *run, int step, double coefficient);

static void add_owner_total(struct run *run, int step, double coefficient)
{
    add_owner_step(run, INDEX_NONE, (enum owner_step)step, coefficient);
}

static void add_dependant_total(struct run *run, int step, double coefficient)
{
    run_add(run, run->layout.dependant_steps + (size_t)step, coefficient);
}

/* The last step, `net`, changes nothing: it says where the sum ends. */
static blackout_status fill_waterfall(struct run *run, struct result_waterfall *waterfall,
                                      const char *const *names, int count, add_step *add,
                                      blackout_error *error)
{
    waterfall->steps = arena_alloc(run->result->arena, (size_t)count + 1, sizeof *waterfall->steps);
    if (waterfall->steps == NULL) {
        return error_memory(error);
    }
    for (int i = 0; i < count; ++i) {
        struct result_step *step = &waterfall->steps[i];
        step->step = names[i];
        run_begin(run);
        add(run, i, 1);
        step->running = run_end(run);
        run_begin(run);
        add(run, i, 1);
        if (i > 0) {
            add(run, i - 1, -1);
        }
        step->change = run_end(run);
    }
    run_begin(run); /* of no term: 0 in every sample */
    waterfall->steps[count] =
        (struct result_step){"net", run_end(run), waterfall->steps[count - 1].running};
    waterfall->count = (size_t)count + 1;
    return BLACKOUT_OK;
}

static blackout_status fill_waterfalls(struct run *run, blackout_error *error)
{
    static const char *const owner_names[OWNER_STEP_COUNT] = {
        "straight_line", "growth",   "usage",     "hour_of_week",
        "severity",      "recovery", "recapture", "model_error"};
    static const char *const dependant_names[DEPENDANT_STEP_COUNT] = {
        "straight_line", "hour_of_week", "severity", "recovery", "onset", "fallback", "recapture"};
    blackout_status status = fill_waterfall(run, &run->result->owner_waterfall, owner_names,
                                            OWNER_STEP_COUNT, add_owner_total, error);
    if (status == BLACKOUT_OK && run->prepared->has_dependants) {
        status = fill_waterfall(run, &run->result->dependant_waterfall, dependant_names,
                                DEPENDANT_STEP_COUNT, add_dependant_total, error);
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
