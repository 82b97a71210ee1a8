/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function for what each field holds (enum filing_content), and no list of fields here: which
 * there are is data (filing/fields.c). Criteria are here, since they look at all the others. */
#include "estimate/filing_values.h"

#include <stdio.h>

#include "estimate/filing_contents.h"

/* ---- Criteria -------------------------------------------------------------------------------- */

/* Article 9 of Delegated Regulation (EU) 2024/1772: more than 24 hours, or 2 of a critical service,
 * which the program does not know; more than 100,000 clients, or 10 % of them; more than 10 % of a
 * day's transactions. Each has to be exceeded: to reach it is not enough. */
static const double long_hours = 24;
static const double many_clients = 100000;
static const double large_share = 0.1;

/* Any one of the three limits is enough. The users are those of one platform: the number is the
 * largest, as in field 3.4, and the part that of "all clients making use of the affected service",
 * of whichever service has the largest. */
static bool reaches_clients(const struct result *result)
{
    const struct result_reach *reach = &result->reach;
    return (reach->has_users &&
            (reach->users_hit > many_clients || reach->users_share > large_share)) ||
           filing_lost_day_share(result) > large_share;
}

/* Criteria by their articles' names; others are judgements. Likely is more likely than not: a form
 * has no field for a probability here. */
static void fill_criteria(struct filler *filler)
{
    const struct result *result = filler->result;
    const struct result_exceedance *exceedance = filing_form_exceedance(filler);
    const struct {
        bool met;
        const char *words;
    } criteria[] = {
        {reaches_clients(result), "Clients, financial counterparts and transactions affected"},
        {filing_duration_of(&result->scenario) > long_hours, "Duration and service downtime"},
        {result->reach.member_state_count >= 2, "Geographical spread"},
        {exceedance != NULL && exceedance->probability > 0.5, "Economic impact"}};
    /* room for all of them */
    char text[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < sizeof criteria / sizeof criteria[0]; ++i) {
        if (criteria[i].met && used < sizeof text) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used > 0 ? "; " : "",
                                     criteria[i].words);
        }
    }
    if (used > 0) {
        filing_set(filler, text, filing_estimate,
                   "Delegated Regulation (EU) 2024/1772, article 9: what can be computed; critical "
                   "services, reputation and data losses are judgements");
    } else {
        filing_leave_empty(filler, "no threshold of article 9 that can be computed is met");
    }
}

/* ---- The form -------------------------------------------------------------------------------- */

void filing_fill(struct filler *filler)
{
    static void (*const fills[CONTENT_COUNT])(struct filler *) = {
        [CONTENT_ENTITY] = filing_fill_entity,
        [CONTENT_CURRENCY] = filing_fill_currency,
        [CONTENT_INCIDENT] = filing_fill_incident,
        [CONTENT_CRITERIA] = fill_criteria,
        [CONTENT_SPREAD] = filing_fill_spread,
        [CONTENT_OCCURRED] = filing_fill_occurred,
        [CONTENT_RECOVERED] = filing_fill_recovered,
        [CONTENT_CLIENTS] = filing_fill_clients,
        [CONTENT_CLIENTS_PERCENT] = filing_fill_clients_percent,
        [CONTENT_TRANSACTIONS_PERCENT] = filing_fill_transactions_percent,
        [CONTENT_NUMBERS_STATE] = filing_fill_numbers_state,
        [CONTENT_DURATION] = filing_fill_duration,
        [CONTENT_DOWNTIME] = filing_fill_downtime,
        [CONTENT_TIMES_STATE] = filing_fill_times_state,
        [CONTENT_MEMBER_STATES] = filing_fill_member_states,
        [CONTENT_THRESHOLD] = filing_fill_threshold,
        [CONTENT_GROSS] = filing_fill_gross,
        [CONTENT_RECOVERIES] = filing_fill_recoveries,
        [CONTENT_LOSS] = filing_fill_loss,
        [CONTENT_LIMIT] = filing_fill_limit,
        [CONTENT_UNION_USERS] = filing_fill_union_users,
        [CONTENT_UNION_PERCENT] = filing_fill_union_percent,
        [CONTENT_NET] = filing_fill_net,
        [CONTENT_REVENUE_PERCENT] = filing_fill_revenue_percent,
        [CONTENT_INCOME_PERCENT] = filing_fill_income_percent,
        [CONTENT_PER_SHARE] = filing_fill_per_share,
        [CONTENT_RECURRING] = filing_fill_recurring,
        [CONTENT_CAUSE] = filing_fill_cause,
        [CONTENT_RECURRING_LOSS] = filing_fill_recurring_loss,
        [CONTENT_RECURRING_THRESHOLD] = filing_fill_recurring_threshold};
    const struct filing_field *field = filler->entry->field;
    /* The reason goes in first: a content that is no function of the model keeps it. */
    filing_leave_empty(filler, field->reason);
    if (fills[field->content] != NULL) {
        fills[field->content](filler);
    }
}
