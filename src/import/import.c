/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public calls: files are read into memory as a whole, since a format may refer from its end to
 * its beginning, and handed to the reader of their format. */
#include "import/import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/input_file.h"
#include "core/options.h"
#include "core/text.h"
#include "import/formats.h"
#include "import/package_text.h"

/* More is no export of a page or of a portfolio; a hostile file is not to fill the memory. */
enum { LARGEST_FILE_BYTES = 64 * 1024 * 1024 };

/* The formats, and the installed package whose identifiers they are mapped to; NULL: none. A status
 * page names nothing that an installed package has; accounts name sectors, regions and a vendor,
 * whose platform is one of `cloud`. A format is a reader in formats.h and a row here; the message
 * of find_kind() and docs/import.md spell the names out. */
static const struct kind {
    const char *name;
    const char *base;
    import_reader *read;
} kinds[] = {{"statuspage", NULL, statuspage_read}, {"oed", "cloud", oed_read}};

enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

const char *blackout_import_kind(size_t index)
{
    return index < KIND_COUNT ? kinds[index].name : NULL;
}

/* Exactly: the name is a word of the command, and completed by shells. */
static const struct kind *find_kind(const char *name, blackout_error *error)
{
    const char *names[KIND_COUNT];
    for (size_t i = 0; i < KIND_COUNT; ++i) {
        if (strcmp(kinds[i].name, name) == 0) {
            return &kinds[i];
        }
        names[i] = kinds[i].name;
    }
    const char *near = text_nearest(name, names, KIND_COUNT);
    error_field(error, BLACKOUT_ERROR_USAGE, "import",
                "there is no format of that name ('%.60s'); %s%s", name,
                near != NULL ? "perhaps " : "one of statuspage, oed", near != NULL ? near : "");
    return NULL;
}

/* ---- Making ---------------------------------------------------------------------------------- */

/* Copies of what the lists and tables refer to: they outlive the caller's. False when memory is
 * out.
 */
static bool copy_request(blackout_import *import, struct import_request *copy,
                         const struct import_request *request)
{
    struct import_source *sources =
        arena_alloc(&import->arena, request->source_count, sizeof *sources);
    const char **settings = arena_alloc(&import->arena, request->setting_count, sizeof *settings);
    bool copied = sources != NULL && settings != NULL;
    for (size_t i = 0; copied && i < request->source_count; ++i) {
        const char *name = request->sources[i].name;
        sources[i] = request->sources[i];
        sources[i].name = import_text(import, name, strlen(name));
        copied = sources[i].name != NULL;
    }
    for (size_t i = 0; copied && i < request->setting_count; ++i) {
        settings[i] = import_text(import, request->settings[i], strlen(request->settings[i]));
        copied = settings[i] != NULL;
    }
    *copy =
        (struct import_request){sources, request->source_count, settings, request->setting_count};
    return copied;
}

/* A base with a slash is a folder: a description names no paths outside of its package, so that
 * only the notes tell of it. */
blackout_status import_make(blackout_import **import, const char *kind,
                            const struct import_request *request, const char *base,
                            blackout_error *error)
{
    *import = NULL;
    const struct kind *found = find_kind(kind, error);
    if (found == NULL) {
        return BLACKOUT_ERROR_USAGE;
    }
    blackout_import *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    const char *named = base != NULL ? base : found->base;
    made->kind = found->name;
    made->base = named != NULL ? import_text(made, named, strlen(named)) : NULL;
    made->base_is_folder = named != NULL && strchr(named, '/') != NULL;
    struct import_request copy;
    /* a name that has no copy: memory is out */
    const bool copied =
        (made->base != NULL) == (named != NULL) && copy_request(made, &copy, request);
    blackout_status status = copied ? found->read(made, &copy, error) : error_memory(error);
    /* readers write a text that could not be made as an empty cell: the arena alone still knows,
     * and such an import is given to nobody */
    status = arena_judge(&made->arena, status, error);
    if (status != BLACKOUT_OK) {
        blackout_import_free(made);
        return status;
    }
    *import = made;
    return BLACKOUT_OK;
}

void blackout_import_free(blackout_import *import)
{
    if (import != NULL) {
        arena_free(&import->arena);
        free(import);
    }
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* Reads a file to its end; the buffer doubles. NULL after a failure. It stops once there is more
 * than may be: the size says so to the caller. A buffer of exactly the largest size doubles once
 * more, since a full one does not tell whether the file ends there. The size cannot be asked for
 * before: standard input may be a pipe, which has none. */
static char *read_bytes(FILE *file, size_t *size)
{
    size_t capacity = 65536;
    char *bytes = malloc(capacity);
    *size = 0;
    while (bytes != NULL) {
        *size += fread(bytes + *size, 1, capacity - *size, file);
        if (*size < capacity || capacity > LARGEST_FILE_BYTES) {
            break;
        }
        char *larger = realloc(bytes, 2 * capacity);
        if (larger == NULL) {
            free(bytes);
        }
        bytes = larger;
        capacity *= 2;
    }
    return bytes;
}

/* Standard input is the caller's to close. */
static blackout_status read_file(struct import_source *source, char **bytes, const char *path,
                                 blackout_error *error)
{
    const bool is_standard = strcmp(path, "-") == 0;
    FILE *file = is_standard ? stdin : input_file_open(path);
    if (file == NULL) {
        return error_open(error, path, errno);
    }
    *source = (struct import_source){.name = is_standard ? "standard input" : path};
    *bytes = read_bytes(file, &source->size);
    const bool unread = ferror(file) != 0;
    if (!is_standard) {
        fclose(file);
    }
    if (*bytes == NULL) {
        return error_memory(error);
    }
    source->bytes = *bytes;
    if (unread || source->size > LARGEST_FILE_BYTES) {
        return error_at(error, BLACKOUT_ERROR_INPUT, source->name, 0, 0,
                        unread ? "the file cannot be read; give a readable file"
                               : "the file is larger than 64 MiB; give parts of it, one by one");
    }
    return BLACKOUT_OK;
}

/* One more than there are, since calloc() may give NULL for none. The bytes are freed before the
 * import is given away: it keeps copies of what it needs. */
blackout_status blackout_import_read(blackout_import **import, const char *kind,
                                     const char *const *paths, size_t path_count,
                                     const blackout_import_options *options, blackout_error *error)
{
    static const struct options_kind options_kind = {sizeof *options, "blackout_import_options",
                                                     "BLACKOUT_IMPORT_OPTIONS_INIT"};
    blackout_import_options taken;
    *import = NULL;
    blackout_status status = options_take(&taken, options, &options_kind, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct import_source *sources = calloc(path_count + 1, sizeof *sources);
    char **bytes = calloc(path_count + 1, sizeof *bytes);
    status = sources != NULL && bytes != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < path_count && status == BLACKOUT_OK; ++i) {
        status = read_file(&sources[i], &bytes[i], paths[i], error);
    }
    if (status == BLACKOUT_OK) {
        const struct import_request request = {sources, path_count, taken.settings,
                                               taken.setting_count};
        status = import_make(import, kind, &request, taken.base, error);
    }
    for (size_t i = 0; bytes != NULL && i < path_count; ++i) {
        free(bytes[i]);
    }
    free(bytes);
    free(sources);
    return status;
}

size_t blackout_import_taken(const blackout_import *import, size_t *read)
{
    *read = import->read;
    return import->taken;
}

const char *blackout_import_file(const blackout_import *import, size_t index)
{
    return package_text_path(import, index);
}
