/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things about text: UTF-8, near misses, a buffer that empties into a sink. */
#ifndef BLACKOUT_CORE_TEXT_H
#define BLACKOUT_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/sink.h"
#include "blackout/status.h"

/* Whether the bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates). */
bool text_is_utf8(const char *text, size_t length);

/* Makes one line of UTF-8 of a message: a value in it may hold line breaks, and cutting it may have
 * cut a character. */
void text_make_line(char *message);

/* Characters of a UTF-8 text: how many columns a table needs for it. */
size_t text_width(const char *text);

/* The candidate nearest to `text` in edit distance (Damerau-Levenshtein, adjacent transpositions),
 * or NULL if all are further away than a third of its length. Candidates may be NULL. */
const char *text_nearest(const char *text, const char *const *candidates, size_t count);

/* Text in the making. A failed write sticks: the writers after it do nothing, and
 * writer_finish() says so. */
struct writer {
    blackout_sink *sink;
    void *user;
    size_t used;
    int failed;
    char bytes[4096];
};

void writer_init(struct writer *writer, blackout_sink *sink, void *user);
void writer_put(struct writer *writer, const char *text);
void writer_bytes(struct writer *writer, const char *bytes, size_t size);

/* The shortest text that reads back to the same double. */
void writer_number(struct writer *writer, double value);

/* A field of a CSV file: in quotes where RFC 4180 asks for them, or always. */
void writer_csv(struct writer *writer, const char *text);
void writer_csv_quoted(struct writer *writer, const char *text);

/* At most 2047 bytes; more is a failed write. */
void writer_format(struct writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void writer_repeat(struct writer *writer, char c, size_t count);
blackout_status writer_finish(struct writer *writer, blackout_error *error);

#endif
