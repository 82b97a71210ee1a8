/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context is NULL from the first failure on, so that callers need not look at every step: only
 * the digest at the end says whether it could be made. */
#include "core/sha256.h"

#include <openssl/evp.h>

#include "core/file_hash.h"

void sha256_init(struct sha256 *sha256)
{
    sha256->context = EVP_MD_CTX_new();
    if (sha256->context != NULL && EVP_DigestInit_ex(sha256->context, EVP_sha256(), NULL) != 1) {
        sha256_free(sha256);
    }
}

/* Freed at the first failure: NULL then says so to all calls that follow. */
void sha256_add(struct sha256 *sha256, const void *bytes, size_t size)
{
    if (sha256->context != NULL && EVP_DigestUpdate(sha256->context, bytes, size) != 1) {
        sha256_free(sha256);
    }
}

bool sha256_finish(struct sha256 *sha256, char text[SHA256_TEXT_SIZE])
{
    const bool made = sha256->context != NULL && hash_finish(sha256->context, text);
    if (!made) {
        text[0] = '\0';
    }
    sha256_free(sha256);
    return made;
}

void sha256_free(struct sha256 *sha256)
{
    EVP_MD_CTX_free(sha256->context);
    sha256->context = NULL;
}
