/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measurement of traffic for people: for each series the answer in a few lines, the course of the
 * window, then what the intervals rest on. */
#include <math.h>
#include <string.h>

#include "core/writer.h"
#include "report/text_table.h"
#include "report/traffic.h"

struct page {
    struct writer writer;
    struct arena arena;
};

static const char *number(struct page *page, double value)
{
    return text_number(&page->arena, value, fabs(value) < 100 ? 2 : 0);
}

static const char *percent(struct page *page, double share, int decimals)
{
    const char *text =
        arena_format(&page->arena, "%s %%", text_number(&page->arena, 100 * share, decimals));
    return text != NULL ? text : "";
}

/* "2015-01-26 23:00" */
static const char *moment(struct page *page, instant time)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_instant(text, time);
    const char *copy = arena_format(&page->arena, "%.10s %.5s", text, text + 11);
    return copy != NULL ? copy : "";
}

static double hours_of(struct traffic_span span)
{
    return (double)(span.to - span.from) / SECONDS_PER_HOUR;
}

/* ---- The answer ------------------------------------------------------------------------------ */

static void put_answer(struct page *page, const struct traffic_loss *loss)
{
    struct writer *writer = &page->writer;
    writer_format(writer, "%s in %s, %s to %s UTC (%s h%s): ", loss->platform, loss->region,
                  moment(page, loss->window.from), moment(page, loss->window.to),
                  number(page, hours_of(loss->window)), loss->detected ? ", detected" : "");
    writer_format(writer, "%s of %s lost", number(page, loss->lost.central),
                  number(page, loss->expected));
    if (loss->lost_share.present) {
        writer_format(writer, " (%s; 90 %%: %s to %s)", percent(page, loss->lost_share.central, 1),
                      percent(page, loss->lost_share.p5, 1),
                      percent(page, loss->lost_share.p95, 1));
    }
    if (loss->lost.p5 <= 0) {
        writer_put(writer, ", which is not beyond noise");
    } else if (loss->net_lost_share.present) {
        writer_format(writer, "; %s of that for good (90 %%: %s to %s)",
                      percent(page, loss->net_lost_share.central, 0),
                      percent(page, loss->net_lost_share.p5, 0),
                      percent(page, loss->net_lost_share.p95, 0));
    }
    writer_put(writer, ".\n");
}

/* The interval of a window that was searched for says less: the reader needs the measure of it. */
static void put_search(struct page *page, const struct traffic_loss *loss)
{
    struct writer *writer = &page->writer;
    const struct traffic_next *next = &loss->next;
    if (!loss->detected) {
        return;
    }
    writer_put(writer, "The window was searched for, which its intervals do not allow for. ");
    if (next->present) {
        writer_format(writer, "The next stretch, %s to %s UTC, lost %s of %s (%s).\n",
                      moment(page, next->window.from), moment(page, next->window.to),
                      number(page, next->lost), number(page, next->expected),
                      percent(page, next->lost / next->expected, 1));
    } else {
        writer_put(writer, "Nothing else in the series is beyond what the fit takes for "
                           "ordinary.\n");
    }
}

static void add_quantity(struct page *page, struct text_table *table, const char *name,
                         struct traffic_quantity quantity, bool share)
{
    if (quantity.present) {
        const double values[] = {quantity.central, quantity.p5, quantity.p95};
        const char *fields[4] = {name};
        for (int i = 0; i < 3; ++i) {
            fields[1 + i] = share ? percent(page, values[i], 1) : number(page, values[i]);
        }
        text_table_row(table, fields, 4);
    }
}

static void put_quantities(struct page *page, const struct traffic_loss *loss)
{
    static const char *const header[] = {"", "central", "5 %", "95 %"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 4, 1);
    const char *expected[] = {"expected", number(page, loss->expected)};
    const char *observed[] = {"observed", number(page, loss->observed)};
    text_table_row(&table, expected, 2);
    text_table_row(&table, observed, 2);
    add_quantity(page, &table, "lost", loss->lost, false);
    add_quantity(page, &table, "lost, share of expected", loss->lost_share, true);
    add_quantity(page, &table, "lost, in average hours", loss->lost_demand_hours, false);
    const char *name = arena_format(&page->arena, "rebound in the %s h after",
                                    number(page, hours_of(loss->after)));
    add_quantity(page, &table, name != NULL ? name : "rebound", loss->rebound, false);
    add_quantity(page, &table, "net lost, share of lost", loss->net_lost_share, true);
    writer_put(&page->writer, "\n");
    text_table_write(&table, &page->writer);
}

/* ---- The course ------------------------------------------------------------------------------ */

/* At most this many lines: neighbouring intervals are added up. */
enum { CURVE_LINES = 24 };

static void put_curve(struct page *page, const struct traffic_loss *loss)
{
    static const char *const header[] = {"from, UTC", "expected", "observed", "unavailable"};
    struct text_table table;
    size_t together = (loss->curve_count + CURVE_LINES - 1) / CURVE_LINES;
    text_table_init(&table, &page->arena, header, 4, 1);
    for (size_t i = 0; i < loss->curve_count; i += together) {
        double expected = 0;
        double observed = 0;
        for (size_t k = i; k < i + together && k < loss->curve_count; ++k) {
            expected += loss->curve[k].expected;
            observed += loss->curve[k].observed;
        }
        double unavailable = fmin(fmax(1 - observed / expected, 0), 1);
        const char *fields[] = {moment(page, loss->curve[i].part.from), number(page, expected),
                                number(page, observed), percent(page, unavailable, 0)};
        text_table_row(&table, fields, 4);
    }
    writer_put(&page->writer, "\nCourse\n");
    text_table_write(&table, &page->writer);
}

/* ---- What it rests on ------------------------------------------------------------------------ */

static void put_substitutes(struct page *page, const struct traffic_result *result)
{
    static const char *const header[] = {"rival", "expected",    "gained", "5 %",
                                         "95 %",  "of expected", "rose"};
    struct text_table table;
    if (result->substitute_count == 0) {
        return;
    }
    text_table_init(&table, &page->arena, header, 7, 1);
    for (size_t i = 0; i < result->substitute_count; ++i) {
        const struct traffic_substitute *rival = &result->substitutes[i];
        const char *fields[] = {rival->platform,
                                number(page, rival->expected),
                                number(page, rival->gained.central),
                                number(page, rival->gained.p5),
                                number(page, rival->gained.p95),
                                percent(page, rival->gained_share.central, 1),
                                rival->rose ? "yes" : "not beyond noise"};
        text_table_row(&table, fields, 7);
    }
    writer_put(&page->writer, "\nSubstitution: rivals in the same hours\n");
    text_table_write(&table, &page->writer);
}

static const char *band_name(enum traffic_band band)
{
    static const char *const names[BAND_COUNT] = {[BAND_LOST] = "sum of the window",
                                                  [BAND_REBOUND] = "sum of the hours after",
                                                  [BAND_LOST_AR1] =
                                                      "sum of the window, AR(1) alone",
                                                  [BAND_INTERVAL] = "single intervals, by week"};
    return names[band];
}

static void put_coverage(struct page *page, const struct traffic_loss *loss)
{
    static const char *const header[] = {"band of", "level", "inside", "of",
                                         "share",   "2.5 %", "97.5 %"};
    struct text_table table;
    if (loss->coverage_count == 0) {
        return;
    }
    text_table_init(&table, &page->arena, header, 7, 1);
    for (size_t i = 0; i < loss->coverage_count; ++i) {
        const struct traffic_coverage *coverage = &loss->coverage[i];
        const char *fields[] = {band_name(coverage->band),
                                percent(page, coverage->level, 0),
                                text_number(&page->arena, (double)coverage->covered, 0),
                                text_number(&page->arena, (double)coverage->trials, 0),
                                percent(page, coverage->share, 1),
                                percent(page, coverage->low, 1),
                                percent(page, coverage->high, 1)};
        text_table_row(&table, fields, 7);
    }
    writer_format(&page->writer,
                  "\nPlacebo: the same hours of %zu other weeks, each left out of its fit\n",
                  loss->week_count);
    text_table_write(&table, &page->writer);
}

static void put_fit(struct page *page, const struct traffic_loss *loss)
{
    const struct seasonal_fit *fit = &loss->fit.weekly.seasonal;
    writer_format(
        &page->writer,
        "\nFit: %.1f weeks, %zu hours used, %zu dropped as outliers, %zu masked; sd of ln "
        "volume %.3f, autocorrelation %.2f",
        fit->weeks_spanned, fit->used, fit->dropped, loss->fit.weekly.masked_hours,
        fit->residual_sd, loss->fit.ar1.phi);
    if (fit->has_trend) {
        writer_format(&page->writer, ", trend %+.2f %% a week",
                      100 * expm1(fit->trend_per_hour * HOURS_PER_WEEK));
    }
    if (!isnan(loss->dispersion)) {
        writer_format(&page->writer, ", dispersion %.2f", loss->dispersion);
    }
    writer_put(&page->writer, ".\n");
    for (size_t i = 0; i < loss->masked_count; ++i) {
        writer_put(&page->writer, i == 0 ? "Masked by name: " : "; ");
        writer_put(&page->writer, loss->masked[i].name);
        writer_format(&page->writer, " (%s)", moment(page, loss->masked[i].from));
    }
    writer_put(&page->writer, loss->masked_count > 0 ? ".\n" : "");
}

static void put_result(struct page *page, const struct traffic_result *result)
{
    const struct traffic_loss *loss = &result->loss;
    if (loss->lack != TRAFFIC_COMPLETE) {
        writer_format(&page->writer, "%s in %s: not measured; see the warnings.\n", loss->platform,
                      loss->region);
        return;
    }
    put_answer(page, loss);
    put_search(page, loss);
    put_quantities(page, loss);
    put_curve(page, loss);
    put_substitutes(page, result);
    put_coverage(page, loss);
    put_fit(page, loss);
}

blackout_status report_traffic_text(const blackout_traffic *traffic, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    struct page page = {.arena = {0}};
    writer_init(&page.writer, sink, user);
    for (size_t i = 0; i < traffic->result_count; ++i) {
        writer_put(&page.writer, i > 0 ? "\n" : "");
        put_result(&page, &traffic->results[i]);
    }
    writer_put(&page.writer, traffic->warnings.count > 0 ? "\nWarnings\n" : "");
    for (size_t i = 0; i < traffic->warnings.count; ++i) {
        writer_format(&page.writer, "  %s: ", traffic->warnings.items[i].where);
        writer_put(&page.writer, traffic->warnings.items[i].message);
        writer_put(&page.writer, "\n");
    }
    arena_free(&page.arena);
    return writer_finish(&page.writer, error);
}
