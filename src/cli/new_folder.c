/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New folders, for commands that write a package. A folder is made beside its place, which is on
 * the same file system, so that rename() puts it there at once. */
#define _GNU_SOURCE /* asprintf, mkdtemp */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/new_folder.h"

static int fail(const char *path, const char *what)
{
    message_line("%s: %s: %s", path, what, strerror(errno));
    return EXIT_FAILED;
}

/* lstat() and not stat(): a link that leads nowhere is a name that is taken. */
int new_folder_check(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 ? message_usage("'%s' already exists; name a new folder", path)
                                   : EXIT_DONE;
}

/* A folder is refused as a base: the package may be passed on, and its base would not be there. */
int new_folder_base(char *path, size_t size, const char *name)
{
    char folder[PATH_MAX];
    blackout_error error;
    if (blackout_package_find(path, size, name, &error) != BLACKOUT_OK) {
        return message_error(&error);
    }
    const blackout_status status = blackout_datasets_folder(folder, sizeof folder, &error);
    if (status == BLACKOUT_ERROR_MEMORY) {
        return message_error(&error);
    }
    /* found below the folder of installed packages, and by a name, not by a path into it */
    if (status != BLACKOUT_OK || strncmp(path, folder, strlen(folder)) != 0 ||
        strchr(name, '/') != NULL) {
        return message_usage("the base of a new package is an installed one, which '%s' is not; "
                             "`blackout describe` lists them",
                             name);
    }
    return EXIT_DONE;
}

/* Slashes at the end would make the temporary folder one in the folder that is not there yet.
 * Signals wait from here on, since a handler cannot remove a folder with what is in it. */
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
    interrupt_hold();
    if (mkdtemp(folder->temporary) == NULL) {
        interrupt_release();
        free(folder->temporary);
        return fail(path, "cannot be made");
    }
    return EXIT_DONE;
}

/* Makes the folder in `folder` that a file is to be in. One level is all that any package has. */
static int make_parent(const char *path, size_t folder_length)
{
    const char *slash = strchr(path + folder_length + 1, '/');
    if (slash == NULL) {
        return 0;
    }
    char *parent = strndup(path, (size_t)(slash - path));
    const int made = parent != NULL ? mkdir(parent, 0777) : -1;
    const bool there = made == 0 || (parent != NULL && errno == EEXIST);
    free(parent);
    return there ? 0 : -1;
}

/* Whichever part failed has said so: the library in `error`, the output when it is closed. So each
 * failure is one message. The output is closed also where the writing failed: it is what has the
 * reason. */
static int write_opened(struct output *output, report_writer *write, const void *what,
                        const char *format)
{
    blackout_error error;
    blackout_status written = write(what, format, output_write, output, &error);
    const bool is_reported = written == BLACKOUT_OK || output->error_number != 0;
    int status = is_reported ? EXIT_DONE : message_error(&error);
    int closed = output_close(output, written == BLACKOUT_OK);
    return status == EXIT_DONE ? closed : status;
}

/* Files in it are written in place: nobody knows the folder by its name yet. Not by output_open(),
 * which would write each beside its place and watch it for signals: these wait. */
int new_folder_write(const char *folder, const char *file, const char *mode, report_writer *write,
                     const void *what, const char *format)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, file) < 0) {
        return message_failed("out of memory");
    }
    struct output output = {.path = path};
    output.file = make_parent(path, strlen(folder)) == 0 ? fopen(path, mode) : NULL;
    const int status = output.file != NULL ? write_opened(&output, write, what, format)
                                           : fail(path, "cannot be written");
    free(path);
    return status;
}

/* mkdtemp() makes a private folder; a package is as public as the umask lets it be. The umask can
 * be read by setting it alone: it is put back at once. */
int new_folder_end(struct new_folder *folder, int status, folder_emptier *empty, const void *what)
{
    mode_t mask = umask(0);
    umask(mask);
    if (status == EXIT_DONE && (chmod(folder->temporary, 0777 & ~mask) != 0 ||
                                rename(folder->temporary, folder->path) != 0)) {
        status = fail(folder->path, "cannot be made");
    }
    if (status != EXIT_DONE) {
        empty(folder->temporary, what);
        rmdir(folder->temporary);
    }
    interrupt_release();
    free(folder->temporary);
    return status;
}
