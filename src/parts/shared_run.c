/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a run, which knows of ranges and values alone, and files. A run that takes is first
 * compared with its parts, so that they are of just what it is of: it has read the inputs again,
 * and one of them may have changed since the tasks ran. */
#include "parts/shared_run.h"

#include <string.h>

#include "blackout/version.h"
#include "core/error.h"
#include "core/file_hash.h"
#include "core/options.h"

/* ---- Giving ---------------------------------------------------------------------------------- */

/* The head is written here and not before: only now does the run know how many values it has. */
static blackout_status begin_part(void *user, const struct shard_plan *plan, blackout_error *error)
{
    struct shared_run *run = user;
    run->own.about.plan = *plan;
    run->is_begun = true;
    return part_writer_begin(&run->writer, &run->own.about, run->asked->sink, run->asked->user,
                             error);
}

/* A sink that refuses is noticed at the end: the run is short where it fails. */
static blackout_status give(void *user, const struct shard_range *range, const double *values,
                            blackout_error *error)
{
    struct shared_run *run = user;
    (void)error;
    part_writer_add(&run->writer, range, values);
    return BLACKOUT_OK;
}

/* ---- Taking ---------------------------------------------------------------------------------- */

/* The first part speaks for all, which are equal to it. How many there are is taken from it: this
 * run is none of them. */
static blackout_status begin_parts(void *user, const struct shard_plan *plan, blackout_error *error)
{
    struct shared_run *run = user;
    const struct part_file *first = &run->asked->parts->files[0];
    struct part_about here = run->own.about;
    here.plan = *plan;
    here.of = first->about.of;
    run->own.about.plan = *plan;
    run->is_begun = true;
    return parts_compare(first, &here, "this run", error);
}

/* Parts have ranges that follow each other and cover all things, so that every value is written. */
static blackout_status take_column(struct shared_run *run, double *values, blackout_error *error)
{
    const struct blackout_parts *parts = run->asked->parts;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < parts->count && status == BLACKOUT_OK; ++i) {
        const struct part_file *part = &parts->files[i];
        status = part_file_column(values + part->about.plan.range.first, part, run->column, error);
    }
    ++run->column;
    return status;
}

/* Goes on to the part that has the next record, if there is one. */
static blackout_status find_rows(struct shared_run *run, blackout_error *error)
{
    const struct blackout_parts *parts = run->asked->parts;
    blackout_status status = BLACKOUT_OK;
    while (!run->rows.has_next && run->part < parts->count && status == BLACKOUT_OK) {
        status = part_rows_open(&run->rows, &parts->files[run->part++], error);
    }
    return status;
}

/* What has no record is 0. Records are taken while they are in the range, and the next one stays
 * open for the next call: so all parts are read once, whatever ranges the run asks for. */
static blackout_status take_rows(struct shared_run *run, const struct shard_range *range,
                                 double *values, blackout_error *error)
{
    const size_t columns = run->own.about.plan.columns;
    memset(values, 0, (size_t)range->count * columns * sizeof *values);
    blackout_status status = find_rows(run, error);
    while (status == BLACKOUT_OK && run->rows.has_next &&
           run->rows.next < range->first + range->count) {
        if (run->rows.next < range->first) { /* ranges follow each other, and so do records */
            return error_set(error, BLACKOUT_ERROR_INPUT,
                             "rows of parts are not in order ('%.0f'); run the tasks again",
                             (double)run->rows.next);
        }
        status =
            part_rows_take(&run->rows, values + (run->rows.next - range->first) * columns, error);
        if (status == BLACKOUT_OK) {
            status = find_rows(run, error);
        }
    }
    return status;
}

/* By columns `range` is all things, and is not asked: a column is taken whole. */
static blackout_status take(void *user, const struct shard_range *range, double *values,
                            blackout_error *error)
{
    struct shared_run *run = user;
    return run->own.about.plan.order == SHARD_COLUMNS ? take_column(run, values, error)
                                                      : take_rows(run, range, values, error);
}

/* ---- Life ------------------------------------------------------------------------------------ */

static blackout_status check(const blackout_shard *asked, blackout_error *error)
{
    const bool is_one_of = asked->number >= 1 && asked->number <= asked->of;
    if (asked->parts != NULL ||
        (is_one_of && asked->of <= BLACKOUT_MOST_SHARDS && asked->sink != NULL)) {
        return BLACKOUT_OK;
    }
    return error_field(error, BLACKOUT_ERROR_USAGE, "shard",
                       "there is no such shard ('%zu/%zu'); give one from 1/N to N/N, N at most %d",
                       asked->number, asked->of, BLACKOUT_MOST_SHARDS);
}

blackout_status shared_run_take(blackout_shard *taken, const blackout_shard *asked,
                                blackout_error *error)
{
    static const struct options_kind kind = {sizeof *asked, "blackout_shard",
                                             "BLACKOUT_SHARD_INIT"};
    const blackout_status status = options_take(taken, asked, &kind, error);
    return status == BLACKOUT_OK ? check(taken, error) : status;
}

/* The files that the caller names, after the tables. They have been read before, and are read once
 * more here: what was hashed then is not known to this folder. */
static blackout_status add_files(struct part_input *inputs, const blackout_shard *asked,
                                 blackout_error *error)
{
    for (size_t i = 0; i < asked->file_count; ++i) {
        char digest[HASH_TEXT_SIZE];
        inputs[i].name = asked->files[i];
        if (!file_hash(digest, asked->files[i], HASH_SHA256)) {
            return error_at(error, BLACKOUT_ERROR_IO, asked->files[i], 0, 0,
                            "the file cannot be read again for its checksum; give a file, no pipe");
        }
        memcpy(inputs[i].sha256, digest, SHA256_TEXT_SIZE);
    }
    return BLACKOUT_OK;
}

bool shared_run_gives(const blackout_shard *asked)
{
    return asked != NULL && asked->parts == NULL;
}

/* A run that takes is shard 0 of 1 to its own code, and so evaluates "all things". */
blackout_status shared_run_make(struct shared_run *run, struct arena *arena,
                                const blackout_shard *asked, const char *command,
                                const struct part_input *inputs, size_t input_count,
                                blackout_error *error)
{
    blackout_shard *taken = arena_alloc(arena, 1, sizeof *taken);
    const blackout_status status =
        taken != NULL ? shared_run_take(taken, asked, error) : error_memory(error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct part_input *all = arena_alloc(arena, input_count + taken->file_count, sizeof *all);
    if (all == NULL) {
        return error_memory(error);
    }
    const bool gives = shared_run_gives(taken);
    memcpy(all, inputs, input_count * sizeof *all);
    *run = (struct shared_run){.shard = {.number = gives ? taken->number - 1 : 0,
                                         .of = gives ? taken->of : 1,
                                         .begin = gives ? begin_part : begin_parts,
                                         .give = gives ? give : NULL,
                                         .take = gives ? NULL : take,
                                         .user = run},
                               .asked = taken,
                               .own.about = {.version = blackout_version(),
                                             .methodology = blackout_model_version(),
                                             .command = command,
                                             .arguments = taken->arguments,
                                             .argument_count = taken->argument_count,
                                             .inputs = all,
                                             .input_count = input_count + taken->file_count,
                                             .number = gives ? taken->number - 1 : 0,
                                             .of = gives ? taken->of : 1}};
    return add_files(all + input_count, taken, error);
}

/* A run that failed before it knew its values has written no head: there is no part to end. */
blackout_status shared_run_end(struct shared_run *run, blackout_status status,
                               blackout_error *error)
{
    part_rows_close(&run->rows);
    return run->is_begun && run->shard.give != NULL ? part_writer_end(&run->writer, status, error)
                                                    : status;
}
