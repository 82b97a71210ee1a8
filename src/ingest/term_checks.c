/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: fields that take one of a few words, ranges in columns of their own, tables with one
 * row for each of a few terms. Words are compared byte for byte, as identifiers are everywhere. A
 * word that is added has to be added to the message beside its list. */
#include "ingest/table_checks.h"

#include <math.h>
#include <string.h>

#include "core/text.h"
#include "tables/flow_kinds.h"

static const char *const role_words[] = {"owner", "peer", NULL};
/* The last three were of the regression that the first methodology had. */
static const char *const market_terms[] = {"intercept",      "odds_duration", "duration",
                                           "severity_scope", "error_scale",   NULL};
static const char *const market_required[] = {"intercept", NULL};
static const char *const market_retired[] = {"duration", "severity_scope", "error_scale", NULL};
static const char *const outage_terms[] = {
    "rate_events",        "rate_years",      "log_hours_mean",
    "log_hours_strength", "log_hours_shape", "log_hours_scale",
    "longest_hours",      "any_hour_weight", NULL};
/* Who published a figure, and what it measures: backtest/backtest.c and calibrate/past_outages.c
 * choose rows by these. Measures are figures of the report, some of which a backtest lists as not
 * estimated (methodology, stage 10). */
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

/* For tables whose low and high are columns of their own. A fault and not a swap: which of the two
 * is wrong is not known. */
static void check_low_high(const struct table_context *context, const struct table *table, int low,
                           int high)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        if (cells[low].given && cells[high].given && cells[low].number > cells[high].number) {
            struct place place = table_place(table, &table->rows[i], low);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "low is above high ('%.10g'); correct one of them: low <= high",
                              cells[low].number);
        }
    }
}

blackout_status check_sectors(const struct table_context *context, struct table *table,
                              blackout_error *error)
{
    (void)table;
    (void)error;
    check_word(context, SECTORS, SECTORS_FLOW_KIND, flow_kind_names, FLOW_KIND_LIST);
    return BLACKOUT_OK;
}

blackout_status check_platforms(const struct table_context *context, struct table *table,
                                blackout_error *error)
{
    check_word(context, PLATFORMS, PLATFORMS_FLOW_KIND, flow_kind_names, FLOW_KIND_LIST);
    const blackout_status status = check_owner_sums(context, table, error);
    return status == BLACKOUT_OK && check_is_whole(table)
               ? check_platform_totals(context, table, error)
               : status;
}

blackout_status check_event_returns(const struct table_context *context, struct table *table,
                                    blackout_error *error)
{
    (void)table;
    (void)error;
    check_word(context, EVENT_RETURNS, EVENT_RETURNS_ROLE, role_words, "owner or peer");
    return BLACKOUT_OK;
}

blackout_status check_uncertainty(const struct table_context *context, struct table *table,
                                  blackout_error *error)
{
    (void)error;
    check_low_high(context, table, UNCERTAINTY_LOW, UNCERTAINTY_HIGH);
    return BLACKOUT_OK;
}

blackout_status check_published(const struct table_context *context, struct table *table,
                                blackout_error *error)
{
    (void)error;
    check_word(context, PUBLISHED, PUBLISHED_KIND, kind_words,
               "company, measured, modelled or straight_line");
    check_word(context, PUBLISHED, PUBLISHED_MEASURE, measure_words,
               "owner_revenue_loss, owner_revenue_deferred, owner_revenue_attrition, "
               "owner_credits, owner_cost, owner_profit_loss, owner_insurance, "
               "dependent_revenue_loss, economy_loss, market_value_loss or insured_loss");
    check_low_high(context, table, PUBLISHED_LOW, PUBLISHED_HIGH);
    return BLACKOUT_OK;
}

/* A table with one row for each of a few terms. */
struct term_table {
    enum table_id id;
    int column;                  /* of the term */
    const char *const *words;    /* all that are known */
    const char *const *required; /* those of which each needs a row */
    const char *right;
};

/* As many as outage_terms has: the longest list of required ones. */
enum { MOST_TERMS = 8 };

/* The terms that no row has. A row whose term is not known was meant to be one of them: its
 * nearest, or any. Returns how many are left. Misspelt terms have been reported as unknown words;
 * without this they would be missed as well. */
static size_t missing_terms(const struct table_context *context, const struct term_table *terms,
                            const char *missing[MOST_TERMS])
{
    const struct table *table = &context->tables[terms->id];
    size_t count = 0;
    size_t unclear = 0;
    for (const char *const *term = terms->required; *term != NULL; ++term) {
        string_id id = strings_find(context->strings, *term, strlen(*term));
        if (id == STRING_UNKNOWN || !table_has_key(table, id)) {
            missing[count++] = *term;
        }
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        const char *text = check_text(context, &table->rows[i], terms->column);
        if (check_is_word(text, terms->words)) {
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
        /* of no row: what is missing has the place of the header */
        struct place place = {context->tables[terms->id].source, 1, 1, "term"};
        diagnostics_fault(context->diagnostics, &place, "missing_key",
                          "a term is missing ('%s'); add it: one row for each term", missing[i]);
    }
}

/* A mean effect that is no fall, or is more than all of the value, has no distribution. */
static bool is_prior_mean(const char *term, double mean)
{
    return strcmp(term, "intercept") != 0 || (mean > -1 && mean < 0);
}

/* Packages of the first methodology are still read: their terms are named and passed over. */
static void check_prior_row(const struct table_context *context, const struct table *table,
                            const struct row *row)
{
    const char *term = check_text(context, row, MARKET_PRIOR_TERM);
    const struct cell *mean = &row->cells[MARKET_PRIOR_MEAN];
    const struct cell *sd = &row->cells[MARKET_PRIOR_SD];
    if (check_is_word(term, market_retired)) {
        struct place place = table_place(table, row, MARKET_PRIOR_TERM);
        diagnostics_warn(context->diagnostics, &place, "unused_term",
                         "the term is no longer used ('%s'): a fall has a probability now, see "
                         "stage 6b of the methodology; delete the row",
                         term);
        return;
    }
    if (mean->given && !is_prior_mean(term, mean->number)) {
        struct place place = table_place(table, row, MARKET_PRIOR_MEAN);
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "%s of '%s' is not between -1 and 0 ('%.10g'); a fall, such as -0.02",
                          place.field, term, mean->number);
    }
    /* the table's definition has no need of the column: that these terms do is said here alone */
    if (!sd->refused && !(sd->given && sd->number > 0)) {
        struct place place = table_place(table, row, MARKET_PRIOR_SD);
        place.column = place.column > 0 ? place.column : 1; /* there may be no column sd */
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "%s of '%s' is not above 0 ('%s'); a number above 0", place.field, term,
                          sd->given ? "0" : ""); /* below 0 is out of range */
    }
}

blackout_status check_market_prior(const struct table_context *context, struct table *table,
                                   blackout_error *error)
{
    (void)error;
    static const struct term_table terms = {MARKET_PRIOR, MARKET_PRIOR_TERM, market_terms,
                                            market_required, "intercept or odds_duration"};
    /* the words include retired terms, which are no misspellings; the message leaves them out */
    check_word(context, MARKET_PRIOR, MARKET_PRIOR_TERM, terms.words, terms.right);
    for (size_t i = 0; i < table->row_count; ++i) {
        check_prior_row(context, table, &table->rows[i]);
    }
    check_terms(context, &terms);
    return BLACKOUT_OK;
}

/* The weight of a prior: how many outages it is worth. So many leave 1 % open, which is certainty
 * for a belief; and each draw of a gamma takes as many uniforms (stats/conjugate.c). */
static const double most_shape = 10000;

/* A mean of logarithms may have any sign; all else counts, lasts or weighs something. Shapes of
 * gamma distributions are multiples of a half: then they are drawn exactly, and with a number of
 * uniforms that does not depend on the draws before. */
static void check_outage_term(const struct table_context *context, const struct table *table,
                              const struct row *row)
{
    static const char *const shapes[] = {"rate_events", "log_hours_shape", NULL};
    const struct place place = table_place(table, row, OUTAGE_PRIOR_VALUE);
    const char *term = check_text(context, row, OUTAGE_PRIOR_TERM);
    const double value = row->cells[OUTAGE_PRIOR_VALUE].number;
    const bool is_shape = check_is_word(term, shapes);
    if (strcmp(term, "log_hours_mean") != 0 && !(value > 0)) {
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "%s of '%s' is not above 0 ('%.10g'); a number above 0", place.field,
                          term, value);
    } else if (strcmp(term, "longest_hours") == 0 && value > LONGEST_OUTAGE_HOURS) {
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "%s of '%s' is longer than ten years ('%.10g'); at most %.10g",
                          place.field, term, value, LONGEST_OUTAGE_HOURS);
    } else if (is_shape && value > most_shape) {
        diagnostics_fault(
            context->diagnostics, &place, "bad_value",
            "%s of '%s' is above %.10g ('%.10g'); at most that, with %s in proportion", place.field,
            term, most_shape, value,
            strcmp(term, shapes[0]) == 0 ? "rate_years" : "log_hours_scale");
    } else if (is_shape && 2 * value != floor(2 * value)) {
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "%s of '%s' is not a multiple of a half ('%.10g'); 3, or 2.5",
                          place.field, term, value);
    }
}

blackout_status check_outage_prior(const struct table_context *context, struct table *table,
                                   blackout_error *error)
{
    (void)error;
    static const struct term_table terms = {OUTAGE_PRIOR, OUTAGE_PRIOR_TERM, outage_terms,
                                            outage_terms,
                                            "one of the terms of `blackout schema outage_prior`"};
    check_word(context, OUTAGE_PRIOR, OUTAGE_PRIOR_TERM, terms.words, terms.right);
    for (size_t i = 0; i < table->row_count; ++i) {
        if (table->rows[i].cells[OUTAGE_PRIOR_VALUE].given) {
            check_outage_term(context, table, &table->rows[i]);
        }
    }
    check_terms(context, &terms);
    return BLACKOUT_OK;
}
