/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/strings: texts by number, and their hash. */
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

/* Expected: FNV-1a of "foobar" is 85944171f73967e8 (test vectors of Fowler, Noll & Vo); the mixer
 * maps 1 to b456bcfc34c2cb2c, and the other values are from the published algorithms in Python. */
static void hashes_as_published(void **state)
{
    (void)state;
    assert_true(hash_mix(0) == 0);
    assert_true(hash_mix(1) == UINT64_C(0xb456bcfc34c2cb2c));
    assert_true(hash_mix(UINT64_C(0x85944171f73967e8)) == UINT64_C(0x2c22194922d1672b));
    assert_true(string_hash(0, "foobar", 6) == UINT64_C(0x2c22194922d1672b));
    assert_true(string_hash(2385, "blackout", 8) == UINT64_C(0xc5b71984a97833bd));
    assert_true(string_hash(2385, "blackout", 7) != string_hash(2385, "blackout", 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_text_is_number_0),
        cmocka_unit_test(a_text_is_kept_once),
        cmocka_unit_test(unknown_numbers_have_no_text),
        cmocka_unit_test(numbers_ascend_through_growth),
        cmocka_unit_test(hashes_as_published),
    };
    return cmocka_run_group_tests_name("strings", tests, NULL, NULL);
}
