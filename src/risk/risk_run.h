/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of `risk` while it is being made. The parts below each fill their section of the report. */
#ifndef BLACKOUT_RISK_RISK_RUN_H
#define BLACKOUT_RISK_RISK_RUN_H

#include "ask/scenario.h"
#include "blackout/status.h"
#include "risk/risk.h"
#include "estimate/run.h"
#include "risk/years.h"
#include "tables/dataset.h"

/* Beliefs before an owner's own outages, from the table outage_prior. */
struct risk_prior {
    struct gamma_rate rate;
    struct normal_inverse_gamma log_hours;
    double longest_hours;
    double any_hour_weight; /* in outages whose hour is known */
};

/* An outage of the catalogue: a row, or several that are one outage. */
struct risk_event {
    const struct row **rows;
    size_t row_count;
    const char *name;      /* "E1"; of several rows "E1+E2" */
    const char *platforms; /* those in the package, comma between */
    const char *regions;   /* likewise; "": all */
    struct mapping severity;
    bool has_start;
    bool has_hour; /* a date alone does not say it */
    instant start;
    bool has_duration;
    struct mapping duration; /* hours */
};

/* An owner's outages, ready to be simulated. */
struct risk_owner_run {
    string_id id;
    struct risk_event *events;
    size_t event_count;
    struct years_process process;
    struct prepared *prepared; /* of each footprint */
    struct figures *figures;
    const struct risk_event **struck; /* of each footprint; NULL: all platforms */
    size_t footprint_count;
    double *exposures; /* [footprints][measures], of risk_exposures() */
};

struct years_batch;
struct risk_sample; /* the years that intervals weigh: risk_intervals.c */

struct risk_run {
    struct arena arena; /* of the models: gone when the run is */
    struct blackout_risk *risk;
    const blackout_dataset *dataset; /* with what the scenario sets */
    const blackout_scenario *scenario;
    const blackout_risk_tables *tables;
    const blackout_run_options *options;
    struct risk_prior prior;
    struct risk_owner_run *owners;
    struct years_policy *policies;
    struct years_insurance insurance; /* of several policies */
    struct years years;
    struct years_losses *losses; /* of the measures */
    struct risk_sample *sample;
    size_t converged;
    struct years_batch *batch; /* of the table of events */
};

/* Finished years: [count][measures] of sums and of maxima. */
struct risk_rows {
    const double *sums;
    const double *largest;
};

/* A table, and a text, of the dataset. */
const struct table *risk_table(const struct risk_run *run, enum table_id id);
const char *risk_text(const struct risk_run *run, string_id id);

/* A text of the dataset, copied into the report; NULL when memory is out. */
const char *risk_copy(const struct risk_run *run, string_id id);

/* Adds a warning, once for each code and place; texts are copied. */
blackout_status risk_warn(struct risk_run *run, const char *code, const char *where,
                          const char *message, blackout_error *error);

/* Adds those of the dataset, or of a preparation. */
blackout_status risk_keep_warnings(struct risk_run *run, const struct warning_list *warnings,
                                   blackout_error *error);

/* Makes the model of one outage, without what a year at risk does not count; keeps its warnings. */
blackout_status risk_prepare(struct prepared *prepared, struct risk_run *run,
                             const blackout_scenario *scenario, blackout_error *error);

/* Error: BLACKOUT_ERROR_INPUT without the table. */
blackout_status risk_prior_read(struct risk_run *run, blackout_error *error);

/* Whose outages are simulated, how often, how long, and what they strike. */
blackout_status risk_owners(struct risk_run *run, blackout_error *error);

/* The currency of the report: asked for, the package's, or the first owner's. */
const char *risk_currency(const struct risk_run *run);

/* The catalogued outages of owner `number`. Rows that overlap are one. */
blackout_status risk_events(struct risk_run *run, size_t number, blackout_error *error);

/* Whether one of the event's rows is the event that the scenario names. `event` may be NULL. */
bool risk_event_is_asked(const struct risk_run *run, const struct risk_event *event);

/* Notes an outage that says less than it could; `why` is not copied. */
blackout_status risk_leave_out(struct risk_run *run, struct risk_owner *owner,
                               const struct risk_event *event, const char *why,
                               blackout_error *error);

/* What outages of owner `number` strike, and in which hours outages begin. Needs its events. */
blackout_status risk_footprints(struct risk_run *run, size_t number, blackout_error *error);
blackout_status risk_starts(struct risk_run *run, blackout_error *error);

/* Whether an outage began in the years that its owner was observed. */
bool risk_began_observed(const struct risk_owner *owner, const struct risk_event *event);

/* Whether an outage lies in the owner's observed years and is long enough. */
bool risk_is_observed(const struct risk_run *run, const struct risk_owner *owner,
                      const struct risk_event *event);

/* A scenario that strikes what `event` did, or all platforms of `owner` without one; without start.
 * To be freed by the caller. */
blackout_status risk_scenario(blackout_scenario **scenario, const struct risk_run *run,
                              string_id owner, const struct risk_event *event,
                              blackout_error *error);

/* What years are counted by. Needs the footprints. */
blackout_status risk_measures(struct risk_run *run, blackout_error *error);

/* The measures as sums over the outputs of a model in which platforms of an owner are down. */
blackout_status risk_figures(struct figures *figures, struct risk_run *run, size_t process,
                             const struct model *model, blackout_error *error);

/* How rare catalogued outages are, and the one that was asked about. Needs the years. */
blackout_status risk_rarities(struct risk_run *run, blackout_error *error);

/* What outages reach: a year's revenue, by footprint and measure. Needs the measures. */
blackout_status risk_exposures(struct risk_run *run, blackout_error *error);

/* Intervals of the figures over what is believed, and what another prior would give. The first
 * years are kept for it as they are finished. */
blackout_status risk_sample_begin(struct risk_run *run, blackout_error *error);
void risk_sample_keep(struct risk_run *run, uint64_t first_year, size_t count,
                      const struct risk_rows *rows);
blackout_status risk_intervals(struct risk_run *run, blackout_error *error);

/* The tables of events and years, where they were asked for. */
blackout_status risk_begin_tables(struct risk_run *run, blackout_error *error);
blackout_status risk_write_years(struct risk_run *run, uint64_t first_year, size_t count,
                                 const struct risk_rows *rows, blackout_error *error);

#endif
