/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/key_list.h"

#include <string.h>

static const char separator[] = ";";

/* Spreadsheets and web pages put these around a name without showing them: blank, tab, line ends,
 * no-break space, narrow no-break space. */
static const char *const blanks[] = {" ", "\t", "\r", "\n", "\xC2\xA0", "\xE2\x80\xAF"};

enum { BLANK_COUNT = sizeof blanks / sizeof blanks[0] };

/* The length of the blank at the beginning, or at the end, of a name; 0: there is none. */
static size_t blank_length(const struct key_name *name, bool at_end)
{
    for (size_t i = 0; i < BLANK_COUNT; ++i) {
        size_t length = strlen(blanks[i]);
        if (length <= name->length &&
            memcmp(at_end ? name->text + name->length - length : name->text, blanks[i], length) ==
                0) {
            return length;
        }
    }
    return 0;
}

void key_name_trim(struct key_name *name)
{
    for (size_t length = blank_length(name, false); length > 0;
         length = blank_length(name, false)) {
        name->text += length;
        name->length -= length;
    }
    for (size_t length = blank_length(name, true); length > 0; length = blank_length(name, true)) {
        name->length -= length;
    }
}

bool key_list_next(struct key_name *name, const char **rest)
{
    while (**rest != '\0') {
        name->text = *rest;
        name->length = strcspn(*rest, separator);
        *rest += name->length;
        *rest += **rest != '\0' ? 1 : 0;
        key_name_trim(name);
        if (name->length > 0) {
            return true;
        }
    }
    return false;
}

bool key_list_has(const char *list, const char *name)
{
    struct key_name one;
    size_t length = strlen(name);
    while (key_list_next(&one, &list)) {
        if (one.length == length && strncmp(one.text, name, length) == 0) {
            return true;
        }
    }
    return false;
}
