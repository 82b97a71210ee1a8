/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/file_hash.h"

#include <sys/types.h>

#include <md5.h>
#include <sha1.h>
#include <sha2.h>

static const struct {
    const char *name;
    size_t digits;
    char *(*make)(const char *path, char *text);
} kinds[HASH_KIND_COUNT] = {[HASH_MD5] = {"md5", 32, MD5File},
                            [HASH_SHA1] = {"sha1", 40, SHA1File},
                            [HASH_SHA256] = {"sha256", 64, SHA256File},
                            [HASH_SHA512] = {"sha512", 128, SHA512File}};

const char *hash_kind_name(enum hash_kind kind)
{
    return kinds[kind].name;
}

size_t hash_kind_digits(enum hash_kind kind)
{
    return kinds[kind].digits;
}

bool file_hash(char text[HASH_TEXT_SIZE], const char *path, enum hash_kind kind)
{
    return kinds[kind].make(path, text) != NULL;
}
