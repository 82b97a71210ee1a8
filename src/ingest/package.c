/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of CSV files, each called like its table; or what its description says. */
#define _GNU_SOURCE /* realpath */
#include "ingest/package.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "ingest/data_package.h"

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

/* The last component of a path, without a trailing slash. */
static const char *last_component(struct arena *arena, const char *folder)
{
    char resolved[PATH_MAX];
    const char *path = realpath(folder, resolved) != NULL ? resolved : folder;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    return arena_copy(arena, name, strlen(name));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the folder's CSV files, ascending, so that messages do not depend on the file system. */
static size_t list_csv_files(struct package_finder *finder, const char ***names)
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

static void find_files(struct package_finder *finder)
{
    const char **names;
    size_t count = list_csv_files(finder, &names);
    for (size_t i = 0; i < count; ++i) {
        char *stem = arena_copy(finder->arena, names[i], strlen(names[i]) - 4);
        struct resource *resource = stem != NULL ? package_place_for(finder, stem, names[i]) : NULL;
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
    struct package_finder finder = {.package = package, .arena = arena, .diagnostics = diagnostics};
    const char *description = NULL;
    *package = (struct package){0};
    if (is_folder(path)) {
        finder.folder = arena_copy(arena, path, strlen(path));
        description = arena_format(arena, "%s/%s", path, data_package_name);
    } else if (is_file(path)) {
        const char *slash = strrchr(path, '/');
        description = path;
        finder.folder = slash == NULL ? "." : arena_copy(arena, path, (size_t)(slash - path));
        if (strcmp(slash != NULL ? slash + 1 : path, data_package_name) != 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                               "'%s' is not a package; a folder or its %s", path,
                               data_package_name);
        }
    } else {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "there is no package '%s'; a folder or its %s", path, data_package_name);
    }
    if (finder.folder == NULL || description == NULL) {
        return error_memory(error);
    }
    package->name = last_component(arena, finder.folder);
    blackout_status status = BLACKOUT_OK;
    if (is_file(description)) {
        package->description = description;
        status = data_package_read(&finder, description, error);
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

/* The table whose rows those of a table are about, and nothing else; NO_TABLE: several, or none. */
static enum table_id subject_of(enum table_id table)
{
    return table == SUPPLY ? SECTORS : table == CREDITS ? PLATFORMS : NO_TABLE;
}

void package_complete(struct package *package, const struct package *base,
                      struct diagnostics *diagnostics)
{
    bool own[TABLE_COUNT];
    for (int i = 0; i < TABLE_COUNT; ++i) {
        own[i] = package->resources[i].present;
    }
    for (int i = 0; i < TABLE_COUNT; ++i) {
        const struct resource *resource = &base->resources[i];
        enum table_id subject = subject_of((enum table_id)i);
        if (own[i] || !resource->present) {
            continue;
        }
        if (subject != NO_TABLE && own[subject]) {
            const struct place place = {
                .source = resource->source, .line = 1, .column = 1, .field = ""};
            diagnostics_warn(diagnostics, &place, "base_table_left_out",
                             "the base's table is about its own %s, and the package has others: it "
                             "is left out",
                             schema_table(subject)->name);
        } else {
            package->resources[i] = *resource;
        }
    }
    if (package->price_count == 0 && !package->resources[PRICES].present) {
        package->prices = base->prices;
        package->price_count = base->price_count;
    }
}
