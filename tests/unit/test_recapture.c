/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/recapture: the mean of exp(-x / lambda) over what is lost. Expected: the closed form of a
 * step, sums of exponentials worked out beside the test, Simpson's rule over the definition, and
 * limits. */
#include "model/recapture.h"

#include "check.h"
#include "tables/flow_kinds.h"

enum { DURATION, SEVERITY, RECOVERY, SHARE, DECAY, ATTRITION, PARAMETERS };

static const struct model_recapture recapture = {SHARE, DECAY, PARAMETER_NONE};

static const struct model step_model = {
    .outage = {.duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY}};

static double share_of(const struct model *model, uint32_t curve, const double *parameters)
{
    const struct stage stage = {.model = model, .parameters = parameters};
    return recapture_share(&stage, &recapture, curve);
}

static double step_share(double duration, double recovery, double share, double decay)
{
    const double parameters[PARAMETERS] = {duration, 0.62, recovery, share, decay};
    return share_of(&step_model, 0, parameters);
}

/* kappa_0 (lambda / D)(1 - exp(-D / lambda)), whatever the severity. */
static void a_step_has_a_closed_form(void **state)
{
    (void)state;
    check_close(step_share(16, 0, 0.3123, 72), 0.3123 * 72 / 16 * (1 - exp(-16.0 / 72)), 1e-14);
    check_close(step_share(744, 0, 0.47, 2190), 0.47 * 2190 / 744 * (1 - exp(-744.0 / 2190)),
                1e-14);
}

/* The 0.56 that was measured after 16 h, when no rival was open, is where the value for consumers
 * comes from: of the half that rivals do not win. */
static void consumers_are_as_measured(void **state)
{
    const struct flow_kind *kind = flow_kind_find("consumer");
    (void)state;
    check_close(step_share(16, 0, kind->recapture.centre, kind->decay_hours.centre),
                (1 - 0.5) * (1 - 15.0 / 34), 3e-3);
}

static void limits(void **state)
{
    (void)state;
    check_close(step_share(6, 0, 0.37, 1e15), 0.37, 1e-14);        /* nobody tires */
    check_close(step_share(6, 0, 0.37, 1e-9), 0.37e-9 / 6, 1e-14); /* all do, at once */
    check_close(step_share(1e-9, 0, 0.37, 72), 0.37, 1e-11);
    check_close(step_share(0, 0, 0.37, 72), 0.37, 0.0); /* nothing is lost */
    check_near(step_share(6, 2, 0, 72), 0.0, 0.0);
}

/* What is lost in the recovery waits for nothing: 4/2 h of it beside 6 h. */
static void the_recovery_does_not_wait(void **state)
{
    (void)state;
    check_close(step_share(6, 4, 0.37, 24), 0.37 * (24 * (1 - exp(-6.0 / 24)) + 2) / (6 + 2),
                1e-14);
}

/* 0.3 for 2 h, up for 1 h, 0.9 to the end at 5 h, 0.1 for 4 h more. */
static const struct severity_piece measured[] = {
    {0, 2, 0.3, 0.3}, {3, 5, 0.9, 0.9}, {5, 9, 0.1, 0.1}};
static const struct severity_curve measured_curve = {measured, 3};
static const struct model measured_model = {
    .outage = {.duration_hours = DURATION, .measured = true, .curves = &measured_curve}};

static double level(double hours)
{
    return hours < 2 ? 0.3 : hours < 3 ? 0 : hours < 5 ? 0.9 : 0.1;
}

/* Simpson's rule within one piece. */
static double simpson(double from, double to, double decay)
{
    enum { PARTS = 512 };
    const double h = (to - from) / PARTS;
    double sum = 0;
    for (int i = 0; i <= PARTS; ++i) {
        double t = from + i * h;
        double weight = i == 0 || i == PARTS ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * exp(-fmax(5 - t, 0) / decay);
    }
    return level((from + to) / 2) * sum * h / 3;
}

static void a_measured_curve_is_weighed_piece_by_piece(void **state)
{
    static const double decays[] = {0.7, 6.5, 72, 2190};
    (void)state;
    for (size_t i = 0; i < sizeof decays / sizeof decays[0]; ++i) {
        const double parameters[PARAMETERS] = {5, 0, 0, 0.37, decays[i]};
        double lost = 0.3 * 2 + 0.9 * 2 + 0.1 * 4;
        double exact = 0.3 * decays[i] * (exp(-3 / decays[i]) - exp(-5 / decays[i])) +
                       0.9 * decays[i] * (1 - exp(-2 / decays[i])) + 0.1 * 4;
        double walked =
            simpson(0, 2, decays[i]) + simpson(3, 5, decays[i]) + simpson(5, 9, decays[i]);
        check_close(share_of(&measured_model, 0, parameters), 0.37 * exact / lost, 1e-12);
        check_close(share_of(&measured_model, 0, parameters), 0.37 * walked / lost, 1e-9);
    }
}

/* A curve of one piece is a step. */
static void a_held_curve_is_a_step(void **state)
{
    static const struct severity_piece held[] = {{0, 2.5, 0.4, 0.4}, {2.5, 7, 0.4, 0.4}};
    static const struct severity_curve curve = {held, 2};
    static const struct model held_model = {
        .outage = {.duration_hours = DURATION, .measured = true, .curves = &curve}};
    const double parameters[PARAMETERS] = {7, 0, 0, 0.37, 24};
    (void)state;
    check_close(share_of(&held_model, 0, parameters), step_share(7, 0, 0.37, 24), 1e-14);
}

static double cost(double duration, double recovery, double share, double decay)
{
    return (duration + recovery / 2) * (1 - step_share(duration, recovery, share, decay));
}

/* Of one hour more, 1 - kappa_0 to 1 is lost: d/dD of D (1 - kappa(D)) = 1 - kappa_0
 * exp(-D/lambda). An hour more of recovery costs half of 1 - kappa_0. */
static void one_hour_more_costs_at_most_an_hour(void **state)
{
    (void)state;
    for (double duration = 0.25; duration < 9000; duration *= 1.7) {
        for (double decay = 0.5; decay < 1e5; decay *= 3.1) {
            for (int i = 0; i <= 20; ++i) {
                const double share = i / 20.0;
                const double recovery = i % 5 * 31.0;
                double step = 1e-3 * duration;
                double more = cost(duration + step, recovery, share, decay) -
                              cost(duration, recovery, share, decay);
                double tail = share * exp(-duration / decay);
                double rounding = 1e-11 * (duration + recovery + 1);
                assert_true(more <= step + rounding);
                assert_true(more >= step * (1 - tail) - rounding);
                check_near(cost(duration, recovery + step, share, decay) -
                               cost(duration, recovery, share, decay),
                           step / 2 * (1 - share), rounding);
            }
        }
    }
}

/* Two halves of one outage: the first waits for the end of the second. */
static void halves_come_to_the_whole(void **state)
{
    static const struct severity_piece halves[] = {{0, 4, 0.8, 0.8}, {4, 8, 0.8, 0.8}};
    static const struct severity_curve curves[] = {{halves, 1}, {halves + 1, 1}};
    static const struct model model = {
        .outage = {.duration_hours = DURATION, .measured = true, .curves = curves}};
    const double parameters[PARAMETERS] = {8, 0, 0, 0.5, 13};
    (void)state;
    check_close((share_of(&model, 0, parameters) + share_of(&model, 1, parameters)) / 2,
                step_share(8, 0, 0.5, 13), 1e-14);
    assert_true(share_of(&model, 0, parameters) < share_of(&model, 1, parameters));
}

/* Customers who leave add to the loss, beyond all of it if need be. */
static void attrition_is_added(void **state)
{
    static const struct model_recapture leaving = {SHARE, DECAY, ATTRITION};
    const double parameters[PARAMETERS] = {6, 1, 0, 0.2, 24, 0.35};
    const struct stage stage = {.model = &step_model, .parameters = parameters};
    (void)state;
    check_close(recapture_kept(&stage, &leaving, 0), 1 - 0.2 * 24 / 6 * (1 - exp(-6.0 / 24)) + 0.35,
                1e-14);
}

static void what_stays_up_has_no_mean(void **state)
{
    const double parameters[PARAMETERS] = {6, 1, 0, 0.2, 24};
    (void)state;
    check_close(share_of(&step_model, INDEX_NONE, parameters), 0.2, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_has_a_closed_form),
        cmocka_unit_test(consumers_are_as_measured),
        cmocka_unit_test(limits),
        cmocka_unit_test(the_recovery_does_not_wait),
        cmocka_unit_test(a_measured_curve_is_weighed_piece_by_piece),
        cmocka_unit_test(a_held_curve_is_a_step),
        cmocka_unit_test(one_hour_more_costs_at_most_an_hour),
        cmocka_unit_test(halves_come_to_the_whole),
        cmocka_unit_test(attrition_is_added),
        cmocka_unit_test(what_stays_up_has_no_mean),
    };
    return cmocka_run_group_tests_name("recapture", tests, NULL, NULL);
}
