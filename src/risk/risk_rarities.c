/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How rare an outage is: its losses if it happened again, with the rows of today and all inputs in
 * the centre, among those of the simulated years of its owner. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "risk/risk_run.h"
#include "model/evaluate.h"

/* Single outages drawn for an interval; the tail probability of a hundredth has then an error of
 * about a twelfth of itself. */
enum { SAMPLED_OUTAGES = 1 << 14 };

/* Streams of return periods, apart from those of the years. */
static const uint64_t rarity_stream = UINT64_C(1) << 62;

/* ---- What an outage loses if it happens again ------------------------------------------------ */

/* An outage of known size. */
struct repeat {
    const struct prepared *prepared;
    const struct figures *figures;
    double duration_hours;
    double severity;
    bool has_hour;
    double hour_of_week;
};

/* Fills `losses` ([measures]) at the centre of all inputs. One evaluation in the centre, at the
 * hour of the outage where that is known, else over all. */
static blackout_status repeat_losses(double *losses, const struct repeat *repeat, size_t measures,
                                     blackout_error *error)
{
    const struct model *model = &repeat->prepared->model;
    struct arena arena = {0};
    double *parameters = arena_alloc(&arena, model->parameter_count, sizeof *parameters);
    double *out = arena_alloc(&arena, model_layout(model).count, sizeof *out);
    struct kernel_bins *bins = arena_alloc(&arena, model->kernel_count, sizeof *bins);
    struct lanes *work = arena_alloc(&arena, model_work(model), sizeof *work);
    bool ready = parameters != NULL && out != NULL && bins != NULL && work != NULL;
    if (ready) {
        double hour = repeat->has_hour ? repeat->hour_of_week : 0;
        memcpy(parameters, repeat->prepared->centres, model->parameter_count * sizeof *parameters);
        parameters[model->outage.duration_hours] = repeat->duration_hours;
        parameters[model->outage.severity] = repeat->severity;
        const struct kernel_outages outage = {{parameters}, {hour - floor(hour)}};
        model_integrate(bins, model, &outage, 1);
        const struct model_evaluation evaluation = {
            .parameters = parameters, .start_hour_of_week = hour, .out = out};
        if (repeat->has_hour) {
            model_evaluate(&evaluation, 1, model, bins, work);
        } else {
            model_evaluate_mean(&evaluation, 1, model, bins, work);
        }
        for (size_t m = 0; m < measures; ++m) {
            losses[m] = figures_value(repeat->figures, m, out);
        }
    }
    arena_free(&arena);
    return ready ? BLACKOUT_OK : error_memory(error);
}

/* ---- Outages of one owner -------------------------------------------------------------------- */

struct rarities {
    struct risk_run *run;
    size_t process;
    size_t measures[2]; /* numbers of the owner's and the dependants' */
    size_t measure_count;
    double *amounts;                  /* [outages][2] */
    const struct risk_event **events; /* [outages]; NULL: the scenario's own */
};

/* An owner has its own loss, and its dependants' where there are any: two at most. They are the
 * first of the process: risk_measures() adds them before all others. */
static void find_measures(struct rarities *rarities)
{
    const struct blackout_risk *risk = rarities->run->risk;
    for (size_t m = 0; m < risk->measure_count && rarities->measure_count < 2; ++m) {
        if (risk->measures[m].process == rarities->process) {
            rarities->measures[rarities->measure_count++] = m;
        }
    }
}

/* Adds an outage; what is asked about comes first. */
static blackout_status add_outage(struct rarities *rarities, const struct risk_outage *outage,
                                  const struct risk_event *event, const struct repeat *repeat,
                                  blackout_error *error)
{
    struct blackout_risk *risk = rarities->run->risk;
    struct risk_owner *owner = &risk->owners[rarities->process];
    double *losses = arena_alloc(&rarities->run->arena, risk->measure_count, sizeof *losses);
    if (losses == NULL) {
        return error_memory(error);
    }
    blackout_status status = repeat_losses(losses, repeat, risk->measure_count, error);
    for (size_t i = 0; i < rarities->measure_count && status == BLACKOUT_OK; ++i) {
        rarities->amounts[2 * owner->outage_count + i] = losses[rarities->measures[i]];
    }
    rarities->events[owner->outage_count] = event;
    owner->outages[owner->outage_count++] = *outage;
    return status;
}

/* Whether the scenario describes an outage that is not just a row of the catalogue. Such an outage
 * needs a model of its own; a row alone is one of the footprints already. */
static bool is_own(const struct risk_run *run)
{
    const blackout_scenario *asked = run->scenario;
    return asked->has_start || asked->has_duration || asked->has_severity || asked->has_recovery ||
           asked->regions.count > 0 || asked->platforms.count > 0;
}

/* Whether the scenario asks about just this outage of the catalogue. With another length or start
 * it asks about one of its own, and the row is listed among the others. */
static bool is_asked(const struct risk_run *run, const struct risk_event *event)
{
    return risk_event_is_asked(run, event) && !is_own(run);
}

/* A footprint is one catalogued outage: its model, with the length and the severity it had. */
static blackout_status add_catalogued(struct rarities *rarities, blackout_error *error)
{
    struct risk_run *run = rarities->run;
    const struct risk_owner_run *owner = &run->owners[rarities->process];
    const struct risk_owner *told = &run->risk->owners[rarities->process];
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < owner->footprint_count && status == BLACKOUT_OK; ++i) {
        const struct risk_event *event = owner->struck[i];
        if (event == NULL || !event->has_duration) {
            continue;
        }
        struct repeat repeat = {.prepared = &owner->prepared[i],
                                .figures = &owner->figures[i],
                                .duration_hours = event->duration.centre,
                                .severity = told->footprints[i].severity,
                                .has_hour = event->has_hour};
        repeat.hour_of_week = repeat.has_hour ? calendar_hour_of_week(event->start) : 0;
        const struct risk_outage outage = {.event = told->footprints[i].event,
                                           .platforms = told->footprints[i].platforms,
                                           .duration_hours = repeat.duration_hours,
                                           .severity = repeat.severity,
                                           .asked = is_asked(run, event)};
        status = add_outage(rarities, &outage, event, &repeat, error);
    }
    return status;
}

/* ---- The scenario's own outage --------------------------------------------------------------- */

/* Among footprints: of an event whose platforms are not in the package nothing can be taken. */
static const struct risk_event *asked_event(const struct risk_run *run, size_t process)
{
    const struct risk_owner_run *owner = &run->owners[process];
    for (size_t i = 0; i < owner->footprint_count; ++i) {
        if (risk_event_is_asked(run, owner->struck[i])) {
            return owner->struck[i];
        }
    }
    return NULL;
}

/* What the scenario says goes before what its event says. Lists are those of `asked`, which
 * outlives `own`. */
static blackout_status fill_own(blackout_scenario *own, const blackout_scenario *asked,
                                const struct risk_event *event, blackout_error *error)
{
    if (!asked->has_duration && (event == NULL || !event->has_duration)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "duration",
                           "the outage in question has no duration; add one, such as 6h");
    }
    own->duration_hours = asked->has_duration ? asked->duration_hours : event->duration;
    own->has_severity = true;
    own->severity = asked->has_severity ? asked->severity
                    : event != NULL     ? event->severity
                                        : mapping_certain(1);
    own->has_recovery = asked->has_recovery;
    own->recovery_hours = asked->recovery_hours;
    if (asked->platforms.count > 0) {
        own->platforms = asked->platforms;
        own->owner = NULL;
    }
    own->regions = asked->regions.count > 0 ? asked->regions : own->regions;
    return BLACKOUT_OK;
}

/* When it begins: as asked, else as the event did. Of a date alone the hour is not known. */
static blackout_status set_hour(struct repeat *repeat, struct risk_run *run,
                                const struct risk_event *event, blackout_error *error)
{
    const blackout_scenario *asked = run->scenario;
    repeat->has_hour = asked->has_start ? asked->start_has_time : event != NULL && event->has_hour;
    if (repeat->has_hour) {
        repeat->hour_of_week =
            calendar_hour_of_week(asked->has_start ? asked->start : event->start);
    }
    return asked->has_start && !repeat->has_hour
               ? risk_warn(run, "start_without_time", "--start",
                           "the start has no time of day: its losses are the mean over the hours "
                           "of the week",
                           error)
               : BLACKOUT_OK;
}

/* A model of its own, since it may take down other platforms or regions than any footprint
 * does. */
static blackout_status evaluate_own(struct rarities *rarities, const blackout_scenario *own,
                                    const struct risk_event *event, blackout_error *error)
{
    struct risk_run *run = rarities->run;
    struct prepared prepared;
    struct figures figures;
    blackout_status status = risk_prepare(&prepared, run, own, error);
    if (status == BLACKOUT_OK) {
        status = risk_figures(&figures, run, rarities->process, &prepared.model, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    /* At the centre of what is asked: a range of the length is not sampled here. */
    struct repeat repeat = {.prepared = &prepared,
                            .figures = &figures,
                            .duration_hours = own->duration_hours.centre,
                            .severity = own->severity.centre};
    status = set_hour(&repeat, run, event, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct risk_outage outage = {.platforms = "",
                                 .duration_hours = repeat.duration_hours,
                                 .severity = repeat.severity,
                                 .asked = true};
    for (size_t i = 0; i < prepared.scenario.selected_count && outage.platforms != NULL; ++i) {
        outage.platforms =
            arena_format(&run->risk->arena, "%s%s%s", outage.platforms, i > 0 ? "," : "",
                         risk_text(run, prepared.scenario.selected[i]));
    }
    return outage.platforms != NULL ? add_outage(rarities, &outage, NULL, &repeat, error)
                                    : error_memory(error);
}

/* With several owners no process could say how rare it is. The scenario is made as that of a
 * footprint is, so that both lose by the same rules, and then takes what was asked. */
static blackout_status add_own(struct rarities *rarities, blackout_error *error)
{
    struct risk_run *run = rarities->run;
    const struct risk_event *event = asked_event(run, rarities->process);
    blackout_scenario *own = NULL;
    if (run->risk->owner_count > 1) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "platform",
                           "the outage in question has no single owner; name an owner, an event, "
                           "or platforms of one owner");
    }
    blackout_status status =
        risk_scenario(&own, run, run->owners[rarities->process].id, event, error);
    if (status == BLACKOUT_OK) {
        status = fill_own(own, run->scenario, event, error);
    }
    if (status == BLACKOUT_OK) {
        status = evaluate_own(rarities, own, event, error);
    }
    blackout_scenario_free(own);
    return status;
}

/* ---- Return periods -------------------------------------------------------------------------- */

/* By the observed years alone, in the sense of the simulated years: of the chance of a year with a
 * loss as large, at the rate that was observed. `losses` and `rates` are scratch for one of each
 * outage. The rate of an outage is once in the observed years; the scenario's own has not happened,
 * and is only compared. */
static void fill_catalogue_periods(struct rarities *rarities, size_t i, double *losses,
                                   double *rates)
{
    const struct risk_run *run = rarities->run;
    struct risk_owner *owner = &run->risk->owners[rarities->process];
    size_t count = 0;
    for (size_t k = 0; k < owner->outage_count; ++k) {
        const struct risk_event *event = rarities->events[k];
        bool counts = event != NULL && risk_is_observed(run, owner, event);
        owner->outages[k].rarities[i].in_catalogue = counts;
        if (counts) {
            losses[count] = rarities->amounts[2 * k + i];
            rates[count++] = 1 / owner->observed_years;
        }
    }
    for (size_t k = 0; k < owner->outage_count; ++k) {
        double rate = exceedance_rate(losses, rates, count, rarities->amounts[2 * k + i]);
        owner->outages[k].rarities[i].catalogue_period =
            rarities->amounts[2 * k + i] > 0 ? exceedance_period(exceedance_chance(rate))
                                             : INFINITY;
    }
}

/* Outages are drawn from the predictive length, in years that no run reaches. Question q is
 * outage q / measures, measure q % measures. */
static blackout_status fill_intervals(struct rarities *rarities, struct return_period_interval *to,
                                      blackout_error *error)
{
    struct risk_run *run = rarities->run;
    const struct risk_owner *owner = &run->risk->owners[rarities->process];
    size_t count = owner->outage_count * rarities->measure_count;
    struct return_period_question *questions = arena_alloc(&run->arena, count, sizeof *questions);
    double *log_hours = arena_alloc(&run->arena, SAMPLED_OUTAGES, sizeof *log_hours);
    double *losses =
        arena_alloc(&run->arena, SAMPLED_OUTAGES * rarities->measure_count, sizeof *losses);
    if (questions == NULL || log_hours == NULL || losses == NULL) {
        return error_memory(error);
    }
    for (size_t q = 0; q < count; ++q) {
        size_t k = q / rarities->measure_count;
        size_t i = q % rarities->measure_count;
        questions[q] = (struct return_period_question){i, rarities->amounts[2 * k + i]};
    }
    const struct years_question singles = {.process = rarities->process,
                                           .count = SAMPLED_OUTAGES,
                                           .measures = rarities->measures,
                                           .measure_count = rarities->measure_count};
    blackout_status status = years_sample(log_hours, losses, &run->years, &singles, error);
    const struct return_period_sample sample = {
        .belief = {owner->rate, owner->log_hours,
                   run->owners[rarities->process].process.stream ^ rarity_stream},
        .drawn_log_hours = log_hours,
        .shortest_log_hours = log(run->risk->shortest_hours),
        .losses = losses,
        .stride = rarities->measure_count,
        .count = SAMPLED_OUTAGES,
        .seed = run->years.seed,
        .threads = run->years.threads};
    return status == BLACKOUT_OK ? return_period_intervals(to, questions, count, &sample, error)
                                 : status;
}

/* By the simulated years: the part of them whose worst outage loses at least as much. */
static void fill_rarities(struct rarities *rarities, const struct return_period_interval *intervals)
{
    struct risk_run *run = rarities->run;
    struct risk_owner *owner = &run->risk->owners[rarities->process];
    for (size_t k = 0; k < owner->outage_count; ++k) {
        for (size_t i = 0; i < rarities->measure_count; ++i) {
            struct risk_rarity *rarity = &owner->outages[k].rarities[i];
            double amount = rarities->amounts[2 * k + i];
            double chance =
                exceedance_probability(&run->losses[rarities->measures[i]].largest, amount);
            rarity->loss = run->risk->measures[rarities->measures[i]].loss;
            rarity->amount = amount;
            rarity->return_period = exceedance_period(chance);
            rarity->interval = intervals[k * rarities->measure_count + i];
            if (!(amount > 0)) { /* nothing is lost in years without an outage too: no period */
                rarity->return_period = INFINITY;
                rarity->interval = (struct return_period_interval){INFINITY, INFINITY};
            }
        }
    }
}

/* Intervals first: one sample of outages serves all questions of the owner. */
static blackout_status rate_outages(struct rarities *rarities, blackout_error *error)
{
    struct risk_run *run = rarities->run;
    const struct risk_owner *owner = &run->risk->owners[rarities->process];
    size_t count = owner->outage_count;
    struct return_period_interval *intervals =
        arena_alloc(&run->arena, 2 * count, sizeof *intervals);
    double *losses = arena_alloc(&run->arena, count, sizeof *losses);
    double *rates = arena_alloc(&run->arena, count, sizeof *rates);
    if (intervals == NULL || losses == NULL || rates == NULL) {
        return error_memory(error);
    }
    blackout_status status = fill_intervals(rarities, intervals, error);
    if (status == BLACKOUT_OK) {
        fill_rarities(rarities, intervals);
        for (size_t i = 0; i < rarities->measure_count; ++i) {
            fill_catalogue_periods(rarities, i, losses, rates);
        }
    }
    return status;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* The scenario's own outage, then those of the catalogue: one more than footprints. */
static blackout_status rate_owner(struct risk_run *run, size_t process, blackout_error *error)
{
    struct rarities rarities = {.run = run, .process = process};
    struct risk_owner *owner = &run->risk->owners[process];
    size_t most = owner->footprint_count + 1;
    owner->outages = arena_alloc(&run->risk->arena, most, sizeof *owner->outages);
    rarities.amounts = arena_alloc(&run->arena, 2 * most, sizeof *rarities.amounts);
    rarities.events = arena_alloc(&run->arena, most, sizeof *rarities.events);
    if (owner->outages == NULL || rarities.amounts == NULL || rarities.events == NULL) {
        return error_memory(error);
    }
    find_measures(&rarities);
    blackout_status status = is_own(run) ? add_own(&rarities, error) : BLACKOUT_OK;
    if (status == BLACKOUT_OK) {
        status = add_catalogued(&rarities, error);
    }
    return status == BLACKOUT_OK && owner->outage_count > 0 ? rate_outages(&rarities, error)
                                                            : status;
}

/* The event that is asked about must have been rated: a report without it would answer another
 * question. */
static blackout_status check_asked(const struct risk_run *run, blackout_error *error)
{
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        for (size_t k = 0; k < run->risk->owners[p].outage_count; ++k) {
            if (run->risk->owners[p].outages[k].asked) {
                return BLACKOUT_OK;
            }
        }
    }
    return run->scenario->event == NULL
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_INPUT, "event",
                             "event '%.80s' cannot be rated: it has no duration, or none of its "
                             "platforms is in the package; add --platform and --duration",
                             run->scenario->event);
}

blackout_status risk_rarities(struct risk_run *run, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t p = 0; p < run->risk->owner_count && status == BLACKOUT_OK; ++p) {
        status = rate_owner(run, p, error);
    }
    return status == BLACKOUT_OK ? check_asked(run, error) : status;
}
