/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/sampler: sample k of a normal is a function of (seed, name, k) alone; Latin
 * hypercube, scrambled Sobol points, and the copula. Seeds are fixed: a statistical bound holds
 * always or never. */
#include "uncertainty/sampler.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "check.h"
#include "stats/normal.h"
#include "stats/sobol.h"

enum { DIMENSIONS = 5, POINTS = 1024 };

/* Sobol points for any of the tests below; [POINTS][DIMENSIONS]. */
static int make_points(void **state)
{
    double *points = calloc(POINTS * DIMENSIONS, sizeof *points);
    blackout_error error = {0};
    assert_non_null(points);
    check_ok(sobol_points(points + DIMENSIONS, POINTS - 1, DIMENSIONS, &error), &error);
    *state = points;
    return 0;
}

static int free_points(void **state)
{
    free(*state);
    return 0;
}

static struct sampler sampler_of(const struct sampler_normal *normals, size_t count,
                                 const double *points, size_t samples)
{
    return (struct sampler){.seed = 2385,
                            .samples = samples,
                            .replicates = SAMPLER_REPLICATES,
                            .normals = normals,
                            .normal_count = count,
                            .sobol = points,
                            .dimensions = DIMENSIONS};
}

/* ---- A function of seed, name and number ----------------------------------------------------- */

/* Two normals, and the same two with strangers before, between and after them. */
static void another_normal_moves_none(void **state)
{
    static const struct sampler_normal few[] = {{64 * 17, SAMPLER_NONE}, {64 * 23, 3}};
    static const struct sampler_normal many[] = {{64 * 5, SAMPLER_NONE},
                                                 {64 * 17, SAMPLER_NONE},
                                                 {64 * 29, 0},
                                                 {64 * 23, 3},
                                                 {64 * 31, SAMPLER_NONE}};
    const struct sampler alone = sampler_of(few, 2, *state, 1000);
    const struct sampler among = sampler_of(many, 5, *state, 1000);
    for (uint64_t k = 0; k < 1000; ++k) {
        check_near(sampler_normal_score(&among, 1, k), sampler_normal_score(&alone, 0, k), 0.0);
        check_near(sampler_normal_score(&among, 3, k), sampler_normal_score(&alone, 1, k), 0.0);
    }
}

static size_t differing(const struct sampler *a, size_t i, const struct sampler *b, size_t k)
{
    size_t count = 0;
    for (uint64_t sample = 0; sample < 500; ++sample) {
        count += sampler_normal_score(a, i, sample) != sampler_normal_score(b, k, sample);
    }
    return count;
}

/* Another seed and another name are other numbers; a name is more than its place. */
static void seed_and_name_matter(void **state)
{
    static const struct sampler_normal normals[] = {
        {64 * 17, SAMPLER_NONE}, {64 * 18, SAMPLER_NONE}, {64 * 17, 2}, {64 * 18, 2}, {64 * 17, 4}};
    struct sampler first = sampler_of(normals, 5, *state, 1000);
    struct sampler second = first;
    second.seed = 2386;
    for (size_t i = 0; i < 5; ++i) {
        assert_int_equal(differing(&first, i, &first, i), 0);
        assert_true(differing(&first, i, &second, i) > 490);
    }
    assert_true(differing(&first, 0, &first, 1) > 490);
    assert_true(differing(&first, 2, &first, 3) > 490);
    assert_true(differing(&first, 2, &first, 4) > 400);
}

/* ---- Latin hypercube ------------------------------------------------------------------------- */

/* Expected: each replicate has exactly one point in each of as many equal strata as it has points.
 * 1003 samples make replicates of 126 and of 125. */
static void one_point_in_each_stratum(void **state)
{
    static const struct sampler_normal normal = {64 * 17, SAMPLER_NONE};
    const struct sampler sampler = sampler_of(&normal, 1, *state, 1003);
    for (size_t replicate = 0; replicate < SAMPLER_REPLICATES; ++replicate) {
        bool seen[126] = {false};
        size_t size = replicate < 1003 % SAMPLER_REPLICATES ? 126 : 125;
        size_t points = 0;
        for (uint64_t k = replicate; k < 1003; k += SAMPLER_REPLICATES, ++points) {
            double u = gsl_cdf_ugaussian_P(sampler_normal_score(&sampler, 0, k));
            size_t stratum = (size_t)(u * (double)size);
            assert_int_equal(sampler_replicate(&sampler, k), replicate);
            assert_true(stratum < size);
            assert_false(seen[stratum]);
            seen[stratum] = true;
        }
        assert_int_equal(points, size);
    }
}

/* Replicates are independent: each has an order of strata of its own. Expected: two random orders
 * of 128 agree in one place on average (Poisson): ten or more have a chance of 1e-7. */
static void each_replicate_has_its_own_order(void **state)
{
    enum { SIZE = POINTS / SAMPLER_REPLICATES };
    static const struct sampler_normal normal = {64 * 17, SAMPLER_NONE};
    const struct sampler sampler = sampler_of(&normal, 1, *state, POINTS);
    size_t orders[SAMPLER_REPLICATES][SIZE];
    for (uint64_t k = 0; k < POINTS; ++k) {
        double u = gsl_cdf_ugaussian_P(sampler_normal_score(&sampler, 0, k));
        orders[k % SAMPLER_REPLICATES][k / SAMPLER_REPLICATES] = (size_t)(u * SIZE);
    }
    for (int i = 0; i < SAMPLER_REPLICATES; ++i) {
        for (int j = 0; j < i; ++j) {
            size_t agreeing = 0;
            for (int k = 0; k < SIZE; ++k) {
                agreeing += orders[i][k] == orders[j][k];
            }
            assert_true(agreeing < 10);
        }
    }
}

/* Points of one replicate stand apart from those of another, and anywhere within a stratum: the
 * offsets are uniform. Expected: Kolmogorov's statistic below its 99.9 % point 1.95 / sqrt(n). */
static void points_stand_anywhere_in_their_stratum(void **state)
{
    enum { SAMPLES = 4096, SIZE = SAMPLES / SAMPLER_REPLICATES, CELLS = 64 };
    static const struct sampler_normal normal = {64 * 41, SAMPLER_NONE};
    const struct sampler sampler = sampler_of(&normal, 1, *state, SAMPLES);
    size_t below[CELLS] = {0};
    for (uint64_t k = 0; k < SAMPLES; ++k) {
        double u = SIZE * gsl_cdf_ugaussian_P(sampler_normal_score(&sampler, 0, k));
        ++below[(size_t)((u - floor(u)) * CELLS)];
    }
    double cumulated = 0;
    for (int i = 0; i < CELLS; ++i) {
        cumulated += (double)below[i];
        assert_true(fabs(cumulated / SAMPLES - (i + 1.0) / CELLS) < 1.95 / sqrt(SAMPLES));
    }
}

/* ---- Scrambled Sobol points ------------------------------------------------------------------ */

/* Elementary intervals of area 1 / SIZE in the plane: 2^i columns by SIZE / 2^i rows. */
static void check_net(const struct sampler *sampler, size_t replicate)
{
    enum { SIZE = POINTS / SAMPLER_REPLICATES };
    for (size_t columns = 1; columns <= SIZE; columns *= 2) {
        bool seen[SIZE] = {false};
        size_t rows = SIZE / columns;
        for (uint64_t k = replicate; k < POINTS; k += SAMPLER_REPLICATES) {
            double u = gsl_cdf_ugaussian_P(sampler_normal_score(sampler, 0, k));
            double v = gsl_cdf_ugaussian_P(sampler_normal_score(sampler, 1, k));
            size_t cell = (size_t)(u * (double)columns) * rows + (size_t)(v * (double)rows);
            assert_true(cell < SIZE);
            assert_false(seen[cell]);
            seen[cell] = true;
        }
    }
}

/* Expected: a nested scrambling keeps a net (Owen 1995): the first two dimensions of a Sobol
 * sequence are a (0, m, 2)-net, with one of 2^m points in each elementary interval, and so is each
 * replicate, whatever the names. */
static void each_replicate_is_a_net(void **state)
{
    for (uint64_t name = 0; name < 40; ++name) {
        const struct sampler_normal normals[] = {{64 * (23 + name), 0}, {64 * (91 + 7 * name), 1}};
        const struct sampler sampler = sampler_of(normals, 2, *state, POINTS);
        for (size_t replicate = 0; replicate < SAMPLER_REPLICATES; ++replicate) {
            check_net(&sampler, replicate);
        }
    }
}

/* Expected: the offset within a stratum is uniform, and not that of the next point, as a shift
 * would have it. Kolmogorov's statistic below its 99.9 % point, and a correlation of neighbours
 * below four standard errors. */
static void points_are_scrambled_below_their_stratum(void **state)
{
    enum { SIZE = POINTS / SAMPLER_REPLICATES, CELLS = 32 };
    static const struct sampler_normal normal = {64 * 23, 3};
    const struct sampler sampler = sampler_of(&normal, 1, *state, POINTS);
    size_t below[CELLS] = {0};
    double before = 0;
    double products = 0;
    for (uint64_t k = 0; k < POINTS; ++k) {
        uint64_t sample =
            k % SIZE * SAMPLER_REPLICATES + k / SIZE; /* one replicate behind another */
        double u = SIZE * gsl_cdf_ugaussian_P(sampler_normal_score(&sampler, 0, sample));
        double offset = u - floor(u);
        ++below[(size_t)(offset * CELLS)];
        products += (offset - 0.5) * (before - 0.5) * 12;
        before = offset;
    }
    double cumulated = 0;
    for (int i = 0; i < CELLS; ++i) {
        cumulated += (double)below[i];
        assert_true(fabs(cumulated / POINTS - (i + 1.0) / CELLS) < 1.95 / sqrt(POINTS));
    }
    check_near(products / POINTS, 0, 4 / sqrt(POINTS));
}

/* Expected: one sample is uniform over the scramblings. Chi-square of 64 cells, 63 degrees of
 * freedom, 0.1 % and 99.9 % points 34.1 and 103.4 (GSL). */
static void a_scrambled_point_is_uniform(void **state)
{
    enum { SEEDS = 8192, CELLS = 64 };
    static const struct sampler_normal normal = {64 * 23, 1};
    struct sampler sampler = sampler_of(&normal, 1, *state, POINTS);
    size_t counts[CELLS] = {0};
    double statistic = 0;
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        sampler.seed = seed;
        ++counts[(size_t)(CELLS * gsl_cdf_ugaussian_P(sampler_normal_score(&sampler, 0, 77)))];
    }
    for (int i = 0; i < CELLS; ++i) {
        double off = (double)counts[i] - SEEDS / CELLS;
        statistic += off * off / (SEEDS / CELLS);
    }
    assert_true(statistic > 34.1 && statistic < 103.4);
}

/* A nested scrambling (Owen 1995): each binary digit depends on itself and those before it. Two
 * points that agree in their first digits, and no more, do so afterwards, too. */
static void digits_depend_on_those_before(void **state)
{
    enum { FIRST = 8, LAST = 4, COUNT = 1 << (FIRST + LAST) };
    (void)state;
    for (uint64_t seed = 0; seed < 8; ++seed) {
        uint32_t cells[COUNT];
        for (uint32_t i = 0; i < COUNT; ++i) { /* the first digits, and the last ones of 32 */
            const uint32_t digits = (i >> LAST) << (32 - FIRST) | (i & ((1 << LAST) - 1));
            cells[i] = (uint32_t)(0x1p32 * sampler_scrambled(digits * 0x1p-32, seed, 64 * 23, 1));
        }
        for (uint32_t i = 1; i < COUNT; ++i) {
            const uint32_t before = ((i - 1) ^ i) >> LAST;
            const uint32_t after = (cells[i - 1] ^ cells[i]) >> (32 - FIRST);
            assert_int_equal(before != 0 ? __builtin_clz(before) : 32,
                             after != 0 ? __builtin_clz(after) : 32);
        }
    }
}

/* Expected: in each of 16 equal cells a sixteenth of a replicate's points, exactly. */
static void scrambled_points_spread_evenly(void **state)
{
    for (uint32_t dimension = 0; dimension < DIMENSIONS; ++dimension) {
        const struct sampler_normal normal = {64 * 23, dimension};
        const struct sampler sampler = sampler_of(&normal, 1, *state, POINTS);
        for (size_t replicate = 0; replicate < SAMPLER_REPLICATES; ++replicate) {
            size_t counts[16] = {0};
            for (uint64_t k = replicate; k < POINTS; k += SAMPLER_REPLICATES) {
                double u = gsl_cdf_ugaussian_P(sampler_normal_score(&sampler, 0, k));
                ++counts[(size_t)(16 * u)];
            }
            for (int i = 0; i < 16; ++i) {
                assert_int_equal(counts[i], POINTS / SAMPLER_REPLICATES / 16);
            }
        }
    }
}

/* ---- The copula ------------------------------------------------------------------------------ */

/* Correlation of the scores of two factors over all samples. */
static double correlation(const struct sampler *sampler, const struct factor *x,
                          const struct factor *y, double *variance)
{
    double scores[8];
    double sums[5] = {0};
    double n = (double)sampler->samples;
    for (uint64_t k = 0; k < sampler->samples; ++k) {
        for (size_t i = 0; i < sampler->normal_count; ++i) {
            scores[i] = sampler_normal_score(sampler, i, k);
        }
        double a = sampler_factor_score(x, scores);
        double b = sampler_factor_score(y, scores);
        const double terms[] = {a, b, a * a, b * b, a * b};
        for (int i = 0; i < 5; ++i) {
            sums[i] += terms[i] / n;
        }
    }
    *variance = sums[2] - sums[0] * sums[0];
    return (sums[4] - sums[0] * sums[1]) / sqrt(*variance * (sums[3] - sums[1] * sums[1]));
}

/* Expected: the product of the loadings; unit variance. The correlation of n independent pairs has
 * a standard error of (1 - r^2) / sqrt(n); four of them are allowed, and stratified points do
 * better. */
static void loadings_make_correlations(void **state)
{
    static const struct sampler_normal normals[] = {
        {64 * 2, SAMPLER_NONE}, {64 * 3, SAMPLER_NONE}, {64 * 4, 0}, {64 * 5, SAMPLER_NONE}};
    static const double loadings[][2] = {{0.6, 0.6}, {0.8, 0.35}, {-0.7, 0.9}, {0, 0.5}, {1, 0.4}};
    const struct sampler sampler = sampler_of(normals, 4, *state, POINTS * SAMPLER_REPLICATES);
    for (int i = 0; i < 5; ++i) {
        const struct factor x = {
            .own = loadings[i][0] == 1 ? SAMPLER_NONE : 0, .common = 2, .loading = loadings[i][0]};
        const struct factor y = {.own = 1, .common = 2, .loading = loadings[i][1]};
        double expected = loadings[i][0] * loadings[i][1];
        double variance;
        double found = correlation(&sampler, &x, &y, &variance);
        double error = (1 - expected * expected) / sqrt((double)sampler.samples);
        check_near(found, expected, 4 * error);
        check_near(variance, 1, 4 * sqrt(2 / (double)sampler.samples));
    }
}

/* A loading of -1 is the mirror image; none is the own normal. */
static void whole_and_no_loadings(void **state)
{
    static const double scores[] = {0.37, -1.9};
    const struct factor own = {.own = 1, .common = SAMPLER_NONE};
    const struct factor same = {.own = SAMPLER_NONE, .common = 0, .loading = 1};
    const struct factor mirrored = {.own = SAMPLER_NONE, .common = 0, .loading = -1};
    const struct factor mixed = {.own = 1, .common = 0, .loading = 0.6};
    (void)state;
    check_near(sampler_factor_score(&own, scores), -1.9, 0.0);
    check_near(sampler_factor_score(&same, scores), 0.37, 0.0);
    check_near(sampler_factor_score(&mirrored, scores), -0.37, 0.0);
    check_near(sampler_factor_score(&mixed, scores), 0.6 * 0.37 - 0.8 * 1.9, 1e-15);
}

/* ---- Draws ----------------------------------------------------------------------------------- */

/* Expected: the mapping of the score in the factor's own place, and nothing anywhere else. */
static void a_draw_overwrites_the_uncertain_entries_alone(void **state)
{
    static const struct sampler_normal normals[] = {{64 * 2, 1}, {64 * 3, SAMPLER_NONE}};
    const struct factor factors[] = {{.parameter = 3,
                                      .mapping = mapping_of_range(TRANSFORM_LOG, 2, 3, 9),
                                      .own = 1,
                                      .common = SAMPLER_NONE},
                                     {.parameter = 1,
                                      .mapping = mapping_of_range(TRANSFORM_LOGIT, 0.2, 0.3, 0.5),
                                      .own = 0,
                                      .common = SAMPLER_NONE}};
    struct sampler sampler = sampler_of(normals, 2, *state, 640);
    sampler.factors = factors;
    sampler.factor_count = 2;
    for (uint64_t k = 0; k < 640; ++k) {
        double parameters[] = {-11.5, -12.5, -13.5, -14.5, -15.5};
        double scores[2];
        sampler_draw(parameters, scores, &sampler, k);
        check_near(parameters[0], -11.5, 0.0);
        check_near(parameters[2], -13.5, 0.0);
        check_near(parameters[4], -15.5, 0.0);
        check_near(parameters[3],
                   mapping_value(&factors[0].mapping, sampler_normal_score(&sampler, 1, k)), 0.0);
        check_near(parameters[1],
                   mapping_value(&factors[1].mapping, sampler_normal_score(&sampler, 0, k)), 0.0);
    }
}

/* ---- Several samples at once ----------------------------------------------------------------- */

/* Each with the bits of its own draw, for whole and broken rows of lanes, replicates of unequal
 * size and of so few samples that their orders are shuffled; factors that are alike, too. */
static void several_draws_are_single_ones(void **state)
{
    static const struct sampler_normal normals[] = {
        {64 * 2, 1}, {64 * 3, SAMPLER_NONE}, {64 * 4, SAMPLER_NONE}, {64 * 5, 4}};
    const struct mapping ranges[] = {mapping_of_range(TRANSFORM_LOG, 2, 3, 9),
                                     mapping_of_range(TRANSFORM_LOGIT, 0.2, 0.3, 0.5),
                                     mapping_normal(0.7)};
    struct factor factors[] = {{.parameter = 3, .mapping = ranges[0], .own = 1, .common = 3},
                               {.parameter = 1, .mapping = ranges[1], .own = 0},
                               {.parameter = 0, .mapping = ranges[1], .own = 0},
                               {.parameter = 2, .mapping = ranges[2], .own = SAMPLER_NONE},
                               {.parameter = 4, .mapping = ranges[0], .own = 1, .common = 3}};
    static const size_t counts[] = {3, 100, 1003, POINTS};
    struct arena arena = {0};
    for (int j = 0; j < 5; ++j) {
        factors[j].common = j == 0 || j == 4 ? 3 : j == 3 ? 2 : SAMPLER_NONE;
        factors[j].loading = j == 3 ? 1 : 0.4;
    }
    assert_true(sampler_find_like(factors, 5, &arena));
    assert_true(factors[2].like == 2 && factors[4].like == 1);
    assert_true(factors[0].like == 0 && factors[1].like == 0 && factors[3].like == 0);
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; ++c) {
        struct sampler sampler = sampler_of(normals, 4, *state, counts[c]);
        struct sampler_work work;
        sampler.factors = factors;
        sampler.factor_count = 5;
        assert_true(sampler_work(&work, &arena, &sampler));
        for (uint64_t k = 0; k < counts[c]; k += LANES) {
            double several[LANES][5] = {{0}};
            double *rows[LANES];
            size_t count = counts[c] - k < LANES ? (size_t)(counts[c] - k) : LANES;
            for (int l = 0; l < LANES; ++l) {
                rows[l] = several[l];
            }
            sampler_draw_several(rows, &work, &sampler, k, count);
            double again[LANES][5] = {{0}};
            struct lanes lanes[5];
            for (int l = 0; l < LANES; ++l) {
                rows[l] = again[l];
            }
            sampler_apply_lanes(rows, lanes, &sampler, work.scores, count);
            assert_memory_equal(again, several, sizeof again);
            for (size_t l = 0; l < count; ++l) {
                for (int j = 0; j < 5; ++j) {
                    assert_true(lanes[j].at[l] == several[l][j]);
                }
                double alone[5];
                double scores[4];
                for (int j = 0; j < 5; ++j) { /* each by itself */
                    factors[j].like = 0;
                }
                sampler_draw(alone, scores, &sampler, k + l);
                assert_memory_equal(several[l], alone, sizeof alone);
                assert_true(sampler_find_like(factors, 5, &arena));
                sampler_draw(alone, scores, &sampler, k + l);
                assert_memory_equal(several[l], alone, sizeof alone);
            }
        }
    }
    arena_free(&arena);
}

/* Factors are alike only if all of what they are made of is. */
static void one_difference_makes_another_factor(void **state)
{
    const struct factor factor = {
        .mapping = mapping_of_range(TRANSFORM_LOG, 2, 3, 9), .own = 1, .common = 3, .loading = 0.4};
    struct factor others[8];
    struct arena arena = {0};
    (void)state;
    for (int i = 0; i < 8; ++i) {
        others[i] = factor;
    }
    others[0].own = 2;
    others[1].common = 4;
    others[2].loading = 0.5;
    others[3].mapping.transform = TRANSFORM_LOGIT;
    others[4].mapping.centre *= 2;
    others[5].mapping.transformed *= 2;
    others[6].mapping.lower *= 2;
    others[7].mapping.upper *= 2;
    for (int i = 0; i < 8; ++i) {
        struct factor pair[] = {factor, others[i]};
        assert_true(sampler_find_like(pair, 2, &arena));
        assert_int_equal(pair[1].like, 0);
        pair[1] = factor;
        assert_true(sampler_find_like(pair, 2, &arena));
        assert_int_equal(pair[1].like, 1);
    }
    arena_free(&arena);
}

/* Expected: GSL's own, to the last bit, over the middle and the tails and where both meet. */
static void quantiles_of_lanes_are_those_of_gsl(void **state)
{
    enum { STEPS = 40000 };
    static const double special[LANES] = {0.075,  0.925, 0.0749999999999999, 0.9250000000000002,
                                          1e-300, 0.5,   1 - 0x1p-53,        0x1p-33};
    (void)state;
    for (int k = 0; k <= STEPS; k += LANES) {
        struct lanes p;
        struct lanes found;
        for (int l = 0; l < LANES; ++l) {
            p.at[l] = k == 0 ? special[l] : (k + l - 0.5) / (STEPS + 19);
        }
        normal_quantiles(&found, &p, 1);
        for (int l = 0; l < LANES; ++l) {
            assert_true(found.at[l] == gsl_cdf_ugaussian_Pinv(p.at[l]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_normal_moves_none),
        cmocka_unit_test(seed_and_name_matter),
        cmocka_unit_test(one_point_in_each_stratum),
        cmocka_unit_test(each_replicate_has_its_own_order),
        cmocka_unit_test(points_stand_anywhere_in_their_stratum),
        cmocka_unit_test(each_replicate_is_a_net),
        cmocka_unit_test(points_are_scrambled_below_their_stratum),
        cmocka_unit_test(a_scrambled_point_is_uniform),
        cmocka_unit_test(digits_depend_on_those_before),
        cmocka_unit_test(scrambled_points_spread_evenly),
        cmocka_unit_test(loadings_make_correlations),
        cmocka_unit_test(whole_and_no_loadings),
        cmocka_unit_test(a_draw_overwrites_the_uncertain_entries_alone),
        cmocka_unit_test(several_draws_are_single_ones),
        cmocka_unit_test(one_difference_makes_another_factor),
        cmocka_unit_test(quantiles_of_lanes_are_those_of_gsl),
    };
    return cmocka_run_group_tests_name("sampler", tests, make_points, free_points);
}
