/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each total rests on. A product rests on its weakest factor, so each piece of a total (a
 * platform in a region, a cell) goes whole to the weakest basis of the inputs that made it; and for
 * each table apart, to the weakest of its inputs. Empty cells and the scenario itself do not count:
 * their values are the model's defaults and the question. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/run.h"
#include "model/stages.h"

enum { FLAT_PROFILE = TABLE_COUNT }; /* stands for no table: every hour alike, an assumption */

/* The weakest basis of the inputs from each table; -1: none. */
struct factors {
    int weakest[TABLE_COUNT + 1];
};

struct tally {
    struct sum all[BASIS_COUNT];
    struct sum by_table[TABLE_COUNT + 1][BASIS_COUNT];
    bool has_table[TABLE_COUNT + 1];
};

static struct factors no_factors(void)
{
    struct factors factors;
    for (int i = 0; i <= TABLE_COUNT; ++i) {
        factors.weakest[i] = -1;
    }
    return factors;
}

static void add_basis(struct factors *factors, int table, enum basis basis)
{
    if ((int)basis > factors->weakest[table]) {
        factors->weakest[table] = (int)basis;
    }
}

static void add_parameter(struct factors *factors, const struct run *run, parameter_id id)
{
    if (id != PARAMETER_NONE && run->prepared->parameters[id].table != NO_TABLE) {
        const struct parameter *parameter = &run->prepared->parameters[id];
        add_basis(factors, (int)parameter->table, parameter->basis);
    }
}

static void add_profile(struct factors *factors, const struct run *run, uint32_t exposure)
{
    if (exposure != INDEX_NONE) {
        uint32_t number = run->prepared->model.exposures[exposure].profile;
        const struct profile_info *info = &run->prepared->profiles[number];
        add_basis(factors, info->table == NO_TABLE ? FLAT_PROFILE : (int)info->table, info->basis);
    }
}

static void add_money(struct factors *factors, const struct run *run, const struct money *money)
{
    add_parameter(factors, run, money->amount);
    if (money->per_usd != run->prepared->model.report_per_usd) {
        add_parameter(factors, run, money->per_usd);
        add_parameter(factors, run, run->prepared->model.report_per_usd);
    }
}

/* Counts `value`: whole to the weakest basis of all factors, and for each table to the weakest of
 * its own. */
static void count(struct tally *tally, const struct factors *factors, double value)
{
    int weakest = 0;
    for (int table = 0; table <= TABLE_COUNT; ++table) {
        if (factors->weakest[table] < 0) {
            continue;
        }
        weakest = factors->weakest[table] > weakest ? factors->weakest[table] : weakest;
        tally->has_table[table] = true;
        sum_add(&tally->by_table[table][factors->weakest[table]], value);
    }
    sum_add(&tally->all[weakest], value);
}

/* ---- Results --------------------------------------------------------------------------------- */

static void parts_of(double parts[RESULT_BASIS_COUNT], const struct sum sums[BASIS_COUNT])
{
    double total = 0;
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        total += sum_value(&sums[basis]);
    }
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        parts[basis] = total > 0 ? sum_value(&sums[basis]) / total : 0;
    }
}

static blackout_status add_result(struct run *run, const char *total, const struct tally *tally,
                                  blackout_error *error)
{
    struct result *result = run->result;
    struct result_evidence *evidence = &result->evidence[result->evidence_count++];
    evidence->total = total;
    parts_of(evidence->parts, tally->all);
    evidence->tables = arena_alloc(result->arena, TABLE_COUNT, sizeof *evidence->tables);
    if (evidence->tables == NULL) {
        return error_memory(error);
    }
    for (int table = 0; table < TABLE_COUNT; ++table) {
        if (tally->has_table[table]) {
            struct result_evidence_table *row = &evidence->tables[evidence->table_count++];
            row->table = schema_table((enum table_id)table)->name;
            parts_of(row->parts, tally->by_table[table]);
        }
    }
    return BLACKOUT_OK;
}

/* ---- The owner's side ------------------------------------------------------------------------ */

static blackout_status owner_evidence(struct run *run, const char *total, bool net,
                                      blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    struct tally tally = {0};
    for (size_t row = 0; row < model->platform_region_count; ++row) {
        const struct model_platform_region *pr = &model->platform_regions[row];
        const struct model_platform *platform = &model->platforms[pr->platform];
        const struct model_owner *owner = &model->owners[platform->owner];
        struct factors factors = no_factors();
        add_money(&factors, run, &platform->annual_revenue);
        add_parameter(&factors, run, platform->growth_factor);
        add_parameter(&factors, run, platform->usage_share);
        add_parameter(&factors, run, pr->revenue_share);
        add_profile(&factors, run, pr->exposure.full);
        if (owner->has_annual_revenue) {
            add_money(&factors, run, &owner->annual_revenue);
        }
        if (net) {
            add_parameter(&factors, run, platform->recapture);
        }
        count(&tally, &factors,
              run->out[run->layout.owner_steps + row * OWNER_STEP_COUNT +
                       (net ? OWNER_NET : OWNER_RECOVERY)]);
    }
    return add_result(run, total, &tally, error);
}

/* ---- The dependants -------------------------------------------------------------------------- */

static struct factors cell_factors(const struct run *run, const struct model_cell *cell)
{
    const struct model *model = &run->prepared->model;
    const struct model_sector *sector = &model->sectors[cell->sector];
    const struct model_channel *channel = &model->channels[cell->channel];
    struct factors factors = no_factors();
    add_parameter(&factors, run, sector->recapture);
    add_parameter(&factors, run, sector->recapture_decay_hours);
    add_parameter(&factors, run, channel->grace_hours);
    add_parameter(&factors, run, channel->onset_hours);
    add_parameter(&factors, run, channel->shape);
    add_profile(&factors, run, cell->onset);
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        add_parameter(&factors, run, model->fallbacks[cell->first_fallback + i].share);
    }
    if (cell->per_usd != model->report_per_usd) {
        add_parameter(&factors, run, cell->per_usd);
        add_parameter(&factors, run, model->report_per_usd);
    }
    return factors;
}

static blackout_status dependant_evidence(struct run *run, const char *total, bool value_added,
                                          blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    struct tally tally = {0};
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_cell *cell = &model->cells[i];
        const struct model_sector *sector = &model->sectors[cell->sector];
        double value = run->cell_net[i];
        struct factors factors = cell_factors(run, cell);
        if (value_added) {
            const double *centres = run->prepared->centres;
            add_parameter(&factors, run, sector->value_added);
            add_parameter(&factors, run, sector->annual_output);
            value *= centres[sector->value_added] / centres[sector->annual_output];
        }
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            double part = run->prepared->cells[i].basis_part[basis];
            factors.weakest[DEPENDENCIES] = basis;
            if (part > 0) {
                count(&tally, &factors, value * part);
            }
        }
    }
    return add_result(run, total, &tally, error);
}

/* ---- The economy ----------------------------------------------------------------------------- */

static blackout_status economy_evidence(struct run *run, blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    const double *centres = run->prepared->centres;
    const struct stage stage = {.model = model, .parameters = centres};
    struct tally tally = {0};
    for (size_t i = 0; i < model->economy_count; ++i) {
        const struct model_economy *economy = &model->economies[i];
        struct factors factors = no_factors();
        double hours = economy->exposure == INDEX_NONE ? 0 : run->exposures[economy->exposure];
        add_money(&factors, run, &economy->gdp);
        add_parameter(&factors, run, economy->digital_share);
        count(&tally, &factors,
              centres[economy->gdp.amount] * stage_rate(&stage, economy->gdp.per_usd) *
                  centres[economy->digital_share] * hours);
    }
    return add_result(run, "economy_baseline", &tally, error);
}

blackout_status run_evidence(struct run *run, blackout_error *error)
{
    enum { MOST_TOTALS = 5 };
    struct result *result = run->result;
    result->evidence = arena_alloc(result->arena, MOST_TOTALS, sizeof *result->evidence);
    if (result->evidence == NULL) {
        return error_memory(error);
    }
    blackout_status status = owner_evidence(run, "owner_revenue_loss/gross", false, error);
    if (status == BLACKOUT_OK) {
        status = owner_evidence(run, "owner_revenue_loss/net", true, error);
    }
    if (status == BLACKOUT_OK && run->prepared->has_dependants) {
        status = dependant_evidence(run, "dependent_revenue_loss", false, error);
    }
    if (status == BLACKOUT_OK && run->prepared->has_value_added) {
        status = dependant_evidence(run, "dependent_value_added_loss", true, error);
    }
    if (status == BLACKOUT_OK && run->prepared->has_economy) {
        status = economy_evidence(run, error);
    }
    return status;
}
