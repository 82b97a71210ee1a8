/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/credits, prepare/credits: service credits. The terms are those of Amazon S3 (service level
 * agreement of 31 July 2019, aws.amazon.com/s3/sla/historical): a monthly uptime below 99.9 % gives
 * back 10 % of the month's charges, below 99.0 % 25 %, below 95.0 % all. Expected amounts are those
 * terms by hand: subscriptions of 12 M a year that have grown by a quarter are 1.25 M a month; the
 * north has 0.6 of them. Of the 744 hours of October, 0.1 % are 0.744 h, 1 % 7.44 h, 5 % 37.2 h. */
#include "prepared.h"

static const double month = 1.25e6;

static void write_platforms(const struct world *world, const char *subscriptions)
{
    char text[1024];
    snprintf(
        text, sizeof text,
        "platform,name,owner,annual_revenue,currency,growth_factor,subscription_revenue,basis\n"
        "alpha,Alpha,acme,8766000,USD,1.25,%s,reported\n"
        "beta,Beta,acme,13149000,USD,,,derived\n"
        "gamma,Gamma,bolt,4383000,EUR,,2400000,measured\n",
        subscriptions);
    package_write(&world->folder, "platforms.csv", text);
}

static int open_with_credits(void **state)
{
    int failed = world_open(state);
    struct world *world = *state;
    write_platforms(world, "12000000");
    package_write(&world->folder, "credits.csv",
                  "platform,availability_below,credit_share,claimed_share,basis\n"
                  "alpha,0.99,0.25,,measured\n"
                  "gamma,0.5,1,0.5,assumed\n"
                  "alpha,0.95,1,,measured\n"
                  "alpha,0.999,0.1,,measured\n");
    world_reopen(world);
    return failed;
}

static double credits(const struct world *world, const char *words)
{
    return estimate_figure(world->dataset, words, "/totals/credits/central");
}

struct credits_case {
    const char *words;
    double share; /* of a month's subscriptions */
};

static void check_cases(const struct world *world, const struct credits_case *cases, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        char words[160];
        snprintf(words, sizeof words, "platform=alpha %s", cases[i].words);
        double found = credits(world, words);
        if (fabs(found - month * cases[i].share) > 1e-9) {
            fail_msg("%s: %.17g, not %.17g", words, found, month * cases[i].share);
        }
    }
}

static void the_tier_is_that_of_the_month(void **state)
{
    static const struct credits_case cases[] = {
        {"start=2021-10-04T12:00Z duration=44m", 0},
        {"start=2021-10-04T12:00Z duration=2678.4s", 0}, /* 0.744 h: 99.9 % is not below 99.9 % */
        {"start=2021-10-04T12:00Z duration=45m", 0.1},
        {"start=2021-10-04T12:00Z duration=446m", 0.1}, /* 7.433 h */
        {"start=2021-10-04T12:00Z duration=447m", 0.25},
        {"start=2021-10-04T12:00Z duration=37.2h", 0.25},
        {"start=2021-10-04T12:00Z duration=37.3h", 1},
        {"start=2021-10-04T12:00Z duration=1h severity=0.5",
         0}, /* half of the requests failed: 0.5 h */
        {"start=2021-10-04T12:00Z duration=2h severity=0.5", 0.1},
        {"start=2021-10-04T12:00Z duration=30m recovery=36m", 0.1}, /* 0.5 h and half of 0.6 h */
        {"start=2021-10-04T12:00Z duration=30m recovery=24m", 0},   /* 0.7 h */
        {"start=2021-10-04T12:00Z duration=2h region=north",
         0.1 * 0.6}, /* the south had all of its month */
        {"start=2021-10-04T12:00Z duration=0s", 0},
    };
    check_cases(*state, cases, sizeof cases / sizeof cases[0]);
}

/* An outage over the end of a month has an availability in each. */
static void months_are_split_at_their_end(void **state)
{
    static const struct credits_case cases[] = {
        {"start=2021-10-31T23:00Z duration=1h", 0.1},  /* all in October */
        {"start=2021-10-31T23:30Z duration=1h", 0},    /* 30 minutes in each */
        {"start=2021-10-31T23:00Z duration=2h", 0.2},  /* an hour in each: both fall below */
        {"start=2021-10-31T23:16Z duration=88m", 0.1}, /* 44 of 44640 and of 43200 minutes */
        {"start=2021-12-31T23:00Z duration=2h", 0.2},  /* over the year's end */
        {"start=2020-02-29T23:00Z duration=2h", 0.2},  /* a leap day */
        {"start=2021-01-31T12:00Z duration=30d", 1.5}, /* 12, 672 (all) and 36 hours */
        {"start=2021-11-01T00:00Z duration=44m", 0.1}, /* November: 720 h, 43.2 minutes */
    };
    check_cases(*state, cases, sizeof cases / sizeof cases[0]);
}

/* An hour around the end of a month that may be half a day earlier or later: all but a few samples
 * lie within one month. In the centre it is split, and neither half is long enough. */
static void months_stay_where_they_are_for_an_uncertain_start(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(
        world->dataset,
        "platform=alpha start=2021-10-31T11:30Z..2021-11-01T11:30Z duration=1h samples=1024");
    check_near(figure(result, "/totals/credits/central"), 0, 0.0);
    /* growth varies around its median, so the median of 1,024 samples lies near */
    check_near(figure(result, "/totals/credits/p50"), month * 0.1, 0.01 * month * 0.1);
    blackout_result_free(result);
}

/* 0.1 % of 730.5 hours are 43.83 minutes. */
static void an_average_month_without_a_start(void **state)
{
    const struct world *world = *state;
    struct preparation p;
    check_near(credits(world, "platform=alpha duration=43m"), 0, 0.0);
    check_near(credits(world, "platform=alpha duration=44m"), month * 0.1, 1e-9);
    /* 730.5 hours, then 36 of the next: 4.9 % of it */
    check_near(credits(world, "platform=alpha duration=766.5h"), month * 1.25, 1e-9);
    preparation_make(&p, world->dataset, "platform=alpha duration=44m");
    assert_true(preparation_warned(&p, "average_month", "credits"));
    preparation_free(&p);
    preparation_make(&p, world->dataset, "platform=alpha duration=44m start=2021-10-04T12:00Z");
    assert_false(preparation_warned(&p, "average_month", "credits"));
    preparation_free(&p);
}

/* Gamma: 2.4 M EUR a year, 0.2 M a month, half of it claimed; a dollar is 0.8 EUR. */
static void platforms_money_and_claims(void **state)
{
    const struct world *world = *state;
    const char *words = "platform=alpha,gamma start=2021-10-04T12:00Z duration=400h currency=USD";
    blackout_result *result = estimate_of(world->dataset, words);
    check_near(figure(result, "/platforms/0/credits/central"), month, 1e-9);
    check_near(figure(result, "/platforms/1/credits/central"), 2e5 / 0.8 * 0.5, 1e-9);
    check_near(figure(result, "/totals/credits/central"), month + 125000, 1e-9);
    blackout_result_free(result);
}

/* The samples fall on both sides of 44.64 minutes, 90 % of them between 30 and 60. */
static void samples_fall_into_tiers(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha start=2021-10-04T12:00Z duration=30m..60m "
                                    "samples=512");
    check_near(figure(result, "/totals/credits/p5"), 0, 0.0);
    assert_true(figure(result, "/totals/credits/p95") > month * 0.05);
    assert_true(figure(result, "/totals/credits/mean") > 0);
    assert_true(figure(result, "/totals/credits/mean") < month * 0.15);
    blackout_result_free(result);
}

static void a_curve_by_month(void **state)
{
    const struct world *world = *state;
    char path[256];
    char words[320];
    package_write(&world->folder, "curve.csv",
                  "timestamp,unavailable\n2021-10-31T22:00Z,0.5\n2021-11-01T00:00Z,1\n"
                  "2021-11-01T08:00Z,0\n");
    package_file(path, &world->folder, "curve.csv");
    snprintf(words, sizeof words, "platform=alpha severity-curve=%s", path);
    check_near(credits(world, words), month * (0.1 + 0.25), 1e-9); /* 1 h of 744, 8 h of 720 */
}

static void what_is_missing_is_said(void **state)
{
    struct world *world = *state;
    struct preparation p;
    const char *words = "platform=alpha start=2021-10-04T12:00Z duration=2h";
    write_platforms(world, "");
    world_reopen(world);
    preparation_make(&p, world->dataset, words);
    assert_true(preparation_warned(&p, "no_credits", "alpha"));
    preparation_free(&p);
    blackout_result *result = estimate_of(world->dataset, words);
    assert_false(has_figure(result, "/totals/credits/central"));
    blackout_result_free(result);
    package_drop(&world->folder, "credits.csv");
    write_platforms(world, "12000000");
    world_reopen(world);
    preparation_make(&p, world->dataset, words);
    assert_true(preparation_warned(&p, "no_credit_terms", "alpha"));
    assert_false(p.prepared.has_credits);
    preparation_free(&p);
}

/* A tier below another that gives back less is a mistake. */
static void hear_less(void *user, const blackout_diagnostic *diagnostic)
{
    *(bool *)user = *(bool *)user || strstr(diagnostic->message, "gives back less") != NULL;
}

static void deeper_tiers_give_back_more(void **state)
{
    const struct world *world = *state;
    bool heard = false;
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = hear_less, .user = &heard};
    blackout_dataset *dataset;
    blackout_error error = {0};
    package_write(&world->folder, "credits.csv",
                  "platform,availability_below,credit_share\n"
                  "alpha,0.999,0.25\nalpha,0.99,0.1\nbeta,0.9,0.05\n");
    check_fails(blackout_dataset_open(&dataset, world->folder.path, &options, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_true(heard);
}

#define WITH_CREDITS(test) cmocka_unit_test_setup_teardown(test, open_with_credits, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CREDITS(the_tier_is_that_of_the_month),
        WITH_CREDITS(months_are_split_at_their_end),
        WITH_CREDITS(months_stay_where_they_are_for_an_uncertain_start),
        WITH_CREDITS(an_average_month_without_a_start),
        WITH_CREDITS(platforms_money_and_claims),
        WITH_CREDITS(samples_fall_into_tiers),
        WITH_CREDITS(a_curve_by_month),
        WITH_CREDITS(what_is_missing_is_said),
        WITH_CREDITS(deeper_tiers_give_back_more),
    };
    blackout_init();
    return cmocka_run_group_tests_name("credits", tests, NULL, NULL);
}
