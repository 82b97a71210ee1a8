/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages made of files in the formats of others. */
#ifndef BLACKOUT_IMPORT_H
#define BLACKOUT_IMPORT_H

#include <stddef.h>

#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_import blackout_import;

typedef struct blackout_import_options {
    size_t size;                 /* set by BLACKOUT_IMPORT_OPTIONS_INIT, see blackout.h */
    const char *const *settings; /* [setting_count] assumptions, as NAME=VALUE; or NULL */
    size_t setting_count;
    /* the package that the made one takes its other tables from: an installed one, or a folder,
     * which has a '/'; NULL: that of the format, if it has one */
    const char *base;
} blackout_import_options;

#define BLACKOUT_IMPORT_OPTIONS_INIT                                                               \
    {                                                                                              \
        sizeof(blackout_import_options), NULL, 0, NULL                                             \
    }

/* The formats that can be read, "statuspage", "oed", from 0 on; NULL after the last. */
BLACKOUT_API const char *blackout_import_kind(size_t index);

/* Reads the files, each of which may be "-" for standard input, and makes a package of them in
 * memory. What cannot be taken of an entry is kept with its reason. Errors: BLACKOUT_ERROR_USAGE
 * for a kind or a setting that is not known; BLACKOUT_ERROR_INPUT, with file, line and column, for
 * a file that is not of the format; BLACKOUT_ERROR_IO. Freed by blackout_import_free(). */
BLACKOUT_API blackout_status blackout_import_read(blackout_import **import, const char *kind,
                                                  const char *const *paths, size_t path_count,
                                                  const blackout_import_options *options,
                                                  blackout_error *error);
BLACKOUT_API void blackout_import_free(blackout_import *import);

/* How many entries of the files (incidents, rows) are in the package; `*read`, which is not NULL,
 * gets of how many. */
BLACKOUT_API size_t blackout_import_taken(const blackout_import *import, size_t *read);

/* The files of the package, by paths relative to it, from 0 on; a path may have one folder in it.
 * NULL after the last. */
BLACKOUT_API const char *blackout_import_file(const blackout_import *import, size_t index);

/* Writes one of them. */
BLACKOUT_API blackout_status blackout_import_file_write(const blackout_import *import, size_t index,
                                                        blackout_sink *sink, void *user,
                                                        blackout_error *error);

/* Writes the report "import": what was made, on which assumptions, what was not taken and why;
 * blackout_report_format() lists its formats. */
BLACKOUT_API blackout_status blackout_import_write(const blackout_import *import,
                                                   const char *format, blackout_sink *sink,
                                                   void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
