/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libcsv is fed one physical line at a time, so that the line of a field is known exactly; a line
 * is what ends in LF, CRLF or a lone CR, inside quotes too. libcsv's callbacks cannot stop the
 * parse, so they set `status`, which is looked at after each line. */
#include "data/csv.h"

#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sha2.h>

#include "core/error.h"
#include "core/text.h"

enum {
    CHUNK_BYTES = 65536,
    LONGEST_FIELD_BYTES = 65536, /* an unclosed quote would swallow the file */
    MOST_FIELDS = 1024           /* no table of the contract has a tenth of it */
};

struct csv_reader {
    FILE *file;
    const char *source;
    iconv_t converter; /* (iconv_t)-1: UTF-8, no conversion */
    SHA2_CTX sha256;
    char digest[SHA256_DIGEST_STRING_LENGTH];
    size_t bytes;
    char declared_delimiter;
    size_t skip; /* bytes of the first chunk that are mark or `sep=` line */
    size_t first_line;
    size_t chunk_used;
    bool at_end;
    char chunk[CHUNK_BYTES];
};

/* One pass of libcsv over the file or its first record. */
struct pass {
    struct csv_reader *reader;
    csv_record_function *function;
    void *user;
    struct csv_parser parser;
    size_t line;
    size_t next_field_line;
    bool first_only;
    bool done;
    char *text; /* the fields of the record, one after another, NUL between */
    size_t text_used;
    size_t text_capacity;
    size_t field_count;
    struct csv_field fields[MOST_FIELDS];
    size_t offsets[MOST_FIELDS];
    blackout_status status;
    blackout_error *error;
};

static blackout_status fail(struct pass *pass, size_t line, const char *message)
{
    if (pass->status == BLACKOUT_OK) {
        pass->status = error_at(pass->error, BLACKOUT_ERROR_INPUT, pass->reader->source, line,
                                pass->field_count + 1, "%s", message);
    }
    return pass->status;
}

static bool reserve(struct pass *pass, size_t bytes)
{
    if (pass->text_capacity - pass->text_used >= bytes) {
        return true;
    }
    size_t capacity = 2 * (pass->text_capacity + bytes);
    char *larger = realloc(pass->text, capacity);
    if (larger == NULL) {
        pass->status = error_memory(pass->error);
        return false;
    }
    pass->text = larger;
    pass->text_capacity = capacity;
    return true;
}

/* Copies one field behind the others, as UTF-8. */
static bool copy_field(struct pass *pass, const char *bytes, size_t length, size_t *copied)
{
    iconv_t converter = pass->reader->converter;
    if (!reserve(pass, 4 * length + 1)) {
        return false;
    }
    char *out = pass->text + pass->text_used;
    *copied = length;
    if (converter == (iconv_t)-1) {
        if (length > 0) {
            memcpy(out, bytes, length);
        }
    } else {
        char *in = (char *)(uintptr_t)bytes; /* iconv() does not write there */
        size_t in_left = length;
        size_t out_left = 4 * length;
        char *at = out;
        if (iconv(converter, &in, &in_left, &at, &out_left) == (size_t)-1) {
            fail(pass, pass->next_field_line, "the text is not in the declared encoding");
            return false;
        }
        *copied = (size_t)(at - out);
    }
    out[*copied] = '\0';
    return true;
}

static void on_field(void *bytes, size_t length, void *argument)
{
    struct pass *pass = argument;
    size_t copied;
    if (pass->status != BLACKOUT_OK || pass->done) {
        return;
    }
    if (length > LONGEST_FIELD_BYTES) {
        fail(pass, pass->next_field_line, "a field is longer than 64 KiB; shorten it");
        return;
    }
    if (pass->field_count == MOST_FIELDS) {
        fail(pass, pass->next_field_line, "the row has more than 1024 fields");
        return;
    }
    if (!copy_field(pass, bytes, length, &copied)) {
        return;
    }
    if (!text_is_utf8(pass->text + pass->text_used, copied)) {
        fail(pass, pass->next_field_line,
             "the text is not UTF-8; save the file as UTF-8, or declare its encoding");
        return;
    }
    pass->offsets[pass->field_count] = pass->text_used;
    pass->fields[pass->field_count++] =
        (struct csv_field){.length = copied, .line = pass->next_field_line};
    pass->text_used += copied + 1;
    pass->next_field_line = pass->line;
}

static void on_record(int terminator, void *argument)
{
    struct pass *pass = argument;
    (void)terminator;
    if (pass->status != BLACKOUT_OK || pass->done) {
        return;
    }
    for (size_t i = 0; i < pass->field_count; ++i) {
        pass->fields[i].text = pass->text + pass->offsets[i];
    }
    struct csv_record record = {.line = pass->field_count > 0 ? pass->fields[0].line : pass->line,
                                .field_count = pass->field_count,
                                .fields = pass->fields};
    pass->status = pass->function(pass->user, &record, pass->error);
    pass->done = pass->first_only;
    pass->field_count = 0;
    pass->text_used = 0;
}

/* The bytes up to and with the next line end: LF, CRLF, or CR before anything else. A CR at the end
 * of a chunk is a line end of its own; the LF that follows it in the next chunk adds no line. */
static size_t line_length(const char *bytes, size_t size, bool *complete)
{
    const char *feed = memchr(bytes, '\n', size);
    size_t length = feed != NULL ? (size_t)(feed - bytes) + 1 : size;
    const char *carriage = memchr(bytes, '\r', length);
    if (carriage != NULL && (size_t)(carriage - bytes) + 2 != length) {
        length = (size_t)(carriage - bytes) + 1;
    }
    *complete = feed != NULL || carriage != NULL;
    return length;
}

static void feed_line(struct pass *pass, const char *bytes, size_t length)
{
    enum { ROW_NOT_BEGUN = 0 }; /* libcsv's name for the state between records */
    if (pass->parser.pstate == ROW_NOT_BEGUN && pass->field_count == 0) {
        pass->next_field_line = pass->line;
    }
    if (memchr(bytes, '\0', length) != NULL) {
        fail(pass, pass->line, "a NUL byte; is this a text file in UTF-8?");
        return;
    }
    size_t parsed = csv_parse(&pass->parser, bytes, length, on_field, on_record, pass);
    if (parsed != length && pass->status == BLACKOUT_OK) {
        int code = csv_error(&pass->parser);
        if (code == CSV_ENOMEM || code == CSV_ETOOBIG) {
            pass->status = error_memory(pass->error);
        } else {
            fail(pass, pass->line,
                 "a quote inside a field; put the whole field in quotes and double the inner ones");
        }
    }
    if (pass->status == BLACKOUT_OK && pass->parser.entry_pos > LONGEST_FIELD_BYTES) {
        fail(pass, pass->next_field_line, "a quote that is opened here is not closed");
    }
}

static void feed(struct pass *pass, const char *bytes, size_t size, bool *after_carriage)
{
    while (size > 0 && pass->status == BLACKOUT_OK && !pass->done) {
        bool complete;
        size_t length = line_length(bytes, size, &complete);
        bool rest_of_crlf = *after_carriage && length == 1 && bytes[0] == '\n';
        if (rest_of_crlf) {
            --pass->line;
        }
        feed_line(pass, bytes, length);
        pass->line += complete ? 1 : 0;
        *after_carriage = bytes[length - 1] == '\r';
        bytes += length;
        size -= length;
    }
}

static blackout_status begin(struct pass *pass, struct csv_reader *reader,
                             struct csv_dialect dialect)
{
    if (csv_init(&pass->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return pass->status = error_memory(pass->error);
    }
    csv_set_delim(&pass->parser, (unsigned char)dialect.delimiter);
    csv_set_quote(&pass->parser, (unsigned char)dialect.quote);
    csv_set_blk_size(&pass->parser, CHUNK_BYTES);
    pass->reader = reader;
    pass->line = reader->first_line;
    pass->next_field_line = pass->line;
    return pass->status = BLACKOUT_OK;
}

/* libcsv trims what this calls a space: nothing, as RFC 4180 has it. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void end(struct pass *pass)
{
    if (pass->status == BLACKOUT_OK && !pass->done &&
        csv_fini(&pass->parser, on_field, on_record, pass) != 0) {
        fail(pass, pass->next_field_line, "a quote that is opened here is not closed");
    }
    csv_free(&pass->parser);
    free(pass->text);
}

static blackout_status read_chunk(struct csv_reader *reader, blackout_error *error)
{
    reader->chunk_used = fread(reader->chunk, 1, sizeof reader->chunk, reader->file);
    reader->at_end = reader->chunk_used < sizeof reader->chunk;
    if (ferror(reader->file)) {
        return error_at(error, BLACKOUT_ERROR_IO, reader->source, 0, 0, "cannot be read: %s",
                        strerror(errno));
    }
    SHA256Update(&reader->sha256, (const uint8_t *)reader->chunk, reader->chunk_used);
    reader->bytes += reader->chunk_used;
    return BLACKOUT_OK;
}

static void skip_mark_and_declaration(struct csv_reader *reader)
{
    static const char mark[] = "\xef\xbb\xbf";
    reader->first_line = 1;
    if (reader->chunk_used >= 3 && memcmp(reader->chunk, mark, 3) == 0) {
        reader->skip = 3;
    }
    const char *text = reader->chunk + reader->skip;
    size_t left = reader->chunk_used - reader->skip;
    bool complete;
    size_t length = left > 0 ? line_length(text, left, &complete) : 0;
    if (length >= 5 && length <= 9 && strncasecmp(text, "sep=", 4) == 0) {
        reader->declared_delimiter = text[4];
        reader->skip += length;
        reader->first_line = 2;
    }
}

blackout_status csv_open(struct csv_reader **reader, const char *path, const char *source,
                         const char *encoding, blackout_error *error)
{
    struct csv_reader *opened = calloc(1, sizeof *opened);
    *reader = NULL;
    if (opened == NULL) {
        return error_memory(error);
    }
    opened->source = source;
    opened->converter = (iconv_t)-1;
    SHA256Init(&opened->sha256);
    opened->file = fopen(path, "rb");
    blackout_status status = BLACKOUT_OK;
    if (opened->file == NULL) {
        status = error_at(error, BLACKOUT_ERROR_IO, source, 0, 0, "cannot be opened: %s",
                          strerror(errno));
    } else if (encoding != NULL && strcasecmp(encoding, "utf-8") != 0 &&
               strcasecmp(encoding, "utf8") != 0) {
        opened->converter = iconv_open("UTF-8", encoding);
        if (opened->converter == (iconv_t)-1) {
            status = error_at(error, BLACKOUT_ERROR_INPUT, source, 0, 0,
                              "the declared encoding is not known ('%s'); utf-8", encoding);
        }
    }
    if (status == BLACKOUT_OK) {
        status = read_chunk(opened, error);
    }
    if (status != BLACKOUT_OK) {
        csv_close(opened);
        return status;
    }
    skip_mark_and_declaration(opened);
    *reader = opened;
    return BLACKOUT_OK;
}

char csv_declared_delimiter(const struct csv_reader *reader)
{
    return reader->declared_delimiter;
}

static blackout_status run(struct csv_reader *reader, struct csv_dialect dialect,
                           struct pass *pass)
{
    bool after_carriage = false;
    if (begin(pass, reader, dialect) != BLACKOUT_OK) {
        return pass->status;
    }
    csv_set_space_func(&pass->parser, no_space);
    feed(pass, reader->chunk + reader->skip, reader->chunk_used - reader->skip, &after_carriage);
    while (!pass->first_only && !reader->at_end && pass->status == BLACKOUT_OK) {
        pass->status = read_chunk(reader, pass->error);
        feed(pass, reader->chunk, reader->chunk_used, &after_carriage);
    }
    end(pass);
    return pass->status;
}

blackout_status csv_first_record(struct csv_reader *reader, struct csv_dialect dialect,
                                 csv_record_function *function, void *user, blackout_error *error)
{
    struct pass *pass = calloc(1, sizeof *pass);
    if (pass == NULL) {
        return error_memory(error);
    }
    pass->function = function;
    pass->user = user;
    pass->error = error;
    pass->first_only = true;
    blackout_status status = run(reader, dialect, pass);
    free(pass);
    return status;
}

blackout_status csv_read(struct csv_reader *reader, struct csv_dialect dialect,
                         csv_record_function *function, void *user, blackout_error *error)
{
    struct pass *pass = calloc(1, sizeof *pass);
    if (pass == NULL) {
        return error_memory(error);
    }
    pass->function = function;
    pass->user = user;
    pass->error = error;
    blackout_status status = run(reader, dialect, pass);
    free(pass);
    if (status == BLACKOUT_OK) {
        SHA256End(&reader->sha256, reader->digest);
    }
    return status;
}

const char *csv_sha256(const struct csv_reader *reader)
{
    return reader->digest;
}

size_t csv_bytes(const struct csv_reader *reader)
{
    return reader->bytes;
}

void csv_close(struct csv_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    if (reader->converter != (iconv_t)-1) {
        iconv_close(reader->converter);
    }
    if (reader->file != NULL) {
        fclose(reader->file);
    }
    free(reader);
}
