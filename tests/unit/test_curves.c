/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/curves: which platform in which region has which severity over time. */
#include "prepare/curves.h"

#include "prepared.h"

/* Resolves nothing: the scenario is what the test says. Platforms alpha and beta, both regions. */
static void begin(struct preparation *p, void **state, const char *curve_path)
{
    static const char *const names[] = {"alpha", "beta", "north", "south"};
    const struct world *world = *state;
    *p = (struct preparation){0};
    p->prepared = (struct prepared){.arena = &p->arena, .dataset = world->dataset};
    string_id *ids = arena_alloc(&p->arena, 4, sizeof *ids);
    for (int i = 0; i < 4; ++i) {
        ids[i] = dataset_find_text(world->dataset, names[i]);
    }
    struct resolved_scenario *scenario = &p->prepared.scenario;
    scenario->selected = ids;
    scenario->selected_count = 2;
    scenario->regions = ids + 2;
    scenario->region_count = 2;
    scenario->duration_hours = 2.385;
    scenario->severity = 0.713;
    scenario->recovery_hours = 0.37;
    scenario->duration_mapping = mapping_certain(2.385);
    scenario->severity_mapping = mapping_certain(0.713);
    scenario->recovery_mapping = mapping_certain(0.37);
    scenario->curve_path = curve_path;
}

static void a_step_hits_every_platform_and_region(void **state)
{
    struct preparation p;
    struct curves curves;
    blackout_error error;
    begin(&p, state, NULL);
    ++p.prepared.scenario.regions; /* the south alone */
    p.prepared.scenario.region_count = 1;
    check_ok(curves_read(&curves, &p.prepared, NULL, &error), &error);
    check_ok(curves_prepare(&curves, &p.prepared, &error), &error);
    const uint32_t expected[] = {INDEX_NONE, 0, INDEX_NONE, 0};
    assert_int_equal(curves.region_count, 2);
    assert_memory_equal(curves.of, expected, sizeof expected);
    assert_memory_equal(curves.envelope, expected, 2 * sizeof expected[0]);
    const struct model_outage *outage = &p.prepared.model.outage;
    assert_false(outage->measured);
    check_close(p.prepared.parameters[outage->duration_hours].centre, 2.385, 0.0);
    check_close(p.prepared.parameters[outage->severity].centre, 0.713, 0.0);
    check_close(p.prepared.parameters[outage->recovery_hours].centre, 0.37, 0.0);
    preparation_free(&p);
}

/* ---- Measured -------------------------------------------------------------------------------- */

static blackout_status measure(struct preparation *p, struct curves *curves, void **state,
                               const char *text, blackout_error *error)
{
    static char path[256];
    const struct world *world = *state;
    package_write(&world->folder, "curve.csv", text);
    package_file(path, &world->folder, "curve.csv");
    begin(p, state, path);
    memset(error, 0, sizeof *error);
    blackout_status status = curves_read(curves, &p->prepared, NULL, error);
    return status == BLACKOUT_OK ? curves_prepare(curves, &p->prepared, error) : status;
}

static void measured(struct preparation *p, struct curves *curves, void **state, const char *text)
{
    blackout_error error;
    check_ok(measure(p, curves, state, text, &error), &error);
    assert_true(p->prepared.model.outage.measured);
}

static void check_piece(const struct severity_curve *curve, size_t piece, double from_hours,
                        double to_hours, double level)
{
    assert_true(piece < curve->piece_count);
    check_near(curve->pieces[piece].from_hours, from_hours, 1e-14);
    check_near(curve->pieces[piece].to_hours, to_hours, 1e-14);
    check_near(curve->pieces[piece].level_from, level, 0.0);
    check_near(curve->pieces[piece].level_to, level, 0.0);
}

/* By hand: 0.2 from 12:15, 0.9 from 13:00, 0.5 from 14:30, 0.3 from 15:00, 0 from 17:00. t0 12:15,
 * the last value of at least 0.45 ends at 15:00: D 2.75 h; the mean over it is
 * (0.2 * 0.75 + 0.9 * 1.5 + 0.5 * 0.5) / 2.75 = 1.75 / 2.75. */
static void one_curve_for_everything(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,unavailable\n"
             "2021-10-04T14:30Z,0.5\n" /* out of order: time decides */
             "2021-10-04T12:00Z,0\n"
             "2021-10-04T12:15Z,0.2\n"
             "2021-10-04T13:00Z,0.9\n"
             "2021-10-04T15:00Z,0.3\n"
             "2021-10-04T17:00Z,0\n");
    const struct resolved_scenario *scenario = &p.prepared.scenario;
    assert_true(scenario->has_start);
    assert_true(scenario->start == 1633349700);
    check_close(scenario->duration_hours, 2.75, 1e-15);
    check_close(scenario->severity, 1.75 / 2.75, 1e-14);
    check_close(scenario->window_hours, 4.75, 1e-15); /* to 17:00 */
    check_close(scenario->outage_hours, 1.75 + 0.3 * 2, 1e-14);
    check_near(scenario->recovery_hours, 0.0, 0.0);
    const struct severity_curve *curve = &p.prepared.model.outage.curves[0];
    assert_int_equal(curve->piece_count, 4);
    check_piece(curve, 0, 0.0, 0.75, 0.2);
    check_piece(curve, 1, 0.75, 2.25, 0.9);
    check_piece(curve, 2, 2.25, 2.75, 0.5);
    check_piece(curve, 3, 2.75, 4.75, 0.3);
    for (int i = 0; i < 4; ++i) {
        assert_int_equal(curves.of[i], 0);
    }
    assert_int_equal(p.prepared.warnings.count, 0);
    preparation_free(&p);
}

/* By hand: thirty days each at 0.9, 0.7 and 0.4, of which the last is below half of 0.9. D is sixty
 * days, the window ninety, and two of three thirds are lost: sixty full days. */
static void the_low_tail_is_part_of_the_window(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,unavailable\n"
             "2021-01-01T00:00Z,0.9\n2021-01-31T00:00Z,0.7\n"
             "2021-03-02T00:00Z,0.4\n2021-04-01T00:00Z,0\n");
    const struct resolved_scenario *scenario = &p.prepared.scenario;
    check_close(scenario->duration_hours, 60 * 24.0, 1e-15);
    check_close(scenario->severity, 0.8, 1e-14);
    check_close(scenario->window_hours, 90 * 24.0, 1e-15);
    check_close(scenario->outage_hours, 60 * 24.0, 1e-14);
    preparation_free(&p);
}

/* Of several series the window is that of all, and the full hours are their mean: 12:00 to 16:00,
 * and (0.5 * 2 + 0.8 * 1) / 2 over alpha in the north alone and all others, two by two. */
static void the_window_is_that_of_all_series(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,unavailable\n"
             "2021-10-04T12:00Z,alpha,0.5\n2021-10-04T14:00Z,alpha,0\n"
             "2021-10-04T15:00Z,beta,0.8\n2021-10-04T16:00Z,beta,0\n");
    check_close(p.prepared.scenario.window_hours, 4.0, 1e-15);
    check_close(p.prepared.scenario.outage_hours, (0.5 * 2 + 0.8) / 2, 1e-14);
    preparation_free(&p);
}

/* A quarter of an hour of one platform in one region: the mean is over what has a series. */
static void one_platform_in_one_region_for_minutes(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,region,unavailable\n"
             "2021-10-04T12:00Z,alpha,south,0.5\n2021-10-04T12:06Z,alpha,south,0.75\n"
             "2021-10-04T12:15Z,alpha,south,0\n");
    check_close(p.prepared.scenario.duration_hours, 0.25, 1e-15);
    check_close(p.prepared.scenario.severity, 0.65, 1e-14); /* 0.4 of 0.5, 0.6 of 0.75 */
    check_close(p.prepared.scenario.window_hours, 0.25, 1e-15);
    check_close(p.prepared.scenario.outage_hours, 0.25 * 0.65, 1e-14);
    const uint32_t expected[] = {INDEX_NONE, 0, INDEX_NONE, INDEX_NONE};
    assert_memory_equal(curves.of, expected, sizeof expected);
    preparation_free(&p);
}

/* A start that varies is a parameter in hours around its own, and a certain one is none. */
static void a_start_that_varies_is_a_parameter(void **state)
{
    static const double sds[] = {0, 0.25, 2.385};
    for (int i = 0; i < 3; ++i) {
        struct preparation p;
        struct curves curves;
        blackout_error error;
        begin(&p, state, NULL);
        p.prepared.scenario.start_sd_hours = sds[i];
        check_ok(curves_read(&curves, &p.prepared, NULL, &error), &error);
        check_ok(curves_prepare(&curves, &p.prepared, &error), &error);
        const struct model_outage *outage = &p.prepared.model.outage;
        assert_int_equal(outage->start_varies, i > 0);
        if (i > 0) {
            const struct parameter *start = &p.prepared.parameters[outage->start_hours];
            check_near(start->centre, 0.0, 0.0);
            check_close(mapping_high(&start->mapping), 1.6448536269514722 * sds[i], 1e-13);
            assert_string_equal(start->column, "start_hours");
        }
        preparation_free(&p);
    }
}

/* Both named go before the platform, the platform before the region, the region before neither. */
static void the_most_particular_series_counts(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,region,unavailable\n"
             "2021-10-04T12:00Z,,,0.1\n2021-10-04T13:00Z,,,0\n"
             "2021-10-04T12:00Z,,south,0.2\n2021-10-04T13:00Z,,south,0\n"
             "2021-10-04T12:00Z,alpha,,0.3\n2021-10-04T13:00Z,alpha,,0\n"
             "2021-10-04T12:00Z,alpha,south,0.4\n2021-10-04T13:00Z,alpha,south,0\n");
    const double expected[] = {0.3, 0.4, 0.1, 0.2};
    for (int i = 0; i < 4; ++i) {
        check_piece(&p.prepared.model.outage.curves[curves.of[i]], 0, 0.0, 1.0, expected[i]);
    }
    check_close(p.prepared.scenario.severity, 0.25, 1e-14); /* the mean over the four */
    preparation_free(&p);
}

/* beta is not in the file: it stays up. */
static void a_platform_without_a_series_stays_up(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,region,unavailable\n"
             "2021-10-04T12:00Z,alpha,north,0.8\n2021-10-04T14:00Z,alpha,north,0\n");
    assert_int_equal(curves.of[0], 0);
    for (int i = 1; i < 4; ++i) {
        assert_int_equal(curves.of[i], INDEX_NONE);
    }
    check_close(p.prepared.scenario.severity, 0.8, 1e-15);
    assert_int_equal(curves.envelope[1], INDEX_NONE);
    preparation_free(&p);
}

/* By hand: alpha 0.6 over [0,2), beta 0.9 over [1,3) and 0.1 over [4,5): the highest of both. */
static void the_envelope_is_the_highest_at_every_time(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,unavailable\n"
             "2021-10-04T12:00Z,alpha,0.6\n2021-10-04T14:00Z,alpha,0\n"
             "2021-10-04T13:00Z,beta,0.9\n2021-10-04T15:00Z,beta,0\n"
             "2021-10-04T16:00Z,beta,0.1\n2021-10-04T17:00Z,beta,0\n");
    const struct severity_curve *envelope = &p.prepared.model.outage.curves[curves.envelope[0]];
    double hours = 0;
    for (size_t i = 0; i < envelope->piece_count; ++i) {
        const struct severity_piece *piece = &envelope->pieces[i];
        double middle = (piece->from_hours + piece->to_hours) / 2;
        double level = middle < 1 ? 0.6 : middle < 3 ? 0.9 : 0.1;
        check_near(piece->level_from, level, 0.0);
        check_near(piece->level_to, level, 0.0);
        hours += piece->to_hours - piece->from_hours;
    }
    check_close(hours, 4.0, 1e-14);
    check_close(p.prepared.scenario.duration_hours, 3.0, 1e-15);
    preparation_free(&p);
}

static void an_open_end_is_said(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,unavailable\n2021-10-04T12:00Z,0.8\n2021-10-04T14:00Z,0.7\n");
    assert_true(preparation_warned(&p, "curve_open", "--severity-curve"));
    check_contains(p.prepared.warnings.items[0].message, "0.7");
    check_close(p.prepared.scenario.duration_hours, 2.0, 1e-15);
    preparation_free(&p);
}

/* Gamma, 100 hours long, is not in the scenario; alpha is down for an hour from 14:00. */
static void what_is_not_in_the_scenario_is_left_out_and_named(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,unavailable\n"
             "2021-10-04T12:00Z,gamma,1\n2021-10-08T16:00Z,gamma,0\n"
             "2021-10-04T14:00Z,alpha,0.5\n2021-10-04T15:00Z,alpha,0\n");
    assert_true(preparation_warned(&p, "curve_left_out", "--severity-curve"));
    check_contains(p.prepared.warnings.items[0].message, "gamma");
    check_close(p.prepared.scenario.duration_hours, 1.0, 1e-15);
    check_close(p.prepared.scenario.window_hours, 1.0, 1e-15);
    check_close(p.prepared.scenario.severity, 0.5, 1e-15);
    /* all of it is measured: nothing of what was asked for is left */
    check_close(p.prepared.scenario.duration_mapping.centre, 1.0, 1e-15);
    check_close(p.prepared.scenario.severity_mapping.centre, 0.5, 1e-15);
    check_close(p.prepared.scenario.recovery_mapping.centre, 0.0, 0);
    assert_int_equal(p.prepared.scenario.start, 1633356000); /* 2021-10-04T14:00Z */
    preparation_free(&p);
}

/* Alpha and beta are down by the scenario. Which of them has rows at all is asked, not in how many
 * regions. */
static void a_platform_without_rows_is_named(void **state)
{
    static const struct {
        const char *head, *where;
        bool told;
    } cases[] = {{"platform,", "alpha", true},
                 {"platform,", "", false},
                 {"region,", "north", false},
                 {"platform,region,", "alpha,north", true},
                 {"platform,region,", ",north", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        struct curves curves;
        char text[256];
        snprintf(text, sizeof text,
                 "timestamp,%sunavailable\n2021-10-04T12:00Z,%s,1\n2021-10-04T14:00Z,%s,0\n",
                 cases[i].head, cases[i].where, cases[i].where);
        measured(&p, &curves, state, text);
        assert_int_equal(preparation_warned(&p, "curve_lacks_platform", "--severity-curve"),
                         cases[i].told);
        for (size_t k = 0; k < p.prepared.warnings.count; ++k) {
            const struct warning *warning = &p.prepared.warnings.items[k];
            if (strcmp(warning->code, "curve_lacks_platform") == 0) {
                check_contains(warning->message, "no rows for beta, which");
            }
        }
        preparation_free(&p);
    }
}

/* Alpha and beta have rows of their own, and nothing takes those for all. */
static void rows_that_others_override_are_no_part_of_the_window(void **state)
{
    struct preparation p;
    struct curves curves;
    measured(&p, &curves, state,
             "timestamp,platform,unavailable\n"
             "2021-10-04T02:00Z,,1\n2021-10-04T23:00Z,,0\n"
             "2021-10-04T12:00Z,alpha,1\n2021-10-04T14:00Z,alpha,0\n"
             "2021-10-04T12:00Z,beta,1\n2021-10-04T14:00Z,beta,0\n");
    assert_true(preparation_warned(&p, "curve_left_out", "--severity-curve"));
    check_close(p.prepared.scenario.duration_hours, 2.0, 1e-15);
    preparation_free(&p);
}

static void refuses_curves_that_say_nothing(void **state)
{
    static const char *const texts[] = {
        "timestamp,unavailable\n2021-10-04T12:00Z,0\n2021-10-04T14:00Z,0\n",
        "timestamp,unavailable\n2021-10-04T12:00Z,0.5\n", /* held for no time */
        "timestamp,unavailable\n2021-10-04T12:00Z,1.2\n2021-10-04T14:00Z,0\n",
        "timestamp,unavailable\nnoon,0.5\n",
        "timestamp,platform,unavailable\n2021-10-04T12:00Z,orkut,0.5\n",
        "timestamp\n2021-10-04T12:00Z\n",
        /* not in the scenario */
        "timestamp,platform,unavailable\n2021-10-04T12:00Z,gamma,0.5\n2021-10-04T14:00Z,gamma,0\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        struct preparation p;
        struct curves curves;
        blackout_error error;
        check_fails(measure(&p, &curves, state, texts[i], &error), BLACKOUT_ERROR_INPUT, &error);
        assert_int_equal(error.line, 0); /* of the whole file; its rows are in messages */
        assert_int_equal(error.column, 0);
        preparation_free(&p);
    }
}

static void a_curve_that_is_not_there_is_refused(void **state)
{
    struct preparation p;
    struct curves curves;
    blackout_error error;
    begin(&p, state, "/nonexistent/curve.csv");
    blackout_status status = curves_read(&curves, &p.prepared, NULL, &error);
    assert_true(status == BLACKOUT_ERROR_IO || status == BLACKOUT_ERROR_INPUT);
    assert_true(error.message[0] != '\0');
    preparation_free(&p);
}

/* Alpha was sold in 2022. A curve of 2021 has its own start, which decides whose it is. */
static void the_start_of_the_curve_says_who_owns_what(void **state)
{
    const struct world *world = *state;
    struct preparation p;
    char words[320];
    char path[256];
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,2020-01-01\n"
                  "alpha,Alpha,bolt,8766000,USD,2022-01-01\n"
                  "beta,Beta,acme,13149000,USD,2020-01-01\n"
                  "gamma,Gamma,bolt,4383000,EUR,2020-01-01\n");
    package_write(&world->folder, "curve.csv",
                  "timestamp,unavailable\n2021-10-04T15:00Z,0.5\n2021-10-04T18:00Z,0\n");
    package_file(path, &world->folder, "curve.csv");
    world_reopen((struct world *)(uintptr_t)world);
    snprintf(words, sizeof words, "owner=acme severity-curve=%s", path);
    preparation_make(&p, world->dataset, words);
    assert_int_equal(p.prepared.scenario.selected_count, 2);
    check_close(p.prepared.scenario.duration_hours, 3.0, 0.0);
    preparation_free(&p);
    snprintf(words, sizeof words, "owner=bolt severity-curve=%s", path);
    preparation_make(&p, world->dataset, words);
    assert_int_equal(p.prepared.scenario.selected_count, 1);
    preparation_free(&p);
    /* what the south went through in 2021 is no part of an outage of the north in 2023 */
    package_write(&world->folder, "curve.csv",
                  "timestamp,region,unavailable\n2021-10-04T15:00Z,south,0.5\n"
                  "2021-10-04T18:00Z,south,0\n2023-10-04T15:00Z,north,0.5\n"
                  "2023-10-04T17:00Z,north,0\n");
    snprintf(words, sizeof words, "owner=bolt region=north severity-curve=%s", path);
    preparation_make(&p, world->dataset, words);
    assert_int_equal(p.prepared.scenario.selected_count, 2);
    check_close(p.prepared.scenario.duration_hours, 2.0, 0.0);
    assert_true(preparation_warned(&p, "curve_left_out", "--severity-curve"));
    preparation_free(&p);
    snprintf(words, sizeof words, "owner=acme region=north severity-curve=%s", path);
    preparation_make(&p, world->dataset, words);
    assert_int_equal(p.prepared.scenario.selected_count, 1);
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_step_hits_every_platform_and_region),
        IN_WORLD(one_curve_for_everything),
        IN_WORLD(the_low_tail_is_part_of_the_window),
        IN_WORLD(the_window_is_that_of_all_series),
        IN_WORLD(one_platform_in_one_region_for_minutes),
        IN_WORLD(a_start_that_varies_is_a_parameter),
        IN_WORLD(the_most_particular_series_counts),
        IN_WORLD(a_platform_without_a_series_stays_up),
        IN_WORLD(the_envelope_is_the_highest_at_every_time),
        IN_WORLD(an_open_end_is_said),
        IN_WORLD(what_is_not_in_the_scenario_is_left_out_and_named),
        IN_WORLD(a_platform_without_rows_is_named),
        IN_WORLD(rows_that_others_override_are_no_part_of_the_window),
        IN_WORLD(refuses_curves_that_say_nothing),
        IN_WORLD(a_curve_that_is_not_there_is_refused),
        IN_WORLD(the_start_of_the_curve_says_who_owns_what),
    };
    blackout_init();
    return cmocka_run_group_tests_name("curves", tests, NULL, NULL);
}
