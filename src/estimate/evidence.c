/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each total rests on. A product rests on its weakest factor, so each piece of a total (a
 * platform in a region, a cell) goes whole to the weakest basis of the inputs that made it; and for
 * each table apart, to the weakest of its inputs. The certain defaults of empty cells and the
 * scenario, which is the question, do not count; defaults with a range are assumed. How good the
 * whole is cannot be an average over inputs: a measured revenue times an assumed share is an
 * assumption. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/figure_catalogue.h"
#include "estimate/inputs.h"
#include "estimate/run.h"

enum { FLAT_PROFILE = TABLE_COUNT }; /* stands for no table: every hour alike, an assumption */

/* The weakest basis of the inputs from each table; -1: none. */
struct factors {
    int weakest[TABLE_COUNT + 1];
};

/* By basis: of the whole, and for each table of those pieces in which it has a factor. */
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

/* Bases are numbered from the strongest to the weakest. */
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

/* The visitor writes into `factors`, one set for each piece. */
static struct input_visitor visitor(const struct run *run, struct factors *factors)
{
    return (struct input_visitor){.prepared = run->prepared,
                                  .user = factors,
                                  .parameter = add_parameter,
                                  .profile = add_profile};
}

/* Counts `value`: whole to the weakest basis of all factors, and for each table to the weakest of
 * its own. A table that has no factor in the piece counts it in none of its lines. Without any
 * factor a piece rests on the question alone, and is as good as measured. */
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

/* Shares of the total; a total of 0 has none. */
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

/* The flat profile is in the whole and has no line of its own: it is no table. */
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

/* ---- Pieces ---------------------------------------------------------------------------------- */

/* Counts each piece of a figure by what it rests on, `shared` included. */
typedef void count_pieces(struct tally *tally, const struct run *run,
                          const struct figure_info *figure, const struct factors *shared);

/* A row is an element of the output that the figure is the sum of. */
static void count_rows(struct tally *tally, const struct run *run, const struct figure_info *figure,
                       const struct factors *shared)
{
    const struct figure_source *source = &figure->at[AT_TOTALS];
    for (size_t row = 0; row < run->prepared->model.platform_region_count; ++row) {
        struct factors factors = *shared;
        struct input_visitor to = visitor(run, &factors);
        figure->inputs(&to, row);
        count(tally, &factors,
              run->out[model_place(&run->layout, (enum model_output)source->output, row,
                                   (size_t)source->number)]);
    }
}

/* Counts a cell's value by what its flow rests on. A cell's rows may have different bases: its flow
 * is divided among them, all else being alike. `weakest` of the dependencies is set anew for each
 * part; the other factors of the cell stay. */
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

/* The weight is the cell's part of the figure in the centre, in money. */
static void count_cells(struct tally *tally, const struct run *run,
                        const struct figure_info *figure, const struct factors *shared)
{
    for (size_t cell = 0; cell < run->prepared->model.cell_count; ++cell) {
        struct factors factors = *shared;
        struct input_visitor to = visitor(run, &factors);
        figure->inputs(&to, cell);
        count_cell(tally, &factors, run, cell, figure->weight(run, cell));
    }
}

static void count_regions(struct tally *tally, const struct run *run,
                          const struct figure_info *figure, const struct factors *shared)
{
    for (size_t region = 0; region < run->prepared->model.economy_count; ++region) {
        struct factors factors = *shared;
        struct input_visitor to = visitor(run, &factors);
        figure->inputs(&to, region);
        count(tally, &factors, figure->weight(run, region));
    }
}

struct credits_tally {
    const struct run *run;
    const struct model_credits *credits;
    const struct factors *shared;
    struct tally *tally;
};

/* A month without a tier gives nothing back. */
static void count_credits_part(void *user, size_t row, size_t month,
                               const struct credits_part *part)
{
    struct credits_tally *credits = user;
    struct factors factors = *credits->shared;
    struct input_visitor to = visitor(credits->run, &factors);
    (void)month;
    if (part->tier != NULL) {
        inputs_credits(&to, credits->credits, row, part->tier);
        count(credits->tally, &factors, part->amount);
    }
}

/* Month by month, each by its own tier: two months of one region may rest on different rows. */
static void count_credits(struct tally *tally, const struct run *run,
                          const struct figure_info *figure, const struct factors *shared)
{
    const struct stage stage = run_stage(run);
    struct credits_tally credits = {.run = run, .shared = shared, .tally = tally};
    (void)figure;
    for (size_t i = 0; i < run->prepared->model.credits_count; ++i) {
        credits.credits = &run->prepared->model.credits[i];
        credits_each(&stage, credits.credits, count_credits_part, &credits);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* What all pieces share, as the coefficients of `supply`, is visited once. */
blackout_status run_evidence(struct run *run, blackout_error *error)
{
    static count_pieces *const walks[] = {[PIECES_ROWS] = count_rows,
                                          [PIECES_CELLS] = count_cells,
                                          [PIECES_REGIONS] = count_regions,
                                          [PIECES_CREDITS] = count_credits};
    const struct model_selection all = model_select_all();
    struct result *result = run->result;
    result->evidence = arena_alloc(result->arena, FIGURE_COUNT, sizeof *result->evidence);
    blackout_status status = result->evidence != NULL ? BLACKOUT_OK : error_memory(error);
    for (int id = 0; id < FIGURE_COUNT && status == BLACKOUT_OK; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        if (figure->in_evidence && figure->is_known(run->prepared, &all)) {
            struct tally tally = {0};
            struct factors shared = no_factors();
            struct input_visitor to = visitor(run, &shared);
            if (figure->shared_inputs != NULL) {
                figure->shared_inputs(&to);
            }
            walks[figure->pieces](&tally, run, figure, &shared);
            status = add_result(run, figure->path, &tally, error);
        }
    }
    return status;
}
