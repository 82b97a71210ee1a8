/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ASCII, which most text is, is counted here; only the rest needs the tables of utf8proc. */
#include "core/columns.h"

#include <utf8proc.h>

/* A byte that is not UTF-8 takes one column, as terminals show a sign for it. */
size_t columns_first(size_t *bytes, const char *text, size_t length)
{
    utf8proc_int32_t character;
    *bytes = 1;
    if ((unsigned char)text[0] < 0x80) {
        return 1;
    }
    const utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &character);
    if (size <= 0) {
        return 1;
    }
    *bytes = (size_t)size;
    /* 2 for East Asian wide, 0 for marks and controls, never below 0 */
    return (size_t)utf8proc_charwidth(character);
}

size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t at = 0, bytes; at < length; at += bytes) {
        columns += columns_first(&bytes, text + at, length - at);
    }
    return columns;
}
