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

/* The dollar needs no rate, and the owner's own currency none either. A text that is no currency of
 * the package is one that it may have for something else, as the name of Acme here. */
static void currencies_need_a_rate(void **state)
{
    static const struct {
        const char *words, *currency, *message;
    } cases[] = {
        {"platform=gamma", "EUR", NULL},
        {"platform=gamma currency=USD", "USD", NULL},
        {"platform=gamma currency=EUR", "EUR", NULL},
        {"platform=gamma currency=GBP", "GBP", NULL},
        {"platform=alpha", "USD", NULL},
        {"platform=alpha currency=EUR", "EUR", NULL},
        {"platform=alpha currency=CHF", NULL,
         "currency 'CHF' has no rate in the package; fx has EUR, GBP: one of these, or add a row"},
        {"platform=alpha currency=JPY", NULL,
         "currency 'JPY' has no rate in the package; fx has EUR, GBP: one of these, or add a row"},
    };
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,CHF,USD\nbolt,Bolt,EUR\n");
    world_reopen(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        blackout_error error;
        char words[128];
        snprintf(words, sizeof words, "%s duration=6h", cases[i].words);
        const blackout_status status = resolve(&p, state, words, &error);
        if (cases[i].message == NULL) {
            check_ok(status, &error);
            check_names(&p, &p.prepared.scenario.currency, 1, cases[i].currency);
            assert_int_equal(p.prepared.warnings.count, 0);
        } else {
            check_fails(status, BLACKOUT_ERROR_USAGE, &error);
            assert_string_equal(error.field, "currency");
            assert_string_equal(error.message, cases[i].message);
        }
        preparation_free(&p);
    }
}

/* That of the row in force at the start: Croatia took the euro on 2023-01-01 (Council Regulation
 * (EU) 2022/1207). Before the first row, which is refused later, it is that of the newest. */
static void an_owner_may_change_its_currency(void **state)
{
    static const char *const cases[][2] = {{"2021-10-04", "EUR"},
                                           {"2022-12-31T23:59Z", "HRK"},
                                           {"2023-01-01", "EUR"},
                                           {"2024-05-02T10:00Z", "EUR"}};
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,as_of\nacme,Acme,HRK,2022-01-01\nacme,Acme,EUR,2023-01-01\n"
                  "bolt,Bolt,EUR,\n");
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date\nEUR,0.8,2019-01-01\nGBP,0.7,2019-01-01\n"
                  "HRK,7,2019-01-01\n");
    world_reopen(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        char words[128];
        snprintf(words, sizeof words, "platform=alpha duration=6h start=%s", cases[i][0]);
        const struct resolved_scenario *s = resolved(&p, state, words);
        check_names(&p, &s->currency, 1, cases[i][1]);
        preparation_free(&p);
    }
}

/* A package whose money is all euros, without rates. */
static void the_one_currency_needs_no_rate(void **state)
{
    struct preparation p;
    blackout_error error;
    struct world *world = *state;
    package_write(&world->folder, "owners.csv", "owner,name,currency\nacme,A,EUR\nbolt,Bolt,EUR\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\nalpha,A,acme,8766000,EUR\n"
                  "beta,B,acme,13149000,EUR\ngamma,C,bolt,4383000,EUR\n");
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours\nnorth,North,0\nsouth,South,5.5\n");
    package_write(&world->folder, "sectors.csv",
                  "sector,name,profile\nG,Trade,even\nI,Food,even\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
                  "b1,G,north,175320,EUR,alpha,sales,0.5,1\n");
    package_drop(&world->folder, "fx.csv");
    world_reopen(world);
    const struct resolved_scenario *s =
        resolved(&p, state, "platform=alpha duration=6h currency=EUR");
    check_names(&p, &s->currency, 1, "EUR");
    preparation_free(&p);
    check_fails(resolve(&p, state, "platform=alpha duration=6h currency=GBP", &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message,
                        "currency 'GBP' has no rate in the package; add a row to the table fx");
    preparation_free(&p);
}

/* The mark was withdrawn on 2002-03-01, and was money until then. */
static void money_that_was_withdrawn_is_warned_of(void **state)
{
    static const struct {
        const char *start;
        bool warned;
    } cases[] = {{"start=2002-02-28T23:59:59Z", false},
                 {"start=2002-03-01T00:00:00Z", true},
                 {"start=2021-10-04T15:39Z", true},
                 {"", true}};
    struct world *world = *state;
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date\nEUR,0.8,1999-01-01\nDEM,1.66,1999-01-01\n");
    world_reopen(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        char words[128];
        snprintf(words, sizeof words, "platform=alpha duration=6h currency=DEM %s", cases[i].start);
        resolved(&p, state, words);
        assert_int_equal(p.prepared.warnings.count, cases[i].warned ? 1 : 0);
        if (cases[i].warned) {
            assert_string_equal(p.prepared.warnings.items[0].code, "currency_withdrawn");
            assert_string_equal(p.prepared.warnings.items[0].message,
                                "DEM was withdrawn on 2002-03-01; from then on amounts are in EUR");
        }
        preparation_free(&p);
    }
}

/* A platform has a row for each date of its figures, and is one; names may be in other letters. */
static void platforms_of_several_dates_are_one(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_write(&world->folder, "owners.csv", "owner,name,currency\nacme,A,USD\nbolt,Bolt,EUR\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,A,acme,8766000,USD,2019-01-01\nbeta,B,acme,13149000,USD,2019-01-01\n"
                  "alpha,A,acme,9766000,USD,2021-01-01\ngamma,C,bolt,4383000,EUR,2019-01-01\n"
                  "alpha,A,acme,9766000,USD,2022-01-01\n");
    world_reopen(world);
    const struct resolved_scenario *s = resolved(&p, state, "platform=ALPHA,Gamma duration=6h");
    check_names(&p, s->selected, s->selected_count, "alpha,gamma");
    preparation_free(&p);
    s = resolved(&p, state, "owner=Acme region=SOUTH duration=6h");
    check_names(&p, s->selected, s->selected_count, "alpha,beta");
    check_names(&p, s->regions, s->region_count, "south");
    assert_string_equal(s->owner_name, "acme");
    preparation_free(&p);
    s = resolved(&p, state, "event=E1");
    check_names(&p, s->selected, s->selected_count, "alpha,beta");
    assert_string_equal(s->event_name, "e1");
    preparation_free(&p);
}

/* Half of a range is 1.6448536 standard deviations, the 95 % quantile of the normal distribution.
 */
static void ranges_are_taken_over(void **state)
{
    struct preparation p;
    const struct resolved_scenario *s =
        resolved(&p, state,
                 "platform=alpha start=2021-10-04T15:00Z..2021-10-04T17:00Z duration=4h..9h "
                 "severity=0.2..0.8 recovery=1h..4h rebound=0.2..0.8 until=1%");
    assert_true(s->has_start && s->start_asked && s->start_has_time);
    check_close(s->start_sd_hours, 1 / 1.6448536269514722, 1e-13);
    check_close(s->duration_hours, 6., 1e-13);
    check_close(mapping_low(&s->duration_mapping), 4., 1e-12);
    check_close(mapping_high(&s->severity_mapping), 0.8, 1e-12);
    check_close(s->recovery_hours, 2., 1e-13);
    assert_true(s->has_rebound);
    check_close(s->rebound_mapping.centre, 0.5, 1e-13);
    check_close(s->until, 0.01, 1e-15);
    preparation_free(&p);
    s = resolved(&p, state, "event=e1");
    check_close(s->samples, 0., 0.0);
    assert_true(s->has_start && !s->start_asked && s->start_has_time && !s->has_rebound);
    check_close(s->start_sd_hours, 0., 0.0);
    check_close(s->until, 0., 0.0);
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
        IN_WORLD(an_owner_may_change_its_currency),
        IN_WORLD(the_one_currency_needs_no_rate),
        IN_WORLD(money_that_was_withdrawn_is_warned_of),
        IN_WORLD(platforms_of_several_dates_are_one),
        IN_WORLD(ranges_are_taken_over),
        WITH_IDLE_OWNER(refuses_an_owner_without_platforms),
        WITH_IDLE_OWNER(refuses_events_without_a_catalogue),
    };
    blackout_init();
    return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
