/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/strings: texts by number. */
#include "core/strings.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

enum { COUNT = 5003 };

static void the_empty_text_is_number_0(void **state)
{
    struct arena arena = {0};
    struct strings strings;
    (void)state;
    assert_int_equal(strings_init(&strings, &arena), 0);
    assert_int_equal(strings_find(&strings, "xyz", 0), STRING_NONE);
    assert_int_equal(strings_add(&strings, "", 0), STRING_NONE);
    assert_string_equal(strings_text(&strings, STRING_NONE), "");
    arena_free(&arena);
}

static void a_text_is_kept_once(void **state)
{
    struct arena arena = {0};
    struct strings strings;
    char text[] = "whatsapp";
    (void)state;
    assert_int_equal(strings_init(&strings, &arena), 0);
    string_id whole = strings_add(&strings, text, 8);
    string_id part = strings_add(&strings, text, 5); /* "whats" */
    assert_int_not_equal(whole, part);
    assert_int_equal(strings_find(&strings, "whats", 5), part);
    text[0] = 'W';
    assert_int_equal(strings_find(&strings, "whatsapp", 8), whole);
    assert_int_equal(strings_find(&strings, text, 8), STRING_UNKNOWN);
    assert_int_equal(strings_add(&strings, "whatsapp", 8), whole);
    assert_int_equal(strings.count, 3);
    assert_string_equal(strings_text(&strings, whole), "whatsapp");
    arena_free(&arena);
}

static void unknown_numbers_have_no_text(void **state)
{
    struct arena arena = {0};
    struct strings strings;
    (void)state;
    assert_int_equal(strings_init(&strings, &arena), 0);
    assert_string_equal(strings_text(&strings, STRING_UNKNOWN), "");
    assert_string_equal(strings_text(&strings, 1), "");
    arena_free(&arena);
}

/* Numbers ascend in the order of adding, through several growths of the index. */
static void numbers_ascend_through_growth(void **state)
{
    struct arena arena = {0};
    struct strings strings;
    char text[32];
    (void)state;
    assert_int_equal(strings_init(&strings, &arena), 0);
    for (unsigned i = 0; i < COUNT; ++i) {
        size_t length = (size_t)snprintf(text, sizeof text, "b%u", 7919 * i);
        assert_int_equal(strings_find(&strings, text, length), STRING_UNKNOWN);
        assert_int_equal(strings_add(&strings, text, length), i + 1);
    }
    for (unsigned i = 0; i < COUNT; ++i) {
        size_t length = (size_t)snprintf(text, sizeof text, "b%u", 7919 * i);
        assert_int_equal(strings_find(&strings, text, length), i + 1);
        assert_string_equal(strings_text(&strings, i + 1), text);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_text_is_number_0),
        cmocka_unit_test(a_text_is_kept_once),
        cmocka_unit_test(unknown_numbers_have_no_text),
        cmocka_unit_test(numbers_ascend_through_growth),
    };
    return cmocka_run_group_tests_name("strings", tests, NULL, NULL);
}
