/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backtest, written out. */
#ifndef BLACKOUT_REPORT_BACKTEST_H
#define BLACKOUT_REPORT_BACKTEST_H

#include "backtest/backtest.h"
#include "report/json_tree.h"

/* "blackout/backtest/1". */
void report_backtest_tree(struct json_tree *tree, const struct blackout_backtest *backtest);
blackout_status report_backtest_text(const struct blackout_backtest *backtest, blackout_sink *sink,
                                     void *user, blackout_error *error);
blackout_status report_backtest_csv(const struct blackout_backtest *backtest, blackout_sink *sink,
                                    void *user, blackout_error *error);

#endif
