/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/inoperability: the published cases of the inoperability input-output model, as the test
 * suite of an independent program quotes them (github.com/stigrs/diim, tests/test_diim.cpp and its
 * data; the results carry as many digits as the papers print):
 *
 *   Haimes, Y. & Jiang, P. (2001). Leontief-based model of risk in complex interconnected
 *     infrastructures. J. Infrastructure Systems 7, 1-12: three cases.
 *   Lian, C. & Haimes, Y. (2006). Managing the risk of terrorism to interdependent infrastructure
 *     systems through the dynamic inoperability input-output model. Systems Engineering 9, 241-258.
 *   Xu, W. et al. (2011), eq. 31: technical coefficients of four sectors.
 */
#include "stats/inoperability.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "check.h"

enum { MOST = 4 };

struct published {
    const char *name;
    size_t count;
    double interdependency[MOST * MOST];
    double perturbation[MOST];
    double inoperability[MOST];
    double tolerance; /* half a unit of the last digit printed, but for q of the first */
};

static const struct published cases[] = {
    {"Haimes & Jiang, two sectors", 2, {0, 0.8, 0.2, 0}, {0, 0.6}, {0.571, 0.714}, 6e-4},
    {"Haimes & Jiang, four sectors",
     4,
     {0, 0.9, 0, 0, 0.4, 0, 0, 0, 1, 0.8, 0, 0, 1, 0.9, 0, 0},
     {0, 0.5, 0, 0},
     {0.70, 0.78, 1, 1},
     5e-3},
    {"Haimes & Jiang, three sectors",
     3,
     {0, 0, 0.3, 0.4, 0, 0, 0.2, 0.6, 0},
     {0, 0, 0.12},
     {0.04, 0.02, 0.14},
     5e-3},
    {"Lian & Haimes", 2, {0.15, 0.5, 0.1, 0.05}, {0, 0.1}, {0.066, 0.112}, 5e-4}};

static void solve(double *q, const double *matrix, const double *perturbation, size_t count)
{
    double inverse[MOST * MOST];
    blackout_error error = {0};
    check_ok(inoperability_inverse(inverse, matrix, count, &error), &error);
    inoperability_solve(q, inverse, perturbation, count);
}

static void the_published_cases(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        double q[MOST];
        solve(q, cases[k].interdependency, cases[k].perturbation, cases[k].count);
        for (size_t i = 0; i < cases[k].count; ++i) {
            check_near(q[i], cases[k].inoperability[i], cases[k].tolerance);
        }
    }
}

/* Two sectors, by Cramer's rule. */
static void two_sectors_in_closed_form(void **state)
{
    (void)state;
    const double a[] = {0.13, 0.27, 0.41, 0.09};
    const double c[] = {0.017, 0.0283};
    double q[2];
    double determinant = (1 - a[0]) * (1 - a[3]) - a[1] * a[2];
    solve(q, a, c, 2);
    check_near(q[0], ((1 - a[3]) * c[0] + a[1] * c[1]) / determinant, 1e-15);
    check_near(q[1], (a[2] * c[0] + (1 - a[0]) * c[1]) / determinant, 1e-15);
}

/* Flows and outputs behind Xu et al. (2011), eq. 31, whose entries they give to 0.015; the closed
 * form a*_ij = flow_ij / output_i. */
static void technical_coefficients_become_interdependencies(void **state)
{
    (void)state;
    static const double flows[] = {175, 280, 280, 140, 140, 315, 350, 280,
                                   245, 140, 280, 140, 175, 280, 105, 280};
    static const double outputs[] = {1225, 1610, 1085, 1015};
    static const double published[] = {0.14, 0.17, 0.26, 0.14, 0.11, 0.20, 0.32, 0.28,
                                       0.20, 0.10, 0.26, 0.14, 0.14, 0.17, 0.10, 0.28};
    double coefficients[16];
    double interdependency[16];
    for (size_t i = 0; i < 16; ++i) {
        coefficients[i] = flows[i] / outputs[i % 4];
        check_near(coefficients[i], published[i],
                   0.015); /* that the flows are those of the table */
    }
    inoperability_interdependency(interdependency, coefficients, outputs, 4);
    for (size_t i = 0; i < 16; ++i) {
        check_near(interdependency[i], flows[i] / outputs[i / 4], 1e-15);
    }
}

/* X (I - A*)^-1 X^-1 = (I - A)^-1: what the model of an outage rests on. */
static void the_inverse_of_coefficients_serves_for_any_outputs(void **state)
{
    (void)state;
    const double a[] = {0.13, 0.27, 0.02, 0.31, 0.09, 0.21, 0.05, 0.11, 0.17};
    const double x[] = {731.5, 91.25, 2083.0};
    double star[9];
    double plain[9];
    double starred[9];
    blackout_error error = {0};
    inoperability_interdependency(star, a, x, 3);
    check_ok(inoperability_inverse(plain, a, 3, &error), &error);
    check_ok(inoperability_inverse(starred, star, 3, &error), &error);
    for (size_t i = 0; i < 9; ++i) {
        check_near(x[i / 3] * starred[i] / x[i % 3], plain[i], 1e-13);
    }
}

static void nothing_perturbed_loses_nothing_and_more_loses_more(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        const double none[MOST] = {0};
        double more[MOST];
        double q[MOST];
        double larger[MOST];
        solve(q, cases[k].interdependency, none, cases[k].count);
        for (size_t i = 0; i < cases[k].count; ++i) {
            assert_true(q[i] == 0);
            more[i] = cases[k].perturbation[i] + 0.0137 * (double)(i + 1);
        }
        solve(q, cases[k].interdependency, cases[k].perturbation, cases[k].count);
        solve(larger, cases[k].interdependency, more, cases[k].count);
        for (size_t i = 0; i < cases[k].count; ++i) {
            assert_true(larger[i] >= q[i] && larger[i] <= 1 && q[i] >= cases[k].perturbation[i]);
        }
    }
}

/* The radius of {0 a; b 0} is sqrt(ab), of a triangle the largest of its diagonal. */
static void a_radius_of_one_is_refused(void **state)
{
    (void)state;
    static const struct {
        double matrix[4];
        bool sound;
        const char *radius;
    } radii[] = {{{0, 0.8, 1.25, 0}, false, "is 1:"},
                 {{0, 0.8, 1.2499, 0}, true, ""},
                 {{1, 0.3, 0, 0.2}, false, "is 1:"},
                 {{0.2, 5, 0, 0.99}, true, ""},
                 {{0.6, 0.6, 0.6, 0.6}, false, "is 1.2:"},
                 {{0, 4, 0, 0}, true, ""},
                 {{0, 0, 0, 0}, true, ""},
                 {{NAN, 0, 0, 0}, false, "is nan:"}};
    for (size_t i = 0; i < sizeof radii / sizeof radii[0]; ++i) {
        double inverse[4];
        blackout_error error = {0};
        blackout_status status = inoperability_inverse(inverse, radii[i].matrix, 2, &error);
        assert_int_equal(status, radii[i].sound ? BLACKOUT_OK : BLACKOUT_ERROR_INPUT);
        if (!radii[i].sound) {
            assert_non_null(strstr(error.message, "spectral radius"));
            assert_non_null(strstr(error.message, radii[i].radius));
        }
    }
}

/* ---- The dynamic form ------------------------------------------------------------------------ */

static void follow(double *q, double *sum, size_t perturbed_steps, size_t steps)
{
    const struct published *p = &cases[3];
    const double none[2] = {0};
    const double resilience[] = {0.2, 0.2};
    for (size_t t = 1; t <= steps; ++t) {
        double next[2];
        inoperability_step(next, q, p->interdependency,
                           t <= perturbed_steps ? p->perturbation : none, resilience, 2);
        for (size_t i = 0; i < 2; ++i) {
            q[i] = next[i];
            sum[i] += q[i];
        }
    }
}

/* Lian & Haimes: a lasting perturbation leads to the static inoperability. */
static void a_lasting_perturbation_leads_to_the_static_one(void **state)
{
    (void)state;
    double q[2] = {0, 0};
    double sum[2] = {0, 0};
    double lasting[2];
    follow(q, sum, 200, 200);
    solve(lasting, cases[3].interdependency, cases[3].perturbation, 2);
    check_near(q[0], lasting[0], 1e-9);
    check_near(q[1], lasting[1], 1e-9);
}

/* The impact of a perturbation of 30 steps within 100, as the independent program integrates it
 * (test_case12, by trapezoids; within 1e-6, as there). */
static void a_passing_one_fades(void **state)
{
    (void)state;
    double q[2] = {0, 0};
    double sum[2] = {0, 0};
    follow(q, sum, 30, 99);
    check_near(sum[0] - q[0] / 2, 1.980144350, 1e-6);
    check_near(sum[1] - q[1] / 2, 3.366317449, 1e-6);
}

/* A sector that depends on nothing but itself recovers as exp(-k (1 - a) t): k is the one that
 * takes it from 0.1 to 0.001 in 24 units of time. */
static void resilience_is_of_the_time_to_recover(void **state)
{
    (void)state;
    double k = inoperability_resilience(0.1, 0.001, 24, 0.15);
    check_near(0.1 * exp(-k * (1 - 0.15) * 24), 0.001, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_cases),
        cmocka_unit_test(two_sectors_in_closed_form),
        cmocka_unit_test(technical_coefficients_become_interdependencies),
        cmocka_unit_test(the_inverse_of_coefficients_serves_for_any_outputs),
        cmocka_unit_test(nothing_perturbed_loses_nothing_and_more_loses_more),
        cmocka_unit_test(a_radius_of_one_is_refused),
        cmocka_unit_test(a_lasting_perturbation_leads_to_the_static_one),
        cmocka_unit_test(a_passing_one_fades),
        cmocka_unit_test(resilience_is_of_the_time_to_recover),
    };
    blackout_init();
    return cmocka_run_group_tests_name("inoperability", tests, NULL, NULL);
}
