/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much room text takes on a terminal: most characters one column, those of East Asian scripts
 * and emoji two, marks that are put on the letter before them none (Unicode 15, UAX 11).
 * Independent of any locale, as wcwidth() is not. Characters are counted in core/text.h. */
#ifndef BLACKOUT_CORE_COLUMNS_H
#define BLACKOUT_CORE_COLUMNS_H

#include <stddef.h>

/* The columns of the character that a text begins with, and its bytes, at least 1. What is not
 * UTF-8 is a byte of one column. */
size_t columns_first(size_t *bytes, const char *text, size_t length);

/* The columns of the first `length` bytes of UTF-8. */
size_t columns_of(const char *text, size_t length);

#endif
