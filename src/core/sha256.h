/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4) of bytes as they come: reports name the files they rest on by it, and a
 * second reading of a file is compared with the first. */
#ifndef BLACKOUT_CORE_SHA256_H
#define BLACKOUT_CORE_SHA256_H

#include <sha2.h>
#include <stddef.h>

/* The digest in hexadecimal, with its NUL. */
enum { SHA256_TEXT_SIZE = 65 };

struct sha256 {
    SHA2_CTX context;
};

void sha256_init(struct sha256 *sha256);
void sha256_add(struct sha256 *sha256, const void *bytes, size_t size);

/* The digest of all bytes added, in small letters. Nothing may be added afterwards. */
void sha256_finish(struct sha256 *sha256, char text[SHA256_TEXT_SIZE]);

#endif
