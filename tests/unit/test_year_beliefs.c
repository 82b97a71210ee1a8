/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk/year_beliefs: how likely a year's outages are, and the losses of weighted years. */
#include "risk/year_beliefs.h"

#include <math.h>

#include "blackout.h"

#include "check.h"

static const struct gamma_rate rate = {5, 5.5};
static const struct normal_inverse_gamma log_hours = {1.6, 4, 4.5, 7.25};

/* Years of one process: ln hours, and the last one without an outage. */
enum { YEARS = 3, BLOCKS = 1 };
static const struct {
    size_t count;
    double lengths[3];
} drawn[YEARS + 1] = {{1, {2.5}}, {2, {0.3, 4.75}}, {3, {1, -2, 6.5}}, {0}};

static void fill(struct normal_observations *years)
{
    *years = (struct normal_observations){.counts = {.at = {0}}};
    for (int y = 0; y < YEARS; ++y) {
        years->counts.at[y] = (double)drawn[y].count;
        for (size_t i = 0; i < drawn[y].count; ++i) {
            years->sums.at[y] += drawn[y].lengths[i];
            years->squares.at[y] += drawn[y].lengths[i] * drawn[y].lengths[i];
        }
    }
}

/* Expected: scipy 1.10, nbinom times multivariate_t, without 1/n! and (2 pi)^(-n/2). Two processes
 * that are alike have twice as much. */
static void years_are_negative_binomial_and_multivariate_t(void **state)
{
    static const double expected[YEARS + 1] = {-1.6939892414333142, -4.971317252434346,
                                               -9.655938353227818, -0.835270423315831};
    const struct outage_belief processes[] = {{rate, log_hours, 7}, {rate, log_hours, 8}};
    struct normal_observations years[2];
    struct lanes marginals[BLOCKS];
    (void)state;
    fill(&years[0]);
    fill(&years[1]);
    for (size_t count = 1; count <= 2; ++count) {
        const struct year_sample sample = {years, YEARS, 5, processes, count, 1};
        year_marginals(marginals, &sample);
        for (int y = 0; y <= YEARS; ++y) {
            check_close(marginals[0].at[y], (double)count * expected[y], 1e-12);
        }
    }
}

/* Poisson and normal by hand, outage by outage, under the belief as drawn: rate^n exp(-rate) and
 * exp(-z^2 / 2) / sd each. Of five years without an outage the weight is five times that of one;
 * places beyond weigh nothing. */
static void under_a_belief_years_are_poisson_and_normal(void **state)
{
    const struct outage_belief process = {rate, log_hours, 7};
    struct normal_observations years;
    struct lanes marginals[BLOCKS];
    struct lanes lanes[BLOCKS];
    struct year_weights weights = {.weights = lanes};
    struct outage_lengths lengths;
    double total = 0;
    (void)state;
    fill(&years);
    const struct year_sample sample = {&years, YEARS, 5, &process, 1, 11};
    year_marginals(marginals, &sample);
    for (uint64_t belief = 0; belief < 3; ++belief) {
        const double a_year = outage_belief_draw(&lengths, &process, 11, belief);
        year_weights_drawn(&weights, &sample, marginals, belief);
        total = 0;
        for (int y = 0; y < LANES; ++y) {
            double expected = y > YEARS ? 0 : exp(-a_year - marginals[0].at[y]);
            for (size_t i = 0; y < YEARS && i < drawn[y].count; ++i) {
                const double z = (drawn[y].lengths[i] - lengths.mean) / lengths.sd;
                expected *= a_year / lengths.sd * exp(-z * z / 2);
            }
            expected *= y == YEARS ? 5 : 1;
            check_close(lanes[0].at[y], expected, 1e-12);
            total += expected;
        }
        check_close(weights.total, total, 1e-12);
    }
}

/* Weighting by the belief that the years were drawn from is no weighting. */
static void the_same_prior_weighs_all_years_alike(void **state)
{
    const struct outage_belief process = {rate, log_hours, 7};
    struct normal_observations years;
    struct lanes marginals[BLOCKS];
    struct lanes lanes[BLOCKS];
    struct year_weights weights = {.weights = lanes};
    (void)state;
    fill(&years);
    const struct year_sample sample = {&years, YEARS, 9, &process, 1, 1};
    year_marginals(marginals, &sample);
    year_weights_other(&weights, &sample, marginals, &process);
    for (int y = 0; y < LANES; ++y) {
        check_close(lanes[0].at[y], y < YEARS ? 1. : y == YEARS ? 9. : 0., 0.);
    }
    check_close(weights.total, 12., 0.);
}

/* Five years of losses 5, 0, 2, 8, 1 with weights 1, 4, 2, 1, 2: ten in all. One in five years, two
 * of weight: 8 and 5, mean 6.5; one in ten: 8; one in two, five of weight: 8, 5, 2, 2 and one of
 * the two of 1; four in five, eight of weight: all losses, 19, and nothing in two more. */
static void tails_are_those_of_the_weighted_years(void **state)
{
    (void)state;
    static const double losses[] = {8, 5, 2, 1};
    static const uint32_t years[] = {3, 0, 2, 4};
    static const double periods[] = {10, 5, 2, 1.25};
    static const double largest[] = {8, 5, 1, 0};
    static const double tails[] = {8, 6.5, (8 + 5 + 2 + 2 + 1) / 5., 19 / 8.};
    const struct year_losses of = {losses, years, 4};
    struct lanes weights = {.at = {1, 4, 2, 1, 2}};
    const struct year_weights all = {&weights, 10};
    double exceeded[4];
    double means[4];
    year_tail(exceeded, means, &of, &all, periods, 4);
    for (int i = 0; i < 4; ++i) {
        check_close(exceeded[i], largest[i], 0.);
        check_close(means[i], tails[i], 1e-15);
    }
}

/* Losses 40, 39, ... 1 of weight 1, whatever the order of their years: of eight in all that a tail
 * has, of seventeen and of nothing more than 40, the least is exceeded, and the mean is half of the
 * first and the last. In a tail of 20.5 the next one, 20, counts half. */
static void long_tails_are_those_of_the_weighted_years(void **state)
{
    enum { COUNT = 40 };
    static const double periods[] = {COUNT / 8., COUNT / 17., COUNT / 20.5, 1};
    static const double largest[] = {33, 24, 20, 1};
    static const double tails[] = {(40 + 33) / 2., (40 + 24) / 2., (20 * 30.5 + 20 / 2.) / 20.5,
                                   (40 + 1) / 2.};
    struct lanes weights[COUNT / LANES];
    double losses[COUNT];
    uint32_t years[COUNT];
    double exceeded[4];
    double means[4];
    (void)state;
    for (uint32_t i = 0; i < COUNT; ++i) {
        losses[i] = COUNT - i;
        years[i] = i * 7 % COUNT;
        weights[i / LANES].at[i % LANES] = 1;
    }
    const struct year_losses of = {losses, years, COUNT};
    const struct year_weights all = {weights, COUNT};
    year_tail(exceeded, means, &of, &all, periods, 4);
    for (int i = 0; i < 4; ++i) {
        check_close(exceeded[i], largest[i], 0.);
        check_close(means[i], tails[i], 1e-14);
    }
}

/* The same five years in other lanes; and losses of which a part is lost beside the first year's
 * unless it is kept: 2^54 + 1 + 1 - 2^54 = 2, in one lane and over several. */
static void means_are_those_of_the_weighted_years(void **state)
{
    (void)state;
    struct lanes weights[2] = {{.at = {[1] = 1, [2] = 4, [7] = 2}}, {.at = {[0] = 1, [3] = 2}}};
    const struct lanes losses[2] = {{.at = {[1] = 5, [7] = 2}}, {.at = {[0] = 8, [3] = 1}}};
    const struct lanes small[2] = {{.at = {[1] = 0x1p54, [7] = 0.5}},
                                   {.at = {[0] = 1, [3] = -0x1p53}}};
    const struct year_weights all = {weights, 10};
    check_close(year_mean(losses, 2, &all), (5 + 4 + 8 + 2) / 10., 1e-15);
    check_close(year_mean(small, 2, &all), 2 / 10., 1e-15);
    struct lanes one_lane[4] = {{.at = {1}}, {.at = {2}}, {.at = {1}}, {.at = {2}}};
    const struct lanes above[4] = {{.at = {0x1p54}}, {.at = {0.5}}, {.at = {1}}, {.at = {-0x1p53}}};
    const struct year_weights lane = {one_lane, 10};
    check_close(year_mean(above, 4, &lane), 2 / 10., 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_negative_binomial_and_multivariate_t),
        cmocka_unit_test(under_a_belief_years_are_poisson_and_normal),
        cmocka_unit_test(the_same_prior_weighs_all_years_alike),
        cmocka_unit_test(tails_are_those_of_the_weighted_years),
        cmocka_unit_test(long_tails_are_those_of_the_weighted_years),
        cmocka_unit_test(means_are_those_of_the_weighted_years),
    };
    blackout_init();
    return cmocka_run_group_tests_name("year_beliefs", tests, NULL, NULL);
}
