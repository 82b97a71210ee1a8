/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/hash: values that streams of random numbers rest on. */
#include "core/hash.h"

#include <string.h>

#include "check.h"

/* Expected: FNV-1a of "foobar" is 85944171f73967e8 (test vectors of Fowler, Noll & Vo); the mixer
 * maps 1 to b456bcfc34c2cb2c, and the other values are from the published algorithms in Python. */
static void hashes_as_published(void **state)
{
    (void)state;
    assert_true(hash_mix(0) == 0);
    assert_true(hash_mix(1) == UINT64_C(0xb456bcfc34c2cb2c));
    assert_true(hash_mix(UINT64_C(0x85944171f73967e8)) == UINT64_C(0x2c22194922d1672b));
    assert_true(string_hash(0, "foobar", 6) == UINT64_C(0x2c22194922d1672b));
    assert_true(string_hash(2385, "blackout", 8) == UINT64_C(0xc5b71984a97833bd));
    assert_true(string_hash(2385, "blackout", 7) != string_hash(2385, "blackout", 8));
}

/* Wherever the text lies, and by each of its bytes, those of a last part of a word too. */
static void texts_are_told_apart(void **state)
{
    const char text[] = "the trading platform of 2385 firms";
    char moved[sizeof text + 8];
    (void)state;
    for (size_t length = 0; length < sizeof text; ++length) {
        memcpy(moved + 3, text, length);
        assert_true(lookup_hash(moved + 3, length) == lookup_hash(text, length));
        for (size_t i = 0; i < length; ++i) {
            moved[3 + i] ^= 1;
            assert_true(lookup_hash(moved + 3, length) != lookup_hash(text, length));
            moved[3 + i] ^= 1;
        }
        moved[3 + length] = '\0';
        assert_true(lookup_hash(moved + 3, length + 1) != lookup_hash(text, length));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hashes_as_published),
                                       cmocka_unit_test(texts_are_told_apart)};
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
