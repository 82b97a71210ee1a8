/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a pipe has a writer can be asked of an open pipe alone, and a writer that came first
 * waits itself until somebody opens it for reading. So the pipe is opened without waiting, and then
 * watched for a while. */
#include "core/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

/* Long enough for a writer that is started together with this program, on a busy machine. */
enum { LONGEST_WAIT_MS = 5000, STEP_MS = 20 };

/* A pipe that is empty gives EAGAIN while somebody has it open for writing, else its end. A byte
 * that has come in between is put back. */
static bool has_writer(FILE *file)
{
    unsigned char byte = 0;
    const ssize_t length = read(fileno(file), &byte, 1);
    return length < 0 || (length == 1 && ungetc(byte, file) != EOF);
}

/* Bytes, or the end of a pipe whose writer came and went, are seen by poll(). */
static bool is_written_to(FILE *file)
{
    struct pollfd watched = {.fd = fileno(file), .events = POLLIN};
    for (int waited = 0; waited < LONGEST_WAIT_MS; waited += STEP_MS) {
        if (poll(&watched, 1, STEP_MS) != 0 || has_writer(file)) {
            return true;
        }
    }
    return false;
}

/* Once somebody writes, reads wait again: stdio takes EAGAIN for a failed read. errno is kept over
 * close(), since callers read it. */
static FILE *open_pipe(const char *path)
{
    const int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "rb") : NULL;
    if (file == NULL) {
        const int reason = errno;
        if (descriptor >= 0) {
            close(descriptor);
        }
        errno = reason;
        return NULL;
    }
    const bool is_written = is_written_to(file);
    if (!is_written || fcntl(descriptor, F_SETFL, 0) != 0) {
        const int reason = is_written ? errno : EPIPE;
        fclose(file);
        errno = reason;
        return NULL;
    }
    return file;
}

/* What cannot be asked for its kind cannot be opened either, and that says why. */
static bool is_pipe(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISFIFO(info.st_mode);
}

FILE *input_file_open(const char *path)
{
    return is_pipe(path) ? open_pipe(path) : fopen(path, "rb");
}

blackout_status input_file_refuse_pipe(const char *path, blackout_error *error)
{
    return is_pipe(path) ? error_at(error, BLACKOUT_ERROR_IO, path, 0, 0,
                                    "the file is a pipe, which cannot be read twice; write it into "
                                    "a file, as in `cat %s > FILE`",
                                    path)
                         : BLACKOUT_OK;
}
