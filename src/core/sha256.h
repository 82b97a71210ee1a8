/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4) of bytes as they come: reports name the files they rest on by it, and a
 * second reading of a file is compared with the first. Over OpenSSL, which takes the processor's
 * own instructions for it (docs/decisions/0015-checksums.md). */
#ifndef BLACKOUT_CORE_SHA256_H
#define BLACKOUT_CORE_SHA256_H

#include <stdbool.h>
#include <stddef.h>

/* The digest in hexadecimal, with its NUL. */
enum { SHA256_TEXT_SIZE = 65 };

struct evp_md_ctx_st; /* OpenSSL's name for it */

/* {0} holds nothing, and adds nothing. */
struct sha256 {
    struct evp_md_ctx_st *context; /* NULL too once memory has run out */
};

void sha256_init(struct sha256 *sha256);
void sha256_add(struct sha256 *sha256, const void *bytes, size_t size);

/* The digest of all bytes added, in small letters; false, and an empty text, when memory is out.
 * Frees what sha256_init() took: nothing may be added afterwards. */
bool sha256_finish(struct sha256 *sha256, char text[SHA256_TEXT_SIZE]);

/* Frees it without a digest; nothing where that is done. */
void sha256_free(struct sha256 *sha256);

#endif
