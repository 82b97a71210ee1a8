/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New folders, for commands that write a package. */
#define _GNU_SOURCE /* asprintf, mkdtemp */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static int fail(const char *path)
{
    fprintf(stderr, "%s: cannot be made: %s\n", path, strerror(errno));
    return EXIT_FAILED;
}

int new_folder_check(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 ? message_usage("'%s' already exists; name a new folder", path)
                                   : EXIT_DONE;
}

int new_folder_begin(struct new_folder *folder, const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        --length;
    }
    *folder = (struct new_folder){.path = path};
    if (asprintf(&folder->temporary, "%.*s.XXXXXX", (int)length, path) < 0) {
        return message_failed("out of memory");
    }
    if (mkdtemp(folder->temporary) == NULL) {
        free(folder->temporary);
        return fail(path);
    }
    return EXIT_DONE;
}

/* mkdtemp() makes a private folder; a package is as public as the umask lets it be. */
int new_folder_end(struct new_folder *folder, int status, folder_emptier *empty, const void *what)
{
    mode_t mask = umask(0);
    umask(mask);
    if (status == EXIT_DONE && (chmod(folder->temporary, 0777 & ~mask) != 0 ||
                                rename(folder->temporary, folder->path) != 0)) {
        status = fail(folder->path);
    }
    if (status != EXIT_DONE) {
        empty(folder->temporary, what);
        rmdir(folder->temporary);
    }
    free(folder->temporary);
    return status;
}
