/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function for what each field holds (enum filing_content), and no list of fields here: which
 * there are is data (filing/fields.c). A value is written as the form has it. */
#include "estimate/filing_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"
#include "uncertainty/sampler.h"
#include "uncertainty/share_above.h"

static const char actual[] = "actual";
static const char estimate[] = "estimate";

/* ---- Values ---------------------------------------------------------------------------------- */

void filing_set(struct filler *filler, const char *value, const char *state, const char *rests_on)
{
    filler->entry->value = arena_copy(filler->arena, value, strlen(value));
    filler->entry->state = state;
    filler->entry->rests_on = rests_on;
    filler->out_of_memory = filler->out_of_memory || filler->entry->value == NULL;
}

static void leave_empty(struct filler *filler, const char *reason)
{
    filler->entry->value = "";
    filler->entry->state = "";
    filler->entry->rests_on = reason;
}

/* The interval in the unit of the field, which is `unit` of the quantity. */
static void set_range(struct filler *filler, const struct quantity *quantity, double unit)
{
    struct filing_entry *entry = filler->entry;
    entry->has_range = quantity->statistics != NULL && quantity->statistics->sampled;
    entry->low = entry->has_range ? quantity->statistics->p5 / unit : 0;
    entry->high = entry->has_range ? quantity->statistics->p95 / unit : 0;
}

/* Fields of thousands say so in what they rest on: whoever copies the figure has to see it. */
static const double thousand = 1000;

static const char *in_thousands(struct filler *filler, const char *rests_on)
{
    const char *text = arena_format(filler->arena, "in thousands of %s: %s",
                                    filler->result->scenario.currency, rests_on);
    filler->out_of_memory = filler->out_of_memory || text == NULL;
    return text != NULL ? text : rests_on;
}

/* To the cent, in thousands to the unit; below 0 no form has a value. */
static void set_amount(struct filler *filler, struct quantity amount, const char *state,
                       const char *rests_on)
{
    enum { CENTS = 2, UNITS = 3 };
    const bool thousands = filler->entry->field->format == FILING_THOUSANDS;
    const double unit = thousands ? thousand : 1;
    char text[NUMBER_FIXED_SIZE];
    if (!amount.present) {
        leave_empty(filler, "the report has no such figure, since an input is missing");
        return;
    }
    if (amount.central < 0) {
        leave_empty(filler, "the amount is below 0, which the form does not take");
        return;
    }
    number_print_fixed(text, sizeof text, amount.central / unit, thousands ? UNITS : CENTS, 0);
    filing_set(filler, text, state, thousands ? in_thousands(filler, rests_on) : rests_on);
    set_range(filler, &amount, unit);
}

/* A part of 1 as a percentage: of a daily average it may be more than 100. */
static void set_percent(struct filler *filler, struct quantity share, const char *state,
                        const char *rests_on)
{
    static const double most = 999.95; /* which is printed as 1000.0 */
    char text[NUMBER_FIXED_SIZE];
    if (share.central < 0) {
        leave_empty(filler, "the percentage is below 0, which the form does not take");
        return;
    }
    if (100 * share.central >= most) {
        leave_empty(filler, "the percentage is larger than the 999.9 that the form takes");
        return;
    }
    number_print_fixed(text, sizeof text, 100 * share.central, 1, 0);
    filing_set(filler, text, state, rests_on);
    set_range(filler, &share, 1.0 / 100);
}

/* A share that is not sampled. */
static struct quantity share_of(double part, double whole)
{
    return (struct quantity){.present = true, .central = part / whole};
}

static void set_count(struct filler *filler, double count, const char *state, const char *rests_on)
{
    char text[NUMBER_FIXED_SIZE];
    number_print_fixed(text, sizeof text, round(count), 0, 0);
    filing_set(filler, text, state, rests_on);
}

static const char *times_state(const struct result *result)
{
    return result->scenario.duration_certain ? actual : estimate;
}

static const char *rests_on_scenario(const struct result *result)
{
    return result->scenario.measured_curve  ? "the severity curve, as measured"
           : result->scenario.event != NULL ? "the catalogue of outages, and what the scenario says"
                                            : "the scenario";
}

/* ---- Who and what ---------------------------------------------------------------------------- */

static void fill_entity(struct filler *filler)
{
    if (filler->result->owner_count == 1) {
        filing_set(filler, filler->result->owners[0].name, actual, "owners.name");
    } else {
        leave_empty(filler, "platforms of several owners are down: give --owner, or --field");
    }
}

static void fill_currency(struct filler *filler)
{
    filing_set(filler, filler->result->scenario.currency, actual, "--currency, else the owner's");
}

static void fill_incident(struct filler *filler)
{
    const struct result *result = filler->result;
    const char *name =
        result->account.incident != NULL ? result->account.incident : result->scenario.event;
    if (name != NULL) {
        filing_set(filler, name, actual, "--incident, else the event");
    } else {
        leave_empty(filler, "the scenario has no name; give --incident, or --field");
    }
}

/* ---- When ------------------------------------------------------------------------------------ */

static void set_time(struct filler *filler, double hours_after, const char *rests_on)
{
    const struct result_scenario *scenario = &filler->result->scenario;
    char text[CALENDAR_TEXT_SIZE];
    if (!scenario->has_start) {
        leave_empty(filler, "the scenario has no start; give --start");
        return;
    }
    calendar_print_instant(text, scenario->start + (instant)round(hours_after * SECONDS_PER_HOUR));
    filing_set(filler, text, hours_after == 0 ? actual : times_state(filler->result), rests_on);
}

static double downtime_of(const struct result_scenario *scenario)
{
    return scenario->measured_curve ? scenario->window_hours : scenario->duration_hours;
}

/* Until service is as before. */
static double duration_of(const struct result_scenario *scenario)
{
    return downtime_of(scenario) + scenario->recovery_hours;
}

static void fill_occurred(struct filler *filler)
{
    set_time(filler, 0, rests_on_scenario(filler->result));
}

static void fill_recovered(struct filler *filler)
{
    set_time(filler, duration_of(&filler->result->scenario),
             "start, duration and recovery of the scenario");
}

static void set_duration(struct filler *filler, double hours, const char *rests_on)
{
    char text[FILING_DURATION_SIZE];
    if (filing_print_duration(text, hours)) {
        filing_set(filler, text, times_state(filler->result), rests_on);
    } else {
        leave_empty(filler, "longer than the 999 days that the form takes");
    }
}

static void fill_duration(struct filler *filler)
{
    set_duration(filler, duration_of(&filler->result->scenario),
                 "duration and recovery of the scenario, until service is as before");
}

static void fill_downtime(struct filler *filler)
{
    set_duration(filler, downtime_of(&filler->result->scenario), "duration of the scenario");
}

static void fill_times_state(struct filler *filler)
{
    filing_set(filler, filler->result->scenario.duration_certain ? "Actual figures" : "Estimates",
               actual, "whether the duration of the scenario is certain");
}

/* ---- Whom it reaches ------------------------------------------------------------------------- */

static const char no_users[] = "no users are known: fill platforms.users and user_share, or "
                               "platform_regions.users";

static void fill_clients(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_users) {
        set_count(filler, reach->users_hit, estimate,
                  "users of the regions hit, of the platform with most of them, times severity");
    } else {
        leave_empty(filler, no_users);
    }
}

static void fill_clients_percent(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_users && reach->users > 0) {
        set_percent(filler, share_of(reach->users_hit, reach->users), estimate,
                    "that number over all users of the platform");
    } else {
        leave_empty(filler, no_users);
    }
}

/* Lost hours are average ones, of the platform with most. */
static struct quantity lost_hours(const struct result *result)
{
    struct quantity most = {.present = true};
    for (size_t i = 0; i < result->platform_count; ++i) {
        const struct quantity *hours = &result->platforms[i].figures[FIGURE_LOST_HOURS];
        most = hours->central > most.central ? *hours : most;
    }
    return most;
}

/* Over 24 they are the part of an average day's flow. */
static double lost_day_share(const struct result *result)
{
    return lost_hours(result).central / HOURS_PER_DAY;
}

static void fill_transactions_percent(struct filler *filler)
{
    const struct quantity hours = lost_hours(filler->result);
    set_percent(filler, share_of(hours.central, HOURS_PER_DAY), estimate,
                "lost demand in average hours over the 24 of a day, of the platform with most");
    if (filler->entry->value[0] != '\0') {
        set_range(filler, &hours, HOURS_PER_DAY / 100.0);
    }
}

static void fill_numbers_state(struct filler *filler)
{
    filing_set(filler,
               filler->result->reach.has_users
                   ? "estimates for clients affected; estimates for transactions affected"
                   : "estimates for transactions affected",
               actual, "how fields 3.4 to 3.10 are found");
}

static void fill_member_states(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    char text[256];
    if (reach->member_state_count == 0) {
        leave_empty(filler, "no region that is hit has a Member State in regions.countries");
        return;
    }
    snprintf(text, sizeof text, "clients: %.200s", reach->member_states);
    filing_set(filler, text, estimate, "regions.countries of the regions hit");
}

/* The threshold is met with two of them. */
static void fill_spread(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->member_state_count >= 2) {
        filing_set(filler, reach->member_states, estimate, "regions.countries of the regions hit");
    } else {
        leave_empty(filler, "fewer than two Member States are known to be hit");
    }
}

static void fill_union_users(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_union_users) {
        set_count(filler, reach->union_users_hit, estimate,
                  "users of the regions hit that consist of Member States, times severity");
    } else {
        leave_empty(filler, "users in the Union are not known: fill the users of regions that "
                            "consist of Member States alone");
    }
}

static void fill_union_percent(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_union_users && reach->union_users > 0) {
        set_percent(filler, share_of(reach->union_users_hit, reach->union_users), estimate,
                    "that number over the users of all such regions");
    } else {
        leave_empty(filler, "users in the Union are not known");
    }
}

/* ---- Money ----------------------------------------------------------------------------------- */

/* Whether every cost is measured, or every recovery. */
static const char *account_state(const struct result *result, const char *side)
{
    for (size_t i = 0; i < result->account.count; ++i) {
        if (strcmp(result->account.items[i].side, side) == 0 && !result->account.items[i].actual) {
            return estimate;
        }
    }
    return actual;
}

static struct quantity account_or(const struct result *result, enum figure_id account,
                                  enum figure_id otherwise)
{
    return result->totals[result->account.present ? account : otherwise];
}

static void fill_gross(struct filler *filler)
{
    const struct result *result = filler->result;
    set_amount(filler, account_or(result, FIGURE_ACCOUNT_GROSS, FIGURE_OWNER_GROSS),
               result->account.present ? account_state(result, "cost") : estimate,
               "owner_account/gross: forgone revenue and costs of article 7(1), gross of "
               "recoveries");
}

/* Where nothing is known to come back, that nothing does is the user's to say. */
static void fill_recoveries(struct filler *filler)
{
    const struct result *result = filler->result;
    bool known = false;
    for (size_t i = 0; i < result->account.count; ++i) {
        known = known || strcmp(result->account.items[i].side, "recovery") == 0;
    }
    if (!known) {
        leave_empty(filler, "no recovery and no policy of the owner is known: fill the table "
                            "recoveries, or give --field 4.14=0.00");
        return;
    }
    set_amount(filler, result->totals[FIGURE_ACCOUNT_RECOVERIES], account_state(result, "recovery"),
               "owner_account/recoveries, expected and received, own policies among them");
}

static void fill_net(struct filler *filler)
{
    const struct result *result = filler->result;
    set_amount(filler, account_or(result, FIGURE_ACCOUNT_NET, FIGURE_OWNER_NET), estimate,
               "what is left after what is made up later and what comes back");
}

/* Of the first threshold, which is the form's. */
static const struct result_threshold *form_threshold(const struct filler *filler)
{
    const struct result *result = filler->result;
    const char *rule = filler->filing->form->rule;
    for (size_t i = 0; rule != NULL && i < result->threshold_count; ++i) {
        if (strcmp(result->thresholds[i].name, rule) == 0) {
            return &result->thresholds[i];
        }
    }
    return NULL;
}

static const struct result_exceedance *form_exceedance(const struct filler *filler)
{
    const struct result_threshold *threshold = form_threshold(filler);
    return threshold != NULL && threshold->of[0].present ? &threshold->of[0] : NULL;
}

/* `above` NULL: there are no samples. */
static void set_exceeded(struct filler *filler, const struct share_above *above,
                         const char *rests_on)
{
    char probability[NUMBER_FIXED_SIZE];
    char se[NUMBER_FIXED_SIZE];
    if (above == NULL) {
        leave_empty(filler, "there are no samples to compare with the amount");
        return;
    }
    number_print_fixed(probability, sizeof probability, 100 * above->share, 2, 0);
    number_print_fixed(se, sizeof se, 100 * above->se, 2, 0);
    const char *text = arena_format(filler->arena, "%s: probability %s %%, standard error %s %%",
                                    above->share > 0.5 ? "exceeded, or likely to be exceeded"
                                                       : "not likely to be exceeded",
                                    probability, se);
    filler->out_of_memory = filler->out_of_memory || text == NULL;
    filing_set(filler, text != NULL ? text : "", estimate, rests_on);
}

static void fill_threshold(struct filler *filler)
{
    const struct result_exceedance *exceedance = form_exceedance(filler);
    const struct share_above above = {.share = exceedance != NULL ? exceedance->probability : 0,
                                      .se = exceedance != NULL ? exceedance->se : 0};
    set_exceeded(filler, exceedance != NULL ? &above : NULL,
                 exceedance != NULL ? form_threshold(filler)->definition : "");
}

/* Direct loss is what the incident costs, not what may be made up. */
static void fill_loss(struct filler *filler)
{
    fill_gross(filler);
}

static void fill_limit(struct filler *filler)
{
    const struct result_threshold *threshold = form_threshold(filler);
    const struct quantity amount = {.present = threshold != NULL,
                                    .central = threshold != NULL ? threshold->in_report : 0};
    set_amount(filler, amount, actual, "EUR 500,000, or 5 % of owners.annual_revenue if lower");
}

static void fill_revenue_percent(struct filler *filler)
{
    const struct quantity *part = &filler->result->account.of_revenue;
    if (part->present) {
        set_percent(filler, *part, estimate,
                    "the net amount over owners.annual_revenue, in each sample");
    } else {
        leave_empty(filler, "owners.annual_revenue of one owner is not known");
    }
}

static void fill_income_percent(struct filler *filler)
{
    const struct quantity *part = &filler->result->account.of_income;
    if (part->present) {
        set_percent(filler, *part, estimate,
                    "the net amount over owners.income_before_tax, in each sample");
    } else {
        leave_empty(filler, "owners.income_before_tax of one owner is not known, or not above 0: "
                            "fill it, or give --field");
    }
}

static void fill_per_share(struct filler *filler)
{
    const struct quantity *part = &filler->result->account.per_share;
    if (part->present) {
        set_amount(filler, *part, estimate, "the net amount over owners.shares_outstanding");
    } else {
        leave_empty(filler, "owners.shares_outstanding of one owner is not known");
    }
}

/* ---- Incidents that count together ----------------------------------------------------------- */

static const char no_cause[] =
    "no cause is known: give the event, and fill outages.apparent_cause, "
    "with one identifier for outages that have one apparent root cause";
static const char once[] = "no other outage of the owner has that outages.apparent_cause and began "
                           "within the six months before this one";

static bool is_recurring(struct filler *filler)
{
    const struct result *result = filler->result;
    leave_empty(filler, result->scenario.cause == NULL ? no_cause : once);
    return result->related_count > 0;
}

static void fill_recurring(struct filler *filler)
{
    const struct result *result = filler->result;
    if (!is_recurring(filler)) {
        return;
    }
    const char *text = arena_format(filler->arena, "%zu incidents: %s", result->related_count + 1,
                                    result->scenario.event);
    for (size_t i = 0; i < result->related_count && text != NULL; ++i) {
        text = arena_format(filler->arena, "%s; %s", text, result->related[i].scenario.event);
    }
    filler->out_of_memory = filler->out_of_memory || text == NULL;
    filing_set(filler, text != NULL ? text : "", actual,
               "outages of the owner with that cause that began within six months up to this one");
}

static void fill_cause(struct filler *filler)
{
    if (filler->result->scenario.cause != NULL) {
        filing_set(filler, filler->result->scenario.cause, actual, "outages.apparent_cause");
    } else {
        leave_empty(filler, no_cause);
    }
}

/* The gross loss of all of them in each sample; NULL: there are no samples, or no memory. */
static const double *sum_samples(struct filler *filler)
{
    const struct result *result = filler->result;
    const size_t count = result->sample_count;
    double *sum = arena_alloc(filler->arena, count, sizeof *sum);
    filler->out_of_memory = filler->out_of_memory || sum == NULL;
    if (sum == NULL || count == 0 || result->account.gross_values == NULL) {
        return NULL;
    }
    memcpy(sum, result->account.gross_values, count * sizeof *sum);
    for (size_t i = 0; i < result->related_count; ++i) {
        for (size_t k = 0; k < count; ++k) {
            sum[k] += result->related[i].account.gross_values[k];
        }
    }
    return sum;
}

static void fill_recurring_loss(struct filler *filler)
{
    const struct result *result = filler->result;
    struct quantity loss = result->totals[FIGURE_ACCOUNT_GROSS];
    struct statistics statistics;
    if (!is_recurring(filler)) {
        return;
    }
    for (size_t i = 0; i < result->related_count; ++i) {
        loss.central += result->related[i].totals[FIGURE_ACCOUNT_GROSS].central;
    }
    const double *sum = sum_samples(filler);
    double *scratch = arena_alloc(filler->arena, result->sample_count, sizeof *scratch);
    filler->out_of_memory = filler->out_of_memory || scratch == NULL;
    loss.statistics = NULL;
    if (sum != NULL && scratch != NULL) {
        statistics_of(&statistics, sum, result->sample_count, SAMPLER_REPLICATES, scratch);
        loss.statistics = &statistics;
    }
    set_amount(filler, loss, estimate, "owner_account/gross of each, added up sample by sample");
}

static void fill_recurring_threshold(struct filler *filler)
{
    const struct result_threshold *threshold = form_threshold(filler);
    if (!is_recurring(filler)) {
        return;
    }
    const double *sum = threshold != NULL ? sum_samples(filler) : NULL;
    struct share_above above = {0};
    if (sum != NULL) {
        above = share_above(sum, filler->result->sample_count, SAMPLER_REPLICATES,
                            threshold->in_report);
    }
    set_exceeded(filler, sum != NULL ? &above : NULL,
                 "the direct financial loss of all of them, and the amount of article 3(1)(a)");
}

/* ---- Criteria -------------------------------------------------------------------------------- */

/* Article 9: more than 24 hours, or 2 of a critical service, which the program does not know. */
static const double long_hours = 24;
static const double many_clients = 100000;
static const double large_share = 0.1;

static bool reaches_clients(const struct result *result)
{
    const struct result_reach *reach = &result->reach;
    return (reach->has_users &&
            (reach->users_hit > many_clients || reach->users_hit > large_share * reach->users)) ||
           lost_day_share(result) > large_share;
}

/* Criteria by their articles' names; others are judgements. */
static void fill_criteria(struct filler *filler)
{
    const struct result *result = filler->result;
    const struct result_exceedance *exceedance = form_exceedance(filler);
    const struct {
        bool met;
        const char *words;
    } criteria[] = {
        {reaches_clients(result), "Clients, financial counterparts and transactions affected"},
        {duration_of(&result->scenario) > long_hours, "Duration and service downtime"},
        {result->reach.member_state_count >= 2, "Geographical spread"},
        {exceedance != NULL && exceedance->probability > 0.5, "Economic impact"}};
    char text[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < sizeof criteria / sizeof criteria[0]; ++i) {
        if (criteria[i].met && used < sizeof text) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used > 0 ? "; " : "",
                                     criteria[i].words);
        }
    }
    if (used > 0) {
        filing_set(filler, text, estimate,
                   "Delegated Regulation (EU) 2024/1772, article 9: what can be computed; critical "
                   "services, reputation and data losses are judgements");
    } else {
        leave_empty(filler, "no threshold of article 9 that can be computed is met");
    }
}

/* ---- The form -------------------------------------------------------------------------------- */

void filing_fill(struct filler *filler)
{
    static void (*const fills[CONTENT_COUNT])(struct filler *) = {
        [CONTENT_ENTITY] = fill_entity,
        [CONTENT_CURRENCY] = fill_currency,
        [CONTENT_INCIDENT] = fill_incident,
        [CONTENT_CRITERIA] = fill_criteria,
        [CONTENT_SPREAD] = fill_spread,
        [CONTENT_OCCURRED] = fill_occurred,
        [CONTENT_RECOVERED] = fill_recovered,
        [CONTENT_CLIENTS] = fill_clients,
        [CONTENT_CLIENTS_PERCENT] = fill_clients_percent,
        [CONTENT_TRANSACTIONS_PERCENT] = fill_transactions_percent,
        [CONTENT_NUMBERS_STATE] = fill_numbers_state,
        [CONTENT_DURATION] = fill_duration,
        [CONTENT_DOWNTIME] = fill_downtime,
        [CONTENT_TIMES_STATE] = fill_times_state,
        [CONTENT_MEMBER_STATES] = fill_member_states,
        [CONTENT_THRESHOLD] = fill_threshold,
        [CONTENT_GROSS] = fill_gross,
        [CONTENT_RECOVERIES] = fill_recoveries,
        [CONTENT_LOSS] = fill_loss,
        [CONTENT_LIMIT] = fill_limit,
        [CONTENT_UNION_USERS] = fill_union_users,
        [CONTENT_UNION_PERCENT] = fill_union_percent,
        [CONTENT_NET] = fill_net,
        [CONTENT_REVENUE_PERCENT] = fill_revenue_percent,
        [CONTENT_INCOME_PERCENT] = fill_income_percent,
        [CONTENT_PER_SHARE] = fill_per_share,
        [CONTENT_RECURRING] = fill_recurring,
        [CONTENT_CAUSE] = fill_cause,
        [CONTENT_RECURRING_LOSS] = fill_recurring_loss,
        [CONTENT_RECURRING_THRESHOLD] = fill_recurring_threshold};
    const struct filing_field *field = filler->entry->field;
    leave_empty(filler, field->reason);
    if (fills[field->content] != NULL) {
        fills[field->content](filler);
    }
}
