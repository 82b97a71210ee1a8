/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/inoperability: the published cases of the inoperability input-output model, as the test
 * suite of an independent program quotes them (github.com/stigrs/diim, tests/test_diim.cpp and its
 * data; the results carry as many digits as the papers print):
 *
 *   Haimes, Y. & Jiang, P. (2001). Leontief-based model of risk in complex interconnected
 *     infrastructures. J. Infrastructure Systems 7, 1-12: three cases.
 *   Lian, C. & Haimes, Y. (2006). Managing the risk of terrorism to interdependent infrastructure
 *     systems through the dynamic inoperability input-output model. Systems Engineering 9, 241-258.
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
    for (size_t i = 0; i < count; ++i) {
        q[i] = fmin(q[i], 1); /* no sector loses more than it has */
    }
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

/* A* = X^-1 A X (Santos & Haimes 2004, eq. 28), on the flows and outputs behind the technical
 * coefficients of Xu, W. et al. (2011), eq. 31: inoperability by A* and money by A are one. */
static void money_and_inoperability_are_one(void **state)
{
    (void)state;
    static const double flows[] = {175, 280, 280, 140, 140, 315, 350, 280,
                                   245, 140, 280, 140, 175, 280, 105, 280};
    static const double outputs[] = {1225, 1610, 1085, 1015};
    static const double directly[] = {3.25, 0, 17.5, 1.125};
    double coefficients[16], interdependency[16], inverse[16], perturbation[4], lost[4], q[4];
    blackout_error error = {0};
    for (size_t i = 0; i < 16; ++i) {
        coefficients[i] = flows[i] / outputs[i % 4];
        interdependency[i] = flows[i] / outputs[i / 4];
    }
    for (size_t i = 0; i < 4; ++i) {
        perturbation[i] = directly[i] / outputs[i];
    }
    check_ok(inoperability_inverse(inverse, coefficients, 4, &error), &error);
    inoperability_solve(lost, inverse, directly, 4);
    solve(q, interdependency, perturbation, 4);
    for (size_t i = 0; i < 4; ++i) {
        check_near(lost[i] / outputs[i], q[i], 1e-15);
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

/* What two sectors lose, followed through `time`. */
struct followed {
    double alone[2];
    double in_turn[2];
    double sum[2];
};

static void follow(struct followed *followed, const double *matrix, const double *resilience,
                   const double *directly, double time)
{
    struct lanes work[2 * INOPERABILITY_WORK] = {0};
    struct lanes alone[2], in_turn[2], sum[2], k[2] = {0}, f[2] = {0}, times = {{{0}}};
    const struct inoperability_dynamics dynamics = {2, matrix, k};
    const struct inoperability_state state = {alone, in_turn};
    const struct inoperability_lost lost = {1, &times, sum};
    for (int i = 0; i < 2; ++i) { /* lane 5; the others follow nothing */
        alone[i].at[5] = followed->alone[i];
        in_turn[i].at[5] = followed->in_turn[i];
        sum[i].at[5] = followed->sum[i];
        k[i].at[5] = resilience[i];
        f[i].at[5] = directly != NULL ? directly[i] : 0;
    }
    times.at[5] = time;
    inoperability_follow(&state, &dynamics, directly != NULL ? f : NULL, &lost, work);
    for (int i = 0; i < 2; ++i) {
        followed->alone[i] = alone[i].at[5];
        followed->in_turn[i] = in_turn[i].at[5];
        followed->sum[i] = sum[i].at[5];
    }
}

/* What is left after `time` of a state of two sectors that nothing perturbs. */
static void relax(double *state, const double *matrix, const double *resilience, double time)
{
    struct followed followed = {.alone = {state[0], state[1]}};
    follow(&followed, matrix, resilience, NULL, time);
    state[0] = followed.alone[0] + followed.in_turn[0];
    state[1] = followed.alone[1] + followed.in_turn[1];
}

/* exp(-N t) v of two sectors by the eigenvalues l1, l2 of N = K (I - A):
 * (exp(-l1 t) (N - l2) - exp(-l2 t) (N - l1)) / (l1 - l2) v (Putzer 1966). */
static void two_by_eigenvalues(double *left, const double *a, const double *k, const double *v,
                               double t)
{
    const double n[] = {k[0] * (1 - a[0]), -k[0] * a[1], -k[1] * a[2], k[1] * (1 - a[3])};
    double half = (n[0] + n[3]) / 2;
    double root = sqrt((n[0] - n[3]) * (n[0] - n[3]) / 4 + n[1] * n[2]);
    double fast = exp(-(half + root) * t), slow = exp(-(half - root) * t);
    for (size_t i = 0; i < 2; ++i) {
        double nv = n[2 * i] * v[0] + n[2 * i + 1] * v[1];
        left[i] =
            (fast * (nv - (half - root) * v[i]) - slow * (nv - (half + root) * v[i])) / (2 * root);
    }
}

/* From an instant to so many steps that underflow would be met without splitting them; sectors of
 * very different resilience. */
static void two_sectors_relax_in_closed_form(void **state)
{
    (void)state;
    static const double a[] = {0.13, 0.27, 0.41, 0.09};
    static const double k[][2] = {{0.0371, 0.0371}, {0.0371, 2.385}, {1e-5, 0.7}};
    static const double v[] = {17.5, 3.25};
    static const double times[] = {1e-9, 0.113, 6.25, 163.7, 4021.3};
    for (size_t c = 0; c < sizeof k / sizeof k[0]; ++c) {
        for (size_t i = 0; i < sizeof times / sizeof times[0]; ++i) {
            double expected[2];
            double found[] = {v[0], v[1]};
            two_by_eigenvalues(expected, a, k[c], v, times[i]);
            relax(found, a, k[c], times[i]);
            /* the slow eigenvalue has cancelled to 1e-12 of itself, and what is left to 1e-15 */
            check_near(found[0], expected[0], 1e-12 * fabs(expected[0]) + 1e-14);
            check_near(found[1], expected[1], 1e-12 * fabs(expected[1]) + 1e-14);
        }
    }
}

static void nothing_happens_at_once_and_in_parts_it_is_the_same(void **state)
{
    (void)state;
    static const double a[] = {0.15, 0.5, 0.1, 0.05};
    static const double k[] = {0.2, 0.05};
    double once[] = {0.7, 0.11};
    double parts[] = {0.7, 0.11};
    relax(once, a, k, 0);
    assert_true(once[0] == 0.7 && once[1] == 0.11);
    relax(once, a, k, 31.7);
    relax(parts, a, k, 11.2);
    relax(parts, a, k, 20.5);
    check_near(parts[0], once[0], 1e-14);
    check_near(parts[1], once[1], 1e-14);
}

/* A sector that depends on nothing but itself recovers as exp(-k (1 - a) t), so k = ln(from / to) /
 * (t (1 - a)) is the resilience of one that takes t from one to the other (Lian & Haimes 2006). */
static void resilience_is_of_the_time_to_recover(void **state)
{
    (void)state;
    static const double a[] = {0.15, 0, 0, 0};
    const double k[] = {log(0.1 / 0.001) / (24 * (1 - 0.15)), 0.01};
    double q[] = {0.1, 0};
    relax(q, a, k, 24);
    check_near(q[0], 0.001, 1e-15);
}

/* The impact of a perturbation of 30 units of time within 100 (Lian & Haimes, their two sectors),
 * as the independent program integrates it (test_case12): by steps of one, whose state after 100
 * differs from the continuous one; so within 1e-4, where the program's own tolerance is 1e-6. What
 * sectors lose alone is the integral of exp(-k t), in closed form. */
static void a_passing_perturbation_fades(void **state)
{
    (void)state;
    const struct published *p = &cases[3];
    static const double k[] = {0.2, 0.2};
    static const double expected[] = {1.980144350, 3.366317449};
    struct followed followed = {{0}};
    follow(&followed, p->interdependency, k, p->perturbation, 30);
    follow(&followed, p->interdependency, k, NULL, 70);
    for (size_t i = 0; i < 2; ++i) {
        double alone = p->perturbation[i] * (30 - (exp(-0.2 * 70) - exp(-0.2 * 100)) / 0.2);
        check_near(followed.sum[i] + alone, expected[i], 1e-4);
    }
}

/* However short: of two sectors, the second lost f directly for a time t so short that the first
 * lost in turn a_12 k_1 k_2 f t^3 / 6 (1 + O(k t)), the first term of its series. */
static void short_times_do_not_cancel(void **state)
{
    (void)state;
    static const double a[] = {0, 0.27, 0, 0};
    static const double k[] = {0.0371, 0.0163};
    static const double f[] = {0, 3.25};
    static const double times[] = {1e-3, 1e-6, 1e-9, 1e-30};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; ++i) {
        double t = times[i];
        struct followed followed = {{0}};
        follow(&followed, a, k, f, t);
        double expected = 0.27 * k[0] * k[1] * 3.25 * t * t * t / 6;
        check_near(followed.sum[0] / expected, 1, 0.1 * t + 1e-14);
        assert_true(followed.sum[1] == 0);
    }
}

/* A lasting perturbation leads to the static loss, and then adds it up: long times cost no more. */
static void a_lasting_perturbation_leads_to_the_static_loss(void **state)
{
    (void)state;
    static const double a[] = {0.15, 0.5, 0.1, 0.05};
    static const double k[] = {0.2, 0.9};
    static const double f[] = {1.5, 0.25};
    double inverse[4], all[2];
    blackout_error error = {0};
    struct followed followed = {{0}};
    check_ok(inoperability_inverse(inverse, a, 2, &error), &error);
    inoperability_solve(all, inverse, f, 2);
    follow(&followed, a, k, f, 1e9);
    for (size_t i = 0; i < 2; ++i) {
        check_near(followed.alone[i] + followed.in_turn[i], all[i], 1e-13);
        check_near(followed.sum[i] / 1e9, all[i] - f[i], 1e-7); /* the beginning is missing */
    }
}

/* Links by rows give the bits of the whole matrix, whose zeros add nothing. */
static void links_by_rows_are_the_matrix(void **state)
{
    (void)state;
    static const double a[] = {0, 0.5, 0.1, 0.05};
    static const size_t first[] = {0, 1, 3};
    static const uint32_t columns[] = {1, 0, 1};
    const struct sparse_rows rows = {2, first, columns, a + 1};
    struct lanes found[2][2] = {{{{{0}}}}};
    struct lanes k[2], f[2], time;
    for (int l = 0; l < LANES; ++l) {
        time.at[l] = 17.3 * (l + 1);
        for (int i = 0; i < 2; ++i) {
            k[i].at[l] = 0.0371 * (l + 1 + i);
            f[i].at[l] = 2.385 + l * i;
        }
    }
    for (int by_rows = 0; by_rows < 2; ++by_rows) {
        struct lanes alone[2] = {{{{0}}}}, in_turn[2] = {{{{0}}}}, work[2 * INOPERABILITY_WORK];
        const struct inoperability_dynamics dynamics = {2, by_rows == 1 ? NULL : a, k, &rows};
        const struct inoperability_state start = {alone, in_turn};
        const struct inoperability_lost lost = {1, &time, found[by_rows]};
        inoperability_follow(&start, &dynamics, f, &lost, work);
    }
    for (int l = 0; l < LANES; ++l) {
        for (int i = 0; i < 2; ++i) {
            assert_true(found[0][i].at[l] > 0 && found[0][i].at[l] == found[1][i].at[l]);
        }
    }
}

/* Lanes of very different lengths and speeds, together and each alone: the same bits. Times within
 * a call are of one walk: the integral by the first is that of a walk that ends there. */
static void a_lane_does_not_depend_on_the_others(void **state)
{
    (void)state;
    static const double a[] = {0.15, 0.5, 0.1, 0.05};
    struct lanes k[2], f[2], times[2];
    struct lanes together[4] = {0};
    for (int l = 0; l < LANES; ++l) {
        for (int i = 0; i < 2; ++i) {
            k[i].at[l] = 0.0013 * pow(3.1, l) * (1 + 0.7 * i);
            f[i].at[l] = 0.31 * (l + 1) + 2.7 * i;
            times[i].at[l] = l == 3 ? 0 : 7.3 * (l + 1) * (1 + 23 * i);
        }
    }
    for (int alone = -1; alone < LANES; ++alone) {
        struct lanes own_k[2] = {0}, own_f[2] = {0}, own_times[2] = {0}, lost[4] = {0};
        struct lanes alone_rows[2] = {0}, in_turn[2] = {0}, work[2 * INOPERABILITY_WORK];
        const struct inoperability_dynamics dynamics = {2, a, own_k};
        const struct inoperability_state start = {alone_rows, in_turn};
        const struct inoperability_lost told = {2, own_times, lost};
        for (int l = 0; l < LANES; ++l) {
            for (int i = 0; (alone < 0 || l == alone) && i < 2; ++i) {
                own_k[i].at[l] = k[i].at[l];
                own_f[i].at[l] = f[i].at[l];
                own_times[i].at[l] = times[i].at[l];
            }
        }
        inoperability_follow(&start, &dynamics, own_f, &told, work);
        for (int i = 0; alone >= 0 && i < 4; ++i) {
            assert_true(lost[i].at[alone] == together[i].at[alone]);
            assert_true(alone == 3 ? lost[i].at[3] == 0 : lost[i].at[alone] > 0);
        }
        if (alone < 0) {
            memcpy(together, lost, sizeof together);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_cases),
        cmocka_unit_test(two_sectors_in_closed_form),
        cmocka_unit_test(money_and_inoperability_are_one),
        cmocka_unit_test(nothing_perturbed_loses_nothing_and_more_loses_more),
        cmocka_unit_test(a_radius_of_one_is_refused),
        cmocka_unit_test(two_sectors_relax_in_closed_form),
        cmocka_unit_test(nothing_happens_at_once_and_in_parts_it_is_the_same),
        cmocka_unit_test(resilience_is_of_the_time_to_recover),
        cmocka_unit_test(a_passing_perturbation_fades),
        cmocka_unit_test(short_times_do_not_cancel),
        cmocka_unit_test(a_lasting_perturbation_leads_to_the_static_loss),
        cmocka_unit_test(links_by_rows_are_the_matrix),
        cmocka_unit_test(a_lane_does_not_depend_on_the_others),
    };
    blackout_init();
    return cmocka_run_group_tests_name("inoperability", tests, NULL, NULL);
}
