/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output vector, by name: platforms with their parts, totals, waterfalls. What the figures are
 * is in the catalogue; here is of what they are taken. Every figure is registered as a sum over
 * outputs: samples then have it without knowing its name. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "estimate/figure_sums.h"
#include "estimate/figure_catalogue.h"

static const struct model *model_of(const struct run *run)
{
    return &run->prepared->model;
}

/* A result may outlive its dataset and has texts of its own. */
static const char *copy(const struct run *run, string_id id)
{
    const char *text = run_text(run, id);
    return arena_copy(run->result->arena, text, strlen(text));
}

/* What the platforms share while they are filled in. */
struct losses {
    struct run *run;
    struct cell_chains {
        uint32_t *first; /* of each platform; INDEX_NONE: it has none */
        uint32_t *next;  /* of each cell; INDEX_NONE: it is the last */
    } cells;
    bool *present; /* whether a key of a dimension is among `keys`; false between the platforms */
    uint32_t *keys;
};

/* ---- Parts ----------------------------------------------------------------------------------- */

/* A key by which the figures of a platform are told apart. */
struct dimension {
    enum figure_place place;
    const struct row *const *rows;
    size_t count;
    int key_column;
    int name_column;
};

/* Regions are what is left. */
static struct dimension dimension_of(const struct run *run, enum figure_place place)
{
    const struct prepared *prepared = run->prepared;
    const struct model *model = model_of(run);
    switch (place) {
    case AT_CHANNEL:
        return (struct dimension){place, prepared->channel_rows, model->channel_count,
                                  CHANNELS_CHANNEL, CHANNELS_NAME};
    case AT_SECTOR:
        return (struct dimension){place, prepared->sector_rows, model->sector_count, SECTORS_SECTOR,
                                  SECTORS_NAME};
    default:
        return (struct dimension){place, prepared->region_rows, model->region_count, REGIONS_REGION,
                                  REGIONS_NAME};
    }
}

/* All but the platform and the one key stay open. */
static struct model_selection part_of(uint32_t platform, enum figure_place place, uint32_t key)
{
    struct model_selection of = model_select_all();
    of.platform = platform;
    *(place == AT_CHANNEL ? &of.channel : place == AT_SECTOR ? &of.sector : &of.region) = key;
    return of;
}

/* The cells of a platform are wherever its rows were: from one to the next, the last first, since
 * keys are sorted afterwards. Chained and not sorted, since cells keep the order of the dataset
 * everywhere else. */
static blackout_status chain_cells(struct cell_chains *chains, const struct run *run,
                                   blackout_error *error)
{
    const struct model *model = model_of(run);
    struct arena *arena = run->prepared->arena;
    chains->first = arena_alloc(arena, model->platform_count, sizeof *chains->first);
    chains->next = arena_alloc(arena, model->cell_count, sizeof *chains->next);
    if (chains->first == NULL || chains->next == NULL) {
        return error_memory(error);
    }
    for (size_t p = 0; p < model->platform_count; ++p) {
        chains->first[p] = INDEX_NONE;
    }
    for (uint32_t i = 0; i < model->cell_count; ++i) {
        uint32_t *first = &chains->first[model->cells[i].platform];
        chains->next[i] = *first;
        *first = i;
    }
    return BLACKOUT_OK;
}

static void add_key(const struct losses *losses, size_t *count, uint32_t key)
{
    if (!losses->present[key]) {
        losses->present[key] = true;
        losses->keys[(*count)++] = key;
    }
}

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Which keys of a dimension the platform has: a cell, or revenue of its owner in the region. In the
 * order of the table; a table may have many, and a platform few of them. `present` is cleared by
 * the keys that were found and not as a whole: a table may have many thousands. */
static size_t find_keys(const struct losses *losses, uint32_t platform, enum figure_place place)
{
    const struct model *model = model_of(losses->run);
    const struct model_platform_region *rows =
        &model->platform_regions[model->platforms[platform].first_row];
    size_t count = 0;
    for (uint32_t i = losses->cells.first[platform]; i != INDEX_NONE; i = losses->cells.next[i]) {
        const struct model_cell *cell = &model->cells[i];
        add_key(losses, &count,
                place == AT_CHANNEL  ? cell->channel
                : place == AT_SECTOR ? cell->sector
                                     : cell->region);
    }
    for (size_t i = 0; place == AT_REGION && i < model->platforms[platform].row_count; ++i) {
        add_key(losses, &count, rows[i].region);
    }
    if (count > 0) {
        qsort(losses->keys, count, sizeof *losses->keys, by_number);
    }
    for (size_t i = 0; i < count; ++i) {
        losses->present[losses->keys[i]] = false;
    }
    return count;
}

/* Keys without a cell or revenue are left out and not shown as 0. */
static blackout_status fill_parts(const struct losses *losses, struct result_parts *parts,
                                  uint32_t platform, enum figure_place place, blackout_error *error)
{
    struct run *run = losses->run;
    struct dimension dimension = dimension_of(run, place);
    const size_t count = find_keys(losses, platform, place);
    parts->parts = arena_alloc(run->result->arena, count, sizeof *parts->parts);
    if (parts->parts == NULL) {
        return error_memory(error);
    }
    for (; parts->count < count; ++parts->count) {
        const uint32_t key = losses->keys[parts->count];
        struct result_part *part = &parts->parts[parts->count];
        struct model_selection of = part_of(platform, place, key);
        part->key = copy(run, dimension.rows[key]->cells[dimension.key_column].text);
        part->name = copy(run, dimension.rows[key]->cells[dimension.name_column].text);
        figures_fill(part->figures, run, place, &of);
    }
    return BLACKOUT_OK;
}

/* Room for the keys of the largest dimension. */
static blackout_status make_keys(struct losses *losses, blackout_error *error)
{
    static const enum figure_place places[] = {AT_CHANNEL, AT_SECTOR, AT_REGION};
    struct arena *arena = losses->run->prepared->arena;
    size_t most = 0;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; ++i) {
        const size_t count = dimension_of(losses->run, places[i]).count;
        most = count > most ? count : most;
    }
    losses->present = arena_alloc(arena, most, sizeof *losses->present);
    losses->keys = arena_alloc(arena, most, sizeof *losses->keys);
    return losses->present != NULL && losses->keys != NULL ? BLACKOUT_OK : error_memory(error);
}

/* Money of the platform by three keys apart; they are the same losses, and are never added. */
static blackout_status fill_platform(const struct losses *losses, struct result_platform *platform,
                                     uint32_t p, blackout_error *error)
{
    struct run *run = losses->run;
    const struct row *row = run->prepared->platform_rows[p];
    const struct row *owner = run->prepared->owner_rows[model_of(run)->platforms[p].owner];
    struct model_selection of = model_select_all();
    of.platform = p;
    platform->platform = copy(run, row->cells[PLATFORMS_PLATFORM].text);
    platform->name = copy(run, row->cells[PLATFORMS_NAME].text);
    platform->owner = copy(run, row->cells[PLATFORMS_OWNER].text);
    platform->owner_name = copy(run, owner->cells[OWNERS_NAME].text);
    platform->dated = row->cells[PLATFORMS_AS_OF].given;
    platform->as_of = platform->dated ? row->cells[PLATFORMS_AS_OF].time : 0;
    figures_fill(platform->figures, run, AT_PLATFORM, &of);
    blackout_status status = fill_parts(losses, &platform->by_channel, p, AT_CHANNEL, error);
    if (status == BLACKOUT_OK) {
        status = fill_parts(losses, &platform->by_sector, p, AT_SECTOR, error);
    }
    return status == BLACKOUT_OK ? fill_parts(losses, &platform->by_region, p, AT_REGION, error)
                                 : status;
}

/* ---- Totals and waterfalls ------------------------------------------------------------------- */

static void fill_totals(struct run *run)
{
    const struct model_selection all = model_select_all();
    figures_fill(run->result->totals, run, AT_TOTALS, &all);
}

/* The sum of a step over all elements of an output, less that of the step before it; the first is
 * its own amount. One sum of two steps, so that the interval is that of the difference. */
static struct quantity step_sum(struct run *run, enum model_output output, int step, bool change)
{
    const struct model_selection all = model_select_all();
    run_begin(run);
    figure_add(run, output, step, &all, 1);
    if (change && step > 0) {
        figure_add(run, output, step - 1, &all, -1);
    }
    return run_end(run);
}

/* The last step, `net`, changes nothing: it says where the sum ends. */
static blackout_status fill_waterfall(struct run *run, struct result_waterfall *waterfall,
                                      enum model_output output, const char *const *names, int count,
                                      blackout_error *error)
{
    waterfall->steps = arena_alloc(run->result->arena, (size_t)count + 1, sizeof *waterfall->steps);
    if (waterfall->steps == NULL) {
        return error_memory(error);
    }
    for (int i = 0; i < count; ++i) {
        waterfall->steps[i].step = names[i];
        waterfall->steps[i].running = step_sum(run, output, i, false);
        waterfall->steps[i].change = step_sum(run, output, i, true);
    }
    run_begin(run); /* of no term: 0 in every sample */
    waterfall->steps[count] =
        (struct result_step){"net", run_end(run), waterfall->steps[count - 1].running};
    waterfall->count = (size_t)count + 1;
    return BLACKOUT_OK;
}

/* Names in the order of the steps of the model. They are values in the JSON report, which scripts
 * look for: a step that is renamed is another one to them. */
static blackout_status fill_waterfalls(struct run *run, blackout_error *error)
{
    static const char *const owner_names[OWNER_STEP_COUNT] = {
        "straight_line", "growth",    "usage",       "hour_of_week", "severity",
        "recovery",      "recapture", "calibration", "model_error"};
    static const char *const dependant_names[DEPENDANT_STEP_COUNT] = {
        "straight_line", "hour_of_week", "severity", "recovery", "onset", "fallback", "recapture"};
    blackout_status status = fill_waterfall(run, &run->result->owner_waterfall, OUTPUT_OWNER_STEPS,
                                            owner_names, OWNER_STEP_COUNT, error);
    if (status == BLACKOUT_OK && run->prepared->has_dependants) {
        status = fill_waterfall(run, &run->result->dependant_waterfall, OUTPUT_DEPENDANT_STEPS,
                                dependant_names, DEPENDANT_STEP_COUNT, error);
    }
    return status;
}

/* Platforms that are up are in the model for their owner's sum, and have no entry. */
blackout_status run_losses(struct run *run, blackout_error *error)
{
    struct result *result = run->result;
    const struct model *model = model_of(run);
    result->platforms =
        arena_alloc(result->arena, model->platform_count, sizeof *result->platforms);
    if (result->platforms == NULL) {
        return error_memory(error);
    }
    struct losses losses = {.run = run};
    blackout_status status = chain_cells(&losses.cells, run, error);
    if (status == BLACKOUT_OK) {
        status = make_keys(&losses, error);
    }
    for (uint32_t p = 0; p < model->platform_count && status == BLACKOUT_OK; ++p) {
        if (model->platforms[p].selected) {
            status = fill_platform(&losses, &result->platforms[result->platform_count++], p, error);
        }
    }
    fill_totals(run);
    return status == BLACKOUT_OK ? fill_waterfalls(run, error) : status;
}
