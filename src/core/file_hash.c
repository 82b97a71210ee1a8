/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of the kinds of hash, over OpenSSL. A file is read in pieces, whatever its size; a
 * system that forbids a kind (MD5 under FIPS) is an answer and no fault. MD5 and SHA-1 are there
 * since packages have them: they show that a file is the one described, and keep nobody from
 * forging it. */
#include "core/file_hash.h"

#include <stdio.h>

#include <openssl/evp.h>

static const struct {
    const char *name;
    size_t digits;
    const EVP_MD *(*algorithm)(void);
} kinds[HASH_KIND_COUNT] = {[HASH_MD5] = {"md5", 32, EVP_md5},
                            [HASH_SHA1] = {"sha1", 40, EVP_sha1},
                            [HASH_SHA256] = {"sha256", 64, EVP_sha256},
                            [HASH_SHA512] = {"sha512", 128, EVP_sha512}};

const char *hash_kind_name(enum hash_kind kind)
{
    return kinds[kind].name;
}

size_t hash_kind_digits(enum hash_kind kind)
{
    return kinds[kind].digits;
}

/* `text` has room for the digest of the context's kind; a failed digest is an empty text. */
bool hash_finish(struct evp_md_ctx_st *context, char *text)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    const bool made = EVP_DigestFinal_ex(context, digest, &size) == 1;
    for (unsigned i = 0; made && i < size; ++i) {
        *text++ = digits[digest[i] >> 4];
        *text++ = digits[digest[i] & 0xf];
    }
    *text = '\0';
    return made;
}

/* A file that cannot be read to its end has no digest: that of its first half would be another
 * file's. */
static bool hash_stream(char *text, FILE *file, enum hash_kind kind)
{
    char bytes[BUFSIZ];
    size_t length;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool sound = context != NULL && EVP_DigestInit_ex(context, kinds[kind].algorithm(), NULL) == 1;
    while (sound && (length = fread(bytes, 1, sizeof bytes, file)) > 0) {
        sound = EVP_DigestUpdate(context, bytes, length) == 1;
    }
    sound = sound && !ferror(file) && hash_finish(context, text);
    EVP_MD_CTX_free(context);
    return sound;
}

bool file_hash(char text[HASH_TEXT_SIZE], const char *path, enum hash_kind kind)
{
    FILE *file = fopen(path, "rb");
    const bool made = file != NULL && hash_stream(text, file, kind);
    if (file != NULL) {
        fclose(file);
    }
    return made;
}
