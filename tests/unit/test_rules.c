/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filing/rules: the amounts of laws. Expected from the acts: Delegated Regulation (EU) 2024/1772,
 * article 9(6); Implementing Regulation (EU) 2024/2690, article 3(1)(a). */
#include "filing/rules.h"

#include <string.h>

#include "check.h"

static void amounts_are_those_of_the_acts(void **state)
{
    const struct filing_rule *dora = filing_rule_find("dora");
    const struct filing_rule *nis2 = filing_rule_find("nis2");
    (void)state;
    check_near(filing_rule_amount(dora, 12345.5), 100000, 0.0); /* whatever the turnover */
    check_near(filing_rule_amount(nis2, NAN), 500000, 0.0);
    check_near(filing_rule_amount(nis2, 10000000.5), 500000, 0.0);
    check_close(filing_rule_amount(nis2, 7531246.5), 376562.325, 1e-15); /* 5 % of it */
    check_near(filing_rule_amount(nis2, 0), 500000, 0.0); /* no turnover: not known */
    assert_ptr_equal(filing_rule_find("DORA"), dora);
    assert_null(filing_rule_find("sox"));
}

/* Each says what it compares, where that is written, and from when. */
static void rules_are_complete(void **state)
{
    (void)state;
    assert_non_null(filing_rule_at(0));
    for (size_t i = 0; filing_rule_at(i) != NULL; ++i) {
        const struct filing_rule *rule = filing_rule_at(i);
        assert_ptr_equal(filing_rule_find(rule->name), rule);
        assert_true(rule->definition[0] != '\0' && rule->source[0] != '\0');
        assert_int_equal(strlen(rule->date), sizeof "2025-01-17" - 1);
        assert_string_equal(rule->currency, "EUR");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(amounts_are_those_of_the_acts),
                                       cmocka_unit_test(rules_are_complete)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
