/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk: simulated years of outages. */
#ifndef BLACKOUT_RISK_H
#define BLACKOUT_RISK_H

#include <stddef.h>

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/scenario.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_risk blackout_risk;

/* The tables that a year at risk rests on, as CSV. */
typedef struct blackout_risk_tables {
    size_t size;           /* set by BLACKOUT_RISK_TABLES_INIT, see blackout.h */
    blackout_sink *events; /* where every simulated outage goes; or NULL */
    void *events_user;
    blackout_sink *years; /* where every year with a loss goes; or NULL */
    void *years_user;
    int ord_version; /* of Open Results Data: 1, or 2 (0 is 2) */
} blackout_risk_tables;

#define BLACKOUT_RISK_TABLES_INIT                                                                  \
    {                                                                                              \
        sizeof(blackout_risk_tables), NULL, NULL, NULL, NULL, 0                                    \
    }

/* Simulates years of outages: how often and how long the owners' platforms fail, by the catalogue
 * and the tables outage_prior and owners (observed_from, observed_to); each outage goes through the
 * same model as an estimate. Of `scenario` (may be NULL) owner, event or platforms say whose
 * outages, and which outage's return period is asked; years, min-duration, currency, seed and what
 * it sets count too.
 * Memory does not grow with the years; the result does not depend on the number of threads, and the
 * first years of a longer run are those of a shorter one. Of `options` (may be NULL) threads,
 * cancelled and diagnostic count; `tables` may be NULL. Freed by blackout_risk_free(). Errors:
 * BLACKOUT_ERROR_USAGE for what the scenario names and the dataset lacks, and for a severity-curve
 * or rebound, which are of one outage; BLACKOUT_ERROR_INPUT without outage_prior,
 * BLACKOUT_ERROR_NUMERIC where a loss is not finite, BLACKOUT_ERROR_CANCELLED. */
BLACKOUT_API blackout_status blackout_risk_run(
    blackout_risk **risk, const blackout_dataset *dataset, const blackout_scenario *scenario,
    const blackout_risk_tables *tables, const blackout_run_options *options, blackout_error *error);
BLACKOUT_API void blackout_risk_free(blackout_risk *risk);

/* Writes the report "risk"; blackout_report_format() lists its formats. Its CSV has the curves. */
BLACKOUT_API blackout_status blackout_risk_write(const blackout_risk *risk, const char *format,
                                                 blackout_sink *sink, void *user,
                                                 blackout_error *error);

/* The exceedance curves as the exceedance probability table (EPT) of Open Results Data, in the
 * version of the run's tables, and what EventId in the table of outages means: `format` is "csv".
 * Version 1 has numbers for words, and no column beyond the standard's, as its readers need it. */
BLACKOUT_API blackout_status blackout_risk_write_exceedance(const blackout_risk *risk,
                                                            const char *format, blackout_sink *sink,
                                                            void *user, blackout_error *error);
BLACKOUT_API blackout_status blackout_risk_write_events(const blackout_risk *risk,
                                                        const char *format, blackout_sink *sink,
                                                        void *user, blackout_error *error);

/* One number of the report, by its JSON Pointer: "/losses/0/average_annual_loss/mean". */
BLACKOUT_API blackout_status blackout_risk_number(const blackout_risk *risk, const char *pointer,
                                                  double *number, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
