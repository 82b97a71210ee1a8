/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filing/costs: a word for each letter of article 7(1), from (a) to (h). */
#include "filing/costs.h"

#include <string.h>

#include "check.h"

static void every_letter_has_words_of_its_own(void **state)
{
    (void)state;
    size_t count = 0;
    for (; filing_cost_kinds[count] != NULL; ++count) {
        const char letter[] = {(char)('a' + count), '\0'};
        assert_string_equal(filing_cost_kinds[count], letter);
        for (size_t i = 0; i < count; ++i) {
            assert_string_not_equal(filing_cost_words(letter),
                                    filing_cost_words(filing_cost_kinds[i]));
        }
    }
    assert_int_equal(count, 8);
    assert_string_equal(filing_cost_words(FILING_KIND_FORGONE_REVENUE), "forgone revenue");
    assert_string_equal(filing_cost_words(""), "not divided by kind");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_letter_has_words_of_its_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
