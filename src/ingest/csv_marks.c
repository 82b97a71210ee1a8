/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes are looked at 64 at a time: one bit for each that means something, in a word. After
 * Langdale and Lemire, "Parsing gigabytes of JSON per second" (2019), without their treatment of
 * quotes, which are rare here, and left to those who read the marks. */
#include "ingest/csv_marks.h"

#include <stdlib.h>
#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK_BYTES = 64 };

/* So many marks of a block are written without asking whether they are there: more are rare. */
enum { USUAL_MARKS = 12 };

/* Bits of a block, the first byte's lowest. */
struct block {
    uint64_t marks; /* delimiters, quotes, line ends */
    uint64_t other; /* NUL, and what is not ASCII */
};

#ifdef __AVX2__

static CSV_INLINED struct block scan_block(struct csv_marks marks, const char *bytes)
{
    struct block block = {0, 0};
    const __m256i delimiter = _mm256_set1_epi8(marks.delimiter);
    const __m256i quote = _mm256_set1_epi8(marks.quote);
    const __m256i feed = _mm256_set1_epi8('\n');
    const __m256i carriage = _mm256_set1_epi8('\r');
    for (int i = 0; i < BLOCK_BYTES; i += (int)sizeof(__m256i)) {
        const __m256i part = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
        const __m256i separators =
            _mm256_or_si256(_mm256_cmpeq_epi8(part, delimiter), _mm256_cmpeq_epi8(part, quote));
        const __m256i ends =
            _mm256_or_si256(_mm256_cmpeq_epi8(part, feed), _mm256_cmpeq_epi8(part, carriage));
        /* the highest bit of a byte is set where it is not ASCII, and made for NUL */
        const __m256i other =
            _mm256_or_si256(part, _mm256_cmpeq_epi8(part, _mm256_setzero_si256()));
        block.marks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(separators, ends))
                       << i;
        block.other |= (uint64_t)(uint32_t)_mm256_movemask_epi8(other) << i;
    }
    return block;
}

#elif defined(__SSE2__)

/* See that of AVX2, of half the width. */
static CSV_INLINED struct block scan_block(struct csv_marks marks, const char *bytes)
{
    struct block block = {0, 0};
    const __m128i delimiter = _mm_set1_epi8(marks.delimiter);
    const __m128i quote = _mm_set1_epi8(marks.quote);
    const __m128i feed = _mm_set1_epi8('\n');
    const __m128i carriage = _mm_set1_epi8('\r');
    for (int i = 0; i < BLOCK_BYTES; i += (int)sizeof(__m128i)) {
        const __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        const __m128i separators =
            _mm_or_si128(_mm_cmpeq_epi8(part, delimiter), _mm_cmpeq_epi8(part, quote));
        const __m128i ends =
            _mm_or_si128(_mm_cmpeq_epi8(part, feed), _mm_cmpeq_epi8(part, carriage));
        const __m128i other = _mm_or_si128(part, _mm_cmpeq_epi8(part, _mm_setzero_si128()));
        block.marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(separators, ends)) << i;
        block.other |= (uint64_t)(uint32_t)_mm_movemask_epi8(other) << i;
    }
    return block;
}

#else

static struct block scan_block(struct csv_marks marks, const char *bytes)
{
    struct block block = {0, 0};
    for (size_t i = 0; i < BLOCK_BYTES; ++i) {
        const char c = bytes[i];
        const bool marked = c == marks.delimiter || c == marks.quote || c == '\n' || c == '\r';
        const bool other = c == '\0' || (unsigned char)c >= 0x80;
        block.marks |= (uint64_t)marked << i;
        block.other |= (uint64_t)other << i;
    }
    return block;
}

#endif

/* Less than a block, and nothing of what is not there: the zeros behind it would count as NUL
 * bytes. A whole block is not for this, since there is no shift by 64. */
static struct block scan_last(struct csv_marks marks, const char *bytes, size_t size)
{
    char padded[BLOCK_BYTES] = {0};
    const uint64_t there = (UINT64_C(1) << size) - 1;
    memcpy(padded, bytes, size);
    struct block block = scan_block(marks, padded);
    return (struct block){block.marks & there, block.other & there};
}

/* The number of the lowest bit; where there is none, any number. */
static CSV_INLINED uint32_t lowest(uint64_t bits)
{
#ifdef __BMI__
    return (uint32_t)_tzcnt_u64(bits);
#else
    return (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << (BLOCK_BYTES - 1));
#endif
}

/* Writes the places of a block's marks; returns where the next go. Places too many are written as
 * well, without a branch for each, and overwritten by those of the next block. */
static CSV_INLINED uint32_t *put(uint32_t *at, size_t base, uint64_t marks)
{
    uint32_t *const next = at + __builtin_popcountll(marks);
    for (int i = 0; i < USUAL_MARKS; ++i) {
        at[i] = (uint32_t)base + lowest(marks);
        marks &= marks - 1;
    }
    for (at += USUAL_MARKS; at < next; ++at) {
        *at = (uint32_t)base + lowest(marks);
        marks &= marks - 1;
    }
    return next;
}

/* Every byte may be a mark; put() writes up to USUAL_MARKS places too many, and the last is the
 * size. Old places are of no use, so that nothing is copied. Of no bytes there is room for the
 * size, too. */
static bool reserve(struct csv_places *places, size_t size)
{
    if (size <= places->capacity && places->capacity > 0) {
        return true;
    }
    csv_places_free(places);
    places->at = malloc((size + USUAL_MARKS + 1) * sizeof *places->at);
    places->other = malloc((size / BLOCK_BYTES + 1) * sizeof *places->other);
    if (places->at == NULL || places->other == NULL) {
        csv_places_free(places);
        return false;
    }
    places->capacity = size;
    return true;
}

bool csv_places_find(struct csv_places *places, struct csv_marks marks, const char *bytes,
                     size_t size)
{
    if (!reserve(places, size)) {
        return false;
    }
    uint32_t *at = places->at;
    uint64_t other = 0;
    for (size_t base = 0; base < size; base += BLOCK_BYTES) {
        const size_t left = size - base;
        const struct block block = left >= BLOCK_BYTES ? scan_block(marks, bytes + base)
                                                       : scan_last(marks, bytes + base, left);
        at = put(at, base, block.marks);
        places->other[base / BLOCK_BYTES] = block.other;
        other |= block.other;
    }
    *at = (uint32_t)size; /* where those stop who go from mark to mark */
    places->marks = marks;
    places->bytes = bytes;
    places->size = size;
    places->count = (size_t)(at - places->at);
    places->all_ascii = other == 0;
    return true;
}

/* Of the first and the last word only the bits within the range count. */
bool csv_places_are_ascii(const struct csv_places *places, size_t first, size_t last)
{
    uint64_t other = 0;
    for (size_t i = first / BLOCK_BYTES; i <= last / BLOCK_BYTES; ++i) {
        uint64_t part = places->other[i];
        part &= i == first / BLOCK_BYTES ? UINT64_MAX << first % BLOCK_BYTES : UINT64_MAX;
        part &= i == last / BLOCK_BYTES ? UINT64_MAX >> (BLOCK_BYTES - 1 - last % BLOCK_BYTES)
                                        : UINT64_MAX;
        other |= part;
    }
    return other == 0;
}

void csv_places_free(struct csv_places *places)
{
    free(places->at);
    free(places->other);
    *places = (struct csv_places){0};
}
