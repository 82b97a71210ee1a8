/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a shard is the beginning of the next, found by the same search, so that both agree. A
 * shard is first read without knowing on which line its rows begin: counting lines means reading
 * all bytes before them, and is done only once a message needs a line. */
#include "ingest/row_range.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/shard.h"

enum { BYTE = 1 };

/* Where a cut is looked for follows from the size alone, so that neighbours begin their search at
 * the same byte. The first shard begins at byte 0 and not behind the header: ranges together are
 * all bytes of the file, which is what parts are held against, and so are their checksums. */
static blackout_status find_ends(struct row_range *range, const struct row_cuts *cuts,
                                 blackout_error *error)
{
    const struct shard shard = {.number = range->number, .of = range->of};
    const struct shard_range near = shard_range_of(&shard, range->size, BYTE);
    blackout_status status = BLACKOUT_OK;
    range->first = 0;
    range->end = range->size;
    if (range->number > 0) {
        status = row_cut_find(&range->first, cuts, near.first, error);
    }
    return status == BLACKOUT_OK && range->number + 1 < range->of
               ? row_cut_find(&range->end, cuts, near.first + near.count, error)
               : status;
}

/* A declared rule may be of all rows together (unique), which no shard sees. */
blackout_status row_range_choose(struct row_range *range, struct row_cuts *cuts,
                                 blackout_error *error)
{
    struct stat info;
    size_t lines = 0;
    if (range->has_rules && range->of > 0) {
        return error_at(
            error, BLACKOUT_ERROR_INPUT, cuts->source, 1, 1,
            "a shard of the rows cannot be held against the rules that are declared for "
            "their fields ('%zu columns'); leave them out of the description, or read "
            "the rows in one run",
            cuts->columns);
    }
    if (stat(cuts->path, &info) != 0) {
        return error_open(error, cuts->source, errno);
    }
    range->size = cuts->size = (uint64_t)info.st_size;
    range->first = range->end = cuts->header_end;
    blackout_status status = range->of > 0 ? find_ends(range, cuts, error) : BLACKOUT_OK;
    /* an earlier search may find no line that looks like a record where a later one finds some: the
     * range is empty then and not turned round, and blackout_parts_open() refuses ranges that do
     * not follow each other */
    range->end = range->end > range->first ? range->end : range->first;
    /* the header has been read when this is asked: reading goes on behind it */
    range->bytes.first = range->first;
    range->bytes.end = range->end > cuts->header_end ? range->end : cuts->header_end;
    if (status == BLACKOUT_OK && range->counts_lines && range->first > 0) {
        status = row_cuts_count_lines(&lines, cuts, range->first, error);
        range->bytes.line = lines + 1;
    }
    return status;
}

void row_range_meet(struct row_range *range, struct arena *arena, const char *name)
{
    if (range->first_name == NULL) {
        range->first_name = arena_copy(arena, name, strlen(name));
    }
}

/* Warnings of the header are none of the rows, and their lines are right in either reading: hence
 * `told`. A range that begins with the file counts its lines from 1 as it is. */
bool row_range_needs_lines(struct row_range *range, const struct diagnostics *diagnostics,
                           const char *source, bool *order_broken)
{
    const bool told = diagnostics_faults_of(diagnostics, source) > 0 ||
                      diagnostics->warning_count > range->told || *order_broken;
    if (!told || range->counts_lines || range->first == 0) {
        return false;
    }
    range->counts_lines = true;
    range->first_name = NULL;
    *order_broken = false;
    return true;
}

/* The slots of the names are not copied: they are freed with the checks that they belong to. */
void row_range_keep(struct row_range *range, const struct business_checks *checks,
                    const struct name_order *order, char *last_name)
{
    range->order = *order;
    range->checks = *checks;
    range->checks.names = (struct near_names){0};
    range->folds_descend = checks->names.descended;
    range->last_name = last_name;
    range->warnings = checks->context->diagnostics->warning_count - range->told;
}
