/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/map.h"

#include "core/strings.h"

static size_t find_slot(const struct map *map, uint64_t key)
{
    size_t at = (size_t)hash_mix(key) & (map->slot_count - 1);
    while (map->slots[at].value != 0 && map->slots[at].key != key) {
        at = (at + 1) & (map->slot_count - 1);
    }
    return at;
}

uint32_t map_find(const struct map *map, uint64_t key)
{
    if (map->slot_count == 0) {
        return MAP_NONE;
    }
    const struct map_slot *slot = &map->slots[find_slot(map, key)];
    return slot->value != 0 ? slot->value - 1 : MAP_NONE;
}

static int grow(struct map *map)
{
    struct map larger = {.arena = map->arena,
                         .slot_count = map->slot_count > 0 ? 2 * map->slot_count : 64,
                         .count = map->count};
    larger.slots = arena_alloc(map->arena, larger.slot_count, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return -1;
    }
    for (size_t i = 0; i < map->slot_count; ++i) {
        if (map->slots[i].value != 0) {
            larger.slots[find_slot(&larger, map->slots[i].key)] = map->slots[i];
        }
    }
    *map = larger;
    return 0;
}

int map_add(struct map *map, uint64_t key, uint32_t value)
{
    if (2 * (map->count + 1) > map->slot_count && grow(map) != 0) {
        return -1;
    }
    map->slots[find_slot(map, key)] = (struct map_slot){.key = key, .value = value + 1};
    ++map->count;
    return 0;
}
