/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/adaptation: the mean of 1 - exp(-u / tau) over what is lost. Expected: the closed form of a
 * step, the definition by midpoint sums, and limits. */
#include "model/adaptation.h"

#include "check.h"

enum { DURATION, SEVERITY, RECOVERY, TAU, PARAMETERS };

static const struct model model = {
    .outage = {.duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY}};

static double reached(double duration, double recovery, double tau)
{
    const double parameters[PARAMETERS] = {duration, 0.62, recovery, tau};
    const struct stage stage = {.model = &model, .parameters = parameters};
    return adaptation_reached(&stage, TAU, 0);
}

/* 1 - (tau / D)(1 - exp(-D / tau)). */
static void a_step_has_a_closed_form(void **state)
{
    (void)state;
    check_close(reached(12, 0, 5), 1 - 5.0 / 12 * (1 - exp(-12.0 / 5)), 1e-14);
    check_close(reached(720, 0, 48), 1 - 48.0 / 720 * (1 - exp(-720.0 / 48)), 1e-14);
}

static void a_recovery_is_weighed_as_it_falls(void **state)
{
    enum { PARTS = 400000 };
    const double h = 14.0 / PARTS;
    double sum = 0;
    (void)state;
    for (int i = 0; i < PARTS; ++i) {
        double u = (i + 0.5) * h;
        sum += (u < 6 ? 1 : 1 - (u - 6) / 8) * (1 - exp(-u / 7)) * h;
    }
    check_close(reached(6, 8, 7), sum / (6 + 8.0 / 2), 1e-9);
}

static void limits(void **state)
{
    const double parameters[PARAMETERS] = {6, 1, 0, 5};
    const struct stage stage = {.model = &model, .parameters = parameters};
    (void)state;
    check_close(reached(6, 2, 0), 1.0, 0.0);     /* at once */
    check_close(reached(6, 2, 1e-9), 1.0, 1e-9); /* nearly so */
    check_near(reached(6, 0, 1e9), 3e-9, 1e-15); /* D / (2 tau): hardly anybody */
    check_close(reached(0, 0, 5), 1.0, 0.0);     /* nothing is lost */
    check_close(adaptation_reached(&stage, PARAMETER_NONE, 0), 1.0, 0.0);
    check_close(adaptation_reached(&stage, TAU, INDEX_NONE), 1.0, 0.0);
}

/* What is saved grows faster than the outage, and an hour more never saves more than an hour. */
static void longer_outages_are_evaded_better(void **state)
{
    (void)state;
    for (double tau = 0.3; tau < 3000; tau *= 2.7) {
        for (double duration = 0.5; duration < 5000; duration *= 1.9) {
            double step = duration / 1000;
            double more = (duration + step) * reached(duration + step, 0, tau) -
                          duration * reached(duration, 0, tau);
            check_near(more, step * (1 - exp(-(duration + step / 2) / tau)), 1e-7 * step + 1e-10);
            assert_true(reached(duration + step, 0, tau) >= reached(duration, 0, tau));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_has_a_closed_form),
        cmocka_unit_test(a_recovery_is_weighed_as_it_falls),
        cmocka_unit_test(limits),
        cmocka_unit_test(longer_outages_are_evaded_better),
    };
    return cmocka_run_group_tests_name("adaptation", tests, NULL, NULL);
}
