/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the one part of a run: refused with a reason, or all of its values can be taken, and
 * all rows joined. The
 * first byte chooses whether the last line is what the bytes have or the checksum that is right,
 * without which no changed byte would be looked at. */
#include "fuzz.h"

#include "core/error.h"
#include "ingest/row_state.h"
#include "parts/parts.h"

enum { LAST_LINE = 72, MOST_VALUES = 1 << 16, COLUMNS_TAKEN = 4 };

/* The file with the checksum of what stands before its last line. */
static void write_right(char path[FUZZ_PATH_SIZE], const uint8_t *data, size_t size)
{
    struct sha256 sha256;
    char digest[SHA256_TEXT_SIZE];
    const size_t kept = size > LAST_LINE ? size - LAST_LINE : size;
    fuzz_write_file(path, "part", data, kept);
    sha256_init(&sha256);
    sha256_add(&sha256, data, kept);
    fuzz_require(sha256_finish(&sha256, digest));
    FILE *file = fopen(path, "ab");
    fuzz_require(file != NULL);
    fprintf(file, "sha256 %s\n", digest);
    fclose(file);
}

/* Every value is there, since the size was compared with the head. */
static void take_columns(const struct part_file *part)
{
    const struct shard_plan *plan = &part->about.plan;
    static double values[MOST_VALUES];
    blackout_error error = {0};
    for (size_t c = 0; c < plan->columns && c < COLUMNS_TAKEN; ++c) {
        fuzz_require(plan->range.count > MOST_VALUES ||
                     part_file_column(values, part, c, &error) == BLACKOUT_OK);
    }
}

/* Rows may be out of order. */
static void take_rows(const struct part_file *part)
{
    const struct shard_plan *plan = &part->about.plan;
    static double values[MOST_VALUES];
    struct part_rows rows = {.part = NULL};
    blackout_error error = {0};
    blackout_status status = part_rows_open(&rows, part, &error);
    while (status == BLACKOUT_OK && rows.has_next && plan->columns <= MOST_VALUES) {
        fuzz_require(rows.next >= plan->range.first &&
                     rows.next - plan->range.first < plan->range.count);
        status = part_rows_take(&rows, values, &error);
    }
    fuzz_require(status == BLACKOUT_OK || error.message[0] != '\0');
    part_rows_close(&rows);
}

/* What is read of rows is sound or not; either way it can be given back. */
static void take_bytes(const struct part_file *part)
{
    blackout_error error = {0};
    char *bytes = NULL;
    struct row_range *range = calloc(1, sizeof *range);
    blackout_dataset *dataset = calloc(1, sizeof *dataset);
    fuzz_require(range != NULL && dataset != NULL &&
                 strings_init(&dataset->strings, &dataset->arena) == 0);
    fuzz_require(part_file_bytes(&bytes, part, &error) == BLACKOUT_OK);
    dataset->cells.arena = &dataset->arena;
    struct archive archive = {.bytes = bytes, .left = (size_t)part->byte_count, .sound = true};
    row_state_exchange(&archive, dataset, range, 1);
    free(bytes);
    free(range);
    blackout_dataset_free(dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH_SIZE];
    blackout_error error = {0};
    blackout_parts *parts = NULL;
    if (size == 0) {
        return 0;
    }
    if (data[0] % 2 == 0) {
        fuzz_write_file(path, "part", data + 1, size - 1);
    } else {
        write_right(path, data + 1, size - 1);
    }
    const char *const paths[] = {path};
    blackout_status status = blackout_parts_open(&parts, paths, 1, &error);
    fuzz_require((status == BLACKOUT_OK) == (parts != NULL));
    fuzz_require(status == BLACKOUT_OK ||
                 (error.message[0] != '\0' && strchr(error.message, '\n') == NULL));
    const enum shard_order order = parts != NULL ? parts->files[0].about.plan.order : SHARD_COLUMNS;
    if (parts != NULL) {
        (order == SHARD_COLUMNS ? take_columns
         : order == SHARD_ROWS  ? take_rows
                                : take_bytes)(&parts->files[0]);
    }
    blackout_parts_free(parts);
    return 0;
}
