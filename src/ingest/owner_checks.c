/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: owners, what their platforms add up to, the regions of platforms. Rows that have a
 * fault already, and the sums they belong to, are passed over. */
#include "ingest/table_checks.h"

#include <math.h>
#include <stdlib.h>

#include "core/error.h"
#include "core/sum.h"
#include "ingest/share_sum.h"
#include "tables/groups.h"
#include "tables/rates.h"

/* The contract: platforms add up to their owner within 1 %. */
static const double owner_sum_tolerance = 0.01;

/* The rate of outages is how many were catalogued in the time between the two (docs/risk.md). A
 * time on the last day is not after it; two that are the same are years of no length. */
blackout_status check_windows(const struct table_context *context, struct table *table,
                              blackout_error *error)
{
    (void)error;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *from = &row->cells[OWNERS_OBSERVED_FROM];
        const struct cell *to = &row->cells[OWNERS_OBSERVED_TO];
        if (from->given && to->given && to->time < from->time && cell_end(to) <= from->time) {
            struct place place = table_place(table, row, OWNERS_OBSERVED_TO);
            diagnostics_fault(context->diagnostics, &place, "window_order",
                              "observed_to of '%s' is before observed_from; give a later date",
                              check_text(context, row, OWNERS_OWNER));
        }
    }
    return BLACKOUT_OK;
}

/* ---- platforms and their owners -------------------------------------------------------------- */

static struct currency currency_of(const struct table_context *context, const struct row *row,
                                   int column)
{
    return (struct currency){row->cells[column].text, check_text(context, row, column)};
}

/* In the owner's currency; false where there is no rate, which is its own fault (missing_rate). A
 * plain sum: it is held to one part in a hundred. */
static bool add_platform(const struct table_context *context, const struct row *platform,
                         const struct row *owner, instant time, double *sum)
{
    double rate =
        rates_between(&context->tables[FX], currency_of(context, platform, PLATFORMS_CURRENCY),
                      currency_of(context, owner, OWNERS_CURRENCY), time);
    *sum += platform->cells[PLATFORMS_ANNUAL_REVENUE].number * rate;
    return isfinite(rate);
}

/* Platforms looked up last: the rows of an owner are of a few platforms in turn, with a row for
 * each date, and which of them is in force is the same for all at one time. */
enum { MOST_LATELY = 8 };
struct lately {
    size_t count;
    size_t next; /* to be overwritten */
    string_id platforms[MOST_LATELY];
    const struct row *in_force[MOST_LATELY];
};

static const struct row *in_force_lately(struct lately *lately, const struct table *table,
                                         string_id platform, instant time)
{
    for (size_t i = 0; i < lately->count; ++i) {
        if (lately->platforms[i] == platform) {
            return lately->in_force[i];
        }
    }
    const struct row *row = table_in_force(table, platform, time);
    lately->platforms[lately->next] = platform;
    lately->in_force[lately->next] = row;
    lately->count = lately->count < MOST_LATELY ? lately->count + 1 : MOST_LATELY;
    lately->next = (lately->next + 1) % MOST_LATELY;
    return row;
}

/* The sum of the owner's platforms in force at `time`; false where it cannot be judged. A platform
 * that is not known yet leaves the sum open: a year's revenue would lack it by no one's mistake. */
static bool sum_platforms(const struct table_context *context, const struct row *owner,
                          const struct group *owned, instant time, double *sum)
{
    const struct table *platforms = &context->tables[PLATFORMS];
    struct lately lately = {.count = 0};
    size_t count = 0;
    *sum = 0;
    for (size_t i = 0; owned != NULL && i < owned->count; ++i) {
        const struct row *row = &platforms->rows[owned->rows[i]];
        if (row->faulty) {
            return false;
        }
        const struct row *in_force =
            in_force_lately(&lately, platforms, row->cells[PLATFORMS_PLATFORM].text, time);
        if (in_force == NULL) {
            return false; /* not all of its platforms are known yet */
        }
        if (in_force != row) { /* an earlier or later one, or the platform is another owner's now */
            continue;
        }
        if (!add_platform(context, row, owner, time, sum)) {
            return false;
        }
        ++count;
    }
    return count > 0;
}

/* An owner's row, and from when on it is in force. */
struct dated {
    bool given;
    instant time;
    uint32_t row;
};

/* A row without a date has always been in force, and comes first. */
static int by_time(const void *a, const void *b)
{
    const struct dated *x = a;
    const struct dated *y = b;
    if (x->given != y->given) {
        return x->given ? 1 : -1;
    }
    return (x->time > y->time) - (x->time < y->time);
}

/* The last moment at which each row of an owner is in force, by row: the second before the next
 * date, and of the latest row INSTANT_ANY. From the last row backwards, so that a row has the date
 * of the next one that differs at hand. `dates` is scratch with room for all rows of the table. */
static void find_last_moments(instant *last, const struct table *owners, const struct group *owner,
                              struct dated *dates)
{
    for (size_t i = 0; i < owner->count; ++i) {
        const struct cell *date = &owners->rows[owner->rows[i]].cells[OWNERS_AS_OF];
        dates[i] = (struct dated){date->given, date->given ? date->time : 0, owner->rows[i]};
    }
    qsort(dates, owner->count, sizeof *dates, by_time);
    instant next = INSTANT_ANY;
    for (size_t i = owner->count; i-- > 0;) {
        const bool steps = i + 1 < owner->count && dates[i + 1].given &&
                           (!dates[i].given || dates[i + 1].time > dates[i].time);
        next = steps ? dates[i + 1].time - 1 : next;
        last[dates[i].row] = next;
    }
}

/* Owner and platforms need not change on the same days: their sums must agree when the owner's row
 * comes into force, or at the end of its time. A sum that is too small is no fault where rows were
 * lost: the platforms that are missing may be theirs. */
static void check_owner_sum(const struct table_context *context, const struct row *owner,
                            const struct group *owned, instant last, bool may_lack_platforms)
{
    const struct table *owners = &context->tables[OWNERS];
    const struct cell *as_of = &owner->cells[OWNERS_AS_OF];
    const double revenue = owner->cells[OWNERS_ANNUAL_REVENUE].number;
    /* a row without a date has no beginning: its end is looked at twice */
    const instant times[] = {as_of->given ? as_of->time : last, last};
    bool judged = false;
    double sum = 0;
    for (int i = 0; i < 2; ++i) {
        double at_time;
        if (!sum_platforms(context, owner, owned, times[i], &at_time)) {
            continue;
        }
        if (fabs(at_time - revenue) <= owner_sum_tolerance * revenue ||
            (may_lack_platforms && at_time < revenue)) {
            return;
        }
        sum = judged ? sum : at_time; /* the message has the first */
        judged = true;
    }
    if (judged) {
        struct place place = table_place(owners, owner, OWNERS_ANNUAL_REVENUE);
        diagnostics_fault(context->diagnostics, &place, "owner_sum",
                          "the annual_revenue of the platforms of '%s' adds up to %.10g, not "
                          "('%.10g'); a sum within 1 %%",
                          check_text(context, owner, OWNERS_OWNER), sum, revenue);
    }
}

/* Row by row and not owner by owner, so that faults come in the order of the file. The moments are
 * found first, owner by owner: each needs all rows of its own. */
static void judge_owners(const struct table_context *context, const struct groups *owners,
                         const struct groups *platforms, instant *last, struct dated *dates)
{
    const struct table *table = owners->table;
    const bool bad_key = check_has_bad_key(context, platforms->table, PLATFORMS_OWNER);
    for (size_t i = 0; i < owners->count; ++i) {
        find_last_moments(last, table, &owners->groups[i], dates);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *owner = &table->rows[i];
        const string_id key = owner->cells[OWNERS_OWNER].text;
        if (!owner->faulty && owner->cells[OWNERS_ANNUAL_REVENUE].given &&
            !table_lost(platforms->table, key) && !table_lost(table, key)) {
            check_owner_sum(context, owner, groups_find(platforms, &key), last[i], bad_key);
        }
    }
}

/* Called for the table `platforms`, which is read after `owners`; faults are of `owners` all the
 * same, whose figure is the one that can be left out. */
blackout_status check_owner_sums(const struct table_context *context, struct table *table,
                                 blackout_error *error)
{
    const int by_owner[] = {OWNERS_OWNER};
    const int by_platforms_owner[] = {PLATFORMS_OWNER};
    const struct table *owner_table = &context->tables[OWNERS];
    struct groups owners = {0};
    struct groups platforms = {0};
    if (!check_is_whole(table) || !check_is_whole(owner_table)) {
        return BLACKOUT_OK;
    }
    blackout_status status = groups_make(&owners, owner_table, by_owner, 1, error);
    if (status == BLACKOUT_OK) {
        status = groups_make(&platforms, table, by_platforms_owner, 1, error);
    }
    if (status == BLACKOUT_OK) {
        instant *last = arena_alloc(&owners.arena, owner_table->row_count, sizeof *last);
        struct dated *dates = arena_alloc(&owners.arena, owner_table->row_count, sizeof *dates);
        if (last != NULL && dates != NULL) {
            judge_owners(context, &owners, &platforms, last, dates);
        } else {
            status = error_memory(error);
        }
    }
    groups_free(&owners);
    groups_free(&platforms);
    return status;
}

/* ---- regions of platforms -------------------------------------------------------------------- */

/* Neither more nor less than 1: money would be lost on the way from platform to regions, or appear.
 * The fault is at the last row of the platform, as every row but the last may be right so far. */
static void check_region_shares(const struct table_context *context, const struct table *table,
                                const struct group *regions, bool may_lack_rows)
{
    const struct row *last = &table->rows[regions->rows[regions->count - 1]];
    const string_id key = last->cells[PLATFORM_REGIONS_PLATFORM].text;
    struct sum sum = {0};
    for (size_t i = 0; i < regions->count; ++i) {
        const struct row *row = &table->rows[regions->rows[i]];
        if (row->faulty) {
            return;
        }
        sum_add(&sum, row->cells[PLATFORM_REGIONS_REVENUE_SHARE].number);
    }
    double excess = sum_value(&sum) - 1;
    if (fabs(excess) > share_sum_tolerance && !table_lost(table, key) &&
        !(may_lack_rows && excess < 0)) {
        struct place place = table_place(table, last, PLATFORM_REGIONS_REVENUE_SHARE);
        diagnostics_fault(context->diagnostics, &place, "share_sum",
                          "the revenue_share of '%s' does not add up to 1 ('%.6g'); a sum of 1",
                          strings_text(context->strings, key), sum_value(&sum));
    }
}

/* Without regions a platform would have no hours and no losses, and the report nothing to say of
 * it. */
static void check_has_regions(const struct table_context *context, const struct table *table,
                              string_id platform)
{
    if (!table_has_key(table, platform) && !table_lost(table, platform)) {
        struct place place = {table->source, 1, 1, "platform"};
        diagnostics_fault(
            context->diagnostics, &place, "missing_key",
            "a platform has no rows ('%s'); add rows whose revenue_share adds up to 1",
            strings_text(context->strings, platform));
    }
}

/* The platforms that have no rows come second, and only where each row's platform is known: one of
 * the rows may be theirs. By groups, since a platform has a row for each date and one fault is
 * enough. */
blackout_status check_platform_regions(const struct table_context *context, struct table *table,
                                       blackout_error *error)
{
    const int by_platform[] = {PLATFORM_REGIONS_PLATFORM};
    const int by_key[] = {PLATFORMS_PLATFORM};
    const struct table *platform_table = &context->tables[PLATFORMS];
    struct groups regions = {0};
    struct groups platforms = {0};
    if (!check_is_whole(table)) {
        return BLACKOUT_OK;
    }
    const bool bad_key = check_has_bad_key(context, table, PLATFORM_REGIONS_PLATFORM);
    blackout_status status = groups_make(&regions, table, by_platform, 1, error);
    for (size_t i = 0; i < regions.count && status == BLACKOUT_OK; ++i) {
        const struct group *group = &regions.groups[i];
        if (table->rows[group->rows[0]].cells[PLATFORM_REGIONS_PLATFORM].given) {
            check_region_shares(context, table, group, bad_key);
        }
    }
    if (status == BLACKOUT_OK && !bad_key && !platform_table->broken) {
        status = groups_make(&platforms, platform_table, by_key, 1, error);
    }
    for (size_t i = 0; i < platforms.count && status == BLACKOUT_OK; ++i) {
        const struct row *first = &platform_table->rows[platforms.groups[i].rows[0]];
        if (first->cells[PLATFORMS_PLATFORM].given) {
            check_has_regions(context, table, first->cells[PLATFORMS_PLATFORM].text);
        }
    }
    groups_free(&regions);
    groups_free(&platforms);
    return status;
}
