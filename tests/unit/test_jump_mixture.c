/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/jump_mixture: noise, and with some probability a fall beside it. Expected values: scipy
 * 1.10 from the formulas of the header, with 801 x 161 x 201 equal steps over the logit of p0's
 * part, ln m and b; Gauss's rules with 256 x 100 x 200 points agree to 1e-10 of a quantile, to 4e-9
 * a year on. */
#include "stats/jump_mixture.h"

#include <math.h>
#include <string.h>

#include "blackout.h"

#include "check.h"

static const struct jump_prior prior = {
    .mean_effect = 0.02, .mean_effect_sd = 0.01, .slope = 0, .slope_sd = 0.5};

static const struct jump_case cases[] = {
    {.change = -0.03, .standard_error = 0.02, .exposure = 1, .covariate = 0.3},
    {.change = 0.01, .standard_error = 0.03, .exposure = 0.5, .covariate = -1.2},
    {.change = -0.2, .standard_error = 0.025, .exposure = 0.8, .covariate = 2.5},
    {.change = 0.004, .standard_error = 0.018, .exposure = 0.25, .covariate = 1}};

static void fit_and_predict(struct jump_prediction *prediction, const struct jump_prior *believed,
                            size_t count, const struct jump_case *of)
{
    static struct jump_posterior posterior;
    blackout_error error;
    check_ok(jump_mixture_fit(&posterior, believed, cases, count, &error), &error);
    jump_mixture_predict(prediction, &posterior, of);
}

static double quantile(const struct jump_prediction *prediction, double p)
{
    double y = NAN;
    blackout_error error;
    check_ok(jump_mixture_quantile(&y, prediction, p, &error), &error);
    return y;
}

static double crps(const struct jump_prediction *prediction, double observed)
{
    double score = NAN;
    blackout_error error;
    check_ok(jump_mixture_crps(&score, prediction, observed, &error), &error);
    return score;
}

static void four_cases_are_learned_from(void **state)
{
    (void)state;
    const struct jump_case near = {.standard_error = 0.02, .exposure = 1};
    const struct jump_case far = {.standard_error = 0.03, .exposure = 0.4, .covariate = 3};
    struct jump_prediction prediction;
    fit_and_predict(&prediction, &prior, 4, &near);
    check_close(quantile(&prediction, 0.05), -0.14412350781726377, 1e-9);
    check_close(quantile(&prediction, 0.5), -0.008887093291844587, 1e-9);
    check_close(quantile(&prediction, 0.95), 0.029306597754068447, 1e-9);
    check_close(jump_mixture_cdf(&prediction, 0), 1 - 0.36511447108105677, 1e-9);
    check_close(crps(&prediction, -0.05), 0.02500788774068192, 1e-9);
    fit_and_predict(&prediction, &prior, 4, &far);
    check_close(quantile(&prediction, 0.05), -0.17773641921244512, 1e-9);
    check_close(quantile(&prediction, 0.5), -0.013427418389465314, 1e-9);
    check_close(quantile(&prediction, 0.95), 0.043608441061836783, 1e-9);
    check_close(jump_mixture_cdf(&prediction, 0), 1 - 0.36230382339316836, 1e-9);
    check_close(crps(&prediction, -0.05), 0.022000293038540914, 1e-9);
}

/* A week, two, a month and a year: the longer, the sharper the logistic function of the slope that
 * the rules have to follow. Expected as above. */
static void long_outages_have_the_same_digits(void **state)
{
    (void)state;
    static const struct {
        double hours, p5, p50, p95, rise;
    } of[] = {
        {168, -0.2631851941439276, -0.022947585946056066, 0.02475903830083113, 0.2524658789254093},
        {336, -0.27857572168884653, -0.025401099506777505, 0.02404877416065296,
         0.23913837252315884},
        {720, -0.2911246085879351, -0.027561379506035516, 0.023432120078102987,
         0.22830671749413234},
        {8766, -0.31397590827919986, -0.031894833957997575, 0.022204670122977974,
         0.20858882549217017}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; ++i) {
        const struct jump_case lasting = {
            .standard_error = 0.02, .exposure = 1, .covariate = log2(1 + of[i].hours) - log2(7)};
        struct jump_prediction prediction;
        fit_and_predict(&prediction, &prior, 4, &lasting);
        check_close(quantile(&prediction, 0.05), of[i].p5, 1e-8);
        check_close(quantile(&prediction, 0.5), of[i].p50, 1e-8);
        check_close(quantile(&prediction, 0.95), of[i].p95, 1e-8);
        check_close(1 - jump_mixture_cdf(&prediction, 0), of[i].rise, 1e-8);
    }
}

/* As much doubt of the mean fall as the fall itself. Expected as above, with 401 x 1601 x 101
 * steps: the cut of m at 1 is a kink. */
static void a_wide_prior_has_the_same_digits(void **state)
{
    (void)state;
    const struct jump_prior wide = {
        .mean_effect = 0.02, .mean_effect_sd = 0.02, .slope = 0, .slope_sd = 0.5};
    const struct jump_case day = {
        .standard_error = 0.02, .exposure = 1, .covariate = log2(25) - log2(7)};
    struct jump_prediction prediction;
    fit_and_predict(&prediction, &wide, 4, &day);
    check_close(quantile(&prediction, 0.05), -0.24038393295997768, 2e-8);
    check_close(quantile(&prediction, 0.5), -0.016190307290485796, 2e-8);
    check_close(quantile(&prediction, 0.95), 0.026969440906640885, 2e-8);
}

static void without_cases_the_prior_speaks(void **state)
{
    (void)state;
    const struct jump_prior believed = {
        .mean_effect = 0.02, .mean_effect_sd = 0.01, .slope = 0.1, .slope_sd = 0.5};
    const struct jump_case of = {.standard_error = 0.02, .exposure = 0.5, .covariate = 1};
    struct jump_prediction prediction;
    fit_and_predict(&prediction, &believed, 0, &of);
    check_close(quantile(&prediction, 0.05), -0.07884387276717537, 1e-9);
    check_close(quantile(&prediction, 0.5), -0.0075284666012392755, 1e-9);
    check_close(1 - jump_mixture_cdf(&prediction, 0), 0.37650024903345947, 1e-9);
}

/* With one size of fall, the distribution is scipy.stats.exponnorm's, mirrored; the second case has
 * factors that would overflow. */
static void a_fall_is_the_exponentially_modified_normal(void **state)
{
    (void)state;
    static const struct {
        double y, s, t, p;
    } of[] = {{-0.1, 0.02, 0.05, 0.14660693908135541},
              {0.01, 0.02, 0.001, 0.7085958020076675},
              {-0.3, 0.03, 0.5, 0.5498003866475312}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; ++i) {
        struct jump_prediction one = {.standard_error = of[i].s};
        one.falls[0].at[0] = 1;
        for (size_t k = 0; k < JUMP_SIZE_BLOCKS * LANES; ++k) {
            one.sizes[k / LANES].at[k % LANES] = of[i].t;
        }
        check_close(jump_mixture_cdf(&one, of[i].y), of[i].p, 1e-12);
    }
}

/* In the limit nothing is hit, and what is left is the share's ordinary two days. */
static void without_exposure_nothing_falls(void **state)
{
    (void)state;
    const struct jump_case of = {.standard_error = 0.02, .exposure = 1e-12};
    struct jump_prediction prediction;
    fit_and_predict(&prediction, &prior, 4, &of);
    check_close(quantile(&prediction, 0.05), -0.02 * 1.6448536269514722, 1e-9);
    check_near(quantile(&prediction, 0.5), 0, 1e-12);
    check_close(crps(&prediction, 0), 0.02 * 0.23369497725510904, 1e-7);
}

/* More of the business hit makes a fall likelier. */
static void a_fall_is_likelier_with_exposure(void **state)
{
    (void)state;
    double last = 1;
    for (double x = 0.1; x <= 1; x += 0.1) {
        const struct jump_case of = {.standard_error = 0.02, .exposure = x};
        struct jump_prediction prediction;
        fit_and_predict(&prediction, &prior, 4, &of);
        assert_true(quantile(&prediction, 0.05) < last);
        last = quantile(&prediction, 0.05);
    }
}

static void priors_out_of_range_are_refused(void **state)
{
    static const struct jump_prior wrong[] = {
        {0, 0.01, 0, 0.5},      {-0.02, 0.01, 0, 0.5},  {1, 0.01, 0, 0.5},
        {NAN, 0.01, 0, 0.5},    {0.02, 0, 0, 0.5},      {0.02, INFINITY, 0, 0.5},
        {0.02, 0.01, NAN, 0.5}, {0.02, 0.01, 0, -1e-9}, {0.02, 0.01, 0, NAN}};
    static struct jump_posterior posterior;
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        check_fails(jump_mixture_fit(&posterior, &wrong[i], cases, 0, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_non_null(strstr(error.message, "prior of a fall"));
    }
}

static void what_has_no_distribution_is_refused(void **state)
{
    (void)state;
    static struct jump_posterior posterior;
    struct jump_prior wrong = prior;
    struct jump_case no_error = cases[0];
    struct jump_prediction prediction;
    blackout_error error;
    double y;
    wrong.mean_effect = 0;
    assert_int_equal(jump_mixture_fit(&posterior, &wrong, cases, 1, &error),
                     BLACKOUT_ERROR_NUMERIC);
    no_error.standard_error = 0;
    assert_int_equal(jump_mixture_fit(&posterior, &prior, &no_error, 1, &error),
                     BLACKOUT_ERROR_NUMERIC);
    /* a rise of 50 standard errors: exp(-1250) is no double */
    const struct jump_case rise = {.change = 0.5, .standard_error = 0.01, .exposure = 1};
    assert_int_equal(jump_mixture_fit(&posterior, &prior, &rise, 1, &error),
                     BLACKOUT_ERROR_NUMERIC);
    assert_string_equal(error.message,
                        "a change of 0.5 with the standard error 0.01 is out of reach of any fall");
    fit_and_predict(&prediction, &prior, 0, &cases[0]);
    assert_int_equal(jump_mixture_quantile(&y, &prediction, 1, &error), BLACKOUT_ERROR_NUMERIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_cases_are_learned_from),
        cmocka_unit_test(long_outages_have_the_same_digits),
        cmocka_unit_test(a_wide_prior_has_the_same_digits),
        cmocka_unit_test(without_cases_the_prior_speaks),
        cmocka_unit_test(a_fall_is_the_exponentially_modified_normal),
        cmocka_unit_test(without_exposure_nothing_falls),
        cmocka_unit_test(a_fall_is_likelier_with_exposure),
        cmocka_unit_test(priors_out_of_range_are_refused),
        cmocka_unit_test(what_has_no_distribution_is_refused),
    };
    blackout_init();
    return cmocka_run_group_tests_name("jump_mixture", tests, NULL, NULL);
}
