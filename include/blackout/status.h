/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every call that can fail returns, and why it failed. Includes nothing of the library, so
 * that every layer may see it. */
#ifndef BLACKOUT_STATUS_H
#define BLACKOUT_STATUS_H

#include <stddef.h>

#if defined(__GNUC__)
#define BLACKOUT_API __attribute__((visibility("default")))
#else
#define BLACKOUT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* One table is both the enumeration and its text. */
#define BLACKOUT_STATUS_TABLE(X)                                                                   \
    X(BLACKOUT_OK, "done")                                                                         \
    X(BLACKOUT_ERROR_USAGE, "the request is wrong")                                                \
    X(BLACKOUT_ERROR_INPUT, "the data are wrong")                                                  \
    X(BLACKOUT_ERROR_IO, "a file could not be read or written")                                    \
    X(BLACKOUT_ERROR_MEMORY, "out of memory")                                                      \
    X(BLACKOUT_ERROR_NUMERIC, "a calculation did not succeed")                                     \
    X(BLACKOUT_ERROR_CANCELLED, "cancelled")

typedef enum blackout_status {
#define BLACKOUT_STATUS_ENUM(name, text) name,
    BLACKOUT_STATUS_TABLE(BLACKOUT_STATUS_ENUM)
#undef BLACKOUT_STATUS_ENUM
} blackout_status;

/* Why a call failed. Filled once, where the failure was detected; owned by the caller, never
 * allocated. `line` and `column` count from 1 and are 0 where they do not apply; `column` is the
 * number of the field in its row, or of the byte in a JSON text. Texts are cut, never overrun. */
typedef struct blackout_error {
    blackout_status status;
    size_t line;
    size_t column;
    char source[256];  /* the file, relative to its package, or "" */
    char field[64];    /* the column or option, or "" */
    char message[640]; /* one line: what is wrong ('value'); what would be right */
} blackout_error;

/* A constant English text for `status`; never NULL. */
BLACKOUT_API const char *blackout_status_text(blackout_status status);

#ifdef __cplusplus
}
#endif

#endif
