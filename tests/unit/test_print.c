/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/print: the same text in a host's locale; what other reports do there is in golden.cli. */
#define _GNU_SOURCE /* newlocale, uselocale */
#include "core/print.h"

#include <locale.h>

#include "package.h"

/* Expected: C17 7.21.6.1, in the C locale (7.11.1.1). */
static void prints_as_in_c(void **state)
{
    char text[32];
    (void)state;
    assert_int_equal(print_text(text, sizeof text, "%.3f %d %s", 2.5, 7, "a"), 9);
    assert_string_equal(text, "2.500 7 a");
    assert_int_equal(print_text(text, 4, "%.3f", 2.5), 5);
    assert_string_equal(text, "2.5");
    assert_int_equal(print_text(NULL, 0, "%g", 1e300), 6);
}

/* The thread's locale is as before. */
static void leaves_the_locale(void **state)
{
    char text[32];
    (void)state;
    locale_t own = newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0);
    assert_true(own != (locale_t)0);
    locale_t before = uselocale(own);
    print_text(text, sizeof text, "%g", 0.5);
    assert_true(uselocale((locale_t)0) == own);
    uselocale(before);
    freelocale(own);
}

static void call_message(char *text, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_in_room(text, size, format, arguments);
    va_end(arguments);
}

/* Nine bytes fit into ten; "ä" is two bytes, of which none is left alone. */
static void a_message_that_is_cut_says_so(void **state)
{
    char text[10];
    (void)state;
    call_message(text, sizeof text, "%s", "123456789");
    assert_string_equal(text, "123456789");
    call_message(text, sizeof text, "%s", "1234567890");
    assert_string_equal(text, "123456...");
    call_message(text, sizeof text, "%s",
                 "12345\xc3\xa4"
                 "7890");
    assert_string_equal(text, "12345...");
    call_message(text, 3, "%s", "1234");
    assert_string_equal(text, "12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_as_in_c),
        cmocka_unit_test(leaves_the_locale),
        cmocka_unit_test(a_message_that_is_cut_says_so),
    };
    return cmocka_run_group_tests_name("print", tests, NULL, NULL);
}
