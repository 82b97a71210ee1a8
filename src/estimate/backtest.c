/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each published figure is a scenario of its own: the event, in the figure's currency, for the
 * length of outage that the figure was computed for. The rows in force at its start are what was
 * known. */
#include "estimate/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/sum.h"
#include "estimate/result.h"
#include "stats/binomial.h"

static const double coverage_level = 0.90;

struct testing {
    struct blackout_backtest *backtest;
    const blackout_dataset *dataset;
    const blackout_run_options *options;
    double samples;
    double seed;
    blackout_error *error;
};

static const char *cell_text(const struct testing *testing, const struct cell *cell)
{
    return cell->given ? dataset_text(testing->dataset, cell->text) : "";
}

/* ---- One figure ------------------------------------------------------------------------------ */

static const char *copy(struct testing *testing, const char *text)
{
    return arena_copy(&testing->backtest->arena, text, strlen(text));
}

static void set_interval(struct backtest_row *row, const struct quantity *quantity)
{
    const struct statistics *s = quantity->statistics;
    row->estimate = quantity->central;
    if (s != NULL && s->sampled) {
        row->has_interval = true;
        row->p5 = s->p5;
        row->p95 = s->p95;
    }
}

/* The owner's predicted loss of market value: a loss is positive, its 5 % value is the 95 % change.
 */
static bool set_market_value(struct backtest_row *row, const struct result *result)
{
    if (result->owner_count != 1 || !result->owners[0].has_prediction ||
        !result->owners[0].median.money.present) {
        return false;
    }
    row->estimate = -result->owners[0].median.money.central;
    row->has_interval = true;
    row->p5 = -result->owners[0].p95.money.central;
    row->p95 = -result->owners[0].p5.money.central;
    return true;
}

/* Fills the estimate of the row's measure; false where the report has none. */
static bool set_estimate(struct backtest_row *row, const struct result *result)
{
    const struct result_totals *totals = &result->totals;
    if (strcmp(row->measure, "market_value_loss") == 0) {
        return set_market_value(row, result);
    }
    const struct quantity *quantity =
        strcmp(row->measure, "owner_revenue_loss") == 0       ? &totals->owner_revenue_loss.net
        : strcmp(row->measure, "dependent_revenue_loss") == 0 ? &totals->dependent_revenue_loss
        : strcmp(row->measure, "economy_loss") == 0           ? &totals->economy_baseline
                                                              : NULL;
    if (quantity == NULL || !quantity->present) {
        return false;
    }
    set_interval(row, quantity);
    return true;
}

/* How far an estimate is from its figure, |ln(ratio)|; a loss estimated as none or as a gain is off
 * without bound. */
static double absolute_log(double ratio)
{
    return ratio > 0 ? fabs(log(ratio)) : INFINITY;
}

static void judge(struct backtest_row *row, const struct result *result)
{
    row->ratio = row->estimate / row->midpoint;
    row->hit = row->has_interval && row->midpoint >= row->p5 && row->midpoint <= row->p95;
    if (strcmp(row->measure, "owner_revenue_loss") == 0 && result->owner_waterfall.count > 0) {
        row->has_straight_line = true;
        row->straight_line = result->owner_waterfall.steps[0].running.central;
        row->straight_line_nearer =
            absolute_log(row->straight_line / row->midpoint) < absolute_log(row->ratio);
    }
}

static blackout_status make_scenario(struct testing *testing, blackout_scenario **scenario,
                                     const struct backtest_row *row, bool has_duration)
{
    blackout_status status = blackout_scenario_new(scenario, testing->error);
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_set(*scenario, "event", row->event, testing->error);
    }
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_set(*scenario, "currency", row->currency, testing->error);
    }
    if (status == BLACKOUT_OK) {
        (*scenario)->has_samples = true;
        (*scenario)->samples = testing->samples;
        (*scenario)->has_seed = true;
        (*scenario)->seed = testing->seed;
        (*scenario)->has_top = true; /* no businesses */
        (*scenario)->has_duration = has_duration;
        (*scenario)->duration_hours = mapping_certain(row->duration_hours);
    }
    return status;
}

/* Estimates one row. What the dataset cannot carry is a reason, not an error. */
static blackout_status test_row(struct testing *testing, struct backtest_row *row,
                                bool has_duration)
{
    blackout_scenario *scenario = NULL;
    blackout_result *result = NULL;
    blackout_error why = {0};
    blackout_status status = make_scenario(testing, &scenario, row, has_duration);
    if (status == BLACKOUT_OK) {
        const blackout_scenario *const scenarios[] = {scenario};
        status = blackout_estimate(&result, testing->dataset, scenarios, 1, testing->options, &why);
        if (status == BLACKOUT_ERROR_USAGE || status == BLACKOUT_ERROR_INPUT) {
            row->why_not = copy(testing, why.message);
            status = BLACKOUT_OK;
        } else if (status != BLACKOUT_OK && testing->error != NULL) {
            *testing->error = why;
        } else if (!set_estimate(row, &result->results[0])) {
            row->why_not = copy(testing, "the estimate has no such figure");
        } else {
            row->duration_hours = result->results[0].scenario.duration_hours;
            judge(row, &result->results[0]);
        }
    }
    blackout_scenario_free(scenario);
    blackout_result_free(result);
    return status;
}

static blackout_status add_row(struct testing *testing, const struct row *published)
{
    struct blackout_backtest *backtest = testing->backtest;
    const struct cell *cells = published->cells;
    const struct cell *minutes = &cells[PUBLISHED_DURATION_ASSUMED_MINUTES];
    struct backtest_row *row = &backtest->rows[backtest->row_count++];
    *row = (struct backtest_row){
        .event = copy(testing, cell_text(testing, &cells[PUBLISHED_EVENT])),
        .measure = copy(testing, cell_text(testing, &cells[PUBLISHED_MEASURE])),
        .kind = copy(testing, cell_text(testing, &cells[PUBLISHED_KIND])),
        .publisher = copy(testing, cell_text(testing, &cells[PUBLISHED_PUBLISHER])),
        .currency = copy(testing, cell_text(testing, &cells[PUBLISHED_CURRENCY])),
        .low = cells[PUBLISHED_LOW].number,
        .high = cells[PUBLISHED_HIGH].number,
        .duration_hours = minutes->given ? minutes->number / 60 : 0};
    if (row->event == NULL || row->measure == NULL || row->kind == NULL || row->publisher == NULL ||
        row->currency == NULL) {
        return error_memory(testing->error);
    }
    row->midpoint = sqrt(row->low * row->high);
    if (!(row->low > 0)) {
        row->why_not = copy(testing, "the published figure is not above 0: it has no ratio");
        return BLACKOUT_OK;
    }
    return test_row(testing, row, minutes->given);
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Misses first, then by how far off; what could not be estimated last, in the order of the table.
 */
static int misses_first(const void *a, const void *b)
{
    const struct backtest_row *x = a;
    const struct backtest_row *y = b;
    int group_x = x->why_not != NULL ? 2 : x->hit ? 1 : 0;
    int group_y = y->why_not != NULL ? 2 : y->hit ? 1 : 0;
    if (group_x != group_y) {
        return group_x - group_y;
    }
    double off_x = group_x < 2 ? absolute_log(x->ratio) : 0;
    double off_y = group_y < 2 ? absolute_log(y->ratio) : 0;
    if (off_x != off_y) {
        return off_x > off_y ? -1 : 1;
    }
    int order = strcmp(x->event, y->event);
    return order != 0 ? order : strcmp(x->publisher, y->publisher);
}

static void count(struct backtest_share *share, bool hit)
{
    ++share->trials;
    share->hits += hit ? 1 : 0;
}

static blackout_status summarise(struct blackout_backtest *backtest, blackout_error *error)
{
    double *off = arena_alloc(&backtest->arena, backtest->row_count, sizeof *off);
    if (off == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not != NULL) {
            continue;
        }
        off[backtest->estimated++] = absolute_log(row->ratio);
        if (strcmp(row->kind, "measured") == 0 && row->has_interval) {
            count(&backtest->coverage, row->hit);
        }
        if (row->has_straight_line) {
            count(&backtest->straight_line_nearer, row->straight_line_nearer);
        }
    }
    backtest->has_median = backtest->estimated > 0;
    if (backtest->has_median) {
        backtest->median_absolute_log_ratio = median(off, backtest->estimated);
        backtest->has_median = isfinite(backtest->median_absolute_log_ratio);
    }
    struct backtest_share *shares[] = {&backtest->coverage, &backtest->straight_line_nearer};
    for (int i = 0; i < 2; ++i) {
        binomial_interval(&shares[i]->low, &shares[i]->high, shares[i]->hits, shares[i]->trials,
                          coverage_level);
    }
    qsort(backtest->rows, backtest->row_count, sizeof *backtest->rows, misses_first);
    return BLACKOUT_OK;
}

blackout_status blackout_backtest_run(blackout_backtest **backtest, const blackout_dataset *dataset,
                                      const blackout_scenario *scenario,
                                      const blackout_run_options *options, blackout_error *error)
{
    const struct table *published = &dataset->tables[PUBLISHED];
    *backtest = NULL;
    if (!published->present) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "the package has no table published: there is nothing to test against");
    }
    struct blackout_backtest *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    struct testing testing = {
        .backtest = made,
        .dataset = dataset,
        .options = options,
        .samples = scenario != NULL && scenario->has_samples ? scenario->samples : DEFAULT_SAMPLES,
        .seed = scenario != NULL && scenario->has_seed ? scenario->seed : DEFAULT_SEED,
        .error = error};
    made->samples = testing.samples;
    made->seed = testing.seed;
    made->rows = arena_alloc(&made->arena, published->row_count, sizeof *made->rows);
    blackout_status status = made->rows != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < published->row_count && status == BLACKOUT_OK; ++i) {
        status = add_row(&testing, &published->rows[i]);
    }
    if (status == BLACKOUT_OK) {
        status = summarise(made, error);
    }
    if (status != BLACKOUT_OK) {
        blackout_backtest_free(made);
        return status;
    }
    *backtest = made;
    return BLACKOUT_OK;
}

void blackout_backtest_free(blackout_backtest *backtest)
{
    if (backtest != NULL) {
        arena_free(&backtest->arena);
        free(backtest);
    }
}
