/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: what is masked, the window, sums over it, the placebo weeks, the figures.
 *
 * The window is masked as a known event is, with the hours after it, so that neither bends the fit.
 * Intervals that the window cuts are taken whole: what is outside of the window behaves as
 * expected, so all of the difference belongs to the window. Lost = sum(expected - observed) in the
 * window, rebound = sum(observed - expected) in the following min(3D, 48 h), net lost share = 1 -
 * rebound / lost (methodology, stage 2); where intervals of the window are missing, the rebound is
 * that of the whole window and counts in the proportion in which the window was measured. Intervals
 * come from stats/placebo.h. */
#include "traffic/traffic_loss.h"

#include <math.h>

#include "tables/known_events.h"
#include "traffic/traffic_detect.h"
#include "traffic/traffic_placebo.h"
#include "core/error.h"
#include "core/interval.h"
#include "core/sum.h"
#include "stats/student_t.h"

/* The hours after the window in which a rebound is looked for. */
static const double rebound_durations = 3;
static const double rebound_hours_most = 48;

/* A part of the expected volume that is rounding. Traffic that repeats exactly loses a rounding
 * error, which is no loss to take a share of. */
static const double rounding = 1e-9;

/* ---- What is masked -------------------------------------------------------------------------- */

/* Spans of the events that are (or are not) holidays, after `count` others. Holidays are of no
 * platform. Holidays come first in `masked`, so that the search, which masks them alone, can take
 * the head of the list. */
static size_t gather_spans(struct traffic_measuring *m, struct traffic_span *spans, size_t count,
                           bool holidays)
{
    const struct traffic_case *what = m->what;
    const struct traffic_grid *grid = &m->loss->grid;
    for (size_t i = 0; i < what->events->count; ++i) {
        const struct known_event *event = &what->events->events[i];
        if ((event->platforms == NULL) == holidays &&
            known_event_touches(event, what->platform, what->region, grid->begin, grid->end)) {
            m->loss->masked[count] =
                (struct traffic_masked_event){event->name, event->from, event->to};
            spans[count++] = (struct traffic_span){event->from, event->to};
        }
    }
    return count;
}

/* The search masks holidays alone, the fit both. A catalogued outage is what a search should find;
 * a holiday it would find by mistake. */
static blackout_status mask_events(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    const size_t most = m->what->events->count;
    struct traffic_span *spans = arena_alloc(m->arena, most, sizeof *spans);
    loss->masked = arena_alloc(m->arena, most, sizeof *loss->masked);
    if (loss->masked == NULL || spans == NULL) {
        return error_memory(error);
    }
    const size_t holidays = gather_spans(m, spans, 0, true);
    loss->masked_count = gather_spans(m, spans, holidays, false);
    blackout_status status = traffic_mask_make(&m->holidays, m->arena, spans, holidays, error);
    return status == BLACKOUT_OK
               ? traffic_mask_make(&m->events, m->arena, spans, loss->masked_count, error)
               : status;
}

/* Two fits have room: that of the window, which the report shows, and that of the placebo week at
 * hand. */
static blackout_status prepare(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    blackout_status status = mask_events(m, error);
    if (status == BLACKOUT_OK) {
        status = weekly_work_make(&m->work, m->arena, &loss->grid, error);
    }
    if (status == BLACKOUT_OK) {
        status = traffic_fit_init(&loss->fit, m->arena, &loss->grid, error);
    }
    return status == BLACKOUT_OK ? traffic_fit_init(&m->refit, m->arena, &loss->grid, error)
                                 : status;
}

/* ---- The window ------------------------------------------------------------------------------ */

/* A search needs a fit that has not masked what it looks for; the fit is made again once the window
 * is masked. The detector's own outlier rule keeps the outage from bending that first fit. */
static blackout_status find_window(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    const struct traffic_case *what = m->what;
    if (!what->detect) {
        instant seconds = (instant)llround(what->duration_hours * SECONDS_PER_HOUR);
        loss->window = (struct traffic_span){what->start, what->start + seconds};
        return BLACKOUT_OK;
    }
    const struct traffic_masked events = traffic_masked_events(m, SPAN_WINDOW);
    const struct traffic_masked holidays = {.known = &m->holidays};
    blackout_status status = traffic_fit_make(&loss->fit, &m->work, &loss->grid, &events, error);
    if (status != BLACKOUT_OK || !loss->fit.weekly.seasonal.complete) {
        loss->lack = TRAFFIC_INCOMPLETE;
        return status;
    }
    loss->detected = traffic_detect(&loss->window, &loss->fit, &loss->grid, &holidays);
    loss->lack = loss->detected ? TRAFFIC_COMPLETE : TRAFFIC_NOTHING_DETECTED;
    return BLACKOUT_OK;
}

/* The hours after the window: they begin where its last interval ends. min(3 D, 48 h); a series
 * that ends before is cut short, and says so. So no interval counts both as lost and as rebound. */
static void find_after(struct traffic_measuring *m)
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
    /* Only said, and not corrected: nobody knows what part of an interval's volume lies in the
     * window. */
    loss->cuts_interval = head.from < loss->window.from || tail.to > loss->window.to;
    loss->after.from = tail.to > loss->window.to ? tail.to : loss->window.to;
    loss->after.to = loss->after.from + (instant)llround(looked_for * SECONDS_PER_HOUR);
    if (loss->after.to > loss->grid.end) {
        loss->after_cut_short = true;
        loss->after.to = loss->grid.end > loss->after.from ? loss->grid.end : loss->after.from;
    }
}

/* ---- The figures ----------------------------------------------------------------------------- */

/* Student's t about the central value, two-sided, 5 to 95 %. The window and the hours after it have
 * one degree of freedom less than there are placebo weeks, or those of the AR(1) where there are
 * too few. */
static blackout_status around(struct traffic_quantity *quantity, const struct traffic_measuring *m,
                              double central, struct placebo_sum sum, blackout_error *error)
{
    double scale;
    double degrees;
    double t;
    placebo_scale(&scale, &degrees, &m->placebo, sum);
    blackout_status status = student_t_quantile(&t, INTERVAL_HIGH, degrees, error);
    if (status == BLACKOUT_OK) {
        /* A Student's t and no quantiles of simulated windows: the placebo weeks are too few for
         * those. */
        *quantity =
            (struct traffic_quantity){true, central, central - t * scale, central + t * scale};
    }
    return status;
}

/* lost / (lost + observed): the three values keep their order. x / (x + observed) rises with x.
 * Where the lower end leaves nothing expected there is no share. */
static struct traffic_quantity share_of_expected(struct traffic_quantity lost, double observed)
{
    return (struct traffic_quantity){.present = lost.p5 + observed > 0,
                                     .central = lost.central / (lost.central + observed),
                                     .p5 = lost.p5 / (lost.p5 + observed),
                                     .p95 = lost.p95 / (lost.p95 + observed)};
}

/* `by` is above 0, so that the ends keep their places. */
static struct traffic_quantity divided(struct traffic_quantity quantity, double by)
{
    return (struct traffic_quantity){quantity.present, quantity.central / by, quantity.p5 / by,
                                     quantity.p95 / by};
}

/* Volume of the week's mean hour, at the window. Expected in the middle of the window, over the
 * profile there: the week's mean, with its trend. Volumes are of intervals, hence the hour over the
 * step. An estimate's unit: `lost hours` there are average hours, too. */
static double mean_hour(const struct traffic_loss *loss)
{
    instant middle = loss->window.from + (loss->window.to - loss->window.from) / 2;
    int hour = (int)calendar_hour_of_week(middle);
    const struct seasonal_fit *fit = &loss->fit.weekly.seasonal;
    double interval = seasonal_fit_expected(fit, calendar_week(middle), hour) / fit->profile[hour];
    return interval * SECONDS_PER_HOUR / (double)loss->grid.step_seconds;
}

/* Only where something is lost: the share of nothing is no figure. 1 - part * rebound / lost, cut
 * to 0 to 1. Where the loss itself may be none, its lower end not above 0, the share may be
 * anything: 0 to 1. */
static blackout_status find_net_share(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct placebo_ratio ratio = {loss->lost.central, loss->rebound.central, loss->measured_part};
    struct traffic_quantity net = {
        .present = ratio.lost > rounding * loss->expected, .p5 = 0, .p95 = 1};
    blackout_status status = BLACKOUT_OK;
    if (net.present) {
        net.central = fmin(fmax(1 - ratio.part * ratio.rebound / ratio.lost, 0), 1);
    }
    if (net.present && loss->lost.p5 > 0) {
        status = placebo_net_share(&net.p5, &m->placebo, &ratio, INTERVAL_LOW, error);
        if (status == BLACKOUT_OK) {
            status = placebo_net_share(&net.p95, &m->placebo, &ratio, INTERVAL_HIGH, error);
        }
    }
    loss->net_lost_share = net;
    return status;
}

/* Observed is what was expected less what was lost, so that intervals that the window cuts count in
 * part alike. Not recovered: even the 95 % value of the rebound is below 0. The figures are made
 * last, as they need what the curve adds up to as expected. */
static blackout_status find_figures(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    double lost = m->window.expected - m->window.observed;
    loss->observed = loss->expected - lost;
    blackout_status status = around(&loss->lost, m, lost, traffic_window_sum, error);
    loss->lost_share = share_of_expected(loss->lost, loss->observed);
    loss->lost_demand_hours = divided(loss->lost, mean_hour(loss));
    if (status == BLACKOUT_OK && m->after.end > m->after.first) {
        status = around(&loss->rebound, m, m->after.observed - m->after.expected, traffic_after_sum,
                        error);
        /* A clear shortfall after the window says that the window was too short. */
        loss->not_recovered = loss->rebound.p95 < -rounding * m->after.expected;
        if (status == BLACKOUT_OK) {
            status = find_net_share(m, error);
        }
    }
    return status;
}

/* An interval that the window cuts loses all of its difference inside the window (see the top).
 * Outside the window it behaves as expected, so the part inside is the expected part less all that
 * is missing. Cut to [0, 1]: a severity above 1 or below 0 means nothing to an estimate. */
static struct traffic_curve_point curve_point(const struct traffic_measuring *m, size_t i,
                                              double margin)
{
    const struct traffic_loss *loss = m->loss;
    struct traffic_span interval = traffic_interval(&loss->grid, i);
    struct traffic_curve_point point = {.part = interval};
    double whole = traffic_expected(&loss->fit, &loss->grid, i);
    double volume = loss->grid.series->points[i].volume;
    double part = (double)traffic_spans_overlap(interval, loss->window) /
                  (double)(interval.to - interval.from);
    point.part.from = interval.from > loss->window.from ? interval.from : loss->window.from;
    point.part.to = interval.to < loss->window.to ? interval.to : loss->window.to;
    point.expected = whole * part;
    point.observed = point.expected - (whole - volume);
    /* The margin is that of a whole interval, whatever part of it is in the window. */
    point.low = fmax(point.expected - margin * whole, 0);
    point.high = point.expected + margin * whole;
    point.unavailable = fmin(fmax(1 - point.observed / point.expected, 0), 1);
    return point;
}

/* What is expected of the whole window, with the intervals that the series does not have. Steps are
 * those of the grid, begun at or before the window, whatever rows are missing. The denominator of
 * the measured part: what is missing is judged by what it would have carried, and not by its
 * length. */
static double expected_of_window(const struct traffic_loss *loss)
{
    const struct traffic_grid *grid = &loss->grid;
    const instant step = grid->step_seconds;
    struct sum expected = {0};
    instant off = (loss->window.from - grid->begin) % step;
    for (instant from = loss->window.from - (off < 0 ? off + step : off); from < loss->window.to;
         from += step) {
        instant part =
            traffic_spans_overlap((struct traffic_span){from, from + step}, loss->window);
        sum_add(&expected,
                traffic_expected_at(&loss->fit, grid, from) * (double)part / (double)step);
    }
    return sum_value(&expected);
}

/* What is ordinary outside of the window, and how the series came back to it. A day either way. */
static blackout_status draw_course(struct traffic_measuring *m, double margin,
                                   blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    const struct traffic_span around = {loss->window.from - SECONDS_PER_DAY,
                                        loss->window.to + SECONDS_PER_DAY};
    size_t first;
    size_t end;
    traffic_points(&first, &end, &loss->grid, around);
    loss->course_count = end - first;
    loss->course = arena_alloc(m->arena, loss->course_count, sizeof *loss->course);
    if (loss->course == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < loss->course_count; ++i) {
        const double expected = traffic_expected(&loss->fit, &loss->grid, first + i);
        loss->course[i] =
            (struct traffic_course_point){.span = traffic_interval(&loss->grid, first + i),
                                          .expected = expected,
                                          .low = fmax(expected - margin * expected, 0),
                                          .high = expected + margin * expected,
                                          .observed = loss->grid.series->points[first + i].volume};
    }
    return BLACKOUT_OK;
}

/* The band of single intervals, t * dispersion * sd, by the placebo weeks' degrees of freedom
 * where there are enough, else the AR(1)'s. */
static blackout_status draw_curve(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct sum expected = {0};
    double degrees =
        loss->week_count >= FEWEST_PLACEBOS ? (double)loss->week_count - 1 : loss->fit.ar1.degrees;
    double t;
    blackout_status status = student_t_quantile(&t, (1 + traffic_band_level) / 2, degrees, error);
    loss->curve_count = m->window.end - m->window.first;
    loss->curve = arena_alloc(m->arena, loss->curve_count, sizeof *loss->curve);
    if (loss->curve == NULL) {
        return error_memory(error);
    }
    double margin =
        t * loss->interval_dispersion * traffic_window_interval_sd(&loss->fit, &m->window);
    for (size_t i = 0; i < loss->curve_count && status == BLACKOUT_OK; ++i) {
        loss->curve[i] = curve_point(m, m->window.first + i, margin);
        sum_add(&expected, loss->curve[i].expected);
    }
    loss->expected = sum_value(&expected);
    /* Exactly 1 where nothing is missing, so that rounding of two sums does not enter the share. */
    loss->measured_part = loss->window_missing > 0 ? loss->expected / expected_of_window(loss) : 1;
    return status == BLACKOUT_OK ? draw_course(m, margin, error) : status;
}

/* ---- The search ------------------------------------------------------------------------------ */

/* What the same search finds next, elsewhere: how much of this is in traffic without the window.
 * Its size beside the first says how much of that may be the worst of ordinary noise. */
static blackout_status search_elsewhere(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    struct traffic_window next = {0};
    const struct traffic_masked masked = {&m->holidays, m->spans, SPAN_OWN};
    /* A window that was given was not chosen for its loss: there is nothing to compare it with. */
    if (!loss->detected || !traffic_detect(&loss->next.window, &loss->fit, &loss->grid, &masked)) {
        return BLACKOUT_OK;
    }
    blackout_status status = traffic_window_init(&next, m->arena, loss->next.window, error);
    if (status == BLACKOUT_OK) {
        traffic_window_sums(&next, &loss->fit, &loss->grid, loss->next.window);
        loss->next.present = true;
        loss->next.expected = next.expected;
        loss->next.lost = next.expected - next.observed;
    }
    return status;
}

/* ---- One series ------------------------------------------------------------------------------ */

/* Weeks that are high or low as a whole show in sums of residuals anywhere in the series. used /
 * parameters is how many observations the mean of an hour of the week rests on, about. Used in
 * place of placebo weeks where there are fewer than three. (docs/traffic.md, short series) */
static double block_dispersion(const struct traffic_measuring *m, const struct traffic_window *like)
{
    const struct traffic_fit *fit = &m->loss->fit;
    size_t used = fit->weekly.seasonal.used;
    size_t parameters = used - fit->weekly.seasonal.degrees_of_freedom;
    return like->hour_count == 0
               ? 1
               : ar1_block_dispersion(&fit->ar1, m->work.hours, m->work.residuals, m->work.count,
                                      like->hour_count, (double)used / (double)parameters);
}

/* Order: sums need the fit, the placebo weeks the sums, the curve the weeks' dispersion, and the
 * figures what the curve adds up to as expected. */
static blackout_status measure_window(struct traffic_measuring *m, blackout_error *error)
{
    struct traffic_loss *loss = m->loss;
    blackout_status status = traffic_window_init(&m->window, m->arena, loss->window, error);
    if (status == BLACKOUT_OK) {
        status = traffic_window_init(&m->after, m->arena, loss->after, error);
    }
    /* Masked in every fit from here on, those of the placebo weeks included. */
    m->spans[SPAN_WINDOW] = loss->window;
    m->spans[SPAN_AFTER] = loss->after;
    if (status == BLACKOUT_OK) {
        const struct traffic_masked masked = traffic_masked_events(m, SPAN_OWN);
        status = traffic_fit_make(&loss->fit, &m->work, &loss->grid, &masked, error);
    }
    if (status != BLACKOUT_OK || !loss->fit.weekly.seasonal.complete) {
        loss->lack = TRAFFIC_INCOMPLETE;
        return status;
    }
    traffic_window_sums(&m->window, &loss->fit, &loss->grid, loss->window);
    traffic_window_sums(&m->after, &loss->fit, &loss->grid, loss->after);
    m->block_dispersion[0] = block_dispersion(m, &m->window);
    m->block_dispersion[1] = block_dispersion(m, &m->after);
    loss->window_missing = m->window.missing;
    loss->after_cut_short = loss->after_cut_short || m->after.missing > 0;
    status = traffic_placebo_try_weeks(m, error);
    if (status == BLACKOUT_OK) {
        status = traffic_placebo_judge(m, error);
    }
    if (status == BLACKOUT_OK) {
        status = draw_curve(m, error);
    }
    if (status == BLACKOUT_OK) {
        status = find_figures(m, error);
    }
    return status == BLACKOUT_OK ? search_elsewhere(m, error) : status;
}

/* A lack ends the work without an error; who asked says what it means. */
blackout_status traffic_loss_measure(struct traffic_loss *loss, struct arena *arena,
                                     const struct traffic_case *what, blackout_error *error)
{
    struct traffic_measuring m = {.loss = loss, .arena = arena, .what = what};
    *loss = (struct traffic_loss){.series = what->series,
                                  .platform = what->platform,
                                  .region = what->region,
                                  .searched = what->detect};
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
