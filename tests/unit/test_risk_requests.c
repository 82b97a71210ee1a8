/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk/risk, risk_owners and risk_rarities: what of a request is refused, warned of and taken, word
 * by word. */
#include "risk_world.h"
#include "risk/risk_run.h"

/* What no run can answer. Each message names the value and what would be right. */
static void what_cannot_be_answered_is_refused(void **state)
{
    static const struct {
        const char *words;
        blackout_status status;
        const char *message;
    } cases[] = {
        {"owner=nobody", BLACKOUT_ERROR_USAGE,
         "owner 'nobody' is not in the package; there are acme, bolt, idle"},
        {"platform=nothing duration=1h", BLACKOUT_ERROR_USAGE,
         "platform 'nothing' is not in the package; there are alpha, beta, gamma"},
        {"platform=alpha,nothing duration=1h", BLACKOUT_ERROR_USAGE,
         "platform 'nothing' is not in the package; there are alpha, beta, gamma"},
        {"owner=idle", BLACKOUT_ERROR_USAGE,
         "owner 'idle' has no platform in the package; add one to platforms, or give another "
         "--owner"},
        {"event=e3", BLACKOUT_ERROR_INPUT,
         "event 'e3' cannot be rated: it has no duration, or none of its platforms is in the "
         "package; add --platform and --duration"},
        {"event=e3 severity=0.5", BLACKOUT_ERROR_USAGE,
         "the outage in question has no duration; add one, such as 6h"},
        {"platform=alpha", BLACKOUT_ERROR_USAGE,
         "the outage in question has no duration; add one, such as 6h"},
        {"platform=alpha,gamma duration=1h", BLACKOUT_ERROR_USAGE,
         "the outage in question has no single owner; name an owner, an event, or platforms of one "
         "owner"},
        {"duration=1h", BLACKOUT_ERROR_USAGE, "the outage in question has no single owner"},
        {"platform=alpha,beta,nothing duration=1h", BLACKOUT_ERROR_USAGE,
         "platform 'nothing' is not in the package; there are alpha, beta, gamma"},
        {"owner=acme platform=nothing duration=1h", BLACKOUT_ERROR_USAGE,
         "platform 'nothing' is not in the package; there are alpha, beta, gamma"},
        {"owner=acme platform=alpha,gamma duration=1h", BLACKOUT_ERROR_USAGE,
         "platform 'gamma' is of owner 'bolt', and the years are of 'acme'; give platforms of "
         "'acme', or --owner bolt"},
        {"event=e1 platform=gamma", BLACKOUT_ERROR_USAGE,
         "platform 'gamma' is of owner 'bolt', and the years are of 'acme'"},
        {"owner=bolt event=e1", BLACKOUT_ERROR_USAGE,
         "event 'e1' is an outage of 'acme', and the years are of 'bolt'; leave --owner out, or "
         "give "
         "an event of 'bolt'"},
        {"owner=acme event=nothing", BLACKOUT_ERROR_USAGE, "event 'nothing' is not in the package"},
        {"owner=acme min-duration=720h", BLACKOUT_ERROR_USAGE,
         "outages of at least 720 hours are impossible: the table outage_prior allows none longer "
         "than 720; give a shorter --min-duration"},
        {"owner=acme rebound=0.5", BLACKOUT_ERROR_USAGE,
         "a rebound is measured in one outage, and the years have many; leave it out, the "
         "platforms' recapture applies"},
        {"owner=acme severity-curve=curve.csv", BLACKOUT_ERROR_USAGE,
         "a severity curve describes one outage, and the years have many; give its duration and "
         "severity instead"},
    };
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,observed_from,observed_to\n"
                  "acme,Acme Group,USD,2019-01-01,2022-12-31\nbolt,Bolt,EUR,2019-01-01,\n"
                  "idle,Idle,USD,,\n");
    world_reopen(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_risk *risk = NULL;
        blackout_error error = {0};
        char words[128];
        snprintf(words, sizeof words, "%s years=1000", cases[i].words);
        check_fails(try_risk(&risk, world, words, NULL, 2, &error), cases[i].status, &error);
        check_contains(error.message, cases[i].message);
        assert_null(risk);
    }
}

/* A year has room for 1,024 outages. Of a negative binomial of mean 1,111 more than that are
 * likely, of one of mean 286 (standard deviation 17) not to a chance of 1e-9. */
static void more_outages_than_a_year_has_room_for_are_refused(void **state)
{
    static const char *const rates[] = {"rate_events,4000\nrate_years,10\n",
                                        "rate_events,10000\nrate_years,5\n"};
    struct world *world = *state;
    for (int i = 0; i < 2; ++i) {
        blackout_risk *risk = NULL;
        blackout_error error = {0};
        char text[256];
        snprintf(text, sizeof text, "term,value\n%s%s", rates[i], strstr(prior, "log_hours_mean"));
        package_write(&world->folder, "outage_prior.csv", text);
        world_reopen(world);
        const blackout_status status =
            try_risk(&risk, world, "owner=acme years=1000", NULL, 2, &error);
        if (i == 0) {
            check_ok(status, &error);
        } else {
            check_fails(status, BLACKOUT_ERROR_INPUT, &error);
            check_contains(error.message,
                           "'acme' may have more than 1024 outages in a year, of which no more "
                           "are simulated ('1111' expected); fewer rate_events");
        }
        blackout_risk_free(risk);
    }
    package_write(&world->folder, "outage_prior.csv", prior);
}

/* A run of a scenario that says nothing but what is set here: words of scenario_of() ask for no
 * samples. */
static char *report_of_words(const struct world *world, const char *const (*words)[2], size_t count)
{
    blackout_risk *risk = NULL;
    blackout_scenario *scenario = NULL;
    blackout_error error = {0};
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    check_ok(blackout_scenario_set(scenario, "years", "1000", &error), &error);
    for (size_t i = 0; i < count; ++i) {
        check_ok(blackout_scenario_set(scenario, words[i][0], words[i][1], &error), &error);
    }
    check_ok(blackout_risk_run(&risk, world->dataset, scenario, NULL, NULL, &error), &error);
    blackout_scenario_free(scenario);
    char *text = report_text(risk);
    blackout_risk_free(risk);
    return text;
}

/* Each warning where it belongs, and only there. e4 is of a platform that the package does not
 * have, and lies in the observed years of acme; bolt is not observed, and has no outage. */
static void warnings_are_of_what_is_asked(void **state)
{
    static const char *const codes[] = {"start_without_time", "not_used", "not_observed",
                                        "no_footprint", "platforms_unknown"};
    static const struct {
        const char *words[3][2];
        size_t count;
        const char *where[5];
    } cases[] = {
        {{{"owner", "acme"}}, 1, {NULL, NULL, NULL, NULL, "e4"}},
        {{{"owner", "acme"}, {"samples", "64"}}, 2, {NULL, "scenario", NULL, NULL, "e4"}},
        {{{"owner", "acme"}, {"until", "0.1"}}, 2, {NULL, "scenario", NULL, NULL, "e4"}},
        {{{"owner", "bolt"}}, 1, {NULL, NULL, "bolt", "bolt", NULL}},
        {{{"owner", "bolt"}, {"duration", "2h"}, {"start", "2021-03-04"}},
         3,
         {"--start", NULL, "bolt", "bolt", NULL}},
        {{{"owner", "bolt"}, {"duration", "2h"}, {"start", "2021-03-04T05:00Z"}},
         3,
         {NULL, NULL, "bolt", "bolt", NULL}},
    };
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,observed_from,observed_to\n"
                  "acme,Acme Group,USD,2019-01-01,2022-12-31\nbolt,Bolt,EUR,2019-01-01,\n");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity\n"
                  "e1,acme,alpha,2021-10-04T15:39Z,371,0.75\n"
                  "e4,acme,orkut,2019-07-03T14:00Z,120,1\n"
                  "e6,acme,orkut,2018-07-03T14:00Z,120,1\n");
    world_reopen(world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char *text = report_of_words(world, cases[i].words, cases[i].count);
        const char *warnings = strstr(text, "\"warnings\"");
        assert_non_null(warnings);
        for (int k = 0; k < 5; ++k) {
            char line[128];
            snprintf(line, sizeof line, "\"code\": \"%s\"", codes[k]);
            const char *at = strstr(warnings, line);
            assert_int_equal(at != NULL, cases[i].where[k] != NULL);
            if (at != NULL) {
                assert_null(strstr(at + 1, line)); /* once */
                snprintf(line, sizeof line, "\"where\": \"%s\"", cases[i].where[k]);
                const char *where = strstr(at, "\"where\"");
                assert_true(where != NULL && begins_with(where, line));
            }
        }
        free(text);
    }
}

/* Footprints of fewer platforms first: what is said of further ones is not said yet. */
static void each_footprint_is_warned_of(void **state)
{
    static const char *const messages[] = {"growth_factor of beta",
                                           "usage_share of alpha; growth_factor of beta"};
    struct blackout_risk risk = {0};
    struct risk_run run = {.risk = &risk};
    struct arena arena = {0};
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < 4; ++i) { /* each twice */
        struct warning_list list = {0};
        const struct warning warning = {
            .code = "defaults_taken", .where = "defaults", .message = messages[i % 2]};
        assert_int_equal(warning_add(&list, &arena, &warning), 0);
        check_ok(risk_keep_warnings(&run, &list, &error), &error);
    }
    assert_int_equal(risk.about.warnings.count, 2);
    assert_string_equal(risk.about.warnings.items[1].message, messages[1]);
    arena_free(&arena);
    arena_free(&risk.arena);
}

/* Amounts are in the currency that is asked for, else in the package's, else in the first owner's.
 */
static void currencies_are_asked_or_owned(void **state)
{
    static const struct {
        const char *words[2][2];
        size_t count;
        const char *currency;
    } cases[] = {{{{"owner", "acme"}}, 1, "USD"},
                 {{{"owner", "bolt"}}, 1, "EUR"},
                 {{{"owner", "bolt"}, {"currency", "GBP"}}, 2, "GBP"}};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char line[64];
        char *text = report_of_words(world, cases[i].words, cases[i].count);
        snprintf(line, sizeof line, "\"seed\": 1, \"currency\": \"%s\"", cases[i].currency);
        check_contains(text, line);
        free(text);
    }
}

/* Open Results Data: version 2, which 0 is too, has names beside the standard's columns, version 1
 * has these alone. */
static void versions_of_the_tables_are_one_and_two(void **state)
{
    static const struct {
        int version;
        const char *end; /* of the header */
    } cases[] = {{-1, NULL},
                 {0, "ImpactedExposure,Of,Name,Measure,DurationHours,Severity\n"},
                 {1, "ImpactedExposure\n"},
                 {2, "ImpactedExposure,Of,Name,Measure,DurationHours,Severity\n"},
                 {3, NULL}};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_risk *risk = NULL;
        blackout_error error = {0};
        struct caught events = {0};
        blackout_risk_tables tables = BLACKOUT_RISK_TABLES_INIT;
        tables.events = catch_bytes;
        tables.events_user = &events;
        tables.ord_version = cases[i].version;
        blackout_status status =
            try_risk(&risk, world, "owner=acme years=1000", &tables, 2, &error);
        if (cases[i].end == NULL) {
            char message[128];
            snprintf(message, sizeof message,
                     "there is no version %d of Open Results Data; give 1 or 2", cases[i].version);
            check_fails(status, BLACKOUT_ERROR_USAGE, &error);
            check_contains(error.message, message);
            assert_null(events.text);
            continue;
        }
        check_ok(status, &error);
        const char *end = strstr(events.text, "ImpactedExposure");
        assert_int_equal(strncmp(end, cases[i].end, strlen(cases[i].end)), 0);
        free(events.text);
        blackout_risk_free(risk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PRIOR(what_cannot_be_answered_is_refused),
        WITH_PRIOR(more_outages_than_a_year_has_room_for_are_refused),
        WITH_PRIOR(warnings_are_of_what_is_asked),
        cmocka_unit_test(each_footprint_is_warned_of),
        WITH_PRIOR(currencies_are_asked_or_owned),
        WITH_PRIOR(versions_of_the_tables_are_one_and_two),
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk_requests", tests, NULL, NULL);
}
