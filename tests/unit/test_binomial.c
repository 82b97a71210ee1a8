/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/binomial: exact intervals of a proportion. */
#include "stats/binomial.h"

#include "check.h"

/* Expected: by hand, (3/4)^3 and so on. */
static void adds_up_probabilities(void **state)
{
    (void)state;
    check_close(binomial_cdf(0, 3, 0.25), 27.0 / 64.0, 1e-14);
    check_close(binomial_cdf(1, 3, 0.25), 54.0 / 64.0, 1e-14);
    check_close(binomial_cdf(2, 3, 0.25), 63.0 / 64.0, 1e-14);
    check_close(binomial_cdf(3, 3, 0.25), 1.0, 0.0);
    check_close(binomial_cdf(0, 3, 0.0), 1.0, 0.0);
    check_near(binomial_cdf(2, 3, 1.0), 0.0, 0.0);
    check_close(binomial_cdf(3, 3, 1.0), 1.0, 0.0); /* no more than all hit */
    check_close(binomial_cdf(4, 3, 1.0), 1.0, 0.0);
}

/* Expected: scipy.stats.beta.ppf of SciPy 1.10 at the shapes of Clopper & Pearson, and the closed
 * form 0.025^(1/n) where all trials hit. Tolerance: of the sum of logarithms of gamma functions. */
static void matches_scipy(void **state)
{
    double low;
    double high;
    (void)state;
    binomial_interval(&low, &high, 27, 30, 0.95);
    check_close(low, 0.7347115495257919, 1e-12);
    check_close(high, 0.9788828629702774, 1e-12);
    binomial_interval(&low, &high, 26, 29, 0.95);
    check_close(low, 0.726484802107577, 1e-12);
    check_close(high, 0.9781362631701463, 1e-12);
    binomial_interval(&low, &high, 1, 7, 0.95);
    check_close(low, 0.0036102968619005833, 1e-11);
    check_close(high, 0.5787231970431952, 1e-12);
    binomial_interval(&low, &high, 29, 29, 0.95);
    check_close(low, pow(0.025, 1.0 / 29.0), 1e-13);
    check_close(high, 1.0, 0.0);
    binomial_interval(&low, &high, 0, 29, 0.95);
    check_near(low, 0.0, 0.0);
    check_close(high, 1.0 - pow(0.025, 1.0 / 29.0), 1e-12);
}

static void without_trials_nothing_is_known(void **state)
{
    double low;
    double high;
    (void)state;
    binomial_interval(&low, &high, 0, 0, 0.95);
    check_near(low, 0.0, 0.0);
    check_close(high, 1.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_probabilities),
        cmocka_unit_test(matches_scipy),
        cmocka_unit_test(without_trials_nothing_is_known),
    };
    return cmocka_run_group_tests_name("binomial", tests, NULL, NULL);
}
