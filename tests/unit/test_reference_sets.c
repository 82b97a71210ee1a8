/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every mean, standard deviation, autocorrelation and regression of ours through the Statistical
 * Reference Datasets of NIST, whose certified values have 15 digits. A tolerance is what the set
 * allows a double: the sets NumAcc3 and NumAcc4 are steps of 0.1 about 1e6 and 1e7, which doubles
 * have to 1e-9 and 1e-8 of the step. Regressions with more than three terms (Longley, Filip,
 * Wampler) are refused by stats/ols. */
#include <gsl/gsl_errno.h>

#include "check.h"
#include "nist.h"
#include "stats/ar1.h"
#include "stats/conjugate.h"
#include "stats/exceedance.h"
#include "stats/ols.h"
#include "stats/paired.h"
#include "uncertainty/statistics.h"

enum { PI_DIGITS = 5000, STEPS = 1001, REPLICATES = 16 };

/* What NIST certifies of a univariate set. */
struct certified {
    const char *name;
    const double *values;
    size_t count;
    double mean;
    double sd;
    double lag1;      /* autocorrelation */
    double tolerance; /* of the standard deviation: what the double of its data are good for */
};

/* The spigot of Rabinowitz & Wagon (1995): pi in the mixed radix 1/3, 2/5, 3/7 ..., of which four
 * digits are taken at a time. A carry out of four digits does not happen among the first 5,000. */
static void fill_pi(double digits[PI_DIGITS])
{
    enum { TERMS_OF_FOUR = 14, TERMS = PI_DIGITS / 4 * TERMS_OF_FOUR, BASE = 10000 };
    static int64_t places[TERMS + 1];
    int64_t carried = 0;
    size_t filled = 0;
    for (int i = 1; i <= TERMS; ++i) {
        places[i] = BASE / 5;
    }
    for (int64_t terms = TERMS; terms > 0; terms -= TERMS_OF_FOUR) {
        int64_t value = 0;
        for (int64_t i = terms; i > 0; --i) {
            value = value * i + places[i] * BASE;
            places[i] = value % (2 * i - 1);
            value /= 2 * i - 1;
        }
        int64_t four = carried + value / BASE;
        carried = value % BASE;
        for (int64_t power = BASE / 10; power > 0; power /= 10) {
            digits[filled++] = (double)(four / power % 10);
        }
    }
}

/* A middle value, and then the two beside it in turn. */
static void fill_steps(double values[STEPS], double middle, double lower, double upper)
{
    values[0] = middle;
    for (size_t i = 1; i < STEPS; ++i) {
        values[i] = i % 2 == 1 ? lower : upper;
    }
}

static double first_digits[PI_DIGITS];
static double steps_of_1[STEPS];
static double steps_of_1e6[STEPS];
static double steps_of_1e7[STEPS];
static const double three[3] = {10000001, 10000003, 10000002};

/* Expected: as certified. */
static const struct certified sets[] = {
    {"PiDigits", first_digits, PI_DIGITS, 4.5348, 2.86733906028871, -0.00355099287237972, 1e-14},
    {"Lottery", nist_lottery, 218, 518.95871559633, 291.699727470969, -0.120948622967393, 1e-14},
    {"Lew", nist_lew, 200, -177.435, 277.332168044316, -0.307304800605679, 1e-14},
    {"Mavro", nist_mavro, 50, 2.001856, 0.000429123454003053, 0.937989183438248, 1e-12},
    {"Michelson", nist_michelson, 100, 299.8524, 0.0790105478190518, 0.535199668621283, 1e-13},
    {"NumAcc1", three, 3, 10000002, 1, -0.5, 1e-15},
    {"NumAcc2", steps_of_1, STEPS, 1.2, 0.1, -0.999, 1e-14},
    {"NumAcc3", steps_of_1e6, STEPS, 1000000.2, 0.1, -0.999, 1e-9},
    {"NumAcc4", steps_of_1e7, STEPS, 10000000.2, 0.1, -0.999, 1e-7}};
enum { SETS = sizeof sets / sizeof sets[0] };

/* Digits that agree: minus the logarithm of the relative error, 15 at most (McCullough 1998). */
static double digits_of(double actual, double expected)
{
    double error = fabs(actual / expected - 1);
    return error < 1e-15 ? 15 : -log10(error);
}

static void check_set(const struct certified *set, const char *routine, double mean, double sd)
{
    print_message("%-9s  %-16s mean %4.1f  sd %4.1f\n", set->name, routine,
                  digits_of(mean, set->mean), digits_of(sd, set->sd));
    check_close(mean, set->mean, 1e-14);
    check_close(sd, set->sd, set->tolerance);
}

static void means_and_deviations_are_those_of_nist(void **state)
{
    static double scratch[PI_DIGITS];
    static struct radix_item storage[PI_DIGITS];
    const struct normal_inverse_gamma nothing = {0, 0, 0, 0};
    (void)state;
    for (size_t i = 0; i < SETS; ++i) {
        const struct certified *set = &sets[i];
        const double n = (double)set->count;
        for (size_t replicates = 1; replicates <= REPLICATES; replicates += REPLICATES - 1) {
            struct statistics statistics;
            statistics_of(&statistics, set->values, set->count, replicates, scratch);
            check_set(set, "statistics_of", statistics.mean, statistics.sd);
        }
        struct mean_error error = mean_error_of(set->values, set->count);
        check_set(set, "mean_error_of", error.mean, error.se * sqrt(n));
        struct normal_inverse_gamma belief =
            normal_inverse_gamma_update(nothing, set->values, set->count);
        check_set(set, "normal_inverse_g", belief.mean, sqrt(2 * belief.scale / (n - 1)));
        struct exceedance years;
        exceedance_init(&years, storage, PI_DIGITS);
        for (size_t k = 0; k < set->count; ++k) {
            exceedance_add(&years, set->values[k]);
        }
        check_set(set, "exceedance", exceedance_mean(&years), exceedance_sd(&years));
    }
}

/* The certified one is of n - 1 products over n squares, about the mean; ours is of the means of
 * both, and takes off a bias of 2/v, which v residual degrees of freedom without number leave out.
 * A correlation next to -1 is cut. */
static void autocorrelations_are_those_of_nist(void **state)
{
    static double residuals[PI_DIGITS];
    static int64_t hours[PI_DIGITS];
    (void)state;
    for (size_t i = 0; i < SETS; ++i) {
        const struct certified *set = &sets[i];
        const double n = (double)set->count;
        const double mean = mean_error_of(set->values, set->count).mean;
        struct ar1 ar1;
        for (size_t k = 0; k < set->count; ++k) {
            residuals[k] = set->values[k] - mean;
            hours[k] = (int64_t)k;
        }
        ar1_fit(&ar1, hours, residuals, set->count, SIZE_MAX);
        check_close(ar1.phi, fmax(set->lag1 * n / (n - 1), 1 / n - 1), 1e-11);
    }
}

struct regression {
    const char *name;
    const double *x;
    const double *y;
    size_t count;
    int first_power; /* 0: with an intercept */
    int last_power;
    double coefficients[OLS_MOST_TERMS];
    double errors[OLS_MOST_TERMS];
    double residual_sd;
    double tolerance;
};

static const double noint1_x[] = {60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70};
static const double noint1_y[] = {130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140};
static const double noint2_x[] = {4, 5, 6};
static const double noint2_y[] = {3, 4, 4};

static const struct regression regressions[] = {
    {"Norris",
     nist_norris_x,
     nist_norris_y,
     36,
     0,
     1,
     {-0.262323073774029, 1.00211681802045},
     {0.232818234301152, 0.429796848199937e-3},
     0.884796396144373,
     1e-12},
    {"Pontius",
     nist_pontius_x,
     nist_pontius_y,
     40,
     0,
     2,
     {0.673565789473684e-3, 0.732059160401003e-6, -0.316081871345029e-14},
     {0.107938612033077e-3, 0.157817399981659e-9, 0.486652849992036e-16},
     0.205177424076185e-3,
     1e-11},
    {"NoInt1",
     noint1_x,
     noint1_y,
     11,
     1,
     1,
     {2.07438016528926},
     {0.165289256198347e-1},
     3.56753034006338,
     1e-14},
    {"NoInt2",
     noint2_x,
     noint2_y,
     3,
     1,
     1,
     {0.727272727272727},
     {0.420827318078432e-1},
     0.369274472937998,
     1e-14}};

static void regressions_are_those_of_nist(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof regressions / sizeof regressions[0]; ++i) {
        const struct regression *set = &regressions[i];
        const size_t terms = (size_t)(set->last_power - set->first_power) + 1;
        double x[40 * OLS_MOST_TERMS];
        struct ols_fit fit;
        blackout_error error = {0};
        for (size_t k = 0; k < set->count * terms; ++k) {
            x[k] = pow(set->x[k / terms], set->first_power + (int)(k % terms));
        }
        struct ols_data data = {set->count, terms, x, set->y};
        check_ok(ols_estimate(&fit, &data, &error), &error);
        const double sd = sqrt(fit.residual_squares / fit.degrees);
        double worst = digits_of(sd, set->residual_sd);
        check_close(sd, set->residual_sd, set->tolerance);
        for (size_t k = 0; k < terms; ++k) {
            const double standard_error = sd * sqrt(fit.inverse[k * terms + k]);
            worst = fmin(worst, digits_of(fit.coefficients[k], set->coefficients[k]));
            worst = fmin(worst, digits_of(standard_error, set->errors[k]));
            check_close(fit.coefficients[k], set->coefficients[k], set->tolerance);
            check_close(standard_error, set->errors[k], set->tolerance);
        }
        print_message("%-9s  ols_estimate     %4.1f\n", set->name, worst);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_and_deviations_are_those_of_nist),
        cmocka_unit_test(autocorrelations_are_those_of_nist),
        cmocka_unit_test(regressions_are_those_of_nist),
    };
    gsl_set_error_handler_off();
    fill_pi(first_digits);
    /* The set's digit number 957 is 3, pi's is 8: all others are pi's. */
    first_digits[956] = 3;
    fill_steps(steps_of_1, 1.2, 1.1, 1.3);
    fill_steps(steps_of_1e6, 1000000.2, 1000000.1, 1000000.3);
    fill_steps(steps_of_1e7, 10000000.2, 10000000.1, 10000000.3);
    return cmocka_run_group_tests_name("reference_sets", tests, NULL, NULL);
}
