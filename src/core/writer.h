/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A buffer that empties into a sink: the one way text leaves the library. */
#ifndef BLACKOUT_CORE_WRITER_H
#define BLACKOUT_CORE_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/sink.h"
#include "blackout/status.h"

/* Text in the making. A failed write sticks: the writers after it do nothing, and
 * writer_finish() says so. */
struct writer {
    blackout_sink *sink;
    void *user;
    size_t used;
    int failed;
    bool out_of_memory; /* why it failed */
    char bytes[4096];
};

/* `sink` and `user` are the caller's, and stay until writer_finish(), which empties what is left. A
 * writer is for one thread at a time. */
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
/* One character, so many times. */
void writer_repeat(struct writer *writer, char c, size_t count);
/* Errors: BLACKOUT_ERROR_IO where the sink has refused or a text was too long,
 * BLACKOUT_ERROR_MEMORY where whoever writes has set `out_of_memory`. */
blackout_status writer_finish(struct writer *writer, blackout_error *error);

#endif
