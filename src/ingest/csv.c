/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are plain are split here (csv_plain.h), which is several times as fast as libcsv, and
 * reads them the same. All others go to libcsv: it is fed one physical line at a time, so that the
 * line of a field is known exactly; a line is what ends in LF, CRLF or a lone CR, inside quotes
 * too. libcsv's callbacks cannot stop the parse, so they set `status`, which is looked at after
 * each line. Bad text spoils one field, a stray quote one line: the parser is set up anew behind
 * it. Only a quote that is never closed ends the reading, for then nobody knows where the rows are.
 */
#include "ingest/csv.h"

#include <csv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/sha256.h"
#include "core/text.h"
#include "ingest/csv_fault.h"
#include "ingest/csv_line.h"
#include "ingest/csv_plain.h"
#include "ingest/csv_source.h"

enum {
    LONGEST_FIELD_BYTES = 65536, /* an unclosed quote would swallow the file */
    MOST_FIELDS = 1024           /* no table of the contract has a tenth of it */
};

struct csv_reader {
    struct csv_source source;
    char digest[SHA256_TEXT_SIZE];
    char declared_delimiter;
    const struct csv_layout *layout; /* NULL: none is declared */
    size_t skip;                     /* bytes of the first chunk that are mark or `sep=` line */
    size_t first_line;
};

/* One pass of libcsv over the file or its first record. */
struct pass {
    struct csv_reader *reader;
    struct csv_dialect dialect;
    csv_record_function *function;
    void *user;
    struct csv_parser parser;
    size_t line;
    size_t next_field_line;
    size_t most_records; /* 0: all */
    size_t record_count;
    bool done;
    bool skip_line; /* what is left of a spoilt line */
    enum csv_fault row_fault;
    char *text; /* the fields of the record, one after another, NUL between */
    size_t text_used;
    size_t text_capacity;
    size_t field_count;
    struct csv_field fields[MOST_FIELDS];
    size_t offsets[MOST_FIELDS];
    bool may_be_plain; /* the dialect has nothing that the splitter of plain lines does not know */
    struct csv_slice slices[MOST_FIELDS];
    blackout_status status;
    blackout_error *error;
};

const char csv_usual_delimiters[CSV_USUAL_DELIMITERS] = {',', ';', '\t', '|'};

static blackout_status fail_unclosed(struct pass *pass)
{
    char shown[CSV_SHOWN_BYTES + 1];
    const char *bytes = (const char *)pass->parser.entry_buf;
    csv_fault_show(shown, bytes, bytes != NULL ? pass->parser.entry_pos : 0);
    if (pass->status == BLACKOUT_OK) {
        pass->status = error_at(
            pass->error, BLACKOUT_ERROR_INPUT, pass->reader->source.name, pass->next_field_line,
            pass->field_count + 1,
            "a quote opened here is never closed ('%s'); close it at the end of the field", shown);
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

/* Copies one field to `out`, as UTF-8; room is there for ENCODING_MOST_GROWTH bytes for each of it.
 */
static enum csv_fault copy_text(const struct pass *pass, char *out, const char *bytes,
                                size_t length, size_t *copied)
{
    *copied = length;
    if (length > LONGEST_FIELD_BYTES) {
        return CSV_TOO_LONG;
    }
    if (length > 0 && memchr(bytes, '\0', length) != NULL) {
        return CSV_NUL_BYTE;
    }
    if (pass->reader->source.encoding != NULL) {
        return encoding_convert(pass->reader->source.encoding, out, copied, bytes, length)
                   ? CSV_SOUND
                   : CSV_NOT_ENCODED;
    }
    if (length > 0) {
        memcpy(out, bytes, length);
    }
    return text_is_utf8(out, length)           ? CSV_SOUND
           : pass->reader->source.wide != NULL ? CSV_NOT_ENCODED
                                               : CSV_NOT_UTF8;
}

static void on_field(void *bytes, size_t length, void *argument)
{
    struct pass *pass = argument;
    if (pass->status != BLACKOUT_OK || pass->done) {
        return;
    }
    if (pass->field_count == MOST_FIELDS) {
        pass->row_fault = CSV_TOO_MANY_FIELDS;
        return;
    }
    size_t longest = length <= LONGEST_FIELD_BYTES ? length : 0;
    if (!reserve(pass, ENCODING_MOST_GROWTH * longest + CSV_SHOWN_BYTES + 1)) {
        return;
    }
    char *out = pass->text + pass->text_used;
    size_t copied;
    enum csv_fault fault = copy_text(pass, out, bytes, length, &copied);
    if (fault != CSV_SOUND) {
        copied = csv_fault_show(out, bytes, length);
    }
    const char *text = out;
    text_trim(&text, &copied);
    out = pass->text + (text - pass->text);
    out[copied] = '\0';
    pass->offsets[pass->field_count] = (size_t)(out - pass->text);
    pass->fields[pass->field_count++] =
        (struct csv_field){.length = copied, .line = pass->next_field_line, .fault = fault};
    pass->text_used = (size_t)(out - pass->text) + copied + 1;
    pass->next_field_line = pass->line;
}

/* Hands on the fields that have been read, whose texts are in their places. */
static void hand_on_record(struct pass *pass)
{
    struct csv_record record = {.line = pass->field_count > 0 ? pass->fields[0].line : pass->line,
                                .field_count = pass->field_count,
                                .fields = pass->fields,
                                .fault = pass->row_fault};
    pass->status = pass->function(pass->user, &record, pass->error);
    pass->done = ++pass->record_count == pass->most_records;
    pass->row_fault = CSV_SOUND;
    pass->field_count = 0;
    pass->text_used = 0;
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
    hand_on_record(pass);
}

/* libcsv trims what this calls a space: nothing, as RFC 4180 has it. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static int blank_space(unsigned char c)
{
    return c == ' ' || c == '\t';
}

static bool may_be_marks(struct csv_dialect dialect)
{
    static const char line_ends[] = "\n\r"; /* and the NUL, which strchr() finds */
    return dialect.delimiter != dialect.quote && strchr(line_ends, dialect.delimiter) == NULL &&
           strchr(line_ends, dialect.quote) == NULL;
}

static bool start_parser(struct pass *pass)
{
    const struct csv_layout *layout = pass->reader->layout;
    const bool trims = layout != NULL && layout->skip_initial_space;
    if (csv_init(&pass->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        pass->status = error_memory(pass->error);
        return false;
    }
    csv_set_delim(&pass->parser, (unsigned char)pass->dialect.delimiter);
    csv_set_quote(&pass->parser, (unsigned char)pass->dialect.quote);
    csv_set_blk_size(&pass->parser, CSV_CHUNK_BYTES);
    csv_set_space_func(&pass->parser, trims ? blank_space : no_space);
    pass->may_be_plain = !trims && may_be_marks(pass->dialect);
    return true;
}

/* Hands on what was read of a spoilt row and begins anew behind its line. A quote that was opened
 * on an earlier line has swallowed line ends: then there is no behind. */
static void give_up_row(struct pass *pass, enum csv_fault fault, bool line_complete)
{
    if (pass->next_field_line != pass->line) {
        fail_unclosed(pass);
        return;
    }
    pass->row_fault = fault;
    on_record(0, pass);
    csv_free(&pass->parser);
    start_parser(pass);
    pass->skip_line = !line_complete;
}

/* Whether a line where a row would begin is declared to be none. */
static bool is_passed_over(const struct pass *pass, char first)
{
    const struct csv_layout *layout = pass->reader->layout;
    bool passed = layout != NULL && (pass->line < layout->header_line ||
                                     (layout->comment != '\0' && first == layout->comment));
    for (size_t i = 0; layout != NULL && i < layout->comment_line_count && !passed; ++i) {
        passed = layout->comment_lines[i] == pass->line;
    }
    return passed;
}

/* Whether the next byte begins a record. */
static bool is_between_records(const struct pass *pass)
{
    enum { ROW_NOT_BEGUN = 0 }; /* libcsv's name for the state */
    return pass->parser.pstate == ROW_NOT_BEGUN && pass->field_count == 0;
}

static void feed_line(struct pass *pass, const char *bytes, size_t length, bool complete)
{
    if (pass->skip_line) {
        pass->skip_line = !complete;
        return;
    }
    if (is_between_records(pass)) {
        pass->next_field_line = pass->line;
        if (is_passed_over(pass, bytes[0])) {
            pass->skip_line = !complete;
            return;
        }
    }
    size_t parsed = csv_parse(&pass->parser, bytes, length, on_field, on_record, pass);
    if (pass->status != BLACKOUT_OK || pass->done) {
        return;
    }
    if (parsed != length) {
        int code = csv_error(&pass->parser);
        if (code == CSV_ENOMEM || code == CSV_ETOOBIG) {
            pass->status = error_memory(pass->error);
        } else {
            give_up_row(pass, CSV_STRAY_QUOTE, complete);
        }
    } else if (pass->parser.entry_pos > LONGEST_FIELD_BYTES) {
        give_up_row(pass, CSV_TOO_LONG, complete);
    }
}

/* The fields of a line without anything to look at, as they are in its copy. */
static void take_ascii(struct pass *pass, const struct csv_plain *plain, const char *bytes,
                       size_t length)
{
    if (!reserve(pass, length)) {
        return;
    }
    memcpy(pass->text, bytes, length);
    for (size_t i = 0; i < plain->count; ++i) {
        const char *text = pass->text + plain->slices[i].first;
        size_t left = plain->slices[i].length;
        text_trim(&text, &left);
        pass->text[text - pass->text + (ptrdiff_t)left] = '\0';
        pass->fields[i] = (struct csv_field){.text = text, .length = left, .line = pass->line};
    }
    pass->field_count = plain->count;
    hand_on_record(pass);
}

/* Takes the next line if it is a record and plain; returns its length, or 0. */
static size_t take_plain_line(struct pass *pass, const char *bytes, size_t size)
{
    struct csv_plain plain = {.slices = pass->slices, .most = MOST_FIELDS};
    const struct csv_marks marks = {pass->dialect.delimiter, pass->dialect.quote};
    if (!pass->may_be_plain || pass->skip_line || !is_between_records(pass) ||
        is_passed_over(pass, bytes[0])) {
        return 0;
    }
    const size_t length = csv_plain_split(&plain, marks, bytes, size);
    if (length == 0) {
        return 0;
    }
    pass->next_field_line = pass->line;
    if (plain.is_ascii && pass->reader->source.encoding == NULL) {
        take_ascii(pass, &plain, bytes, length);
    } else {
        for (size_t i = 0; i < plain.count; ++i) {
            on_field((char *)(uintptr_t)bytes + plain.slices[i].first, plain.slices[i].length,
                     pass);
        }
        on_record(0, pass);
    }
    return length;
}

static void feed(struct pass *pass, const char *bytes, size_t size, bool *after_carriage)
{
    while (size > 0 && pass->status == BLACKOUT_OK && !pass->done) {
        const size_t plain = take_plain_line(pass, bytes, size);
        if (plain > 0) {
            ++pass->line;
            *after_carriage = bytes[plain - 1] == '\r';
            bytes += plain;
            size -= plain;
            continue;
        }
        bool complete;
        size_t length = csv_line_length(bytes, size, &complete);
        bool rest_of_crlf = *after_carriage && length == 1 && bytes[0] == '\n';
        if (rest_of_crlf) {
            --pass->line;
        }
        feed_line(pass, bytes, length, complete);
        pass->line += complete ? 1 : 0;
        *after_carriage = bytes[length - 1] == '\r';
        bytes += length;
        size -= length;
    }
}

static void end(struct pass *pass)
{
    if (pass->status == BLACKOUT_OK && !pass->done &&
        csv_fini(&pass->parser, on_field, on_record, pass) != 0) {
        fail_unclosed(pass);
    }
    csv_free(&pass->parser);
    free(pass->text);
}

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
    struct csv_reader *opened = calloc(1, sizeof *opened);
    *reader = NULL;
    if (opened == NULL) {
        return error_memory(error);
    }
    blackout_status status = csv_source_open(&opened->source, input, error);
    if (status != BLACKOUT_OK) {
        csv_close(opened);
        return status;
    }
    skip_mark_and_declaration(opened);
    *reader = opened;
    return BLACKOUT_OK;
}

const char *csv_found_encoding(const struct csv_reader *reader)
{
    return reader->source.found;
}

char csv_declared_delimiter(const struct csv_reader *reader)
{
    return reader->declared_delimiter;
}

void csv_declare_layout(struct csv_reader *reader, const struct csv_layout *layout)
{
    reader->layout = layout;
}

/* The header of a file that has none, as the record before its first. */
static void hand_on_names(struct pass *pass)
{
    const struct csv_layout *layout = pass->reader->layout;
    for (size_t i = 0; layout != NULL && i < layout->name_count && i < MOST_FIELDS; ++i) {
        const char *name = layout->names[i];
        const size_t size = strlen(name) + 1;
        if (!reserve(pass, size)) {
            return;
        }
        memcpy(pass->text + pass->text_used, name, size);
        pass->offsets[i] = pass->text_used;
        pass->text_used += size;
        pass->fields[i] = (struct csv_field){.length = size - 1, .line = pass->line};
        pass->field_count = i + 1;
    }
    if (pass->field_count > 0) {
        on_record(0, pass);
    }
}

static blackout_status run(struct csv_reader *reader, struct csv_dialect dialect, struct pass *pass)
{
    bool after_carriage = false;
    pass->reader = reader;
    pass->dialect = dialect;
    pass->line = reader->first_line;
    pass->next_field_line = pass->line;
    pass->status = BLACKOUT_OK;
    if (!start_parser(pass)) {
        return pass->status;
    }
    hand_on_names(pass);
    feed(pass, reader->source.chunk + reader->skip, reader->source.chunk_used - reader->skip,
         &after_carriage);
    while (pass->most_records == 0 && !reader->source.at_end && pass->status == BLACKOUT_OK) {
        pass->status = csv_source_next(&reader->source, pass->error);
        if (pass->status == BLACKOUT_OK) {
            feed(pass, reader->source.chunk, reader->source.chunk_used, &after_carriage);
        }
    }
    end(pass);
    return pass->status;
}

blackout_status csv_first_records(struct csv_reader *reader, struct csv_dialect dialect,
                                  size_t count, csv_record_function *function, void *user,
                                  blackout_error *error)
{
    struct pass *pass = calloc(1, sizeof *pass);
    if (pass == NULL) {
        return error_memory(error);
    }
    pass->function = function;
    pass->user = user;
    pass->error = error;
    pass->most_records = count;
    blackout_status status = run(reader, dialect, pass);
    free(pass);
    return status;
}

blackout_status csv_read(struct csv_reader *reader, struct csv_dialect dialect,
                         csv_record_function *function, void *user, blackout_error *error)
{
    enum { ALL_RECORDS = 0 };
    blackout_status status = csv_first_records(reader, dialect, ALL_RECORDS, function, user, error);
    return status == BLACKOUT_OK && !sha256_finish(&reader->source.sha256, reader->digest)
               ? error_memory(error)
               : status;
}

const char *csv_sha256(const struct csv_reader *reader)
{
    return reader->digest;
}

size_t csv_bytes(const struct csv_reader *reader)
{
    return reader->source.bytes;
}

void csv_close(struct csv_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    csv_source_close(&reader->source);
    free(reader);
}
