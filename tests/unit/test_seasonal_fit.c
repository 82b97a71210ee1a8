/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/seasonal_fit: the weekly profile. The series are made from a known profile, level, trend
 * and noise, so that what the fit must return is known in closed form. */
#include "stats/seasonal_fit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <string.h>

#include "check.h"

enum { MOST_WEEKS = 9, MOST_HOURS = MOST_WEEKS * HOURS_PER_WEEK, FIRST_WEEK = 2701 };

static const double level = 23.85e6;

/* Mean-1 profile with a daily and a weekly wave and a spike on Sunday evening. */
static void make_profile(double profile[HOURS_PER_WEEK])
{
    double total = 0.0;
    for (int h = 0; h < HOURS_PER_WEEK; ++h) {
        profile[h] =
            exp(0.713 * sin(0.2618 * h + 0.37) + 0.21 * cos(0.0374 * h) + (h == 163 ? 0.5 : 0.0));
        total += profile[h];
    }
    for (int h = 0; h < HOURS_PER_WEEK; ++h) {
        profile[h] *= HOURS_PER_WEEK / total;
    }
}

/* Noise that is the same on every machine: a sum of three uniforms of a 64-bit congruential
 * generator (Knuth's MMIX constants), with standard deviation 1/2 and bounds of +-1.5. */
static double noise(uint64_t *seed)
{
    double total = -1.5;
    for (int i = 0; i < 3; ++i) {
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        total += (double)(*seed >> 11) / 9007199254740992.0;
    }
    return total;
}

struct world {
    double profile[HOURS_PER_WEEK];
    struct seasonal_observation observations[MOST_HOURS];
    size_t count;
};

/* `sd` is that of ln volume, `trend` its slope an hour. */
static void make_world(struct world *world, size_t weeks, double sd, double trend)
{
    uint64_t seed = 2385;
    make_profile(world->profile);
    world->count = weeks * HOURS_PER_WEEK;
    for (size_t i = 0; i < world->count; ++i) {
        int hour = (int)(i % HOURS_PER_WEEK);
        world->observations[i] = (struct seasonal_observation){
            .week = FIRST_WEEK + (int64_t)(i / HOURS_PER_WEEK),
            .hour_of_week = hour,
            .volume_mean =
                level * world->profile[hour] * exp(trend * (double)i + 2.0 * sd * noise(&seed)),
        };
    }
}

static struct seasonal_fit fit_world(const struct world *world)
{
    static double residuals[MOST_HOURS];
    struct seasonal_fit fit;
    blackout_error error;
    check_ok(seasonal_fit_estimate(&fit, residuals, world->observations, world->count, &error),
             &error);
    return fit;
}

static void check_profile(const struct seasonal_fit *fit, const struct world *world,
                          double tolerance)
{
    double total = 0.0;
    assert_true(fit->complete);
    for (int h = 0; h < HOURS_PER_WEEK; ++h) {
        check_close(fit->profile[h], world->profile[h], tolerance);
        total += fit->profile[h];
    }
    check_close(total / HOURS_PER_WEEK, 1.0, 1e-14);
}

/* Expected: closed form. Tolerance: rounding of logarithms near 17, times exp. */
static void recovers_a_profile_without_noise(void **state)
{
    static struct world world;
    (void)state;
    for (size_t weeks = 1; weeks <= 5; ++weeks) {
        make_world(&world, weeks, 0.0, 0.0);
        struct seasonal_fit fit = fit_world(&world);
        check_profile(&fit, &world, 1e-13);
        check_close(fit.level, level, 1e-13);
        check_close(fit.smearing, 1.0, 1e-13);
        check_near(fit.residual_sd, 0.0, 1e-13);
        assert_false(fit.has_trend);
        check_near(fit.trend_per_hour, 0.0, 0.0);
        check_close(fit.weeks_spanned, (double)weeks, 0.0);
        assert_int_equal(fit.first_week, FIRST_WEEK);
        assert_int_equal(fit.degrees_of_freedom, (weeks - 1) * HOURS_PER_WEEK);
        assert_int_equal(fit.used, world.count);
        assert_int_equal(fit.dropped, 0);
        check_close(seasonal_fit_expected(&fit, FIRST_WEEK + 17, 41), level * world.profile[41],
                    1e-12);
    }
}

/* Expected: closed form. Weeks of different size are one profile; their geometric mean is the
 * level. The factors multiply to 1. */
static void takes_weeks_of_different_size(void **state)
{
    static struct world world;
    static const double factors[] = {0.8, 1.25, 2.0, 0.5};
    (void)state;
    make_world(&world, 4, 0.0, 0.0);
    for (size_t i = 0; i < world.count; ++i) {
        world.observations[i].volume_mean *= factors[i / HOURS_PER_WEEK];
    }
    struct seasonal_fit fit = fit_world(&world);
    check_profile(&fit, &world, 1e-12);
    check_close(fit.level, level, 1e-12);
    check_close(fit.smearing, (0.8 + 1.25 + 2.0 + 0.5) / 4.0, 1e-12);
    assert_int_equal(fit.dropped, 0);
}

static void strike(struct world *world, size_t week, size_t hour, size_t hours, double remaining)
{
    for (size_t i = 0; i < hours; ++i) {
        world->observations[week * HOURS_PER_WEEK + hour + i].volume_mean *= remaining;
    }
}

/* Expected: the true profile within the noise of a mean of 2 to 5 values of sd 0.02, at most 0.014:
 * 4 sd over 168 hours. And the fit of the same series with the outage left out; tolerance: one
 * value at the edge of the cut (4.685 sd), in a mean of three, may fall on either side of it. */
static void an_outage_does_not_bend_the_fit(void **state)
{
    static struct world struck;
    static struct world masked;
    (void)state;
    for (size_t weeks = 3; weeks <= 5; ++weeks) {
        make_world(&struck, weeks, 0.02, 0.0);
        make_world(&masked, weeks, 0.02, 0.0);
        strike(&struck, 1, 15, 7, 1e-4);
        size_t gap = HOURS_PER_WEEK + 15;
        masked.count -= 7;
        memmove(&masked.observations[gap], &masked.observations[gap + 7],
                (masked.count - gap) * sizeof masked.observations[0]);
        struct seasonal_fit fit = fit_world(&struck);
        struct seasonal_fit reference = fit_world(&masked);
        check_profile(&fit, &struck, 0.06);
        assert_in_range(fit.dropped, 7, 12);
        assert_int_equal(fit.undecided, 0);
        check_close(fit.level, level, 0.005);
        check_close(fit.smearing, 1.0, 0.001);
        for (int h = 0; h < HOURS_PER_WEEK; ++h) {
            check_close(fit.profile[h], reference.profile[h], 4.685 * 0.02 / 3.0);
        }
    }
}

/* Weeks that repeat exactly leave a MAD of 0. Expected: closed form, the profile of the sound
 * weeks; with the MAD alone nothing is dropped, and the outage goes into it. */
static void an_outage_in_repeated_weeks_is_dropped(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 4, 0.0, 0.0);
    for (size_t i = HOURS_PER_WEEK; i < world.count; ++i) {
        world.observations[i].volume_mean = world.observations[i % HOURS_PER_WEEK].volume_mean;
    }
    strike(&world, 2, 41, 9, 0.02);
    struct seasonal_fit fit = fit_world(&world);
    assert_int_equal(fit.dropped, 9);
    check_profile(&fit, &world, 1e-13);
    check_close(fit.level, level, 1e-13);
}

/* One volume, but for an outage, so that no median moves. Expected: a cut of 4.685 standard
 * deviations, which are sqrt(pi / 2) times the mean absolute deviation, in a constant of seven
 * digits. */
static void without_noise_the_cut_is_by_the_mean_deviation(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 4, 0.0, 0.0);
    for (size_t i = 0; i < world.count; ++i) {
        world.observations[i].volume_mean = 300;
    }
    strike(&world, 2, 41, 9, 0.02);
    struct seasonal_fit fit = fit_world(&world);
    assert_int_equal(fit.dropped, 9);
    const double mean_deviation = -9 * log(0.02) / (double)world.count;
    check_close(fit.cut_log, 4.685 * sqrt(2 * atan(1)) * mean_deviation, 1e-6);
}

/* A first week of which only the last eight hours are there. Expected: nothing is dropped that lies
 * within the noise, whose bounds are +-3 sd: the level of that week is not the median of them. */
static void a_week_in_part_keeps_its_hours(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 5, 0.02, 0.0);
    const size_t first = HOURS_PER_WEEK - 8;
    world.count -= first;
    memmove(&world.observations[0], &world.observations[first],
            world.count * sizeof world.observations[0]);
    struct seasonal_fit fit = fit_world(&world);
    assert_in_range(fit.dropped, 0, 3); /* at 4 weeks the MAD is short of the noise's */
    check_profile(&fit, &world, 0.06);
}

/* Expected: ln volume less the fit itself; NaN in the outage's hours, whatever the order. */
static void hands_back_residuals_in_order(void **state)
{
    static struct world world;
    static double residuals[MOST_HOURS];
    struct seasonal_fit fit;
    blackout_error error;
    (void)state;
    make_world(&world, 4, 0.02, 0.0);
    strike(&world, 1, 15, 7, 1e-4);
    struct seasonal_observation held = world.observations[3];
    world.observations[3] = world.observations[500];
    world.observations[500] = held;
    check_ok(seasonal_fit_estimate(&fit, residuals, world.observations, world.count, &error),
             &error);
    for (size_t i = 0; i < world.count; ++i) {
        const struct seasonal_observation *o = &world.observations[i];
        double geometric = seasonal_fit_expected(&fit, o->week, o->hour_of_week) / fit.smearing;
        if (o->week == FIRST_WEEK + 1 && o->hour_of_week >= 15 && o->hour_of_week < 22) {
            assert_true(isnan(residuals[i]));
        } else if (!isnan(residuals[i])) {
            check_near(residuals[i], log(o->volume_mean / geometric), 1e-12);
        }
    }
}

/* Noise that is never beyond 3 of its standard deviations: two weeks, of the second only three
 * days, and three weeks with an outage. Expected: of the first the medians drop many hours, whose
 * noise is a zero more often than not; of the second look all are back but the outage, the cut
 * is 4.685 standard deviations, and the noise that went in comes out. Tolerances: 3 standard
 * errors, 1.17 / sqrt(n) for the MAD, 1 / sqrt(2 n) for the standard deviation. */
static void a_second_look_takes_good_hours_back(void **state)
{
    static const size_t removed[] = {96, 0};
    static const size_t struck[] = {0, 7};
    static struct world world;
    const double sd = 0.05;
    (void)state;
    for (size_t i = 0; i < 2; ++i) {
        make_world(&world, 2 + i, sd, 0.0);
        strike(&world, 1, 15, struck[i], 1e-4);
        world.count -= removed[i];
        struct seasonal_fit fit = fit_world(&world);
        assert_in_range(fit.taken_back, i == 1 ? 0 : 13, world.count / 2);
        double degrees = (double)fit.degrees_of_freedom;
        assert_int_equal(fit.dropped, struck[i]);
        check_close(fit.cut_log, 4.685 * sd, 3.0 * 1.17 / sqrt(degrees));
        check_close(fit.residual_sd, sd, 3.0 / sqrt(2.0 * degrees));
    }
}

/* With two weeks the median of an hour is the mean of both: neither is nearer to the truth. */
static void two_weeks_cannot_tell_an_outage(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 2, 0.02, 0.0);
    strike(&world, 1, 15, 7, 1e-4);
    struct seasonal_fit fit = fit_world(&world);
    assert_int_equal(fit.undecided, 7);
    assert_int_equal(fit.dropped, 14);
    assert_true(fit.complete);
    check_close(fit.smearing, 1.0, 0.001);
}

/* Expected: closed form without noise, over exactly six weeks; none below six. */
static void recovers_a_trend_from_six_weeks_on(void **state)
{
    static struct world world;
    const double trend = 2.385e-4;
    (void)state;
    make_world(&world, 6, 0.0, trend);
    struct seasonal_fit fit = fit_world(&world);
    check_profile(&fit, &world, 1e-12);
    assert_true(fit.has_trend);
    check_close(fit.trend_per_hour, trend, 1e-10);
    check_close(fit.centre_hours, (6.0 * HOURS_PER_WEEK - 1.0) / 2.0, 1e-14);
    check_close(fit.level, level * exp(trend * fit.centre_hours), 1e-12);
    check_close(seasonal_fit_expected(&fit, FIRST_WEEK + 6, 0),
                level * world.profile[0] * exp(trend * 6.0 * HOURS_PER_WEEK), 1e-11);
    --world.count;
    assert_false(fit_world(&world).has_trend);
}

/* The fit's design matrix in full, the last hour of the week being minus the sum of the others. */
static void fill_row(gsl_vector *row, const struct seasonal_observation *observation, double hours)
{
    gsl_vector_set_zero(row);
    gsl_vector_set(row, 0, 1.0);
    gsl_vector_set(row, HOURS_PER_WEEK, hours);
    for (int h = 0; h + 1 < HOURS_PER_WEEK; ++h) {
        bool last = observation->hour_of_week + 1 == HOURS_PER_WEEK;
        gsl_vector_set(row, (size_t)h + 1,
                       last ? -1.0 : (observation->hour_of_week == h ? 1.0 : 0.0));
    }
}

/* Expected: an independent program, gsl_multifit_linear (singular values) on all 169 columns, of
 * seven weeks with holes. Tolerance: of two different factorisations, with times in hours. */
static void matches_gsl_on_the_full_design(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 7, 0.05, 1.3e-4);
    size_t kept = 0;
    for (size_t i = 0; i < world.count; ++i) {
        if (i >= 61 && i % 13 != 5) {
            world.observations[kept++] = world.observations[i];
        }
    }
    world.count = kept;
    struct seasonal_fit fit = fit_world(&world);
    assert_int_equal(fit.dropped, 0);
    gsl_matrix *x = gsl_matrix_alloc(kept, HOURS_PER_WEEK + 1);
    gsl_vector *y = gsl_vector_alloc(kept);
    gsl_vector *c = gsl_vector_alloc(HOURS_PER_WEEK + 1);
    gsl_matrix *covariance = gsl_matrix_alloc(HOURS_PER_WEEK + 1, HOURS_PER_WEEK + 1);
    gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(kept, HOURS_PER_WEEK + 1);
    for (size_t i = 0; i < kept; ++i) {
        const struct seasonal_observation *o = &world.observations[i];
        gsl_vector_view row = gsl_matrix_row(x, i);
        double hours = HOURS_PER_WEEK * (double)(o->week - FIRST_WEEK) + o->hour_of_week;
        fill_row(&row.vector, o, hours - fit.centre_hours);
        gsl_vector_set(y, i, log(o->volume_mean));
    }
    double squares = 0.0;
    assert_int_equal(gsl_multifit_linear(x, y, c, covariance, &squares, work), GSL_SUCCESS);
    check_close(fit.trend_per_hour, gsl_vector_get(c, HOURS_PER_WEEK), 1e-9);
    check_close(fit.residual_sd, sqrt(squares / (double)(kept - HOURS_PER_WEEK - 1)), 1e-9);
    for (int h = 0; h + 1 < HOURS_PER_WEEK; ++h) {
        double term = gsl_vector_get(c, 0) + gsl_vector_get(c, (size_t)h + 1);
        check_near(log(fit.level * fit.profile[h]), term, 1e-10);
    }
    gsl_multifit_linear_free(work);
    gsl_matrix_free(covariance);
    gsl_vector_free(c);
    gsl_vector_free(y);
    gsl_matrix_free(x);
}

/* Expected: volume has log-sd 0.3, so that its arithmetic mean is E exp(0.6 u) times the geometric
 * one, with u a sum of three uniforms on +-1/2: (sinh(0.3) / 0.3)^3 = 1.04593. Tolerance: 3
 * standard errors of 1344 values. Degrees: 8 * 168 - 168 - 1. */
static void smears_back_to_the_arithmetic_mean(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 8, 0.3, 0.0);
    struct seasonal_fit fit = fit_world(&world);
    assert_int_equal(fit.dropped, 0);
    assert_int_equal(fit.degrees_of_freedom, 8 * 168 - 168 - 1);
    check_close(fit.residual_sd, 0.3, 0.06);
    /* Residuals of a fit are smaller than the noise by sqrt((n - p) / n): the smearing too. */
    double shrunk = 0.3 * sqrt((double)fit.degrees_of_freedom / (double)fit.used);
    check_close(fit.smearing, pow(sinh(shrunk) / shrunk, 3.0), 0.01);
}

static void the_order_does_not_matter(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 7, 0.05, 1e-4);
    struct seasonal_fit forward = fit_world(&world);
    for (size_t i = 0; i < world.count / 2; ++i) {
        struct seasonal_observation held = world.observations[i];
        world.observations[i] = world.observations[world.count - 1 - i];
        world.observations[world.count - 1 - i] = held;
    }
    struct seasonal_fit backward = fit_world(&world);
    assert_memory_equal(forward.profile, backward.profile, sizeof forward.profile);
    check_near(forward.level, backward.level, 0.0);
    check_near(forward.trend_per_hour, backward.trend_per_hour, 0.0);
}

static void says_which_hour_is_missing(void **state)
{
    static struct world world;
    struct seasonal_fit fit;
    blackout_error error;
    (void)state;
    make_world(&world, 3, 0.0, 0.0);
    for (size_t i = 0; i < world.count; ++i) {
        if (world.observations[i].hour_of_week == 41 || world.observations[i].hour_of_week == 97) {
            world.observations[i].hour_of_week = 40;
        }
    }
    fit = fit_world(&world);
    assert_false(fit.complete);
    assert_int_equal(fit.missing_hour, 41);
    check_ok(seasonal_fit_estimate(&fit, NULL, NULL, 0, &error), &error);
    assert_false(fit.complete);
    assert_int_equal(fit.missing_hour, 0);
}

static void refuses_bad_observations(void **state)
{
    static const struct seasonal_observation bad[] = {
        {.week = 1, .hour_of_week = -1, .volume_mean = 1.0},
        {.week = 1, .hour_of_week = 168, .volume_mean = 1.0},
        {.week = 1, .hour_of_week = 3, .volume_mean = 0.0},
        {.week = 1, .hour_of_week = 3, .volume_mean = -1.0},
        {.week = 1, .hour_of_week = 3, .volume_mean = NAN},
        {.week = 1, .hour_of_week = 3, .volume_mean = INFINITY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        struct seasonal_fit fit;
        blackout_error error;
        double residual;
        check_fails(seasonal_fit_estimate(&fit, &residual, &bad[i], 1, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_false(fit.complete);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recovers_a_profile_without_noise),
        cmocka_unit_test(takes_weeks_of_different_size),
        cmocka_unit_test(an_outage_does_not_bend_the_fit),
        cmocka_unit_test(an_outage_in_repeated_weeks_is_dropped),
        cmocka_unit_test(without_noise_the_cut_is_by_the_mean_deviation),
        cmocka_unit_test(a_week_in_part_keeps_its_hours),
        cmocka_unit_test(hands_back_residuals_in_order),
        cmocka_unit_test(a_second_look_takes_good_hours_back),
        cmocka_unit_test(two_weeks_cannot_tell_an_outage),
        cmocka_unit_test(recovers_a_trend_from_six_weeks_on),
        cmocka_unit_test(matches_gsl_on_the_full_design),
        cmocka_unit_test(smears_back_to_the_arithmetic_mean),
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(says_which_hour_is_missing),
        cmocka_unit_test(refuses_bad_observations),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("seasonal_fit", tests, NULL, NULL);
}
