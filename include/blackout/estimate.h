/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of scenarios, and what is made of several: sweeps, comparisons, sensitivity. */
#ifndef BLACKOUT_ESTIMATE_H
#define BLACKOUT_ESTIMATE_H

#include <stddef.h>

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/scenario.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_result blackout_result;

/* Estimates every scenario over one dataset. The result is freed by blackout_result_free() and does
 * not refer to the dataset or the scenarios. Errors: BLACKOUT_ERROR_USAGE for what a scenario names
 * and the dataset lacks; BLACKOUT_ERROR_INPUT where the dataset cannot carry the scenario. */
BLACKOUT_API blackout_status blackout_estimate(blackout_result **result,
                                               const blackout_dataset *dataset,
                                               const blackout_scenario *const *scenarios,
                                               size_t scenario_count,
                                               const blackout_run_options *options,
                                               blackout_error *error);

/* Whether a scenario can be estimated over a dataset: the errors of blackout_estimate() that follow
 * from what is asked, before any time is spent. options.diagnostic is called for faults in the
 * files that the scenario names. */
BLACKOUT_API blackout_status blackout_estimate_check(const blackout_dataset *dataset,
                                                     const blackout_scenario *scenario,
                                                     const blackout_run_options *options,
                                                     blackout_error *error);

/* The same, for scenarios of one report, which has one currency. `*currency`, NULL before the first
 * of them, becomes that which the scenario is in: asked for, else the package's, else that of the
 * first platform's owner; the text is the dataset's. Errors: those of blackout_estimate_check();
 * BLACKOUT_ERROR_USAGE where it is another one than `*currency`. */
BLACKOUT_API blackout_status blackout_estimate_currency(const char **currency,
                                                        const blackout_dataset *dataset,
                                                        const blackout_scenario *scenario,
                                                        const blackout_run_options *options,
                                                        blackout_error *error);

/* At most so many scenarios of a series have been asked for and have not given their result. */
enum { BLACKOUT_SERIES_UNDER_WAY = 64 };

/* Where the scenarios of a series come from, and where their results go. The functions are called
 * in order, with an index from 0 on; a status other than BLACKOUT_OK, for which they fill `error`,
 * ends it. With more than one thread (options.threads) scenarios are estimated side by side: they
 * are asked for before the results of those before them are given, and these functions and those of
 * the options are called by any of the run's threads, one call at a time. */
typedef struct blackout_series {
    size_t size;  /* set by BLACKOUT_SERIES_INIT, see blackout.h */
    size_t count; /* of scenarios */
    /* the scenario, which has to live until its result has been given, or the series has ended */
    blackout_status (*scenario)(void *user, size_t index, const blackout_scenario **scenario,
                                blackout_error *error);
    /* its result, number 0 of a result of its own; freed after the call */
    blackout_status (*result)(void *user, size_t index, const blackout_result *result,
                              blackout_error *error);
    void *user; /* of all */
    /* not 0: results are for the report "sweep" alone, which has the same bytes, and are made in
     * less time: other figures have no statistics, and no change of market value is predicted */
    int for_sweep;
    /* not NULL: nothing is estimated. Each scenario is checked as by blackout_estimate_check(), but
     * for one that is NULL, and this is called in place of `result`, with the status and error of
     * that; BLACKOUT_OK goes on */
    blackout_status (*check)(void *user, size_t index, blackout_status status,
                             const blackout_error *fault, blackout_error *error);
} blackout_series;

#define BLACKOUT_SERIES_INIT                                                                       \
    {                                                                                              \
        sizeof(blackout_series), 0, NULL, NULL, NULL, 0, NULL                                      \
    }

/* Estimates scenarios one by one: the results are those of blackout_estimate(), and the memory does
 * not grow with their number. options.diagnostic is called for warnings once, after the last of
 * them; options.paired is not heeded. Results before an error have been given away: see
 * blackout_estimate_check(). Errors: those of blackout_estimate() and of the two functions;
 * BLACKOUT_ERROR_USAGE where options.shard is set. */
BLACKOUT_API blackout_status blackout_estimate_each(const blackout_dataset *dataset,
                                                    const blackout_series *series,
                                                    const blackout_run_options *options,
                                                    blackout_error *error);

/* Estimates a scenario and others near it: other durations and starts, each of its platforms alone.
 * The first of the result is the scenario's own; options.draws is not heeded. */
BLACKOUT_API blackout_status blackout_explore(blackout_result **result,
                                              const blackout_dataset *dataset,
                                              const blackout_scenario *scenario,
                                              const blackout_run_options *options,
                                              blackout_error *error);
BLACKOUT_API void blackout_result_free(blackout_result *result);

/* Writes the report "estimate" of scenario `index`. Here and below, blackout_report_format() lists
 * the formats of a report. */
BLACKOUT_API blackout_status blackout_result_write(const blackout_result *result, size_t index,
                                                   const char *format, blackout_sink *sink,
                                                   void *user, blackout_error *error);

/* Writes the report "batch" of scenario `index`: the report "estimate" as one line of JSON, with
 * the number of the line that it was asked for in, from 1, and what that is called, or NULL. */
BLACKOUT_API blackout_status blackout_batch_write(const blackout_result *result, size_t index,
                                                  size_t line, const char *name,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* Writes the report "explore" of a result of blackout_explore(): the page of an estimate, on which
 * the reader can choose among the others. */
BLACKOUT_API blackout_status blackout_explore_write(const blackout_result *result,
                                                    const char *format, blackout_sink *sink,
                                                    void *user, blackout_error *error);

/* One number of the report of scenario `index`, by its JSON Pointer (RFC 6901):
 * "/totals/owner_revenue_loss/gross/central", where an entry of platforms, owners, by_region,
 * by_channel and by_sector is named by its identifier, as `explain` names it, or where none is
 * called so by its place: "/platforms/whatsapp/owner_revenue_loss/net/central".
 * BLACKOUT_ERROR_USAGE if there is none. */
BLACKOUT_API blackout_status blackout_result_number(const blackout_result *result, size_t index,
                                                    const char *pointer, double *number,
                                                    blackout_error *error);

/* Writes the report "sweep": one record for each scenario of a result. BLACKOUT_ERROR_USAGE where
 * they are in several currencies, here and below. */
BLACKOUT_API blackout_status blackout_sweep_write(const blackout_result *result, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* The same report over the results of a series, written as they are made: `json`, `ndjson` and
 * `csv` at once, in memory that does not grow; the other formats at the end, from a few kilobytes
 * of each record. The sink is called by all three. After an error it is to be freed by
 * blackout_sweep_free(), as at the end. Errors: BLACKOUT_ERROR_USAGE for a format that is not
 * known, BLACKOUT_ERROR_IO where the sink refuses, BLACKOUT_ERROR_MEMORY. */
typedef struct blackout_sweep blackout_sweep;
BLACKOUT_API blackout_status blackout_sweep_begin(blackout_sweep **sweep, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);
/* Adds every scenario of a result, which is not needed afterwards. */
BLACKOUT_API blackout_status blackout_sweep_add(blackout_sweep *sweep,
                                                const blackout_result *result,
                                                blackout_error *error);
BLACKOUT_API blackout_status blackout_sweep_end(blackout_sweep *sweep, blackout_error *error);
BLACKOUT_API void blackout_sweep_free(blackout_sweep *sweep);

/* Writes the report "compare", scenario `second` less scenario `first`: the scenarios of one call
 * share their draws, so the difference has an interval of its own. */
BLACKOUT_API blackout_status blackout_compare_write(const blackout_result *result, size_t first,
                                                    size_t second, const char *format,
                                                    blackout_sink *sink, void *user,
                                                    blackout_error *error);

/* Writes the report "sensitivity": what drives the losses of scenario `index`, of a run with
 * options.sensitivity. */
BLACKOUT_API blackout_status blackout_sensitivity_write(const blackout_result *result, size_t index,
                                                        const char *format, blackout_sink *sink,
                                                        void *user, blackout_error *error);

/* Writes the report "explain": the arithmetic of the figure that options.explain named, inputs with
 * basis and source, steps, and the figure. */
BLACKOUT_API blackout_status blackout_explain_write(const blackout_result *result, size_t index,
                                                    const char *format, blackout_sink *sink,
                                                    void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
