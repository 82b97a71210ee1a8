/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/known_texts: what was added is found, and nothing else, for texts of every length that are
 * alike but for one byte. */
#include "ingest/known_texts.h"

#include <stdio.h>

#include "check.h"

enum { UNKNOWN = 77777, LONGEST = SHORT_TEXT_BYTES + 9 };

/* The text of `length` letters whose letter `at` is another one; `at` = length: none is. */
static const char *text_of(char text[LONGEST + 2], size_t length, size_t at)
{
    memset(text, 'a', length);
    text[length] = '\0';
    if (at < length) {
        text[at] = 'b';
    }
    return text;
}

static void every_byte_counts(void **state)
{
    static char kept[LONGEST + 1][LONGEST + 1][LONGEST + 2];
    struct known_texts texts = {0};
    char text[LONGEST + 2];
    (void)state;
    for (size_t length = 1; length <= LONGEST; ++length) {
        for (size_t at = 0; at <= length; ++at) {
            const char *added = text_of(kept[length][at], length, at);
            assert_int_equal(known_texts_find(&texts, added, length, UNKNOWN), UNKNOWN);
            known_texts_add(&texts, added, length, (uint32_t)(100 * length + at));
        }
    }
    for (size_t length = 1; length <= LONGEST; ++length) {
        for (size_t at = 0; at <= length; ++at) {
            text_of(text, length, at);
            assert_int_equal(known_texts_find(&texts, text, length, UNKNOWN), 100 * length + at);
            text[length / 2] = 'c';
            assert_int_equal(known_texts_find(&texts, text, length, UNKNOWN), UNKNOWN);
        }
    }
    known_texts_free(&texts);
    assert_int_equal(known_texts_find(&texts, "a", 1, UNKNOWN), UNKNOWN);
}

static void an_empty_one_is_none(void **state)
{
    struct known_texts texts = {0};
    (void)state;
    known_texts_add(&texts, "", 0, 1);
    assert_int_equal(texts.count, 0);
    known_texts_add(&texts, "a", 1, 3);
    assert_int_equal(known_texts_find(&texts, "", 0, UNKNOWN), UNKNOWN);
    known_texts_free(&texts);
}

static void no_more_than_so_many(void **state)
{
    struct known_texts texts = {0};
    (void)state;
    for (uint32_t i = 0; i < MOST_KNOWN_TEXTS + 9; ++i) {
        char text[32];
        const size_t length = (size_t)snprintf(text, sizeof text, "text-%u", (unsigned)i);
        known_texts_add(&texts, text, length, i);
        assert_int_equal(known_texts_find(&texts, text, length, UNKNOWN),
                         i < MOST_KNOWN_TEXTS ? i : UNKNOWN);
    }
    assert_int_equal(texts.count, MOST_KNOWN_TEXTS);
    known_texts_free(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(an_empty_one_is_none),
        cmocka_unit_test(no_more_than_so_many),
    };
    return cmocka_run_group_tests_name("known_texts", tests, NULL, NULL);
}
