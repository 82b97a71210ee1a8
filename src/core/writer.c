/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is returned piece by piece: a report makes thousands of small writes, and checking each
 * would bury what it writes. A failure sticks, and writer_finish() reports it once. */
#include "core/writer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/print.h"

void writer_init(struct writer *writer, blackout_sink *sink, void *user)
{
    writer->sink = sink;
    writer->user = user;
    writer->used = 0;
    writer->failed = 0;
    writer->out_of_memory = false;
}

/* The buffer is emptied after a failure too, or the next piece would find no room. */
static void flush(struct writer *writer)
{
    if (writer->failed == 0 && writer->used > 0) {
        writer->failed = writer->sink(writer->user, writer->bytes, writer->used);
    }
    writer->used = 0;
}

/* Emptied as soon as it is full, so that there is always room for one byte more. */
void writer_bytes(struct writer *writer, const char *bytes, size_t size)
{
    while (size > 0) {
        size_t room = sizeof writer->bytes - writer->used;
        size_t part = size < room ? size : room;
        memcpy(writer->bytes + writer->used, bytes, part);
        writer->used += part;
        bytes += part;
        size -= part;
        if (writer->used == sizeof writer->bytes) {
            flush(writer);
        }
    }
}

void writer_put(struct writer *writer, const char *text)
{
    writer_bytes(writer, text, strlen(text));
}

void writer_number(struct writer *writer, double value)
{
    char text[NUMBER_TEXT_SIZE];
    writer_bytes(writer, text, number_print(text, value));
}

/* RFC 4180, section 2, rule 6: fields with commas, quotes or line ends are quoted. */
void writer_csv(struct writer *writer, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        writer_put(writer, text);
    } else {
        writer_csv_quoted(writer, text);
    }
}

/* A quote in a field is doubled (RFC 4180, section 2, rule 7). */
void writer_csv_quoted(struct writer *writer, const char *text)
{
    writer_put(writer, "\"");
    for (; *text != '\0'; ++text) {
        writer_bytes(writer, text, 1);
        if (*text == '"') {
            writer_put(writer, "\"");
        }
    }
    writer_put(writer, "\"");
}

/* Too long a text is a failure and not cut: half of a number in a report would be a wrong number. 2
 * KiB are more than any format of the reports makes; texts of any length go through writer_put().
 */
void writer_format(struct writer *writer, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    int length = print_list(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text) {
        writer->failed = 1;
        return;
    }
    writer_bytes(writer, text, (size_t)length);
}

void writer_repeat(struct writer *writer, char c, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        writer_bytes(writer, &c, 1);
    }
}

blackout_status writer_finish(struct writer *writer, blackout_error *error)
{
    flush(writer);
    if (writer->out_of_memory) {
        return error_memory(error);
    }
    if (writer->failed != 0) {
        return error_set(error, BLACKOUT_ERROR_IO, "the output could not be written");
    }
    return BLACKOUT_OK;
}
