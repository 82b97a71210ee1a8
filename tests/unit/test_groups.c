/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/groups: rows that agree in one or two columns. Expected: what comparing every row with
 * every other gives. */
#include "tables/groups.h"

#include <string.h>

#include "collisions.h"
#include "random.h"

enum { ROWS = 700, COLUMNS = 3 };

/* A table of texts, made of random numbers below `texts`; 0 is an empty cell. */
struct made {
    struct cell cells[ROWS][COLUMNS];
    struct row rows[ROWS];
    struct table table;
};

static void make(struct made *made, size_t count, size_t texts)
{
    uint64_t state = 2385;
    *made = (struct made){.table = {.rows = made->rows, .row_count = count}};
    for (size_t i = 0; i < count; ++i) {
        made->rows[i] = (struct row){.cells = made->cells[i], .column_count = COLUMNS};
        for (size_t k = 0; k < COLUMNS; ++k) {
            const string_id text = (string_id)random_below(&state, texts);
            made->cells[i][k] = (struct cell){.text = text, .given = text != STRING_NONE};
        }
    }
}

static void key_of(string_id key[2], const struct made *made, size_t row, const int *columns,
                   size_t column_count)
{
    for (size_t i = 0; i < column_count; ++i) {
        key[i] = made->cells[row][columns[i]].text;
    }
}

/* Groups are in the order of their first rows, and have all of the rows that agree with these. */
static void check(const struct made *made, const int *columns, size_t column_count)
{
    struct groups groups;
    blackout_error error = {0};
    bool met[ROWS] = {false};
    size_t found = 0;
    check_ok(groups_make(&groups, &made->table, columns, column_count, &error), &error);
    for (size_t i = 0; i < made->table.row_count; ++i) {
        string_id key[2];
        key_of(key, made, i, columns, column_count);
        const struct group *group = groups_find(&groups, key);
        assert_non_null(group);
        if (met[i]) {
            continue;
        }
        assert_ptr_equal(group, &groups.groups[found++]);
        size_t rows = 0;
        for (size_t k = i; k < made->table.row_count; ++k) {
            string_id other[2];
            key_of(other, made, k, columns, column_count);
            if (memcmp(other, key, column_count * sizeof *key) == 0) {
                met[k] = true;
                assert_in_range(rows, 0, group->count - 1);
                assert_int_equal(group->rows[rows++], k);
            }
        }
        assert_int_equal(rows, group->count);
    }
    assert_int_equal(groups.count, found);
    assert_null(groups_find(&groups, (const string_id[]){999, 999}));
    groups_free(&groups);
}

static void rows_that_agree_are_together(void **state)
{
    static const int columns[][2] = {{0, 2}, {2, 0}, {1, 2}};
    static struct made made;
    (void)state;
    for (size_t texts = 1; texts < 40; texts = 2 * texts + 1) {
        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; ++i) {
            make(&made, ROWS, texts);
            check(&made, columns[i], 1);
            check(&made, columns[i], 2);
            make(&made, 1, texts);
            check(&made, columns[i], 2);
            make(&made, 0, texts);
            check(&made, columns[i], 2);
        }
    }
}

static void texts_of_one_hash_are_two_groups(void **state)
{
    static const int column = 1;
    static struct made made;
    uint32_t pair[2];
    (void)state;
    collision_find(pair, collision_mix);
    make(&made, 5, 1);
    for (size_t i = 0; i < 5; ++i) {
        made.cells[i][column] = (struct cell){.text = pair[i % 2], .given = true};
    }
    check(&made, &column, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_that_agree_are_together),
        cmocka_unit_test(texts_of_one_hash_are_two_groups),
    };
    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
