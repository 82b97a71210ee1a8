/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/text_asked: what is taken, and what is not. */
#include "check.h"

#include "document/text_asked.h"

static void columns_and_colours_are_read(void **state)
{
    static const struct {
        const char *words;
        size_t columns;
        bool is_colored;
    } taken[] = {
        {"40", 40, false}, {"1000", 1000, false}, {"color", 0, true}, {"132:color", 132, true}};
    struct text_asked asked;
    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; ++i) {
        assert_true(text_asked_read(&asked, taken[i].words));
        assert_int_equal(asked.columns, taken[i].columns);
        assert_int_equal(asked.is_colored, taken[i].is_colored);
    }
}

static void all_else_is_refused(void **state)
{
    static const char *const refused[] = {"",     "39",        "1001",     "99999999999999999999",
                                          "80:",  "80:colour", "80 color", "color:80",
                                          "wide", "-80",       "80:color:"};
    struct text_asked asked;
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        assert_false(text_asked_read(&asked, refused[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_and_colours_are_read),
        cmocka_unit_test(all_else_is_refused),
    };
    return cmocka_run_group_tests_name("text_asked", tests, NULL, NULL);
}
