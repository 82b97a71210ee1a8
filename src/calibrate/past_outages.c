/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure given as a range is taken at its geometric midpoint, and the width of the range, all of
 * it as likely, is added to what the outage's own inputs leave open: the owner said no more, and an
 * interval that is narrow beside the inputs' need not be integrated over. An outage is estimated
 * once for each estimator, with the same draws, so that a difference of two is the stage that one
 * of them skips. (methodology, fitted to past outages) */
#include "calibrate/past_outages.h"

#include <math.h>
#include <string.h>

#include "ask/run_options.h"
#include "calibrate/past_estimate.h"
#include "core/error.h"
#include "core/sum.h"
#include "estimate/result.h"
#include "model/layout.h"
#include "tables/dataset.h"

static const char owner_revenue_loss[] = "owner_revenue_loss";

/* The stages that each estimator skips. A straight line is the model without any of the stages. */
static unsigned skipped(enum past_estimator estimator)
{
    static const unsigned one[PAST_ESTIMATOR_COUNT] = {
        [PAST_NO_GROWTH] = 1U << OWNER_GROWTH,      [PAST_NO_USAGE] = 1U << OWNER_USAGE,
        [PAST_NO_HOURS] = 1U << OWNER_HOUR_OF_WEEK, [PAST_NO_SEVERITY] = 1U << OWNER_SEVERITY,
        [PAST_NO_RECOVERY] = 1U << OWNER_RECOVERY,  [PAST_NO_RECAPTURE] = 1U << OWNER_RECAPTURE};
    unsigned all = 0;
    for (int i = 0; estimator == PAST_STRAIGHT_LINE && i < PAST_ESTIMATOR_COUNT; ++i) {
        all |= one[i];
    }
    return all | one[estimator];
}

/* A modelled figure or a straight line is another estimate: to learn from it would be to learn from
 * oneself. */
bool past_is_measured(const char *kind)
{
    return strcmp(kind, "company") == 0 || strcmp(kind, "measured") == 0;
}

/* ---- What was published ---------------------------------------------------------------------- */

struct gathering {
    struct past_outages *outages;
    struct arena *arena;
    const struct past_call *call;
    const blackout_run_options *options; /* with the progress of the outage */
    blackout_error *error;
};

static const char *text_of(const struct gathering *gathering, const struct cell *cell)
{
    const char *text = cell->given ? dataset_text(gathering->call->dataset, cell->text) : "";
    return arena_copy(gathering->arena, text, strlen(text));
}

static bool has_case(const struct past_outages *outages, const char *event)
{
    for (size_t i = 0; outages != NULL && i < outages->count; ++i) {
        if (outages->outages[i].is_case && strcmp(outages->outages[i].event, event) == 0) {
            return true;
        }
    }
    return false;
}

/* The first figure of an event is its case: several would count one outage more than once, and so
 * would a package beside the one that it rests on, as both have its outages. A backtest judges
 * second figures too, which have no reason then. */
static void set_case(struct past_outage *outage, const struct gathering *gathering)
{
    const char *why_not = NULL;
    outage->is_measured = past_is_measured(outage->kind);
    if (!(outage->low > 0)) {
        why_not = "the published figure is not above 0: it has no logarithm";
    } else if (outage->is_measured && has_case(gathering->call->others, outage->event)) {
        why_not = "an outage of that name is taken from a package before this one";
    } else if (outage->is_measured && has_case(gathering->outages, outage->event)) {
        why_not = "another figure of the outage is taken";
    }
    outage->is_case = outage->is_measured && why_not == NULL;
    outage->why_not = gathering->call->cases_alone || !(outage->low > 0) ? why_not : NULL;
}

/* r_i = ln(high / low) / sqrt(12). `is_case` is withdrawn later where no estimate can be
 * made. */
static blackout_status read_row(struct past_outage *outage, const struct gathering *gathering,
                                const struct row *published)
{
    const struct cell *cells = published->cells;
    const struct cell *minutes = &cells[PUBLISHED_DURATION_ASSUMED_MINUTES];
    const double low = cells[PUBLISHED_LOW].number;
    const double high = cells[PUBLISHED_HIGH].number;
    *outage = (struct past_outage){
        .event = text_of(gathering, &cells[PUBLISHED_EVENT]),
        .kind = text_of(gathering, &cells[PUBLISHED_KIND]),
        .publisher = text_of(gathering, &cells[PUBLISHED_PUBLISHER]),
        .currency = text_of(gathering, &cells[PUBLISHED_CURRENCY]),
        .low = low,
        .high = high,
        .loss = sqrt(low * high),
        .loss_sd = low > 0 ? log(high / low) / sqrt(12) : 0, /* of the uniform distribution */
        .asked_hours = minutes->given ? minutes->number / MINUTES_PER_HOUR : 0};
    if (outage->event == NULL || outage->kind == NULL || outage->publisher == NULL ||
        outage->currency == NULL) {
        return error_memory(gathering->error);
    }
    set_case(outage, gathering);
    return BLACKOUT_OK;
}

/* ---- One estimate ---------------------------------------------------------------------------- */

/* Fills the estimate from the samples of ln(estimate / central), which are sorted. False where one
 * is not finite: an estimate of no loss has no logarithm. s_i about the mean of the logarithms; the
 * shifts are quantiles in the middle of equal parts of the probability, so that each is as
 * likely. */
static bool set_spread(struct past_estimate *estimate, double *logs, size_t count, double *shifts)
{
    struct sum total = {0};
    struct sum squares = {0};
    for (size_t k = 0; k < count; ++k) {
        if (!isfinite(logs[k])) {
            return false;
        }
        sum_add(&total, logs[k]);
    }
    const double mean = sum_value(&total) / (double)count;
    for (size_t k = 0; k < count; ++k) {
        sum_add(&squares, (logs[k] - mean) * (logs[k] - mean));
    }
    sort_ascending(logs, count);
    for (size_t k = 0; k < PAST_SHIFTS; ++k) {
        shifts[k] = quantile_r7(logs, count, ((double)k + 0.5) / PAST_SHIFTS);
    }
    estimate->s = sqrt(sum_value(&squares) / (double)count);
    estimate->shifts = shifts;
    return true;
}

/* x_k = ln(sample / central) and y = ln(L / M): both of an estimate without the class
 * (no_class_error). */
static blackout_status set_estimate(struct past_outage *outage, const char **why_not,
                                    enum past_estimator estimator,
                                    const struct gathering *gathering, const struct result *result)
{
    struct past_estimate *estimate = &outage->estimates[estimator];
    const struct quantity *net = &result->totals[FIGURE_OWNER_NET];
    const size_t count = result->sample_count;
    const struct result_target *target = NULL;
    /* The samples of the owner's net loss are kept as a target. */
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        target = result->targets[i].id == FIGURE_OWNER_NET ? &result->targets[i] : target;
    }
    if (!net->present || !(net->central > 0) || target == NULL || count == 0) {
        *why_not = "the estimate is of no loss: it has no logarithm";
        return BLACKOUT_OK;
    }
    double *logs = arena_alloc(gathering->arena, count, sizeof *logs);
    double *shifts = arena_alloc(gathering->arena, PAST_SHIFTS, sizeof *shifts);
    if (logs == NULL || shifts == NULL) {
        return error_memory(gathering->error);
    }
    for (size_t k = 0; k < count; ++k) {
        logs[k] = log(target->values[k] / net->central);
    }
    estimate->central = net->central;
    estimate->y = log(outage->loss / net->central);
    estimate->made = set_spread(estimate, logs, count, shifts);
    if (!estimate->made) {
        *why_not = "some samples of the estimate are of no loss: they have no logarithm";
    }
    outage->start = result->scenario.start;
    outage->duration_hours = result->scenario.duration_hours;
    return BLACKOUT_OK;
}

/* Without the class, so that a class is not fitted to what it made; without the losses that
 * nobody looks at here. */
static blackout_status estimate(struct past_outage *outage, enum past_estimator estimator,
                                const struct gathering *gathering)
{
    const struct past_call *call = gathering->call;
    const struct past_question question = {.dataset = call->dataset,
                                           .options = gathering->options,
                                           .event = outage->event,
                                           .currency = outage->currency,
                                           .duration_hours = outage->asked_hours,
                                           .samples = call->samples,
                                           .seed = call->seed,
                                           .mode = {.no_further_losses = true,
                                                    .no_class_error = true,
                                                    .skipped_steps = skipped(estimator)}};
    blackout_result *result = NULL;
    const char *why_not = NULL;
    blackout_status status =
        past_estimate(&result, &why_not, gathering->arena, &question, gathering->error);
    if (status == BLACKOUT_OK && result != NULL) {
        status = set_estimate(outage, &why_not, estimator, gathering, &result->results[0]);
    }
    /* a rival that cannot be made is not made: the outage is judged by the others */
    outage->why_not = estimator == PAST_MODEL ? why_not : outage->why_not;
    blackout_result_free(result);
    return status;
}

/* When the loss became known. */
static instant known_at(const struct past_outage *outage, const struct row *published)
{
    const struct cell *date = &published->cells[PUBLISHED_DATE];
    return date->given ? date->time
                       : outage->start + (instant)(outage->duration_hours * SECONDS_PER_HOUR);
}

/* Rivals are estimated of cases, the straight line of every figure, since kinds are compared by
 * it. The model comes first: an outage that it cannot estimate is not estimated by its rivals. */
static blackout_status add_row(const struct gathering *gathering, size_t number)
{
    const struct row *published = &gathering->call->dataset->tables[PUBLISHED].rows[number];
    struct past_outage outage;
    blackout_status status = read_row(&outage, gathering, published);
    if (status != BLACKOUT_OK || (gathering->call->cases_alone && !outage.is_measured)) {
        return status;
    }
    const int last = !gathering->call->with_rivals ? PAST_MODEL
                     : outage.is_case              ? PAST_ESTIMATOR_COUNT - 1
                                                   : PAST_STRAIGHT_LINE;
    blackout_run_options options = *gathering->options;
    struct gathering of_estimate = *gathering;
    of_estimate.options = &options;
    for (int i = PAST_MODEL; i <= last && status == BLACKOUT_OK && outage.why_not == NULL; ++i) {
        struct progress_part part = progress_part_of(run_options_progress(gathering->options),
                                                     (size_t)i, (size_t)last + 1, "estimates");
        run_options_part(&options, &part);
        status = estimate(&outage, (enum past_estimator)i, &of_estimate);
    }
    outage.number = number;
    outage.known = known_at(&outage, published);
    outage.is_case = outage.is_case && outage.why_not == NULL;
    gathering->outages->outages[gathering->outages->count++] = outage;
    return status;
}

blackout_status past_outages_gather(struct past_outages *outages, struct arena *arena,
                                    const struct past_call *call, blackout_error *error)
{
    const struct table *published = &call->dataset->tables[PUBLISHED];
    const struct progress whole = run_options_progress(call->options);
    blackout_run_options options = run_options_quiet(call->options);
    const struct gathering gathering = {outages, arena, call, &options, error};
    blackout_status status = BLACKOUT_OK;
    *outages = (struct past_outages){
        .outages = arena_alloc(arena, published->row_count, sizeof *outages->outages)};
    if (outages->outages == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < published->row_count && status == BLACKOUT_OK; ++i) {
        const struct cell *measure = &published->rows[i].cells[PUBLISHED_MEASURE];
        struct progress_part part =
            progress_part_of(whole, i, published->row_count, "published figures");
        run_options_part(&options, &part);
        if (strcmp(dataset_text(call->dataset, measure->text), owner_revenue_loss) == 0) {
            status = add_row(&gathering, i);
        }
        if (status == BLACKOUT_OK) {
            progress_report(whole, "published figures", (double)(i + 1),
                            (double)published->row_count);
        }
    }
    return status;
}
