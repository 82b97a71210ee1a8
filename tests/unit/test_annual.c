/* SPDX-License-Identifier: GPL-3.0-or-later */
/* annual: years of a small catalogue added up by hand, and every booking in one year. A dollar is
 * 0.8 EUR, from 2023-06-01 on 0.9. */
#include "annual/annual.h"

#include "world.h"

static int annual_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world_write(&world->folder);
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date,basis\nEUR,0.8,2019-01-01,measured\n"
                  "EUR,0.9,2023-06-01,measured\nGBP,0.64,2019-01-01,measured\n");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,final_report\n"
                  "a1,acme,alpha,2022-11-20T10:00Z,60,1,2023-01-15\n"
                  "a2,acme,beta,2023-05-02T10:00Z,60,1,\n"
                  "b1,bolt,gamma,2023-03-03T10:00Z,60,1,2024-02-01\n"
                  "a3,acme,beta,2024-05-02T10:00Z,60,1,\n");
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency,date,reversed,basis\n"
                  "a1,f,1000,USD,2022-12-31,,measured\n" /* before the year of its report */
                  "a1,c,80,EUR,2023-02-01,,measured\n"
                  "a1,h,45,EUR,2024-03-01,,measured\n" /* an adjustment of 2024 */
                  "a1,c,20,USD,2024-04-01,yes,reported\n"
                  "a2,f,500,USD,,,measured\n" /* with the outage */
                  "a2,,7.5,USD,2023-12-31T23:00Z,,reported\n"
                  "b1,f,64,GBP,2023-12-01,,measured\n"
                  "drill,g,12,USD,2023-07-07,,measured\n"
                  "drill,g,3,USD,2024-07-07,,measured\n");
    package_write(&world->folder, "recoveries.csv",
                  "incident,kind,state,amount,currency,date,basis\n"
                  "a1,insurer,received,400,USD,2023-08-01,measured\n"
                  "a1,insurer,expected,50,USD,2023-08-01,measured\n"
                  "a1,insurer,received,50,USD,2024-08-01,measured\n");
    world->dataset = package_open(&world->folder);
    *state = world;
    return 0;
}

static blackout_annual *year_of(const struct world *world, const char *from, const char *to,
                                const char *owner)
{
    blackout_annual_options options = BLACKOUT_ANNUAL_OPTIONS_INIT;
    blackout_annual *annual;
    blackout_error error = {0};
    options.from = from;
    options.to = to;
    options.owner = owner;
    options.currency = "USD";
    options.samples = "0";
    check_ok(blackout_annual_make(&annual, world->dataset, &options, &error), &error);
    return annual;
}

/* 2023: a1 1000 + 80 / 0.8 = 1100, of which 400 came back; a2 507.5; drill 12. b1 has its report
 * in 2024. */
static void a_year_has_its_incidents(void **state)
{
    blackout_annual *annual = year_of(*state, "2023-01-01", "2023-12-31", NULL);
    assert_int_equal(annual->count, 3);
    assert_string_equal(annual->incidents[0].incident, "a1");
    check_close(annual->incidents[0].amounts.revenue, 1000.0, 1e-15);
    check_close(annual->incidents[0].amounts.costs, 100.0, 1e-15);
    check_close(annual->incidents[0].amounts.recoveries, 400.0, 1e-15);
    check_close(annual->incidents[0].amounts.expected, 50.0, 1e-15);
    assert_true(annual->incidents[0].actual);
    assert_false(annual->incidents[1].actual); /* a2 has a reported amount */
    assert_string_equal(annual->incidents[2].owner, "");
    check_close(annual_gross(&annual->year.amounts), 1619.5, 1e-15);
    check_close(annual->year.amounts.recoveries, 400.0, 1e-15);
    check_near(annual_gross(&annual->adjustments.amounts), 0, 0.0);
    assert_int_equal(annual->later, 1); /* b1; a3 has no booking */
    assert_string_equal(annual->incidents[0].revenue_basis, "measured");
    assert_string_equal(annual->incidents[1].costs_basis, "reported");
    assert_string_equal(annual->incidents[2].revenue_basis, "");
    assert_int_equal(annual->year.estimated, 0);
    blackout_annual_free(annual);
}

/* What beta loses in an hour: 13149000 USD a year, of hours of equal weight. */
static const double beta_hour = 1500;

/* 2024: b1 64 / 0.64 = 100; of a1 45 EUR at 0.9 = 50, less 20, and 50 more came back; drill 3. Of
 * a3, an hour of beta, nobody has booked anything. */
static void adjustments_are_of_the_year_they_are_made_in(void **state)
{
    blackout_annual *annual = year_of(*state, "2024-01-01", "2024-12-31", NULL);
    assert_int_equal(annual->count, 4);
    assert_string_equal(annual->incidents[1].incident, "a3");
    assert_string_equal(annual->incidents[1].revenue_basis, "estimated");
    assert_false(annual->incidents[1].actual);
    check_close(annual->incidents[1].amounts.revenue, beta_hour, 1e-14);
    check_close(annual_gross(&annual->year.amounts), 100.0 + beta_hour, 1e-14);
    check_close(annual_gross(&annual->adjustments.amounts), 33.0, 1e-15);
    check_close(annual->adjustments.amounts.recoveries, 50.0, 1e-15);
    check_close(annual_gross(&annual->all.amounts), 133.0 + beta_hour, 1e-14);
    assert_int_equal(annual->all.estimated, 1);
    assert_int_equal(annual->adjustments.incidents, 2);
    blackout_annual_free(annual);
}

/* Two years on end, cut anywhere, have what their whole has. */
static void every_booking_is_in_one_year(void **state)
{
    static const char *const cuts[][2] = {
        {"2022-12-31", "2023-01-01"},
        {"2023-06-30", "2023-07-01"}, /* b1 is not booked yet: it is no incident of 2023 */
        {"2024-03-31", "2024-04-01"},
        {"2024-01-15", "2024-01-16"}};
    blackout_annual *whole = year_of(*state, "2022-01-01", "2025-12-31", NULL);
    check_close(annual_gross(&whole->all.amounts),
                1000.0 + 100 + 50 - 20 + 507.5 + 100 + 15 + beta_hour, 1e-14);
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; ++i) {
        blackout_annual *first = year_of(*state, "2022-01-01", cuts[i][0], NULL);
        blackout_annual *second = year_of(*state, cuts[i][1], "2025-12-31", NULL);
        check_close(annual_gross(&first->all.amounts) + annual_gross(&second->all.amounts),
                    annual_gross(&whole->all.amounts), 1e-14);
        check_close(first->all.amounts.recoveries + second->all.amounts.recoveries,
                    whole->all.amounts.recoveries, 1e-14);
        blackout_annual_free(first);
        blackout_annual_free(second);
    }
    blackout_annual_free(whole);
}

/* 1100 cost a1, of which 400 came back in the same year. The 50 that came back in 2024 are more
 * than what 2024 has of a1, 36.25, but its costs were in 2023. */
static void more_back_than_it_cost_is_told(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *amount;
        size_t told;
    } cases[] = {{"400", 0}, {"1100", 0}, {"1100.5", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[512];
        snprintf(text, sizeof text,
                 "incident,kind,state,amount,currency,date,basis\n"
                 "a1,insurer,received,%s,USD,2023-08-01,measured\n"
                 "a1,insurer,expected,50000,USD,2023-08-01,measured\n"
                 "a1,insurer,received,50,USD,2024-08-01,measured\n",
                 cases[i].amount);
        package_write(&world->folder, "recoveries.csv", text);
        blackout_dataset_free(world->dataset);
        world->dataset = package_open(&world->folder);
        for (int year = 2023; year <= 2024; ++year) {
            blackout_annual *annual = year_of(world, year == 2023 ? "2023-01-01" : "2024-01-01",
                                              year == 2023 ? "2023-12-31" : "2024-12-31", NULL);
            size_t told = 0;
            for (size_t k = 0; k < annual->warnings.count; ++k) {
                told += strcmp(annual->warnings.items[k].code, "recoveries_over_costs") == 0;
            }
            assert_int_equal(told, year == 2023 ? cases[i].told : 0);
            blackout_annual_free(annual);
        }
    }
}

static void an_owner_has_its_own(void **state)
{
    blackout_annual *annual = year_of(*state, "2024-01-01", "2024-12-31", "bolt");
    assert_int_equal(annual->count, 1);
    check_close(annual_gross(&annual->all.amounts), 100.0, 1e-15);
    assert_true(warning_stands(&annual->warnings, "owner_unknown", "drill"));
    blackout_annual_free(annual);
    annual = year_of(*state, "2022-01-01", "2022-12-31", "bolt"); /* the drill is of 2023 */
    assert_false(warning_stands(&annual->warnings, "owner_unknown", "drill"));
    blackout_annual_free(annual);
    annual = year_of(*state, "2024-01-01", "2024-12-31", NULL);
    assert_false(warning_stands(&annual->warnings, "owner_unknown", "drill"));
    blackout_annual_free(annual);
}

/* 80 EUR of 2023-02-01 are booked four years after the rate, 45 EUR of 2024-03-01 nine months. */
static void a_rate_of_long_ago_is_told(void **state)
{
    blackout_annual *annual = year_of(*state, "2023-01-01", "2023-12-31", "acme");
    assert_true(warning_stands(&annual->warnings, "rate_outdated", "fx"));
    blackout_annual_free(annual);
    annual = year_of(*state, "2024-01-01", "2024-12-31", "acme");
    assert_false(warning_stands(&annual->warnings, "rate_outdated", "fx"));
    blackout_annual_free(annual);
}

/* Of the year's one incident without bookings, by the row in force when it began. */
static void an_owner_may_change_its_currency(void **state)
{
    static const struct {
        const char *from, *to, *currency;
    } cases[] = {{"2022-01-01", "2022-12-31", "EUR"}, {"2024-01-01", "2024-12-31", "USD"}};
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,as_of\nacme,Acme,EUR,2019-01-01\nacme,Acme,USD,2023-01-01\n"
                  "bolt,Bolt,EUR,\n");
    package_write(&world->folder, "costs.csv", "incident,kind,amount,currency,date\n");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity\n"
                  "a1,acme,beta,2022-05-02T10:00Z,60,1\na3,acme,beta,2024-05-02T10:00Z,60,1\n");
    package_drop(&world->folder, "recoveries.csv");
    blackout_dataset_free(world->dataset);
    world->dataset = package_open(&world->folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_annual_options options = BLACKOUT_ANNUAL_OPTIONS_INIT;
        blackout_annual *annual;
        blackout_error error = {0};
        options.from = cases[i].from;
        options.to = cases[i].to;
        options.samples = "0";
        check_ok(blackout_annual_make(&annual, world->dataset, &options, &error), &error);
        assert_string_equal(annual->currency, cases[i].currency);
        blackout_annual_free(annual);
    }
}

static void what_cannot_be_added_up_is_refused(void **state)
{
    static const struct {
        blackout_annual_options options;
        const char *part;
    } wrong[] = {
        {{sizeof wrong[0].options, "2024-01-01", NULL, NULL, "USD"}, "no --to is given"},
        {{sizeof wrong[0].options, "2024-02-30", "2024-12-31", NULL, "USD"}, "not a day"},
        {{sizeof wrong[0].options, "2024-01-01", "2023-12-31", NULL, "USD"}, "before from"},
        {{sizeof wrong[0].options, "2024-01-01", "2024-12-31", "acne", "USD"}, "acme"},
        {{sizeof wrong[0].options, "2023-01-01", "2023-12-31", NULL, NULL}, "several currencies"},
        {{sizeof wrong[0].options, "2023-01-01", "2023-12-31", NULL, "SEK"}, "no rate"}};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        blackout_annual *annual;
        blackout_error error = {0};
        check_fails(blackout_annual_make(&annual, world->dataset, &wrong[i].options, &error),
                    BLACKOUT_ERROR_USAGE, &error);
        if (strstr(error.message, wrong[i].part) == NULL) {
            fail_msg("%s", error.message);
        }
    }
}

/* Two amounts of costs that are none: the page begins with what is missing, since its figures look
 * whole. */
static void rows_that_are_left_out_are_said_first(void **state)
{
    struct world *world = *state;
    const blackout_dataset_options options = {.size = sizeof options, .reject = 1};
    struct caught caught = {0};
    blackout_error error = {0};
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency,date,reversed,basis\n"
                  "a1,f,abc,USD,2022-12-31,,measured\n"
                  "a1,c,80,EUR,2023-02-01,,measured\n"
                  "a2,f,abc,USD,,,measured\n");
    blackout_dataset_free(world->dataset);
    check_ok(blackout_dataset_open(&world->dataset, world->folder.path, &options, &error), &error);
    blackout_annual *annual = year_of(world, "2023-01-01", "2023-12-31", NULL);
    check_ok(blackout_annual_write(annual, "text", catch_bytes, &caught, &error), &error);
    assert_true(begins_with(caught.text, "Left out: 2 rows with faults, see the warnings"));
    free(caught.text);
    blackout_annual_free(annual);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_has_its_incidents),
        cmocka_unit_test(adjustments_are_of_the_year_they_are_made_in),
        cmocka_unit_test(every_booking_is_in_one_year), cmocka_unit_test(an_owner_has_its_own),
        cmocka_unit_test(a_rate_of_long_ago_is_told),
        cmocka_unit_test(what_cannot_be_added_up_is_refused),
        /* the last three change the package */
        cmocka_unit_test(more_back_than_it_cost_is_told),
        cmocka_unit_test(rows_that_are_left_out_are_said_first),
        cmocka_unit_test(an_owner_may_change_its_currency)};
    return cmocka_run_group_tests(tests, annual_open, world_close);
}
