/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the dataset that rest on a platform of the scenario, with their exposures. A row's own
 * fallback replaces the table `fallbacks`; there, entries for (sector, channel) replace those for
 * the channel alone. (methodology, stage 4) Rows are never read here: the loader has added them up
 * by cell, which is exact since losses are linear in the flow. So the work does not grow with the
 * number of businesses. */
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "prepare/build.h"
#include "prepare/classes.h"
#include "prepare/parameters.h"
#include "prepare/recaptures.h"
#include "prepare/slopes.h"
#include "tables/groups.h"

/* What is looked up for every cell is found once for each row of `fallbacks`. */
struct cells_build {
    struct build *build;
    struct model_cell *cells;
    struct model_fallback *fallbacks;
    size_t fallback_capacity;
    parameter_id *table_share; /* of each row of `fallbacks`, once it is a parameter */
    parameter_id *table_adaptation;
    string_id *table_owner; /* of the fallback of each row, STRING_NONE: it is no platform */
    struct groups by_sector_and_channel; /* rows of `fallbacks` */
};

/* ---- Sectors and channels -------------------------------------------------------------------- */

/* A value added needs an output to be compared with; suppliers need the output alone. Without
 * either use the figures are no parameters. */
static blackout_status add_sectors(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct table *table = build_table(build, SECTORS);
    struct model_sector *sectors = arena_alloc(prepared->arena, table->row_count, sizeof *sectors);
    prepared->sector_rows =
        arena_alloc(prepared->arena, table->row_count, sizeof *prepared->sector_rows);
    if (sectors == NULL || prepared->sector_rows == NULL) {
        return error_memory(error);
    }
    for (size_t s = 0; s < table->row_count; ++s) {
        const struct row *row = &table->rows[s];
        const char *key = build_text(build, row->cells[SECTORS_SECTOR].text);
        /* Nothing can be divided by an output of 0. */
        bool has_output =
            row->cells[SECTORS_ANNUAL_OUTPUT].given && row->cells[SECTORS_ANNUAL_OUTPUT].number > 0;
        bool has_both =
            has_output && row->cells[SECTORS_VALUE_ADDED].given && !prepared->model.net_alone;
        /* Sectors are numbered as their rows. */
        prepared->sector_rows[s] = row;
        sectors[s] = (struct model_sector){.recapture = recaptures_add(prepared, SECTORS, row, key),
                                           .annual_output = PARAMETER_NONE,
                                           .value_added = PARAMETER_NONE,
                                           .output_per_usd = PARAMETER_NONE,
                                           .diverted = PARAMETER_NONE,
                                           .resilience = PARAMETER_NONE};
        if (has_both || (has_output && build->links_sectors)) {
            sectors[s].annual_output =
                parameters_add_cell(prepared, SECTORS, row, SECTORS_ANNUAL_OUTPUT, key);
        }
        if (has_both) {
            sectors[s].value_added =
                parameters_add_cell(prepared, SECTORS, row, SECTORS_VALUE_ADDED, key);
        }
        if (build->links_sectors) {
            sectors[s].diverted =
                parameters_add_cell(prepared, SECTORS, row, SECTORS_DIVERTED, key);
            sectors[s].resilience =
                parameters_add_cell(prepared, SECTORS, row, SECTORS_RESILIENCE_PER_HOUR, key);
        }
    }
    prepared->model.sectors = build->sectors = sectors;
    prepared->model.sector_count = table->row_count;
    return BLACKOUT_OK;
}

/* Empty cells are a step at the start: no grace, no scale, shape 1. Constants, since phi reads
 * parameters alone. */
static parameter_id cell_or_default(struct prepared *prepared, const struct row *row, int column,
                                    const char *key, double otherwise)
{
    parameter_id id = parameters_add_cell(prepared, CHANNELS, row, column, key);
    return id != PARAMETER_NONE
               ? id
               : parameters_add_constant(prepared, schema_table(CHANNELS)->columns[column].name,
                                         otherwise);
}

/* All channels of the package, since kernels number them by row. Sectors likewise: cells have the
 * numbers of rows. */
static blackout_status add_channels(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct table *table = build_table(build, CHANNELS);
    struct model_channel *channels =
        arena_alloc(prepared->arena, table->row_count, sizeof *channels);
    prepared->channel_rows =
        arena_alloc(prepared->arena, table->row_count, sizeof *prepared->channel_rows);
    if (channels == NULL || prepared->channel_rows == NULL) {
        return error_memory(error);
    }
    for (size_t c = 0; c < table->row_count; ++c) {
        const struct row *row = &table->rows[c];
        const char *key = build_text(build, row->cells[CHANNELS_CHANNEL].text);
        prepared->channel_rows[c] = row;
        channels[c] = (struct model_channel){
            .grace_hours = cell_or_default(prepared, row, CHANNELS_GRACE_HOURS, key, 0),
            .onset_hours = cell_or_default(prepared, row, CHANNELS_ONSET_HOURS, key, 0),
            .shape = cell_or_default(prepared, row, CHANNELS_SHAPE, key, 1)};
    }
    prepared->model.channels = channels;
    prepared->model.channel_count = table->row_count;
    return BLACKOUT_OK;
}

/* ---- Fallbacks ------------------------------------------------------------------------------- */

static string_id owner_of(const struct build *build, string_id fallback)
{
    return dataset_platform_owner(build->dataset, fallback, parameters_time(build->prepared));
}

/* Whether a fallback of the owner `rival` is of another one than the cell's platform. What goes to
 * another platform of the same owner is no gain of a rival: it stays in the house. */
static bool is_rival(const struct build *build, const struct model_cell *cell, string_id rival)
{
    uint32_t owner = build->prepared->model.platforms[cell->platform].owner;
    return rival != STRING_NONE &&
           rival != build->prepared->owner_rows[owner]->cells[OWNERS_OWNER].text;
}

/* Fallbacks of a cell follow each other: they are added before the next cell begins. The model
 * reads them as one range from `first_fallback`. */
static struct model_fallback *append(struct cells_build *cells, struct model_cell *cell)
{
    struct prepared *prepared = cells->build->prepared;
    if (arena_grow(prepared->arena, (void **)&cells->fallbacks, &cells->fallback_capacity,
                   prepared->model.fallback_count, sizeof *cells->fallbacks) != 0) {
        prepared->out_of_memory = true;
        return NULL;
    }
    if (cell->fallback_count++ == 0) {
        cell->first_fallback = (uint32_t)prepared->model.fallback_count;
    }
    return &cells->fallbacks[prepared->model.fallback_count++];
}

/* `kernel` and `profile` are those of the cell's own exposure. What is no platform of the model, or
 * not down, has no curve: it is up. Where the cell stays up the fallback is counted all the same,
 * and has no exposure. It is recorded so that the numbers of a cell's fallbacks do not depend on
 * who is down. */
static void add_fallback(struct cells_build *cells, struct model_cell *cell, string_id target,
                         struct model_fallback fallback, struct model_kernel kernel,
                         uint32_t profile)
{
    struct build *build = cells->build;
    struct model_fallback *added = append(cells, cell);
    uint32_t platform = build_platform_number(build, target);
    if (added == NULL) {
        return;
    }
    fallback.exposures = kernels_fallback(&build->kernels, INDEX_NONE, NULL);
    if (kernel.curve != INDEX_NONE) {
        kernel.fallback_curve =
            platform != INDEX_NONE ? build_curve(build, platform, cell->region) : INDEX_NONE;
        fallback.exposures = kernels_fallback(
            &build->kernels, kernels_exposure(&build->kernels, &kernel, profile),
            &(struct kernel_decays){fallback.adaptation_hours,
                                    build->sectors[cell->sector].recapture.decay_hours});
    }
    *added = fallback;
}

/* A row of the table is one parameter, however many cells it serves. Only rows that serve some cell
 * become parameters: others would be listed as inputs that move nothing. */
static void name_table_row(struct cells_build *cells, const struct row *row, size_t number)
{
    struct build *build = cells->build;
    const char *name = arena_format(build->prepared->arena, "%s/%s/%s",
                                    build_text(build, row->cells[FALLBACKS_SECTOR].text),
                                    build_text(build, row->cells[FALLBACKS_CHANNEL].text),
                                    build_text(build, row->cells[FALLBACKS_FALLBACK].text));
    cells->table_share[number] =
        parameters_add_cell(build->prepared, FALLBACKS, row, FALLBACKS_SHARE, name);
    cells->table_adaptation[number] =
        parameters_add_cell(build->prepared, FALLBACKS, row, FALLBACKS_ADAPTATION_HOURS, name);
}

/* Where the sector has entries of its own these alone count. */
static void add_table_fallbacks(struct cells_build *cells, struct model_cell *cell,
                                const struct cell_key *key, const struct model_kernel *kernel,
                                uint32_t profile)
{
    const struct table *table = build_table(cells->build, FALLBACKS);
    const string_id own[] = {key->sector, key->channel};
    const string_id common[] = {STRING_NONE, key->channel};
    const struct group *group = groups_find(&cells->by_sector_and_channel, own);
    group = group != NULL ? group : groups_find(&cells->by_sector_and_channel, common);
    for (size_t k = 0; group != NULL && k < group->count; ++k) {
        const size_t i = group->rows[k];
        const struct row *row = &table->rows[i];
        if (cells->table_share[i] == PARAMETER_NONE) {
            name_table_row(cells, row, i);
        }
        struct model_fallback fallback = {.share = cells->table_share[i],
                                          .adaptation_hours = cells->table_adaptation[i],
                                          .rival =
                                              is_rival(cells->build, cell, cells->table_owner[i])};
        add_fallback(cells, cell, row->cells[FALLBACKS_FALLBACK].text, fallback, *kernel, profile);
    }
}

/* ---- Common factors of the flows ------------------------------------------------------------- */

/* A score is 0 in the centre and has no range: its slopes are the cells'. */
static void add_scores(struct prepared *prepared)
{
    static const char *const columns[FLOW_FACTOR_COUNT] = {
        [FLOW_REVENUE] = "annual_revenue", [FLOW_SHARE] = "share", [FLOW_FIRMS] = "firms"};
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        prepared->model.flow_scores[i] =
            parameters_add_score(prepared, DEPENDENCIES, "*", columns[i]);
    }
    prepared->model.fallback_score =
        parameters_add_score(prepared, DEPENDENCIES, "*", "fallback_share");
}

/* The rows move together, by one score: the 5 % value of their sum is the sum of their 5 %
 * values. */
static void set_slopes(struct flow_slopes *slopes, const struct dependency_cell *from, double flow)
{
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        slopes_make(&slopes->lower[i], &slopes->upper[i], sum_value(&from->low[slopes_columns[i]]),
                    flow, sum_value(&from->high[slopes_columns[i]]));
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* A row's own fallback is in the key of its cell, and is then the only one. */
static blackout_status add_exposures(struct cells_build *cells, struct model_cell *cell,
                                     const struct dependency_cell *from, blackout_error *error)
{
    struct build *build = cells->build;
    const struct row *sector = &build_table(build, SECTORS)->rows[cell->sector];
    const char *sector_name = build_text(build, from->key.sector);
    struct model_kernel kernel = {.kind = KERNEL_FULL,
                                  .curve = cell->curve,
                                  .fallback_curve = INDEX_NONE,
                                  .channel = cell->channel,
                                  .offset_hours = build_offset_hours(build, cell->region)};
    uint32_t profile;
    blackout_status status = profiles_activity(&profile, &build->profiles,
                                               &sector->cells[SECTORS_PROFILE], sector_name, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    /* The steps of the waterfall have no onset: it comes after them. */
    cell->exposure = kernels_steps(&build->kernels, kernel.curve, kernel.offset_hours, profile);
    cell->onset[PART_LOST] = kernel.curve == INDEX_NONE
                                 ? INDEX_NONE
                                 : kernels_exposure(&build->kernels, &kernel, profile);
    cell->onset[PART_DISCOUNTED] =
        kernels_discounted(&build->kernels, cell->onset[PART_LOST],
                           build->sectors[cell->sector].recapture.decay_hours, PARAMETER_NONE);
    if (from->key.fallback == STRING_NONE) {
        add_table_fallbacks(cells, cell, &from->key, &kernel, profile);
        return BLACKOUT_OK;
    }
    struct model_fallback own = {.share = PARAMETER_NONE, .adaptation_hours = PARAMETER_NONE};
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        own.flow_per_year += sum_value(&from->fallback_flow[basis]);
    }
    slopes_make(&own.lower_slope, &own.upper_slope,
                sum_value(&from->low[DEPENDENCY_FALLBACK_SHARE]), own.flow_per_year,
                sum_value(&from->high[DEPENDENCY_FALLBACK_SHARE]));
    own.rival = is_rival(build, cell, owner_of(build, from->key.fallback));
    add_fallback(cells, cell, from->key.fallback, own, kernel, profile);
    return BLACKOUT_OK;
}

/* Parts by basis are for the evidence; a cell without flow has none. */
static blackout_status add_cell(struct cells_build *cells, const struct dependency_cell *from,
                                uint32_t platform, blackout_error *error)
{
    struct build *build = cells->build;
    struct prepared *prepared = build->prepared;
    size_t number = prepared->model.cell_count++;
    struct model_cell *cell = &cells->cells[number];
    struct cell_info *info = &prepared->cells[number];
    *cell = (struct model_cell){.platform = platform,
                                .sector = build_row_number(build, SECTORS, from->key.sector),
                                .region = build_row_number(build, REGIONS, from->key.region),
                                .channel = build_row_number(build, CHANNELS, from->key.channel)};
    cell->curve = build_curve(build, cell->platform, cell->region);
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        /* The flow of a cell is kept by basis in the dataset, and has no sum of its own there. */
        cell->flow_per_year += sum_value(&from->flow[basis]);
    }
    set_slopes(&cell->slopes, from, cell->flow_per_year);
    /* The flow of a cell is kept by basis in the dataset. */
    for (int basis = 0; basis < BASIS_COUNT && cell->flow_per_year > 0; ++basis) {
        info->basis_part[basis] = sum_value(&from->flow[basis]) / cell->flow_per_year;
    }
    blackout_status status =
        parameters_add_rate(&cell->per_usd, prepared, from->key.currency, error);
    return status == BLACKOUT_OK ? add_exposures(cells, cell, from, error) : status;
}

/* Of the table `fallbacks`, and of the cells. What is owned but by the arena is freed by
 * groups_free(), after a failure too. */
static blackout_status begin_cells(struct cells_build *cells, blackout_error *error)
{
    static const int columns[] = {FALLBACKS_SECTOR, FALLBACKS_CHANNEL};
    struct build *build = cells->build;
    struct prepared *prepared = build->prepared;
    const size_t count = build->dataset->cells.count;
    const struct table *fallbacks = build_table(build, FALLBACKS);
    const size_t table_rows = fallbacks->row_count;
    cells->cells = arena_alloc(prepared->arena, count, sizeof *cells->cells);
    cells->table_share = arena_alloc(prepared->arena, table_rows, sizeof *cells->table_share);
    cells->table_adaptation =
        arena_alloc(prepared->arena, table_rows, sizeof *cells->table_adaptation);
    cells->table_owner = arena_alloc(prepared->arena, table_rows, sizeof *cells->table_owner);
    prepared->cells = arena_alloc(prepared->arena, count, sizeof *prepared->cells);
    prepared->cell_numbers = arena_alloc(prepared->arena, count, sizeof *prepared->cell_numbers);
    if (cells->cells == NULL || cells->table_share == NULL || cells->table_adaptation == NULL ||
        cells->table_owner == NULL || prepared->cells == NULL || prepared->cell_numbers == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table_rows; ++i) {
        cells->table_share[i] = PARAMETER_NONE;
        cells->table_adaptation[i] = PARAMETER_NONE;
        cells->table_owner[i] = owner_of(build, fallbacks->rows[i].cells[FALLBACKS_FALLBACK].text);
    }
    return groups_make(&cells->by_sector_and_channel, fallbacks, columns, 2, error);
}

/* Cells keep the dataset's order; `cell_numbers` says where each went, INDEX_NONE for those of
 * platforms that are up. */
static blackout_status add_cells(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct cells *from = &build->dataset->cells;
    struct cells_build cells = {.build = build};
    blackout_status status = begin_cells(&cells, error);
    for (size_t i = 0; i < from->count && status == BLACKOUT_OK; ++i) {
        uint32_t platform = build_platform_number(build, from->cells[i].key.platform);
        /* Cells of platforms that are up are left out: nothing of them is lost. */
        prepared->cell_numbers[i] = INDEX_NONE;
        if (platform != INDEX_NONE && prepared->model.platforms[platform].selected) {
            prepared->cell_numbers[i] = (uint32_t)prepared->model.cell_count;
            status = add_cell(&cells, &from->cells[i], platform, error);
        }
    }
    prepared->model.fallbacks = cells.fallbacks;
    groups_free(&cells.by_sector_and_channel);
    if (status == BLACKOUT_OK && !prepared->out_of_memory &&
        !classes_make(&prepared->model, cells.cells, prepared->arena)) {
        status = error_memory(error);
    }
    return status;
}

/* Value added is given for all sectors that have a cell, or not at all: a partial sum misleads. */
static void judge_value_added(struct prepared *prepared)
{
    const struct model *model = &prepared->model;
    prepared->has_value_added = model->cell_count > 0 && !model->net_alone;
    for (size_t i = 0; i < model->cell_count && prepared->has_value_added; ++i) {
        uint32_t sector = model->cells[i].sector;
        if (model->sectors[sector].value_added == PARAMETER_NONE) {
            prepared->has_value_added = false;
            prepare_warn(prepared, "no_value_added",
                         dataset_text(prepared->dataset,
                                      prepared->sector_rows[sector]->cells[SECTORS_SECTOR].text),
                         "the sector has no annual_output or no value_added: the dependants' lost "
                         "value added is left out");
        }
    }
}

/* ---- Advertising ----------------------------------------------------------------------------- */

/* No table says which revenue is advertising. A row of this channel shows that businesses pay the
 * platform for it. (methodology, stage 4, advertising not spent) */
static const char advertising_channel[] = "advertising";

static int by_platform(const void *key, const void *element)
{
    const uint32_t platform = *(const uint32_t *)key;
    const uint32_t other = ((const struct model_credits *)element)->platform;
    return (platform > other) - (platform < other);
}

/* Service credits have the same input, where there are terms for them; they are in the order of the
 * platforms. Adding it once more would make a second input with draws and a swing of its own. */
static parameter_id subscription_revenue(struct prepared *prepared, uint32_t platform)
{
    const struct model *model = &prepared->model;
    const struct row *row = prepared->platform_rows[platform];
    const struct model_credits *credits =
        model->credits_count > 0 ? bsearch(&platform, model->credits, model->credits_count,
                                           sizeof *model->credits, by_platform)
                                 : NULL;
    return credits != NULL
               ? credits->subscription_revenue.amount
               : parameters_add_cell(
                     prepared, PLATFORMS, row, PLATFORMS_SUBSCRIPTION_REVENUE,
                     dataset_text(prepared->dataset, row->cells[PLATFORMS_PLATFORM].text));
}

/* A platform that businesses reach customers by through advertisements lives on them. */
static void mark_advertising(struct build *build)
{
    struct prepared *prepared = build->prepared;
    for (size_t i = 0; !prepared->mode.no_further_losses && i < prepared->model.cell_count; ++i) {
        const struct model_cell *cell = &prepared->model.cells[i];
        const struct row *channel = prepared->channel_rows[cell->channel];
        struct model_platform *platform = &build->platforms[cell->platform];
        const char *key = build_text(build, channel->cells[CHANNELS_CHANNEL].text);
        if (!platform->advertises && strcmp(key, advertising_channel) == 0) {
            platform->advertises = true;
            platform->subscription_revenue = subscription_revenue(prepared, cell->platform);
        }
    }
}

/* Scores are added even where all ranges are empty: they are 0 in the centre. */
blackout_status build_dependant_side(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    prepared->has_dependants = build_table(build, DEPENDENCIES)->present;
    /* So a model without dependants asks for no score. */
    prepared->model.fallback_score = PARAMETER_NONE;
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        prepared->model.flow_scores[i] = PARAMETER_NONE;
    }
    if (!prepared->has_dependants) {
        prepare_warn(prepared, "no_dependants", "dependencies",
                     "the package has no table dependencies: the dependants' losses are left out");
        return BLACKOUT_OK;
    }
    build->links_sectors = build_table(build, SUPPLY)->present && !prepared->mode.no_further_losses;
    blackout_status status = add_sectors(build, error);
    if (status == BLACKOUT_OK) {
        status = add_channels(build, error);
    }
    if (status == BLACKOUT_OK) {
        add_scores(prepared);
        status = arena_judge(prepared->arena, add_cells(build, error), error);
    }
    if (status == BLACKOUT_OK) {
        judge_value_added(prepared);
        mark_advertising(build);
    }
    return status;
}
