/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backtest, written out. */
#ifndef BLACKOUT_REPORT_BACKTEST_H
#define BLACKOUT_REPORT_BACKTEST_H

#include "backtest/backtest.h"

/* "blackout/backtest/1". */
blackout_status report_backtest_json(const struct blackout_backtest *backtest, blackout_sink *sink,
                                     void *user, blackout_error *error);
blackout_status report_backtest_text(const struct blackout_backtest *backtest, blackout_sink *sink,
                                     void *user, blackout_error *error);
blackout_status report_backtest_csv(const struct blackout_backtest *backtest, blackout_sink *sink,
                                    void *user, blackout_error *error);

/* Where an interval comes from: "samples", "model_error", "prediction", or "". */
const char *report_backtest_interval(enum backtest_interval interval);

#endif
