/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `risk` in threads: their number changes no byte, and a run that is cancelled, whose sink refuses
 * or that has no prior leaves nothing. Apart from the rest of unit.risk, because the thread
 * sanitizer, which takes eight times as long, runs it: it is looking for what threads share, not
 * for figures. */
#include "risk_world.h"

/* Tables too: the report's and both tables' bytes. */
static void threads_do_not_matter(void **state)
{
    const struct world *world = *state;
    char *texts[2][3];
    for (size_t i = 0; i < 2; ++i) {
        struct caught events = {0};
        struct caught years = {0};
        const blackout_risk_tables tables = {sizeof tables, catch_bytes, &events, catch_bytes,
                                             &years};
        blackout_risk *risk = NULL;
        blackout_error error;
        check_ok(
            try_risk(&risk, world, "event=e1 years=1500 seed=7", &tables, i == 0 ? 1 : 3, &error),
            &error);
        texts[i][0] = report_text(risk);
        texts[i][1] = events.text;
        texts[i][2] = years.text;
        blackout_risk_free(risk);
    }
    for (size_t k = 0; k < 3; ++k) {
        assert_string_equal(texts[0][k], texts[1][k]);
        assert_true(strlen(texts[0][k]) > 1000);
        free(texts[0][k]);
        free(texts[1][k]);
    }
}

static int always(void *user)
{
    (void)user;
    return 1;
}

static void a_run_that_fails_leaves_nothing(void **state)
{
    struct world *world = *state;
    blackout_error error;
    blackout_risk *risk = NULL;
    const blackout_run_options cancelled = {
        .size = sizeof cancelled, .threads = 2, .cancelled = always};
    const blackout_risk_tables tables = {.size = sizeof tables, .years = refuse_bytes};
    check_fails(blackout_risk_run(&risk, world->dataset, NULL, NULL, &cancelled, &error),
                BLACKOUT_ERROR_CANCELLED, &error);
    assert_null(risk);
    check_fails(try_risk(&risk, world, "owner=acme years=1000", &tables, 2, &error),
                BLACKOUT_ERROR_IO, &error);
    assert_null(risk);
    check_fails(try_risk(&risk, world, "event=nosuch years=1000", NULL, 1, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_null(risk);
    package_drop(&world->folder, "outage_prior.csv");
    world_reopen(world);
    check_fails(try_risk(&risk, world, "owner=acme years=1000", NULL, 1, &error),
                BLACKOUT_ERROR_INPUT, &error);
    check_contains(error.message, "outage_prior");
    assert_null(risk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POLICIES(threads_do_not_matter),
        WITH_POLICIES(a_run_that_fails_leaves_nothing),
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk_threads", tests, NULL, NULL);
}
