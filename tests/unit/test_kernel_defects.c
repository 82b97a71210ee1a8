/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/kernel: two defects, each with the closed form that it misses. */
#include "kernel_model.h"

/* The model: D = 0 gives null results; a recovery needs something to recover from. */
static void no_duration_has_no_recovery(void **state)
{
    const double parameters[PARAMETERS] = {[SEVERITY] = 0.61, [RECOVERY] = 2.1};
    (void)state;
    check_near(kernel_hours(&kernel_plain, parameters, 0.37), 0.0, 0.0);
}

/* Expected: recovery / 6, the ramp times what it leaves. The moments about the end of the grace are
 * differences of D^3/3, times 1/recovery^2: nothing is left of 16 digits. Tolerance: 1e-6. */
static void check_ramp(double duration_hours, double recovery_hours)
{
    const double parameters[PARAMETERS] = {[DURATION] = duration_hours,
                                           [SEVERITY] = 1.0,
                                           [RECOVERY] = recovery_hours,
                                           [GRACE] = 0.0,
                                           [SCALE] = 0.0,
                                           [SHAPE] = 1.0};
    struct model_kernel kernel = kernel_plain;
    kernel.channel = 0;
    kernel.fallback_curve = 0;
    check_close(kernel_hours(&kernel, parameters, 0.0), recovery_hours / 6, 1e-6);
}

static void a_minute_after_three_days(void **state)
{
    (void)state;
    check_ramp(72.0, 1.0 / 60);
}

static void a_minute_after_thirty_days(void **state)
{
    (void)state;
    check_ramp(720.0, 1.0 / 60);
}

static void a_second_after_thirty_days(void **state)
{
    (void)state;
    check_ramp(720.0, 1.0 / 3600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_duration_has_no_recovery),
        cmocka_unit_test(a_minute_after_three_days),
        cmocka_unit_test(a_minute_after_thirty_days),
        cmocka_unit_test(a_second_after_thirty_days),
    };
    return cmocka_run_group_tests_name("kernel_defects", tests, NULL, NULL);
}
