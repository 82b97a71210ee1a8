/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that an option or an argument names, opened for reading. Most are read once, so that a pipe
 * may be one: a named one, /dev/stdin, the shell's <(...). */
#ifndef BLACKOUT_CORE_INPUT_FILE_H
#define BLACKOUT_CORE_INPUT_FILE_H

#include <stdio.h>

#include "blackout/status.h"

/* fopen(path, "rb"), but for a pipe that nobody writes to, which fopen() would wait for without
 * end: NULL with EPIPE in errno when nobody has opened it for writing in 5 seconds. */
FILE *input_file_open(const char *path);

/* For files that are read twice: BLACKOUT_ERROR_IO where `path` is a pipe. */
blackout_status input_file_refuse_pipe(const char *path, blackout_error *error);

#endif
