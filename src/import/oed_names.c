/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number alone is the name as long as no other thing has it, so that most portfolios keep the
 * names that their owners know. Who comes first in the files has the short name: rows in another
 * order may give other names, and the same businesses. */
#include "import/oed_names.h"

#include <string.h>

int oed_names_init(struct oed_names *names, struct arena *arena)
{
    names->arena = arena;
    return strings_init(&names->keys, arena) != 0 || strings_init(&names->names, arena) != 0 ? -1
                                                                                             : 0;
}

/* With the lengths, since a number may have any character: whatever stood between them as a mark
 * could be in one of them. The third text is what is left. */
const char *oed_key(struct arena *arena, const char *a, const char *b, const char *c)
{
    return arena_format(arena, "%zu %zu %s%s%s", strlen(a), strlen(b), a, b, c);
}

static string_id find(const struct strings *strings, const char *text)
{
    return strings_find(strings, text, strlen(text));
}

size_t oed_names_number(const struct oed_names *names, const char *key)
{
    const string_id id = find(&names->keys, key);
    return id == STRING_UNKNOWN ? 0 : id;
}

int oed_names_free(const char **name, const struct oed_names *names, const char *outer,
                   const char *wish)
{
    *name = wish;
    if (find(&names->names, wish) == STRING_UNKNOWN) {
        return 0;
    }
    /* of what is in nothing that has a number, a number of its own: -A1 would be an odd name */
    const char *longer = outer[0] != '\0' ? arena_format(names->arena, "%s-%s", outer, wish)
                                          : arena_format(names->arena, "%s-2", wish);
    *name = longer != NULL && find(&names->names, longer) == STRING_UNKNOWN ? longer : NULL;
    return longer != NULL ? 0 : -1;
}

int oed_names_add(struct oed_names *names, const char *key, const char *name)
{
    return strings_add(&names->keys, key, strlen(key)) == STRING_UNKNOWN ||
                   strings_add(&names->names, name, strlen(name)) == STRING_UNKNOWN
               ? -1
               : 0;
}
