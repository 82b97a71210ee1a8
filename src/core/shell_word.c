/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within single quotes everything is itself but a single quote (POSIX, Shell Command Language,
 * 2.2.2): it is written outside of them, with a backslash. */
#include "core/shell_word.h"

#include <string.h>

char *shell_word(struct arena *arena, const char *text)
{
    static const char quote[] = "'\\''"; /* out of the quotes, one, and in again */
    enum { QUOTE_LENGTH = sizeof quote - 1 };
    size_t size = 3; /* the outer quotes and the end */
    for (const char *c = text; *c != '\0'; ++c) {
        size += *c == '\'' ? QUOTE_LENGTH : 1;
    }
    char *word = arena_alloc(arena, size, 1);
    size_t used = 0;
    if (word == NULL) {
        return NULL;
    }
    word[used++] = '\'';
    for (const char *c = text; *c != '\0'; ++c) {
        const size_t length = *c == '\'' ? QUOTE_LENGTH : 1;
        memcpy(word + used, *c == '\'' ? quote : c, length);
        used += length;
    }
    word[used] = '\''; /* the arena's memory is zeroed */
    return word;
}
