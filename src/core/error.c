/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the caller's blackout_error; allocates nothing, so that it works when memory is out. */
#include "core/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/print.h"
#include "core/text.h"

/* Where a fault is: "" and 0 for what is not known. */
struct spot {
    const char *source;
    size_t line;
    size_t column;
    const char *field;
};

/* Every text is made one line: a value or a name of a file may have line breaks, and an error is
 * printed as a line. Everything is set, also what is empty: the caller's error may hold an older
 * one. */
static void fill(blackout_error *error, blackout_status status, const struct spot *spot,
                 const char *format, va_list arguments)
{
    if (error == NULL) {
        return;
    }
    memset(error, 0, sizeof *error);
    error->status = status;
    error->line = spot->line;
    error->column = spot->column;
    snprintf(error->source, sizeof error->source, "%s", spot->source);
    snprintf(error->field, sizeof error->field, "%s", spot->field);
    print_in_room(error->message, sizeof error->message, format, arguments);
    text_make_line(error->source);
    text_make_line(error->field);
    text_make_line(error->message);
}

blackout_status error_set(blackout_error *error, blackout_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, &(struct spot){.source = "", .field = ""}, format, arguments);
    va_end(arguments);
    return status;
}

blackout_status error_at(blackout_error *error, blackout_status status, const char *source,
                         size_t line, size_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, &(struct spot){source, line, column, ""}, format, arguments);
    va_end(arguments);
    return status;
}

blackout_status error_field(blackout_error *error, blackout_status status, const char *field,
                            const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, &(struct spot){.source = "", .field = field}, format, arguments);
    va_end(arguments);
    return status;
}

/* EPIPE cannot come from open() itself: input_file_open() sets it, where fopen() would have waited.
 */
blackout_status error_open(blackout_error *error, const char *source, int number)
{
    switch (number) {
    case ENOMEM:
        return error_memory(error);
    case EPIPE: /* of input_file_open() */
        return error_at(error, BLACKOUT_ERROR_IO, source, 0, 0,
                        "nobody writes to the pipe; start what writes to it first, or give a file");
    default:
        return error_at(error, BLACKOUT_ERROR_IO, source, 0, 0,
                        "the file cannot be opened ('%s'); give a readable file", strerror(number));
    }
}

blackout_status error_read(blackout_error *error, const char *source, int number)
{
    return error_at(error, BLACKOUT_ERROR_IO, source, 0, 0,
                    "the file cannot be read ('%s'); give a readable file", strerror(number));
}

const char *blackout_status_text(blackout_status status)
{
    static const char *const texts[] = {
#define STATUS_TEXT(name, text) [name] = (text),
        BLACKOUT_STATUS_TABLE(STATUS_TEXT)
#undef STATUS_TEXT
    };
    /* a caller may ask for any number */
    size_t index = (size_t)status;
    return index < sizeof texts / sizeof texts[0] ? texts[index] : "unknown status";
}
