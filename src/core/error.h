/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way a function says why it failed. An error is filled where it is detected and passed up
 * untouched, so every helper here returns the status it stored: `return error_set(...)`. */
#ifndef BLACKOUT_CORE_ERROR_H
#define BLACKOUT_CORE_ERROR_H

#include "blackout/status.h"

/* Stores `status` and the message in `error` (which may be NULL) and returns `status`. */
blackout_status error_set(blackout_error *error, blackout_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a place in a file. `line` and `column` are 0 where they do not apply. */
blackout_status error_at(blackout_error *error, blackout_status status, const char *source,
                         size_t line, size_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* The same, naming the option or column at fault. */
blackout_status error_field(blackout_error *error, blackout_status status, const char *field,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A file that fopen() or the like did not open, by errno: memory that is out is no fault of it. */
blackout_status error_open(blackout_error *error, const char *source, int number);

/* A file that is open and cannot be read, by errno. */
blackout_status error_read(blackout_error *error, const char *source, int number);

/* BLACKOUT_ERROR_MEMORY; written here, so that the analyzer sees that no caller goes on. */
static inline blackout_status error_memory(blackout_error *error)
{
    error_set(error, BLACKOUT_ERROR_MEMORY, "out of memory");
    return BLACKOUT_ERROR_MEMORY;
}

#endif
