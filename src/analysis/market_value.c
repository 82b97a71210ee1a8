/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/market_value.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "stats/bayes_regression.h"
#include "stats/student_t.h"

/* Methodology 6b. The design: intercept; doublings of (1 + hours) against an outage of six hours;
 * how far the outage was from full. The shape of the prior of the error's variance. */
enum { TERM_COUNT = 3 };
static const double reference_hours = 6;
static const double prior_shape = 3; /* a0 */

static const struct table *table_of(const blackout_dataset *dataset, enum table_id table)
{
    return &dataset->tables[table];
}

static double value_or(const struct cell *cell, double otherwise)
{
    return cell->given ? cell->number : otherwise;
}

static void design_row(double x[TERM_COUNT], double duration_hours, double severity,
                       double scope_share)
{
    x[0] = 1;
    x[1] = log2(1 + duration_hours) - log2(1 + reference_hours);
    x[2] = severity * scope_share - 1;
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

static bool is_owner(const blackout_dataset *dataset, const struct row *returns)
{
    return strcmp(dataset_text(dataset, returns->cells[EVENT_RETURNS_ROLE].text), "owner") == 0;
}

static const struct row *outage_row(const blackout_dataset *dataset, string_id event)
{
    const struct table *outages = table_of(dataset, OUTAGES);
    for (size_t i = 0; i < outages->row_count; ++i) {
        if (outages->rows[i].cells[OUTAGES_EVENT].text == event) {
            return &outages->rows[i];
        }
    }
    return NULL;
}

static bool is_confounded(const struct row *outage)
{
    return outage->cells[OUTAGES_CONFOUNDED].given && outage->cells[OUTAGES_CONFOUNDED].flag;
}

/* The outage that a row of event_returns teaches about; NULL if it may not be used. */
static const struct row *usable_outage(const blackout_dataset *dataset, const struct row *returns,
                                       string_id left_out)
{
    string_id event = returns->cells[EVENT_RETURNS_EVENT].text;
    const struct row *outage = outage_row(dataset, event);
    bool measured =
        returns->cells[EVENT_RETURNS_CAR_0_1].given && returns->cells[EVENT_RETURNS_SE_0_1].given;
    bool usable = outage != NULL && measured && event != left_out && is_owner(dataset, returns) &&
                  !is_confounded(outage) && outage->cells[OUTAGES_DURATION_MINUTES].given;
    return usable ? outage : NULL;
}

/* Rows of the regression, each divided by the event's own standard error. */
static size_t read_catalogue(double *x, double *y, const blackout_dataset *dataset,
                             string_id left_out)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    size_t count = 0;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct cell *cells = returns->rows[i].cells;
        const struct row *outage = usable_outage(dataset, &returns->rows[i], left_out);
        if (outage == NULL) {
            continue;
        }
        double se = cells[EVENT_RETURNS_SE_0_1].number;
        double *row = x + count * TERM_COUNT;
        design_row(row, outage->cells[OUTAGES_DURATION_MINUTES].number / 60,
                   value_or(&outage->cells[OUTAGES_SEVERITY], 1),
                   value_or(&outage->cells[OUTAGES_SCOPE_SHARE], 1));
        for (size_t k = 0; k < TERM_COUNT; ++k) {
            row[k] /= se;
        }
        y[count++] = cells[EVENT_RETURNS_CAR_0_1].number / se;
    }
    return count;
}

/* The standard error of the firm's own two-day return: of the event, else the latest known. It says
 * how much the share moves on ordinary days, and nothing of the event. */
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
            is_owner(dataset, row)) {
            return cells[EVENT_RETURNS_SE_0_1].number;
        }
        bool same =
            query->symbol != STRING_NONE && cells[EVENT_RETURNS_SYMBOL].text == query->symbol;
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
    blackout_status status = student_t_quantile(&q, 0.95, t->degrees, error);
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

blackout_status market_predict(struct market_prediction *prediction,
                               const blackout_dataset *dataset, const struct market_query *query,
                               blackout_error *error)
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
    double standard_error = own_standard_error(dataset, query);
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
        prediction->events = read_catalogue(xs, ys, dataset, query->event);
        struct bayes_data data = {.count = prediction->events, .x = xs, .y = ys};
        status = bayes_regression_fit(&posterior, &prior, &data, error);
    }
    arena_free(&scratch);
    if (status == BLACKOUT_OK) {
        design_row(x, query->duration_hours, query->severity, query->scope_share);
        status = bayes_regression_predict(&t, &posterior, x, standard_error, error);
    }
    return status == BLACKOUT_OK ? summarise(prediction, &t, error) : status;
}

/* ---- Event study ----------------------------------------------------------------------------- */

static void read_peers(struct market_event_study *study, const blackout_dataset *dataset,
                       string_id event)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    double sum = 0;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        if (row->cells[EVENT_RETURNS_EVENT].text != event || is_owner(dataset, row) ||
            !row->cells[EVENT_RETURNS_CAR_0_0].given) {
            continue;
        }
        double raw = value_or(&row->cells[EVENT_RETURNS_RAW_0], 0);
        study->peer_raw_low = study->peer_count == 0 ? raw : fmin(study->peer_raw_low, raw);
        study->peer_raw_high = study->peer_count == 0 ? raw : fmax(study->peer_raw_high, raw);
        sum += row->cells[EVENT_RETURNS_CAR_0_0].number;
        ++study->peer_count;
    }
    if (study->peer_count > 0) {
        study->peer_adjusted = study->abnormal - sum / (double)study->peer_count;
    }
}

/* The owner's row: that of its share, else the first of the event, since symbols change. */
static const struct row *owner_return(const blackout_dataset *dataset, string_id event,
                                      string_id symbol)
{
    const struct table *returns = table_of(dataset, EVENT_RETURNS);
    const struct row *first = NULL;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        const struct cell *cells = row->cells;
        if (cells[EVENT_RETURNS_EVENT].text != event || !is_owner(dataset, row) ||
            !cells[EVENT_RETURNS_RAW_0].given || !cells[EVENT_RETURNS_CAR_0_0].given) {
            continue;
        }
        if (cells[EVENT_RETURNS_SYMBOL].text == symbol) {
            return row;
        }
        first = first != NULL ? first : row;
    }
    return first;
}

void market_event_study(struct market_event_study *study, const blackout_dataset *dataset,
                        const struct row *event, string_id symbol)
{
    string_id key = event->cells[OUTAGES_EVENT].text;
    const struct row *row = owner_return(dataset, key, symbol);
    *study = (struct market_event_study){.confounded = is_confounded(event)};
    if (row == NULL) {
        return;
    }
    const struct cell *cells = row->cells;
    study->found = true;
    study->raw = cells[EVENT_RETURNS_RAW_0].number;
    study->abnormal = cells[EVENT_RETURNS_CAR_0_0].number;
    study->has_t = cells[EVENT_RETURNS_SE_0_0].given;
    study->t = study->has_t ? study->abnormal / cells[EVENT_RETURNS_SE_0_0].number : 0;
    study->has_day0 = cells[EVENT_RETURNS_DAY0].given;
    study->day0 = cells[EVENT_RETURNS_DAY0].time;
    study->has_market_cap = cells[EVENT_RETURNS_MARKET_CAP_BEFORE].given;
    study->market_cap_before = cells[EVENT_RETURNS_MARKET_CAP_BEFORE].number;
    read_peers(study, dataset, key);
}
