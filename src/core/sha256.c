/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sha256.h"

void sha256_init(struct sha256 *sha256)
{
    SHA256Init(&sha256->context);
}

void sha256_add(struct sha256 *sha256, const void *bytes, size_t size)
{
    SHA256Update(&sha256->context, bytes, size);
}

void sha256_finish(struct sha256 *sha256, char text[SHA256_TEXT_SIZE])
{
    SHA256End(&sha256->context, text);
}
