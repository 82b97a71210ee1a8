/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Found from the place of the library's own file, not from a path that is compiled in: so an
 * installation can be moved, the tree of a build serves as one, and the bytes of the library do not
 * depend on the prefix. */
#define _GNU_SOURCE /* dladdr */
#include "ingest/installed.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From the folder of the file that this code is in. The build sets the first, which depends on how
 * the folders of libraries are called; the second is for the library in its folder of glibc-hwcaps,
 * the third for a program in bin/ that contains the library. */
static const char *const places[] = {BLACKOUT_DATASETS_FROM_LIBRARY,
                                     ("../../" BLACKOUT_DATASETS_FROM_LIBRARY),
                                     "../share/blackout/datasets"};

/* The path of the file that this code is in; false where the system does not say. A program is
 * named as it was called, which is no path where the shell has searched for it. */
static bool find_own_file(char path[PATH_MAX])
{
    Dl_info info;
    const bool found = dladdr(places, &info) != 0 && info.dli_fname != NULL;
    if (found && strchr(info.dli_fname, '/') != NULL && realpath(info.dli_fname, path) != NULL) {
        return true;
    }
    const ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
    return length > 0;
}

const char *installed_folder(struct arena *arena)
{
    char file[PATH_MAX];
    char resolved[PATH_MAX];
    char *slash = find_own_file(file) ? strrchr(file, '/') : NULL;
    if (slash == NULL) {
        return NULL;
    }
    *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof places[0]; ++i) {
        const char *path = arena_format(arena, "%s/%s", file, places[i]);
        if (path != NULL && folder_is_there(path) && realpath(path, resolved) != NULL) {
            return arena_copy(arena, resolved, strlen(resolved));
        }
    }
    return NULL;
}

const char *installed_package(struct arena *arena, const char *name)
{
    const char *folder = installed_folder(arena);
    if (folder == NULL || strchr(name, '/') != NULL || name[0] == '.' || name[0] == '\0') {
        return NULL;
    }
    const char *path = arena_format(arena, "%s/%s", folder, name);
    return path != NULL && folder_is_there(path) ? path : NULL;
}

blackout_status installed_names(struct folder *names, struct arena *arena, blackout_error *error)
{
    const char *folder = installed_folder(arena);
    *names = (struct folder){0};
    const blackout_status status =
        folder != NULL ? folder_list(names, arena, folder, error) : BLACKOUT_OK;
    if (status != BLACKOUT_OK) {
        return status;
    }
    size_t count = 0;
    for (size_t i = 0; i < names->count; ++i) {
        if (names->entries[i].is_folder) {
            names->entries[count++] = names->entries[i];
        }
    }
    names->count = count;
    return BLACKOUT_OK;
}
