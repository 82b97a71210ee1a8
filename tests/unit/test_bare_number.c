/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/bare_number: the number in a text with words around it. Expected: the digits from first to
 * last with what is right before them; the text as it is wherever a reader of accounts would see,
 * or may see, a sign that would be lost. */
#include "ingest/bare_number.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

#define AS_IS(text)                                                                                \
    {                                                                                              \
        text, text                                                                                 \
    }

static const struct {
    const char *text;
    const char *number;
} cases[] = {
    {"95", "95"},
    {"EUR 95", "95"},
    {"95 km", "95"},
    {"EUR 1.234,50 p.a.", "1.234,50"},
    {"about .5 km", ".5"},
    {"ca. ,5 km", ",5"},
    {"95 (estimated)", "95"},
    {"(net) 95", "95"},
    {"revenue (EUR) 95", "95"},
    {"net-revenue EUR 95", "95"},
    {"95 EUR, end-of-year", "95"},
    {"2.385 EUR per key-account", "2.385"},
    /* a sign that is right before the digits */
    {"EUR -95", "-95"},
    {"EUR +95", "+95"},
    {"\xe2\x88\x92"
     "95 EUR",
     "\xe2\x88\x92"
     "95"},
    {"EUR \xe2\x88\x92.5", "\xe2\x88\x92.5"},
    {"EUR -.5", "-.5"},
    /* one that is elsewhere, or may be */
    AS_IS("-\xe2\x82\xac"
          "95"),
    AS_IS("- EUR 95"),
    AS_IS("EUR - 95"),
    AS_IS("EUR- 95"),
    AS_IS("\xe2\x88\x92 95 EUR"),
    AS_IS("EUR \xe2\x88\x92 95"),
    AS_IS("\xe2\x80\x93"
          "95 EUR"),
    AS_IS("\xef\xbc\x8d"
          "95 EUR"),
    AS_IS("(95) EUR"),
    AS_IS("(EUR 95)"),
    AS_IS("(95 EUR)"),
    AS_IS("95- EUR"),
    AS_IS("95 - EUR"),
    AS_IS("95 EUR-"),
    AS_IS("95 EUR \xe2\x88\x92"),
    AS_IS("95\xe2\x88\x92"),
    AS_IS("--95"),
    AS_IS("-EUR-95"),
    /* no number */
    AS_IS(""),
    AS_IS("EUR"),
    AS_IS("-"),
    AS_IS("18 %"),
    AS_IS("about 18 % of it"),
};

static void the_number_is_found_with_its_sign(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const char *text = cases[i].text;
        size_t length = strlen(text);
        bare_number_find(&text, &length);
        if (length != strlen(cases[i].number) || memcmp(text, cases[i].number, length) != 0) {
            print_error("'%s' has '%.*s', not '%s'\n", cases[i].text, (int)length, text,
                        cases[i].number);
            ++wrong;
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_is_found_with_its_sign),
    };
    return cmocka_run_group_tests_name("bare_number", tests, NULL, NULL);
}
