/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of CSV hands on, and how files of it may be laid out. */
#ifndef BLACKOUT_INGEST_CSV_RECORD_H
#define BLACKOUT_INGEST_CSV_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"
#include "ingest/csv_fault.h"
#include "ingest/encoding.h"

struct csv_field {
    const char *text; /* NUL-terminated UTF-8, without the blanks around it (core/text.h); lives
                       * until the callback returns */
    size_t length;
    size_t line;          /* the physical line on which it starts, from 1 */
    enum csv_fault fault; /* then the text is the field's beginning in ASCII, to be shown */
};

struct csv_record {
    size_t line;
    size_t field_count;
    const struct csv_field *fields;
    enum csv_fault fault; /* of the field after these: it and the rest of the line are lost */
    /* What the file has for it, up to CSV_MOST_BYTES of it, in the encoding of the file; NULL: it
     * is of no file. `encoding` is that of csv_source. */
    const char *bytes;
    size_t byte_count;
    struct encoding *encoding;
};

/* Of a spoilt line, which may be the rest of the file. */
enum { CSV_MOST_BYTES = 1 << 20 };

/* Whether no field of a record has anything: a line of delimiters alone is what a spreadsheet
 * writes for a row that was cleared, not deleted. */
static inline bool csv_record_is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->field_count; ++i) {
        if (record->fields[i].length > 0) {
            return false;
        }
    }
    return record->fault == CSV_SOUND;
}

/* Bytes of ASCII: they are looked for before fields are converted to UTF-8. */
struct csv_dialect {
    char delimiter;
    char quote;
};

/* How the rows of a file are laid out, where that is declared. Lines are those of the file, from 1.
 * {0}: a header, then rows. */
struct csv_layout {
    char comment;            /* lines that begin with it are passed over; 0: none */
    bool skip_initial_space; /* blanks around fields that are not in quotes are none of them */
    size_t header_line;      /* lines above it are passed over; 0: there are none */
    const size_t *comment_lines;
    size_t comment_line_count;
    const char *const *names; /* of the fields of a file without a header; NULL: it has one */
    size_t name_count;
};

/* Whether it is that of a file of a header and rows: {0}, or one that declares just that. */
static inline bool csv_layout_is_plain(const struct csv_layout *layout)
{
    return layout == NULL ||
           (layout->comment == '\0' && !layout->skip_initial_space && layout->header_line <= 1 &&
            layout->comment_line_count == 0 && layout->names == NULL);
}

/* Told of each record, the header included; anything but BLACKOUT_OK ends the reading. */
typedef blackout_status csv_record_function(void *user, const struct csv_record *record,
                                            blackout_error *error);

/* Who takes whole blocks of a large file in place of their records: several threads type them, and
 * they are taken one after another, in the order of the file. A block that is not taken is read
 * record by record. */
struct csv_block_taker {
    void *user;
    size_t threads;     /* at least 1 */
    size_t block_bytes; /* of which at least one line end has to be among */
    /* Whether blocks may be typed from here on. Asked as the first records are read. */
    bool (*is_ready)(void *user);
    /* Types a block: records from the first to the last of its bytes, or else it says false. For
     * any thread, beside all others but those below. CSV_BLOCK_PADDING bytes behind it may be read.
     */
    bool (*type)(void *user, size_t slot, size_t worker, const char *bytes, size_t size);
    /* Whether the block that was typed may be taken as it is; its first line is `line`. May be
     * asked several times, the last time right before take(). While it says no, no block is typed
     * beside the reading of records, which may learn something that typing needs. */
    bool (*may_take)(void *user, size_t slot, size_t line);
    /* Takes it; its first line is `line`, and `*lines` how many it has. */
    blackout_status (*take)(void *user, size_t slot, size_t line, size_t *lines,
                            blackout_error *error);
};

/* More than the sixteen bytes as which short numbers and texts are read from where they begin
 * (core/short_number.h, known_texts.h). */
enum { CSV_BLOCK_PADDING = 64 };

/* Bytes of a file that are read in place of all behind its header. */
struct csv_range {
    size_t header_line; /* on which the header begins; of a header of several records, the last */
    /* Sets `first` and `end`, when the header has been read, and `line` where it is known. */
    blackout_status (*choose)(void *user, struct csv_range *range, blackout_error *error);
    void *user;
    uint64_t header_end; /* the offset behind it */
    uint64_t first;      /* 0: from behind the header on */
    uint64_t end;
    size_t line; /* the number of the first line that is read; at first that behind the header */
    size_t end_line; /* once they have been read: that of the line behind them */
};

#endif
