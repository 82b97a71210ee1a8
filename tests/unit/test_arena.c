/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/arena: every allocation is zeroed, aligned, its own, and lives until arena_free(). */
#include "core/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/lanes.h"
#include "random.h"

enum { COUNT = 2385 };

static void is_all(const unsigned char *bytes, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; ++i) {
        assert_int_equal(bytes[i], value);
    }
}

/* Expected: each allocation keeps the pattern it was given, whatever came after it. */
static void allocations_are_zeroed_aligned_and_apart(void **state)
{
    static unsigned char *memory[COUNT];
    static size_t sizes[COUNT];
    struct arena arena = {0};
    uint64_t seed = 71;
    size_t total = 0;
    (void)state;
    for (size_t i = 0; i < COUNT; ++i) {
        size_t size = 1 + random_below(&seed, 37);
        size_t count = 1 + random_below(&seed, 23);
        sizes[i] = size * count;
        memory[i] = arena_alloc(&arena, count, size);
        assert_non_null(memory[i]);
        assert_int_equal((uintptr_t)memory[i] % alignof(max_align_t), 0);
        is_all(memory[i], sizes[i], 0);
        memset(memory[i], (int)(i % 251) + 1, sizes[i]);
        total += sizes[i];
    }
    for (size_t i = 0; i < COUNT; ++i) {
        is_all(memory[i], sizes[i], (unsigned char)(i % 251 + 1));
    }
    assert_true(arena.allocated_bytes >= total);
    arena_free(&arena);
}

/* Whatever was taken before, in the same block or a new one. */
static void elements_of_cache_lines_begin_with_one(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t before = 0; before < 131; ++before) {
        assert_non_null(arena_alloc(&arena, before, 1));
        unsigned char *lines = arena_alloc(&arena, 1 + before % 5, before % 2 == 0 ? 64 : 192);
        assert_int_equal((uintptr_t)lines % LANES_BOUNDARY, 0);
        is_all(lines, 64, 0);
        memset(lines, 0x5a, 64);
    }
    arena_free(&arena);
}

/* 3 MiB is more than the largest block made ahead of need. */
static void takes_large_allocations(void **state)
{
    struct arena arena = {0};
    const size_t size = 3 * 1048576 + 17;
    (void)state;
    unsigned char *large = arena_alloc(&arena, size, 1);
    unsigned char *after = arena_alloc(&arena, 5, 7);
    assert_non_null(large);
    assert_non_null(after);
    memset(large, 0xa5, size);
    is_all(after, 35, 0);
    arena_free(&arena);
}

static void zero_bytes_give_a_pointer(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_non_null(arena_alloc(&arena, 0, 8));
    assert_non_null(arena_alloc(&arena, 13, 0));
    arena_free(&arena);
}

/* Empty lists are common: a report of one scenario has dozens. After 3 MiB a block that is made
 * ahead of need has 1 MiB: 1,000 of those would be 1 GiB. */
static void zero_bytes_take_no_block_of_their_own(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (int i = 0; i < 3072; ++i) {
        assert_non_null(arena_alloc(&arena, 1, 1024));
    }
    const size_t before = arena.allocated_bytes;
    for (int i = 0; i < 1000; ++i) {
        assert_non_null(arena_alloc(&arena, 0, 8));
    }
    assert_true(arena.allocated_bytes <= before + 2 * 1048576);
    arena_free(&arena);
}

/* The products are 2^64 + 8, just above SIZE_MAX / 2, and nearly 2^128. */
static void refuses_products_that_overflow(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_null(arena_alloc(&arena, SIZE_MAX / 8 + 2, 8));
    assert_null(arena_alloc(&arena, SIZE_MAX / 4 + 1, 2));
    assert_null(arena_alloc(&arena, SIZE_MAX, SIZE_MAX));
    assert_int_equal(arena.allocated_bytes, 0);
    arena_free(&arena);
}

static void copies_part_of_a_text(void **state)
{
    struct arena arena = {0};
    char text[] = "facebook";
    (void)state;
    char *copy = arena_copy(&arena, text, 4);
    char *empty = arena_copy(&arena, text, 0);
    char *whole = arena_copy_text(&arena, text);
    text[0] = 'x';
    assert_string_equal(copy, "face");
    assert_string_equal(empty, "");
    assert_string_equal(whole, "facebook");
    assert_null(arena_copy_text(&arena, NULL));
    arena_free(&arena);
}

static void formats_texts_of_any_length(void **state)
{
    struct arena arena = {0};
    char long_text[9000];
    (void)state;
    memset(long_text, 'y', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_string_equal(arena_format(&arena, "%s/%d", "europe", 37), "europe/37");
    char *text = arena_format(&arena, "<%s>", long_text);
    assert_int_equal(strlen(text), 9001);
    assert_int_equal(text[0], '<');
    assert_int_equal(text[9000], '>');
    arena_free(&arena);
}

/* Expected: doubling from 16, as the header says; the elements are those put in. */
static void arrays_double_and_keep_their_elements(void **state)
{
    struct arena arena = {0};
    uint32_t *numbers = NULL;
    size_t capacity = 0;
    (void)state;
    for (uint32_t i = 0; i < 1000; ++i) {
        const uint32_t *before = numbers;
        size_t old = capacity;
        assert_int_equal(arena_grow(&arena, (void **)&numbers, &capacity, i, sizeof *numbers), 0);
        if (i < old) {
            assert_ptr_equal(numbers, before);
            assert_int_equal(capacity, old);
        } else {
            assert_int_equal(capacity, old == 0 ? 16 : 2 * old);
        }
        numbers[i] = 7919 * i + 3;
    }
    for (uint32_t i = 0; i < 1000; ++i) {
        assert_int_equal(numbers[i], 7919 * i + 3);
    }
    arena_free(&arena);
}

static void growth_beyond_memory_is_refused(void **state)
{
    struct arena arena = {0};
    void *array = NULL;
    size_t capacity = SIZE_MAX / 8;
    (void)state;
    assert_int_equal(arena_grow(&arena, &array, &capacity, capacity, 8), -1);
    assert_null(array);
    assert_int_equal(capacity, SIZE_MAX / 8);
    arena_free(&arena);
}

static void is_empty_again_once_freed(void **state)
{
    struct arena arena = {0};
    (void)state;
    arena_free(&arena);
    assert_non_null(arena_alloc(&arena, 3, 11));
    arena_free(&arena);
    assert_null(arena.blocks);
    assert_int_equal(arena.allocated_bytes, 0);
    assert_non_null(arena_alloc(&arena, 5, 13));
    arena_free(&arena);
}

/* What is made after memory was out may lack something, also where nobody looked: the error goes
 * before success, and before an error that may only follow from it. Freed, it is as new. */
static void memory_that_was_out_is_the_error(void **state)
{
    struct arena arena = {0};
    blackout_error error = {0};
    (void)state;
    assert_int_equal(arena_judge(&arena, BLACKOUT_OK, &error), BLACKOUT_OK);
    assert_int_equal(arena_judge(&arena, BLACKOUT_ERROR_INPUT, &error), BLACKOUT_ERROR_INPUT);
    assert_null(arena_alloc(&arena, SIZE_MAX / 7, 11));
    assert_non_null(arena_alloc(&arena, 7, 11));
    assert_int_equal(arena_judge(&arena, BLACKOUT_OK, &error), BLACKOUT_ERROR_MEMORY);
    assert_string_equal(error.message, "out of memory");
    assert_int_equal(arena_end(&arena, BLACKOUT_ERROR_INPUT, &error), BLACKOUT_ERROR_MEMORY);
    assert_int_equal(arena_end(&arena, BLACKOUT_OK, NULL), BLACKOUT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_aligned_and_apart),
        cmocka_unit_test(elements_of_cache_lines_begin_with_one),
        cmocka_unit_test(takes_large_allocations),
        cmocka_unit_test(zero_bytes_give_a_pointer),
        cmocka_unit_test(zero_bytes_take_no_block_of_their_own),
        cmocka_unit_test(refuses_products_that_overflow),
        cmocka_unit_test(copies_part_of_a_text),
        cmocka_unit_test(formats_texts_of_any_length),
        cmocka_unit_test(arrays_double_and_keep_their_elements),
        cmocka_unit_test(growth_beyond_memory_is_refused),
        cmocka_unit_test(is_empty_again_once_freed),
        cmocka_unit_test(memory_that_was_out_is_the_error),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
