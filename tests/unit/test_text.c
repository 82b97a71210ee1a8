/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/text: UTF-8, near misses. */
#include "core/text.h"

#include "package.h"

/* ---- UTF-8 ----------------------------------------------------------------------------------- */

/* Expected: RFC 3629, section 4 (the first and the last character of each length) and table 3-7 of
 * the Unicode standard (what is ill-formed). */
static void knows_utf8(void **state)
{
    static const char *const good[] = {"",
                                       "plain",
                                       "\x7f",
                                       "\xc2\x80",
                                       "\xdf\xbf",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xef\xbf\xbf",
                                       "\xf0\x90\x80\x80",
                                       "\xf4\x8f\xbf\xbf",
                                       "Z\xc3\xbcrich \xe2\x82\xac"};
    static const char *const bad[] = {
        "\x80",             /* a continuation alone */
        "\xc0\xaf",         /* overlong */
        "\xc1\xbf",         /* overlong */
        "\xe0\x9f\xbf",     /* overlong */
        "\xf0\x8f\xbf\xbf", /* overlong */
        "\xed\xa0\x80",     /* a surrogate */
        "\xf4\x90\x80\x80", /* above U+10FFFF */
        "\xf5\x80\x80\x80",
        "\xff",
        "a\xc3",        /* cut */
        "\xe2\x82",     /* cut */
        "\xf0\x90\x80", /* cut */
        "\xc3(",
        "\xe2\x82(" /* continuation missing */
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; ++i) {
        assert_true(text_is_utf8(good[i], strlen(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        assert_false(text_is_utf8(bad[i], strlen(bad[i])));
    }
    assert_true(text_is_utf8("a\0b", 3));
}

static void counts_characters(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("blackout"), 8);
    assert_int_equal(text_width("Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x98\x80"), 10);
}

/* ---- Near misses ----------------------------------------------------------------------------- */

/* Expected: distances by hand. "recoverry" inserts one letter; "seveirty" swaps two, which counts
 * once; "duratoin" likewise; "cat" to "dog" is three changes. */
static void finds_near_misses(void **state)
{
    static const char *const candidates[] = {"recovery", NULL,    "severity", "",
                                             "duration", "start", "dog",      "owner"};
    const size_t count = sizeof candidates / sizeof candidates[0];
    (void)state;
    assert_string_equal(text_nearest("recoverry", candidates, count), "recovery");
    assert_string_equal(text_nearest("seveirty", candidates, count), "severity");
    assert_string_equal(text_nearest("duratoin", candidates, count), "duration");
    assert_string_equal(text_nearest("owner", candidates, count), "owner");
    assert_string_equal(text_nearest("tsart", candidates, count), "start");
    assert_string_equal(text_nearest("DURATION", candidates, count), "duration"); /* 8 edits */
    assert_null(text_nearest("cat", candidates, count));
    assert_null(text_nearest("", candidates, count));
    assert_null(text_nearest("platform", candidates, count));
    assert_null(text_nearest("recovery", candidates, 0));
    assert_null(text_nearest("recovery", NULL, 0));
}

/* A third of nine letters is three: distance 3 is near, 4 is not. */
static void a_third_of_the_length_is_near(void **state)
{
    static const char *const candidates[] = {"instagram"};
    (void)state;
    assert_string_equal(text_nearest("inxxagrxm", candidates, 1), "instagram");
    assert_null(text_nearest("ixxxagrxm", candidates, 1));
    assert_string_equal(blackout_nearest("inxxagrxm", candidates, 1), "instagram");
}

/* A cut letter, a control of two bytes (U+009B), a mark of direction of three (U+202E). */
static void a_text_is_made_one_line(void **state)
{
    char text[] = "a\x1b[31m\n\xc3\xbc \xc2\x9b\xe2\x80\xae.\xc3";
    (void)state;
    blackout_text_line(text);
    assert_string_equal(text, "a [31m \xc3\xbc      .?");
}

static void the_first_of_equals_is_taken(void **state)
{
    static const char *const candidates[] = {"region1", "region2"};
    (void)state;
    assert_string_equal(text_nearest("region", candidates, 2), "region1");
    assert_string_equal(text_nearest("region2", candidates, 2), "region2");
}

static void names_of_any_length_are_safe(void **state)
{
    char longest[400];
    char limit[64];
    const char *candidates[] = {longest, limit};
    (void)state;
    memset(longest, 'n', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    memset(limit, 'm', sizeof limit - 1);
    limit[sizeof limit - 1] = '\0';
    assert_null(text_nearest(longest, candidates, 2));
    assert_ptr_equal(text_nearest(limit, candidates, 2), limit); /* 63 characters */
}

static void compares_but_for_the_case_of_ascii(void **state)
{
    (void)state;
    assert_true(text_alike("Prices.CSV", "pRICES.csv"));
    assert_true(text_alike("", ""));
    assert_false(text_alike("prices", "price"));
    assert_false(text_alike("price", "prices"));
    assert_false(text_alike("[", "{")); /* 0x20 apart, and no letters */
    assert_false(text_alike("\xC3\x80", "\xC3\xA0"));
    assert_true(text_starts_alike("SEP=;", "sep=", 4));
    assert_true(text_starts_alike("ab", "AB", 9));
    assert_false(text_starts_alike("ab", "abc", 3));
    assert_true(text_starts_alike("ab", "xy", 0));
}

static void finds_a_text_among_others(void **state)
{
    static const char *const texts[] = {"one", "two"};
    (void)state;
    assert_true(text_is_among("two", texts, 2));
    assert_false(text_is_among("two", texts, 1));
    assert_false(text_is_among("Two", texts, 2));
    assert_false(text_is_among("", texts, 2));
    assert_true(text_is_digit('0') && text_is_digit('9'));
    assert_false(text_is_digit('/') || text_is_digit(':') || text_is_digit('\0'));
}

/* By the rules of Unicode Standard Annex 9: X5a to X5c, X6a, X2 to X5, X7. */
static void directions_that_a_text_leaves_open(void **state)
{
    static const struct {
        const char *text;
        size_t isolates;
        size_t embeddings;
    } cases[] = {
        {"plain \xC3\xA9 \xE4\xBD\xA0 \xE2\x82\xAC", 0, 0},
        {"\xE2\x80\xAE", 0, 1},                         /* an override */
        {"\xE2\x80\xAE\xE2\x80\xAA\xE2\x80\xAC", 0, 1}, /* one of two ends */
        {"\xE2\x80\xAC\xE2\x80\xAE", 0, 1},             /* an end without a beginning */
        {"\xE2\x81\xA7x\xE2\x80\xAE", 1, 0},            /* the isolate's end ends both */
        {"\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xAC", 1, 1}, /* what is outside does not end inside */
        {"\xE2\x81\xA8x\xE2\x81\xA9\xE2\x81\xA9", 0, 0},
        {"\xE2", 0, 0},
        {"\xE2\x80", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const struct text_directions open = text_open_directions(cases[i].text);
        assert_int_equal(open.isolates, cases[i].isolates);
        assert_int_equal(open.embeddings, cases[i].embeddings);
    }
}

/* The first and the last of each range of ECMA-48 and Unicode 15, chapter 23.1, and their
 * neighbours. */
static void controls_are_those_of_ecma_48(void **state)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {{"", 0},
                 {"\x01", 1},
                 {"\x1F", 1},
                 {" ", 0},
                 {"~", 0},
                 {"\x7F", 1},
                 {"\xC2\x80", 2},
                 {"\xC2\x9F", 2},
                 {"\xC2\xA0", 0}, /* a blank that does not break */
                 {"\xC3\x80", 0},
                 {"\xE2\x80\xA7", 0}, /* U+2027 */
                 {"\xE2\x80\xA8", 3},
                 {"\xE2\x80\xA9", 3},
                 {"\xE2\x80\xAA", 0}, /* of direction: see above */
                 {"\xC2", 0},
                 {"\xE2\x80", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        assert_int_equal(cases[i].length, text_control(cases[i].text));
    }
}

static void messages_have_no_controls_and_no_directions(void **state)
{
    char message[] = "a\x1B[31m\xC2\x9B"
                     "b\n\xE2\x80\xAE"
                     "c\xE2\x81\xA9"
                     "d\xC3\xA9\xFF\xE2\x80";
    (void)state;
    text_make_line(message);
    assert_string_equal("a [31m  b    c   d\xC3\xA9???", message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_utf8),
        cmocka_unit_test(counts_characters),
        cmocka_unit_test(finds_near_misses),
        cmocka_unit_test(a_third_of_the_length_is_near),
        cmocka_unit_test(a_text_is_made_one_line),
        cmocka_unit_test(the_first_of_equals_is_taken),
        cmocka_unit_test(compares_but_for_the_case_of_ascii),
        cmocka_unit_test(finds_a_text_among_others),
        cmocka_unit_test(names_of_any_length_are_safe),
        cmocka_unit_test(directions_that_a_text_leaves_open),
        cmocka_unit_test(controls_are_those_of_ecma_48),
        cmocka_unit_test(messages_have_no_controls_and_no_directions),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
