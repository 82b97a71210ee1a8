/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is all going to be used, in pages of megabytes instead of kilobytes: each costs a
 * call of the kernel at its first touch, in which threads of one process wait for each other. */
#ifndef BLACKOUT_CORE_LARGE_PAGES_H
#define BLACKOUT_CORE_LARGE_PAGES_H

#include <stddef.h>

/* Asks the kernel for large pages for memory from malloc() or calloc(), which may be NULL, before
 * it is touched. Below a few megabytes it does nothing. Where the kernel has none, nothing is lost:
 * no byte and no result depends on it. */
void large_pages_ask(void *memory, size_t bytes);

#endif
