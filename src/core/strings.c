/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/strings.h"

#include <string.h>

uint64_t string_hash(uint64_t seed, const char *text, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ hash_mix(seed);
    for (size_t i = 0; i < length; ++i) {
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    }
    return hash_mix(hash);
}

static size_t find_slot(const struct strings *strings, const char *text, size_t length)
{
    size_t at = (size_t)string_hash(0, text, length) & (strings->slot_count - 1);
    while (strings->slots[at] != 0) {
        const char *kept = strings->texts[strings->slots[at] - 1];
        if (strncmp(kept, text, length) == 0 && kept[length] == '\0') {
            break;
        }
        at = (at + 1) & (strings->slot_count - 1);
    }
    return at;
}

static int rehash(struct strings *strings, size_t slot_count)
{
    uint32_t *slots = arena_alloc(strings->arena, slot_count, sizeof *slots);
    if (slots == NULL) {
        return -1;
    }
    strings->slots = slots;
    strings->slot_count = slot_count;
    for (size_t i = 0; i < strings->count; ++i) {
        size_t at = find_slot(strings, strings->texts[i], strlen(strings->texts[i]));
        slots[at] = (uint32_t)i + 1;
    }
    return 0;
}

int strings_init(struct strings *strings, struct arena *arena)
{
    *strings = (struct strings){.arena = arena};
    if (rehash(strings, 256) != 0) {
        return -1;
    }
    return strings_add(strings, "", 0) == STRING_NONE ? 0 : -1;
}

string_id strings_add(struct strings *strings, const char *text, size_t length)
{
    size_t at = find_slot(strings, text, length);
    if (strings->slots[at] != 0) {
        return strings->slots[at] - 1;
    }
    char *kept = arena_copy(strings->arena, text, length);
    if (kept == NULL || arena_grow(strings->arena, (void **)&strings->texts, &strings->capacity,
                                   strings->count, sizeof *strings->texts) != 0) {
        return STRING_UNKNOWN;
    }
    strings->texts[strings->count++] = kept;
    strings->slots[at] = (uint32_t)strings->count;
    if (2 * strings->count > strings->slot_count && rehash(strings, 2 * strings->slot_count) != 0) {
        return STRING_UNKNOWN;
    }
    return (string_id)(strings->count - 1);
}

string_id strings_find(const struct strings *strings, const char *text, size_t length)
{
    size_t at = find_slot(strings, text, length);
    return strings->slots[at] != 0 ? strings->slots[at] - 1 : STRING_UNKNOWN;
}

const char *strings_text(const struct strings *strings, string_id id)
{
    return id < strings->count ? strings->texts[id] : "";
}
