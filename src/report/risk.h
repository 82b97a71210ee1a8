/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk, as text, JSON and CSV. */
#ifndef BLACKOUT_REPORT_RISK_H
#define BLACKOUT_REPORT_RISK_H

#include "blackout/risk.h"
#include "risk/risk.h"

/* "blackout/risk/1", and the number at a JSON Pointer of it; BLACKOUT_ERROR_USAGE where there is
 * none. */
blackout_status report_risk_json(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                 blackout_error *error);
blackout_status report_risk_number(double *number, const struct blackout_risk *risk,
                                   const char *pointer, blackout_error *error);

blackout_status report_risk_text(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                 blackout_error *error);

/* The curves: a row for each measure and return period. */
blackout_status report_risk_csv(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                blackout_error *error);

#endif
