/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The builders: each makes the document of one report, from its result and nothing else. A page is
 * for people: sentences, and tables with the digits that matter. Records are for programs: one
 * table, all digits. What a builder is given has the type that is named beside it; the table of
 * reports.c holds all of them, so their argument has none. */
#ifndef BLACKOUT_REPORT_BUILDERS_H
#define BLACKOUT_REPORT_BUILDERS_H

#include "document/document.h"

typedef void report_builder(struct document *document, const void *what);

report_builder report_estimate_page;       /* struct result */
report_builder report_sweep_page;          /* struct blackout_result */
report_builder report_sweep_records;       /* struct blackout_result */
report_builder report_compare_page;        /* struct comparison */
report_builder report_sensitivity_page;    /* struct result */
report_builder report_explain_page;        /* struct result */
report_builder report_backtest_page;       /* struct blackout_backtest */
report_builder report_backtest_records;    /* struct blackout_backtest */
report_builder report_risk_page;           /* struct blackout_risk */
report_builder report_risk_records;        /* struct blackout_risk */
report_builder report_event_study_page;    /* struct blackout_study */
report_builder report_event_study_records; /* struct blackout_study */
report_builder report_traffic_page;        /* struct blackout_traffic */
report_builder report_traffic_records;     /* struct blackout_traffic */
report_builder report_traffic_curve;       /* struct blackout_traffic */
report_builder report_describe_page;       /* struct description */
report_builder report_validate_page;       /* struct description */

#endif
