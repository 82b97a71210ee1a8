/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/sparse_rows: entries in any order become rows with ascending columns. Expected: by hand. */
#include "stats/sparse_rows.h"

#include "check.h"

static void entries_are_put_in_order(void **state)
{
    static const struct sparse_entry entries[] = {{3, 1, 0.31}, {0, 2, 0.02}, {3, 0, 0.3},
                                                  {1, 1, 0.11}, {0, 1, 0.01}, {3, 3, 0.33}};
    static const size_t first[] = {0, 2, 3, 3, 6};
    static const uint32_t columns[] = {1, 2, 1, 0, 1, 3};
    static const double values[] = {0.01, 0.02, 0.11, 0.3, 0.31, 0.33};
    struct arena arena = {0};
    struct sparse_rows rows;
    (void)state;
    assert_int_equal(sparse_rows_make(&rows, &arena, entries, 6, 4), 0);
    assert_int_equal(rows.count, 4);
    for (size_t i = 0; i < 5; ++i) {
        assert_int_equal(rows.first[i], first[i]);
    }
    for (size_t e = 0; e < 6; ++e) {
        assert_int_equal(rows.columns[e], columns[e]);
        assert_true(rows.values[e] == values[e]);
    }
    arena_free(&arena);
}

static void there_may_be_none(void **state)
{
    struct arena arena = {0};
    struct sparse_rows rows;
    (void)state;
    assert_int_equal(sparse_rows_make(&rows, &arena, NULL, 0, 2), 0);
    assert_true(rows.first[0] == 0 && rows.first[1] == 0 && rows.first[2] == 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_put_in_order),
        cmocka_unit_test(there_may_be_none),
    };
    return cmocka_run_group_tests_name("sparse_rows", tests, NULL, NULL);
}
