/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout import: a package made of files in another format, and a report of what was not taken.
 * The report goes to standard output, since --output names the folder. */
#define _GNU_SOURCE /* asprintf */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/new_folder.h"

static blackout_status write_import(const void *what, const char *format, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    return blackout_import_write(what, format, sink, user, error);
}

/* The kinds are those of the library: "statuspage or oed". */
static int refuse_kind(void)
{
    char names[128] = "";
    size_t used = 0;
    for (size_t i = 0; blackout_import_kind(i) != NULL && used < sizeof names; ++i) {
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i == 0 ? "" : " or ",
                                 blackout_import_kind(i));
    }
    return message_usage(
        "a format and files are needed (%s); give them, as in blackout import statuspage "
        "incidents.json -o PACKAGE",
        names);
}

/* ---- The package ----------------------------------------------------------------------------- */

/* One file of an import, for new_folder_write(). */
struct part {
    const blackout_import *import;
    size_t index;
};

static blackout_status write_part(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    const struct part *part = what;
    (void)format;
    return blackout_import_file_write(part->import, part->index, sink, user, error);
}

/* The files by their names, then the folders that they were in. By their names, as they were to be
 * written: nothing else is removed, and a folder that is not empty stays. */
static void remove_files(const char *folder, const void *what)
{
    for (int folders = 0; folders < 2; ++folders) {
        for (size_t i = 0; blackout_import_file(what, i) != NULL; ++i) {
            const char *file = blackout_import_file(what, i);
            const size_t length = folders == 1 ? strcspn(file, "/") : strlen(file);
            char *path = NULL;
            if (asprintf(&path, "%s/%.*s", folder, (int)length, file) >= 0) {
                remove(path);
                free(path);
            }
        }
    }
}

/* The folder has its name at the end alone, so that nobody reads a package that is half written. */
static int write_package(const blackout_import *import, const char *path)
{
    struct new_folder folder;
    int status = new_folder_begin(&folder, path);
    if (status == EXIT_DONE) {
        for (size_t i = 0; blackout_import_file(import, i) != NULL && status == EXIT_DONE; ++i) {
            const struct part part = {import, i};
            status = new_folder_write(folder.temporary, blackout_import_file(import, i), "wb",
                                      write_part, &part, NULL);
        }
        status = new_folder_end(&folder, status, remove_files, import);
    }
    return status;
}

/* ---- The command ----------------------------------------------------------------------------- */

/* A base that is a folder differs from the name of an installed package by its '/', in what the
 * library is given. A folder is found under the path that was given, an installed package under
 * another one. */
static int find_base(char base[PATH_MAX], const char *given)
{
    char path[PATH_MAX];
    blackout_error error;
    if (blackout_package_find(path, sizeof path, given, &error) != BLACKOUT_OK) {
        return message_error(&error);
    }
    const bool is_bare_folder = strcmp(path, given) == 0 && strchr(given, '/') == NULL;
    const int length = snprintf(base, PATH_MAX, "%s%s", is_bare_folder ? "./" : "", given);
    return length < PATH_MAX
               ? EXIT_DONE
               : message_usage("base is longer than a path may be (%.80s); give a shorter path",
                               given);
}

static int read_files(blackout_import **import, const struct arguments *arguments, const char *base)
{
    const char *settings[MOST_REPETITIONS];
    blackout_error error;
    blackout_import_options options = BLACKOUT_IMPORT_OPTIONS_INIT;
    for (int i = 0; i < arguments->repetition_count; ++i) {
        if (arguments->repetitions[i].id == OPTION_SET) {
            settings[options.setting_count++] = arguments->repetitions[i].value;
        }
    }
    options.settings = settings;
    /* Without one the format may have its own: `oed` has `cloud`. */
    options.base = base[0] != '\0' ? base : NULL;
    blackout_status status =
        blackout_import_read(import, arguments->operands[0], arguments->operands + 1,
                             (size_t)arguments->operand_count - 1, &options, &error);
    return status == BLACKOUT_OK ? EXIT_DONE : message_error(&error);
}

/* What is wrong with the command line, before a file is read. */
static int check(char base[PATH_MAX], const struct arguments *arguments)
{
    const char *path = arguments->values[OPTION_OUTPUT];
    const char *given = arguments->values[OPTION_BASE];
    base[0] = '\0';
    if (arguments->operand_count < 2) {
        return refuse_kind();
    }
    /* The report's format does not follow from this name (output.c), which is that of a folder. */
    if (path == NULL || strcmp(path, "-") == 0 || path[0] == '\0') {
        return message_usage("no package is named; give a new folder, like -o my-package");
    }
    const int status = given != NULL ? find_base(base, given) : EXIT_DONE;
    return status == EXIT_DONE ? new_folder_check(path) : status;
}

/* An empty package would pass for a portfolio that loses nothing. It is written all the same, since
 * it has the list. So it is looked at after the report, whose list says why. */
static int check_taken(const blackout_import *import, const char *path)
{
    size_t read;
    if (blackout_import_taken(import, &read) > 0) {
        return EXIT_DONE;
    }
    if (read == 0) {
        return message_failed("nothing is taken: the files have no entries; give those that have");
    }
    char text[PATH_MAX + 160];
    snprintf(text, sizeof text,
             "nothing is taken of %zu entr%s: %s/not_taken.csv has the reason of each; correct the "
             "files, or give what they lack with --set",
             read, read == 1 ? "y" : "ies", path);
    return message_failed(text);
}

int command_import(const struct arguments *arguments)
{
    blackout_import *import = NULL;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    char base[PATH_MAX];
    int status = check(base, arguments);
    if (status == EXIT_DONE) {
        status = read_files(&import, arguments, base);
    }
    if (status == EXIT_DONE) {
        status = write_package(import, arguments->values[OPTION_OUTPUT]);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_import, import, format);
    }
    if (status == EXIT_DONE) {
        status = check_taken(import, arguments->values[OPTION_OUTPUT]);
    }
    blackout_import_free(import);
    return status;
}
