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

/* What leads nowhere is kept as neither folder nor file. 0, or an error number. Any other failure
 * ends the listing, see folder_list(). */
static int add(struct folder *folder, struct arena *arena, const char *path, const char *name)
{
    if (arena_grow(arena, (void **)&folder->entries, &folder->capacity, folder->count,
                   sizeof *folder->entries) != 0) {
        return ENOMEM;
    }
    const char *whole = arena_format(arena, "%s/%s", path, name);
    const char *copy = arena_copy(arena, name, strlen(name));
    if (whole == NULL || copy == NULL) {
        return ENOMEM;
    }
    struct stat info;
    const bool is_there = stat(whole, &info) == 0;
    if (!is_there && !file_leads_nowhere(errno)) {
        return errno;
    }
    struct folder_entry entry = {.name = copy};
    if (is_there) {
        entry.is_folder = S_ISDIR(info.st_mode);
        entry.is_regular = S_ISREG(info.st_mode);
        entry.file = (struct file_id){info.st_dev, info.st_ino};
    }
    folder->entries[folder->count++] = entry;
    return 0;
}

blackout_status folder_fail(const char *path, int number, blackout_error *error)
{
    return number == ENOMEM
               ? error_memory(error)
               : error_at(error, BLACKOUT_ERROR_IO, path, 0, 0,
                          "the folder cannot be read ('%s'); give one that you may read",
                          strerror(number));
}

/* A failure ends the call: a folder taken for an empty one, or for a part of itself, would have its
 * tables replaced by those of a base. readdir() tells an error from the end by errno alone. */
blackout_status folder_list(struct folder *folder, struct arena *arena, const char *path,
                            blackout_error *error)
{
    DIR *listing = opendir(path);
    const struct dirent *entry = NULL;
    int failure = 0;
    *folder = (struct folder){0};
    while (listing != NULL && failure == 0 && (errno = 0, entry = readdir(listing)) != NULL) {
        failure = entry->d_name[0] != '.' ? add(folder, arena, path, entry->d_name) : 0;
    }
    failure = failure == 0 ? errno : failure;
    if (listing != NULL) {
        closedir(listing);
    }
    if (failure != 0) {
        return folder_fail(path, failure, error);
    }
    if (folder->count > 0) {
        qsort(folder->entries, folder->count, sizeof *folder->entries, by_name);
    }
    return BLACKOUT_OK;
}

bool folder_is_same(const char *a, const char *b)
{
    struct stat one;
    struct stat other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

int64_t folder_modified(const char *path)
{
    static const int64_t nanoseconds = 1000000000;
    struct stat info;
    return stat(path, &info) == 0 ? info.st_mtim.tv_sec * nanoseconds + info.st_mtim.tv_nsec : 0;
}
