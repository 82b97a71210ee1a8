/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/markup: what is markup in HTML and XML by their grammars, hashes by sha256sum and
 * base64. */
#include "document/markup.h"

#include "package.h"

static const struct style two = {.places = 2, .with_unit = true};

static void check_written(struct writer *writer, struct caught *caught, const char *expected)
{
    blackout_error error;
    check_ok(writer_finish(writer, &error), &error);
    assert_string_equal(caught->text != NULL ? caught->text : "", expected);
    free(caught->text);
    *caught = (struct caught){0};
}

static void texts_are_no_markup(void **state)
{
    static const char *const texts[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"<b>&amp;\"x'</b>", "&lt;b&gt;&amp;amp;&quot;x&#39;&lt;/b&gt;"},
        {"a\x01"
         "b\x1B[31m\x7F",
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD[31m\xEF\xBF\xBD"},
        {"two\nlines\tand\rmore", "two\nlines\tand\xEF\xBF\xBDmore"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD"}, /* U+FFFE, U+FFFF */
        {"Stra\xC3\x9F"
         "e",
         "Stra\xC3\x9F"
         "e"}};
    struct writer writer;
    struct caught caught = {0};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        writer_init(&writer, catch_bytes, &caught);
        markup_text(&writer, texts[i][0]);
        check_written(&writer, &caught, texts[i][1]);
    }
}

/* A minus sign before numbers, and hyphens where they are some. */
static void numbers_have_a_minus_sign(void **state)
{
    struct value change = value_amount(-2.385, "<h>", &two);
    const struct value range = value_interval(-1234.5, -0.25, &two);
    const struct value day = value_date(86400);
    const struct value name = value_text("us-east-1");
    const struct value none = value_absent();
    struct writer writer;
    struct caught caught = {0};
    (void)state;
    writer_init(&writer, catch_bytes, &caught);
    markup_value(&writer, &change);
    check_written(&writer, &caught,
                  "\xE2\x88\x92"
                  "2.38 &lt;h&gt;"); /* 2.385 is a little less in binary */
    writer_init(&writer, catch_bytes, &caught);
    markup_value(&writer, &range);
    check_written(&writer, &caught,
                  "\xE2\x88\x92"
                  "1,234.50 to \xE2\x88\x92"
                  "0.25 ");
    writer_init(&writer, catch_bytes, &caught);
    markup_value(&writer, &day);
    markup_value(&writer, &name);
    markup_value(&writer, &none);
    check_written(&writer, &caught, "1970-01-02us-east-1-");
}

static void identifiers_are_letters_digits_and_hyphens(void **state)
{
    static const char *const names[][2] = {
        {"Loss by Duration", "loss-by-duration"},
        {"exceedance-owner meta-net", "exceedance-owner-meta-net"},
        {"  \"><x>_9 ", "x-9"},
        {"\xC3\x9F", ""}};
    struct writer writer;
    struct caught caught = {0};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        writer_init(&writer, catch_bytes, &caught);
        markup_identifier(&writer, names[i][0]);
        check_written(&writer, &caught, names[i][1]);
    }
}

/* printf '' | openssl dgst -sha256 -binary | base64; the same of "abc" and of "alert(1)" */
static void hashes_are_those_of_openssl(void **state)
{
    static const char *const texts[][2] = {
        {"", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"},
        {"abc", "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"},
        {"alert(1)", "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"}};
    struct writer writer;
    struct caught caught = {0};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        writer_init(&writer, catch_bytes, &caught);
        markup_hash(&writer, texts[i][0]);
        check_written(&writer, &caught, texts[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_no_markup),
        cmocka_unit_test(numbers_have_a_minus_sign),
        cmocka_unit_test(identifiers_are_letters_digits_and_hyphens),
        cmocka_unit_test(hashes_are_those_of_openssl),
    };
    return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
