/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are plain are split by csv_plain.h, which is several times as fast as libcsv, and
 * reads them the same. All others go to libcsv: it is fed one physical line at a time, so that the
 * line of a field is known exactly; a line is what ends in LF, CRLF or a lone CR, inside quotes
 * too. libcsv's callbacks cannot stop the parse, so they set `status`, which is looked at after
 * each line. Bad text spoils one field, a stray quote one line: the parser is set up anew behind
 * it. Only a quote that is never closed ends the reading, for then nobody knows where the rows are.
 */
#include "ingest/csv_pass.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "ingest/csv_fault.h"
#include "ingest/csv_line.h"

enum { LONGEST_FIELD_BYTES = 65536 }; /* an unclosed quote would swallow the file */

/* At the place where the field begins, which is where it has to be mended; where it should end
 * nobody knows. An error that was noted before goes first. */
static blackout_status fail_unclosed(struct csv_pass *pass)
{
    char shown[CSV_SHOWN_BYTES + 1];
    const char *bytes = (const char *)pass->parser.entry_buf;
    csv_fault_show(shown, bytes, bytes != NULL ? pass->parser.entry_pos : 0);
    if (pass->status == BLACKOUT_OK) {
        pass->status = error_at(
            pass->error, BLACKOUT_ERROR_INPUT, pass->source->name, pass->next_field_line,
            pass->field_count + 1,
            "a quote opened here is never closed ('%s'); close it at the end of the field", shown);
    }
    return pass->status;
}

static bool reserve(struct csv_pass *pass, size_t bytes)
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
 * A NUL is looked for first, since texts end with one from here on, and iconv() takes it for a
 * character. */
static enum csv_fault copy_text(const struct csv_pass *pass, char *out, const char *bytes,
                                size_t length, size_t *copied)
{
    *copied = length;
    if (length > 0 && memchr(bytes, '\0', length) != NULL) {
        return CSV_NUL_BYTE;
    }
    if (pass->source->encoding != NULL) {
        return encoding_convert(pass->source->encoding, out, copied, bytes, length)
                   ? CSV_SOUND
                   : CSV_NOT_ENCODED;
    }
    if (length > 0) {
        memcpy(out, bytes, length);
    }
    return text_is_utf8(out, length)    ? CSV_SOUND
           : pass->source->wide != NULL ? CSV_NOT_ENCODED
                                        : CSV_NOT_UTF8;
}

/* What follows a field that is too long, or one too many, is lost, as it is where the field is not
 * even in the bytes at hand to its end. Room for CSV_SHOWN_BYTES more, as csv_fault_show() asks;
 * behind the last text it is also the padding with which a line that is not plain is typed
 * (take_record() of dependency_blocks.c). */
static void on_field(void *bytes, size_t length, void *argument)
{
    struct csv_pass *pass = argument;
    if (pass->status != BLACKOUT_OK || pass->done || pass->row_fault != CSV_SOUND) {
        return;
    }
    if (pass->field_count == CSV_MOST_FIELDS || length > LONGEST_FIELD_BYTES) {
        pass->row_fault = length > LONGEST_FIELD_BYTES ? CSV_TOO_LONG : CSV_TOO_MANY_FIELDS;
        return;
    }
    if (!reserve(pass, ENCODING_MOST_GROWTH * length + CSV_SHOWN_BYTES + 1)) {
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
    pass->next_field_line = pass->line; /* that which is being parsed: this one ended on it */
}

/* Hands on the fields that have been read, whose texts are in their places. `bytes` are those of
 * the record. */
static void hand_on_record(struct csv_pass *pass, const char *bytes, size_t byte_count)
{
    struct csv_record record = {.line = pass->field_count > 0 ? pass->fields[0].line : pass->line,
                                .field_count = pass->field_count,
                                .fields = pass->fields,
                                .fault = pass->row_fault,
                                .bytes = bytes,
                                .byte_count = byte_count,
                                .encoding = pass->source->encoding};
    pass->status = pass->function(pass->user, &record, pass->error);
    pass->done = ++pass->record_count == pass->most_records;
    pass->row_fault = CSV_SOUND;
    pass->field_count = 0;
    pass->text_used = 0;
}

/* Texts get their places only now: while fields came, the memory that they are in may have moved.
 */
static void place_and_hand_on(struct csv_pass *pass, const char *bytes, size_t byte_count)
{
    if (pass->status != BLACKOUT_OK || pass->done) {
        return;
    }
    for (size_t i = 0; i < pass->field_count; ++i) {
        pass->fields[i].text = pass->text + pass->offsets[i];
    }
    hand_on_record(pass, bytes, byte_count);
}

static void on_record(int terminator, void *argument)
{
    struct csv_pass *pass = argument;
    (void)terminator;
    place_and_hand_on(pass, pass->bytes, pass->byte_count);
}

/* Keeps what libcsv is fed of a record: who leaves the record out shows it as it is in the file. */
static void keep_bytes(struct csv_pass *pass, const char *bytes, size_t length)
{
    const size_t room = CSV_MOST_BYTES - pass->byte_count;
    const size_t count = length < room ? length : room;
    if (count == 0) {
        return;
    }
    if (pass->byte_capacity - pass->byte_count < count) {
        const size_t capacity = 2 * (pass->byte_capacity + count);
        char *larger = realloc(pass->bytes, capacity);
        if (larger == NULL) {
            pass->status = error_memory(pass->error);
            return;
        }
        pass->bytes = larger;
        pass->byte_capacity = capacity;
    }
    memcpy(pass->bytes + pass->byte_count, bytes, count);
    pass->byte_count += count;
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

/* Strict, so that a quote inside a field without quotes is an error and no text, and one that is
 * open at the end of the file is noticed. Where blanks before a quote are skipped, a quote need not
 * be the first byte of its field: such a file is not plain. */
static bool start_parser(struct csv_pass *pass)
{
    const struct csv_layout *layout = pass->layout;
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

/* Hands on what was read of a spoilt row, once its line has come to its end, and begins anew behind
 * it. A quote that was opened on an earlier line has swallowed line ends: then there is no behind.
 */
static void give_up_row(struct csv_pass *pass, enum csv_fault fault, bool line_complete)
{
    if (pass->next_field_line != pass->line) {
        fail_unclosed(pass);
        return;
    }
    pass->row_fault = pass->row_fault != CSV_SOUND ? pass->row_fault : fault;
    csv_free(&pass->parser);
    start_parser(pass);
    pass->skip_line = !line_complete;
    if (line_complete) {
        on_record(0, pass);
    }
}

/* The rest of a line that is passed over, or of a spoilt row. */
static void skip_on(struct csv_pass *pass, const char *bytes, size_t length, bool complete)
{
    pass->skip_line = !complete;
    if (pass->row_fault != CSV_SOUND) {
        keep_bytes(pass, bytes, length);
        if (complete) {
            on_record(0, pass);
        }
    }
}

/* Whether a line where a row would begin is declared to be none. */
static bool is_passed_over(const struct csv_pass *pass, char first)
{
    const struct csv_layout *layout = pass->layout;
    bool passed = layout != NULL && (pass->line < layout->header_line ||
                                     (layout->comment != '\0' && first == layout->comment));
    for (size_t i = 0; layout != NULL && i < layout->comment_line_count && !passed; ++i) {
        passed = layout->comment_lines[i] == pass->line;
    }
    return passed;
}

static bool is_between_records(const struct csv_pass *pass)
{
    enum { ROW_NOT_BEGUN = 0 }; /* libcsv's name for the state */
    return pass->parser.pstate == ROW_NOT_BEGUN && pass->field_count == 0;
}

/* One physical line, or the part of it that is at hand. A field that libcsv is still gathering,
 * over several lines or calls, may be too long before on_field() sees it. */
static void feed_line(struct csv_pass *pass, const char *bytes, size_t length, bool complete)
{
    if (pass->skip_line) {
        skip_on(pass, bytes, length, complete);
        return;
    }
    if (is_between_records(pass)) {
        pass->next_field_line = pass->line;
        pass->byte_count = 0;
        if (is_passed_over(pass, bytes[0])) {
            pass->skip_line = !complete;
            return;
        }
    }
    keep_bytes(pass, bytes, length);
    if (pass->status != BLACKOUT_OK) {
        return;
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

/* The fields of a line without anything to look at, as they are in its copy. The byte behind each,
 * a delimiter, a quote, a blank or a line end, becomes its NUL. */
static void take_ascii(struct csv_pass *pass, const char *bytes, size_t length)
{
    if (!reserve(pass, length)) {
        return;
    }
    memcpy(pass->text, bytes, length);
    for (size_t i = 0; i < pass->plain.count; ++i) {
        const char *text = pass->text + pass->slices[i].first;
        size_t left = pass->slices[i].length;
        text_trim(&text, &left);
        pass->text[text - pass->text + (ptrdiff_t)left] = '\0';
        pass->fields[i] = (struct csv_field){.text = text, .length = left, .line = pass->line};
    }
    pass->field_count = pass->plain.count;
    hand_on_record(pass, bytes, length);
}

/* Takes the line at `at` of the bytes if it is a record and plain; returns its length, or 0. */
static size_t take_plain_line(struct csv_pass *pass, size_t at)
{
    if (!pass->may_be_plain || pass->skip_line || !is_between_records(pass)) {
        return 0;
    }
    const char *bytes = pass->places.bytes + at; /* there where it may be plain */
    if (is_passed_over(pass, bytes[0])) {
        return 0;
    }
    const size_t length = csv_plain_split(&pass->plain, &pass->places, at);
    if (length == 0) {
        return 0;
    }
    pass->next_field_line = pass->line;
    if (pass->plain.is_ascii && encoding_keeps_ascii(pass->source->encoding)) {
        take_ascii(pass, bytes, length);
    } else {
        for (size_t i = 0; i < pass->plain.count; ++i) {
            on_field((char *)(uintptr_t)bytes + pass->slices[i].first, pass->slices[i].length,
                     pass);
        }
        place_and_hand_on(pass, bytes, length);
    }
    return length;
}

/* Takes the physical line at the first of the bytes, or what there is of it, by libcsv; returns its
 * length. */
static size_t take_other_line(struct csv_pass *pass, const char *bytes, size_t size)
{
    bool complete;
    const size_t length = csv_line_length(bytes, size, &complete);
    const bool rest_of_crlf = pass->after_carriage && length == 1 && bytes[0] == '\n';
    if (rest_of_crlf) {
        --pass->line;
    }
    feed_line(pass, bytes, length, complete);
    pass->line += complete ? 1 : 0;
    return length;
}

/* Marks are looked for in all bytes at once, also in lines that turn out not to be plain: where
 * these are is not known before. Those of the last bytes are forgotten, since places count from the
 * first of the bytes at hand. */
void csv_pass_feed(struct csv_pass *pass, const char *bytes, size_t size)
{
    const struct csv_marks marks = {pass->dialect.delimiter, pass->dialect.quote};
    pass->plain = (struct csv_plain){.slices = pass->slices, .most = CSV_MOST_FIELDS};
    if (pass->may_be_plain && !csv_places_find(&pass->places, marks, bytes, size)) {
        pass->status = error_memory(pass->error);
    }
    for (size_t at = 0; at < size && pass->status == BLACKOUT_OK && !pass->done;) {
        size_t length = take_plain_line(pass, at);
        if (length > 0) {
            ++pass->line;
        } else {
            length = take_other_line(pass, bytes + at, size - at);
        }
        at += length;
        pass->after_carriage = bytes[at - 1] == '\r';
    }
}

/* The header of a file that has none, as the record before its first. */
static void hand_on_names(struct csv_pass *pass)
{
    const struct csv_layout *layout = pass->layout;
    for (size_t i = 0; layout != NULL && i < layout->name_count && i < CSV_MOST_FIELDS; ++i) {
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
        place_and_hand_on(pass, NULL, 0);
    }
}

/* The names that are declared are the record before the first: whoever takes records sees a header
 * in any file. */
bool csv_pass_begin(struct csv_pass *pass)
{
    pass->next_field_line = pass->line;
    pass->status = BLACKOUT_OK;
    if (!start_parser(pass)) {
        return false;
    }
    hand_on_names(pass);
    return true;
}

bool csv_pass_is_between(const struct csv_pass *pass)
{
    return !pass->skip_line && is_between_records(pass);
}

void csv_pass_go_on(struct csv_pass *pass, size_t lines)
{
    pass->line += lines;
    pass->after_carriage = false;
}

/* The last line may lack its end: libcsv hands on its record here, unless it is spoilt. Not after
 * an error, which another one would follow, nor where enough records have been seen. */
void csv_pass_end(struct csv_pass *pass)
{
    if (pass->skip_line) {
        skip_on(pass, "", 0, true);
    }
    if (pass->status == BLACKOUT_OK && !pass->done &&
        csv_fini(&pass->parser, on_field, on_record, pass) != 0) {
        fail_unclosed(pass);
    }
    csv_free(&pass->parser);
    csv_places_free(&pass->places);
    free(pass->text);
    free(pass->bytes);
}
