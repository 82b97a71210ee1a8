/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that a command makes: a package to fill in, or one of files in another format. */
#ifndef BLACKOUT_CLI_NEW_FOLDER_H
#define BLACKOUT_CLI_NEW_FOLDER_H

#include "cli/cli.h"

/* A folder that is written beside its name and renamed at the end, so that it is complete or not
 * there. */
struct new_folder {
    const char *path;
    char *temporary;
};

/* Refuses a name that is taken, by an empty folder too: rename() would replace that. EXIT_DONE, or
 * EXIT_USAGE after a message. */
int new_folder_check(const char *path);

/* The path of the base that a new package is to name: an installed package, since the folder may be
 * passed on. EXIT_DONE, or an exit status after a message. */
int new_folder_base(char *path, size_t size, const char *name);

/* Makes the folder beside its place. EXIT_DONE, and a signal waits until new_folder_end(); or
 * EXIT_FAILED after a message. */
int new_folder_begin(struct new_folder *folder, const char *path);

/* Writes a file of a folder, and the folder in it that the file may be in; mode "ab" adds to it. A
 * failure of the file is reported when it is closed, one of the library here: each once. Returns
 * the exit status. */
int new_folder_write(const char *folder, const char *file, const char *mode, report_writer *write,
                     const void *what, const char *format);

/* Removes what a command may have written into the folder, and nothing else. */
typedef void folder_emptier(const char *folder, const void *what);

/* Puts the folder into its place where `status` is EXIT_DONE; else, or where that fails, it is
 * emptied and removed. Returns the status, or EXIT_FAILED after a message. */
int new_folder_end(struct new_folder *folder, int status, folder_emptier *empty, const void *what);

#endif
