/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/spreads: the ends of figures over their centres. Expected: of a share c with the spread s
 * the ends are 1 / (1 + (1 - c) / c exp(+-z s)) over c, of an amount exp(-+z s), z being the 95 %
 * value of the standard normal; by Python's math. */
#include "ingest/spreads.h"

#include "check.h"
#include "core/mapping.h"

static struct spreads made(void)
{
    struct spreads spreads;
    spreads_init(&spreads);
    return spreads;
}

static void shares_and_amounts(void **state)
{
    const struct spreads spreads = made();
    (void)state;
    const struct spread share = spreads_of_share(&spreads, BASIS_ASSUMED, 0.5);
    check_close(share.low, 0.6824043751319679, 1e-14);
    check_close(share.high, 1.317595624868032, 1e-14);
    const struct spread amount = spreads_of_amount(&spreads, BASIS_ASSUMED);
    check_close(amount.low, 0.5179163942657417, 1e-14);
    check_close(amount.high, 1.9308135658028667, 1e-14);
}

/* What was measured, and all of something, also where a sum of shares has been rounded up. */
static void certain_figures_have_no_width(void **state)
{
    static const double shares[] = {1e-300, 0.000137, 0.2385, 0.77321018, 0.9999999};
    const struct spreads spreads = made();
    (void)state;
    struct spread spread = spreads_of_amount(&spreads, BASIS_MEASURED);
    assert_true(spread.low == 1 && spread.high == 1);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; ++i) {
        spread = spreads_of_share(&spreads, BASIS_MEASURED, shares[i]);
        assert_true(spread.low == 1 && spread.high == 1);
    }
    spread = spreads_of_share(&spreads, BASIS_ASSUMED, 1);
    assert_true(spread.low == 1 && spread.high == 1);
    spread = spreads_of_share(&spreads, BASIS_ASSUMED, 0x1.0000000000001p0);
    assert_true(spread.low == 1 && spread.high == 1);
}

/* Beside the mapping, which takes a logarithm and exponentials: a few units of the last digit. */
static void they_are_those_of_the_mapping(void **state)
{
    const struct spreads spreads = made();
    (void)state;
    for (double centre = 1.37e-9; centre < 1; centre *= 1.37) {
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            const double sd = basis_spread((enum basis)basis);
            const struct mapping share = mapping_of_spread(TRANSFORM_LOGIT, centre, sd);
            const struct spread ends = spreads_of_share(&spreads, (enum basis)basis, centre);
            check_close(ends.low, mapping_low(&share) / centre, 1e-14);
            check_close(ends.high, mapping_high(&share) / centre, 1e-14);
            const struct mapping amount = mapping_of_spread(TRANSFORM_LOG, centre, sd);
            const struct spread of_amount = spreads_of_amount(&spreads, (enum basis)basis);
            check_close(of_amount.low, mapping_low(&amount) / centre, 1e-14);
            check_close(of_amount.high, mapping_high(&amount) / centre, 1e-14);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_and_amounts),
        cmocka_unit_test(certain_figures_have_no_width),
        cmocka_unit_test(they_are_those_of_the_mapping),
    };
    return cmocka_run_group_tests_name("spreads", tests, NULL, NULL);
}
