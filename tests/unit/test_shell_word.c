/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/shell_word: expected by the rules of POSIX (Shell Command Language, 2.2), and what the
 * shell of this machine makes of it. */
#define _POSIX_C_SOURCE 200809L /* popen */
#include "core/shell_word.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static const struct {
    const char *text;
    const char *word;
} cases[] = {
    {"", "''"},
    {"dependencies.csv", "'dependencies.csv'"},
    {"it's (1) $HOME `x` \"y\".csv", "'it'\\''s (1) $HOME `x` \"y\".csv'"},
    {"'", "''\\'''"},
    {"a\\", "'a\\'"},
};

static void a_shell_reads_the_text_itself(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char command[128];
        char read[128] = "";
        const char *word = shell_word(&arena, cases[i].text);
        assert_non_null(word);
        assert_string_equal(word, cases[i].word);
        snprintf(command, sizeof command, "printf %%s %s", word);
        FILE *shell = popen(command, "r"); /* NOLINT(cert-env33-c): the shell is what is tested */
        assert_non_null(shell);
        const size_t length = fread(read, 1, sizeof read - 1, shell);
        assert_int_equal(pclose(shell), 0);
        assert_int_equal(length, strlen(cases[i].text));
        assert_string_equal(read, cases[i].text);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shell_reads_the_text_itself),
    };
    return cmocka_run_group_tests_name("shell_word", tests, NULL, NULL);
}
