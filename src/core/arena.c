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

#include "core/lanes.h"
#include "core/large_pages.h"
#include "core/print.h"

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t capacity;
    bool shared;          /* by several allocations: cleared one by one */
    unsigned char *bytes; /* in the same memory, from a boundary of lanes on */
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

/* To a multiple of a power of 2. */
static size_t round_up(size_t number, size_t power)
{
    return (number + power - 1) & ~(power - 1);
}

/* From calloc() where it is all going to be used, with room to begin at a boundary; what is given
 * out of a block for many is cleared then, and pages that nobody gets are never touched. A block of
 * one allocation begins at a boundary, so that nothing follows it. */
static void *zeroed(size_t bytes, bool shared)
{
    void *memory = NULL;
    if (!one_block_each) {
        memory = shared ? malloc(bytes + LANES_BOUNDARY) : calloc(1, bytes + LANES_BOUNDARY);
        large_pages_ask(memory, bytes + LANES_BOUNDARY);
        return memory;
    }
    return posix_memalign(&memory, LANES_BOUNDARY, bytes) == 0 ? memset(memory, 0, bytes) : NULL;
}

/* Memory of calloc() is aligned for any type, not for lanes: zeroed() has taken a boundary more, by
 * which the first byte is moved. What is left of the block before is given up; doubling keeps that
 * below what is used. */
static struct arena_block *add_block(struct arena *arena, size_t bytes)
{
    size_t capacity = arena->blocks ? 2 * arena->blocks->capacity : smallest_block_bytes;
    if (capacity > largest_block_bytes) {
        capacity = largest_block_bytes;
    }
    if (capacity < bytes || one_block_each) {
        capacity = bytes;
    }
    /* whole lines, so that a block that begins at a boundary has its bytes at one */
    const size_t head = round_up(sizeof(struct arena_block), LANES_BOUNDARY);
    const bool shared = capacity > bytes;
    struct arena_block *block = zeroed(head + capacity, shared);
    if (block == NULL) {
        arena->failed = true;
        return NULL;
    }
    block->next = arena->blocks;
    block->used = 0;
    block->shared = shared;
    block->capacity = capacity;
    block->bytes = (unsigned char *)block + head;
    block->bytes += round_up((uintptr_t)block, LANES_BOUNDARY) - (uintptr_t)block;
    arena->blocks = block;
    arena->allocated_bytes += capacity;
    return block;
}

/* Lanes, and what has some of them, are whole cache lines and begin with one: vectors of two lines
 * take twice as long. */
static size_t boundary_of(size_t size)
{
    return size > 0 && size % LANES_BOUNDARY == 0 ? LANES_BOUNDARY : alignof(max_align_t);
}

/* Half of SIZE_MAX: what is added for alignment and the block's head cannot overflow then. A
 * request for no bytes gets a place too, so that NULL always means that memory is out. A request
 * above the largest block has one of its own size. */
void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size) {
        arena->failed = true;
        return NULL;
    }
    const size_t wanted = count * size > 0 ? count * size : 1;
    struct arena_block *block = arena->blocks;
    size_t first = block == NULL ? 0 : round_up(block->used, boundary_of(size));
    if (block == NULL || first > block->capacity || block->capacity - first < wanted) {
        block = add_block(arena, wanted);
        first = 0;
    }
    if (block == NULL) {
        return NULL;
    }
    block->used = first + wanted;
    unsigned char *bytes = block->bytes + first;
    return block->shared ? memset(bytes, 0, wanted) : bytes;
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

char *arena_copy_text(struct arena *arena, const char *text)
{
    return text != NULL ? arena_copy(arena, text, strlen(text)) : NULL;
}

/* Formatted twice, first into nothing: the length is known before memory is taken, and nothing is
 * ever cut. */
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
 * it keep their values. Sixteen at first, so that short lists do not double item by item. */
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
