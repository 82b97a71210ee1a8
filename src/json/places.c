/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree has its values in the order of the text, so that the two are gone through together: the
 * tree says what comes next, the text where. Recursion is bounded by JSON_MOST_DEPTH. */
#include "json/places.h"

#include <stdbool.h>
#include <stdint.h>

struct walk {
    struct json_places *places;
    const char *text;
    size_t length;
    size_t at;
    size_t line;
    size_t line_start;
};

/* '\0' after the end: no loop below goes on at it. */
static char here(const struct walk *walk)
{
    return walk->at < walk->length ? walk->text[walk->at] : '\0';
}

static void skip_space(struct walk *walk)
{
    for (; here(walk) == ' ' || here(walk) == '\t' || here(walk) == '\r' || here(walk) == '\n';
         ++walk->at) {
        if (here(walk) == '\n') {
            ++walk->line;
            walk->line_start = walk->at + 1;
        }
    }
}

/* Strings hold no line ends. An escaped quote is skipped with its backslash; the text has passed
 * the grammar, so that no string is open. */
static void skip_string(struct walk *walk)
{
    for (++walk->at; here(walk) != '"' && walk->at < walk->length; ++walk->at) {
        walk->at += here(walk) == '\\' ? 1 : 0;
    }
    ++walk->at;
}

/* A number or one of the words: up to what may follow a value. Which it is, the tree has said. */
static void skip_word(struct walk *walk)
{
    while (walk->at < walk->length && here(walk) != ',' && here(walk) != ']' && here(walk) != '}' &&
           here(walk) != ' ' && here(walk) != '\t' && here(walk) != '\r' && here(walk) != '\n') {
        ++walk->at;
    }
}

/* A bracket, a comma or a colon, and what is blank around it. */
static void skip_mark(struct walk *walk)
{
    skip_space(walk);
    ++walk->at;
    skip_space(walk);
}

/* A value is known by its address, which is its own as long as the tree is there. */
static int note(struct walk *walk, const cJSON *value)
{
    struct json_places *places = walk->places;
    if (arena_grow(&places->arena, (void **)&places->places, &places->capacity, places->count,
                   sizeof *places->places) != 0 ||
        map_add(&places->by_value, (uint64_t)(uintptr_t)value, (uint32_t)places->count) != 0) {
        return -1;
    }
    places->places[places->count++] =
        (struct json_place){walk->line, walk->at - walk->line_start + 1};
    return 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): no deeper than JSON_MOST_DEPTH */
static int walk_value(struct walk *walk, const cJSON *value)
{
    skip_space(walk);
    if (note(walk, value) != 0) {
        return -1;
    }
    if (cJSON_IsString(value)) {
        skip_string(walk);
    } else if (!cJSON_IsArray(value) && !cJSON_IsObject(value)) {
        skip_word(walk);
    } else {
        skip_mark(walk);
        for (const cJSON *member = value->child; member != NULL; member = member->next) {
            if (cJSON_IsObject(value)) {
                skip_string(walk);
                skip_mark(walk);
            }
            if (walk_value(walk, member) != 0) {
                return -1;
            }
            skip_mark(walk); /* a comma, or the closing bracket */
        }
        /* of what is empty the closing bracket is left */
        walk->at += value->child == NULL ? 1 : 0;
    }
    return 0;
}

/* The text and its tree are walked side by side: cJSON keeps members in the order of the text. */
int json_places_make(struct json_places *places, const cJSON *tree, const char *text, size_t length)
{
    struct walk walk = {.places = places, .text = text, .length = length, .line = 1};
    *places = (struct json_places){0};
    places->by_value.arena = &places->arena;
    return walk_value(&walk, tree);
}

struct json_place json_place_of(const struct json_places *places, const cJSON *value)
{
    const uint32_t number = map_find(&places->by_value, (uint64_t)(uintptr_t)value);
    return number != MAP_NONE ? places->places[number] : (struct json_place){1, 1};
}

void json_places_free(struct json_places *places)
{
    arena_free(&places->arena);
    *places = (struct json_places){0};
}
