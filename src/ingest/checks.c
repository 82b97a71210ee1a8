/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/checks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/sum.h"
#include "core/text.h"
#include "ingest/fallbacks.h"
#include "ingest/policy_checks.h"
#include "ingest/share_sum.h"
#include "tables/rates.h"

/* The contract: platforms sum to their owner within 1 %. */
static const double owner_sum_tolerance = 0.01;

static const char *key_text(const struct table_context *context, const struct row *row, int column)
{
    return strings_text(context->strings, row->cells[column].text);
}

/* Whether every row of the table can be weighed: it was read to its end, and has the columns. */
static bool is_whole(const struct table *table)
{
    return table->present && !table->broken && !table->lacks_columns;
}

/* Whether some row has a fault in its key, so that it may belong anywhere. */
static bool has_bad_key(const struct table_context *context, const struct table *table, int column)
{
    const enum table_id other = schema_table(table->id)->columns[column].refers_to;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cell = &table->rows[i].cells[column];
        if (table->rows[i].faulty &&
            (!cell->given ||
             (other != NO_TABLE && table_lacks_key(&context->tables[other], cell->text)))) {
            return true;
        }
    }
    return table->lost_keys;
}

/* ---- activity -------------------------------------------------------------------------------- */

/* Tells of the first hour that a profile lacks; false if it lacks none. */
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

static void check_week(const struct table_context *context, const struct table *table,
                       const struct row *first, bool may_lack_hours)
{
    bool seen[HOURS_PER_WEEK] = {false};
    double sum = 0;
    string_id profile = first->cells[ACTIVITY_PROFILE].text;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->cells[ACTIVITY_PROFILE].text != profile) {
            continue;
        }
        if (row->faulty) {
            return;
        }
        seen[(int)row->cells[ACTIVITY_HOUR_OF_WEEK].number] = true;
        sum += row->cells[ACTIVITY_WEIGHT].number;
    }
    struct place place = table_place(table, first, ACTIVITY_PROFILE);
    const char *name = key_text(context, first, ACTIVITY_PROFILE);
    if (table_lost(table, profile)) {
        return;
    }
    if (!may_lack_hours && is_incomplete(context, &place, seen, name)) {
        return;
    }
    if (!(sum > 0)) {
        diagnostics_fault(context->diagnostics, &place, "zero_week",
                          "the weights of a profile are all 0 ('%s'); some weight above 0", name);
    }
}

/* Whether `row` is the first with the text it has in `column`. */
static bool is_first(const struct table *table, const struct row *row, int column)
{
    for (const struct row *other = table->rows; other != row; ++other) {
        if (other->cells[column].text == row->cells[column].text) {
            return false;
        }
    }
    return true;
}

static void check_activity(const struct table_context *context, const struct table *table)
{
    const bool bad_key = has_bad_key(context, table, ACTIVITY_PROFILE);
    for (size_t i = 0; i < table->row_count; ++i) {
        /* profiles mostly stand together: look back only where the name changes */
        bool changes = i == 0 || table->rows[i].cells[ACTIVITY_PROFILE].text !=
                                     table->rows[i - 1].cells[ACTIVITY_PROFILE].text;
        if (changes && table->rows[i].cells[ACTIVITY_PROFILE].given &&
            is_first(table, &table->rows[i], ACTIVITY_PROFILE)) {
            check_week(context, table, &table->rows[i], bad_key);
        }
    }
}

/* ---- platforms and their regions ------------------------------------------------------------- */

static struct currency currency_of(const struct table_context *context, const struct row *row,
                                   int column)
{
    return (struct currency){row->cells[column].text, key_text(context, row, column)};
}

static bool add_platform(const struct table_context *context, const struct row *platform,
                         const struct row *owner, instant time, double *sum)
{
    double rate =
        rates_between(&context->tables[FX], currency_of(context, platform, PLATFORMS_CURRENCY),
                      currency_of(context, owner, OWNERS_CURRENCY), time);
    *sum += platform->cells[PLATFORMS_ANNUAL_REVENUE].number * rate;
    return isfinite(rate);
}

/* The sum of the owner's platforms in force at `time`; false where it cannot be judged. */
static bool sum_platforms(const struct table_context *context, const struct row *owner,
                          instant time, double *sum)
{
    const struct table *platforms = &context->tables[PLATFORMS];
    size_t count = 0;
    *sum = 0;
    for (size_t i = 0; i < platforms->row_count; ++i) {
        const struct row *row = &platforms->rows[i];
        string_id key = row->cells[PLATFORMS_PLATFORM].text;
        if (row->cells[PLATFORMS_OWNER].text != owner->cells[OWNERS_OWNER].text) {
            continue;
        }
        if (row->faulty) {
            return false;
        }
        const struct row *in_force = table_in_force(platforms, key, time);
        if (in_force == NULL) {
            return false; /* not all of its platforms are known yet */
        }
        if (in_force != row) {
            continue;
        }
        if (!add_platform(context, row, owner, time, sum)) {
            return false;
        }
        ++count;
    }
    return count > 0;
}

/* The last moment at which an owner's row is in force. */
static instant last_moment(const struct table *owners, const struct row *owner)
{
    instant last = INSTANT_ANY;
    const struct cell *from = &owner->cells[OWNERS_AS_OF];
    for (size_t i = 0; i < owners->row_count; ++i) {
        const struct row *other = &owners->rows[i];
        const struct cell *date = &other->cells[OWNERS_AS_OF];
        if (other->cells[OWNERS_OWNER].text == owner->cells[OWNERS_OWNER].text && date->given &&
            (!from->given || date->time > from->time) && date->time <= last) {
            last = date->time - 1;
        }
    }
    return last;
}

/* Owner and platforms need not change on the same days: their sums must agree when the owner's row
 * comes into force, or at the end of its time. */
static void check_owner_sum(const struct table_context *context, const struct row *owner,
                            bool may_lack_platforms)
{
    const struct table *owners = &context->tables[OWNERS];
    const struct cell *as_of = &owner->cells[OWNERS_AS_OF];
    const double revenue = owner->cells[OWNERS_ANNUAL_REVENUE].number;
    const instant last = last_moment(owners, owner);
    const instant times[] = {as_of->given ? as_of->time : last, last};
    bool judged = false;
    double sum = 0;
    for (int i = 0; i < 2; ++i) {
        double at_time;
        if (!sum_platforms(context, owner, times[i], &at_time)) {
            continue;
        }
        if (fabs(at_time - revenue) <= owner_sum_tolerance * revenue ||
            (may_lack_platforms && at_time < revenue)) {
            return;
        }
        sum = judged ? sum : at_time;
        judged = true;
    }
    if (judged) {
        struct place place = table_place(owners, owner, OWNERS_ANNUAL_REVENUE);
        diagnostics_fault(context->diagnostics, &place, "owner_sum",
                          "the platforms of '%s' have an annual_revenue of %.10g in all, not "
                          "('%.10g'); a sum within 1 %%",
                          key_text(context, owner, OWNERS_OWNER), sum, revenue);
    }
}

static void check_owner_sums(const struct table_context *context)
{
    const struct table *owners = &context->tables[OWNERS];
    const struct table *platforms = &context->tables[PLATFORMS];
    const bool bad_key = has_bad_key(context, platforms, PLATFORMS_OWNER);
    for (size_t i = 0; i < owners->row_count; ++i) {
        const struct row *owner = &owners->rows[i];
        const string_id key = owner->cells[OWNERS_OWNER].text;
        if (!owner->faulty && owner->cells[OWNERS_ANNUAL_REVENUE].given &&
            !table_lost(platforms, key) && !table_lost(owners, key)) {
            check_owner_sum(context, owner, bad_key);
        }
    }
}

/* `first` is the first row of a platform. */
static void check_region_shares(const struct table_context *context, const struct row *first,
                                bool may_lack_rows)
{
    const struct table *table = &context->tables[PLATFORM_REGIONS];
    string_id key = first->cells[PLATFORM_REGIONS_PLATFORM].text;
    struct sum sum = {0};
    const struct row *last = NULL;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->cells[PLATFORM_REGIONS_PLATFORM].text != key) {
            continue;
        }
        if (row->faulty) {
            return;
        }
        last = row;
        sum_add(&sum, row->cells[PLATFORM_REGIONS_REVENUE_SHARE].number);
    }
    double excess = sum_value(&sum) - 1;
    if (last != NULL && fabs(excess) > share_sum_tolerance && !table_lost(table, key) &&
        !(may_lack_rows && excess < 0)) {
        struct place place = table_place(table, last, PLATFORM_REGIONS_REVENUE_SHARE);
        diagnostics_fault(context->diagnostics, &place, "share_sum",
                          "the revenue_share of '%s' come to another sum than 1 ('%.6g'); 1",
                          strings_text(context->strings, key), sum_value(&sum));
    }
}

static void check_has_regions(const struct table_context *context, const struct row *platform)
{
    const struct table *table = &context->tables[PLATFORM_REGIONS];
    string_id key = platform->cells[PLATFORMS_PLATFORM].text;
    if (!table_has_key(table, key) && !table_lost(table, key)) {
        struct place place = {table->source, 1, 1, "platform"};
        diagnostics_fault(context->diagnostics, &place, "missing_key",
                          "a platform has no rows ('%s'); rows whose revenue_share come to 1",
                          strings_text(context->strings, key));
    }
}

static void check_platform_regions(const struct table_context *context, const struct table *table)
{
    const struct table *platforms = &context->tables[PLATFORMS];
    const bool bad_key = has_bad_key(context, table, PLATFORM_REGIONS_PLATFORM);
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->cells[PLATFORM_REGIONS_PLATFORM].given &&
            is_first(table, row, PLATFORM_REGIONS_PLATFORM)) {
            check_region_shares(context, row, bad_key);
        }
    }
    for (size_t i = 0; i < platforms->row_count && !bad_key && !platforms->broken; ++i) {
        const struct row *row = &platforms->rows[i];
        if (row->cells[PLATFORMS_PLATFORM].given && is_first(platforms, row, PLATFORMS_PLATFORM)) {
            check_has_regions(context, row);
        }
    }
}

/* ---- fallbacks ------------------------------------------------------------------------------- */

/* `sales: web 0.4 + store 0.4 + email 0.4`, so that a reader finds the rows. */
static const char *listed_shares(const struct table_context *context, const struct table *table,
                                 size_t last)
{
    enum { MOST_LISTED = 8 };
    const struct cell *const flow = table->rows[last].cells;
    const char *sector =
        flow[FALLBACKS_SECTOR].given ? key_text(context, &table->rows[last], FALLBACKS_SECTOR) : "";
    const char *list = arena_format(context->arena, "%s%s%s:", sector, *sector != '\0' ? "/" : "",
                                    key_text(context, &table->rows[last], FALLBACKS_CHANNEL));
    size_t listed = 0;
    for (size_t i = 0; list != NULL && i <= last && listed < MOST_LISTED; ++i) {
        const struct row *row = &table->rows[i];
        if (row->cells[FALLBACKS_SECTOR].text == flow[FALLBACKS_SECTOR].text &&
            row->cells[FALLBACKS_CHANNEL].text == flow[FALLBACKS_CHANNEL].text) {
            list = arena_format(context->arena, "%s%s %s %.4g", list, listed++ > 0 ? " +" : "",
                                key_text(context, row, FALLBACKS_FALLBACK),
                                row->cells[FALLBACKS_SHARE].number);
        }
    }
    return list != NULL ? list : "";
}

static void check_fallback_sum(const struct table_context *context, const struct table *table,
                               size_t last)
{
    const struct cell *sector = &table->rows[last].cells[FALLBACKS_SECTOR];
    const struct cell *channel = &table->rows[last].cells[FALLBACKS_CHANNEL];
    struct sum sum = {0};
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->cells[FALLBACKS_SECTOR].text == sector->text &&
            row->cells[FALLBACKS_CHANNEL].text == channel->text) {
            if (i > last || row->faulty) {
                return; /* judged at the last row of the flow, and only if all are good */
            }
            sum_add(&sum, row->cells[FALLBACKS_SHARE].number);
        }
    }
    if (sum_value(&sum) > 1 + share_sum_tolerance) {
        struct place place = table_place(table, &table->rows[last], FALLBACKS_SHARE);
        diagnostics_fault(context->diagnostics, &place, "share_sum",
                          "the shares of one flow come to more than 1 ('%.6g'; %.200s); at most 1 "
                          "for each sector and channel",
                          sum_value(&sum), listed_shares(context, table, last));
    }
}

static void check_fallbacks(const struct table_context *context, struct table *table)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        struct row *row = &table->rows[i];
        const struct cell *fallback = &row->cells[FALLBACKS_FALLBACK];
        if (fallback->given && !fallback_is_known(context, fallback->text)) {
            struct place place = table_place(table, row, FALLBACKS_FALLBACK);
            fallback_fault(context, &place, key_text(context, row, FALLBACKS_FALLBACK));
            row->faulty = true;
        }
    }
    for (size_t i = 0; i < table->row_count && !table->lacks_columns; ++i) {
        check_fallback_sum(context, table, i);
    }
}

/* ---- supply ---------------------------------------------------------------------------------- */

/* What a sector buys is part of its output; judged at its last row. Where that holds for all, no
 * loss grows from sector to sector. */
static void check_inputs(const struct table_context *context, const struct table *table,
                         size_t last)
{
    const string_id sector = table->rows[last].cells[SUPPLY_SECTOR].text;
    struct sum sum = {0};
    for (size_t i = 0; i < table->row_count; ++i) {
        if (table->rows[i].cells[SUPPLY_SECTOR].text == sector) {
            if (i > last) {
                return;
            }
            sum_add(&sum, table->rows[i].cells[SUPPLY_COEFFICIENT].number);
        }
    }
    if (!(sum_value(&sum) < 1)) {
        struct place place = table_place(table, &table->rows[last], SUPPLY_COEFFICIENT);
        diagnostics_fault(context->diagnostics, &place, "coefficient_sum",
                          "the inputs of '%s' come to ('%.6g') for a unit of its output; below 1",
                          key_text(context, &table->rows[last], SUPPLY_SECTOR), sum_value(&sum));
    }
}

static void check_supply(const struct table_context *context, const struct table *table)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        check_inputs(context, table, i);
    }
}

/* ---- owners ---------------------------------------------------------------------------------- */

static void check_windows(const struct table_context *context, const struct table *table)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *from = &row->cells[OWNERS_OBSERVED_FROM];
        const struct cell *to = &row->cells[OWNERS_OBSERVED_TO];
        if (from->given && to->given && to->time < from->time) {
            struct place place = table_place(table, row, OWNERS_OBSERVED_TO);
            diagnostics_fault(context->diagnostics, &place, "window_order",
                              "observed_to of '%s' lies before observed_from; a later date",
                              key_text(context, row, OWNERS_OWNER));
        }
    }
}

/* ---- fields that take one of a few words ----------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *words)
{
    for (const char *const *word = words; *word != NULL; ++word) {
        if (strcmp(*word, text) == 0) {
            return true;
        }
    }
    return false;
}

static void check_word(const struct table_context *context, enum table_id id, int column,
                       const char *const *words, const char *remedy)
{
    const struct table *table = &context->tables[id];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const char *text = key_text(context, row, column);
        if (row->cells[column].given && !is_one_of(text, words)) {
            struct place place = table_place(table, row, column);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "%s is not known ('%.80s'); %s", place.field, text, remedy);
        }
    }
}

static const char *const role_words[] = {"owner", "peer", NULL};
static const char *const market_terms[] = {"intercept", "duration", "severity_scope", "error_scale",
                                           NULL};
static const char *const outage_terms[] = {
    "rate_events",        "rate_years",      "log_hours_mean",
    "log_hours_strength", "log_hours_shape", "log_hours_scale",
    "longest_hours",      "any_hour_weight", NULL};
static const char *const kind_words[] = {"company", "measured", "modelled", "straight_line", NULL};
static const char *const measure_words[] = {"owner_revenue_loss",
                                            "owner_revenue_deferred",
                                            "owner_revenue_attrition",
                                            "owner_credits",
                                            "owner_cost",
                                            "owner_profit_loss",
                                            "owner_insurance",
                                            "dependent_revenue_loss",
                                            "economy_loss",
                                            "market_value_loss",
                                            "insured_loss",
                                            NULL};

/* For tables whose low and high are columns of their own. */
static void check_low_high(const struct table_context *context, const struct table *table, int low,
                           int high)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        if (cells[low].given && cells[high].given && cells[low].number > cells[high].number) {
            struct place place = table_place(table, &table->rows[i], low);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "low is above high ('%.10g'); low <= high", cells[low].number);
        }
    }
}

static void check_published(const struct table_context *context, const struct table *table)
{
    check_word(context, PUBLISHED, PUBLISHED_KIND, kind_words,
               "company, measured, modelled or straight_line");
    check_word(context, PUBLISHED, PUBLISHED_MEASURE, measure_words,
               "owner_revenue_loss, owner_revenue_deferred, owner_revenue_attrition, "
               "owner_credits, owner_cost, owner_profit_loss, owner_insurance, "
               "dependent_revenue_loss, economy_loss, market_value_loss or insured_loss");
    check_low_high(context, table, PUBLISHED_LOW, PUBLISHED_HIGH);
}

/* A table with one row for each of a few terms. */
struct term_table {
    enum table_id id;
    int column; /* of the term */
    const char *const *words;
    const char *right;
};

enum { MOST_TERMS = 8 };

/* The terms that no row has. A row whose term is not known was meant to be one of them: its
 * nearest, or any. Returns how many are left. */
static size_t missing_terms(const struct table_context *context, const struct term_table *terms,
                            const char *missing[MOST_TERMS])
{
    const struct table *table = &context->tables[terms->id];
    size_t count = 0;
    size_t unclear = 0;
    for (const char *const *term = terms->words; *term != NULL; ++term) {
        string_id id = strings_find(context->strings, *term, strlen(*term));
        if (id == STRING_UNKNOWN || !table_has_key(table, id)) {
            missing[count++] = *term;
        }
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        const char *text = key_text(context, &table->rows[i], terms->column);
        if (is_one_of(text, terms->words)) {
            continue;
        }
        const char *near = text_nearest(text, missing, count);
        unclear += near == NULL ? 1 : 0;
        for (size_t k = 0; k < count && near != NULL; ++k) {
            if (missing[k] == near) {
                missing[k] = missing[--count];
                near = NULL;
            }
        }
    }
    return unclear < count && !table->lost_keys ? count - unclear : 0;
}

static void check_terms(const struct table_context *context, const struct term_table *terms)
{
    const char *missing[MOST_TERMS];
    size_t count = missing_terms(context, terms, missing);
    for (size_t i = 0; i < count; ++i) {
        struct place place = {context->tables[terms->id].source, 1, 1, "term"};
        diagnostics_fault(context->diagnostics, &place, "missing_key",
                          "a term is missing ('%s'); one row for each term", missing[i]);
    }
}

/* error_scale is a scale itself; the other terms have one beside their mean. */
static void check_prior_row(const struct table_context *context, const struct table *table,
                            const struct row *row)
{
    bool scale = strcmp(key_text(context, row, MARKET_PRIOR_TERM), "error_scale") == 0;
    int column = scale ? MARKET_PRIOR_MEAN : MARKET_PRIOR_SD;
    const struct cell *cell = &row->cells[column];
    if (!cell->refused && !(scale && !cell->given) && !(cell->given && cell->number > 0)) {
        struct place place = table_place(table, row, column);
        place.column = place.column > 0 ? place.column : 1; /* there may be no column sd */
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "%s of '%s' is not above 0 ('%.10g'); a number above 0", place.field,
                          key_text(context, row, MARKET_PRIOR_TERM), cell->number);
    }
}

static void check_market_prior(const struct table_context *context, const struct table *table)
{
    static const struct term_table terms = {MARKET_PRIOR, MARKET_PRIOR_TERM, market_terms,
                                            "intercept, duration, severity_scope or error_scale"};
    check_word(context, MARKET_PRIOR, MARKET_PRIOR_TERM, terms.words, terms.right);
    for (size_t i = 0; i < table->row_count; ++i) {
        check_prior_row(context, table, &table->rows[i]);
    }
    check_terms(context, &terms);
}

static const double most_outage_hours = 10 * HOURS_PER_YEAR;

/* A mean of logarithms may have any sign; all else counts, lasts or weighs something. Shapes of
 * gamma distributions are multiples of a half: then they are drawn exactly. */
static void check_outage_prior(const struct table_context *context, const struct table *table)
{
    static const struct term_table terms = {OUTAGE_PRIOR, OUTAGE_PRIOR_TERM, outage_terms,
                                            "one of the terms of `blackout schema outage_prior`"};
    static const char *const halves[] = {"rate_events", "log_hours_shape", NULL};
    check_word(context, OUTAGE_PRIOR, OUTAGE_PRIOR_TERM, terms.words, terms.right);
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *cell = &row->cells[OUTAGE_PRIOR_VALUE];
        const char *term = key_text(context, row, OUTAGE_PRIOR_TERM);
        struct place place = table_place(table, row, OUTAGE_PRIOR_VALUE);
        if (cell->given && strcmp(term, "log_hours_mean") != 0 && !(cell->number > 0)) {
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "%s of '%s' is not above 0 ('%.10g'); a number above 0", place.field,
                              term, cell->number);
        } else if (cell->given && strcmp(term, "longest_hours") == 0 &&
                   cell->number > most_outage_hours) {
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "%s of '%s' is longer than ten years ('%.10g'); at most %.10g",
                              place.field, term, cell->number, most_outage_hours);
        } else if (cell->given && is_one_of(term, halves) &&
                   2 * cell->number != floor(2 * cell->number)) {
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "%s of '%s' is no multiple of a half ('%.10g'); 3, or 2.5",
                              place.field, term, cell->number);
        }
    }
    check_terms(context, &terms);
}

/* ---- credits --------------------------------------------------------------------------------- */

/* A month that was worse may not give back less. */
static void check_credits(const struct table_context *context, const struct table *table)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *deep = table->rows[i].cells;
        for (size_t k = 0; k < table->row_count; ++k) {
            const struct cell *mild = table->rows[k].cells;
            if (table->rows[i].faulty || table->rows[k].faulty ||
                mild[CREDITS_PLATFORM].text != deep[CREDITS_PLATFORM].text ||
                mild[CREDITS_AVAILABILITY_BELOW].number <=
                    deep[CREDITS_AVAILABILITY_BELOW].number ||
                mild[CREDITS_CREDIT_SHARE].number <= deep[CREDITS_CREDIT_SHARE].number) {
                continue;
            }
            struct place place = table_place(table, &table->rows[i], CREDITS_CREDIT_SHARE);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "a month below %.10g gives back less than one below %.10g "
                              "('%.10g'); at least %.10g",
                              deep[CREDITS_AVAILABILITY_BELOW].number,
                              mild[CREDITS_AVAILABILITY_BELOW].number,
                              deep[CREDITS_CREDIT_SHARE].number, mild[CREDITS_CREDIT_SHARE].number);
            break; /* once a row */
        }
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

void checks_table(const struct table_context *context, enum table_id id)
{
    struct table *table = &context->tables[id];
    if (!table->present || table->broken) {
        return;
    }
    switch (id) {
    case ACTIVITY:
        if (is_whole(table)) {
            check_activity(context, table);
        }
        break;
    case PLATFORMS:
        if (is_whole(table) && is_whole(&context->tables[OWNERS])) {
            check_owner_sums(context);
        }
        break;
    case PLATFORM_REGIONS:
        if (is_whole(table)) {
            check_platform_regions(context, table);
        }
        break;
    case FALLBACKS:
        check_fallbacks(context, table);
        break;
    case OWNERS:
        check_windows(context, table);
        break;
    case SUPPLY:
        if (is_whole(table)) {
            check_supply(context, table);
        }
        break;
    case CREDITS:
        if (is_whole(table)) {
            check_credits(context, table);
        }
        break;
    case EVENT_RETURNS:
        check_word(context, EVENT_RETURNS, EVENT_RETURNS_ROLE, role_words, "owner or peer");
        break;
    case PUBLISHED:
        check_published(context, table);
        break;
    case UNCERTAINTY:
        check_low_high(context, table, UNCERTAINTY_LOW, UNCERTAINTY_HIGH);
        break;
    case MARKET_PRIOR:
        check_market_prior(context, table);
        break;
    case OUTAGE_PRIOR:
        check_outage_prior(context, table);
        break;
    case POLICIES:
        if (is_whole(table)) {
            policy_checks(context);
        }
        break;
    default:
        break;
    }
}

void checks_required_tables(const struct table_context *context)
{
    bool dependants = context->tables[DEPENDENCIES].present;
    for (int id = 0; id < TABLE_COUNT; ++id) {
        const struct table_schema *schema = schema_table((enum table_id)id);
        bool needed = schema->need == REQUIRED || (dependants && (id == SECTORS || id == CHANNELS));
        if (!needed || context->tables[id].present) {
            continue;
        }
        char source[64];
        char columns[400] = "";
        size_t used = 0;
        snprintf(source, sizeof source, "%s.csv", schema->name);
        for (size_t i = 0; i < schema->column_count; ++i) {
            if (schema->columns[i].need == REQUIRED) {
                used += (size_t)snprintf(columns + used, sizeof columns - used, "%s%s",
                                         used > 0 ? ", " : "", schema->columns[i].name);
            }
        }
        struct place place = {source, 1, 1, ""};
        diagnostics_fault(context->diagnostics, &place, "missing_table",
                          "the table is missing ('%s'); a file %s with the columns %s, or a base "
                          "package (--base) that has it",
                          schema->name, source, columns);
    }
}
