/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/csv_line. Expected: each text counted by hand; `sep=` is what spreadsheets write. */
#include "ingest/csv_line.h"

#include <stddef.h>
#include <string.h>

#include "check.h"

static void ends_lines_at_lf_crlf_and_cr(void **state)
{
    static const struct {
        const char *text;
        size_t length;
        bool complete;
    } lines[] = {{"a,b\nc", 4, true}, {"a,b\r\nc", 5, true}, {"a,b\rc\n", 4, true},
                 {"a,b\r", 4, true},  {"\n\n", 1, true},     {"\r\r\n", 1, true},
                 {"a,b", 3, false}};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; ++i) {
        bool complete;
        assert_int_equal(csv_line_length(lines[i].text, strlen(lines[i].text), &complete),
                         lines[i].length);
        assert_int_equal(complete, lines[i].complete);
    }
}

/* A search in steps must not lose a line end beside the end of a step. */
static void finds_the_end_of_long_lines(void **state)
{
    enum { LONGEST = 1100 };
    char text[LONGEST + 4];
    (void)state;
    for (size_t length = 1; length < LONGEST; ++length) {
        bool complete;
        memset(text, 'a', length);
        memcpy(text + length, "\r\nb", 4);
        assert_int_equal(csv_line_length(text, length + 3, &complete), length + 2);
        assert_true(complete);
    }
}

static void reads_the_delimiter_that_a_line_declares(void **state)
{
    static const struct {
        const char *line;
        char delimiter;
    } lines[] = {{"sep=;\n", ';'},       {"SEP=,\r\n", ','},     {"sep=\t\r", '\t'},
                 {"\"sep=;\"\r\n", ';'}, {"\"sep=;\";;\n", ';'}, {"sep=;", '\0'},
                 {"sep=\n", '\0'},       {"sep=ab\n", '\0'},     {"\"sep=;\n", '\0'},
                 {"sep=\"\n", '\0'},     {"owner,name\n", '\0'}, {"", '\0'}};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; ++i) {
        assert_int_equal(csv_line_delimiter(lines[i].line, strlen(lines[i].line)),
                         lines[i].delimiter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_lines_at_lf_crlf_and_cr),
        cmocka_unit_test(finds_the_end_of_long_lines),
        cmocka_unit_test(reads_the_delimiter_that_a_line_declares),
    };
    return cmocka_run_group_tests_name("csv_line", tests, NULL, NULL);
}
