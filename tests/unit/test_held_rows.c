/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/held_rows: rows of businesses out of order. Expected: the rows as they were made, business
 * by business and line by line, before they were shuffled. */
#include "ingest/held_rows.h"

#include <stdlib.h>

#include "check.h"

enum { BUSINESSES = 11, ROWS = BUSINESSES * (BUSINESSES + 1) / 2 };

/* Business 1 has a row, business 2 two, ...; lines of one business lie apart, and each row says
 * which it is. */
static void rows_are_put_by_business_and_line(void **state)
{
    struct dependency rows[ROWS] = {{0}};
    string_id names[ROWS];
    size_t count = 0;
    (void)state;
    for (string_id name = 1; name <= BUSINESSES; ++name) {
        for (size_t i = 0; i < name; ++i) {
            const size_t place = count++ * 25 % ROWS; /* 66 has no factor of 25: each place once */
            names[place] = name;
            rows[place] = (struct dependency){
                .line = 1000 * i + name, .annual_revenue = 100. * name + (double)i, .sector = name};
        }
    }
    assert_int_equal(held_rows_sort(rows, names, ROWS), 0);
    count = 0;
    for (string_id name = 1; name <= BUSINESSES; ++name) {
        for (size_t i = 0; i < name; ++i, ++count) {
            assert_int_equal(names[count], name);
            assert_int_equal(rows[count].line, 1000 * i + name);
            assert_int_equal(rows[count].sector, name);
            assert_true(rows[count].annual_revenue == 100. * name + (double)i);
        }
    }
}

/* One row stays, and of none nothing is asked. */
static void few_rows_are_sorted_too(void **state)
{
    struct dependency row = {.line = 7};
    string_id name = 3;
    (void)state;
    assert_int_equal(held_rows_sort(&row, &name, 1), 0);
    assert_true(row.line == 7 && name == 3);
    assert_int_equal(held_rows_sort(NULL, NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_put_by_business_and_line),
                                       cmocka_unit_test(few_rows_are_sorted_too)};
    return cmocka_run_group_tests_name("held_rows", tests, NULL, NULL);
}
