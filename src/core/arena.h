/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is given back all at once: one arena for each owner with a clear end of life
 * (dataset, run, result). Single allocations are never freed. With BLACKOUT_ARENA_MALLOC every
 * allocation is its own malloc(), so that sanitizers and valgrind see its bounds. */
#ifndef BLACKOUT_CORE_ARENA_H
#define BLACKOUT_CORE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

struct arena_block;

/* {0} is an empty arena. `allocated_bytes` is what the blocks take in all. `failed` sticks: memory
 * was out once, so that what was made since may lack something, whoever looked. */
struct arena {
    struct arena_block *blocks;
    size_t allocated_bytes;
    bool failed;
};

/* `count` objects of `size` bytes, zeroed and aligned for any type, those of whole cache lines
 * (lanes) to one; NULL when memory is out or the product overflows. Zero bytes give a valid
 * pointer. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A copy of the first `length` bytes of `text`, NUL-terminated; NULL when memory is out. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* The same of a whole text, which ends with a NUL; NULL also for NULL, a text that there is not. */
char *arena_copy_text(struct arena *arena, const char *text);

/* A formatted text; NULL when memory is out. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Doubles `*array` (elements of `size` bytes, `*capacity` of them) once `count` fills it. The old
 * array stays in the arena. Returns 0, or -1 when memory is out. */
int arena_grow(struct arena *arena, void **array, size_t *capacity, size_t count, size_t size);

/* It is empty afterwards, and may be used again. */
void arena_free(struct arena *arena);

/* Where memory was out in the arena, BLACKOUT_ERROR_MEMORY, also in place of another error, which
 * may only follow from that; else `status`. At the end of whatever makes something whole of it. */
blackout_status arena_judge(const struct arena *arena, blackout_status status,
                            blackout_error *error);

/* Judges, and frees. */
blackout_status arena_end(struct arena *arena, blackout_status status, blackout_error *error);

#endif
