/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dispatch by table: the report, its formats, and what writes each. No report is computed here.
 * What a format needs is a source and a renderer, so that a report with a page has text, Markdown,
 * HTML and a workbook without a line of its own. */
#include "report/reports.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "document/render.h"
#include "report/builders.h"
#include "report/control.h"
#include "report/source.h"

/* What a format is made of. */
enum source {
    SOURCE_OWN, /* a writer of the report's own, of the format's name */
    SOURCE_PAGE,
    SOURCE_DRAWN,   /* a page that has more than the other where it is drawn; else that one */
    SOURCE_CHART,   /* one chart of it */
    SOURCE_SHEETS,  /* the page, and the records after it */
    SOURCE_RECORDS, /* tables for programs, with all digits */
    SOURCE_COUNT
};

/* In the order in which they are listed; the first that a report has is its default. */
static const struct format {
    const char *name;
    enum source source;
    document_renderer *render;
} formats[] = {
    {"text", SOURCE_PAGE, render_text},  {"json", SOURCE_OWN, NULL},
    {"ndjson", SOURCE_OWN, NULL},        {"markdown", SOURCE_PAGE, render_markdown},
    {"csv", SOURCE_RECORDS, render_csv}, {"html", SOURCE_DRAWN, render_html},
    {"svg", SOURCE_CHART, render_svg},   {"xlsx", SOURCE_SHEETS, render_xlsx},
};

/* Own formats of one report: those of REPORT_TABLE are the most. */
enum { FORMAT_COUNT = sizeof formats / sizeof formats[0], MOST_OWN = 3 };

struct own_format {
    const char *name;
    report_writer *write;
};

static const struct report {
    const char *name;
    report_builder *builders[SOURCE_COUNT]; /* [SOURCE_OWN] is none */
    struct own_format own[MOST_OWN];
    bool has_charts; /* said here, since formats have to be known before there is a result */
} reports[REPORT_COUNT] = {
    [REPORT_ESTIMATE] =
        {"estimate",
         {[SOURCE_PAGE] = report_estimate_page, [SOURCE_RECORDS] = report_estimate_records},
         {{"json", report_estimate_json}},
         true},
    [REPORT_BATCH] = {"batch", {NULL}, {{"ndjson", report_estimate_line}}},
    [REPORT_EXPLORE] = {"explore", {[SOURCE_DRAWN] = report_explore_page}, {{NULL, NULL}}},
    [REPORT_EVENT_STUDY] =
        {"event-study",
         {[SOURCE_PAGE] = report_event_study_page, [SOURCE_RECORDS] = report_event_study_records},
         {{"json", report_event_study_json}},
         true},
    [REPORT_TRAFFIC] =
        {"traffic",
         {[SOURCE_PAGE] = report_traffic_page, [SOURCE_RECORDS] = report_traffic_records},
         {{"json", report_traffic_json}},
         true},
    [REPORT_CURVE] = {"severity-curve", {NULL}, {{"csv", report_traffic_curve}}},
    [REPORT_DESCRIBE] = {"describe",
                         {[SOURCE_PAGE] = report_describe_page},
                         {{"json", report_describe_json}},
                         true},
    [REPORT_VALIDATE] =
        {"validate",
         {[SOURCE_PAGE] = report_validate_page, [SOURCE_RECORDS] = report_validate_records},
         {{"json", report_validate_json}},
         true},
    [REPORT_REJECTS] = {"rejects", {[SOURCE_RECORDS] = report_rejects}, {{NULL, NULL}}},
    [REPORT_SWEEP] = {"sweep",
                      {[SOURCE_PAGE] = report_sweep_page, [SOURCE_RECORDS] = report_sweep_records},
                      {{"json", report_sweep_json}, {"ndjson", report_sweep_lines}},
                      true},
    [REPORT_TOLERABLE] =
        {"tolerable",
         {[SOURCE_PAGE] = report_tolerable_page, [SOURCE_RECORDS] = report_tolerable_records},
         {{"json", report_tolerable_json}},
         true},
    [REPORT_FILING] =
        {"filing",
         {[SOURCE_PAGE] = report_filing_page, [SOURCE_RECORDS] = report_filing_records},
         {{"json", report_filing_json}}},
    [REPORT_YEAR] = {"year",
                     {[SOURCE_PAGE] = report_annual_page, [SOURCE_RECORDS] = report_annual_records},
                     {{"json", report_annual_json}}},
    [REPORT_COMPARE] = {"compare",
                        {[SOURCE_PAGE] = report_compare_page},
                        {{"json", report_compare_json}},
                        true},
    [REPORT_SENSITIVITY] = {"sensitivity",
                            {[SOURCE_PAGE] = report_sensitivity_page},
                            {{"json", report_sensitivity_json}},
                            true},
    [REPORT_EXPLAIN] = {"explain",
                        {[SOURCE_PAGE] = report_explain_page},
                        {{"json", report_explain_json}}},
    [REPORT_BACKTEST] =
        {"backtest",
         {[SOURCE_PAGE] = report_backtest_page, [SOURCE_RECORDS] = report_backtest_records},
         {{"json", report_backtest_json}},
         true},
    [REPORT_CALIBRATE] =
        {"calibrate",
         {[SOURCE_PAGE] = report_calibrate_page, [SOURCE_RECORDS] = report_calibrate_records},
         {{"json", report_calibrate_json}},
         true},
    [REPORT_MODEL_ERROR] = {"model-error",
                            {[SOURCE_RECORDS] = report_calibrate_table},
                            {{NULL, NULL}}},
    [REPORT_RISK] = {"risk",
                     {[SOURCE_PAGE] = report_risk_page, [SOURCE_RECORDS] = report_risk_records},
                     {{"json", report_risk_json}},
                     true},
    [REPORT_EXCEEDANCE] = {"exceedance",
                           {[SOURCE_RECORDS] = report_risk_exceedance},
                           {{NULL, NULL}}},
    [REPORT_EVENTS] = {"events", {[SOURCE_RECORDS] = report_risk_events}, {{NULL, NULL}}},
    [REPORT_IMPORT] =
        {"import",
         {[SOURCE_PAGE] = report_import_page, [SOURCE_RECORDS] = report_import_records},
         {{"json", report_import_json}}},
    [REPORT_TABLE] = {"table",
                      {NULL},
                      {{"json", report_table_schema},
                       {"markdown", report_table_markdown},
                       {"csv", report_table_example}}},
    [REPORT_FORM] = {"form",
                     {[SOURCE_PAGE] = report_form_page, [SOURCE_RECORDS] = report_form_records},
                     {{NULL, NULL}}},
};

/* ---- Looking up ------------------------------------------------------------------------------ */

/* The report's own writer of a format; NULL where it has none. */
static report_writer *own_writer(const struct report *report, const char *format)
{
    for (int i = 0; i < MOST_OWN && report->own[i].name != NULL; ++i) {
        if (strcmp(report->own[i].name, format) == 0) {
            return report->own[i].write;
        }
    }
    return NULL;
}

/* What makes the report's document in a format; NULL: nothing does. Without libxlsxwriter the
 * format is not offered at all: a list of formats must not promise it. */
static report_builder *builder_of(const struct report *report, const struct format *format)
{
    switch (format->source) {
    case SOURCE_DRAWN:
        return report
            ->builders[report->builders[SOURCE_DRAWN] != NULL ? SOURCE_DRAWN : SOURCE_PAGE];
    case SOURCE_SHEETS:
        return xlsx_is_built ? report->builders[SOURCE_PAGE] : NULL;
    case SOURCE_CHART:
        return report->has_charts ? report->builders[SOURCE_PAGE] : NULL;
    default:
        return report->builders[format->source];
    }
}

/* A writer of its own, or a document that some renderer takes: either will do. */
static bool has_format(const struct report *report, const struct format *format)
{
    return builder_of(report, format) != NULL || own_writer(report, format->name) != NULL;
}

/* Format `index` of those that the report has; NULL after the last. */
static const struct format *nth_format(const struct report *report, size_t index)
{
    for (int i = 0; i < FORMAT_COUNT; ++i) {
        if (has_format(report, &formats[i]) && index-- == 0) {
            return &formats[i];
        }
    }
    return NULL;
}

const char *report_name(size_t index)
{
    return index < REPORT_COUNT ? reports[index].name : NULL;
}

const char *report_format(const char *report, size_t index)
{
    for (int i = 0; i < REPORT_COUNT; ++i) {
        if (strcmp(reports[i].name, report) == 0) {
            const struct format *format = nth_format(&reports[i], index);
            return format != NULL ? format->name : NULL;
        }
    }
    return NULL;
}

const char *report_csv_dialect(size_t index)
{
    const struct csv_dialect *dialect = csv_dialect_at(index);
    return dialect != NULL ? dialect->name : NULL;
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* "text, json or csv": those of this report, since a format that others have is as unknown to it.
 */
static blackout_status unknown_format(const struct report *report, const char *asked,
                                      blackout_error *error)
{
    char known[128] = "";
    size_t used = 0;
    for (size_t i = 0; nth_format(report, i) != NULL && used < sizeof known; ++i) {
        bool last = nth_format(report, i + 1) == NULL;
        const char *gap = i == 0 ? "" : last ? " or " : ", ";
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", gap,
                                 nth_format(report, i)->name);
    }
    return error_field(error, BLACKOUT_ERROR_USAGE, "format",
                       "the format is not known ('%.40s'); %s", asked, known);
}

/* How a report is asked for. */
struct asked {
    const struct report *report;
    const struct format *format; /* NULL: unknown */
    const char *detail;          /* after the format's name and a colon; NULL: none */
};

/* Whether a format may be asked for in more detail: which chart, which dialect, how wide. A word
 * that no format understands makes the format unknown, and is not passed over. Details are of
 * documents: what a report writes itself has none. */
static bool takes_detail(const struct report *report, const struct format *format,
                         const char *detail)
{
    struct text_asked text;
    return builder_of(report, format) != NULL &&
           (format->source == SOURCE_CHART ||
            (format->source == SOURCE_RECORDS && csv_dialect_find(detail) != NULL) ||
            (format->render == render_text && text_asked_read(&text, detail)));
}

/* "svg:owner-regions" is the format svg, of that chart; "csv:excel-eu" CSV in that dialect;
 * "text:80" text in lines of 80 columns. The same name may be a common format and one of the
 * report's own: both are found by it. */
static struct asked read_format(const struct report *report, const char *text)
{
    struct asked asked = {.report = report};
    const char *colon = strchr(text, ':');
    const size_t length = colon != NULL ? (size_t)(colon - text) : strlen(text);
    for (int i = 0; i < FORMAT_COUNT; ++i) {
        const bool named =
            strncmp(formats[i].name, text, length) == 0 && formats[i].name[length] == '\0';
        const bool detailed = colon == NULL || takes_detail(report, &formats[i], colon + 1);
        if (named && detailed && has_format(report, &formats[i])) {
            asked.format = &formats[i];
            asked.detail = colon != NULL ? colon + 1 : NULL;
        }
    }
    return asked;
}

/* Sheets have the records too: a reader who pivots wants them beside the page. */
static void add_records(struct document *document, const struct report *report, const void *what)
{
    if (report->builders[SOURCE_RECORDS] != NULL) {
        document_heading(document, 1, "Records", NULL, 0);
        report->builders[SOURCE_RECORDS](document, what);
    }
}

/* The control totals are added last, whatever the report and the format. Here, so that no builder
 * can forget them. A chart is asked for by the same words as a dialect, and the renderer that has
 * no use for them does not look. */
static blackout_status write_document(const struct asked *asked, const void *what,
                                      blackout_sink *sink, void *user, blackout_error *error)
{
    struct document document = {.chart_asked = asked->detail};
    if (asked->format->source == SOURCE_RECORDS && asked->detail != NULL) {
        document.csv_asked = csv_dialect_find(asked->detail);
    }
    if (asked->format->render == render_text && asked->detail != NULL) {
        text_asked_read(&document.text, asked->detail);
    }
    builder_of(asked->report, asked->format)(&document, what);
    if (asked->format->source == SOURCE_SHEETS) {
        add_records(&document, asked->report, what);
    }
    report_control(&document);
    report_source(&document, NULL, 0);
    blackout_status status =
        document.failed ? error_memory(error) : asked->format->render(&document, sink, user, error);
    document_free(&document);
    return status;
}

/* Before a run, so that a format that does not exist costs no minutes of samples. */
blackout_status report_check(enum report_id report, const char *format, blackout_error *error)
{
    const struct asked asked = read_format(&reports[report], format);
    return asked.format != NULL ? BLACKOUT_OK : unknown_format(&reports[report], format, error);
}

/* A writer of the report's own goes before the common one of the same format. */
blackout_status report_write(enum report_id report, const void *what, const char *format,
                             blackout_sink *sink, void *user, blackout_error *error)
{
    const struct asked asked = read_format(&reports[report], format);
    if (asked.format == NULL) {
        return unknown_format(&reports[report], format, error);
    }
    report_writer *own = own_writer(&reports[report], format);
    return own != NULL ? own(what, sink, user, error)
                       : write_document(&asked, what, sink, user, error);
}
