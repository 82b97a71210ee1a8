/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody has booked of an incident in the catalogue is estimated: forgone revenue without a
 * row of kind f, and service credits without one of kind d, as in the owner's account of a single
 * report. A year that has the first such booking of an incident of an earlier one takes that year's
 * estimate back, so that years on end have the booking alone. The two do not depend on each other:
 * what is booked of one leaves the other estimated. */
#include <string.h>

#include "annual/making.h"
#include "ask/run_options.h"
#include "calibrate/past_estimate.h"
#include "core/error.h"
#include "estimate/result.h"
#include "filing/costs.h"
#include "tables/catalogue.h"
#include "tables/key_list.h"

/* A basis beside those of the tables: weaker than any of them, and never compared. */
static const char estimated[] = "estimated";

/* With an owner, incidents outside of the catalogue are left out: nobody knows whose they are. */
static bool is_asked(const blackout_annual *annual, const struct annual_incident *incident)
{
    return annual->owner == NULL || strcmp(incident->owner, annual->owner) == 0;
}

/* INSTANT_ANY is after every day: what is never booked is estimated in the year of its report, and
 * stays so. */
int estimates_sign(const blackout_annual *annual, const struct annual_incident *incident,
                   instant first)
{
    if (!incident->catalogued || !incident->has_report || incident->report > annual->to) {
        return 0;
    }
    const bool is_earlier = incident->report < annual->from;
    const bool is_booked_here = first >= annual->from && first <= annual->to;
    return is_earlier ? (is_booked_here ? -1 : 0) : (first > annual->to ? 1 : 0);
}

/* Whether one of the platforms that were down has terms of service credits. Most have none: an
 * incident whose revenue is booked is then whole, and nothing is missed where it cannot be
 * estimated. */
static bool has_credit_terms(const struct making *making, const struct annual_incident *incident)
{
    const blackout_dataset *dataset = making->dataset;
    const string_id event = dataset_find_text(dataset, incident->incident);
    const struct row *outage = catalogue_find(dataset, event);
    const char *rest = dataset_text(dataset, outage->cells[OUTAGES_PLATFORMS].text);
    struct key_name name;
    bool found = false;
    while (!found && key_list_next(&name, &rest)) {
        const string_id platform = strings_find(&dataset->strings, name.text, name.length);
        found = platform != STRING_UNKNOWN && table_has_key(&dataset->tables[CREDITS], platform);
    }
    return found;
}

static bool lacks_revenue(const struct making *making, const struct annual_incident *incident)
{
    return estimates_sign(making->annual, incident, incident->first_revenue) != 0;
}

/* Signs are 0 of what is in no catalogue. */
bool estimates_has(const struct making *making, const struct annual_incident *incident)
{
    return is_asked(making->annual, incident) &&
           (lacks_revenue(making, incident) ||
            (estimates_sign(making->annual, incident, incident->first_fee) != 0 &&
             has_credit_terms(making, incident)));
}

/* NULL where the figure is certain, or there are no samples. */
static const double *values_of(const struct result *result, enum figure_id id)
{
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        if (result->targets[i].id == id) {
            return result->targets[i].values;
        }
    }
    return NULL;
}

/* What the error says up to the first ';' is what is wrong; after it comes advice for another
 * command. */
static void warn(struct making *making, const struct annual_incident *incident, const char *why)
{
    static const struct part {
        const char *code;
        const char *lost;
        const char *kind;
    } revenue = {.code = "revenue_not_estimated",
                 .lost = "lost in revenue",
                 .kind = FILING_KIND_FORGONE_REVENUE},
      credits = {.code = "credits_not_estimated",
                 .lost = "gave back in service credits",
                 .kind = FILING_KIND_CONTRACT_FEES};
    const struct part *part = lacks_revenue(making, incident) ? &revenue : &credits;
    year_warn(making, YEAR_WARNING_EACH, part->code, incident->incident,
              "what '%s' %s is not booked, and cannot be estimated (%.*s); add a row of kind %s to "
              "costs, or what is missing",
              incident->incident, part->lost, (int)strcspn(why, ";"), why, part->kind);
}

/* One part of what is estimated. A part that is 0 for certain says nothing: no row of `credits` is
 * no estimate of them. */
static blackout_status add_part(struct making *making, struct annual_incident *incident,
                                double *sum, const char **basis, const struct result_target *part,
                                int sign)
{
    if (sign == 0 || !part->quantity.present) {
        return BLACKOUT_OK;
    }
    *sum += sign * part->quantity.central;
    *basis = estimated;
    incident->estimated = true;
    incident->actual = false;
    return year_samples_add_values(making, incident, part->values, sign, part->quantity.central);
}

/* The gross loss and not the net one: what policies pay is a recovery, and counts once it is booked
 * as received. */
static blackout_status add_result(struct making *making, struct annual_incident *incident,
                                  const struct result *result)
{
    const blackout_annual *annual = making->annual;
    const struct result_target revenue = {.quantity = result->totals[FIGURE_OWNER_GROSS],
                                          .values = values_of(result, FIGURE_OWNER_GROSS)};
    const struct result_target credits = {.quantity = result->totals[FIGURE_CREDITS],
                                          .values = result->credit_values};
    blackout_status status =
        add_part(making, incident, &incident->amounts.revenue, &incident->revenue_basis, &revenue,
                 estimates_sign(annual, incident, incident->first_revenue));
    return status == BLACKOUT_OK
               ? add_part(making, incident, &incident->amounts.costs, &incident->costs_basis,
                          &credits, estimates_sign(annual, incident, incident->first_fee))
               : status;
}

/* Those that a figure is missing are about figures that a year does not have; their codes begin
 * with "no_" (docs/codes.md). The others once for all incidents, as most are of the package. */
static blackout_status pass_warnings(struct making *making, const blackout_result *result)
{
    blackout_annual *annual = making->annual;
    struct warning_list kept = {0};
    int failed = 0;
    for (size_t i = 0; i < result->warnings.count && failed == 0; ++i) {
        const struct warning *warning = &result->warnings.items[i];
        if (strncmp(warning->code, "no_", strlen("no_")) != 0) {
            failed = warning_add(&kept, &annual->arena, warning);
        }
    }
    return failed == 0 && warning_add_kinds(&annual->warnings, &annual->arena, &kept) == 0
               ? BLACKOUT_OK
               : error_memory(making->error);
}

/* `apart`, since results of several events are added up: their lengths must not vary in step, while
 * what they share, such as a revenue, must. An event that cannot be estimated is no fault of the
 * year: it has a warning, and the others are added up. */
static blackout_status estimate(struct making *making, struct annual_incident *incident,
                                const blackout_run_options *options)
{
    blackout_annual *annual = making->annual;
    blackout_result *result;
    const char *why_not;
    const struct past_question question = {.dataset = making->dataset,
                                           .options = options,
                                           .event = incident->incident,
                                           .currency = annual->currency,
                                           .samples = (double)annual->samples,
                                           .seed = making->seed,
                                           .apart = true};
    blackout_status status =
        past_estimate(&result, &why_not, &annual->arena, &question, making->error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (result == NULL) {
        warn(making, incident, why_not);
        return BLACKOUT_OK;
    }
    status = add_result(making, incident, &result->results[0]);
    if (status == BLACKOUT_OK) {
        status = pass_warnings(making, result);
    }
    blackout_result_free(result);
    return status;
}

/* Counted first, for the progress that is reported alone. In the order in which incidents were met:
 * warnings come in it. */
blackout_status estimates_add(struct making *making)
{
    blackout_annual *annual = making->annual;
    blackout_run_options options = run_options_quiet(making->options);
    const struct progress whole = run_options_progress(making->options);
    blackout_status status = BLACKOUT_OK;
    size_t count = 0;
    size_t done = 0;
    for (size_t i = 0; i < annual->count; ++i) {
        count += estimates_has(making, &annual->incidents[i]) ? 1 : 0;
    }
    for (size_t i = 0; i < annual->count && status == BLACKOUT_OK; ++i) {
        struct annual_incident *incident = &annual->incidents[i];
        if (estimates_has(making, incident)) {
            struct progress_part part = progress_part_of(whole, done++, count, "incidents");
            run_options_part(&options, &part);
            status = estimate(making, incident, &options);
        }
    }
    return status;
}
