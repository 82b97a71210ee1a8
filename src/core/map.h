/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map from 64-bit keys to small numbers, in an arena: core/lookup with the keys kept here. {0}
 * with its arena set is empty. */
#ifndef BLACKOUT_CORE_MAP_H
#define BLACKOUT_CORE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/lookup.h"

struct map_entry {
    uint64_t key;
    uint32_t value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in the order in which they were added */
    size_t count;
    size_t capacity;
    struct lookup by_key;
};

#define MAP_NONE UINT32_MAX

/* The value under `key`, or MAP_NONE. */
uint32_t map_find(const struct map *map, uint64_t key);

/* Adds `key`, which is not there yet; 0, or -1 when memory is out. `value` is below MAP_NONE. */
int map_add(struct map *map, uint64_t key, uint32_t value);

#endif
