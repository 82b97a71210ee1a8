/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through the text without copying it: a name is a place and a length. */
#include "tables/key_list.h"

#include <string.h>

#include "core/text.h"

static const char separator[] = ";";

/* Empty parts are passed over: a list typed by hand may end with its separator. */
bool key_list_next(struct key_name *name, const char **rest)
{
    while (**rest != '\0') {
        name->text = *rest;
        name->length = strcspn(*rest, separator);
        *rest += name->length;
        *rest += **rest != '\0' ? 1 : 0;
        text_trim(&name->text, &name->length);
        if (name->length > 0) {
            return true;
        }
    }
    return false;
}

/* By bytes, as identifiers are compared everywhere. */
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
