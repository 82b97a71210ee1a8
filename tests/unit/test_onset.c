/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/onset: moments of the Weibull onset against a quadrature that shares nothing with them. */
#include "model/onset.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

#include "check.h"

struct parameters {
    double scale_hours;
    double shape;
};

struct integrand {
    struct parameters onset;
    int power;
};

/* The moment in all lanes, then in every other one, the first or the second, beside places of other
 * lengths and onsets of other shapes, of which it must not know; by a place that has served other
 * moments. */
static double moment_of(const struct parameters *of, int power, double hours)
{
    static struct onset onset;
    struct onset_place place;
    struct lanes at;
    struct lanes moment;
    double first = NAN;
    for (int other = 0; other < 3; ++other) {
        onset_begin(&onset);
        for (int l = 0; l < LANES; ++l) {
            const bool is_own = other == 0 || l % 2 == other - 1;
            onset.scale_hours.at[l] = is_own ? of->scale_hours : 0.31 * l;
            onset.shape.at[l] = is_own ? of->shape : 0.9 + l / 10.0;
            at.at[l] = is_own ? hours : 11.0 * l - 25;
        }
        onset_at(&place, &onset, &at);
        onset_moment(&moment, &onset, 0, &place);
        onset_moment(&moment, &onset, power, &place);
        first = other == 0 ? moment.at[1] : first;
        for (int l = 0; l < LANES; ++l) {
            assert_true(moment.at[l] == first || (other > 0 && l % 2 != other - 1));
        }
    }
    return first;
}

/* x^power phi(g + x) dx in s = ln x, so that no step has to find the onset. */
static double in_logarithm(double s, void *user)
{
    const struct integrand *f = user;
    double x = exp(s);
    return pow(x, f->power + 1) * -expm1(-pow(x / f->onset.scale_hours, f->onset.shape));
}

static double integrate(gsl_integration_workspace *space, const struct integrand *f, double from,
                        double to)
{
    gsl_function function = {in_logarithm, (void *)(uintptr_t)f};
    double value = 0;
    double bound = 0;
    if (to <= from) {
        return 0;
    }
    int status = gsl_integration_qags(&function, from, to, 0, 1e-12, 2000, space, &value, &bound);
    /* round-off is reported where 1e-12 is not quite reached: the bound still tells */
    assert_true(status == GSL_SUCCESS || bound <= 1e-10 * value);
    return value;
}

/* Below ln(hours) - 45 there is less than exp(-45) of the whole; cut where the onset bends. */
static double quadrature(gsl_integration_workspace *space, const struct integrand *f, double hours)
{
    double last = log(hours);
    double first = last - 45.0;
    double bend = fmin(fmax(log(f->onset.scale_hours), first), last);
    return integrate(space, f, first, bend) + integrate(space, f, bend, last);
}

/* Expected: gsl_integration_qags. Tolerance: 1e-11, ten times what the quadrature asks for. */
static void matches_a_quadrature(void **state)
{
    static const double shapes[] = {0.3, 0.713, 1.0, 1.29, 2.385, 4.7, 8.0};
    static const double decades[] = {1e-3, 0.0127, 0.29, 3.7, 61.0, 1e3};
    enum { DECADES = sizeof decades / sizeof decades[0] };
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(2000);
    (void)state;
    for (size_t m = 0; m < sizeof shapes / sizeof shapes[0]; ++m) {
        for (size_t i = 0; i < (size_t)DECADES * DECADES * 3; ++i) {
            struct integrand f = {
                .onset = {.scale_hours = decades[i / 3 % DECADES], .shape = shapes[m]},
                .power = (int)(i % 3)};
            double hours = decades[i / 3 / DECADES];
            check_close(moment_of(&f.onset, f.power, hours), quadrature(space, &f, hours), 1e-11);
        }
    }
    gsl_integration_workspace_free(space);
}

/* Expected: closed form for m = 1: x - theta (1 - exp(-x/theta)). */
static void is_elementary_for_an_exponential_onset(void **state)
{
    const struct parameters onset = {.scale_hours = 2.385, .shape = 1.0};
    (void)state;
    for (double hours = 0.37; hours < 400.0; hours *= 2.13) {
        check_close(moment_of(&onset, 0, hours), hours + 2.385 * expm1(-hours / 2.385), 1e-12);
    }
}

/* Where an onset is nearly over. Expected: mpmath 1.2.1, gammainc() in 40 digits, of z from 8.1 to
 * 40 and a from 1.2 to 6.7. Tolerance: 16 units of the last digit. */
static void is_exact_where_the_onset_is_nearly_over(void **state)
{
    static const struct {
        struct parameters onset;
        double hours;
        double moments[ONSET_POWERS];
    } late[] = {
        {{2.385, 0.53}, 127.5, {123.20064365230471, 8080.7014868296975, 689391.69346354338}},
        {{2.385, 0.53}, 1250, {1245.6921067343134, 781201.18357418992, 651039927.41676217}},
        {{2.385, 0.713}, 90.25, {87.282549817178475, 4059.1010380949362, 244881.72765643464}},
        {{2.385, 1.29}, 21.5, {19.293795162387524, 227.20543136462532, 3300.329845569434}},
        {{2.385, 1.29}, 37.5, {35.293795124621506, 699.20543051663086, 17565.663159828371}},
        {{2.385, 4.7}, 3.73, {1.5480336034914381, 4.4361835820640987, 13.236051875680394}},
        {{2.385, 4.7}, 5.125, {2.9430086429061941, 10.612450905696374, 40.807759185527453}}};
    (void)state;
    for (size_t i = 0; i < sizeof late / sizeof late[0]; ++i) {
        for (int power = 0; power < ONSET_POWERS; ++power) {
            check_close(moment_of(&late[i].onset, power, late[i].hours), late[i].moments[power],
                        0x1p-48);
        }
    }
}

/* Expected: x^(k+1)/(k+1), the whole of a step. */
static void a_scale_of_zero_is_a_step(void **state)
{
    const struct parameters onset = {.scale_hours = 0.0, .shape = 1.29};
    (void)state;
    check_close(moment_of(&onset, 0, 7.1), 7.1, 1e-15);
    check_close(moment_of(&onset, 1, 7.1), 25.205, 1e-15);
    check_close(moment_of(&onset, 2, 7.1), 357.911 / 3.0, 1e-15);
}

static void nothing_before_the_start(void **state)
{
    const struct parameters onsets[] = {{.scale_hours = 2.385, .shape = 0.7},
                                        {.scale_hours = 0.0, .shape = 0.7}};
    (void)state;
    for (int i = 0; i < 2; ++i) {
        for (int power = 0; power <= 2; ++power) {
            check_near(moment_of(&onsets[i], power, 0.0), 0.0, 0.0);
            check_near(moment_of(&onsets[i], power, -3.1), 0.0, 0.0);
            check_near(moment_of(&onsets[i], power, NAN), 0.0, 0.0);
        }
    }
}

/* Expected: far after the onset the loss is that of a step less the mean delay,
 * theta Gamma(1 + 1/m); Gamma(1 + 1/2.385) from the C library. */
static void tends_to_the_mean_delay(void **state)
{
    const struct parameters onset = {.scale_hours = 3.7, .shape = 2.385};
    (void)state;
    check_close(moment_of(&onset, 0, 500.0), 500.0 - 3.7 * tgamma(1.0 + 1.0 / 2.385), 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_a_quadrature),
        cmocka_unit_test(is_elementary_for_an_exponential_onset),
        cmocka_unit_test(is_exact_where_the_onset_is_nearly_over),
        cmocka_unit_test(a_scale_of_zero_is_a_step),
        cmocka_unit_test(nothing_before_the_start),
        cmocka_unit_test(tends_to_the_mean_delay),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("onset", tests, NULL, NULL);
}
