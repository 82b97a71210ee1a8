/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts many numbers without comparing them. */
#ifndef BLACKOUT_CORE_RADIX_H
#define BLACKOUT_CORE_RADIX_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Something to be sorted by its key. */
struct radix_item {
    uint64_t key;
    uint64_t value;
};

/* Keys of finite numbers from 0 on ascend as they do; complements of keys fall. */
static inline uint64_t radix_key(double number)
{
    uint64_t key;
    memcpy(&key, &number, sizeof key);
    return key;
}

static inline double radix_number(uint64_t key)
{
    double number;
    memcpy(&number, &key, sizeof number);
    return number;
}

/* Keys of any finite numbers; -0 is before 0. */
uint64_t radix_signed_key(double number);

/* By ascending keys; items of one key keep their order. `scratch` has room for as many. */
void radix_sort(struct radix_item *items, struct radix_item *scratch, size_t count);

#endif
