/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line for each thing that is wrong, on standard error. The line of progress is cleared first:
 * a message would begin in the middle of it. */
#include <stdarg.h>

#include "cli/cli.h"

/* FILE:LINE:COLUMN is the form that editors and compilers share: a click leads there. */
int message_error(const blackout_error *error)
{
    progress_clear();
    /* Without a source it is about the command line or the program: its name stands for the file.
     */
    if (error->line > 0) {
        fprintf(stderr, "%s:%zu:%zu: %s\n", error->source, error->line, error->column,
                error->message);
    } else if (error->source[0] != '\0') {
        fprintf(stderr, "%s: %s\n", error->source, error->message);
    } else {
        fprintf(stderr, "blackout: %s\n", error->message);
    }
    return error->status == BLACKOUT_ERROR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}

int message_usage(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    progress_clear();
    fprintf(stderr, "blackout: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
    return EXIT_USAGE;
}

int message_failed(const char *what)
{
    progress_clear();
    fprintf(stderr, "blackout: %s\n", what);
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
    enum { TAIL_SIZE = 320 }; /* three lines and a few currencies */
    char tail[TAIL_SIZE];
    (void)user;
    progress_clear();
    fprintf(stderr, "%s:", diagnostic->source);
    if (diagnostic->line > 0) { /* else it is an option, an owner, ... */
        fprintf(stderr, "%zu:%zu:", diagnostic->line, diagnostic->column);
    }
    fprintf(stderr, " %s%s%s\n", diagnostic->severity == BLACKOUT_WARNING ? "warning: " : "",
            diagnostic->message, blackout_diagnostic_tail(tail, sizeof tail, diagnostic));
}

blackout_diagnostic_function *message_with_warnings(const struct arguments *arguments)
{
    return arguments->values[OPTION_QUIET] != NULL ? message_fault : message_diagnostic;
}
