/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A description is trusted for what it says of dialects and hashes, never for where files are: a
 * path that leaves the folder, by `..`, by a slash in front or by a link, is refused. */
#define _GNU_SOURCE /* realpath */
#include "ingest/descriptor.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"

/* Descriptions are a page long; a limit keeps a wrong file from being read whole. Doubling begins
 * with what holds any usual one: a block of the largest size that was given back once would keep
 * malloc() from ever asking the kernel for zeroed pages again (mallopt(3), M_MMAP_THRESHOLD). */
enum { FIRST_DESCRIPTION_BYTES = 64 * 1024, LARGEST_DESCRIPTION_BYTES = 8 * 1024 * 1024 };

/* ---- The file -------------------------------------------------------------------------------- */

/* False where memory is out. */
static bool fill(struct descriptor *descriptor, FILE *file)
{
    for (size_t capacity = FIRST_DESCRIPTION_BYTES; capacity <= LARGEST_DESCRIPTION_BYTES;
         capacity *= 2) {
        char *larger = realloc(descriptor->bytes, capacity);
        if (larger == NULL) {
            return false;
        }
        descriptor->bytes = larger;
        descriptor->length +=
            fread(larger + descriptor->length, 1, capacity - descriptor->length, file);
        if (descriptor->length < capacity) {
            return true;
        }
    }
    return true;
}

/* A buffer of the largest size that is filled to its end may have been cut: it counts as too long.
 */
static blackout_status read_bytes(struct descriptor *descriptor, const char *path,
                                  blackout_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return error_open(error, descriptor->source, errno);
    }
    const bool enough = fill(descriptor, file);
    const bool unread = ferror(file) != 0;
    fclose(file);
    if (!enough) {
        return error_memory(error);
    }
    if (unread || descriptor->length == LARGEST_DESCRIPTION_BYTES) {
        return error_at(error, BLACKOUT_ERROR_IO, descriptor->source, 0, 0, "%s",
                        unread ? "cannot be read" : "is longer than 8 MiB");
    }
    return BLACKOUT_OK;
}

/* A description that is not JSON is a fault of the package like any other. The bytes at the place
 * are shown, since the reader's editor may count columns in another way. */
static void fault_syntax(const struct descriptor *descriptor, const blackout_error *syntax)
{
    enum { SHOWN_BYTES = 24 };
    struct place place = {descriptor->source, syntax->line > 0 ? syntax->line : 1,
                          syntax->column > 0 ? syntax->column : 1, ""};
    const char *at = descriptor->text;
    const char *end = descriptor->text + descriptor->length;
    for (size_t line = 1; line < place.line && at < end; ++line) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed != NULL ? feed + 1 : end;
    }
    at = place.column - 1 < (size_t)(end - at) ? at + place.column - 1 : end;
    int shown = end - at < SHOWN_BYTES ? (int)(end - at) : SHOWN_BYTES;
    diagnostics_fault(descriptor->finder->diagnostics, &place, "bad_json",
                      "%s ('%.*s'); JSON as defined by RFC 8259", syntax->message, shown, at);
}

/* A byte order mark in front is skipped: RFC 8259, section 8.1, lets a reader ignore it, and
 * editors of Windows write it. */
blackout_status descriptor_open(struct descriptor *descriptor, struct package_finder *finder,
                                const char *path, const char *source, blackout_error *error)
{
    blackout_error syntax = {0};
    *descriptor = (struct descriptor){.finder = finder, .source = source};
    blackout_status status = read_bytes(descriptor, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const size_t mark = json_mark_length(descriptor->bytes, descriptor->length);
    descriptor->text = descriptor->bytes + mark;
    descriptor->length -= mark;
    status = json_parse(&descriptor->tree, source, descriptor->text, descriptor->length, &syntax);
    if (status == BLACKOUT_ERROR_INPUT) {
        fault_syntax(descriptor, &syntax);
        return BLACKOUT_OK;
    }
    if (status != BLACKOUT_OK && error != NULL) {
        *error = syntax;
    }
    return status;
}

/* May be called of one that was never opened, if it is {0}, and a second time. */
void descriptor_close(struct descriptor *descriptor)
{
    json_places_free(&descriptor->places);
    cJSON_Delete(descriptor->tree);
    free(descriptor->bytes);
    descriptor->tree = NULL;
    descriptor->bytes = NULL;
}

/* Places are worked out at the first message: most descriptions have none. */
struct place descriptor_place(struct descriptor *descriptor, const cJSON *value)
{
    if (!descriptor->has_places) {
        descriptor->has_places = true; /* without memory, everything is at the start */
        (void)json_places_make(&descriptor->places, descriptor->tree, descriptor->text,
                               descriptor->length);
    }
    const struct json_place at = json_place_of(&descriptor->places, value);
    return (struct place){descriptor->source, at.line, at.column, ""};
}

void descriptor_fault(struct descriptor *descriptor, const cJSON *value, const char *code,
                      const char *message, const char *found)
{
    struct place place = descriptor_place(descriptor, value);
    diagnostics_fault(descriptor->finder->diagnostics, &place, code, message, found);
}

/* ---- Values ---------------------------------------------------------------------------------- */

const char *descriptor_text(const cJSON *object, const char *key)
{
    const cJSON *item = json_get(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* With 15 digits a number that was typed with at most as many comes out as it was typed. */
const char *descriptor_shown(struct descriptor *descriptor, const cJSON *value)
{
    if (cJSON_IsString(value)) {
        return value->valuestring;
    }
    if (cJSON_IsNumber(value)) {
        const char *text = arena_format(descriptor->finder->arena, "%.15g", value->valuedouble);
        return text != NULL ? text : "";
    }
    return cJSON_IsTrue(value)     ? "true"
           : cJSON_IsFalse(value)  ? "false"
           : cJSON_IsArray(value)  ? "a list"
           : cJSON_IsObject(value) ? "an object"
                                   : "null";
}

/* The text is judged first, then where links lead: a file that does not exist has no real path, and
 * `..` must be refused all the same. */
bool descriptor_stays_inside(const char *folder, const char *relative)
{
    char root[PATH_MAX];
    char target[PATH_MAX];
    char joined[PATH_MAX];
    if (relative[0] == '/' || relative[0] == '\0' || strstr(relative, "://") != NULL) {
        return false;
    }
    for (const char *part = relative; part != NULL; part = strchr(part, '/')) {
        part += part != relative ? 1 : 0;
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
            return false;
        }
    }
    if (snprintf(joined, sizeof joined, "%s/%s", folder, relative) >= (int)sizeof joined ||
        realpath(folder, root) == NULL || realpath(joined, target) == NULL) {
        return true; /* a file that is not there is reported when it is opened */
    }
    size_t length = strlen(root);
    /* data2 begins like data and is not in it: a slash must follow; the root folder
     * ends in one */
    return strncmp(root, target, length) == 0 && (target[length] == '/' || length == 1);
}
