/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that a question lists. By itself, since reports see it and nothing else of a question. */
#ifndef BLACKOUT_ASK_NAME_LIST_H
#define BLACKOUT_ASK_NAME_LIST_H

#include <stddef.h>

/* Names as they were given; `count` 0: not given. */
struct name_list {
    const char **names;
    size_t count;
    size_t capacity;
};

#endif
