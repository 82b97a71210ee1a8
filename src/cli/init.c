/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout init: a package to fill in. It is written beside its name and renamed at the end, so
 * that it is complete or not there. */
#define _GNU_SOURCE /* asprintf, mkdtemp */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static const char notes_name[] = "NOTES.md";

static const char notes_start[] =
    "# A package to fill in\n\n"
    "Each file below is one table. Replace the example rows by your own, delete the files that "
    "you\n"
    "do not need, and let `blackout validate` name what is wrong.\n\n"
    "- Every figure may say what it rests on: `basis` is measured, reported, derived or assumed\n"
    "  (the default), `source` is where it is from. A column of its own, like\n"
    "  `annual_revenue_basis`, speaks for that column alone.\n"
    "- Every number may have a range: `annual_revenue_low` and `annual_revenue_high` are its 5 %\n"
    "  and 95 % values.\n"
    "- Shares are numbers from 0 to 1, not percent. Currencies are ISO 4217, times ISO 8601.\n"
    "- With `--base reference`, the tables that you leave out come from the reference package: a\n"
    "  firm usually fills in `dependencies.csv` alone.\n\n";

static int fail(const char *path, const char *what)
{
    fprintf(stderr, "%s: %s: %s\n", path, what, strerror(errno));
    return EXIT_FAILED;
}

/* Writes one table in `format` into a file of the folder; "a" adds to it. A failure of the file is
 * reported when it is closed, one of the library here: each once. */
static int write_table(const char *folder, const char *file, const char *mode, const char *table,
                       const char *format)
{
    char *path = NULL;
    blackout_error error;
    if (asprintf(&path, "%s/%s", folder, file) < 0) {
        return fail(folder, "cannot be written");
    }
    struct output output = {.file = fopen(path, mode), .path = path};
    int status = EXIT_DONE;
    if (output.file == NULL) {
        status = fail(path, "cannot be written");
    } else if (table == NULL) {
        output_write(&output, notes_start, strlen(notes_start));
        status = output_close(&output, true);
    } else {
        blackout_status written =
            blackout_table_write(table, format, output_write, &output, &error);
        const bool is_reported = written == BLACKOUT_OK || output.error_number != 0;
        status = is_reported ? EXIT_DONE : message_error(&error);
        int closed = output_close(&output, written == BLACKOUT_OK);
        status = status == EXIT_DONE ? closed : status;
    }
    free(path);
    return status;
}

static int fill(const char *folder)
{
    int status = write_table(folder, notes_name, "wb", NULL, NULL);
    for (size_t i = 0; blackout_table_name(i) != NULL && status == EXIT_DONE; ++i) {
        const char *table = blackout_table_name(i);
        char file[80];
        snprintf(file, sizeof file, "%s.csv", table);
        status = write_table(folder, file, "wb", table, "csv");
        if (status == EXIT_DONE) {
            status = write_table(folder, notes_name, "ab", table, "markdown");
        }
    }
    return status;
}

/* What fill() may have written, and the folder itself. By the names that fill() uses, and no
 * others: what somebody else has put there stays, and so does the folder. */
static void remove_folder(const char *folder)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, notes_name) >= 0) {
        unlink(path);
        free(path);
    }
    for (size_t i = 0; blackout_table_name(i) != NULL; ++i) {
        if (asprintf(&path, "%s/%s.csv", folder, blackout_table_name(i)) >= 0) {
            unlink(path);
            free(path);
        }
    }
    rmdir(folder);
}

/* An existing folder is refused even when it is empty: rename() would replace it. */
int command_init(const struct arguments *arguments)
{
    char *folder = NULL;
    if (arguments->operand_count == 0) {
        return message_usage("no folder is named; give one: blackout init DIR");
    }
    const char *path = arguments->operands[0];
    struct stat info;
    if (stat(path, &info) == 0) {
        return message_usage("'%s' already exists; name a new folder", path);
    }
    if (asprintf(&folder, "%s.XXXXXX", path) < 0 || mkdtemp(folder) == NULL) {
        free(folder);
        return fail(path, "cannot be made");
    }
    mode_t mask = umask(0);
    umask(mask);
    int status = fill(folder);
    if (status == EXIT_DONE && (chmod(folder, 0777 & ~mask) != 0 ||
                                rename(folder, path) != 0)) { /* mkdtemp() is private */
        status = fail(path, "cannot be made");
    }
    if (status != EXIT_DONE) {
        remove_folder(folder);
    }
    free(folder);
    return status;
}
