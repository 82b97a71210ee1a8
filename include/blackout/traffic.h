/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured traffic: what a window lost, and how much came back. */
#ifndef BLACKOUT_TRAFFIC_H
#define BLACKOUT_TRAFFIC_H

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_traffic_query blackout_traffic_query;

BLACKOUT_API blackout_status blackout_traffic_query_new(blackout_traffic_query **query,
                                                        blackout_error *error);
BLACKOUT_API void blackout_traffic_query_free(blackout_traffic_query *query);

/* Sets one input, by the name the command line has for it and as the same text:
 *   start, duration  the window                     detect    yes: where most is lost
 *   platform         what is measured (all)         region    as platform
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

/* Writes the report "traffic"; blackout_report_format() lists its formats. */
BLACKOUT_API blackout_status blackout_traffic_write(const blackout_traffic *traffic,
                                                    const char *format, blackout_sink *sink,
                                                    void *user, blackout_error *error);

/* Writes the report "severity-curve": what was unavailable, as "csv", which the input
 * severity-curve of a scenario reads. Over a gap in the window the value before it holds;
 * BLACKOUT_ERROR_INPUT where a series has nothing at one of its ends. */
BLACKOUT_API blackout_status blackout_traffic_write_curve(const blackout_traffic *traffic,
                                                          const char *format, blackout_sink *sink,
                                                          void *user, blackout_error *error);

/* One number of the report, by its JSON Pointer: "/series/0/net_lost_share/central". */
BLACKOUT_API blackout_status blackout_traffic_number(const blackout_traffic *traffic,
                                                     const char *pointer, double *number,
                                                     blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
