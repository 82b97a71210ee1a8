/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout: what an outage of a platform costs its owner, the businesses that depend on it, and
 * the owner's market value.
 *
 * This header includes the whole public contract, a header for each topic, in the order of reading
 * below. A program includes this one. The order of use:
 *
 *     blackout_init();                                     once a program
 *     blackout_dataset_open(&dataset, "reference", ...);   text -> checked, immutable tables
 *     blackout_scenario_new(&scenario, ...);               an outage, set by name and text
 *     blackout_scenario_set(scenario, "platform", "facebook", &error);
 *     blackout_scenario_set(scenario, "duration", "6h", &error);
 *     blackout_estimate(&result, dataset, scenarios, 1, NULL, &error);
 *     blackout_result_write(result, 0, "json", sink, user, &error);
 *
 * The library never prints, exits or aborts, and keeps no state of its own: everything lives in
 * objects that the caller makes and frees. One object may be read by several threads at once; it
 * may be changed by one. Times are UTC. Money carries its currency in the report. Losses are
 * positive.
 *
 * Structs of options may grow at their end. Each has a macro that sets its `size` and all defaults,
 * which are zero:
 *
 *     blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
 *     options.threads = 4;
 *
 * The size says which members the caller knows. Those after a smaller one, of an older header, are
 * at their defaults; those of a newer header, which this library does not know, must be zero. Any
 * other size, 0 among them, is BLACKOUT_ERROR_USAGE.
 *
 * Every call that can fail returns a status and fills `error`, which may be NULL. Any of them may
 * return BLACKOUT_ERROR_MEMORY; those that read files BLACKOUT_ERROR_IO; those that write to a sink
 * BLACKOUT_ERROR_IO where the sink refuses, and BLACKOUT_ERROR_USAGE for a format that is not
 * known; those that compute BLACKOUT_ERROR_NUMERIC, where numbers lead nowhere (an overflow, a
 * singular matrix). What a call makes is NULL where it fails. Every `_free` takes NULL. */
#ifndef BLACKOUT_H
#define BLACKOUT_H

#include "blackout/status.h"     /* what calls return, and why they failed */
#include "blackout/version.h"    /* which program and methodology this is */
#include "blackout/program.h"    /* once a program; near misses, for messages */
#include "blackout/sink.h"       /* where output goes */
#include "blackout/report.h"     /* reports, and the formats of each */
#include "blackout/diagnostic.h" /* faults and warnings of the data */
#include "blackout/package.h"    /* where packages are: paths, installed names */
#include "blackout/dataset.h"    /* packages of tables */
#include "blackout/schema.h"     /* definitions of tables and reports */
#include "blackout/import.h"     /* packages made of files in the formats of others */
#include "blackout/input.h"      /* the inputs of all that can be asked, by name */
#include "blackout/scenario.h"   /* what is asked */
#include "blackout/progress.h"   /* how far a run is */
#include "blackout/parts.h"      /* one run on several machines */
#include "blackout/run.h"        /* how a run is made: threads, cancelling, diagnostics */
#include "blackout/estimate.h"   /* scenario to loss; sweeps, comparisons, sensitivity */
#include "blackout/filing.h"     /* forms of laws, filled in from an estimate */
#include "blackout/tolerable.h"  /* how long an outage may last */
#include "blackout/market.h"     /* event studies */
#include "blackout/traffic.h"    /* what measured traffic lost */
#include "blackout/backtest.h"   /* published figures beside estimates */
#include "blackout/calibrate.h"  /* the model's own error, fitted to measured losses */
#include "blackout/risk.h"       /* a year at risk */

#endif
