/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults and warnings on their way to the caller: counted always, passed on file by file in the
 * order of their lines, whatever the order in which they were found. Rows of a file with the same
 * cause (core/codes.h) are passed on once, with their number. */
#ifndef BLACKOUT_TABLES_DIAGNOSTICS_H
#define BLACKOUT_TABLES_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/diagnostic.h"
#include "blackout/status.h"
#include "core/arena.h"
#include "core/lookup.h"

struct diagnostic_entry;
struct diagnostic_file;
struct place;

/* Where in its file something was reported: files in the order in which they were first named. */
struct diagnostic_position {
    size_t file;
    size_t line;
    size_t column;
};

/* Entries that one row may have found or added to, for its money; more than a row has columns. */
enum { DIAGNOSTICS_MOST_TOUCHED = 64 };

/* {0} with its function set is empty. For one thread at a time; to be freed by diagnostics_free().
 * What is passed to the function lives until it returns. */
struct diagnostics {
    blackout_diagnostic_function *function; /* may be NULL */
    void *user;
    size_t fault_count;
    size_t warning_count;
    struct diagnostic_entry *entries; /* not passed on yet */
    size_t entry_count;
    size_t entry_capacity;
    struct arena arena;                       /* of the files */
    struct lookup by_cause;                   /* of the entries */
    struct arena causes;                      /* of that */
    size_t touched[DIAGNOSTICS_MOST_TOUCHED]; /* since the last row's money was said */
    size_t touched_count;
    struct diagnostic_file *files;
    size_t file_count;
    size_t file_capacity;
    struct lookup by_source;
    /* each fault as it is found, before equal causes are counted together; NULL */
    void (*each)(void *user, const struct place *place, const char *code, const char *message);
    void *each_user;
    bool incomplete; /* memory was out: something is not counted, or not said, as it should be */
    bool any_told;
    struct diagnostic_position told;  /* the last one passed on */
    bool read_again;                  /* a file is being read once more, ... */
    struct diagnostic_position known; /* ... and what is up to here has been reported */
};

struct place {
    const char *source;
    size_t line;
    size_t column;
    const char *field; /* name of the column, or "" */
};

void diagnostics_fault(struct diagnostics *diagnostics, const struct place *place, const char *code,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
void diagnostics_warn(struct diagnostics *diagnostics, const struct place *place, const char *code,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Says of everything that was found in a line of `source` since the last call what its row is
 * worth. To be called row by row, as they are read. `currency` outlives the diagnostics; NULL where
 * the row's money cannot be read. */
void diagnostics_money(struct diagnostics *diagnostics, const char *source, size_t line,
                       const char *currency, double amount);

/* Says the same of what was found last, in a row that was read some time ago. */
void diagnostics_money_of_last(struct diagnostics *diagnostics, const char *currency,
                               double amount);

/* Gives `source` its turn: what is reported of it comes after the files named before. */
void diagnostics_file(struct diagnostics *diagnostics, const char *source);

/* Faults of one file so far, those that have been passed on too; 0 of a file that is not known. */
size_t diagnostics_faults_of(const struct diagnostics *diagnostics, const char *source);

/* Whether names near a wrong one are still looked for: a search costs more than reading a row, and
 * after a thousand faults nobody reads advice any more. */
bool diagnostics_seek_advice(const struct diagnostics *diagnostics);

/* An error if `status` is none and memory was out for something that was reported. To be asked
 * before the last diagnostics_flush(), which is of no use then. */
blackout_status diagnostics_judge(const struct diagnostics *diagnostics, blackout_status status,
                                  blackout_error *error);

/* Tells what has been gathered, in order: to be called when a group of files has been judged. */
void diagnostics_flush(struct diagnostics *diagnostics);

/* Forgets what `source` has given, since it will be read again from its start. What has been passed
 * on of it is not said twice. */
void diagnostics_rewind(struct diagnostics *diagnostics, const char *source);

void diagnostics_free(struct diagnostics *diagnostics);

#endif
