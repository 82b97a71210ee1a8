/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests of FIPS 180-4's examples, as NIST publishes them ("SHA256.pdf", one and two blocks). */
#include "core/sha256.h"

#include <string.h>

#include "check.h"

static void check_digest(const char *text, const char *digest)
{
    for (size_t split = 0; split <= strlen(text); ++split) { /* bytes come as they come */
        struct sha256 sha256;
        char found[SHA256_TEXT_SIZE];
        sha256_init(&sha256);
        sha256_add(&sha256, text, split);
        sha256_add(&sha256, text + split, strlen(text) - split);
        sha256_finish(&sha256, found);
        assert_string_equal(found, digest);
    }
}

static void published_digests(void **state)
{
    (void)state;
    check_digest("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check_digest("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(published_digests)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
