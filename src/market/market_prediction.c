/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methodology 6b: which rows of the catalogue are learned from, and what they say of the next
 * outage. The distribution itself is stats/jump_mixture.h. What may be learned from is decided
 * here, once, by usable_outage(), for the estimate, the backtest and the scores: they differ in
 * their query alone. */
#include "market/market_prediction.h"

#include <math.h>
#include <string.h>

#include "market/day_zero.h"
#include "market/market_value.h"
#include "core/error.h"
#include "core/interval.h"
#include "core/sum.h"
#include "stats/jump_mixture.h"
#include "stats/normal.h"
#include "tables/catalogue.h"

static const double reference_hours = 6; /* of the outage that the prior's mean effect is of */

/* Of the log-odds of a fall for each doubling of one plus the hours, where the package says
 * nothing: no effect of length is known (Anthony, Choi & Grabski 2006), and from an hour to a week,
 * seven doublings, one standard deviation is a factor of 30 in the odds either way. */
static const double slope_mean = 0;
static const double slope_sd = 0.5;

/* Two sessions are over within a week, whatever closes in between. */
enum { TWO_SESSIONS_DAYS = 7 };

static const struct table *table_of(const blackout_dataset *dataset, enum table_id table)
{
    return &dataset->tables[table];
}

/* The odds of a fall are in proportion to the part of the business that is hit: where nothing is
 * hit, nothing falls. */
static double exposure_of(const struct market_query *outage)
{
    return outage->severity * outage->scope_share;
}

/* d = log2(1 + D) - log2(1 + 6 h), so that the prior's mean effect is of six hours. One plus the
 * hours, so that an outage of minutes is not infinitely short. */
static struct jump_case case_of(const struct market_query *outage, double standard_error)
{
    return (struct jump_case){.standard_error = standard_error,
                              .exposure = exposure_of(outage),
                              .covariate =
                                  log2(1 + outage->duration_hours) - log2(1 + reference_hours)};
}

/* ---- The prior ------------------------------------------------------------------------------- */

/* Each term has one row: keys of a table are checked as it is read. */
static const struct row *prior_row(const blackout_dataset *dataset, const char *term)
{
    const struct table *prior = table_of(dataset, MARKET_PRIOR);
    for (size_t i = 0; i < prior->row_count; ++i) {
        if (strcmp(dataset_text(dataset, prior->rows[i].cells[MARKET_PRIOR_TERM].text), term) ==
            0) {
            return &prior->rows[i];
        }
    }
    return NULL;
}

/* The intercept is a change; the mixture's mean effect is a fall. Without a row of the slope its
 * own prior takes its place: no effect, with a wide sd. */
static bool read_prior(struct jump_prior *prior, const blackout_dataset *dataset)
{
    const struct row *effect = prior_row(dataset, "intercept");
    const struct row *slope = prior_row(dataset, "odds_duration");
    if (effect == NULL) {
        return false;
    }
    *prior = (struct jump_prior){.mean_effect = -effect->cells[MARKET_PRIOR_MEAN].number,
                                 .mean_effect_sd = effect->cells[MARKET_PRIOR_SD].number,
                                 .slope = slope_mean,
                                 .slope_sd = slope_sd};
    if (slope != NULL) {
        prior->slope = slope->cells[MARKET_PRIOR_MEAN].number;
        prior->slope_sd = slope->cells[MARKET_PRIOR_SD].number;
    }
    return true;
}

/* ---- The catalogue --------------------------------------------------------------------------- */

/* Whether the row's two days were over at the start. What has no date was not known. A week after
 * the first session and not two sessions, since the calendar of the exchange is not known here. */
static bool was_known(const blackout_dataset *dataset, const struct row *returns,
                      const struct row *outage, instant start)
{
    const struct cell *day0 = &returns->cells[EVENT_RETURNS_DAY0];
    struct day_zero day_zero = {.date = day0->time};
    bool dated = day0->given || (outage != NULL && day_zero_of_outage(&day_zero, dataset, outage));
    return dated && day_zero.date + TWO_SESSIONS_DAYS * (instant)SECONDS_PER_DAY <= start;
}

/* The outage that a row of event_returns teaches about; NULL if it may not be used. A peer was not
 * down, a confounded event moved for another reason, and the event itself is what is predicted. */
static const struct row *usable_outage(const blackout_dataset *dataset, const struct row *returns,
                                       const struct market_query *query)
{
    string_id event = returns->cells[EVENT_RETURNS_EVENT].text;
    const struct row *outage = catalogue_find(dataset, event);
    bool measured =
        returns->cells[EVENT_RETURNS_CAR_0_1].given && returns->cells[EVENT_RETURNS_SE_0_1].given;
    bool usable = outage != NULL && measured && event != query->event &&
                  market_is_owner(dataset, returns) && !catalogue_is_confounded(outage) &&
                  catalogue_has_duration(outage) &&
                  (!query->no_hindsight || was_known(dataset, returns, outage, query->start));
    return usable ? outage : NULL;
}

/* The outage of a row of the catalogue, as the prediction sees it. The centre of what the catalogue
 * says: the likelihood takes an outage as certain. */
static struct market_query query_of(const struct row *outage, const struct row *returns)
{
    return (struct market_query){.event = outage->cells[OUTAGES_EVENT].text,
                                 .symbol = returns->cells[EVENT_RETURNS_SYMBOL].text,
                                 .duration_hours = catalogue_duration_hours(outage),
                                 .severity = catalogue_severity(outage).centre,
                                 .scope_share = catalogue_scope_share(outage)};
}

/* The cases that the mixture learns from, and the events that they are of. Of an outage that
 * takes nothing the odds are 0: it says nothing of falls. Counted as later where hindsight is
 * allowed: the report says how many there are. */
static size_t read_catalogue(struct market_prediction *prediction, struct jump_case *cases,
                             string_id *events, const blackout_dataset *dataset,
                             const struct market_query *query)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    size_t count = 0;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct cell *cells = returns->rows[i].cells;
        const struct row *outage = usable_outage(dataset, &returns->rows[i], query);
        if (outage == NULL) {
            continue;
        }
        struct market_query other = query_of(outage, &returns->rows[i]);
        if (!(exposure_of(&other) > 0)) {
            continue;
        }
        events[count] = other.event;
        cases[count] = case_of(&other, cells[EVENT_RETURNS_SE_0_1].number);
        cases[count++].change = cells[EVENT_RETURNS_CAR_0_1].number;
        prediction->later +=
            query->has_start && !was_known(dataset, &returns->rows[i], outage, query->start) ? 1
                                                                                             : 0;
    }
    return count;
}

/* Hours lost of the owner's whole business: the one scale on which outages of any severity, scope
 * and length compare. */
static double hours_lost(const struct market_query *outage)
{
    return exposure_of(outage) * outage->duration_hours;
}

/* Whether the outage is smaller than all that made the news and have a row: of those nothing is
 * learned about it. An event of the catalogue made the news itself. A small outage that nobody
 * reported has no row: what is learned is conditional on the news. */
static bool is_too_small(const blackout_dataset *dataset, const struct market_query *query)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    bool met = false;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        const struct row *outage = usable_outage(dataset, row, query);
        if (outage == NULL) {
            continue;
        }
        struct market_query other = query_of(outage, row);
        if (!(exposure_of(&other) > 0)) {
            continue; /* as in read_catalogue(): it lost no hour, and nothing is smaller */
        }
        if (hours_lost(query) >= hours_lost(&other)) {
            return false;
        }
        met = true;
    }
    return met && !query->in_catalogue;
}

/* The standard error of the firm's own two-day return: of the event, else the latest. It says how
 * much the share moves on ordinary days, and nothing of the event. Later rows of one day win, as
 * those in force do. 0 where the share has none. A confounded event or one without a duration has
 * one too, since ordinary days before it say it. */
static double own_standard_error(const blackout_dataset *dataset, const struct market_query *query)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    const struct row *best = NULL;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        const struct cell *cells = row->cells;
        if (!cells[EVENT_RETURNS_SE_0_1].given) {
            continue;
        }
        if (query->event != STRING_NONE && cells[EVENT_RETURNS_EVENT].text == query->event &&
            market_is_owner(dataset, row)) {
            return cells[EVENT_RETURNS_SE_0_1].number;
        }
        bool same = query->symbol != STRING_NONE &&
                    cells[EVENT_RETURNS_SYMBOL].text == query->symbol &&
                    (!query->no_hindsight || was_known(dataset, row, NULL, query->start));
        if (same && (best == NULL ||
                     cells[EVENT_RETURNS_DAY0].time >= best->cells[EVENT_RETURNS_DAY0].time)) {
            best = row;
        }
    }
    return best != NULL ? best->cells[EVENT_RETURNS_SE_0_1].number : 0;
}

/* ---- Prediction ------------------------------------------------------------------------------ */

/* A rise is all above 0: P(y > 0) = 1 - F(0). */
static blackout_status summarise(struct market_prediction *prediction,
                                 const struct jump_prediction *mixture, blackout_error *error)
{
    const struct {
        double p;
        double *quantile;
    } points[] = {{INTERVAL_LOW, &prediction->p5},
                  {0.5, &prediction->median},
                  {INTERVAL_HIGH, &prediction->p95}};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof points / sizeof points[0] && status == BLACKOUT_OK; ++i) {
        status = jump_mixture_quantile(points[i].quantile, mixture, points[i].p, error);
    }
    prediction->probability_of_rise = 1 - jump_mixture_cdf(mixture, 0);
    return status;
}

/* What is allocated for predictions, one after the other, when the first is integrated: 0.5 MB of
 * posterior, and so not on the stack. */
struct workspace {
    struct arena arena;
    struct jump_prior prior;
    struct jump_posterior *posterior;
    struct jump_prediction *mixture;
    struct jump_case *cases;
    string_id *events; /* of the cases */
};

/* Room for a case from each row of event_returns, more than can be used. */
static blackout_status make_workspace(struct workspace *space, const blackout_dataset *dataset,
                                      blackout_error *error)
{
    const size_t most = table_of(dataset, EVENT_RETURNS)->row_count;
    if (space->posterior != NULL) {
        return BLACKOUT_OK;
    }
    space->mixture = arena_alloc(&space->arena, 1, sizeof *space->mixture);
    space->cases = arena_alloc(&space->arena, most, sizeof *space->cases);
    space->events = arena_alloc(&space->arena, most, sizeof *space->events);
    space->posterior = arena_alloc(&space->arena, 1, sizeof *space->posterior);
    return space->posterior != NULL && space->mixture != NULL && space->cases != NULL &&
                   space->events != NULL
               ? BLACKOUT_OK
               : error_memory(error);
}

/* The distribution for a share that moves by `standard_error` in two ordinary days, from the cases
 * of the workspace. What is missing is no error: the prediction says what it lacks. Cases lie in
 * the workspace, so that scores can use them. The lack is found before the posterior is integrated,
 * which is the costly part. */
static blackout_status predict(struct market_prediction *prediction, struct workspace *space,
                               const blackout_dataset *dataset, const struct market_query *query,
                               double standard_error, blackout_error *error)
{
    *prediction = (struct market_prediction){0};
    if (!read_prior(&space->prior, dataset)) {
        prediction->lack = MARKET_NO_PRIOR;
        return BLACKOUT_OK;
    }
    if (!(standard_error > 0)) {
        prediction->lack = MARKET_NO_STANDARD_ERROR;
        return BLACKOUT_OK;
    }
    if (query->lack_alone) {
        return BLACKOUT_OK;
    }
    blackout_status status = make_workspace(space, dataset, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    prediction->events = read_catalogue(prediction, space->cases, space->events, dataset, query);
    status =
        jump_mixture_fit(space->posterior, &space->prior, space->cases, prediction->events, error);
    if (status == BLACKOUT_ERROR_NUMERIC && space->posterior->unexplained < prediction->events) {
        /* A slip in one row, which is no reason to withhold the losses */
        prediction->lack = MARKET_UNEXPLAINED;
        prediction->unexplained = space->events[space->posterior->unexplained];
        return BLACKOUT_OK;
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    const struct jump_case next = case_of(query, standard_error);
    jump_mixture_predict(space->mixture, space->posterior, &next);
    return summarise(prediction, space->mixture, error);
}

blackout_status market_predict(struct market_prediction *prediction,
                               const blackout_dataset *dataset, const struct market_query *query,
                               blackout_error *error)
{
    struct workspace space = {0};
    if (is_too_small(dataset, query)) {
        *prediction = (struct market_prediction){.lack = MARKET_TOO_SMALL};
        return BLACKOUT_OK;
    }
    const blackout_status status =
        predict(prediction, &space, dataset, query, own_standard_error(dataset, query), error);
    return arena_end(&space.arena, status, error);
}

/* ---- Scores ---------------------------------------------------------------------------------- */

/* The mean and the spread of the others' changes, as a prediction without any model. The sd of a
 * next one about the mean of n: s sqrt(1 + 1/n), with n - 1 degrees. The naive rival of the
 * prediction: a model that cannot beat it is worth nothing. */
static void score_mean(struct market_check *check, const struct jump_case *others, size_t count)
{
    struct sum total = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < count; ++i) {
        sum_add(&total, others[i].change);
    }
    double n = (double)count;
    double mean = sum_value(&total) / n;
    for (size_t i = 0; i < count; ++i) {
        sum_add(&squares, (others[i].change - mean) * (others[i].change - mean));
    }
    double next_sd = sqrt(sum_value(&squares) / (n - 1) * (1 + 1 / n));
    check->crps_catalogue_mean = normal_crps((check->observed - mean) / next_sd) * next_sd;
}

/* How far out the others' changes are at most: what the prediction has seen. It makes a miss plain:
 * no prediction reaches far beyond what it was taught. */
static double largest_of(const struct jump_case *others, size_t count)
{
    double largest = 0;
    for (size_t i = 0; i < count; ++i) {
        largest = fmax(largest, fabs(others[i].change) / others[i].standard_error);
    }
    return largest;
}

/* "No change" is a normal of the share's own two days about 0. */
static blackout_status score(struct market_check *check, const struct workspace *space,
                             blackout_error *error)
{
    const struct market_prediction *prediction = &check->prediction;
    double s = space->mixture->standard_error;
    check->inside = check->observed >= prediction->p5 && check->observed <= prediction->p95;
    check->standard_error = s;
    check->pit = jump_mixture_cdf(space->mixture, check->observed);
    check->others_most = largest_of(space->cases, prediction->events);
    check->crps_no_change = normal_crps(check->observed / s) * s;
    check->has_catalogue_mean = prediction->events > 1;
    if (check->has_catalogue_mean) {
        score_mean(check, space->cases, prediction->events);
    }
    return jump_mixture_crps(&check->crps, space->mixture, check->observed, error);
}

/* ---- Each event from the others -------------------------------------------------------------- */

/* One event from all others; it is left out where that says nothing. Asked with no event,
 * usable_outage() says whether the row may be used at all; the prediction then leaves out all rows
 * of its own event. */
static blackout_status check_event(struct market_check *checks, size_t *count,
                                   struct workspace *space, const blackout_dataset *dataset,
                                   const struct row *row, blackout_error *error)
{
    static const struct market_query all = {.event = STRING_NONE};
    const struct row *outage = usable_outage(dataset, row, &all);
    if (outage == NULL) {
        return BLACKOUT_OK;
    }
    const struct market_query query = query_of(outage, row);
    struct market_check check = {.event = dataset_text(dataset, query.event),
                                 .symbol = dataset_text(dataset, query.symbol),
                                 .observed = row->cells[EVENT_RETURNS_CAR_0_1].number};
    blackout_status status = predict(&check.prediction, space, dataset, &query,
                                     row->cells[EVENT_RETURNS_SE_0_1].number, error);
    if (status == BLACKOUT_OK && check.prediction.lack == MARKET_UNEXPLAINED) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "the row of event '%.80s' in event_returns is out of reach of any fall: "
                         "car_0_1 is very many times se_0_1; check both",
                         dataset_text(dataset, check.prediction.unexplained));
    }
    if (status == BLACKOUT_OK && check.prediction.lack == MARKET_COMPLETE &&
        check.prediction.events > 0) {
        status = score(&check, space, error);
        checks[(*count)++] = check;
    }
    return status;
}

/* One workspace for all: each prediction overwrites it. */
blackout_status market_leave_one_out(struct market_check **checks, size_t *count,
                                     struct arena *arena, const blackout_dataset *dataset,
                                     blackout_error *error)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    struct workspace space = {0};
    *count = 0;
    *checks = arena_alloc(arena, returns->row_count, sizeof **checks);
    blackout_status status = *checks != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < returns->row_count && status == BLACKOUT_OK; ++i) {
        status = check_event(*checks, count, &space, dataset, &returns->rows[i], error);
    }
    return arena_end(&space.arena, status, error);
}
