/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program calls besides: once at its start, and for its messages. */
#ifndef BLACKOUT_PROGRAM_H
#define BLACKOUT_PROGRAM_H

#include <stddef.h>
#include <stdio.h>

#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Switches GSL's process-wide error handler off, so that numerical failures come back as a status.
 * To be called once by a program, before any other thread uses this library or GSL. */
BLACKOUT_API void blackout_init(void);

/* The candidate that `text` is a near miss of, by edit distance, or NULL: for "perhaps you meant".
 * Candidates may be NULL; the result is one of them. */
BLACKOUT_API const char *blackout_nearest(const char *text, const char *const *candidates,
                                          size_t count);

/* Makes a text one line that a terminal shows as it is, for messages with what somebody typed or a
 * file has: each byte of a control character, of a break of lines and of a mark of direction
 * becomes a blank, and each byte that is no UTF-8, such as those of a letter that was cut, a '?'.
 */
BLACKOUT_API void blackout_text_line(char *text);

/* Opens a file for reading as the library does, "-" as standard input. A pipe is read once; one
 * that nobody has opened for writing within 5 seconds is BLACKOUT_ERROR_IO. `*file` is the caller's
 * to close, but for standard input; NULL after a failure. */
BLACKOUT_API blackout_status blackout_file_open(FILE **file, const char *path,
                                                blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
