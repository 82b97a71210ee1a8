/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk, as text, JSON and CSV. */
#ifndef BLACKOUT_REPORT_RISK_H
#define BLACKOUT_REPORT_RISK_H

#include "blackout/risk.h"
#include "risk/risk.h"
#include "report/json_tree.h"

/* "blackout/risk/1". */
void report_risk_tree(struct json_tree *tree, const struct blackout_risk *risk);
blackout_status report_risk_text(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                 blackout_error *error);

/* The curves: a row for each measure and return period. */
blackout_status report_risk_csv(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                blackout_error *error);

#endif
