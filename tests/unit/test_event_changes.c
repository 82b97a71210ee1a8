/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/event_changes: what a scenario changes of its event. Expected: by hand, from the rows
 * below. */
#include "prepare/event_changes.h"

#include "prepared.h"

/* Of e1 all is said; e2 is of all regions, on a day; e3 lacks start and duration, e6 a severity. */
static void write_outages(struct world *world)
{
    package_drop(&world->folder, "event_returns.csv");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,regions\n"
                  "e1,acme,alpha;beta,2021-10-04T15:39Z,371,0.75,north\n"
                  "e2,bolt,gamma,2020-03-05,90,1,\n"
                  "e3,acme,alpha,,,0.5,\n"
                  "e6,acme,alpha,2021-02-03T12:00Z,60,,south\n"
                  "e7,acme,alpha;alpha,2021-03-03T12:00Z,60,1,north;south;north\n");
    world_reopen(world);
}

static void what_differs_is_listed(void **state)
{
    static const struct {
        const char *words, *changes; /* NULL: none */
        bool moved;
    } cases[] = {
        {"event=e1", NULL, false},
        {"event=e1 platform=beta,alpha region=north", NULL, false},
        {"event=e1 owner=acme", NULL, false},
        {"event=e1 start=2021-10-04T15:39Z duration=371m severity=0.75", NULL, false},
        {"event=e1 start=2021-10-04T17:39+02:00 duration=PT6H11M severity=75%", NULL, false},
        {"event=e1 duration=49m..2809m", NULL, false}, /* of 49 * 2809 the root is 371 */
        {"event=e1 severity=0.7500005", NULL, false},
        {"event=e1 severity=0.750002", "severity", false},
        {"event=e1 severity=0.749998", "severity", false},
        {"event=e1 duration=PT6H11M2S", "duration", false},
        {"event=e1 duration=PT6H10M58S", "duration", false},
        {"event=e1 start=2021-10-04T15:39:01Z", "start", false},
        {"event=e1 start=2021-10-04", "start", false},
        {"event=e1 platform=alpha", "platforms", true},
        {"event=e1 region=south", "regions", true},
        {"event=e1 region=north,south", "regions", true},
        {"event=e1 platform=beta region=south start=2021-10-05T15:39Z duration=2h severity=0.2",
         "platforms, regions, start, duration, severity", true},
        {"event=e2", NULL, false},
        {"event=e2 region=south,north start=2020-03-05", NULL, false},
        {"event=e2 region=south", "regions", true},
        {"event=e2 start=2020-03-05T00:00Z", "start", false}, /* an hour, where a day was known */
        {"event=e3 start=2020-03-05T00:00Z duration=2h", NULL, false},
        {"event=e3 duration=2h severity=0.25", "severity", false},
        {"event=e6", NULL, false},
        {"event=e6 severity=0.803", NULL, false}, /* what the press's word is worth */
        {"event=e6 severity=1", "severity", false},
        {"event=e7", NULL, false}, /* a name that stands twice is one */
        {"event=e7 platform=alpha region=south,north", NULL, false},
        {"event=e7 region=north", "regions", true},
        {"platform=alpha duration=6h severity=0.2", NULL, false},
    };
    struct world *world = *state;
    write_outages(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        preparation_make(&p, world->dataset, cases[i].words);
        const struct resolved_scenario *scenario = &p.prepared.scenario;
        const char *changes = scenario->event_changes != NULL ? scenario->event_changes : "";
        const char *expected = cases[i].changes != NULL ? cases[i].changes : "";
        if (strcmp(changes, expected) != 0) {
            print_error("%s\n", cases[i].words);
        }
        assert_string_equal(changes, expected);
        assert_int_equal(scenario->event_changes == NULL, cases[i].changes == NULL);
        assert_int_equal(scenario->event_moved, cases[i].moved);
        const char *event = scenario->event_name != NULL ? scenario->event_name : "";
        assert_int_equal(preparation_warned(&p, "event_changed", event), cases[i].changes != NULL);
        preparation_free(&p);
    }
}

/* A test of the past assumes what it changes: nothing is said. */
static void hindsight_is_no_change_to_tell(void **state)
{
    struct world *world = *state;
    write_outages(world);
    for (int assumed = 0; assumed < 2; ++assumed) {
        struct arena arena = {0};
        struct prepared prepared;
        blackout_error error = {0};
        blackout_scenario *scenario = scenario_of("event=e1 severity=0.2");
        const struct prepare_request request = {
            .dataset = world->dataset, .scenario = scenario, .mode = {.no_hindsight = assumed > 0}};
        size_t told = 0;
        check_ok(prepare_model(&prepared, &arena, &request, &error), &error);
        for (size_t i = 0; i < prepared.warnings.count; ++i) {
            const struct warning *warning = &prepared.warnings.items[i];
            if (strcmp(warning->code, "event_changed") == 0) {
                assert_string_equal(warning->message,
                                    "the event is changed (severity): what was published of it, "
                                    "and what its owner's share did, are left out");
                ++told;
            }
        }
        assert_int_equal(told, assumed > 0 ? 0 : 1);
        assert_string_equal(prepared.scenario.event_changes, "severity");
        blackout_scenario_free(scenario);
        arena_free(&arena);
    }
}

/* e1 is from 15:39 to 21:50. A curve of it may begin before it and end after it, and one that meets
 * it alone is of another time. */
static void a_curve_of_another_time_is_a_change(void **state)
{
    static const struct {
        const char *from, *to;
        bool changes;
    } cases[] = {{"2021-10-04T14:00Z", "2021-10-04T15:40Z", false},
                 {"2021-10-04T14:00Z", "2021-10-04T15:39Z", true},
                 {"2021-10-04T21:49Z", "2021-10-05T03:00Z", false},
                 {"2021-10-04T21:50Z", "2021-10-05T03:00Z", true},
                 {"2021-10-04T16:00Z", "2021-10-04T17:00Z", false},
                 {"2025-10-04T16:00Z", "2025-10-04T17:00Z", true}};
    struct world *world = *state;
    write_outages(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        char text[128];
        char words[320] = "event=e1 severity-curve=";
        snprintf(text, sizeof text, "timestamp,unavailable\n%s,0.4\n%s,0\n", cases[i].from,
                 cases[i].to);
        package_write(&world->folder, "curve.csv", text);
        package_file(words + strlen(words), &world->folder, "curve.csv");
        preparation_make(&p, world->dataset, words);
        package_drop(&world->folder, "curve.csv");
        assert_int_equal(p.prepared.scenario.event_changes != NULL, cases[i].changes);
        assert_int_equal(preparation_warned(&p, "event_changed", "e1"), cases[i].changes);
        preparation_free(&p);
    }
}

/* What a scenario sets of the event's own row; of another row it says nothing. */
static void a_figure_that_is_set_is_a_change(void **state)
{
    static const struct {
        const char *event, *column, *changes;
    } cases[] = {{"e1", "duration_minutes", "duration"},
                 {"e1", "severity", "severity"},
                 {"e1", "scope_share", "scope_share"},
                 {"e1", "measured_severity", ""},
                 {"e6", "duration_minutes", ""}};
    struct world *world = *state;
    write_outages(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct arena arena = {0};
        struct prepared prepared;
        blackout_error error = {0};
        blackout_scenario *scenario = scenario_of("event=e1");
        const struct prepare_request request = {.dataset = world->dataset, .scenario = scenario};
        char path[256];
        char text[256];
        snprintf(text, sizeof text,
                 "{\"set\": [{\"table\": \"outages\", \"where\": {\"event\": \"%s\"},"
                 " \"column\": \"%s\", \"value\": 0.5}]}",
                 cases[i].event, cases[i].column);
        package_write(&world->folder, "set.json", text);
        package_file(path, &world->folder, "set.json");
        check_ok(blackout_scenario_read(scenario, path, &error), &error);
        package_drop(&world->folder, "set.json");
        check_ok(prepare_model(&prepared, &arena, &request, &error), &error);
        assert_string_equal(
            prepared.scenario.event_changes != NULL ? prepared.scenario.event_changes : "",
            cases[i].changes);
        blackout_scenario_free(scenario);
        arena_free(&arena);
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(what_differs_is_listed),
        IN_WORLD(hindsight_is_no_change_to_tell),
        IN_WORLD(a_curve_of_another_time_is_a_change),
        IN_WORLD(a_figure_that_is_set_is_a_change),
    };
    return cmocka_run_group_tests_name("event_changes", tests, NULL, NULL);
}
