/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A radix sort from the lowest digit on (Knuth, The Art of Computer Programming 3, section 5.2.5).
 * Doubles from 0 on ascend with their bits. Each pass distributes by 11 bits, and keeps the order
 * of the one before; a digit that all have is passed over, as the first of an exponent mostly is.
 */
#include "core/radix.h"

#include <string.h>

enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS, DIGITS = 6 };
_Static_assert(DIGIT_BITS *DIGITS >= 64, "all bits are in a digit");

uint64_t radix_key(double number)
{
    uint64_t key;
    memcpy(&key, &number, sizeof key);
    return key;
}

double radix_number(uint64_t key)
{
    double number;
    memcpy(&number, &key, sizeof number);
    return number;
}

/* The bits of numbers below 0 ascend as they fall. */
uint64_t radix_signed_key(double number)
{
    const uint64_t sign = UINT64_C(1) << 63;
    const uint64_t key = radix_key(number);
    return (key & sign) != 0 ? ~key : key | sign;
}

static size_t digit_of(uint64_t key, int digit)
{
    return key >> (digit * DIGIT_BITS) & (DIGIT_VALUES - 1);
}

/* How many keys have each value of each digit. */
static void count_digits(size_t counts[DIGITS][DIGIT_VALUES], const struct radix_item *items,
                         size_t count)
{
    memset(counts, 0, sizeof(size_t) * DIGITS * DIGIT_VALUES);
    for (size_t i = 0; i < count; ++i) {
        for (int digit = 0; digit < DIGITS; ++digit) {
            ++counts[digit][digit_of(items[i].key, digit)];
        }
    }
}

/* Counts become the place of the first with each value. */
static void add_up(size_t counts[DIGIT_VALUES])
{
    size_t before = 0;
    for (size_t i = 0; i < DIGIT_VALUES; ++i) {
        const size_t own = counts[i];
        counts[i] = before;
        before += own;
    }
}

void radix_sort(struct radix_item *items, struct radix_item *scratch, size_t count)
{
    size_t places[DIGITS][DIGIT_VALUES];
    struct radix_item *from = items;
    struct radix_item *to = scratch;
    count_digits(places, items, count);
    for (int digit = 0; digit < DIGITS && count > 0; ++digit) {
        if (places[digit][digit_of(items[0].key, digit)] == count) {
            continue;
        }
        add_up(places[digit]);
        for (size_t i = 0; i < count; ++i) {
            to[places[digit][digit_of(from[i].key, digit)]++] = from[i];
        }
        struct radix_item *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}
