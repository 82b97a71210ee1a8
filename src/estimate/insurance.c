/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What policies pay for the outage, in the order of their table. Payments are outputs of the model,
 * which has them in every sample; here they get names and are put into the order of the table. */
#include <string.h>

#include "core/error.h"
#include "estimate/run.h"
#include "model/insurance.h"

static const char *copy(const struct run *run, const struct cell *cell)
{
    const char *text = cell->given ? run_text(run, cell->text) : NULL;
    return text != NULL ? arena_copy(run->result->arena, text, strlen(text)) : NULL;
}

/* In every sample, so that its interval is its own and not a difference of two: what is left varies
 * less than what is lost, where a policy pays the rest. */
static struct quantity difference(struct run *run, size_t from, size_t output)
{
    run_begin(run);
    run_add(run, from, 1);
    run_add(run, output, -1);
    return run_end(run);
}

/* Paid, the aggregate limit included: what that cuts is retained. */
static void fill_policy(struct run *run, struct result_policy *policy, size_t number)
{
    const struct model_layout *layout = &run->layout;
    const struct row *row = run->prepared->policy_rows[number];
    policy->policy = copy(run, &row->cells[POLICIES_POLICY]);
    policy->business = copy(run, &row->cells[POLICIES_BUSINESS]);
    policy->loss.gross = run_output(run, layout->policy_gross + number);
    policy->loss.insured = run_output(run, layout->policy_paid + number);
    policy->loss.retained =
        difference(run, layout->policy_gross + number, layout->policy_paid + number);
}

/* A business with several policies has one gross loss, and one insured as part of all has it in
 * that of all. */
static void add_gross(struct run *run)
{
    for (size_t i = 0; i < run->prepared->model.policy_count; ++i) {
        if (insurance_counts_in_total(&run->prepared->model, i)) {
            run_add(run, run->layout.policy_gross + i, 1);
        }
    }
}

static void add_paid(struct run *run, double coefficient)
{
    for (size_t i = 0; i < run->prepared->model.policy_count; ++i) {
        run_add(run, run->layout.policy_paid + i, coefficient);
    }
}

/* Retained is of the whole gross: what no policy covers is borne by the insured. */
static void fill_total(struct run *run, struct quantity totals[FIGURE_COUNT])
{
    run_begin(run);
    add_gross(run);
    totals[FIGURE_INSURANCE_GROSS] = run_end(run);
    run_begin(run);
    add_paid(run, 1);
    totals[FIGURE_INSURED] = run_end(run);
    run_begin(run);
    add_gross(run);
    add_paid(run, -1);
    totals[FIGURE_RETAINED] = run_end(run);
}

/* The place of each row of the table among those that are in the model; `places` has one for each
 * row. First 1 where a row is in the model, then the number of such rows before it. */
static void find_places(uint32_t *places, const struct run *run, const struct table *table)
{
    const struct row *const *rows = run->prepared->policy_rows;
    for (size_t i = 0; i < run->prepared->model.policy_count; ++i) {
        places[rows[i] - table->rows] = 1;
    }
    uint32_t count = 0;
    for (size_t i = 0; i < table->row_count; ++i) {
        const uint32_t next = count + places[i];
        places[i] = count;
        count = next;
    }
}

/* The model has policies by what they insure; the report has them in the order of the table. Rows
 * of owners' own policies are no part of the list, hence the places. */
blackout_status run_insurance(struct run *run, blackout_error *error)
{
    struct result *result = run->result;
    const size_t count = run->prepared->model.policy_count;
    if (count == 0) {
        return BLACKOUT_OK;
    }
    const struct table *table = &run->prepared->dataset->tables[POLICIES];
    result->policies = arena_alloc(result->arena, count, sizeof *result->policies);
    uint32_t *places = arena_alloc(result->arena, table->row_count, sizeof *places);
    if (result->policies == NULL || places == NULL) {
        return error_memory(error);
    }
    find_places(places, run, table);
    for (size_t i = 0; i < count; ++i) {
        const struct row *row = run->prepared->policy_rows[i];
        fill_policy(run, &result->policies[places[row - table->rows]], i);
    }
    result->policy_count = count;
    fill_total(run, result->totals);
    return BLACKOUT_OK;
}
