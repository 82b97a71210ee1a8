/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes the reports: one builder of a document for each, from its result and nothing else, and
 * one writer of its JSON. A page is for people: sentences, and tables with the digits that matter.
 * Records are for programs: one table, all digits. The table of reports.c holds all of these, so
 * what they are given has no type there; beside each is the one that it has. A builder neither
 * reads a file nor computes a figure: what a report says is in the result. It does not check
 * memory, which the document remembers (document/document.h). A figure that a page shows is in the
 * JSON too: tests/report finds those that are not. */
#ifndef BLACKOUT_REPORT_BUILDERS_H
#define BLACKOUT_REPORT_BUILDERS_H

#include "blackout/sink.h"
#include "blackout/status.h"
#include "document/document.h"

typedef void report_builder(struct document *document, const void *what);

report_builder report_estimate_page;       /* struct result */
report_builder report_estimate_records;    /* struct result */
report_builder report_explore_page;        /* struct blackout_result, the first of which is it */
report_builder report_sweep_page;          /* struct blackout_result */
report_builder report_sweep_records;       /* struct blackout_result */
report_builder report_tolerable_page;      /* struct blackout_tolerable */
report_builder report_tolerable_records;   /* struct blackout_tolerable */
report_builder report_filing_page;         /* struct filing */
report_builder report_filing_records;      /* struct filing */
report_builder report_annual_page;         /* struct blackout_annual */
report_builder report_annual_records;      /* struct blackout_annual */
report_builder report_compare_page;        /* struct comparison */
report_builder report_sensitivity_page;    /* struct result */
report_builder report_explain_page;        /* struct result */
report_builder report_backtest_page;       /* struct blackout_backtest */
report_builder report_backtest_records;    /* struct blackout_backtest */
report_builder report_calibrate_page;      /* struct blackout_calibration */
report_builder report_calibrate_records;   /* struct blackout_calibration */
report_builder report_calibrate_table;     /* struct blackout_calibration; `model_error` */
report_builder report_risk_page;           /* struct blackout_risk */
report_builder report_risk_records;        /* struct blackout_risk */
report_builder report_risk_exceedance;     /* struct blackout_risk; EPT of Open Results Data 2 */
report_builder report_risk_events;         /* struct blackout_risk; what its EventIds are */
report_builder report_event_study_page;    /* struct blackout_study */
report_builder report_event_study_records; /* struct blackout_study */
report_builder report_traffic_page;        /* struct blackout_traffic */
report_builder report_traffic_records;     /* struct blackout_traffic */
report_builder report_describe_page;       /* struct description */
report_builder report_validate_page;       /* struct description */
report_builder report_validate_records;    /* struct description; its warnings */
report_builder report_import_page;         /* blackout_import */
report_builder report_import_records;      /* blackout_import; what was not taken */
report_builder report_rejects;             /* struct description; rows that were left out */
report_builder report_form_page;           /* struct form; its identifiers */
report_builder report_form_records;        /* struct form; the table */

/* Writes a report that is no document. */
typedef blackout_status report_writer(const void *what, blackout_sink *sink, void *user,
                                      blackout_error *error);

report_writer report_estimate_json;    /* struct result; "blackout/estimate/1" */
report_writer report_sweep_json;       /* struct blackout_result; "blackout/sweep/1" */
report_writer report_sweep_lines;      /* struct blackout_result; its records, one a line */
report_writer report_estimate_line;    /* struct batch_line; "blackout/estimate/1" on one line */
report_writer report_tolerable_json;   /* struct blackout_tolerable; "blackout/tolerable/1" */
report_writer report_filing_json;      /* struct filing; "blackout/filing/1" */
report_writer report_annual_json;      /* struct blackout_annual; "blackout/year/1" */
report_writer report_compare_json;     /* struct comparison; "blackout/compare/1" */
report_writer report_sensitivity_json; /* struct result; "blackout/sensitivity/1" */
report_writer report_explain_json;     /* struct result; "blackout/explain/1" */
report_writer report_backtest_json;    /* struct blackout_backtest; "blackout/backtest/1" */
report_writer report_calibrate_json;   /* struct blackout_calibration; "blackout/calibrate/1" */
report_writer report_risk_json;        /* struct blackout_risk; "blackout/risk/1" */
report_writer report_event_study_json; /* struct blackout_study; "blackout/event-study/1" */
report_writer report_traffic_json;     /* struct blackout_traffic; "blackout/traffic/1" */
report_writer report_traffic_curve;    /* struct blackout_traffic; for --severity-curve, as CSV */
report_writer report_import_json;      /* blackout_import; "blackout/import/1" */
report_writer report_describe_json;    /* struct description; "blackout/describe/1" */
report_writer report_validate_json;    /* struct description; "blackout/validate/1" */

/* A table's definition: a section of the data format's documentation, the JSON Schema of a row, a
 * file to fill in. */
report_writer report_table_markdown; /* struct table_guide */
report_writer report_table_schema;   /* struct table_guide */
report_writer report_table_example;  /* struct table_guide */

#endif
