/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/exceedance: what is exceeded once in so many years. */
#include "stats/exceedance.h"

#include <stdlib.h>

#include "check.h"
#include "random.h"

/* Uniform in (0, 1), both ends excluded. */
static double uniform(uint64_t *state)
{
    return ((double)(random_bits(state) >> 12) + 0.5) * 0x1p-52;
}

static const double ten_years[] = {0, 0, 3.5, 1.25, 7.0, 0, 2.0, 2.0, 11.0, 0.5};

static void add_all(struct exceedance *exceedance, const double *losses, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        exceedance_add(exceedance, losses[i]);
    }
}

/* Expected: numpy.quantile, mean and std(ddof=1) of NumPy. */
static void few_years_are_exact(void **state)
{
    struct radix_item storage[16];
    struct exceedance exceedance;
    (void)state;
    exceedance_init(&exceedance, storage, 16);
    add_all(&exceedance, ten_years, 10);
    check_close(exceedance_mean(&exceedance), 2.725, 1e-15);
    check_close(exceedance_sd(&exceedance), 3.617952920275958, 1e-14);
    check_close(exceedance_se(&exceedance), 3.617952920275958 / sqrt(10), 1e-14);
    check_close(exceedance_quantile(&exceedance, 0.5), 1.625, 1e-15);
    check_close(exceedance_quantile(&exceedance, 0.9), 7.4, 1e-15);
    check_close(exceedance_quantile(&exceedance, 0.99), 10.64, 1e-15);
    check_close(exceedance_quantile(&exceedance, 1), 11.0, 0);
    check_near(exceedance_quantile(&exceedance, 0), 0, 0);
}

/* By hand: the worst years are 11, 7, 3.5, 2, 2, 1.25 and 0.5; three have no loss. Once in two
 * years is the mean of five, in four of two and half of the third, in 20 the worst half. The edge
 * of once in 20/7 years is one of two equal years: the mean of 11, 7, 3.5 and half of a 2. */
static void tails_are_means_of_the_worst(void **state)
{
    const struct {
        double period;
        double mean;
    } expected[] = {{1, 27.25 / 10},
                    {1.25, 27.25 / 8}, /* the edge is a year without a loss */
                    {2, 25.5 / 5},
                    {20. / 7, (21.5 + 0.5 * 2) / 3.5},
                    {4, (18 + 0.5 * 3.5) / 2.5},
                    {10, 11},
                    {20, 11}};
    struct radix_item storage[16];
    struct exceedance exceedance;
    (void)state;
    exceedance_init(&exceedance, storage, 16);
    add_all(&exceedance, ten_years, 10);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; ++i) {
        check_close(exceedance_tail_mean(&exceedance, expected[i].period), expected[i].mean, 1e-15);
    }
}

/* The years of which most lose nothing: 3 of 1,000, 65,334 in all. Once in 2, 5 and 10 years is
 * that sum over 500, 200 and 100 years, not the mean of all. */
static void tails_of_seldom_losses_are_of_the_worst_years_alone(void **state)
{
    struct radix_item storage[16];
    struct exceedance exceedance;
    (void)state;
    exceedance_init(&exceedance, storage, 16);
    for (int i = 0; i < 1000; ++i) {
        exceedance_add(&exceedance, i % 400 == 7 ? 21778 : 0);
    }
    check_close(exceedance_tail_mean(&exceedance, 2), 65334. / 500, 1e-15);
    check_close(exceedance_tail_mean(&exceedance, 5), 65334. / 200, 1e-15);
    check_close(exceedance_tail_mean(&exceedance, 10), 65334. / 100, 1e-15);
    check_close(exceedance_tail_mean(&exceedance, 250), (3 * 21778.) / 4, 1e-15);
    check_close(exceedance_tail_mean(&exceedance, 1000), 21778.0, 0);
}

/* By hand: the years of 2 and more are 3.5, 7, 2, 2 and 11. */
static void probabilities_are_of_years_at_or_above(void **state)
{
    struct radix_item storage[16];
    struct exceedance exceedance;
    (void)state;
    exceedance_init(&exceedance, storage, 16);
    add_all(&exceedance, ten_years, 10);
    check_close(exceedance_probability(&exceedance, 2), 0.5, 1e-15);
    check_close(exceedance_probability(&exceedance, 2.001), 0.3, 1e-15);
    check_close(exceedance_probability(&exceedance, 0), 1.0, 0);
    check_near(exceedance_probability(&exceedance, 12), 0, 0);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The mean of the `worst` last of ascending years, that at the edge in part. */
static double mean_of_worst(const double *sorted, size_t count, double worst)
{
    size_t whole = (size_t)worst;
    double sum = (worst - (double)whole) * sorted[count - whole - 1];
    for (size_t i = count - whole; i < count; ++i) {
        sum += sorted[i];
    }
    return sum / worst;
}

/* More different years than there is room for: the mean stays exact, quantiles are within what the
 * kept bits allow of those of all years sorted, and tails too. */
static void many_years_are_rounded_little(void **state)
{
    enum { YEARS = 100000, ROOM = 4096 };
    struct radix_item *storage = calloc(ROOM, sizeof *storage);
    double *all = calloc(YEARS, sizeof *all);
    uint64_t random = 3;
    struct exceedance exceedance;
    double sum = 0;
    (void)state;
    assert_non_null(storage);
    assert_non_null(all);
    exceedance_init(&exceedance, storage, ROOM);
    for (size_t i = 0; i < YEARS; ++i) {
        double u = uniform(&random);
        all[i] = u < 0.4 ? 0 : 1e6 * pow(1 - u, -0.8); /* a heavy tail */
        sum += all[i];
        exceedance_add(&exceedance, all[i]);
    }
    qsort(all, YEARS, sizeof *all, ascending);
    double margin = ldexp(1, -exceedance.bits);
    assert_in_range(exceedance.bits, 5, 30);
    check_close(exceedance_mean(&exceedance), sum / YEARS, 1e-12);
    const double chances[] = {0.5, 0.9, 0.99, 0.996};
    for (size_t i = 0; i < 4; ++i) {
        double exact = quantile_r7(all, YEARS, chances[i]);
        double found = exceedance_quantile(&exceedance, chances[i]);
        check_close(found, exact, margin);
        check_close(exceedance_tail_mean(&exceedance, 1 / (1 - chances[i])),
                    mean_of_worst(all, YEARS, (1 - chances[i]) * YEARS), margin);
        check_near(exceedance_probability(&exceedance, found), 1 - chances[i], 2e-2);
    }
    free(all);
    free(storage);
}

/* Expected: exceedance_add(), year by year, bit by bit: sums, squares, what is kept. Storage runs
 * out several times, at other years in each column. */
static void columns_are_as_one_by_one(void **state)
{
    enum { YEARS = 3000, STRIDE = 7, ROOM = 256 };
    static double rows[YEARS][STRIDE];
    uint64_t random = 11;
    (void)state;
    for (size_t y = 0; y < YEARS; ++y) {
        for (size_t c = 0; c < STRIDE; ++c) {
            const double u = uniform(&random);
            rows[y][c] = u < 0.1 * (double)c ? 0 : 1e5 * pow(1 - u, -0.7) - (c == 2 ? 1.2e5 : 0);
        }
    }
    for (size_t count = 1; count <= EXCEEDANCE_COLUMNS; ++count) {
        struct radix_item storage[2][EXCEEDANCE_COLUMNS][ROOM];
        struct exceedance expected[EXCEEDANCE_COLUMNS];
        struct exceedance found[EXCEEDANCE_COLUMNS];
        struct exceedance *columns[EXCEEDANCE_COLUMNS];
        for (size_t c = 0; c < count; ++c) {
            exceedance_init(&expected[c], storage[0][c], ROOM);
            exceedance_init(&found[c], storage[1][c], ROOM);
            columns[c] = &found[c];
            for (size_t y = 0; y < YEARS; ++y) {
                exceedance_add(&expected[c], rows[y][c + 1]);
            }
        }
        exceedance_add_columns(columns, count, &rows[0][1], STRIDE, 1001);
        exceedance_add_columns(columns, count, &rows[1001][1], STRIDE, YEARS - 1001);
        for (size_t c = 0; c < count; ++c) {
            assert_int_equal(found[c].years, YEARS);
            assert_int_equal(found[c].years_without, expected[c].years_without);
            assert_in_range(found[c].bits, 1, 40);
            assert_int_equal(found[c].bits, expected[c].bits);
            assert_int_equal(found[c].count, expected[c].count);
            assert_memory_equal(storage[1][c], storage[0][c],
                                found[c].count * sizeof storage[0][c][0]);
            assert_memory_equal(&found[c].total, &expected[c].total, sizeof found[c].total);
            assert_memory_equal(&found[c].squares, &expected[c].squares, sizeof found[c].squares);
        }
    }
}

/* A year is at risk of no less in the tail than at its edge, and of more the rarer it is. */
static void curves_are_monotone(void **state)
{
    struct radix_item storage[512];
    uint64_t random = 5;
    struct exceedance exceedance;
    double before = 0;
    (void)state;
    exceedance_init(&exceedance, storage, 512);
    for (int i = 0; i < 5000; ++i) {
        double u = uniform(&random);
        exceedance_add(&exceedance, u < 0.3 ? 0 : exp(6 * u));
    }
    for (double period = 1.5; period < 2000; period *= 1.7) {
        double loss = exceedance_quantile(&exceedance, 1 - 1 / period);
        assert_true(loss >= before);
        assert_true(exceedance_tail_mean(&exceedance, period) >= loss);
        before = loss;
    }
}

/* Expected: CLIMADA's own test of its exceedance frequency curve,
 * climada/engine/test/test_impact.py, TestFreqCurve.test_ref_value_pass: ten events of one
 * frequency, the return period of each loss. */
static void events_with_rates_meet_climada(void **state)
{
    const double losses[] = {0,
                             0.400665463736549e9,
                             3.150330960044466e9,
                             3.715826406781887e9,
                             2.900244271902339e9,
                             0.778570745161971e9,
                             0.698736262566472e9,
                             0.381063674256423e9,
                             0.569142464157450e9,
                             0.467572545849132e9};
    const struct {
        double loss;
        double period;
    } expected[] = {{3.715826406781887e9, 1610.0},
                    {3.150330960044466e9, 805.0},
                    {2.900244271902339e9, 536.66666666666663},
                    {0.778570745161971e9, 402.5},
                    {0.698736262566472e9, 322.0},
                    {0.569142464157450e9, 268.33333333333331},
                    {0.467572545849132e9, 230.0},
                    {0.400665463736549e9, 201.25},
                    {0.381063674256423e9, 178.88888888888889},
                    {0, 161.0}};
    double rates[10];
    (void)state;
    for (size_t i = 0; i < 10; ++i) {
        rates[i] = 6.211180124223603e-04;
    }
    for (size_t i = 0; i < 10; ++i) {
        check_close(1 / exceedance_rate(losses, rates, 10, expected[i].loss), expected[i].period,
                    1e-14);
    }
    check_near(exceedance_rate(losses, rates, 10, 4e9), 0, 0);
}

/* Expected: by hand. */
static void periods_are_inverse_chances(void **state)
{
    (void)state;
    check_close(exceedance_period(0.0078125), 128.0, 0.0);
    assert_true(isinf(exceedance_period(0)));
    check_close(exceedance_level(250), 0.996, 1e-15);
    check_close(exceedance_chance(0.6931471805599453), 0.5, 1e-15); /* ln 2 */
    check_close(exceedance_chance(1e-12), 1e-12, 1e-11);
    check_close(1 / (1 - exceedance_level(128)), 128.0, 1e-13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_years_are_exact),
        cmocka_unit_test(tails_are_means_of_the_worst),
        cmocka_unit_test(tails_of_seldom_losses_are_of_the_worst_years_alone),
        cmocka_unit_test(probabilities_are_of_years_at_or_above),
        cmocka_unit_test(many_years_are_rounded_little),
        cmocka_unit_test(columns_are_as_one_by_one),
        cmocka_unit_test(curves_are_monotone),
        cmocka_unit_test(events_with_rates_meet_climada),
        cmocka_unit_test(periods_are_inverse_chances),
    };
    return cmocka_run_group_tests_name("exceedance", tests, NULL, NULL);
}
