/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tables for other programs: the figures, one a row, and the severity curve. Its columns are
 * those of the table that --severity-curve reads (tables/schema.c, severity_curve). */
#include "core/error.h"
#include "document/render.h"
#include "report/builders.h"
#include "traffic/traffic_study.h"

/* For the sheet of records in a workbook: CSV has all digits. */
static const struct style plain = {.places = 2};

enum { FIGURE_COLUMNS = 8 };

/* A figure without an interval has the central value alone. */
static void figure_row(struct sheet *table, const struct traffic_loss *loss, const char *name,
                       const struct traffic_quantity *quantity, bool interval)
{
    const struct value values[FIGURE_COLUMNS] = {
        value_text(loss->platform),
        value_text(loss->region),
        value_instant(loss->window.from),
        value_instant(loss->window.to),
        value_word(name),
        value_number(quantity->central, &plain),
        value_if(interval, value_number(quantity->p5, &plain)),
        value_if(interval, value_number(quantity->p95, &plain))};
    if (quantity->present) {
        sheet_row(table, values, FIGURE_COLUMNS);
    }
}

/* Names are those of the JSON. What is expected and observed has no interval there either. */
static void add_figures(struct sheet *table, const struct traffic_loss *loss)
{
    const struct traffic_quantity expected = {.present = true, .central = loss->expected};
    const struct traffic_quantity observed = {.present = true, .central = loss->observed};
    figure_row(table, loss, "expected", &expected, false);
    figure_row(table, loss, "observed", &observed, false);
    figure_row(table, loss, "lost", &loss->lost, true);
    figure_row(table, loss, "lost_share", &loss->lost_share, true);
    figure_row(table, loss, "lost_demand_hours", &loss->lost_demand_hours, true);
    figure_row(table, loss, "rebound", &loss->rebound, true);
    figure_row(table, loss, "net_lost_share", &loss->net_lost_share, true);
}

void report_traffic_records(struct document *document, const void *what)
{
    static const struct column columns[FIGURE_COLUMNS] = {
        {"platform", true}, {"region", true}, {"start"}, {"end"},
        {"quantity", true}, {"central"},      {"p5"},    {"p95"}};
    const blackout_traffic *traffic = what;
    struct sheet *table = sheet_new(document, columns, FIGURE_COLUMNS);
    for (size_t i = 0; i < traffic->result_count; ++i) {
        const struct traffic_loss *loss = &traffic->results[i].loss;
        if (loss->lack == TRAFFIC_COMPLETE) {
            add_figures(table, loss);
        }
    }
    document_table(document, table);
}

/* ---- The severity curve ---------------------------------------------------------------------- */

enum { NAMED_COLUMNS = 4, BARE_COLUMNS = 2 };

/* By the columns that the table has, which depend on how many series there are. */
static void curve_row(struct sheet *table, const struct traffic_loss *loss, instant time,
                      double unavailable)
{
    const struct value from = value_instant(time);
    const struct value share = value_number(unavailable, &plain);
    if (table != NULL && table->column_count == NAMED_COLUMNS) {
        const struct value values[NAMED_COLUMNS] = {from, value_text(loss->platform),
                                                    value_text(loss->region), share};
        sheet_row(table, values, NAMED_COLUMNS);
    } else {
        sheet_row(table, (struct value[BARE_COLUMNS]){from, share}, BARE_COLUMNS);
    }
}

/* A value holds to the next time stamp, so over a gap too; the last for no time, so that the end is
 * one more. */
static void add_curve(struct sheet *table, const struct traffic_loss *loss)
{
    for (size_t i = 0; i < loss->curve_count; ++i) {
        curve_row(table, loss, loss->curve[i].part.from, loss->curve[i].unavailable);
    }
    curve_row(table, loss, loss->curve[loss->curve_count - 1].part.to, 0);
}

/* Of a window that the series does not reach to its ends nobody can say what was unavailable there.
 * An error and not a curve with a gap: it would be read as an hour without an outage. */
static blackout_status check_ends(const struct traffic_loss *loss, blackout_error *error)
{
    const struct traffic_span first = loss->curve[0].part;
    const struct traffic_span last = loss->curve[loss->curve_count - 1].part;
    bool head = first.from > loss->window.from;
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    if (!head && last.to >= loss->window.to) {
        return BLACKOUT_OK;
    }
    calendar_print_instant(from, head ? loss->window.from : last.to);
    calendar_print_instant(to, head ? first.from : loss->window.to);
    return error_set(
        error, BLACKOUT_ERROR_INPUT,
        "%s/%s: the series has nothing from %s to %s, at the %s of the window: no severity curve "
        "can say what was unavailable then; give more data, or a window that %s %s",
        loss->platform, loss->region, from, to, head ? "beginning" : "end",
        head ? "begins" : "ends", head ? to : from);
}

static void build_curve(struct document *document, const blackout_traffic *traffic)
{
    static const struct column named[NAMED_COLUMNS] = {
        {"timestamp"}, {"platform"}, {"region"}, {"unavailable"}};
    static const struct column bare[BARE_COLUMNS] = {{"timestamp"}, {"unavailable"}};
    /* The one series of a bare file is that of whatever the scenario names; one of several is that
     * of its own platform, also where it alone could be measured. */
    struct sheet *table = traffic->bare && traffic->result_count <= 1
                              ? sheet_new(document, bare, BARE_COLUMNS)
                              : sheet_new(document, named, NAMED_COLUMNS);
    for (size_t i = 0; i < traffic->result_count; ++i) {
        if (traffic->results[i].loss.lack == TRAFFIC_COMPLETE) {
            add_curve(table, &traffic->results[i].loss);
        }
    }
    document_table(document, table);
}

/* All series are checked before anything is written: a file with some of the curves would look
 * complete. */
blackout_status report_traffic_curve(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const blackout_traffic *traffic = what;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < traffic->result_count && status == BLACKOUT_OK; ++i) {
        const struct traffic_loss *loss = &traffic->results[i].loss;
        status = loss->lack == TRAFFIC_COMPLETE ? check_ends(loss, error) : BLACKOUT_OK;
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    /* A document of its own, beside the one of the report: a curve has no page. */
    struct document document = {0};
    build_curve(&document, traffic);
    status = render_csv(&document, sink, user, error);
    document_free(&document);
    return status;
}
