/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One chart of a document as a file of its own: the one that was asked for by name, or the only
 * one. */
#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"
#include "document/chart_svg.h"
#include "document/render.h"

/* The names of charts as a list, for a message; returns how many there are. Names that have no room
 * are counted and not cut: half of one is none. After the first that has none no other is listed,
 * so that those which are missing are the last. `MORE_SIZE` is the room for " and 12 more". */
enum { NAMES_SIZE = 512 };
static size_t list_names(char names[NAMES_SIZE], const struct document *document)
{
    enum { MORE_SIZE = 40 };
    size_t count = 0;
    size_t listed = 0;
    size_t used = 0;
    names[0] = '\0';
    for (size_t i = 0; i < document->block_count; ++i) {
        const struct block *block = &document->blocks[i];
        if (block->kind == BLOCK_CHART) {
            const char *name = block->chart->name;
            if (listed == count && used + strlen(name) + MORE_SIZE < NAMES_SIZE) {
                used += (size_t)snprintf(names + used, NAMES_SIZE - used, "%s%s",
                                         count > 0 ? ", " : "", name);
                ++listed;
            }
            ++count;
        }
    }
    if (listed < count) {
        snprintf(names + used, NAMES_SIZE - used, " and %zu more", count - listed);
    }
    return count;
}

/* Without a name the first one: the caller has made sure that it is the only one. */
static const struct chart *find(const struct document *document, const char *name)
{
    for (size_t i = 0; i < document->block_count; ++i) {
        const struct block *block = &document->blocks[i];
        if (block->kind == BLOCK_CHART && (name == NULL || strcmp(block->chart->name, name) == 0)) {
            return block->chart;
        }
    }
    return NULL;
}

/* What the answer is about, such as "Facebook down for 6 h from ...": a picture of its own has no
 * page that says it. By the headline, which pages have as their heading. NULL: no paragraph tells
 * it apart. False when memory is out: half of a subject is another one. */
static bool find_subject(const char **subject, struct arena *arena, const struct document *document)
{
    *subject = NULL;
    for (size_t i = 0; i < document->block_count && *subject == NULL; ++i) {
        const struct block *block = &document->blocks[i];
        for (size_t k = 0; k < block->headline_runs; ++k) {
            char buffer[VALUE_PRINT_SIZE];
            *subject = arena_format(arena, "%s%s", *subject != NULL ? *subject : "",
                                    value_name(buffer, &block->runs[k]));
            if (*subject == NULL) {
                return false;
            }
        }
    }
    return true;
}

blackout_status render_svg(const struct document *document, blackout_sink *sink, void *user,
                           blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    char names[NAMES_SIZE];
    const char *asked = document->chart_asked;
    if (document->failed) {
        return error_memory(error);
    }
    const size_t count = list_names(names, document);
    const struct chart *chart = asked != NULL || count == 1 ? find(document, asked) : NULL;
    if (count == 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "chart",
                           "this report has no chart; use another format");
    }
    if (chart == NULL && asked != NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "chart",
                           "there is no chart of that name ('%.60s'); give one of %s", asked,
                           names);
    }
    if (chart == NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "chart",
                           "there are several charts; name one: %s", names);
    }
    const char *subject = NULL;
    if (!find_subject(&subject, &arena, document)) {
        return arena_end(&arena, error_memory(error), error);
    }
    writer_init(&writer, sink, user);
    chart_svg_alone(&writer, chart, subject, document->source);
    arena_free(&arena);
    return writer_finish(&writer, error);
}
