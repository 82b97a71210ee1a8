/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `policies` say about each other and about themselves: terms that are ignored or out of
 * reach, policies that together would pay more than is lost. */
#include "ingest/table_checks.h"

#include <stdlib.h>

#include "core/error.h"
#include "ingest/share_sum.h"
#include "tables/groups.h"
#include "tables/rates.h"

static void warn_policy(const struct table_context *context, const struct row *row, int column,
                        const char *code, const char *what)
{
    struct place place = table_place(&context->tables[POLICIES], row, column);
    diagnostics_warn(context->diagnostics, &place, code, "%s ('%.80s')", what,
                     strings_text(context->strings, row->cells[POLICIES_POLICY].text));
}

/* Whose loss it is must be plain: a business's, an owner's, or that of all businesses. */
static void check_insured(const struct table_context *context, const struct row *row)
{
    if (row->cells[POLICIES_BUSINESS].given && row->cells[POLICIES_OWNER].given) {
        struct place place = table_place(&context->tables[POLICIES], row, POLICIES_OWNER);
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "the policy has a business and an owner ('%.80s'); give one of them",
                          check_text(context, row, POLICIES_OWNER));
    }
}

static void check_terms(const struct table_context *context, const struct row *row)
{
    const struct cell *cells = row->cells;
    for (int column = 0; column < (int)schema_table(POLICIES)->column_count; ++column) {
        if (cells[column].has_range) {
            warn_policy(context, row, column, "terms_vary",
                        "a term of a contract is certain: its range is ignored");
        }
    }
    /* one outage pays the insurer's share of a whole layer at most */
    if (cells[POLICIES_AGGREGATE_LIMIT].given &&
        cells[POLICIES_AGGREGATE_LIMIT].number <
            cells[POLICIES_SHARE].number * cells[POLICIES_LIMIT].number) {
        warn_policy(context, row, POLICIES_AGGREGATE_LIMIT, "limit_out_of_reach",
                    "the aggregate limit of a year is below what one outage may pay: it caps that "
                    "too");
    }
}

/* At the latest rate: a policy has no date of its own. Without `fx` there is one currency, or a
 * fault (references.c). */
static double rate_of(const struct table_context *context, const struct row *row)
{
    const struct table *fx = &context->tables[FX];
    string_id currency = row->cells[POLICIES_CURRENCY].text;
    return fx->present
               ? rates_per_usd(fx, currency, strings_text(context->strings, currency), INSTANT_ANY)
               : 1;
}

/* Where a layer begins or ends: what is paid of a larger loss rises by so much more or less. In
 * USD, since the policies of one business may be in several currencies. */
struct layer_end {
    double usd;
    double slope;
};

static int by_usd(const void *a, const void *b)
{
    const double x = ((const struct layer_end *)a)->usd;
    const double y = ((const struct layer_end *)b)->usd;
    return (x > y) - (x < y);
}

/* The layer of a policy is that of reinsurance: what exceeds the deductible, up to the limit, times
 * the insurer's share. */
static size_t gather_ends(struct layer_end *ends, const struct table_context *context,
                          const struct group *policies)
{
    size_t count = 0;
    for (size_t i = 0; i < policies->count; ++i) {
        const struct row *row = &context->tables[POLICIES].rows[policies->rows[i]];
        const struct cell *cells = row->cells;
        if (!row->faulty) {
            const double rate = rate_of(context, row);
            const double deductible = cells[POLICIES_DEDUCTIBLE].number;
            const double share = cells[POLICIES_SHARE].number;
            ends[count++] = (struct layer_end){deductible / rate, share};
            ends[count++] =
                (struct layer_end){(deductible + cells[POLICIES_LIMIT].number) / rate, -share};
        }
    }
    return count;
}

/* Whether these policies may pay more than a loss, whatever the waiting times. Payments are
 * straight between the ends of layers: a loss at some end shows any excess. Beyond the last end
 * nothing is added to what is paid, and the loss grows. Ends are sorted, so that many policies of
 * one business take n log n. `ends` has room for two of each. */
static bool pay_too_much(const struct table_context *context, const struct group *policies,
                         struct layer_end *ends)
{
    const size_t count = gather_ends(ends, context, policies);
    double paid = 0;
    double slope = 0;
    if (count > 0) {
        qsort(ends, count, sizeof *ends, by_usd);
    }
    for (size_t i = 0; i < count; ++i) {
        paid += i > 0 ? slope * (ends[i].usd - ends[i - 1].usd) : 0;
        slope += ends[i].slope;
        if (paid > ends[i].usd * (1 + share_sum_tolerance)) {
            return true;
        }
    }
    return false;
}

/* The policies that may pay for a loss of a business alone, in the order of the table: its own, and
 * those of all. Both lists ascend and are merged. `rows` has room for both. */
static struct group payers(const struct group *own, const struct group *common, uint32_t *rows)
{
    struct group all = {.rows = rows};
    size_t i = 0;
    size_t k = 0;
    const size_t common_count = common != NULL && common != own ? common->count : 0;
    while (i < own->count || k < common_count) {
        const bool next_is_own =
            k == common_count || (i < own->count && own->rows[i] < common->rows[k]);
        rows[all.count++] = next_is_own ? own->rows[i++] : common->rows[k++];
    }
    return all;
}

/* A warning and no fault: overlapping policies are bought, and the model pays nobody twice (model/
 * insurance.c). Adjoining layers are none. One warning for each insured, at its last policy. */
static void warn_overlaps(const struct table_context *context, const struct groups *businesses,
                          uint32_t *rows, struct layer_end *ends)
{
    const string_id all_of_them[] = {STRING_NONE, STRING_NONE};
    const struct group *common = groups_find(businesses, all_of_them);
    for (size_t i = 0; i < businesses->count; ++i) {
        const struct group *own = &businesses->groups[i];
        const struct row *last = &businesses->table->rows[own->rows[own->count - 1]];
        const bool of_owner = last->cells[POLICIES_OWNER].given; /* whose loss no other covers */
        const struct group policies = payers(own, of_owner ? NULL : common, rows);
        if (!last->faulty && pay_too_much(context, &policies, ends)) {
            warn_policy(
                context, last, POLICIES_POLICY, "policies_overlap",
                of_owner
                    ? "the policies of this owner may together pay more than is lost: each pays "
                      "what the others leave"
                    : "the policies of this business and those that cover all businesses may "
                      "together pay more than is lost: each pays what the others leave, the "
                      "common ones last");
        }
    }
}

/* Row by row, then by insured. That the business is in `dependencies` is judged once those have
 * been read (tables/insured.h). */
blackout_status check_policies(const struct table_context *context, struct table *table,
                               blackout_error *error)
{
    const int by_insured[] = {POLICIES_BUSINESS, POLICIES_OWNER};
    struct groups businesses;
    if (!check_is_whole(table)) {
        return BLACKOUT_OK;
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        if (!table->rows[i].faulty) {
            check_insured(context, &table->rows[i]);
            check_terms(context, &table->rows[i]);
        }
    }
    blackout_status status = groups_make(&businesses, table, by_insured, 2, error);
    uint32_t *rows = arena_alloc(&businesses.arena, table->row_count, sizeof *rows);
    struct layer_end *ends = arena_alloc(&businesses.arena, table->row_count, 2 * sizeof *ends);
    if (status == BLACKOUT_OK && (rows == NULL || ends == NULL)) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        warn_overlaps(context, &businesses, rows, ends);
    }
    groups_free(&businesses);
    return status;
}
