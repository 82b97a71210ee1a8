/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/backtest: what is judged, by which interval, in which order, and that nothing is known
 * before its time. In the small world, with figures that nobody published. */
#include "backtest/backtest.h"

#include "world.h"

#include "charts.h"

static void write_published(const struct world *world, const char *rows)
{
    char text[2048] = "event,measure,low,high,currency,duration_assumed_minutes,publisher,kind\n";
    strcat(text, rows);
    package_write(&world->folder, "published.csv", text);
}

static blackout_backtest *backtest_of(const struct world *world, const char *words)
{
    blackout_backtest *backtest;
    blackout_error error;
    blackout_scenario *scenario = scenario_of(words);
    check_ok(blackout_backtest_run(&backtest, world->dataset, scenario, NULL, &error), &error);
    blackout_scenario_free(scenario);
    return backtest;
}

static char *written(const blackout_backtest *backtest, const char *format)
{
    struct caught caught = {0};
    blackout_error error = {0};
    check_ok(blackout_backtest_write(backtest, format, catch_bytes, &caught, &error), &error);
    return caught.text;
}

static double net_of(const struct world *world, const char *words)
{
    return estimate_figure(world->dataset, words, "/totals/owner_revenue_loss/net/central");
}

/* Expected: the estimate of the same scenario. Without samples there is no interval to judge. */
static void without_samples_nothing_is_judged(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,2000,8000,USD,720,A,measured\n"
                           "e1,dependent_revenue_loss,100,100,USD,720,B,measured\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=0");
    double net = net_of(world, "event=e1 duration=12h samples=0");
    const struct backtest_row *row = &backtest->rows[0];
    assert_int_equal(row->interval, INTERVAL_NONE);
    check_close(row->estimate, net, 1e-14);
    check_close(row->midpoint, 4000.0, 1e-14);
    check_close(row->ratio, net / 4000, 1e-14);
    assert_int_equal(backtest->coverage.trials, 0);
    blackout_backtest_free(backtest);
}

/* With samples the same rows have the samples' own intervals. */
static void samples_judge_all(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,2000,8000,USD,720,A,measured\n"
                           "e1,dependent_revenue_loss,100,100,USD,720,B,measured\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=64");
    assert_int_equal(backtest->rows[0].interval, INTERVAL_SAMPLES);
    assert_int_equal(backtest->rows[1].interval, INTERVAL_SAMPLES);
    assert_int_equal(backtest->coverage.trials, 2);
    blackout_backtest_free(backtest);
}

/* A class that was fitted may know the measured losses: they enter no count, in no format, and the
 * other figures do. */
static void what_the_class_may_know_is_not_judged(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,2000,8000,USD,720,A,measured\n"
                           "e1,owner_revenue_loss,100,100,USD,720,P,straight_line\n"
                           "e1,dependent_revenue_loss,100,100,USD,720,B,measured\n");
    package_write(&world->folder, "model_error.csv",
                  "quantity,location,scale,degrees,basis\nowner_revenue_loss,0.25,0.5,4,derived\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=64");
    size_t in_sample = 0;
    for (size_t i = 0; i < backtest->row_count; ++i) {
        in_sample += backtest->rows[i].in_sample ? 1 : 0;
        assert_int_equal(backtest_is_judged(&backtest->rows[i]), !backtest->rows[i].in_sample);
    }
    assert_int_equal(in_sample, 1);
    assert_int_equal(backtest->coverage.trials, 1); /* the dependants' */
    assert_int_equal(backtest->straight_line_nearer.trials, 1);
    assert_int_equal(backtest->all.estimated, 3);
    assert_int_equal(backtest->all.inside.trials, 2);
    char *text = written(backtest, "text");
    check_contains(text, "in sample");
    check_contains(text, "In sample: the package's own model error");
    free(text);
    char *json = written(backtest, "json");
    check_contains(json, "\"in_sample\": true");
    free(json);
    char *csv = written(backtest, "csv");
    check_contains(csv, ",in sample,");
    free(csv);
    blackout_backtest_free(backtest);
}

/* No interval is not a miss: in no format, and in no count. */
static void what_has_no_interval_is_not_judged(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,100,100,USD,,A,measured\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=0");
    assert_int_equal(backtest->coverage.trials, 0);
    char *text = written(backtest, "text");
    char *json = written(backtest, "json");
    char *csv = written(backtest, "csv");
    check_contains(text, "not judged");
    check_contains(text, "neither a hit nor a miss");
    assert_null(strstr(json, "\"hit\""));
    assert_null(strstr(csv, ",no,"));
    free(text);
    free(json);
    free(csv);
    blackout_backtest_free(backtest);
}

static void check_order(const blackout_backtest *backtest, const char *expected)
{
    char order[64] = "";
    for (size_t i = 0; i < backtest->row_count; ++i) {
        strcat(order, backtest->rows[i].publisher);
    }
    assert_string_equal(order, expected);
}

/* Misses by how far off, hits, what cannot be estimated; ties in the order of
 * the table. The net loss of e1 is some thousands. What the owner reported (`company`) is measured;
 * its costs are no sales, and are not estimated. */
static void misses_come_first_and_ties_keep_their_order(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,insured_loss,5,5,USD,,a,modelled\n"
                           "e3,owner_revenue_loss,5,5,USD,,b,modelled\n"
                           "e1,dependent_revenue_loss,7,7,USD,,c,modelled\n"
                           "e1,dependent_revenue_loss,7,7,USD,,d,modelled\n"
                           "e1,owner_revenue_loss,1,1,USD,,e,straight_line\n"
                           "e1,owner_revenue_loss,1,1,USD,,f,straight_line\n"
                           "e1,owner_revenue_loss,0.5,0.5,USD,,g,measured\n"
                           "e1,owner_revenue_loss,5000,9000,USD,,h,company\n"
                           "e1,owner_revenue_loss,0,5,USD,,i,measured\n"
                           "e1,insured_loss,5,5,USD,,j,modelled\n"
                           "e1,owner_cost,5000,9000,USD,,k,company\n");
    package_write(&world->folder, "model_error.csv",
                  "quantity,duration_hours,log_sd\nowner_revenue_loss,,0.35\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=500");
    check_order(backtest, "gefcdhabijk");
    assert_int_equal(backtest->all.figures, 11);
    assert_int_equal(backtest->all.estimated, 6);
    assert_int_equal(backtest->all.inside.trials, 6);
    assert_int_equal(backtest->all.inside.hits, 1);
    assert_int_equal(backtest->coverage.trials, 2);
    assert_int_equal(backtest->coverage.hits, 1);
    assert_int_equal(backtest->measure_count, 4);
    assert_string_equal(backtest->measures[0].measure, "insured_loss");
    assert_false(backtest->measures[0].has_median);
    assert_string_equal(backtest->measures[1].measure, "owner_revenue_loss");
    assert_int_equal(backtest->measures[1].figures, 6);
    assert_int_equal(backtest->measures[1].estimated, 4);
    blackout_backtest_free(backtest);
}

static void each_figure_has_its_currency(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,100,100,EUR,,A,measured\n"
                           "e1,owner_revenue_loss,100,100,GBP,,B,measured\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=0");
    char *text = written(backtest, "text");
    check_contains(text, "EUR");
    check_contains(text, "GBP");
    /* 0.8 EUR and 0.64 GBP for a dollar were the rates in force */
    assert_string_equal(backtest->rows[0].currency, "EUR"); /* neither is judged */
    assert_string_equal(backtest->rows[1].currency, "GBP");
    check_close(backtest->rows[0].estimate / backtest->rows[1].estimate, 0.8 / 0.64, 1e-12);
    free(text);
    blackout_backtest_free(backtest);
}

/* e6 of December 2019 can know of e4 alone, which was in July; e2 and e1 came later. Expected:
 * scipy 1.10, from the formulas of the methodology, section 6b, by equal steps, times the owner's
 * market value of 250 M; ACM's standard error is that of e4. */
static void nothing_is_known_before_its_time(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,regions,confounded\n"
                  "e6,acme,alpha;beta,2019-12-01T15:00Z,240,0.9,,no\n"
                  "e1,acme,alpha;beta,2021-10-04T15:39Z,371,0.75,north,no\n"
                  "e2,bolt,gamma,2020-03-05,90,1,,no\n"
                  "e4,acme,alpha,2019-07-03T14:00Z,120,1,,no\n"
                  "e5,acme,beta,2021-02-03T04:30Z,300,0.6,,yes\n");
    package_write(&world->folder, "fx.csv", "currency,per_usd,date\nEUR,0.8,2017-01-01\n");
    write_published(world, "e6,market_value_loss,1000000,1000000,USD,,A,measured\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=0");
    const struct backtest_row *row = &backtest->rows[0];
    assert_null(row->why_not);
    assert_int_equal(row->interval, INTERVAL_PREDICTION);
    check_close(row->estimate, 250e6 * 0.009462568487342522, 1e-6);
    check_close(row->p5, 250e6 * -0.02985763726591536, 1e-6);
    check_close(row->p95, 250e6 * 0.08751980353298049, 1e-6);
    assert_true(row->hit);
    blackout_backtest_free(backtest);
    /* an estimate of the same day learns from e1 and e2 too, and says so */
    check_near(estimate_figure(world->dataset, "event=e6 samples=0",
                               "/owners/0/market_value_change/events"),
               3, 0);
    check_near(estimate_figure(world->dataset, "event=e6 samples=0",
                               "/owners/0/market_value_change/events_later"),
               2, 0);
}

/* Expected: test_market_prediction.c; three of three, and 0.05^(1/3) of Clopper & Pearson. */
static void a_catalogue_is_tested_without_published_figures(void **state)
{
    struct world *world = *state;
    blackout_backtest *backtest = backtest_of(world, "samples=0");
    assert_int_equal(backtest->row_count, 0);
    assert_int_equal(backtest->event_count, 3);
    assert_int_equal(backtest->event_coverage.hits, 3);
    assert_int_equal(backtest->event_coverage.trials, 3);
    check_close(backtest->event_coverage.low, cbrt(0.05), 1e-9);
    check_close(backtest->event_coverage.high, 1.0, 0.0);
    char *text = written(backtest, "text");
    check_contains(text, "no published figures");
    check_contains(text, "inside the 5 to 95 % interval: 3 of 3");
    free(text);
    char *csv = written(backtest, "csv");
    check_contains(csv, "\"e2\",car_0_1,leave_one_out,\"BLT\",,0.006,0.006,");
    free(csv);
    blackout_backtest_free(backtest);
}

static void nothing_to_test_is_an_error(void **state)
{
    struct world *world = *state;
    blackout_backtest *backtest;
    blackout_error error;
    package_drop(&world->folder, "market_prior.csv");
    world_reopen(world);
    check_fails(blackout_backtest_run(&backtest, world->dataset, NULL, NULL, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_null(backtest);
    check_contains(error.message, "nothing to test against");
    blackout_backtest_free(NULL);
}

/* Expected: the rows; what was not estimated has no point, what is not judged no interval. */
static void the_chart_has_a_point_for_each_estimated_row(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,2000,8000,USD,720,A,measured\n"
                           "e2,owner_revenue_loss,700,700,EUR,90,B,measured\n"
                           "e1,insured_loss,1,1,USD,720,C,measured\n");
    world_reopen(world);
    blackout_backtest *backtest = backtest_of(world, "samples=0");
    struct document page = page_of(report_backtest_page, backtest);
    const struct chart *points = chart_named(&page, "estimated-published");
    const struct chart_series *losses = &points->series[0];
    size_t at = 0;
    assert_int_equal(points->kind, CHART_POINTS);
    assert_string_equal(losses->name, "Owner's revenue loss");
    assert_int_equal(losses->values.count, 2);
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not == NULL && strcmp(row->measure, "owner_revenue_loss") == 0) {
            check_near(chart_number(&losses->positions, at), row->midpoint, 0);
            check_near(chart_number(&losses->values, at), row->estimate, 0);
            assert_true(isnan(chart_number(&losses->low, at)));
            ++at;
        }
    }
    assert_int_equal(at, 2);
    document_free(&page);
    blackout_backtest_free(backtest);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(without_samples_nothing_is_judged),
        IN_WORLD(samples_judge_all),
        IN_WORLD(what_the_class_may_know_is_not_judged),
        IN_WORLD(what_has_no_interval_is_not_judged),
        IN_WORLD(misses_come_first_and_ties_keep_their_order),
        IN_WORLD(each_figure_has_its_currency),
        IN_WORLD(nothing_is_known_before_its_time),
        IN_WORLD(a_catalogue_is_tested_without_published_figures),
        IN_WORLD(nothing_to_test_is_an_error),
        IN_WORLD(the_chart_has_a_point_for_each_estimated_row),
    };
    blackout_init();
    return cmocka_run_group_tests_name("backtest", tests, NULL, NULL);
}
