/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measures of one share at one event, once event_defects has looked its prices over. All of
 * them are against one fit of the normal return, so that day 0, windows and sessions agree on the
 * days that they share. What prices do not cover is left out and the rest remains: an outage of
 * last week has a day 0, and not yet ten sessions after it. What the figures mean for several
 * shares together is event_tests.c. Positions count the days that the series have in common; days
 * count from day 0. Changes are fractions of the price before, not per cent. */
#include "market/event_unit.h"

#include <math.h>

#include "core/error.h"
#include "market/event_defects.h"
#include "market/study_warn.h"

/* The peer index: equal-weighted mean of the peers' returns. Equal weights, as the weights of firms
 * by value would be those of the largest one. The index is first beside the share, then the peers,
 * as event_defects_align() has them. */
static blackout_status set_columns(struct event_making *m, blackout_error *error)
{
    const struct unit_query *query = m->query;
    size_t own = query->index != NULL ? 2 : 1;
    m->columns.share = m->returns.returns[0];
    m->columns.market = query->index != NULL ? m->returns.returns[1] : NULL;
    if (query->peer_count == 0) {
        return BLACKOUT_OK;
    }
    double *mean = arena_alloc(&m->study->arena, m->returns.count, sizeof *mean);
    if (mean == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < m->returns.count; ++i) {
        for (size_t k = 0; k < query->peer_count; ++k) {
            mean[i] += m->returns.returns[own + k][i] / (double)query->peer_count;
        }
    }
    m->columns.peer = mean;
    return BLACKOUT_OK;
}

/* event_defects_check() has made sure that the estimation is inside. */
static struct day_range positions(const struct event_making *m, struct day_range days)
{
    return (struct day_range){(int)m->zero + days.first, (int)m->zero + days.last};
}

/* Residuals are kept with their dates: tests over several shares correlate them day by day. */
static blackout_status fit(struct event_making *m, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    struct day_range days = m->query->request->estimation;
    struct day_range window = positions(m, days);
    /* The estimator knows neither share nor date: they are put before its message. */
    blackout_error why;
    blackout_status status =
        normal_return_fit(&m->normal, m->query->model, &m->columns, window, &why);
    if (status != BLACKOUT_OK) {
        char zero[CALENDAR_TEXT_SIZE];
        return error_set(error, status, "%s at %s: %.400s", m->query->share->symbol,
                         calendar_print_date(zero, m->returns.dates[m->zero]), why.message);
    }
    struct study_estimation *estimation = &unit->estimation;
    *estimation = (struct study_estimation){.days = m->normal.days,
                                            .first = m->returns.dates[window.first],
                                            .last = m->returns.dates[window.last],
                                            .terms = m->normal.fit.terms,
                                            .residual_sd = sqrt(m->normal.variance),
                                            .degrees = m->normal.degrees,
                                            .r_squared = m->normal.r_squared};
    for (size_t k = 0; k < estimation->terms; ++k) {
        estimation->coefficients[k] = m->normal.fit.coefficients[k];
    }
    unit->estimation_returns =
        arena_alloc(&m->study->arena, estimation->days, sizeof *unit->estimation_returns);
    unit->estimation_dates =
        arena_alloc(&m->study->arena, estimation->days, sizeof *unit->estimation_dates);
    if (unit->estimation_returns == NULL || unit->estimation_dates == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < estimation->days; ++i) {
        size_t at = (size_t)window.first + i;
        unit->estimation_returns[i] = abnormal_return(&m->normal, &m->columns, at);
        unit->estimation_dates[i] = m->returns.dates[at];
    }
    return BLACKOUT_OK;
}

/* A window anew, and never from sums of its days: the errors of all days share the coefficients
 * that were estimated, so that the variance of a sum is more than the sum of the variances
 * (MacKinlay 1997; docs/event-study.md has the formula). */
static blackout_status sum(struct abnormal_window *out, const struct event_making *m,
                           struct day_range days, blackout_error *error)
{
    return abnormal_window_sum(out, &m->normal, &m->columns, positions(m, days), error);
}

/* A day before day 0 is there: the estimation lies before it. `close_before` is the unadjusted
 * close, which is what a share cost: money is based on it. */
static blackout_status measure_day0(struct event_making *m, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    unit->day0 = m->returns.dates[m->zero];
    unit->raw.fraction = m->columns.share[m->zero];
    unit->has_market = m->columns.market != NULL;
    unit->market = unit->has_market ? m->columns.market[m->zero] : 0;
    unit->expected.fraction = normal_return_expected(&m->normal, &m->columns, m->zero);
    unit->abnormal.fraction = abnormal_return(&m->normal, &m->columns, m->zero);
    unit->rank =
        abnormal_rank(unit->estimation_returns, unit->estimation.days, unit->abnormal.fraction);
    unit->close_before = m->query->share->points[m->returns.at[m->zero - 1]].close;
    return sum(&unit->day0_sum, m, (struct day_range){0, 0}, error);
}

/* A window that prices do not cover is left out with a warning; day 0 and others remain. Its single
 * days are kept for the tests over several shares, which rank them. */
static blackout_status measure_window(struct event_making *m, size_t index, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    struct study_window *window = &unit->windows[index];
    window->days = m->query->request->windows[index];
    window->covered = event_position(m, window->days.last) < m->returns.count;
    if (!window->covered) {
        char last[CALENDAR_TEXT_SIZE];
        return study_warn(m->study, "short_window", m->query->where, error,
                          "%s: the prices end on %s: the window [%d,%d] is left out",
                          m->query->share->symbol,
                          calendar_print_date(last, m->returns.dates[m->returns.count - 1]),
                          window->days.first, window->days.last);
    }
    size_t count = (size_t)(window->days.last - window->days.first) + 1;
    double *values = arena_alloc(&m->study->arena, count, sizeof *values);
    if (values == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        values[i] = abnormal_return(&m->normal, &m->columns,
                                    event_position(m, window->days.first + (int)i));
    }
    unit->window_returns[index] = values;
    unit->window_first[index] = m->returns.dates[event_position(m, window->days.first)];
    unit->window_last[index] = m->returns.dates[event_position(m, window->days.last)];
    blackout_status status = sum(&window->sum, m, window->days, error);
    window->change.fraction = window->sum.car;
    return status;
}

/* Each session has the sum since day 0 with its own standard error. The list ends where prices
 * do. In money a session is part of the value at the close before it (value_before, a ratio to the
 * close before day 0), the sum since day 0 part of the value before day 0. */
static blackout_status measure_sessions(struct event_making *m, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    const struct price_series *share = m->query->share;
    size_t before = m->returns.at[m->zero - 1];
    blackout_status status = BLACKOUT_OK;
    for (int day = 0; day <= LAST_SESSION && status == BLACKOUT_OK; ++day) {
        size_t at = event_position(m, day);
        /* An outage of last week has a few sessions only. */
        if (at >= m->returns.count) {
            break;
        }
        struct study_session *session = &unit->sessions[unit->session_count++];
        double since = price_series_ratio(share, before, m->returns.at[at]);
        *session = (struct study_session){
            .day = day,
            .date = m->returns.dates[at],
            .close = share->points[m->returns.at[at]].close,
            .value_before = price_series_ratio(share, before, m->returns.at[at - 1]),
            .raw.fraction = m->columns.share[at],
            .has_market = m->columns.market != NULL,
            .market = m->columns.market != NULL ? m->columns.market[at] : 0,
            .abnormal.fraction = abnormal_return(&m->normal, &m->columns, at),
            .raw_since.fraction = m->query->request->kind == RETURN_LOG ? log(since) : since - 1};
        status = sum(&session->since, m, (struct day_range){0, day}, error);
        session->cumulative.fraction = session->since.car;
    }
    return status;
}

/* The first session whose price is not below that before day 0: by adjusted closes where there are
 * any, so that a split or a dividend is neither a loss nor a recovery; on the share's own days, as
 * a day without a price of the index is one of recovery all the same. The whole price counts, not
 * its abnormal part: this is what a holder of the share had back. */
static void find_recovery(struct event_making *m)
{
    struct study_unit *unit = m->unit;
    const struct price_series *share = m->query->share;
    size_t before = m->returns.at[m->zero - 1];
    size_t zero = m->returns.at[m->zero];
    unit->recovery = RECOVERY_NOT_YET;
    unit->recovered = share->points[share->count - 1].date;
    unit->recovered_after = share->count - 1 - zero;
    for (size_t i = zero; i < share->count; ++i) {
        if (price_series_ratio(share, before, i) >= 1) {
            unit->recovery = i == zero ? RECOVERY_NO_LOSS : RECOVERY_DONE;
            unit->recovered = share->points[i].date;
            unit->recovered_after = i - zero;
            return;
        }
    }
}

/* The order counts: days are aligned and looked over before anything is estimated. What is only
 * warned of comes last, so that a share that is refused has no warnings beside its error. */
blackout_status event_unit_make(struct study_unit *unit, blackout_study *study,
                                const struct unit_query *query, blackout_error *error)
{
    struct event_making m = {.unit = unit, .study = study, .query = query};
    *unit = (struct study_unit){.symbol = query->share->symbol,
                                .role = query->role,
                                .model = return_model_name(query->model),
                                .window_count = query->request->window_count};
    blackout_status status = event_defects_align(&m, error);
    if (status == BLACKOUT_OK) {
        status = event_defects_check(&m, error);
    }
    if (status == BLACKOUT_OK) {
        status = set_columns(&m, error);
    }
    if (status == BLACKOUT_OK) {
        status = fit(&m, error);
    }
    if (status == BLACKOUT_OK) {
        status = measure_day0(&m, error);
    }
    for (size_t i = 0; i < unit->window_count && status == BLACKOUT_OK; ++i) {
        status = measure_window(&m, i, error);
    }
    if (status == BLACKOUT_OK) {
        status = measure_sessions(&m, error);
    }
    if (status == BLACKOUT_OK) {
        find_recovery(&m);
        status = event_defects_warn(&m, error);
    }
    return status;
}
