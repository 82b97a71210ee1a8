/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tolerable: the inverse of a sweep, in the small world. */
#include "tolerable/tolerable.h"

#include <string.h>

#include "world.h"

static blackout_status try_tolerable(blackout_tolerable **tolerable,
                                     const blackout_dataset *dataset, const char *words,
                                     blackout_error *error)
{
    blackout_scenario *scenario = scenario_of(words);
    const blackout_scenario *const one = scenario;
    blackout_status status = blackout_tolerable_run(tolerable, dataset, &one, 1, NULL, error);
    blackout_scenario_free(scenario);
    return status;
}

static blackout_tolerable *tolerable_of(const struct world *world, const char *words)
{
    blackout_tolerable *tolerable;
    blackout_error error;
    check_ok(try_tolerable(&tolerable, world->dataset, words, &error), &error);
    return tolerable;
}

static size_t minutes_of(const struct world *world, const char *words)
{
    blackout_tolerable *tolerable = tolerable_of(world, words);
    const size_t minutes = tolerable->answers[0].within.minutes;
    blackout_tolerable_free(tolerable);
    return minutes;
}

/* Alpha earns 8766000 a year, 1000 an hour, times 1.25; a quarter is made up whatever the length
 * (world.h): 937.5 an hour. 10001 / 937.5 h = 640.064 min; gross, 10001 / 1250 h = 480.048 min. */
static void a_linear_loss_has_a_closed_form(void **state)
{
    const struct world *world = *state;
    blackout_tolerable *tolerable =
        tolerable_of(world, "platform=alpha currency=USD samples=0 loss=10001USD");
    const struct tolerable_answer *answer = &tolerable->answers[0];
    assert_int_equal(tolerable->count, 1);
    assert_int_equal(answer->outcome, TOLERABLE_FOUND);
    assert_int_equal(answer->within.minutes, 640);
    assert_int_equal(answer->beyond.minutes, 641);
    check_close(answer->within.loss.central, 10000.0, 1e-9);
    check_close(answer->impacts[3].loss.central, 72 * 937.5, 1e-9);
    check_close(answer->scenario.duration_hours, 640.0 / 60, 1e-15);
    assert_string_equal(tolerable->at, "central");
    blackout_tolerable_free(tolerable);
    assert_int_equal(minutes_of(world, "platform=alpha currency=USD samples=0 loss=10.0010k "
                                       "of=owner-gross at=central"),
                     480);
    /* half of it unavailable: twice as long */
    assert_int_equal(
        minutes_of(world, "platform=alpha currency=USD samples=0 loss=10001 severity=0.5"), 1280);
}

/* No length: a minute loses 15.625. Any: 30 days lose 675000, and two days 45000. */
static void ends_are_said(void **state)
{
    static const struct {
        const char *words;
        enum tolerable_outcome outcome;
        size_t minutes;
    } cases[] = {
        {"platform=alpha samples=0 loss=15.6", TOLERABLE_NONE, 0},
        {"platform=alpha samples=0 loss=0", TOLERABLE_NONE, 0},
        {"platform=alpha samples=0 loss=15.7", TOLERABLE_FOUND, 1},
        {"platform=alpha samples=0 loss=675001", TOLERABLE_ANY, 43200},
        {"platform=alpha samples=0 loss=45001 longest=2d", TOLERABLE_ANY, 2880},
        {"platform=alpha samples=0 loss=675001 longest=2d", TOLERABLE_ANY, 2880},
        {"platform=alpha samples=0 loss=45001 longest=2881m", TOLERABLE_FOUND, 2880},
        {"platform=alpha samples=0 loss=0.700001M longest=90d", TOLERABLE_FOUND, 44800},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_tolerable *tolerable = tolerable_of(*state, cases[i].words);
        const struct tolerable_answer *answer = &tolerable->answers[0];
        assert_int_equal(answer->outcome, cases[i].outcome);
        assert_int_equal(answer->within.minutes, cases[i].minutes);
        assert_int_equal(answer->beyond.minutes,
                         cases[i].outcome == TOLERABLE_ANY ? 0 : cases[i].minutes + 1);
        assert_int_equal(answer->impacts[4].minutes, 168 * 60);
        /* these rise with every minute, also after the longest that was asked for */
        assert_false(warning_stands(&tolerable->warnings, "loss_falls", "loss"));
        blackout_tolerable_free(tolerable);
    }
}

/* The number of the figure in an estimate of so many minutes. */
static double loss_after(const struct world *world, const char *words, size_t minutes,
                         const char *pointer)
{
    char scenario[256];
    snprintf(scenario, sizeof scenario, "%s duration=%zum", words, minutes);
    return estimate_figure(world->dataset, scenario, pointer);
}

/* An estimate of the answer is within the amount, one of a minute more is not: whichever number of
 * whichever figure is asked for. The answers grow with the amount. */
static void it_inverts_the_sweep(void **state)
{
    static const struct {
        const char *at;
        const char *of;
        const char *pointer;
    } cases[] = {
        {"p95", "owner-net", "/totals/owner_revenue_loss/net/p95"},
        {"p50", "dependants", "/totals/dependent_revenue_loss/p50"},
        {"central", "dependants", "/totals/dependent_revenue_loss/central"},
    };
    static const char base[] = "platform=alpha start=2021-10-04T15:39Z samples=64 currency=USD";
    static const double amounts[] = {97.3, 2170};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        size_t last = 0;
        for (size_t k = 0; k < sizeof amounts / sizeof amounts[0]; ++k) {
            char words[256];
            snprintf(words, sizeof words, "%s loss=%g at=%s of=%s", base, amounts[k], cases[i].at,
                     cases[i].of);
            const size_t minutes = minutes_of(world, words);
            assert_true(minutes > last);
            last = minutes;
            assert_true(loss_after(world, base, minutes, cases[i].pointer) <= amounts[k]);
            assert_true(loss_after(world, base, minutes + 1, cases[i].pointer) > amounts[k]);
        }
    }
}

/* All together, then each alone, as estimates of each alone are. */
static void an_owner_has_each_platform_too(void **state)
{
    const struct world *world = *state;
    blackout_tolerable *tolerable = tolerable_of(world, "owner=acme samples=0 loss=10001");
    assert_int_equal(tolerable->count, 3);
    assert_int_equal(tolerable->answers[0].scenario.platform_count, 2);
    assert_string_equal(tolerable->answers[1].scenario.platforms[0], "alpha");
    assert_string_equal(tolerable->answers[2].scenario.platforms[0], "beta");
    assert_int_equal(tolerable->answers[1].within.minutes, 640);
    assert_int_equal(tolerable->answers[2].within.minutes,
                     minutes_of(world, "platform=beta samples=0 loss=10001"));
    blackout_tolerable_free(tolerable);
}

/* Alpha's owner counts in USD and Gamma's in EUR: the amount is one of USD for each of them. */
static void a_platform_alone_has_the_currency_of_all(void **state)
{
    const struct world *world = *state;
    blackout_tolerable *tolerable =
        tolerable_of(world, "platform=alpha,gamma samples=0 loss=10001");
    assert_string_equal(tolerable->answers[2].scenario.platforms[0], "gamma");
    assert_string_equal(tolerable->answers[2].scenario.currency, "USD");
    assert_int_equal(tolerable->answers[2].within.minutes,
                     minutes_of(world, "platform=gamma samples=0 loss=10001USD"));
    blackout_tolerable_free(tolerable);
}

/* The standard error of the length is that of the loss over the loss of the next minute. */
static void a_length_has_a_standard_error(void **state)
{
    blackout_tolerable *tolerable =
        tolerable_of(*state, "platform=alpha samples=64 currency=USD loss=10001 at=p95");
    const struct tolerable_answer *answer = &tolerable->answers[0];
    const double minute = answer->beyond.loss.statistics->p95 - answer->within.loss.statistics->p95;
    check_close(answer->minutes_error, answer->within.loss.statistics->se_p95 / minute, 1e-12);
    blackout_tolerable_free(tolerable);
}

/* Beta's hours are not known by its own traffic. Their error falls from 3 at an hour to 0.01 at a
 * day: an hour's 95 % value is exp(1.645 * 3) = 139 times its median, a day's 24 times an hour's.
 * Last: it replaces the table. */
static void a_loss_that_falls_is_warned_of(void **state)
{
    static const char base[] = "platform=beta start=2021-10-04T00:00Z samples=256 currency=USD";
    struct world *world = *state;
    char words[256];
    package_write(&world->folder, "model_error.csv",
                  "quantity,duration_hours,log_sd,basis\n"
                  "owner_revenue_loss,1,3,assumed\n"
                  "owner_revenue_loss,24,0.01,assumed\n");
    world_reopen(world);
    const double day = loss_after(world, base, 24 * 60, "/totals/owner_revenue_loss/net/p95");
    snprintf(words, sizeof words, "%s loss=%.0f", base, 1.01 * day);
    blackout_tolerable *tolerable = tolerable_of(world, words);
    assert_int_equal(tolerable->answers[0].outcome, TOLERABLE_FOUND);
    assert_true(tolerable->answers[0].within.minutes < 60);
    assert_true(warning_stands(&tolerable->warnings, "loss_falls", "loss"));
    /* no row of past outages, whose error is most of the width of an interval */
    assert_true(warning_stands(&tolerable->warnings, "no_model_error", "model_error"));
    blackout_tolerable_free(tolerable);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"platform=alpha samples=0", "no amount is given; add the most that may be lost, like "
                                     "--loss 1M"},
        {"platform=alpha samples=0 loss=1MEUR currency=USD",
         "loss is in another currency than the report ('EUR', and USD); write it in USD, or leave "
         "--currency out"},
        {"platform=alpha samples=0 loss=1M at=p95",
         "at needs samples ('p95'); take --at central, or leave --samples 0 out"},
        {"platform=alpha loss=1M severity-curve=curve.csv",
         "a severity curve has a length of its own ('curve.csv'); leave it out"},
    };
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_tolerable *tolerable;
        blackout_error error;
        check_fails(try_tolerable(&tolerable, world->dataset, cases[i][0], &error),
                    BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.message, cases[i][1]);
        assert_null(tolerable);
    }
}

/* What is taken and what is refused as an amount, and as the longest outage. */
static void amounts_are_read(void **state)
{
    static const char *const refused[][2] = {
        {"loss", ""},         {"loss", "-1"},    {"loss", "1,000"},   {"loss", "1x"},
        {"loss", "1e400"},    {"loss", "1MXYZ"}, {"loss", "EUR"},     {"loss", "1 M M"},
        {"loss", "infM"},     {"longest", "0m"}, {"longest", "90s"},  {"longest", "11y"},
        {"longest", "4000d"}, {"at", "p99"},     {"of", "everybody"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        blackout_scenario *scenario;
        blackout_error error;
        check_ok(blackout_scenario_new(&scenario, &error), &error);
        check_fails(blackout_scenario_set(scenario, refused[i][0], refused[i][1], &error),
                    BLACKOUT_ERROR_USAGE, &error);
        blackout_scenario_free(scenario);
    }
    const struct world *world = *state;
    static const char *const same[] = {"10001",       "10001USD",  "10001 USD",         "10.0010k",
                                       "10.0010KUSD", "0.010001M", "0.000010001 bn USD"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; ++i) {
        blackout_scenario *scenario = scenario_of("platform=alpha samples=0");
        const blackout_scenario *const one = scenario;
        blackout_tolerable *tolerable;
        blackout_error error;
        check_ok(blackout_scenario_set(scenario, "loss", same[i], &error), &error);
        check_ok(blackout_tolerable_run(&tolerable, world->dataset, &one, 1, NULL, &error), &error);
        assert_int_equal(tolerable->answers[0].within.minutes, 640);
        blackout_tolerable_free(tolerable);
        blackout_scenario_free(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_linear_loss_has_a_closed_form),
        cmocka_unit_test(ends_are_said),
        cmocka_unit_test(it_inverts_the_sweep),
        cmocka_unit_test(an_owner_has_each_platform_too),
        cmocka_unit_test(a_platform_alone_has_the_currency_of_all),
        cmocka_unit_test(a_length_has_a_standard_error),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(amounts_are_read),
        cmocka_unit_test(a_loss_that_falls_is_warned_of),
    };
    return cmocka_run_group_tests_name("tolerable", tests, world_open, world_close);
}
