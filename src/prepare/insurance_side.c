/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policies over what they insure: the kept rows of single businesses, and for all businesses
 * together the cells, whose rows are alike but for their flow. Each policy has the exposures of
 * these rows after its waiting time. (methodology, insurance) */
#include <stdlib.h>

#include "core/error.h"
#include "prepare/build.h"
#include "prepare/business_rows.h"
#include "prepare/parameters.h"

/* Arrays with room for all, made before any is filled: what the model points to must not move. */
struct insuring {
    struct build *build;
    struct model_insured *insured;
    struct model_business_row *rows;
    size_t row_count;
    struct model_policy *policies;
    struct model_cover *covers;
    size_t cover_count;
    struct fallback_exposures *cover_fallbacks;
    size_t cover_fallback_count;
};

static const struct table *policies_of(const struct build *build)
{
    return &build->dataset->tables[POLICIES];
}

/* A policy of an owner is for account_side.c: it covers what the owner loses, of which no row of
 * `dependencies` says anything. */
static bool insures_dependants(const struct row *row)
{
    return !row->cells[POLICIES_OWNER].given;
}

static size_t count_policies(const struct build *build)
{
    const struct table *policies = policies_of(build);
    size_t count = 0;
    for (size_t i = 0; i < policies->row_count; ++i) {
        count += insures_dependants(&policies->rows[i]) ? 1 : 0;
    }
    return count;
}

/* ---- What is insured ------------------------------------------------------------------------- */

/* Room for every row of an insured business, and every cell for a policy of all. An upper bound:
 * rows of platforms that are up are not known before they are looked for. */
static size_t most_rows(const struct build *build)
{
    const struct insured_businesses *businesses = &build->dataset->insured;
    size_t count = build->prepared->model.cell_count;
    for (size_t i = 0; i < businesses->count; ++i) {
        count += businesses->businesses[i].row_count;
    }
    return count;
}

struct profiled_row {
    uint32_t profile;
    struct model_business_row row;
};

/* Of one profile by cell, so that the order is whole. */
static int by_profile(const void *a, const void *b)
{
    const struct profiled_row *x = a;
    const struct profiled_row *y = b;
    if (x->profile != y->profile) {
        return x->profile < y->profile ? -1 : 1;
    }
    return (x->row.cell > y->row.cell) - (x->row.cell < y->row.cell);
}

/* Rows of one profile are together, as dependants_by_start() wants them, which evaluates the week
 * once for each profile. Cells are told apart by what keys the rows of a business, so that the
 * order is a whole one. */
static void sort_rows(struct insuring *insuring, const struct model_insured *insured)
{
    const struct build *build = insuring->build;
    struct model_business_row *rows = insuring->rows + insured->first_row;
    struct profiled_row *sorted =
        arena_alloc(build->prepared->arena, insured->row_count, sizeof *sorted);
    if (sorted == NULL) {
        build->prepared->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < insured->row_count; ++i) {
        /* A row that stays up has no profile; any place will do for it. */
        uint32_t onset = build->prepared->model.cells[rows[i].cell].onset[PART_LOST];
        sorted[i].profile = onset != INDEX_NONE ? build->kernels.exposures[onset].profile : 0;
        sorted[i].row = rows[i];
    }
    qsort(sorted, insured->row_count, sizeof *sorted, by_profile);
    for (size_t i = 0; i < insured->row_count; ++i) {
        rows[i] = sorted[i].row;
    }
}

/* Rows of platforms that are up lose nothing, and are left out. */
static void add_business(struct insuring *insuring, struct model_insured *insured,
                         const struct insured_business *business)
{
    const struct prepared *prepared = insuring->build->prepared;
    *insured = (struct model_insured){.first_row = insuring->row_count, .firms = 1};
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct dependency *row = &business->rows[i];
        uint32_t cell = business_row_cell(prepared, row);
        if (cell == INDEX_NONE) {
            continue;
        }
        struct model_business_row *added = &insuring->rows[insuring->row_count++];
        *added = business_row_make(cell, row);
        /* A business has one number of firms, which each of its rows repeats. */
        insured->firms = row->firms;
        insured->firms_slopes[0] = added->slopes.lower[FLOW_FIRMS];
        insured->firms_slopes[1] = added->slopes.upper[FLOW_FIRMS];
        ++insured->row_count;
    }
    sort_rows(insuring, insured);
}

/* A cell as one row. Its own fallback is the mean share of its rows, weighted by flow, which is all
 * that a sum needs. */
static struct model_business_row row_of_cell(const struct model *model, uint32_t number)
{
    const struct model_cell *cell = &model->cells[number];
    struct model_business_row row = {
        .cell = number, .flow_per_year = cell->flow_per_year, .slopes = cell->slopes};
    if (cell->fallback_count > 0 && cell->flow_per_year > 0) {
        row.fallback_share =
            model->fallbacks[cell->first_fallback].flow_per_year / cell->flow_per_year;
    }
    return row;
}

/* A group is insured as one: the terms are not divided among firms. Its rows are the cells, whose
 * own slopes have all their businesses in them. */
static void add_all(struct insuring *insuring, struct model_insured *insured)
{
    const struct model *model = &insuring->build->prepared->model;
    *insured = (struct model_insured){
        .all = true, .first_row = insuring->row_count, .row_count = model->cell_count, .firms = 1};
    for (uint32_t i = 0; i < model->cell_count; ++i) {
        insuring->rows[insuring->row_count++] = row_of_cell(model, i);
    }
    sort_rows(insuring, insured);
}

/* Only then are the cells insured, which may be many more than the rows of single businesses. */
static bool insures_all(const struct build *build)
{
    const struct table *policies = policies_of(build);
    for (size_t i = 0; i < policies->row_count; ++i) {
        if (insures_dependants(&policies->rows[i]) &&
            !policies->rows[i].cells[POLICIES_BUSINESS].given) {
            return true;
        }
    }
    return false;
}

/* Businesses in the dataset's order, all together last, as the model wants them. */
static blackout_status add_insured(struct insuring *insuring, blackout_error *error)
{
    struct build *build = insuring->build;
    struct arena *arena = build->prepared->arena;
    struct model *model = &build->prepared->model;
    const struct insured_businesses *businesses = &build->dataset->insured;
    insuring->insured = arena_alloc(arena, businesses->count + 1, sizeof *insuring->insured);
    insuring->rows = arena_alloc(arena, most_rows(build), sizeof *insuring->rows);
    if (insuring->insured == NULL || insuring->rows == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < businesses->count; ++i) {
        add_business(insuring, &insuring->insured[model->insured_count++],
                     &businesses->businesses[i]);
    }
    if (insures_all(build)) {
        add_all(insuring, &insuring->insured[model->insured_count++]);
    }
    model->insured = insuring->insured;
    model->insured_rows = insuring->rows;
    return BLACKOUT_OK;
}

/* ---- Policies -------------------------------------------------------------------------------- */

/* The loader asks for them, but a scenario can make a row. */
static bool has_terms(const struct row *row)
{
    const struct table_schema *schema = schema_table(POLICIES);
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (schema->columns[i].need == REQUIRED && !row->cells[i].given) {
            return false;
        }
    }
    return true;
}

/* The number of what a row of `policies` insures; INDEX_NONE where it is not in the package. */
static uint32_t insured_number(const struct build *build, const struct row *row)
{
    const struct insured_businesses *businesses = &build->dataset->insured;
    const struct cell *business = &row->cells[POLICIES_BUSINESS];
    if (!business->given) {
        return (uint32_t)businesses->count; /* all together, the last */
    }
    const struct insured_business *found = insured_find(businesses, business->text);
    return found != NULL ? (uint32_t)(found - businesses->businesses) : INDEX_NONE;
}

/* A cover for each row in turn, and one exposure for each fallback of its cell: their places
 * follow. Exposures with the same waiting time are kept once by kernels_after(): policies with
 * equal terms cost no more than one. */
static void add_cover(struct insuring *insuring, const struct model_business_row *row,
                      double waiting_hours)
{
    struct kernels *kernels = &insuring->build->kernels;
    const struct model *model = &insuring->build->prepared->model;
    const struct model_cell *cell = &model->cells[row->cell];
    const parameter_id recapture_hours = model->sectors[cell->sector].recapture.decay_hours;
    const uint32_t onset = kernels_after(kernels, cell->onset[PART_LOST], waiting_hours);
    insuring->covers[insuring->cover_count++] = (struct model_cover){
        .onset = {onset, kernels_discounted(kernels, onset, recapture_hours, PARAMETER_NONE)},
        .first_fallback = insuring->cover_fallback_count};
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback = &model->fallbacks[cell->first_fallback + i];
        const struct kernel_decays decays = {fallback->adaptation_hours, recapture_hours};
        insuring->cover_fallbacks[insuring->cover_fallback_count++] = kernels_fallback(
            kernels, kernels_after(kernels, fallback->exposures.all[PART_LOST], waiting_hours),
            &decays);
    }
}

/* Covers follow each other in the order of the insured's rows, from `first_cover` on. */
static blackout_status add_policy(struct insuring *insuring, const struct row *row,
                                  uint32_t insured, blackout_error *error)
{
    struct prepared *prepared = insuring->build->prepared;
    struct model_policy *policy = &insuring->policies[prepared->model.policy_count];
    const struct model_insured *whole = &insuring->insured[insured];
    const struct cell *cells = row->cells;
    *policy = (struct model_policy){
        .insured = insured, .first_cover = insuring->cover_count, .terms = build_policy_terms(row)};
    prepared->policy_rows[prepared->model.policy_count++] = row;
    for (size_t i = 0; i < whole->row_count; ++i) {
        add_cover(insuring, &insuring->rows[whole->first_row + i],
                  cells[POLICIES_WAITING_HOURS].number);
    }
    return parameters_add_rate(&policy->per_usd, prepared, cells[POLICIES_CURRENCY].text, error);
}

/* A row of `policies` and what it insures. */
struct order {
    uint32_t insured;
    const struct row *row;
};

/* Of one insured in the order of the table, which is that in which they pay. Rows of one table are
 * one array, so that their addresses have its order. */
static int by_insured(const void *a, const void *b)
{
    const struct order *x = a;
    const struct order *y = b;
    if (x->insured != y->insured) {
        return x->insured < y->insured ? -1 : 1;
    }
    return (x->row > y->row) - (x->row < y->row);
}

/* A scenario can set terms of a policy and make no new one: what it insures would not have been
 * read. */
static blackout_status make_order(struct order *order, const struct build *build,
                                  blackout_error *error)
{
    const struct table *policies = policies_of(build);
    size_t count = 0;
    for (size_t i = 0; i < policies->row_count; ++i) {
        const struct row *row = &policies->rows[i];
        if (!insures_dependants(row)) {
            continue;
        }
        order[count] = (struct order){insured_number(build, row), row};
        if (order[count++].insured == INDEX_NONE || !has_terms(row)) { /* made by the scenario */
            return error_field(error, BLACKOUT_ERROR_USAGE, "set",
                               "set: policies has no such policy ('%.80s'); give one that the "
                               "package has, whose terms a scenario can change",
                               dataset_text(build->dataset, row->cells[POLICIES_POLICY].text));
        }
    }
    qsort(order, count, sizeof *order, by_insured);
    return BLACKOUT_OK;
}

/* Rooms for the covers of all policies. */
static bool make_room(struct insuring *insuring, const struct order *order, size_t count)
{
    struct arena *arena = insuring->build->prepared->arena;
    const struct model *model = &insuring->build->prepared->model;
    size_t covers = 0;
    size_t fallbacks = 0;
    for (size_t i = 0; i < count; ++i) {
        const struct model_insured *insured = &insuring->insured[order[i].insured];
        covers += insured->row_count;
        for (size_t k = 0; k < insured->row_count; ++k) {
            fallbacks += model->cells[insuring->rows[insured->first_row + k].cell].fallback_count;
        }
    }
    insuring->policies = arena_alloc(arena, count, sizeof *insuring->policies);
    insuring->covers = arena_alloc(arena, covers, sizeof *insuring->covers);
    insuring->cover_fallbacks = arena_alloc(arena, fallbacks, sizeof *insuring->cover_fallbacks);
    insuring->build->prepared->policy_rows =
        arena_alloc(arena, count, sizeof *insuring->build->prepared->policy_rows);
    return insuring->policies != NULL && insuring->covers != NULL &&
           insuring->cover_fallbacks != NULL && insuring->build->prepared->policy_rows != NULL;
}

/* In the order of what is insured, then of the table. */
static blackout_status add_policies(struct insuring *insuring, blackout_error *error)
{
    struct build *build = insuring->build;
    struct model *model = &build->prepared->model;
    /* Rows of `policies` that the dependants have; the owners' are not theirs. */
    const size_t count = count_policies(build);
    struct order *order = arena_alloc(build->prepared->arena, count, sizeof *order);
    if (order == NULL) {
        return error_memory(error);
    }
    blackout_status status = make_order(order, build, error);
    if (status == BLACKOUT_OK && !make_room(insuring, order, count)) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        status = add_policy(insuring, order[i].row, order[i].insured, error);
    }
    model->policies = insuring->policies;
    model->covers = insuring->covers;
    model->cover_fallbacks = insuring->cover_fallbacks;
    return status;
}

/* Policies pay for losses of rows: without dependants there are none. */
blackout_status build_insurance_side(struct build *build, blackout_error *error)
{
    struct insuring insuring = {.build = build};
    if (count_policies(build) == 0) {
        return BLACKOUT_OK;
    }
    if (!build->prepared->has_dependants) {
        prepare_warn(
            build->prepared, "no_insurance", "policies",
            "the package has policies but no table dependencies: what they pay is left out");
        return BLACKOUT_OK;
    }
    blackout_status status = add_insured(&insuring, error);
    return status == BLACKOUT_OK ? add_policies(&insuring, error) : status;
}
