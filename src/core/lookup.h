/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one hash table: finds places in an array of its owner by the hashes of what is there.
 * Whatever a key is (a text, a row's key columns, six numbers), its owner hashes and compares it;
 * the table keeps 32 bits of the hash, so that it can grow without asking and rarely offers a place
 * that is not the one. {0} is empty.
 *
 *     struct lookup_step step = lookup_start(hash);
 *     uint32_t place;
 *     while ((place = lookup_next(&lookup, &step)) != LOOKUP_NONE && !same(array[place], key)) {
 *     } */
#ifndef BLACKOUT_CORE_LOOKUP_H
#define BLACKOUT_CORE_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

#define LOOKUP_NONE UINT32_MAX

struct lookup_slot {
    uint32_t tag;   /* of the hash */
    uint32_t place; /* 0 is empty, else the place + 1 */
};

struct lookup {
    struct lookup_slot *slots; /* open addressing; a power of two of them */
    size_t slot_count;
    size_t count;
};

/* A search in progress. */
struct lookup_step {
    uint32_t tag;
    size_t at;
};

static inline struct lookup_step lookup_start(uint64_t hash)
{
    return (struct lookup_step){.tag = (uint32_t)hash, .at = (size_t)(uint32_t)hash};
}

/* The next place whose hash is the one that is looked for, or LOOKUP_NONE after the last. */
static inline uint32_t lookup_next(const struct lookup *lookup, struct lookup_step *step)
{
    if (lookup->slot_count == 0) {
        return LOOKUP_NONE;
    }
    for (;;) {
        const struct lookup_slot *slot = &lookup->slots[step->at++ & (lookup->slot_count - 1)];
        if (slot->place == 0) {
            return LOOKUP_NONE;
        }
        if (slot->tag == step->tag) {
            return slot->place - 1;
        }
    }
}

/* Adds a place, below LOOKUP_NONE; memory comes from `arena`. 0, or -1 when memory is out. */
int lookup_add(struct lookup *lookup, struct arena *arena, uint64_t hash, uint32_t place);

#endif
