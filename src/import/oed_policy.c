/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row is one policy, or one layer of one. What it says of its business is not looked at here.
 */
#include "import/oed_policy.h"

#include <math.h>
#include <string.h>

#include "core/calendar.h"
#include "core/error.h"
#include "import/oed_codes.h"
#include "import/oed_cover.h"
#include "import/oed_fields.h"
#include "import/oed_terms.h"

static const char *const policy_columns[] = {"policy", "business", "waiting_hours",   "deductible",
                                             "limit",  "share",    "aggregate_limit", "currency",
                                             "basis",  "source"};
enum { POLICY_COLUMNS = sizeof policy_columns / sizeof policy_columns[0] };

int oed_policies_init(struct oed_policies *policies, blackout_import *import)
{
    policies->import = import;
    policies->table =
        import_table_new(import, "policies.csv", "policies", policy_columns, POLICY_COLUMNS);
    return policies->table == NULL || oed_names_init(&policies->names, &import->arena) != 0 ? -1
                                                                                            : 0;
}

/* Types and codes of the format: 0 is a flat amount, off each loss; others are parts of the loss or
 * of what is insured, or franchises, for which a package has no term. Taken as amounts, 5 % would
 * be 0.05. */
static void doubt_types(struct oed_doubt *doubt, const struct oed_row *row)
{
    static const enum oed_column types[] = {OED_POL_DED_TYPE, OED_POL_DED_TYPE_CBI,
                                            OED_POL_LIMIT_TYPE_CBI, OED_POL_DED_CODE,
                                            OED_POL_DED_CODE_CBI};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; ++i) {
        double type = 0;
        const bool is_flat = oed_number(&type, row, types[i], 0) && type == 0;
        oed_set_doubt(
            doubt, !is_flat, types[i],
            "the deductible or limit is no flat amount (type and code 0), but a part of the "
            "loss or of what is insured, or a franchise");
    }
}

/* The terms of a row; a margin that is not known leaves revenue and profit the same. What is unsaid
 * is the format's default; a waiting period is at most the ten years that an outage may last. All
 * fields are read though one is in doubt: the first of the list is named, and nothing is made of
 * the numbers then. */
static struct oed_doubt read_terms(struct oed_terms *terms, double *waiting_days,
                                   const struct oed_row *row)
{
    const struct {
        enum oed_column column;
        double *number;
        double unsaid;
        double most;
    } fields[] = {{OED_BI_WAITING_PERIOD, waiting_days, 0, 3650},
                  {OED_POL_DED, &terms->deductible, 0, INFINITY},
                  {OED_POL_DED_CBI, &terms->cover_deductible, 0, INFINITY},
                  {OED_POL_LIMIT_CBI, &terms->cover_limit, 0, INFINITY},
                  {OED_LAYER_ATTACHMENT, &terms->attachment, 0, INFINITY},
                  {OED_LAYER_LIMIT, &terms->layer_limit, 0, INFINITY},
                  {OED_LAYER_AGG_LIMIT, &terms->aggregate_limit, 0, INFINITY},
                  {OED_LAYER_PARTICIPATION, &terms->participation, 1, 1},
                  {OED_GROSS_PROFIT_MARGIN, &terms->margin, 1, 1}};
    struct oed_doubt doubt = {OED_POL_NUMBER, NULL};
    oed_set_doubt(
        &doubt, !oed_covers_provider(row->texts[OED_POL_COVERAGE]), OED_POL_COVERAGE,
        "the policy does not cover contingent business interruption (CBI), which an outage of "
        "a provider is");
    oed_set_doubt(&doubt, !oed_covers_cyber(row->texts[OED_POL_PERILS_COVERED]),
                  OED_POL_PERILS_COVERED,
                  "the policy covers no cyber peril (CC1, CSB or AA1), of which an outage is one");
    doubt_types(&doubt, row);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; ++i) {
        const bool read = oed_number(fields[i].number, row, fields[i].column, fields[i].unsaid);
        oed_set_doubt(&doubt, !read, fields[i].column, "it is no number of at least 0");
        oed_set_doubt(&doubt, read && *fields[i].number > fields[i].most, fields[i].column,
                      "it is larger than the format allows (a share is at most 1)");
    }
    terms->margin = terms->margin > 0 ? terms->margin : 1;
    return doubt;
}

/* The currency of the amounts; NULL where they are in several or in none. */
static const char *terms_currency(const struct oed_row *row)
{
    const char *limit = oed_first_text(row, OED_LIMIT_CURRENCY, OED_ACC_CURRENCY);
    const char *deductible = oed_first_text(row, OED_DED_CURRENCY, OED_ACC_CURRENCY);
    return strcmp(limit, deductible) == 0 && oed_is_currency(limit) ? limit : NULL;
}

/* Where there is none, the column that is looked at: the one that is no currency, or else that of
 * the deductible, which differs. */
static enum oed_column doubtful_currency(const struct oed_row *row)
{
    const enum oed_column limit = oed_first_column(row, OED_LIMIT_CURRENCY, OED_ACC_CURRENCY);
    return oed_is_currency(row->texts[limit])
               ? oed_first_column(row, OED_DED_CURRENCY, OED_ACC_CURRENCY)
               : limit;
}

/* What is made of a row. Name and key are the import's, the currency is the row's. */
struct policy {
    const char *key;
    const char *name; /* NULL: there is none for it */
    const char *currency;
    double waiting_days;
    struct oed_layer layer;
};

/* `P-1` and, of another layer than the first, `P-1-2`. A row without a policy's number has that of
 * its account. The key has the layer apart from the number: policy "P-1" in layer 2 is another than
 * policy "P" in layer "1-2". */
static bool name_policy(struct policy *policy, const struct oed_policies *policies,
                        const struct oed_row *row, const char *business)
{
    struct arena *arena = &policies->import->arena;
    const char *number = oed_first_text(row, OED_POL_NUMBER, OED_ACC_NUMBER);
    const char *given = row->texts[OED_LAYER_NUMBER];
    /* 1 where none is given, which is the format's default */
    const char *layer = arena_copy(arena, given[0] != '\0' ? given : "1",
                                   given[0] != '\0' ? oed_code_length(given) : 1);
    if (layer == NULL) {
        return false;
    }
    const bool is_first = strcmp(layer, "1") == 0;
    const char *wish =
        arena_format(arena, "%s%s%s", number, is_first ? "" : "-", is_first ? "" : layer);
    policy->key = oed_key(arena, business, number, layer);
    return policy->key != NULL && wish != NULL &&
           oed_names_free(&policy->name, &policies->names, business, wish) == 0;
}

/* Terms that are there and not applied: they would make the policy pay less, or for less long. The
 * policy is taken all the same: without it nothing would be paid at all. */
static blackout_status note_terms(const struct oed_policies *policies, const struct oed_row *row,
                                  blackout_error *error)
{
    static const struct {
        enum oed_column column;
        double unsaid;
        const char *reason;
    } terms[] = {
        {OED_POL_SIR, 0,
         "the self-insured retention is not applied: a policy pays more than it would"},
        {OED_LAYER_AGG_ATTACHMENT, 0,
         "the attachment of the year is not applied: a policy pays more than it would"},
        {OED_BIPOI, 365, "the period of indemnity is not applied: an outage may last longer"}};
    blackout_status status = BLACKOUT_OK;
    if (!oed_version_is_known(row->texts[OED_VERSION])) {
        status = oed_leave_out(policies->import, row, OED_VERSION,
                               "the version is neither 4 nor 5: columns are read as those of 5.0.0",
                               error);
    }
    for (size_t i = 0; i < sizeof terms / sizeof terms[0] && status == BLACKOUT_OK; ++i) {
        double number = 0;
        if (!oed_number(&number, row, terms[i].column, terms[i].unsaid) ||
            number != terms[i].unsaid) {
            status = oed_leave_out(policies->import, row, terms[i].column, terms[i].reason, error);
        }
    }
    /* asked for again, since read_terms() has put 1 in its place; empty and 0 are unknown alike */
    double margin = 0;
    if (status == BLACKOUT_OK &&
        !(oed_number(&margin, row, OED_GROSS_PROFIT_MARGIN, 0) && margin > 0)) {
        status = oed_leave_out(policies->import, row, OED_GROSS_PROFIT_MARGIN,
                               "the margin is not known: lost revenue counts in full", error);
    }
    return status;
}

/* As in oed.c, texts that could not be made are NULL. */
static int add_policy(struct oed_policies *policies, const struct policy *policy,
                      const char *business)
{
    blackout_import *import = policies->import;
    const struct oed_layer *layer = &policy->layer;
    const bool has_aggregate = layer->aggregate_limit > 0;
    const char *const cells[POLICY_COLUMNS] = {
        policy->name,
        business,
        import_number(import, policy->waiting_days * HOURS_PER_DAY),
        import_number(import, layer->deductible),
        import_number(import, layer->limit),
        import_number(import, layer->share),
        has_aggregate ? import_number(import, layer->aggregate_limit) : "",
        import_text(import, policy->currency, strlen(policy->currency)),
        "reported",
        OED_SOURCE};
    return import_row(import, policies->table, cells);
}

/* The first doubt is listed: each can only be judged where those before it do not hold. A policy
 * without a limit can pay no more than a year's revenue, if that is in its currency. */
static struct oed_doubt judge(struct policy *policy, const struct oed_policies *policies,
                              const struct oed_row *row, const struct oed_insured *insured)
{
    struct oed_terms terms = {0};
    struct oed_doubt doubt = read_terms(&terms, &policy->waiting_days, row);
    policy->currency = terms_currency(row);
    oed_set_doubt(&doubt, policy->currency == NULL, doubtful_currency(row),
                  "limits and deductibles are in several currencies, or in none that is known");
    const bool pays = doubt.reason == NULL && oed_layer_make(&policy->layer, &terms);
    oed_set_doubt(&doubt, !pays,
                  terms.participation > 0 ? OED_POL_LIMIT_CBI : OED_LAYER_PARTICIPATION,
                  "the policy never pays: its sub-limit is below its deductible and attachment, "
                  "or its share is 0");
    const bool is_limited = policy->layer.limit > 0;
    oed_set_doubt(
        &doubt,
        !is_limited && doubt.reason == NULL && strcmp(policy->currency, insured->currency) != 0,
        OED_LAYER_LIMIT, "the policy has no limit, and another currency than the revenue");
    oed_set_doubt(&doubt, oed_names_number(&policies->names, policy->key) > 0, OED_POL_NUMBER,
                  "a policy and layer of these numbers was met before");
    oed_set_doubt(&doubt, policy->name == NULL, OED_POL_NUMBER, OED_NO_NAME);
    policy->layer.limit = is_limited ? policy->layer.limit : insured->revenue;
    return doubt;
}

/* Terms that are not applied are listed of policies that are taken alone: of others the reason that
 * keeps them out is enough. */
blackout_status oed_policy_take(struct oed_policies *policies, const struct oed_row *row,
                                const struct oed_insured *insured, blackout_error *error)
{
    struct policy policy = {.key = NULL};
    if (!name_policy(&policy, policies, row, insured->name)) {
        return error_memory(error);
    }
    const struct oed_doubt doubt = judge(&policy, policies, row, insured);
    if (doubt.reason != NULL) {
        return oed_leave_out(policies->import, row, doubt.column, doubt.reason, error);
    }
    if (oed_names_add(&policies->names, policy.key, policy.name) != 0 ||
        add_policy(policies, &policy, insured->name) != 0) {
        return error_memory(error);
    }
    return note_terms(policies, row, error);
}
