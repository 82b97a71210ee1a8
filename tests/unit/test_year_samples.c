/* SPDX-License-Identifier: GPL-3.0-or-later */
/* annual/year_samples, annual/estimates: intervals of a year. What outages share makes their sums
 * as wide as the sum of their intervals, what is of each alone makes them less wide; what is booked
 * later takes the estimate's place. 1000 USD an hour are lost (certain.h). */
#include "annual/annual.h"

#include "certain.h"

static const char outages_head[] = "event,owner,platforms,start,duration_minutes,"
                                   "duration_minutes_low,duration_minutes_high,severity,basis\n";

static struct world *make_world(const char *revenue, const char *outages)
{
    struct world *world = calloc(1, sizeof *world);
    char text[1024];
    assert_non_null(world);
    certain_write(&world->folder);
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,basis\nfirm,Firm,USD,measured\n");
    snprintf(text, sizeof text,
             "platform,name,owner,annual_revenue,annual_revenue_low,annual_revenue_high,currency,"
             "recapture,growth_factor,usage_share,basis\np,P,firm,8766000,%s,USD,0,1,1,measured\n",
             revenue);
    package_write(&world->folder, "platforms.csv", text);
    snprintf(text, sizeof text, "%s%s", outages_head, outages);
    package_write(&world->folder, "outages.csv", text);
    return world;
}

static blackout_annual *year_of(struct world *world, const char *year, const char *samples)
{
    blackout_annual_options options = BLACKOUT_ANNUAL_OPTIONS_INIT;
    blackout_annual *annual;
    blackout_error error = {0};
    char from[16];
    char to[16];
    snprintf(from, sizeof from, "%s-01-01", year);
    snprintf(to, sizeof to, "%s-12-31", year);
    options.from = from;
    options.to = to;
    options.samples = samples;
    if (world->dataset == NULL) {
        world->dataset = package_open(&world->folder);
    }
    check_ok(blackout_annual_make(&annual, world->dataset, &options, &error), &error);
    return annual;
}

static void drop(struct world *world)
{
    void *state = world;
    world_close(&state);
}

/* The revenue is half to twice what it is, 90 % of the time: 500 to 2000 USD an hour, for an hour
 * and for two; both at once, as it is one revenue. */
static void what_is_shared_adds_up(void **state)
{
    struct world *world =
        make_world("4383000,17532000", "o1,firm,p,2023-02-01T10:00Z,60,,,1,measured\n"
                                       "o2,firm,p,2023-03-01T10:00Z,120,,,1,measured\n");
    blackout_annual *annual = year_of(world, "2023", "4096");
    const struct annual_range *first = &annual->incidents[0].amounts.range;
    const struct annual_range *second = &annual->incidents[1].amounts.range;
    (void)state;
    assert_true(first->present && second->present);
    check_close(first->p5, 500.0, 0.01);
    check_close(second->p95, 4000.0, 0.01);
    check_close(annual->year.amounts.range.p5, first->p5 + second->p5, 1e-12);
    check_close(annual->year.amounts.range.p95, first->p95 + second->p95, 1e-12);
    check_close(annual_gross(&annual->year.amounts), 3000.0, 1e-14);
    blackout_annual_free(annual);
    drop(world);
}

/* Each lasts half to twice an hour, by itself. By quadrature over two lognormal lengths (Python,
 * independent of the program): their sum is 1268.71 to 3443.26, and not 1000 to 4000. */
static void what_is_of_each_alone_evens_out(void **state)
{
    struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,60,30,120,1,measured\n"
                                          "o2,firm,p,2023-03-01T10:00Z,60,30,120,1,measured\n");
    blackout_annual *annual = year_of(world, "2023", "16384");
    (void)state;
    check_close(annual->incidents[0].amounts.range.p5, 500.0, 0.01);
    check_close(annual->incidents[1].amounts.range.p95, 2000.0, 0.01);
    check_close(annual->year.amounts.range.p5, 1268.7067417631101, 0.015);
    check_close(annual->year.amounts.range.p95, 3443.259757191582, 0.015);
    assert_false(annual->adjustments.amounts.range.present);
    blackout_annual_free(annual);
    drop(world);
}

/* A cost of 100, 50 to 200, and one of 7 that was measured. Nothing varies without samples. */
static void bookings_vary_by_their_range(void **state)
{
    struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,60,,,1,measured\n");
    (void)state;
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,amount_low,amount_high,currency,date,basis\n"
                  "o1,f,900,,,USD,2023-03-01,measured\no1,c,100,50,200,USD,2023-03-02,derived\n"
                  "o1,g,7,,,USD,2023-03-03,measured\n");
    blackout_annual *annual = year_of(world, "2023", "4096");
    check_close(annual_gross(&annual->year.amounts), 1007.0, 1e-14);
    check_close(annual->year.amounts.range.p5, 957.0, 0.002);
    check_close(annual->year.amounts.range.p95, 1107.0, 0.002);
    assert_string_equal(annual->incidents[0].revenue_basis, "measured");
    assert_string_equal(annual->incidents[0].costs_basis, "derived");
    assert_false(annual->incidents[0].estimated);
    blackout_annual_free(annual);
    annual = year_of(world, "2023", "0");
    check_close(annual_gross(&annual->year.amounts), 1007.0, 1e-14);
    assert_false(annual->year.amounts.range.present);
    blackout_annual_free(annual);
    drop(world);
}

/* The interval of an incident is of its own rows, to the bit, whatever rows of others are before
 * them; two rows of it vary each by itself: with the same draws 2 x 50 and 2 x 200 would be the 5 %
 * and 95 % values of both. */
static void rows_of_other_incidents_move_no_interval(void **state)
{
    static const char *const above[] = {"", "o2,c,300,20,900,USD,2023-01-05,derived\n"};
    struct annual_range ranges[2];
    (void)state;
    for (int i = 0; i < 2; ++i) {
        struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,60,,,1,measured\n"
                                              "o2,firm,p,2023-01-01T10:00Z,60,,,1,measured\n");
        char text[512];
        snprintf(text, sizeof text,
                 "incident,kind,amount,amount_low,amount_high,currency,date,basis\n%s"
                 "o1,f,900,,,USD,2023-03-01,measured\no1,c,100,50,200,USD,2023-03-02,derived\n"
                 "o1,c,100,50,200,USD,2023-03-03,derived\n",
                 above[i]);
        package_write(&world->folder, "costs.csv", text);
        blackout_annual *annual = year_of(world, "2023", "1024");
        for (size_t k = 0; k < annual->count; ++k) {
            if (strcmp(annual->incidents[k].incident, "o1") == 0) {
                ranges[i] = annual->incidents[k].amounts.range;
            }
        }
        blackout_annual_free(annual);
        drop(world);
    }
    assert_true(ranges[0].present);
    assert_true(ranges[0].p5 > 900 + 110 && ranges[0].p95 < 900 + 380);
    check_near(ranges[1].p5, ranges[0].p5, 0);
    check_near(ranges[1].p95, ranges[0].p95, 0);
}

/* 1000 USD are estimated in the year of the outage; the next books 930, and takes them back. */
static void a_booking_takes_the_place_of_an_estimate(void **state)
{
    struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,60,,,1,measured\n");
    (void)state;
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency,date,basis\no1,f,930,USD,2024-03-01,measured\n");
    blackout_annual *first = year_of(world, "2023", "64");
    blackout_annual *second = year_of(world, "2024", "64");
    check_close(annual_gross(&first->year.amounts), 1000.0, 1e-14);
    assert_true(first->incidents[0].estimated);
    check_close(annual_gross(&second->adjustments.amounts), -70.0, 1e-12);
    assert_string_equal(second->incidents[0].revenue_basis, "estimated");
    check_close(annual_gross(&first->all.amounts) + annual_gross(&second->all.amounts), 930.0,
                1e-13);
    blackout_annual_free(first);
    blackout_annual_free(second);
    drop(world);
}

/* Without a length nothing can be estimated: a warning says so, and the year is not refused. */
static void what_cannot_be_estimated_is_named(void **state)
{
    struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,,,,1,measured\n");
    blackout_annual *annual = year_of(world, "2023", "64");
    (void)state;
    assert_int_equal(annual->count, 0);
    assert_true(warning_stands(&annual->warnings, "revenue_not_estimated", "o1"));
    blackout_annual_free(annual);
    drop(world);
}

/* A platform of 730500 USD of subscriptions a month, of which a tenth is given back below full
 * availability: 73050 USD. Revenue of 1000 USD, of an hour, is booked in `revenue`, credits of
 * 50000 in `credits`; a year without either has what is estimated, and years on end have what is
 * booked, in whatever order the two are. */
static void credits_do_not_wait_for_revenue(void **state)
{
    static const struct {
        const char *revenue;
        const char *credits;
        double sums[3]; /* of 2023 to 2025 */
    } cases[] = {{NULL, NULL, {74050, 0, 0}},
                 {"2023", NULL, {73980, 0, 0}},
                 {NULL, "2023", {51000, 0, 0}},
                 {NULL, "2024", {74050, 50000 - 73050, 0}},
                 {"2023", "2024", {73980, 50000 - 73050, 0}},
                 {"2024", "2025", {74050, 930 - 1000, 50000 - 73050}},
                 {"2025", "2024", {74050, 50000 - 73050, 930 - 1000}},
                 {"2024", "2024", {74050, 50930 - 74050, 0}}};
    static const char *const years[] = {"2023", "2024", "2025"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,60,,,1,measured\n");
        char text[256] = "incident,kind,amount,currency,date,basis\n";
        size_t used = strlen(text);
        if (cases[i].revenue != NULL) {
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "o1,f,930,USD,%s-03-01,measured\n", cases[i].revenue);
        }
        if (cases[i].credits != NULL) {
            snprintf(text + used, sizeof text - used, "o1,d,50000,USD,%s-03-01,measured\n",
                     cases[i].credits);
        }
        package_write(&world->folder, "costs.csv", text);
        package_write(&world->folder, "platforms.csv",
                      "platform,name,owner,annual_revenue,currency,recapture,growth_factor,"
                      "usage_share,subscription_revenue,basis\n"
                      "p,P,firm,8766000,USD,0,1,1,8766000,measured\n");
        package_write(&world->folder, "credits.csv",
                      "platform,availability_below,credit_share,basis\np,1,0.1,measured\n");
        for (size_t k = 0; k < sizeof years / sizeof years[0]; ++k) {
            blackout_annual *annual = year_of(world, years[k], "0");
            check_near(annual_gross(&annual->all.amounts), cases[i].sums[k], 1e-8);
            blackout_annual_free(annual);
        }
        drop(world);
    }
}

/* Its revenue is booked: credits alone are missed, where there are terms for them. */
static void credits_that_cannot_be_estimated_are_named(void **state)
{
    (void)state;
    for (int terms = 0; terms < 2; ++terms) {
        struct world *world = make_world(",", "o1,firm,p,2023-02-01T10:00Z,,,,1,measured\n");
        package_write(
            &world->folder, "costs.csv",
            "incident,kind,amount,currency,date,basis\no1,f,930,USD,2023-03-01,measured\n");
        if (terms == 1) {
            package_write(&world->folder, "credits.csv",
                          "platform,availability_below,credit_share,basis\np,1,0.1,measured\n");
        }
        blackout_annual *annual = year_of(world, "2023", "0");
        check_close(annual_gross(&annual->all.amounts), 930.0, 1e-15);
        assert_int_equal(warning_stands(&annual->warnings, "credits_not_estimated", "o1"), terms);
        assert_false(warning_stands(&annual->warnings, "revenue_not_estimated", "o1"));
        blackout_annual_free(annual);
        drop(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shared_adds_up),
        cmocka_unit_test(what_is_of_each_alone_evens_out),
        cmocka_unit_test(bookings_vary_by_their_range),
        cmocka_unit_test(rows_of_other_incidents_move_no_interval),
        cmocka_unit_test(a_booking_takes_the_place_of_an_estimate),
        cmocka_unit_test(what_cannot_be_estimated_is_named),
        cmocka_unit_test(credits_do_not_wait_for_revenue),
        cmocka_unit_test(credits_that_cannot_be_estimated_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
