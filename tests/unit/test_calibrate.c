/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate: what a class is fitted to, from published figures to the table that it writes. In the
 * small world, with losses that nobody measured. */
#include "calibrate/calibrate.h"

#include "world.h"

static const char header[] =
    "event,measure,low,high,currency,duration_assumed_minutes,publisher,kind,date\n";

static void write_published(struct world *world, const char *rows)
{
    char text[2048];
    snprintf(text, sizeof text, "%s%s", header, rows);
    package_write(&world->folder, "published.csv", text);
    package_write(&world->folder, "model_error.csv",
                  "quantity,duration_hours,log_sd,location,scale,degrees,basis,source\n"
                  "owner_revenue_loss,,,0.75,0.5,4,derived,an older class\n"
                  "owner_revenue_loss,24,0.2,,,,assumed,borrowed hours\n");
    world_reopen(world);
}

static blackout_calibration *calibrate(const blackout_dataset *const *datasets, size_t count)
{
    blackout_calibration *calibration;
    blackout_error error;
    blackout_scenario *scenario = scenario_of("samples=256");
    check_ok(blackout_calibrate(&calibration, datasets, count, scenario, NULL, &error), &error);
    blackout_scenario_free(scenario);
    return calibration;
}

static const struct calibration_case *case_of(const blackout_calibration *calibration,
                                              const char *event)
{
    for (size_t i = 0; i < calibration->case_count; ++i) {
        if (strcmp(calibration->cases[i].outage->event, event) == 0) {
            return &calibration->cases[i];
        }
    }
    fail_msg("no case of %s", event);
    return NULL;
}

/* Expected: the estimate without the older class, whose location is not in it; the width of the
 * range by the uniform distribution, ln 4 / sqrt(12). Costs, models and second figures of an
 * outage are no cases; an event without a start is one that cannot be estimated as known before. */
static void cases_are_measured_losses_once_an_outage(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,2000,8000,USD,720,A,company,\n"
                           "e1,owner_revenue_loss,1000,1000,USD,720,B,measured,\n"
                           "e1,owner_cost,1000,1000,USD,720,A,company,\n"
                           "e2,owner_revenue_loss,900,900,EUR,,C,modelled,\n"
                           "e4,owner_revenue_loss,900,900,USD,,C,company,\n"
                           "e5,owner_revenue_loss,700,700,USD,,D,measured,2021-03-01\n");
    const blackout_dataset *const one[] = {world->dataset};
    blackout_calibration *calibration = calibrate(one, 1);
    assert_int_equal(calibration->fitted.events, 2);
    assert_int_equal(calibration->case_count, 2);
    const struct past_outage *first = case_of(calibration, "e1")->outage;
    double net = estimate_figure(world->dataset, "event=e1 duration=12h currency=USD samples=0",
                                 "/totals/owner_revenue_loss/net/central") /
                 exp(0.75);
    check_close(first->estimates[PAST_MODEL].central, net, 1e-12);
    check_close(first->estimates[PAST_MODEL].y, log(4000 / net), 1e-12);
    check_close(first->loss_sd, 0.40018871128431455, 1e-12);
    assert_true(first->estimates[PAST_MODEL].s > 0);
    assert_int_equal(calibration->not_used_count, 2);
    assert_string_equal(calibration->not_used[0]->publisher, "B");
    assert_string_equal(calibration->not_used[0]->why_not, "another figure of the outage is taken");
    assert_string_equal(calibration->not_used[1]->event, "e4");
    assert_non_null(calibration->not_used[1]->why_not);
    blackout_calibration_free(calibration);
}

/* A measured loss that may be 0 has no logarithm: it is named, and the next figure of its outage is
 * the case. */
static void a_loss_that_may_be_0_is_named(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,0,8000,USD,,A,company,\n"
                           "e1,owner_revenue_loss,1000,1000,USD,,B,measured,\n"
                           "e5,owner_revenue_loss,0,700,USD,,C,modelled,\n");
    const blackout_dataset *const one[] = {world->dataset};
    blackout_calibration *calibration = calibrate(one, 1);
    assert_int_equal(calibration->fitted.events, 1);
    assert_string_equal(calibration->cases[0].outage->publisher, "B");
    assert_int_equal(calibration->not_used_count, 1);
    assert_string_equal(calibration->not_used[0]->publisher, "A");
    assert_string_equal(calibration->not_used[0]->why_not,
                        "the published figure is not above 0: it has no logarithm");
    blackout_calibration_free(calibration);
}

/* Two packages are one class of all outages: those of one more are more, and further from the
 * prior. What both have is one outage; the class is that of the package which has all of them. */
static void packages_are_one_class(void **state)
{
    struct world *world = *state;
    void *of_other = NULL;
    world_open(&of_other);
    write_published(of_other, "e1,owner_revenue_loss,90000,90000,USD,,A,company,\n");
    write_published(world, "e1,owner_revenue_loss,90000,90000,USD,,A,company,\n"
                           "e5,owner_revenue_loss,90000,90000,USD,,D,measured,\n");
    const blackout_dataset *const datasets[] = {((struct world *)of_other)->dataset,
                                                world->dataset};
    blackout_calibration *one = calibrate(datasets, 1);
    blackout_calibration *two = calibrate(datasets, 2);
    blackout_calibration *all = calibrate(&datasets[1], 1);
    assert_int_equal(one->fitted.events, 1);
    assert_int_equal(two->fitted.events, 2);
    assert_true(two->fitted.prediction.location > one->fitted.prediction.location);
    assert_true(one->fitted.prediction.location > 0);
    check_close(two->fitted.prediction.location, all->fitted.prediction.location, 1e-12);
    check_close(two->fitted.prediction.scale, all->fitted.prediction.scale, 1e-12);
    assert_int_equal(two->not_used_count, 1);
    assert_string_equal(two->not_used[0]->event, "e1");
    assert_string_equal(two->not_used[0]->why_not,
                        "an outage of that name is taken from a package before this one");
    blackout_calibration_free(one);
    blackout_calibration_free(two);
    blackout_calibration_free(all);
    world_close(&of_other);
}

static void the_table_has_the_class_and_the_hours(void **state)
{
    struct world *world = *state;
    write_published(world, "e1,owner_revenue_loss,90000,90000,USD,,A,company,\n");
    const blackout_dataset *const one[] = {world->dataset};
    blackout_calibration *calibration = calibrate(one, 1);
    struct caught caught = {0};
    blackout_error error;
    char expected[512];
    const struct reference_prediction *p = &calibration->fitted.prediction;
    check_ok(blackout_calibration_write_table(calibration, "csv", catch_bytes, &caught, &error),
             &error);
    snprintf(expected, sizeof expected,
             "quantity,duration_hours,log_sd,location,scale,degrees,events,basis,source\n"
             "owner_revenue_loss,,,%.15g,%.15g,%.15g,1,derived,",
             round(p->location * 1e4) / 1e4, round(p->scale * 1e4) / 1e4,
             round(p->degrees * 1e2) / 1e2);
    assert_memory_equal(caught.text, expected, strlen(expected));
    assert_non_null(
        strstr(caught.text, "\nowner_revenue_loss,24,0.2,,,,,assumed,borrowed hours\n"));
    free(caught.text);
    blackout_calibration_free(calibration);
}

static void nothing_measured_is_an_error(void **state)
{
    struct world *world = *state;
    blackout_calibration *calibration = NULL;
    blackout_error error = {0};
    write_published(world, "e1,owner_revenue_loss,900,900,USD,,C,modelled,\n");
    const blackout_dataset *const one[] = {world->dataset};
    check_fails(blackout_calibrate(&calibration, one, 1, NULL, NULL, &error), BLACKOUT_ERROR_INPUT,
                &error);
    assert_null(calibration);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(cases_are_measured_losses_once_an_outage), IN_WORLD(packages_are_one_class),
        IN_WORLD(a_loss_that_may_be_0_is_named), IN_WORLD(the_table_has_the_class_and_the_hours),
        IN_WORLD(nothing_measured_is_an_error)};
    return cmocka_run_group_tests_name("calibrate", tests, NULL, NULL);
}
