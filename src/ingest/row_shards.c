/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shard reads the rows between two cuts as if the file had no others, and writes down all that is
 * left of them. Who joins reads the header alone, adds the parts in the order of the file, and
 * reads its bytes once more for their checksums: that of the file, for the report, and those of the
 * ranges, which say that every shard has read this file. What is beyond one shard's sight is
 * refused rather than judged in part: a report of parts has the bytes of one over the whole file,
 * or there is none (docs/decisions/0018). */
#include "ingest/row_shards.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/fold.h"
#include "core/sha256.h"
#include "ingest/business_sums.h"
#include "ingest/row_state.h"
#include "parts/shared_run.h"

/* ---- What can be shared ---------------------------------------------------------------------- */

blackout_status row_shards_take(blackout_dataset_options *options, blackout_shard *shard,
                                blackout_error *error)
{
    if (options->shard == NULL) {
        return BLACKOUT_OK;
    }
    const blackout_status status = shared_run_take(shard, options->shard, error);
    options->shard = shard;
    if (status != BLACKOUT_OK || options->reject == 0) {
        return status;
    }
    return error_field(error, BLACKOUT_ERROR_USAGE, "on-error",
                       "rows with faults cannot be left out of shards of rows ('reject'); correct "
                       "them, or read them in one run");
}

struct row_range *row_shards_range(blackout_dataset *dataset, const blackout_shard *asked)
{
    if (!shared_run_gives(asked)) {
        return NULL;
    }
    struct row_range *range = arena_alloc(&dataset->arena, 1, sizeof *range);
    if (range != NULL) {
        range->number = asked->number - 1;
        range->of = asked->of;
    }
    return range;
}

/* Before anything is read. That the file is in UTF-8 is asked once its first bytes are there
 * (csv.c). */
blackout_status row_shards_check_file(const struct resource *resource, blackout_error *error)
{
    const bool is_file = resource->path != NULL && !resource->once;
    if (resource->present && is_file && csv_layout_is_plain(resource->layout)) {
        return BLACKOUT_OK;
    }
    if (!resource->present) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "shard",
                           "there is no table to read in shards ('dependencies'); add it, or leave "
                           "the shard out");
    }
    return error_at(error, BLACKOUT_ERROR_INPUT, resource->source, 0, 0,
                    "a shard begins in the middle of a file, and %s cannot be read from there; %s",
                    is_file ? "one with comments, or without a header," : "a pipe ('-')",
                    is_file ? "give one with a header and rows alone" : "write it into a file");
}

static blackout_status not_for_shards(const blackout_dataset *dataset, const char *what,
                                      const char *remedy, blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, dataset->tables[DEPENDENCIES].source, 0, 0,
                    "a shard of the rows cannot be judged by itself: %s; %s, or read them in one "
                    "run",
                    what, remedy);
}

/* Who reads all rows has the warnings in the report, with their count, first lines and money over
 * the whole file. Those of the header do not count: whoever joins reads it, and has them again. */
static blackout_status has_warnings(const blackout_dataset *dataset, const struct row_range *range,
                                    blackout_error *error)
{
    const char *source = dataset->tables[DEPENDENCIES].source;
    const struct warning *first = NULL;
    for (size_t i = 0; i < dataset->warnings.count && first == NULL; ++i) {
        const struct warning *warning = &dataset->warnings.items[i];
        const bool is_of_rows = warning->file != NULL && strcmp(warning->file, source) == 0 &&
                                warning->line > range->bytes.header_line;
        first = is_of_rows ? warning : NULL;
    }
    return error_at(error, BLACKOUT_ERROR_INPUT, source, first != NULL ? first->line : 0,
                    first != NULL ? first->column : 0,
                    "a part has no room for warnings of rows (%zu: '%.200s'); correct what they "
                    "say, or read the rows in one run",
                    range->warnings, first != NULL ? first->message : "");
}

/* What only a reader of all rows can say. Of names that are almost the same no list is kept in a
 * part: it would be as large as the file. Where names ascend without regard to case such names are
 * next to each other, and join_names() compares those at the ends of parts. */
static blackout_status check_rows(const blackout_dataset *dataset, const struct row_range *range,
                                  blackout_error *error)
{
    if (range->surveyed_for_signs) {
        return not_for_shards(dataset, "their numbers have signs of percent or of currencies",
                              "write plain numbers, like 0.2 for 20 %", error);
    }
    if (range->surveyed) {
        return not_for_shards(dataset, "their numbers can be read in two ways",
                              "declare the decimal mark", error);
    }
    if (range->folds_descend) {
        return not_for_shards(dataset,
                              "the names of businesses do not ascend without regard to case",
                              "sort the rows by business", error);
    }
    if (dataset->tables[DEPENDENCIES].left_out.count > 0) {
        return not_for_shards(dataset,
                              "some are left out, since they are about what another package "
                              "replaces",
                              "leave them out of the file", error);
    }
    return range->warnings == 0 ? BLACKOUT_OK : has_warnings(dataset, range, error);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

/* All tables but the one that is shared, which no shard has read whole: its bytes are compared by
 * range. */
static blackout_status list_inputs(struct part_input **inputs, size_t *count,
                                   blackout_dataset *dataset, blackout_error *error)
{
    *count = 0;
    *inputs =
        arena_alloc(&dataset->arena, TABLE_COUNT + dataset->price_file_count, sizeof **inputs);
    if (*inputs == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < TABLE_COUNT + dataset->price_file_count; ++i) {
        const struct table *table =
            i < TABLE_COUNT ? &dataset->tables[i] : &dataset->price_files[i - TABLE_COUNT];
        if (i == DEPENDENCIES || !table->present) {
            continue;
        }
        if (table->sha256[0] == '\0') {
            return error_field(error, BLACKOUT_ERROR_USAGE, "shard",
                               "the table has no checksum by which shards could know it ('%.40s'); "
                               "give it as a file",
                               table->source);
        }
        struct part_input *input = &(*inputs)[(*count)++];
        /* all price files are of one table */
        input->name = i < TABLE_COUNT ? schema_table(table->id)->name : table->source;
        memcpy(input->sha256, table->sha256, SHA256_TEXT_SIZE);
    }
    return BLACKOUT_OK;
}

static blackout_status begin_run(struct shared_run *run, blackout_dataset *dataset,
                                 const blackout_shard *asked, const struct shard_plan *plan,
                                 blackout_error *error)
{
    struct part_input *inputs;
    size_t count;
    blackout_status status = list_inputs(&inputs, &count, dataset, error);
    if (status == BLACKOUT_OK) {
        status =
            shared_run_make(run, &dataset->arena, asked,
                            asked->command != NULL ? asked->command : "", inputs, count, error);
    }
    return status == BLACKOUT_OK ? run->shard.begin(run->shard.user, plan, error) : status;
}

/* What a shard has read, beside the state of its rows. */
struct read_bytes {
    const char *sha256;
    uint64_t modified; /* when the file was written last, as the table has it */
};

static void exchange(struct archive *archive, blackout_dataset *dataset, struct row_range *range,
                     size_t line, struct read_bytes *bytes)
{
    row_state_exchange(archive, dataset, range, line);
    archive_text(archive, &dataset->arena, &bytes->sha256);
    archive_number(archive, &bytes->modified);
}

/* Where a shard ends another one begins, and it begins with a chunk: a reader of all rows ends one
 * here as well, so that the sums are the same to the last bit. */
static bool end_chunks(blackout_dataset *dataset, struct row_range *range)
{
    return cells_each_sum(&dataset->cells, chunk_sum_end) &&
           control_each_read(&dataset->control, &dataset->arena, chunk_sum_end) &&
           control_each_used(&dataset->control, &dataset->arena, chunk_sum_end) &&
           business_checks_each_sum(&range->checks, chunk_sum_end);
}

/* The first shard has the lines of the header among its own, so that those of all shards add up to
 * the lines of the file. */
blackout_status row_shards_write(blackout_dataset *dataset, struct row_range *range,
                                 const blackout_shard *asked, blackout_error *error)
{
    const struct shard_plan plan = {.order = SHARD_BYTES,
                                    .all = range->size,
                                    .range = {range->first, range->end - range->first}};
    struct shared_run run;
    const struct table *table = &dataset->tables[DEPENDENCIES];
    struct read_bytes bytes = {.sha256 = table->sha256, .modified = (uint64_t)table->modified};
    blackout_status status = check_rows(dataset, range, error);
    if (status == BLACKOUT_OK && !end_chunks(dataset, range)) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        status = begin_run(&run, dataset, asked, &plan, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct archive archive = {.out = &run.writer.out, .sound = true};
    exchange(&archive, dataset, range, range->first > 0 ? range->bytes.line : 1, &bytes);
    return shared_run_end(&run, status, error);
}

/* ---- Joining --------------------------------------------------------------------------------- */

/* What has been joined so far, and what is read. */
struct joining {
    blackout_dataset *dataset;
    const struct blackout_parts *parts;
    struct row_range all;
    struct read_bytes *bytes; /* [parts] */
    size_t line;              /* of the next part's first row */
};

static blackout_status damaged(const struct part_file *part, blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                    "the part is damaged: what it has of rows is not as it is written ('%.0f "
                    "bytes'); run its task again, --shard %.0f/%.0f",
                    (double)part->byte_count, (double)part->about.number + 1,
                    (double)part->about.of);
}

/* Names ascend from part to part as they do in each: else rows of one business may be in two, or
 * names that are almost the same. */
static blackout_status join_names(struct joining *joining, const struct row_range *next,
                                  const struct part_file *part, blackout_error *error)
{
    struct row_range *all = &joining->all;
    char folded[2][FOLD_SIZE];
    if (next->first_name == NULL) {
        return BLACKOUT_OK;
    }
    bool ascends = name_order_join(&all->order, &next->order);
    if (all->last_name != NULL) {
        fold_text(folded[0], all->last_name, strlen(all->last_name));
        fold_text(folded[1], next->first_name, strlen(next->first_name));
        ascends = name_order_keeps(&all->order, all->last_name, next->first_name) && ascends &&
                  strcmp(folded[0], folded[1]) < 0;
    }
    if (!ascends) {
        return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                        "the names of businesses do not ascend from part to part ('%.60s' after "
                        "'%.60s'); sort the rows by business, or read them in one run",
                        next->first_name, all->last_name != NULL ? all->last_name : "");
    }
    all->last_name = next->last_name;
    return BLACKOUT_OK;
}

/* The checks go from part to part and are added to; all else of `next` is of this part. Its
 * checksum was right (part_file_check()), and what it has may still not be what this program
 * writes: bytes that are left over are as wrong as bytes that lack. */
static blackout_status join_part(struct joining *joining, size_t number, blackout_error *error)
{
    const struct part_file *part = &joining->parts->files[number];
    struct row_range *all = &joining->all;
    struct row_range next = {.checks = all->checks};
    char *bytes = NULL;
    blackout_status status = part_file_bytes(&bytes, part, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct archive archive = {.bytes = bytes, .left = (size_t)part->byte_count, .sound = true};
    exchange(&archive, joining->dataset, &next, joining->line, &joining->bytes[number]);
    free(bytes);
    /* first, or memory that is out would be called damage: both end as unsound */
    if (joining->dataset->arena.failed) {
        return error_memory(error);
    }
    if (!archive.sound || archive.left > 0 || next.bytes.end_line < next.bytes.line) {
        return damaged(part, error);
    }
    joining->line += next.bytes.end_line - next.bytes.line;
    all->checks = next.checks;
    if (all->decimal != '\0' && next.decimal != '\0' && all->decimal != next.decimal) {
        return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                        "the numbers of the part have another decimal mark than those before it "
                        "('%c', not '%c'); write all with the same",
                        next.decimal, all->decimal);
    }
    all->decimal = next.decimal != '\0' ? next.decimal : all->decimal;
    return join_names(joining, &next, part, error);
}

/* ---- The bytes of the file ------------------------------------------------------------------- */

enum { AT_ONCE = 1 << 16 };

/* Reads the next bytes, and compares them with those that the part was made of. */
static blackout_status hash_range(struct sha256 *whole, const struct joining *joining,
                                  size_t number, FILE *file, blackout_error *error)
{
    const struct part_file *part = &joining->parts->files[number];
    const struct table *table = &joining->dataset->tables[DEPENDENCIES];
    char bytes[AT_ONCE];
    char digest[SHA256_TEXT_SIZE];
    struct sha256 range;
    size_t count = 1;
    sha256_init(&range);
    for (uint64_t left = part->about.plan.range.count; left > 0 && count > 0; left -= count) {
        count = fread(bytes, 1, left < AT_ONCE ? (size_t)left : AT_ONCE, file);
        sha256_add(whole, bytes, count);
        sha256_add(&range, bytes, count);
    }
    if (!sha256_finish(&range, digest)) {
        return error_memory(error);
    }
    if (ferror(file)) {
        return error_read(error, table->source, errno);
    }
    return strcmp(digest, joining->bytes[number].sha256) == 0
               ? BLACKOUT_OK
               : error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                          "the part is of other rows than the file has now ('%.80s'); run its task "
                          "again, --shard %.0f/%.0f",
                          table->source, (double)part->about.number + 1, (double)part->about.of);
}

/* The ranges of all parts follow each other and are the file (blackout_parts_open()): one reading
 * gives their checksums and that of the whole. */
static blackout_status hash_file(struct joining *joining, const char *path, blackout_error *error)
{
    struct table *table = &joining->dataset->tables[DEPENDENCIES];
    struct sha256 whole;
    blackout_status status = BLACKOUT_OK;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return error_open(error, table->source, errno);
    }
    sha256_init(&whole);
    for (size_t i = 0; i < joining->parts->count && status == BLACKOUT_OK; ++i) {
        status = hash_range(&whole, joining, i, file, error);
    }
    fclose(file);
    if (!sha256_finish(&whole, table->sha256) && status == BLACKOUT_OK) {
        status = error_memory(error);
    }
    return status;
}

/* Where nobody asks for the checksum of the file, it is not read again: the time at which it was
 * written last is compared in its place, which a copy of the same bytes does not pass. */
static blackout_status compare_times(const struct joining *joining, blackout_error *error)
{
    struct table *table = &joining->dataset->tables[DEPENDENCIES];
    table->sha256[0] = '\0'; /* reading the header has set that of the bytes it took */
    for (size_t i = 0; i < joining->parts->count; ++i) {
        const struct part_file *part = &joining->parts->files[i];
        if (joining->bytes[i].modified != (uint64_t)table->modified) {
            return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                            "the file was written since the part was, or is a copy ('%.80s'); run "
                            "its task again, --shard %.0f/%.0f, or have its bytes compared, "
                            "--format json",
                            table->source, (double)part->about.number + 1, (double)part->about.of);
        }
    }
    return BLACKOUT_OK;
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* Rows are not read with the header. NULL would have the table store them (reader.h). */
static blackout_status take_no_row(void *user, const struct row *row, const char *name,
                                   blackout_error *error)
{
    (void)user;
    (void)row;
    (void)name;
    (void)error;
    return BLACKOUT_OK;
}

/* The plan has the file's size and no range: parts of a file of another size are refused before any
 * is added. Checksums come after the parts, which have those of their ranges. */
static blackout_status join_parts(struct joining *joining, const blackout_shard *asked,
                                  const struct resource *resource, blackout_error *error)
{
    blackout_dataset *dataset = joining->dataset;
    struct table *table = &dataset->tables[DEPENDENCIES];
    const struct shard_plan plan = {.order = SHARD_BYTES, .all = joining->all.size};
    struct shared_run run;
    blackout_status status = begin_run(&run, dataset, asked, &plan, error);
    for (size_t i = 0; i < joining->parts->count && status == BLACKOUT_OK; ++i) {
        status = join_part(joining, i, error);
    }
    if (status == BLACKOUT_OK) {
        status = dataset->no_checksums ? compare_times(joining, error)
                                       : hash_file(joining, resource->path, error);
    }
    if (status == BLACKOUT_OK &&
        !business_checks_each_sum(&joining->all.checks, chunk_sum_finish)) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        /* as reading the file would have left it */
        table->bytes = (size_t)joining->all.size;
        business_checks_finish(&joining->all.checks);
    }
    return status;
}

/* `all.of` stays 0: the range of no shard is the header (row_range.h). */
blackout_status row_shards_join(blackout_dataset *dataset, struct ingest *ingest,
                                const blackout_shard *asked, blackout_error *error)
{
    struct table *table = &dataset->tables[DEPENDENCIES];
    const struct resource *resource = &dataset->package.resources[DEPENDENCIES];
    const struct business_consumer consumer = business_sums_consumer(dataset);
    struct joining *joining = arena_alloc(&dataset->arena, 1, sizeof *joining);
    if (joining == NULL) {
        return error_memory(error);
    }
    *joining = (struct joining){.dataset = dataset, .parts = asked->parts, .line = 1};
    joining->all.order = name_order_any;
    joining->bytes = arena_alloc(&dataset->arena, joining->parts->count, sizeof *joining->bytes);
    if (joining->bytes == NULL) {
        return error_memory(error);
    }
    ingest->range = &joining->all;
    consumer.begin(dataset);
    blackout_status status = table_read(table, resource, ingest, take_no_row, NULL, error);
    ingest->range = NULL;
    if (status != BLACKOUT_OK || table->broken || table->lacks_columns) {
        return status; /* it has been told */
    }
    business_checks_init(&joining->all.checks, table, &ingest->context);
    return join_parts(joining, asked, resource, error);
}
