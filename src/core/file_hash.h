/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hashes by which packages describe their files. SHA-256, by which reports name files, is taken
 * while a file is read (core/sha256.h); the others, which are rare, of the file once more. */
#ifndef BLACKOUT_CORE_FILE_HASH_H
#define BLACKOUT_CORE_FILE_HASH_H

#include <stdbool.h>
#include <stddef.h>

enum hash_kind { HASH_MD5, HASH_SHA1, HASH_SHA256, HASH_SHA512, HASH_KIND_COUNT };

/* The longest digest in hexadecimal, with its NUL. */
enum { HASH_TEXT_SIZE = 129 };

/* "md5", "sha1", ... */
const char *hash_kind_name(enum hash_kind kind);

/* Hexadecimal digits of a digest. */
size_t hash_kind_digits(enum hash_kind kind);

struct evp_md_ctx_st; /* OpenSSL's name for a digest in the making */

/* Writes the digest, in small letters, with a NUL; false where there is none. */
bool hash_finish(struct evp_md_ctx_st *context, char *text);

/* Writes the digest of the file at `path`, in small letters; false where it cannot be read, or the
 * system forbids this kind of hash. */
bool file_hash(char text[HASH_TEXT_SIZE], const char *path, enum hash_kind kind);

#endif
