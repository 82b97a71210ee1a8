/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Called for each business as its rows are complete, in the order of the file. Keys are hashed
 * because a business may have thousands of rows; names and revenues of the others are kept as
 * hashes and sums, since there may be millions. */
#include "ingest/business_checks.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/number.h"
#include "ingest/share_sum.h"
#include "ingest/total_words.h"

/* With one other business, equal revenues are no sum. */
enum { FEWEST_SUMMANDS = 2 };

/* ---- Keys and shares ------------------------------------------------------------------------- */

/* Searching a few rows is quicker than looking them up. */
enum { MOST_SEARCHED_ROWS = 16 };

/* Finds rows of a business by platform and channel. */
struct row_finder {
    const struct dependency *rows;
    struct arena arena;
    struct lookup by_key; /* of the rows from MOST_SEARCHED_ROWS on that have been gone past */
};

static uint64_t key_hash(const struct dependency *row)
{
    return hash_mix((uint64_t)row->platform << 32 | row->channel);
}

static bool same_key(const struct dependency *a, const struct dependency *b)
{
    return a->platform == b->platform && a->channel == b->channel;
}

/* The first row before `row` with its platform and channel, or NULL; to be called for each row in
 * turn. `*failed` where memory is out. */
static const struct dependency *earlier_row(struct row_finder *finder, size_t row, bool *failed)
{
    const struct dependency *wanted = &finder->rows[row];
    const size_t searched = row < MOST_SEARCHED_ROWS ? row : MOST_SEARCHED_ROWS;
    for (size_t k = 0; k < searched; ++k) {
        if (same_key(&finder->rows[k], wanted)) {
            return &finder->rows[k];
        }
    }
    if (row < MOST_SEARCHED_ROWS) {
        return NULL;
    }
    struct lookup_step step = lookup_start(key_hash(wanted));
    uint32_t place;
    while ((place = lookup_next(&finder->by_key, &step)) != LOOKUP_NONE) {
        if (same_key(&finder->rows[place], wanted)) {
            return &finder->rows[place];
        }
    }
    *failed = lookup_add(&finder->by_key, &finder->arena, key_hash(wanted), (uint32_t)row) != 0;
    return NULL;
}

/* Whether the key of a row is in an earlier one; if so it is reported. Two rows of one business on
 * the same platform and channel would add up to a flow that neither of them states. */
static bool is_repeated(const struct business_checks *checks, struct row_finder *finder, size_t row,
                        const char *name, bool *failed)
{
    const struct table_context *context = checks->context;
    const struct dependency *again = &finder->rows[row];
    if (again->platform == STRING_NONE || again->channel == STRING_NONE) {
        return false; /* what is missing has been reported */
    }
    const struct dependency *first = earlier_row(finder, row, failed);
    if (first == NULL) {
        return false;
    }
    struct place place = {checks->table->source, again->line,
                          checks->table->places[DEPENDENCIES_PLATFORM], "platform"};
    diagnostics_fault(context->diagnostics, &place, "repeated_key",
                      "the same key is already in line %zu ('%.60s', %s, %s); keep one row for "
                      "each business, platform and channel",
                      first->line, name, strings_text(context->strings, again->platform),
                      strings_text(context->strings, again->channel));
    return true;
}

/* Whether the shares come to more than 1; if so it is reported at the row that passes 1. The row
 * that passes 1 is named, but the sum is that of all: both are needed to correct it. Shares that
 * are typed miss their sum by a little (share_sum.h). */
static bool shares_too_large(const struct business_checks *checks, const struct dependency *rows,
                             size_t count, const char *name)
{
    double sum = 0;
    size_t passing = count;
    for (size_t i = 0; i < count; ++i) {
        sum += rows[i].share;
        if (passing == count && sum > 1 + share_sum_tolerance) {
            passing = i;
        }
    }
    if (passing < count) {
        struct place place = {checks->table->source, rows[passing].line,
                              checks->table->places[DEPENDENCIES_SHARE], "share"};
        diagnostics_fault(checks->context->diagnostics, &place, "shares_over_one",
                          "the shares of a business add up to more than 1 ('%.60s': %.6g); at most "
                          "1 over all its rows",
                          name, sum);
    }
    return passing < count;
}

/* ---- Rows of one business -------------------------------------------------------------------- */

static struct place place_of(const struct business_checks *checks, size_t line, int column)
{
    return (struct place){checks->table->source, line, checks->table->places[column],
                          schema_table(DEPENDENCIES)->columns[column].name};
}

/* What every row of a business says of it. */
struct saying {
    int column;
    bool differs;
    char value[80];
    char first[80];
};

/* Compared exactly: both are typed, or copied from one cell. */
static void say_number(struct saying *saying, double value, double first)
{
    saying->differs = value != first;
    if (saying->differs) {
        number_print(saying->value, value);
        number_print(saying->first, first);
    }
}

/* A text that was refused is no other text: it has been reported already. */
static void say_text(struct saying *saying, const struct strings *strings, string_id value,
                     string_id first)
{
    saying->differs = value != first && value != STRING_NONE && first != STRING_NONE;
    if (saying->differs) {
        snprintf(saying->value, sizeof saying->value, "%s", strings_text(strings, value));
        snprintf(saying->first, sizeof saying->first, "%s", strings_text(strings, first));
    }
}

/* `column` is one of those that contradict() lists. */
static struct saying compare(const struct business_checks *checks, int column,
                             const struct dependency *row, const struct dependency *first)
{
    const struct strings *strings = checks->context->strings;
    struct saying saying = {.column = column};
    switch (column) {
    case DEPENDENCIES_ANNUAL_REVENUE:
        say_number(&saying, row->annual_revenue, first->annual_revenue);
        break;
    case DEPENDENCIES_FIRMS:
        say_number(&saying, row->firms, first->firms);
        break;
    case DEPENDENCIES_CURRENCY:
        say_text(&saying, strings, row->currency, first->currency);
        break;
    case DEPENDENCIES_SECTOR:
        say_text(&saying, strings, row->sector, first->sector);
        break;
    default:
        say_text(&saying, strings, row->region, first->region);
        break;
    }
    return saying;
}

/* Money has to agree, for it is the business's and not the row's; sector and region are taken row
 * by row. */
static bool report_contradiction(const struct business_checks *checks, const struct saying *saying,
                                 const struct dependency *row, const struct dependency *first)
{
    const bool taken =
        saying->column == DEPENDENCIES_SECTOR || saying->column == DEPENDENCIES_REGION;
    struct diagnostics *diagnostics = checks->context->diagnostics;
    struct place place = place_of(checks, row->line, saying->column);
    if (place.column == 0) { /* the file leaves the column out: then all rows agree */
        return false;
    }
    if (taken) {
        diagnostics_warn(
            diagnostics, &place, "business_differs",
            "%s differs from that in line %zu of the same business, and each row is taken "
            "as it is ('%s', not '%s'); the same %s if it is one",
            place.field, first->line, saying->value, saying->first, place.field);
    } else {
        diagnostics_fault(diagnostics, &place, "business_contradicts",
                          "%s differs from that in line %zu of the same business ('%s', not '%s'); "
                          "the same %s in all rows of a business",
                          place.field, first->line, saying->value, saying->first, place.field);
    }
    return !taken;
}

/* Looked at first, since rows of a business agree nearly always. */
static bool is_same(const struct dependency *a, const struct dependency *b)
{
    return a->annual_revenue == b->annual_revenue && a->firms == b->firms &&
           a->currency == b->currency && a->sector == b->sector && a->region == b->region;
}

/* Whether the rows contradict each other in what is the business's; told once for each column.
 * Later rows are compared with the first alone: one of them has to be the right one. */
static bool contradict(const struct business_checks *checks, const struct business *business)
{
    static const int columns[] = {DEPENDENCIES_SECTOR, DEPENDENCIES_REGION,
                                  DEPENDENCIES_ANNUAL_REVENUE, DEPENDENCIES_CURRENCY,
                                  DEPENDENCIES_FIRMS};
    const struct dependency *first = &business->rows[0];
    bool any = false;
    bool differ = false;
    for (size_t i = 1; i < business->row_count && !differ; ++i) {
        differ = !is_same(&business->rows[i], first);
    }
    for (size_t k = 0; k < sizeof columns / sizeof columns[0] && differ; ++k) {
        bool told = false;
        for (size_t i = 1; i < business->row_count && !told; ++i) {
            const struct dependency *row = &business->rows[i];
            if (row->faulty || first->faulty) {
                continue; /* what it says is not known */
            }
            const struct saying saying = compare(checks, columns[k], row, first);
            told = saying.differs;
            any = (told && report_contradiction(checks, &saying, row, first)) || any;
        }
    }
    return any;
}

/* ---- All businesses -------------------------------------------------------------------------- */

/* A warning, for two firms may bear such names; its money says how much it is about. */
static blackout_status compare_name(struct business_checks *checks, const struct business *business,
                                    blackout_error *error)
{
    size_t earlier;
    if (!near_names_add(&checks->names, business->name, business->rows[0].line, &earlier)) {
        return error_memory(error);
    }
    if (earlier > 0) {
        const struct dependency *row = &business->rows[0];
        const struct place place = place_of(checks, row->line, DEPENDENCIES_BUSINESS);
        diagnostics_warn(
            checks->context->diagnostics, &place, "near_names",
            "the name differs from that of line %zu only in case, blanks or quotes, and its "
            "revenue "
            "counts "
            "as that of another business ('%.60s'); write both alike if it is one business",
            earlier, business->name);
        diagnostics_money_of_last(checks->context->diagnostics,
                                  strings_text(checks->context->strings, row->currency),
                                  row->firms * row->annual_revenue);
    }
    return BLACKOUT_OK;
}

/* A file has few currencies: to search them takes no longer than to look one up. */
struct revenue_sum *business_checks_sum_for(struct business_checks *checks, string_id currency)
{
    size_t i = 0;
    while (i < checks->sum_count && checks->sums[i].currency != currency) {
        ++i;
    }
    if (i == MOST_REVENUE_SUMS) {
        return NULL;
    }
    if (i == checks->sum_count) {
        checks->sums[checks->sum_count++] = (struct revenue_sum){.currency = currency};
    }
    return &checks->sums[i];
}

/* A plain total is a struct sum without a correction. */
bool business_checks_each_sum(struct business_checks *checks, chunk_sum_function *function)
{
    bool done = true;
    for (size_t i = 0; i < checks->sum_count; ++i) {
        struct revenue_sum *of = &checks->sums[i];
        for (int way = 0; way < REVENUE_WAYS; ++way) {
            struct sum running = {.total = of->revenue[way]};
            done = function(checks->context->arena, &running, &of->ended[way]) && done;
            of->revenue[way] = sum_value(&running);
        }
    }
    return done;
}

/* By line and not by order: in a file out of order the last business is the one that is furthest
 * down. The sums are of sound businesses alone, and so is what may be a total of them. */
static void add_revenue(struct business_checks *checks, const struct business *business)
{
    const struct dependency *first = &business->rows[0];
    const double revenue = first->firms * first->annual_revenue;
    const double rows = (double)business->row_count;
    struct revenue_sum *sum = business_checks_sum_for(checks, first->currency);
    if (sum != NULL) {
        sum->revenue[REVENUE_OF_BUSINESSES] += revenue;
        sum->revenue[REVENUE_OF_ROWS] += rows * revenue; /* the rows of a business agree in it */
        sum->revenue[REVENUE_COLUMN] += rows * first->annual_revenue;
        ++sum->business_count;
    }
    const struct edge_business edge = {.line = first->line,
                                       .currency = first->currency,
                                       .annual_revenue = first->annual_revenue,
                                       .firms = first->firms,
                                       .has_one_row = business->row_count == 1};
    if (checks->first.line == 0 || edge.line < checks->first.line) {
        checks->first = edge;
    }
    if (edge.line > checks->last.line) {
        checks->last = edge;
    }
}

/* Whether the revenue of a business is what the others of its currency add up to, in one of the
 * ways. A row of totals may have `firms` filled in or not: its revenue is held against the others
 * with them and without. */
static bool is_total(struct business_checks *checks, const struct edge_business *edge)
{
    const struct revenue_sum *sum = edge->line > 0 && edge->has_one_row
                                        ? business_checks_sum_for(checks, edge->currency)
                                        : NULL;
    const double own[REVENUE_WAYS] = {[REVENUE_OF_BUSINESSES] = edge->firms * edge->annual_revenue,
                                      [REVENUE_OF_ROWS] = edge->firms * edge->annual_revenue,
                                      [REVENUE_COLUMN] = edge->annual_revenue};
    if (sum == NULL || sum->business_count < FEWEST_SUMMANDS + 1) {
        return false;
    }
    bool any = false;
    for (int way = 0; way < REVENUE_WAYS; ++way) {
        const double others = sum->revenue[way] - own[way];
        any = any || (own[way] > 0 && (total_of_others(edge->annual_revenue, others) ||
                                       total_of_others(own[way], others)));
    }
    return any;
}

void business_checks_init(struct business_checks *checks, const struct table *table,
                          const struct table_context *context)
{
    *checks = (struct business_checks){.table = table, .context = context};
}

/* A second reading only selects what is sound: all has been told. */
blackout_status business_checks_note(struct business_checks *checks,
                                     const struct business *business, bool passed,
                                     blackout_error *error)
{
    if (checks->context->strings_frozen) {
        return BLACKOUT_OK;
    }
    add_revenue(checks, business);
    return passed ? BLACKOUT_OK : compare_name(checks, business, error);
}

/* Contradictions are told of a business with repeated rows as well, for both have to be mended. Its
 * shares are not: rows that are repeated make them too many. Its name is compared in any case,
 * since it is there, whatever its rows say. */
blackout_status business_checks_judge(struct business_checks *checks,
                                      const struct business *business, bool *faulty,
                                      blackout_error *error)
{
    struct row_finder finder = {.rows = business->rows};
    bool failed = false;
    *faulty = false;
    for (size_t i = 0; i < business->row_count && !failed; ++i) {
        bool repeated = is_repeated(checks, &finder, i, business->name, &failed);
        *faulty = *faulty || repeated || business->rows[i].faulty;
    }
    arena_free(&finder.arena);
    if (failed) {
        return error_memory(error);
    }
    const bool contradicts = contradict(checks, business);
    /* sums are not judged over faulty rows */
    *faulty = *faulty || contradicts ||
              shares_too_large(checks, business->rows, business->row_count, business->name);
    if (!*faulty) {
        return business_checks_note(checks, business, false, error);
    }
    return checks->context->strings_frozen ? BLACKOUT_OK : compare_name(checks, business, error);
}

/* A sheet has its total in the last row, and seldom in the first, where it may be the largest
 * business of a sorted list: that is only warned of. */
void business_checks_finish(struct business_checks *checks)
{
    const struct edge_business *edges[] = {&checks->first, &checks->last};
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; ++i) {
        const struct edge_business *edge = edges[i];
        if (!is_total(checks, edge)) {
            continue;
        }
        const struct place place = place_of(checks, edge->line, DEPENDENCIES_ANNUAL_REVENUE);
        const char *currency = strings_text(checks->context->strings, edge->currency);
        char text[NUMBER_TEXT_SIZE];
        const size_t others = business_checks_sum_for(checks, edge->currency)->business_count - 1;
        number_print(text, edge->annual_revenue);
        if (edge == &checks->last) {
            diagnostics_fault(checks->context->diagnostics, &place, "perhaps_total",
                              "the revenue of the last business is the sum of the %zu others, and "
                              "would count twice ('%s %s'); leave the row out if it is their "
                              "total, or put another business last",
                              others, text, currency);
        } else {
            diagnostics_warn(checks->context->diagnostics, &place, "total_first",
                             "the revenue of the first business is the sum of the %zu others ('%s "
                             "%s'); leave the row out if it is their total",
                             others, text, currency);
            diagnostics_money_of_last(checks->context->diagnostics, currency,
                                      edge->firms * edge->annual_revenue);
        }
    }
}

void business_checks_free(struct business_checks *checks)
{
    near_names_free(&checks->names);
}
