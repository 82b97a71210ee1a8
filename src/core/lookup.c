/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slots are at most two thirds full: linear probing then looks at two or three of them. */
#include "core/lookup.h"

enum { FEWEST_SLOTS = 64 };

/* Nothing is ever removed, so that no slot has to be marked as once used. */
static void put(struct lookup *lookup, struct lookup_slot slot)
{
    size_t at = slot.tag & (lookup->slot_count - 1);
    while (lookup->slots[at].place != 0) {
        at = (at + 1) & (lookup->slot_count - 1);
    }
    lookup->slots[at] = slot;
}

/* The old slots stay in the arena: all sizes before add up to less than the new one. Slots hold
 * enough of the hash to be put again without asking whoever has the keys. */
static int grow(struct lookup *lookup, struct arena *arena)
{
    struct lookup larger = {.slot_count =
                                lookup->slot_count > 0 ? 2 * lookup->slot_count : FEWEST_SLOTS,
                            .count = lookup->count};
    larger.slots = arena_alloc(arena, larger.slot_count, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return -1;
    }
    for (size_t i = 0; i < lookup->slot_count; ++i) {
        if (lookup->slots[i].place != 0) {
            put(&larger, lookup->slots[i]);
        }
    }
    *lookup = larger;
    return 0;
}

/* Places are kept plus one: memory of an arena is zero, and 0 is an empty slot. */
int lookup_add(struct lookup *lookup, struct arena *arena, uint64_t hash, uint32_t place)
{
    if (3 * (lookup->count + 1) > 2 * lookup->slot_count && grow(lookup, arena) != 0) {
        return -1;
    }
    put(lookup, (struct lookup_slot){.tag = (uint32_t)hash, .place = place + 1});
    ++lookup->count;
    return 0;
}
