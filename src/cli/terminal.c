/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stream is to the reader: a terminal with its columns and colours, or a file whose bytes
 * must not depend on where the program was run. */
#define _GNU_SOURCE /* TIOCGWINSZ */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

/* The library refuses others for text (document/text_asked.h); narrower and wider terminals get the
 * nearest. */
enum { LEAST_COLUMNS = 40, MOST_COLUMNS = 1000 };

static long within(long columns)
{
    return columns < LEAST_COLUMNS  ? LEAST_COLUMNS
           : columns > MOST_COLUMNS ? MOST_COLUMNS
                                    : columns;
}

bool terminal_is(FILE *file)
{
    return file != NULL && isatty(fileno(file)) == 1;
}

/* The terminal first: COLUMNS is what it had when a shell looked last. */
long terminal_columns(FILE *file)
{
    struct winsize size = {.ws_col = 0};
    if (!terminal_is(file)) {
        return 0;
    }
    if (ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return within(size.ws_col);
    }
    const char *columns = getenv("COLUMNS");
    const long asked = columns != NULL ? strtol(columns, NULL, 10) : 0;
    return asked > 0 ? within(asked) : 0;
}

/* no-color.org: the variable counts where it is not empty. */
bool terminal_has_colors(FILE *file, const struct arguments *arguments)
{
    const char *asked = arguments->values[OPTION_COLOR];
    const char *none = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (asked != NULL && strcmp(asked, "auto") != 0) {
        return strcmp(asked, "always") == 0;
    }
    return terminal_is(file) && (none == NULL || none[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* A file gets the plain format: its bytes must be the same wherever it was made. */
const char *terminal_text(char text[TERMINAL_TEXT_SIZE], FILE *file,
                          const struct arguments *arguments)
{
    char columns[24] = "";
    const long count = terminal_columns(file);
    if (count > 0) {
        snprintf(columns, sizeof columns, ":%ld", count);
    }
    snprintf(text, TERMINAL_TEXT_SIZE, "text%s%s", columns,
             terminal_has_colors(file, arguments) ? ":color" : "");
    return text;
}
