/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the catalogue to processes. An owner's outages in its observed years say how often and,
 * where their length is known, how long; all its outages, whenever they were, say what can be
 * struck. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/interval.h"
#include "core/strings.h"
#include "risk/risk_run.h"
#include "tables/catalogue.h"
#include "tables/known_names.h"
#include "uncertainty/random.h"

/* ---- The prior ------------------------------------------------------------------------------- */

static bool prior_value(double *value, const struct risk_run *run, const char *term)
{
    const struct table *table = risk_table(run, OUTAGE_PRIOR);
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        if (strcmp(risk_text(run, cells[OUTAGE_PRIOR_TERM].text), term) == 0) {
            *value = cells[OUTAGE_PRIOR_VALUE].number;
            return true;
        }
    }
    return false;
}

/* All eight are needed: without a prior an owner that was never seen to fail would have no
 * rate. */
blackout_status risk_prior_read(struct risk_run *run, blackout_error *error)
{
    struct risk_prior *prior = &run->prior;
    const struct {
        const char *term;
        double *value;
    } terms[] = {{"rate_events", &prior->rate.shape},
                 {"rate_years", &prior->rate.years},
                 {"log_hours_mean", &prior->log_hours.mean},
                 {"log_hours_strength", &prior->log_hours.strength},
                 {"log_hours_shape", &prior->log_hours.shape},
                 {"log_hours_scale", &prior->log_hours.scale},
                 {"longest_hours", &prior->longest_hours},
                 {"any_hour_weight", &prior->any_hour_weight}};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; ++i) {
        if (!prior_value(terms[i].value, run, terms[i].term)) {
            return error_set(
                error, BLACKOUT_ERROR_INPUT,
                "the package has no table outage_prior: nothing is known about how often and for "
                "how long platforms fail; the reference package has one (--base reference)");
        }
    }
    run->risk->shortest_hours =
        run->scenario->has_min_duration ? run->scenario->min_duration_hours : 0;
    run->risk->longest_hours = prior->longest_hours;
    if (run->risk->shortest_hours >= run->risk->longest_hours) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "min-duration",
                           "outages of at least %g hours are impossible: the table outage_prior "
                           "allows none longer than %g; give a shorter --min-duration",
                           run->risk->shortest_hours, run->risk->longest_hours);
    }
    return BLACKOUT_OK;
}

/* ---- Whose outages --------------------------------------------------------------------------- */

/* A year at risk is of today: the latest row of all. Who owned the platform when it failed is for
 * the catalogue, whose rows name their owner. */
static string_id owner_of(const struct risk_run *run, string_id platform)
{
    return dataset_platform_owner(run->dataset, platform, INSTANT_ANY);
}

/* Once, however many of the platforms that are asked for are its own. */
static void add_owner(struct risk_run *run, string_id owner)
{
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        if (run->owners[p].id == owner) {
            return;
        }
    }
    run->owners[run->risk->owner_count++].id = owner;
}

static void add_all_owners(struct risk_run *run)
{
    const struct table *platforms = risk_table(run, PLATFORMS);
    for (size_t i = 0; i < platforms->row_count; ++i) {
        add_owner(run, owner_of(run, platforms->rows[i].cells[PLATFORMS_PLATFORM].text));
    }
}

/* The row of the event asked for; NULL where none is. */
static blackout_status find_event(const struct row **event, const struct risk_run *run,
                                  blackout_error *error)
{
    const char *asked = run->scenario->event;
    const struct known_tables known = {run->dataset->tables, &run->dataset->strings};
    *event = asked != NULL ? catalogue_find(run->dataset, known_names_find(&known, OUTAGES, asked))
                           : NULL;
    return asked == NULL || *event != NULL
               ? BLACKOUT_OK
               : known_names_refuse(&known, OUTAGES, "event", asked, error);
}

/* The owner asked for: by name, by event, or by the platforms of a scenario; the first of these
 * that is given. A name that is not known is added like any other, and refused with the others. */
static blackout_status add_asked(struct risk_run *run, blackout_error *error)
{
    const blackout_scenario *asked = run->scenario;
    const struct known_tables known = {run->dataset->tables, &run->dataset->strings};
    const struct row *event = NULL;
    if (asked->owner != NULL) {
        add_owner(run, known_names_find(&known, OWNERS, asked->owner));
        return BLACKOUT_OK;
    }
    blackout_status status = find_event(&event, run, error);
    if (event != NULL) {
        add_owner(run, event->cells[OUTAGES_OWNER].text);
    }
    for (size_t i = 0; event == NULL && i < asked->platforms.count; ++i) {
        string_id platform = known_names_find(&known, PLATFORMS, asked->platforms.names[i]);
        add_owner(run, platform != STRING_UNKNOWN ? owner_of(run, platform) : STRING_NONE);
    }
    return status;
}

static bool has_platforms(const struct risk_run *run, string_id owner)
{
    const struct table *platforms = risk_table(run, PLATFORMS);
    for (size_t i = 0; i < platforms->row_count; ++i) {
        if (owner_of(run, platforms->rows[i].cells[PLATFORMS_PLATFORM].text) == owner) {
            return true;
        }
    }
    return false;
}

/* Refuses the first platform that is asked for and not known. */
static blackout_status check_platform_names(const struct risk_run *run, blackout_error *error)
{
    const struct name_list *platforms = &run->scenario->platforms;
    const struct known_tables known = {run->dataset->tables, &run->dataset->strings};
    for (size_t i = 0; i < platforms->count; ++i) {
        if (known_names_find(&known, PLATFORMS, platforms->names[i]) == STRING_UNKNOWN) {
            return known_names_refuse(&known, PLATFORMS, "platform", platforms->names[i], error);
        }
    }
    return BLACKOUT_OK;
}

/* The years are of one owner's outages: how rare another's are they cannot say. */
static blackout_status check_owned(const struct risk_run *run, blackout_error *error)
{
    const blackout_scenario *asked = run->scenario;
    const struct known_tables known = {run->dataset->tables, &run->dataset->strings};
    const string_id owner = run->owners[0].id;
    const struct row *event = NULL;
    blackout_status status = find_event(&event, run, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (event != NULL && event->cells[OUTAGES_OWNER].text != owner) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "event",
                           "event '%.80s' is an outage of '%.80s', and the years are of '%.80s'; "
                           "leave --owner out, or give an event of '%.80s'",
                           asked->event, risk_text(run, event->cells[OUTAGES_OWNER].text),
                           risk_text(run, owner), risk_text(run, owner));
    }
    for (size_t i = 0; i < asked->platforms.count; ++i) {
        const char *name = asked->platforms.names[i];
        const string_id other = owner_of(run, known_names_find(&known, PLATFORMS, name));
        if (other != owner) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "platform",
                               "platform '%.80s' is of owner '%.80s', and the years are of "
                               "'%.80s'; give platforms of '%.80s', or --owner %.80s",
                               name, risk_text(run, other), risk_text(run, owner),
                               risk_text(run, owner), risk_text(run, other));
        }
    }
    return BLACKOUT_OK;
}

/* Refuses an owner: its name is not known, or nothing is its own. */
static blackout_status refuse_owner(const struct risk_run *run, string_id id, blackout_error *error)
{
    const blackout_scenario *asked = run->scenario;
    const struct known_tables known = {run->dataset->tables, &run->dataset->strings};
    const bool is_known = id != STRING_UNKNOWN && id != STRING_NONE;
    if (asked->owner != NULL && !(is_known && table_has_key(risk_table(run, OWNERS), id))) {
        return known_names_refuse(&known, OWNERS, "owner", asked->owner, error);
    }
    return error_field(error, BLACKOUT_ERROR_USAGE, "owner",
                       "owner '%.80s' has no platform in the package; add one to platforms, or "
                       "give another --owner",
                       risk_text(run, id));
}

/* Room for each platform's owner, each name that is asked for, and an event's. */
static blackout_status choose_owners(struct risk_run *run, blackout_error *error)
{
    const blackout_scenario *asked = run->scenario;
    run->owners =
        arena_alloc(&run->arena, risk_table(run, PLATFORMS)->row_count + asked->platforms.count + 1,
                    sizeof *run->owners);
    if (run->owners == NULL) {
        return error_memory(error);
    }
    blackout_status status = add_asked(run, error);
    if (status == BLACKOUT_OK) {
        status = check_platform_names(run, error);
    }
    if (status == BLACKOUT_OK && run->risk->owner_count == 0) {
        add_all_owners(run);
    }
    for (size_t p = 0; p < run->risk->owner_count && status == BLACKOUT_OK; ++p) {
        string_id id = run->owners[p].id;
        if (id == STRING_UNKNOWN || id == STRING_NONE || !has_platforms(run, id)) {
            status = refuse_owner(run, id, error);
        }
    }
    return status == BLACKOUT_OK && (asked->owner != NULL || asked->event != NULL)
               ? check_owned(run, error)
               : status;
}

/* ---- Observed outages ------------------------------------------------------------------------ */

/* Without observed years both counts stay 0, and the posterior is the prior. */
static blackout_status read_window(struct risk_run *run, struct risk_owner *owner, string_id id,
                                   blackout_error *error)
{
    const struct row *row = table_in_force(risk_table(run, OWNERS), id, INSTANT_ANY);
    const struct cell *from = &row->cells[OWNERS_OBSERVED_FROM];
    const struct cell *to = &row->cells[OWNERS_OBSERVED_TO];
    if (!from->given || !to->given) {
        return risk_warn(run, "not_observed", owner->owner,
                         "the owner has no observed_from and observed_to: its rate and the length "
                         "of its outages come from the prior alone",
                         error);
    }
    owner->observed = true;
    owner->observed_from = from->time;
    owner->observed_to = to->time;
    owner->observed_end = cell_end(to);
    /* In years of the model, of 8766 hours. */
    owner->observed_years =
        (double)(owner->observed_end - from->time) / (SECONDS_PER_HOUR * HOURS_PER_YEAR);
    return BLACKOUT_OK;
}

/* The owner's outages in its observed years; why others do not count. An outage of unknown length
 * still says how often they are. */
static blackout_status read_outages(struct risk_run *run, struct risk_owner *owner,
                                    const struct risk_owner_run *of, double *log_hours,
                                    blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < of->event_count && status == BLACKOUT_OK; ++i) {
        const struct risk_event *event = &of->events[i];
        const char *why = NULL;
        bool counts = risk_began_observed(owner, event);
        owner->events += counts ? 1 : 0;
        if (!owner->observed) {
            why = "its owner has no observed years: it does not count in rate and length";
        } else if (!counts) {
            why = "outside the observed years or without a start: it does not count in rate and "
                  "length";
        } else if (event->has_duration && event->duration.centre > 0) {
            log_hours[owner->lengths++] = log(event->duration.centre);
        } else {
            why = "its length is not known, or 0: it counts in the rate";
        }
        status = why != NULL ? risk_leave_out(run, owner, event, why, error) : BLACKOUT_OK;
    }
    return status;
}

/* Conjugate (methodology, stage 9); the interval of the rate is for the reader. */
static blackout_status make_beliefs(struct risk_run *run, struct risk_owner *owner,
                                    const struct risk_owner_run *of, blackout_error *error)
{
    double *log_hours = arena_alloc(&run->arena, of->event_count, sizeof *log_hours);
    if (log_hours == NULL) {
        return error_memory(error);
    }
    blackout_status status = read_window(run, owner, of->id, error);
    if (status == BLACKOUT_OK) {
        status = read_outages(run, owner, of, log_hours, error);
    }
    owner->rate = gamma_rate_update(run->prior.rate, owner->events, owner->observed_years);
    owner->log_hours = normal_inverse_gamma_update(run->prior.log_hours, log_hours, owner->lengths);
    if (status == BLACKOUT_OK) {
        status = gamma_rate_quantile(&owner->rate_p5, &owner->rate, INTERVAL_LOW, error);
    }
    return status == BLACKOUT_OK
               ? gamma_rate_quantile(&owner->rate_p95, &owner->rate, INTERVAL_HIGH, error)
               : status;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Counts are cut at the room for a year. What is cut off must not show in a figure: an owner that
 * fails more often is refused, not counted too low. Sums of the chances are good to more digits. */
static blackout_status count_outages(size_t *most, double *cdf, const struct risk_owner *owner,
                                     blackout_error *error)
{
    static const double lost_chance = 1e-9;
    *most = gamma_rate_counts(cdf, YEARS_MOST_OUTAGES, &owner->rate);
    if (1 - cdf[*most - 1] <= lost_chance) {
        return BLACKOUT_OK;
    }
    return error_set(error, BLACKOUT_ERROR_INPUT,
                     "'%.80s' may have more than %d outages in a year, of which no more are "
                     "simulated ('%.4g' expected); fewer rate_events or more rate_years in "
                     "outage_prior, or a catalogue of the larger outages alone",
                     owner->owner, (int)YEARS_MOST_OUTAGES, owner->rate.shape / owner->rate.years);
}

/* The stream is a hash of the owner's name: another owner in the run moves none of its years. */
static blackout_status make_process(struct risk_run *run, size_t number, blackout_error *error)
{
    struct risk_owner_run *owner = &run->owners[number];
    struct risk_owner *told = &run->risk->owners[number];
    const char *name = risk_text(run, owner->id);
    double *cdf = arena_alloc(&run->arena, YEARS_MOST_OUTAGES, sizeof *cdf);
    told->owner = risk_copy(run, owner->id);
    told->title = risk_copy(
        run,
        table_in_force(risk_table(run, OWNERS), owner->id, INSTANT_ANY)->cells[OWNERS_NAME].text);
    if (cdf == NULL || told->owner == NULL || told->title == NULL) {
        return error_memory(error);
    }
    blackout_status status = risk_events(run, number, error);
    if (status == BLACKOUT_OK) {
        status = make_beliefs(run, told, owner, error);
    }
    size_t most = 0;
    if (status == BLACKOUT_OK) {
        status = count_outages(&most, cdf, told, error);
    }
    if (status == BLACKOUT_OK) {
        owner->process =
            (struct years_process){.stream = string_hash(RANDOM_OWNER, name, strlen(name)),
                                   .count_cdf = cdf,
                                   .count_most = most,
                                   .log_hours = told->log_hours,
                                   .shortest_hours = run->risk->shortest_hours,
                                   .longest_hours = run->risk->longest_hours};
        status = risk_footprints(run, number, error);
    }
    return status;
}

/* Starts come last: they are the same for all processes. */
blackout_status risk_owners(struct risk_run *run, blackout_error *error)
{
    blackout_status status = risk_keep_warnings(run, &run->dataset->warnings, error);
    if (status == BLACKOUT_OK &&
        control_copy(&run->risk->about.control, &run->risk->arena, &run->dataset->control) != 0) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        status = choose_owners(run, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    run->risk->owners =
        arena_alloc(&run->risk->arena, run->risk->owner_count, sizeof *run->risk->owners);
    const char *currency = risk_currency(run);
    run->risk->currency = arena_copy(&run->risk->arena, currency, strlen(currency));
    if (run->risk->owners == NULL || run->risk->currency == NULL) {
        return error_memory(error);
    }
    for (size_t p = 0; p < run->risk->owner_count && status == BLACKOUT_OK; ++p) {
        status = make_process(run, p, error);
    }
    return status == BLACKOUT_OK ? risk_starts(run, error) : status;
}
