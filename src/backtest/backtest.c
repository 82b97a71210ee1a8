/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each published figure is a scenario of its own: the event, in the figure's currency, for the
 * length of outage that the figure was computed for. The rows in force at its start, and events
 * whose days were over, are what was known. Nothing is tuned to what comes out: figures are
 * compared, counted and sorted, and what the package may have been fitted to is marked and left to
 * the judge (judge.c). */
#include "backtest/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ask/run_options.h"
#include "ask/scenario_sampling.h"
#include "calibrate/past_estimate.h"
#include "calibrate/past_outages.h"
#include "core/error.h"
#include "core/sum.h"
#include "estimate/result.h"
#include "tables/model_errors.h"

static const char owner_revenue_loss[] = "owner_revenue_loss";

/* One for the whole run: options are quiet, and their progress is moved on from part to part. */
struct testing {
    struct blackout_backtest *backtest;
    const blackout_dataset *dataset;
    blackout_run_options *options; /* their progress is that of the part that runs */
    struct progress progress;      /* of the whole */
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

/* Standard errors go along, since an end that is near the figure may be on either side of it by
 * chance. */
static void set_interval(struct backtest_row *row, const struct quantity *quantity)
{
    const struct statistics *s = quantity->statistics;
    row->estimate = quantity->central;
    if (s != NULL && s->sampled) {
        row->interval = INTERVAL_SAMPLES;
        row->p5 = s->p5;
        row->p95 = s->p95;
        row->se_p5 = s->se_p5;
        row->se_p95 = s->se_p95;
    }
}

/* The owner's predicted loss of market value: a loss is positive, its 5 % value is the 95 % change.
 * Of one owner alone: a published fall is of one share. */
static bool set_market_value(struct backtest_row *row, const struct result *result)
{
    if (result->owner_count != 1 || !result->owners[0].has_prediction ||
        !result->owners[0].median.money.present) {
        return false;
    }
    row->estimate = -result->owners[0].median.money.central;
    row->interval = INTERVAL_PREDICTION;
    row->p5 = -result->owners[0].p95.money.central;
    row->p95 = -result->owners[0].p5.money.central;
    return true;
}

/* Fills the estimate of the row's measure; false where the report has none. Other measures, as of
 * costs or deferred sales, have no figure in a report (methodology, stage 10). */
static bool set_estimate(struct backtest_row *row, const struct result *result)
{
    const struct quantity *totals = result->totals;
    if (strcmp(row->measure, "market_value_loss") == 0) {
        return set_market_value(row, result);
    }
    const struct quantity *quantity =
        strcmp(row->measure, owner_revenue_loss) == 0         ? &totals[FIGURE_OWNER_NET]
        : strcmp(row->measure, "dependent_revenue_loss") == 0 ? &totals[FIGURE_DEPENDANTS]
        : strcmp(row->measure, "economy_loss") == 0           ? &totals[FIGURE_ECONOMY]
                                                              : NULL;
    if (quantity == NULL || !quantity->present) {
        return false;
    }
    set_interval(row, quantity);
    return true;
}

/* How far an estimate is from its figure, |ln(ratio)|; a loss estimated as none or as a gain is off
 * without bound. As a logarithm, so that twice too much and half too little are equally far off. */
static double absolute_log(double ratio)
{
    return ratio > 0 ? fabs(log(ratio)) : INFINITY;
}

/* Whether the package has a class that was fitted, and so perhaps to its own measured losses. A
 * package without a fitted class has not seen any figure, and all of them count. */
static bool has_fitted_class(const blackout_dataset *dataset)
{
    const struct table *table = &dataset->tables[MODEL_ERROR];
    for (size_t i = 0; i < table->row_count; ++i) {
        if (model_error_kind_of(dataset, &table->rows[i]) == MODEL_ERROR_CLASS &&
            model_error_class_of(&table->rows[i]).is_fitted) {
            return true;
        }
    }
    return false;
}

/* Neither a hit nor a miss is counted where there is no interval, or where its class may know the
 * figure. */
bool backtest_is_judged(const struct backtest_row *row)
{
    return row->interval != INTERVAL_NONE && !row->in_sample;
}

/* The straight line is the first step of the waterfall. ratio = estimate / published. Of two
 * estimates the nearer one may be so by chance: how often it is, over all figures, is what is
 * reported. */
static void judge(struct backtest_row *row, const struct result *result)
{
    row->ratio = row->estimate / row->midpoint;
    row->hit =
        row->interval != INTERVAL_NONE && row->midpoint >= row->p5 && row->midpoint <= row->p95;
    if (strcmp(row->measure, owner_revenue_loss) == 0 && result->owner_waterfall.count > 0) {
        row->has_straight_line = true;
        row->straight_line = result->owner_waterfall.steps[0].running.central;
        row->straight_line_nearer =
            absolute_log(row->straight_line / row->midpoint) < absolute_log(row->ratio);
    }
}

/* Why an estimate that was made has no figure to compare. */
static const char *no_figure(const char *measure)
{
    return strcmp(measure, "market_value_loss") == 0
               ? "the market value of the one owner, or its prediction, is missing"
           : strcmp(measure, "dependent_revenue_loss") == 0
               ? "the package has no dependent businesses"
           : strcmp(measure, "economy_loss") == 0
               ? "a region has no gdp, gdp_currency or digital_share"
               : "the estimate has no such figure";
}

/* What cannot be estimated is listed with its reason, and is no error. Kinds of warnings are
 * gathered once: a hundred estimates of one package have the same ones. */
static blackout_status test_row(struct testing *testing, struct backtest_row *row)
{
    struct blackout_backtest *backtest = testing->backtest;
    /* No mode but the past's own: the same estimate as a user would have had. */
    const struct past_question question = {.dataset = testing->dataset,
                                           .options = testing->options,
                                           .event = row->event,
                                           .currency = row->currency,
                                           .duration_hours = row->duration_hours,
                                           .samples = testing->samples,
                                           .seed = testing->seed};
    blackout_result *result;
    blackout_status status =
        past_estimate(&result, &row->why_not, &backtest->arena, &question, testing->error);
    if (status != BLACKOUT_OK || result == NULL) {
        return status;
    }
    if (set_estimate(row, &result->results[0])) {
        row->duration_hours = result->results[0].scenario.duration_hours;
        judge(row, &result->results[0]);
    } else {
        row->why_not = no_figure(row->measure);
    }
    if (warning_add_kinds(&backtest->warnings, &backtest->arena, &result->warnings) != 0) {
        status = error_memory(testing->error);
    }
    blackout_result_free(result);
    return status;
}

/* The geometric mean of a range is its middle as a ratio. In sample: the class may have been
 * fitted to this very loss. */
static blackout_status add_row(struct testing *testing, const struct row *published)
{
    struct blackout_backtest *backtest = testing->backtest;
    const struct cell *cells = published->cells;
    const struct cell *minutes = &cells[PUBLISHED_DURATION_ASSUMED_MINUTES];
    struct backtest_row *row = &backtest->rows[backtest->row_count];
    *row = (struct backtest_row){
        .number = backtest->row_count++,
        .event = copy(testing, cell_text(testing, &cells[PUBLISHED_EVENT])),
        .measure = copy(testing, cell_text(testing, &cells[PUBLISHED_MEASURE])),
        .kind = copy(testing, cell_text(testing, &cells[PUBLISHED_KIND])),
        .publisher = copy(testing, cell_text(testing, &cells[PUBLISHED_PUBLISHER])),
        .currency = copy(testing, cell_text(testing, &cells[PUBLISHED_CURRENCY])),
        .low = cells[PUBLISHED_LOW].number,
        .high = cells[PUBLISHED_HIGH].number,
        .duration_hours = minutes->given ? minutes->number / MINUTES_PER_HOUR : 0};
    if (row->event == NULL || row->measure == NULL || row->kind == NULL || row->publisher == NULL ||
        row->currency == NULL) {
        return error_memory(testing->error);
    }
    row->midpoint = sqrt(row->low * row->high);
    row->in_sample = strcmp(row->measure, owner_revenue_loss) == 0 && past_is_measured(row->kind) &&
                     has_fitted_class(testing->dataset);
    if (!(row->low > 0)) {
        row->why_not = "the published figure is not above 0: it has no ratio";
        return BLACKOUT_OK;
    }
    return test_row(testing, row);
}

/* ---- All figures ----------------------------------------------------------------------------- */

/* Misses, hits, what is not judged, what was not estimated. What is wrong comes first: a reader who
 * stops early has seen it. */
static int group_of(const struct backtest_row *row)
{
    return row->why_not != NULL ? 3 : !backtest_is_judged(row) ? 2 : row->hit ? 1 : 0;
}

/* Misses first, then by how far off; else in the order of the table. */
static int misses_first(const void *a, const void *b)
{
    const struct backtest_row *x = a;
    const struct backtest_row *y = b;
    int group = group_of(x) - group_of(y);
    double off_x = x->why_not == NULL ? absolute_log(x->ratio) : 0;
    double off_y = y->why_not == NULL ? absolute_log(y->ratio) : 0;
    if (group != 0) {
        return group;
    }
    return off_x != off_y ? (off_x > off_y ? -1 : 1)
                          : (x->number > y->number) - (x->number < y->number);
}

/* Sums up the rows of `measure`; of all, where it is NULL. `off` is scratch for as many. An
 * estimate without bound, of no loss, is infinitely far off: a median of such is none. In-sample
 * figures would make the median too small. */
static void sum_up(struct backtest_measure *sum, const struct blackout_backtest *backtest,
                   const char *measure, double *off)
{
    size_t compared = 0;
    *sum = (struct backtest_measure){.measure = measure};
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (measure != NULL && strcmp(row->measure, measure) != 0) {
            continue;
        }
        ++sum->figures;
        sum->estimated += row->why_not == NULL ? 1 : 0;
        if (row->why_not == NULL && !row->in_sample) {
            off[compared++] = absolute_log(row->ratio);
        }
        if (backtest_is_judged(row)) {
            backtest_share_count(&sum->inside, row->hit);
        }
    }
    backtest_share_finish(&sum->inside);
    if (compared > 0) {
        sum->median_absolute_log_ratio = median(off, compared);
        sum->has_median = isfinite(sum->median_absolute_log_ratio);
    }
}

static bool is_summed_up(const struct blackout_backtest *backtest, const char *measure)
{
    for (size_t i = 0; i < backtest->measure_count; ++i) {
        if (strcmp(backtest->measures[i].measure, measure) == 0) {
            return true;
        }
    }
    return false;
}

/* Coverage counts measurements alone: an interval that holds a straight line holds another
 * estimate. */
static void count_shares(struct blackout_backtest *backtest)
{
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (past_is_measured(row->kind) && backtest_is_judged(row)) {
            backtest_share_count(&backtest->coverage, row->hit);
        }
        if (row->has_straight_line && !row->in_sample) {
            backtest_share_count(&backtest->straight_line_nearer, row->straight_line_nearer);
        }
    }
    backtest_share_finish(&backtest->coverage);
    backtest_share_finish(&backtest->straight_line_nearer);
}

/* Sorted last: sums by measure keep the order in which the table has them. */
static blackout_status summarise(struct blackout_backtest *backtest, blackout_error *error)
{
    struct arena *arena = &backtest->arena;
    double *off = arena_alloc(arena, backtest->row_count, sizeof *off);
    backtest->measures = arena_alloc(arena, backtest->row_count, sizeof *backtest->measures);
    if (off == NULL || backtest->measures == NULL) {
        return error_memory(error);
    }
    count_shares(backtest);
    sum_up(&backtest->all, backtest, NULL, off);
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const char *measure = backtest->rows[i].measure;
        if (!is_summed_up(backtest, measure)) {
            sum_up(&backtest->measures[backtest->measure_count++], backtest, measure, off);
        }
    }
    if (backtest->row_count > 0) {
        qsort(backtest->rows, backtest->row_count, sizeof *backtest->rows, misses_first);
    }
    return BLACKOUT_OK;
}

/* ---- The prediction of market value, each event from the others ------------------------------ */

/* Those outside of their interval first, the furthest in widths of it before the others. In widths
 * of the interval and not in points, since shares differ in how much they move. */
static int outside_first(const void *a, const void *b)
{
    const struct market_check *x = a;
    const struct market_check *y = b;
    double off_x =
        fabs(x->observed - x->prediction.median) / (x->prediction.p95 - x->prediction.p5);
    double off_y =
        fabs(y->observed - y->prediction.median) / (y->prediction.p95 - y->prediction.p5);
    if (off_x != off_y) {
        return off_x > off_y ? -1 : 1;
    }
    int order = strcmp(x->event, y->event);
    return order != 0 ? order : strcmp(x->symbol, y->symbol);
}

static void add_scores(struct backtest_scores *scores, const struct market_check *event, double n)
{
    scores->prediction += event->crps / n;
    scores->no_change += event->crps_no_change / n;
    scores->catalogue_mean += event->crps_catalogue_mean / n;
    /* A mean over fewer events than the others' would not compare with them. */
    scores->has_catalogue_mean = scores->has_catalogue_mean && event->has_catalogue_mean;
}

/* Texts are the dataset's until they are copied here. */
static blackout_status test_prediction(struct testing *testing)
{
    struct blackout_backtest *backtest = testing->backtest;
    blackout_status status =
        market_leave_one_out(&backtest->events, &backtest->event_count, &backtest->arena,
                             testing->dataset, testing->error);
    backtest->event_scores.has_catalogue_mean = backtest->event_count > 0;
    for (size_t i = 0; i < backtest->event_count && status == BLACKOUT_OK; ++i) {
        struct market_check *event = &backtest->events[i];
        event->event = copy(testing, event->event);
        event->symbol = copy(testing, event->symbol);
        status = event->event != NULL && event->symbol != NULL ? BLACKOUT_OK
                                                               : error_memory(testing->error);
        backtest_share_count(&backtest->event_coverage, event->inside);
        add_scores(&backtest->event_scores, event, (double)backtest->event_count);
    }
    backtest_share_finish(&backtest->event_coverage);
    if (status == BLACKOUT_OK && backtest->event_count > 0) {
        qsort(backtest->events, backtest->event_count, sizeof *backtest->events, outside_first);
    }
    return status;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* The owners' losses, with rivals where some were measured. A rival's samples cost as much as the
 * model's. */
static blackout_status judge_owners(struct testing *testing)
{
    enum { MOST_SAMPLES = 1024 }; /* of each of eight estimates: a spread is known to 3 % by them */
    const struct past_call call = {.dataset = testing->dataset,
                                   .options = testing->options,
                                   .samples = fmin(testing->samples, MOST_SAMPLES),
                                   .seed = testing->seed,
                                   .with_rivals = true};
    return judge_losses(&testing->backtest->judge, &testing->backtest->arena, &call,
                        testing->error);
}

/* Half of the progress is the judge's where there are samples: its rivals need estimates of their
 * own. The prediction of market value comes first: without one, and without published figures,
 * there is nothing to do. The judge makes the estimates of owners' losses once more, since its own
 * leave the model's error out, which it fits. */
static blackout_status test_all(struct testing *testing)
{
    struct blackout_backtest *backtest = testing->backtest;
    const struct table *published = &testing->dataset->tables[PUBLISHED];
    const bool kept =
        warning_add_all(&backtest->warnings, &backtest->arena, &testing->dataset->warnings) == 0 &&
        control_copy(&backtest->control, &backtest->arena, &testing->dataset->control) == 0;
    blackout_status status = kept ? test_prediction(testing) : error_memory(testing->error);
    if (status == BLACKOUT_OK && !published->present && backtest->event_count == 0) {
        return error_set(testing->error, BLACKOUT_ERROR_INPUT,
                         "the package has no table published, and no event_returns of two events "
                         "with a market_prior: there is nothing to test against; add one of them, "
                         "or name a package that has it, like reference");
    }
    /* A package without `published` has no rows, and may have events all the same. */
    backtest->rows = arena_alloc(&backtest->arena, published->row_count, sizeof *backtest->rows);
    if (status == BLACKOUT_OK && backtest->rows == NULL) {
        status = error_memory(testing->error);
    }
    const struct progress whole = testing->progress;
    struct progress_part rows = progress_part_of(whole, 0, testing->samples > 0 ? 2 : 1, NULL);
    struct progress_part rivals = progress_part_of(whole, 1, 2, NULL);
    for (size_t i = 0; i < published->row_count && status == BLACKOUT_OK; ++i) {
        struct progress_part row =
            progress_part_of(progress_to_part(&rows), i, published->row_count, "published figures");
        run_options_part(testing->options, &row);
        status = add_row(testing, &published->rows[i]);
    }
    run_options_part(testing->options, &rivals);
    if (status == BLACKOUT_OK && testing->samples > 0) {
        status = judge_owners(testing);
    }
    return status == BLACKOUT_OK ? summarise(backtest, testing->error) : status;
}

/* Estimates are quiet: their warnings are gathered, and reported once. */
blackout_status blackout_backtest_run(blackout_backtest **backtest, const blackout_dataset *dataset,
                                      const blackout_scenario *scenario,
                                      const blackout_run_options *options, blackout_error *error)
{
    blackout_run_options taken;
    *backtest = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_run_options quiet = run_options_quiet(&taken);
    struct blackout_backtest *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    struct testing testing = {.backtest = made,
                              .dataset = dataset,
                              .options = &quiet,
                              .progress = run_options_progress(&taken),
                              .samples = scenario_samples(scenario),
                              .seed = scenario_seed(scenario),
                              .error = error};
    made->samples = testing.samples;
    made->seed = testing.seed;
    status = arena_judge(&made->arena, test_all(&testing), error);
    if (status != BLACKOUT_OK) {
        blackout_backtest_free(made);
        return status;
    }
    progress_report(testing.progress, "published figures", (double)made->row_count,
                    (double)made->row_count);
    run_options_report(&taken, &made->warnings);
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
