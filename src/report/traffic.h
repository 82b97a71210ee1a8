/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measurement of traffic, written out. */
#ifndef BLACKOUT_REPORT_TRAFFIC_H
#define BLACKOUT_REPORT_TRAFFIC_H

#include "blackout/traffic.h"
#include "traffic/traffic_study.h"

/* "blackout/traffic/1", and the number at a JSON Pointer of it; BLACKOUT_ERROR_USAGE where there is
 * none. */
blackout_status report_traffic_json(const blackout_traffic *traffic, blackout_sink *sink,
                                    void *user, blackout_error *error);
blackout_status report_traffic_number(double *number, const blackout_traffic *traffic,
                                      const char *pointer, blackout_error *error);

blackout_status report_traffic_text(const blackout_traffic *traffic, blackout_sink *sink,
                                    void *user, blackout_error *error);

/* One row for each figure of each series. */
blackout_status report_traffic_csv(const blackout_traffic *traffic, blackout_sink *sink, void *user,
                                   blackout_error *error);

/* The file of --severity-curve: the unavailable part from time stamp to time stamp. */
blackout_status report_traffic_curve_csv(const blackout_traffic *traffic, blackout_sink *sink,
                                         void *user, blackout_error *error);

/* "lost", "rebound", "lost_ar1", "interval". */
const char *report_traffic_band(enum traffic_band band);

#endif
