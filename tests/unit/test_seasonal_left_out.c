/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/seasonal_left_out: the same fit as that of what is left, which is made here of all of it
 * (seasonal_fit_estimate(), whose own test has closed forms, and ar1_fit()). */
#include "stats/seasonal_left_out.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "stats/seasonal_fit.h"

enum { MOST_WEEKS = 40, MOST_HOURS = MOST_WEEKS * HOURS_PER_WEEK, FIRST_WEEK = 2701 };

static double uniform(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*seed >> 11) / 9007199254740992.0;
}

/* What a series is like: noise of ln volume, how often an hour is far off or missing, and whether
 * volumes are whole numbers about `level`, of which many are then equal. */
struct kind {
    size_t weeks;
    size_t first_hour;
    double noise;
    double far;
    double missing;
    double level;
    bool whole;
    size_t short_week; /* of which few hours are there; 0 is none */
};

struct world {
    struct seasonal_observation observations[MOST_HOURS];
    size_t count;
};

static void make_world(struct world *world, const struct kind *kind, uint64_t seed)
{
    world->count = 0;
    for (size_t i = kind->first_hour; i < kind->weeks * HOURS_PER_WEEK; ++i) {
        const size_t week = i / HOURS_PER_WEEK;
        const size_t hour = i % HOURS_PER_WEEK;
        double sum = -1.5;
        for (int k = 0; k < 3; ++k) {
            sum += uniform(&seed);
        }
        const double off = uniform(&seed) < kind->far ? 4 * uniform(&seed) - 3 : 0;
        const bool is_missing = uniform(&seed) < kind->missing ||
                                (kind->short_week > 0 && week == kind->short_week && hour > 60);
        double volume = kind->level * exp(0.7 * sin(0.2618 * (double)hour) + 2e-5 * (double)i +
                                          2 * kind->noise * sum + off);
        volume = kind->whole ? ceil(volume) : volume;
        if (!is_missing) {
            world->observations[world->count++] =
                (struct seasonal_observation){FIRST_WEEK + (int64_t)week, (int)hour, volume};
        }
    }
}

/* The fit of what is left, made of it. */
struct direct {
    struct seasonal_fit fit;
    double residuals[MOST_HOURS];
    struct ar1 ar1;
    double trend_variance;
    size_t hours_used[HOURS_PER_WEEK];
};

static void fit_rest(struct direct *direct, const struct world *world, size_t first, size_t end)
{
    static struct seasonal_observation left[MOST_HOURS];
    static int64_t hours[MOST_HOURS];
    blackout_error error;
    size_t count = 0;
    memset(direct->hours_used, 0, sizeof direct->hours_used);
    for (size_t i = 0; i < world->count; ++i) {
        if (i < first || i >= end) {
            left[count] = world->observations[i];
            hours[count] = left[count].week * HOURS_PER_WEEK + left[count].hour_of_week;
            ++count;
        }
    }
    check_ok(seasonal_fit_estimate(&direct->fit, direct->residuals, left, count, &error), &error);
    assert_true(direct->fit.complete);
    for (size_t i = 0; i < count; ++i) {
        direct->hours_used[left[i].hour_of_week] += isnan(direct->residuals[i]) ? 0 : 1;
    }
    ar1_fit(&direct->ar1, hours, direct->residuals, count, direct->fit.degrees_of_freedom);
    direct->trend_variance = ar1_trend_variance(&direct->ar1, hours, direct->residuals, count,
                                                (double)direct->fit.first_week * HOURS_PER_WEEK +
                                                    direct->fit.centre_hours);
}

/* Tolerances: sums of other order, of logarithms near 10. */
static void check_same(const struct seasonal_left_out_fit *fit, const struct direct *direct)
{
    const struct seasonal_fit *own = &fit->fit;
    const struct seasonal_fit *expected = &direct->fit;
    struct ar1 ar1;
    assert_int_equal(own->used, expected->used);
    assert_int_equal(own->dropped, expected->dropped);
    assert_int_equal(own->degrees_of_freedom, expected->degrees_of_freedom);
    assert_int_equal(own->first_week, expected->first_week);
    assert_int_equal(own->has_trend, expected->has_trend);
    check_close(own->weeks_spanned, expected->weeks_spanned, 0.0);
    check_close(own->cut_log, expected->cut_log, 1e-11);
    check_close(own->centre_hours, expected->centre_hours, 1e-14);
    check_close(own->smearing, expected->smearing, 1e-13);
    check_near(own->trend_per_hour, expected->trend_per_hour, 1e-17);
    check_close(own->residual_sd, expected->residual_sd, 1e-11);
    for (int h = 0; h < HOURS_PER_WEEK; ++h) {
        check_close(own->level * own->profile[h], expected->level * expected->profile[h], 2e-13);
        assert_int_equal(fit->hours_used[h], direct->hours_used[h]);
    }
    ar1_of_sums(&ar1, &fit->residuals, own->degrees_of_freedom);
    assert_int_equal(ar1.pairs, direct->ar1.pairs);
    check_close(ar1.variance, direct->ar1.variance, 1e-11);
    check_near(ar1.phi, direct->ar1.phi, 1e-11);
    check_close(ar1_trend_variance_of(&ar1, fit->squared_hours), direct->trend_variance, 1e-10);
}

/* Which observations are kept, by what changed. */
static void check_kept(const struct seasonal_left_out *left_out, const struct direct *direct,
                       const struct world *world, size_t first, size_t end)
{
    size_t k = 0;
    for (size_t i = 0; i < world->count; ++i) {
        const bool left = i >= first && i < end;
        const bool kept = !left && !isnan(direct->residuals[k]);
        k += left ? 0 : 1;
        assert_int_equal(seasonal_left_out_keeps(left_out, i), kept);
    }
}

/* Whether a window is fitted from the fit of all; then as what is left. */
static bool try_window(struct seasonal_left_out *left_out, const struct world *world, size_t first,
                       size_t end)
{
    static struct direct direct;
    struct seasonal_left_out_fit fit;
    if (!seasonal_left_out_fit(&fit, left_out, first, end)) {
        return false;
    }
    fit_rest(&direct, world, first, end);
    check_same(&fit, &direct);
    check_kept(left_out, &direct, world, first, end);
    return true;
}

/* Moves a window of `hours` over the series, by a stride that touches every hour of the week;
 * returns how many were fitted from the fit of all. */
static size_t try_windows(const struct world *world, size_t hours, size_t stride)
{
    struct seasonal_left_out *left_out;
    blackout_error error;
    size_t fitted = 0;
    check_ok(seasonal_left_out_make(&left_out, world->observations, world->count, &error), &error);
    for (size_t first = 0; first + hours <= world->count; first += stride) {
        fitted += try_window(left_out, world, first, first + hours) ? 1 : 0;
    }
    seasonal_left_out_free(left_out);
    return fitted;
}

/* Where residuals are mostly equal there is no MAD, and so no fit from that of all. */
static void fits_what_is_left(void **state)
{
    static struct world world;
    static const struct {
        struct kind kind;
        size_t fewest;
    } cases[] = {
        {{MOST_WEEKS, 0, 0.04, 0.01, 0, 1e4, false, 0}, 17},
        {{MOST_WEEKS, 30, 0.04, 0.05, 0.02, 1e4, false, 0}, 17}, /* a short first week */
        {{MOST_WEEKS, 0, 0.3, 0.1, 0.1, 1e4, false, 7}, 15}, /* far residuals, gaps, a short week */
        {{MOST_WEEKS, 100, 0.04, 0.02, 0.05, 30, true, 0}, 16}, /* many equal */
        {{MOST_WEEKS, 0, 0, 0, 0, 1e4, false, 0}, 0},
    };
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        make_world(&world, &cases[k].kind, 41 + k);
        for (size_t hours = 1; hours < 200; hours = 4 * hours + 3) {
            assert_in_range(try_windows(&world, hours, 331), cases[k].fewest, 21);
        }
    }
    /* found by trial: the first hour that is looked at anew goes over the first cut by little */
    static const struct kind near_cut = {16, 0, 0.1, 0.1, 0.02, 1e4, false, 0};
    make_world(&world, &near_cut, 103);
    assert_in_range(try_windows(&world, 3, 331), 4, 8);
}

/* Nearly half of a week has fallen, and its level with it, so that at first look the other hours
 * are far above: without what has fallen they are not, from the first of them on. */
static void an_outage_that_moves_its_week_gives_it_back(void **state)
{
    enum { FIRST = 20 * HOURS_PER_WEEK + 60, END = FIRST + 80 };
    static struct world world;
    static const struct kind even = {MOST_WEEKS, 0, 0.04, 0, 0, 30, true, 0};
    struct seasonal_left_out *left_out;
    blackout_error error;
    (void)state;
    make_world(&world, &even, 41);
    for (size_t i = FIRST; i < END; ++i) {
        world.observations[i].volume_mean *= exp(-3);
    }
    check_ok(seasonal_left_out_make(&left_out, world.observations, world.count, &error), &error);
    assert_true(try_window(left_out, &world, FIRST, END));
    seasonal_left_out_free(left_out);
}

/* Of fewer than six weeks there is no trend, however volumes rise. What is left out lies in a week
 * of 61 hours, so that little of the rest moves with it. */
static void short_series_have_no_trend(void **state)
{
    enum { SHORT_WEEK = 3, FIRST = SHORT_WEEK * HOURS_PER_WEEK };
    static struct world world;
    static const struct kind few = {5, 0, 0.04, 0, 0, 1e4, false, SHORT_WEEK};
    struct seasonal_left_out *left_out;
    struct seasonal_left_out_fit fit;
    blackout_error error;
    size_t fitted = 0;
    (void)state;
    make_world(&world, &few, 41);
    check_ok(seasonal_left_out_make(&left_out, world.observations, world.count, &error), &error);
    for (size_t first = FIRST; first < FIRST + 50; first += 7) {
        fitted += try_window(left_out, &world, first, first + 5) ? 1 : 0;
        if (seasonal_left_out_fit(&fit, left_out, first, first + 5)) {
            assert_false(fit.fit.has_trend);
            assert_true(fit.fit.trend_per_hour == 0);
        }
    }
    assert_in_range(fitted, 1, 8);
    seasonal_left_out_free(left_out);
}

/* What takes the fit of all that is left: a few weeks, and the first or the last hour. */
static void says_where_it_cannot(void **state)
{
    static struct world world;
    static const struct kind few = {7, 0, 0.04, 0.01, 0, 1e4, false, 0};
    static const struct kind many = {20, 0, 0.04, 0.01, 0, 1e4, false, 0};
    struct seasonal_left_out *left_out;
    struct seasonal_left_out_fit fit;
    blackout_error error;
    (void)state;
    make_world(&world, &few, 7);
    assert_int_equal(try_windows(&world, 5, 331), 0);
    make_world(&world, &many, 7);
    check_ok(seasonal_left_out_make(&left_out, world.observations, world.count, &error), &error);
    assert_false(seasonal_left_out_fit(&fit, left_out, 0, 3));
    assert_true(seasonal_left_out_fit(&fit, left_out, 1, 3));
    assert_false(seasonal_left_out_fit(&fit, left_out, world.count - 3, world.count));
    assert_true(seasonal_left_out_fit(&fit, left_out, world.count - 3, world.count - 1));
    seasonal_left_out_free(left_out);
    /* not in the order of time */
    const struct seasonal_observation held = world.observations[3];
    world.observations[3] = world.observations[500];
    world.observations[500] = held;
    check_ok(seasonal_left_out_make(&left_out, world.observations, world.count, &error), &error);
    assert_false(seasonal_left_out_fit(&fit, left_out, 1, 3));
    seasonal_left_out_free(left_out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_what_is_left),
        cmocka_unit_test(an_outage_that_moves_its_week_gives_it_back),
        cmocka_unit_test(short_series_have_no_trend),
        cmocka_unit_test(says_where_it_cannot),
    };
    return cmocka_run_group_tests_name("seasonal_left_out", tests, NULL, NULL);
}
