/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filing/member_states: 27 of the codes of ISO 3166-1, by the treaties: not GB since 2020, and GR
 * for what texts of the Union call EL. */
#include "filing/member_states.h"

#include "check.h"

static void there_are_27(void **state)
{
    (void)state;
    size_t count = 0;
    for (char first = 'A'; first <= 'Z'; ++first) {
        for (char second = 'A'; second <= 'Z'; ++second) {
            const char code[] = {first, second};
            count += filing_is_member_state(code, 2) ? 1 : 0;
        }
    }
    assert_int_equal(count, 27);
    assert_true(filing_is_member_state("GR", 2));
    assert_false(filing_is_member_state("GB", 2));
    assert_false(filing_is_member_state("EL", 2));
    assert_false(filing_is_member_state("T B", 2)); /* no part of the list by chance */
    assert_false(filing_is_member_state("DEU", 3));
}

static void codes_are_two_capital_letters(void **state)
{
    (void)state;
    assert_true(filing_is_country_code("US;", 2));
    assert_false(filing_is_country_code("de", 2));
    assert_false(filing_is_country_code("D1", 2));
    assert_false(filing_is_country_code("DEU", 3));
    assert_false(filing_is_country_code("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_are_27),
                                       cmocka_unit_test(codes_are_two_capital_letters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
