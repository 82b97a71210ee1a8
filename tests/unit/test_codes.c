/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/codes: the table of codes, and what makes two messages one cause. docs/make_codes.py
 * compares the table with the sources and with docs/codes.md. */
#include "core/codes.h"

#include <string.h>

#include "check.h"

static void every_code_is_found_and_the_order_is_by_name(void **state)
{
    (void)state;
    size_t count = 0;
    for (; code_at(count) != NULL; ++count) {
        assert_ptr_equal(code_find(code_at(count)->name), code_at(count));
        assert_true(count == 0 || strcmp(code_at(count - 1)->name, code_at(count)->name) < 0);
    }
    assert_true(count > 50);
    assert_null(code_find("no_such_code"));
    assert_null(code_find(""));
    assert_null(code_find("zzz"));
}

static void values_and_numbers_are_no_cause(void **state)
{
    (void)state;
    assert_int_equal(
        code_cause("bad_value", "share is out of range ('1.5'); a share from 0 to 1"),
        code_cause("bad_value", "share is out of range ('x); y'); a share from 0 to 1"));
    assert_int_equal(code_cause("repeated_key", "the key stands in line 2 already ('a', b)"),
                     code_cause("repeated_key", "the key stands in line 7341 already ('c', d)"));
    assert_int_not_equal(code_cause("bad_value", "share is out of range ('1.5'); a share"),
                         code_cause("bad_value", "share is not a number ('1.5'); a share"));
    assert_int_not_equal(code_cause("bad_value", "it is empty (''); one"),
                         code_cause("bad_width", "it is empty (''); one"));
}

static void another_missing_key_is_another_cause(void **state)
{
    (void)state;
    assert_int_not_equal(code_cause("missing_key", "platform is not in platforms ('shpo'); one"),
                         code_cause("missing_key", "platform is not in platforms ('caht'); one"));
    assert_int_equal(code_cause("missing_key", "platform is not in platforms ('shpo'); one"),
                     code_cause("missing_key", "platform is not in platforms ('shpo'); one"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_is_found_and_the_order_is_by_name),
        cmocka_unit_test(values_and_numbers_are_no_cause),
        cmocka_unit_test(another_missing_key_is_another_cause),
    };
    return cmocka_run_group_tests_name("codes", tests, NULL, NULL);
}
