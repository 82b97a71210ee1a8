/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the statistics of the library compute of made-up data: the data and the figures as one JSON
 * object of lists, for test_statistics.py, which has other programs compute the same. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include "figures.h"

#include "stats/ar1.h"
#include "stats/binomial.h"
#include "stats/conjugate.h"
#include "stats/exceedance.h"
#include "stats/inoperability.h"
#include "stats/normal.h"
#include "stats/predictive.h"
#include "stats/seasonal_fit.h"
#include "stats/sobol.h"
#include "stats/student_t.h"
#include "uncertainty/random.h"
#include "uncertainty/sampler.h"
#include "uncertainty/sobol_indices.h"

void figures_sure(blackout_status status, const blackout_error *error)
{
    if (status != BLACKOUT_OK) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
}

void figures_print(const char *name, const double *values, size_t count)
{
    static bool begun;
    printf("%s\n \"%s\": [", begun ? "," : "{", name);
    begun = true;
    for (size_t i = 0; i < count; ++i) {
        printf("%s%.17g", i > 0 ? ", " : "", values[i]);
    }
    printf("]");
}

double figures_normal(uint64_t stream, uint64_t draw)
{
    return normal_quantile(random_uniform(FIGURES_SEED, stream, draw));
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
            figures_sure(student_t_cdf(&values[2][count], places[k], degrees[i], &error), &error);
        }
    }
    figures_print("t_degrees", values[0], count);
    figures_print("t_places", values[1], count);
    figures_print("t_cdf", values[2], count);
    count = 0;
    for (size_t i = 0; i < 9; ++i) {
        for (size_t k = 0; k < 5; ++k, ++count) {
            values[0][count] = degrees[i];
            values[1][count] = chances[k];
            figures_sure(student_t_quantile(&values[2][count], chances[k], degrees[i], &error),
                         &error);
            values[3][count] = normal_quantile(chances[k]);
        }
    }
    figures_print("t_quantile_degrees", values[0], count);
    figures_print("t_chances", values[1], count);
    figures_print("t_quantile", values[2], count);
    figures_print("normal_quantile", values[3], count);
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
        figures_sure(gamma_rate_quantile(&quantile[i], &rates[i / 3], chance[i], &error), &error);
    }
    figures_print("rate_shape", shape, 12);
    figures_print("rate_years", years, 12);
    figures_print("rate_chance", chance, 12);
    figures_print("rate_quantile", quantile, 12);
    figures_print("counts_cdf", cdf, gamma_rate_counts(cdf, 12, &rates[2]));
    double hits[] = {0, 1, 7, 38, 40};
    double ends[10];
    for (size_t i = 0; i < 5; ++i) {
        binomial_interval(&ends[2 * i], &ends[2 * i + 1], (size_t)hits[i], 40, 0.9);
    }
    figures_print("hits_of_40", hits, 5);
    figures_print("hits_interval", ends, 10);
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
        figures_sure(predictive_crps(&scores[i], &of, places[i], &error), &error);
        figures_sure(predictive_log_score(&log_scores[i], &of, 100 * places[i], &error), &error);
    }
    figures_print("crps_degrees", printed, 15);
    figures_print("crps_found", places, 15);
    figures_print("crps", scores, 15);
    figures_print("log_score", log_scores, 15);
}

/* A mixture of normals, as the samples of an estimate make one. */
static void print_mixture_scores(void)
{
    enum { PARTS = 7, PLACES = 3 };
    static const double found[PLACES] = {-4.1, 0.31, 2.2};
    double shifts[PARTS];
    double scores[PLACES];
    double log_scores[PLACES];
    blackout_error error;
    for (size_t i = 0; i < PARTS; ++i) {
        shifts[i] = 0.8 * figures_normal(9, i);
    }
    const struct predictive of = {0.4, 1.3, INFINITY, shifts, PARTS};
    for (size_t i = 0; i < PLACES; ++i) {
        figures_sure(predictive_crps(&scores[i], &of, found[i], &error), &error);
        figures_sure(predictive_log_score(&log_scores[i], &of, found[i], &error), &error);
    }
    figures_print("mixture_shifts", shifts, PARTS);
    figures_print("mixture_found", found, PLACES);
    figures_print("mixture_crps", scores, PLACES);
    figures_print("mixture_log_score", log_scores, PLACES);
}

/* ---- Fits ------------------------------------------------------------------------------------ */

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
        noise = 0.6 * noise + 0.03 * figures_normal(3, (uint64_t)i);
        volume[i] = 1e5 * exp(0.4 * sin(2 * acos(-1) * i / 24) + 0.2 * sin(2 * acos(-1) * i / 168) +
                              2e-5 * i + noise);
        volume[i] *= i >= 700 && i < 709 ? 0.2 : 1;
        hours[i] = i;
        observations[i] =
            (struct seasonal_observation){i / HOURS_PER_WEEK, i % HOURS_PER_WEEK, volume[i]};
    }
    figures_sure(seasonal_fit_estimate(&fit, residuals, observations, HOURS, &error), &error);
    ar1_fit(&ar1, hours, residuals, HOURS, fit.degrees_of_freedom);
    for (int i = 0; i < HOURS; ++i) {
        expected[i] = seasonal_fit_expected(&fit, i / HOURS_PER_WEEK, i % HOURS_PER_WEEK);
        residuals[i] = isnan(residuals[i]) ? 99 : residuals[i];
    }
    figures_print("volume", volume, HOURS);
    figures_print("residuals_or_99", residuals, HOURS);
    figures_print("expected_volume", expected, HOURS);
    figures_print("residual_sd", &fit.residual_sd, 1);
    figures_print("trend_per_hour", &fit.trend_per_hour, 1);
    figures_print("phi", &ar1.phi, 1);
    const double loss = expected[704] - volume[704];
    figures_print("hour_of_outage", &loss, 1);
}

/* Lengths of outages, of which nothing is believed before. */
static void print_lengths(void)
{
    enum { OUTAGES = 40 };
    const struct normal_inverse_gamma nothing = {0, 0, 0, 0};
    double logs[OUTAGES];
    double hours[OUTAGES];
    for (size_t i = 0; i < OUTAGES; ++i) {
        logs[i] = 1 + 0.9 * figures_normal(7, i);
        hours[i] = exp(logs[i]);
    }
    struct normal_inverse_gamma belief = normal_inverse_gamma_update(nothing, logs, OUTAGES);
    const double figures[] = {belief.mean, sqrt(2 * belief.scale / OUTAGES)};
    figures_print("hours", hours, OUTAGES);
    figures_print("log_hours", figures, 2);
}

/* ---- Losses of years ------------------------------------------------------------------------- */

static void print_exceedance(void)
{
    enum { YEARS = 1000 };
    static struct radix_item storage[YEARS];
    static double losses[YEARS];
    static const double levels[] = {0.5, 0.9, 0.95, 0.99, 0.995, 0.999};
    double quantiles[6];
    double tails[6];
    struct exceedance exceedance;
    exceedance_init(&exceedance, storage, YEARS);
    for (size_t i = 0; i < YEARS; ++i) {
        losses[i] =
            random_uniform(FIGURES_SEED, 4, i) < 0.35 ? 1e6 * exp(1.8 * figures_normal(5, i)) : 0;
        exceedance_add(&exceedance, losses[i]);
    }
    for (size_t i = 0; i < 6; ++i) {
        quantiles[i] = exceedance_quantile(&exceedance, levels[i]);
        tails[i] = exceedance_tail_mean(&exceedance, 1 / (1 - levels[i]));
    }
    const double moments[] = {exceedance_mean(&exceedance), exceedance_sd(&exceedance)};
    const double period = exceedance_period(exceedance_probability(&exceedance, quantiles[3]));
    figures_print("year_losses", losses, YEARS);
    figures_print("levels", levels, 6);
    figures_print("year_quantiles", quantiles, 6);
    figures_print("year_tails", tails, 6);
    figures_print("year_moments", moments, 2);
    figures_print("year_period", &period, 1);
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
    figures_sure(sobol_points(points, ROWS, 2 * FACTORS, &error), &error);
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
    figures_print("sobol_a", a, ROWS);
    figures_print("sobol_b", b, ROWS);
    figures_print("sobol_points", points, 2 * FACTORS * 8);
    for (size_t k = 0; k < FACTORS; ++k) {
        char name[] = "sobol_ab0";
        struct sobol_index first;
        struct sobol_index total;
        struct sobol_values values = {a, b, ab[k], ROWS};
        sobol_indices(&first, &total, &values, FIGURES_SEED, SOBOL_MOST_RESAMPLES);
        name[sizeof name - 2] = (char)('0' + (int)k);
        figures_print(name, ab[k], ROWS);
        indices[k] = first.value;
        indices[FACTORS + k] = total.value;
        const double found[] = {first.p5, first.p95, total.p5, total.p95};
        for (size_t e = 0; e < 4; ++e) {
            ends[4 * k + e] = found[e];
        }
    }
    figures_print("sobol_indices", indices, 2 * FACTORS);
    figures_print("sobol_intervals", ends, 4 * FACTORS);
}

/* Two inputs of a group with loadings of 0.8 and -0.6: how often both are below a place, in samples
 * of the sampler, and the 5 and 95 % ends of that. */
static void print_copula(void)
{
    enum { SAMPLES = 65536, PLACES = 9 };
    static const double ends[] = {-1.5, 0, 1.2};
    static const struct sampler_normal normals[] = {
        {64 * 17, SAMPLER_NONE}, {64 * 18, SAMPLER_NONE}, {64 * 19, SAMPLER_NONE}};
    static const struct factor factors[] = {{.own = 0, .common = 2, .loading = 0.8},
                                            {.own = 1, .common = 2, .loading = -0.6}};
    const struct sampler sampler = {.seed = FIGURES_SEED,
                                    .samples = SAMPLES,
                                    .replicates = SAMPLER_REPLICATES,
                                    .normals = normals,
                                    .normal_count = 3};
    double places[2 * PLACES];
    double below[3][PLACES] = {{0}};
    for (uint64_t k = 0; k < SAMPLES; ++k) {
        double scores[3];
        for (size_t i = 0; i < 3; ++i) {
            scores[i] = sampler_normal_score(&sampler, i, k);
        }
        const double x = sampler_factor_score(&factors[0], scores);
        const double y = sampler_factor_score(&factors[1], scores);
        for (size_t i = 0; i < PLACES; ++i) {
            below[0][i] += x <= ends[i / 3] && y <= ends[i % 3] ? 1.0 / SAMPLES : 0;
        }
    }
    for (size_t i = 0; i < PLACES; ++i) {
        const double p = below[0][i];
        const double error = 1.6448536 * sqrt(p * (1 - p) / SAMPLES);
        places[2 * i] = ends[i / 3];
        places[2 * i + 1] = ends[i % 3];
        below[1][i] = p - error;
        below[2][i] = p + error;
    }
    figures_print("copula_places", places, 2 * PLACES);
    figures_print("copula", below[0], PLACES);
    figures_print("copula_p5", below[1], PLACES);
    figures_print("copula_p95", below[2], PLACES);
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
        matrix[i] = 0.14 * random_uniform(FIGURES_SEED, 6, i);
    }
    figures_sure(inoperability_inverse(inverse, matrix, SECTORS, &error), &error);
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
    figures_print("coefficients", matrix, SECTORS * SECTORS);
    figures_print("directly", directly, SECTORS);
    figures_print("leontief_inverse", inverse, SECTORS * SECTORS);
    figures_print("lost_in_the_end", lost, SECTORS);
    figures_print("lost_after_24_h", now, SECTORS);
    figures_print("lost_in_turn_until_24_h", until, SECTORS);
}

int main(void)
{
    gsl_set_error_handler_off();
    print_student_t();
    print_counts();
    print_scores();
    print_mixture_scores();
    figures_market();
    print_traffic();
    print_lengths();
    print_exceedance();
    print_sobol();
    print_copula();
    print_inoperability();
    printf("\n}\n");
    return 0;
}
