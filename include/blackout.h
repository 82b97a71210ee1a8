/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout: what an outage of a platform costs its owner, the businesses that depend on it, and
 * the owner's market value.
 *
 * Read from top to bottom; this is the whole public contract. The order of use:
 *
 *     blackout_init();                                     once a program
 *     blackout_dataset_open(&dataset, "reference", ...);   text -> checked, immutable tables
 *     blackout_scenario_new(&scenario, ...);               an outage, set by name and text
 *     blackout_scenario_set(scenario, "platform", "facebook", &error);
 *     blackout_scenario_set(scenario, "duration", "6h", &error);
 *     blackout_estimate(&result, dataset, scenarios, 1, NULL, &error);
 *     blackout_result_write(result, 0, "json", sink, user, &error);
 *
 * The library never prints, exits or aborts, and keeps no state of its own: everything lives in the
 * objects below. One object may be read by several threads at once; it may be changed by one.
 * Times are UTC. Money carries its currency in the report. Losses are positive.
 *
 * Every call that can fail returns a status and fills `error`, which may be NULL. Any of them may
 * return BLACKOUT_ERROR_MEMORY; those that read files BLACKOUT_ERROR_IO; those that write to a sink
 * BLACKOUT_ERROR_IO where the sink refuses, and BLACKOUT_ERROR_USAGE for a format that is not
 * known; those that compute BLACKOUT_ERROR_NUMERIC, where numbers lead nowhere (an overflow, a
 * singular matrix). What a call makes is NULL where it fails. Every `_free` takes NULL. */
#ifndef BLACKOUT_H
#define BLACKOUT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define BLACKOUT_API __attribute__((visibility("default")))
#else
#define BLACKOUT_API
#endif

#define BLACKOUT_VERSION_MAJOR 0
#define BLACKOUT_VERSION_MINOR 1
#define BLACKOUT_VERSION_PATCH 0

/* ---- Status and errors ----------------------------------------------------------------------- */

/* One table is both the enumeration and its text. */
#define BLACKOUT_STATUS_TABLE(X)                                                                   \
    X(BLACKOUT_OK, "done")                                                                         \
    X(BLACKOUT_ERROR_USAGE, "the request is wrong")                                                \
    X(BLACKOUT_ERROR_INPUT, "the data are wrong")                                                  \
    X(BLACKOUT_ERROR_IO, "a file could not be read or written")                                    \
    X(BLACKOUT_ERROR_MEMORY, "out of memory")                                                      \
    X(BLACKOUT_ERROR_NUMERIC, "a calculation did not succeed")                                     \
    X(BLACKOUT_ERROR_CANCELLED, "cancelled")

typedef enum blackout_status {
#define BLACKOUT_STATUS_ENUM(name, text) name,
    BLACKOUT_STATUS_TABLE(BLACKOUT_STATUS_ENUM)
#undef BLACKOUT_STATUS_ENUM
} blackout_status;

/* Why a call failed. Filled once, where the failure was detected; owned by the caller, never
 * allocated. `line` and `column` count from 1 and are 0 where they do not apply; `column` is the
 * number of the field in its row, or of the byte in a JSON text. Texts are cut, never overrun. */
typedef struct blackout_error {
    blackout_status status;
    size_t line;
    size_t column;
    char source[256];  /* the file, relative to its package, or "" */
    char field[64];    /* the column or option, or "" */
    char message[640]; /* one line: what is wrong ('value'); what would be right */
} blackout_error;

/* A constant English text for `status`; never NULL. */
BLACKOUT_API const char *blackout_status_text(blackout_status status);

/* ---- The program ----------------------------------------------------------------------------- */

/* Switches GSL's process-wide error handler off, so that numerical failures come back as a status.
 * To be called once by a program, before any other thread uses this library or GSL. */
BLACKOUT_API void blackout_init(void);

/* The version of the program, "0.1.0", and of the methodology, "1". Constant. */
BLACKOUT_API const char *blackout_version(void);
BLACKOUT_API const char *blackout_model_version(void);

/* The candidate that `text` is a near miss of, by edit distance, or NULL: for "perhaps you meant".
 * Candidates may be NULL; the result is one of them. */
BLACKOUT_API const char *blackout_nearest(const char *text, const char *const *candidates,
                                          size_t count);

/* Where output goes: returns 0, or anything else when it could not be written. */
typedef int blackout_sink(void *user, const char *bytes, size_t size);

/* ---- Datasets -------------------------------------------------------------------------------- */

typedef struct blackout_dataset blackout_dataset;

typedef enum blackout_severity { BLACKOUT_WARNING, BLACKOUT_FAULT } blackout_severity;

/* One fault or warning of the data. The texts live until the callback returns. */
typedef struct blackout_diagnostic {
    blackout_severity severity;
    const char *code; /* a stable word: "unknown_column", "missing_key", ... */
    const char *source;
    size_t line;
    size_t column;
    const char *field;
    const char *message;
} blackout_diagnostic;

typedef void blackout_diagnostic_function(void *user, const blackout_diagnostic *diagnostic);

typedef struct blackout_dataset_options {
    const char *base; /* path of a package that supplies the tables that are missing; or NULL */
    blackout_diagnostic_function *diagnostic; /* told of every fault and warning; or NULL */
    void *user;
} blackout_dataset_options;

/* Reads the package at `path`: a folder, or its datapackage.json. All faults of all tables are told
 * to `options->diagnostic`, file by file, in the order of their lines. With any fault the call
 * returns BLACKOUT_ERROR_INPUT, and `*dataset` is NULL. `options` may be NULL.
 * The dataset is freed by blackout_dataset_free(); it is immutable and may be shared by threads.
 * Memory grows with the small tables and the distinct (platform, sector, region, channel, fallback)
 * cells, not with the rows of `dependencies`. */
BLACKOUT_API blackout_status blackout_dataset_open(blackout_dataset **dataset, const char *path,
                                                   const blackout_dataset_options *options,
                                                   blackout_error *error);
BLACKOUT_API void blackout_dataset_free(blackout_dataset *dataset);

/* Warnings met while the package was read. */
BLACKOUT_API size_t blackout_dataset_warning_count(const blackout_dataset *dataset);

/* What the package holds and what of it is assumed. `format` is "text", "summary" or "json". */
BLACKOUT_API blackout_status blackout_dataset_describe(const blackout_dataset *dataset,
                                                       const char *format, blackout_sink *sink,
                                                       void *user, blackout_error *error);

/* The names of the tables that a package may have, from 0 on; NULL after the last. Constant. */
BLACKOUT_API const char *blackout_table_name(size_t index);

/* Writes the definition of a table, or of a file that has its own place (severity_curve,
 * price_file, holidays): as "csv" a file to fill in (all columns and an example), as "markdown" a
 * section for people, as "json" the JSON Schema of a row. BLACKOUT_ERROR_USAGE if there is none. */
BLACKOUT_API blackout_status blackout_table_write(const char *table, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* ---- Scenarios ------------------------------------------------------------------------------- */

typedef struct blackout_scenario blackout_scenario;

BLACKOUT_API blackout_status blackout_scenario_new(blackout_scenario **scenario,
                                                   blackout_error *error);
BLACKOUT_API void blackout_scenario_free(blackout_scenario *scenario);

/* Sets one input, by the name the command line has for it and as the same text:
 *   platform        identifiers, comma between       owner     an owner: all its platforms
 *   event           an event of the catalogue        region    identifiers; other regions stay up
 *   start           ISO 8601, UTC without an offset  duration  PT6H11M, 6h, 1d2h
 *   severity        share unavailable, 0 to 1 (1)    recovery  a duration (0)
 *   severity-curve  path of a CSV file               currency  ISO 4217 (the owner's)
 *   rebound         share made up later, 0 to 1, in place of the platforms' recapture
 *   samples         0 or 64 .. 2^24 (10,000)         seed      0 .. 2^53-1 (1)
 *   until           1%: samples double until the     top       how many businesses to list,
 *                   means are known that well                  0 .. 100,000 (10)
 *   years           1000 .. 10^8, of a year at risk  min-duration  shorter outages are left out
 *                   (100,000)                                  (0)
 * In brackets: what holds where it is not set. start, duration, recovery, severity and rebound may
 * be ranges from the 5 % to the 95 % value, like 4h..8h; shares of a range lie between 0 and 1.
 * Later calls replace earlier ones. Returns BLACKOUT_ERROR_USAGE for a name or a text that is not
 * understood; whether identifiers exist is seen when the scenario meets a dataset. */
BLACKOUT_API blackout_status blackout_scenario_set(blackout_scenario *scenario, const char *name,
                                                   const char *text, blackout_error *error);

/* Sets every input found in a JSON object (names as above; values: text, number or list of text)
 * that has not been set before. One more key, `set`, changes figures of the dataset for this
 * scenario alone: a list of {"table", "column", "where" (columns and their texts; every row that
 * meets them), "value" (a number, certain)}. Unknown and repeated keys are refused, with line and
 * column; BLACKOUT_ERROR_INPUT for a text that is not JSON. */
BLACKOUT_API blackout_status blackout_scenario_read(blackout_scenario *scenario, const char *path,
                                                    blackout_error *error);

/* ---- Estimates ------------------------------------------------------------------------------- */

typedef struct blackout_result blackout_result;

/* Zero everything that is not wanted; a NULL in place of the options is the same. Who heeds what:
 * blackout_estimate() all of it; blackout_backtest_run() threads and cancelled; blackout_risk_run()
 * threads, cancelled and diagnostic; the others diagnostic alone. */
typedef struct blackout_run_options {
    unsigned threads;    /* 0: one for each processor. The result does not depend on it. */
    const char *explain; /* path of a figure whose arithmetic is made instead of samples; or NULL */
    blackout_sink *draws; /* where the sample matrix of each scenario goes, as CSV; or NULL */
    void *draws_user;
    size_t sensitivity; /* points of a sensitivity analysis, made instead of samples, where the
                           scenario does not set samples (64 .. 65536 here); 0: no analysis */
    int paired; /* not 0: two scenarios to be compared. They must agree in samples and seed, and
                   settle `until` together: both means and that of each difference */
    /* asked now and then by the calling thread, between scenarios and while they are sampled, so
     * that it may also show that the run goes on; anything but 0 ends it with
     * BLACKOUT_ERROR_CANCELLED; or NULL */
    int (*cancelled)(void *user);
    blackout_diagnostic_function *diagnostic; /* told of faults in files that a scenario names */
    void *user;                               /* of both */
} blackout_run_options;

/* Estimates every scenario over one dataset. The result is freed by blackout_result_free() and does
 * not refer to the dataset or the scenarios. Errors: BLACKOUT_ERROR_USAGE for what a scenario names
 * and the dataset lacks; BLACKOUT_ERROR_INPUT where the dataset cannot carry the scenario. */
BLACKOUT_API blackout_status blackout_estimate(blackout_result **result,
                                               const blackout_dataset *dataset,
                                               const blackout_scenario *const *scenarios,
                                               size_t scenario_count,
                                               const blackout_run_options *options,
                                               blackout_error *error);
BLACKOUT_API void blackout_result_free(blackout_result *result);

/* Writes the report of scenario `index`: `format` is "json" or "text". */
BLACKOUT_API blackout_status blackout_result_write(const blackout_result *result, size_t index,
                                                   const char *format, blackout_sink *sink,
                                                   void *user, blackout_error *error);

/* One number of the report of scenario `index`, by its JSON Pointer (RFC 6901):
 * "/totals/owner_revenue_loss/gross/central". BLACKOUT_ERROR_USAGE if there is none. */
BLACKOUT_API blackout_status blackout_result_number(const blackout_result *result, size_t index,
                                                    const char *pointer, double *number,
                                                    blackout_error *error);

/* ---- Event studies --------------------------------------------------------------------------- */

typedef struct blackout_request blackout_request;

BLACKOUT_API blackout_status blackout_request_new(blackout_request **request,
                                                  blackout_error *error);
BLACKOUT_API void blackout_request_free(blackout_request *request);

/* Sets one input of an event study, by the name the command line has for it and as the same text:
 *   prices      path of a CSV file with date,symbol,close[,adj_close], or prices_SYMBOL.csv with
 *               Date,Open,High,Low,Close,Adj Close,Volume; each call adds one
 *   event       events of the catalogue, comma between     date     or days 0, comma between
 *   symbol      shares (default: of the events' owners)     index    the market's symbol
 *   peers       rivals that were not down                   shares   number of shares, for money
 *   model       market, market-adjusted, mean-adjusted, peer
 *   returns     simple or log                               jumps    refuse or keep likely splits
 *   estimation  days before day 0, like -260..-11           windows  like 0..0,-1..1,0..1,0..5
 * Later calls replace earlier ones. Returns BLACKOUT_ERROR_USAGE for a name or a text that is not
 * understood. */
BLACKOUT_API blackout_status blackout_request_set(blackout_request *request, const char *name,
                                                  const char *text, blackout_error *error);

typedef struct blackout_study blackout_study;

/* What the share's price did around the events of `request`, and how unusual that was (MacKinlay
 * 1997). Prices are those of the request, else of the dataset. The study is freed by
 * blackout_study_free() and does not refer to the dataset or the request. Errors:
 * BLACKOUT_ERROR_USAGE for what the request names and the dataset lacks; BLACKOUT_ERROR_INPUT for
 * prices that are missing, too few, constant or look like a split: the message has the date. */
BLACKOUT_API blackout_status blackout_event_study(blackout_study **study,
                                                  const blackout_dataset *dataset,
                                                  const blackout_request *request,
                                                  const blackout_run_options *options,
                                                  blackout_error *error);
BLACKOUT_API void blackout_study_free(blackout_study *study);

/* Writes the report: `format` is "text", "json", or "csv", which has the columns of the table
 * event_returns. */
BLACKOUT_API blackout_status blackout_study_write(const blackout_study *study, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* One number of the report, by its JSON Pointer: "/studies/0/day0/abnormal/percent". */
BLACKOUT_API blackout_status blackout_study_number(const blackout_study *study, const char *pointer,
                                                   double *number, blackout_error *error);

/* ---- Traffic --------------------------------------------------------------------------------- */

/* Reads a bare CSV file with the columns of the table `traffic` (timestamp, platform, region,
 * volume) as a dataset that holds nothing else; names need to stand nowhere. Rows that stand twice
 * and times with several volumes (clocks set back) are merged with a warning. Else as
 * blackout_dataset_open(); `options->base` is not used. */
BLACKOUT_API blackout_status blackout_dataset_open_traffic(blackout_dataset **dataset,
                                                           const char *path,
                                                           const blackout_dataset_options *options,
                                                           blackout_error *error);

typedef struct blackout_traffic_query blackout_traffic_query;

BLACKOUT_API blackout_status blackout_traffic_query_new(blackout_traffic_query **query,
                                                        blackout_error *error);
BLACKOUT_API void blackout_traffic_query_free(blackout_traffic_query *query);

/* Sets one input, by the name the command line has for it and as the same text:
 *   start, duration  the window                     detect    yes: where most is lost
 *   platform         what is measured (all)         region    likewise
 *   peers            rivals (all others where platform is given)
 *   holidays         path of a CSV file with name,start[,end]
 * Later calls replace earlier ones. Returns BLACKOUT_ERROR_USAGE for a name or a text that is not
 * understood. */
BLACKOUT_API blackout_status blackout_traffic_query_set(blackout_traffic_query *query,
                                                        const char *name, const char *text,
                                                        blackout_error *error);

typedef struct blackout_traffic blackout_traffic;

/* What measured traffic lost in a window and how much came back, with intervals that placebo weeks
 * have checked (methodology, stage 2). Freed by blackout_traffic_free(); does not refer to the
 * dataset or the query. Errors: BLACKOUT_ERROR_USAGE for what the query names and the traffic
 * lacks; BLACKOUT_ERROR_INPUT where no series can be measured. */
BLACKOUT_API blackout_status blackout_traffic_measure(blackout_traffic **traffic,
                                                      const blackout_dataset *dataset,
                                                      const blackout_traffic_query *query,
                                                      const blackout_run_options *options,
                                                      blackout_error *error);
BLACKOUT_API void blackout_traffic_free(blackout_traffic *traffic);

/* Writes the report: `format` is "text", "json" or "csv"; or "curve", the severity curve as
 * estimate's --severity-curve reads it. */
BLACKOUT_API blackout_status blackout_traffic_write(const blackout_traffic *traffic,
                                                    const char *format, blackout_sink *sink,
                                                    void *user, blackout_error *error);

/* One number of the report, by its JSON Pointer: "/series/0/net_lost_share/central". */
BLACKOUT_API blackout_status blackout_traffic_number(const blackout_traffic *traffic,
                                                     const char *pointer, double *number,
                                                     blackout_error *error);

/* ---- Several scenarios ----------------------------------------------------------------------- */

/* Writes value `index` of a grid of an input (start, duration, recovery, severity), like
 * `1h..48h/1h`, as a text for blackout_scenario_set(), and how many values it has; a text without
 * '/' is a grid of one. Of platforms it is a list, `facebook/whatsapp`. `value` has room for `size`
 * bytes, of which 64 are enough for any grid, and the text's length for a list. */
BLACKOUT_API blackout_status blackout_grid_value(char *value, size_t size, size_t *count,
                                                 const char *input, const char *text, size_t index,
                                                 blackout_error *error);

/* Writes one record for each scenario of a result: `format` is "text", "json", "ndjson" or "csv".
 */
BLACKOUT_API blackout_status blackout_sweep_write(const blackout_result *result, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* Writes scenario `second` less scenario `first`: the scenarios of one call share their draws, so
 * the difference has an interval of its own. `format` is "text" or "json". */
BLACKOUT_API blackout_status blackout_compare_write(const blackout_result *result, size_t first,
                                                    size_t second, const char *format,
                                                    blackout_sink *sink, void *user,
                                                    blackout_error *error);

/* Writes what drives the losses of scenario `index`, of a run with options.sensitivity. */
BLACKOUT_API blackout_status blackout_sensitivity_write(const blackout_result *result, size_t index,
                                                        const char *format, blackout_sink *sink,
                                                        void *user, blackout_error *error);

/* Writes the arithmetic of the figure that options.explain named: inputs with basis and source,
 * steps, and the figure. */
BLACKOUT_API blackout_status blackout_explain_write(const blackout_result *result, size_t index,
                                                    const char *format, blackout_sink *sink,
                                                    void *user, blackout_error *error);

/* ---- Backtest -------------------------------------------------------------------------------- */

typedef struct blackout_backtest blackout_backtest;

/* Estimates every event of the dataset's table `published` from the rows that were known before it,
 * for the length of outage that the figure was computed for. Of `scenario` (may be NULL) samples
 * and seed count. What the dataset cannot estimate is kept with its reason. Freed by
 * blackout_backtest_free(). */
BLACKOUT_API blackout_status blackout_backtest_run(blackout_backtest **backtest,
                                                   const blackout_dataset *dataset,
                                                   const blackout_scenario *scenario,
                                                   const blackout_run_options *options,
                                                   blackout_error *error);
BLACKOUT_API void blackout_backtest_free(blackout_backtest *backtest);

/* Writes it, misses first: `format` is "text", "json" or "csv". */
BLACKOUT_API blackout_status blackout_backtest_write(const blackout_backtest *backtest,
                                                     const char *format, blackout_sink *sink,
                                                     void *user, blackout_error *error);

/* ---- A year at risk -------------------------------------------------------------------------- */

typedef struct blackout_risk blackout_risk;

/* Tables behind a year at risk, as CSV. */
typedef struct blackout_risk_tables {
    blackout_sink *events; /* where every simulated outage goes; or NULL */
    void *events_user;
    blackout_sink *years; /* where every year with a loss goes; or NULL */
    void *years_user;
} blackout_risk_tables;

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

/* Writes the report: `format` is "text", "json", or "csv", which has the curves. */
BLACKOUT_API blackout_status blackout_risk_write(const blackout_risk *risk, const char *format,
                                                 blackout_sink *sink, void *user,
                                                 blackout_error *error);

/* One number of the report, by its JSON Pointer: "/losses/0/average_annual_loss/mean". */
BLACKOUT_API blackout_status blackout_risk_number(const blackout_risk *risk, const char *pointer,
                                                  double *number, blackout_error *error);

/* The names that blackout_schema_write() knows, from 0 on: reports ("estimate", "describe"), then
 * tables and files ("table:owners"); NULL after the last. Constant. */
BLACKOUT_API const char *blackout_schema_name(size_t index);

/* Writes the JSON Schema (draft 2020-12) called `name`: of a report, or of a row of a table.
 * "table:" may be left out where no report has the name: "traffic" is the report, "table:traffic"
 * the table.
 */
BLACKOUT_API blackout_status blackout_schema_write(const char *name, blackout_sink *sink,
                                                   void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
