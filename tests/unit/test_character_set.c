/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/character_set: general categories are those of UnicodeData.txt, 15.1. */
#include "core/character_set.h"

#include <string.h>

#include "check.h"
#include "core/arena.h"

/* The first character that is in the set, of a text; the text's length where none is. */
static size_t first_in(const char *written, const char *text)
{
    struct arena arena = {0};
    struct character_set set;
    const char *at = written;
    const size_t length = strlen(text);
    size_t place = 0;
    assert_true(character_set_read(&set, &at, &arena));
    assert_int_equal(*at, '\0');
    while (place < length) {
        int32_t character;
        const size_t size = character_read(&character, text + place, length - place);
        if (character_set_has(&set, character)) {
            break;
        }
        place += size;
    }
    arena_free(&arena);
    return place;
}

static void sets_have_the_characters_of_unicode(void **state)
{
    (void)state;
    assert_int_equal(first_in("\\d", "a\u00bd\u0664"), 3);   /* No, then Nd */
    assert_int_equal(first_in("\\w", "-\u2013\u0301"), 4);   /* Pd, Pd, then Mn */
    assert_int_equal(first_in("\\W", "_a1\u00df\u20ac"), 5); /* ..., then Sc */
    assert_int_equal(first_in("\\s", "\u00a0\v\f\r"), 4);    /* the four of XML alone */
    assert_int_equal(first_in("[^a-z\\d]", "a0z9Z"), 4);
    assert_int_equal(first_in("[\\P{Lu}]", "\u00c9\u0394\u01c5"), 4); /* Lu, Lu, then Lt */
    assert_int_equal(first_in("\\p{P}", "a+\u00ab"), 2);              /* Sm, then Pi */
    assert_int_equal(first_in(".", "\r\n\u2028"), 2);
    assert_int_equal(first_in("\\p{Co}", "a\ue000"), 1);
}

/* A byte that is no UTF-8 is one character, which negated sets alone have. */
static void other_bytes_are_in_no_set(void **state)
{
    (void)state;
    assert_int_equal(first_in("[\\w\\p{C}]", "\xff\xc3"), 2);
    assert_int_equal(first_in("[^a]", "a\xff"), 1);
    assert_int_equal(first_in("\\D", "1\x80"), 1);
}

/* What is not understood leaves nothing behind that is used. */
static void sets_that_are_none_are_refused(void **state)
{
    static const char *const written[] = {"[",  "[]",  "[a",    "[b-a]", "[[a]]",
                                          "\\", "\\q", "\\p{}", ""};
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof written[0]; ++i) {
        struct arena arena = {0};
        struct character_set set;
        const char *at = written[i];
        if (character_set_read(&set, &at, &arena)) {
            fail_msg("%s was taken", written[i]);
        }
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_have_the_characters_of_unicode),
        cmocka_unit_test(other_bytes_are_in_no_set),
        cmocka_unit_test(sets_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
