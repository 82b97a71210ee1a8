/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one figure of the report, step by step: the inputs with their basis and source,
 * the products, and the sum that is the figure. The last step is the figure as the report has it.
 */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/figure_path.h"
#include "estimate/inputs.h"
#include "estimate/run.h"

struct explaining {
    struct run *run;
    struct result_explanation *result;
    struct stage stage;
    struct figure_path figure;
    struct input_visitor visitor;
    size_t step_capacity;
    size_t input_capacity;
    size_t part_count; /* steps that the figure is the sum of */
    bool failed;       /* memory is out */
};

/* ---- Inputs and steps ------------------------------------------------------------------------ */

/* Lists an input once. */
static void add_input(void *user, const struct parameter *parameter)
{
    struct explaining *explaining = user;
    struct arena *arena = explaining->run->result->arena;
    struct result_explanation *result = explaining->result;
    const char *name = arena_format(arena, "%s/%s/%s", schema_table(parameter->table)->name,
                                    parameter->key, parameter->column);
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

static const char average_hours[] = "average hours";

static const char *currency(const struct explaining *explaining)
{
    return explaining->run->result->scenario.currency;
}

static struct arena *arena_of(const struct explaining *explaining)
{
    return explaining->run->result->arena;
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

/* "'office_hours' (assumed)" */
static const char *profile_name(const struct explaining *explaining, uint32_t exposure)
{
    if (exposure == INDEX_NONE) {
        return "none: it is not hit";
    }
    const struct prepared *prepared = explaining->run->prepared;
    const struct profile_info *info =
        &prepared->profiles[prepared->model.exposures[exposure].profile];
    const char *name =
        arena_format(arena_of(explaining), "'%s' (%s)", info->name, basis_name(info->basis));
    return name != NULL ? name : "";
}

/* ---- The owner ------------------------------------------------------------------------------- */

static const char *row_name(const struct explaining *explaining,
                            const struct model_platform_region *pr)
{
    const struct prepared *prepared = explaining->run->prepared;
    return arena_format(
        arena_of(explaining), "%s in %s",
        key_of(explaining, prepared->platform_rows[pr->platform], PLATFORMS_PLATFORM),
        key_of(explaining, prepared->region_rows[pr->region], REGIONS_REGION));
}

/* How a platform's revenue is scaled so that its owner's sum to what the owner has. */
static void explain_scale(struct explaining *explaining, uint32_t p)
{
    const struct model *model = explaining->stage.model;
    const struct model_platform *platform = &model->platforms[p];
    const struct model_owner *owner = &model->owners[platform->owner];
    double own = stage_amount(&explaining->stage, &platform->annual_revenue);
    double sum = 0;
    if (!owner->has_annual_revenue) {
        return;
    }
    for (size_t i = 0; i < model->platform_count; ++i) {
        sum += model->platforms[i].owner == platform->owner
                   ? stage_amount(&explaining->stage, &model->platforms[i].annual_revenue)
                   : 0;
    }
    double of_owner = stage_amount(&explaining->stage, &owner->annual_revenue);
    const char *what = arena_format(
        arena_of(explaining), "%s: annual_revenue, scaled to its owner's",
        key_of(explaining, explaining->run->prepared->platform_rows[p], PLATFORMS_PLATFORM));
    add_step(explaining, what,
             arena_format(arena_of(explaining),
                          "annual_revenue %.12g * the owner's %.12g / sum over its platforms %.12g",
                          own, of_owner, sum),
             sum > 0 ? own * of_owner / sum : own, currency(explaining));
}

static double explain_rate(struct explaining *explaining, const struct model_platform_region *pr,
                           const char *where)
{
    const struct model_platform *platform = &explaining->stage.model->platforms[pr->platform];
    double growth = value(explaining, platform->growth_factor, 1);
    double usage = value(explaining, platform->usage_share, 1);
    double share = value(explaining, pr->revenue_share, 0);
    double used = owner_revenue_rate(&explaining->stage, pr->platform);
    double rate = used * share / HOURS_PER_YEAR;
    add_step(explaining, arena_format(arena_of(explaining), "%s: revenue an hour", where),
             arena_format(arena_of(explaining),
                          "annual_revenue %.12g * growth_factor %.10g * usage_share %.10g * "
                          "revenue_share %.10g / 8766",
                          growth * usage > 0 ? used / (growth * usage) : 0, growth, usage, share),
             rate, currency(explaining));
    return rate;
}

static void explain_recapture(struct explaining *explaining, size_t number, const char *where)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    const double *steps =
        explaining->run->out + explaining->run->layout.owner_steps + number * OWNER_STEP_COUNT;
    double recapture =
        value(explaining, explaining->stage.model->platforms[pr->platform].recapture, 0);
    bool net = explaining->figure.kind != FIGURE_OWNER_RECAPTURED;
    add_step(
        explaining, arena_format(arena_of(explaining), net ? "%s: net" : "%s: recaptured", where),
        arena_format(arena_of(explaining),
                     net ? "gross * (1 - recapture %.10g)" : "gross * recapture %.10g", recapture),
        net ? steps[OWNER_NET] : steps[OWNER_RECOVERY] - steps[OWNER_RECAPTURE],
        currency(explaining));
}

static void explain_owner_row(struct explaining *explaining, size_t number)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    const struct model_layout *layout = &explaining->run->layout;
    const double *steps = explaining->run->out + layout->owner_steps + number * OWNER_STEP_COUNT;
    const char *where = row_name(explaining, pr);
    bool gross = explaining->figure.kind == FIGURE_OWNER_GROSS;
    (gross ? inputs_owner_gross : inputs_owner_net)(&explaining->visitor, number);
    inputs_owner_scale(&explaining->visitor,
                       explaining->stage.model->platforms[pr->platform].owner);
    explain_rate(explaining, pr, where);
    add_step(explaining, arena_format(arena_of(explaining), "%s: lost demand", where),
             arena_format(arena_of(explaining), "integral of severity under the profile %s",
                          profile_name(explaining, pr->exposure.full)),
             explaining->run->out[layout->lost_demand_hours + number], average_hours);
    add_step(explaining, arena_format(arena_of(explaining), "%s: gross", where),
             "revenue an hour * lost demand", steps[OWNER_RECOVERY], currency(explaining));
    if (!gross) {
        explain_recapture(explaining, number, where);
    }
    ++explaining->part_count;
}

/* Calls `explain` for each row of the owner's side that the figure has. */
static void each_owner_row(struct explaining *explaining,
                           void (*explain)(struct explaining *, size_t))
{
    const struct model *model = explaining->stage.model;
    const struct figure_path *figure = &explaining->figure;
    uint32_t scaled = INDEX_NONE;
    for (size_t i = 0; i < model->platform_region_count; ++i) {
        const struct model_platform_region *pr = &model->platform_regions[i];
        if (!is_selected(figure->platform, pr->platform) ||
            !is_selected(figure->region, pr->region) ||
            !is_selected(figure->owner, model->platforms[pr->platform].owner)) {
            continue;
        }
        if (explain == explain_owner_row && pr->platform != scaled) {
            scaled = pr->platform;
            explain_scale(explaining, scaled);
        }
        explain(explaining, i);
    }
}

static void explain_hours_row(struct explaining *explaining, size_t number)
{
    const struct model_platform_region *pr = &explaining->stage.model->platform_regions[number];
    double hours = explaining->run->out[explaining->run->layout.lost_demand_hours + number];
    bool weighted = explaining->figure.region == INDEX_NONE;
    double share = value(explaining, pr->revenue_share, 0);
    if (weighted) {
        inputs_lost_hours(&explaining->visitor, number);
    }
    add_step(explaining,
             arena_format(arena_of(explaining), "%s: lost demand", row_name(explaining, pr)),
             arena_format(arena_of(explaining), "integral of severity under the profile %s%s",
                          profile_name(explaining, pr->exposure.full),
                          weighted ? arena_format(arena_of(explaining),
                                                  "; it weighs by revenue_share %.10g", share)
                                   : ""),
             hours, average_hours);
    ++explaining->part_count;
}

/* ---- The dependants -------------------------------------------------------------------------- */

static const char *cell_name(const struct explaining *explaining, const struct model_cell *cell)
{
    const struct prepared *prepared = explaining->run->prepared;
    return arena_format(
        arena_of(explaining), "%s, sector %s, %s, %s",
        key_of(explaining, prepared->platform_rows[cell->platform], PLATFORMS_PLATFORM),
        key_of(explaining, prepared->sector_rows[cell->sector], SECTORS_SECTOR),
        key_of(explaining, prepared->region_rows[cell->region], REGIONS_REGION),
        key_of(explaining, prepared->channel_rows[cell->channel], CHANNELS_CHANNEL));
}

static double explain_flow(struct explaining *explaining, const struct model_cell *cell,
                           const char *where)
{
    double rate =
        cell->flow_per_year * stage_rate(&explaining->stage, cell->per_usd) / HOURS_PER_YEAR;
    add_step(explaining, arena_format(arena_of(explaining), "%s: flow an hour", where),
             arena_format(arena_of(explaining),
                          "sum over dependencies of firms * annual_revenue * share %.12g * rate "
                          "%.10g / 8766",
                          cell->flow_per_year, stage_rate(&explaining->stage, cell->per_usd)),
             rate, currency(explaining));
    return rate;
}

/* Returns the hours that rivals get. */
static double explain_fallbacks(struct explaining *explaining, const struct model_cell *cell,
                                const char *where, bool rivals_alone)
{
    double rival = 0;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback =
            &explaining->stage.model->fallbacks[cell->first_fallback + i];
        double share = dependants_mean_share(&explaining->stage, cell, i);
        double hours = stage_exposure(&explaining->stage, fallback->exposure);
        rival += fallback->rival ? share * hours : 0;
        if (fallback->rival || !rivals_alone) {
            add_step(explaining,
                     arena_format(arena_of(explaining), "%s: saved by a fallback", where),
                     arena_format(arena_of(explaining), "share %.10g * %.10g hours", share, hours),
                     share * hours, average_hours);
        }
    }
    return rival;
}

static void explain_cell_loss(struct explaining *explaining, size_t number)
{
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    const struct model_sector *sector = &explaining->stage.model->sectors[cell->sector];
    const char *where = cell_name(explaining, cell);
    inputs_cell_loss(&explaining->visitor, number);
    explain_flow(explaining, cell, where);
    add_step(explaining, arena_format(arena_of(explaining), "%s: exposure", where),
             arena_format(arena_of(explaining),
                          "integral of severity and onset under the profile %s",
                          profile_name(explaining, cell->onset)),
             stage_exposure(&explaining->stage, cell->onset), average_hours);
    explain_fallbacks(explaining, cell, where, false);
    add_step(explaining, arena_format(arena_of(explaining), "%s: net", where),
             arena_format(arena_of(explaining),
                          "flow an hour * (exposure - saved) * (1 - recapture %.10g)",
                          dependants_recapture(&explaining->stage, sector)),
             explaining->run->cell_net[number], currency(explaining));
    ++explaining->part_count;
}

static void explain_cell_value_added(struct explaining *explaining, size_t number)
{
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    const struct model_sector *sector = &explaining->stage.model->sectors[cell->sector];
    double added = value(explaining, sector->value_added, 0);
    double output = value(explaining, sector->annual_output, 1);
    explain_cell_loss(explaining, number);
    inputs_cell_value_added(&explaining->visitor, number);
    add_step(explaining,
             arena_format(arena_of(explaining), "%s: value added", cell_name(explaining, cell)),
             arena_format(arena_of(explaining), "net * value_added %.12g / annual_output %.12g",
                          added, output),
             explaining->run->cell_net[number] * added / output, currency(explaining));
}

static void explain_cell_rival_gain(struct explaining *explaining, size_t number)
{
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    bool has_rival = false;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        has_rival = has_rival || explaining->stage.model->fallbacks[cell->first_fallback + i].rival;
    }
    if (!has_rival) {
        return;
    }
    const char *where = cell_name(explaining, cell);
    inputs_cell_rival_gain(&explaining->visitor, number);
    double rate = explain_flow(explaining, cell, where);
    double hours = explain_fallbacks(explaining, cell, where, true);
    add_step(explaining, arena_format(arena_of(explaining), "%s: won by rivals", where),
             "flow an hour * saved by fallbacks of other owners", rate * hours,
             currency(explaining));
    ++explaining->part_count;
}

static void each_cell(struct explaining *explaining, void (*explain)(struct explaining *, size_t))
{
    const struct figure_path *figure = &explaining->figure;
    for (size_t i = 0; i < explaining->stage.model->cell_count; ++i) {
        const struct model_cell *cell = &explaining->stage.model->cells[i];
        if (is_selected(figure->platform, cell->platform) &&
            is_selected(figure->region, cell->region) &&
            is_selected(figure->channel, cell->channel) &&
            is_selected(figure->sector, cell->sector)) {
            explain(explaining, i);
        }
    }
}

/* ---- Suppliers ------------------------------------------------------------------------------- */

static void explain_sector(struct explaining *explaining, size_t i)
{
    const struct model_layout *layout = &explaining->run->layout;
    const double *out = explaining->run->out;
    const struct prepared *prepared = explaining->run->prepared;
    uint32_t sector = prepared->model.supply.sectors[i];
    const char *name = key_of(explaining, prepared->sector_rows[sector], SECTORS_SECTOR);
    double output = indirect_output(&explaining->stage, i);
    add_step(explaining,
             arena_format(arena_of(explaining), "sector %s: own inoperability c*", name),
             arena_format(arena_of(explaining),
                          "direct loss * (1 - diverted) %.12g / output while it lasts %.12g",
                          indirect_direct(&explaining->stage, out, i), output),
             out[layout->perturbation + i], "");
    add_step(
        explaining, arena_format(arena_of(explaining), "sector %s: inoperability q", name),
        "solution of q = A* q + c*, a*_ij = coefficient of j from i * output of j / output of i",
        out[layout->inoperability + i], "");
    add_step(explaining, arena_format(arena_of(explaining), "sector %s: lost in turn", name),
             "(q - c*) * output while it lasts", out[layout->indirect_loss + i],
             currency(explaining));
    ++explaining->part_count;
}

static void explain_indirect(struct explaining *explaining)
{
    for (size_t i = 0; i < explaining->stage.model->cell_count; ++i) {
        inputs_cell_indirect(&explaining->visitor, i);
    }
    inputs_supply(&explaining->visitor);
    for (size_t i = 0; i < explaining->stage.model->supply.count; ++i) {
        explain_sector(explaining, i);
    }
}

/* ---- Service credits ------------------------------------------------------------------------- */

struct explaining_credits {
    struct explaining *explaining;
    const struct model_credits *credits;
};

/* "2021-10", or "the average month 1" without a start. */
static const char *month_name(const struct explaining *explaining, size_t number)
{
    const struct resolved_scenario *scenario = &explaining->run->prepared->scenario;
    char date[CALENDAR_TEXT_SIZE];
    if (!scenario->has_start) {
        return arena_format(arena_of(explaining), "average month %zu", number + 1);
    }
    instant month = explaining->run->prepared->first_month;
    for (size_t i = 0; i < number; ++i) {
        month = calendar_next_month(month);
    }
    calendar_print_date(date, month);
    return arena_format(arena_of(explaining), "%.7s", date);
}

static void explain_credits_part(void *user, size_t row, size_t month,
                                 const struct credits_part *part)
{
    const struct explaining_credits *of = user;
    struct explaining *explaining = of->explaining;
    const struct model *model = explaining->stage.model;
    const struct model_month *hours = &model->months[month];
    const struct model_platform_region *pr = &model->platform_regions[row];
    const char *where = arena_format(arena_of(explaining), "%s, %s", row_name(explaining, pr),
                                     month_name(explaining, month));
    if (!(part->unavailable_hours > 0)) {
        return;
    }
    add_step(explaining, arena_format(arena_of(explaining), "%s: availability", where),
             arena_format(arena_of(explaining), "1 - %.10g unavailable hours / %.10g hours",
                          part->unavailable_hours, hours->to_hours - hours->from_hours),
             part->availability, "");
    if (part->tier == NULL) {
        return;
    }
    inputs_credits(&explaining->visitor, of->credits, row, part->tier);
    add_step(explaining, arena_format(arena_of(explaining), "%s: credits", where),
             arena_format(arena_of(explaining),
                          "below %.10g: subscription_revenue of a month %.12g * revenue_share "
                          "%.10g * credit_share %.10g * claimed_share %.10g",
                          part->tier->availability_below,
                          credits_month_revenue(&explaining->stage, of->credits),
                          value(explaining, pr->revenue_share, 0),
                          value(explaining, part->tier->credit_share, 0),
                          value(explaining, part->tier->claimed_share, 1)),
             part->amount, currency(explaining));
    ++explaining->part_count;
}

static void explain_credits(struct explaining *explaining)
{
    const struct model *model = explaining->stage.model;
    for (size_t i = 0; i < model->credits_count; ++i) {
        struct explaining_credits of = {explaining, &model->credits[i]};
        if (is_selected(explaining->figure.platform, of.credits->platform)) {
            credits_each(&explaining->stage, of.credits, explain_credits_part, &of);
        }
    }
}

/* ---- The economy ----------------------------------------------------------------------------- */

static void explain_economy(struct explaining *explaining)
{
    const struct prepared *prepared = explaining->run->prepared;
    for (size_t i = 0; i < explaining->stage.model->economy_count; ++i) {
        const struct model_economy *economy = &explaining->stage.model->economies[i];
        double gdp = stage_amount(&explaining->stage, &economy->gdp);
        double share = value(explaining, economy->digital_share, 0);
        double hours = stage_exposure(&explaining->stage, economy->exposure);
        inputs_economy(&explaining->visitor, i);
        add_step(explaining,
                 arena_format(arena_of(explaining), "%s: digital turnover",
                              key_of(explaining, prepared->region_rows[i], REGIONS_REGION)),
                 arena_format(arena_of(explaining),
                              "gdp %.12g * digital_share %.10g / 8766 * %.10g hours", gdp, share,
                              hours),
                 gdp * share / HOURS_PER_YEAR * hours, currency(explaining));
        ++explaining->part_count;
    }
}

/* ---- The figure ------------------------------------------------------------------------------ */

/* What a kind of figure is made of, and what the steps it sums are called. */
struct kind {
    void (*row)(struct explaining *, size_t);
    void (*cell)(struct explaining *, size_t);
    void (*all)(struct explaining *);
    const char *part; /* the end of the steps that sum to it */
};

static const struct kind kinds[] = {
    [FIGURE_LOST_HOURS] = {.row = explain_hours_row, .part = "lost demand"},
    [FIGURE_OWNER_GROSS] = {.row = explain_owner_row, .part = "gross"},
    [FIGURE_OWNER_RECAPTURED] = {.row = explain_owner_row, .part = "recaptured"},
    [FIGURE_OWNER_NET] = {.row = explain_owner_row, .part = "net"},
    [FIGURE_FUNDAMENTAL] = {.row = explain_owner_row, .part = "net"},
    [FIGURE_DEPENDANTS] = {.cell = explain_cell_loss, .part = "net"},
    [FIGURE_VALUE_ADDED] = {.cell = explain_cell_value_added, .part = "value added"},
    [FIGURE_RIVAL_GAIN] = {.cell = explain_cell_rival_gain, .part = "won by rivals"},
    [FIGURE_INDIRECT] = {.all = explain_indirect, .part = "lost in turn"},
    [FIGURE_CREDITS] = {.all = explain_credits, .part = "credits"},
    [FIGURE_ECONOMY] = {.all = explain_economy, .part = "digital turnover"}};

static const char *fundamental_formula(struct explaining *explaining)
{
    uint32_t o = explaining->figure.owner;
    const struct model *model = explaining->stage.model;
    struct sum net = {0};
    for (size_t i = 0; i < model->platform_region_count; ++i) {
        if (model->platforms[model->platform_regions[i].platform].owner == o) {
            sum_add(&net, explaining->run->out[explaining->run->layout.owner_steps +
                                               i * OWNER_STEP_COUNT + OWNER_NET]);
        }
    }
    inputs_fundamental(&explaining->visitor, o);
    return arena_format(arena_of(explaining),
                        "net %.12g, the sum of those above, * margin %.10g * (1 - tax_rate %.10g)",
                        sum_value(&net), value(explaining, model->owners[o].margin, 0),
                        value(explaining, model->owners[o].tax_rate, 0));
}

/* How the figure comes of the steps before it. */
static const char *last_formula(struct explaining *explaining)
{
    const char *part = kinds[explaining->figure.kind].part;
    if (explaining->figure.kind == FIGURE_FUNDAMENTAL) {
        return fundamental_formula(explaining);
    }
    if (explaining->part_count == 0) {
        return "there is nothing to sum";
    }
    if (explaining->part_count == 1) {
        return "the step above";
    }
    return arena_format(arena_of(explaining),
                        explaining->figure.kind == FIGURE_LOST_HOURS
                            ? "mean of the %zu steps above that end in '%s', by their weights"
                            : "sum of the %zu steps above that end in '%s'",
                        explaining->part_count, part);
}

blackout_status run_explanation(struct run *run, const char *path, blackout_error *error)
{
    struct explaining explaining = {
        .run = run, .result = &run->result->explanation, .stage = run_stage(run)};
    explaining.visitor = (struct input_visitor){
        .prepared = run->prepared, .user = &explaining, .parameter = add_input};
    blackout_status status = figure_path_read(&explaining.figure, run, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const struct kind *kind = &kinds[explaining.figure.kind];
    if (kind->row != NULL) {
        each_owner_row(&explaining, kind->row);
    } else if (kind->cell != NULL) {
        each_cell(&explaining, kind->cell);
    } else {
        kind->all(&explaining);
    }
    explaining.result->path = arena_copy(run->result->arena, path, strlen(path));
    add_step(&explaining, "the figure", last_formula(&explaining),
             explaining.figure.quantity->central,
             explaining.figure.kind == FIGURE_LOST_HOURS ? average_hours : currency(&explaining));
    return explaining.failed ? error_memory(error) : BLACKOUT_OK;
}
