/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a large table are cut, so that those who read a range of its bytes and those
 * who read all of it make the same sums: before businesses whose name says so. No reader need know
 * what comes before, and a table of a few thousand rows is hardly ever cut. */
#ifndef BLACKOUT_CORE_CHUNK_H
#define BLACKOUT_CORE_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/hash.h"

/* Businesses of a chunk in the mean: 69 MB of rows where a business has three of 88 bytes, whose
 * sums take a thousandth of the time in which the rows are read. */
enum { CHUNK_BUSINESSES = 1 << 18 };

/* Up to eight bytes, the first the lowest, whatever the processor's order. */
static inline uint64_t chunk_word(const char *text, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length && i < sizeof word; ++i) {
        word |= (uint64_t)(unsigned char)text[i] << (8 * i);
    }
    return word;
}

/* Whether a business of this name begins a chunk. Part of results: where sums are cut is in their
 * last bits. */
static inline bool chunk_begins(const char *name, size_t length)
{
    uint64_t hash = length;
    for (size_t at = 0; at < length; at += sizeof hash) {
        const size_t left = length - at;
        const uint64_t word =
            left >= sizeof hash ? chunk_word(name + at, sizeof hash) : chunk_word(name + at, left);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15); /* the golden ratio, odd */
        hash ^= hash >> 32;
    }
    return hash_mix(hash) % CHUNK_BUSINESSES == 0;
}

#endif
