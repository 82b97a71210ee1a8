/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings are rows of `costs` and `recoveries`. One counts with its incident in the year of the
 * final report, whenever it was booked up to the year's end; what is booked in a later year is an
 * adjustment of that year. Without a final report an incident counts in the year in which it began,
 * and one that is in no catalogue in the year of its first booking. What is not booked of the
 * catalogue's is estimated (estimates.c). */
#include "annual/annual.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "annual/making.h"
#include "ask/run_options.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "core/options.h"
#include "tables/catalogue.h"
#include "tables/known_names.h"
#include "tables/rates.h"
#include "tables/words.h"

/* ---- Incidents ------------------------------------------------------------------------------- */

static const struct table *table_of(const struct making *making, enum table_id table)
{
    return &making->dataset->tables[table];
}

/* Only until another incident is added, which may move all of them. */
static struct annual_incident *find(const struct making *making, string_id incident)
{
    const uint32_t number = map_find(&making->numbers, incident);
    return number != MAP_NONE ? &making->annual->incidents[number] : NULL;
}

static const char *copy(const struct making *making, const char *text)
{
    return arena_copy(&making->annual->arena, text, strlen(text));
}

/* What the catalogue says of it; nothing of one that it lacks. */
static void set_report(struct annual_incident *incident, const struct making *making,
                       const struct row *outage)
{
    incident->owner = "";
    if (outage == NULL) {
        return;
    }
    const struct cell *report = &outage->cells[OUTAGES_FINAL_REPORT];
    const struct cell *date = report->given ? report : &outage->cells[OUTAGES_START];
    incident->has_report = date->given;
    incident->report = date->given ? date->time : 0;
    incident->owner =
        copy(making, dataset_text(making->dataset, outage->cells[OUTAGES_OWNER].text));
}

static blackout_status add_incident(struct annual_incident **added, struct making *making,
                                    string_id id, const struct row *outage)
{
    blackout_annual *annual = making->annual;
    if (arena_grow(&annual->arena, (void **)&annual->incidents, &making->capacity, annual->count,
                   sizeof *annual->incidents) != 0 ||
        map_add(&making->numbers, id, (uint32_t)annual->count) != 0) {
        return error_memory(making->error);
    }
    struct annual_incident *incident = &annual->incidents[annual->count++];
    *incident =
        (struct annual_incident){.incident = copy(making, dataset_text(making->dataset, id)),
                                 .actual = true,
                                 .catalogued = outage != NULL,
                                 .first_revenue = INSTANT_ANY,
                                 .first_fee = INSTANT_ANY,
                                 .revenue_basis = "",
                                 .costs_basis = ""};
    set_report(incident, making, outage);
    *added = incident;
    return incident->incident != NULL && incident->owner != NULL ? BLACKOUT_OK
                                                                 : error_memory(making->error);
}

/* Each incident that has bookings, once. The first booking dates those alone that the catalogue
 * does not know: one of an event may be of before its final report. */
static blackout_status note_incident(struct making *making, const struct booking *booking)
{
    struct annual_incident *known = find(making, booking->incident);
    blackout_status status = BLACKOUT_OK;
    if (known == NULL) {
        status = add_incident(&known, making, booking->incident,
                              catalogue_find(making->dataset, booking->incident));
    }
    if (status == BLACKOUT_OK && !known->catalogued && booking->has_date &&
        (!known->has_report || booking->date < known->report)) {
        known->has_report = true;
        known->report = booking->date;
    }
    return status;
}

/* A booking without a date is of the day of the final report. */
static blackout_status note_first(struct making *making, const struct booking *booking)
{
    struct annual_incident *incident = find(making, booking->incident);
    const instant date = booking->has_date ? booking->date : incident->report;
    instant *first = booking->is_revenue ? &incident->first_revenue
                     : booking->is_fee   ? &incident->first_fee
                                         : NULL;
    if (first != NULL && (booking->has_date || incident->has_report) && date < *first) {
        *first = date;
    }
    return BLACKOUT_OK;
}

/* Events of the year without a booking: what they cost is for the model to say. Those in the year
 * alone: an event of an earlier year without bookings was estimated then, and nothing about it
 * changes. */
static blackout_status note_outages(struct making *making)
{
    const blackout_annual *annual = making->annual;
    const struct table *outages = table_of(making, OUTAGES);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < outages->row_count && status == BLACKOUT_OK; ++i) {
        const struct cell *cells = outages->rows[i].cells;
        const struct cell *report =
            &cells[cells[OUTAGES_FINAL_REPORT].given ? OUTAGES_FINAL_REPORT : OUTAGES_START];
        struct annual_incident *added;
        if (report->given && report->time >= annual->from && report->time <= annual->to &&
            find(making, cells[OUTAGES_EVENT].text) == NULL) {
            status = add_incident(&added, making, cells[OUTAGES_EVENT].text, &outages->rows[i]);
        }
    }
    return status;
}

/* ---- Money ----------------------------------------------------------------------------------- */

/* A rate in force may be one of long ago, where `fx` ends before the booking. */
static void warn_rate(struct making *making, string_id currency, const char *name, instant date)
{
    const struct row *rate =
        word_is_rate_currency(name) ? NULL : rates_row(table_of(making, FX), currency, date);
    char of[CALENDAR_TEXT_SIZE];
    char booked[CALENDAR_TEXT_SIZE];
    if (rate == NULL || date - rate->cells[FX_DATE].time <= RATES_MOST_APART) {
        return;
    }
    calendar_print_date(of, rate->cells[FX_DATE].time);
    calendar_print_date(booked, date);
    year_warn(making, YEAR_WARNING_ONCE, "rate_outdated", "fx",
              "%.40s of %s: more than a year from the booking of %s", name, of, booked);
}

/* At the rate of the day of booking. What fx lacks is no number, and one that is too large no
 * finite one. */
static blackout_status convert(double *amount, struct making *making, const struct booking *booking,
                               instant date)
{
    const char *from = dataset_text(making->dataset, booking->currency);
    const bool same = strcmp(from, making->annual->currency) == 0;
    const double rate =
        same ? 1
             : rates_between(table_of(making, FX), (struct currency){booking->currency, from},
                             (struct currency){making->currency, making->annual->currency}, date);
    *amount = booking->sign * booking->amount->number * rate;
    if (!same) {
        warn_rate(making, booking->currency, from, date);
        warn_rate(making, making->currency, making->annual->currency, date);
    }
    return isfinite(*amount)
               ? BLACKOUT_OK
               : error_field(making->error, BLACKOUT_ERROR_USAGE, "currency",
                             "fx has no rate between %s and %s on or before the day of booking; "
                             "add a row to fx, or give another --currency",
                             from, making->annual->currency);
}

/* Whether a booking counts in the year, and what of it: everything up to the year's end for an
 * incident of the year, what the year itself has for one of an earlier year. */
static bool counts(const blackout_annual *annual, const struct annual_incident *incident,
                   instant date)
{
    const bool is_earlier = incident->report < annual->from;
    return incident->has_report && incident->report <= annual->to && date <= annual->to &&
           (!is_earlier || date >= annual->from);
}

/* The weakest of what a sum is made of. */
static void note_basis(const char **weakest, enum basis basis)
{
    for (int weaker = (int)basis + 1; weaker < BASIS_COUNT; ++weaker) {
        if (strcmp(*weakest, basis_name((enum basis)weaker)) == 0) {
            return;
        }
    }
    *weakest = basis_name(basis);
}

/* An incident without a day cannot be before or after anything, so that this is asked first. */
static blackout_status add_booking(struct making *making, const struct booking *booking)
{
    struct annual_incident *incident = find(making, booking->incident);
    const instant date = booking->has_date ? booking->date : incident->report;
    double amount = 0;
    incident->cost_rows += booking->is_cost ? 1 : 0;
    if (!incident->has_report) {
        year_warn(making, YEAR_WARNING_EACH, "booking_undated", incident->incident,
                  "the incident '%s' has no date, and its bookings have none: it counts in no year",
                  incident->incident);
        return BLACKOUT_OK;
    }
    if (!counts(making->annual, incident, date)) {
        return BLACKOUT_OK;
    }
    if (making->annual->owner != NULL && strcmp(incident->owner, making->annual->owner) != 0) {
        if (!incident->catalogued) { /* it may be the owner's: nothing of it counts */
            year_warn(making, YEAR_WARNING_ONCE, "owner_unknown", incident->incident,
                      "the incident '%s' is not in outages, so that its owner is not known: its "
                      "bookings do not count with --owner",
                      incident->incident);
        }
        return BLACKOUT_OK;
    }
    blackout_status status = convert(&amount, making, booking, date);
    /* forgone revenue is a cost, with a sum of its own */
    double *sum = booking->is_revenue    ? &incident->amounts.revenue
                  : booking->is_cost     ? &incident->amounts.costs
                  : booking->is_received ? &incident->amounts.recoveries
                                         : &incident->amounts.expected;
    *sum += amount;
    incident->actual = incident->actual && booking->amount->basis == BASIS_MEASURED;
    ++incident->bookings;
    if (status == BLACKOUT_OK && booking->is_cost) {
        note_basis(booking->is_revenue ? &incident->revenue_basis : &incident->costs_basis,
                   (enum basis)booking->amount->basis);
        status = year_samples_add_booking(making, incident, booking, amount);
    }
    return status;
}

/* ---- What is asked --------------------------------------------------------------------------- */

static blackout_status read_day(instant *day, const char *name, const char *text,
                                blackout_error *error)
{
    bool has_time = false;
    if (text == NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, name,
                           "no --%s is given; add one, like --from 2025-01-01 --to 2025-12-31",
                           name);
    }
    return calendar_parse_instant(day, &has_time, text, strlen(text)) && !has_time
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, name,
                             "%s is not a day ('%.60s'); ISO 8601, like 2025-12-31", name, text);
}

static blackout_status read_days(blackout_annual *annual, const blackout_annual_options *options,
                                 blackout_error *error)
{
    blackout_status status = read_day(&annual->from, "from", options->from, error);
    if (status == BLACKOUT_OK) {
        status = read_day(&annual->to, "to", options->to, error);
    }
    if (status == BLACKOUT_OK && annual->to < annual->from) {
        status = error_field(
            error, BLACKOUT_ERROR_USAGE, "to",
            "to is before from ('%.40s'); give a day after it, like --to 2025-12-31", options->to);
    }
    /* the whole of the last day */
    annual->to += status == BLACKOUT_OK ? HOURS_PER_DAY * SECONDS_PER_HOUR - 1 : 0;
    return status;
}

static blackout_status find_owner(struct making *making, const char *name)
{
    const struct known_tables known = {making->dataset->tables, &making->dataset->strings};
    if (name == NULL) {
        return BLACKOUT_OK;
    }
    const string_id id = known_names_find(&known, OWNERS, name);
    if (id == STRING_UNKNOWN) {
        return known_names_refuse(&known, OWNERS, "owner", name, making->error);
    }
    making->annual->owner = copy(making, dataset_text(making->dataset, id));
    return making->annual->owner != NULL ? BLACKOUT_OK : error_memory(making->error);
}

/* The one currency of what counts; two have none, and which of them to convert to is not guessed.
 */
static blackout_status take_currency(struct making *making, string_id currency)
{
    if (making->currency == STRING_NONE) {
        making->currency = currency;
    }
    return making->currency == currency
               ? BLACKOUT_OK
               : error_field(making->error, BLACKOUT_ERROR_USAGE, "currency",
                             "amounts of the year are in several currencies ('%s' and '%s'); give "
                             "--currency, or --owner",
                             dataset_text(making->dataset, making->currency),
                             dataset_text(making->dataset, currency));
}

static blackout_status note_currency(struct making *making, const struct booking *booking)
{
    const struct annual_incident *incident = find(making, booking->incident);
    const instant date = booking->has_date ? booking->date : incident->report;
    return (making->annual->owner != NULL && strcmp(incident->owner, making->annual->owner) != 0) ||
                   !counts(making->annual, incident, date)
               ? BLACKOUT_OK
               : take_currency(making, booking->currency);
}

/* Estimates are in the currency of the owner at the start of the outage (prepare/resolve.c). Only
 * what is in `outages` has one. */
static blackout_status note_owner_currencies(struct making *making)
{
    const struct table *owners = table_of(making, OWNERS);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < making->annual->count && status == BLACKOUT_OK; ++i) {
        const struct annual_incident *incident = &making->annual->incidents[i];
        const struct row *outage =
            estimates_has(making, incident)
                ? catalogue_find(making->dataset,
                                 dataset_find_text(making->dataset, incident->incident))
                : NULL;
        const struct row *owner = outage != NULL
                                      ? table_in_force(owners, outage->cells[OUTAGES_OWNER].text,
                                                       outage->cells[OUTAGES_START].time)
                                      : NULL;
        status =
            owner != NULL ? take_currency(making, owner->cells[OWNERS_CURRENCY].text) : BLACKOUT_OK;
    }
    return status;
}

/* One that is asked for need not be of any booking. Where nothing counts there is none, and the
 * report has sums of 0 without one. */
static blackout_status find_currency(struct making *making, const char *name)
{
    blackout_annual *annual = making->annual;
    blackout_status status = BLACKOUT_OK;
    making->currency = STRING_NONE;
    if (name == NULL) {
        status = bookings_each(making, note_currency);
        if (status == BLACKOUT_OK) {
            status = note_owner_currencies(making);
        }
        name = status == BLACKOUT_OK && making->currency != STRING_NONE
                   ? dataset_text(making->dataset, making->currency)
                   : "";
    } else {
        making->currency = dataset_find_text(making->dataset, name);
        if (making->currency == STRING_UNKNOWN && !word_is_rate_currency(name)) {
            return error_field(making->error, BLACKOUT_ERROR_USAGE, "currency",
                               "currency '%.40s' has no rate in the package; add a row to fx, or "
                               "give another",
                               name);
        }
    }
    annual->currency = copy(making, name);
    return status == BLACKOUT_OK && annual->currency == NULL ? error_memory(making->error) : status;
}

/* Read as the inputs of a scenario, whose names and limits they have. */
static blackout_status read_sampling(struct making *making, const blackout_annual_options *options)
{
    blackout_scenario *scenario = NULL;
    blackout_status status = blackout_scenario_new(&scenario, making->error);
    if (status == BLACKOUT_OK && options->samples != NULL) {
        status = blackout_scenario_set(scenario, "samples", options->samples, making->error);
    }
    if (status == BLACKOUT_OK && options->seed != NULL) {
        status = blackout_scenario_set(scenario, "seed", options->seed, making->error);
    }
    if (status == BLACKOUT_OK) {
        making->annual->samples = (size_t)scenario_samples(scenario);
        making->seed = scenario_seed(scenario);
    }
    blackout_scenario_free(scenario);
    return status;
}

static blackout_status check_tables(const struct making *making)
{
    return table_of(making, COSTS)->present || table_of(making, RECOVERIES)->present ||
                   table_of(making, OUTAGES)->present
               ? BLACKOUT_OK
               : error_field(making->error, BLACKOUT_ERROR_USAGE, "costs",
                             "the package has neither costs, recoveries nor outages; add one of "
                             "the tables: `blackout schema costs --format csv`");
}

/* Which incidents there are, and what is known of when. In this order: an incident outside of the
 * catalogue has its date from all of its bookings, and a booking without a date has that of its
 * incident. */
static blackout_status find_incidents(struct making *making)
{
    blackout_status status = bookings_each(making, note_incident);
    if (status == BLACKOUT_OK) {
        status = bookings_each(making, note_first);
    }
    return status == BLACKOUT_OK ? note_outages(making) : status;
}

/* The currency comes after the incidents: it is that of the bookings that count, and which count
 * depends on their dates. */
static blackout_status make(struct making *making, const blackout_annual_options *options)
{
    blackout_status status = read_days(making->annual, options, making->error);
    if (status == BLACKOUT_OK) {
        status = read_sampling(making, options);
    }
    if (status == BLACKOUT_OK) {
        status = check_tables(making);
    }
    if (status == BLACKOUT_OK) {
        status = find_owner(making, options->owner);
    }
    if (status == BLACKOUT_OK) {
        status = find_incidents(making);
    }
    if (status == BLACKOUT_OK) {
        status = find_currency(making, options->currency);
    }
    if (status == BLACKOUT_OK) {
        status = bookings_each(making, add_booking);
    }
    if (status == BLACKOUT_OK) {
        status = estimates_add(making);
    }
    if (status == BLACKOUT_OK) {
        year_sum_up(making);
        status = year_samples_finish(making);
    }
    return status;
}

blackout_status blackout_annual_make(blackout_annual **annual, const blackout_dataset *dataset,
                                     const blackout_annual_options *options, blackout_error *error)
{
    static const struct options_kind kind = {
        sizeof(blackout_annual_options), "blackout_annual_options", "BLACKOUT_ANNUAL_OPTIONS_INIT"};
    blackout_annual_options taken;
    blackout_run_options run;
    *annual = NULL;
    blackout_status status = options_take(&taken, options, &kind, error);
    if (status == BLACKOUT_OK) {
        status = run_options_take(&run, taken.run, error);
    }
    blackout_annual *made = status == BLACKOUT_OK ? calloc(1, sizeof *made) : NULL;
    if (made == NULL) {
        return status == BLACKOUT_OK ? error_memory(error) : status;
    }
    struct making making = {.annual = made,
                            .dataset = dataset,
                            .options = &run,
                            .numbers = {.arena = &made->arena},
                            .error = error};
    made->control.rejected = dataset->control.rejected;
    status = warning_add_all(&made->warnings, &made->arena, &dataset->warnings) == 0
                 ? make(&making, &taken)
                 : error_memory(error);
    status = arena_judge(&made->arena, status, error);
    if (status != BLACKOUT_OK) {
        blackout_annual_free(made);
        return status;
    }
    *annual = made;
    return BLACKOUT_OK;
}

void blackout_annual_free(blackout_annual *annual)
{
    if (annual != NULL) {
        arena_free(&annual->arena);
        free(annual);
    }
}
