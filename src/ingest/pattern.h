/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of fields in a Table Schema, put into the form that libc's regcomp() takes. */
#ifndef BLACKOUT_INGEST_PATTERN_H
#define BLACKOUT_INGEST_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes that pattern_translate() needs at most, the end included. */
size_t pattern_posix_size(const char *pattern);

/* A pattern of XML Schema, which means the whole value, as an extended one of POSIX in `out`; false
 * where it has what that lacks: \p, reluctant and back-referring parts, negated classes in
 * brackets. Source: XML Schema part 2, appendix F; IEEE Std 1003.1, chapter 9.4. */
bool pattern_translate(char *out, const char *pattern);

/* Whether a translated pattern stays small when its repetitions are written out, which is how libc
 * compiles them: at most 10,000 characters, lists and groups, nested at most 50 deep. */
bool pattern_is_bounded(const char *posix);

#endif
