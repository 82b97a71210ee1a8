/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults and warnings of the data, handed to the caller one at a time while files are read. */
#ifndef BLACKOUT_DIAGNOSTIC_H
#define BLACKOUT_DIAGNOSTIC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum blackout_severity { BLACKOUT_WARNING, BLACKOUT_FAULT } blackout_severity;

/* One fault or warning of the data. The texts live until the callback returns. */
typedef struct blackout_diagnostic {
    blackout_severity severity;
    const char *code; /* a stable word: "unknown_column", "missing_key", ... */
    const char *source;
    size_t line;
    size_t column;
    const char *field;
    const char *message;
} blackout_diagnostic;

/* Called by the thread that reads, file by file, in the order of the lines. */
typedef void blackout_diagnostic_function(void *user, const blackout_diagnostic *diagnostic);

#ifdef __cplusplus
}
#endif

#endif
