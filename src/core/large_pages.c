/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hint (madvise): most kernels give large pages only to memory that it has been given for. */
#define _GNU_SOURCE /* madvise */
#include "core/large_pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* Two pages of x86-64: less would often hold none. */
static const size_t fewest_bytes = (size_t)4 << 20;

/* From the page on in which the memory begins: the kernel puts what malloc() maps at the boundary
 * of a large page, and malloc()'s own few bytes come first in it. */
void large_pages_ask(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    if (memory != NULL && bytes >= fewest_bytes) {
        const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
        const uintptr_t first = (uintptr_t)memory / page * page;
        (void)madvise((void *)first, (uintptr_t)memory + bytes - first, MADV_HUGEPAGE);
    }
#else
    (void)memory;
    (void)bytes;
#endif
}
