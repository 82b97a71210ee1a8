/* SPDX-License-Identifier: GPL-3.0-or-later */
/* printf into memory, as the C locale has it. */
#ifndef BLACKOUT_CORE_PRINT_H
#define BLACKOUT_CORE_PRINT_H

#include <stdarg.h>
#include <stddef.h>

/* snprintf() and vsnprintf() with a point for decimals and no other digits than ASCII's, whatever
 * locale the host program has set; for all formats with numbers that are not whole. */
__attribute__((format(printf, 3, 4))) int print_text(char *text, size_t size, const char *format,
                                                     ...);
__attribute__((format(printf, 3, 0))) int print_list(char *text, size_t size, const char *format,
                                                     va_list arguments);

/* print_list() of a message: one that is longer than its room ends with "...", after a whole
 * character. */
__attribute__((format(printf, 3, 0))) void print_in_room(char *text, size_t size,
                                                         const char *format, va_list arguments);

#endif
