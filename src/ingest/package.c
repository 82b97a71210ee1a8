/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of CSV files, each called like its table; or what its description says. Files are looked
 * at by name and kind alone here; the one exception is a single file of another name, whose header
 * says which table it is. */
#define _GNU_SOURCE /* realpath */
#include "ingest/package.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "ingest/data_package.h"
#include "ingest/file_name.h"
#include "ingest/folder.h"
#include "ingest/package_files.h"
#include "ingest/single_file.h"
#include "ingest/unread_files.h"

/* The last component of a path, without a trailing slash. Resolved first, so that `.` and `data/..`
 * have the name of their folder. */
static const char *last_component(struct arena *arena, const char *folder)
{
    char resolved[PATH_MAX];
    const char *path = realpath(folder, resolved) != NULL ? resolved : folder;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    return arena_copy(arena, name, strlen(name));
}

/* Whether a file has the name of its table to the letter: then it goes before others of it. */
static bool is_exact(const char *name, enum table_id table)
{
    const char *exact = schema_table(table)->name;
    return strncmp(name, exact, strlen(exact)) == 0 && strcmp(name + strlen(exact), ".csv") == 0;
}

/* Takes a file that is called like a table, in whatever case, or like the prices of a share. Two
 * files of one table are a fault: whichever is read, the other may be the newer one. */
static blackout_status take_file(struct package_finder *finder, const char *name,
                                 blackout_error *error)
{
    const struct file_name file = file_name_read(name);
    const bool is_table = file.fit == FILE_TABLE;
    struct resource *resource =
        is_table || file.fit == FILE_PRICES
            ? package_place_for(finder, is_table ? schema_table(file.table)->name : "", name)
            : NULL;
    if (resource == NULL) {
        return BLACKOUT_OK;
    }
    const bool exact = is_table && is_exact(name, file.table);
    /* beside the exact name others are copies (unread_files.c); prices have no exact name */
    if (!resource->present || exact) {
        *resource = package_plain_resource(finder, name);
    } else if (!is_table || !is_exact(resource->source, file.table)) {
        const struct place place = package_file_place(name);
        diagnostics_fault(finder->diagnostics, &place, "repeated_resource",
                          "two files are one table ('%s' and '%s'); keep one of them",
                          resource->source, name);
        return package_settle(finder, name, error);
    }
    return BLACKOUT_OK;
}

/* Nothing in it would be read, and nothing else would say that the table is missing. Without a
 * point in its name it is a folder like any other, whose files are judged as those of an inner
 * folder. */
static blackout_status refuse_folder(struct package_finder *finder, const char *name,
                                     blackout_error *error)
{
    if (strchr(name, '.') == NULL || file_name_read(name).fit != FILE_TABLE) {
        return BLACKOUT_OK;
    }
    const struct place place = package_file_place(name);
    diagnostics_fault(finder->diagnostics, &place, "folder_for_table",
                      "a folder has the name of a table's file ('%s'); the file itself, or "
                      "another name for the folder",
                      name);
    return package_settle(finder, name, error);
}

static blackout_status find_files(struct package_finder *finder, blackout_error *error)
{
    struct folder folder;
    blackout_status status = folder_list(&folder, finder->arena, finder->folder, error);
    for (size_t i = 0; status == BLACKOUT_OK && i < folder.count; ++i) {
        const struct folder_entry *entry = &folder.entries[i];
        status = entry->is_folder ? refuse_folder(finder, entry->name, error)
                                  : take_file(finder, entry->name, error);
    }
    return status;
}

/* A table may be read twice, and its checksum is that of a file: a pipe or a device is refused
 * before it is opened, which for a pipe that nobody writes to would never end. Whatever is wrong
 * with a path that leads nowhere is said when it is opened. */
static int refuse_special(void *user, const char *path)
{
    blackout_error *error = user;
    if (folder_has_regular(path) || !folder_has_file(path)) {
        return 0;
    }
    error_at(error, BLACKOUT_ERROR_IO, path, 0, 0,
             "the file is a pipe or a device, which cannot be read twice; write it into a file, as "
             "in `cat %s > FILE.csv`",
             path);
    return 1;
}

static blackout_status refuse_specials(const struct package *package, blackout_error *error)
{
    return package_each_file(package, refuse_special, error) == 0 ? BLACKOUT_OK : BLACKOUT_ERROR_IO;
}

/* A description rules the folder alone: with it, files are read because it lists them, not because
 * of their names. */
blackout_status package_find(struct package *package, struct arena *arena, const char *path,
                             struct diagnostics *diagnostics, blackout_error *error)
{
    struct package_finder finder = {.package = package, .arena = arena, .diagnostics = diagnostics};
    const char *description = NULL;
    *package = (struct package){0};
    if (folder_is_there(path)) {
        finder.folder = arena_copy(arena, path, strlen(path));
        description = arena_format(arena, "%s/%s", path, data_package_name);
    } else if (folder_has_file(path)) {
        const char *slash = strrchr(path, '/');
        description = path;
        finder.folder = slash == NULL ? "." : arena_copy(arena, path, (size_t)(slash - path));
        if (strcmp(file_name_of(path), data_package_name) != 0) {
            const blackout_status found = single_file_find(&finder, path, error);
            return found == BLACKOUT_OK ? refuse_specials(package, error) : found;
        }
    } else {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "there is no package '%s'; give a folder, its %s or a CSV file", path,
                           data_package_name);
    }
    if (finder.folder == NULL || description == NULL) {
        return error_memory(error);
    }
    package->folder = finder.folder;
    package->name = last_component(arena, finder.folder);
    blackout_status status = BLACKOUT_OK;
    if (refuse_special(error, description) != 0) {
        status = BLACKOUT_ERROR_IO;
    } else if (folder_has_file(description)) {
        package->description = description;
        status = data_package_read(&finder, description, error);
    } else {
        status = find_files(&finder, error);
    }
    if (status == BLACKOUT_OK) {
        status = refuse_specials(package, error);
    }
    if (status == BLACKOUT_OK) {
        status = unread_files_judge(&finder, error);
    }
    diagnostics_flush(diagnostics);
    /* last: a description may give the package another name than its folder has */
    package_name_resources(package);
    return status;
}

/* The table whose rows those of a table are about, and nothing else; NO_TABLE: several, or none. */
static enum table_id subject_of(enum table_id table)
{
    return table == SUPPLY ? SECTORS : table == CREDITS ? PLATFORMS : NO_TABLE;
}

/* `own` is taken before anything is copied: what comes from the base must not count as the
 * package's own. Prices are the table or files of shares: with either the package has its own. */
void package_complete(struct package *package, const struct package *base,
                      struct diagnostics *diagnostics)
{
    bool own[TABLE_COUNT];
    for (int i = 0; i < TABLE_COUNT; ++i) {
        own[i] = package->resources[i].present;
    }
    own[PRICES] = own[PRICES] || package->price_count > 0;
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
            package->resources[i].from_base = true;
        }
    }
    if (!own[PRICES]) {
        package->prices = base->prices;
        package->price_count = base->price_count;
    }
}

void package_take_model_error(struct package *package, const struct package *other,
                              struct diagnostics *diagnostics)
{
    const struct resource *resource = &other->resources[MODEL_ERROR];
    if (!package->resources[MODEL_ERROR].present && resource->present) {
        const struct place place = {
            .source = resource->source, .line = 1, .column = 1, .field = ""};
        package->resources[MODEL_ERROR] = *resource;
        diagnostics_warn(diagnostics, &place, "default_model_error",
                         "the package has no model_error: that of '%.100s' is taken, which is "
                         "fitted to other owners' outages",
                         other->name);
    }
}

/* The encoding of the command line is for files that declare none: a description knows better. So
 * it does of decimal marks, by field: this one is for fields that declare none. Called before the
 * base is added, whose files were not written by the user. */
static void written_as(struct resource *resource, const char *encoding, char decimal)
{
    resource->encoding = resource->encoding != NULL ? resource->encoding : encoding;
    resource->decimal = decimal;
}

void package_written_as(struct package *package, const char *encoding, char decimal)
{
    for (int i = 0; i < TABLE_COUNT; ++i) {
        written_as(&package->resources[i], encoding, decimal);
    }
    for (size_t i = 0; i < package->price_count; ++i) {
        written_as(&package->prices[i].resource, encoding, decimal);
    }
}

/* NULL for a base that is no folder of the package, too: it may be an installed one, for the caller
 * to find. */
const char *package_inner_base(const struct package *package, struct arena *arena)
{
    const char *path =
        package->base != NULL ? arena_format(arena, "%s/%s", package->folder, package->base) : NULL;
    return path != NULL && folder_is_there(path) ? path : NULL;
}

blackout_status blackout_package_files(const char *path, blackout_path_function *each, void *user,
                                       blackout_error *error)
{
    struct arena arena = {0};
    struct diagnostics silent = {0};
    struct package package;
    blackout_status status = package_find(&package, &arena, path, &silent, error);
    if (status == BLACKOUT_OK) {
        package_each_file(&package, each, user);
    }
    diagnostics_free(&silent);
    return arena_end(&arena, status, error);
}
