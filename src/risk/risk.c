/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joins of a year at risk: owners with their catalogued outages become processes, what those
 * struck becomes models, and what the simulated years lost becomes a report. */
#include "risk/risk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ask/scenario_sampling.h"
#include "ask/run_options.h"
#include "core/error.h"
#include "core/options.h"
#include "core/parallel.h"
#include "core/strings.h"
#include "risk/risk_run.h"
#include "estimate/sharing.h"
#include "prepare/overlay.h"

/* Parts of the years after which the mean is noted. Each twice the one before, so that a reader
 * sees what twice as many years would change. */
static const double convergence_parts[RISK_CONVERGENCE_POINTS] = {1. / 16, 1. / 8, 1. / 4, 1. / 2,
                                                                  1};

/* Losses of a measure that are kept to the last bit: so many different years, two megabytes of
 * them. Of very many measures, as of thousands of platforms, so few that all take a gigabyte, but
 * no fewer than the least: of 4,000 platforms in 100,000 years 8 bits are left of each loss. The
 * least is what any number of years fits into (exceedance_init()). */
enum { KEPT_LOSSES = 1 << 17, FEWEST_KEPT = 1 << 12, KEPT_IN_ALL = 1 << 26 };

static size_t kept_losses(const struct blackout_risk *risk)
{
    const size_t share = KEPT_IN_ALL / (2 * risk->measure_count);
    const size_t most = share < KEPT_LOSSES ? share : KEPT_LOSSES;
    const size_t kept = most > FEWEST_KEPT ? most : FEWEST_KEPT;
    const size_t years = (size_t)risk->years;
    return years < kept ? years : kept;
}

/* After the measures, which are of all owners: every model has a figure for each of them. */
static blackout_status make_all_figures(struct risk_run *run, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        for (size_t i = 0; i < run->owners[p].footprint_count && status == BLACKOUT_OK; ++i) {
            status = risk_figures(&run->owners[p].figures[i], run, p,
                                  &run->owners[p].prepared[i].model, error);
        }
    }
    return status;
}

/* ---- The years ------------------------------------------------------------------------------- */

/* Two for each measure: the year's sum and its worst outage. */
static blackout_status start_measures(struct risk_run *run, blackout_error *error)
{
    struct blackout_risk *risk = run->risk;
    run->losses = arena_alloc(&run->arena, risk->measure_count, sizeof *run->losses);
    const size_t room = kept_losses(risk);
    struct radix_item *kept =
        arena_alloc(&run->arena, 2 * risk->measure_count, room * sizeof *kept);
    if (run->losses == NULL || kept == NULL) {
        return error_memory(error);
    }
    for (size_t m = 0; m < risk->measure_count; ++m) {
        exceedance_init(&run->losses[m].sum, kept + 2 * m * room, room);
        exceedance_init(&run->losses[m].largest, kept + (2 * m + 1) * room, room);
    }
    return BLACKOUT_OK;
}

/* Of one measure, where so many years have not been noted yet: one round may pass several parts of
 * them. Once in a hundred years says nothing of fewer years than that. */
static void note_convergence(void *user, size_t m, size_t worker)
{
    struct risk_run *run = user;
    struct risk_measure *measure = &run->risk->measures[m];
    struct exceedance *sum = &run->losses[m].sum;
    const size_t noted = measure->convergence_count;
    (void)worker;
    if (noted > 0 && measure->convergence[noted - 1].years == (double)sum->years) {
        return;
    }
    struct risk_convergence *point = &measure->convergence[measure->convergence_count++];
    *point = (struct risk_convergence){.years = (double)sum->years,
                                       .mean = exceedance_mean(sum),
                                       .se = exceedance_se(sum),
                                       .has_aep = sum->years >= 100};
    if (point->has_aep) {
        point->aep_100 = exceedance_quantile(sum, exceedance_level(100));
    }
}

/* After each round of years: the tables, and how far the mean has settled. */
static blackout_status listen(void *user, uint64_t first_year, size_t count, const double *sums,
                              const double *largest, blackout_error *error)
{
    struct risk_run *run = user;
    const struct risk_rows rows = {sums, largest};
    double done = (double)first_year + (double)count;
    blackout_status status = risk_write_years(run, first_year, count, &rows, error);
    risk_sample_keep(run, first_year, count, &rows);
    while (run->converged < RISK_CONVERGENCE_POINTS &&
           done >= convergence_parts[run->converged] * run->risk->years) {
        ++run->converged;
        crew_do(run->years.crew, run->risk->measure_count, note_convergence, run);
    }
    return status;
}

/* `bits` is what is left of the losses in the quantiles; means are of all of them. The coarser of
 * the two curves is said, since the report has one figure for both. */
static void finish_measure(void *user, size_t m, size_t worker)
{
    struct risk_run *run = user;
    struct risk_measure *measure = &run->risk->measures[m];
    struct exceedance *sum = &run->losses[m].sum;
    struct exceedance *largest = &run->losses[m].largest;
    (void)worker;
    measure->mean = exceedance_mean(sum);
    measure->sd = exceedance_sd(sum);
    measure->se = exceedance_se(sum);
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        struct risk_point *point = &measure->curve[i];
        double p = exceedance_level(risk_return_periods[i]);
        *point = (struct risk_point){.return_period = risk_return_periods[i],
                                     .oep = exceedance_quantile(largest, p),
                                     .aep = exceedance_quantile(sum, p)};
        point->tvar_oep = exceedance_tail_mean(largest, risk_return_periods[i]);
        point->tvar_aep = exceedance_tail_mean(sum, risk_return_periods[i]);
    }
    measure->chance = 1 - (double)sum->years_without / (double)sum->years;
    measure->bits = sum->bits < largest->bits ? sum->bits : largest->bits;
}

/* All of the years, or those of a shard: then they are given away, and none is left to sum up. */
static blackout_status simulate(struct risk_run *run, blackout_error *error)
{
    struct shared_run shared;
    const blackout_shard *asked = run->options->shard;
    if (asked == NULL) {
        return years_run(run->losses, &run->years, listen, run, error);
    }
    blackout_status status = sharing_make(&shared, &run->risk->about, "risk", asked, error);
    if (status == BLACKOUT_OK) {
        run->years.shard = &shared.shard;
        status = years_run(run->losses, &run->years, listen, run, error);
        run->years.shard = NULL;
        status = shared_run_end(&shared, status, error);
    }
    return status;
}

/* The order counts: the listener writes tables and keeps years from the first round on. */
static blackout_status run_years(struct risk_run *run, blackout_error *error)
{
    const struct blackout_risk *risk = run->risk;
    blackout_status status = start_measures(run, error);
    if (status == BLACKOUT_OK) {
        status = risk_sample_begin(run, error);
    }
    if (status == BLACKOUT_OK) {
        status = risk_begin_tables(run, error);
    }
    if (status == BLACKOUT_OK) {
        status = simulate(run, error);
    }
    const bool gives = sharing_gives(run->options);
    if (status == BLACKOUT_OK && !gives) {
        crew_do(run->years.crew, risk->measure_count, finish_measure, run);
    }
    return status;
}

/* A total of policies only where there are several of them. Of an owner the years need its process
 * alone, and all of them in one array. Without a crew (for one thread, or for want of memory) the
 * caller's thread does it all. */
static blackout_status make_years(struct risk_run *run, blackout_error *error)
{
    struct blackout_risk *risk = run->risk;
    struct years_process *processes =
        arena_alloc(&run->arena, risk->owner_count, sizeof *processes);
    if (processes == NULL) {
        return error_memory(error);
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        processes[p] = run->owners[p].process;
    }
    const blackout_run_options *options = run->options;
    const size_t threads = parallel_threads(options->threads, (size_t)risk->years);
    run->years = (struct years){
        .seed = (uint64_t)risk->seed,
        .count = (uint64_t)risk->years,
        .processes = processes,
        .process_count = risk->owner_count,
        .measures = risk->measure_count,
        .policies = run->policies,
        .policy_count = run->owners[0].prepared[0].model.policy_count,
        .insurance = run->owners[0].prepared[0].model.policy_count > 1 ? &run->insurance : NULL,
        .threads = threads,
        .crew = crew_open(threads),
        .progress = run_options_progress(options),
        .cancelled = options->cancelled,
        .user = options->user};
    return BLACKOUT_OK;
}

/* ---- The run --------------------------------------------------------------------------------- */

/* What an estimate reads and a year of simulated outages has no use for is not left out unsaid. */
static blackout_status check_scenario(struct risk_run *run, blackout_error *error)
{
    const blackout_scenario *asked = run->scenario;
    if (asked->severity_curve != NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "severity-curve",
                           "a severity curve describes one outage, and the years have many; give "
                           "its duration and severity instead");
    }
    if (asked->has_rebound) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "rebound",
                           "a rebound is measured in one outage, and the years have many; leave it "
                           "out, the platforms' recapture applies");
    }
    return asked->has_samples || asked->has_until
               ? risk_warn(
                     run, "not_used", "scenario",
                     "samples and until belong to an estimate; a year at risk has years instead",
                     error)
               : BLACKOUT_OK;
}

/* What the scenario sets holds for all footprints: they share the changed tables. */
static blackout_status begin(struct risk_run *run, blackout_error *error)
{
    struct blackout_risk *risk = run->risk;
    risk->about = (struct result){.arena = &risk->arena};
    risk->years = run->scenario->has_years ? run->scenario->years : DEFAULT_YEARS;
    risk->seed = scenario_seed(run->scenario);
    struct warning_list warnings = {0};
    blackout_status status =
        overlay_make(&run->dataset, &warnings, &run->arena, run->dataset, run->scenario, error);
    if (status == BLACKOUT_OK) {
        status = risk_keep_warnings(run, &warnings, error);
    }
    if (status == BLACKOUT_OK) {
        status = run_inputs(&risk->about, run->dataset, error);
    }
    return status == BLACKOUT_OK ? run_settings(&risk->about, run->scenario, error) : status;
}

/* Owners and what they can strike come first, since measures are of that; then the models get their
 * sums. Intervals and rarities are of finished years, of which a process that gives its own away
 * has none. */
static blackout_status run_all(struct risk_run *run, blackout_error *error)
{
    static blackout_status (*const steps[])(struct risk_run *, blackout_error *) = {
        begin,         check_scenario,   risk_prior_read, risk_owners,
        risk_measures, make_all_figures, make_years,      run_years};
    static blackout_status (*const after[])(struct risk_run *, blackout_error *) = {risk_intervals,
                                                                                    risk_rarities};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == BLACKOUT_OK; ++i) {
        status = steps[i](run, error);
    }
    const bool gives = sharing_gives(run->options);
    for (size_t i = 0; i < sizeof after / sizeof after[0] && status == BLACKOUT_OK && !gives; ++i) {
        status = after[i](run, error);
    }
    return status;
}

/* The run's arena ends with the call; what the report needs is in the one of `made`. The crew is of
 * no arena, and NULL where the run ended before it was opened. */
blackout_status blackout_risk_run(blackout_risk **risk, const blackout_dataset *dataset,
                                  const blackout_scenario *scenario,
                                  const blackout_risk_tables *tables,
                                  const blackout_run_options *options, blackout_error *error)
{
    static const blackout_scenario nothing = {0};
    static const struct options_kind tables_kind = {sizeof *tables, "blackout_risk_tables",
                                                    "BLACKOUT_RISK_TABLES_INIT"};
    blackout_risk_tables taken_tables;
    blackout_run_options taken_options;
    *risk = NULL;
    blackout_status status = options_take(&taken_tables, tables, &tables_kind, error);
    if (status == BLACKOUT_OK) {
        status = run_options_take(&taken_options, options, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (taken_tables.ord_version < 0 || taken_tables.ord_version > 2) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "ord",
                           "there is no version %d of Open Results Data; give 1 or 2",
                           taken_tables.ord_version);
    }
    struct blackout_risk *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    made->plain_ord = taken_tables.ord_version == 1;
    struct risk_run run = {.risk = made,
                           .dataset = dataset,
                           .scenario = scenario != NULL ? scenario : &nothing,
                           .tables = &taken_tables,
                           .options = &taken_options};
    status = arena_end(&run.arena, run_all(&run, error), error);
    crew_close(run.years.crew);
    status = arena_judge(&made->arena, status, error);
    if (status != BLACKOUT_OK) {
        blackout_risk_free(made);
        return status;
    }
    progress_report(run_options_progress(&taken_options), "years", made->years, made->years);
    run_options_report(&taken_options, &made->about.warnings);
    *risk = made;
    return BLACKOUT_OK;
}

void blackout_risk_free(blackout_risk *risk)
{
    if (risk != NULL) {
        arena_free(&risk->arena);
        free(risk);
    }
}
