/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/hash: values that streams of random numbers rest on. */
#include "core/hash.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hashes_as_published)};
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
