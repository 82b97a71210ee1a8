/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: activity, fallbacks, supply, credits. Rows that have a fault already, and the sums they
 * belong to, are passed over, and so is a table that is not whole: a sum over a part of its rows
 * says nothing. */
#include "ingest/table_checks.h"

#include <math.h>
#include <stdlib.h>

#include "core/sum.h"
#include "ingest/fallbacks.h"
#include "ingest/share_sum.h"
#include "tables/groups.h"

/* ---- activity -------------------------------------------------------------------------------- */

/* Reports the first hour that a profile lacks; false if it lacks none. Downwards, so that the hour
 * which is left is the first one missing. */
static bool is_incomplete(const struct table_context *context, const struct place *place,
                          const bool seen[HOURS_PER_WEEK], const char *name)
{
    size_t count = 0;
    int missing = -1;
    for (int hour = HOURS_PER_WEEK - 1; hour >= 0; --hour) {
        count += seen[hour] ? 1 : 0;
        missing = seen[hour] ? missing : hour;
    }
    if (missing >= 0) {
        diagnostics_fault(context->diagnostics, place, "incomplete_week",
                          "a profile has %zu of 168 hours of the week ('%s', hour %d is missing); "
                          "one row for each hour from 0 to 167",
                          count, name, missing);
    }
    return missing >= 0;
}

/* A profile with rows that were lost is not judged: the missing hours may be theirs. One row with a
 * fault, and nothing is said of its week: that fault is the one to mend. Where the profile of some
 * row is not known, that row may have the hour. */
static void check_week(const struct table_context *context, const struct table *table,
                       const struct group *week, bool may_lack_hours)
{
    bool seen[HOURS_PER_WEEK] = {false};
    double sum = 0;
    const struct row *first = &table->rows[week->rows[0]];
    for (size_t i = 0; i < week->count; ++i) {
        const struct row *row = &table->rows[week->rows[i]];
        if (row->faulty) {
            return;
        }
        seen[(int)row->cells[ACTIVITY_HOUR_OF_WEEK].number] = true;
        sum += row->cells[ACTIVITY_WEIGHT].number;
    }
    struct place place = table_place(table, first, ACTIVITY_PROFILE);
    const char *name = check_text(context, first, ACTIVITY_PROFILE);
    if (table_lost(table, first->cells[ACTIVITY_PROFILE].text)) {
        return;
    }
    if (!may_lack_hours && is_incomplete(context, &place, seen, name)) {
        return;
    }
    if (!(sum > 0)) {
        diagnostics_fault(context->diagnostics, &place, "zero_week",
                          "the weights of a profile are all 0 ('%s'); at least one weight above 0",
                          name);
    }
}

/* Rows without a profile are a group as well, and none that is judged. */
blackout_status check_activity(const struct table_context *context, struct table *table,
                               blackout_error *error)
{
    const int by_profile[] = {ACTIVITY_PROFILE};
    const bool bad_key = check_has_bad_key(context, table, ACTIVITY_PROFILE);
    struct groups weeks;
    blackout_status status = BLACKOUT_OK;
    if (check_is_whole(table)) {
        status = groups_make(&weeks, table, by_profile, 1, error);
        for (size_t i = 0; i < weeks.count && status == BLACKOUT_OK; ++i) {
            if (table->rows[weeks.groups[i].rows[0]].cells[ACTIVITY_PROFILE].given) {
                check_week(context, table, &weeks.groups[i], bad_key);
            }
        }
        groups_free(&weeks);
    }
    return status;
}

/* ---- fallbacks ------------------------------------------------------------------------------- */

/* `sales: web 0.4 + store 0.4 + email 0.4`, so that a reader finds the rows. */
static const char *listed_shares(const struct table_context *context, const struct table *table,
                                 const struct group *flow)
{
    enum { MOST_LISTED = 8 };
    const struct row *first = &table->rows[flow->rows[0]];
    const bool has_sector = first->cells[FALLBACKS_SECTOR].given;
    const char *list = arena_format(
        context->arena, "%s%s%s:", has_sector ? check_text(context, first, FALLBACKS_SECTOR) : "",
        has_sector ? "/" : "", check_text(context, first, FALLBACKS_CHANNEL));
    for (size_t i = 0; list != NULL && i < flow->count && i < MOST_LISTED; ++i) {
        const struct row *row = &table->rows[flow->rows[i]];
        list = arena_format(context->arena, "%s%s %s %.4g", list, i > 0 ? " +" : "",
                            check_text(context, row, FALLBACKS_FALLBACK),
                            row->cells[FALLBACKS_SHARE].number);
    }
    return list != NULL ? list : "";
}

/* Reported at the last row of the flow, and only if all are good. That the shares come to less is
 * no fault: the rest of the flow goes nowhere. */
static void check_flow(const struct table_context *context, const struct table *table,
                       const struct group *flow)
{
    struct sum sum = {0};
    for (size_t i = 0; i < flow->count; ++i) {
        if (table->rows[flow->rows[i]].faulty) {
            return;
        }
        sum_add(&sum, table->rows[flow->rows[i]].cells[FALLBACKS_SHARE].number);
    }
    if (sum_value(&sum) > 1 + share_sum_tolerance) {
        struct place place =
            table_place(table, &table->rows[flow->rows[flow->count - 1]], FALLBACKS_SHARE);
        diagnostics_fault(context->diagnostics, &place, "share_sum",
                          "the shares of one flow add up to more than 1 ('%.6g'; %.200s); at most "
                          "1 for each sector and channel",
                          sum_value(&sum), listed_shares(context, table, flow));
    }
}

/* Fallbacks are looked up here and not by the schema, since words outside of all tables are
 * fallbacks too. Also of a table that lacks columns, whose sums are not judged. */
blackout_status check_fallbacks(const struct table_context *context, struct table *table,
                                blackout_error *error)
{
    const int by_flow[] = {FALLBACKS_SECTOR, FALLBACKS_CHANNEL};
    struct groups flows;
    for (size_t i = 0; i < table->row_count; ++i) {
        struct row *row = &table->rows[i];
        const struct cell *fallback = &row->cells[FALLBACKS_FALLBACK];
        if (fallback->given && !fallback_is_known(context, fallback->text)) {
            struct place place = table_place(table, row, FALLBACKS_FALLBACK);
            fallback_fault(context, &place, check_text(context, row, FALLBACKS_FALLBACK));
            row->faulty = true;
        }
    }
    if (table->lacks_columns) {
        return BLACKOUT_OK;
    }
    blackout_status status = groups_make(&flows, table, by_flow, 2, error);
    for (size_t i = 0; i < flows.count && status == BLACKOUT_OK; ++i) {
        check_flow(context, table, &flows.groups[i]);
    }
    groups_free(&flows);
    return status;
}

/* ---- supply ---------------------------------------------------------------------------------- */

/* What a sector buys is part of its output; reported at its last row. Where that holds for all, no
 * loss grows from sector to sector. From 1 on the chain of losses from sector to sector would not
 * end (the Leontief inverse need not exist). */
static void check_inputs(const struct table_context *context, const struct table *table,
                         const struct group *inputs)
{
    const struct row *last = &table->rows[inputs->rows[inputs->count - 1]];
    struct sum sum = {0};
    for (size_t i = 0; i < inputs->count; ++i) {
        const struct row *row = &table->rows[inputs->rows[i]];
        if (row->faulty) {
            return;
        }
        sum_add(&sum, row->cells[SUPPLY_COEFFICIENT].number);
    }
    if (!(sum_value(&sum) < 1)) {
        struct place place = table_place(table, last, SUPPLY_COEFFICIENT);
        diagnostics_fault(
            context->diagnostics, &place, "coefficient_sum",
            "the inputs of '%s' add up to ('%.6g') per unit of its output; less than 1",
            check_text(context, last, SUPPLY_SECTOR), sum_value(&sum));
    }
}

blackout_status check_supply(const struct table_context *context, struct table *table,
                             blackout_error *error)
{
    const int by_sector[] = {SUPPLY_SECTOR};
    struct groups sectors;
    blackout_status status = BLACKOUT_OK;
    if (check_is_whole(table)) {
        status = groups_make(&sectors, table, by_sector, 1, error);
        for (size_t i = 0; i < sectors.count && status == BLACKOUT_OK; ++i) {
            check_inputs(context, table, &sectors.groups[i]);
        }
        groups_free(&sectors);
    }
    return status;
}

/* ---- credits --------------------------------------------------------------------------------- */

static void report_credit(const struct table_context *context, const struct table *table,
                          const struct row *deep, const struct row *mild)
{
    const double bound = mild->cells[CREDITS_AVAILABILITY_BELOW].number;
    const double share = mild->cells[CREDITS_CREDIT_SHARE].number;
    struct place place = table_place(table, deep, CREDITS_CREDIT_SHARE);
    diagnostics_fault(
        context->diagnostics, &place, "bad_value",
        "a month below %.10g gives back less than one below %.10g ('%.10g'); at least "
        "%.10g",
        deep->cells[CREDITS_AVAILABILITY_BELOW].number, bound,
        deep->cells[CREDITS_CREDIT_SHARE].number, share);
}

/* A row of a platform, and what it has to give back at least, or NULL. */
struct tier {
    const struct row *row;
    const struct row *mild;
};

static double bound_of(const struct tier *tier)
{
    return tier->row->cells[CREDITS_AVAILABILITY_BELOW].number;
}

static double share_of(const struct row *row)
{
    return row->cells[CREDITS_CREDIT_SHARE].number;
}

/* The best months first; rows ascend in the table as their addresses do. */
static int by_bound(const void *a, const void *b)
{
    const struct tier *x = a;
    const struct tier *y = b;
    return bound_of(x) != bound_of(y) ? (bound_of(x) < bound_of(y) ? 1 : -1)
                                      : (x->row > y->row) - (x->row < y->row);
}

/* Back in the order of the table, in which faults are reported. */
static int by_row(const void *a, const void *b)
{
    const struct row *x = ((const struct tier *)a)->row;
    const struct row *y = ((const struct tier *)b)->row;
    return (x > y) - (x < y);
}

/* Of the rows whose months are better than those of a row and that give back more, the one that
 * gives back most, the first in the table if there are several. Rows of one bound are not held
 * against each other: they are looked at before any of them counts. Sorted twice, so that a
 * platform with many rows does not take the square of their number. */
static void find_milder(struct tier *tiers, size_t count)
{
    const struct row *most = NULL;
    size_t end = 0;
    qsort(tiers, count, sizeof *tiers, by_bound);
    for (size_t first = 0; first < count; first = end) {
        const struct row *next = most;
        for (end = first; end < count && bound_of(&tiers[end]) == bound_of(&tiers[first]); ++end) {
            const struct row *row = tiers[end].row;
            tiers[end].mild = most != NULL && share_of(most) > share_of(row) ? most : NULL;
            const bool more = next == NULL || share_of(row) > share_of(next) ||
                              (share_of(row) == share_of(next) && row < next);
            next = more ? row : next;
        }
        most = next;
    }
    qsort(tiers, count, sizeof *tiers, by_row);
}

/* A month that was worse may not give back less. */
static void check_tiers(const struct table_context *context, const struct table *table,
                        const struct group *terms, struct tier *tiers)
{
    size_t count = 0;
    for (size_t k = 0; k < terms->count; ++k) {
        const struct row *row = &table->rows[terms->rows[k]];
        if (!row->faulty) {
            tiers[count++] = (struct tier){.row = row};
        }
    }
    if (count > 0) {
        find_milder(tiers, count);
    }
    for (size_t k = 0; k < count; ++k) {
        if (tiers[k].mild != NULL) {
            report_credit(context, table, tiers[k].row, tiers[k].mild);
        }
    }
}

/* One room for the tiers of all platforms, which none of them outgrows. */
blackout_status check_credits(const struct table_context *context, struct table *table,
                              blackout_error *error)
{
    const int by_platform[] = {CREDITS_PLATFORM};
    struct groups platforms;
    if (!check_is_whole(table)) {
        return BLACKOUT_OK;
    }
    blackout_status status = groups_make(&platforms, table, by_platform, 1, error);
    struct tier *tiers = arena_alloc(&platforms.arena, table->row_count, sizeof *tiers);
    if (status == BLACKOUT_OK && tiers == NULL) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < platforms.count && status == BLACKOUT_OK; ++i) {
        check_tiers(context, table, &platforms.groups[i], tiers);
    }
    groups_free(&platforms);
    return status;
}
