/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FNV-1a (Fowler, Noll & Vo) takes the bytes; it mixes its high bits badly, so MurmurHash3's
 * finaliser follows. Neither withstands an adversary, and lookups need not: a collision costs a
 * comparison. */
#include "core/hash.h"

#include <string.h>

uint64_t string_hash(uint64_t seed, const char *text, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ hash_mix(seed);
    for (size_t i = 0; i < length; ++i) {
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    }
    return hash_mix(hash);
}

/* Eight bytes at a time: sources are long texts, and each row has one. A product carries upwards
 * only, so that the upper half is mixed into the lower one after each. */
uint64_t lookup_hash(const char *text, size_t length)
{
    uint64_t hash = length;
    uint64_t word;
    for (; length >= sizeof word; length -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd); /* as hash_mix() */
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, text, length);
    return hash_mix(hash ^ word);
}
