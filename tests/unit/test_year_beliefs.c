/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk/year_beliefs: how likely a year's outages are, and the losses of weighted years. */
#include "risk/year_beliefs.h"

#include <math.h>

#include "blackout.h"

#include "check.h"

static const struct gamma_rate rate = {5, 5.5};
static const struct normal_inverse_gamma log_hours = {1.6, 4, 4.5, 7.25};

static struct year_outages year_of(const double *lengths, size_t count)
{
    struct year_outages year = {.count = (double)count};
    for (size_t i = 0; i < count; ++i) {
        year.sum += lengths[i];
        year.squares += lengths[i] * lengths[i];
    }
    return year;
}

/* Expected: scipy 1.10, nbinom times multivariate_t, without 1/n! and (2 pi)^(-n/2). */
static void years_are_negative_binomial_and_multivariate_t(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        double lengths[3];
        double expected;
    } years[] = {{0, {0}, -0.835270423315831},
                 {1, {2.5}, -1.6939892414333142},
                 {2, {0.3, 4.75}, -4.971317252434346},
                 {3, {1, -2, 6.5}, -9.655938353227818}};
    for (size_t i = 0; i < sizeof years / sizeof years[0]; ++i) {
        const struct year_outages year = year_of(years[i].lengths, years[i].count);
        check_close(year_log_marginal(&year, &rate, &log_hours), years[i].expected, 1e-12);
    }
}

/* Poisson and normal by hand, without the same factors: n ln(rate / sd) - rate - squares. */
static void under_a_belief_years_are_poisson_and_normal(void **state)
{
    (void)state;
    static const double lengths[] = {1, 4};
    const struct year_outages year = year_of(lengths, 2);
    const struct year_outages none = {0};
    check_close(year_log_likelihood(&year, 1.5, 2, 0.5), 2 * log(3) - 1.5 - (1 + 4) / 0.5, 1e-14);
    check_close(year_log_likelihood(&none, 1.5, 2, 0.5), -1.5, 0.);
}

/* Weighting by the belief that the years were drawn from is no weighting. */
static void the_same_prior_weighs_all_years_alike(void **state)
{
    (void)state;
    static const double lengths[] = {1, 4};
    const struct year_outages years[] = {year_of(lengths, 2), year_of(lengths, 1), {0}};
    const struct outage_belief process = {rate, log_hours, 7};
    const struct year_sample sample = {years, 3, &process, 1, 1};
    double marginals[3];
    double weights[3];
    year_marginals(marginals, &sample);
    year_weights_other(weights, &sample, marginals, &process);
    for (int i = 0; i < 3; ++i) {
        check_close(weights[i], 1., 0.);
    }
}

/* Five years of losses 5, 0, 2, 8, 1 with weights 1, 4, 2, 1, 2: ten in all. One in five years, two
 * of weight: 8 and 5, mean 6.5; one in ten: 8; one in two, five of weight: 8, 5, 2, 2 and one of
 * the two of 1; four in five, eight of weight: all losses, 19, and nothing in two more. */
static void tails_are_those_of_the_weighted_years(void **state)
{
    (void)state;
    static const double losses[] = {8, 5, 2, 1};
    static const double weights[] = {1, 4, 2, 1, 2};
    static const uint32_t years[] = {3, 0, 2, 4};
    static const double periods[] = {10, 5, 2, 1.25};
    static const double largest[] = {8, 5, 1, 0};
    static const double tails[] = {8, 6.5, (8 + 5 + 2 + 2 + 1) / 5., 19 / 8.};
    const struct year_losses of = {losses, years, 4};
    const struct year_weights all = {weights, 5, year_total(weights, 5)};
    double exceeded[4];
    double means[4];
    year_tail(exceeded, means, &of, &all, periods, 4);
    for (int i = 0; i < 4; ++i) {
        check_close(exceeded[i], largest[i], 0.);
        check_close(means[i], tails[i], 1e-15);
    }
}

/* The same years; of a ninth measure, in the second column, half of each loss, and of another a
 * part that is lost beside the first year's unless it is kept: 2^54 + 1 + 1 - 2^54 = 2. */
static void means_are_those_of_the_weighted_years(void **state)
{
    (void)state;
    enum { YEARS = 4, WIDTH = 2 };
    static const uint32_t years[YEARS] = {0, 2, 3, 4};
    static const double weights[] = {1, 4, 2, 1, 2};
    static const double losses[YEARS] = {5, 2, 8, 1};
    static const double small[YEARS] = {0x1p54, 0.5, 1, -0x1p53};
    struct lanes rows[YEARS * WIDTH] = {{.at = {0}}};
    struct lanes means[WIDTH];
    for (int i = 0; i < YEARS; ++i) {
        rows[i * WIDTH].at[0] = losses[i];
        rows[i * WIDTH].at[3] = small[i];
        rows[i * WIDTH + 1].at[0] = losses[i] / 2;
    }
    const struct year_table table = {rows, years, YEARS, WIDTH};
    const struct year_weights all = {weights, 5, year_total(weights, 5)};
    year_means(means, &table, &all);
    check_close(means[0].at[0], (5 + 4 + 8 + 2) / 10., 1e-15);
    check_close(means[0].at[3], 2 / 10., 1e-15);
    check_close(means[0].at[1], 0., 0.);
    check_close(means[1].at[0], (5 + 4 + 8 + 2) / 20., 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_negative_binomial_and_multivariate_t),
        cmocka_unit_test(under_a_belief_years_are_poisson_and_normal),
        cmocka_unit_test(the_same_prior_weighs_all_years_alike),
        cmocka_unit_test(tails_are_those_of_the_weighted_years),
        cmocka_unit_test(means_are_those_of_the_weighted_years),
    };
    blackout_init();
    return cmocka_run_group_tests_name("year_beliefs", tests, NULL, NULL);
}
