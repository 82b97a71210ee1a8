/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/starts: without a start, means over the 168 hours of the week and their extremes. */
#include "world.h"

/* Expected: a mean of profiles of mean 1: duration * rate. The day (8 to 20, weight 1.5) holds 6 h
 * first from hour 8, the night (0.5) from hour 0; ties go to the first hour. 750 USD an hour, a
 * quarter of it recaptured. */
static void the_owner_has_cheap_and_dear_hours(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha region=north duration=6h");
    const double net_hour = 750 * 0.75;
    check_close(figure(result, "/totals/owner_revenue_loss/net/central"), net_hour * 6, 1e-13);
    check_near(figure(result, "/timing/owner/cheapest_start/hour_of_week"), 0, 0);
    check_close(figure(result, "/timing/owner/cheapest_start/loss/central"), net_hour * 3, 1e-13);
    check_near(figure(result, "/timing/owner/dearest_start/hour_of_week"), 8, 0);
    check_close(figure(result, "/timing/owner/dearest_start/loss/central"), net_hour * 9, 1e-13);
    blackout_result_free(result);
}

/* Half hours ahead: the southern day runs from 2:30 to 14:30 UTC. 6 h of day first from 3:00; of
 * night first from 15:00. */
static void local_days_are_shifted(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha region=south duration=6h");
    check_near(figure(result, "/timing/owner/dearest_start/hour_of_week"), 3, 0);
    check_near(figure(result, "/timing/owner/cheapest_start/hour_of_week"), 15, 0);
    blackout_result_free(result);
}

/* Every hour alike for the dependants: the first is named on both sides. */
static void ties_go_to_the_first_hour(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=7h");
    double mean = figure(result, "/totals/dependent_revenue_loss/central");
    check_near(figure(result, "/timing/dependants/cheapest_start/hour_of_week"), 0, 0);
    check_near(figure(result, "/timing/dependants/dearest_start/hour_of_week"), 0, 0);
    check_close(figure(result, "/timing/dependants/cheapest_start/loss/central"), mean, 1e-13);
    check_close(figure(result, "/timing/dependants/dearest_start/loss/central"), mean, 1e-13);
    blackout_result_free(result);
}

/* Expected: the mean and the extremes of 168 scenarios with a start, in the week of 2021-10-04. The
 * package has one rate a currency: without a start it would be the latest. */
static void agrees_with_explicit_starts(void **state)
{
    static const char *const pointers[] = {
        "/totals/owner_revenue_loss/gross/central", "/totals/dependent_revenue_loss/central",
        "/totals/rival_gain/central", "/platforms/0/by_region/1/lost_demand_hours/central"};
    const struct world *world = *state;
    const char *words = "platform=alpha,gamma duration=5h30m severity=0.7 recovery=90m";
    blackout_result *mean = estimate_of(world->dataset, words);
    double sums[4] = {0};
    double least = INFINITY;
    double most = 0;
    for (int hour = 0; hour < 168; ++hour) {
        char start[128];
        snprintf(start, sizeof start, "%s start=2021-10-%02dT%02d:00Z", words, 4 + hour / 24,
                 hour % 24);
        blackout_result *one = estimate_of(world->dataset, start);
        assert_false(has_figure(one, "/timing/owner/cheapest_start/hour_of_week"));
        for (int i = 0; i < 4; ++i) {
            sums[i] += figure(one, pointers[i]) / 168;
        }
        double net = figure(one, "/totals/owner_revenue_loss/net/central");
        least = fmin(least, net);
        most = fmax(most, net);
        blackout_result_free(one);
    }
    for (int i = 0; i < 4; ++i) {
        check_close(figure(mean, pointers[i]), sums[i], 1e-12);
    }
    check_close(figure(mean, "/timing/owner/cheapest_start/loss/central"), least, 1e-12);
    check_close(figure(mean, "/timing/owner/dearest_start/loss/central"), most, 1e-12);
    blackout_result_free(mean);
}

static int open_with_one_rate(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date\nEUR,0.8,2020-01-01\nGBP,0.64,2021-01-01\n");
    world_reopen(world);
    return 0;
}

static void a_package_without_dependants_times_its_owner(void **state)
{
    struct world *world = *state;
    package_drop(&world->folder, "dependencies.csv");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=6h");
    assert_true(has_figure(result, "/timing/owner/cheapest_start/hour_of_week"));
    assert_false(has_figure(result, "/timing/dependants/cheapest_start/hour_of_week"));
    blackout_result_free(result);
}

/* A product beyond the largest double: an error, never an infinity in a report. */
static void figures_that_are_not_finite_are_refused(void **state)
{
    struct world *world = *state;
    blackout_result *result;
    blackout_error error;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,growth_factor\n"
                  "alpha,Alpha,acme,1e49,EUR,1e49\nbeta,Beta,acme,13149000,USD,\n"
                  "gamma,Gamma,bolt,4383000,EUR,\n");
    package_write(&world->folder, "fx.csv", "currency,per_usd,date\nEUR,1e-300,2021-01-01\n");
    world_reopen(world);
    static const char *const scenarios[] = {"platform=alpha duration=9h",
                                            "platform=alpha duration=9h start=2021-10-04T09:00Z"};
    for (int i = 0; i < 2; ++i) {
        check_fails(estimate_try(&result, world->dataset, scenarios[i], &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_null(result);
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(the_owner_has_cheap_and_dear_hours),
        IN_WORLD(local_days_are_shifted),
        IN_WORLD(ties_go_to_the_first_hour),
        cmocka_unit_test_setup_teardown(agrees_with_explicit_starts, open_with_one_rate,
                                        world_close),
        IN_WORLD(a_package_without_dependants_times_its_owner),
        IN_WORLD(figures_that_are_not_finite_are_refused),
    };
    blackout_init();
    return cmocka_run_group_tests_name("starts", tests, NULL, NULL);
}
