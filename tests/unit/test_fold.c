/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/fold: pairs from CaseFolding.txt and UnicodeData.txt of Unicode. */
#include "core/fold.h"

#include <string.h>

#include "check.h"
#include "core/hash.h"
#include "core/text.h"

static void takes_what_readers_take_for_one_as_one(void **state)
{
    static const char *const pairs[][2] = {
        {"Bakery", "BAKERY"},
        {"old  bakery", "Old\tbakery"}, /* runs of blanks */
        {"old bakery", "old\xC2\xA0"
                       "bakery"}, /* U+00A0 */
        {"B\xC3\xA4"
         "ckerei",
         "B\xC3\x84"
         "CKEREI"}, /* U+00E4, U+00C4 */
        {"B\xC3\xA4"
         "ckerei",
         "Ba\xCC\x88"
         "ckerei"}, /* U+0308 behind a */
        {"Stra\xC3\x9F"
         "e",
         "STRASSE"},                                              /* full folding of U+00DF */
        {"\xCE\xA3\xCE\xB1\xCF\x82", "\xCF\x83\xCE\x91\xCF\x83"}, /* the three sigmas */
        {"\xD0\x96", "\xD0\xB6"},                                 /* U+0416, U+0436 */
        {"caf\xC3\xA9", "CAFE\xCC\x81"},                          /* U+00E9, U+0301 behind E */
        {"\xEF\xBC\xA1"
         "B",
         "ab"}, /* full width A */
        {"ba\xE2\x80\x8B"
         "kery",
         "bakery"}, /* U+200B */
        {"\xE2\x80\x9C"
         "bakery\xE2\x80\x9D",
         "bakery"}, /* U+201C, U+201D */
        {"O\xE2\x80\x99"
         "Brien",
         "O'Brien"}, /* U+2019 */
        {"north\xE2\x80\x93"
         "east",
         "north-east"},                            /* U+2013 */
        {"b\xD0\xB0kery", "bakery"},               /* U+0430 */
        {"\xD0\x92\xD0\x90K\xD0\x95RY", "bakery"}, /* U+0412, U+0410, U+0415 */
        {"sh\xCE\xBFp", "SH\xD0\x9EP"},            /* U+03BF, U+041E */
        {"'Bakery", "bakery"},                     /* before a text of a spreadsheet */
        {"'bakery'", "Bakery"},
        {"\xE2\x80\x98"
         "B\xC3\xA4"
         "ckerei\xE2\x80\x99",
         "B\xC3\xA4"
         "ckerei"}, /* U+2018, U+2019 */
        {" 'bakery ", "bakery"},
        {" bakery ", "bakery"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        if (!fold_equal(pairs[i][0], pairs[i][1])) {
            fail_msg("'%s' and '%s' are not one", pairs[i][0], pairs[i][1]);
        }
    }
}

static void keeps_others_apart(void **state)
{
    static const char *const pairs[][2] = {{"bakery", "bakerz"},
                                           {"old bakery", "oldbakery"},
                                           {"cafe", "caf\xC3\xA9"},
                                           {"shop 1", "shop 11"},
                                           {"'t Hart", "'s Hart"},
                                           {"Boss'", "Boss"},
                                           {"'", ""},
                                           {"", "a"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        if (fold_equal(pairs[i][0], pairs[i][1])) {
            fail_msg("'%s' and '%s' are one", pairs[i][0], pairs[i][1]);
        }
    }
}

static void shows_what_nobody_sees(void **state)
{
    char shown[32];
    (void)state;
    fold_show_hidden(shown, sizeof shown, "clo\xE2\x80\x8Bud \xC3\xA4");
    assert_string_equal(shown, "clo<U+200B>ud \xC3\xA4");
    fold_show_hidden(shown, sizeof shown, "\xEF\xBB\xBFl\xC2\xADogin\xFF");
    assert_string_equal(shown, "<U+FEFF>l<U+00AD>ogin\xFF");
    fold_show_hidden(shown, sizeof shown, "inst\xD0\xB0gram \xD0\x9E\xD0\x96");
    assert_string_equal(shown, "inst<U+0430>gram <U+041E>\xD0\x96");
    fold_show_hidden(shown, sizeof shown, "\xD0\xBA\xD0\xBE\xD0\xB4 1");
    assert_string_equal(shown, "\xD0\xBA\xD0\xBE\xD0\xB4 1"); /* one alphabet */
    fold_show_hidden(shown, 8, "abc\xC2\xAD");
    assert_string_equal(shown, "abc");
}

/* As long as the form has room for, in ASCII and beyond it. */
static void cuts_long_texts(void **state)
{
    char text[4 * FOLD_SIZE];
    char folded[FOLD_SIZE];
    (void)state;
    memset(text, 'A', sizeof text);
    assert_int_equal(fold_text(folded, text, sizeof text), FOLD_SIZE - 1);
    assert_int_equal(strspn(folded, "a"), FOLD_SIZE - 1);
    memcpy(text + 700, "\xC3\xA4", 2);
    assert_true(fold_text(folded, text, sizeof text) < FOLD_SIZE);
    assert_int_equal(fold_text(folded, "", 0), 0);
    /* texts that are cut are one where they are the same */
    char other[sizeof text];
    text[sizeof text - 1] = '\0';
    memcpy(other, text, sizeof text);
    assert_true(fold_equal(text, other));
    other[sizeof text - 2] = 'B';
    assert_false(fold_equal(text, other));
    /* where a long character does not fit, none after it is taken in its place */
    memcpy(text + FOLD_SIZE - 2, "\xC3\xB8", 2);
    assert_int_equal(fold_text(folded, text, FOLD_SIZE + 1), FOLD_SIZE - 2);
}

/* The rule for ASCII, byte by byte: small letters, and one blank for all that stand together, none
 * at the ends; an apostrophe at the beginning goes, and with it one at the end. */
static void fold_slowly(char *out, const char *text, size_t length)
{
    size_t used = 0;
    bool blank = false;
    for (size_t i = 0; i < length; ++i) {
        const char c = text[i];
        const bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!is_blank && blank && used > 0) {
            out[used++] = ' ';
        }
        if (!is_blank) {
            out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
        }
        blank = is_blank;
    }
    out[used] = '\0';
    if (used > 1 && out[0] == '\'') {
        used -= used > 2 && out[used - 1] == '\'' ? 2 : 1;
        memmove(out, out + 1, used);
        out[used] = '\0';
    }
}

/* Every byte of ASCII at every place of texts that are shorter and longer than a word, with a
 * letter or a blank before it. */
static void each_byte_at_each_place(void **state)
{
    enum { LONGEST = 18 };
    (void)state;
    for (size_t length = 1; length <= LONGEST; ++length) {
        for (size_t at = 0; at < length; ++at) {
            for (int byte = 1; byte < 0x80; ++byte) {
                char text[LONGEST + 1] = "Ab, cDEf gHiJklmnO";
                char expected[LONGEST + 1];
                char folded[FOLD_SIZE];
                text[at] = (char)byte;
                fold_slowly(expected, text, length);
                assert_int_equal(fold_text(folded, text, length), strlen(expected));
                assert_string_equal(folded, expected);
            }
        }
    }
}

/* Texts of two letters, blanks and more: those that are plain are folded by making letters small,
 * and what is known of their beginning changes nothing; few of the others would be. */
static void plain_texts(void **state)
{
    static const char alphabet[] = "abAB '1-\t\xc3\xa9";
    enum { TURNS = 20000, LONGEST = 24 };
    uint64_t at = 3;
    (void)state;
    for (size_t turn = 0; turn < TURNS; ++turn) {
        char text[2][LONGEST + 9] = {{0}};
        char folded[2][FOLD_SIZE];
        bool plain[2];
        const size_t length = 1 + turn % LONGEST;
        const size_t letters = turn % 4 == 0 ? sizeof alphabet - 1 : 8;
        for (size_t i = 0; i < length; ++i) {
            at = hash_mix(at + 1);
            text[0][i] = alphabet[at % letters];
        }
        memcpy(text[1], text[0], length);
        text[1][at % length] = alphabet[at / 64 % 8];
        const size_t same = text_common_length(text[0], text[1], length);
        for (int i = 0; i < 2; ++i) {
            plain[i] = fold_is_plain(text[i], 0, length);
            fold_text(folded[i], text[i], length);
            assert_true(!plain[i] ||
                        (strlen(folded[i]) == length && text_alike(folded[i], text[i])));
        }
        assert_true(!plain[0] || fold_is_plain(text[1], same, length) == plain[1]);
        assert_true(!(plain[0] && plain[1]) || fold_plain_before(text[0], text[1], same) ==
                                                   (strcmp(folded[0], folded[1]) < 0));
    }
    assert_true(fold_is_plain("Bakery 1, inc.\0.......", 0, 14));
    assert_false(fold_is_plain(" bakery\0.......", 0, 7));
    assert_false(fold_is_plain("bakery \0.......", 0, 7));
    assert_false(fold_is_plain("'bakery\0.......", 0, 7));
    assert_true(fold_is_plain("baker's\0.......", 3, 7));
    assert_false(fold_is_plain("old  bakery\0.......", 0, 11));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_readers_take_for_one_as_one),
        cmocka_unit_test(keeps_others_apart),
        cmocka_unit_test(shows_what_nobody_sees),
        cmocka_unit_test(cuts_long_texts),
        cmocka_unit_test(each_byte_at_each_place),
        cmocka_unit_test(plain_texts),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
