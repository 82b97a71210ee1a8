/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A radix sort from the lowest digit on (Knuth, The Art of Computer Programming 3, section 5.2.5).
 * Doubles from 0 on ascend with their bits. Each pass distributes by up to 11 bits, and keeps the
 * order of the one before. Digits are cut from what keys have above the least of them, without the
 * lowest bits that all have alike: rounded numbers of a few magnitudes are two digits. */
#include "core/radix.h"

#include <string.h>

enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS, DIGITS = 6 };
_Static_assert(DIGIT_BITS *DIGITS >= 64, "all bits are in a digit");

/* The bits of numbers below 0 ascend as they fall. */
uint64_t radix_signed_key(double number)
{
    const uint64_t sign = UINT64_C(1) << 63;
    const uint64_t key = radix_key(number);
    return (key & sign) != 0 ? ~key : key | sign;
}

/* How keys are cut into digits; none where all are equal. */
struct digits {
    uint64_t least;
    int shift; /* bits that all keys have alike, below the first digit */
    int bits;  /* of a digit */
    int count;
};

/* The least key is taken off, and not only bits that are equal: numbers on both sides of a power of
 * two differ in high bits and are near each other all the same. Digits are as few as will do, then
 * each as narrow as will do. */
static struct digits digits_of(const struct radix_item *items, size_t count)
{
    struct digits digits = {.least = UINT64_MAX};
    uint64_t most = 0;
    uint64_t different = 0;
    for (size_t i = 0; i < count; ++i) {
        const uint64_t key = items[i].key;
        digits.least = key < digits.least ? key : digits.least;
        most = key > most ? key : most;
        different |= key ^ items[0].key;
    }
    if (different != 0) {
        digits.shift = __builtin_ctzll(different);
        const int width = 64 - __builtin_clzll((most - digits.least) >> digits.shift);
        digits.count = (width + DIGIT_BITS - 1) / DIGIT_BITS;
        digits.bits = (width + digits.count - 1) / digits.count;
    }
    return digits;
}

static size_t digit_of(uint64_t key, const struct digits *digits, int digit)
{
    const size_t mask = ((size_t)1 << digits->bits) - 1;
    return (key - digits->least) >> (digits->shift + digit * digits->bits) & mask;
}

/* How many keys have each value of each digit, of all digits in one reading: the distribution does
 * not change while items move. */
static void count_digits(size_t counts[DIGITS][DIGIT_VALUES], const struct digits *digits,
                         const struct radix_item *items, size_t count)
{
    for (int digit = 0; digit < digits->count; ++digit) {
        memset(counts[digit], 0, sizeof *counts[digit] << digits->bits);
    }
    for (size_t i = 0; i < count; ++i) {
        for (int digit = 0; digit < digits->count; ++digit) {
            ++counts[digit][digit_of(items[i].key, digits, digit)];
        }
    }
}

/* Counts become the place of the first with each value. */
static void add_up(size_t *counts, const struct digits *digits)
{
    const size_t values = (size_t)1 << digits->bits;
    size_t before = 0;
    for (size_t i = 0; i < values; ++i) {
        const size_t own = counts[i];
        counts[i] = before;
        before += own;
    }
}

/* A digit that is the same in all keys is passed over, as its pass would move nothing. An odd
 * number of passes ends in `scratch`, and is copied back. The counts, 96 KiB, are on the stack, so
 * that a sort cannot fail. */
void radix_sort(struct radix_item *items, struct radix_item *scratch, size_t count)
{
    size_t places[DIGITS][DIGIT_VALUES];
    const struct digits digits = digits_of(items, count);
    struct radix_item *from = items;
    struct radix_item *to = scratch;
    count_digits(places, &digits, items, count);
    for (int digit = 0; digit < digits.count; ++digit) {
        size_t *next = places[digit];
        if (next[digit_of(items[0].key, &digits, digit)] == count) {
            continue;
        }
        add_up(next, &digits);
        for (size_t i = 0; i < count; ++i) {
            to[next[digit_of(from[i].key, &digits, digit)]++] = from[i];
        }
        struct radix_item *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}
