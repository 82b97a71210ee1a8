/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reports of a backtest share. */
#ifndef BLACKOUT_REPORT_BACKTEST_H
#define BLACKOUT_REPORT_BACKTEST_H

#include "backtest/backtest.h"
#include "document/document.h"
#include "json/json_writer.h"

/* Where an interval comes from: "samples", "prediction", or "". */
const char *report_backtest_interval(enum backtest_interval interval);

/* Places of columns among those of a record (CSV), whose names are in report_backtest_records():
 * all that is tested is in the columns of a figure. A new column comes after the last, since the
 * names and the order of CSV are promised to stay.
 */
enum {
    RECORD_MEASURE = 1,
    RECORD_KIND = 2,
    RECORD_PUBLISHER = 3,
    RECORD_ESTIMATE = 7,
    RECORD_P5 = 8,
    RECORD_P95 = 9,
    RECORD_INTERVAL = 10,
    RECORD_SE = 24,
    RECORD_P_VALUE = 25,
    BACKTEST_COLUMNS = 26
};

/* Adds a row for the skill and for each difference between a forecaster and the model; the table
 * has BACKTEST_COLUMNS columns. What so few losses do not tell has no row. */
void report_backtest_score_records(struct sheet *table, const struct judge *judge);

/* Continues a line that says of what the share is: ": 3 of 4 (90 %: 25 to 99 %)." */
void report_backtest_share(struct document *document, const struct backtest_share *share);

/* backtest_judge.c: the line that leads, how much better the model is than the straight line,
 * whatever the sign. Nothing where no loss was measured. */
void report_backtest_skill(struct document *document, const struct judge *judge);

/* How the owners' losses were judged: each figure, the scores, the stages, the picture of PIT. */
void report_backtest_judge(struct document *document, const struct judge *judge);

/* How many measured losses have their PIT in each tenth of 0 to 1, each by a class fitted to the
 * other outages; returns how many there are. */
enum { PIT_BINS = 10 };
size_t report_backtest_pit_counts(size_t counts[PIT_BINS], const struct judge *judge);

/* The name of a forecaster for programs. */
const char *report_backtest_forecaster(int forecaster);

/* backtest_judge_json.c: the member "owners_losses". */
void report_backtest_put_judge(struct json_writer *json, const struct judge *judge);
void report_backtest_put_share(struct json_writer *json, const char *key,
                               const struct backtest_share *share);

#endif
