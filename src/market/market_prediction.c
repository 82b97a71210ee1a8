/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methodology 6b. The design: intercept; doublings of (1 + hours) against an outage of six hours;
 * how far the outage was from full. */
#include "market/market_prediction.h"

#include <math.h>
#include <string.h>

#include "market/day_zero.h"
#include "market/market_value.h"
#include "core/error.h"
#include "core/interval.h"
#include "stats/bayes_regression.h"
#include "stats/student_t.h"
#include "tables/catalogue.h"

enum { TERM_COUNT = 3 };
static const double reference_hours = 6;
static const double prior_shape = 3; /* a0, of the error's variance: methodology 6b */

/* Two sessions are over within a week, whatever closes in between. */
enum { TWO_SESSIONS_DAYS = 7 };

static const struct table *table_of(const blackout_dataset *dataset, enum table_id table)
{
    return &dataset->tables[table];
}

static void design_row(double x[TERM_COUNT], const struct market_query *outage)
{
    x[0] = 1;
    x[1] = log2(1 + outage->duration_hours) - log2(1 + reference_hours);
    x[2] = outage->severity * outage->scope_share - 1;
}

/* ---- The prior ------------------------------------------------------------------------------- */

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

/* b0 = m^2 (a0 - 1), so that m^2 is the prior mean of the variance; V0 = diag(sd^2)/m^2, so that
 * the coefficients have the table's sd. */
static bool read_prior(struct bayes_prior *prior, const blackout_dataset *dataset)
{
    static const char *const terms[TERM_COUNT] = {"intercept", "duration", "severity_scope"};
    const struct row *scale = prior_row(dataset, "error_scale");
    *prior = (struct bayes_prior){.terms = TERM_COUNT, .shape = prior_shape};
    if (scale == NULL) {
        return false;
    }
    double m = scale->cells[MARKET_PRIOR_MEAN].number;
    prior->rate = m * m * (prior_shape - 1);
    for (size_t i = 0; i < TERM_COUNT; ++i) {
        const struct row *row = prior_row(dataset, terms[i]);
        if (row == NULL) {
            return false;
        }
        double sd = row->cells[MARKET_PRIOR_SD].number;
        prior->mean[i] = row->cells[MARKET_PRIOR_MEAN].number;
        prior->variance_scale[i] = sd * sd / (m * m);
    }
    return true;
}

/* ---- The catalogue --------------------------------------------------------------------------- */

/* Whether the row's two days were over at the start. What has no date was not known. */
static bool was_known(const blackout_dataset *dataset, const struct row *returns,
                      const struct row *outage, instant start)
{
    const struct cell *day0 = &returns->cells[EVENT_RETURNS_DAY0];
    struct day_zero day_zero = {.date = day0->time};
    bool dated = day0->given || (outage != NULL && day_zero_of_outage(&day_zero, dataset, outage));
    return dated && day_zero.date + TWO_SESSIONS_DAYS * (instant)SECONDS_PER_DAY <= start;
}

/* The outage that a row of event_returns teaches about; NULL if it may not be used. */
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

/* The outage of a row of the catalogue, as the prediction sees it. */
static struct market_query query_of(const struct row *outage, const struct row *returns)
{
    return (struct market_query){.event = outage->cells[OUTAGES_EVENT].text,
                                 .symbol = returns->cells[EVENT_RETURNS_SYMBOL].text,
                                 .duration_hours = catalogue_duration_hours(outage),
                                 .severity = catalogue_severity(outage).centre,
                                 .scope_share = catalogue_scope_share(outage)};
}

/* Rows of the regression, each divided by the event's own standard error. */
static void read_catalogue(struct market_prediction *prediction, double *x, double *y,
                           const blackout_dataset *dataset, const struct market_query *query)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct cell *cells = returns->rows[i].cells;
        const struct row *outage = usable_outage(dataset, &returns->rows[i], query);
        if (outage == NULL) {
            continue;
        }
        struct market_query other = query_of(outage, &returns->rows[i]);
        double se = cells[EVENT_RETURNS_SE_0_1].number;
        double *row = x + prediction->events * TERM_COUNT;
        design_row(row, &other);
        for (size_t k = 0; k < TERM_COUNT; ++k) {
            row[k] /= se;
        }
        y[prediction->events++] = cells[EVENT_RETURNS_CAR_0_1].number / se;
        prediction->later +=
            query->has_start && !was_known(dataset, &returns->rows[i], outage, query->start) ? 1
                                                                                             : 0;
    }
}

/* The standard error of the firm's own two-day return: of the event, else the latest. It says how
 * much the share moves on ordinary days, and nothing of the event. */
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

static blackout_status summarise(struct market_prediction *prediction,
                                 const struct bayes_prediction *t, blackout_error *error)
{
    double q;
    double below;
    prediction->median = t->location;
    blackout_status status = student_t_quantile(&q, INTERVAL_HIGH, t->degrees, error);
    if (status == BLACKOUT_OK) {
        prediction->p5 = t->location - t->scale * q;
        prediction->p95 = t->location + t->scale * q;
        status = student_t_cdf(&below, -t->location / t->scale, t->degrees, error);
    }
    if (status == BLACKOUT_OK) {
        prediction->probability_of_rise = 1 - below;
    }
    return status;
}

/* The prediction of a share that moves by `standard_error` in two ordinary days. */
static blackout_status predict(struct market_prediction *prediction,
                               const blackout_dataset *dataset, const struct market_query *query,
                               double standard_error, blackout_error *error)
{
    struct bayes_prior prior;
    struct bayes_posterior posterior;
    struct bayes_prediction t;
    double x[TERM_COUNT];
    *prediction = (struct market_prediction){0};
    if (!read_prior(&prior, dataset)) {
        prediction->lack = MARKET_NO_PRIOR;
        return BLACKOUT_OK;
    }
    if (!(standard_error > 0)) {
        prediction->lack = MARKET_NO_STANDARD_ERROR;
        return BLACKOUT_OK;
    }
    struct arena scratch = {0};
    size_t rows = table_of(dataset, EVENT_RETURNS)->row_count;
    double *xs = arena_alloc(&scratch, rows * TERM_COUNT, sizeof *xs);
    double *ys = arena_alloc(&scratch, rows, sizeof *ys);
    blackout_status status = BLACKOUT_OK;
    if (xs == NULL || ys == NULL) {
        status = error_memory(error);
    } else {
        read_catalogue(prediction, xs, ys, dataset, query);
        struct bayes_data data = {.count = prediction->events, .x = xs, .y = ys};
        status = bayes_regression_fit(&posterior, &prior, &data, error);
    }
    arena_free(&scratch);
    if (status == BLACKOUT_OK) {
        design_row(x, query);
        status = bayes_regression_predict(&t, &posterior, x, standard_error, error);
    }
    return status == BLACKOUT_OK ? summarise(prediction, &t, error) : status;
}

blackout_status market_predict(struct market_prediction *prediction,
                               const blackout_dataset *dataset, const struct market_query *query,
                               blackout_error *error)
{
    return predict(prediction, dataset, query, own_standard_error(dataset, query), error);
}

/* ---- Each event from the others -------------------------------------------------------------- */

blackout_status market_leave_one_out(struct market_check **checks, size_t *count,
                                     struct arena *arena, const blackout_dataset *dataset,
                                     blackout_error *error)
{
    static const struct market_query all = {.event = STRING_NONE};
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    *count = 0;
    *checks = arena_alloc(arena, returns->row_count, sizeof **checks);
    if (*checks == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        const struct row *outage = usable_outage(dataset, row, &all);
        if (outage == NULL) {
            continue;
        }
        struct market_query query = query_of(outage, row);
        struct market_check check = {.event = dataset_text(dataset, query.event),
                                     .symbol = dataset_text(dataset, query.symbol),
                                     .observed = row->cells[EVENT_RETURNS_CAR_0_1].number};
        blackout_status status = predict(&check.prediction, dataset, &query,
                                         row->cells[EVENT_RETURNS_SE_0_1].number, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
        check.inside =
            check.observed >= check.prediction.p5 && check.observed <= check.prediction.p95;
        if (check.prediction.lack == MARKET_COMPLETE && check.prediction.events > 0) {
            (*checks)[(*count)++] = check;
        }
    }
    return BLACKOUT_OK;
}
