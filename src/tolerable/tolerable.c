/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inverse of a sweep: a length for a loss. Every loss is an estimate as `sweep` makes it, with
 * the same draws at each length, so that the curve that is searched has no noise of its own. Where
 * it does fall somewhere, as a quantile may where the model's own error shrinks with the length,
 * the first crossing is the answer, and a warning says so. */
#include "tolerable/tolerable.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ask/run_options.h"
#include "ask/scenario.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "estimate/estimate.h"
#include "tolerable/length_search.h"

const double tolerable_impact_hours[TOLERABLE_IMPACTS] = {1, 4, 24, 72, 168};

/* ---- The number that is held against the limit ------------------------------------------------
 */

static enum loss_at word_number(const char *at)
{
    int number = 0;
    while (strcmp(loss_at_words[number], at) != 0) {
        ++number;
    }
    return (enum loss_at)number;
}

/* By enum loss_at; NULL statistics have central values alone. */
static double pick(const struct quantity *loss, enum loss_at at, bool error)
{
    const struct statistics *of = loss->statistics;
    if (at == LOSS_AT_CENTRAL || of == NULL || !of->sampled) {
        return error ? 0 : loss->central;
    }
    const double numbers[] = {0, of->mean, of->p5, of->p25, of->p50, of->p75, of->p95};
    const double errors[] = {0, of->se, of->se_p5, of->se_p25, of->se_p50, of->se_p75, of->se_p95};
    return error ? errors[at] : numbers[at];
}

double tolerable_number(const struct blackout_tolerable *tolerable, const struct quantity *loss)
{
    return pick(loss, word_number(tolerable->at), false);
}

double tolerable_error(const struct blackout_tolerable *tolerable, const struct quantity *loss)
{
    return pick(loss, word_number(tolerable->at), true);
}

/* ---- Lengths of one scenario ------------------------------------------------------------------
 */

struct lengths {
    blackout_tolerable *tolerable;
    blackout_scenario asked; /* a copy, whose duration is set anew for each length */
    const blackout_dataset *dataset;
    const blackout_run_options *options;
    struct progress progress;       /* of the answer */
    struct tolerable_point *points; /* all that were estimated */
    size_t count;
    size_t capacity;
    struct result_scenario scenario; /* as the last estimate has it, in the arena */
};

/* Net where nothing is said: what the owner is left with is what it has to bear. */
static enum figure_id figure_of(const struct lengths *lengths)
{
    static const enum figure_id figures[] = {[LOSS_OF_OWNER_GROSS] = FIGURE_OWNER_GROSS,
                                             [LOSS_OF_OWNER_NET] = FIGURE_OWNER_NET,
                                             [LOSS_OF_DEPENDANTS] = FIGURE_DEPENDANTS};
    return figures[lengths->asked.has_loss_of ? lengths->asked.loss_of : LOSS_OF_OWNER_NET];
}

/* NULL when memory is out, of an empty list never. */
static const char **copy_names(struct arena *arena, const char **names, size_t count)
{
    const char **copies = arena_alloc(arena, count, sizeof *copies);
    for (size_t i = 0; copies != NULL && i < count; ++i) {
        copies[i] = arena_copy_text(arena, names[i]);
        copies = copies[i] != NULL ? copies : NULL;
    }
    return copies;
}

/* The settings of a scenario, with their conditions: pairs of texts. False: memory is out. */
static bool copy_settings(struct arena *arena, struct result_scenario *scenario)
{
    struct result_setting *settings = arena_alloc(arena, scenario->setting_count, sizeof *settings);
    for (size_t i = 0; settings != NULL && i < scenario->setting_count; ++i) {
        settings[i] = scenario->settings[i];
        settings[i].table = arena_copy_text(arena, settings[i].table);
        settings[i].column = arena_copy_text(arena, settings[i].column);
        settings[i].where = copy_names(arena, settings[i].where, 2 * settings[i].where_count);
        if (settings[i].table == NULL || settings[i].column == NULL || settings[i].where == NULL) {
            return false;
        }
    }
    scenario->settings = settings;
    return settings != NULL;
}

/* A copy that outlives the estimate. False: memory is out. */
static bool copy_scenario(struct result_scenario *to, struct arena *arena,
                          const struct result_scenario *from)
{
    *to = *from;
    to->platforms = copy_names(arena, from->platforms, from->platform_count);
    to->regions = copy_names(arena, from->regions, from->region_count);
    to->owner = arena_copy_text(arena, from->owner);
    to->event = arena_copy_text(arena, from->event);
    to->currency = arena_copy_text(arena, from->currency);
    return to->platforms != NULL && to->regions != NULL && to->currency != NULL &&
           (to->owner != NULL) == (from->owner != NULL) &&
           (to->event != NULL) == (from->event != NULL) && copy_settings(arena, to);
}

static bool copy_loss(struct quantity *to, struct arena *arena, const struct quantity *from)
{
    *to = *from;
    if (from->statistics == NULL) {
        return true;
    }
    struct statistics *statistics = arena_alloc(arena, 1, sizeof *statistics);
    if (statistics != NULL) {
        *statistics = *from->statistics;
    }
    to->statistics = statistics;
    return statistics != NULL;
}

/* What is kept of an estimate: the loss, and the first time the scenario and the control totals. */
static blackout_status keep(struct lengths *lengths, const struct result *result, size_t minutes,
                            blackout_error *error)
{
    blackout_tolerable *tolerable = lengths->tolerable;
    struct arena *arena = &tolerable->arena;
    const struct quantity *loss = &result->totals[figure_of(lengths)];
    if (!loss->present) {
        return error_field(error, BLACKOUT_ERROR_INPUT, "of",
                           "the package has no dependent businesses, and so no loss of theirs; "
                           "take --of owner-net, or a package with the table dependencies");
    }
    bool kept = arena_grow(arena, (void **)&lengths->points, &lengths->capacity, lengths->count,
                           sizeof *lengths->points) == 0;
    if (kept) {
        struct tolerable_point *point = &lengths->points[lengths->count++];
        point->minutes = minutes;
        kept = copy_loss(&point->loss, arena, loss);
    }
    if (kept && lengths->scenario.platforms == NULL) {
        kept = copy_scenario(&lengths->scenario, arena, &result->scenario);
    }
    if (kept && tolerable->control.table == NULL) {
        kept = control_copy(&tolerable->control, arena, &result->control) == 0;
    }
    kept = kept && warning_add_all(&tolerable->warnings, arena, &result->warnings) == 0;
    return kept ? BLACKOUT_OK : error_memory(error);
}

/* More than most searches look at; a search that has fewer ends early. */
enum { EXPECTED_LENGTHS = 32 };

/* The estimate of one length; those that are known are not made again. */
static blackout_status estimate_length(struct tolerable_point *point, struct lengths *lengths,
                                       size_t minutes, blackout_error *error)
{
    for (size_t i = 0; i < lengths->count; ++i) {
        if (lengths->points[i].minutes == minutes) {
            *point = lengths->points[i];
            return BLACKOUT_OK;
        }
    }
    blackout_result *result = NULL;
    blackout_run_options quiet = run_options_quiet(lengths->options);
    struct progress_part part =
        progress_part_of(lengths->progress, lengths->count, EXPECTED_LENGTHS, NULL);
    if (lengths->count < EXPECTED_LENGTHS) { /* the last ones are not reported, if there are more */
        run_options_part(&quiet, &part);
    }
    const blackout_scenario *const scenario = &lengths->asked;
    const struct estimate_call call = {.dataset = lengths->dataset,
                                       .scenarios = &scenario,
                                       .scenario_count = 1,
                                       .options = &quiet};
    lengths->asked.has_duration = true;
    lengths->asked.duration_hours = mapping_certain((double)minutes / MINUTES_PER_HOUR);
    blackout_status status = estimate_scenarios(&result, &call, error);
    if (status == BLACKOUT_OK) {
        status = keep(lengths, &result->results[0], minutes, error);
    }
    if (status == BLACKOUT_OK) {
        *point = lengths->points[lengths->count - 1];
    }
    blackout_result_free(result);
    return status;
}

/* The length_loss of the search. */
static blackout_status loss_after(double *loss, void *of, size_t minutes, blackout_error *error)
{
    struct lengths *lengths = of;
    struct tolerable_point point = {0};
    blackout_status status = estimate_length(&point, lengths, minutes, error);
    *loss = status == BLACKOUT_OK ? tolerable_number(lengths->tolerable, &point.loss) : 0;
    return status;
}

/* ---- The answer -------------------------------------------------------------------------------
 */

/* The first of the lengths of the impact table, and the longest, that is beyond the limit, and the
 * one before it. beyond->minutes is 0 where none is. These are in the report anyway, so that
 * looking at them first costs nothing. */
static blackout_status bracket(struct length_point *within, struct length_point *beyond,
                               struct lengths *lengths, blackout_error *error)
{
    const blackout_tolerable *tolerable = lengths->tolerable;
    *within = *beyond = (struct length_point){0, 0};
    for (int i = 0; i <= TOLERABLE_IMPACTS; ++i) {
        const size_t impact = i < TOLERABLE_IMPACTS
                                  ? (size_t)(tolerable_impact_hours[i] * MINUTES_PER_HOUR)
                                  : tolerable->longest_minutes;
        struct length_point point = {
            impact < tolerable->longest_minutes ? impact : tolerable->longest_minutes, 0};
        blackout_status status = loss_after(&point.loss, lengths, point.minutes, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
        if (point.loss > tolerable->limit) {
            *beyond = point;
            return BLACKOUT_OK;
        }
        *within = point;
    }
    return BLACKOUT_OK;
}

/* A length that was looked at, and whose loss is on the wrong side of the limit: the curve falls
 * somewhere. Where no length is beyond the limit none is on the wrong side: the impacts go on after
 * the longest that was asked for. */
static blackout_status warn_of_falls(const struct lengths *lengths, size_t within,
                                     blackout_error *error)
{
    blackout_tolerable *tolerable = lengths->tolerable;
    for (size_t i = 0; i < lengths->count; ++i) {
        const struct tolerable_point *point = &lengths->points[i];
        const bool tolerated = tolerable_number(tolerable, &point->loss) <= tolerable->limit;
        if (tolerated == (point->minutes <= within)) {
            continue;
        }
        const struct warning warning = {
            .code = "loss_falls",
            .message = "the loss does not grow with every minute: it is within the amount at "
                       "first, and at some greater lengths again; the first stretch is given",
            .where = "loss"};
        return warning_add(&tolerable->warnings, &tolerable->arena, &warning) == 0
                   ? BLACKOUT_OK
                   : error_memory(error);
    }
    return BLACKOUT_OK;
}

/* How far the length moves when the loss does by its standard error: by the slope over the last
 * minute. */
static void fill_error(struct tolerable_answer *answer, const struct blackout_tolerable *tolerable)
{
    const double slope = tolerable_number(tolerable, &answer->beyond.loss) -
                         tolerable_number(tolerable, &answer->within.loss);
    const double error = tolerable_error(tolerable, &answer->within.loss);
    answer->minutes_error = slope > 0 && error > 0 ? error / slope : 0;
}

/* The impacts were looked at by bracket(), up to the first beyond the limit; the others are
 * estimated here. */
static blackout_status fill_answer(struct tolerable_answer *answer, struct lengths *lengths,
                                   const struct length_point *within,
                                   const struct length_point *beyond, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    answer->scenario = lengths->scenario;
    answer->scenario.duration_hours = (double)within->minutes / MINUTES_PER_HOUR;
    answer->outcome = beyond->minutes == 0   ? TOLERABLE_ANY
                      : within->minutes == 0 ? TOLERABLE_NONE
                                             : TOLERABLE_FOUND;
    if (within->minutes > 0) {
        status = estimate_length(&answer->within, lengths, within->minutes, error);
    }
    if (status == BLACKOUT_OK && beyond->minutes > 0) {
        status = estimate_length(&answer->beyond, lengths, beyond->minutes, error);
    }
    for (int i = 0; i < TOLERABLE_IMPACTS && status == BLACKOUT_OK; ++i) {
        const size_t minutes = (size_t)(tolerable_impact_hours[i] * MINUTES_PER_HOUR);
        status = estimate_length(&answer->impacts[i], lengths, minutes, error);
    }
    if (status == BLACKOUT_OK && answer->outcome == TOLERABLE_FOUND) {
        fill_error(answer, lengths->tolerable);
    }
    return status;
}

static blackout_status answer_one(struct tolerable_answer *answer, struct lengths *lengths,
                                  blackout_error *error)
{
    struct length_point within;
    struct length_point beyond;
    blackout_status status = bracket(&within, &beyond, lengths, error);
    if (status == BLACKOUT_OK && beyond.minutes > 0) {
        status =
            length_search(&within, &beyond, lengths->tolerable->limit, loss_after, lengths, error);
    }
    if (status == BLACKOUT_OK) {
        status = fill_answer(answer, lengths, &within, &beyond, error);
    }
    return status == BLACKOUT_OK && beyond.minutes > 0
               ? warn_of_falls(lengths, within.minutes, error)
               : status;
}

/* ---- All scenarios ----------------------------------------------------------------------------
 */

struct question {
    blackout_tolerable *tolerable;
    const blackout_dataset *dataset;
    const blackout_run_options *options;
    size_t capacity; /* of the answers */
};

/* The amount is one of the report: in its currency, or in one that nothing else is said about. */
static blackout_status take_currency(blackout_scenario *scenario, blackout_error *error)
{
    if (scenario->loss_currency == NULL) {
        return BLACKOUT_OK;
    }
    if (scenario->currency != NULL && strcmp(scenario->currency, scenario->loss_currency) != 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "loss",
                           "loss is in another currency than the report ('%s', and %s); write it "
                           "in %s, or leave --currency out",
                           scenario->loss_currency, scenario->currency, scenario->currency);
    }
    scenario->currency = scenario->loss_currency;
    return BLACKOUT_OK;
}

static blackout_status check(const blackout_scenario *scenario, blackout_error *error)
{
    if (!scenario->has_loss) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "loss",
                           "no amount is given; add the most that may be lost, like --loss 1M");
    }
    if (scenario->severity_curve != NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "severity-curve",
                           "a severity curve has a length of its own ('%.80s'); leave it out",
                           scenario->severity_curve);
    }
    if (scenario_samples(scenario) == 0 && scenario->has_loss_at &&
        scenario->loss_at != LOSS_AT_CENTRAL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "at",
                           "at needs samples ('%s'); take --at central, or leave --samples 0 out",
                           loss_at_words[scenario->loss_at]);
    }
    return BLACKOUT_OK;
}

static enum loss_at at_of(const blackout_scenario *scenario)
{
    const enum loss_at unsaid = scenario_samples(scenario) == 0 ? LOSS_AT_CENTRAL : LOSS_AT_P95;
    return scenario->has_loss_at ? scenario->loss_at : unsaid;
}

/* Adds the answer for a scenario. `alone` is the only platform; NULL: those that it has. Every
 * length takes the same number of samples (no `until`), or the curve would have steps that are none
 * of the outage's; lists of the largest businesses are not made, since nobody sees them. */
static blackout_status add_answer(struct question *question, const blackout_scenario *scenario,
                                  const char *alone, struct progress progress,
                                  blackout_error *error)
{
    struct lengths lengths = {.tolerable = question->tolerable,
                              .asked = *scenario,
                              .dataset = question->dataset,
                              .options = question->options,
                              .progress = progress};
    blackout_tolerable *tolerable = question->tolerable;
    if (alone != NULL) {
        lengths.asked.platforms = (struct name_list){.names = &alone, .count = 1};
    }
    lengths.asked.has_until = false;
    lengths.asked.has_top = true;
    lengths.asked.top = 0;
    if (arena_grow(&tolerable->arena, (void **)&tolerable->answers, &question->capacity,
                   tolerable->count, sizeof *tolerable->answers) != 0) {
        return error_memory(error);
    }
    tolerable->answers[tolerable->count] = (struct tolerable_answer){0};
    return answer_one(&tolerable->answers[tolerable->count++], &lengths, error);
}

/* All platforms of a scenario together, then each alone: an owner asks for both. */
static blackout_status add_answers(struct question *question, const blackout_scenario *given,
                                   struct progress progress, blackout_error *error)
{
    struct progress_part together = progress_part_of(progress, 0, 2, NULL);
    struct progress_part alone = progress_part_of(progress, 1, 2, NULL);
    blackout_tolerable *tolerable = question->tolerable;
    blackout_scenario scenario = *given;
    blackout_status status = check(&scenario, error);
    if (status == BLACKOUT_OK) {
        status = take_currency(&scenario, error);
    }
    if (status == BLACKOUT_OK) {
        status = add_answer(question, &scenario, NULL, progress_to_part(&together), error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    /* a copy, since the answers may move as they grow */
    const struct result_scenario all = tolerable->answers[tolerable->count - 1].scenario;
    if (tolerable->currency != NULL && strcmp(tolerable->currency, all.currency) != 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "currency",
                           "the scenarios are in several currencies ('%s' and %s), and the amount "
                           "is one; add one of them, like --currency %s",
                           all.currency, tolerable->currency, tolerable->currency);
    }
    tolerable->currency = all.currency;
    /* a platform alone may have an owner with another one, in which the amount is not */
    scenario.currency = all.currency;
    for (size_t i = 0; all.platform_count > 1 && i < all.platform_count && status == BLACKOUT_OK;
         ++i) {
        struct progress_part part =
            progress_part_of(progress_to_part(&alone), i, all.platform_count, "platforms");
        status = add_answer(question, &scenario, all.platforms[i], progress_to_part(&part), error);
    }
    return status;
}

/* What the whole report has in common is that of the first scenario. */
static void fill_asked(blackout_tolerable *tolerable, const blackout_scenario *scenario)
{
    const double longest = scenario->has_longest ? scenario->longest_hours : DEFAULT_LONGEST_HOURS;
    tolerable->limit = scenario->loss;
    tolerable->at = loss_at_words[at_of(scenario)];
    tolerable->of = loss_of_words[scenario->has_loss_of ? scenario->loss_of : LOSS_OF_OWNER_NET];
    tolerable->longest_minutes = (size_t)llround(longest * MINUTES_PER_HOUR);
}

/* The last report says that all is done: searches end earlier than was expected of them. */
blackout_status blackout_tolerable_run(blackout_tolerable **tolerable,
                                       const blackout_dataset *dataset,
                                       const blackout_scenario *const *scenarios,
                                       size_t scenario_count, const blackout_run_options *options,
                                       blackout_error *error)
{
    blackout_run_options taken;
    *tolerable = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_tolerable *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    struct question question = {.tolerable = made, .dataset = dataset, .options = &taken};
    for (size_t i = 0; i < scenario_count && status == BLACKOUT_OK; ++i) {
        if (i == 0) {
            fill_asked(made, scenarios[0]);
        }
        struct progress_part part =
            progress_part_of(run_options_progress(&taken), i, scenario_count, "scenarios");
        status = add_answers(&question, scenarios[i], progress_to_part(&part), error);
    }
    status = arena_judge(&made->arena, status, error);
    if (status != BLACKOUT_OK) {
        blackout_tolerable_free(made);
        return status;
    }
    progress_report(run_options_progress(&taken), "scenarios", (double)scenario_count,
                    (double)scenario_count);
    run_options_report(&taken, &made->warnings);
    *tolerable = made;
    return BLACKOUT_OK;
}

void blackout_tolerable_free(blackout_tolerable *tolerable)
{
    if (tolerable != NULL) {
        arena_free(&tolerable->arena);
        free(tolerable);
    }
}
