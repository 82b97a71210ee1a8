/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults and warnings of the data, handed to the caller one at a time while files are read. */
#ifndef BLACKOUT_DIAGNOSTIC_H
#define BLACKOUT_DIAGNOSTIC_H

#include <stddef.h>

#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum blackout_severity { BLACKOUT_WARNING, BLACKOUT_FAULT } blackout_severity;

/* Money in one currency. */
typedef struct blackout_money {
    const char *currency;
    double amount;
} blackout_money;

/* Lines that are named of rows with the same cause. */
#define BLACKOUT_DIAGNOSTIC_LINES 3

/* One fault or warning of the data, with all rows of its file that have the same cause. Texts and
 * lists live until the callback returns. */
typedef struct blackout_diagnostic {
    blackout_severity severity;
    const char *code; /* a stable word, like "missing_key": blackout_code_at() has them all */
    const char *source;
    size_t line; /* of the first row; 0 where it is not about a row of a file */
    size_t column;
    const char *field;
    const char *message;                     /* of the first row */
    size_t count;                            /* rows with this cause */
    size_t lines[BLACKOUT_DIAGNOSTIC_LINES]; /* the first of them, ascending; 0: no more */
    const blackout_money *money; /* [money_count] revenue of rows of `dependencies`, by currency */
    size_t money_count;
} blackout_diagnostic;

/* Called by the thread that reads, file by file, in the order of the lines. */
typedef void blackout_diagnostic_function(void *user, const blackout_diagnostic *diagnostic);

/* What follows a message where several rows have its cause, or money hangs on it: " (12 rows: lines
 * 3, 7, 9, ...; 1,234.50 EUR)"; else "". Cut at `size` - 1 bytes; returns `text`. */
BLACKOUT_API const char *blackout_diagnostic_tail(char *text, size_t size,
                                                  const blackout_diagnostic *diagnostic);

/* The codes of faults and warnings by number, and what each means; NULL past the last. */
BLACKOUT_API const char *blackout_code_at(size_t index);
BLACKOUT_API const char *blackout_code_meaning(size_t index);

#ifdef __cplusplus
}
#endif

#endif
