/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/recapture: kappa_0 times what is left of the lost hours after discounting. Expected: by
 * hand, and the measured outage that the values for consumers come from. */
#include "model/recapture.h"

#include "check.h"
#include "tables/flow_kinds.h"

enum { SHARE, DECAY, ATTRITION, WHOLE, PARAMETERS };

static const double parameters[PARAMETERS] = {0.37, 72, 0.05, 1};
static const struct stage stage = {.parameters = parameters};

static void it_is_a_part_of_what_is_lost(void **state)
{
    const struct model_recapture falling = {SHARE, DECAY, PARAMETER_NONE};
    const struct model_recapture whole = {WHOLE, DECAY, PARAMETER_NONE};
    (void)state;
    check_close(recapture_share(&stage, &falling, 2.5, 1.75), 0.37 * 1.75 / 2.5, 1e-15);
    check_close(recapture_share(&stage, &falling, 0.5, 0.35), 0.37 * 0.35 / 0.5, 1e-15);
    check_close(recapture_share(&stage, &whole, 2.5, 1.75), 1.75 / 2.5, 1e-15);
    check_close(recapture_kept(&stage, &falling, 2.5, 1.75), 1 - 0.37 * 1.75 / 2.5, 1e-15);
    check_close(recapture_share(&stage, &falling, 2.5, 2.5 + 1e-12), 0.37, 0.0); /* rounding */
    check_close(recapture_share(&stage, &falling, 0, 0), 0.37, 0.0); /* nothing is lost */
}

static void without_a_decay_it_is_the_same_for_all(void **state)
{
    const struct model_recapture constant = {SHARE, PARAMETER_NONE, PARAMETER_NONE};
    const struct model_recapture none = {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE};
    (void)state;
    check_close(recapture_share(&stage, &constant, 2.5, 99), 0.37, 0.0);
    check_close(recapture_share(&stage, &constant, 2.5, 1.75), 0.37, 0.0);
    check_near(recapture_share(&stage, &none, 2.5, 99), 0.0, 0.0);
}

/* Customers who leave add to the loss, beyond all of it if need be. */
static void attrition_is_added(void **state)
{
    const struct model_recapture leaving = {PARAMETER_NONE, PARAMETER_NONE, ATTRITION};
    (void)state;
    check_close(recapture_kept(&stage, &leaving, 2.5, 99), 1.05, 1e-15);
}

/* The 0.56 that was measured after 16 h, when no rival was open, is where the value for consumers
 * comes from: of the half that rivals do not win. */
static void consumers_are_as_measured(void **state)
{
    const struct flow_kind *kind = flow_kind_find("consumer");
    const double decay = kind->decay_hours.centre;
    (void)state;
    check_close(kind->recapture.centre * decay / 16 * (1 - exp(-16 / decay)),
                (1 - 0.5) * (1 - 15.0 / 34), 3e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_part_of_what_is_lost),
        cmocka_unit_test(without_a_decay_it_is_the_same_for_all),
        cmocka_unit_test(attrition_is_added),
        cmocka_unit_test(consumers_are_as_measured),
    };
    return cmocka_run_group_tests_name("recapture", tests, NULL, NULL);
}
