/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys may be small numbers in a row, so they are mixed before they are looked up: otherwise they
 * would lie in one run of slots. */
#include "core/map.h"

#include "core/hash.h"

/* The hash brings places whose keys may be others: 32 bits of it are kept. */
uint32_t map_find(const struct map *map, uint64_t key)
{
    struct lookup_step step = lookup_start(hash_mix(key));
    uint32_t place;
    while ((place = lookup_next(&map->by_key, &step)) != LOOKUP_NONE) {
        if (map->entries[place].key == key) {
            return map->entries[place].value;
        }
    }
    return MAP_NONE;
}

int map_add(struct map *map, uint64_t key, uint32_t value)
{
    if (map->count >= LOOKUP_NONE ||
        arena_grow(map->arena, (void **)&map->entries, &map->capacity, map->count,
                   sizeof *map->entries) != 0 ||
        lookup_add(&map->by_key, map->arena, hash_mix(key), (uint32_t)map->count) != 0) {
        return -1;
    }
    map->entries[map->count++] = (struct map_entry){.key = key, .value = value};
    return 0;
}
