/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/pattern: what patterns mean is from XML Schema part 2, appendix F; of those that POSIX has
 * too, libc says what they match. */
#include "ingest/pattern.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/arena.h"

static bool matches(const char *text, const char *value)
{
    struct arena arena = {0};
    const struct pattern *pattern;
    if (pattern_make(&pattern, text, &arena) != PATTERN_SOUND) {
        fail_msg("%s is not understood", text);
    }
    struct pattern_run *run = pattern_prepare(pattern, &arena);
    assert_non_null(run);
    const bool found = pattern_matches(run, value, strlen(value));
    arena_free(&arena);
    return found;
}

static void a_pattern_means_the_whole_value(void **state)
{
    static const struct {
        const char *pattern;
        const char *matched;
        const char *not_matched;
    } cases[] = {
        {"a|bc", "bc", "bcd"},
        {"", "", "a"},
        {"a|", "", "aa"},
        {"^\\d{2}$", "42", "421"},
        {"^a$|^b$", "b", "ab"},
        {"[\\d.]+", "1.5", "1,5"},
        {"\\w+\\-\\s", "ab- ", "ab-"},
        {"\\S\\D", "ab", "a1"},
        {"a\\/b", "a/b", "a\\/b"},
        {"[^]]x", "ax", "]x"},
        {"[]\\d]x", "]x", "]]"},
        {"[^\\D]", "4", "d"},
        {"[a\\]-]{3}", "-]a", "ab]"},
        {"[\\w\\-]+", "a-b_1", "a b"},
        {"[^\\s]+", "a", "a b"},
        {"\\$\\d", "$1", "1"},
        {"\\++", "++", "+-"},
        {"[+*]+", "+*", "a"},
        {"(a+)+", "aa", "b"},
        {"(a*)*b", "aab", "aa"},
        {"a{0}b", "b", "ab"},
        {"a{2,}", "aaaa", "a"},
        {"(ab){1,2}", "abab", "ababab"},
        {"a{0,2}", "", "aaa"},
        {"(){3}x", "x", "xx"},
        {"a}]", "a}]", "a"},
        {"\\t\\n", "\t\n", "tn"},
        {".", "x", "\n"},
        /* characters, not bytes, and letters of all scripts */
        {".{3}", "f\u00fcr", "f\u00fc"},
        {"[^z]{3}", "f\u00fcr", "fz"},
        {"f[\u00e4\u00fc]r", "f\u00fcr", "f\u00f6r"},
        {"[\u03b1-\u03c9]+", "\u03bb", "l"},
        {"\\w+", "Stra\u00dfe", "Stra\u00dfe!"},
        {"\\p{Lu}\\p{Ll}+", "\u00c9tat", "\u00e9tat"},
        {"\\P{L}+", "12", "1a"},
        {"\\d", "\u0664", "\u00bd"},
        {"[\\p{Sc}]", "\u20ac", "E"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        if (!matches(cases[i].pattern, cases[i].matched) ||
            matches(cases[i].pattern, cases[i].not_matched)) {
            fail_msg("%s", cases[i].pattern);
        }
    }
}

static void what_means_two_things_is_refused(void **state)
{
    static const char *const patterns[] = {
        "*a",      "+",       "?x",      "{2}a",  "a|*",    "(*)", "(|+)",        "a+?",
        "a++",     "a*+",     "a{2}{3}", "(?:a)", "(a)\\1", "\\",  "\\b",         "\\ia",
        "\\p{Lx}", "\\p{L",   "\\p{}",   "[a",    "[",      "[]",  "[[:alpha:]]", "[a-z-[aeiou]]",
        "[z-a]",   "[a-\\d]", "[\\S]",   "(a",    "a)",     "a{",  "a{x}",        "a{,2}",
        "a{2,1}",  "a{2",     "a^b",     "a$b",   "(^a)",   "^*",  "\\p{IsGreek}"};
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; ++i) {
        struct arena arena = {0};
        const struct pattern *pattern;
        if (pattern_make(&pattern, patterns[i], &arena) != PATTERN_NOT_UNDERSTOOD) {
            fail_msg("%s was taken", patterns[i]);
        }
        arena_free(&arena);
    }
}

/* Each copy of a{n} takes two steps, a group two more. */
static void repetitions_are_bounded_as_written_out(void **state)
{
    static const struct {
        const char *text;
        bool is_bounded;
    } cases[] = {{"a{4990}", true},
                 {"a{5010}", false},
                 {"a{3,5010}", false},
                 {"a{99999999999999999999}", false},
                 {"(a{60}){70}", true},
                 {"(a{70}){80}", false},
                 {"((((){999}){999}){999}){999}", false},
                 {"((((a+)+)+)+)+", true}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct arena arena = {0};
        const struct pattern *pattern;
        if (pattern_make(&pattern, cases[i].text, &arena) !=
            (cases[i].is_bounded ? PATTERN_SOUND : PATTERN_TOO_LARGE)) {
            fail_msg("%s", cases[i].text);
        }
        arena_free(&arena);
    }
    char nested[2 * PATTERN_MOST_NESTED + 4] = {0};
    for (int depth = PATTERN_MOST_NESTED; depth <= PATTERN_MOST_NESTED + 1; ++depth) {
        struct arena arena = {0};
        const struct pattern *pattern;
        memset(nested, '(', (size_t)depth);
        memset(nested + depth, ')', (size_t)depth);
        assert_int_equal(pattern_make(&pattern, nested, &arena),
                         depth == PATTERN_MOST_NESTED ? PATTERN_SOUND : PATTERN_TOO_LARGE);
        arena_free(&arena);
    }
}

/* ---- As libc has it -------------------------------------------------------------------------- */

static unsigned next_number(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes, section 7.1 */
    return *seed >> 16;
}

static void write_pattern(char *out, unsigned *seed, int depth)
{
    static const char *const atoms[] = {"a", "b", "[ab]", "[^a]", "[a-c]"};
    static const char *const times[] = {"", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,1}", "{2,}"};
    const unsigned pieces = 1 + next_number(seed) % 3;
    for (unsigned i = 0; i < pieces; ++i) {
        const bool is_group = depth > 0 && next_number(seed) % 3 == 0;
        if (is_group) {
            strcat(out, "(");
            write_pattern(out, seed, depth - 1);
            if (next_number(seed) % 2 == 0) {
                strcat(out, "|");
                write_pattern(out, seed, depth - 1);
            }
            strcat(out, ")");
        } else {
            strcat(out, atoms[next_number(seed) % 5]);
        }
        strcat(out, times[next_number(seed) % 10]);
    }
}

static void matches_what_libc_matches(void **state)
{
    enum { PATTERNS = 1500, VALUES = 12, LONGEST = 8 };
    unsigned seed = 20211004;
    size_t found = 0;
    (void)state;
    for (int i = 0; i < PATTERNS; ++i) {
        char pattern[2048] = "";
        char posix[2052];
        regex_t compiled;
        write_pattern(pattern, &seed, 2);
        snprintf(posix, sizeof posix, "^(%s)$", pattern);
        assert_int_equal(regcomp(&compiled, posix, REG_EXTENDED | REG_NOSUB), 0);
        for (int k = 0; k < VALUES; ++k) {
            char value[LONGEST + 1] = "";
            const unsigned length = next_number(&seed) % (LONGEST + 1);
            for (unsigned j = 0; j < length; ++j) {
                value[j] = (char)('a' + next_number(&seed) % 3);
            }
            const bool expected = regexec(&compiled, value, 0, NULL, 0) == 0;
            found += expected;
            if (matches(pattern, value) != expected) {
                fail_msg("%s and '%s': libc says %d", pattern, value, expected);
            }
        }
        regfree(&compiled);
    }
    assert_in_range(found, PATTERNS, PATTERNS * VALUES - PATTERNS); /* many of each outcome */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_means_the_whole_value),
        cmocka_unit_test(what_means_two_things_is_refused),
        cmocka_unit_test(repetitions_are_bounded_as_written_out),
        cmocka_unit_test(matches_what_libc_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
