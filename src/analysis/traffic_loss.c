/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: what is masked, the window, sums over it, the placebo weeks, the figures.
 *
 * The window is masked as a known event is, with the hours after it, so that neither bends the fit.
 * Intervals that the window cuts are taken whole: what is outside of the window behaves as
 * expected, so all of the difference belongs to the window. Lost = sum(expected - observed) in the
 * window, rebound = sum(observed - expected) in the following min(3D, 48 h), net lost share = 1 -
 * rebound / lost (methodology, stage 2). Intervals come from stats/placebo.h. */
#include "analysis/traffic_loss.h"

#include <math.h>

#include "analysis/traffic_detect.h"
#include "core/error.h"
#include "core/sum.h"
#include "stats/binomial.h"
#include "stats/placebo.h"
#include "stats/student_t.h"

/* The hours after the window in which a rebound is looked for. */
static const double rebound_durations = 3;
static const double rebound_hours_most = 48;

/* The levels of bands; the last is that of single intervals and of the intervals of coverages. */
static const double levels[] = {0.90, 0.95};
static const double band_level = 0.95;

/* A part of the expected volume that is rounding. */
static const double rounding = 1e-9;

static const struct placebo_sum window_sum = {1, 0};
static const struct placebo_sum after_sum = {0, 1};

/* Sums over the intervals that a span touches. */
struct window {
    size_t first; /* its points */
    size_t end;
    size_t missing;
    double expected;
    double observed;
    int64_t *hours; /* since 1970, with the expected volume of each */
    double *hour_expected;
    size_t hour_count;
};

struct measuring {
    struct traffic_loss *loss;
    struct arena *arena;
    const struct traffic_case *what;
    struct traffic_work work;
    struct traffic_fit refit; /* of one placebo week */
    struct traffic_span
        *spans; /* holidays, outages; the window, the hours after it; of a placebo */
    size_t holiday_count;
    size_t event_count;
    struct window window;
    struct window after;
    struct placebo_window *placebos;
    double *quotients; /* [week][interval of the window]: error over standard deviation */
    size_t quotient_stride;
    struct placebo placebo;
};

/* ---- What is masked -------------------------------------------------------------------------- */

/* Spans of the events that are (or are not) holidays. */
static size_t gather_spans(struct measuring *m, size_t count, bool holidays)
{
    const struct traffic_case *what = m->what;
    const struct traffic_grid *grid = &m->loss->grid;
    for (size_t i = 0; i < what->events->count; ++i) {
        const struct known_event *event = &what->events->events[i];
        if ((event->platforms == NULL) == holidays &&
            known_event_touches(event, what->platform, what->region, grid->begin, grid->end)) {
            m->loss->masked[count] = (struct traffic_masked){event->name, event->from, event->to};
            m->spans[count++] = (struct traffic_span){event->from, event->to};
        }
    }
    return count;
}

static blackout_status prepare(struct measuring *m, blackout_error *error)
{
    enum { OWN_SPANS = 4 }; /* window and after, of the outage and of a placebo week */
    struct traffic_loss *loss = m->loss;
    size_t most = m->what->events->count;
    loss->masked = arena_alloc(m->arena, most, sizeof *loss->masked);
    m->spans = arena_alloc(m->arena, most + OWN_SPANS, sizeof *m->spans);
    if (loss->masked == NULL || m->spans == NULL) {
        return error_memory(error);
    }
    m->holiday_count = gather_spans(m, 0, true);
    m->event_count = gather_spans(m, m->holiday_count, false);
    loss->masked_count = m->event_count;
    blackout_status status = traffic_work_make(&m->work, m->arena, &loss->grid, error);
    if (status == BLACKOUT_OK) {
        status = traffic_fit_init(&loss->fit, m->arena, &loss->grid, error);
    }
    return status == BLACKOUT_OK ? traffic_fit_init(&m->refit, m->arena, &loss->grid, error)
                                 : status;
}

/* ---- The window ------------------------------------------------------------------------------ */

static blackout_status find_window(struct measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    const struct traffic_case *what = m->what;
    if (!what->detect) {
        instant seconds = (instant)llround(what->duration_hours * SECONDS_PER_HOUR);
        loss->window = (struct traffic_span){what->start, what->start + seconds};
        return BLACKOUT_OK;
    }
    blackout_status status =
        traffic_fit_make(&loss->fit, &m->work, &loss->grid, m->spans, m->event_count, error);
    if (status != BLACKOUT_OK || !loss->fit.fit.complete) {
        loss->lack = TRAFFIC_INCOMPLETE;
        return status;
    }
    loss->detected =
        traffic_detect(&loss->window, &loss->fit, &loss->grid, m->spans, m->holiday_count);
    loss->lack = loss->detected ? TRAFFIC_COMPLETE : TRAFFIC_NOTHING_DETECTED;
    return BLACKOUT_OK;
}

/* The hours after the window: they begin where its last interval ends. */
static void find_after(struct measuring *m)
{
    struct traffic_loss *loss = m->loss;
    size_t first;
    size_t end;
    traffic_points(&first, &end, &loss->grid, loss->window);
    if (first == end) {
        loss->lack = TRAFFIC_NO_WINDOW;
        return;
    }
    struct traffic_span head = traffic_interval(&loss->grid, first);
    struct traffic_span tail = traffic_interval(&loss->grid, end - 1);
    double hours = (double)(loss->window.to - loss->window.from) / SECONDS_PER_HOUR;
    double looked_for = fmin(rebound_durations * hours, rebound_hours_most);
    loss->cuts_interval = head.from < loss->window.from || tail.to > loss->window.to;
    loss->after.from = tail.to > loss->window.to ? tail.to : loss->window.to;
    loss->after.to = loss->after.from + (instant)llround(looked_for * SECONDS_PER_HOUR);
    if (loss->after.to > loss->grid.end) {
        loss->after_cut_short = true;
        loss->after.to = loss->grid.end > loss->after.from ? loss->grid.end : loss->after.from;
    }
}

static blackout_status window_init(struct window *window, struct arena *arena,
                                   struct traffic_span span, blackout_error *error)
{
    enum { CUT_HOURS = 2 }; /* at both ends */
    size_t hours = (size_t)((span.to - span.from) / SECONDS_PER_HOUR) + 1 + CUT_HOURS;
    window->hours = arena_alloc(arena, hours, sizeof *window->hours);
    window->hour_expected = arena_alloc(arena, hours, sizeof *window->hour_expected);
    return window->hours != NULL && window->hour_expected != NULL ? BLACKOUT_OK
                                                                  : error_memory(error);
}

static instant overlap(struct traffic_span a, struct traffic_span b)
{
    instant from = a.from > b.from ? a.from : b.from;
    instant to = a.to < b.to ? a.to : b.to;
    return to > from ? to - from : 0;
}

static void add_to_hour(struct window *window, int64_t hour, double expected)
{
    if (window->hour_count == 0 || window->hours[window->hour_count - 1] != hour) {
        window->hours[window->hour_count] = hour;
        window->hour_expected[window->hour_count++] = 0;
    }
    window->hour_expected[window->hour_count - 1] += expected;
}

static void window_sums(struct window *window, const struct traffic_fit *fit,
                        const struct traffic_grid *grid, struct traffic_span span)
{
    struct sum expected = {0};
    struct sum observed = {0};
    instant covered = 0;
    traffic_points(&window->first, &window->end, grid, span);
    window->hour_count = 0;
    for (size_t i = window->first; i < window->end; ++i) {
        double volume = traffic_expected(fit, grid, i);
        sum_add(&expected, volume);
        sum_add(&observed, grid->series->points[i].volume);
        covered += overlap(traffic_interval(grid, i), span);
        int64_t hour = (int64_t)floor((double)grid->series->points[i].time / SECONDS_PER_HOUR);
        add_to_hour(window, hour, volume);
    }
    window->expected = sum_value(&expected);
    window->observed = sum_value(&observed);
    window->missing = (size_t)((span.to - span.from - covered) / grid->step_seconds);
}

/* What the means of the window's hours of the week rest on: their harmonic mean, since the errors
 * are 1/n. Undecided hours rest on what was dropped. */
static double observations_of(const struct traffic_fit *fit, const struct window *window)
{
    double total = 0;
    for (size_t i = 0; i < window->hour_count; ++i) {
        instant hour = window->hours[i] * SECONDS_PER_HOUR;
        size_t used = fit->hours_used[(int)calendar_hour_of_week(hour)];
        total += used > 0 ? 1 / (double)used : 1;
    }
    return window->hour_count > 0 ? (double)window->hour_count / total : 1;
}

/* Variance, covariance, variance of the errors of the two sums, by the AR(1); and their slopes in
 * phi. */
static void covariances(double covariance[3], double slope[3], const struct traffic_fit *fit,
                        const struct window *window, const struct window *after)
{
    struct ar1_sum a = {window->hours, window->hour_expected, window->hour_count};
    struct ar1_sum b = {after->hours, after->hour_expected, after->hour_count};
    struct ar1_fit_error fit_error = {observations_of(fit, window), fit->trend_variance,
                                      fit->centre_hours};
    const struct ar1_moment moments[3] = {ar1_covariance(&fit->ar1, &fit_error, &a, &a),
                                          ar1_covariance(&fit->ar1, &fit_error, &a, &b),
                                          ar1_covariance(&fit->ar1, &fit_error, &b, &b)};
    for (int i = 0; i < 3; ++i) {
        covariance[i] = moments[i].covariance;
        slope[i] = moments[i].slope;
    }
}

/* Standard deviation of one interval of the window over its expected volume. */
static double interval_sd(const struct traffic_fit *fit, const struct window *window)
{
    return sqrt(expm1(fit->ar1.variance * (1 + 1 / observations_of(fit, window))));
}

/* ---- Placebo weeks --------------------------------------------------------------------------- */

static struct traffic_span shifted(struct traffic_span span, instant seconds)
{
    return (struct traffic_span){span.from + seconds, span.to + seconds};
}

/* Whether the window moved by `shift` lies in the series and touches nothing that is masked. */
static bool is_placebo(const struct measuring *m, instant shift)
{
    const struct traffic_loss *loss = m->loss;
    struct traffic_span whole =
        shifted((struct traffic_span){loss->window.from, loss->after.to}, shift);
    return whole.from >= loss->grid.begin && whole.to <= loss->grid.end &&
           !traffic_spans_touch(m->spans, m->event_count + 2, whole);
}

static void note_quotients(struct measuring *m, const struct window *window, size_t week)
{
    double sd = interval_sd(&m->refit, window);
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

/* One week, left out of the fit that predicts it. */
static blackout_status try_week(struct measuring *m, struct window scratch[2], instant shift,
                                blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct traffic_span *own = &m->spans[m->event_count + 2];
    own[0] = shifted(loss->window, shift);
    own[1] = shifted(loss->after, shift);
    blackout_status status =
        traffic_fit_make(&m->refit, &m->work, &loss->grid, m->spans, m->event_count + 4, error);
    if (status != BLACKOUT_OK || !m->refit.fit.complete) {
        return status;
    }
    window_sums(&scratch[0], &m->refit, &loss->grid, own[0]);
    window_sums(&scratch[1], &m->refit, &loss->grid, own[1]);
    if (scratch[0].missing > m->window.missing || scratch[1].missing > m->after.missing) {
        return BLACKOUT_OK;
    }
    struct placebo_window *placebo = &m->placebos[loss->week_count];
    placebo->error[0] = scratch[0].observed - scratch[0].expected;
    placebo->error[1] = scratch[1].observed - scratch[1].expected;
    double slope[3]; /* the scale of a placebo week is not asked for */
    covariances(placebo->covariance, slope, &m->refit, &scratch[0], &scratch[1]);
    note_quotients(m, &scratch[0], loss->week_count);
    loss->weeks[loss->week_count++] =
        (struct traffic_placebo_week){own[0].from, scratch[0].expected, scratch[0].observed};
    return BLACKOUT_OK;
}

static blackout_status placebo_init(struct measuring *m, size_t most, blackout_error *error)
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
static blackout_status try_weeks(struct measuring *m, blackout_error *error)
{
    const struct traffic_loss *loss = m->loss;
    const struct traffic_grid *grid = &loss->grid;
    struct window scratch[2];
    instant length = loss->after.to - loss->window.from;
    instant stride = (length + SECONDS_PER_WEEK - 1) / SECONDS_PER_WEEK * SECONDS_PER_WEEK;
    instant back = (loss->window.from - grid->begin) / stride;
    instant ahead = (grid->end - loss->after.to) / stride;
    blackout_status status = placebo_init(m, (size_t)(back + ahead), error);
    for (int i = 0; i < 2 && status == BLACKOUT_OK; ++i) {
        status = window_init(&scratch[i], m->arena, i == 0 ? loss->window : loss->after, error);
    }
    for (instant k = -back; k <= ahead && status == BLACKOUT_OK; ++k) {
        if (k != 0 && is_placebo(m, k * stride)) {
            status = try_week(m, scratch, k * stride, error);
        }
    }
    m->placebo = (struct placebo){.windows = m->placebos,
                                  .count = loss->week_count,
                                  .phi_variance = loss->fit.ar1.phi_variance,
                                  .residual_degrees = loss->fit.ar1.innovations};
    covariances(m->placebo.covariance, m->placebo.slope, &loss->fit, &m->window, &m->after);
    return status;
}

/* ---- Coverage -------------------------------------------------------------------------------- */

/* Mean square of the quotients of single intervals, of one week or of all (ALL_WEEKS). */
enum { ALL_WEEKS = -1 };

static double interval_square(const struct measuring *m, int week)
{
    struct sum squares = {0};
    size_t count = 0;
    for (size_t i = 0; i < m->loss->week_count * m->quotient_stride; ++i) {
        bool counts = week == ALL_WEEKS || (int)(i / m->quotient_stride) == week;
        if (counts && !isnan(m->quotients[i])) {
            sum_add(&squares, m->quotients[i] * m->quotients[i]);
            ++count;
        }
    }
    return count > 0 ? sum_value(&squares) / (double)count : 1;
}

/* The intervals of one week hang together: their share counts as if each week were one trial. */
static blackout_status cover_intervals(struct traffic_coverage *coverage, const struct measuring *m,
                                       blackout_error *error)
{
    size_t weeks = m->loss->week_count;
    double all = interval_square(m, ALL_WEEKS);
    blackout_status status = BLACKOUT_OK;
    for (size_t week = 0; week < weeks && status == BLACKOUT_OK; ++week) {
        double reach;
        status = placebo_reach_square(&reach, all, interval_square(m, (int)week), weeks,
                                      coverage->level, error);
        for (size_t i = 0; i < m->quotient_stride && status == BLACKOUT_OK; ++i) {
            double quotient = m->quotients[week * m->quotient_stride + i];
            coverage->trials += isnan(quotient) ? 0 : 1;
            coverage->covered += quotient * quotient <= reach ? 1 : 0;
        }
    }
    if (coverage->trials > 0) {
        coverage->share = (double)coverage->covered / (double)coverage->trials;
        size_t hits = (size_t)lround(coverage->share * (double)weeks);
        binomial_interval(&coverage->low, &coverage->high, hits, weeks, band_level);
    }
    return status;
}

static blackout_status cover_sums(struct traffic_coverage *coverage, const struct measuring *m,
                                  blackout_error *error)
{
    struct placebo_sum sum = coverage->band == BAND_REBOUND ? after_sum : window_sum;
    blackout_status status =
        coverage->band == BAND_LOST_AR1
            ? placebo_covered_ar1(&coverage->covered, &m->placebo, sum, coverage->level, error)
            : placebo_covered(&coverage->covered, &m->placebo, sum, coverage->level, error);
    coverage->trials = m->placebo.count;
    coverage->share = (double)coverage->covered / (double)coverage->trials;
    binomial_interval(&coverage->low, &coverage->high, coverage->covered, coverage->trials,
                      band_level);
    return status;
}

static blackout_status judge(struct measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    blackout_status status = BLACKOUT_OK;
    bool enough = loss->week_count >= FEWEST_PLACEBOS;
    loss->dispersion = placebo_dispersion(&m->placebo, window_sum);
    loss->interval_dispersion = enough ? sqrt(interval_square(m, ALL_WEEKS)) : 1;
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

/* ---- The figures ----------------------------------------------------------------------------- */

static blackout_status around(struct traffic_quantity *quantity, const struct measuring *m,
                              double central, struct placebo_sum sum, blackout_error *error)
{
    static const double p95 = 0.95;
    double scale;
    double degrees;
    double t;
    placebo_scale(&scale, &degrees, &m->placebo, sum);
    blackout_status status = student_t_quantile(&t, p95, degrees, error);
    if (status == BLACKOUT_OK) {
        *quantity =
            (struct traffic_quantity){true, central, central - t * scale, central + t * scale};
    }
    return status;
}

/* lost / (lost + observed): the three values keep their order. */
static struct traffic_quantity share_of_expected(struct traffic_quantity lost, double observed)
{
    return (struct traffic_quantity){.present = lost.p5 + observed > 0,
                                     .central = lost.central / (lost.central + observed),
                                     .p5 = lost.p5 / (lost.p5 + observed),
                                     .p95 = lost.p95 / (lost.p95 + observed)};
}

static struct traffic_quantity divided(struct traffic_quantity quantity, double by)
{
    return (struct traffic_quantity){quantity.present, quantity.central / by, quantity.p5 / by,
                                     quantity.p95 / by};
}

/* Volume of the week's mean hour, at the window. */
static double mean_hour(const struct traffic_loss *loss)
{
    instant middle = loss->window.from + (loss->window.to - loss->window.from) / 2;
    int hour = (int)calendar_hour_of_week(middle);
    double interval = seasonal_fit_expected(&loss->fit.fit, calendar_week(middle), hour) /
                      loss->fit.fit.profile[hour];
    return interval * SECONDS_PER_HOUR / (double)loss->grid.step_seconds;
}

/* Only where something is lost: the share of nothing is no figure. */
static blackout_status find_net_share(struct measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct placebo_ratio ratio = {loss->lost.central, loss->rebound.central};
    struct traffic_quantity net = {
        .present = ratio.lost > rounding * loss->expected, .p5 = 0, .p95 = 1};
    blackout_status status = BLACKOUT_OK;
    if (net.present) {
        net.central = fmin(fmax(1 - ratio.rebound / ratio.lost, 0), 1);
    }
    if (net.present && loss->lost.p5 > 0) {
        status = placebo_net_share(&net.p5, &m->placebo, &ratio, 0.05, error);
        if (status == BLACKOUT_OK) {
            status = placebo_net_share(&net.p95, &m->placebo, &ratio, 0.95, error);
        }
    }
    loss->net_lost_share = net;
    return status;
}

static blackout_status find_figures(struct measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    double lost = m->window.expected - m->window.observed;
    loss->observed = loss->expected - lost;
    blackout_status status = around(&loss->lost, m, lost, window_sum, error);
    loss->lost_share = share_of_expected(loss->lost, loss->observed);
    loss->lost_demand_hours = divided(loss->lost, mean_hour(loss));
    if (status == BLACKOUT_OK && m->after.end > m->after.first) {
        status = around(&loss->rebound, m, m->after.observed - m->after.expected, after_sum, error);
        loss->not_recovered = loss->rebound.p95 < -rounding * m->after.expected;
        if (status == BLACKOUT_OK) {
            status = find_net_share(m, error);
        }
    }
    return status;
}

static struct traffic_curve_point curve_point(const struct measuring *m, size_t i, double margin)
{
    const struct traffic_loss *loss = m->loss;
    struct traffic_span interval = traffic_interval(&loss->grid, i);
    struct traffic_curve_point point = {.part = interval};
    double whole = traffic_expected(&loss->fit, &loss->grid, i);
    double volume = loss->grid.series->points[i].volume;
    double part = (double)overlap(interval, loss->window) / (double)(interval.to - interval.from);
    point.part.from = interval.from > loss->window.from ? interval.from : loss->window.from;
    point.part.to = interval.to < loss->window.to ? interval.to : loss->window.to;
    point.expected = whole * part;
    point.observed = point.expected - (whole - volume);
    point.low = fmax(point.expected - margin * whole, 0);
    point.high = point.expected + margin * whole;
    point.unavailable = fmin(fmax(1 - point.observed / point.expected, 0), 1);
    return point;
}

static blackout_status draw_curve(struct measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct sum expected = {0};
    double degrees =
        loss->week_count >= FEWEST_PLACEBOS ? (double)loss->week_count - 1 : loss->fit.ar1.degrees;
    double t;
    blackout_status status = student_t_quantile(&t, (1 + band_level) / 2, degrees, error);
    loss->curve_count = m->window.end - m->window.first;
    loss->curve = arena_alloc(m->arena, loss->curve_count, sizeof *loss->curve);
    if (loss->curve == NULL) {
        return error_memory(error);
    }
    double margin = t * loss->interval_dispersion * interval_sd(&loss->fit, &m->window);
    for (size_t i = 0; i < loss->curve_count && status == BLACKOUT_OK; ++i) {
        loss->curve[i] = curve_point(m, m->window.first + i, margin);
        sum_add(&expected, loss->curve[i].expected);
    }
    loss->expected = sum_value(&expected);
    return status;
}

/* ---- One series ------------------------------------------------------------------------------ */

static blackout_status measure_window(struct measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    blackout_status status = window_init(&m->window, m->arena, loss->window, error);
    if (status == BLACKOUT_OK) {
        status = window_init(&m->after, m->arena, loss->after, error);
    }
    m->spans[m->event_count] = loss->window;
    m->spans[m->event_count + 1] = loss->after;
    if (status == BLACKOUT_OK) {
        status = traffic_fit_make(&loss->fit, &m->work, &loss->grid, m->spans, m->event_count + 2,
                                  error);
    }
    if (status != BLACKOUT_OK || !loss->fit.fit.complete) {
        loss->lack = TRAFFIC_INCOMPLETE;
        return status;
    }
    window_sums(&m->window, &loss->fit, &loss->grid, loss->window);
    window_sums(&m->after, &loss->fit, &loss->grid, loss->after);
    loss->window_missing = m->window.missing;
    loss->after_cut_short = loss->after_cut_short || m->after.missing > 0;
    status = try_weeks(m, error);
    if (status == BLACKOUT_OK) {
        status = judge(m, error);
    }
    if (status == BLACKOUT_OK) {
        status = draw_curve(m, error);
    }
    return status == BLACKOUT_OK ? find_figures(m, error) : status;
}

blackout_status traffic_loss_measure(struct traffic_loss *loss, struct arena *arena,
                                     const struct traffic_case *what, blackout_error *error)
{
    struct measuring m = {.loss = loss, .arena = arena, .what = what};
    *loss = (struct traffic_loss){
        .series = what->series, .platform = what->platform, .region = what->region};
    blackout_status status =
        traffic_grid_make(&loss->grid, &loss->lack, arena, what->series, error);
    if (status != BLACKOUT_OK || loss->lack != TRAFFIC_COMPLETE) {
        return status;
    }
    status = prepare(&m, error);
    if (status == BLACKOUT_OK) {
        status = find_window(&m, error);
    }
    if (status == BLACKOUT_OK && loss->lack == TRAFFIC_COMPLETE) {
        find_after(&m);
    }
    return status == BLACKOUT_OK && loss->lack == TRAFFIC_COMPLETE ? measure_window(&m, error)
                                                                   : status;
}
