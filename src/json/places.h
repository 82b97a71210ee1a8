/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the values of a JSON text are, for messages. The tree does not say, so the text is gone
 * through once more beside it: once, for any number of messages. */
#ifndef BLACKOUT_JSON_PLACES_H
#define BLACKOUT_JSON_PLACES_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/map.h"

struct json_place {
    size_t line;   /* from 1 */
    size_t column; /* in bytes, from 1 */
};

struct json_places {
    struct arena arena;
    struct map by_value;       /* the address of a value to its number among the places */
    struct json_place *places; /* in the order of the text */
    size_t count;
    size_t capacity;
};

/* Finds the place of every value of `tree`, which json_parse() made of this text. 0, or -1 when
 * memory is out. To be freed by json_places_free(), after a failure too. */
int json_places_make(struct json_places *places, const cJSON *tree, const char *text,
                     size_t length);

/* The place of a value of that tree; the start of the text for what is not in it. */
struct json_place json_place_of(const struct json_places *places, const cJSON *value);

void json_places_free(struct json_places *places);

#endif
