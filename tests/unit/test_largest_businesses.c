/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/largest_businesses: those that are kept are the largest, and what is said of the others
 * holds. Expected: a plain sort of flows that are made up, 2 * 0.5 * revenue for two rows alike. */
#include "tables/largest_businesses.h"

#include <stdio.h>

#include "check.h"
#include "core/hash.h"
#include "core/sum.h"

enum { MANY = 3 * LARGEST_KEPT + 77, DOLLAR = 0, EURO = 3 };

static bool add(struct largest_businesses *largest, size_t number, double revenue, uint32_t money)
{
    char name[32];
    const struct dependency rows[] = {
        {.line = 2 * number, .firms = 2, .annual_revenue = revenue, .share = 0.25},
        {.line = 2 * number + 1, .firms = 2, .annual_revenue = revenue, .share = 0.25}};
    const struct business business = {.name = name, .rows = rows, .row_count = 2};
    snprintf(name, sizeof name, "b%zu", number);
    return largest_businesses_add(largest, &business, money);
}

static double flow_of(size_t number)
{
    return (double)(hash_mix(number + 1) % 100000); /* a few are equal */
}

static void the_largest_are_kept(void **state)
{
    struct largest_businesses largest = {0};
    static double flows[MANY];
    (void)state;
    for (size_t i = 0; i < MANY; ++i) {
        flows[i] = flow_of(i);
        assert_true(add(&largest, i, flow_of(i), EURO));
    }
    sort_ascending(flows, MANY);
    const struct largest_of_currency *euros = &largest.currencies[EURO];
    assert_int_equal(euros->count, LARGEST_KEPT);
    assert_int_equal(euros->row_count, 2 * LARGEST_KEPT);
    check_near(euros->left_out, flows[MANY - LARGEST_KEPT - 1], 0.0);
    check_near(euros->heap[0].flow, flows[MANY - LARGEST_KEPT], 0.0);
    static double kept[LARGEST_KEPT];
    for (size_t i = 0; i < euros->count; ++i) {
        kept[i] = euros->heap[i].flow;
        assert_true(i == 0 || euros->heap[(i - 1) / 2].flow <= kept[i]); /* a heap */
    }
    sort_ascending(kept, LARGEST_KEPT);
    assert_memory_equal(kept, flows + MANY - LARGEST_KEPT, sizeof kept);
    for (size_t i = 0; i < euros->count; ++i) {
        char name[32];
        const struct business *business = &euros->heap[i].business;
        snprintf(name, sizeof name, "b%zu", business->rows[0].line / 2);
        assert_string_equal(business->name, name);
        assert_int_equal(business->row_count, 2);
        check_near(business->rows[1].annual_revenue, flow_of(business->rows[0].line / 2), 0.0);
        check_near(euros->heap[i].flow, business->rows[0].annual_revenue, 0.0);
    }
    assert_false(largest.lacks_currencies);
    assert_int_equal(largest.currencies[DOLLAR].count, 0);
    assert_true(largest.currencies[DOLLAR].left_out < 0); /* none is */
    largest_businesses_free(&largest);
    assert_int_equal(largest.currency_count, 0);
}

static void few_are_all_kept(void **state)
{
    struct largest_businesses largest = {0};
    (void)state;
    for (size_t i = 0; i < LARGEST_KEPT; ++i) {
        assert_true(add(&largest, i, 0, DOLLAR));
    }
    assert_int_equal(largest.currencies[DOLLAR].count, LARGEST_KEPT);
    assert_true(largest.currencies[DOLLAR].left_out < 0);
    assert_true(add(&largest, LARGEST_KEPT, 0, DOLLAR));
    check_near(largest.currencies[DOLLAR].left_out, 0, 0.0);
    largest_businesses_free(&largest);
}

/* What others have left out is told as if it had been left out here: the most of all. */
static void what_is_left_out_elsewhere_counts(void **state)
{
    struct largest_businesses largest = {0};
    (void)state;
    largest_businesses_leave_out(&largest, EURO, 5);
    assert_int_equal(largest.currency_count, EURO + 1);
    check_near(largest.currencies[EURO].left_out, 5, 0.0);
    largest_businesses_leave_out(&largest, EURO, 3);
    check_near(largest.currencies[EURO].left_out, 5, 0.0);
    largest_businesses_leave_out(&largest, EURO, 7);
    check_near(largest.currencies[EURO].left_out, 7, 0.0);
    assert_true(largest.currencies[DOLLAR].left_out < 0);
    assert_true(add(&largest, 1, 2.385, EURO)); /* there is room for it */
    check_near(largest.currencies[EURO].left_out, 7, 0.0);
    assert_int_equal(largest.currencies[EURO].count, 1);
    assert_false(largest.lacks_currencies);
    largest_businesses_leave_out(&largest, LARGEST_CURRENCIES, 9);
    assert_true(largest.lacks_currencies);
    largest_businesses_leave_out(&largest, LARGEST_CURRENCIES - 1, 9);
    assert_int_equal(largest.currency_count, LARGEST_CURRENCIES);
    largest_businesses_free(&largest);
}

/* Of equal flows those that came first stay. */
static void the_first_of_equals_stay(void **state)
{
    struct largest_businesses largest = {0};
    (void)state;
    for (size_t i = 0; i < 2 * LARGEST_KEPT; ++i) {
        assert_true(add(&largest, i, 2.385, DOLLAR));
    }
    for (size_t i = 0; i < LARGEST_KEPT; ++i) {
        assert_true(largest.currencies[DOLLAR].heap[i].business.rows[0].line < 2 * LARGEST_KEPT);
    }
    check_near(largest.currencies[DOLLAR].left_out, 2.385, 0.0);
    largest_businesses_free(&largest);
}

static void other_currencies_are_known_to_lack(void **state)
{
    struct largest_businesses largest = {0};
    (void)state;
    assert_true(add(&largest, 1, 2.385, LARGEST_CURRENCIES));
    assert_true(largest.lacks_currencies);
    assert_int_equal(largest.currency_count, 0);
    largest_businesses_free(&largest);
}

/* A business of many rows displaces smaller ones until its rows have room; one of more rows than
 * are kept is left out. */
static void rows_are_bounded(void **state)
{
    static struct dependency rows[LARGEST_ROWS + 1];
    struct largest_businesses largest = {0};
    struct business business = {.name = "large", .rows = rows, .row_count = LARGEST_ROWS - 4};
    (void)state;
    for (size_t i = 0; i < 10; ++i) {
        assert_true(add(&largest, i, 10 + (double)i, DOLLAR));
    }
    for (size_t i = 0; i <= LARGEST_ROWS; ++i) {
        rows[i] = (struct dependency){.line = 100 + i, .firms = 1, .annual_revenue = 1, .share = 1};
    }
    assert_true(largest_businesses_add(&largest, &business, DOLLAR));
    const struct largest_of_currency *dollars = &largest.currencies[DOLLAR];
    assert_int_equal(dollars->count, 3); /* the two largest of the ten are left */
    assert_int_equal(dollars->row_count, LARGEST_ROWS);
    check_near(dollars->left_out, 17, 0.0);
    check_near(dollars->heap[0].flow, 18, 0.0);
    business.row_count = LARGEST_ROWS + 1;
    assert_true(largest_businesses_add(&largest, &business, DOLLAR));
    assert_int_equal(dollars->count, 3);
    check_near(dollars->left_out, LARGEST_ROWS + 1, 0.0);
    largest_businesses_free(&largest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_are_kept),
        cmocka_unit_test(few_are_all_kept),
        cmocka_unit_test(what_is_left_out_elsewhere_counts),
        cmocka_unit_test(the_first_of_equals_stay),
        cmocka_unit_test(other_currencies_are_known_to_lack),
        cmocka_unit_test(rows_are_bounded),
    };
    return cmocka_run_group_tests_name("largest_businesses", tests, NULL, NULL);
}
