/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of at most fifteen digits with at most one mark, as nearly all of a large file are: read
 * without a loop, eight digits in a word (after Lemire, "Number parsing at a gigabyte per second",
 * 2021). Digits and power of ten are both doubles, so that one division rounds rightly (Clinger
 * 1990, the fast path). */
#ifndef BLACKOUT_CORE_SHORT_NUMBER_H
#define BLACKOUT_CORE_SHORT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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
    const uint64_t kept_high = short_mask(at > 8 ? at - 8 : 0);
    return (struct short_text){.low = (text.low & kept_low) | (low & ~kept_low),
                               .high = (text.high & kept_high) | (text.high >> 8 & ~kept_high)};
}

/* Moves `count` bytes, 1 to 16, to the end, zeros before them. */
static inline struct short_text short_to_end(struct short_text text, size_t count)
{
    const unsigned all = 8 * (SHORT_NUMBER_BYTES - (unsigned)count);
    const unsigned bits = all % 64;
    const uint64_t far = all < 64 ? 0 : UINT64_MAX; /* numbers of both kinds alternate: no branch */
    const uint64_t low = text.low << bits;
    const uint64_t high = text.high << bits | text.low >> 1 >> (63 - bits);
    return (struct short_text){.low = low & ~far, .high = (low & far) | (high & ~far)};
}

/* The number of eight digits, each a byte of 0 to 9. */
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
    struct short_text digits = {.low = short_word(text + first) & short_mask(size),
                                .high = short_word(text + first + 8) &
                                        short_mask(size > 8 ? size - 8 : 0)};
    const uint64_t low = short_marks(digits.low);
    const uint64_t high = short_marks(digits.high);
    const bool marked = (low | high) != 0;
    size_t at = size; /* of the first mark; one more is no digit */
    if (marked) {
        at = low != 0 ? (size_t)__builtin_ctzll(low) / 8 : 8 + (size_t)__builtin_ctzll(high) / 8;
        digits = short_without(digits, at);
    }
    const size_t count = size - (marked ? 1 : 0);
    number->mark = marked ? text[first + at] : '\0';
    number->integer_digits = at;
    number->decimals = count - at;
    if (at == 0 || (marked && count == at) || count > SHORT_NUMBER_DIGITS ||
        !short_digits(&digits.low, count) ||
        !short_digits(&digits.high, count > 8 ? count - 8 : 0)) {
        return false;
    }
    digits = short_to_end(digits, count);
    const uint64_t whole = short_eight(digits.low) * 100000000 + short_eight(digits.high);
    const double value = (double)(int64_t)whole / powers[number->decimals];
    number->value = negative ? -value : value;
    return true;
}

#endif
