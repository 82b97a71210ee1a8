/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/key_list: names with ';' between. */
#include "tables/key_list.h"

#include <string.h>

#include "check.h"

static void gives_one_name_after_another(void **state)
{
    const char *rest = "north;south;;mid north";
    static const char *const names[] = {"north", "south", "mid north"};
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

/* A blank, a tab, a line end, U+00A0 and U+202F around names; a list that ends in separators. */
static void blanks_and_empty_places_say_nothing(void **state)
{
    static const char *const lists[] = {"shop; mid chat",
                                        "shop ;mid chat",
                                        " shop;mid chat;",
                                        "shop;\xC2\xA0mid chat",
                                        "shop\xE2\x80\xAF;mid chat",
                                        "shop;;\tmid chat\r\n; \xC2\xA0;"};
    static const char *const names[] = {"shop", "mid chat"};
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; ++i) {
        const char *rest = lists[i];
        struct key_name name;
        for (size_t k = 0; k < 2; ++k) {
            assert_true(key_list_next(&name, &rest));
            assert_int_equal(name.length, strlen(names[k]));
            assert_memory_equal(name.text, names[k], name.length);
            assert_true(key_list_has(lists[i], names[k]));
        }
        assert_false(key_list_next(&name, &rest));
    }
    const char *nothing = " ; ;\xC2\xA0";
    struct key_name name;
    assert_false(key_list_next(&name, &nothing));
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
        cmocka_unit_test(blanks_and_empty_places_say_nothing),
        cmocka_unit_test(has_whole_names_alone),
    };
    return cmocka_run_group_tests_name("key_list", tests, NULL, NULL);
}
