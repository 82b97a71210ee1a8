/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/sobol_indices on two functions whose indices are known in closed form, with 2^14
 * Sobol points: within 0.01. Sources: Ishigami & Homma (1990), Sobol (1993), as in Saltelli et al.
 * (2008), "Global Sensitivity Analysis", sections 2.9 and 4.6. */
#include "uncertainty/sobol_indices.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "stats/sobol.h"

enum { N = 1 << 14, MOST_FACTORS = 8 };

static const double pi = 3.14159265358979323846;
static const double tolerance = 0.01;

typedef double test_function(const double *u);

/* ---- The functions --------------------------------------------------------------------------- */

static double ishigami(const double *u)
{
    const double a = 7;
    const double b = 0.1;
    double x[3];
    for (int i = 0; i < 3; ++i) {
        x[i] = pi * (2 * u[i] - 1);
    }
    return sin(x[0]) + a * pow(sin(x[1]), 2) + b * pow(x[2], 4) * sin(x[0]);
}

static const double g_weights[MOST_FACTORS] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static double sobol_g(const double *u)
{
    double product = 1;
    for (int i = 0; i < MOST_FACTORS; ++i) {
        product *= (fabs(4 * u[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
    }
    return product;
}

/* ---- The design ------------------------------------------------------------------------------ */

struct design {
    double *a;
    double *b;
    double *ab; /* [factors][N] */
};

static double *room(size_t count)
{
    double *values = malloc(count * sizeof *values);
    assert_non_null(values);
    return values;
}

/* A is the first half of each point's coordinates, B the second. */
static struct design design_make(test_function *function, size_t factors)
{
    struct design design = {room(N), room(N), room(factors * N)};
    double *points = room(2 * factors * N);
    blackout_error error = {0};
    check_ok(sobol_points(points, N, 2 * factors, &error), &error);
    for (size_t k = 0; k < N; ++k) {
        const double *a = points + 2 * factors * k;
        const double *b = a + factors;
        double mixed[MOST_FACTORS];
        design.a[k] = function(a);
        design.b[k] = function(b);
        for (size_t i = 0; i < factors; ++i) {
            memcpy(mixed, a, factors * sizeof *mixed);
            mixed[i] = b[i];
            design.ab[i * N + k] = function(mixed);
        }
    }
    free(points);
    return design;
}

static void design_free(struct design *design)
{
    free(design->a);
    free(design->b);
    free(design->ab);
}

static void check_indices(test_function *function, size_t factors, const double *first_order,
                          const double *total_order)
{
    struct design design = design_make(function, factors);
    for (size_t i = 0; i < factors; ++i) {
        const struct sobol_values values = {design.a, design.b, design.ab + i * N, N};
        struct sobol_index first;
        struct sobol_index total;
        sobol_indices(&first, &total, &values, 1, 100);
        check_near(first.value, first_order[i], tolerance);
        check_near(total.value, total_order[i], tolerance);
        assert_true(first.p5 <= first.value && first.value <= first.p95);
        assert_true(total.p5 <= total.value && total.value <= total.p95);
        assert_true(first.p5 <= first_order[i] + tolerance &&
                    first.p95 >= first_order[i] - tolerance);
        assert_true(first.p95 - first.p5 < 0.1 && total.p95 - total.p5 < 0.1);
    }
    design_free(&design);
}

/* Expected: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2, V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2/8, V3 =
 * 0, V13 = 8 b^2 pi^8 / 225: S = 0.3139, 0.4424, 0 and S_T = 0.5576, 0.4424, 0.2437. */
static void ishigami_has_its_indices(void **state)
{
    const double a = 7;
    const double b = 0.1;
    double v1 = pow(1 + b * pow(pi, 4) / 5, 2) / 2;
    double v2 = a * a / 8;
    double v13 = 8 * b * b * pow(pi, 8) / 225;
    double v = v1 + v2 + v13;
    const double first[] = {v1 / v, v2 / v, 0};
    const double total[] = {(v1 + v13) / v, v2 / v, v13 / v};
    (void)state;
    check_near(v, a * a / 8 + b * pow(pi, 4) / 5 + b * b * pow(pi, 8) / 18 + 0.5, 1e-12);
    check_near(first[0], 0.3139, 5e-5);
    check_near(total[2], 0.2437, 5e-5);
    check_indices(ishigami, 3, first, total);
}

/* Expected: V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1, S_i = V_i / V, and the total
 * V_i prod over the others of (1 + V_j) / V: S = 0.716, 0.179, 0.0237, 0.0072, 0.0001 four times.
 */
static void sobol_g_has_its_indices(void **state)
{
    double first[MOST_FACTORS];
    double total[MOST_FACTORS];
    double product = 1;
    (void)state;
    for (int i = 0; i < MOST_FACTORS; ++i) {
        product *= 1 + 1 / (3 * pow(1 + g_weights[i], 2));
    }
    for (int i = 0; i < MOST_FACTORS; ++i) {
        double v = 1 / (3 * pow(1 + g_weights[i], 2));
        first[i] = v / (product - 1);
        total[i] = v * product / (1 + v) / (product - 1);
    }
    check_near(first[0], 0.716, 5e-4);
    check_near(first[1], 0.179, 5e-4);
    check_indices(sobol_g, MOST_FACTORS, first, total);
}

/* ---- Estimators ------------------------------------------------------------------------------ */

/* Expected, by hand: mean of A and B (1, 3, 2, 6, 0, 6) is 3, their squares 4, 0, 1, 9, 9, 9 sum to
 * 32, V = 32 / 5 = 6.4. (b - ab)^2 = 4, 1, 9 sum to 14: S = 1 - 14 / (6 V) = 0.63541667. (a - ab)^2
 * = 9, 4, 1 sum to 14 as well: S_T = 14 / 38.4 = 0.36458333. */
static void jansen_by_hand(void **state)
{
    static const double a[] = {1, 3, 2};
    static const double b[] = {6, 0, 6};
    static const double ab[] = {4, 1, 3};
    const struct sobol_values values = {a, b, ab, 3};
    struct sobol_index first;
    struct sobol_index total;
    (void)state;
    sobol_indices(&first, &total, &values, 1, 0);
    check_close(first.value, 1 - 14 / 38.4, 1e-14);
    check_close(total.value, 14 / 38.4, 1e-14);
    check_near(first.p5, first.value, 0.0); /* without resamples there is no interval */
    check_near(total.p95, total.value, 0.0);
}

static void nothing_varies(void **state)
{
    static const double same[] = {2.385, 2.385, 2.385, 2.385};
    const struct sobol_values values = {same, same, same, 4};
    struct sobol_index first;
    struct sobol_index total;
    (void)state;
    sobol_indices(&first, &total, &values, 1, 20);
    check_near(first.value, 0, 0.0);
    check_near(total.value, 0, 0.0);
    check_near(first.p95, 0, 0.0);
    check_near(total.p5, 0, 0.0);
}

/* The same seed gives the same interval, another one another; more points narrow it. */
static void intervals_by_bootstrap(void **state)
{
    struct design design = design_make(ishigami, 3);
    struct sobol_values values = {design.a, design.b, design.ab, N};
    struct sobol_index once[2];
    struct sobol_index again[2];
    struct sobol_index other[2];
    struct sobol_index fewer[2];
    (void)state;
    sobol_indices(&once[0], &once[1], &values, 5, 200);
    sobol_indices(&again[0], &again[1], &values, 5, 200);
    sobol_indices(&other[0], &other[1], &values, 6, 200);
    values.n = 256;
    sobol_indices(&fewer[0], &fewer[1], &values, 5, 200);
    assert_memory_equal(once, again, sizeof once);
    for (int i = 0; i < 2; ++i) {
        assert_true(once[i].p5 != other[i].p5);
        check_near(once[i].value, other[i].value, 0.0);
        assert_true(fewer[i].p95 - fewer[i].p5 > 3 * (once[i].p95 - once[i].p5));
    }
    design_free(&design);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ishigami_has_its_indices), cmocka_unit_test(sobol_g_has_its_indices),
        cmocka_unit_test(jansen_by_hand),           cmocka_unit_test(nothing_varies),
        cmocka_unit_test(intervals_by_bootstrap),
    };
    return cmocka_run_group_tests_name("sobol_indices", tests, NULL, NULL);
}
