/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/warning: lists of warnings. */
#include "core/warning.h"

#include <string.h>

#include "check.h"

static void texts_are_copies_in_their_order(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    char where[] = "fx.csv:2:1";
    for (int i = 0; i < 20; ++i) {
        const struct warning warning = {"late_rate", i == 0 ? "the first" : "another", where};
        assert_int_equal(warning_add(&list, &arena, &warning), 0);
    }
    where[0] = '?';
    assert_int_equal(list.count, 20);
    assert_string_equal(list.items[0].message, "the first");
    assert_string_equal(list.items[19].message, "another");
    assert_string_equal(list.items[0].where, "fx.csv:2:1");
    arena_free(&arena);
}

static void a_warning_stands_by_code_and_place(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    const struct warning warning = {"flat_profile", "every hour counts alike", "north"};
    assert_false(warning_stands(&list, "flat_profile", "north"));
    assert_int_equal(warning_add(&list, &arena, &warning), 0);
    assert_true(warning_stands(&list, "flat_profile", "north"));
    assert_false(warning_stands(&list, "flat_profile", "south"));
    assert_false(warning_stands(&list, "no_start", "north"));
    arena_free(&arena);
}

static int print(struct warning_list *list, struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int status = warning_print(list, arena, "late_rate", "fx", format, arguments);
    va_end(arguments);
    return status;
}

static void a_message_is_made_and_cut(void **state)
{
    (void)state;
    char longest[WARNING_SIZE + 50];
    struct arena arena = {0};
    struct warning_list list = {0};
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(print(&list, &arena, "%zu rates of '%s'", (size_t)23, "EUR"), 0);
    assert_int_equal(print(&list, &arena, "%s", longest), 0);
    assert_string_equal(list.items[0].code, "late_rate");
    assert_string_equal(list.items[0].message, "23 rates of 'EUR'");
    assert_string_equal(list.items[0].where, "fx");
    assert_int_equal(strlen(list.items[1].message), WARNING_SIZE - 1);
    arena_free(&arena);
}

/* The list that is added may go: what was added stays. */
static void lists_are_added_whole(void **state)
{
    (void)state;
    struct arena kept = {0};
    struct arena gone = {0};
    struct warning_list list = {0};
    struct warning_list more = {0};
    const struct warning warnings[] = {{"a", "one", "x"}, {"b", "two", "y"}, {"a", "three", "z"}};
    assert_int_equal(warning_add(&list, &kept, &warnings[0]), 0);
    assert_int_equal(warning_add(&more, &gone, &warnings[1]), 0);
    assert_int_equal(warning_add(&more, &gone, &warnings[2]), 0);
    assert_int_equal(warning_add_all(&list, &kept, &more), 0);
    assert_int_equal(warning_add_all(&list, &kept, &(struct warning_list){0}), 0);
    arena_free(&gone);
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < 3; ++i) {
        assert_string_equal(list.items[i].message, warnings[i].message);
    }
    arena_free(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_copies_in_their_order),
        cmocka_unit_test(a_warning_stands_by_code_and_place),
        cmocka_unit_test(a_message_is_made_and_cut),
        cmocka_unit_test(lists_are_added_whole),
    };
    return cmocka_run_group_tests_name("warning", tests, NULL, NULL);
}
