/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one figure of the report, step by step: the inputs with their basis and source,
 * the products, and the sum that is the figure. Figures are named by their path in the report, with
 * identifiers or numbers: /platforms/facebook/by_region/europe/owner_revenue_loss/net. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/run.h"
#include "model/stages.h"

enum figure_kind { OWNER_GROSS, OWNER_AFTER_RECAPTURE, DEPENDANTS, ECONOMY, FUNDAMENTAL };

/* Which rows and cells the figure is the sum of; INDEX_NONE: all. */
struct selection {
    enum figure_kind kind;
    uint32_t platform;
    uint32_t region;
    uint32_t channel;
    uint32_t sector;
    uint32_t owner;
};

struct explaining {
    struct run *run;
    struct result_explanation *result;
    struct stage stage;
    struct selection selection;
    size_t step_capacity;
    size_t input_capacity;
    struct sum total;
    bool failed; /* memory is out */
};

/* ---- The path -------------------------------------------------------------------------------- */

/* The next part of a path; false at its end. */
static bool next_part(const char **path, char *part, size_t size)
{
    while (**path == '/') {
        ++*path;
    }
    size_t length = strcspn(*path, "/");
    if (length == 0 || length >= size) {
        return false;
    }
    memcpy(part, *path, length);
    part[length] = '\0';
    *path += length;
    return true;
}

/* The row that a part names, by identifier or by number; INDEX_NONE. */
static uint32_t row_number(const struct run *run, const struct row *const *rows, size_t count,
                           int column, const char *part)
{
    char *end;
    unsigned long number = strtoul(part, &end, 10);
    for (size_t i = 0; i < count; ++i) {
        if (strcmp(run_text(run, rows[i]->cells[column].text), part) == 0) {
            return (uint32_t)i;
        }
    }
    return *end == '\0' && end != part && number < count ? (uint32_t)number : INDEX_NONE;
}

static bool select_list(struct explaining *explaining, const char *list, const char *part)
{
    const struct run *run = explaining->run;
    const struct prepared *prepared = run->prepared;
    const struct model *model = &prepared->model;
    const struct {
        const char *name;
        const struct row *const *rows;
        size_t count;
        int column;
        uint32_t *place;
    } lists[] = {{"platforms", prepared->platform_rows, model->platform_count, PLATFORMS_PLATFORM,
                  &explaining->selection.platform},
                 {"owners", prepared->owner_rows, model->owner_count, OWNERS_OWNER,
                  &explaining->selection.owner},
                 {"by_region", prepared->region_rows, model->region_count, REGIONS_REGION,
                  &explaining->selection.region},
                 {"by_channel", prepared->channel_rows, model->channel_count, CHANNELS_CHANNEL,
                  &explaining->selection.channel},
                 {"by_sector", prepared->sector_rows, model->sector_count, SECTORS_SECTOR,
                  &explaining->selection.sector}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; ++i) {
        if (strcmp(lists[i].name, list) == 0) {
            *lists[i].place = row_number(run, lists[i].rows, lists[i].count, lists[i].column, part);
            return *lists[i].place != INDEX_NONE;
        }
    }
    return false;
}

static bool select_figure(struct explaining *explaining, const char *part, const char *rest)
{
    struct selection *selection = &explaining->selection;
    char member[64] = "net";
    next_part(&rest, member, sizeof member);
    if (strcmp(part, "owner_revenue_loss") == 0) {
        selection->kind = strcmp(member, "gross") == 0 ? OWNER_GROSS : OWNER_AFTER_RECAPTURE;
        return strcmp(member, "gross") == 0 || strcmp(member, "net") == 0;
    }
    if (strcmp(part, "dependent_revenue_loss") == 0) {
        selection->kind = DEPENDANTS;
        return explaining->run->prepared->has_dependants;
    }
    if (strcmp(part, "economy_baseline") == 0) {
        selection->kind = ECONOMY;
        return explaining->run->prepared->has_economy;
    }
    selection->kind = FUNDAMENTAL;
    return strcmp(part, "fundamental_loss") == 0 && selection->owner != INDEX_NONE;
}

static bool read_path(struct explaining *explaining, const char *path)
{
    char part[128];
    char key[128];
    explaining->selection =
        (struct selection){OWNER_GROSS, INDEX_NONE, INDEX_NONE, INDEX_NONE, INDEX_NONE, INDEX_NONE};
    while (next_part(&path, part, sizeof part)) {
        bool list = strcmp(part, "platforms") == 0 || strcmp(part, "owners") == 0 ||
                    strncmp(part, "by_", 3) == 0;
        if (list) {
            if (!next_part(&path, key, sizeof key) || !select_list(explaining, part, key)) {
                return false;
            }
        } else if (strcmp(part, "totals") != 0) {
            return select_figure(explaining, part, path);
        }
    }
    return false;
}

/* ---- Inputs and steps ------------------------------------------------------------------------ */

static const char *parameter_name(const struct explaining *explaining,
                                  const struct parameter *parameter)
{
    return arena_format(explaining->run->result->arena, "%s/%s/%s",
                        schema_table(parameter->table)->name, parameter->key, parameter->column);
}

/* Lists an input once. */
static void add_input(struct explaining *explaining, parameter_id id)
{
    struct arena *arena = explaining->run->result->arena;
    struct result_explanation *result = explaining->result;
    if (id == PARAMETER_NONE || explaining->run->prepared->parameters[id].table == NO_TABLE) {
        return;
    }
    const struct parameter *parameter = &explaining->run->prepared->parameters[id];
    const char *name = parameter_name(explaining, parameter);
    for (size_t i = 0; name != NULL && i < result->input_count; ++i) {
        if (strcmp(result->inputs[i].name, name) == 0) {
            return;
        }
    }
    if (name == NULL || arena_grow(arena, (void **)&result->inputs, &explaining->input_capacity,
                                   result->input_count, sizeof *result->inputs) != 0) {
        explaining->failed = true;
        return;
    }
    result->inputs[result->input_count++] = (struct result_explain_input){
        name, parameter->centre, basis_name(parameter->basis),
        arena_copy(arena, parameter->source, strlen(parameter->source))};
}

static void add_step(struct explaining *explaining, const char *what, const char *formula,
                     double value, const char *unit)
{
    struct result_explanation *result = explaining->result;
    if (what == NULL || formula == NULL ||
        arena_grow(explaining->run->result->arena, (void **)&result->steps,
                   &explaining->step_capacity, result->step_count, sizeof *result->steps) != 0) {
        explaining->failed = true;
        return;
    }
    result->steps[result->step_count++] = (struct result_explain_step){what, formula, value, unit};
}

static const char *currency(const struct explaining *explaining)
{
    return explaining->run->result->scenario.currency;
}

static double value(const struct explaining *explaining, parameter_id id, double otherwise)
{
    return stage_value(&explaining->stage, id, otherwise);
}

static const char *key_of(const struct explaining *explaining, const struct row *row, int column)
{
    return run_text(explaining->run, row->cells[column].text);
}

static bool is_selected(uint32_t wanted, uint32_t number)
{
    return wanted == INDEX_NONE || wanted == number;
}

/* ---- The owner ------------------------------------------------------------------------------- */

static void add_owner_inputs(struct explaining *explaining, const struct model_platform_region *pr)
{
    const struct model *model = explaining->stage.model;
    const struct model_platform *platform = &model->platforms[pr->platform];
    const struct model_owner *owner = &model->owners[platform->owner];
    add_input(explaining, platform->annual_revenue.amount);
    if (platform->annual_revenue.per_usd != model->report_per_usd) {
        add_input(explaining, platform->annual_revenue.per_usd);
        add_input(explaining, model->report_per_usd);
    }
    if (owner->has_annual_revenue) {
        add_input(explaining, owner->annual_revenue.amount);
    }
    add_input(explaining, platform->growth_factor);
    add_input(explaining, platform->usage_share);
    add_input(explaining, pr->revenue_share);
    if (explaining->selection.kind != OWNER_GROSS) {
        add_input(explaining, platform->recapture);
    }
}

static const char *profile_name(const struct explaining *explaining, uint32_t exposure)
{
    if (exposure == INDEX_NONE) {
        return "not hit";
    }
    uint32_t profile = explaining->stage.model->exposures[exposure].profile;
    return explaining->run->prepared->profiles[profile].name;
}

static void explain_owner_row(struct explaining *explaining, size_t number)
{
    struct arena *arena = explaining->run->result->arena;
    const struct prepared *prepared = explaining->run->prepared;
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    const struct model_platform *platform = &explaining->stage.model->platforms[pr->platform];
    const char *where =
        arena_format(arena, "%s in %s",
                     key_of(explaining, prepared->platform_rows[pr->platform], PLATFORMS_PLATFORM),
                     key_of(explaining, prepared->region_rows[pr->region], REGIONS_REGION));
    const double *steps =
        explaining->run->out + explaining->run->layout.owner_steps + number * OWNER_STEP_COUNT;
    double hours = explaining->run->out[explaining->run->layout.lost_demand_hours + number];
    double growth = value(explaining, platform->growth_factor, 1);
    double usage = value(explaining, platform->usage_share, 1);
    double share = value(explaining, pr->revenue_share, 0);
    double rate = owner_revenue_rate(&explaining->stage, pr->platform) * share / HOURS_PER_YEAR;
    double revenue = growth * usage > 0 ? rate * HOURS_PER_YEAR / (growth * usage * share) : 0;
    double recapture = value(explaining, platform->recapture, 0);
    add_owner_inputs(explaining, pr);
    add_step(explaining, arena_format(arena, "%s: revenue an hour", where),
             arena_format(arena,
                          "annual_revenue %.12g * growth_factor %.10g * usage_share %.10g * "
                          "revenue_share %.10g / 8766",
                          revenue, growth, usage, share),
             rate, currency(explaining));
    add_step(explaining, arena_format(arena, "%s: lost demand", where),
             arena_format(arena, "integral of severity under the profile '%s'",
                          profile_name(explaining, pr->exposure.full)),
             hours, "average hours");
    add_step(explaining, arena_format(arena, "%s: gross", where), "revenue an hour * lost demand",
             steps[OWNER_RECOVERY], currency(explaining));
    if (explaining->selection.kind != OWNER_GROSS) {
        add_step(explaining, arena_format(arena, "%s: net", where),
                 arena_format(arena, "gross * (1 - recapture %.10g)", recapture),
                 steps[OWNER_RECAPTURE], currency(explaining));
    }
    sum_add(&explaining->total, explaining->selection.kind == OWNER_GROSS ? steps[OWNER_RECOVERY]
                                                                          : steps[OWNER_RECAPTURE]);
}

static void explain_owner(struct explaining *explaining)
{
    const struct model *model = explaining->stage.model;
    for (size_t i = 0; i < model->platform_region_count; ++i) {
        const struct model_platform_region *pr = &model->platform_regions[i];
        if (is_selected(explaining->selection.platform, pr->platform) &&
            is_selected(explaining->selection.region, pr->region) &&
            is_selected(explaining->selection.owner, model->platforms[pr->platform].owner)) {
            explain_owner_row(explaining, i);
        }
    }
}

/* ---- The dependants -------------------------------------------------------------------------- */

static void explain_fallbacks(struct explaining *explaining, const struct model_cell *cell,
                              const char *where)
{
    struct arena *arena = explaining->run->result->arena;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback =
            &explaining->stage.model->fallbacks[cell->first_fallback + i];
        double own = cell->flow_per_year > 0 ? fallback->flow_per_year / cell->flow_per_year : 0;
        double share = value(explaining, fallback->share, own);
        double hours = stage_exposure(&explaining->stage, fallback->exposure);
        add_input(explaining, fallback->share);
        add_step(explaining, arena_format(arena, "%s: saved by a fallback", where),
                 arena_format(arena, "share %.10g * %.10g hours", share, hours), share * hours,
                 "average hours");
    }
}

static void explain_cell(struct explaining *explaining, size_t number)
{
    struct arena *arena = explaining->run->result->arena;
    const struct prepared *prepared = explaining->run->prepared;
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    const struct model_sector *sector = &explaining->stage.model->sectors[cell->sector];
    const char *where = arena_format(
        arena, "%s, sector %s, %s, %s",
        key_of(explaining, prepared->platform_rows[cell->platform], PLATFORMS_PLATFORM),
        key_of(explaining, prepared->sector_rows[cell->sector], SECTORS_SECTOR),
        key_of(explaining, prepared->region_rows[cell->region], REGIONS_REGION),
        key_of(explaining, prepared->channel_rows[cell->channel], CHANNELS_CHANNEL));
    double rate =
        cell->flow_per_year * stage_rate(&explaining->stage, cell->per_usd) / HOURS_PER_YEAR;
    double recapture = dependants_recapture(&explaining->stage, sector);
    add_input(explaining, sector->recapture);
    add_input(explaining, sector->recapture_decay_hours);
    add_step(explaining, arena_format(arena, "%s: flow an hour", where),
             arena_format(arena, "sum of firms * annual_revenue * share %.12g / 8766",
                          cell->flow_per_year),
             rate, currency(explaining));
    add_step(explaining, arena_format(arena, "%s: exposure", where),
             arena_format(arena, "integral of severity and onset under the profile '%s'",
                          profile_name(explaining, cell->onset)),
             stage_exposure(&explaining->stage, cell->onset), "average hours");
    explain_fallbacks(explaining, cell, where);
    add_step(
        explaining, arena_format(arena, "%s: net", where),
        arena_format(arena, "flow an hour * (exposure - saved) * (1 - recapture %.10g)", recapture),
        explaining->run->cell_net[number], currency(explaining));
    sum_add(&explaining->total, explaining->run->cell_net[number]);
}

static void explain_dependants(struct explaining *explaining)
{
    const struct selection *selection = &explaining->selection;
    for (size_t i = 0; i < explaining->stage.model->cell_count; ++i) {
        const struct model_cell *cell = &explaining->stage.model->cells[i];
        if (is_selected(selection->platform, cell->platform) &&
            is_selected(selection->region, cell->region) &&
            is_selected(selection->channel, cell->channel) &&
            is_selected(selection->sector, cell->sector)) {
            explain_cell(explaining, i);
        }
    }
}

/* ---- Others ---------------------------------------------------------------------------------- */

static void explain_economy(struct explaining *explaining)
{
    struct arena *arena = explaining->run->result->arena;
    for (size_t i = 0; i < explaining->stage.model->economy_count; ++i) {
        const struct model_economy *economy = &explaining->stage.model->economies[i];
        double gdp = value(explaining, economy->gdp.amount, 0) *
                     stage_rate(&explaining->stage, economy->gdp.per_usd);
        double share = value(explaining, economy->digital_share, 0);
        double hours = stage_exposure(&explaining->stage, economy->exposure);
        double part = gdp * share / HOURS_PER_YEAR * hours;
        add_input(explaining, economy->gdp.amount);
        add_input(explaining, economy->digital_share);
        add_step(explaining,
                 key_of(explaining, explaining->run->prepared->region_rows[i], REGIONS_REGION),
                 arena_format(arena, "gdp %.12g * digital_share %.10g / 8766 * %.10g hours", gdp,
                              share, hours),
                 part, currency(explaining));
        sum_add(&explaining->total, part);
    }
}

static void explain_fundamental(struct explaining *explaining)
{
    struct arena *arena = explaining->run->result->arena;
    const struct model_owner *owner = &explaining->stage.model->owners[explaining->selection.owner];
    double margin = value(explaining, owner->margin, 0);
    double tax_rate = value(explaining, owner->tax_rate, 0);
    explain_owner(explaining);
    double net = sum_value(&explaining->total);
    add_input(explaining, owner->margin);
    add_input(explaining, owner->tax_rate);
    explaining->total = (struct sum){0};
    sum_add(&explaining->total, net * margin * (1 - tax_rate));
    add_step(explaining, "lost profit after tax",
             arena_format(arena, "net %.12g * margin %.10g * (1 - tax_rate %.10g)", net, margin,
                          tax_rate),
             sum_value(&explaining->total), currency(explaining));
}

blackout_status run_explanation(struct run *run, const char *path, blackout_error *error)
{
    struct explaining explaining = {.run = run,
                                    .result = &run->result->explanation,
                                    .stage = {.model = &run->prepared->model,
                                              .layout = &run->layout,
                                              .parameters = run->prepared->centres,
                                              .exposures = run->exposures}};
    if (!read_path(&explaining, path)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "path",
                           "there is nothing to explain at '%.120s'; a path in the report, like "
                           "/platforms/facebook/owner_revenue_loss/net or "
                           "/totals/dependent_revenue_loss",
                           path);
    }
    switch (explaining.selection.kind) {
    case OWNER_GROSS:
    case OWNER_AFTER_RECAPTURE:
        explain_owner(&explaining);
        break;
    case DEPENDANTS:
        explain_dependants(&explaining);
        break;
    case ECONOMY:
        explain_economy(&explaining);
        break;
    case FUNDAMENTAL:
        explain_fundamental(&explaining);
        break;
    }
    explaining.result->path = arena_copy(run->result->arena, path, strlen(path));
    add_step(&explaining, "the figure", "sum of the above", sum_value(&explaining.total),
             currency(&explaining));
    return explaining.failed ? error_memory(error) : BLACKOUT_OK;
}
