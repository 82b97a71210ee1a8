/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `policies` say about each other and about themselves: terms that are ignored or out of
 * reach, policies that together would pay more than is lost. */
#include "ingest/table_checks.h"

#include "core/error.h"
#include "core/layer.h"
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
    if (cells[POLICIES_AGGREGATE_LIMIT].given &&
        cells[POLICIES_AGGREGATE_LIMIT].number <
            cells[POLICIES_SHARE].number * cells[POLICIES_LIMIT].number) {
        warn_policy(context, row, POLICIES_AGGREGATE_LIMIT, "limit_out_of_reach",
                    "the aggregate limit of a year is below what one outage may pay: it caps that "
                    "too");
    }
}

/* At the latest rate: a policy has no date of its own. */
static double rate_of(const struct table_context *context, const struct row *row)
{
    const struct table *fx = &context->tables[FX];
    string_id currency = row->cells[POLICIES_CURRENCY].text;
    return fx->present
               ? rates_per_usd(fx, currency, strings_text(context->strings, currency), INSTANT_ANY)
               : 1;
}

/* What a loss of `usd` is paid at most, whatever the waiting times, by policies that are `rows`.
 * The layer of a policy is that of reinsurance: what exceeds the deductible, up to the limit, times
 * the insurer's share. */
static double payments(const struct table_context *context, const struct group *policies,
                       double usd)
{
    const struct table *table = &context->tables[POLICIES];
    double sum = 0;
    for (size_t i = 0; i < policies->count; ++i) {
        const struct row *row = &table->rows[policies->rows[i]];
        const struct cell *cells = row->cells;
        if (!row->faulty) {
            double rate = rate_of(context, row);
            double layer = layer_of(usd * rate, cells[POLICIES_DEDUCTIBLE].number,
                                    cells[POLICIES_LIMIT].number);
            sum += cells[POLICIES_SHARE].number * layer / rate;
        }
    }
    return sum;
}

/* Payments are straight between the ends of layers: a loss at some end shows any excess. */
static bool pay_too_much(const struct table_context *context, const struct group *policies)
{
    const struct table *table = &context->tables[POLICIES];
    for (size_t i = 0; i < policies->count; ++i) {
        const struct row *row = &table->rows[policies->rows[i]];
        double usd = (row->cells[POLICIES_DEDUCTIBLE].number + row->cells[POLICIES_LIMIT].number) /
                     rate_of(context, row);
        if (!row->faulty && payments(context, policies, usd) > usd * (1 + share_sum_tolerance)) {
            return true;
        }
    }
    return false;
}

/* The policies that may pay for a loss of a business alone, in the order of the table: its own, and
 * those of all. `rows` has room for both. */
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

static void warn_overlaps(const struct table_context *context, const struct groups *businesses,
                          uint32_t *rows)
{
    const string_id all_of_them[] = {STRING_NONE, STRING_NONE};
    const struct group *common = groups_find(businesses, all_of_them);
    for (size_t i = 0; i < businesses->count; ++i) {
        const struct group *own = &businesses->groups[i];
        const struct row *last = &businesses->table->rows[own->rows[own->count - 1]];
        const bool of_owner = last->cells[POLICIES_OWNER].given; /* whose loss no other covers */
        const struct group policies = payers(own, of_owner ? NULL : common, rows);
        if (!last->faulty && pay_too_much(context, &policies)) {
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
    if (status == BLACKOUT_OK && rows == NULL) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        warn_overlaps(context, &businesses, rows);
    }
    groups_free(&businesses);
    return status;
}
