/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that has called setlocale() for its own windows must not get figures with commas from
 * this library. The locale is set for the calling thread and only for the call, so that nothing
 * the host prints meanwhile, here or in another thread, is touched. */
#define _GNU_SOURCE /* newlocale, uselocale */
#include "core/print.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

int print_list(char *text, size_t size, const char *format, va_list arguments)
{
    /* glibc's and musl's "C" is a constant: nothing is allocated, and nothing can run out */
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0) {
        return -1;
    }
    locale_t hosts = uselocale(c_locale);
    int length = vsnprintf(text, size, format, arguments);
    uselocale(hosts);
    freelocale(c_locale);
    return length;
}

/* Where the cut falls inside a character, that goes whole: half of one is not UTF-8. */
void print_in_room(char *text, size_t size, const char *format, va_list arguments)
{
    static const char more[] = "...";
    const int length = print_list(text, size, format, arguments);
    if (length < 0 || (size_t)length < size || size < sizeof more) {
        return;
    }
    memcpy(text + text_whole_length(text, size - sizeof more), more, sizeof more);
}

int print_text(char *text, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = print_list(text, size, format, arguments);
    va_end(arguments);
    return length;
}
