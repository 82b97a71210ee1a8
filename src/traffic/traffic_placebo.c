/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows are moved by whole weeks. A week that touches anything masked, or that has more gaps than
 * the window itself, is left out. The mathematics is in stats/placebo.c. Whole weeks, since only
 * then the hours of the week are the same ones; without the week itself in the fit, since a fit
 * predicts its own data too well. What comes out is by how much the AR(1) is wrong in this series,
 * which no formula knows. */
#include "traffic/traffic_placebo.h"

#include <math.h>

#include "core/error.h"
#include "core/interval.h"
#include "core/sum.h"
#include "stats/binomial.h"

/* The interval of the report, and the customary 95 % beside it, as the tails may be wrong where the
 * middle is right. */
static const double levels[] = {INTERVAL_LEVEL, 0.95};

/* ---- Placebo weeks --------------------------------------------------------------------------- */

static struct traffic_span shifted(struct traffic_span span, instant seconds)
{
    return (struct traffic_span){span.from + seconds, span.to + seconds};
}

struct traffic_masked traffic_masked_events(const struct traffic_measuring *m, size_t count)
{
    return (struct traffic_masked){&m->events, m->spans, count};
}

/* Whether the window moved by `shift` lies in the series and touches nothing that is masked. The
 * window itself is among the spans, so that a shift shorter than the window plus what follows is
 * refused too. */
static bool is_placebo(const struct traffic_measuring *m, instant shift)
{
    const struct traffic_loss *loss = m->loss;
    /* With all that lies between the window and the hours after it. */
    struct traffic_span whole =
        shifted((struct traffic_span){loss->window.from, loss->after.to}, shift);
    const struct traffic_masked masked = traffic_masked_events(m, SPAN_OWN);
    return whole.from >= loss->grid.begin && whole.to <= loss->grid.end &&
           !traffic_masked_touch(&masked, whole);
}

/* (volume - expected) / (sd expected): what a week lacks, or an hour of no variance, stays NAN. The
 * sd is relative, hence times expected. */
static void note_quotients(struct traffic_measuring *m, const struct traffic_window *window,
                           size_t week)
{
    double sd = traffic_window_interval_sd(&m->refit, window);
    const struct traffic_grid *grid = &m->loss->grid;
    for (size_t i = 0; i < m->quotient_stride; ++i) {
        double expected = NAN;
        double volume = NAN;
        if (window->first + i < window->end && sd > 0) {
            expected = traffic_expected(&m->refit, grid, window->first + i);
            volume = grid->series->points[window->first + i].volume;
        }
        m->quotients[week * m->quotient_stride + i] = (volume - expected) / (sd * expected);
    }
}

/* A week may lack as much as the window does, and no more. It is asked before anything is fitted: a
 * series may have few rows in many years. */
static bool has_rows(const struct traffic_measuring *m, const struct traffic_span own[2])
{
    return traffic_window_missing(&m->loss->grid, own[0]) <= m->window.missing &&
           traffic_window_missing(&m->loss->grid, own[1]) <= m->after.missing;
}

/* Through the fit of the window where that leads to it. Anew where the hours are no neighbours, in
 * room of its own: the residuals of the window's fit are still needed. */
static blackout_status fit_without(struct traffic_measuring *m, const struct traffic_span own[2],
                                   blackout_error *error)
{
    const struct traffic_grid *grid = &m->loss->grid;
    if (traffic_fit_rest(&m->refit, &m->rest, grid, own)) {
        return BLACKOUT_OK;
    }
    blackout_status status = BLACKOUT_OK;
    if (m->rework.observations == NULL) {
        status = weekly_work_make(&m->rework, m->arena, grid, error);
    }
    const struct traffic_masked masked = traffic_masked_events(m, SPAN_COUNT);
    return status == BLACKOUT_OK ? traffic_fit_make(&m->refit, &m->rework, grid, &masked, error)
                                 : status;
}

/* One week, left out of the fit that predicts it. A fit without it that is not complete predicts
 * nothing, and the week is passed over. A week that lacks more would have a smaller error than the
 * window, and make the interval too narrow. */
static blackout_status try_week(struct traffic_measuring *m, struct traffic_window scratch[2],
                                instant shift, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct traffic_span *own = &m->spans[SPAN_OWN];
    own[0] = shifted(loss->window, shift);
    own[1] = shifted(loss->after, shift);
    if (!has_rows(m, own)) {
        return BLACKOUT_OK;
    }
    blackout_status status = fit_without(m, own, error);
    if (status != BLACKOUT_OK || !m->refit.weekly.seasonal.complete) {
        return status;
    }
    traffic_window_sums(&scratch[0], &m->refit, &loss->grid, own[0]);
    traffic_window_sums(&scratch[1], &m->refit, &loss->grid, own[1]);
    struct placebo_window *placebo = &m->placebos[loss->week_count];
    placebo->error[0] = scratch[0].observed - scratch[0].expected;
    placebo->error[1] = scratch[1].observed - scratch[1].expected;
    double slope[3]; /* the scale of a placebo week is not asked for */
    traffic_window_covariances(placebo->covariance, slope, &m->refit, &scratch[0], &scratch[1]);
    note_quotients(m, &scratch[0], loss->week_count);
    /* What the report shows of the week; the mathematics has its errors alone. */
    loss->weeks[loss->week_count++] =
        (struct traffic_placebo_week){own[0].from, scratch[0].expected, scratch[0].observed};
    return BLACKOUT_OK;
}

/* Room for as many weeks as the series has before and after the window. */
static blackout_status placebo_init(struct traffic_measuring *m, size_t most, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    m->quotient_stride = m->window.end - m->window.first;
    m->placebos = arena_alloc(m->arena, most, sizeof *m->placebos);
    loss->weeks = arena_alloc(m->arena, most, sizeof *loss->weeks);
    m->quotients = arena_alloc(m->arena, most, m->quotient_stride * sizeof *m->quotients);
    return m->placebos != NULL && loss->weeks != NULL && m->quotients != NULL ? BLACKOUT_OK
                                                                              : error_memory(error);
}

/* Windows longer than a week are moved by as many weeks as they touch: none overlaps another. */
blackout_status traffic_placebo_try_weeks(struct traffic_measuring *m, blackout_error *error)
{
    const struct traffic_loss *loss = m->loss;
    const struct traffic_grid *grid = &loss->grid;
    struct traffic_window scratch[2];
    /* With the hours after it, which a placebo week has too. */
    instant length = loss->after.to - loss->window.from;
    /* Rounded up to whole weeks. */
    instant stride = (length + SECONDS_PER_WEEK - 1) / SECONDS_PER_WEEK * SECONDS_PER_WEEK;
    /* Rounded towards 0: only shifts that stay within the series. Neither is below 0: a window that
     * reaches beyond the series is shorter than the stride. */
    instant back = (loss->window.from - grid->begin) / stride;
    instant ahead = (grid->end - loss->after.to) / stride;
    blackout_status status = placebo_init(m, (size_t)(back + ahead), error);
    if (status == BLACKOUT_OK) {
        status = traffic_rest_make(&m->rest, m->arena, &m->work, grid, error);
    }
    for (int i = 0; i < 2 && status == BLACKOUT_OK; ++i) {
        status =
            traffic_window_init(&scratch[i], m->arena, i == 0 ? loss->window : loss->after, error);
    }
    for (instant k = -back; k <= ahead && status == BLACKOUT_OK; ++k) {
        if (k != 0 && is_placebo(m, k * stride)) {
            status = try_week(m, scratch, k * stride, error);
        }
    }
    traffic_rest_free(&m->rest);
    m->placebo = (struct placebo){.windows = m->placebos,
                                  .count = loss->week_count,
                                  .factor = {m->block_dispersion[0], m->block_dispersion[1]},
                                  .phi_variance = loss->fit.ar1.phi_variance,
                                  .residual_degrees = loss->fit.ar1.innovations};
    traffic_window_covariances(m->placebo.covariance, m->placebo.slope, &loss->fit, &m->window,
                               &m->after);
    return status;
}

/* ---- Coverage -------------------------------------------------------------------------------- */

/* Mean square of the quotients of single intervals, of `weeks` weeks from number `first` on.
 * Without a quotient 1, the AR(1) as it is. */
static double interval_square(const struct traffic_measuring *m, size_t first, size_t weeks)
{
    struct sum squares = {0};
    size_t count = 0;
    for (size_t i = first * m->quotient_stride; i < (first + weeks) * m->quotient_stride; ++i) {
        if (!isnan(m->quotients[i])) {
            sum_add(&squares, m->quotients[i] * m->quotients[i]);
            ++count;
        }
    }
    return count > 0 ? sum_value(&squares) / (double)count : 1;
}

/* The intervals of one week hang together: their share counts as if each week were one trial. */
static blackout_status cover_intervals(struct traffic_coverage *coverage,
                                       const struct traffic_measuring *m, blackout_error *error)
{
    size_t weeks = m->loss->week_count;
    double all = interval_square(m, 0, weeks);
    blackout_status status = BLACKOUT_OK;
    for (size_t week = 0; week < weeks && status == BLACKOUT_OK; ++week) {
        double reach;
        status = placebo_reach_square(&reach, all, interval_square(m, week, 1), weeks,
                                      coverage->level, error);
        for (size_t i = 0; i < m->quotient_stride && status == BLACKOUT_OK; ++i) {
            double quotient = m->quotients[week * m->quotient_stride + i];
            coverage->trials += isnan(quotient) ? 0 : 1;
            coverage->covered += quotient * quotient <= reach ? 1 : 0;
        }
    }
    if (coverage->trials > 0) {
        coverage->share = (double)coverage->covered / (double)coverage->trials;
        /* The interval of a binomial share needs whole hits. */
        size_t hits = (size_t)lround(coverage->share * (double)weeks);
        binomial_interval(&coverage->low, &coverage->high, hits, weeks, traffic_band_level);
    }
    return status;
}

/* The caller has seen to it that there are weeks to divide by. */
static blackout_status cover_sums(struct traffic_coverage *coverage,
                                  const struct traffic_measuring *m, blackout_error *error)
{
    struct placebo_sum sum =
        coverage->band == BAND_REBOUND ? traffic_after_sum : traffic_window_sum;
    blackout_status status =
        coverage->band == BAND_LOST_AR1
            ? placebo_covered_ar1(&coverage->covered, &m->placebo, sum, coverage->level, error)
            : placebo_covered(&coverage->covered, &m->placebo, sum, coverage->level, error);
    coverage->trials = m->placebo.count;
    coverage->share = (double)coverage->covered / (double)coverage->trials;
    binomial_interval(&coverage->low, &coverage->high, coverage->covered, coverage->trials,
                      traffic_band_level);
    return status;
}

/* Fewer than three weeks are no check: coverage is then empty. A band of the rebound without
 * hours after the window is overwritten by the next. */
blackout_status traffic_placebo_judge(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    blackout_status status = BLACKOUT_OK;
    bool enough = loss->week_count >= FEWEST_PLACEBOS;
    loss->dispersion = placebo_dispersion(&m->placebo, traffic_window_sum);
    loss->interval_dispersion = enough ? sqrt(interval_square(m, 0, loss->week_count)) : 1;
    for (int band = 0; band < BAND_COUNT && enough; ++band) {
        bool rebound = band == BAND_REBOUND;
        for (size_t i = 0; i < sizeof levels / sizeof levels[0] && status == BLACKOUT_OK; ++i) {
            struct traffic_coverage *coverage = &loss->coverage[loss->coverage_count];
            *coverage =
                (struct traffic_coverage){.band = (enum traffic_band)band, .level = levels[i]};
            status = band == BAND_INTERVAL ? cover_intervals(coverage, m, error)
                                           : cover_sums(coverage, m, error);
            bool counts = coverage->trials > 0 && (!rebound || m->after.end > m->after.first);
            loss->coverage_count += counts ? 1 : 0;
        }
    }
    return status;
}
