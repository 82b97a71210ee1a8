/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of CSV to records, in the order of the file: what has been read of a record waits for more
 * bytes. Opens and reads no file. */
#ifndef BLACKOUT_INGEST_CSV_PASS_H
#define BLACKOUT_INGEST_CSV_PASS_H

#include <csv.h>

#include "ingest/csv_plain.h"
#include "ingest/csv_record.h"
#include "ingest/csv_source.h"

enum { CSV_MOST_FIELDS = 1024 }; /* no table of the contract has a tenth of it */

/* One pass over a file or its first records. The caller sets what stands before `status`. */
struct csv_pass {
    const struct csv_source *source; /* its name and its encodings */
    const struct csv_layout *layout; /* NULL: none is declared */
    struct csv_dialect dialect;
    csv_record_function *function;
    void *user;
    size_t line;         /* of the next byte, from 1 */
    size_t most_records; /* 0: all */
    blackout_error *error;
    blackout_status status;
    struct csv_parser parser;
    size_t next_field_line; /* on which the field begins that is being parsed, or the next one */
    size_t record_count;
    bool done;
    bool skip_line;      /* what is left of a spoilt line */
    bool after_carriage; /* the last byte was a CR: an LF now is the second half of its line end */
    enum csv_fault row_fault; /* of the record being read: what follows in it is passed over */
    char *text;               /* the fields of the record, one after another, NUL between */
    size_t text_used;
    size_t text_capacity;
    size_t field_count;
    char *bytes; /* of the record that libcsv is reading, as they are in the file */
    size_t byte_count;
    size_t byte_capacity;
    bool may_be_plain; /* the dialect has nothing that the splitter of plain lines does not know */
    struct csv_places places; /* of the bytes at hand */
    struct csv_plain plain;
    struct csv_field fields[CSV_MOST_FIELDS]; /* from here on nothing need be cleared */
    size_t offsets[CSV_MOST_FIELDS];          /* of each text in `text`, which may still move */
    struct csv_slice slices[CSV_MOST_FIELDS];
};

/* Begins: hands on the names of a file that has no header. False when memory is out. */
bool csv_pass_begin(struct csv_pass *pass);

/* Takes the next bytes, until an error, in `status`, or `done`. */
void csv_pass_feed(struct csv_pass *pass, const char *bytes, size_t size);

/* Whether the next byte begins a record. */
bool csv_pass_is_between(const struct csv_pass *pass);

/* Goes on after `lines` lines that somebody else has taken, between records. What the last of their
 * bytes was is not known here: an LF that follows is a line end of its own. */
void csv_pass_go_on(struct csv_pass *pass, size_t lines);

/* Ends, also after an error. */
void csv_pass_end(struct csv_pass *pass);

#endif
