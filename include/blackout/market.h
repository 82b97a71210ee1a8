/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event studies: what the market made of outages. */
#ifndef BLACKOUT_MARKET_H
#define BLACKOUT_MARKET_H

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_request blackout_request;

BLACKOUT_API blackout_status blackout_request_new(blackout_request **request,
                                                  blackout_error *error);
BLACKOUT_API void blackout_request_free(blackout_request *request);

/* Sets one input of an event study, by the name the command line has for it and as the same text:
 *   prices      path of a CSV file with date,symbol,close[,adj_close], or prices_SYMBOL.csv with
 *               Date,Open,High,Low,Close,Adj Close,Volume; each call adds one
 *   event       events of the catalogue, comma-separated    date     or days 0, comma-separated
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

/* Writes the report "event-study"; blackout_report_format() lists its formats. Its CSV has the
 * columns of the table event_returns. */
BLACKOUT_API blackout_status blackout_study_write(const blackout_study *study, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* One number of the report, by its JSON Pointer: "/studies/0/day0/abnormal/percent". */
BLACKOUT_API blackout_status blackout_study_number(const blackout_study *study, const char *pointer,
                                                   double *number, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
