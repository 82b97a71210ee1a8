/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of at most fifteen digits with at most one mark, as nearly all of a large file are: read
 * without a loop, eight digits in a word (after Lemire, "Number parsing at a gigabyte per second",
 * 2021), or sixteen in a vector where the processor moves bytes in one. Digits and power of ten are
 * both doubles, so that one division rounds rightly (Clinger 1990, the fast path). */
#ifndef BLACKOUT_CORE_SHORT_NUMBER_H
#define BLACKOUT_CORE_SHORT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE4_1__
#include <immintrin.h>
#endif

enum { SHORT_NUMBER_DIGITS = 15, SHORT_NUMBER_BYTES = 16 }; /* with the mark */

struct short_number {
    double value;
    char mark; /* '.' or ',', the decimal one; 0: it has none */
    size_t integer_digits;
    size_t decimals;
};

/* Sixteen bytes of text, the first the lowest. */
struct short_text {
    uint64_t low;
    uint64_t high;
};

/* The lowest bytes of a word; none of 0, all of 8 and more. */
static inline uint64_t short_mask(size_t bytes)
{
    return bytes < 8 ? (UINT64_C(1) << 8 * bytes) - 1 : UINT64_MAX;
}

static inline uint64_t short_word(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? word : __builtin_bswap64(word);
}

/* The highest bit of each byte that is '.' or ',', which differ in one bit. */
static inline uint64_t short_marks(uint64_t word)
{
    const uint64_t other = (word & UINT64_C(0xfdfdfdfdfdfdfdfd)) ^ UINT64_C(0x2c2c2c2c2c2c2c2c);
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    return ~(((other & low) + low) | other | low);
}

/* Takes the byte at `at` out. */
static inline struct short_text short_without(struct short_text text, size_t at)
{
    const uint64_t low = text.low >> 8 | text.high << 56;
    const uint64_t kept_low = short_mask(at);
    const uint64_t kept_high = at > 8 ? short_mask(at - 8) : 0;
    return (struct short_text){.low = (text.low & kept_low) | (low & ~kept_low),
                               .high = (text.high & kept_high) | (text.high >> 8 & ~kept_high)};
}

/* Moves `count` bytes, 9 to 16, to the end, zeros before them. */
static inline struct short_text short_to_end(struct short_text text, size_t count)
{
    const unsigned bits = 8 * (SHORT_NUMBER_BYTES - (unsigned)count);
    return (struct short_text){.low = text.low << bits,
                               .high = text.high << bits | text.low >> 1 >> (63 - bits)};
}

/* The number of eight digits, each a byte of 0 to 9. Pairs of digits first, of which two products
 * then make the number: 1,000,000 and 100 for the first and third pair, 10,000 and 1 for the
 * others. Its sum is in the upper half of the word; what is in the lower half is too small to carry
 * into it. */
static inline uint64_t short_eight(uint64_t digits)
{
    const uint64_t pairs = digits * 10 + (digits >> 8);
    const uint64_t even = pairs & UINT64_C(0x000000ff000000ff);
    const uint64_t odd = pairs >> 16 & UINT64_C(0x000000ff000000ff);
    return (even * UINT64_C(0x000f424000000064) + odd * UINT64_C(0x0000271000000001)) >> 32;
}

/* Whether each of the `count` first bytes is a digit; then they become 0 to 9, all others 0. */
static inline bool short_digits(uint64_t *word, size_t count)
{
    const uint64_t mask = short_mask(count);
    const uint64_t digits = (*word ^ UINT64_C(0x3030303030303030)) & mask;
    const uint64_t above = (digits + UINT64_C(0x7676767676767676)) | digits; /* 10 + 0x76 is 0x80 */
    *word = digits;
    return (above & UINT64_C(0x8080808080808080)) == 0;
}

/* The place of the first mark of eight or sixteen bytes, of which `size` are text; `size` where
 * there is none. A second one is no digit, and found as such. */
static inline size_t short_mark(struct short_text text, size_t size)
{
    const uint64_t low = short_marks(text.low);
    const uint64_t high = size > 8 ? short_marks(text.high) : 0;
    return low != 0    ? (size_t)__builtin_ctzll(low) / 8
           : high != 0 ? 8 + (size_t)__builtin_ctzll(high) / 8
                       : size;
}

/* The number of the first `count` bytes, which have no mark any more; false where one is no digit.
 */
static inline bool short_whole(uint64_t *whole, struct short_text text, size_t count)
{
    if (count <= 8) {
        const bool digits = short_digits(&text.low, count);
        const size_t half = 4 * (8 - count); /* of none, all 64 bits go: more than one shift may */
        *whole = short_eight(text.low << half << half);
        return digits;
    }
    const bool digits = short_digits(&text.low, 8) && short_digits(&text.high, count - 8);
    text = short_to_end(text, count);
    *whole = short_eight(text.low) * 100000000 + short_eight(text.high);
    return digits;
}

/* The digits of a number: the place of its mark, or its size where it has none, and the number that
 * they are without it. False where something is no digit, or there is a second mark. */
static inline bool short_digits_of_words(uint64_t *whole, size_t *mark, const char *text,
                                         size_t size)
{
    struct short_text digits = {.low = short_word(text) & short_mask(size)};
    if (size > 8) {
        digits.high = short_word(text + 8) & short_mask(size - 8);
    }
    const size_t at = short_mark(digits, size);
    *mark = at;
    return short_whole(whole, at < size ? short_without(digits, at) : digits,
                       size - (at < size ? 1 : 0));
}

#ifdef __SSE4_1__

/* The same, without a branch. */
static inline bool short_digits_of_vector(uint64_t *whole, size_t *mark, const char *text,
                                          size_t size)
{
    const __m128i places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    /* '.' and ',' differ in one bit */
    const __m128i marks = _mm_cmpeq_epi8(_mm_or_si128(bytes, _mm_set1_epi8(2)), _mm_set1_epi8('.'));
    const size_t at = (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(marks) | 1U << size);
    const size_t count = size - (at < size ? 1 : 0);
    /* moves them to the end, over the mark, zeros before them */
    const __m128i from =
        _mm_add_epi8(places, _mm_set1_epi8((char)((int)count - SHORT_NUMBER_BYTES)));
    /* an index below 0 has its highest bit set, for which the shuffle gives 0 */
    const __m128i behind = _mm_cmpgt_epi8(from, _mm_set1_epi8((char)((int)at - 1)));
    const __m128i digits =
        _mm_shuffle_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), _mm_sub_epi8(from, behind));
    const __m128i sound = _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
    /* digits to pairs, fours and eights, each the left neighbour times a power of ten and the right
     * one */
    const __m128i twos = _mm_maddubs_epi16(digits, _mm_set1_epi16(10 | 1 << 8));
    const __m128i fours = _mm_madd_epi16(twos, _mm_set1_epi32(100 | 1 << 16));
    const __m128i eights =
        _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(10000 | 1 << 16));
    const uint64_t halves = (uint64_t)_mm_cvtsi128_si64(eights);
    *mark = at;
    *whole = (halves & UINT32_MAX) * 100000000 + (halves >> 32);
    return _mm_movemask_epi8(sound) == 0xffff;
}

#endif

static inline bool short_read_digits(uint64_t *whole, size_t *mark, const char *text, size_t size)
{
#ifdef __SSE4_1__
    return short_digits_of_vector(whole, mark, text, size);
#else
    return short_digits_of_words(whole, mark, text, size);
#endif
}

/* Reads a whole text, from which on SHORT_NUMBER_BYTES and one more may be read; false where it is
 * not so short or not so plain. */
static inline bool short_number_read(struct short_number *number, const char *text, size_t length)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = text[0] == '-';
    const size_t first = length > 0 && (negative || text[0] == '+') ? 1 : 0;
    const size_t size = length - first;
    if (size == 0 || size > SHORT_NUMBER_BYTES) {
        return false;
    }
    uint64_t whole;
    size_t at;
    const bool sound = short_read_digits(&whole, &at, text + first, size);
    const bool marked = at < size;
    const size_t count = size - (marked ? 1 : 0);
    number->mark = marked ? text[first + at] : '\0';
    number->integer_digits = at;
    number->decimals = count - at;
    if (!sound || at == 0 || (marked && count == at) || count > SHORT_NUMBER_DIGITS) {
        return false;
    }
    const double value = (double)(int64_t)whole / powers[number->decimals];
    number->value = negative ? -value : value;
    return true;
}

#endif
