/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reports of a backtest share. */
#ifndef BLACKOUT_REPORT_BACKTEST_H
#define BLACKOUT_REPORT_BACKTEST_H

#include "backtest/backtest.h"

/* Where an interval comes from: "samples", "prediction", or "". */
const char *report_backtest_interval(enum backtest_interval interval);

#endif
