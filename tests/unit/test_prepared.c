/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/prepared: warnings of a preparation. */
#include "prepare/prepared.h"

#include <string.h>

#include "check.h"

/* The same row may be met for each platform: it is said once, but of every place. */
static void each_place_is_warned_of_once(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    (void)state;
    prepare_warn(&prepared, "no_credits", "alpha", "%d hours are left out", 17);
    prepare_warn(&prepared, "no_credits", "alpha", "%d hours are left out", 18);
    prepare_warn(&prepared, "no_credits", "beta", "%d hours are left out", 19);
    prepare_warn(&prepared, "no_terms", "alpha", "none");
    assert_int_equal(prepared.warnings.count, 3);
    assert_string_equal(prepared.warnings.items[0].message, "17 hours are left out");
    assert_string_equal(prepared.warnings.items[1].where, "beta");
    assert_string_equal(prepared.warnings.items[2].code, "no_terms");
    assert_false(prepared.out_of_memory);
    arena_free(&arena);
}

/* A message has room for 639 bytes, as that of blackout_error; a longer one is cut. */
static void a_long_message_is_cut(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    char text[2000];
    (void)state;
    memset(text, 'w', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    prepare_warn(&prepared, "code", "", "%s", text);
    assert_int_equal(strlen(prepared.warnings.items[0].message), 639);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_is_warned_of_once),
        cmocka_unit_test(a_long_message_is_cut),
    };
    return cmocka_run_group_tests_name("prepared", tests, NULL, NULL);
}
