/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where packages are looked for: as a path, by name among the installed ones, in BLACKOUT_DATASET,
 * and last the installed reference; where their bases are: --base, the package, BLACKOUT_BASE.
 * Installed packages stand beside the real executable, so that an installation can be moved. */
#define _GNU_SOURCE /* asprintf, readlink */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static const char installed_folder[] = "share/blackout/datasets";
static const char default_package[] = "reference";

enum { MOST_INSTALLED = 256 };

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

/* The folder of installed packages; NULL when memory is out or the executable cannot be found. */
static char *installed_path(void)
{
    char executable[PATH_MAX];
    char *path = NULL;
    ssize_t length = readlink("/proc/self/exe", executable, sizeof executable - 1);
    if (length <= 0) {
        return NULL;
    }
    executable[length] = '\0';
    for (int up = 0; up < 2; ++up) { /* from bin/blackout to its prefix */
        char *slash = strrchr(executable, '/');
        if (slash == NULL) {
            return NULL;
        }
        *slash = '\0';
    }
    return asprintf(&path, "%s/%s", executable, installed_folder) < 0 ? NULL : path;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Names of the installed packages in ascending order; to be freed one by one. */
static size_t installed_names(char *names[MOST_INSTALLED])
{
    char *folder = installed_path();
    struct dirent **entries = NULL;
    size_t count = 0;
    int found = folder != NULL ? scandir(folder, &entries, is_visible, by_name) : 0;
    for (int i = 0; i < found; ++i) {
        char *path = NULL;
        struct stat info;
        if (asprintf(&path, "%s/%s", folder, entries[i]->d_name) >= 0 && count < MOST_INSTALLED &&
            stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
            names[count] = strdup(entries[i]->d_name);
            count += names[count] != NULL ? 1 : 0;
        }
        free(path);
        free(entries[i]);
    }
    free(entries);
    free(folder);
    return count;
}

/* A name with a slash is a path and never that of an installed package. */
static char *installed_package(const char *name)
{
    char *folder = installed_path();
    char *path = NULL;
    if (folder == NULL || strchr(name, '/') != NULL || name[0] == '.' ||
        asprintf(&path, "%s/%s", folder, name) < 0) {
        path = NULL;
    }
    free(folder);
    if (path != NULL && !exists(path)) {
        free(path);
        path = NULL;
    }
    return path;
}

static void no_such_package(const char *name)
{
    char *names[MOST_INSTALLED];
    size_t count = installed_names(names);
    const char *near = blackout_nearest(name, (const char *const *)names, count);
    if (near != NULL) {
        message_usage("there is no package '%s'; perhaps '%s'", name, near);
    } else {
        message_usage("there is no package '%s'; give a folder, its datapackage.json, a CSV "
                      "file, or an installed package (`blackout describe` lists them)",
                      name);
    }
    for (size_t i = 0; i < count; ++i) {
        free(names[i]);
    }
}

/* The name of a package as it was asked for. */
static const char *asked_for(const char *operand)
{
    const char *name = operand != NULL ? operand : getenv("BLACKOUT_DATASET");
    return name != NULL && name[0] != '\0' ? name : default_package;
}

/* A path in the current folder goes before an installed package of that name; the default is always
 * the installed one, so that a folder called `reference` does not take its place in silence. */
char *packages_find(const char *operand)
{
    const char *name = asked_for(operand);
    return name != default_package && exists(name) ? strdup(name) : installed_package(name);
}

char *packages_resolve(const char *operand)
{
    char *path = packages_find(operand);
    if (path == NULL) {
        no_such_package(asked_for(operand));
    }
    return path;
}

int packages_list(FILE *file)
{
    char *names[MOST_INSTALLED];
    size_t count = installed_names(names);
    if (count == 0) {
        fprintf(stderr, "blackout: no packages are installed with the program\n");
        return EXIT_FAILED;
    }
    for (size_t i = 0; i < count; ++i) {
        fprintf(file, "%s\n", names[i]);
        free(names[i]);
    }
    return EXIT_DONE;
}

/* Says that the base of a package, or of the environment, is not there. */
static char *no_base(const char *name, const char *from)
{
    message_usage("there is no base package '%s' (%s); a folder, or an installed package "
                  "(`blackout describe` lists them)",
                  name, from);
    return NULL;
}

/* The base that the package names: a folder in it, or an installed package. `*found` with a result
 * of NULL: it is not there, which has been reported. */
static char *base_of_package(const char *path, bool *found)
{
    char name[PATH_MAX];
    blackout_error error;
    *found =
        blackout_package_base(name, sizeof name, path, &error) == BLACKOUT_OK && name[0] != '\0';
    if (!*found) {
        return NULL; /* opening the package says why */
    }
    char *installed = strchr(name, '/') == NULL ? installed_package(name) : strdup(name);
    return installed != NULL ? installed : no_base(name, "base in datapackage.json");
}

static bool is_same(const char *a, const char *b)
{
    struct stat x;
    struct stat y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The base of BLACKOUT_BASE; none for the base itself. */
static char *base_of_environment(const char *path, bool *found)
{
    const char *name = getenv("BLACKOUT_BASE");
    *found = name != NULL && name[0] != '\0';
    if (!*found) {
        return NULL;
    }
    char *base = packages_find(name);
    if (base == NULL) {
        return no_base(name, "BLACKOUT_BASE");
    }
    if (is_same(path, base)) {
        *found = false;
        free(base);
        base = NULL;
    }
    return base;
}

bool packages_base(char **base, const struct arguments *arguments, const char *path)
{
    const char *operand = arguments->values[OPTION_BASE];
    bool found = operand != NULL;
    *base = found ? packages_resolve(operand) : base_of_package(path, &found);
    if (!found) {
        *base = base_of_environment(path, &found);
    }
    return !found || *base != NULL;
}

/* Only for commands that draw samples: the others have no use for it, and no warning. */
bool packages_model_error(char **path, const struct arguments *arguments)
{
    const char *name = getenv("BLACKOUT_MODEL_ERROR");
    const bool named = name != NULL && name[0] != '\0';
    const bool estimates = option_serves(OPTION_SEED, arguments->command); /* draws samples */
    *path = NULL;
    if (estimates && !(named && strcmp(name, "none") == 0)) {
        *path = named ? packages_resolve(name) : installed_package(default_package);
        return *path != NULL || !named;
    }
    return true;
}
