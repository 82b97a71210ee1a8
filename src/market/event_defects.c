/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What prices can have wrong. Refused is what would pass for a return (a split, a price of no
 * trades, an estimation that reaches into the event); what merely costs days is warned of and used.
 * Which of the two a defect is depends on what a reader would take the figure for, and not on how
 * common it is. Limits are wide enough for all that exchanges do. */
#include "market/event_defects.h"

#include "core/error.h"
#include "market/study_warn.h"

enum {
    /* Holidays are no longer: Shanghai's Golden Week takes eleven days. A longer closing, as the
     * Egyptian Exchange's from 2011-01-28 to 2011-03-22, shows in several series, or is a gap of
     * one. */
    LONGEST_HOLIDAY_DAYS = 14,
    STILL_RUN_SESSIONS = 5, /* a week without a trade that moved the price */
    CUSTOMARY_DAYS = 120,   /* MacKinlay (1997, section 3) takes as many for daily data */
    LONGEST_STEP_DAYS = 4   /* from a session to the next, over a weekend and a holiday */
};

size_t event_position(const struct event_making *m, int day)
{
    return (size_t)((long)m->zero + day);
}

/* Prices that never move make all returns 0, and a variance of nothing. */
static blackout_status refuse_constant(const struct price_series *series, size_t first, size_t last,
                                       blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    return error_set(error, BLACKOUT_ERROR_INPUT,
                     "%s: the price is constant from %s to %s (%.10g): not a traded price; give "
                     "those of days on which it was traded",
                     series->symbol, calendar_print_date(from, series->points[first].date),
                     calendar_print_date(to, series->points[last].date),
                     series->points[first].close);
}

/* Aligns the series. One that never moves would make all days look like closed ones. The order is
 * that of `event_making`: the share, its index, the peers. */
blackout_status event_defects_align(struct event_making *m, blackout_error *error)
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

/* Whether a series has a session between two days, both excluded: a price that moved. A price that
 * did not move is no session: it may have been filled in. */
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
 * before: the exchange was closed, or a vendor has lost the same days of all of them. With one
 * series nothing shows whether it was the exchange or the file. */
static bool is_closing(const struct event_making *m, size_t at)
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

/* Two series are named, since a closing is told by several; the return over it is kept, as that of
 * a long weekend is. */
static blackout_status warn_closing(struct event_making *m, size_t at, blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    const instant *dates = m->returns.dates;
    return study_warn(m->study, "exchange_closed", m->query->where, error,
                      "neither %s nor %s has a session between %s and %s: the exchange is assumed "
                      "to have been closed, and the next return spans those %d days",
                      m->selection.series[0]->symbol, m->selection.series[1]->symbol,
                      calendar_print_date(from, dates[at - 1]), calendar_print_date(to, dates[at]),
                      (int)((dates[at] - dates[at - 1]) / SECONDS_PER_DAY));
}

/* Closings of weeks and months, which vendors export on the same page, would be read as days: every
 * window would be five times too long, or twenty. Half of the steps, since a share of an exchange
 * with many holidays has some long ones. */
static blackout_status check_daily(const struct price_series *series, blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    size_t long_steps = 0;
    size_t last = 0;
    for (size_t i = 1; i < series->count; ++i) {
        if (series->points[i].date - series->points[i - 1].date >
            LONGEST_STEP_DAYS * (instant)SECONDS_PER_DAY) {
            ++long_steps;
            last = i;
        }
    }
    if (2 * long_steps <= series->count) {
        return BLACKOUT_OK;
    }
    return error_set(error, BLACKOUT_ERROR_INPUT,
                     "%s: the prices are not daily: %zu of %zu steps are longer than %d days, the "
                     "last one from %s to %s; give the close of every session",
                     series->symbol, long_steps, series->count - 1, LONGEST_STEP_DAYS,
                     calendar_print_date(from, series->points[last - 1].date),
                     calendar_print_date(to, series->points[last].date));
}

/* Finds day 0: the first common session not before the target. A day 0 weeks after the outage would
 * show what happened in between. */
static blackout_status find_zero(struct event_making *m, blackout_error *error)
{
    char wanted[CALENDAR_TEXT_SIZE];
    char found[CALENDAR_TEXT_SIZE];
    const struct unit_query *query = m->query;
    const struct price_returns *returns = &m->returns;
    /* A target that is no session, such as a holiday, has one after it. */
    size_t zero = price_returns_from(returns, query->target);
    calendar_print_date(wanted, query->target);
    if (zero == returns->count) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "%s%s%s: no session on or after day 0, %s; the last day with prices is %s",
                         query->share->symbol, query->index != NULL ? " and " : "",
                         query->index != NULL ? query->index->symbol : "", wanted,
                         returns->count > 0
                             ? calendar_print_date(found, returns->dates[returns->count - 1])
                             : "none");
    }
    m->zero = zero;
    calendar_print_date(found, returns->dates[zero]);
    if (is_long(query->target, returns->dates[zero]) && !is_closing(m, zero)) {
        return error_set(
            error, BLACKOUT_ERROR_INPUT,
            "%s: the first session on or after day 0, %s, is %s: prices are missing; give them%s",
            query->share->symbol, wanted, found,
            m->selection.count > 1
                ? ""
                : ", or those of an index, which show whether the exchange was closed");
    }
    if (returns->dates[zero] != query->target) {
        return study_warn(m->study, "not_a_session", query->where, error,
                          "%s is not a session of %s: day 0 is the next one, %s", wanted,
                          query->share->symbol, found);
    }
    return BLACKOUT_OK;
}

/* The span of positions that is used. Days count from day 0: `estimation.first` is below 0. After
 * it lie the sessions that are listed or the longest window. Prices outside of it are not judged: a
 * split ten years ago changes no figure. */
static blackout_status find_span(struct event_making *m, blackout_error *error)
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
        calendar_print_date(zero, m->returns.dates[m->zero]);
        return error_set(
            error, BLACKOUT_ERROR_INPUT,
            "%s: too short: %zu sessions in common%s%s before day 0, %s, and the first is %s; days "
            "%d..%d need %zu; give more prices, or a shorter --estimation",
            m->query->share->symbol, m->zero, m->query->index != NULL ? " with " : "",
            m->query->index != NULL ? m->query->index->symbol : "", zero,
            calendar_print_date(first, m->returns.dates[0]), request->estimation.first,
            request->estimation.last, before);
    }
    m->first = m->zero - before;
    m->last = m->zero + behind < m->returns.count ? m->zero + behind : m->returns.count - 1;
    return BLACKOUT_OK;
}

/* Only over the span that is used: what prices were before it is no matter. Constant prices are
 * looked for over the estimation alone: a halted share stands still after the event, and that is
 * what there is to see. */
static blackout_status check_series(const struct event_making *m, const struct price_series *series,
                                    blackout_error *error)
{
    struct price_split split;
    char text[CALENDAR_TEXT_SIZE];
    size_t estimated = event_position(m, m->query->request->estimation.last);
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
                         series->symbol, split.ratio, calendar_print_date(text, split.date),
                         split.factor);
    }
    return BLACKOUT_OK;
}

/* A gap that an index does not share is lost data, and its return is not one day's. */
static blackout_status check_closings(struct event_making *m, blackout_error *error)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    const instant *dates = m->returns.dates;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = m->first + 1; i <= m->last && status == BLACKOUT_OK; ++i) {
        if (!is_long(dates[i - 1], dates[i])) {
            continue;
        }
        status =
            is_closing(m, i)
                ? warn_closing(m, i, error)
                : error_set(
                      error, BLACKOUT_ERROR_INPUT,
                      "%s: a gap of %d days in the prices, from %s to %s, %s; give more prices, or "
                      "another --estimation",
                      m->query->share->symbol, (int)((dates[i] - dates[i - 1]) / SECONDS_PER_DAY),
                      calendar_print_date(from, dates[i - 1]), calendar_print_date(to, dates[i]),
                      m->selection.count > 1 ? "in which others have sessions"
                                             : "and no index shows that the exchange was closed");
    }
    return status;
}

/* Sessions without a price: reported one by one around the event, counted before it. Those before
 * the event dilute one return of many, one near it is the figure itself. */
static blackout_status warn_gaps(struct event_making *m, blackout_error *error)
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
                                    symbol, calendar_print_date(text, gap->date));
            }
        }
        if (count > 0 && status == BLACKOUT_OK) {
            status =
                study_warn(m->study, "gap", m->query->where, error,
                           "%s has no price on %zu session%s of the others, the first on %s: "
                           "returns span the gaps",
                           symbol, count, count == 1 ? "" : "s", calendar_print_date(text, first));
        }
    }
    return status;
}

/* A share whose price stands still for a week is hardly traded. */
static blackout_status warn_still(struct event_making *m, blackout_error *error)
{
    char text[CALENDAR_TEXT_SIZE];
    size_t run = 0;
    size_t longest = 0;
    size_t begin = 0;
    for (size_t i = m->first + 1; i <= m->last; ++i) {
        /* A return of exactly 0, and not a small one: traded prices hardly repeat to the last
         * digit. */
        run = m->columns.share[i] == 0 ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            begin = i + 1 - run;
        }
    }
    blackout_status status = BLACKOUT_OK;
    if (longest >= STILL_RUN_SESSIONS) {
        status = study_warn(m->study, "stale_prices", m->query->where, error,
                            "the price of %s does not move for %zu sessions from %s: it is hardly "
                            "traded, and its returns are not those of a day",
                            m->query->share->symbol, longest,
                            calendar_print_date(text, m->returns.dates[begin]));
    }
    if (status == BLACKOUT_OK && m->returns.still_days > 0) {
        status =
            study_warn(m->study, "not_a_session", m->query->where, error,
                       "%zu day%s on which no price of %s moved %s left out, the first %s: the "
                       "exchange was closed",
                       m->returns.still_days, m->returns.still_days == 1 ? "" : "s",
                       m->query->share->symbol, m->returns.still_days == 1 ? "is" : "are",
                       calendar_print_date(text, m->returns.first_still_day));
    }
    return status;
}

/* Warned and not refused: the t of few days has few degrees of freedom, and says so itself. */
static blackout_status warn_short(struct event_making *m, blackout_error *error)
{
    if (m->unit->estimation.days >= CUSTOMARY_DAYS) {
        return BLACKOUT_OK;
    }
    return study_warn(m->study, "short_estimation", m->query->where, error,
                      "%zu days of estimation are few; %d or more are customary",
                      m->unit->estimation.days, CUSTOMARY_DAYS);
}

/* Daily prices before day 0 is looked for in them, then the span, then what lies in it: each
 * message is about the first cause, not about what follows from it. */
blackout_status event_defects_check(struct event_making *m, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t k = 0; k < m->selection.count && status == BLACKOUT_OK; ++k) {
        status = check_daily(m->selection.series[k], error);
    }
    if (status == BLACKOUT_OK) {
        status = find_zero(m, error);
    }
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

blackout_status event_defects_warn(struct event_making *m, blackout_error *error)
{
    blackout_status status = warn_still(m, error);
    return status == BLACKOUT_OK ? warn_short(m, error) : status;
}
