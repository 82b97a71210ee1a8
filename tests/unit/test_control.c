/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/control: rows and money that were read, used and left out. Sums are decimal, by hand. */
#include "core/control.h"

#include "check.h"

static void what_is_not_used_is_left_out(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct control_totals control = {.table = "dependencies"};
    const double euros[] = {1234.56, 0.1, 0.2, 98765.43};
    for (size_t i = 0; i < 4; ++i) {
        assert_int_equal(control_read(&control, &arena, "EUR", euros[i]), 0);
    }
    assert_int_equal(control_read(&control, &arena, "USD", 77.07), 0);
    assert_int_equal(control_read(&control, &arena, NULL, 5), 0);
    control_use(&control, "EUR", 1234.56, 1);
    control_use(&control, "EUR", 98765.43, 1);
    control_use(&control, "USD", 77.07, 1);
    const struct control_money *eur = control_find(&control, "EUR");
    assert_int_equal(eur->rows_read, 4);
    assert_int_equal(eur->rows_used, 2);
    assert_true(control_read_amount(eur) == 100000.29);
    assert_true(control_used_amount(eur) == 99999.99);
    assert_true(control_left_out(eur) == 0.3);
    assert_true(control_left_out(control_find(&control, "USD")) == 0);
    assert_null(control_find(&control, "GBP"));
    assert_int_equal(control_read(&control, &arena, "CHF", 98765.43 * 17), 0); /* 1679012.31 */
    assert_true(control_read_amount(control_find(&control, "CHF")) == 1679012.31);
    control_use(&control, "CHF", 98765.43 * 17, 1);
    assert_int_equal(control_rows_read(&control), 7);
    assert_int_equal(control_rows_used(&control), 4);
    assert_int_equal(control_rows_left_out(&control), 3);
    arena_free(&arena);
}

static void a_copy_outlives_what_it_is_of(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct arena kept = {0};
    char currency[] = "EUR";
    struct control_totals control = {.table = "dependencies", .file = currency};
    struct control_totals copy;
    struct control_totals none;
    assert_int_equal(control_read(&control, &arena, currency, 2.385), 0);
    assert_int_equal(control_copy(&copy, &kept, &control), 0);
    assert_int_equal(control_copy(&none, &kept, &(struct control_totals){0}), 0);
    currency[0] = '?';
    arena_free(&arena);
    assert_string_equal(copy.items[0].currency, "EUR");
    assert_string_equal(copy.file, "EUR");
    assert_null(copy.package);
    assert_null(none.table);
    assert_true(control_read_amount(&copy.items[0]) == 2.385);
    control_clear(&copy);
    assert_int_equal(control_rows_read(&copy), 0);
    assert_string_equal(copy.table, "dependencies");
    arena_free(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_used_is_left_out),
        cmocka_unit_test(a_copy_outlives_what_it_is_of),
    };
    return cmocka_run_group_tests_name("control", tests, NULL, NULL);
}
