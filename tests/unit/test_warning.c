/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/warning: lists of warnings. */
#include "core/warning.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static void texts_are_copies_in_their_order(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    char where[] = "fx.csv:2:1";
    for (int i = 0; i < 20; ++i) {
        char message[32];
        snprintf(message, sizeof message, "rate %d", i);
        const struct warning warning = {.code = "late_rate", .message = message, .where = where};
        assert_int_equal(warning_add(&list, &arena, &warning), 0);
    }
    where[0] = '?';
    assert_int_equal(list.count, 20);
    assert_string_equal(list.items[0].message, "rate 0");
    assert_string_equal(list.items[19].message, "rate 19");
    assert_string_equal(list.items[0].where, "fx.csv:2:1");
    arena_free(&arena);
}

static void a_warning_stands_by_code_and_place(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    const struct warning warning = {
        .code = "flat_profile", .message = "every hour counts alike", .where = "north"};
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
    const struct warning warnings[] = {{.code = "a", .message = "one", .where = "x"},
                                       {.code = "b", .message = "two", .where = "y"},
                                       {.code = "a", .message = "three", .where = "z"}};
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

/* What many runs say, each of its own owner, is one warning with their number; what one says twice
 * is not counted twice, and rows of files keep their own counts. */
static void runs_are_counted_by_their_kind(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    const struct warning row = {
        .code = "a", .message = "row", .where = "f", .file = "f", .line = 3};
    char tail[WARNING_TAIL_SIZE];
    for (int run = 0; run < 4; ++run) {
        struct warning_list more = {0};
        char owner[8];
        snprintf(owner, sizeof owner, "o%d", run % 3); /* the last is the first owner's again */
        const struct warning of_owner = {.code = "a", .message = "no margin", .where = owner};
        const struct warning of_all = {.code = "b", .message = "no table", .where = "t"};
        assert_int_equal(warning_add(&more, &arena, &row), 0);
        assert_int_equal(warning_add(&more, &arena, &of_owner), 0);
        assert_int_equal(warning_add(&more, &arena, &of_all), 0);
        assert_int_equal(warning_add_kinds(&list, &arena, &more), 0);
    }
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].count, 1);
    assert_string_equal(list.items[1].where, "o0");
    warning_tail(tail, &list.items[1]);
    assert_string_equal(tail, " (and 2 more like it)");
    warning_tail(tail, &list.items[2]);
    assert_string_equal(tail, "");
    arena_free(&arena);
}

/* A warning on a row of a file. */
static struct warning of_row(size_t line, const char *message)
{
    return (struct warning){.code = "bad_value",
                            .message = message,
                            .where = "dependencies.csv",
                            .file = "dependencies.csv",
                            .line = line,
                            .column = 4};
}

static void rows_with_one_cause_count_together(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    const size_t lines[] = {41, 7, 233, 19, 7, 58};
    for (size_t i = 0; i < 6; ++i) {
        char message[64];
        snprintf(message, sizeof message, "share is too small ('0.%zu (b); c)'); above 0",
                 lines[i]);
        struct warning warning = of_row(lines[i], message);
        assert_int_equal(
            warning_monies_add(&warning.money, &arena, i % 2 == 0 ? "EUR" : "USD", 1234.567), 0);
        assert_int_equal(warning_add(&list, &arena, &warning), 0);
    }
    const struct warning other = of_row(8, "share is too large ('1.2'); below 1");
    assert_int_equal(warning_add(&list, &arena, &other), 0);
    assert_int_equal(list.count, 2);
    const struct warning *first = &list.items[0];
    assert_int_equal(first->count, 6); /* line 7 again: another field of it may say the same */
    assert_int_equal(first->lines[0], 7);
    assert_int_equal(first->lines[1], 19);
    assert_int_equal(first->lines[2], 41);
    assert_int_equal(first->money.count, 2);
    char tail[WARNING_TAIL_SIZE];
    warning_tail(tail, first); /* 3 * 1234.567 = 3703.701 */
    assert_string_equal(tail, " (6 rows: lines 7, 19, 41, ...; 3,703.70 EUR, 3,703.70 USD)");
    warning_tail(tail, &list.items[1]);
    assert_string_equal(tail, "");
    arena_free(&arena);
}

static void a_list_twice_is_one(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct warning_list list = {0};
    struct warning_list again = {0};
    for (size_t line = 2; line < 6; ++line) {
        const struct warning warning = of_row(line, "share is too small ('0'); above 0");
        assert_int_equal(warning_add(&list, &arena, &warning), 0);
    }
    assert_int_equal(warning_add_all(&again, &arena, &list), 0);
    assert_int_equal(warning_add_all(&again, &arena, &list), 0);
    assert_int_equal(again.count, 1);
    assert_int_equal(again.items[0].count, 4);
    assert_int_equal(again.items[0].lines[2], 4);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_copies_in_their_order),
        cmocka_unit_test(a_warning_stands_by_code_and_place),
        cmocka_unit_test(a_message_is_made_and_cut),
        cmocka_unit_test(lists_are_added_whole),
        cmocka_unit_test(runs_are_counted_by_their_kind),
        cmocka_unit_test(rows_with_one_cause_count_together),
        cmocka_unit_test(a_list_twice_is_one),
    };
    return cmocka_run_group_tests_name("warning", tests, NULL, NULL);
}
