/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/examples: the example files. Expected: all columns of the tables; shops are open from
 * nine to seven, Monday to Saturday, and weigh a tenth otherwise. */
#include "tables/examples.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static void headers_have_all_columns(void **state)
{
    (void)state;
    for (int table = 0; table < TABLE_COUNT; ++table) {
        const struct table_schema *schema = schema_table((enum table_id)table);
        struct arena arena = {0};
        char expected[2048] = "";
        size_t used = 0;
        const char *text = example_csv(&arena, (enum table_id)table);
        assert_non_null(text);
        for (size_t i = 0; i < schema->column_count; ++i) {
            used += (size_t)snprintf(expected + used, sizeof expected - used, "%s,",
                                     schema->columns[i].name);
        }
        snprintf(expected + used, sizeof expected - used, "basis,source\n");
        assert_memory_equal(text, expected, strlen(expected));
        arena_free(&arena);
    }
}

static void shops_have_opening_hours(void **state)
{
    struct arena arena = {0};
    const char *at = example_csv(&arena, ACTIVITY);
    (void)state;
    assert_non_null(at);
    at = strchr(at, '\n') + 1;
    for (int day = 0; day < 7; ++day) {
        for (int hour = 0; hour < 24; ++hour) {
            char expected[64];
            const bool open = day < 6 && hour >= 9 && hour < 19;
            snprintf(expected, sizeof expected, "shops,%d,%s,assumed,", 24 * day + hour,
                     open ? "1" : "0.1");
            assert_memory_equal(at, expected, strlen(expected));
            at = strchr(at, '\n') + 1;
        }
    }
    assert_string_equal(at, "");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_have_all_columns),
        cmocka_unit_test(shops_have_opening_hours),
    };
    return cmocka_run_group_tests_name("examples", tests, NULL, NULL);
}
