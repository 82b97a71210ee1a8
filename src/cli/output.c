/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report file is complete or not there: it is written beside its name and renamed at the end. A
 * full disk shows when the buffer is flushed, the file synchronised or closed: all are looked at.
 */
#define _GNU_SOURCE /* mkstemp, fsync */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static int fail(const struct output *output, int error_number)
{
    fprintf(stderr, "%s: cannot be written: %s\n",
            output->path != NULL ? output->path : "standard output", strerror(error_number));
    return EXIT_FAILED;
}

/* Files that a rename would replace by something else (a device, a pipe, a link) are written in
 * place. */
static bool is_special(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

static int open_temporary(struct output *output)
{
    size_t size = strlen(output->path) + sizeof ".XXXXXX";
    output->temporary = malloc(size);
    if (output->temporary == NULL) {
        return fail(output, ENOMEM);
    }
    snprintf(output->temporary, size, "%s.XXXXXX", output->path);
    int descriptor = mkstemp(output->temporary);
    if (descriptor < 0) {
        free(output->temporary);
        output->temporary = NULL;
        return fail(output, errno);
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor, 0666 & ~mask); /* mkstemp() makes files private */
    output->file = fdopen(descriptor, "wb");
    return output->file != NULL ? EXIT_DONE : fail(output, errno);
}

int output_open(struct output *output, const char *path)
{
    *output = (struct output){.file = stdout};
    if (path == NULL || strcmp(path, "-") == 0) {
        return EXIT_DONE;
    }
    output->path = path;
    if (!is_special(path)) {
        return open_temporary(output);
    }
    output->file = fopen(path, "wb");
    return output->file != NULL ? EXIT_DONE : fail(output, errno);
}

int output_write(void *user, const char *bytes, size_t size)
{
    struct output *output = user;
    if (output->error_number == 0 && fwrite(bytes, 1, size, output->file) != size) {
        output->error_number = errno != 0 ? errno : EIO;
    }
    return output->error_number;
}

static void note(struct output *output, int result)
{
    if (result != 0 && output->error_number == 0) {
        output->error_number = errno;
    }
}

int output_close(struct output *output, blackout_status status, const blackout_error *error)
{
    note(output, fflush(output->file));
    if (output->path != NULL) {
        if (output->temporary != NULL) {
            note(output, fsync(fileno(output->file)));
        }
        note(output, fclose(output->file));
    }
    bool complete = status == BLACKOUT_OK && output->error_number == 0;
    if (output->temporary != NULL && complete) {
        note(output, rename(output->temporary, output->path));
        complete = output->error_number == 0;
    }
    if (output->temporary != NULL && !complete) {
        unlink(output->temporary);
    }
    free(output->temporary);
    if (output->error_number != 0) {
        return fail(output, output->error_number);
    }
    if (status == BLACKOUT_OK) {
        return EXIT_DONE;
    }
    return error != NULL ? message_error(error) : EXIT_FAILED; /* told already */
}

const char *output_format(const struct arguments *arguments)
{
    const char *asked = arguments->values[OPTION_FORMAT];
    const char *const *formats = arguments->command->formats;
    if (asked == NULL) {
        return formats[0];
    }
    for (size_t i = 0; formats[i] != NULL; ++i) {
        if (strcmp(formats[i], asked) == 0) {
            return asked;
        }
    }
    char names[FORMATS_TEXT_SIZE];
    help_formats(names, arguments->command, "");
    message_usage("the format is not known ('%s'); %s", asked, names);
    return NULL;
}

int output_report(const char *path, report_writer *write, const void *what, const char *format)
{
    struct output output;
    blackout_error error;
    int status = output_open(&output, path);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written = write(what, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}
