/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of the reports: that each has the numbers that it says. Expected: the result that the
 * page is built from. Those of event studies and backtests are beside their own tests. */
#include "world.h"

#include <math.h>

#include "charts.h"
#include "estimate/result.h"
#include "risk/risk.h"
#include "traffic/traffic_study.h"

/* ---- Estimates ------------------------------------------------------------------------------- */

static void check_waterfall(const struct chart *chart, const struct result_waterfall *waterfall)
{
    const struct chart_series *leads_to = &chart->series[0];
    char buffer[VALUE_PRINT_SIZE];
    assert_int_equal(chart->kind, CHART_WATERFALL);
    assert_int_equal(leads_to->values.count, waterfall->count);
    for (size_t i = 0; i < waterfall->count; ++i) {
        const struct quantity running = waterfall->steps[i].running;
        assert_string_equal(sheet_cell(chart->labels.table, i, 0)->text, waterfall->steps[i].step);
        assert_true(strpbrk(chart_label(buffer, &chart->labels, i), "_") == NULL); /* a name */
        check_near(chart_number(&leads_to->values, i), running.central, 0);
        check_near(chart_number(&leads_to->low, i), running.statistics->p5, 0);
        check_near(chart_number(&leads_to->high, i), running.statistics->p95, 0);
    }
}

static void an_estimate_has_waterfalls(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=6h samples=256");
    struct document page = page_of(report_estimate_page, &result->results[0]);
    check_charts(&page, 8);
    check_waterfall(chart_named(&page, "owner-waterfall"), &result->results[0].owner_waterfall);
    check_waterfall(chart_named(&page, "dependants-waterfall"),
                    &result->results[0].dependant_waterfall);
    document_free(&page);
    blackout_result_free(result);
}

/* Alpha has losses in both regions, beta in the north alone. */
static void an_estimate_has_platforms_by_regions(void **state)
{
    const struct world *world = *state;
    char buffer[VALUE_PRINT_SIZE];
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha,beta duration=6h samples=0 currency=USD");
    const struct result *r = &result->results[0];
    struct document page = page_of(report_estimate_page, r);
    const struct chart *owner = chart_named(&page, "owner-regions");
    const struct chart *dependants = chart_named(&page, "dependants-regions");
    assert_int_equal(owner->kind, CHART_GRID);
    assert_int_equal(owner->series_count, 2);
    assert_string_equal(chart_label(buffer, &owner->labels, 0), "North");
    assert_string_equal(chart_label(buffer, &owner->labels, 1), "South");
    assert_string_equal(owner->series[0].name, "Alpha");
    for (size_t k = 0; k < 2; ++k) {
        const struct result_part *part = &r->platforms[0].by_region.parts[k];
        check_near(chart_number(&owner->series[0].values, k),
                   part->figures[FIGURE_OWNER_NET].central, 0);
        check_near(chart_number(&dependants->series[0].values, k),
                   part->figures[FIGURE_DEPENDANTS].central, 0);
    }
    assert_true(chart_number(&owner->series[1].values, 0) > 0);
    document_free(&page);
    blackout_result_free(result);
}

/* ---- Sweeps and sensitivity ------------------------------------------------------------------ */

/* Two starts of three durations, and one duration of another severity, which is no line. */
static void a_sweep_has_a_line_for_each_run_of_durations(void **state)
{
    static const char *const words[] = {
        "platform=alpha start=2021-10-04T09:00Z duration=1h samples=64",
        "platform=alpha start=2021-10-04T09:00Z duration=2h samples=64",
        "platform=alpha start=2021-10-04T09:00Z duration=5h samples=64",
        "platform=alpha start=2021-10-04T21:00Z duration=1h samples=64",
        "platform=alpha start=2021-10-04T21:00Z duration=2h samples=64",
        "platform=alpha start=2021-10-04T21:00Z duration=5h samples=64",
        "platform=alpha start=2021-10-04T21:00Z duration=7h severity=0.5 samples=64"};
    enum { RECORDS = 7, RUN = 3 };
    const struct world *world = *state;
    blackout_scenario *scenarios[RECORDS];
    blackout_result *result;
    blackout_error error;
    for (size_t i = 0; i < RECORDS; ++i) {
        scenarios[i] = scenario_of(words[i]);
    }
    check_ok(blackout_estimate(&result, world->dataset, (const blackout_scenario *const *)scenarios,
                               RECORDS, NULL, &error),
             &error);
    struct document page = page_of(report_sweep_page, result);
    check_charts(&page, 2);
    const struct chart *owner = chart_named(&page, "owner-loss");
    const struct chart *dependants = chart_named(&page, "dependants-loss");
    assert_int_equal(owner->series_count, 2);
    assert_string_equal(owner->series[1].name, "2021-10-04 21:00, severity 1");
    for (size_t i = 0; i < RUN; ++i) {
        const struct quantity *totals = result->results[RUN + i].totals;
        const struct quantity net = totals[FIGURE_OWNER_NET];
        check_near(chart_number(&owner->series[1].positions, i), i == 0 ? 1 : i == 1 ? 2 : 5, 0);
        check_near(chart_number(&owner->series[1].values, i), net.central, 0);
        check_near(chart_number(&owner->series[1].low, i), net.statistics->p5, 0);
        check_near(chart_number(&owner->series[1].high, i), net.statistics->p95, 0);
        check_near(chart_number(&dependants->series[1].values, i),
                   totals[FIGURE_DEPENDANTS].central, 0);
    }
    document_free(&page);
    blackout_result_free(result);
    for (size_t i = 0; i < RECORDS; ++i) {
        blackout_scenario_free(scenarios[i]);
    }
}

static void a_tornado_has_the_ends_of_each_input(void **state)
{
    const struct world *world = *state;
    blackout_scenario *scenario = scenario_of("platform=alpha duration=6h samples=256");
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_result *result;
    blackout_error error;
    char buffer[VALUE_PRINT_SIZE];
    options.sensitivity = 256;
    check_ok(blackout_estimate(&result, world->dataset,
                               (const blackout_scenario *const[]){scenario}, 1, &options, &error),
             &error);
    struct document page = page_of(report_sensitivity_page, &result->results[0]);
    const struct result_sensitivity *analysis = &result->results[0].sensitivities[0];
    const struct chart *tornado = chart_named(&page, analysis->target);
    assert_int_equal(tornado->kind, CHART_TORNADO);
    check_near(tornado->centre, analysis->central, 0);
    assert_string_equal(sheet_cell(tornado->labels.table, 0, 0)->text, analysis->drivers[0].factor);
    assert_null(strpbrk(chart_label(buffer, &tornado->labels, 0), "_/")); /* in words */
    check_near(chart_number(&tornado->series[0].low, 0), analysis->drivers[0].low, 0);
    check_near(chart_number(&tornado->series[0].high, 0), analysis->drivers[0].high, 0);
    document_free(&page);
    blackout_result_free(result);
    blackout_scenario_free(scenario);
}

/* ---- A year at risk -------------------------------------------------------------------------- */

static void a_year_has_exceedance_curves(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "outage_prior.csv",
                  "term,value\nrate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\n"
                  "log_hours_strength,2\nlog_hours_shape,3\nlog_hours_scale,6.5\n"
                  "longest_hours,720\nany_hour_weight,1\n");
    world_reopen(world);
    blackout_scenario *scenario = scenario_of("owner=acme years=2000");
    blackout_risk *risk;
    blackout_error error;
    check_ok(blackout_risk_run(&risk, world->dataset, scenario, NULL, NULL, &error), &error);
    struct document page = page_of(report_risk_page, risk);
    const struct risk_measure *measure = &risk->measures[0];
    const struct chart *curve = chart_at(&page, 0);
    assert_int_equal(curve->kind, CHART_LINES);
    assert_true(curve->x.logarithmic);
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        const struct risk_point *point = &measure->curve[i];
        check_near(chart_number(&curve->series[0].positions, i), point->return_period, 0);
        check_near(chart_number(&curve->series[0].values, i), point->oep, 0);
        check_near(chart_number(&curve->series[1].values, i), point->aep, 0);
    }
    document_free(&page);
    blackout_risk_free(risk);
    blackout_scenario_free(scenario);
}

/* ---- Traffic --------------------------------------------------------------------------------- */

/* Four weeks of hours, busier by day; three hours of the fourth Monday are lost. */
static void write_traffic(const struct world *world)
{
    static char text[65536];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,platform,region,volume\n");
    for (int hour = 0; hour < 28 * 24; ++hour) {
        bool lost = hour >= 21 * 24 + 10 && hour < 21 * 24 + 13;
        int of_day = hour % 24;
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "2024-01-%02dT%02d:00Z,alpha,north,%d\n", 1 + hour / 24, of_day,
                                 lost ? 100 : 1000 + 50 * of_day + (hour * 7919) % 41);
    }
    package_write(&world->folder, "traffic.csv", text);
}

static void traffic_has_its_course(void **state)
{
    struct world *world = *state;
    blackout_traffic_query *query;
    blackout_traffic *traffic;
    blackout_error error;
    write_traffic(world);
    world_reopen(world);
    check_ok(blackout_traffic_query_new(&query, &error), &error);
    check_ok(blackout_traffic_query_set(query, "start", "2024-01-22T10:00Z", &error), &error);
    check_ok(blackout_traffic_query_set(query, "duration", "3h", &error), &error);
    check_ok(blackout_traffic_measure(&traffic, world->dataset, query, NULL, &error), &error);
    struct document page = page_of(report_traffic_page, traffic);
    check_charts(&page, 1);
    const struct chart *course = chart_named(&page, "course-alpha-north");
    const struct traffic_loss *loss = &traffic->results[0].loss;
    assert_true(course->x.time);
    assert_int_equal(course->series[0].values.count, 24 + 3 + 24);
    check_near(course->span.to - course->span.from, 3 * SECONDS_PER_HOUR, 0);
    for (size_t i = 0; i < loss->course_count; ++i) {
        const struct traffic_course_point *point = &loss->course[i];
        const struct chart_series *expected = &course->series[1];
        check_near(chart_number(&expected->positions, i), (double)point->span.from, 0);
        check_near(chart_number(&expected->values, i), point->expected, 0);
        check_near(chart_number(&expected->low, i), point->low, 0);
        check_near(chart_number(&expected->high, i), point->high, 0);
        check_near(chart_number(&course->series[0].values, i), point->observed, 0);
    }
    for (size_t i = 0; i < loss->curve_count; ++i) { /* whole hours: the same there */
        check_near(loss->course[24 + i].expected, loss->curve[i].expected, 1e-12);
        check_near(loss->course[24 + i].low, loss->curve[i].low, 1e-12);
        check_near(loss->course[24 + i].observed, 100, 0);
    }
    document_free(&page);
    blackout_traffic_free(traffic);
    blackout_traffic_query_free(query);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_estimate_has_waterfalls),
        IN_WORLD(an_estimate_has_platforms_by_regions),
        IN_WORLD(a_sweep_has_a_line_for_each_run_of_durations),
        IN_WORLD(a_tornado_has_the_ends_of_each_input),
        IN_WORLD(a_year_has_exceedance_curves),
        IN_WORLD(traffic_has_its_course),
    };
    blackout_init();
    return cmocka_run_group_tests_name("report_charts", tests, NULL, NULL);
}
