/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file to its records: where its bytes begin, and who takes them, a pass (csv_pass.h) or
 * whole blocks of them somebody else (csv_blocks.h). */
#include "ingest/csv.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/sha256.h"
#include "ingest/csv_blocks.h"
#include "ingest/csv_line.h"
#include "ingest/csv_pass.h"
#include "ingest/csv_source.h"

struct csv_reader {
    char digest[SHA256_TEXT_SIZE];
    char declared_delimiter;
    const struct csv_layout *layout; /* NULL: none is declared */
    size_t skip;                     /* bytes of the first chunk that are mark or `sep=` line */
    size_t first_line;
    char beginning[CSV_BEGINNING_BYTES + 1];
    const struct csv_block_taker *taker; /* NULL: nobody takes blocks */
    struct csv_range *range;             /* NULL: all is read */
    struct csv_source source;
};

const char csv_usual_delimiters[CSV_USUAL_DELIMITERS] = {',', ';', '\t', '|'};

/* Skipped in place and not taken out of the chunk: the head of the file is read from it several
 * times. Marks of UTF-16 and UTF-32 are gone already (csv_source.c). The `sep=` line is a line, so
 * that messages have the numbers that an editor shows. */
static void skip_mark_and_declaration(struct csv_reader *reader)
{
    static const char mark[] = "\xef\xbb\xbf";
    reader->first_line = 1;
    if (reader->source.chunk_used >= 3 && memcmp(reader->source.chunk, mark, 3) == 0) {
        reader->skip = 3;
    }
    const char *text = reader->source.chunk + reader->skip;
    const size_t left = reader->source.chunk_used - reader->skip;
    bool complete;
    memcpy(reader->beginning, text, left < CSV_BEGINNING_BYTES ? left : CSV_BEGINNING_BYTES);
    reader->beginning[strcspn(reader->beginning, "\r\n")] = '\0';
    const size_t line = left > 0 ? csv_line_length(text, left, &complete) : 0;
    reader->declared_delimiter = csv_line_delimiter(text, line);
    if (reader->declared_delimiter != '\0') {
        reader->skip += line;
        reader->first_line = 2;
    }
}

blackout_status csv_open(struct csv_reader **reader, const struct csv_input *input,
                         blackout_error *error)
{
    struct csv_reader *opened = malloc(sizeof *opened);
    *reader = NULL;
    if (opened != NULL) { /* the buffers at its end are not read beyond what was put there */
        memset(opened, 0, offsetof(struct csv_reader, source.chunk));
    }
    blackout_status status =
        opened != NULL ? csv_source_open(&opened->source, input, error) : error_memory(error);
    if (status == BLACKOUT_OK) {
        skip_mark_and_declaration(opened);
        *reader = opened;
    } else {
        csv_close(opened);
    }
    return status;
}

blackout_status csv_judge(struct csv_reader *reader, blackout_status status, blackout_error *error)
{
    return csv_source_judge(&reader->source, status, error);
}

const char *csv_found_encoding(const struct csv_reader *reader)
{
    return reader->source.found;
}

const char *csv_beginning(const struct csv_reader *reader)
{
    return reader->beginning;
}

char csv_declared_delimiter(const struct csv_reader *reader)
{
    return reader->declared_delimiter;
}

void csv_declare_layout(struct csv_reader *reader, const struct csv_layout *layout)
{
    reader->layout = layout;
}

void csv_declare_taker(struct csv_reader *reader, const struct csv_block_taker *taker)
{
    reader->taker = taker;
}

void csv_declare_range(struct csv_reader *reader, struct csv_range *range)
{
    reader->range = range;
}

/* Blocks are cut and typed as UTF-8 without a layout of its own, or as ASCII (csv_blocks.c): other
 * files are not large. */
static bool may_be_blocks(const struct csv_reader *reader, const struct csv_pass *pass)
{
    return reader->taker != NULL && csv_layout_is_plain(reader->layout) &&
           encoding_keeps_ascii(reader->source.encoding) && reader->source.wide == NULL &&
           pass->may_be_plain && pass->most_records == 0;
}

/* What is behind the bytes that have been fed. For the head of a file (`most_records`) that is
 * nothing: to read on would consume it. The taker is asked before each chunk, since it needs the
 * header. */
static void run_rest(struct csv_reader *reader, struct csv_pass *pass)
{
    const bool may_be = may_be_blocks(reader, pass);
    while (pass->most_records == 0 && !reader->source.at_end && pass->status == BLACKOUT_OK) {
        if (may_be && reader->taker->is_ready(reader->taker->user)) {
            csv_blocks_read(pass, &reader->source, reader->taker);
            return;
        }
        pass->status = csv_source_next(&reader->source, pass->error);
        if (pass->status == BLACKOUT_OK) {
            csv_pass_feed(pass, reader->source.chunk, reader->source.chunk_used);
        }
    }
}

/* The opening has read the first chunk. */
static void run(struct csv_reader *reader, struct csv_pass *pass)
{
    csv_pass_feed(pass, reader->source.chunk + reader->skip,
                  reader->source.chunk_used - reader->skip);
    run_rest(reader, pass);
}

/* Line by line, to know where it ends. The first chunk is enough, for no header is found beyond it
 * (csv_first_records()). A name in quotes may hold a line end: the header ends with its record, and
 * not with its line. */
static void feed_header(struct csv_reader *reader, struct csv_pass *pass)
{
    const struct csv_source *source = &reader->source;
    struct csv_range *range = reader->range;
    size_t at = reader->skip;
    while (at < source->chunk_used && pass->status == BLACKOUT_OK &&
           (pass->line <= range->header_line || !csv_pass_is_between(pass))) {
        bool complete;
        const size_t length =
            csv_line_length(source->chunk + at, source->chunk_used - at, &complete);
        csv_pass_feed(pass, source->chunk + at, length);
        at += length;
    }
    if (pass->status == BLACKOUT_OK && pass->line <= range->header_line) {
        pass->status =
            error_at(pass->error, BLACKOUT_ERROR_INPUT, source->name, range->header_line, 1,
                     "the header has no rows below it ('%zu bytes'); write them there", at);
    }
    range->header_end = at;
    range->line = pass->line;
}

/* Cuts are looked for in the bytes, as UTF-8 (row_cuts.c). */
static blackout_status check_encoding(const struct csv_source *source, blackout_error *error)
{
    return source->encoding == NULL && source->wide == NULL
               ? BLACKOUT_OK
               : error_at(error, BLACKOUT_ERROR_INPUT, source->name, 1, 1,
                          "a shard begins in the middle of a file, and this one is not in UTF-8 "
                          "('%s'); save it as CSV UTF-8",
                          source->found != NULL ? source->found : "another encoding");
}

/* The range is chosen once the header has been read, since no cut is looked for before its end.
 * `first` 0 is that of the first shard: it begins behind the header, whose bytes count as its own,
 * so that the checksums of all ranges together are of all bytes of the file. */
static void run_range(struct csv_reader *reader, struct csv_pass *pass)
{
    struct csv_range *range = reader->range;
    feed_header(reader, pass);
    if (pass->status == BLACKOUT_OK) {
        pass->status = check_encoding(&reader->source, pass->error);
    }
    if (pass->status == BLACKOUT_OK) {
        pass->status = range->choose(range->user, range, pass->error);
    }
    if (pass->status == BLACKOUT_OK) {
        const bool from_start = range->first < range->header_end;
        pass->status =
            csv_source_go_to(&reader->source, from_start ? range->header_end : range->first,
                             range->end, from_start ? (size_t)range->header_end : 0, pass->error);
    }
    if (pass->status == BLACKOUT_OK) {
        pass->line = range->line;
        csv_pass_go_on(pass, 0); /* the header's last byte is not the one before */
        run_rest(reader, pass);
        range->end_line = pass->line;
    }
}

/* A `count` of 0 is csv_read(): the whole file, or its range. Its head is read without regard to
 * the range, for every shard needs the header. The arrays of the pass are not cleared: only what
 * has been put there is read. */
blackout_status csv_first_records(struct csv_reader *reader, struct csv_dialect dialect,
                                  size_t count, csv_record_function *function, void *user,
                                  blackout_error *error)
{
    struct csv_pass *pass = malloc(sizeof *pass);
    if (pass == NULL) {
        return csv_judge(reader, BLACKOUT_ERROR_MEMORY, error);
    }
    memset(pass, 0, offsetof(struct csv_pass, fields));
    pass->source = &reader->source;
    pass->layout = reader->layout;
    pass->dialect = dialect;
    pass->function = function;
    pass->user = user;
    pass->line = reader->first_line;
    pass->most_records = count;
    pass->error = error;
    const bool has_range = reader->range != NULL && count == 0;
    if (csv_pass_begin(pass)) {
        (has_range ? run_range : run)(reader, pass);
        csv_pass_end(pass);
    }
    blackout_status status = csv_judge(reader, pass->status, error);
    free(pass);
    return status;
}

/* A file that was not read to its end has no digest: it would be that of a part. */
blackout_status csv_read(struct csv_reader *reader, struct csv_dialect dialect,
                         csv_record_function *function, void *user, blackout_error *error)
{
    enum { ALL_RECORDS = 0 };
    blackout_status status = csv_first_records(reader, dialect, ALL_RECORDS, function, user, error);
    if (status == BLACKOUT_OK && reader->source.has_checksum &&
        !sha256_finish(&reader->source.sha256, reader->digest)) {
        return error_memory(error);
    }
    return status;
}

const char *csv_sha256(const struct csv_reader *reader)
{
    return reader->digest;
}

size_t csv_bytes(const struct csv_reader *reader)
{
    return reader->source.bytes;
}

int64_t csv_modified(const struct csv_reader *reader)
{
    return reader->source.modified;
}

void csv_close(struct csv_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    csv_source_close(&reader->source);
    free(reader);
}
