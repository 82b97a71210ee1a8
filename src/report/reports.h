/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of reports and formats: the public contract, the help of the program and every
 * message about a format follow from it. A new format for all reports is a renderer and a line of
 * that table; a new report is a builder and a line. */
#ifndef BLACKOUT_REPORT_REPORTS_H
#define BLACKOUT_REPORT_REPORTS_H

#include "blackout/sink.h"
#include "blackout/status.h"

enum report_id {
    REPORT_ESTIMATE,
    REPORT_BATCH,   /* an estimate, as a line of many */
    REPORT_EXPLORE, /* an estimate, and scenarios near it to choose from */
    REPORT_EVENT_STUDY,
    REPORT_TRAFFIC,
    REPORT_CURVE, /* of traffic: what is unavailable, for --severity-curve */
    REPORT_DESCRIBE,
    REPORT_VALIDATE,
    REPORT_REJECTS,
    REPORT_SWEEP,
    REPORT_TOLERABLE,
    REPORT_FILING,
    REPORT_YEAR,
    REPORT_COMPARE,
    REPORT_SENSITIVITY,
    REPORT_EXPLAIN,
    REPORT_BACKTEST,
    REPORT_CALIBRATE,
    REPORT_MODEL_ERROR, /* of a calibration: the table, for a package */
    REPORT_RISK,
    REPORT_EXCEEDANCE, /* of a year at risk: its curves, for programs of insurers */
    REPORT_EVENTS,     /* likewise: what the numbers of events are */
    REPORT_IMPORT,     /* of files in the formats of others */
    REPORT_TABLE,      /* the definition of one table */
    REPORT_FORM,       /* a table to fill in over a package that has the others */
    REPORT_COUNT
};

/* The names of the reports, from 0 on; NULL after the last. */
const char *report_name(size_t index);

/* The formats of a report, the default first; NULL after the last, or where there is no such
 * report. */
const char *report_format(const char *report, size_t index);

/* The dialects in which CSV can be asked for, "csv:excel-eu", from 0 on; NULL after the last. */
const char *report_csv_dialect(size_t index);

/* Whether a report has a format: BLACKOUT_ERROR_USAGE where it has it not. */
blackout_status report_check(enum report_id report, const char *format, blackout_error *error);

/* Writes a report of `what`, which has the type that builders.h names. Errors: BLACKOUT_ERROR_USAGE
 * for a format that the report does not have, BLACKOUT_ERROR_IO where the sink refuses. Of a
 * document nothing is written before all of it has been made. Threads: a report reads its result
 * alone, so that several may be written of one. */
blackout_status report_write(enum report_id report, const void *what, const char *format,
                             blackout_sink *sink, void *user, blackout_error *error);

#endif
