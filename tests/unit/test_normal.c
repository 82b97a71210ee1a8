/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/normal: values of the literature and of an independent program to 16 digits. */
#include "stats/normal.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "random.h"

/* mpmath 1.3, 40 digits: sqrt(2) erfinv(2 p - 1), for p as the doubles that these texts become. The
 * first three are those by which Wichura checks AS 241 (Applied Statistics 37, 1988). */
static const struct {
    double p;
    double z;
} quantiles[] = {{0.25, -0.67448975019608174},
                 {0.001, -3.0902323061678135},
                 {1e-20, -9.2623400897984076},
                 {0.075, -1.4395314709384559},
                 {0.0750000001, -1.4395314702320188},
                 {0.0749999999, -1.439531471644893},
                 {0.5, 0.0},
                 {0.1, -1.2815515655446004},
                 {0.3, -0.52440051270804082},
                 {0.4999, -0.00025066283008800749},
                 {0.5001, 0.00025066283008800749},
                 {0.6, 0.25334710313579974},
                 {0.75, 0.67448975019608174},
                 {0.9, 1.2815515655446006},
                 {0.925, 1.4395314709384562},
                 {0.9250001, 1.4395321773759005},
                 {0.99, 2.3263478740408408},
                 {0.9999, 3.7190164854557084},
                 {0.999999999, 5.9978070196016374},
                 {1e-09, -5.9978070150076869},
                 {1e-300, -37.047096299361199},
                 {0.01, -2.3263478740408411}};

static void quantiles_have_sixteen_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; ++i) {
        check_close(normal_quantile(quantiles[i].p), quantiles[i].z, 1e-15);
    }
}

/* The parts of a vector do not choose, so that each value is tried in each lane among all others.
 */
static void quantiles_of_a_vector_are_those_of_its_parts(void **state)
{
    const size_t count = sizeof quantiles / sizeof quantiles[0];
    (void)state;
    for (size_t first = 0; first < count; ++first) {
        struct lanes p;
        struct lanes z;
        for (size_t l = 0; l < LANES; ++l) {
            p.at[l] = quantiles[(first + l) % count].p;
        }
        normal_quantiles(&z, &p, 1);
        for (size_t l = 0; l < LANES; ++l) {
            check_close(z.at[l], quantiles[(first + l) % count].z, 1e-15);
        }
    }
}

/* Expected: normal_quantile(), that is GSL, to the last bit: of numbers that are spread over both
 * tails and the middle, and of what is none, more than are looked through at a time; in place. */
static void many_quantiles_are_those_of_each(void **state)
{
    enum { COUNT = 77 };
    static struct lanes p[COUNT];
    static struct lanes z[COUNT];
    uint64_t seed = 5;
    (void)state;
    for (size_t i = 0; i < COUNT; ++i) {
        for (size_t l = 0; l < LANES; ++l) {
            const double u = random_between(&seed, 0, 1);
            const double tail = pow(10, -14 * u);
            const size_t kind = (i * LANES + l) % 7;
            p[i].at[l] = kind == 0 ? 1 - tail : kind < 3 ? tail : u;
        }
    }
    p[31].at[7] = NAN;
    p[40].at[0] = 0;
    p[40].at[1] = 1;
    p[40].at[2] = 1e-320;
    for (size_t count = 0; count <= COUNT; count += 11) {
        memcpy(z, p, sizeof p);
        normal_quantiles(z, z, count);
        for (size_t i = 0; i < count * LANES; ++i) {
            const double expected = normal_quantile(p[i / LANES].at[i % LANES]);
            const double found = z[i / LANES].at[i % LANES];
            assert_true(isnan(expected) ? isnan(found) : found == expected);
        }
        assert_memory_equal(z + count, p + count, (COUNT - count) * sizeof *z);
    }
}

static void what_is_no_probability_has_no_quantile(void **state)
{
    static const double wrong[] = {0, 1, -0.5, 1.5, NAN};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        assert_true(isnan(normal_quantile(wrong[i])));
    }
}

/* Gneiting & Raftery (2007), equation 21: z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi); at 0 that is
 * (sqrt(2) - 1) / sqrt(pi). The others by mpmath. */
static void scores_are_those_of_the_closed_form(void **state)
{
    (void)state;
    check_close(normal_crps(0), (sqrt(2) - 1) / sqrt(acos(-1)), 1e-14);
    check_close(normal_crps(-3.0), 2.4365747250863392, 1e-14);
    check_close(normal_crps(-0.5), 0.33140353125485577, 1e-14);
    check_close(normal_crps(0.7), 0.42156917007346398, 1e-14);
    check_close(normal_crps(2.5), 1.9398186908105001, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_have_sixteen_digits),
        cmocka_unit_test(quantiles_of_a_vector_are_those_of_its_parts),
        cmocka_unit_test(many_quantiles_are_those_of_each),
        cmocka_unit_test(what_is_no_probability_has_no_quantile),
        cmocka_unit_test(scores_are_those_of_the_closed_form),
    };
    return cmocka_run_group_tests_name("normal", tests, NULL, NULL);
}
