/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/large_pages: what the kernel says of the memory afterwards, in /proc/self/smaps: the flag
 * `hg` is its "huge page advise flag" (Documentation/filesystems/proc.rst of Linux). */
#include "core/large_pages.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

enum { MEGABYTE = 1 << 20, LARGE_PAGE = 2 * MEGABYTE };

/* Whether the mapping that has the byte is advised; false too where there is nothing to read. */
static bool is_advised(const unsigned char *byte)
{
    FILE *maps = fopen("/proc/self/smaps", "re");
    char line[512];
    bool inside = false;
    bool advised = false;
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        char *rest = NULL;
        const uintmax_t first = strtoumax(line, &rest, 16);
        if (*rest == '-') {
            inside = first <= (uintptr_t)byte && (uintptr_t)byte < strtoumax(rest + 1, NULL, 16);
        }
        advised = advised || (inside && strncmp(line, "VmFlags:", 8) == 0 && strstr(line, " hg"));
    }
    if (maps != NULL) {
        assert_int_equal(fclose(maps), 0);
    }
    return advised;
}

static void large_pages_are_asked_for(void **state)
{
    const size_t size = (size_t)16 * MEGABYTE;
    unsigned char *memory = malloc(size);
    (void)state;
    assert_non_null(memory);
    large_pages_ask(memory, size);
    const bool first = is_advised(memory);
    const bool middle = is_advised(memory + size / 2);
    const bool last = is_advised(memory + size - 1);
    free(memory);
    if (access("/sys/kernel/mm/transparent_hugepage/enabled", R_OK) != 0) {
        print_message("skipped: the kernel has no large pages\n");
        skip();
    }
    assert_true(first && middle && last);
}

static void no_byte_changes(void **state)
{
    const size_t size = (size_t)16 * MEGABYTE;
    unsigned char *memory = calloc(1, size);
    (void)state;
    assert_non_null(memory);
    large_pages_ask(memory, size);
    memset(memory + size / 2, 1, size / 4);
    assert_int_equal(memory[size / 2 - 1], 0);
    assert_int_equal(memory[size / 2], 1);
    assert_int_equal(memory[size - 1], 0);
    free(memory);
}

/* One that is hardly ever whole in it. */
static void little_memory_is_left_alone(void **state)
{
    unsigned char *memory = malloc(LARGE_PAGE);
    (void)state;
    assert_non_null(memory);
    large_pages_ask(memory, LARGE_PAGE);
    assert_false(is_advised(memory));
    free(memory);
}

static void no_memory_is_no_harm(void **state)
{
    (void)state;
    large_pages_ask(NULL, (size_t)16 * MEGABYTE);
    large_pages_ask(NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_pages_are_asked_for),
        cmocka_unit_test(no_byte_changes),
        cmocka_unit_test(little_memory_is_left_alone),
        cmocka_unit_test(no_memory_is_no_harm),
    };
    return cmocka_run_group_tests_name("large_pages", tests, NULL, NULL);
}
