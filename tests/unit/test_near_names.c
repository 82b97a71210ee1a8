/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/near_names: names that are one but for case, width and blanks. */
#include "ingest/near_names.h"

#include <stdio.h>

#include "check.h"

static size_t earlier_of(struct near_names *names, const char *name, size_t line)
{
    size_t earlier;
    assert_true(near_names_add(names, name, line, &earlier));
    return earlier;
}

static void finds_the_first_line_of_a_name(void **state)
{
    struct near_names names = {0};
    (void)state;
    assert_int_equal(earlier_of(&names, "Bakery", 2), 0);
    assert_int_equal(earlier_of(&names, "Old Bakery", 5), 0);
    assert_int_equal(earlier_of(&names, "bakery", 7), 2);
    assert_int_equal(earlier_of(&names, "BAKERY", 8), 2);
    assert_int_equal(earlier_of(&names,
                                "old\xC2\xA0"
                                "bakery",
                                11),
                     5);
    assert_int_equal(earlier_of(&names,
                                "B\xC3\xA4"
                                "ckerei",
                                13),
                     0);
    assert_int_equal(earlier_of(&names,
                                "BA\xCC\x88"
                                "CKEREI",
                                17),
                     13);
    assert_int_equal(earlier_of(&names, "bakery 2", 19), 0);
    near_names_free(&names);
}

/* More than is compared of a name: what is behind it may differ. */
static void long_names_are_near_to_none(void **state)
{
    struct near_names names = {0};
    char name[3 * FOLD_SIZE] = "";
    (void)state;
    memset(name, 'n', sizeof name - 1);
    assert_int_equal(earlier_of(&names, name, 2), 0);
    name[sizeof name - 2] = 'm';
    assert_int_equal(earlier_of(&names, name, 3), 0);
    name[FOLD_SIZE / 2] = '\0';
    assert_int_equal(earlier_of(&names, name, 4), 0);
    name[0] = 'N';
    assert_int_equal(earlier_of(&names, name, 5), 4);
    near_names_free(&names);
}

enum { MANY = 100000 };

/* Adds `shop 0000001` to `shop 0100000`, in lines 2 and on; the number of names kept of them. */
static size_t add_many(struct near_names *names)
{
    char name[32];
    for (size_t i = 1; i <= MANY; ++i) {
        snprintf(name, sizeof name, "shop %07zu", i);
        assert_int_equal(earlier_of(names, name, i + 1), 0);
    }
    return names->count;
}

/* Names that ascend are forgotten; one that does not asks for all of them. */
static void relies_on_the_order_of_names(void **state)
{
    struct near_names names = {0};
    (void)state;
    assert_true(add_many(&names) < MANY);
    assert_false(names.lacking);
    assert_int_equal(earlier_of(&names, "zoo", MANY + 2), 0);
    assert_false(names.lacking);
    assert_int_equal(earlier_of(&names, "Shop 0090001", MANY + 3), 0);
    assert_true(names.lacking);
    near_names_free(&names);

    names.keeps_all = true;
    assert_int_equal(add_many(&names), MANY);
    assert_int_equal(earlier_of(&names, "Shop 0090001", MANY + 3), 90002);
    assert_false(names.lacking);
    near_names_free(&names);
}

/* A descent among the first names, which are kept anyhow, keeps the others too. */
static void keeps_all_after_an_early_descent(void **state)
{
    struct near_names names = {0};
    (void)state;
    assert_int_equal(earlier_of(&names, "Zoo", 2), 0);
    assert_int_equal(earlier_of(&names, "aquarium", 3), 0);
    assert_int_equal(add_many(&names), MANY + 2);
    assert_int_equal(earlier_of(&names, "SHOP 0099999", MANY + 4), 100000);
    assert_int_equal(earlier_of(&names, "zoo", MANY + 5), 2);
    assert_false(names.lacking);
    near_names_free(&names);
}

/* Names that ascend may be passed over once so many have been kept that the order is relied on, and
 * nothing else speaks against it; afterwards things are as if each had been added. */
static void names_that_ascend_are_passed_over(void **state)
{
    enum { KEPT = 1 << 15 };
    char name[32];
    (void)state;
    for (int way = 0; way < 4; ++way) {
        struct near_names names = {.keeps_all = way == 1};
        assert_false(near_names_pass(&names, 2, "shop 0000001"));
        for (size_t i = 1; i <= KEPT; ++i) {
            assert_false(near_names_pass(&names, 2, "z"));
            snprintf(name, sizeof name, "shop %07zu", way == 2 && i == 7 ? 5 : i);
            earlier_of(&names, name, i + 1);
        }
        assert_int_equal(names.descended, way == 2);
        assert_int_equal(near_names_pass(&names, 1000, "SHOP 0040000"), way == 0 || way == 3);
        if (way == 0) { /* the next one ascends, and is forgotten */
            assert_int_equal(earlier_of(&names, "shop 0040001", 40002), 0);
            assert_false(names.descended || names.lacking);
            assert_int_equal(names.added, KEPT + 1000 + 1);
        } else if (way == 3) { /* one that was passed over, and is needed now */
            assert_int_equal(earlier_of(&names, "shop 0040000", 40002), 0);
            assert_true(names.descended);
        }
        near_names_free(&names);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_first_line_of_a_name),
        cmocka_unit_test(long_names_are_near_to_none),
        cmocka_unit_test(relies_on_the_order_of_names),
        cmocka_unit_test(keeps_all_after_an_early_descent),
        cmocka_unit_test(names_that_ascend_are_passed_over),
    };
    return cmocka_run_group_tests_name("near_names", tests, NULL, NULL);
}
