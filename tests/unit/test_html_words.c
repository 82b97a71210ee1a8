/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/html_words: texts by hand. Where a browser ends their lines is in tests/page. */
#include "document/html_words.h"

#include <string.h>

#include "package.h"

static void check_words(const char *text, const char *expected)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    writer_init(&writer, catch_bytes, &caught);
    html_words(&writer, text);
    check_ok(writer_finish(&writer, &error), &error);
    assert_string_equal(caught.text != NULL ? caught.text : "", expected);
    free(caught.text);
}

static void short_words_with_hyphens_stay_whole(void **state)
{
    (void)state;
    check_words("", "");
    check_words("a & b", "a &amp; b");
    check_words("give it with --field", "give it with <span class=\"whole\">--field</span>");
    check_words("FB-2021-10-04 down", "<span class=\"whole\">FB-2021-10-04</span> down");
    check_words("a - b -", "a - b -");
    check_words("ends-", "ends-");
    check_words("a-<b>  c", "<span class=\"whole\">a-&lt;b&gt;</span>  c");
}

/* 24 bytes are short, 25 are not. */
static void long_words_may_be_broken(void **state)
{
    (void)state;
    check_words("abcdefghij-klmnopqrst-uv",
                "<span class=\"whole\">abcdefghij-klmnopqrst-uv</span>");
    check_words("abcdefghij-klmnopqrst-uvw", "abcdefghij-klmnopqrst-uvw");
}

static void a_sign_of_percent_stays_with_its_number(void **state)
{
    (void)state;
    check_words("5 % to 95 %, x-y", "5&nbsp;% to 95&nbsp;%, <span class=\"whole\">x-y</span>");
    check_words(" %", "&nbsp;%");
    check_words("M USD a year, in M EUR", "M&nbsp;USD a year, in M&nbsp;EUR");
    check_words("bn USD", "bn&nbsp;USD");
    check_words("GSM USD", "GSM USD");
    check_words("M USDA, M us", "M USDA, M us");
}

/* Longer than the parts that it is written in: 300 letters of two bytes, one of which would lie
 * across the end of a part. */
static void long_texts_are_written_whole(void **state)
{
    char text[616] = "- a";
    (void)state;
    for (size_t i = 0; i < 300; ++i) {
        strcat(text, "\xC3\xA9");
    }
    check_words(text, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_words_with_hyphens_stay_whole),
        cmocka_unit_test(long_words_may_be_broken),
        cmocka_unit_test(a_sign_of_percent_stays_with_its_number),
        cmocka_unit_test(long_texts_are_written_whole),
    };
    return cmocka_run_group_tests_name("html_words", tests, NULL, NULL);
}
