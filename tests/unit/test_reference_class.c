/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/reference_class: the posterior against closed forms, against SciPy, and against itself. */
#include "stats/reference_class.h"

#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "check.h"
#include "random.h"
#include "stats/normal.h"
#include "stats/student_t.h"

enum { CASES = 7 };
static const double found[CASES] = {-1.25, -0.47, 0.31, 2.84, 0.785, 1.77, -0.26};
static const double spread[CASES] = {0.84, 0.85, 1.13, 1.47, 0.95, 0.73, 0.3};
static const double covariate[CASES] = {-0.8, -0.5, 0.1, 0.9, 0.35, 0.2, -0.25};

static struct reference_prior usual_prior(void)
{
    struct reference_prior prior = {.location_mean = 0.1,
                                    .location_sd = 0.9,
                                    .log_scale_mean = -0.7,
                                    .log_scale_sd = 0.8,
                                    .slope_sd = 0.6};
    reference_degrees(&prior, 20, 14.1);
    return prior;
}

static struct reference_data usual_data(size_t slopes)
{
    return (struct reference_data){
        .count = CASES, .y = found, .s = spread, .slopes = slopes, .x = covariate};
}

static void fit(struct reference_posterior *posterior, struct arena *arena,
                const struct reference_prior *prior, const struct reference_data *data)
{
    blackout_error error = {0};
    check_ok(reference_class_fit(posterior, arena, prior, data, &error), &error);
}

static struct reference_prediction predict(const struct reference_posterior *posterior,
                                           const double *x)
{
    struct reference_prediction prediction;
    blackout_error error = {0};
    check_ok(reference_class_predict(&prediction, posterior, x, &error), &error);
    return prediction;
}

static double probability(const struct reference_posterior *posterior, const double *x, double s,
                          double y)
{
    double p = NAN;
    blackout_error error = {0};
    check_ok(reference_class_cdf(&p, posterior, x, s, y, &error), &error);
    return p;
}

static double mean_of(const struct reference_posterior *posterior, size_t offset)
{
    double mean = 0;
    for (size_t i = 0; i < posterior->node_count; ++i) {
        double value;
        memcpy(&value, (const char *)&posterior->nodes[i] + offset, sizeof value);
        mean += posterior->nodes[i].weight * value;
    }
    return mean;
}

static double chance_of_degrees(const struct reference_posterior *posterior, double degrees)
{
    double total = 0;
    for (size_t i = 0; i < posterior->node_count; ++i) {
        total += posterior->nodes[i].degrees == degrees ? posterior->nodes[i].weight : 0;
    }
    return total;
}

/* Expected: Gauss-Legendre quadrature of 240 by 240 points over eight standard deviations of the
 * prior, in NumPy and scipy.stats (SciPy 1.10); the part of nu = 2 agrees with scipy's dblquad. */
static void the_posterior_is_that_of_scipy(void **state)
{
    struct arena arena = {0};
    struct reference_posterior posterior;
    const struct reference_prior prior = usual_prior();
    const struct reference_data data = usual_data(0);
    (void)state;
    fit(&posterior, &arena, &prior, &data);
    check_close(mean_of(&posterior, offsetof(struct reference_node, location)), 0.172532662066,
                1e-9);
    check_close(mean_of(&posterior, offsetof(struct reference_node, scale)), 0.60662052603, 1e-9);
    check_close(chance_of_degrees(&posterior, 2), 0.013852383978, 1e-9);
    check_close(chance_of_degrees(&posterior, 16), 0.371269166265, 1e-9);
    check_close(chance_of_degrees(&posterior, 64), 0.0481319593953, 1e-9);
    check_close(probability(&posterior, NULL, 0.5, 0.7), 0.732585115389, 1e-9);
    arena_free(&arena);
}

/* Expected: as above with 2400 points for mu; quantiles by scipy.optimize.brentq, the degrees by
 * brentq on the ratio of scipy.stats.t's widths. The tolerance is that of the staircase. */
static void the_prediction_matches_median_and_intervals(void **state)
{
    struct arena arena = {0};
    struct reference_posterior posterior;
    const struct reference_prior prior = usual_prior();
    const struct reference_data data = usual_data(0);
    (void)state;
    fit(&posterior, &arena, &prior, &data);
    const struct reference_prediction t = predict(&posterior, NULL);
    check_close(t.location, 0.13602424526, 1e-5);
    check_close(t.scale, 0.56856955984, 1e-5);
    check_close(t.degrees, 2.93389752943, 1e-5);
    check_close(t.mismatch, 0.0957636870990, 1e-5);
    arena_free(&arena);
}

/* Expected: as above, with 240 points for mu and 80 for the slope: so few have a staircase of 1e-5.
 */
static void a_slope_moves_the_location(void **state)
{
    struct arena arena = {0};
    struct reference_posterior posterior;
    const struct reference_prior prior = usual_prior();
    const struct reference_data data = usual_data(1);
    const double x = 0.4;
    (void)state;
    fit(&posterior, &arena, &prior, &data);
    check_close(mean_of(&posterior, offsetof(struct reference_node, location)), 0.252022272552,
                1e-8);
    check_close(mean_of(&posterior, offsetof(struct reference_node, slopes)), 0.79959553246, 1e-8);
    check_close(probability(&posterior, &x, 0.5, 0.7), 0.560581765388, 1e-8);
    const struct reference_prediction t = predict(&posterior, &x);
    check_close(t.location, 0.57758325869, 2e-5);
    check_close(t.scale, 0.55406587473, 2e-5);
    check_close(t.degrees, 4.42081369105, 5e-5);
    arena_free(&arena);
}

/* Two covariates, of which the first is 0 in all cases: the other has what it has alone, and the
 * first keeps its prior. A NaN in the last of them is refused as what it is. */
static void covariates_are_those_of_their_case(void **state)
{
    const size_t first = offsetof(struct reference_node, slopes);
    const size_t second = first + sizeof(double);
    struct arena arena = {0};
    struct reference_posterior one;
    struct reference_posterior two;
    struct reference_prior prior = usual_prior();
    struct reference_data data = usual_data(1);
    blackout_error error = {0};
    double x[CASES * 2] = {0};
    (void)state;
    prior.degrees_count = 1;
    prior.log_scale_sd = 0;
    fit(&one, &arena, &prior, &data);
    for (size_t i = 0; i < CASES; ++i) {
        x[2 * i + 1] = covariate[i];
    }
    data.x = x;
    data.slopes = 2;
    fit(&two, &arena, &prior, &data);
    check_close(mean_of(&two, second), mean_of(&one, first), 1e-6);
    check_near(mean_of(&two, first), 0, 1e-9);
    x[2 * CASES - 1] = NAN;
    check_fails(reference_class_fit(&two, &arena, &prior, &data, &error), BLACKOUT_ERROR_NUMERIC,
                &error);
    assert_non_null(strstr(error.message, "not a finite number"));
    arena_free(&arena);
}

/* sigma known and nu infinite: the posterior of mu is normal, with the precisions added up, and so
 * is the prediction. Expected: that closed form in NumPy, and
 * scipy.stats.norm.cdf(1.3). */
static void known_sigma_and_normal_is_conjugate(void **state)
{
    const double x = 0.4;
    const struct {
        size_t slopes;
        double mean;
        double sd;
    } cases[] = {{0, 0.213465809500213, 0.644927297200519},
                 {1, 0.613761463290324, 0.691118693500017}};
    struct reference_prior prior = {.location_mean = 0.1,
                                    .location_sd = 0.9,
                                    .log_scale_mean = log(0.55),
                                    .slope_sd = 0.6,
                                    .degrees_count = 1,
                                    .degrees = {INFINITY},
                                    .weights = {2.5}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct arena arena = {0};
        struct reference_posterior posterior;
        const struct reference_data data = usual_data(cases[i].slopes);
        fit(&posterior, &arena, &prior, &data);
        const struct reference_prediction t = predict(&posterior, &x);
        check_close(t.location, cases[i].mean, 1e-8);
        check_close(t.degrees, 1000.0, 1e-6); /* the most that there are */
        /* t of 1000 degrees has the upper quartile 0.67470 for the normal's 0.67449 */
        check_close(t.scale, cases[i].sd, 5e-4);
        check_close(probability(&posterior, &x, 0, cases[i].mean + cases[i].sd * 1.3),
                    0.90319951541439, 1e-9);
        arena_free(&arena);
    }
}

/* With nothing to learn from, the prior is predicted: about its mean. */
static void no_case_leaves_the_prior(void **state)
{
    struct arena arena = {0};
    struct reference_posterior posterior;
    const struct reference_prior prior = usual_prior();
    const struct reference_data none = {0};
    (void)state;
    fit(&posterior, &arena, &prior, &none);
    check_close(mean_of(&posterior, offsetof(struct reference_node, location)), 0.1, 1e-9);
    /* lognormal: exp(-0.7 + 0.8^2 / 2) */
    check_close(mean_of(&posterior, offsetof(struct reference_node, scale)), exp(-0.38), 1e-9);
    check_close(predict(&posterior, NULL).location, 0.1, 1e-8);
    arena_free(&arena);
}

/* Adding a number to all y and to the prior's mean adds it to the location; doubling all of y, s,
 * the prior's mean, sd and scale doubles location and scale. */
static void units_do_not_matter(void **state)
{
    struct arena arena = {0};
    struct reference_posterior posterior;
    struct reference_prior prior = usual_prior();
    double y[CASES];
    double s[CASES];
    struct reference_data data = {.count = CASES, .y = y, .s = s};
    (void)state;
    for (size_t i = 0; i < CASES; ++i) {
        y[i] = 2 * (found[i] + 1.375);
        s[i] = 2 * spread[i];
    }
    prior.location_mean = 2 * (prior.location_mean + 1.375);
    prior.location_sd *= 2;
    prior.log_scale_mean += log(2);
    fit(&posterior, &arena, &prior, &data);
    const struct reference_prediction t = predict(&posterior, NULL);
    check_close(t.location, 2 * (0.13602424526 + 1.375), 1e-6);
    check_close(t.scale, 2 * 0.56856955984, 1e-5);
    check_close(t.degrees, 2.93389752943, 1e-5);
    arena_free(&arena);
}

/* Four thousand cases: the grid is brought onto a posterior that is a thousand times narrower than
 * the prior. Expected: mean and standard deviation of the cases, which are t(8) quantiles. */
static void many_cases_decide(void **state)
{
    enum { MANY = 4000 };
    static double y[MANY];
    static double s[MANY];
    struct arena arena = {0};
    struct reference_posterior posterior;
    const struct reference_prior prior = usual_prior();
    const struct reference_data data = {.count = MANY, .y = y, .s = s};
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < MANY; ++i) {
        double t;
        check_ok(student_t_quantile(&t, ((double)i + 0.5) / MANY, 8, &error), &error);
        y[i] = 0.7305 + 0.2815 * t;
    }
    fit(&posterior, &arena, &prior, &data);
    const struct reference_prediction t = predict(&posterior, NULL);
    check_near(t.location, 0.7305, 1e-4);
    check_close(t.scale, 0.2815, 0.01);
    assert_true(chance_of_degrees(&posterior, 8) > 0.99);
    arena_free(&arena);
}

/* ---- Simulation-based calibration (Talts et al. 2018) ---------------------------------------- */

static double uniform(uint64_t *random)
{
    return random_between(random, 0x1p-53, 1);
}

/* A member of the class, drawn from the prior. */
struct truth {
    double location;
    double scale;
    double degrees;
};

static struct truth draw_truth(const struct reference_prior *prior, uint64_t *random)
{
    double total = 0;
    struct truth truth = {
        .location = prior->location_mean + prior->location_sd * normal_quantile(uniform(random)),
        .scale =
            exp(prior->log_scale_mean + prior->log_scale_sd * normal_quantile(uniform(random)))};
    for (size_t k = 0; k < prior->degrees_count; ++k) {
        total += prior->weights[k];
    }
    double left = total * uniform(random);
    for (size_t k = 0; k < prior->degrees_count && left >= 0; ++k) {
        truth.degrees = prior->degrees[k];
        left -= prior->weights[k];
    }
    return truth;
}

static double draw_case(const struct truth *truth, double s, uint64_t *random)
{
    double t = NAN;
    blackout_error error = {0};
    check_ok(student_t_quantile(&t, uniform(random), truth->degrees, &error), &error);
    return truth->location + hypot(s, truth->scale) * t;
}

/* Where the truth is drawn from the prior, the probability below a next case is uniform, and the
 * posterior's mean and variance of mu have the prior's on average: E(mean) = the prior's mean,
 * Var(mean) + E(variance) = the prior's variance. 300 simulations of nine cases, fixed seeds;
 * chi-squared of ten bins below its 99.9 % point, 27.877 of 9 degrees (scipy.stats.chi2); means
 * within 3.3 standard errors. */
static void simulated_classes_are_calibrated(void **state)
{
    enum { SIMULATIONS = 300, N = 9, BINS = 10 };
    const struct reference_prior prior = usual_prior();
    uint64_t random = 20240719;
    int bins[BINS] = {0};
    double means = 0;
    double squares = 0; /* of (mu - its prior mean), posterior expectation */
    (void)state;
    for (int i = 0; i < SIMULATIONS; ++i) {
        struct arena arena = {0};
        struct reference_posterior posterior;
        const struct truth truth = draw_truth(&prior, &random);
        double y[N];
        double s[N];
        const struct reference_data data = {.count = N, .y = y, .s = s};
        for (size_t j = 0; j < N; ++j) {
            s[j] = random_between(&random, 0, 1.2);
            y[j] = draw_case(&truth, s[j], &random);
        }
        fit(&posterior, &arena, &prior, &data);
        double p = probability(&posterior, NULL, 0.35, draw_case(&truth, 0.35, &random));
        ++bins[(int)fmin(p * BINS, BINS - 1)];
        for (size_t k = 0; k < posterior.node_count; ++k) {
            double off = posterior.nodes[k].location - prior.location_mean;
            means += posterior.nodes[k].weight * off / SIMULATIONS;
            squares += posterior.nodes[k].weight * off * off / SIMULATIONS;
        }
        arena_free(&arena);
    }
    double chi_squared = 0;
    for (int b = 0; b < BINS; ++b) {
        double expected = (double)SIMULATIONS / BINS;
        chi_squared += (bins[b] - expected) * (bins[b] - expected) / expected;
    }
    assert_true(chi_squared < 27.877);
    check_near(means, 0, 3.3 * prior.location_sd / sqrt(SIMULATIONS));
    double variance = prior.location_sd * prior.location_sd;
    check_near(squares, variance, 3.3 * variance * sqrt(2.0 / SIMULATIONS));
}

/* Location and sigma known: only the degrees are learned, by Bayes' formula from the densities of
 * GSL; with one of them there is one node. The next case has the mixture of their t. */
static void degrees_alone_are_learned_by_bayes(void **state)
{
    const double location = 0.41;
    const double sigma = 0.57;
    struct arena arena = {0};
    struct reference_posterior posterior;
    const struct reference_data data = usual_data(0);
    (void)state;
    for (size_t count = 1; count <= 3; ++count) {
        const struct reference_prior prior = {.location_mean = location,
                                              .log_scale_mean = log(sigma),
                                              .degrees_count = count,
                                              .degrees = {2.5, 7, 40},
                                              .weights = {0.3, 1.1, 0.7}};
        double chances[3];
        double total = 0;
        double expected = 0;
        fit(&posterior, &arena, &prior, &data);
        assert_int_equal(posterior.node_count, count);
        for (size_t k = 0; k < count; ++k) {
            chances[k] = prior.weights[k];
            for (size_t i = 0; i < CASES; ++i) {
                const double scale = hypot(spread[i], sigma);
                chances[k] *=
                    gsl_ran_tdist_pdf((found[i] - location) / scale, prior.degrees[k]) / scale;
            }
            total += chances[k];
        }
        for (size_t k = 0; k < count; ++k) {
            check_close(chance_of_degrees(&posterior, prior.degrees[k]), chances[k] / total, 1e-12);
            expected += chances[k] / total *
                        gsl_cdf_tdist_P((1.3 - location) / hypot(0.25, sigma), prior.degrees[k]);
        }
        check_close(probability(&posterior, NULL, 0.25, 1.3), expected, 1e-9);
    }
    arena_free(&arena);
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void refuses(const struct reference_prior *prior, const struct reference_data *data)
{
    struct arena arena = {0};
    struct reference_posterior posterior;
    blackout_error error = {0};
    check_fails(reference_class_fit(&posterior, &arena, prior, data, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    arena_free(&arena);
}

static void what_is_out_of_range_is_refused(void **state)
{
    const struct reference_data data = usual_data(1);
    const double wrong[] = {NAN, INFINITY, -1};
    (void)state;
    for (size_t i = 0; i < 3; ++i) {
        struct reference_prior priors[] = {usual_prior(), usual_prior(), usual_prior()};
        priors[0].location_sd = wrong[i];
        priors[1].log_scale_sd = wrong[i];
        priors[2].slope_sd = wrong[i];
        for (size_t j = 0; j < 3; ++j) {
            refuses(&priors[j], &data);
        }
        double s[CASES];
        memcpy(s, spread, sizeof s);
        s[3] = wrong[i];
        const struct reference_prior prior = usual_prior();
        const struct reference_data bad = {.count = CASES, .y = found, .s = s};
        refuses(&prior, &bad);
    }
    struct reference_prior prior = usual_prior();
    prior.degrees_count = 0;
    refuses(&prior, &data);
    prior = usual_prior();
    prior.degrees[2] = 0;
    refuses(&prior, &data);
    for (size_t i = 0; i < 3; ++i) {
        struct reference_prior priors[] = {usual_prior(), usual_prior(), usual_prior(),
                                           usual_prior()};
        const double last = wrong[i] == INFINITY ? -1 : wrong[i]; /* infinite ones are a normal */
        const size_t count = priors[0].degrees_count;
        priors[0].location_mean = wrong[i] == -1 ? -INFINITY : wrong[i];
        priors[1].log_scale_mean = wrong[i] == -1 ? -INFINITY : wrong[i];
        priors[2].degrees[count - 1] = last;
        priors[3].weights[count - 1] = wrong[i];
        for (size_t j = 0; j < 4; ++j) {
            refuses(&priors[j], &data);
        }
        double y[CASES];
        memcpy(y, found, sizeof y);
        y[CASES - 1] = wrong[i] == -1 ? -INFINITY : wrong[i];
        prior = usual_prior();
        refuses(&prior, &(struct reference_data){.count = CASES, .y = y, .s = spread});
    }
    prior = usual_prior();
    prior.weights[0] = 0;
    refuses(&prior, &data);
    prior = usual_prior();
    prior.degrees_count = REFERENCE_MOST_DEGREES + 1;
    refuses(&prior, &data);
    struct reference_data many = data;
    many.slopes = REFERENCE_MOST_SLOPES + 1;
    prior = usual_prior();
    refuses(&prior, &many);
}

/* A hundred cases at a million, where the prior holds locations of -7.1 to 7.3 and scales up to 299
 * for possible. */
static void what_the_prior_excludes_is_refused(void **state)
{
    enum { FAR_CASES = 100 };
    double y[FAR_CASES];
    double s[FAR_CASES] = {0};
    const struct reference_prior prior = usual_prior();
    const struct reference_data data = {.count = FAR_CASES, .y = y, .s = s};
    (void)state;
    for (size_t i = 0; i < FAR_CASES; ++i) {
        y[i] = 1e6 + 0.01 * (double)i;
    }
    refuses(&prior, &data);
}

/* Gamma of mean 20 and standard deviation 14.1, at doublings. Expected: scipy.stats.gamma.pdf
 * times nu, scaled to a sum of 1. */
static void degrees_have_the_weights_of_a_gamma(void **state)
{
    const double expected[] = {0.0225899, 0.07450736, 0.20095798,
                               0.3624547, 0.29233918, 0.04715089};
    struct reference_prior prior = {0};
    double total = 0;
    (void)state;
    reference_degrees(&prior, 20, 14.1);
    assert_int_equal(prior.degrees_count, 6);
    for (size_t k = 0; k < 6; ++k) {
        total += prior.weights[k];
    }
    for (size_t k = 0; k < 6; ++k) {
        check_close(prior.degrees[k], ldexp(2, (int)k), 0);
        check_near(prior.weights[k] / total, expected[k], 1e-8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_posterior_is_that_of_scipy),
        cmocka_unit_test(the_prediction_matches_median_and_intervals),
        cmocka_unit_test(a_slope_moves_the_location),
        cmocka_unit_test(covariates_are_those_of_their_case),
        cmocka_unit_test(known_sigma_and_normal_is_conjugate),
        cmocka_unit_test(no_case_leaves_the_prior),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(many_cases_decide),
        cmocka_unit_test(simulated_classes_are_calibrated),
        cmocka_unit_test(degrees_alone_are_learned_by_bayes),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(what_the_prior_excludes_is_refused),
        cmocka_unit_test(degrees_have_the_weights_of_a_gamma),
    };
    blackout_init();
    return cmocka_run_group_tests_name("reference_class", tests, NULL, NULL);
}
