/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts met while reading, each kept once and named by a number: identifiers are compared and
 * looked up as numbers from then on. Number 0 is the empty text. */
#ifndef BLACKOUT_CORE_STRINGS_H
#define BLACKOUT_CORE_STRINGS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/hash.h"
#include "core/lookup.h"

typedef uint32_t string_id;

#define STRING_NONE ((string_id)0)
#define STRING_UNKNOWN UINT32_MAX

struct strings {
    struct arena *arena;
    const char **texts;
    size_t count;
    size_t capacity;
    struct lookup by_hash;
};

/* 0, or -1 when memory is out. All memory comes from `arena`. */
int strings_init(struct strings *strings, struct arena *arena);

/* The number of `text`, kept if it is new; STRING_UNKNOWN when memory is out. */
string_id strings_add(struct strings *strings, const char *text, size_t length);

/* The number of `text`, or STRING_UNKNOWN. */
string_id strings_find(const struct strings *strings, const char *text, size_t length);

const char *strings_text(const struct strings *strings, string_id id);

#endif
