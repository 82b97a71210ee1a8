/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report has to say beside its figures. */
#ifndef BLACKOUT_CORE_WARNING_H
#define BLACKOUT_CORE_WARNING_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

struct warning {
    const char *code;    /* for programs: "start_at_midnight" */
    const char *message; /* for people */
    const char *where;   /* what it is about: "file:line:column", a table, an option, an event */
};

/* In the order in which they were added; texts and items are the arena's. {0} is an empty list. */
struct warning_list {
    struct warning *items;
    size_t count;
    size_t capacity;
};

/* Adds a warning, with copies of its texts in `arena`. Returns 0, or -1 when memory is out. */
int warning_add(struct warning_list *list, struct arena *arena, const struct warning *warning);

/* The same with a message made of `format`, cut at WARNING_SIZE - 1 bytes. */
enum { WARNING_SIZE = 640 };
int warning_print(struct warning_list *list, struct arena *arena, const char *code,
                  const char *where, const char *format, va_list arguments)
    __attribute__((format(printf, 5, 0)));

/* Adds all of another list. */
int warning_add_all(struct warning_list *list, struct arena *arena,
                    const struct warning_list *more);

/* Whether a warning with this code and place stands in the list. */
bool warning_stands(const struct warning_list *list, const char *code, const char *where);

#endif
