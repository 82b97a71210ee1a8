/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes come in blocks, and only what has to be converted is. The digest is taken of the bytes as
 * they are in the file, before any conversion, so that it can be checked with other tools. */
#include "ingest/csv_source.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "core/input_file.h"
#include "ingest/folder.h"
#include "ingest/reading_progress.h"

/* ---- Which encoding -------------------------------------------------------------------------- */

/* Marks of byte order; the longer ones first, since two of them begin alike. */
static const struct {
    const char *bytes;
    size_t length;
    const char *encoding;
} marks[] = {{"\xff\xfe\0\0", 4, "UTF-32LE"},
             {"\0\0\xfe\xff", 4, "UTF-32BE"},
             {"\xff\xfe", 2, "UTF-16LE"},
             {"\xfe\xff", 2, "UTF-16BE"}};

/* The length of the mark that the bytes begin with, and what it says; 0: there is none. A mark of
 * one byte order is no text: left in place it would become part of the first column's name, which
 * would then be missing (Unicode, section 23.8). */
static size_t find_mark(const char *bytes, size_t length, const char **encoding)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; ++i) {
        if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0) {
            *encoding = marks[i].encoding;
            return marks[i].length;
        }
    }
    return 0;
}

/* The order of the bytes of UTF-16 by its first characters, which are ASCII in every header; NULL
 * where these are no such bytes. */
static const char *guess_order(const char *bytes, size_t length)
{
    if (length < 4) {
        return NULL;
    }
    const bool little =
        bytes[0] != '\0' && bytes[1] == '\0' && bytes[2] != '\0' && bytes[3] == '\0';
    const bool big = bytes[0] == '\0' && bytes[1] != '\0' && bytes[2] == '\0' && bytes[3] != '\0';
    return little ? "UTF-16LE" : big ? "UTF-16BE" : NULL;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static size_t take_memory(struct csv_source *source, char *bytes, size_t size)
{
    const size_t length = size < source->memory_size ? size : source->memory_size;
    memcpy(bytes, source->memory, length);
    source->memory += length;
    source->memory_size -= length;
    return length;
}

/* fread() gives fewer bytes than asked for at the end or at an error only, so that a short count is
 * the end and needs no further call. */
blackout_status csv_source_read(struct csv_source *source, char *bytes, size_t size, size_t *length,
                                blackout_error *error)
{
    const size_t most = source->left < size ? (size_t)source->left : size;
    *length = source->file != NULL ? fread(bytes, 1, most, source->file)
                                   : take_memory(source, bytes, most);
    source->left -= source->left < UINT64_MAX ? *length : 0;
    source->at_end = *length < size || source->left == 0;
    if (source->file != NULL && ferror(source->file)) {
        return error_read(error, source->name, errno);
    }
    sha256_add(&source->sha256, bytes, *length);
    source->bytes += *length;
    return BLACKOUT_OK;
}

/* A character cut by the end of a block stays in `raw` for the next one. At the end of the file
 * there is no next one: a byte that is no text takes its place, so that its field is reported. */
static void convert(struct csv_source *source)
{
    size_t used = source->raw_used;
    encoding_convert_part(source->wide, source->chunk, &source->chunk_used, source->raw, &used);
    memmove(source->raw, source->raw + used, source->raw_used - used);
    source->raw_used -= used;
    if (source->at_end && source->raw_used > 0) { /* half a character: no text */
        source->chunk[source->chunk_used++] = ENCODING_NO_TEXT;
        source->raw_used = 0;
    }
}

/* Where bytes are converted, the first of them are those of a character that the last chunk has
 * begun. */
blackout_status csv_source_next(struct csv_source *source, blackout_error *error)
{
    reading_progress_bytes(source->progress, source->path, source->bytes);
    if (source->wide == NULL) {
        return csv_source_read(source, source->chunk, sizeof source->chunk, &source->chunk_used,
                               error);
    }
    size_t length;
    blackout_status status = csv_source_read(source, source->raw + source->raw_used,
                                             sizeof source->raw - source->raw_used, &length, error);
    source->raw_used += length;
    if (status == BLACKOUT_OK) {
        convert(source);
    }
    return status;
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* Read as UTF-8 such a file would be one field full of NUL bytes, with as many messages as fields.
 * One message instead, with what to do; nothing is guessed, since without a mark the bytes may be
 * anything. */
static blackout_status fail_undeclared(const struct csv_source *source, const char *guess,
                                       blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, source->name, 1, 1,
                    "the file looks like %s without a byte order mark ('%c%c...'); save it as CSV "
                    "UTF-8, or declare its encoding",
                    guess, source->raw[source->raw[0] == '\0' ? 1 : 0],
                    source->raw[source->raw[0] == '\0' ? 3 : 2]);
}

/* What the first bytes, in `raw`, say of the encoding, beside what is declared. A mark may only
 * choose among the encodings of two or four bytes: where one of single bytes is declared, those
 * bytes are letters of it. `found` is for the warning, and there is none to give where the encoding
 * was declared. */
static blackout_status choose_encoding(struct csv_source *source, const char *declared,
                                       blackout_error *error)
{
    const char *found = NULL;
    const bool wide = encoding_is_wide(declared);
    const size_t mark = find_mark(source->raw, source->raw_used, &found);
    const char *guess = guess_order(source->raw, source->raw_used);
    const char *name = declared;
    /* the mark is right about the order of bytes, also against a declaration */
    if (mark > 0 && (declared == NULL || wide)) {
        source->found = declared == NULL ? found : NULL;
        name = found;
        memmove(source->raw, source->raw + mark, source->raw_used - mark);
        source->raw_used -= mark;
    } else if (wide && guess != NULL && encoding_lacks_order(declared)) {
        name = guess;
    } else if (declared == NULL && guess != NULL) {
        return fail_undeclared(source, guess, error);
    }
    struct encoding **opened = encoding_is_wide(name) ? &source->wide : &source->encoding;
    blackout_status status = encoding_open(opened, name);
    return status == BLACKOUT_OK ? BLACKOUT_OK
           : status == BLACKOUT_ERROR_MEMORY
               ? error_memory(error)
               : error_at(error, status, source->name, 0, 0,
                          "the declared encoding is not known ('%s'); utf-8", declared);
}

/* The first bytes are read into `raw`, whatever the encoding, since they show whether they have to
 * be converted. They are fewer than a chunk has. */
blackout_status csv_source_open(struct csv_source *source, const struct csv_input *input,
                                blackout_error *error)
{
    source->has_checksum = !input->no_checksum;
    if (source->has_checksum) {
        sha256_init(&source->sha256);
    }
    source->name = input->source;
    source->path = input->path;
    source->progress = input->progress;
    source->memory = input->memory;
    source->memory_size = input->memory_size;
    source->left = UINT64_MAX;
    source->file = input->path != NULL ? input_file_open(input->path) : NULL;
    if (source->file == NULL && input->path != NULL) {
        return error_open(error, source->name, errno);
    }
    source->modified = input->path != NULL ? folder_modified(input->path) : 0;
    blackout_status status =
        csv_source_read(source, source->raw, sizeof source->raw, &source->raw_used, error);
    if (status == BLACKOUT_OK) {
        status = choose_encoding(source, input->encoding, error);
    }
    if (status == BLACKOUT_OK && source->wide != NULL) {
        convert(source);
    } else {
        memcpy(source->chunk, source->raw, source->raw_used);
        source->chunk_used = source->raw_used;
    }
    return status;
}

blackout_status csv_source_judge(struct csv_source *source, blackout_status status,
                                 blackout_error *error)
{
    source->lacks_memory = source->lacks_memory || status == BLACKOUT_ERROR_MEMORY;
    return source->lacks_memory ? error_memory(error) : status;
}

/* A digest cannot be taken back: it is begun anew, with the bytes that count. */
blackout_status csv_source_go_to(struct csv_source *source, uint64_t first, uint64_t end,
                                 size_t kept, blackout_error *error)
{
    if (source->file == NULL || fseeko(source->file, (off_t)first, SEEK_SET) != 0) {
        return error_read(error, source->name, errno);
    }
    sha256_free(&source->sha256);
    source->sha256 = (struct sha256){0};
    if (source->has_checksum) {
        sha256_init(&source->sha256);
        sha256_add(&source->sha256, source->chunk, kept);
    }
    source->bytes = kept;
    source->left = end - first;
    source->at_end = source->left == 0;
    return BLACKOUT_OK;
}

/* Called for a source that has not been opened fully, too: every part may still be empty. */
void csv_source_close(struct csv_source *source)
{
    sha256_free(&source->sha256);
    encoding_close(source->encoding);
    encoding_close(source->wide);
    if (source->file != NULL) {
        fclose(source->file);
    }
}
