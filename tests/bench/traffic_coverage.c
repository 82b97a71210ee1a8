/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the 90 % intervals of `blackout traffic` hold the truth, on made-up weeks whose truth
 * is known: a profile, noise of ln volume that is an AR(1), a cut of 80 % and a rebound of 10 %.
 *
 *     traffic_coverage [REPETITIONS [SEED [FEWEST_WEEKS MOST_WEEKS]]]
 *
 * One line for each length of series, autocorrelation and window. For each figure: the share of
 * cases whose interval holds the truth, and the median width over that of the interval of an oracle
 * that knows the noise's parameters (of `lost` only). A share p of N cases has the standard error
 * sqrt(p (1 - p) / N). Nothing is asserted here; tests/traffic does. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "traffic/traffic_loss.h"
#include "core/sum.h"

enum { MOST_WEEKS = 26, FIGURES = 3 };

static const instant monday = 1704067200; /* 2024-01-01 00:00 UTC */
static const double noise_sd = 0.15;
static const double severity = 0.8;
static const double back = 0.1;
static const double turn = 6.283185307179586;

struct world {
    int weeks;
    double phi;
    int length;
    int start;
    struct traffic_point points[MOST_WEEKS * HOURS_PER_WEEK];
    double lost;
    double rebound;
};

static double profile(int hour)
{
    return exp(0.7 * sin((hour % 24 - 9) * turn / 24) + 0.2 * cos(hour * turn / HOURS_PER_WEEK));
}

static void make(struct world *world, const gsl_rng *rng)
{
    double noise = gsl_ran_gaussian_ziggurat(rng, noise_sd);
    int end = world->start + world->length;
    int after = 3 * world->length < 48 ? 3 * world->length : 48;
    world->lost = 0;
    world->rebound = 0;
    for (int t = 0; t < world->weeks * HOURS_PER_WEEK; ++t) {
        double base = 5000 * profile(t % HOURS_PER_WEEK) * exp(noise);
        bool inside = t >= world->start && t < end;
        bool behind = t >= end && t < end + after;
        double volume = inside ? base * (1 - severity) : (behind ? base * (1 + back) : base);
        world->lost += inside ? base - volume : 0;
        world->rebound += behind ? volume - base : 0;
        world->points[t] = (struct traffic_point){.time = monday + (instant)t * SECONDS_PER_HOUR,
                                                  .volume = volume};
        double innovation = noise_sd * sqrt(1 - world->phi * world->phi);
        noise = world->phi * noise + gsl_ran_gaussian_ziggurat(rng, innovation);
    }
}

static bool holds(struct traffic_quantity quantity, double truth)
{
    return quantity.p5 <= truth && truth <= quantity.p95;
}

/* Half of the 90 % interval of one who knows profile and noise, by the lognormal covariance. */
static double oracle_margin(const struct world *world)
{
    double variance = 0;
    for (int i = 0; i < world->length; ++i) {
        for (int j = 0; j < world->length; ++j) {
            double gamma = noise_sd * noise_sd * pow(world->phi, abs(i - j));
            variance += 25e6 * profile((world->start + i) % HOURS_PER_WEEK) *
                        profile((world->start + j) % HOURS_PER_WEEK) * exp(noise_sd * noise_sd) *
                        expm1(gamma);
        }
    }
    return 1.6449 * sqrt(variance);
}

static int try_case(struct world *world, const gsl_rng *rng, int held[FIGURES], double *width)
{
    struct known_events events = {0};
    struct arena arena = {0};
    struct traffic_loss loss;
    blackout_error error;
    int room = world->weeks * HOURS_PER_WEEK - 2 * (world->length + 48);
    world->start = world->length + 48 + (int)gsl_rng_uniform_int(rng, (unsigned long)room);
    make(world, rng);
    const struct traffic_series series = {.points = world->points,
                                          .count = (size_t)world->weeks * HOURS_PER_WEEK};
    const struct traffic_case what = {.series = &series,
                                      .platform = "p",
                                      .region = "r",
                                      .events = &events,
                                      .start = monday + (instant)world->start * SECONDS_PER_HOUR,
                                      .duration_hours = world->length};
    bool measured = traffic_loss_measure(&loss, &arena, &what, &error) == BLACKOUT_OK &&
                    loss.lack == TRAFFIC_COMPLETE;
    if (measured) {
        double net = fmin(fmax(1 - world->rebound / world->lost, 0), 1);
        held[0] += holds(loss.lost, world->lost) ? 1 : 0;
        held[1] += holds(loss.rebound, world->rebound) ? 1 : 0;
        held[2] += holds(loss.net_lost_share, net) ? 1 : 0;
        *width = (loss.lost.p95 - loss.lost.p5) / 2 / oracle_margin(world);
    }
    arena_free(&arena);
    return measured ? 1 : 0;
}

int main(int argc, char **argv)
{
    static const int weeks[] = {2, 3, 4, 6, 8, 12, 26};
    static const double phis[] = {0, 0.5, 0.9};
    static const int lengths[] = {1, 6, 24, 48};
    static struct world world;
    int repetitions = argc > 1 ? atoi(argv[1]) : 400;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double *widths = malloc((size_t)repetitions * sizeof *widths);
    gsl_rng_set(rng, argc > 2 ? strtoul(argv[2], NULL, 10) : 2385);
    int fewest = argc > 4 ? atoi(argv[3]) : 0;
    int most = argc > 4 ? atoi(argv[4]) : MOST_WEEKS;
    printf("weeks  phi  hours  cases   lost  rebound  net share  width\n");
    for (int i = 0; i < 7 * 3 * 4 && widths != NULL; ++i) {
        int held[FIGURES] = {0};
        if (weeks[i / 12] < fewest || weeks[i / 12] > most) {
            continue;
        }
        int cases = 0;
        world.weeks = weeks[i / 12];
        world.phi = phis[i / 4 % 3];
        world.length = lengths[i % 4];
        for (int k = 0; k < repetitions; ++k) {
            cases += try_case(&world, rng, held, &widths[cases]);
        }
        printf("%5d  %.1f  %5d  %5d", world.weeks, world.phi, world.length, cases);
        if (cases > 0) {
            printf("  %.3f    %.3f      %.3f   %.2f", (double)held[0] / cases,
                   (double)held[1] / cases, (double)held[2] / cases, median(widths, (size_t)cases));
        }
        printf("\n");
        fflush(stdout);
    }
    free(widths);
    gsl_rng_free(rng);
    return 0;
}
