/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of `dependencies` of one shard: which bytes of the file they are, and what has to be
 * known of them beside their sums, so that ranges can be joined. */
#ifndef BLACKOUT_INGEST_ROW_RANGE_H
#define BLACKOUT_INGEST_ROW_RANGE_H

#include "ingest/business_checks.h"
#include "ingest/name_order.h"
#include "ingest/row_cuts.h"

struct row_range {
    uint64_t number;   /* of the shard, from 0 */
    uint64_t of;       /* 0: no rows are read, the header alone */
    bool counts_lines; /* the number of the first row's line is asked for */
    /* what is found */
    uint64_t size;           /* of the file, in bytes */
    uint64_t first;          /* the range's bytes: of the first shard with the header, */
    uint64_t end;            /* so that ranges cover the file */
    struct csv_range bytes;  /* ... as they are read: without the header */
    size_t told;             /* warnings when the header had been read */
    size_t warnings;         /* of rows */
    char decimal;            /* mark that a number has shown, or 0 */
    bool surveyed;           /* the whole file was looked at, for how it writes numbers, ... */
    bool surveyed_for_signs; /* ... of percent or of a currency, and not for marks alone */
    bool has_rules;          /* its fields have rules of their own, some of which are on all rows */
    struct business_checks checks; /* of the rows; without the names */
    struct name_order order;
    bool folds_descend; /* some name, folded, is not after the one before it */
    char *first_name;   /* of an arena; NULL: there are no rows */
    char *last_name;
};

/* Notes the first business of the rows. */
void row_range_meet(struct row_range *range, struct arena *arena, const char *name);

/* Whether the lines before the rows have to be counted, and the rows be read again, since something
 * is to be told of one, or their order is broken: then they are taken up anew. */
bool row_range_needs_lines(struct row_range *range, const struct diagnostics *diagnostics,
                           const char *source, bool *order_broken);

/* Keeps what is asked for beside the sums; `last_name` is of an arena. */
void row_range_keep(struct row_range *range, const struct business_checks *checks,
                    const struct name_order *order, char *last_name);

/* Chooses the bytes; `cuts` lacks the size of the file. */
blackout_status row_range_choose(struct row_range *range, struct row_cuts *cuts,
                                 blackout_error *error);

#endif
