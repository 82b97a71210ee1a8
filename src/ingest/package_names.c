/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path goes before an installed name, so that an own folder is never passed over in silence; the
 * default goes by its installed place alone, so that a folder called `reference` does not take its
 * place in silence either. */
#include "ingest/package_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/text.h"
#include "ingest/folder.h"
#include "ingest/installed.h"
#include "ingest/package.h"

/* Told by its address (find()): a caller who types this name may mean a folder. */
static const char default_package[] = "reference";

/* The value of a variable; NULL where it is empty, which is how a shell clears one for one call. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static const char *find(struct arena *arena, const char *name)
{
    if (name != default_package && (folder_is_there(name) || folder_has_file(name))) {
        return arena_copy(arena, name, strlen(name));
    }
    return installed_package(arena, name);
}

/* Where installed packages cannot be listed, the message goes without a near miss. */
static blackout_status no_such_package(struct arena *arena, const char *name, blackout_error *error)
{
    struct folder installed;
    const char **names = NULL;
    if (installed_names(&installed, arena, NULL) == BLACKOUT_OK) {
        names = arena_alloc(arena, installed.count + 1, sizeof *names);
    }
    for (size_t i = 0; names != NULL && i < installed.count; ++i) {
        names[i] = installed.entries[i].name;
    }
    const char *near = names != NULL ? text_nearest(name, names, installed.count) : NULL;
    return near != NULL
               ? error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                             "there is no package '%s'; perhaps '%s'", name, near)
               : error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                             "there is no package '%s'; give a folder, its datapackage.json, a CSV "
                             "file, or an installed package (`blackout describe` lists them)",
                             name);
}

blackout_status package_name_find(const char **path, struct arena *arena, const char *name,
                                  blackout_error *error)
{
    if (name == NULL || name[0] == '\0') {
        name = variable("BLACKOUT_DATASET");
    }
    if (name == NULL) {
        name = default_package;
    }
    *path = find(arena, name);
    return *path != NULL ? BLACKOUT_OK : no_such_package(arena, name, error);
}

/* ---- Bases ----------------------------------------------------------------------------------- */

/* A folder in the package first; no other path, since a package that is passed on must not reach
 * for files of whoever opens it. */
const char *package_named_base(const struct package *package, struct arena *arena)
{
    const char *inner = package_inner_base(package, arena);
    return inner != NULL ? inner : installed_package(arena, package->base);
}

/* By the file system and not by the text: `.` and a link lead to the same folder. */
static bool is_same(const char *a, const char *b)
{
    struct stat x;
    struct stat y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The variable is set once for all calls of a shell, so also for those that open the base itself:
 * that package has no base then, rather than itself. A name that leads nowhere is an error, since
 * the user believes that there is a base. */
blackout_status package_environment_base(const char **path, struct arena *arena, const char *of,
                                         blackout_error *error)
{
    const char *name = variable("BLACKOUT_BASE");
    *path = name != NULL ? find(arena, name) : NULL;
    if (name != NULL && *path == NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "base",
                           "there is no base package '%s' (BLACKOUT_BASE); a folder, or an "
                           "installed package (`blackout describe` lists them)",
                           name);
    }
    if (*path != NULL && of != NULL && is_same(of, *path)) {
        *path = NULL;
    }
    return BLACKOUT_OK;
}

/* ---- The public calls ------------------------------------------------------------------------ */

/* Copies a result out and ends its arena. A path that is cut is no path: the text is empty then,
 * and the error has the room that it takes. */
static blackout_status give(char *text, size_t size, struct arena *arena, const char *path,
                            blackout_error *error)
{
    const int length = snprintf(text, size, "%s", path);
    const bool fits = length >= 0 && (size_t)length < size;
    if (!fits && size > 0) {
        text[0] = '\0';
    }
    const blackout_status status =
        fits ? BLACKOUT_OK
             : error_field(error, BLACKOUT_ERROR_USAGE, "size",
                           "the path needs more than the caller's %zu bytes; give %d", size,
                           length + 1);
    return arena_end(arena, status, error);
}

/* An empty text for callers that look at it before the status. */
static blackout_status give_none(char *text, size_t size, struct arena *arena,
                                 blackout_status status, blackout_error *error)
{
    if (size > 0) {
        text[0] = '\0';
    }
    return arena_end(arena, status, error);
}

blackout_status blackout_datasets_folder(char *path, size_t size, blackout_error *error)
{
    struct arena arena = {0};
    const char *folder = installed_folder(&arena);
    return folder != NULL ? give(path, size, &arena, folder, error)
                          : give_none(path, size, &arena,
                                      error_set(error, BLACKOUT_ERROR_USAGE,
                                                "no packages are installed with the program; give "
                                                "a folder"),
                                      error);
}

blackout_status blackout_package_installed(blackout_path_function *each, void *user,
                                           blackout_error *error)
{
    struct arena arena = {0};
    struct folder names;
    blackout_status status = installed_names(&names, &arena, error);
    /* what ends the listing is the caller's wish, and no error */
    for (size_t i = 0, ended = 0; status == BLACKOUT_OK && ended == 0 && i < names.count; ++i) {
        ended = each(user, names.entries[i].name) != 0;
    }
    return arena_end(&arena, status, error);
}

blackout_status blackout_package_find(char *path, size_t size, const char *name,
                                      blackout_error *error)
{
    struct arena arena = {0};
    const char *found;
    const blackout_status status = package_name_find(&found, &arena, name, error);
    return status == BLACKOUT_OK ? give(path, size, &arena, found, error)
                                 : give_none(path, size, &arena, status, error);
}

/* Found and not read: a program asks before it opens the package. */
blackout_status blackout_package_base(char *base, size_t size, const char *path,
                                      blackout_error *error)
{
    struct arena arena = {0};
    struct diagnostics silent = {0}; /* faults of the description are for the opening to tell */
    struct package package;
    const char *found = NULL;
    blackout_status status = package_find(&package, &arena, path, &silent, error);
    if (status == BLACKOUT_OK && package.base != NULL) {
        found = package_named_base(&package, &arena);
        status = found != NULL ? status
                               : error_field(error, BLACKOUT_ERROR_USAGE, "base",
                                             "the base of the package is not there ('%.200s'); "
                                             "name a folder in it, or an installed package",
                                             package.base);
    } else if (status == BLACKOUT_OK) {
        status = package_environment_base(&found, &arena, path, error);
    }
    diagnostics_free(&silent);
    return status == BLACKOUT_OK ? give(base, size, &arena, found != NULL ? found : "", error)
                                 : give_none(base, size, &arena, status, error);
}
