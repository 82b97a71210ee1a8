/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each total rests on. A product rests on its weakest factor, so each piece of a total (a
 * platform in a region, a cell) goes whole to the weakest basis of the inputs that made it; and for
 * each table apart, to the weakest of its inputs. Empty cells and the scenario itself do not count:
 * their values are the model's defaults and the question. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/inputs.h"
#include "estimate/run.h"

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

static void add_parameter(void *user, const struct parameter *parameter)
{
    add_basis(user, (int)parameter->table, parameter->basis);
}

static void add_profile(void *user, const struct profile_info *profile)
{
    add_basis(user, profile->table == NO_TABLE ? FLAT_PROFILE : (int)profile->table,
              profile->basis);
}

static struct input_visitor visitor(const struct run *run, struct factors *factors)
{
    return (struct input_visitor){.prepared = run->prepared,
                                  .user = factors,
                                  .parameter = add_parameter,
                                  .profile = add_profile};
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

/* ---- Totals ---------------------------------------------------------------------------------- */

static blackout_status owner_evidence(struct run *run, const char *total, bool net,
                                      blackout_error *error)
{
    struct tally tally = {0};
    for (size_t row = 0; row < run->prepared->model.platform_region_count; ++row) {
        struct factors factors = no_factors();
        struct input_visitor to = visitor(run, &factors);
        (net ? inputs_owner_net : inputs_owner_gross)(&to, row);
        count(&tally, &factors,
              run->out[run->layout.owner_steps + row * OWNER_STEP_COUNT +
                       (net ? OWNER_NET : OWNER_RECOVERY)]);
    }
    return add_result(run, total, &tally, error);
}

/* Counts a cell's value by what its flow rests on. */
static void count_cell(struct tally *tally, struct factors *factors, const struct run *run,
                       size_t cell, double value)
{
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        double part = run->prepared->cells[cell].basis_part[basis];
        factors->weakest[DEPENDENCIES] = basis;
        if (part > 0) {
            count(tally, factors, value * part);
        }
    }
}

static blackout_status dependant_evidence(struct run *run, const char *total, bool value_added,
                                          blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    struct tally tally = {0};
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_sector *sector = &model->sectors[model->cells[i].sector];
        const double *centres = run->prepared->centres;
        struct factors factors = no_factors();
        struct input_visitor to = visitor(run, &factors);
        (value_added ? inputs_cell_value_added : inputs_cell_loss)(&to, i);
        double value =
            run->cell_net[i] *
            (value_added ? centres[sector->value_added] / centres[sector->annual_output] : 1);
        count_cell(&tally, &factors, run, i, value);
    }
    return add_result(run, total, &tally, error);
}

struct credits_tally {
    const struct run *run;
    const struct model_credits *credits;
    struct tally tally;
};

static void count_credits(void *user, size_t row, size_t month, const struct credits_part *part)
{
    struct credits_tally *credits = user;
    struct factors factors = no_factors();
    struct input_visitor to = visitor(credits->run, &factors);
    (void)month;
    if (part->tier != NULL) {
        inputs_credits(&to, credits->credits, row, part->tier);
        count(&credits->tally, &factors, part->amount);
    }
}

static blackout_status credits_evidence(struct run *run, blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    const struct stage stage = run_stage(run);
    struct credits_tally credits = {.run = run};
    for (size_t i = 0; i < model->credits_count; ++i) {
        credits.credits = &model->credits[i];
        credits_each(&stage, credits.credits, count_credits, &credits);
    }
    return add_result(run, "credits", &credits.tally, error);
}

/* What other sectors lose for a unit that a linked sector loses: a column of (I - A)^-1 - I. */
static double lost_in_turn(const struct model_supply *supply, uint32_t sector)
{
    double sum = -1;
    size_t place = 0;
    while (supply->sectors[place] != sector) {
        ++place;
    }
    for (size_t i = 0; i < supply->count; ++i) {
        sum += supply->inverse[i * supply->count + place];
    }
    return sum;
}

static blackout_status indirect_evidence(struct run *run, blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    struct factors links = no_factors();
    struct input_visitor to_links = visitor(run, &links);
    struct tally tally = {0};
    inputs_supply(&to_links);
    for (size_t i = 0; i < model->cell_count; ++i) {
        uint32_t sector = model->cells[i].sector;
        struct factors factors = links;
        struct input_visitor to = visitor(run, &factors);
        inputs_cell_indirect(&to, i);
        count_cell(&tally, &factors, run, i,
                   run->cell_net[i] * lost_in_turn(&model->supply, sector) *
                       (1 - run->prepared->centres[model->sectors[sector].diverted]));
    }
    return add_result(run, "indirect_loss", &tally, error);
}

static blackout_status economy_evidence(struct run *run, blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    const struct stage stage = run_stage(run);
    struct tally tally = {0};
    for (size_t i = 0; i < model->economy_count; ++i) {
        const struct model_economy *economy = &model->economies[i];
        struct factors factors = no_factors();
        struct input_visitor to = visitor(run, &factors);
        inputs_economy(&to, i);
        count(&tally, &factors,
              stage_amount(&stage, &economy->gdp) * stage.parameters[economy->digital_share] *
                  stage_exposure(&stage, economy->exposure));
    }
    return add_result(run, "economy_baseline", &tally, error);
}

/* ---- All ------------------------------------------------------------------------------------- */

static blackout_status gross_evidence(struct run *run, blackout_error *error)
{
    return owner_evidence(run, "owner_revenue_loss/gross", false, error);
}

static blackout_status net_evidence(struct run *run, blackout_error *error)
{
    return owner_evidence(run, "owner_revenue_loss/net", true, error);
}

static blackout_status loss_evidence(struct run *run, blackout_error *error)
{
    return dependant_evidence(run, "dependent_revenue_loss", false, error);
}

static blackout_status value_added_evidence(struct run *run, blackout_error *error)
{
    return dependant_evidence(run, "dependent_value_added_loss", true, error);
}

blackout_status run_evidence(struct run *run, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    const struct {
        bool wanted;
        blackout_status (*fill)(struct run *, blackout_error *);
    } totals[] = {{true, gross_evidence},
                  {true, net_evidence},
                  {prepared->has_dependants, loss_evidence},
                  {prepared->has_value_added, value_added_evidence},
                  {prepared->has_indirect_loss, indirect_evidence},
                  {prepared->has_credits, credits_evidence},
                  {prepared->has_economy, economy_evidence}};
    enum { TOTALS = sizeof totals / sizeof totals[0] };
    struct result *result = run->result;
    result->evidence = arena_alloc(result->arena, TOTALS, sizeof *result->evidence);
    blackout_status status = result->evidence != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < TOTALS && status == BLACKOUT_OK; ++i) {
        status = totals[i].wanted ? totals[i].fill(run, error) : BLACKOUT_OK;
    }
    return status;
}
