/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line for each thing that is wrong, on standard error. The line of progress is cleared first:
 * a message would begin in the middle of it. What was typed and what is in a file may have breaks
 * of lines and controls of the terminal, or be cut in a letter: a message is made one line, as
 * those of the library are. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* A message that has no memory is cut. */
static void put_line(const char *before, const char *format, va_list arguments)
{
    enum { ROOM = 2048 };
    char room[ROOM];
    va_list again;
    va_copy(again, arguments);
    const size_t begin = strlen(before);
    const int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    const size_t size = begin + (length > 0 ? (size_t)length : 0) + 1;
    char *longer = size > ROOM ? malloc(size) : NULL;
    char *line = longer != NULL ? longer : room;
    memcpy(line, before, begin + 1);
    vsnprintf(line + begin, longer != NULL ? size - begin : ROOM - begin, format, arguments);
    blackout_text_line(line);
    progress_clear();
    fprintf(stderr, "%s\n", line);
    free(longer);
}

void message_line(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_line("", format, arguments);
    va_end(arguments);
}

/* FILE:LINE:COLUMN is the form that editors and compilers share: a click leads there. */
int message_error(const blackout_error *error)
{
    /* Without a source it is about the command line or the program: its name stands for the file.
     */
    if (error->line > 0) {
        message_line("%s:%zu:%zu: %s", error->source, error->line, error->column, error->message);
    } else {
        message_line("%s: %s", error->source[0] != '\0' ? error->source : "blackout",
                     error->message);
    }
    return error->status == BLACKOUT_ERROR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}

int message_usage(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_line("blackout: ", format, arguments);
    va_end(arguments);
    return EXIT_USAGE;
}

int message_failed(const char *what)
{
    message_line("blackout: %s", what);
    return EXIT_FAILED;
}

void message_fault(void *user, const blackout_diagnostic *diagnostic)
{
    if (diagnostic->severity == BLACKOUT_FAULT) {
        message_diagnostic(user, diagnostic);
    }
}

void message_diagnostic(void *user, const blackout_diagnostic *diagnostic)
{
    enum { TAIL_SIZE = 320, PLACE_SIZE = 48 }; /* three lines and a few currencies; two numbers */
    char tail[TAIL_SIZE];
    char place[PLACE_SIZE] = "";
    (void)user;
    if (diagnostic->line > 0) { /* else it is an option, an owner, ... */
        snprintf(place, sizeof place, "%zu:%zu:", diagnostic->line, diagnostic->column);
    }
    message_line("%s:%s %s%s%s", diagnostic->source, place,
                 diagnostic->severity == BLACKOUT_WARNING ? "warning: " : "", diagnostic->message,
                 blackout_diagnostic_tail(tail, sizeof tail, diagnostic));
}

blackout_diagnostic_function *message_with_warnings(const struct arguments *arguments)
{
    return arguments->values[OPTION_QUIET] != NULL ? message_fault : message_diagnostic;
}
