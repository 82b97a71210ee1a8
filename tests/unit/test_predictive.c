/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/predictive: scores against the closed form of Student's t and the normal distribution, and
 * of a mixture against SciPy. */
#include "stats/predictive.h"

#include <string.h>

#include "check.h"

static const double shifts[] = {-1.3, -0.41, 0.07, 0.52, 0.95};
static const struct predictive mixture = {
    .location = 0.31, .scale = 0.62, .degrees = 3.5, .shifts = shifts, .shift_count = 5};

static void check_scores(const struct predictive *predictive, double y, double crps, double cdf,
                         double log_score)
{
    double value = NAN;
    blackout_error error = {0};
    check_ok(predictive_crps(&value, predictive, y, &error), &error);
    check_close(value, crps, 1e-8);
    check_ok(predictive_cdf(&value, predictive, y, &error), &error);
    check_close(value, cdf, 1e-9);
    check_ok(predictive_log_score(&value, predictive, y, &error), &error);
    check_close(value, log_score, 1e-12);
}

/* Expected: the CRPS of Jordan, Krueger & Lerch (2019), appendix A, in NumPy:
 * z (2 F(z) - 1) + 2 f(z) (nu + z^2) / (nu - 1)
 * - 2 sqrt(nu) / (nu - 1) B(1/2, nu - 1/2) / B(1/2, nu/2)^2; and scipy.stats.t. */
static void a_single_t_has_its_closed_form(void **state)
{
    static const double cases[][7] = {
        {0.31, 0.62, 3.5, 0.7, 0.25418243031106924, 0.7159897741223485, 0.7524255802122247},
        {0.31, 0.62, 3.5, -2.4, 2.2504871001185283, 0.008004026275220738, 4.708641865946388},
        {-0.2, 0.385, 1.9, 5.5, 5.282875621956857, 0.9972147136881745, 6.988432364375173},
        {0.31, 0.62, 40, 0.3, 0.14659984159481648, 0.4936058176406998, 0.44728540593563115}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const double *c = cases[i];
        const struct predictive t = {.location = c[0], .scale = c[1], .degrees = c[2]};
        check_scores(&t, c[3], c[4], c[5], c[6]);
    }
}

/* Expected: Gneiting & Raftery (2007), equation 21, and scipy.stats.norm. */
static void infinite_degrees_are_normal(void **state)
{
    const struct predictive normal = {.location = 0.31, .scale = 0.62, .degrees = INFINITY};
    double quantile = NAN;
    blackout_error error = {0};
    (void)state;
    check_scores(&normal, 0.7, 0.2396566518374639, 0.7353360311078749, 0.6387435231045447);
    check_ok(predictive_quantile(&quantile, &normal, 0.05, &error), &error);
    check_close(quantile, -0.709809248709913, 1e-9);
}

/* Expected: scipy.integrate.quad of F^2 and (1 - F)^2 to 1e-12, scipy.optimize.brentq. */
static void a_mixture_is_that_of_scipy(void **state)
{
    static const double quantiles[][2] = {
        {0.05, -1.6520325167883023}, {0.5, 0.3335060124602665}, {0.95, 2.0695145098285423}};
    double quantile = NAN;
    blackout_error error = {0};
    (void)state;
    check_scores(&mixture, 0.7, 0.3147025516030438, 0.6296620645158084, 1.0431325351571912);
    check_scores(&mixture, -3.1, 2.725805764407622, 0.0060879712675524136, 4.954693787974408);
    check_scores(&mixture, 4.2, 3.2684430239729743, 0.9968429915464545, 5.824435252860987);
    for (size_t i = 0; i < 3; ++i) {
        check_ok(predictive_quantile(&quantile, &mixture, quantiles[i][0], &error), &error);
        check_close(quantile, quantiles[i][1], 1e-9);
    }
}

/* Where it is does not depend on which part of it the shifts have. */
static void shifts_may_all_lie_to_one_side(void **state)
{
    const double aside[] = {-1.3 + 40, -0.41 + 40, 0.07 + 40, 0.52 + 40, 0.95 + 40};
    struct predictive predictive = mixture;
    double quantile = NAN;
    blackout_error error = {0};
    (void)state;
    predictive.location -= 40;
    predictive.shifts = aside;
    check_scores(&predictive, 0.7, 0.3147025516030438, 0.6296620645158084, 1.0431325351571912);
    check_scores(&predictive, -3.1, 2.725805764407622, 0.0060879712675524136, 4.954693787974408);
    check_ok(predictive_quantile(&quantile, &predictive, 0.95, &error), &error);
    check_close(quantile, 2.0695145098285423, 1e-9);
}

/* A thousand scales from 0 it has the same scores. */
static void a_mixture_may_lie_anywhere(void **state)
{
    struct predictive predictive = mixture;
    double quantile = NAN;
    blackout_error error = {0};
    (void)state;
    predictive.location += 1024;
    check_scores(&predictive, 1024.7, 0.3147025516030438, 0.6296620645158084, 1.0431325351571912);
    check_scores(&predictive, 1020.9, 2.725805764407622, 0.0060879712675524136, 4.954693787974408);
    check_ok(predictive_quantile(&quantile, &predictive, 0.05, &error), &error);
    check_near(quantile - 1024, -1.6520325167883023, 1e-9);
}

/* Hundreds of scales out, where densities are no doubles any more and the nodes of a quadrature
 * about y would miss the middle. Expected: as above, by R's pt(), dt(log = TRUE) and dnorm(log =
 * TRUE). */
static void scores_far_out_keep_their_digits(void **state)
{
    static const double cases[][4] = {{3, 500, 499.17301106746663, 23.662120665832056},
                                      {3, -500, 499.17301106746669, 23.662120665832056},
                                      {2, 1e5, 99998.889289265469, 34.538776395210682},
                                      {INFINITY, 500, 499.43581041645223, 125000.9189385332}};
    double value = NAN;
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const struct predictive t = {.location = 0, .scale = 1, .degrees = cases[i][0]};
        check_ok(predictive_crps(&value, &t, cases[i][1], &error), &error);
        check_close(value, cases[i][2], 1e-8);
        check_ok(predictive_log_score(&value, &t, cases[i][1], &error), &error);
        check_close(value, cases[i][3], 1e-12);
    }
}

static void what_is_not_a_distribution_is_refused(void **state)
{
    const struct predictive flat = {.location = 0.31, .scale = 0, .degrees = 3.5};
    const struct predictive heavy = {.location = 0.31, .scale = 0.62, .degrees = 1};
    double value = 0;
    blackout_error error = {0};
    (void)state;
    check_fails(predictive_cdf(&value, &flat, 0.7, &error), BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(predictive_log_score(&value, &flat, 0.7, &error), BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(predictive_crps(&value, &heavy, 0.7, &error), BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(predictive_quantile(&value, &mixture, 1, &error), BLACKOUT_ERROR_NUMERIC, &error);
    assert_non_null(strstr(error.message, "a predictive distribution has"));
    check_fails(predictive_quantile(&value, &flat, 0.5, &error), BLACKOUT_ERROR_NUMERIC, &error);
    assert_non_null(strstr(error.message, "a predictive distribution has"));
    check_fails(predictive_cdf(&value, &mixture, NAN, &error), BLACKOUT_ERROR_NUMERIC, &error);
}

/* Each fault alone, by every function; of the mixture in its last shift. */
static void each_fault_alone_is_refused(void **state)
{
    static const double lost[][5] = {{-1.3, -0.41, 0.07, 0.52, NAN}, {-1.3, -0.41, INFINITY}};
    const struct predictive wrong[] = {
        {INFINITY, 0.62, 3.5, NULL, 0}, {NAN, 0.62, 3.5, NULL, 0},
        {0.31, INFINITY, 3.5, NULL, 0}, {0.31, -0.62, 3.5, NULL, 0},
        {0.31, 0.62, 0, NULL, 0},       {0.31, 0.62, -2, NULL, 0},
        {0.31, 0.62, NAN, NULL, 0},     {0.31, 0.62, 3.5, shifts, 0},
        {0.31, 0.62, 3.5, lost[0], 5},  {0.31, 0.62, 3.5, lost[1], 3}};
    double value;
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        check_fails(predictive_cdf(&value, &wrong[i], 0.7, &error), BLACKOUT_ERROR_NUMERIC, &error);
        assert_true(isnan(value));
        check_fails(predictive_log_score(&value, &wrong[i], 0.7, &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        check_fails(predictive_crps(&value, &wrong[i], 0.7, &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        check_fails(predictive_quantile(&value, &wrong[i], 0.5, &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        assert_true(isnan(value));
        assert_non_null(strstr(error.message, "a predictive distribution has"));
    }
    static const double chances[] = {0, 1, -0.5, 1.5, NAN};
    for (size_t i = 0; i < sizeof chances / sizeof chances[0]; ++i) {
        value = 0;
        check_fails(predictive_quantile(&value, &mixture, chances[i], &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_true(isnan(value));
    }
    static const double values[] = {INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; ++i) {
        value = 0;
        check_fails(predictive_crps(&value, &mixture, values[i], &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        assert_true(isnan(value));
        value = 0;
        check_fails(predictive_log_score(&value, &mixture, values[i], &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_true(isnan(value));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_single_t_has_its_closed_form),
                                       cmocka_unit_test(infinite_degrees_are_normal),
                                       cmocka_unit_test(a_mixture_is_that_of_scipy),
                                       cmocka_unit_test(shifts_may_all_lie_to_one_side),
                                       cmocka_unit_test(a_mixture_may_lie_anywhere),
                                       cmocka_unit_test(scores_far_out_keep_their_digits),
                                       cmocka_unit_test(what_is_not_a_distribution_is_refused),
                                       cmocka_unit_test(each_fault_alone_is_refused)};
    return cmocka_run_group_tests_name("predictive", tests, NULL, NULL);
}
