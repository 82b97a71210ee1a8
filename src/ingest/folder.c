/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of readdir() differs from one file system to the next, and so would faults and first
 * rows; entries are sorted by their bytes. Hidden files are passed over. */
#include "ingest/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"

bool folder_is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Anything but a folder: a named pipe can be read once, which is enough for a file that is named.
 */
bool folder_has_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

bool folder_has_regular(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static int by_name(const void *a, const void *b)
{
    const struct folder_entry *x = a;
    const struct folder_entry *y = b;
    return strcmp(x->name, y->name);
}

/* A link that leads nowhere is kept as neither: it is there by name alone. */
static int add(struct folder *folder, struct arena *arena, const char *path, const char *name)
{
    if (arena_grow(arena, (void **)&folder->entries, &folder->capacity, folder->count,
                   sizeof *folder->entries) != 0) {
        return -1;
    }
    const char *whole = arena_format(arena, "%s/%s", path, name);
    const char *copy = arena_copy(arena, name, strlen(name));
    if (whole == NULL || copy == NULL) {
        return -1;
    }
    struct stat info;
    const bool is_there = stat(whole, &info) == 0;
    folder->entries[folder->count++] = (struct folder_entry){
        copy, is_there && S_ISDIR(info.st_mode), is_there && S_ISREG(info.st_mode)};
    return 0;
}

/* A failure ends the call: a folder taken for an empty one, or for a part of itself, would have its
 * tables replaced by those of a base. readdir() tells an error from the end by errno alone. */
blackout_status folder_list(struct folder *folder, struct arena *arena, const char *path,
                            blackout_error *error)
{
    DIR *listing = opendir(path);
    const struct dirent *entry = NULL;
    int added = 0;
    *folder = (struct folder){0};
    while (listing != NULL && added == 0 && (errno = 0, entry = readdir(listing)) != NULL) {
        added = entry->d_name[0] != '.' ? add(folder, arena, path, entry->d_name) : 0;
    }
    const int failure = added == 0 ? errno : 0;
    if (listing != NULL) {
        closedir(listing);
    }
    if (failure != 0) {
        return error_at(error, BLACKOUT_ERROR_IO, path, 0, 0,
                        "the folder cannot be read ('%s'); give one that you may read",
                        strerror(failure));
    }
    if (folder->count > 0) {
        qsort(folder->entries, folder->count, sizeof *folder->entries, by_name);
    }
    return added == 0 ? BLACKOUT_OK : error_memory(error);
}
