/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/onset_step: hours of an even severity under an exponential onset. Expected: the integral of
 * 1 - exp(-(u - g) / theta) in closed form, in long double, hour by hour. */
#include "model/onset_step.h"

#include <math.h>

#include "check.h"

/* g and theta of each lane, of which 0 is a step at g, and 9e7 one so slow that the sums over weeks
 * cancel; and when the severity begins and ends. */
static const double graces[LANES] = {0, 0.5, 2.385, 0, 13.2, 0.1, 7, 0.25};
static const double thetas[LANES] = {3.7, 61.3, 0, 2500, 0.31, 9e7, 24, 4};
static const double begins[LANES] = {0, 0, 0, 5.5, 0, 0, 0, 3};
static const double ends[LANES] = {6.25, 168.4, 400.9, 2000, 503.1, 8760, 7, 3};
static const double into = 0.3;

/* Between two times of an hour: h (1 - e) + e (h - theta (1 - exp(-h / theta))), e = exp(-x /
 * theta) at the first of them. */
static long double integral(long double from, long double to, int lane)
{
    const long double theta = thetas[lane];
    const long double x = fmaxl(from - graces[lane], 0);
    const long double h = fmaxl(to, graces[lane]) - fmaxl(from, graces[lane]);
    if (!(theta > 0)) {
        return h;
    }
    return -h * expm1l(-x / theta) + expl(-x / theta) * (h + theta * expm1l(-h / theta));
}

/* The bin of every hour of the week, hours of later weeks on top. */
static void fill_expected(double expected[HOURS_PER_WEEK], int lane)
{
    long double sums[HOURS_PER_WEEK] = {0};
    for (int hour = 0; hour - into < ends[lane]; ++hour) {
        const long double from = fmaxl(begins[lane], hour - (long double)into);
        const long double to = fminl(ends[lane], hour + 1 - (long double)into);
        sums[hour % HOURS_PER_WEEK] += to > from ? integral(from, to, lane) : 0;
    }
    for (int i = 0; i < HOURS_PER_WEEK; ++i) {
        expected[i] = (double)sums[i];
    }
}

/* Ends of hours are rounded at the size of a year. */
static void hours_and_weeks_in_closed_form(void **state)
{
    struct onset onset;
    struct onset_step step;
    struct lanes levels[2];
    static struct kernel_bins bins[2];
    struct kernel_bins *const filled[] = {&bins[0], &bins[1]};
    const struct lanes *const with[] = {&levels[0], &levels[1]};
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        onset.grace_hours.at[l] = graces[l];
        onset.scale_hours.at[l] = thetas[l];
        onset.shape.at[l] = 1;
        step.from.at[l] = begins[l];
        step.to.at[l] = ends[l];
        step.into.at[l] = into;
        levels[0].at[l] = 1;
        levels[1].at[l] = 0.25 * l;
    }
    assert_true(onset_step_fits(&onset));
    onset_step_add(filled, with, 2, &onset, &step);
    assert_int_equal(bins[0].used, HOURS_PER_WEEK);
    for (int l = 0; l < LANES; ++l) {
        double expected[HOURS_PER_WEEK];
        fill_expected(expected, l);
        for (int i = 0; i < HOURS_PER_WEEK; ++i) {
            check_near(bins[0].bin[i].at[l], expected[i], 5e-14 * expected[i]);
            check_near(bins[1].bin[i].at[l], 0.25 * l * expected[i], 5e-14 * expected[i]);
        }
    }
    onset.shape.at[5] = 1.5;
    assert_false(onset_step_fits(&onset));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_and_weeks_in_closed_form),
    };
    return cmocka_run_group_tests_name("onset_step", tests, NULL, NULL);
}
