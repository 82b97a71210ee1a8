/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/share_above: the part of samples above an amount and its standard error, by hand. */
#include "uncertainty/share_above.h"

#include "check.h"

/* Expected, by hand: of replicates 0 (2, 4, 9), 1 (3, 5, 7) and 2 (1, 1) the parts above 3 are 2/3,
 * 2/3 and 0; their mean is 4/9, squares about it 2 (2/9)^2 + (4/9)^2 = 24/81; error
 * sqrt(24/81 / (3 * 2)) = 2/9. Of all eight, four are above. */
static void errors_come_from_replicates(void **state)
{
    static const double values[] = {2, 3, 1, 4, 5, 1, 9, 7};
    (void)state;
    const struct share_above above = share_above(values, 8, 3, 3);
    check_near(above.share, 0.5, 0.0);
    check_close(above.se, 2.0 / 9, 1e-15);
}

/* A sample that equals the amount does not exceed it; at both ends all replicates agree. */
static void ends_are_certain(void **state)
{
    static const double values[] = {2.5, 3.25, 1.125, 4.75};
    (void)state;
    check_near(share_above(values, 4, 2, 4.75).share, 0, 0.0);
    check_near(share_above(values, 4, 2, 4.75).se, 0, 0.0);
    check_near(share_above(values, 4, 2, 1.125).share, 0.75, 0.0);
    check_near(share_above(values, 4, 2, 1.0625).share, 1, 0.0);
    check_near(share_above(values, 4, 2, 1.0625).se, 0, 0.0);
}

/* Replicates without a sample do not count: 0, 1, 1 have mean 2/3, squares 4/9 + 2/9 = 2/3. */
static void empty_replicates_do_not_count(void **state)
{
    static const double values[] = {2, 3, 7};
    (void)state;
    check_close(share_above(values, 3, 8, 2.5).se, sqrt(2.0 / 3 / 6), 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(errors_come_from_replicates),
                                       cmocka_unit_test(ends_are_certain),
                                       cmocka_unit_test(empty_replicates_do_not_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
