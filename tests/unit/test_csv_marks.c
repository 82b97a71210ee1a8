/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/csv_marks: beside a loop over the bytes one by one, for texts of every length up to three
 * blocks of 64, with few marks and with nothing else. */
#include "ingest/csv_marks.h"

#include <string.h>

#include "check.h"
#include "core/hash.h"

enum { LONGEST = 200 };

static const struct csv_marks marks = {';', '\''};

static bool is_mark(char c)
{
    return strchr(";'\r\n", c) != NULL && c != '\0';
}

static bool is_other(char c)
{
    return c == '\0' || (unsigned char)c >= 0x80;
}

/* Of a range of at least a byte. */
static bool are_ascii(const char *bytes, size_t first, size_t last)
{
    while (first < last && !is_other(bytes[first])) {
        ++first;
    }
    return !is_other(bytes[first]);
}

static void check_bytes(struct csv_places *places, const char *bytes, size_t size)
{
    size_t count = 0;
    assert_true(csv_places_find(places, marks, bytes, size));
    for (size_t i = 0; i < size; ++i) {
        if (is_mark(bytes[i])) {
            assert_int_equal(places->at[count++], i);
        }
    }
    assert_int_equal(places->count, count);
    assert_int_equal(places->at[count], size);
    assert_int_equal(places->all_ascii, size == 0 || are_ascii(bytes, 0, size - 1));
    for (size_t last = 0; last < size; ++last) {
        const size_t first = hash_mix(last) % (last + 1); /* anywhere before it */
        assert_int_equal(csv_places_are_ascii(places, first, last), are_ascii(bytes, first, last));
    }
}

static void beside_a_loop(void **state)
{
    static const char *const alphabets[] = {"aaaaaaaaaaaaa 12,\t;", ";'\r\n", "ab;\x80\xc3'\n"};
    struct csv_places places = {0};
    uint64_t at = 5;
    (void)state;
    for (size_t i = 0; i < 3 * LONGEST; ++i) {
        char bytes[LONGEST];
        const char *alphabet = alphabets[i % 3];
        const size_t letters = strlen(alphabet) + i % 2; /* the NUL, too */
        for (size_t k = 0; k < i / 3; ++k) {
            at = hash_mix(at + 1);
            bytes[k] = alphabet[at % letters];
        }
        check_bytes(&places, bytes, i / 3);
    }
    csv_places_free(&places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(beside_a_loop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
