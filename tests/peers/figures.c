/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the statistics of the library compute of made-up data: the data and the figures as one JSON
 * object of lists, for test_statistics.py, which has other programs compute the same. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include "core/sum.h"
#include "stats/ar1.h"
#include "stats/binomial.h"
#include "stats/conjugate.h"
#include "stats/exceedance.h"
#include "stats/inoperability.h"
#include "stats/normal.h"
#include "stats/ols.h"
#include "stats/paired.h"
#include "stats/predictive.h"
#include "stats/seasonal_fit.h"
#include "stats/sobol.h"
#include "stats/student_t.h"
#include "uncertainty/random.h"
#include "uncertainty/sobol_indices.h"

enum { SEED = 18 };

/* What is compared needs no more than that. */
static void sure(blackout_status status, const blackout_error *error)
{
    if (status != BLACKOUT_OK) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
}

static void print(const char *name, const double *values, size_t count)
{
    static bool begun;
    printf("%s\n \"%s\": [", begun ? "," : "{", name);
    begun = true;
    for (size_t i = 0; i < count; ++i) {
        printf("%s%.17g", i > 0 ? ", " : "", values[i]);
    }
    printf("]");
}

static double normal(uint64_t stream, uint64_t draw)
{
    return normal_quantile(random_uniform(SEED, stream, draw));
}

/* ---- Distributions --------------------------------------------------------------------------- */

static void print_student_t(void)
{
    static const double degrees[] = {0.413, 1, 2.7, 5, 12.5, 31, 60.5, 248, 4000};
    static const double places[] = {-60, -25, -12, -8.13, -5, -2.385, -0.713};
    static const double chances[] = {1e-12, 1e-6, 0.0213, 0.05, 0.3};
    double values[4][9 * 7];
    size_t count = 0;
    blackout_error error;
    for (size_t i = 0; i < 9; ++i) {
        for (size_t k = 0; k < 7; ++k, ++count) {
            values[0][count] = degrees[i];
            values[1][count] = places[k];
            sure(student_t_cdf(&values[2][count], places[k], degrees[i], &error), &error);
        }
    }
    print("t_degrees", values[0], count);
    print("t_places", values[1], count);
    print("t_cdf", values[2], count);
    count = 0;
    for (size_t i = 0; i < 9; ++i) {
        for (size_t k = 0; k < 5; ++k, ++count) {
            values[0][count] = degrees[i];
            values[1][count] = chances[k];
            sure(student_t_quantile(&values[2][count], chances[k], degrees[i], &error), &error);
            values[3][count] = normal_quantile(chances[k]);
        }
    }
    print("t_quantile_degrees", values[0], count);
    print("t_chances", values[1], count);
    print("t_quantile", values[2], count);
    print("normal_quantile", values[3], count);
}

static void print_counts(void)
{
    static const struct gamma_rate rates[] = {{0.5, 2.5}, {1, 2.5}, {5, 5.5}, {120.5, 40}};
    static const double chances[] = {0.05, 0.5, 0.95};
    double shape[12];
    double years[12];
    double chance[12];
    double quantile[12];
    double cdf[64];
    blackout_error error;
    for (size_t i = 0; i < 12; ++i) {
        shape[i] = rates[i / 3].shape;
        years[i] = rates[i / 3].years;
        chance[i] = chances[i % 3];
        sure(gamma_rate_quantile(&quantile[i], &rates[i / 3], chance[i], &error), &error);
    }
    print("rate_shape", shape, 12);
    print("rate_years", years, 12);
    print("rate_chance", chance, 12);
    print("rate_quantile", quantile, 12);
    print("counts_cdf", cdf, gamma_rate_counts(cdf, 12, &rates[2]));
    double hits[] = {0, 1, 7, 38, 40};
    double ends[10];
    for (size_t i = 0; i < 5; ++i) {
        binomial_interval(&ends[2 * i], &ends[2 * i + 1], (size_t)hits[i], 40, 0.9);
    }
    print("hits_of_40", hits, 5);
    print("hits_interval", ends, 10);
}

static void print_scores(void)
{
    static const double degrees[] = {1.7, 3, 8, 45.5, INFINITY};
    static const double found[] = {-9, 0.31, 2.2};
    double printed[15];
    double places[15];
    double scores[15];
    double log_scores[15];
    blackout_error error;
    for (size_t i = 0; i < 15; ++i) {
        struct predictive of = {.location = 0.4, .scale = 1.3, .degrees = degrees[i / 3]};
        printed[i] = isinf(of.degrees) ? 0 : of.degrees;
        places[i] = found[i % 3];
        sure(predictive_crps(&scores[i], &of, places[i], &error), &error);
        sure(predictive_log_score(&log_scores[i], &of, 100 * places[i], &error), &error);
    }
    print("crps_degrees", printed, 15);
    print("crps_found", places, 15);
    print("crps", scores, 15);
    print("log_score", log_scores, 15);
}

/* ---- Fits ------------------------------------------------------------------------------------ */

/* 250 sessions of a share with a beta of 1.3 and three days that do not belong. */
static void print_market_model(void)
{
    enum { DAYS = 250, TERMS = 2 };
    double x[DAYS * TERMS];
    double market[DAYS];
    double share[DAYS];
    struct ols_fit fit;
    blackout_error error;
    for (size_t i = 0; i < DAYS; ++i) {
        market[i] = 0.0004 + 0.011 * normal(1, i);
        share[i] = 0.0002 + 1.3 * market[i] + 0.014 * normal(2, i) - (i % 97 == 41 ? 0.13 : 0);
        x[i * TERMS] = 1;
        x[i * TERMS + 1] = market[i];
    }
    struct ols_data data = {DAYS, TERMS, x, share};
    sure(ols_estimate(&fit, &data, &error), &error);
    const double window[] = {3, 3 * -0.0171};
    const double variance = fit.residual_squares / fit.degrees;
    const double figures[] = {fit.coefficients[0],
                              fit.coefficients[1],
                              sqrt(variance * fit.inverse[0]),
                              sqrt(variance * fit.inverse[3]),
                              sqrt(variance),
                              sqrt(variance * (3 + ols_leverage(&fit, window)))};
    print("market", market, DAYS);
    print("share", share, DAYS);
    print("market_model", figures, 6);
    print("beta", &figures[1], 1);
    struct mean_error mean = mean_error_of(share, DAYS);
    struct paired_difference difference;
    double scratch[DAYS];
    sure(paired_difference_of(&difference, market, share, DAYS, scratch, &error), &error);
    const double paired[] = {mean.mean, mean.se, difference.low, difference.high, difference.p};
    print("paired", paired, 5);
}

/* Eight weeks of hours with a daily and a weekly wave, an AR(1), a trend and an outage of 9 h. */
static void print_traffic(void)
{
    enum { WEEKS = 8, HOURS = WEEKS * HOURS_PER_WEEK };
    static struct seasonal_observation observations[HOURS];
    static double residuals[HOURS];
    static double volume[HOURS];
    static double expected[HOURS];
    static int64_t hours[HOURS];
    double noise = 0;
    struct seasonal_fit fit;
    struct ar1 ar1;
    blackout_error error;
    for (int i = 0; i < HOURS; ++i) {
        noise = 0.6 * noise + 0.03 * normal(3, (uint64_t)i);
        volume[i] = 1e5 * exp(0.4 * sin(2 * acos(-1) * i / 24) + 0.2 * sin(2 * acos(-1) * i / 168) +
                              2e-5 * i + noise);
        volume[i] *= i >= 700 && i < 709 ? 0.2 : 1;
        hours[i] = i;
        observations[i] =
            (struct seasonal_observation){i / HOURS_PER_WEEK, i % HOURS_PER_WEEK, volume[i]};
    }
    sure(seasonal_fit_estimate(&fit, residuals, observations, HOURS, &error), &error);
    ar1_fit(&ar1, hours, residuals, HOURS, fit.degrees_of_freedom);
    for (int i = 0; i < HOURS; ++i) {
        expected[i] = seasonal_fit_expected(&fit, i / HOURS_PER_WEEK, i % HOURS_PER_WEEK);
        residuals[i] = isnan(residuals[i]) ? 99 : residuals[i];
    }
    print("volume", volume, HOURS);
    print("residuals_or_99", residuals, HOURS);
    print("expected_volume", expected, HOURS);
    print("residual_sd", &fit.residual_sd, 1);
    print("trend_per_hour", &fit.trend_per_hour, 1);
    print("phi", &ar1.phi, 1);
    const double loss = expected[704] - volume[704];
    print("hour_of_outage", &loss, 1);
}

/* Lengths of outages, of which nothing is believed before. */
static void print_lengths(void)
{
    enum { OUTAGES = 40 };
    const struct normal_inverse_gamma nothing = {0, 0, 0, 0};
    double logs[OUTAGES];
    double hours[OUTAGES];
    for (size_t i = 0; i < OUTAGES; ++i) {
        logs[i] = 1 + 0.9 * normal(7, i);
        hours[i] = exp(logs[i]);
    }
    struct normal_inverse_gamma belief = normal_inverse_gamma_update(nothing, logs, OUTAGES);
    const double figures[] = {belief.mean, sqrt(2 * belief.scale / OUTAGES)};
    print("hours", hours, OUTAGES);
    print("log_hours", figures, 2);
}

/* ---- Losses of years ------------------------------------------------------------------------- */

static void print_exceedance(void)
{
    enum { YEARS = 1000 };
    static struct exceedance_loss storage[YEARS];
    static double losses[YEARS];
    static const double levels[] = {0.5, 0.9, 0.95, 0.99, 0.995, 0.999};
    double quantiles[6];
    double tails[6];
    struct exceedance exceedance;
    exceedance_init(&exceedance, storage, YEARS);
    for (size_t i = 0; i < YEARS; ++i) {
        losses[i] = random_uniform(SEED, 4, i) < 0.35 ? 1e6 * exp(1.8 * normal(5, i)) : 0;
        exceedance_add(&exceedance, losses[i]);
    }
    for (size_t i = 0; i < 6; ++i) {
        quantiles[i] = exceedance_quantile(&exceedance, levels[i]);
        tails[i] = exceedance_tail_mean(&exceedance, 1 / (1 - levels[i]));
    }
    const double moments[] = {exceedance_mean(&exceedance), exceedance_sd(&exceedance)};
    const double period = exceedance_period(exceedance_probability(&exceedance, quantiles[3]));
    print("year_losses", losses, YEARS);
    print("levels", levels, 6);
    print("year_quantiles", quantiles, 6);
    print("year_tails", tails, 6);
    print("year_moments", moments, 2);
    print("year_period", &period, 1);
}

/* ---- Sensitivity ----------------------------------------------------------------------------- */

/* Ishigami & Homma (1990) on (-pi, pi)^3. */
static double ishigami(const double x[3])
{
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0]);
}

static void print_sobol(void)
{
    enum { ROWS = 1024, FACTORS = 3 };
    static double points[ROWS * 2 * FACTORS];
    static double a[ROWS];
    static double b[ROWS];
    static double ab[FACTORS][ROWS];
    double indices[2 * FACTORS];
    double ends[4 * FACTORS];
    blackout_error error;
    sure(sobol_points(points, ROWS, 2 * FACTORS, &error), &error);
    for (size_t i = 0; i < ROWS; ++i) {
        double x[2 * FACTORS];
        for (size_t k = 0; k < 2 * FACTORS; ++k) {
            x[k] = acos(-1) * (2 * points[i * 2 * FACTORS + k] - 1);
        }
        a[i] = ishigami(x);
        b[i] = ishigami(x + FACTORS);
        for (size_t k = 0; k < FACTORS; ++k) {
            double mixed[FACTORS] = {x[0], x[1], x[2]};
            mixed[k] = x[FACTORS + k];
            ab[k][i] = ishigami(mixed);
        }
    }
    print("sobol_a", a, ROWS);
    print("sobol_b", b, ROWS);
    print("sobol_points", points, 2 * FACTORS * 8);
    for (size_t k = 0; k < FACTORS; ++k) {
        char name[] = "sobol_ab0";
        struct sobol_index first;
        struct sobol_index total;
        struct sobol_values values = {a, b, ab[k], ROWS};
        sobol_indices(&first, &total, &values, SEED, SOBOL_MOST_RESAMPLES);
        name[sizeof name - 2] = (char)('0' + (int)k);
        print(name, ab[k], ROWS);
        indices[k] = first.value;
        indices[FACTORS + k] = total.value;
        const double found[] = {first.p5, first.p95, total.p5, total.p95};
        for (size_t e = 0; e < 4; ++e) {
            ends[4 * k + e] = found[e];
        }
    }
    print("sobol_indices", indices, 2 * FACTORS);
    print("sobol_intervals", ends, 4 * FACTORS);
}

/* ---- Losses that pass on --------------------------------------------------------------------- */

static void print_inoperability(void)
{
    enum { SECTORS = 12 };
    double matrix[SECTORS * SECTORS];
    double inverse[SECTORS * SECTORS];
    double directly[SECTORS];
    double lost[SECTORS];
    struct lanes resilience[SECTORS];
    struct lanes rates[SECTORS];
    struct lanes state[2][SECTORS] = {{{{{0}}}}};
    struct lanes sums[SECTORS] = {{{{0}}}};
    struct lanes work[INOPERABILITY_WORK * SECTORS];
    struct lanes time;
    blackout_error error;
    for (size_t i = 0; i < SECTORS * SECTORS; ++i) {
        matrix[i] = 0.14 * random_uniform(SEED, 6, i);
    }
    sure(inoperability_inverse(inverse, matrix, SECTORS, &error), &error);
    for (size_t i = 0; i < SECTORS; ++i) {
        directly[i] = i % 4 == 1 ? 1e6 * (double)(i + 1) : 0;
        for (int l = 0; l < LANES; ++l) {
            resilience[i].at[l] = 0.02 + 0.01 * (double)i;
            rates[i].at[l] = directly[i];
            time.at[l] = 24;
        }
    }
    inoperability_solve(lost, inverse, directly, SECTORS);
    const struct inoperability_state at = {state[0], state[1]};
    const struct inoperability_dynamics dynamics = {SECTORS, matrix, resilience};
    const struct inoperability_lost sum = {1, &time, sums};
    inoperability_follow(&at, &dynamics, rates, &sum, work);
    double now[SECTORS];
    double until[SECTORS];
    for (size_t i = 0; i < SECTORS; ++i) {
        now[i] = state[0][i].at[0] + state[1][i].at[0];
        until[i] = sums[i].at[0];
    }
    print("coefficients", matrix, SECTORS * SECTORS);
    print("directly", directly, SECTORS);
    print("leontief_inverse", inverse, SECTORS * SECTORS);
    print("lost_in_the_end", lost, SECTORS);
    print("lost_after_24_h", now, SECTORS);
    print("lost_in_turn_until_24_h", until, SECTORS);
}

int main(void)
{
    gsl_set_error_handler_off();
    print_student_t();
    print_counts();
    print_scores();
    print_market_model();
    print_traffic();
    print_lengths();
    print_exceedance();
    print_sobol();
    print_inoperability();
    printf("\n}\n");
    return 0;
}
