/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What roots.c should find, and what not: of the two allocations the first, to which a variable of
 * the program points when it ends, is one; the second is the C library's environment, to which its
 * own data point. */
#define _GNU_SOURCE /* setenv */
#include <stdlib.h>
#include <string.h>

enum { LEAK_BYTES = 12345 };
static char *lost;

int main(void)
{
    lost = malloc(LEAK_BYTES);
    if (lost == NULL || setenv("BLACKOUT_KEPT", "by the C library", 1) != 0) {
        return 2;
    }
    memset(lost, 1, LEAK_BYTES);
    return 0;
}
