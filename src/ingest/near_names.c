/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of hashes with open addressing, grown by doubling. Two different names may agree in 64
 * bits of hash: with ten million names the chance is about 3 in a million, and costs one needless
 * warning. */
#include "ingest/near_names.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

struct near_name {
    uint32_t hash[2]; /* in halves, so that a name takes 12 bytes */
    uint32_t line;    /* 0: the slot is empty */
};

enum { FEWEST_SLOTS = 64 };

/* So many are kept whatever their order: the table fits in a cache, and names of mixed case have
 * shown by then that their folded forms do not ascend. */
enum { ALWAYS_KEPT = 1 << 15 };

static bool same_hash(const struct near_name *a, const struct near_name *b)
{
    return a->hash[0] == b->hash[0] && a->hash[1] == b->hash[1];
}

/* The slot of a name, or the empty one where it belongs. */
static struct near_name *slot_of(const struct near_names *names, const struct near_name *name)
{
    size_t at = name->hash[0]; /* 32 bits: slots are at most 2^20 */
    struct near_name *slot;
    do {
        slot = &names->slots[at++ & (names->slot_count - 1)];
    } while (slot->line != 0 && !same_hash(slot, name));
    return slot;
}

/* At three quarters full a search looks at few slots on average; the table never fills, so that it
 * ends. */
static bool grow(struct near_names *names)
{
    struct near_names larger = {.slot_count =
                                    names->slot_count > 0 ? 2 * names->slot_count : FEWEST_SLOTS};
    larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < names->slot_count; ++i) {
        if (names->slots[i].line != 0) {
            *slot_of(&larger, &names->slots[i]) = names->slots[i];
        }
    }
    free(names->slots);
    names->slots = larger.slots;
    names->slot_count = larger.slot_count;
    return true;
}

/* Whether the name, which is folded, has to be kept. In a file sorted by name, two spellings that
 * differ in case alone are next to each other or break the order. While folded names ascend, none
 * of them can come back, and none need be remembered. */
static bool has_to_be_kept(struct near_names *names, const char *folded, size_t length)
{
    names->descended = names->descended || (names->added > 0 && strcmp(folded, names->last) <= 0);
    memcpy(names->last, folded, length + 1);
    ++names->added;
    if (names->keeps_all || names->added <= ALWAYS_KEPT) {
        return true;
    }
    names->forgot = names->forgot || !names->descended;
    names->lacking = names->forgot && names->descended;
    return !names->forgot;
}

/* The first line of each name is kept: it is the one that the warning sends the reader to. A name
 * too long to be folded whole is near to none: what follows may tell it from one that begins so. */
bool near_names_add(struct near_names *names, const char *name, size_t line, size_t *earlier)
{
    char folded[FOLD_SIZE];
    const size_t whole = strlen(name);
    const size_t length = fold_text(folded, name, whole);
    *earlier = 0;
    if (!has_to_be_kept(names, folded, length)) {
        return true;
    }
    const uint64_t hash =
        fold_may_be_cut(length) ? string_hash(0, name, whole) : string_hash(0, folded, length);
    const struct near_name added = {.hash = {(uint32_t)hash, (uint32_t)(hash >> 32)},
                                    .line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX};
    if (4 * (names->count + 1) > 3 * names->slot_count && names->count < MOST_NEAR_NAMES &&
        !grow(names)) {
        return false;
    }
    struct near_name *slot = slot_of(names, &added);
    if (slot->line != 0) {
        *earlier = slot->line;
    } else if (names->count < MOST_NEAR_NAMES) {
        *slot = added;
        ++names->count;
    }
    return true;
}

/* Only once more names were added than are always kept: before that each has to be there. */
bool near_names_pass(struct near_names *names, size_t count, const char *last)
{
    if (names->keeps_all || names->descended || names->added < ALWAYS_KEPT) {
        return false;
    }
    fold_text(names->last, last, strlen(last));
    names->added += count;
    names->forgot = names->forgot || count > 0;
    return true;
}

void near_names_free(struct near_names *names)
{
    free(names->slots);
    *names = (struct near_names){0};
}
