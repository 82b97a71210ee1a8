/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/conjugate: rates and lengths of events. */
#include "stats/conjugate.h"

#include <gsl/gsl_randist.h>

#include "check.h"
#include "random.h"

/* The catalogue's case: a prior of one event in 2.5 years, four events in 3. Expected: quantiles of
 * scipy.stats.gamma (SciPy 1.10); the mean is (1 + 4) / (2.5 + 3). */
static void rates_are_gamma(void **state)
{
    const struct gamma_rate prior = {1, 2.5};
    const struct gamma_rate belief = gamma_rate_update(prior, 4, 3);
    double rate;
    blackout_error error = {0};
    (void)state;
    check_close(belief.shape / belief.years, 5 / 5.5, 1e-15);
    check_ok(gamma_rate_quantile(&rate, &belief, 0.05, &error), &error);
    check_close(rate, 0.35820901237446007, 1e-9);
    check_ok(gamma_rate_quantile(&rate, &belief, 0.5, &error), &error);
    check_close(rate, 0.8492561605083608, 1e-9);
    check_ok(gamma_rate_quantile(&rate, &belief, 0.95, &error), &error);
    check_close(rate, 1.6642761866613769, 1e-9);
}

static void rates_out_of_range_are_refused(void **state)
{
    const struct gamma_rate cases[] = {{0, 1}, {-1, 1}, {1, 0}, {NAN, 1}, {INFINITY, 1}, {1, NAN}};
    const double chances[] = {0, 1, -0.5, 1.5, NAN};
    double rate;
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        check_fails(gamma_rate_quantile(&rate, &cases[i], 0.5, &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
    }
    for (size_t i = 0; i < sizeof chances / sizeof chances[0]; ++i) {
        check_fails(gamma_rate_quantile(&rate, &(struct gamma_rate){2, 3}, chances[i], &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
    }
}

/* Expected: scipy.stats.nbinom of 5 and 5.5 / 6.5. */
static void counts_are_negative_binomial(void **state)
{
    const struct gamma_rate belief = {5, 5.5};
    double cdf[64];
    (void)state;
    size_t count = gamma_rate_counts(cdf, 64, &belief);
    assert_in_range(count, 20, 40);
    check_close(cdf[0], 0.43375716751999094, 1e-14);
    check_close(cdf[1], 0.7674165271507533, 1e-14);
    check_close(cdf[4], 0.9937034847519529, 1e-14);
    check_close(cdf[9], 0.9999959247028853, 1e-14);
    check_close(cdf[count - 1], 1.0, 1e-15);
    for (int k = 0; k < 10; ++k) {
        const double chance = exp(gamma_rate_log_count(&belief, k)) / tgamma(k + 1);
        check_near(chance, k > 0 ? cdf[k] - cdf[k - 1] : cdf[0], 1e-14);
    }
    assert_int_equal(gamma_rate_counts(cdf, 3, &belief), 3);
}

/* Of many events a year P(0) is below all doubles: ln of the first is -759, of the second, which is
 * not, -244. Expected: the recurrence in Python's decimal of 60 digits. */
static void many_events_are_counted(void **state)
{
    static const struct {
        struct gamma_rate belief;
        size_t below;
        size_t about;
        size_t above;
        double cdf[3];
    } cases[] = {
        {{11003, 14},
         700,
         786,
         850,
         {0.0013637874969695922, 0.51047248058950712, 0.98610484294027445}},
        {{5000, 20},
         200,
         250,
         300,
         {0.00079190874928277517, 0.5168172930182765, 0.99876206246430266}},
    };
    enum { SIZE = 1024 };
    double cdf[SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const size_t count = gamma_rate_counts(cdf, SIZE, &cases[i].belief);
        assert_in_range(count, cases[i].above, SIZE);
        check_close(cdf[cases[i].below], cases[i].cdf[0], 1e-10);
        check_close(cdf[cases[i].about], cases[i].cdf[1], 1e-10);
        check_close(cdf[cases[i].above], cases[i].cdf[2], 1e-10);
        check_close(cdf[count - 1], 1.0, 1e-13);
    }
    /* of 1,539 events a year nearly all years have more than there is room for */
    assert_int_equal(gamma_rate_counts(cdf, SIZE, &(struct gamma_rate){20003, 13}), SIZE);
    assert_true(cdf[SIZE - 1] < 1e-9);
}

/* Lengths 371, 120 and 128 minutes under the prior 1.75, 2, 3, 6.5. Expected: the formulas of
 * Gelman et al. section 3.3 in NumPy. */
static void lengths_are_normal_inverse_gamma(void **state)
{
    const struct normal_inverse_gamma prior = {1.75, 2, 3, 6.5};
    const double y[] = {log(371.0 / 60), log(2.0), log(128.0 / 60)};
    (void)state;
    struct normal_inverse_gamma belief = normal_inverse_gamma_update(prior, y, 3);
    check_close(belief.mean, 1.3545380765285593, 1e-14);
    check_close(belief.strength, 5.0, 0);
    check_close(belief.shape, 4.5, 0);
    check_close(belief.scale, 7.162419192178457, 1e-14);
    belief = normal_inverse_gamma_update(prior, y, 0);
    check_close(belief.scale, 6.5, 0);
}

/* One at a time is the same as all at once: the update is Bayes' rule. */
static void the_order_of_learning_does_not_matter(void **state)
{
    const struct normal_inverse_gamma prior = {1.75, 2, 3, 6.5};
    const double y[] = {0.3, 2.9, -1.7, 4.25, 1.125};
    struct normal_inverse_gamma step = prior;
    (void)state;
    for (size_t i = 0; i < 5; ++i) {
        step = normal_inverse_gamma_update(step, &y[i], 1);
    }
    struct normal_inverse_gamma once = normal_inverse_gamma_update(prior, y, 5);
    check_close(step.mean, once.mean, 1e-14);
    check_close(step.scale, once.scale, 1e-14);
    check_close(step.shape, once.shape, 0);
}

/* Uniform in (0, 1), both ends excluded. */
static double uniform(uint64_t *state)
{
    return ((double)(random_bits(state) >> 12) + 0.5) * 0x1p-52;
}

static double next_uniform(void *user, uint64_t number)
{
    (void)number;
    return uniform(user);
}

/* Expected: a gamma variate of shape a has mean a and variance a; of a shape that is no whole
 * number too. 200,000 draws: three standard errors. */
static void gamma_variates_have_their_moments(void **state)
{
    const double shapes[] = {0.5, 1, 4.5, 7};
    enum { DRAWS = 200000 };
    (void)state;
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; ++s) {
        uint64_t random = 7 + s;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; ++i) {
            double value;
            gamma_draw(&value, shapes[s], 0, next_uniform, &random);
            sum += value;
            squares += value * value;
        }
        double a = shapes[s];
        double mean = sum / DRAWS;
        check_near(mean, a, 3 * sqrt(a / DRAWS));
        /* the variance of (x - a)^2 is the fourth central moment less a^2: 3a^2 + 6a - a^2 */
        check_near(squares / DRAWS - mean * mean, a, 3 * sqrt((2 * a * a + 6 * a) / DRAWS));
    }
}

/* By the chain rule a marginal density is the product of the predictive ones, each after the
 * observations before it. Expected: scipy.stats.t.logpdf (SciPy 1.10) of 2.5, 1.1 and 3.4, plus
 * ln(2 pi)/2 for each, which is left out here. Of no observations it is that of an empty product.
 */
static void marginals_are_chains_of_predictions(void **state)
{
    const struct normal_inverse_gamma belief = {0.3, 1.7, 2.2, 0.9};
    struct normal_observations observations = {.counts = {.at = {0}}};
    struct lanes of_counts;
    struct lanes marginals;
    (void)state;
    observations.counts.at[LANES - 1] = 3;
    observations.sums.at[LANES - 1] = 7;
    observations.squares.at[LANES - 1] = 19.02;
    for (int l = 0; l < LANES; ++l) {
        of_counts.at[l] = normal_inverse_gamma_log_count(&belief, l == LANES - 1 ? 3 : 0);
    }
    normal_inverse_gamma_log_marginals(&marginals, &belief, &observations, &of_counts);
    check_close(marginals.at[LANES - 1], -4.963096314721085, 1e-13);
    check_near(marginals.at[0], 0, 1e-15);
}

/* The mean of a belief, standardised, is Student's t with 2a degrees of freedom: 5 % and 95 % at
 * -+1.8331129326536335 of 9 (scipy.stats.t). 100,000 draws: three binomial standard errors. */
static void means_are_student(void **state)
{
    const struct normal_inverse_gamma belief = {1.35, 5, 4.5, 7.16};
    uint64_t random = 11;
    enum { DRAWS = 100000 };
    int below = 0;
    int above = 0;
    (void)state;
    for (int i = 0; i < DRAWS; ++i) {
        double mean;
        double sd;
        normal_inverse_gamma_draw(&mean, &sd, &belief, next_uniform, &random);
        double t = (mean - 1.35) / sqrt(7.16 / 4.5 / 5);
        below += t < -1.8331129326536335;
        above += t > 1.8331129326536335;
    }
    double margin = 3 * sqrt(0.05 * 0.95 / DRAWS);
    check_near((double)below / DRAWS, 0.05, margin);
    check_near((double)above / DRAWS, 0.05, margin);
}

/* Expected: an independent program, GSL's density of Student's t; what is the same everywhere falls
 * out of the differences. */
static void predictions_are_student(void **state)
{
    const struct normal_inverse_gamma belief = {1.35, 5, 4.5, 7.16};
    const double scale = sqrt(7.16 / 4.5 * (1 + 1 / 5.0));
    static const double y[] = {-7.3, -0.62, 1.3, 2.385, 11.9};
    (void)state;
    for (size_t i = 0; i < sizeof y / sizeof y[0]; ++i) {
        double expected =
            log(gsl_ran_tdist_pdf((y[i] - 1.35) / scale, 9) / gsl_ran_tdist_pdf(0, 9));
        check_near(normal_inverse_gamma_log_predictive(&belief, y[i]), expected, 1e-13);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_gamma),
        cmocka_unit_test(rates_out_of_range_are_refused),
        cmocka_unit_test(counts_are_negative_binomial),
        cmocka_unit_test(many_events_are_counted),
        cmocka_unit_test(lengths_are_normal_inverse_gamma),
        cmocka_unit_test(the_order_of_learning_does_not_matter),
        cmocka_unit_test(gamma_variates_have_their_moments),
        cmocka_unit_test(means_are_student),
        cmocka_unit_test(marginals_are_chains_of_predictions),
        cmocka_unit_test(predictions_are_student),
    };
    blackout_init();
    return cmocka_run_group_tests_name("conjugate", tests, NULL, NULL);
}
