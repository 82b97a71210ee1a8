/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/resolve: what a scenario means in the small world, and every way in which it means
 * nothing. */
#include "prepare/resolve.h"

#include "prepared.h"

static blackout_status resolve(struct preparation *p, void **state, const char *words,
                               blackout_error *error)
{
    const struct world *world = *state;
    blackout_scenario *scenario = scenario_of(words);
    *p = (struct preparation){0};
    p->prepared = (struct prepared){.arena = &p->arena, .dataset = world->dataset};
    memset(error, 0, sizeof *error);
    blackout_status status = resolve_scenario(&p->prepared, scenario, error);
    blackout_scenario_free(scenario);
    return status;
}

static const struct resolved_scenario *resolved(struct preparation *p, void **state,
                                                const char *words)
{
    blackout_error error;
    check_ok(resolve(p, state, words, &error), &error);
    return &p->prepared.scenario;
}

/* Names in their order, comma between. */
static void check_names(const struct preparation *p, const string_id *ids, size_t count,
                        const char *expected)
{
    char text[128] = "";
    for (size_t i = 0; i < count; ++i) {
        strcat(text, i > 0 ? "," : "");
        strcat(text, dataset_text(p->prepared.dataset, ids[i]));
    }
    assert_string_equal(text, expected);
}

static void platforms_stand_in_the_order_of_the_table(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s =
        resolved(&p, state, "platform=gamma,alpha,gamma duration=6h");
    check_names(&p, s->selected, s->selected_count, "alpha,gamma");
    check_names(&p, s->regions, s->region_count, "north,south");
    assert_null(s->event);
    assert_null(s->owner_name);
    preparation_free(&p);
}

static void an_owner_is_all_its_platforms(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s = resolved(&p, state, "owner=acme duration=90m");
    check_names(&p, s->selected, s->selected_count, "alpha,beta");
    assert_string_equal(s->owner_name, "acme");
    check_close(s->duration_hours, 1.5, 0.0);
    preparation_free(&p);
    s = resolved(&p, state, "owner=acme platform=beta duration=90m");
    check_names(&p, s->selected, s->selected_count, "beta");
    preparation_free(&p);
}

/* Expected: the defaults of the contract, section 2. */
static void what_is_not_said_has_its_default(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s = resolved(&p, state, "platform=gamma duration=6h11m");
    check_close(s->severity, 1.0, 0.0);
    check_near(s->recovery_hours, 0.0, 0.0);
    check_close(s->scope_share, 1.0, 0.0);
    check_close(s->seed, 1.0, 0.0);
    assert_int_equal(s->top, 10);
    assert_false(s->has_start);
    assert_null(s->curve_path);
    check_names(&p, &s->currency, 1, "EUR"); /* the owner's */
    preparation_free(&p);
}

static void what_is_said_is_taken(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s =
        resolved(&p, state,
                 "platform=alpha duration=6h severity=0.37 recovery=90m region=south "
                 "start=2021-10-04T15:39Z currency=GBP seed=71 top=3");
    check_close(s->severity, 0.37, 0.0);
    check_close(s->recovery_hours, 1.5, 0.0);
    check_names(&p, s->regions, s->region_count, "south");
    assert_true(s->has_start);
    assert_true(s->start == 1633361940);
    check_names(&p, &s->currency, 1, "GBP");
    check_close(s->seed, 71.0, 0.0);
    assert_int_equal(s->top, 3);
    preparation_free(&p);
}

/* Expected: the row e1 of the catalogue. */
static void an_event_fills_what_is_not_said(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s = resolved(&p, state, "event=e1");
    assert_string_equal(s->event_name, "e1");
    assert_non_null(s->event);
    check_names(&p, s->selected, s->selected_count, "alpha,beta");
    check_names(&p, s->regions, s->region_count, "north");
    assert_true(s->start == 1633361940);
    check_close(s->duration_hours, 371.0 / 60, 0.0);
    check_close(s->severity, 0.75, 0.0);
    check_close(s->scope_share, 0.9, 0.0);
    check_names(&p, &s->currency, 1, "USD");
    assert_int_equal(p.prepared.warnings.count, 0);
    preparation_free(&p);
}

static void what_is_said_goes_before_the_event(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s =
        resolved(&p, state,
                 "event=e1 platform=beta duration=2h severity=0.2 region=south,north "
                 "start=2021-10-05T01:00Z");
    check_names(&p, s->selected, s->selected_count, "beta");
    check_names(&p, s->regions, s->region_count, "north,south");
    check_close(s->duration_hours, 2.0, 0.0);
    check_close(s->severity, 0.2, 0.0);
    assert_true(s->start == 1633395600); /* 1633305600, midnight before, and 25 hours */
    preparation_free(&p);
}

/* e3 has no duration of its own; e2 no time of day. */
static void gaps_of_an_event_are_said(void **state)
{
    struct preparation p;
    blackout_error error;
    check_fails(resolve(&p, state, "event=e3", &error), BLACKOUT_ERROR_INPUT, &error);
    assert_string_equal(error.field, "event");
    check_contains(error.message, "no duration");
    preparation_free(&p);
    const struct resolved_scenario *s = resolved(&p, state, "event=e3 duration=3h");
    assert_false(s->has_start);
    check_close(s->severity, 0.5, 0.0);
    preparation_free(&p);
    resolved(&p, state, "event=e2");
    assert_true(preparation_warned(&p, "start_at_midnight", "outages"));
    assert_false(preparation_warned(&p, "severity_of_press", "outages"));
    preparation_free(&p);
    resolved(&p, state, "platform=alpha duration=6h start=2021-10-04");
    assert_true(preparation_warned(&p, "start_at_midnight", "--start"));
    preparation_free(&p);
    resolved(&p, state, "platform=alpha duration=6h start=2021-10-04T00:00");
    assert_false(preparation_warned(&p, "start_at_midnight", "--start"));
    preparation_free(&p);
}

/* An event that began at 00:00 has a time of day; one without a severity has the press's word. */
static void midnight_is_a_time_of_day(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes\n"
                  "e1,acme,alpha,2021-10-04T00:00Z,60\n"
                  "e2,acme,alpha,2021-10-04T02:00+02:00,60\n"
                  "e4,acme,alpha,2021-10-04,60\n");
    package_drop(&world->folder, "event_returns.csv");
    world_reopen(world);
    resolved(&p, state, "event=e1 severity=0.5");
    assert_false(preparation_warned(&p, "start_at_midnight", "outages"));
    assert_false(preparation_warned(&p, "severity_of_press", "outages"));
    preparation_free(&p);
    resolved(&p, state, "event=e2");
    assert_true(preparation_warned(&p, "severity_of_press", "outages"));
    assert_false(preparation_warned(&p, "start_at_midnight", "outages"));
    preparation_free(&p);
    resolved(&p, state, "event=e4");
    assert_true(preparation_warned(&p, "start_at_midnight", "outages"));
    preparation_free(&p);
}

/* Expected: the status, the option at fault, and what would be right. */
static void refuses_what_the_package_lacks(void **state)
{
    static const struct {
        const char *words;
        blackout_status status;
        const char *field;
        const char *part;
    } cases[] = {
        {"duration=6h", BLACKOUT_ERROR_USAGE, "platform", "such as --platform alpha"},
        {"platform=alpha", BLACKOUT_ERROR_USAGE, "duration", "like --duration 6h"},
        {"platform=alhpa duration=6h", BLACKOUT_ERROR_USAGE, "platform", "perhaps 'alpha'"},
        {"platform=alpha,zzzzzz duration=6h", BLACKOUT_ERROR_USAGE, "platform", "'zzzzzz'"},
        {"platform=acme duration=6h", BLACKOUT_ERROR_USAGE, "platform", "'acme'"},
        {"owner=acne duration=6h", BLACKOUT_ERROR_USAGE, "owner", "perhaps 'acme'"},
        {"owner=acme platform=gamma duration=6h", BLACKOUT_ERROR_USAGE, "platform",
         "not one of the owner's"},
        {"event=e1 platform=gamma", BLACKOUT_ERROR_USAGE, "platform", "not one of the event's"},
        {"event=e44", BLACKOUT_ERROR_USAGE, "event", "'e44'"},
        {"event=e4", BLACKOUT_ERROR_INPUT, "event", "'orkut'"},
        {"platform=alpha duration=6h region=nort", BLACKOUT_ERROR_USAGE, "region",
         "perhaps 'north'"},
        {"platform=alpha duration=6h currency=XAU", BLACKOUT_ERROR_USAGE, "currency", "'XAU'"},
        {"platform=alpha duration=6h until=1% samples=64", BLACKOUT_ERROR_USAGE, "until",
         "samples and until are given"},
        {"platform=alpha duration=6h severity-curve=c.csv", BLACKOUT_ERROR_USAGE, "severity-curve",
         "leave out those options"},
        {"platform=alpha start=2021-10-04T15:39Z severity-curve=c.csv", BLACKOUT_ERROR_USAGE,
         "severity-curve", "leave out those options"},
        {"platform=alpha severity=0.3 severity-curve=c.csv", BLACKOUT_ERROR_USAGE, "severity-curve",
         "leave out those options"},
        {"platform=alpha recovery=3h severity-curve=c.csv", BLACKOUT_ERROR_USAGE, "severity-curve",
         "leave out those options"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        blackout_error error;
        check_fails(resolve(&p, state, cases[i].words, &error), cases[i].status, &error);
        assert_string_equal(error.field, cases[i].field);
        check_contains(error.message, cases[i].part);
        preparation_free(&p);
    }
}

/* The dollar needs no rate, and a currency that is the owner's own none either. */
static void currencies_need_a_rate(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s =
        resolved(&p, state, "platform=gamma duration=6h currency=USD");
    check_names(&p, &s->currency, 1, "USD");
    preparation_free(&p);
}

static int add_idle_owner(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\nidle,Idle,USD\n");
    package_drop(&world->folder, "outages.csv");
    package_drop(&world->folder, "event_returns.csv");
    world_reopen(world);
    return 0;
}

static void refuses_an_owner_without_platforms(void **state)
{
    struct preparation p;
    blackout_error error;
    check_fails(resolve(&p, state, "owner=idle duration=6h", &error), BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.field, "owner");
    check_contains(error.message, "no platforms");
    preparation_free(&p);
}

static void refuses_events_without_a_catalogue(void **state)
{
    struct preparation p;
    blackout_error error;
    check_fails(resolve(&p, state, "event=e1", &error), BLACKOUT_ERROR_USAGE, &error);
    check_contains(error.message, "no table outages");
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)
#define WITH_IDLE_OWNER(test) cmocka_unit_test_setup_teardown(test, add_idle_owner, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(platforms_stand_in_the_order_of_the_table),
        IN_WORLD(an_owner_is_all_its_platforms),
        IN_WORLD(what_is_not_said_has_its_default),
        IN_WORLD(what_is_said_is_taken),
        IN_WORLD(an_event_fills_what_is_not_said),
        IN_WORLD(what_is_said_goes_before_the_event),
        IN_WORLD(gaps_of_an_event_are_said),
        IN_WORLD(midnight_is_a_time_of_day),
        IN_WORLD(refuses_what_the_package_lacks),
        IN_WORLD(currencies_need_a_rate),
        WITH_IDLE_OWNER(refuses_an_owner_without_platforms),
        WITH_IDLE_OWNER(refuses_events_without_a_catalogue),
    };
    blackout_init();
    return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
