/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the middle of a file nobody knows whether a line end is inside quotes. So a line is taken for
 * a record's beginning where it and the next ones are records of the file's width. That can be
 * wrong only for a quoted field that has whole rows in it, and then whoever reads the range before
 * the cut ends within quotes, which is a fault: no cut is wrong in silence. */
#include "ingest/row_cuts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/chunk.h"
#include "core/error.h"
#include "ingest/csv_line.h"
#include "ingest/csv_pass.h"

enum {
    WINDOW_BYTES = 1 << 20, /* thousands of rows as people write them */
    SOUND_RECORDS = 4,      /* so many in a row make a line a record's beginning */
    NAME_BYTES = 1 << 16    /* the longest field, with its NUL */
};

/* Other encodings are refused before (csv.c): no byte of UTF-8 is a delimiter, a quote or a line
 * end but these themselves. */
static const struct csv_source utf8 = {.name = ""};

struct scan {
    const struct row_cuts *cuts;
    FILE *file;
    char *window; /* [WINDOW_BYTES] */
    struct csv_pass *pass;
    bool sound; /* a line may begin a record */
    /* of records one after another */
    char *name; /* [NAME_BYTES] of the last business */
    bool any;
    bool found;
};

static blackout_status read_at(size_t *length, struct scan *scan, uint64_t offset,
                               blackout_error *error)
{
    if (fseeko(scan->file, (off_t)offset, SEEK_SET) != 0) {
        return error_read(error, scan->cuts->source, errno);
    }
    *length = fread(scan->window, 1, WINDOW_BYTES, scan->file);
    return ferror(scan->file) ? error_read(error, scan->cuts->source, errno) : BLACKOUT_OK;
}

static bool begin_pass(struct scan *scan, csv_record_function *function, size_t most_records)
{
    memset(scan->pass, 0, offsetof(struct csv_pass, fields));
    scan->pass->source = &utf8;
    scan->pass->dialect = scan->cuts->dialect;
    scan->pass->function = function;
    scan->pass->user = scan;
    scan->pass->line = 1;
    scan->pass->most_records = most_records;
    return csv_pass_begin(scan->pass);
}

/* Nothing is said of what is left: under a status that is no success a pass reports no quote that
 * is open at its end. */
static void end_pass(struct scan *scan)
{
    scan->pass->status = BLACKOUT_ERROR_CANCELLED;
    csv_pass_end(scan->pass);
}

/* ---- Where records begin --------------------------------------------------------------------- */

static blackout_status look_at_width(void *user, const struct csv_record *record,
                                     blackout_error *error)
{
    struct scan *scan = user;
    (void)error;
    scan->sound =
        scan->sound && record->fault == CSV_SOUND && record->field_count == scan->cuts->columns;
    return scan->sound ? BLACKOUT_OK : BLACKOUT_ERROR_CANCELLED;
}

/* At the end of the file fewer records are enough, if they end with it: a quote that is not closed
 * there shows that the line was inside quotes. */
static bool begins_record(struct scan *scan, const char *bytes, size_t size, bool to_end)
{
    struct csv_pass *pass = scan->pass;
    scan->sound = true;
    if (!begin_pass(scan, look_at_width, SOUND_RECORDS)) {
        return false;
    }
    csv_pass_feed(pass, bytes, size);
    if (!to_end) {
        end_pass(scan);
        return scan->sound && pass->done;
    }
    csv_pass_end(pass); /* the last line may have no end */
    return scan->sound && pass->status == BLACKOUT_OK && pass->record_count > 0;
}

/* The first record at or after `near`, or the end of the file where no line of the window looks
 * like one. Lines that end in CR alone are not looked for: such a file is the first shard's. */
static blackout_status find_record(uint64_t *offset, struct scan *scan, uint64_t near,
                                   blackout_error *error)
{
    size_t length = 0;
    *offset = scan->cuts->header_end;
    if (near <= scan->cuts->header_end) {
        return BLACKOUT_OK;
    }
    blackout_status status = read_at(&length, scan, near, error);
    const bool to_end = near + length >= scan->cuts->size;
    const char *end = scan->window + length;
    const char *at = scan->window;
    *offset = scan->cuts->size;
    while (status == BLACKOUT_OK && *offset == scan->cuts->size &&
           (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        ++at;
        if (begins_record(scan, at, (size_t)(end - at), to_end)) {
            *offset = near + (uint64_t)(at - scan->window);
        }
    }
    return status;
}

/* ---- Where chunks begin ---------------------------------------------------------------------- */

/* The first business that is seen may have begun before. Rows without a name, or with one that is
 * no text, are faults of whoever reads them, and neither end a business nor begin one: as in the
 * reading, where they are no rows of any. */
static blackout_status look_at_name(void *user, const struct csv_record *record,
                                    blackout_error *error)
{
    struct scan *scan = user;
    const size_t key = scan->cuts->key;
    (void)error;
    if (record->field_count < key || record->fields[key - 1].fault != CSV_SOUND ||
        record->fields[key - 1].length == 0) {
        return BLACKOUT_OK;
    }
    const struct csv_field *field = &record->fields[key - 1];
    if (scan->any && strcmp(scan->name, field->text) == 0) {
        return BLACKOUT_OK;
    }
    scan->found = scan->any && chunk_begins(field->text, field->length);
    scan->any = true;
    if (field->length < NAME_BYTES) {
        memcpy(scan->name, field->text, field->length + 1);
    }
    return scan->found ? BLACKOUT_ERROR_CANCELLED : BLACKOUT_OK;
}

/* The bytes up to the last line end, or all of them where there is none. */
static size_t whole_lines(const char *bytes, size_t size)
{
    size_t length = size;
    while (length > 0 && bytes[length - 1] != '\n') {
        --length;
    }
    return length > 0 ? length : size;
}

/* Feeds the first `size` bytes of the window, which are at `offset` in the file, line by line; sets
 * `*record` to the offset at which the record begins that the pass is in. */
static void scan_lines(struct scan *scan, size_t size, uint64_t offset, uint64_t *record)
{
    bool complete;
    for (size_t at = 0, length; at < size && !scan->found; at += length) {
        length = csv_line_length(scan->window + at, size - at, &complete);
        if (csv_pass_is_between(scan->pass)) {
            *record = offset + at;
        }
        csv_pass_feed(scan->pass, scan->window + at, length);
    }
}

/* A status of the pass beside its own cancelling is out of memory, or a quote that is never closed:
 * the reading of the range will say so. */
static blackout_status find_chunk(uint64_t *offset, struct scan *scan, uint64_t first,
                                  blackout_error *error)
{
    uint64_t at = first;
    uint64_t record = first;
    blackout_status status = BLACKOUT_OK;
    if (!begin_pass(scan, look_at_name, 0)) {
        return error_memory(error);
    }
    while (at < scan->cuts->size && status == BLACKOUT_OK && scan->pass->status == BLACKOUT_OK) {
        size_t length = 0;
        status = read_at(&length, scan, at, error);
        if (length == 0) {
            break;
        }
        /* what begins behind the last line end is read again with the next window */
        length = at + length < scan->cuts->size ? whole_lines(scan->window, length) : length;
        scan_lines(scan, length, at, &record);
        at += length;
    }
    *offset = scan->found ? record : scan->cuts->size;
    if (status == BLACKOUT_OK && scan->pass->status == BLACKOUT_ERROR_MEMORY) {
        status = error_memory(error);
    }
    end_pass(scan);
    return status;
}

/* ---- Cuts ------------------------------------------------------------------------------------ */

static blackout_status open_scan(struct scan *scan, const struct row_cuts *cuts,
                                 blackout_error *error)
{
    *scan = (struct scan){.cuts = cuts,
                          .file = fopen(cuts->path, "rb"),
                          .window = malloc(WINDOW_BYTES),
                          .pass = malloc(sizeof *scan->pass),
                          .name = malloc(NAME_BYTES)};
    if (scan->file == NULL) {
        return error_open(error, cuts->source, errno);
    }
    return scan->window != NULL && scan->pass != NULL && scan->name != NULL ? BLACKOUT_OK
                                                                            : error_memory(error);
}

static void close_scan(struct scan *scan)
{
    if (scan->file != NULL) {
        fclose(scan->file);
    }
    free(scan->window);
    free(scan->pass);
    free(scan->name);
}

blackout_status row_cut_find(uint64_t *cut, const struct row_cuts *cuts, uint64_t near,
                             blackout_error *error)
{
    struct scan scan;
    uint64_t first = cuts->size;
    *cut = cuts->size;
    blackout_status status = open_scan(&scan, cuts, error);
    if (status == BLACKOUT_OK) {
        status = find_record(&first, &scan, near, error);
    }
    if (status == BLACKOUT_OK) {
        status = find_chunk(cut, &scan, first, error);
    }
    close_scan(&scan);
    return status;
}

/* Line ends as the reading counts them (csv_line.h). Windows end with LF, so that a CR before it is
 * not taken for a line end of its own. */
blackout_status row_cuts_count_lines(size_t *lines, const struct row_cuts *cuts, uint64_t end,
                                     blackout_error *error)
{
    struct scan scan;
    *lines = 0;
    blackout_status status = open_scan(&scan, cuts, error);
    for (uint64_t at = 0; at < end && status == BLACKOUT_OK;) {
        size_t length = 0;
        bool complete = true;
        status = read_at(&length, &scan, at, error);
        length = whole_lines(scan.window, length < end - at ? length : (size_t)(end - at));
        for (size_t used = 0; used < length;) {
            used += csv_line_length(scan.window + used, length - used, &complete);
            *lines += complete ? 1 : 0;
        }
        at += length > 0 ? length : end; /* a file that has become shorter ends it */
    }
    close_scan(&scan);
    return status;
}
