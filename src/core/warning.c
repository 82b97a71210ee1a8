/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/warning.h"

#include <stdio.h>
#include <string.h>

static const char *copy(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

int warning_add(struct warning_list *list, struct arena *arena, const struct warning *warning)
{
    const struct warning copied = {.code = copy(arena, warning->code),
                                   .message = copy(arena, warning->message),
                                   .where = copy(arena, warning->where)};
    if (copied.code == NULL || copied.message == NULL || copied.where == NULL ||
        arena_grow(arena, (void **)&list->items, &list->capacity, list->count,
                   sizeof *list->items) != 0) {
        return -1;
    }
    list->items[list->count++] = copied;
    return 0;
}

int warning_print(struct warning_list *list, struct arena *arena, const char *code,
                  const char *where, const char *format, va_list arguments)
{
    char message[WARNING_SIZE];
    vsnprintf(message, sizeof message, format, arguments);
    return warning_add(list, arena, &(struct warning){code, message, where});
}

int warning_add_all(struct warning_list *list, struct arena *arena, const struct warning_list *more)
{
    int status = 0;
    for (size_t i = 0; i < more->count && status == 0; ++i) {
        status = warning_add(list, arena, &more->items[i]);
    }
    return status;
}

bool warning_stands(const struct warning_list *list, const char *code, const char *where)
{
    for (size_t i = 0; i < list->count; ++i) {
        if (strcmp(list->items[i].code, code) == 0 && strcmp(list->items[i].where, where) == 0) {
            return true;
        }
    }
    return false;
}
