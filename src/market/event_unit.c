/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: warnings, defects, measures. Positions count the days that the series have in common;
 * days count from day 0. */
#include "market/event_unit.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"

enum {
    /* Holidays are no longer: Shanghai's Golden Week takes eleven days. A longer closing, as the
     * Egyptian Exchange's from 2011-01-28 to 2011-03-22, shows in several series, or is a gap of
     * one. */
    LONGEST_HOLIDAY_DAYS = 14,
    STILL_RUN_SESSIONS = 5, /* a week without a trade that moved the price */
    CUSTOMARY_DAYS = 120    /* MacKinlay (1997, section 3) takes as many for daily data */
};

blackout_status study_warn(blackout_study *study, const char *code, const char *where,
                           blackout_error *error, const char *format, ...)
{
    struct warning_list *warnings = &study->warnings;
    va_list arguments;
    va_start(arguments, format);
    int added = warning_print(warnings, &study->arena, code, where, format, arguments);
    va_end(arguments);
    if (added != 0) {
        return error_memory(error);
    }
    const struct warning *last = &warnings->items[warnings->count - 1];
    for (size_t i = 0; i + 1 < warnings->count; ++i) {
        bool same = strcmp(warnings->items[i].message, last->message) == 0 &&
                    strcmp(warnings->items[i].where, last->where) == 0;
        if (same) {
            --warnings->count; /* it is said already */
            break;
        }
    }
    return BLACKOUT_OK;
}

struct making {
    struct study_unit *unit;
    blackout_study *study;
    const struct unit_query *query;
    struct price_selection selection;
    struct price_returns returns;
    struct return_columns columns;
    size_t zero;  /* position of day 0 */
    size_t first; /* first position whose price counts */
    size_t last;  /* last position that is measured */
    struct normal_return normal;
};

static size_t position(const struct making *m, int day)
{
    return (size_t)((long)m->zero + day);
}

static const char *date_text(char text[CALENDAR_TEXT_SIZE], instant date)
{
    calendar_print_date(text, date);
    return text;
}

/* ---- Defects --------------------------------------------------------------------------------- */

static blackout_status refuse_constant(const struct price_series *series, size_t first, size_t last,
                                       blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    return error_set(error, BLACKOUT_ERROR_INPUT,
                     "%s: the price is constant from %s to %s (%.10g): not a price of trades",
                     series->symbol, date_text(from, series->points[first].date),
                     date_text(to, series->points[last].date), series->points[first].close);
}

/* Aligns the series. One that never moves would make all days look like closed ones. */
static blackout_status align(struct making *m, blackout_error *error)
{
    const struct unit_query *query = m->query;
    struct price_selection *selection = &m->selection;
    selection->kind = query->request->kind;
    selection->series[selection->count++] = query->share;
    if (query->index != NULL) {
        selection->series[selection->count++] = query->index;
    }
    for (size_t i = 0; i < query->peer_count; ++i) {
        selection->series[selection->count++] = query->peers[i];
    }
    for (size_t k = 0; k < selection->count; ++k) {
        size_t last = selection->series[k]->count - 1;
        if (price_series_is_constant(selection->series[k], 0, last)) {
            return refuse_constant(selection->series[k], 0, last, error);
        }
    }
    return price_returns_align(&m->returns, &m->study->arena, selection, error);
}

/* Whether a series has a session between two days, both excluded: a price that moved. */
static bool has_session_between(const struct price_series *series, instant from, instant to)
{
    for (size_t i = 1; i < series->count && series->points[i].date < to; ++i) {
        if (series->points[i].date > from &&
            series->points[i].close != series->points[i - 1].close) {
            return true;
        }
    }
    return false;
}

/* Whether all series, and there are several, have no session between position `at` and the one
 * before: the exchange was closed, or a vendor has lost the same days of all of them. */
static bool is_closing(const struct making *m, size_t at)
{
    const instant *dates = m->returns.dates;
    bool closed = m->selection.count > 1 && at > 0 && at < m->returns.count;
    for (size_t k = 0; closed && k < m->selection.count; ++k) {
        closed = !has_session_between(m->selection.series[k], dates[at - 1], dates[at]);
    }
    return closed;
}

static bool is_long(instant from, instant to)
{
    return to - from > LONGEST_HOLIDAY_DAYS * (instant)SECONDS_PER_DAY;
}

static blackout_status warn_closing(struct making *m, size_t at, blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    const instant *dates = m->returns.dates;
    return study_warn(m->study, "exchange_closed", m->query->where, error,
                      "neither %s nor %s has a session between %s and %s: the exchange is taken to "
                      "have been closed, and the next return spans those %d days",
                      m->selection.series[0]->symbol, m->selection.series[1]->symbol,
                      date_text(from, dates[at - 1]), date_text(to, dates[at]),
                      (int)((dates[at] - dates[at - 1]) / SECONDS_PER_DAY));
}

/* Finds day 0: the first common session not before the target. */
static blackout_status find_zero(struct making *m, blackout_error *error)
{
    char wanted[CALENDAR_TEXT_SIZE];
    char found[CALENDAR_TEXT_SIZE];
    const struct unit_query *query = m->query;
    const struct price_returns *returns = &m->returns;
    size_t zero = price_returns_from(returns, query->target);
    date_text(wanted, query->target);
    if (zero == returns->count) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "%s%s%s: no session on or after day 0, %s; the last day with prices is %s",
                         query->share->symbol, query->index != NULL ? " and " : "",
                         query->index != NULL ? query->index->symbol : "", wanted,
                         returns->count > 0 ? date_text(found, returns->dates[returns->count - 1])
                                            : "none");
    }
    m->zero = zero;
    date_text(found, returns->dates[zero]);
    if (is_long(query->target, returns->dates[zero]) && !is_closing(m, zero)) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "%s: the first session on or after day 0, %s, is %s: prices are missing%s",
                         query->share->symbol, wanted, found,
                         m->selection.count > 1 ? "" : "; those of an index show a closing");
    }
    if (returns->dates[zero] != query->target) {
        return study_warn(m->study, "not_a_session", query->where, error,
                          "%s is not a session of %s: day 0 is the next one, %s", wanted,
                          query->share->symbol, found);
    }
    return BLACKOUT_OK;
}

/* The span of positions that is used. */
static blackout_status find_span(struct making *m, blackout_error *error)
{
    char first[CALENDAR_TEXT_SIZE];
    char zero[CALENDAR_TEXT_SIZE];
    const blackout_request *request = m->query->request;
    size_t before = (size_t)(-request->estimation.first) + 1; /* a return needs the day before */
    size_t behind = LAST_SESSION;
    for (size_t i = 0; i < request->window_count; ++i) {
        size_t last = request->windows[i].last > 0 ? (size_t)request->windows[i].last : 0;
        behind = last > behind ? last : behind;
    }
    if (m->zero < before) {
        date_text(zero, m->returns.dates[m->zero]);
        return error_set(
            error, BLACKOUT_ERROR_INPUT,
            "%s: too short: %zu sessions in common%s%s before day 0, %s, and the first "
            "is %s; days %d..%d need %zu: more prices, or a shorter --estimation",
            m->query->share->symbol, m->zero, m->query->index != NULL ? " with " : "",
            m->query->index != NULL ? m->query->index->symbol : "", zero,
            date_text(first, m->returns.dates[0]), request->estimation.first,
            request->estimation.last, before);
    }
    m->first = m->zero - before;
    m->last = m->zero + behind < m->returns.count ? m->zero + behind : m->returns.count - 1;
    return BLACKOUT_OK;
}

static blackout_status check_series(const struct making *m, const struct price_series *series,
                                    blackout_error *error)
{
    struct price_split split;
    char text[CALENDAR_TEXT_SIZE];
    size_t estimated = position(m, m->query->request->estimation.last);
    size_t first = price_series_from(series, m->returns.dates[m->first]);
    size_t until = price_series_from(series, m->returns.dates[estimated]);
    size_t last = price_series_from(series, m->returns.dates[m->last]);
    if (price_series_is_constant(series, first, until)) {
        return refuse_constant(series, first, until, error);
    }
    if (!m->query->request->keep_jumps && price_series_split(&split, series, first, last)) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "%s: the price is multiplied by %.4g on %s, a likely split of %.10g; give "
                         "adjusted closes, or --jumps keep where it is a true return",
                         series->symbol, split.ratio, date_text(text, split.date), split.factor);
    }
    return BLACKOUT_OK;
}

static blackout_status check_closings(struct making *m, blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    const instant *dates = m->returns.dates;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = m->first + 1; i <= m->last && status == BLACKOUT_OK; ++i) {
        if (!is_long(dates[i - 1], dates[i])) {
            continue;
        }
        status = is_closing(m, i)
                     ? warn_closing(m, i, error)
                     : error_set(error, BLACKOUT_ERROR_INPUT,
                                 "%s: a gap of %d days in the prices, from %s to %s, %s: more "
                                 "prices, or another --estimation",
                                 m->query->share->symbol,
                                 (int)((dates[i] - dates[i - 1]) / SECONDS_PER_DAY),
                                 date_text(from, dates[i - 1]), date_text(to, dates[i]),
                                 m->selection.count > 1
                                     ? "in which others have sessions"
                                     : "and no index shows that the exchange was closed");
    }
    return status;
}

/* Sessions without a price: told one by one around the event, counted before it. */
static blackout_status warn_gaps(struct making *m, blackout_error *error)
{
    char text[CALENDAR_TEXT_SIZE];
    const instant *dates = m->returns.dates;
    blackout_status status = BLACKOUT_OK;
    for (size_t k = 0; k < m->selection.count && status == BLACKOUT_OK; ++k) {
        const char *symbol = m->selection.series[k]->symbol;
        instant first = 0;
        size_t count = 0;
        for (size_t i = 0; i < m->returns.gap_count && status == BLACKOUT_OK; ++i) {
            const struct price_gap *gap = &m->returns.gaps[i];
            if (gap->symbol != symbol || gap->date < dates[m->first] ||
                gap->date > dates[m->last]) {
                continue;
            }
            first = count++ == 0 ? gap->date : first;
            if (gap->date >= dates[m->zero - 1]) {
                status = study_warn(m->study, "missing_price", m->query->where, error,
                                    "%s has no price on %s, a session of the others near the "
                                    "event: the next return spans it",
                                    symbol, date_text(text, gap->date));
            }
        }
        if (count > 0 && status == BLACKOUT_OK) {
            status = study_warn(m->study, "gap", m->query->where, error,
                                "%s has no price on %zu session%s of the others, the first on %s: "
                                "returns span the gaps",
                                symbol, count, count == 1 ? "" : "s", date_text(text, first));
        }
    }
    return status;
}

/* A share whose price stands still for a week is hardly traded. */
static blackout_status warn_still(struct making *m, blackout_error *error)
{
    char text[CALENDAR_TEXT_SIZE];
    size_t run = 0;
    size_t longest = 0;
    size_t begin = 0;
    for (size_t i = m->first + 1; i <= m->last; ++i) {
        run = m->columns.share[i] == 0 ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            begin = i + 1 - run;
        }
    }
    blackout_status status = BLACKOUT_OK;
    if (longest >= STILL_RUN_SESSIONS) {
        status =
            study_warn(m->study, "stale_prices", m->query->where, error,
                       "the price of %s stands still for %zu sessions from %s: it is hardly "
                       "traded, and its returns are not those of a day",
                       m->query->share->symbol, longest, date_text(text, m->returns.dates[begin]));
    }
    if (status == BLACKOUT_OK && m->returns.still_days > 0) {
        status = study_warn(
            m->study, "not_a_session", m->query->where, error,
            "%zu day%s on which no price of %s moved %s left out, the first %s: the "
            "exchange was closed",
            m->returns.still_days, m->returns.still_days == 1 ? "" : "s", m->query->share->symbol,
            m->returns.still_days == 1 ? "is" : "are", date_text(text, m->returns.first_still_day));
    }
    return status;
}

static blackout_status warn_short(struct making *m, blackout_error *error)
{
    if (m->unit->estimation.days >= CUSTOMARY_DAYS) {
        return BLACKOUT_OK;
    }
    return study_warn(m->study, "short_estimation", m->query->where, error,
                      "%zu days of estimation are few; %d or more are customary",
                      m->unit->estimation.days, CUSTOMARY_DAYS);
}

static blackout_status check(struct making *m, blackout_error *error)
{
    blackout_status status = find_zero(m, error);
    if (status == BLACKOUT_OK) {
        status = find_span(m, error);
    }
    for (size_t k = 0; k < m->selection.count && status == BLACKOUT_OK; ++k) {
        status = check_series(m, m->selection.series[k], error);
    }
    if (status == BLACKOUT_OK) {
        status = check_closings(m, error);
    }
    return status == BLACKOUT_OK ? warn_gaps(m, error) : status;
}

/* ---- Measures -------------------------------------------------------------------------------- */

/* The peer index: equal-weighted mean of the peers' returns. */
static blackout_status set_columns(struct making *m, blackout_error *error)
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

static struct day_range positions(const struct making *m, struct day_range days)
{
    return (struct day_range){(int)m->zero + days.first, (int)m->zero + days.last};
}

static blackout_status fit(struct making *m, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    struct day_range days = m->query->request->estimation;
    struct day_range window = positions(m, days);
    blackout_error why;
    blackout_status status =
        normal_return_fit(&m->normal, m->query->model, &m->columns, window, &why);
    if (status != BLACKOUT_OK) {
        char zero[CALENDAR_TEXT_SIZE];
        return error_set(error, status, "%s at %s: %.400s", m->query->share->symbol,
                         date_text(zero, m->returns.dates[m->zero]), why.message);
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

static blackout_status sum(struct abnormal_window *out, const struct making *m,
                           struct day_range days, blackout_error *error)
{
    return abnormal_window_sum(out, &m->normal, &m->columns, positions(m, days), error);
}

static blackout_status measure_day0(struct making *m, blackout_error *error)
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

static blackout_status measure_window(struct making *m, size_t index, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    struct study_window *window = &unit->windows[index];
    window->days = m->query->request->windows[index];
    window->covered = position(m, window->days.last) < m->returns.count;
    if (!window->covered) {
        char last[CALENDAR_TEXT_SIZE];
        return study_warn(m->study, "short_window", m->query->where, error,
                          "%s: the prices end on %s: the window [%d,%d] is left out",
                          m->query->share->symbol,
                          date_text(last, m->returns.dates[m->returns.count - 1]),
                          window->days.first, window->days.last);
    }
    size_t count = (size_t)(window->days.last - window->days.first) + 1;
    double *values = arena_alloc(&m->study->arena, count, sizeof *values);
    if (values == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        values[i] =
            abnormal_return(&m->normal, &m->columns, position(m, window->days.first + (int)i));
    }
    unit->window_returns[index] = values;
    unit->window_first[index] = m->returns.dates[position(m, window->days.first)];
    unit->window_last[index] = m->returns.dates[position(m, window->days.last)];
    blackout_status status = sum(&window->sum, m, window->days, error);
    window->change.fraction = window->sum.car;
    return status;
}

static blackout_status measure_sessions(struct making *m, blackout_error *error)
{
    struct study_unit *unit = m->unit;
    const struct price_series *share = m->query->share;
    size_t before = m->returns.at[m->zero - 1];
    blackout_status status = BLACKOUT_OK;
    for (int day = 0; day <= LAST_SESSION && status == BLACKOUT_OK; ++day) {
        size_t at = position(m, day);
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

/* The first session whose price is not below that before day 0, on the share's own days. */
static void find_recovery(struct making *m)
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

blackout_status event_unit_make(struct study_unit *unit, blackout_study *study,
                                const struct unit_query *query, blackout_error *error)
{
    struct making m = {.unit = unit, .study = study, .query = query};
    *unit = (struct study_unit){.symbol = query->share->symbol,
                                .role = query->role,
                                .model = return_model_name(query->model),
                                .window_count = query->request->window_count};
    blackout_status status = align(&m, error);
    if (status == BLACKOUT_OK) {
        status = check(&m, error);
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
        status = warn_still(&m, error);
    }
    return status == BLACKOUT_OK ? warn_short(&m, error) : status;
}
