/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of readdir() differs from one file system to the next, and so would faults and first
 * rows; entries are sorted by their bytes. Hidden files are passed over. */
#include "ingest/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* A folder that cannot be opened has no entries: what is missing is then reported, table by table.
 */
int folder_list(struct folder *folder, struct arena *arena, const char *path)
{
    DIR *listing = opendir(path);
    const struct dirent *entry;
    int status = 0;
    *folder = (struct folder){0};
    while (listing != NULL && status == 0 && (entry = readdir(listing)) != NULL) {
        status = entry->d_name[0] != '.' ? add(folder, arena, path, entry->d_name) : 0;
    }
    if (listing != NULL) {
        closedir(listing);
    }
    if (folder->count > 0) {
        qsort(folder->entries, folder->count, sizeof *folder->entries, by_name);
    }
    return status;
}
