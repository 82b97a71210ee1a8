/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/short_number: what it reads is what strtod() reads, to the last bit; what it leaves is not a
 * number of at most fifteen digits with at most one mark between two of them. */
#include "core/short_number.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "core/hash.h"

enum { ROOM = 1 + SHORT_NUMBER_BYTES };

static bool reads(struct short_number *number, const char *text)
{
    char padded[ROOM + 8];
    const size_t length = strlen(text);
    memset(padded, '7', sizeof padded); /* behind it may be anything */
    memcpy(padded, text, length);
    return short_number_read(number, padded, length);
}

static void whole_numbers_and_decimals(void **state)
{
    static const struct {
        const char *text;
        double value;
        char mark;
        size_t integer_digits;
        size_t decimals;
    } cases[] = {{"7", 7, '\0', 1, 0},
                 {"0", 0, '\0', 1, 0},
                 {"0.1166", 0.1166, '.', 1, 4},
                 {"773210.18", 773210.18, '.', 6, 2},
                 {"1234567,8", 1234567.8, ',', 7, 1},
                 {"12345678,9", 12345678.9, ',', 8, 1},
                 {"-99140.26", -99140.26, '.', 5, 2},
                 {"+35", 35, '\0', 2, 0},
                 {"123456789012345", 123456789012345, '\0', 15, 0},
                 {"-1.23456789012345", -1.23456789012345, '.', 1, 14}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct short_number number;
        assert_true(reads(&number, cases[i].text));
        assert_true(number.value == cases[i].value);
        assert_int_equal(number.mark, cases[i].mark);
        assert_int_equal(number.integer_digits, cases[i].integer_digits);
        assert_int_equal(number.decimals, cases[i].decimals);
    }
}

static void all_else_is_left(void **state)
{
    static const char *const texts[] = {"",
                                        "-",
                                        "+",
                                        ".5",
                                        "5.",
                                        "-.5",
                                        "1.2.3",
                                        "1,234.5",
                                        "1e5",
                                        "0x1",
                                        "1 2",
                                        "12a",
                                        "--1",
                                        "1-",
                                        "1\x80",
                                        ":",
                                        "/",
                                        "1;2",
                                        "a.5",
                                        "1234567890123456",
                                        "1.234567890123456",
                                        "12345678901234567"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        struct short_number number;
        assert_false(reads(&number, texts[i]));
    }
}

/* Digits in every number, with the mark at every place. */
static void the_same_as_strtod(void **state)
{
    enum { TURNS = 40 };
    uint64_t at = 3;
    (void)state;
    for (size_t digits = 1; digits <= SHORT_NUMBER_DIGITS; ++digits) {
        for (size_t mark = 1; mark <= digits; ++mark) {
            for (int turn = 0; turn < TURNS; ++turn) {
                char text[ROOM + 1];
                size_t used = 0;
                struct short_number number;
                for (size_t i = 0; i < digits; ++i) {
                    at = hash_mix(at + 1);
                    text[used] = '.';
                    used += i == mark ? 1 : 0;
                    text[used++] = (char)('0' + at % 10);
                }
                text[used] = '\0';
                assert_true(reads(&number, text));
                assert_true(number.value == strtod(text, NULL));
            }
        }
    }
}

/* A byte that is none of a number spoils it wherever it is. */
static void each_byte_is_looked_at(void **state)
{
    (void)state;
    for (size_t length = 1; length <= SHORT_NUMBER_BYTES; ++length) {
        for (size_t place = 0; place < length; ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                const bool digit = byte >= '0' && byte <= '9';
                const bool mark = byte == '.' || byte == ',';
                const bool sign = byte == '-' || byte == '+';
                char text[ROOM + 8] = "9999999999999999";
                struct short_number number;
                text[place] = (char)byte;
                const bool expected = digit  ? length <= SHORT_NUMBER_DIGITS
                                      : mark ? place > 0 && place + 1 < length
                                             : sign && place == 0 && length > 1;
                assert_int_equal(short_number_read(&number, text, length), expected);
            }
        }
    }
}

/* The same byte by byte. */
static bool digits_by_hand(uint64_t *whole, size_t *mark, const char *text, size_t size)
{
    bool sound = true;
    *whole = 0;
    *mark = size;
    for (size_t i = 0; i < size; ++i) {
        if (*mark == size && (text[i] == '.' || text[i] == ',')) {
            *mark = i;
        } else {
            sound = sound && text[i] >= '0' && text[i] <= '9';
            *whole = 10 * *whole + (uint64_t)(text[i] - '0');
        }
    }
    return sound;
}

/* Of many texts of digits, few of which are no number. Words are what processors without vectors
 * read by. */
static void words_and_vectors_agree(void **state)
{
    static const char alphabet[] = "01234567890123456789.,-a";
    enum { TURNS = 20000 };
    uint64_t at = 11;
    (void)state;
    for (size_t turn = 0; turn < TURNS; ++turn) {
        char text[ROOM + 8];
        const size_t size = 1 + turn % SHORT_NUMBER_BYTES;
        const size_t letters = turn % 3 == 0 ? sizeof alphabet : turn % 3 == 1 ? 21 : 20;
        for (size_t i = 0; i < sizeof text; ++i) {
            at = hash_mix(at + 1);
            text[i] = alphabet[at % letters];
        }
        uint64_t expected, words, whole;
        size_t mark, words_mark, whole_mark;
        const bool sound = digits_by_hand(&expected, &mark, text, size);
        assert_int_equal(short_digits_of_words(&words, &words_mark, text, size), sound);
        assert_int_equal(short_read_digits(&whole, &whole_mark, text, size), sound);
        assert_int_equal(words_mark, mark);
        assert_int_equal(whole_mark, mark);
        assert_true(!sound || (words == expected && whole == expected));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_and_decimals), cmocka_unit_test(all_else_is_left),
        cmocka_unit_test(the_same_as_strtod),         cmocka_unit_test(each_byte_is_looked_at),
        cmocka_unit_test(words_and_vectors_agree),
    };
    return cmocka_run_group_tests_name("short_number", tests, NULL, NULL);
}
