/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/columns: widths of Unicode's EastAsianWidth.txt (W and F are two columns), and of marks that
 * have none of their own (general category Mn). */
#include "check.h"

#include <string.h>

#include "core/columns.h"

static size_t width(const char *text)
{
    return columns_of(text, strlen(text));
}

static void letters_are_one_column(void **state)
{
    (void)state;
    assert_int_equal(width(""), 0);
    assert_int_equal(width("blackout"), 8);
    assert_int_equal(width("Z\xc3\xbcrich"), 6);
    assert_int_equal(width("\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0"), 6);
}

/* U+65E5 U+672C is W, U+FF21 is F, U+FF76 is H, U+1F600 is W. */
static void wide_characters_are_two(void **state)
{
    (void)state;
    assert_int_equal(width("\xe6\x97\xa5\xe6\x9c\xac"), 4);
    assert_int_equal(width("\xef\xbc\xa1"), 2);
    assert_int_equal(width("\xef\xbd\xb6"), 1);
    assert_int_equal(width("\xf0\x9f\x98\x80"), 2);
}

/* e and U+0301 are one letter. */
static void marks_are_none(void **state)
{
    (void)state;
    assert_int_equal(width("e\xcc\x81t"), 2);
}

static void bytes_are_walked_one_character_at_a_time(void **state)
{
    const char text[] = "\xe6\x97\xa5z";
    size_t bytes = 0;
    (void)state;
    assert_int_equal(columns_first(&bytes, text, 4), 2);
    assert_int_equal(bytes, 3);
    assert_int_equal(columns_first(&bytes, text, 2), 1); /* a part of it */
    assert_int_equal(bytes, 1);
    assert_int_equal(columns_first(&bytes, "\xff", 1), 1);
    assert_int_equal(bytes, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_one_column),
        cmocka_unit_test(wide_characters_are_two),
        cmocka_unit_test(marks_are_none),
        cmocka_unit_test(bytes_are_walked_one_character_at_a_time),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
