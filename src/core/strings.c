/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts are in an arena and never move, so that a pointer to one lasts as long as the dataset. Not
 * made for several threads while texts are added; looking up only reads. */
#include "core/strings.h"

#include <string.h>

/* A kept text is compared to its end: `text` may be part of a longer one and has no NUL. strncmp()
 * stops at the NUL of a shorter one, so that kept[length] is read only where it exists. */
static string_id find(const struct strings *strings, uint64_t hash, const char *text, size_t length)
{
    struct lookup_step step = lookup_start(hash);
    string_id id;
    while ((id = lookup_next(&strings->by_hash, &step)) != LOOKUP_NONE) {
        const char *kept = strings->texts[id];
        if (strncmp(kept, text, length) == 0 && kept[length] == '\0') {
            return id;
        }
    }
    return STRING_UNKNOWN;
}

/* The empty text is number 0, so that a cell of zeros is one without a text. */
int strings_init(struct strings *strings, struct arena *arena)
{
    *strings = (struct strings){.arena = arena};
    return strings_add(strings, "", 0) == STRING_NONE ? 0 : -1;
}

/* The text is kept before the table knows of it: where memory runs out in between, a copy is left
 * in the arena and nothing refers to it. */
string_id strings_add(struct strings *strings, const char *text, size_t length)
{
    const uint64_t hash = lookup_hash(text, length);
    string_id known = find(strings, hash, text, length);
    if (known != STRING_UNKNOWN) {
        return known;
    }
    char *kept = arena_copy(strings->arena, text, length);
    if (kept == NULL || strings->count == STRING_UNKNOWN ||
        arena_grow(strings->arena, (void **)&strings->texts, &strings->capacity, strings->count,
                   sizeof *strings->texts) != 0 ||
        lookup_add(&strings->by_hash, strings->arena, hash, (uint32_t)strings->count) != 0) {
        return STRING_UNKNOWN;
    }
    strings->texts[strings->count] = kept;
    return (string_id)strings->count++;
}

string_id strings_find(const struct strings *strings, const char *text, size_t length)
{
    return find(strings, lookup_hash(text, length), text, length);
}

const char *strings_text(const struct strings *strings, string_id id)
{
    return id < strings->count ? strings->texts[id] : "";
}
