/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/bayes_regression: conjugate updating and prediction. */
#include "stats/bayes_regression.h"

#include <gsl/gsl_errno.h>

#include "check.h"

enum { TERMS = 3, ROWS = 7 };

/* A prior of the shape of the market reaction's, and seven events (made up, of high entropy). */
static const struct bayes_prior three_terms = {
    .terms = TERMS,
    .mean = {-0.0213, 0.0017, -0.0031},
    .variance_scale = {2.5e-5, 6.25e-6, 3.1e-5},
    .shape = 3.0,
    .rate = 8.0,
};

static const double rows_x[ROWS * TERMS] = {
    43.1, 12.7, -3.9, 61.3,  -40.1, -22.8, 38.5,  71.9, 0.0,  55.7, -8.3,
    -1.7, 29.9, 33.3, -17.1, 71.3,  5.9,   -44.4, 47.7, 19.1, -9.2,
};
static const double rows_y[ROWS] = {-1.31, 0.47, -2.93, -0.78, 1.19, -2.21, -0.05};

static struct bayes_posterior fit(const struct bayes_prior *prior, size_t count, const double *x,
                                  const double *y)
{
    struct bayes_data data = {.count = count, .x = x, .y = y};
    struct bayes_posterior posterior;
    blackout_error error;
    check_ok(bayes_regression_fit(&posterior, prior, &data, &error), &error);
    return posterior;
}

static struct bayes_prediction predict(const struct bayes_posterior *posterior, const double *x,
                                       double standard_error)
{
    struct bayes_prediction prediction;
    blackout_error error;
    check_ok(bayes_regression_predict(&prediction, posterior, x, standard_error, &error), &error);
    return prediction;
}

/* Expected: by hand, one term. V0 = 1/2, m0 = 3, a0 = 2, b0 = 5; x = (1, 2), y = (4, 1).
 * P = 2 + 5 = 7. m = (6 + 6) / 7 = 12/7. a = 2 + 1 = 3. y'y = 17, m0'V0^-1 m0 = 18,
 * m'Pm = 144/7: b = 5 + (35 - 144/7) / 2 = 171/14. At x = 3, s = 2: location 36/7,
 * scale^2 = (171/42) (4 + 9/7), 6 degrees. Tolerance: rounding. */
static void one_term_by_hand(void **state)
{
    struct bayes_prior prior = {
        .terms = 1, .mean = {3.0}, .variance_scale = {0.5}, .shape = 2.0, .rate = 5.0};
    const double x[] = {1.0, 2.0};
    const double y[] = {4.0, 1.0};
    const double at[] = {3.0};
    (void)state;
    struct bayes_posterior posterior = fit(&prior, 2, x, y);
    check_close(posterior.mean[0], 12.0 / 7.0, 1e-15);
    check_close(posterior.cholesky[0], sqrt(7.0), 1e-15);
    check_close(posterior.shape, 3.0, 0.0);
    check_close(posterior.rate, 171.0 / 14.0, 1e-15);
    struct bayes_prediction prediction = predict(&posterior, at, 2.0);
    check_close(prediction.location, 36.0 / 7.0, 1e-15);
    check_close(prediction.scale, sqrt(171.0 / 42.0 * (4.0 + 9.0 / 7.0)), 1e-15);
    check_close(prediction.degrees, 6.0, 0.0);
}

/* Expected: without observations the prior; scale^2 = b0/a0 (s^2 + sum x^2 V0). */
static void no_observations_leave_the_prior(void **state)
{
    const double at[TERMS] = {1.0, -0.37, -0.81};
    double variance = 0.0313 * 0.0313;
    double location = 0.0;
    (void)state;
    struct bayes_posterior posterior = fit(&three_terms, 0, NULL, NULL);
    for (size_t i = 0; i < TERMS; ++i) {
        check_close(posterior.mean[i], three_terms.mean[i], 1e-14);
        variance += at[i] * at[i] * three_terms.variance_scale[i];
        location += at[i] * three_terms.mean[i];
    }
    check_close(posterior.shape, 3.0, 0.0);
    check_close(posterior.rate, 8.0, 1e-15);
    struct bayes_prediction prediction = predict(&posterior, at, 0.0313);
    check_close(prediction.location, location, 1e-14);
    check_close(prediction.scale, sqrt(8.0 / 3.0 * variance), 1e-14);
    check_close(prediction.degrees, 6.0, 0.0);
}

/* Expected: an independent program, exact rational arithmetic (Python's fractions) of the textbook
 * form b0 + (y'y + m0'V0^-1 m0 - m_n'P_n m_n) / 2. Tolerance: condition of P_n, below 1e3. */
static void three_terms_match_exact_arithmetic(void **state)
{
    static const double mean[TERMS] = {-0.020283316433478617, 0.00066851001324591465,
                                       -0.0040724017678634775};
    const double at[TERMS] = {1.0, -0.37, -0.81};
    (void)state;
    struct bayes_posterior posterior = fit(&three_terms, ROWS, rows_x, rows_y);
    for (size_t i = 0; i < TERMS; ++i) {
        check_close(posterior.mean[i], mean[i], 1e-12);
    }
    check_close(posterior.shape, 6.5, 0.0);
    check_close(posterior.rate, 14.336950116211423, 1e-12);
    struct bayes_prediction prediction = predict(&posterior, at, 0.0313);
    check_close(prediction.location, -0.017232019706410188, 1e-12);
    check_close(prediction.scale * prediction.scale, 0.0022331301174266329, 1e-12);
}

/* Expected: an identity. With one term the posterior is again a prior of this shape, so that
 * updating one observation at a time equals one batch. */
static void sequential_equals_batch(void **state)
{
    struct bayes_prior prior = {
        .terms = 1, .mean = {-0.0213}, .variance_scale = {2.5e-5}, .shape = 3.0, .rate = 8.0};
    struct bayes_prior running = prior;
    double x[ROWS];
    (void)state;
    for (size_t i = 0; i < ROWS; ++i) {
        x[i] = rows_x[i * TERMS];
        struct bayes_posterior step = fit(&running, 1, &x[i], &rows_y[i]);
        running = (struct bayes_prior){
            .terms = 1,
            .mean = {step.mean[0]},
            .variance_scale = {1.0 / (step.cholesky[0] * step.cholesky[0])},
            .shape = step.shape,
            .rate = step.rate,
        };
    }
    struct bayes_posterior batch = fit(&prior, ROWS, x, rows_y);
    check_close(running.mean[0], batch.mean[0], 1e-12);
    check_close(running.variance_scale[0], pow(batch.cholesky[0], -2.0), 1e-13);
    check_close(running.shape, batch.shape, 0.0);
    check_close(running.rate, batch.rate, 1e-13);
}

/* Expected: an identity. Observations on one term only leave the others at their prior. */
static void unseen_terms_keep_their_prior(void **state)
{
    const double x[] = {43.1, 0.0, 0.0, 61.3, 0.0, 0.0};
    const double y[] = {-1.31, 0.47};
    (void)state;
    struct bayes_posterior posterior = fit(&three_terms, 2, x, y);
    check_close(posterior.mean[1], three_terms.mean[1], 1e-14);
    check_close(posterior.mean[2], three_terms.mean[2], 1e-14);
    check_close(posterior.cholesky[4], sqrt(1.0 / three_terms.variance_scale[1]), 1e-14);
}

static void refuses_bad_priors(void **state)
{
    struct bayes_data none = {.count = 0};
    struct bayes_posterior posterior;
    struct bayes_prior priors[7];
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < 7; ++i) {
        priors[i] = three_terms;
    }
    priors[0].terms = 0;
    priors[1].terms = BAYES_MOST_TERMS + 1;
    priors[2].variance_scale[1] = 0.0;
    priors[3].variance_scale[2] = INFINITY;
    priors[4].mean[0] = NAN;
    priors[5].shape = 0.0;
    priors[6].rate = -1.0;
    for (size_t i = 0; i < 7; ++i) {
        check_fails(bayes_regression_fit(&posterior, &priors[i], &none, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
    }
}

static void refuses_bad_numbers(void **state)
{
    const double good[TERMS] = {1.0, 0.2, 0.3};
    const double bad[TERMS] = {1.0, NAN, 0.3};
    const double huge[TERMS] = {1e200, 1e200, 1e200};
    const double y[] = {0.5};
    struct bayes_data data[] = {{.count = 1, .x = bad, .y = y},
                                {.count = 1, .x = good, .y = &bad[1]},
                                {.count = 1, .x = huge, .y = y}};
    struct bayes_posterior posterior;
    struct bayes_prediction prediction;
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < 3; ++i) {
        check_fails(bayes_regression_fit(&posterior, &three_terms, &data[i], &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
    }
    posterior = fit(&three_terms, 0, NULL, NULL);
    check_fails(bayes_regression_predict(&prediction, &posterior, bad, 0.1, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(bayes_regression_predict(&prediction, &posterior, good, -0.1, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(bayes_regression_predict(&prediction, &posterior, good, NAN, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(bayes_regression_predict(&prediction, &posterior, huge, 0.1, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_term_by_hand),
        cmocka_unit_test(no_observations_leave_the_prior),
        cmocka_unit_test(three_terms_match_exact_arithmetic),
        cmocka_unit_test(sequential_equals_batch),
        cmocka_unit_test(unseen_terms_keep_their_prior),
        cmocka_unit_test(refuses_bad_priors),
        cmocka_unit_test(refuses_bad_numbers),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("bayes_regression", tests, NULL, NULL);
}
