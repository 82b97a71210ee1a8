/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a file of scenarios. A line ends with LF or CR LF, the last one with or without; blank
 * lines are passed over and counted. */
#define _GNU_SOURCE /* getc_unlocked, mkstemp */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/scenarios.h"

/* The library takes less than 1 MiB for a scenario: what is cut here is none. */
enum { MOST_LINE_BYTES = 1024 * 1024, COPY_BYTES = 65536 };

static const char no_room_remedy[] = "make room for it, or set TMPDIR to a folder with room";

static int fail(const char *path, const char *what, int error_number, const char *remedy)
{
    message_line("%s: %s: %s; %s", path, what, strerror(error_number), remedy);
    return EXIT_FAILED;
}

/* A copy, since lines are read three times: see scenarios.h and batch.c. */
static int copy_all(FILE *to, FILE *from, const char *path)
{
    char bytes[COPY_BYTES];
    size_t size = 0;
    while ((size = fread(bytes, 1, sizeof bytes, from)) > 0) {
        if (fwrite(bytes, 1, size, to) != size) {
            return fail(path, "cannot be copied to a temporary file", errno, no_room_remedy);
        }
    }
    if (ferror(from) != 0) {
        return fail(path, "cannot be read", errno, "name a file of scenarios, one a line");
    }
    return fflush(to) == 0
               ? EXIT_DONE
               : fail(path, "cannot be copied to a temporary file", errno, no_room_remedy);
}

/* A file without a name, which would have to be removed, whatever ends the program: in the folder
 * that TMPDIR names, which tmpfile() does not look at, else in that of tmpfile(). NULL, and errno,
 * after a failure. */
static FILE *open_copy(void)
{
    char path[PATH_MAX];
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || folder[0] == '\0') {
        return tmpfile();
    }
    const int length = snprintf(path, sizeof path, "%s/blackout-XXXXXX", folder);
    if (length < 0 || (size_t)length >= sizeof path) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    interrupt_hold();
    const int descriptor = mkstemp(path);
    if (descriptor >= 0) {
        unlink(path);
    }
    interrupt_release();
    FILE *copy = descriptor >= 0 ? fdopen(descriptor, "w+b") : NULL;
    if (copy == NULL && descriptor >= 0) {
        close(descriptor);
    }
    return copy;
}

int batch_file_open(struct batch_file *file, const char *path)
{
    const bool is_standard = strcmp(path, "-") == 0;
    *file = (struct batch_file){.path = is_standard ? "standard input" : path};
    FILE *from = NULL;
    blackout_error error;
    if (blackout_file_open(&from, path, &error) != BLACKOUT_OK) {
        return message_error(&error);
    }
    file->copy = open_copy();
    file->text = malloc(MOST_LINE_BYTES);
    int status = file->copy == NULL   ? fail(file->path, "cannot be copied to a temporary file",
                                             errno, no_room_remedy)
                 : file->text == NULL ? message_failed("out of memory")
                                      : copy_all(file->copy, from, file->path);
    if (!is_standard) {
        fclose(from);
    }
    if (status == EXIT_DONE) {
        batch_file_again(file);
    }
    return status;
}

/* The end of what can be read is the end of the lines, unless it is a failure. */
static bool note_end(struct batch_file *file)
{
    if (ferror(file->copy) != 0) {
        file->error_number = errno;
    }
    return false;
}

/* Reads a line into file->text; false at the end of the file, and where it cannot be read. The rest
 * of a line that is too long is passed over, so that the next one begins where it does. A CR that
 * is not at the end is left to the parser. */
static bool read_line(struct batch_file *file)
{
    if (file->error_number != 0) {
        return false;
    }
    /* without a lock for each byte: nobody else reads the copy */
    int c = getc_unlocked(file->copy);
    if (c == EOF) {
        return note_end(file);
    }
    file->size = 0;
    file->is_too_long = false;
    for (; c != EOF && c != '\n'; c = getc_unlocked(file->copy)) {
        if (file->size < MOST_LINE_BYTES) {
            file->text[file->size++] = (char)c;
        } else {
            file->is_too_long = true;
        }
    }
    if (ferror(file->copy) != 0) {
        return note_end(file);
    }
    if (file->size > 0 && file->text[file->size - 1] == '\r') {
        --file->size;
    }
    ++file->line;
    return true;
}

/* A byte order mark at the start of the file counts as a blank. The parser passes the mark over
 * too: a first line with a scenario keeps it. */
static bool is_blank(const struct batch_file *file)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t i = file->size >= 3 && memcmp(file->text, mark, 3) == 0 ? 3 : 0;
    while (i < file->size && strchr(" \t\r", file->text[i]) != NULL && file->text[i] != '\0') {
        ++i;
    }
    return i == file->size;
}

bool batch_file_next(struct batch_file *file)
{
    bool found = false;
    while (!found && read_line(file)) {
        found = !is_blank(file);
    }
    return found;
}

void batch_file_again(struct batch_file *file)
{
    if (fseek(file->copy, 0, SEEK_SET) != 0) { /* rewind() would not say so */
        file->error_number = errno;
    }
    file->line = 0;
}

/* Said in two ways: printed between two readings, and as the error of a run. */
static const char lost_copy[] = "the temporary copy of it cannot be read";
static const char lost_copy_remedy[] = "look at the disk of the temporary files, or set TMPDIR";

int batch_file_check(const struct batch_file *file)
{
    return file->error_number == 0
               ? EXIT_DONE
               : fail(file->path, lost_copy, file->error_number, lost_copy_remedy);
}

blackout_status batch_file_lost(const struct batch_file *file, blackout_error *error)
{
    *error = (blackout_error){.status = BLACKOUT_ERROR_INPUT};
    snprintf(error->source, sizeof error->source, "%s", file->path);
    snprintf(error->message, sizeof error->message, "%s ('%s'); %s", lost_copy,
             strerror(file->error_number), lost_copy_remedy);
    return error->status;
}

void batch_file_close(struct batch_file *file)
{
    if (file->copy != NULL) {
        fclose(file->copy);
    }
    free(file->text);
    *file = (struct batch_file){.copy = NULL};
}
