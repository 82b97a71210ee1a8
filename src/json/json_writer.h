/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON, written as it comes and never held: a report of any size takes a few kilobytes. Numbers
 * read back to the same double (core/number.h); a write that failed sticks. The writer knows
 * nothing of reports, and does not check that keys differ.
 *
 * The same calls answer for a single number: a writer that seeks prints nothing, and looks at what
 * its JSON Pointer passes through alone. So a number is found where the report would have it,
 * without a second description of the report. */
#ifndef BLACKOUT_JSON_JSON_WRITER_H
#define BLACKOUT_JSON_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/sink.h"
#include "blackout/status.h"
#include "core/writer.h"

/* No report nests deeper than ten; more is a failed write. */
enum { JSON_MOST_OPEN = 24 };

/* An object or a list that is open. */
struct json_level {
    bool is_list;
    bool has_lines; /* what is in it begins on lines of its own */
    size_t count;   /* of members or elements */
};

/* For one thread at a time. The pointer that is sought is the caller's text, and has to stay in
 * place. */
struct json_writer {
    struct writer out; /* of a search: nothing goes to it but a failure */
    bool one_line;
    size_t depth; /* of what is open */
    struct json_level levels[JSON_MOST_OPEN];
    bool seeks;
    const char *sought; /* the pointer's part below what is open; NULL: there is nothing to find */
    size_t passed_over; /* objects and lists that are open beside the pointer's path */
    bool found;         /* the pointer leads to a number, ... */
    double number;      /* ... which is this */
    const char *looked_for; /* the identifier that the first text of an object is compared with */
    bool is_it;             /* the outcome, of `identified` bytes */
    size_t identified;
};

/* Opens the object that a report is: two spaces deep for people, or on one line. json_finish() ends
 * it. */
void json_begin(struct json_writer *json, blackout_sink *sink, void *user);
void json_begin_line(struct json_writer *json, blackout_sink *sink, void *user);

/* The same, but looks for the number at a JSON Pointer (RFC 6901), which has to stay in place.
 * json_found() ends it. */
void json_begin_search(struct json_writer *json, const char *pointer);

/* Opens an object or a list, as a member under `key`, or as an element of a list where `key` is
 * NULL. json_end() closes what was opened last, always. False: nothing in it will be looked at, and
 * it may be left empty. */
bool json_object(struct json_writer *json, const char *key);
bool json_list(struct json_writer *json, const char *key);
void json_end(struct json_writer *json);

/* A list of `count` objects; `put` writes the members of one of them. `of` is handed on. Of these,
 * a search looks at the one that its pointer names. */
typedef void json_members(struct json_writer *json, const void *of, size_t index);
void json_objects(struct json_writer *json, const char *key, size_t count, json_members *put,
                  const void *of);

/* The same for objects that begin with a text that no other has: a search finds them by it, and
 * where none has it by their place. */
void json_identified(struct json_writer *json, const char *key, size_t count, json_members *put,
                     const void *of);

/* Values; `key` as above. A text is UTF-8. */
void json_text(struct json_writer *json, const char *key, const char *text);
void json_flag(struct json_writer *json, const char *key, bool flag);
void json_null(struct json_writer *json, const char *key);

/* A number; null where it is not finite. */
void json_number(struct json_writer *json, const char *key, double number);

/* Closes the report, with a line end: all that was opened in it has to be closed before. Error:
 * BLACKOUT_ERROR_IO where the sink failed. */
blackout_status json_finish(struct json_writer *json, blackout_error *error);

/* Error: BLACKOUT_ERROR_USAGE where the report has no number at the pointer. */
blackout_status json_found(double *number, const struct json_writer *json, const char *pointer,
                           blackout_error *error);

#endif
