/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/inoperability_sweeps: losses in closed form, and those by the inverse. */
#include "stats/inoperability_sweeps.h"

#include <math.h>

#include "check.h"
#include "stats/inoperability.h"

enum { MOST = 40, ENDLESS = 1000000 };

/* Links of a matrix, or of the transposed one. */
static struct sparse_rows links_of(struct arena *arena, const double *matrix, size_t count,
                                   bool transposed)
{
    struct sparse_entry entries[MOST * MOST];
    struct sparse_rows rows;
    size_t entry_count = 0;
    for (uint32_t i = 0; i < count; ++i) {
        for (uint32_t j = 0; j < count; ++j) {
            const double value = matrix[i * count + j];
            if (value > 0) {
                entries[entry_count++] = transposed ? (struct sparse_entry){j, i, value}
                                                    : (struct sparse_entry){i, j, value};
            }
        }
    }
    assert_int_equal(sparse_rows_make(&rows, arena, entries, entry_count, count), 0);
    return rows;
}

/* Two sectors that buy from each other and from themselves, by Cramer's rule. */
static void two_sectors_in_closed_form(void **state)
{
    static const double a[] = {0.13, 0.27, 0.41, 0.09};
    static const double d[] = {0.017, 0.0283};
    struct arena arena = {0};
    double lost[2], work[2];
    (void)state;
    const struct sparse_rows rows = links_of(&arena, a, 2, false);
    const struct inoperability_links links = {&rows, inoperability_largest_sum(&rows, work)};
    check_near(links.largest_sum, 0.54, 1e-16);
    assert_true(inoperability_sweep(lost, &links, d, work, ENDLESS));
    const double determinant = (1 - a[0]) * (1 - a[3]) - a[1] * a[2];
    check_near(lost[0], ((1 - a[3]) * d[0] + a[1] * d[1]) / determinant, 1e-16);
    check_near(lost[1], (a[2] * d[0] + (1 - a[0]) * d[1]) / determinant, 1e-16);
    arena_free(&arena);
}

/* A ring in which each sector buys `a` from the next: what is lost of 1 is a^k after k of them, and
 * 1 - a^n of that with all later rounds. Against its order each sweep goes one sector far, in its
 * order all the way round. */
static void a_ring_in_closed_form(void **state)
{
    enum { COUNT = 31 };
    static const double shares[] = {0.0371, 0.6, 0.97, 0.9999};
    (void)state;
    for (size_t s = 0; s < 2 * sizeof shares / sizeof shares[0]; ++s) {
        const double a = shares[s / 2];
        const size_t step = s % 2 == 0 ? 1 : COUNT - 1;
        struct arena arena = {0};
        double matrix[COUNT * COUNT] = {0}, directly[COUNT] = {0}, lost[COUNT], work[COUNT];
        for (size_t j = 0; j < COUNT; ++j) {
            matrix[(j + step) % COUNT * COUNT + j] = a;
        }
        directly[2] = 1;
        const struct sparse_rows rows = links_of(&arena, matrix, COUNT, false);
        const struct inoperability_links links = {&rows, a};
        assert_true(inoperability_sweep(lost, &links, directly, work, ENDLESS));
        for (size_t k = 0; k < COUNT; ++k) {
            const double expected = pow(a, (double)k) / (1 - pow(a, COUNT));
            /* what rounding of `a` alone would change, times a few; and what is left out */
            check_near(lost[(2 + k * step) % COUNT], expected,
                       1e-15 / (1 - a) * expected + 1.2e-16 / (1 - a));
        }
        arena_free(&arena);
    }
}

/* Forty sectors with links here and there, some of which buy from themselves, against LU; of the
 * transposed matrix the sums of the inverse's columns. */
static void many_sectors_as_by_the_inverse(void **state)
{
    struct arena arena = {0};
    double matrix[MOST * MOST] = {0}, inverse[MOST * MOST];
    double directly[MOST], ones[MOST], expected[MOST], lost[MOST], work[MOST];
    blackout_error error = {0};
    (void)state;
    for (size_t j = 0; j < MOST; ++j) {
        matrix[j * MOST + j] = j % 3 == 0 ? 0.37 : 0;
        matrix[(7 * j + 3) % MOST * MOST + j] = 0.21 + 0.001 * (double)j;
        matrix[(j * j + 11) % MOST * MOST + j] = 0.17;
        directly[j] = j % 4 == 1 ? 1e6 * (double)(j + 1) : 0;
        ones[j] = 1;
    }
    const struct sparse_rows rows = links_of(&arena, matrix, MOST, false);
    const struct sparse_rows transposed = links_of(&arena, matrix, MOST, true);
    const double largest = inoperability_largest_sum(&rows, work);
    const struct inoperability_links links = {&rows, largest};
    const struct inoperability_links back = {&transposed, largest};
    check_ok(inoperability_inverse(inverse, matrix, MOST, &error), &error);
    inoperability_solve(expected, inverse, directly, MOST);
    assert_true(inoperability_sweep(lost, &links, directly, work, ENDLESS));
    for (size_t i = 0; i < MOST; ++i) {
        check_near(lost[i], expected[i], 1e-14 * expected[i]);
    }
    assert_true(inoperability_sweep(lost, &back, ones, work, ENDLESS));
    for (size_t j = 0; j < MOST; ++j) {
        double sum = 0;
        for (size_t i = 0; i < MOST; ++i) {
            sum += inverse[i * MOST + j];
        }
        check_near(lost[j], sum, 1e-13 * sum);
    }
    arena_free(&arena);
}

/* A chain from the last sector to the first: each sweep takes what is lost one sector on, so that
 * of three sectors three terms are above 0, and the fourth ends it. No loss needs one. */
static void sweeps_are_counted(void **state)
{
    static const double a[] = {0, 0.5, 0, 0, 0, 0.5, 0, 0, 0};
    static const double d[] = {0, 0, 1}, none[3] = {0};
    struct arena arena = {0};
    double lost[3], work[3];
    (void)state;
    const struct sparse_rows rows = links_of(&arena, a, 3, false);
    const struct inoperability_links links = {&rows, 0.5};
    assert_true(inoperability_sweep(lost, &links, none, work, 1));
    assert_true(lost[0] == 0 && lost[1] == 0 && lost[2] == 0);
    assert_false(inoperability_sweep(lost, &links, d, work, 3));
    assert_true(inoperability_sweep(lost, &links, d, work, 4));
    assert_true(lost[0] == 0.25 && lost[1] == 0.5 && lost[2] == 1);
    arena_free(&arena);
}

/* Neither ends in a number, and both end. */
static void what_is_no_number_ends(void **state)
{
    static const double a[] = {0, 0.5, 0.5, 0};
    const double strange[2][2] = {{NAN, 1}, {INFINITY, 1}};
    struct arena arena = {0};
    double lost[2], work[2];
    (void)state;
    const struct sparse_rows rows = links_of(&arena, a, 2, false);
    const struct inoperability_links links = {&rows, 0.5};
    for (size_t i = 0; i < 2; ++i) {
        assert_true(inoperability_sweep(lost, &links, strange[i], work, SIZE_MAX));
        assert_false(fabs(lost[0]) <= 1e300);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sectors_in_closed_form),     cmocka_unit_test(a_ring_in_closed_form),
        cmocka_unit_test(many_sectors_as_by_the_inverse), cmocka_unit_test(sweeps_are_counted),
        cmocka_unit_test(what_is_no_number_ends),
    };
    return cmocka_run_group_tests_name("inoperability_sweeps", tests, NULL, NULL);
}
