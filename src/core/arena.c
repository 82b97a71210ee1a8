/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of blocks; the newest is filled from its start. Blocks double up to a limit, so that a
 * dataset of any size takes few calls of calloc(), which knows what memory the kernel has just
 * zeroed. No byte is given out twice. */
#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/print.h"

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

/* Smallest and largest block made ahead of need: 4 KiB keeps small owners small, 1 MiB keeps the
 * number of blocks of a large dataset in the hundreds. */
static const size_t smallest_block_bytes = 4096;
static const size_t largest_block_bytes = 1048576;

/* Sanitizers and valgrind see the bounds of blocks alone. */
#ifdef BLACKOUT_ARENA_MALLOC
static const bool one_block_each = true;
#else
static const bool one_block_each = false;
#endif

static struct arena_block *add_block(struct arena *arena, size_t bytes)
{
    size_t capacity = arena->blocks ? 2 * arena->blocks->capacity : smallest_block_bytes;
    if (capacity > largest_block_bytes) {
        capacity = largest_block_bytes;
    }
    if (capacity < bytes || one_block_each) {
        capacity = bytes;
    }
    struct arena_block *block = calloc(1, sizeof *block + capacity);
    if (block == NULL) {
        arena->failed = true;
        return NULL;
    }
    block->next = arena->blocks;
    block->capacity = capacity;
    arena->blocks = block;
    arena->allocated_bytes += capacity;
    return block;
}

/* Elements of whole cache lines begin with one: vectors of two lines take twice as long. */
static size_t boundary_of(size_t size)
{
    enum { CACHE_LINE = 64 };
    if (one_block_each) {
        return 1;
    }
    return size > 0 && size % CACHE_LINE == 0 ? CACHE_LINE : alignof(max_align_t);
}

/* What a block leaves unused so that what follows begins at a boundary, a power of two. */
static size_t left_before(const struct arena_block *block, size_t boundary)
{
    return -(uintptr_t)(block->bytes + block->used) & (boundary - 1);
}

/* Half of SIZE_MAX: what is added for alignment and the block's head cannot overflow then. A
 * request for no bytes gets a place too, so that NULL always means that memory is out. */
void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size) {
        arena->failed = true;
        return NULL;
    }
    size_t wanted = count * size;
    const size_t boundary = boundary_of(size);
    const size_t step = wanted > 0 ? wanted : 1;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->capacity - block->used < left_before(block, boundary) + step) {
        block = add_block(arena, step + boundary - 1);
        if (block == NULL) {
            return NULL;
        }
    }
    void *memory = block->bytes + block->used + left_before(block, boundary);
    block->used += left_before(block, boundary) + step;
    return memory;
}

/* `text` need not end with a NUL; the copy does. */
char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1, 1);
    if (copy != NULL && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start() has set it */
    int length = print_list(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1, 1);
    if (text != NULL) {
        print_list(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

/* The old array stays in the arena: with doubling that is at most as much again, and pointers into
 * it keep their values. */
int arena_grow(struct arena *arena, void **array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return 0;
    }
    size_t wanted = *capacity < 8 ? 16 : 2 * *capacity;
    void *larger = arena_alloc(arena, wanted, size);
    if (larger == NULL) {
        return -1;
    }
    if (count > 0) {
        memcpy(larger, *array, count * size);
    }
    *array = larger;
    *capacity = wanted;
    return 0;
}

void arena_free(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (struct arena){0};
}

blackout_status arena_judge(const struct arena *arena, blackout_status status,
                            blackout_error *error)
{
    return arena->failed ? error_memory(error) : status;
}

blackout_status arena_end(struct arena *arena, blackout_status status, blackout_error *error)
{
    status = arena_judge(arena, status, error);
    arena_free(arena);
    return status;
}
