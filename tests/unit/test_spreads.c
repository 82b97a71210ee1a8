/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/spreads: the ends of figures over their centres, worked out once or again. Expected: of a
 * share c with the spread s the ends are 1 / (1 + (1 - c) / c exp(+-z s)) over c, of an amount
 * exp(-+z s), z being the 95 % value of the standard normal; by Python's math. */
#include "ingest/spreads.h"

#include "check.h"

static void shares_and_amounts(void **state)
{
    static struct spreads spreads;
    (void)state;
    for (int again = 0; again < 2; ++again) { /* worked out, then known */
        const struct spread *share = spreads_of(&spreads, TRANSFORM_LOGIT, 0.5, 0.4);
        check_close(share->low, 0.6824043751319679, 1e-14);
        check_close(share->high, 1.317595624868032, 1e-14);
        const struct spread *amount = spreads_of(&spreads, TRANSFORM_LOG, 0.5, 0.4);
        check_close(amount->low, 0.5179163942657417, 1e-14);
        check_close(amount->high, 1.9308135658028667, 1e-14);
    }
}

static void certain_figures_have_no_width(void **state)
{
    static struct spreads spreads;
    static const double centres[] = {1, 2.385, 773210.18};
    (void)state;
    for (size_t i = 0; i < sizeof centres / sizeof centres[0]; ++i) {
        const struct spread *spread = spreads_of(&spreads, TRANSFORM_LOG, centres[i], 0);
        assert_true(spread->low == 1 && spread->high == 1);
        spread = spreads_of(&spreads, TRANSFORM_LOGIT, 1, 0.4); /* all of it */
        assert_true(spread->low == 1 && spread->high == 1);
    }
}

/* More figures than there are slots, twice, beside the mapping itself: the same bits. */
static void a_slot_that_was_taken_is_worked_out_again(void **state)
{
    enum { FIGURES = 3 * SPREAD_SLOTS };
    static struct spreads spreads;
    (void)state;
    for (int i = 0; i < 2 * FIGURES; ++i) {
        const double centre = 1.37 + i % FIGURES;
        const double sd = i % 3 == 0 ? 0.05 : 0.15;
        const struct spread *spread = spreads_of(&spreads, TRANSFORM_LOG, centre, sd);
        const struct mapping mapping = mapping_of_spread(TRANSFORM_LOG, centre, sd);
        assert_true(spread->low == mapping_low(&mapping) / centre &&
                    spread->high == mapping_high(&mapping) / centre);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_and_amounts),
        cmocka_unit_test(certain_figures_have_no_width),
        cmocka_unit_test(a_slot_that_was_taken_is_worked_out_again),
    };
    return cmocka_run_group_tests_name("spreads", tests, NULL, NULL);
}
