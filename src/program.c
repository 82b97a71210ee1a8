/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program calls for its messages and its own files (blackout/program.h), and the library
 * does in the same way for itself. */
#include "blackout/program.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "core/input_file.h"
#include "core/text.h"

const char *blackout_nearest(const char *text, const char *const *candidates, size_t count)
{
    return text_nearest(text, candidates, count);
}

void blackout_text_line(char *text)
{
    text_make_line(text);
}

blackout_status blackout_file_open(FILE **file, const char *path, blackout_error *error)
{
    *file = strcmp(path, "-") == 0 ? stdin : input_file_open(path);
    return *file != NULL ? BLACKOUT_OK : error_open(error, path, errno);
}
