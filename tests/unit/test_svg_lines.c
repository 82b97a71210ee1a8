/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/svg_lines: where lines end, by hand. A small letter is 6.9 pixels wide, one of
 * Chinese twice as wide. */
#include "document/svg_lines.h"

#include <string.h>

#include "package.h"

static const double letter = 6.9;

/* What is written for a text at 1, 2. */
static char *lines_of(const char *text, double letters)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    writer_init(&writer, catch_bytes, &caught);
    svg_text_lines(&writer, "t", (struct svg_point){1, 2}, text, letter * letters + 0.01);
    check_ok(writer_finish(&writer, &error), &error);
    return caught.text;
}

static const struct {
    const char *text;
    double letters;
    size_t lines;
    const char *written; /* between the tags */
} cases[] = {
    {"short", 10, 1, "short"},
    {"", 10, 1, ""},
    {"exactly ten", 11, 1, "exactly ten"},
    {"at a blank", 6, 2, "at a <tspan x=\"1\" dy=\"15\">blank</tspan>"},
    {"us_canada-retail", 10, 2, "us_canada-<tspan x=\"1\" dy=\"15\">retail</tspan>"},
    {"unbroken", 3, 3,
     "unb<tspan x=\"1\" dy=\"15\">rok</tspan><tspan x=\"1\" dy=\"15\">en</tspan>"},
    {"a<b c&d", 3, 2, "a&lt;b <tspan x=\"1\" dy=\"15\">c&amp;d</tspan>"},
    {"stra\xC3\x9F"
     "enbahn",
     6, 2,
     "stra\xC3\x9F"
     "e<tspan x=\"1\" dy=\"15\">nbahn</tspan>"},
    {"\xE4\xBD\xA0\xE5\xA5\xBD", 3, 2, "\xE4\xBD\xA0<tspan x=\"1\" dy=\"15\">\xE5\xA5\xBD</tspan>"},
    {"xyz", 0, 3, "x<tspan x=\"1\" dy=\"15\">y</tspan><tspan x=\"1\" dy=\"15\">z</tspan>"},
};

static void lines_end_where_words_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char *text = lines_of(cases[i].text, cases[i].letters);
        char expected[256];
        assert_true(strlen(cases[i].written) < sizeof expected - 40);
        strcpy(expected, "<text class=\"t\" x=\"1\" y=\"2\">");
        strcat(expected, cases[i].written);
        strcat(expected, "</text>\n");
        assert_string_equal(text, expected);
        assert_int_equal(svg_lines(cases[i].text, letter * cases[i].letters + 0.01),
                         cases[i].lines);
        free(text);
    }
}

static void the_widest_line_counts(void **state)
{
    (void)state;
    check_near(svg_lines_width("at a blank", letter * 6 + 0.01), letter * 5, 1e-12);
    check_near(svg_lines_width("short", 1e6), letter * 5, 1e-12);
    check_near(svg_lines_width("", 1e6), 0, 0);
}

/* No letter is lost, however long the name and the line are: without its tags and blanks the text
 * is what it was. */
static void nothing_is_left_out(void **state)
{
    char name[2001];
    (void)state;
    for (size_t i = 0; i + 1 < sizeof name; ++i) {
        name[i] = (char)(i % 17 == 16 ? ' ' : 'a' + i % 26);
    }
    name[sizeof name - 1] = '\0';
    for (double letters = 1; letters < 1e4; letters *= 3) {
        char *text = lines_of(name, letters);
        const char *at = strchr(text, '>') + 1;
        for (const char *letter_of = name; *letter_of != '\0'; ++letter_of) {
            for (; *at == '<' || *at == ' '; at = *at == ' ' ? at + 1 : strchr(at, '>') + 1) {
            }
            if (*letter_of != ' ') {
                assert_int_equal(*at++, *letter_of);
            }
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_words_do),
        cmocka_unit_test(the_widest_line_counts),
        cmocka_unit_test(nothing_is_left_out),
    };
    return cmocka_run_group_tests_name("svg_lines", tests, NULL, NULL);
}
