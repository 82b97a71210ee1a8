/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looked up by file and line. A reject is met again in each reading of its file; the list keeps the
 * reason that was found first, since later ones may only follow from rows that were left out with
 * it. */
#include "tables/rejects.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/text.h"

static uint64_t place_hash(const char *source, size_t line)
{
    return string_hash(line, source, strlen(source));
}

/* Sources are compared as texts: they may be those of another reading of the same file. */
static struct reject *find(const struct rejects *rejects, const char *source, size_t line)
{
    struct lookup_step step = lookup_start(place_hash(source, line));
    uint32_t place;
    while ((place = lookup_next(&rejects->by_place, &step)) != LOOKUP_NONE) {
        struct reject *reject = &rejects->items[place];
        if (reject->line == line && strcmp(reject->source, source) == 0) {
            return reject;
        }
    }
    return NULL;
}

/* A row may take several lines, where a quoted field has line ends in it. */
struct reject *rejects_find(const struct rejects *rejects, const char *source, size_t first,
                            size_t last)
{
    struct reject *found = NULL;
    for (size_t line = first; line <= last && found == NULL; ++line) {
        found = find(rejects, source, line);
    }
    return found;
}

/* Whichever is shorter is gone through: the lines, or the list. */
bool rejects_any(const struct rejects *rejects, const char *source, size_t first, size_t last)
{
    if (rejects == NULL || rejects->count > last - first) {
        return rejects != NULL && rejects_find(rejects, source, first, last) != NULL;
    }
    bool any = false;
    for (size_t i = 0; i < rejects->count && !any; ++i) {
        const struct reject *reject = &rejects->items[i];
        any = reject->line >= first && reject->line <= last && strcmp(reject->source, source) == 0;
    }
    return any;
}

size_t rejects_met(const struct rejects *rejects)
{
    size_t met = 0;
    for (size_t i = 0; i < rejects->count; ++i) {
        met += rejects->items[i].text != NULL ? 1 : 0;
    }
    return met;
}

/* A message on one line: a value in it may have line breaks, and one that is cut may have lost a
 * part of its last letter. */
static const char *copy_message(struct rejects *rejects, const char *text)
{
    char *message = arena_copy(&rejects->arena, text, strlen(text));
    if (message != NULL) {
        text_make_line(message);
    }
    return message;
}

/* Texts of a fault are the reading's, and gone with it. */
static const char *copy(struct rejects *rejects, const char *text)
{
    return arena_copy(&rejects->arena, text, strlen(text));
}

/* Another reading finds the same fault again, and says that nothing is new: so reading anew comes
 * to an end. */
bool rejects_add(struct rejects *rejects, const struct reject *reject, bool *failed)
{
    if (find(rejects, reject->source, reject->line) != NULL) {
        return false;
    }
    const struct reject copied = {.source = copy(rejects, reject->source),
                                  .line = reject->line,
                                  .column = reject->column,
                                  .code = copy(rejects, reject->code),
                                  .message = copy_message(rejects, reject->message)};
    if (copied.source == NULL || copied.code == NULL || copied.message == NULL ||
        rejects->count >= LOOKUP_NONE ||
        arena_grow(&rejects->arena, (void **)&rejects->items, &rejects->capacity, rejects->count,
                   sizeof *rejects->items) != 0 ||
        lookup_add(&rejects->by_place, &rejects->arena, place_hash(reject->source, reject->line),
                   (uint32_t)rejects->count) != 0) {
        *failed = true;
        return false;
    }
    rejects->items[rejects->count++] = copied;
    return true;
}

void rejects_free(struct rejects *rejects)
{
    if (rejects != NULL) {
        arena_free(&rejects->arena);
        free(rejects);
    }
}
