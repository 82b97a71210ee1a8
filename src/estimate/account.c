/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner's account of an incident: forgone revenue and costs, gross; what is made up later and
 * what comes back; and what is left. Figures are sums over the model's outputs, so that each has
 * its interval. Rows of kind f and d are what the owner found itself: they take the place of the
 * estimates of lost revenue and of service credits. Nothing of it is added to what dependants lose.
 * (methodology, costs and recoveries) Kinds are those of article 7(1) of Delegated Regulation (EU)
 * 2024/1772, and gross is what its article 9(6) compares with an amount, so that no recovery may
 * reduce it. */
#include <string.h>

#include "core/error.h"
#include "estimate/figure_sums.h"
#include "filing/costs.h"

static const char estimate_basis[] = "estimated";

static const char *copy(const struct run *run, const char *text)
{
    return arena_copy(run->result->arena, text, strlen(text));
}

/* ---- What the rows are of -------------------------------------------------------------------- */

/* The letter of a row of `costs`; "" of none. A row without a kind is a cost like others: the kind
 * decides only what takes the place of an estimate. */
static const char *kind_of(const struct run *run, size_t cost)
{
    const struct cell *kind = &run->prepared->cost_rows[cost]->cells[COSTS_KIND];
    return kind->given ? run_text(run, kind->text) : "";
}

/* One row is enough: the owner's figures are taken as whole, and an estimate beside them would
 * count the same money twice. */
static bool has_kind(const struct run *run, const char *kind)
{
    for (size_t i = 0; i < run->prepared->model.cost_count; ++i) {
        if (strcmp(kind_of(run, i), kind) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

/* Rows of forgone revenue, or all others: every row is in one of the two. */
enum costs_of { COSTS_OF_REVENUE, COSTS_OF_OTHERS };

static void add_costs(struct run *run, enum costs_of which, double coefficient)
{
    for (size_t i = 0; i < run->prepared->model.cost_count; ++i) {
        const bool revenue = strcmp(kind_of(run, i), FILING_KIND_FORGONE_REVENUE) == 0;
        if (revenue == (which == COSTS_OF_REVENUE)) {
            run_add(run, run->layout.costs + i, coefficient);
        }
    }
}

/* OWNER_RECOVERY is the step of the gross loss, the last before what is made up later. */
static void add_revenue(struct run *run, double coefficient)
{
    const struct model_selection all = model_select_all();
    if (has_kind(run, FILING_KIND_FORGONE_REVENUE)) {
        add_costs(run, COSTS_OF_REVENUE, coefficient);
    } else {
        figure_add(run, OUTPUT_OWNER_STEPS, OWNER_RECOVERY, &all, coefficient);
    }
}

/* Rows of contract fees are what the owner owes by its own count, and take the estimate's place. */
static bool estimates_credits(const struct run *run)
{
    return run->prepared->has_credits && !has_kind(run, FILING_KIND_CONTRACT_FEES);
}

static void add_other_costs(struct run *run, double coefficient)
{
    const struct model_selection all = model_select_all();
    add_costs(run, COSTS_OF_OTHERS, coefficient);
    if (estimates_credits(run)) {
        figure_add(run, OUTPUT_CREDITS, 0, &all, coefficient);
    }
}

/* Of revenue that the owner found itself it is not known what is made up later: nothing is taken
 * off. The difference of two steps, so that calibration and the model's own error are in it, as in
 * the net loss of the report. */
static void add_made_up(struct run *run, double coefficient)
{
    const struct model_selection all = model_select_all();
    if (!has_kind(run, FILING_KIND_FORGONE_REVENUE)) {
        figure_add(run, OUTPUT_OWNER_STEPS, OWNER_RECOVERY, &all, coefficient);
        figure_add(run, OUTPUT_OWNER_STEPS, OWNER_NET, &all, -coefficient);
    }
}

/* Rows first, then what own policies pay, expected and received alike: the report's list has the
 * same order. */
static void add_recoveries(struct run *run, double coefficient)
{
    for (size_t i = 0; i < run->prepared->model.recovery_count; ++i) {
        run_add(run, run->layout.recoveries + i, coefficient);
    }
    for (size_t i = 0; i < run->prepared->model.own_policy_count; ++i) {
        run_add(run, run->layout.own_paid + i, coefficient);
    }
}

/* How often each part is in each figure. In the order of a statement. The figures `gross` and `net`
 * are remembered by number, since samples of them are kept for laws and proportions; a run of
 * totals alone, whose figures have no numbers, is asked for neither (is_of_totals()). */
static const struct account_sum {
    enum figure_id id;
    double revenue;
    double costs;
    double made_up;
    double recoveries;
} sums[] = {{FIGURE_ACCOUNT_REVENUE, .revenue = 1},
            {FIGURE_ACCOUNT_COSTS, .costs = 1},
            {FIGURE_ACCOUNT_GROSS, .revenue = 1, .costs = 1},
            {FIGURE_ACCOUNT_MADE_UP, .made_up = 1},
            {FIGURE_ACCOUNT_RECOVERIES, .recoveries = 1},
            {FIGURE_ACCOUNT_NET, .revenue = 1, .costs = 1, .made_up = -1, .recoveries = -1}};

static void fill_sum(struct run *run, const struct account_sum *sum)
{
    run_begin(run);
    if (sum->revenue != 0) {
        add_revenue(run, sum->revenue);
    }
    if (sum->costs != 0) {
        add_other_costs(run, sum->costs);
    }
    if (sum->made_up != 0) {
        add_made_up(run, sum->made_up);
    }
    if (sum->recoveries != 0) {
        add_recoveries(run, sum->recoveries);
    }
    run->result->totals[sum->id] = run_end(run);
    /* Absent, and not 0: that nothing is made up is not what the rows say. */
    run->result->totals[sum->id].present =
        sum->id != FIGURE_ACCOUNT_MADE_UP || !has_kind(run, FILING_KIND_FORGONE_REVENUE);
    if (sum->id == FIGURE_ACCOUNT_GROSS) {
        run->account_gross = run->figures.count - 1;
    }
    if (sum->id == FIGURE_ACCOUNT_NET) {
        run->account_net = run->figures.count - 1;
    }
}

/* ---- Items ----------------------------------------------------------------------------------- */

static void set_date(struct result_account_item *item, const struct cell *date)
{
    item->has_date = date->given;
    item->date = date->given ? date->time : 0;
}

/* A form asks whether an amount is actual: a measured one is, all others are estimates. */
static void set_basis(struct result_account_item *item, const struct run *run,
                      const struct cell *amount)
{
    item->basis = basis_name((enum basis)amount->basis);
    item->actual = amount->basis == BASIS_MEASURED;
    item->source = copy(run, run_text(run, amount->source));
}

/* The sign of a reversal is in the output already: an amount that takes back is below 0. */
static struct result_account_item cost_item(struct run *run, size_t number)
{
    const struct cell *cells = run->prepared->cost_rows[number]->cells;
    struct result_account_item item = {.side = "cost",
                                       .kind = copy(run, kind_of(run, number)),
                                       .words = filing_cost_words(kind_of(run, number)),
                                       .state = "",
                                       .amount = run_output(run, run->layout.costs + number)};
    set_basis(&item, run, &cells[COSTS_AMOUNT]);
    set_date(&item, &cells[COSTS_DATE]);
    return item;
}

static struct result_account_item recovery_item(struct run *run, size_t number)
{
    const struct cell *cells = run->prepared->recovery_rows[number]->cells;
    const char *kind =
        cells[RECOVERIES_KIND].given ? run_text(run, cells[RECOVERIES_KIND].text) : "";
    struct result_account_item item = {
        .side = "recovery",
        .kind = copy(run, kind),
        .words = copy(run, kind[0] != '\0' ? kind : "not divided by kind"),
        .state = copy(run, run_text(run, cells[RECOVERIES_STATE].text)),
        .amount = run_output(run, run->layout.recoveries + number)};
    set_basis(&item, run, &cells[RECOVERIES_AMOUNT]);
    set_date(&item, &cells[RECOVERIES_DATE]);
    return item;
}

/* What the model found itself, beside the rows. Texts are static or in the result's arena. */
static struct result_account_item estimated_item(const char *side, const char *kind,
                                                 const char *words, struct quantity amount,
                                                 const char *source)
{
    return (struct result_account_item){.side = side,
                                        .kind = kind,
                                        .words = words,
                                        .state = strcmp(side, "recovery") == 0 ? "expected" : "",
                                        .estimated = true,
                                        .basis = estimate_basis,
                                        .amount = amount,
                                        .source = source};
}

/* A policy pays by the model's own loss, so that its amount is an estimate whatever its terms are.
 */
static struct result_account_item policy_item(struct run *run, size_t number)
{
    const struct row *row = run->prepared->own_policy_rows[number];
    const char *source = arena_format(run->result->arena, "policy %s, on the owner's net loss",
                                      run_text(run, row->cells[POLICIES_POLICY].text));
    return estimated_item("recovery", "insurer", "insurer",
                          run_output(run, run->layout.own_paid + number), source);
}

/* In the order of a statement: revenue, other costs, what comes back. Each row is a figure of its
 * own, and has its interval; what the model estimates has that of the total it is taken from. */
static void fill_items(struct run *run, struct result_account *account)
{
    const struct model *model = &run->prepared->model;
    const struct quantity *totals = run->result->totals;
    if (!has_kind(run, FILING_KIND_FORGONE_REVENUE)) {
        account->items[account->count++] = estimated_item(
            "cost", FILING_KIND_FORGONE_REVENUE, filing_cost_words(FILING_KIND_FORGONE_REVENUE),
            totals[FIGURE_OWNER_GROSS], "owner_revenue_loss/gross of this report");
    }
    if (estimates_credits(run)) {
        account->items[account->count++] = estimated_item(
            "cost", FILING_KIND_CONTRACT_FEES, filing_cost_words(FILING_KIND_CONTRACT_FEES),
            totals[FIGURE_CREDITS], "credits of this report");
    }
    for (size_t i = 0; i < model->cost_count; ++i) {
        account->items[account->count++] = cost_item(run, i);
    }
    for (size_t i = 0; i < model->recovery_count; ++i) {
        account->items[account->count++] = recovery_item(run, i);
    }
    for (size_t i = 0; i < model->own_policy_count; ++i) {
        account->items[account->count++] = policy_item(run, i);
    }
}

/* Nobody is given back more than a loss: such rows are of another incident, or in other units. By
 * the centres, and with what own policies pay. */
static blackout_status warn_recoveries(struct run *run, blackout_error *error)
{
    const struct quantity *totals = run->result->totals;
    return totals[FIGURE_ACCOUNT_RECOVERIES].central <= totals[FIGURE_ACCOUNT_GROSS].central
               ? BLACKOUT_OK
               : run_warn(run, "recoveries_over_costs", "recoveries",
                          "more comes back than the incident cost, gross: are the rows of this "
                          "incident, and their amounts in the same units as those of costs?",
                          error);
}

blackout_status run_account(struct run *run, blackout_error *error)
{
    /* lost revenue and service credits */
    enum { ESTIMATES = 2 };
    struct result_account *account = &run->result->account;
    const struct model *model = &run->prepared->model;
    if (!run->prepared->has_account) {
        return BLACKOUT_OK;
    }
    const size_t most =
        ESTIMATES + model->cost_count + model->recovery_count + model->own_policy_count;
    account->items = arena_alloc(run->result->arena, most, sizeof *account->items);
    if (account->items == NULL) {
        return error_memory(error);
    }
    account->present = true;
    account->incident = run->prepared->incident != NULL ? copy(run, run->prepared->incident) : NULL;
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; ++i) {
        fill_sum(run, &sums[i]);
    }
    fill_items(run, account);
    return warn_recoveries(run, error);
}
