/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rest of the public contract: the start of a program, and the reports by the names of their
 * formats. They are here, above all folders, since what makes a result must not see reports; what a
 * report is made of on the way lives in an arena until it is written. */
#include "blackout.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "describe/description.h"
#include "core/codes.h"
#include "core/error.h"
#include "core/options.h"
#include "core/text.h"
#include "core/warning.h"
#include "core/writer.h"
#include "describe/form.h"
#include "describe/table_guide.h"
#include "estimate/comparison.h"
#include "annual/annual.h"
#include "estimate/filing.h"
#include "estimate/filing_run.h"
#include "import/package_text.h"
#include "report/report.h"
#include "report/reports.h"

/* GSL aborts the program at an error by default, which a library must not; the handler is one of
 * the whole process, so that turning it off is the program's own step. */
void blackout_init(void)
{
    gsl_set_error_handler_off();
}

/* ---- Faults and warnings ----------------------------------------------------------------------
 */

const char *blackout_code_at(size_t index)
{
    const struct code *code = code_at(index);
    return code != NULL ? code->name : NULL;
}

const char *blackout_code_meaning(size_t index)
{
    const struct code *code = code_at(index);
    return code != NULL ? code->meaning : NULL;
}

/* Made of the public struct again: a caller has the diagnostic and not the warning that it was made
 * of. */
const char *blackout_diagnostic_tail(char *text, size_t size, const blackout_diagnostic *diagnostic)
{
    char tail[WARNING_TAIL_SIZE];
    struct warning_money money[WARNING_MONIES];
    struct warning of = {.count = diagnostic->count, .money = {.items = money}};
    memcpy(of.lines, diagnostic->lines, sizeof of.lines);
    for (size_t i = 0; i < diagnostic->money_count && i < WARNING_MONIES; ++i) {
        money[of.money.count++] =
            (struct warning_money){.currency = diagnostic->money[i].currency,
                                   .amount = {.total = diagnostic->money[i].amount}};
    }
    warning_tail(tail, &of);
    snprintf(text, size, "%s", tail);
    return text;
}

/* ---- Reports --------------------------------------------------------------------------------- */

const char *blackout_report_name(size_t index)
{
    return report_name(index);
}

const char *blackout_csv_dialect(size_t index)
{
    return report_csv_dialect(index);
}

const char *blackout_report_format(const char *report, size_t index)
{
    return report_format(report, index);
}

static blackout_status write_description(enum report_id report, const blackout_dataset *dataset,
                                         const char *format, blackout_sink *sink, void *user,
                                         blackout_error *error)
{
    struct arena arena = {0};
    struct description description;
    blackout_status status = description_make(&description, &arena, dataset, error);
    if (status == BLACKOUT_OK) {
        status = report_write(report, &description, format, sink, user, error);
    }
    return arena_end(&arena, status, error);
}

blackout_status blackout_dataset_describe(const blackout_dataset *dataset, const char *format,
                                          blackout_sink *sink, void *user, blackout_error *error)
{
    return write_description(REPORT_DESCRIBE, dataset, format, sink, user, error);
}

blackout_status blackout_dataset_summarize(const blackout_dataset *dataset, const char *format,
                                           blackout_sink *sink, void *user, blackout_error *error)
{
    return write_description(REPORT_VALIDATE, dataset, format, sink, user, error);
}

blackout_status blackout_dataset_write_rejects(const blackout_dataset *dataset, const char *format,
                                               blackout_sink *sink, void *user,
                                               blackout_error *error)
{
    return write_description(REPORT_REJECTS, dataset, format, sink, user, error);
}

/* Each call that takes a scenario's number looks at it, since behind the last there is no result.
 */
static blackout_status no_such_scenario(size_t index, blackout_error *error)
{
    return error_set(error, BLACKOUT_ERROR_USAGE,
                     "the result has no scenario %zu; give a lower number, from 0 on", index);
}

blackout_status blackout_result_write(const blackout_result *result, size_t index,
                                      const char *format, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    return index >= result->count
               ? no_such_scenario(index, error)
               : report_write(REPORT_ESTIMATE, &result->results[index], format, sink, user, error);
}

/* The first in place of one that is not there, which is refused below: an address needs one that
 * is. */
blackout_status blackout_batch_write(const blackout_result *result, size_t index, size_t line,
                                     const char *name, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct batch_line of = {
        .result = &result->results[index < result->count ? index : 0], .line = line, .name = name};
    return index >= result->count ? no_such_scenario(index, error)
                                  : report_write(REPORT_BATCH, &of, "ndjson", sink, user, error);
}

/* An exploration is of one scenario, in all the lengths that the result has. */
blackout_status blackout_explore_write(const blackout_result *result, const char *format,
                                       blackout_sink *sink, void *user, blackout_error *error)
{
    return result->count == 0 ? no_such_scenario(0, error)
                              : report_write(REPORT_EXPLORE, result, format, sink, user, error);
}

blackout_status blackout_result_number(const blackout_result *result, size_t index,
                                       const char *pointer, double *number, blackout_error *error)
{
    return index >= result->count
               ? no_such_scenario(index, error)
               : report_estimate_number(number, &result->results[index], pointer, error);
}

/* The format first, as everywhere. */
blackout_status blackout_sweep_write(const blackout_result *result, const char *format,
                                     blackout_sink *sink, void *user, blackout_error *error)
{
    blackout_status status = report_check(REPORT_SWEEP, format, error);
    for (size_t i = 1; i < result->count && status == BLACKOUT_OK; ++i) {
        status = comparison_currency(result->results[0].scenario.currency,
                                     result->results[i].scenario.currency, error);
    }
    return status != BLACKOUT_OK ? status
                                 : report_write(REPORT_SWEEP, result, format, sink, user, error);
}

blackout_status blackout_tolerable_write(const blackout_tolerable *tolerable, const char *format,
                                         blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_TOLERABLE, tolerable, format, sink, user, error);
}

blackout_status blackout_import_write(const blackout_import *import, const char *format,
                                      blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_IMPORT, import, format, sink, user, error);
}

/* The list of what was not taken is the report's records. */
blackout_status blackout_import_file_write(const blackout_import *import, size_t index,
                                           blackout_sink *sink, void *user, blackout_error *error)
{
    return package_text_is_list(import, index)
               ? blackout_import_write(import, "csv", sink, user, error)
               : package_text_write(import, index, sink, user, error);
}

/* The number of the scenario that is not there is named, whichever of the two it is. */
blackout_status blackout_compare_write(const blackout_result *result, size_t first, size_t second,
                                       const char *format, blackout_sink *sink, void *user,
                                       blackout_error *error)
{
    struct arena arena = {0};
    struct comparison comparison;
    if (first >= result->count || second >= result->count) {
        return no_such_scenario(first >= result->count ? first : second, error);
    }
    blackout_status status = comparison_make(&comparison, &arena, &result->results[first],
                                             &result->results[second], error);
    if (status == BLACKOUT_OK) {
        status = report_write(REPORT_COMPARE, &comparison, format, sink, user, error);
    }
    return arena_end(&arena, status, error);
}

/* ---- Filings --------------------------------------------------------------------------------- */

const char *blackout_filing_form(size_t index)
{
    const struct filing_form *form = filing_form_at(index);
    return form != NULL ? form->name : NULL;
}

const char *blackout_filing_threshold(const char *form)
{
    const struct filing_form *found = filing_form_find(form);
    return found != NULL ? found->rule : NULL;
}

/* The caller's options, and the form that they name. No form at all is refused like one that is not
 * known; the message spells out the forms of filing/fields.c. */
static blackout_status take_filing(blackout_filing_options *taken, const struct filing_form **form,
                                   const blackout_filing_options *given, blackout_error *error)
{
    static const struct options_kind kind = {
        sizeof(blackout_filing_options), "blackout_filing_options", "BLACKOUT_FILING_OPTIONS_INIT"};
    blackout_status status = options_take(taken, given, &kind, error);
    const char *name = status == BLACKOUT_OK && taken->form != NULL ? taken->form : "";
    *form = filing_form_find(name);
    return status != BLACKOUT_OK || *form != NULL
               ? status
               : error_field(error, BLACKOUT_ERROR_USAGE, "form",
                             "there is no form '%.40s'; dora, nis2 or 8k", name);
}

blackout_status blackout_filing_check(const blackout_filing_options *options, blackout_error *error)
{
    blackout_filing_options taken;
    const struct filing_form *form;
    blackout_status status = take_filing(&taken, &form, options, error);
    return status == BLACKOUT_OK ? filing_check(form, taken.fields, taken.field_count, error)
                                 : status;
}

blackout_status blackout_filing_estimate(blackout_result **result, const blackout_dataset *dataset,
                                         const blackout_scenario *scenario,
                                         const blackout_filing_options *options,
                                         const blackout_run_options *run, blackout_error *error)
{
    blackout_filing_options taken;
    const struct filing_form *form;
    *result = NULL;
    blackout_status status = take_filing(&taken, &form, options, error);
    return status == BLACKOUT_OK ? filing_run(result, dataset, scenario, form, run, error) : status;
}

blackout_status blackout_filing_write(const blackout_result *result, size_t index,
                                      const blackout_filing_options *options, const char *format,
                                      blackout_sink *sink, void *user, blackout_error *error)
{
    blackout_filing_options taken;
    struct arena arena = {0};
    struct filing filing;
    const struct filing_form *form;
    if (index >= result->count) {
        return no_such_scenario(index, error);
    }
    blackout_status status = take_filing(&taken, &form, options, error);
    if (status == BLACKOUT_OK) {
        status = filing_make(&filing, &arena, &result->results[index], form, taken.fields,
                             taken.field_count, error);
    }
    if (status == BLACKOUT_OK) {
        status = report_write(REPORT_FILING, &filing, format, sink, user, error);
    }
    return arena_end(&arena, status, error);
}

blackout_status blackout_annual_write(const blackout_annual *annual, const char *format,
                                      blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_YEAR, annual, format, sink, user, error);
}

/* ---- More reports ---------------------------------------------------------------------------- */

blackout_status blackout_sensitivity_write(const blackout_result *result, size_t index,
                                           const char *format, blackout_sink *sink, void *user,
                                           blackout_error *error)
{
    return index >= result->count ? no_such_scenario(index, error)
                                  : report_write(REPORT_SENSITIVITY, &result->results[index],
                                                 format, sink, user, error);
}

/* A result has an explanation only where its run was asked for one (blackout_run_options). */
blackout_status blackout_explain_write(const blackout_result *result, size_t index,
                                       const char *format, blackout_sink *sink, void *user,
                                       blackout_error *error)
{
    if (index < result->count && result->results[index].explanation.path == NULL) {
        return error_set(
            error, BLACKOUT_ERROR_USAGE,
            "the result explains no figure; name one in the option explain of the run");
    }
    return index >= result->count
               ? no_such_scenario(index, error)
               : report_write(REPORT_EXPLAIN, &result->results[index], format, sink, user, error);
}

blackout_status blackout_study_write(const blackout_study *study, const char *format,
                                     blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_EVENT_STUDY, study, format, sink, user, error);
}

blackout_status blackout_study_number(const blackout_study *study, const char *pointer,
                                      double *number, blackout_error *error)
{
    return report_event_study_number(number, study, pointer, error);
}

blackout_status blackout_traffic_write(const blackout_traffic *traffic, const char *format,
                                       blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_TRAFFIC, traffic, format, sink, user, error);
}

blackout_status blackout_traffic_write_curve(const blackout_traffic *traffic, const char *format,
                                             blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_CURVE, traffic, format, sink, user, error);
}

blackout_status blackout_traffic_number(const blackout_traffic *traffic, const char *pointer,
                                        double *number, blackout_error *error)
{
    return report_traffic_number(number, traffic, pointer, error);
}

blackout_status blackout_backtest_write(const blackout_backtest *backtest, const char *format,
                                        blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_BACKTEST, backtest, format, sink, user, error);
}

blackout_status blackout_calibration_write(const blackout_calibration *calibration,
                                           const char *format, blackout_sink *sink, void *user,
                                           blackout_error *error)
{
    return report_write(REPORT_CALIBRATE, calibration, format, sink, user, error);
}

blackout_status blackout_calibration_write_table(const blackout_calibration *calibration,
                                                 const char *format, blackout_sink *sink,
                                                 void *user, blackout_error *error)
{
    return report_write(REPORT_MODEL_ERROR, calibration, format, sink, user, error);
}

blackout_status blackout_risk_write(const blackout_risk *risk, const char *format,
                                    blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_RISK, risk, format, sink, user, error);
}

blackout_status blackout_risk_write_exceedance(const blackout_risk *risk, const char *format,
                                               blackout_sink *sink, void *user,
                                               blackout_error *error)
{
    return report_write(REPORT_EXCEEDANCE, risk, format, sink, user, error);
}

blackout_status blackout_risk_write_events(const blackout_risk *risk, const char *format,
                                           blackout_sink *sink, void *user, blackout_error *error)
{
    return report_write(REPORT_EVENTS, risk, format, sink, user, error);
}

blackout_status blackout_risk_number(const blackout_risk *risk, const char *pointer, double *number,
                                     blackout_error *error)
{
    return report_risk_number(number, risk, pointer, error);
}

blackout_status blackout_form_write(const blackout_dataset *dataset, const char *table,
                                    const char *format, blackout_sink *sink, void *user,
                                    blackout_error *error)
{
    struct arena arena = {0};
    struct form form;
    blackout_status status = form_make(&form, &arena, dataset, table, error);
    if (status == BLACKOUT_OK) {
        status = report_write(REPORT_FORM, &form, format, sink, user, error);
    }
    return arena_end(&arena, status, error);
}

/* ---- Definitions ----------------------------------------------------------------------------- */

const char *blackout_table_name(size_t index)
{
    return table_guide_name(index);
}

blackout_status blackout_table_write(const char *table, const char *format, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    struct arena arena = {0};
    struct table_guide guide;
    blackout_status status;
    if (table_guide_make(&guide, &arena, table)) {
        status = report_write(REPORT_TABLE, &guide, format, sink, user, error);
    } else if (guide.name != NULL) {
        status = error_memory(error);
    } else {
        status = error_field(error, BLACKOUT_ERROR_USAGE, "table",
                             "there is no table '%.40s'; `blackout schema` lists them", table);
    }
    return arena_end(&arena, status, error);
}

static size_t report_schema_count(void)
{
    size_t count = 0;
    while (report_schema_name(count) != NULL) {
        ++count;
    }
    return count;
}

const char *blackout_schema_name(size_t index)
{
    size_t reports = report_schema_count();
    return index < reports ? report_schema_name(index) : table_guide_schema_name(index - reports);
}

/* Reports and tables in one list: a name may be meant as either, and a table's with "table:" or
 * without. */
static blackout_status unknown_schema(const char *name, blackout_error *error)
{
    /* the nearest of either list, and of these two: however many there are, none is passed over */
    const char *names[2] = {NULL, NULL};
    for (size_t i = 0; blackout_schema_name(i) != NULL; ++i) {
        const char *both[] = {names[0], blackout_schema_name(i)};
        names[0] = text_nearest(name, both, 2);
    }
    for (size_t i = 0; table_guide_schema_name(i) != NULL; ++i) {
        const char *both[] = {names[1], strchr(table_guide_schema_name(i), ':') + 1};
        names[1] = text_nearest(name, both, 2);
    }
    const char *near = text_nearest(name, names, 2);
    return near != NULL
               ? error_field(error, BLACKOUT_ERROR_USAGE, "schema",
                             "there is no schema '%.40s'; perhaps '%s'", name, near)
               : error_field(error, BLACKOUT_ERROR_USAGE, "schema",
                             "there is no schema '%.40s'; `blackout schema` lists them", name);
}

static blackout_status write_text(const char *text, blackout_sink *sink, void *user,
                                  blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, text);
    return writer_finish(&writer, error);
}

/* Reports go first; a table's schema is made of its definition, and so needs no file. */
blackout_status blackout_schema_write(const char *name, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    const char *schema = report_schema(name);
    if (schema != NULL) {
        return write_text(schema, sink, user, error);
    }
    struct arena arena = {0};
    struct table_guide guide;
    bool known = table_guide_make(&guide, &arena, name) || guide.name != NULL;
    arena_free(&arena);
    return known ? blackout_table_write(name, "json", sink, user, error)
                 : unknown_schema(name, error);
}
