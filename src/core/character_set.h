/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of characters as patterns of XML Schema write them: one character, an escape such as \d or
 * \p{Lu}, a list in brackets. Source: XML Schema part 2, appendix F.1; Unicode 15.1. */
#ifndef BLACKOUT_CORE_CHARACTER_SET_H
#define BLACKOUT_CORE_CHARACTER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* One part of a set: characters from `low` to `high`, or those whose general category is among the
 * bits of `categories`, or '_' beside these. */
struct character_range {
    int32_t low;
    int32_t high;
    uint32_t categories; /* 0: the range counts */
    bool has_underscore;
    bool is_negated; /* all others */
};

struct character_set {
    const struct character_range *ranges;
    size_t count;
    bool is_negated;
};

/* Reads the set that `*text` begins with, and moves `*text` to what follows. False where it is not
 * understood, or memory is out in the arena: *text is where it was left. */
bool character_set_read(struct character_set *set, const char **text, struct arena *arena);

bool character_set_has(const struct character_set *set, int32_t character);

/* The first character of UTF-8, and its bytes. A byte that begins none is a character that no set
 * has but a negated one. */
size_t character_read(int32_t *character, const char *text, size_t length);

#endif
