/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults and warnings on their way to the caller: counted always, told in the order of the lines of
 * a file, whatever the order in which they were found. */
#ifndef BLACKOUT_DATA_DIAGNOSTICS_H
#define BLACKOUT_DATA_DIAGNOSTICS_H

#include <stddef.h>

#include "blackout.h"

struct diagnostic_entry;

struct diagnostics {
    blackout_diagnostic_function *function; /* may be NULL */
    void *user;
    size_t fault_count;
    size_t warning_count;
    struct diagnostic_entry *entries; /* of the file being read */
    size_t entry_count;
    size_t entry_capacity;
    size_t told; /* of this file, already passed on */
    size_t skip; /* of this file, told in an earlier reading of it */
};

struct place {
    const char *source;
    size_t line;
    size_t column;
    const char *field; /* name of the column, or "" */
};

void diagnostics_fault(struct diagnostics *diagnostics, const struct place *place,
                       const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diagnostics_warn(struct diagnostics *diagnostics, const struct place *place,
                      const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Tells what has been gathered, in the order of the lines: to be called at the end of each file. */
void diagnostics_flush(struct diagnostics *diagnostics);

/* Forgets what the file being read has given, since it will be read again from its start. */
void diagnostics_rewind(struct diagnostics *diagnostics);

void diagnostics_free(struct diagnostics *diagnostics);

#endif
