/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/loss_class: which outages a class is fitted to, and what it says, against SciPy. */
#include "calibrate/loss_class.h"

#include "check.h"

enum { CASES = 7 };
static const double found[CASES] = {-1.25, -0.47, 0.31, 2.84, 0.785, 1.77, -0.26};
static const double spread[CASES] = {0.84, 0.85, 1.13, 1.47, 0.95, 0.73, 0.3};
static const char *const events[CASES] = {"a", "b", "c", "d", "e", "f", "g"};

/* Known a day after each other; the last one has its spread from its published range alone. */
static void fill(struct past_outage outages[CASES])
{
    for (int i = 0; i < CASES; ++i) {
        const bool by_range = i == CASES - 1;
        outages[i] = (struct past_outage){.event = events[i],
                                          .is_case = true,
                                          .loss_sd = by_range ? spread[i] : 0,
                                          .known = (instant)i * SECONDS_PER_DAY};
        outages[i].estimates[PAST_MODEL] =
            (struct past_estimate){.made = true, .y = found[i], .s = by_range ? 0 : spread[i]};
    }
}

static struct loss_class fit(const struct loss_class_choice *choice)
{
    const struct reference_prior prior = loss_class_prior();
    struct arena arena = {0};
    struct loss_class fitted;
    blackout_error error = {0};
    check_ok(loss_class_fit(&fitted, NULL, &arena, choice, &prior, &error), &error);
    arena_free(&arena);
    return fitted;
}

/* Expected: Gauss-Legendre quadrature of 2400 by 240 points over eight standard deviations of the
 * priors in NumPy, quantiles by scipy.optimize.brentq, with the priors of the methodology; the 5 %
 * value by scipy.stats.t. */
static void the_class_is_that_of_scipy(void **state)
{
    struct past_outage outages[CASES];
    const struct past_outages all = {outages, CASES};
    (void)state;
    fill(outages);
    struct loss_class fitted = fit(&(struct loss_class_choice){.outages = &all});
    assert_int_equal(fitted.events, CASES);
    check_close(fitted.prediction.location, 0.11622804701407323, 2e-5);
    check_close(fitted.prediction.scale, 0.5733666711971609, 2e-5);
    check_close(fitted.prediction.degrees, 3.610398289395188, 5e-5);
    check_near(fitted.p95 - fitted.p5, 2 * 0.5733666711971609 * 2.199693795649334, 1e-4);
    fitted = fit(&(struct loss_class_choice){.outages = &all, .without_event = "a"});
    assert_int_equal(fitted.events, CASES - 1);
    check_close(fitted.prediction.location, 0.26622172720527615, 2e-5);
    check_close(fitted.prediction.scale, 0.583941671869216, 2e-5);
    check_close(fitted.prediction.degrees, 3.947202023700696, 5e-5);
}

/* What is known at an instant is what was known before it; figures that are no cases, and other
 * estimators, are left out. */
static void only_what_was_known_counts(void **state)
{
    struct past_outage outages[CASES];
    const struct past_outages all = {outages, CASES};
    struct loss_class_choice choice = {
        .outages = &all, .has_limit = true, .known_before = 3 * SECONDS_PER_DAY};
    (void)state;
    fill(outages);
    assert_int_equal(fit(&choice).events, 3);
    outages[1].is_case = false;
    assert_int_equal(fit(&choice).events, 2);
    choice.without_event = "c";
    assert_int_equal(fit(&choice).events, 1);
    choice.estimator = PAST_STRAIGHT_LINE;
    assert_int_equal(fit(&choice).events, 0);
}

/* Without an outage the class is the prior: its middle is that of the location. */
static void no_outage_leaves_the_prior(void **state)
{
    const struct past_outages none = {NULL, 0};
    (void)state;
    const struct loss_class fitted = fit(&(struct loss_class_choice){.outages = &none});
    assert_int_equal(fitted.events, 0);
    check_near(fitted.prediction.location, 0, 1e-9);
    check_near(fitted.p5 + fitted.p95, 0, 1e-9);
    assert_true(fitted.p95 > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_class_is_that_of_scipy),
                                       cmocka_unit_test(only_what_was_known_counts),
                                       cmocka_unit_test(no_outage_leaves_the_prior)};
    return cmocka_run_group_tests_name("loss_class", tests, NULL, NULL);
}
