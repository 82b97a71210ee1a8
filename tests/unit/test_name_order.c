/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/name_order: which orders two names keep. Expected: byte order by the C standard's
 * strcmp(); that of numbers and that in quotes by hand. */
#include "ingest/name_order.h"

#include "check.h"

static void orders_of_two_names(void **state)
{
    static const struct {
        const char *last;
        const char *next;
        bool bytes;
        bool numbers;
        bool quoted;
    } cases[] = {
        {"a", "b", true, true, true},
        {"b", "a", false, false, false},
        {"a1", "b1", true, true, true},
        {"b2", "b10", false, true, false},
        {"b10", "b2", true, false, true},
        {"b09", "b10", true, true, true},
        {"b19", "b20", true, true, true},
        {"b129", "b130, inc.", true, true, true},
        {"b130, inc.", "b129", false, false, false},
        {"b007x", "b07x", true, true, true}, /* one number: by their bytes */
        {"b07x", "b007x", false, false, false},
        {"b007", "b08", true, true, true},
        {"b1", "b1 inc", true, true, false}, /* the quote behind a name counts */
        {"b1 inc", "b1", false, false, true},
        {"b1!", "b1", false, false, true},
        {"b1a", "b12", false, true, false},
        {"9", "10", false, true, false},
        {"x 9 y 5", "x 9 y 6", true, true, true},
        {"\xc3\xa4", "z", false, false, false}, /* bytes have no sign */
        {"z", "\xc3\xa4", true, true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct name_order order = name_order_any;
        const bool any = cases[i].bytes || cases[i].numbers || cases[i].quoted;
        assert_int_equal(name_order_keeps(&order, cases[i].last, cases[i].next), any);
        assert_int_equal(order.bytes, cases[i].bytes);
        assert_int_equal(order.numbers, cases[i].numbers);
        assert_int_equal(order.quoted, cases[i].quoted);
    }
}

static void what_is_broken_stays_so(void **state)
{
    struct name_order order = name_order_any;
    (void)state;
    assert_true(name_order_keeps(&order, "b2", "b10"));
    assert_true(name_order_keeps(&order, "b10", "b11"));
    assert_false(order.bytes || order.quoted);
    const struct name_order bytes = {.bytes = true};
    assert_false(name_order_join(&order, &bytes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_of_two_names),
        cmocka_unit_test(what_is_broken_stays_so),
    };
    return cmocka_run_group_tests_name("name_order", tests, NULL, NULL);
}
