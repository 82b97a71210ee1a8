/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the scenario: whose outage it is, when it began, how long it took. A time is actual
 * where all that it is made of is certain: a range says that it is not known yet, and the midnight
 * that a day without a time begins with is nobody's observation. */
#include "estimate/filing_contents.h"

#include <math.h>

#include "core/calendar.h"

static const char *state_of(bool certain)
{
    return certain ? filing_actual : filing_estimate;
}

/* Until service is as before. */
static bool is_certain_duration(const struct result_scenario *scenario)
{
    return scenario->duration_certain && scenario->recovery_certain;
}

static const char *rests_on_scenario(const struct result *result)
{
    return result->scenario.measured_curve  ? "the severity curve, as measured"
           : result->scenario.event != NULL ? "the catalogue of outages, and what the scenario says"
                                            : "the scenario";
}

/* ---- Who and what ---------------------------------------------------------------------------- */

void filing_fill_entity(struct filler *filler)
{
    if (filler->result->owner_count == 1) {
        filing_set(filler, filler->result->owners[0].name, filing_actual, "owners.name");
    } else {
        filing_leave_empty(filler,
                           "platforms of several owners are down: give --owner, or --field");
    }
}

void filing_fill_currency(struct filler *filler)
{
    filing_set(filler, filler->result->scenario.currency, filing_actual,
               "--currency, else the owner's");
}

/* A name of its own goes before the event's, as it does for the rows of costs. */
void filing_fill_incident(struct filler *filler)
{
    const struct result *result = filler->result;
    const char *name =
        result->account.incident != NULL ? result->account.incident : result->scenario.event;
    if (name != NULL) {
        filing_set(filler, name, filing_actual, "--incident, else the event");
    } else {
        filing_leave_empty(filler, "the scenario has no name; give --incident, or --field");
    }
}

/* ---- When ------------------------------------------------------------------------------------ */

/* Without a date the length alone fills no field of a time. To the second, as the form has it. */
static void set_time(struct filler *filler, double hours_after, bool certain, const char *rests_on)
{
    const struct result_scenario *scenario = &filler->result->scenario;
    char text[CALENDAR_TEXT_SIZE];
    if (!scenario->has_start) {
        filing_leave_empty(filler, "the scenario has no start; give --start");
        return;
    }
    calendar_print_instant(text, scenario->start + (instant)round(hours_after * SECONDS_PER_HOUR));
    filing_set(filler, text, state_of(certain), rests_on);
}

/* A measured curve has its own window, to the end of its last value above 0; its `duration` is only
 * the time of at least half its maximum. */
static double downtime_of(const struct result_scenario *scenario)
{
    return scenario->measured_curve ? scenario->window_hours : scenario->duration_hours;
}

/* Until service is as before. */
double filing_duration_of(const struct result_scenario *scenario)
{
    return downtime_of(scenario) + scenario->recovery_hours;
}

void filing_fill_occurred(struct filler *filler)
{
    set_time(filler, 0, filler->result->scenario.start_certain, rests_on_scenario(filler->result));
}

/* Service is as before when recovery has ended, and not when the outage has. */
void filing_fill_recovered(struct filler *filler)
{
    const struct result_scenario *scenario = &filler->result->scenario;
    set_time(filler, filing_duration_of(scenario),
             scenario->start_certain && is_certain_duration(scenario),
             "start, duration and recovery of the scenario");
}

/* The form has three digits of days. */
static void set_duration(struct filler *filler, double hours, bool certain, const char *rests_on)
{
    char text[FILING_DURATION_SIZE];
    if (filing_print_duration(text, hours)) {
        filing_set(filler, text, state_of(certain), rests_on);
    } else {
        filing_leave_empty(filler, "longer than the 999 days that the form takes");
    }
}

void filing_fill_duration(struct filler *filler)
{
    const struct result_scenario *scenario = &filler->result->scenario;
    set_duration(filler, filing_duration_of(scenario), is_certain_duration(scenario),
                 "duration and recovery of the scenario, until service is as before");
}

void filing_fill_downtime(struct filler *filler)
{
    const struct result_scenario *scenario = &filler->result->scenario;
    set_duration(filler, downtime_of(scenario), scenario->duration_certain,
                 "duration of the scenario");
}

void filing_fill_times_state(struct filler *filler)
{
    filing_set(filler,
               is_certain_duration(&filler->result->scenario) ? "Actual figures" : "Estimates",
               filing_actual, "whether duration and recovery of the scenario are certain");
}
