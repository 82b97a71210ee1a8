/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/pattern: sizes are counted by hand; libc itself says what a translated pattern matches. */
#include "ingest/pattern.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static bool matches(const char *pattern, const char *value)
{
    char *posix = malloc(pattern_posix_size(pattern));
    regex_t compiled;
    assert_true(pattern_translate(posix, pattern));
    assert_int_equal(0, regcomp(&compiled, posix, REG_EXTENDED | REG_NOSUB));
    const bool found = regexec(&compiled, value, 0, NULL, 0) == 0;
    regfree(&compiled);
    free(posix);
    return found;
}

static void a_pattern_means_the_whole_value(void **state)
{
    static const struct {
        const char *pattern;
        const char *matched;
        const char *not_matched;
    } cases[] = {
        {"a|bc", "bc", "bcd"},         {"^\\d{2}$", "42", "421"}, {"[\\d.]+", "1.5", "1,5"},
        {"\\w+\\-\\s", "ab- ", "ab-"}, {"\\S\\D", "ab", "a1"},    {"a\\/b", "a/b", "a\\/b"},
        {"[^]]x", "ax", "]x"},         {"\\$\\d", "$1", "1"},     {"\\++", "++", "+-"},
        {"[+*]+", "+*", "a"},          {"(a+)+", "aa", "b"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        if (!matches(cases[i].pattern, cases[i].matched) ||
            matches(cases[i].pattern, cases[i].not_matched)) {
            fail_msg("%s", cases[i].pattern);
        }
    }
}

static void what_posix_lacks_is_refused(void **state)
{
    static const char *const patterns[] = {"\\p{L}", "a+?",   "a++",    "a*+",   "a{2}{3}", "(a|+)",
                                           "(*)",    "(?:a)", "(a)\\1", "[\\D]", "[\\]]",   "\\"};
    char out[256];
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; ++i) {
        if (pattern_translate(out, patterns[i])) {
            fail_msg("%s was taken for %s", patterns[i], out);
        }
    }
}

/* Size 10,000 is the last that is taken. A group counts for one beside what is in it. */
static void repetitions_are_counted_as_written_out(void **state)
{
    static const struct {
        const char *posix;
        bool is_bounded;
    } cases[] = {{"^([0-9]{4}-[0-9]{2})$", true},
                 {"a{10000}", true},
                 {"a{10001}", false},
                 {"a{3,10001}", false},
                 {"a{3,}", true},
                 {"(a{99}){100}", true}, /* 100 x (99 + 1) */
                 {"(a{100}){100}", false},
                 {"((a{20}){20}){20}", true}, /* 8,420 */
                 {"((a{22}){22}){22}", false},
                 {"[{9999}]{2}", true}, /* a list of characters, twice */
                 {"[]{9999}]{2}", true},
                 {"[[:digit:]{9}]{5001}x{4999}", true},
                 {"[[:digit:]{9}]{5001}x{5000}", false},
                 {"\\({10000}", true},
                 {"\\({10001}", false},
                 {"a+++++++++++++", true}, /* 2 to the 13th */
                 {"a++++++++++++++", false},
                 {"(a{9}*)+{501}", false}, /* 2 (9 + 1) 501 */
                 {"a+b+c+d+e+f+g+h+", true},
                 {"{5}", true}}; /* regcomp() refuses it */
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        if (pattern_is_bounded(cases[i].posix) != cases[i].is_bounded) {
            fail_msg("%s", cases[i].posix);
        }
    }
}

static void groups_are_nested_fifty_deep_at_most(void **state)
{
    char text[110];
    (void)state;
    for (int depth = 50; depth <= 51; ++depth) {
        memset(text, '(', (size_t)depth);
        text[depth] = 'a';
        memset(text + depth + 1, ')', (size_t)depth);
        text[2 * depth + 1] = '\0';
        assert_int_equal(depth == 50, pattern_is_bounded(text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_means_the_whole_value),
        cmocka_unit_test(what_posix_lacks_is_refused),
        cmocka_unit_test(repetitions_are_counted_as_written_out),
        cmocka_unit_test(groups_are_nested_fifty_deep_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
