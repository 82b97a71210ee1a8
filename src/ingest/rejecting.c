/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults are heard as they are found, and those that belong to a row become rejects. Faults of a
 * header or a file end the run as ever: leaving rows out would not help. */
#include "ingest/rejecting.h"

#include <stdio.h>
#include <string.h>

#include "core/codes.h"
#include "core/text.h"

static const char code_of_reference[] = "rejected_reference";

/* A fault of a header is noted as well, since line 1 is a row where there is none: no row has its
 * line then, so that the next reading finds it again, and nothing new. Where a row refers to one
 * that was left out, that is the reason. On the first reading a missing
 * key is the row's own mistake; on later ones it is missing because its row was rejected before. */
static void on_fault(void *user, const struct place *place, const char *code, const char *message)
{
    enum { MESSAGE_SIZE = 700 };
    struct rejecting *rejecting = user;
    const struct code *of = code_find(code);
    char text[MESSAGE_SIZE];
    const bool follows = rejecting->again && strcmp(code, "missing_key") == 0;
    if (of == NULL || !of->of_row || place->line == 0) {
        return; /* a file's: if it does not follow from a row, it ends the run */
    }
    snprintf(text, sizeof text, "%s%s", follows ? "refers to a row that is rejected: " : "",
             message);
    const struct reject reject = {.source = place->source,
                                  .line = place->line,
                                  .column = place->column,
                                  .code = follows ? code_of_reference : code,
                                  .message = text};
    rejecting->added += rejects_add(rejecting->rejects, &reject, &rejecting->failed) ? 1 : 0;
}

void rejecting_listen(struct rejecting *rejecting, struct diagnostics *diagnostics)
{
    diagnostics->each = on_fault;
    diagnostics->each_user = rejecting;
}

/* A record may cover several lines, by a quoted line end, and its fault may be in any of them. */
struct reject *rejecting_find(const struct ingest *ingest, const struct table *table,
                              const struct csv_record *record)
{
    const size_t fields = record->field_count;
    /* a field has the line on which it starts: the last one's is the last that a fault can name */
    const size_t last = fields > 0 ? record->fields[fields - 1].line : record->line;
    return ingest->rejects != NULL ? rejects_find(ingest->rejects, table->source, record->line,
                                                  last > record->line ? last : record->line)
                                   : NULL;
}

/* What is no text becomes '?', byte by byte: the file of rejects is UTF-8, and texts end with a
 * NUL.
 */
static void replace_what_is_no_text(char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        const unsigned char lead = (unsigned char)text[i];
        size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead == 0 || size > length - i || !text_is_utf8(text + i, size)) {
            text[i] = '?';
            size = 1;
        }
        i += size;
    }
}

/* From the encoding of the file. Where a byte of it is in none, each is converted by itself, so
 * that those beside it stay what they are; of an encoding with several bytes a character ASCII
 * stays. */
static size_t convert(char *out, const struct csv_record *record)
{
    size_t used = 0;
    if (encoding_convert(record->encoding, out, &used, record->bytes, record->byte_count)) {
        return used;
    }
    used = 0;
    for (size_t i = 0; i < record->byte_count; ++i) {
        size_t size = 0;
        if (encoding_convert(record->encoding, out + used, &size, record->bytes + i, 1)) {
            used += size;
        } else {
            out[used++] = ENCODING_NO_TEXT;
        }
    }
    return used;
}

/* The record as it is in its file, without its line end. Not its fields put together again: a field
 * that is no text is there in part, and what follows a stray quote not at all. */
static const char *text_of(struct arena *arena, const struct csv_record *record)
{
    const size_t count = record->byte_count;
    const size_t growth = record->encoding != NULL ? ENCODING_MOST_GROWTH : 1;
    char *text = arena_alloc(arena, growth * count + 1, 1);
    size_t length = count;
    if (text == NULL) {
        return NULL;
    }
    if (record->encoding != NULL) {
        length = convert(text, record);
    } else if (count > 0) {
        memcpy(text, record->bytes, count);
    }
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
        --length;
    }
    text[length] = '\0';
    replace_what_is_no_text(text, length);
    return text;
}

/* The text of a row is kept at the first reading that leaves it out; readings after that have the
 * same. */
int rejecting_leave_out(struct ingest *ingest, struct reject *reject, const struct table *table,
                        const struct csv_record *record)
{
    const struct place place = {table->source, reject->line, reject->column, ""};
    if (reject->text == NULL) {
        reject->text = text_of(&ingest->rejects->arena, record);
    }
    diagnostics_warn(ingest->context.diagnostics, &place, reject->code, "left out: %s",
                     reject->message);
    return reject->text != NULL ? 0 : -1;
}
