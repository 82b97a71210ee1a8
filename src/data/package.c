/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A description is trusted for what it says of dialects and hashes, never for where files are: a
 * path that leaves the folder, by `..`, by a slash in front or by a link, is refused. */
#define _GNU_SOURCE /* realpath */
#include "data/package.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/text.h"
#include "data/json.h"

static const char description_name[] = "datapackage.json";

/* Descriptions are a page long; a limit keeps a wrong file from being read whole. */
enum { LARGEST_DESCRIPTION_BYTES = 8 * 1024 * 1024 };

struct finder {
    struct package *package;
    struct arena *arena;
    const char *folder;
    struct diagnostics *diagnostics;
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

static void fault(struct finder *finder, const char *code, const char *message, const char *value)
{
    struct place place = {.source = description_name, .line = 1, .column = 1, .field = ""};
    diagnostics_fault(finder->diagnostics, &place, code, message, value);
}

/* The last component of a path, without a trailing slash. */
static const char *last_component(struct arena *arena, const char *folder)
{
    char resolved[PATH_MAX];
    const char *path = realpath(folder, resolved) != NULL ? resolved : folder;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    return arena_copy(arena, name, strlen(name));
}

static bool stays_inside(const char *folder, const char *relative)
{
    char root[PATH_MAX];
    char target[PATH_MAX];
    char joined[PATH_MAX];
    if (relative[0] == '/' || relative[0] == '\0') {
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
    return strncmp(root, target, length) == 0 && (target[length] == '/' || length == 1);
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = json_get(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

static char character_of(struct finder *finder, const cJSON *object, const char *key)
{
    const char *text = text_of(object, key);
    if (text == NULL || text[0] == '\0') {
        return '\0';
    }
    if (text[1] != '\0' || (unsigned char)text[0] >= 0x80) {
        fault(finder, "bad_dialect", "a mark is not one ASCII character ('%s'); one character",
              text);
        return '\0';
    }
    return text[0];
}

static void read_formats(struct finder *finder, const cJSON *description,
                         struct resource *resource)
{
    const cJSON *schema = json_get(description, "schema");
    const cJSON *fields = schema != NULL ? json_get(schema, "fields") : NULL;
    int count = cJSON_IsArray(fields) ? cJSON_GetArraySize(fields) : 0;
    struct declared_format *formats = arena_alloc(finder->arena, (size_t)count, sizeof *formats);
    const cJSON *field;
    size_t used = 0;
    if (formats == NULL || count == 0) {
        return;
    }
    cJSON_ArrayForEach(field, fields)
    {
        const char *name = text_of(field, "name");
        char decimal = character_of(finder, field, "decimalChar");
        char group = character_of(finder, field, "groupChar");
        if (name != NULL && (decimal != '\0' || group != '\0')) {
            formats[used++] = (struct declared_format){
                .field = arena_copy(finder->arena, name, strlen(name)),
                .decimal = decimal != '\0' ? decimal : '.',
                .group = group};
        }
    }
    resource->formats = formats;
    resource->format_count = used;
}

static void read_hash(struct finder *finder, const cJSON *description, struct resource *resource)
{
    const char *hash = text_of(description, "hash");
    const cJSON *bytes = json_get(description, "bytes");
    if (cJSON_IsNumber(bytes)) {
        resource->has_bytes = true;
        resource->bytes = bytes->valuedouble;
    }
    if (hash == NULL) {
        return;
    }
    if (strncmp(hash, "sha256:", 7) != 0 || strlen(hash) != 7 + 64) {
        fault(finder, "bad_hash", "hash is not understood ('%s'); sha256: and 64 digits", hash);
        return;
    }
    resource->sha256 = arena_copy(finder->arena, hash + 7, 64);
}

/* The symbol in a path whose file is called prices_SYMBOL.csv; NULL for other files. */
static const char *price_symbol(struct arena *arena, const char *path)
{
    static const char prefix[] = "prices_";
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t length = strlen(name);
    size_t fixed = strlen(prefix) + strlen(".csv");
    if (length <= fixed || strncmp(name, prefix, strlen(prefix)) != 0 ||
        strcmp(name + length - 4, ".csv") != 0) {
        return NULL;
    }
    return arena_copy(arena, name + strlen(prefix), length - fixed);
}

/* Where the resource of a table, or of one share's prices, is kept; NULL if it is neither, or when
 * memory is out. */
static struct resource *place_for(struct finder *finder, const char *name, const char *path)
{
    struct package *package = finder->package;
    enum table_id table = schema_find(name);
    if (table != NO_TABLE) {
        return &package->resources[table];
    }
    const char *symbol = price_symbol(finder->arena, path);
    if (symbol == NULL ||
        arena_grow(finder->arena, (void **)&package->prices, &package->price_capacity,
                   package->price_count, sizeof *package->prices) != 0) {
        return NULL;
    }
    package->prices[package->price_count] = (struct price_resource){.symbol = symbol};
    return &package->prices[package->price_count++].resource;
}

static void describe_resource(struct finder *finder, const cJSON *description)
{
    const char *name = text_of(description, "name");
    const char *path = text_of(description, "path");
    struct place place = {.source = description_name, .line = 1, .column = 1, .field = ""};
    if (name == NULL || path == NULL) {
        fault(finder, "bad_resource", "a resource lacks %s; name and path, both text",
              name == NULL ? "its name" : "its path");
        return;
    }
    if (!stays_inside(finder->folder, path)) {
        fault(finder, "path_outside", "a path leaves the package ('%s'); a path inside it", path);
        return;
    }
    struct resource *resource = place_for(finder, name, path);
    if (resource == NULL) {
        diagnostics_warn(finder->diagnostics, &place, "unknown_resource",
                         "the resource '%s' is not a table of this program: it is ignored", name);
        return;
    }
    if (resource->present) {
        fault(finder, "repeated_resource", "the resource '%s' is described twice; once", name);
        return;
    }
    const char *encoding = text_of(description, "encoding");
    const cJSON *dialect = json_get(description, "dialect");
    resource->present = true;
    resource->path = arena_format(finder->arena, "%s/%s", finder->folder, path);
    resource->source = arena_copy(finder->arena, path, strlen(path));
    resource->encoding = encoding ? arena_copy(finder->arena, encoding, strlen(encoding)) : NULL;
    if (dialect != NULL) {
        resource->dialect.delimiter = character_of(finder, dialect, "delimiter");
        resource->dialect.quote = character_of(finder, dialect, "quoteChar");
    }
    read_formats(finder, description, resource);
    read_hash(finder, description, resource);
}

static blackout_status read_text(char **text, size_t *length, const char *path,
                                 blackout_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return error_at(error, BLACKOUT_ERROR_IO, description_name, 0, 0, "cannot be opened: %s",
                        strerror(errno));
    }
    *text = malloc(LARGEST_DESCRIPTION_BYTES);
    *length = *text != NULL ? fread(*text, 1, LARGEST_DESCRIPTION_BYTES, file) : 0;
    bool unread = ferror(file) != 0;
    fclose(file);
    if (*text == NULL) {
        return error_memory(error);
    }
    if (unread || *length == LARGEST_DESCRIPTION_BYTES) {
        free(*text);
        *text = NULL;
        return error_at(error, BLACKOUT_ERROR_IO, description_name, 0, 0, "%s",
                        unread ? "cannot be read" : "is longer than 8 MiB");
    }
    return BLACKOUT_OK;
}

/* A description that is not JSON is a fault of the package like any other. */
static blackout_status read_description(struct finder *finder, const char *path,
                                        blackout_error *error)
{
    char *text = NULL;
    size_t length = 0;
    cJSON *tree = NULL;
    blackout_status status = read_text(&text, &length, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_error syntax = {0};
    status = json_parse(&tree, description_name, text, length, &syntax);
    free(text);
    if (status != BLACKOUT_OK) {
        struct place place = {description_name, syntax.line, syntax.column, ""};
        diagnostics_fault(finder->diagnostics, &place, "bad_json", "%s", syntax.message);
        return BLACKOUT_OK;
    }
    const char *name = text_of(tree, "name");
    if (name != NULL && name[0] != '\0') {
        finder->package->name = arena_copy(finder->arena, name, strlen(name));
    }
    const cJSON *resources = json_get(tree, "resources");
    if (!cJSON_IsArray(resources)) {
        fault(finder, "bad_resource", "'%s' is not a list; a list of resources", "resources");
    } else {
        const cJSON *resource;
        cJSON_ArrayForEach(resource, resources)
        {
            describe_resource(finder, resource);
        }
    }
    cJSON_Delete(tree);
    return BLACKOUT_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the folder's CSV files, ascending, so that messages do not depend on the file system. */
static size_t list_csv_files(struct finder *finder, const char ***names)
{
    DIR *folder = opendir(finder->folder);
    size_t count = 0;
    size_t capacity = 0;
    const struct dirent *entry;
    *names = NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0 &&
            entry->d_name[0] != '.' &&
            arena_grow(finder->arena, (void **)names, &capacity, count, sizeof **names) == 0) {
            (*names)[count++] = arena_copy(finder->arena, entry->d_name, length);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (count > 0) {
        qsort(*names, count, sizeof **names, by_name);
    }
    return count;
}

static void find_files(struct finder *finder)
{
    const char **names;
    size_t count = list_csv_files(finder, &names);
    for (size_t i = 0; i < count; ++i) {
        char *stem = arena_copy(finder->arena, names[i], strlen(names[i]) - 4);
        struct resource *resource = stem != NULL ? place_for(finder, stem, names[i]) : NULL;
        struct place place = {.source = names[i], .line = 1, .column = 1, .field = ""};
        if (resource == NULL) {
            diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                             "'%s' is not a table of this program: it is ignored", names[i]);
            continue;
        }
        *resource = (struct resource){
            .present = true,
            .path = arena_format(finder->arena, "%s/%s", finder->folder, names[i]),
            .source = names[i]};
    }
}

blackout_status package_find(struct package *package, struct arena *arena, const char *path,
                             struct diagnostics *diagnostics, blackout_error *error)
{
    struct finder finder = {.package = package, .arena = arena, .diagnostics = diagnostics};
    const char *description = NULL;
    *package = (struct package){0};
    if (is_folder(path)) {
        finder.folder = arena_copy(arena, path, strlen(path));
        description = arena_format(arena, "%s/%s", path, description_name);
    } else if (is_file(path)) {
        const char *slash = strrchr(path, '/');
        description = path;
        finder.folder = slash == NULL ? "." : arena_copy(arena, path, (size_t)(slash - path));
        if (strcmp(slash != NULL ? slash + 1 : path, description_name) != 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                               "'%s' is not a package; a folder or its %s", path,
                               description_name);
        }
    } else {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "there is no package '%s'; a folder or its %s", path,
                           description_name);
    }
    if (finder.folder == NULL || description == NULL) {
        return error_memory(error);
    }
    package->name = last_component(arena, finder.folder);
    blackout_status status = BLACKOUT_OK;
    if (is_file(description)) {
        status = read_description(&finder, description, error);
    } else {
        find_files(&finder);
    }
    diagnostics_flush(diagnostics);
    for (int i = 0; i < TABLE_COUNT; ++i) {
        package->resources[i].package = package->name;
    }
    for (size_t i = 0; i < package->price_count; ++i) {
        package->prices[i].resource.package = package->name;
    }
    return status;
}

void package_complete(struct package *package, const struct package *base)
{
    for (int i = 0; i < TABLE_COUNT; ++i) {
        if (!package->resources[i].present) {
            package->resources[i] = base->resources[i];
        }
    }
    if (package->price_count == 0 && !package->resources[PRICES].present) {
        package->prices = base->prices;
        package->price_count = base->price_count;
    }
}
