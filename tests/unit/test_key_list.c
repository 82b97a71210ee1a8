/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/key_list: names with ';' between. */
#include "tables/key_list.h"

#include <string.h>

#include "check.h"

static void gives_one_name_after_another(void **state)
{
    const char *rest = "north;south;;mid north";
    static const char *const names[] = {"north", "south", "", "mid north"};
    struct key_name name;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        assert_true(key_list_next(&name, &rest));
        assert_int_equal(name.length, strlen(names[i]));
        assert_memory_equal(name.text, names[i], name.length);
    }
    assert_false(key_list_next(&name, &rest));
    rest = "";
    assert_false(key_list_next(&name, &rest));
    rest = "one;";
    assert_true(key_list_next(&name, &rest));
    assert_false(key_list_next(&name, &rest));
}

static void has_whole_names_alone(void **state)
{
    (void)state;
    assert_true(key_list_has("chat;mail", "chat"));
    assert_true(key_list_has("chat;mail", "mail"));
    assert_false(key_list_has("chat;mail", "mai"));
    assert_false(key_list_has("chat;mail", "chat;mail"));
    assert_false(key_list_has("", "chat"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_one_name_after_another),
        cmocka_unit_test(has_whole_names_alone),
    };
    return cmocka_run_group_tests_name("key_list", tests, NULL, NULL);
}
