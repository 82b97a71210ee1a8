/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/key_list.h"

#include <string.h>

static const char separator[] = ";";

bool key_list_next(struct key_name *name, const char **rest)
{
    if (**rest == '\0') {
        return false;
    }
    name->text = *rest;
    name->length = strcspn(*rest, separator);
    *rest += name->length;
    *rest += **rest != '\0' ? 1 : 0;
    return true;
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
