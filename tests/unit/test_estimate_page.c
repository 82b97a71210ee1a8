/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/estimate: the page of an estimate, with the answer in the first sentence. */
#include "world.h"

/* The first sentence of the report, in as many lines as it needs, to be freed: further lines are
 * indented. */
static char *answer(void **state, const char *words)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, words);
    char *text = report_of(result, 0, "text");
    char *end = strchr(text, '\n');
    while (end != NULL && end[1] == ' ') {
        end = strchr(end + 1, '\n');
    }
    assert_non_null(end);
    *end = '\0';
    blackout_result_free(result);
    return text;
}

/* Expected: the figures of test_losses; percentages of test_market_value's kind are cut off. */
static void says_what_where_when_and_how_much(void **state)
{
    char *line = answer(state, "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8 "
                               "recovery=2h");
    check_contains(line, "Alpha down for 6 h from 2021-10-04 09:00 UTC, 80 % unavailable, then "
                         "recovering over 2 h: Acme Group loses 7,425 USD");
    check_contains(line, "9,900 gross");
    check_contains(line,
                   "dependent businesses lose 56 USD"); /* 56 * 0.52369 + 12 * 0.53036 + 20.16 */
    check_contains(line, "market value over two days: -");
    free(line);
}

/* A range has its ends beside its centre: of a duration sqrt(4 * 9) = 6 h, of shares the middle of
 * the logits, 75.0 % of 0.5 and 0.9: odds sqrt(1 * 9) = 3; of 0.2 and 0.8 a half. In JSON, too. */
static void what_was_asked_as_a_range_is_said(void **state)
{
    static const char asked[] = "platform=alpha duration=4h..9h severity=0.5..0.9 recovery=1h..4h "
                                "rebound=0.2..0.8";
    const struct world *world = *state;
    double number = 0;
    blackout_error error = {0};
    char *line = answer(state, asked);
    check_contains(line,
                   "Alpha down for 6 h (90 %: 4 h to 9 h), mean over all starting hours of the "
                   "week, 75 % unavailable (90 %: 50 % to 90 %), then recovering over 2 h "
                   "(90 %: 1 h to 4 h), 50 % made up later as given (90 %: 20 % to 80 %)");
    free(line);
    blackout_result *result = estimate_of(world->dataset, asked);
    check_ok(
        blackout_result_number(result, 0, "/scenario/ranges/duration_hours/p95", &number, &error),
        &error);
    check_close(number, 9.0, 1e-14);
    check_ok(blackout_result_number(result, 0, "/scenario/ranges/rebound/p5", &number, &error),
             &error);
    check_close(number, 0.2, 1e-14);
    blackout_result_free(result);
    result = estimate_of(world->dataset, "platform=alpha duration=4h rebound=0.5");
    check_fails(blackout_result_number(result, 0, "/scenario/ranges/rebound/p5", &number, &error),
                BLACKOUT_ERROR_USAGE, &error);
    blackout_result_free(result);
}

static void several_platforms_and_owners(void **state)
{
    char *line = answer(state, "platform=alpha,beta,gamma duration=371m currency=USD");
    check_contains(line, "Alpha, Beta and Gamma down for 6 h 11 min, mean over all starting hours");
    check_contains(line, "the owners lose ");
    assert_null(strstr(line, "unavailable"));
    assert_null(strstr(line, "market value"));
    free(line);
    line = answer(state, "platform=alpha,beta duration=25m");
    check_contains(line, "Alpha and Beta down for 25 min, mean");
    free(line);
}

/* gamma: 500 EUR an hour, so 252 h are 126,000: M EUR from a hundred thousand on. */
static void large_losses_are_in_millions(void **state)
{
    char *line = answer(state, "platform=gamma duration=252h");
    check_contains(line, "Bolt loses 0.13 M EUR");
    check_contains(line, "down for 252 h, mean");
    free(line);
    line = answer(state, "platform=gamma duration=199h");
    check_contains(line, "Bolt loses 99,500 EUR");
    free(line);
}

static void without_dependants_they_are_not_mentioned(void **state)
{
    struct world *world = *state;
    package_drop(&world->folder, "dependencies.csv");
    world_reopen(world);
    char *line = answer(state, "platform=gamma duration=2h");
    assert_null(strstr(line, "dependent"));
    free(line);
}

static void a_sink_that_refuses_is_told(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=gamma duration=2h");
    blackout_error error;
    check_fails(blackout_result_write(result, 0, "text", refuse_bytes, NULL, &error),
                BLACKOUT_ERROR_IO, &error);
    blackout_result_free(result);
}

/* Every section that the world has something for. */
static void the_sections_follow(void **state)
{
    static const char *const parts[] = {
        "Losses by platform", "Market value of Acme Group", "By region",     "By channel",
        "By sector",          "Businesses that lose most",  "How the owner", "How the dependants",
        "What straight-line", "What the figures rest on"};
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "event=e1");
    char *text = report_of(result, 0, "text");
    const char *at = text;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
        check_contains(at, parts[i]);
        at = strstr(at, parts[i]);
    }
    check_contains(text, "raw");
    free(text);
    blackout_result_free(result);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(says_what_where_when_and_how_much),
        IN_WORLD(what_was_asked_as_a_range_is_said),
        IN_WORLD(several_platforms_and_owners),
        IN_WORLD(large_losses_are_in_millions),
        IN_WORLD(without_dependants_they_are_not_mentioned),
        IN_WORLD(a_sink_that_refuses_is_told),
        IN_WORLD(the_sections_follow),
    };
    blackout_init();
    return cmocka_run_group_tests_name("estimate_page", tests, NULL, NULL);
}
