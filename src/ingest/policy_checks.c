/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/policy_checks.h"

#include <math.h>

#include "ingest/share_sum.h"
#include "tables/rates.h"

static void warn_policy(const struct table_context *context, const struct row *row, int column,
                        const char *code, const char *what)
{
    struct place place = table_place(&context->tables[POLICIES], row, column);
    diagnostics_warn(context->diagnostics, &place, code, "%s ('%.80s')", what,
                     strings_text(context->strings, row->cells[POLICIES_POLICY].text));
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

/* The policies that may pay for a loss of `business` alone: its own, and those of all. */
static bool pays_for(const struct row *row, const struct cell *business)
{
    const struct cell *own = &row->cells[POLICIES_BUSINESS];
    return !row->faulty && (!own->given || (business->given && own->text == business->text));
}

static double rate_of(const struct table_context *context, const struct row *row)
{
    const struct table *fx = &context->tables[FX];
    string_id currency = row->cells[POLICIES_CURRENCY].text;
    return fx->present
               ? rates_per_usd(fx, currency, strings_text(context->strings, currency), INSTANT_ANY)
               : 1;
}

/* What they pay at most of a loss of `usd`, whatever their waiting times. */
static double payments(const struct table_context *context, const struct cell *business, double usd)
{
    const struct table *table = &context->tables[POLICIES];
    double sum = 0;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        if (pays_for(&table->rows[i], business)) {
            double rate = rate_of(context, &table->rows[i]);
            double above = fmax(usd * rate - cells[POLICIES_DEDUCTIBLE].number, 0);
            sum += cells[POLICIES_SHARE].number * fmin(above, cells[POLICIES_LIMIT].number) / rate;
        }
    }
    return sum;
}

/* Payments are straight between the ends of layers: a loss at some end shows any excess. */
static bool pay_too_much(const struct table_context *context, const struct cell *business)
{
    const struct table *table = &context->tables[POLICIES];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        double usd = (cells[POLICIES_DEDUCTIBLE].number + cells[POLICIES_LIMIT].number) /
                     rate_of(context, &table->rows[i]);
        if (pays_for(&table->rows[i], business) &&
            payments(context, business, usd) > usd * (1 + share_sum_tolerance)) {
            return true;
        }
    }
    return false;
}

/* Whether a later row insures the same. */
static bool is_insured_below(const struct table *table, size_t row)
{
    const struct cell *own = &table->rows[row].cells[POLICIES_BUSINESS];
    for (size_t i = row + 1; i < table->row_count; ++i) {
        const struct cell *other = &table->rows[i].cells[POLICIES_BUSINESS];
        if (own->given == other->given && (!own->given || own->text == other->text)) {
            return true;
        }
    }
    return false;
}

void policy_checks(const struct table_context *context)
{
    const struct table *table = &context->tables[POLICIES];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->faulty) {
            continue;
        }
        check_terms(context, row);
        if (!is_insured_below(table, i) && pay_too_much(context, &row->cells[POLICIES_BUSINESS])) {
            warn_policy(context, row, POLICIES_POLICY, "policies_overlap",
                        "the policies of this business, with those of all together, may pay more "
                        "than is lost: each pays what the others leave, the common ones last");
        }
    }
}
