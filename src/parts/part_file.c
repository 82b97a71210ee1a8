/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values go by the bytes of their doubles, whatever the machine's own order of bytes is. A file is
 * read whole once for its checksum; it is opened again for its values, since a run of thousands of
 * parts may not have all of them open. */
#include "parts/part_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "core/error.h"

enum { VALUE_BYTES = 8 };

/* The last line, "sha256 <64 digits>\n". */
#define LAST_LINE_BEGINS "sha256 "
enum { LAST_LINE_SIZE = sizeof LAST_LINE_BEGINS - 1 + SHA256_TEXT_SIZE };

/* ---- Bytes ----------------------------------------------------------------------------------- */

/* By shifts, as core/archive.c does: the machine that merges may order bytes in the other way. */
static void bytes_of(char bytes[VALUE_BYTES], uint64_t number)
{
    for (int i = 0; i < VALUE_BYTES; ++i) {
        bytes[i] = (char)(unsigned char)(number >> (8 * i) & 0xff);
    }
}

static uint64_t number_of(const char bytes[VALUE_BYTES])
{
    uint64_t number = 0;
    for (int i = 0; i < VALUE_BYTES; ++i) {
        number |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    }
    return number;
}

static double value_of(const char bytes[VALUE_BYTES])
{
    const uint64_t bits = number_of(bytes);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* All bytes but the last line pass through here, those of the head too: what says of which run a
 * part is must be as safe from damage as its values. */
static int write_hashed(void *user, const char *bytes, size_t size)
{
    struct part_writer *writer = user;
    sha256_add(&writer->sha256, bytes, size);
    return writer->sink(writer->user, bytes, size);
}

blackout_status part_writer_begin(struct part_writer *writer, const struct part_about *about,
                                  blackout_sink *sink, void *user, blackout_error *error)
{
    *writer = (struct part_writer){.sink = sink, .user = user, .plan = about->plan};
    sha256_init(&writer->sha256);
    writer_init(&writer->out, write_hashed, writer);
    return part_head_write(about, write_hashed, writer, error);
}

static void put_number(struct part_writer *writer, uint64_t number)
{
    char bytes[VALUE_BYTES];
    bytes_of(bytes, number);
    writer_bytes(&writer->out, bytes, sizeof bytes);
}

static void put_values(struct part_writer *writer, const double *values, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        uint64_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        put_number(writer, bits);
    }
}

/* -0 counts as 0, and is 0 when it is taken: no report tells the two apart. */
static bool has_values(const double *values, size_t count)
{
    size_t i = 0;
    while (i < count && values[i] == 0) {
        ++i;
    }
    return i < count;
}

/* Nothing is returned: a sink that refuses sticks in the writer, and part_writer_end() says so. */
void part_writer_add(struct part_writer *writer, const struct shard_range *range,
                     const double *values)
{
    const size_t columns = writer->plan.columns;
    /* every thing has a value, so that none needs its number */
    if (writer->plan.order == SHARD_COLUMNS) {
        put_values(writer, values, (size_t)range->count);
        return;
    }
    for (size_t i = 0; i < range->count; ++i) {
        const double *row = values + i * columns;
        if (has_values(row, columns)) {
            put_number(writer, range->first + i);
            put_values(writer, row, columns);
        }
    }
}

/* The checksum goes to the sink itself, since it is not of its own bytes. The buffer is emptied
 * before: what it holds is not in the checksum yet. */
blackout_status part_writer_end(struct part_writer *writer, blackout_status status,
                                blackout_error *error)
{
    char digest[SHA256_TEXT_SIZE];
    if (status == BLACKOUT_OK) {
        status = writer_finish(&writer->out, error);
    }
    if (status != BLACKOUT_OK) {
        sha256_free(&writer->sha256);
        return status;
    }
    if (!sha256_finish(&writer->sha256, digest)) {
        return error_memory(error);
    }
    writer_init(&writer->out, writer->sink, writer->user);
    writer_format(&writer->out, LAST_LINE_BEGINS "%s\n", digest);
    return writer_finish(&writer->out, error);
}

/* ---- Reading: the whole file ----------------------------------------------------------------- */

static blackout_status damaged(const struct part_file *part, const char *what,
                               blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                    "the part is damaged: %s; run its task again, --shard %.0f/%.0f", what,
                    (double)part->about.number + 1, (double)part->about.of);
}

static blackout_status no_part(const char *path, blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, path, 0, 0,
                    "the file is no part of a run; give files that --shard has written");
}

/* The first line, after which the values begin. As many bytes as the longest line may have are read
 * at once, from the heap, since they are too many for the stacks of threads. */
static blackout_status read_head(struct part_file *part, struct arena *arena, FILE *file,
                                 blackout_error *error)
{
    char *head = malloc(PART_LONGEST_HEAD);
    if (head == NULL) {
        return error_memory(error);
    }
    const size_t size = fread(head, 1, PART_LONGEST_HEAD, file);
    const char *end = memchr(head, '\n', size);
    blackout_status status = BLACKOUT_OK;
    if (ferror(file)) {
        status = error_open(error, part->path, errno);
    } else if (!part_head_begins(head, size) || end == NULL) {
        status = no_part(part->path, error);
    } else {
        part->first_byte = (uint64_t)(end - head) + 1;
        status = part_head_read(&part->about, arena, part->path, head, (size_t)(end - head), error);
    }
    free(head);
    return status;
}

/* Hashes the first `size` bytes; an empty digest where they cannot be read. Error:
 * BLACKOUT_ERROR_MEMORY. */
static blackout_status hash_bytes(char digest[SHA256_TEXT_SIZE], FILE *file, uint64_t size,
                                  blackout_error *error)
{
    enum { AT_ONCE = 1 << 16 };
    char *bytes = malloc(AT_ONCE);
    struct sha256 sha256;
    bool sound = fseeko(file, 0, SEEK_SET) == 0;
    sha256_init(&sha256);
    while (bytes != NULL && sound && size > 0) {
        const size_t count = size < AT_ONCE ? (size_t)size : AT_ONCE;
        sound = fread(bytes, 1, count, file) == count;
        sha256_add(&sha256, bytes, sound ? count : 0);
        size -= count;
    }
    const bool made = sha256_finish(&sha256, digest) && bytes != NULL;
    free(bytes);
    digest[0] = sound ? digest[0] : '\0';
    return made ? BLACKOUT_OK : error_memory(error);
}

/* How many bytes the values take, as far as the head knows. A right checksum does not say that: it
 * is of whatever was written, while later reads count on the size. columns + 1 must not overflow.
 */
static bool has_right_size(const struct part_file *part)
{
    const struct shard_plan *plan = &part->about.plan;
    const uint64_t values = part->byte_count / VALUE_BYTES;
    if (plan->order == SHARD_BYTES) {
        return plan->columns == 0; /* what is in them says it */
    }
    if (part->byte_count % VALUE_BYTES != 0) {
        return false;
    }
    /* a record is the number of its thing and the values; things of zeros alone have none */
    if (plan->order == SHARD_ROWS) {
        return plan->columns < UINT64_MAX && values % (plan->columns + 1) == 0 &&
               values / (plan->columns + 1) <= plan->range.count;
    }
    return plan->columns == 0
               ? values == 0
               : values % plan->columns == 0 && values / plan->columns == plan->range.count;
}

/* After the bytes of the checksum the file is at its last line, which is read from there. */
static blackout_status check_digest(const struct part_file *part, FILE *file, uint64_t size,
                                    blackout_error *error)
{
    char last[LAST_LINE_SIZE + 1] = "";
    char digest[SHA256_TEXT_SIZE];
    char expected[LAST_LINE_SIZE + 1];
    blackout_status status = hash_bytes(digest, file, size - LAST_LINE_SIZE, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (digest[0] == '\0' || fread(last, 1, LAST_LINE_SIZE, file) != LAST_LINE_SIZE) {
        return damaged(part, "it cannot be read to its end", error);
    }
    snprintf(expected, sizeof expected, LAST_LINE_BEGINS "%s\n", digest);
    return memcmp(last, expected, LAST_LINE_SIZE) == 0
               ? BLACKOUT_OK
               : damaged(part, "its checksum is not that of its bytes", error);
}

/* Size first, then checksum, then what the head promises: each needs that the one before is right.
 */
blackout_status part_file_check(struct part_file *part, struct arena *arena, const char *path,
                                FILE *file, blackout_error *error)
{
    *part = (struct part_file){.path = path};
    blackout_status status = read_head(part, arena, file, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const off_t end = fseeko(file, 0, SEEK_END) == 0 ? ftello(file) : -1;
    if (end < 0) {
        return error_open(error, path, errno);
    }
    const uint64_t size = (uint64_t)end;
    if (size < part->first_byte + LAST_LINE_SIZE) {
        return damaged(part, "it has no end", error);
    }
    part->byte_count = size - part->first_byte - LAST_LINE_SIZE;
    status = check_digest(part, file, size, error);
    return status != BLACKOUT_OK || has_right_size(part)
               ? status
               : damaged(part, "it has another number of values than its first line says", error);
}

/* ---- Reading: values ------------------------------------------------------------------------- */

/* Reads `count` doubles into `values`, where their bytes go first: a buffer beside it would double
 * what a column of all samples takes. */
static bool read_values(double *values, size_t count, FILE *file)
{
    if (fread(values, VALUE_BYTES, count, file) != count) {
        return false;
    }
    for (size_t i = 0; i < count; ++i) {
        char bytes[VALUE_BYTES];
        memcpy(bytes, &values[i], sizeof bytes);
        values[i] = value_of(bytes);
    }
    return true;
}

/* At a byte of the values. Files are closed again after each column: see above. */
static FILE *open_at(const struct part_file *part, uint64_t byte, blackout_error *error)
{
    FILE *file = fopen(part->path, "rb");
    if (file == NULL || fseeko(file, (off_t)(part->first_byte + byte), SEEK_SET) != 0) {
        error_open(error, part->path, errno);
        if (file != NULL) {
            fclose(file);
        }
        return NULL;
    }
    return file;
}

/* The checksum was right when the parts were opened, so that another process must have written
 * since. */
static blackout_status changed(const struct part_file *part, blackout_error *error)
{
    return damaged(part, "it is not what it was when it was checked", error);
}

blackout_status part_file_column(double *values, const struct part_file *part, size_t column,
                                 blackout_error *error)
{
    const uint64_t count = part->about.plan.range.count;
    if (count == 0) {
        return BLACKOUT_OK; /* most of more parts than blocks are empty: no file is opened for them
                             */
    }
    FILE *file = open_at(part, column * count * VALUE_BYTES, error);
    if (file == NULL) {
        return BLACKOUT_ERROR_IO;
    }
    const bool sound = read_values(values, (size_t)count, file);
    fclose(file);
    return sound ? BLACKOUT_OK : changed(part, error);
}

/* Room for a byte where there is none: NULL has to mean that memory is out. */
blackout_status part_file_bytes(char **bytes, const struct part_file *part, blackout_error *error)
{
    const size_t count = (size_t)part->byte_count;
    char *read = malloc(count > 0 ? count : 1);
    if (read == NULL) {
        return error_memory(error);
    }
    FILE *file = open_at(part, 0, error);
    const bool sound = file != NULL && fread(read, 1, count, file) == count;
    if (file != NULL) {
        fclose(file);
    }
    if (sound) {
        *bytes = read;
        return BLACKOUT_OK;
    }
    free(read);
    return file != NULL ? changed(part, error) : BLACKOUT_ERROR_IO;
}

/* The number of the next record, if there is one: each is above the one before, in the range. Who
 * takes the values counts on both: the number says where in memory they go. */
static blackout_status read_next(struct part_rows *rows, bool is_first, blackout_error *error)
{
    const struct shard_range *range = &rows->part->about.plan.range;
    char bytes[VALUE_BYTES];
    rows->has_next = rows->left > 0;
    if (!rows->has_next) {
        return BLACKOUT_OK;
    }
    if (fread(bytes, 1, sizeof bytes, rows->file) != sizeof bytes) {
        return changed(rows->part, error);
    }
    const uint64_t number = number_of(bytes);
    const bool ascends = is_first || number > rows->next;
    rows->next = number;
    --rows->left;
    return ascends && number >= range->first && number - range->first < range->count
               ? BLACKOUT_OK
               : damaged(rows->part, "its rows are not in order", error);
}

void part_rows_close(struct part_rows *rows)
{
    if (rows->file != NULL) {
        fclose(rows->file);
    }
    *rows = (struct part_rows){.part = NULL};
}

blackout_status part_rows_open(struct part_rows *rows, const struct part_file *part,
                               blackout_error *error)
{
    part_rows_close(rows);
    rows->part = part;
    rows->left = part->byte_count / (VALUE_BYTES * ((uint64_t)part->about.plan.columns + 1));
    rows->file = open_at(part, 0, error);
    return rows->file != NULL ? read_next(rows, true, error) : BLACKOUT_ERROR_IO;
}

blackout_status part_rows_take(struct part_rows *rows, double *values, blackout_error *error)
{
    return read_values(values, rows->part->about.plan.columns, rows->file)
               ? read_next(rows, false, error)
               : changed(rows->part, error);
}
