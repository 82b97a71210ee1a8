/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/text_lines: lines by hand. */
#include "package.h"

#include <string.h>

#include "document/text_lines.h"

/* All lines, with '|' after each. */
static void check_lines(const char *text, size_t room, bool breaks_words, const char *expected)
{
    char lines[512] = "";
    struct text_line line;
    while (text != NULL) {
        text = text_line_next(&line, text, room, breaks_words);
        strncat(lines, line.text, line.length);
        strcat(lines, "|");
    }
    assert_string_equal(lines, expected);
}

static void lines_are_broken_between_words(void **state)
{
    (void)state;
    check_lines("the loss of a day", 8, false, "the loss|of a day|");
    check_lines("the loss of a day", 7, false, "the|loss of|a day|");
    check_lines("  the   loss ", 80, false, "the   loss|");
    check_lines("", 8, false, "|");
    check_lines("  ", 8, false, "|");
}

/* An address stays whole in a sentence, so that it can be copied; in a cell it must not push the
 * other columns away, and is broken after its marks. */
static void long_words_stick_out_or_are_broken(void **state)
{
    (void)state;
    check_lines("at example.org/outages now", 12, false, "at|example.org/outages|now|");
    check_lines("at example.org/outages now", 12, true, "at|example.org/|outages now|");
    check_lines("abcdefgh", 3, true, "abc|def|gh|");
    check_lines("\xe6\x97\xa5\xe6\x9c\xac", 1, true, "\xe6\x97\xa5|\xe6\x9c\xac|");
}

static void numbers_keep_their_units(void **state)
{
    (void)state;
    check_lines("known (90 %: 26 to 400)", 9, false, "known|(90 %: 26|to 400)|");
    check_lines("down for 6 h 11 min", 10, false, "down for|6 h 11 min|");
    check_lines("a loss of 102 M USD", 13, false, "a loss of|102 M USD|");
    check_lines("in % of it", 4, false, "in %|of|it|");
}

/* Wide characters take two columns each. */
static void room_is_columns(void **state)
{
    (void)state;
    check_lines("\xe6\x97\xa5\xe6\x9c\xac \xe6\x97\xa5", 6, false,
                "\xe6\x97\xa5\xe6\x9c\xac|\xe6\x97\xa5|");
    check_lines("\xe6\x97\xa5\xe6\x9c\xac \xe6\x97\xa5", 7, false,
                "\xe6\x97\xa5\xe6\x9c\xac \xe6\x97\xa5|");
    assert_int_equal(text_longest_word("a \xe6\x97\xa5\xe6\x9c\xac abc"), 4);
}

/* A name of the data may end a line, colour the terminal of whoever reads it,
 * or turn the figures after it (U+202E). A mark that only is of a direction (U+200F) may stay. */
static void a_text_moves_no_cursor(void **state)
{
    struct arena arena = {0};
    const char plain[] = "plain";
    (void)state;
    assert_ptr_equal(text_one_line(&arena, plain), plain);
    assert_string_equal(text_one_line(&arena, "a\tb\r\nc\x1b[31m\x7f"), "a b  c [31m ");
    assert_string_equal(text_one_line(&arena, "\xe2\x80\xae"
                                              "1\xe2\x81\xa7"
                                              "2\xe2\x80\xac"),
                        "   1   2   ");
    assert_string_equal(text_one_line(&arena, "\xd7\xa2\xe2\x80\x8f"), "\xd7\xa2\xe2\x80\x8f");
    arena_free(&arena);
}

static void check_prose(const struct text_form *as, const char *text, enum tone tone, size_t toned,
                        const char *expected)
{
    struct writer writer;
    struct caught caught = {0};
    struct text_form form = *as;
    blackout_error error;
    form.writer = &writer;
    writer_init(&writer, catch_bytes, &caught);
    text_put_prose(&form, text, 2, tone, toned);
    check_ok(writer_finish(&writer, &error), &error);
    assert_string_equal(caught.text, expected);
    free(caught.text);
}

/* ECMA-48: SGR 1 is bold, 33 yellow, 31 red, 0 none. */
static void prose_hangs_and_is_toned(void **state)
{
    const struct text_form plain = {.columns = 12};
    const struct text_form colored = {.columns = 12, .is_colored = true};
    const char text[] = "owners: no rate is known";
    (void)state;
    check_prose(&plain, text, TONE_WARNING, 7, "  owners: no\n    rate is\n    known\n");
    check_prose(&colored, text, TONE_WARNING, 7,
                "  \033[33mowners:\033[0m no\n    rate is\n    known\n");
    check_prose(&colored, text, TONE_HEADING, 15,
                "  \033[1mowners: no\033[0m\n    \033[1mrate\033[0m is\n    known\n");
    check_prose(&colored, "miss", TONE_BAD, 4, "  \033[31mmiss\033[0m\n");
    check_prose(&colored, "all", TONE_PLAIN, 3, "  all\n");
    check_prose(&colored, "", TONE_HEADING, 0, "\n");
}

/* 110 letters and blanks in lines of 100 columns, however wide the terminal is. */
static void sentences_have_at_most_100_columns(void **state)
{
    const struct text_form wide = {.columns = 300};
    char text[111];
    char expected[128];
    (void)state;
    for (int i = 0; i < 110; ++i) {
        text[i] = i % 10 == 9 ? ' ' : 'x';
    }
    text[109] = '\0';
    snprintf(expected, sizeof expected, "  %.89s\n    %s\n", text, text + 90);
    assert_int_equal(strlen(expected), 2 + 89 + 1 + 4 + 19 + 1);
    check_prose(&wide, text, TONE_PLAIN, 0, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_broken_between_words),
        cmocka_unit_test(long_words_stick_out_or_are_broken),
        cmocka_unit_test(numbers_keep_their_units),
        cmocka_unit_test(room_is_columns),
        cmocka_unit_test(a_text_moves_no_cursor),
        cmocka_unit_test(prose_hangs_and_is_toned),
        cmocka_unit_test(sentences_have_at_most_100_columns),
    };
    return cmocka_run_group_tests_name("text_lines", tests, NULL, NULL);
}
