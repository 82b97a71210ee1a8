/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/backtest.h"

#include "report/scenarios.h"
#include "report/text_table.h"

const char *report_backtest_interval(enum backtest_interval interval)
{
    static const char *const names[] = {[INTERVAL_NONE] = "",
                                        [INTERVAL_SAMPLES] = "samples",
                                        [INTERVAL_MODEL_ERROR] = "model_error",
                                        [INTERVAL_PREDICTION] = "prediction"};
    return names[interval];
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static void csv_text(struct writer *writer, const char *text)
{
    writer_csv_quoted(writer, text);
    writer_put(writer, ",");
}

static void csv_number(struct writer *writer, bool present, double value)
{
    if (present) {
        writer_number(writer, value);
    }
    writer_put(writer, ",");
}

static void csv_row(struct writer *writer, const struct backtest_row *row)
{
    bool made = row->why_not == NULL;
    bool judged = row->interval != INTERVAL_NONE;
    csv_text(writer, row->event);
    csv_text(writer, row->measure);
    csv_text(writer, row->kind);
    csv_text(writer, row->publisher);
    csv_text(writer, row->currency);
    csv_number(writer, true, row->low);
    csv_number(writer, true, row->high);
    csv_number(writer, made, row->estimate);
    csv_number(writer, judged, row->p5);
    csv_number(writer, judged, row->p95);
    csv_text(writer, report_backtest_interval(row->interval));
    csv_number(writer, made, row->ratio);
    csv_number(writer, made && row->has_straight_line, row->straight_line);
    writer_put(writer, !judged ? "," : row->hit ? "yes," : "no,");
    writer_csv_quoted(writer, made ? "" : row->why_not);
    writer_put(writer, "\n");
}

/* An event predicted from the others, in the columns of a figure: a fraction, not money. */
static void csv_event(struct writer *writer, const struct market_check *event)
{
    csv_text(writer, event->event);
    writer_put(writer, "car_0_1,leave_one_out,");
    csv_text(writer, event->symbol);
    writer_put(writer, ",");
    csv_number(writer, true, event->observed);
    csv_number(writer, true, event->observed);
    csv_number(writer, true, event->prediction.median);
    csv_number(writer, true, event->prediction.p5);
    csv_number(writer, true, event->prediction.p95);
    csv_text(writer, report_backtest_interval(INTERVAL_PREDICTION));
    writer_put(writer, event->inside ? ",,yes,\n" : ",,no,\n");
}

blackout_status report_backtest_csv(const struct blackout_backtest *backtest, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, "event,measure,kind,publisher,currency,published_low,published_high,"
                        "estimate,p5,p95,interval,ratio,straight_line,hit,not_estimated\n");
    for (size_t i = 0; i < backtest->row_count; ++i) {
        csv_row(&writer, &backtest->rows[i]);
    }
    for (size_t i = 0; i < backtest->event_count; ++i) {
        csv_event(&writer, &backtest->events[i]);
    }
    return writer_finish(&writer, error);
}

/* ---- Text ------------------------------------------------------------------------------------ */

static const char *amount(struct arena *arena, bool present, double value)
{
    return present ? text_number(arena, value / 1e6, 2) : "";
}

static const char *published(struct arena *arena, const struct backtest_row *row)
{
    const char *text = row->low == row->high
                           ? text_number(arena, row->low / 1e6, 2)
                           : arena_format(arena, "%s to %s", text_number(arena, row->low / 1e6, 2),
                                          text_number(arena, row->high / 1e6, 2));
    return text != NULL ? text : "";
}

static const char *judgement(bool judged, bool hit)
{
    return !judged ? "not judged" : hit ? "hit" : "miss";
}

static void write_rows(struct writer *writer, struct arena *arena,
                       const struct blackout_backtest *backtest)
{
    static const char *const header[] = {"event",     "measure",       "kind",  "M",
                                         "published", "estimate",      "5 %",   "95 %",
                                         "ratio",     "straight line", "inside"};
    struct text_table table;
    text_table_init(&table, arena, header, 11, 4);
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        bool judged = row->interval != INTERVAL_NONE;
        if (row->why_not != NULL) {
            continue;
        }
        const char *fields[] = {row->event,
                                row->measure,
                                row->kind,
                                row->currency,
                                published(arena, row),
                                amount(arena, true, row->estimate),
                                amount(arena, judged, row->p5),
                                amount(arena, judged, row->p95),
                                text_number(arena, row->ratio, 2),
                                amount(arena, row->has_straight_line, row->straight_line),
                                judgement(judged, row->hit)};
        text_table_row(&table, fields, 11);
    }
    text_table_write(&table, writer);
}

static const char *size_text(struct arena *arena, size_t count)
{
    return text_number(arena, (double)count, 0);
}

static void write_measures(struct writer *writer, struct arena *arena,
                           const struct blackout_backtest *backtest)
{
    static const char *const header[] = {"measure", "figures", "estimated",
                                         "judged",  "hits",    "median |ln ratio|"};
    struct text_table table;
    text_table_init(&table, arena, header, 6, 1);
    for (size_t i = 0; i < backtest->measure_count; ++i) {
        const struct backtest_measure *m = &backtest->measures[i];
        const char *fields[] = {m->measure,
                                size_text(arena, m->figures),
                                size_text(arena, m->estimated),
                                size_text(arena, m->inside.trials),
                                size_text(arena, m->inside.hits),
                                m->has_median ? text_number(arena, m->median_absolute_log_ratio, 2)
                                              : "-"};
        text_table_row(&table, fields, 6);
    }
    writer_put(writer, "\nBy measure, whatever the kind\n");
    text_table_write(&table, writer);
}

static void write_share(struct writer *writer, const char *what, const struct backtest_share *share)
{
    if (share->trials == 0) {
        writer_format(writer, "%s: none of the figures can say.\n", what);
        return;
    }
    writer_format(writer, "%s: %zu of %zu (90 %%: %.0f to %.0f %%).\n", what, share->hits,
                  share->trials, 100 * share->low, 100 * share->high);
}

static const char *percent(struct arena *arena, double fraction)
{
    const char *text = arena_format(arena, "%s%s %%", fraction > 0 ? "+" : "",
                                    text_number(arena, 100 * fraction, 2));
    return text != NULL ? text : "";
}

static void write_events(struct writer *writer, struct arena *arena,
                         const struct blackout_backtest *backtest)
{
    static const char *const header[] = {"event", "share", "CAR[0,+1]", "predicted",
                                         "5 %",   "95 %",  "inside"};
    struct text_table table;
    text_table_init(&table, arena, header, 7, 2);
    for (size_t i = 0; i < backtest->event_count; ++i) {
        const struct market_check *event = &backtest->events[i];
        const char *fields[] = {event->event,
                                event->symbol,
                                percent(arena, event->observed),
                                percent(arena, event->prediction.median),
                                percent(arena, event->prediction.p5),
                                percent(arena, event->prediction.p95),
                                judgement(true, event->inside)};
        text_table_row(&table, fields, 7);
    }
    writer_put(writer, "\nPrediction of market value: each event from all others and the prior, "
                       "with hindsight\n");
    write_share(writer, "  Two-day abnormal returns inside the 5 to 95 % interval",
                &backtest->event_coverage);
    text_table_write(&table, writer);
}

static void write_not_estimated(struct writer *writer, const struct blackout_backtest *backtest)
{
    if (backtest->all.estimated < backtest->row_count) {
        writer_put(writer, "\nNot estimated\n");
    }
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not != NULL) {
            writer_format(writer, "  %s, %s, %s: %s\n", row->event, row->measure, row->publisher,
                          row->why_not);
        }
    }
}

/* What the reader must know of the intervals that stand there. */
static void write_notes(struct writer *writer, const struct blackout_backtest *backtest)
{
    bool met[INTERVAL_PREDICTION + 1] = {false};
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        met[row->interval] = met[row->interval] || row->why_not == NULL;
    }
    if (met[INTERVAL_MODEL_ERROR]) {
        writer_put(writer, "  Without samples the interval of the owner's loss is that of the "
                           "model's own error: inputs are taken for certain.\n");
    }
    if (met[INTERVAL_NONE]) {
        writer_put(writer, "  What has no interval is not judged: it is neither a hit nor a "
                           "miss.\n");
    }
    if (met[INTERVAL_PREDICTION]) {
        writer_put(writer, "  Of market value the abnormal change of two days is predicted; a "
                           "headline has the market's day in it.\n");
    }
}

static void write_figures(struct writer *writer, struct arena *arena,
                          const struct blackout_backtest *backtest)
{
    writer_format(writer,
                  "%zu of %zu published figures could be estimated from what was known "
                  "before; misses first. Amounts in millions.\n",
                  backtest->all.estimated, backtest->row_count);
    write_share(writer, "Measured figures inside the 5 to 95 % interval", &backtest->coverage);
    write_share(writer, "The straight line was nearer", &backtest->straight_line_nearer);
    if (backtest->all.has_median) {
        writer_format(writer, "Median absolute log ratio of estimate to figure: %.2f.\n",
                      backtest->all.median_absolute_log_ratio);
    }
    writer_put(writer, "\n");
    write_rows(writer, arena, backtest);
    write_notes(writer, backtest);
    write_measures(writer, arena, backtest);
}

blackout_status report_backtest_text(const struct blackout_backtest *backtest, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    writer_init(&writer, sink, user);
    if (backtest->row_count > 0) {
        write_figures(&writer, &arena, backtest);
    } else {
        writer_put(&writer, "There are no published figures to test against.\n");
    }
    if (backtest->event_count > 0) {
        write_events(&writer, &arena, backtest);
    }
    write_not_estimated(&writer, backtest);
    arena_free(&arena);
    return writer_finish(&writer, error);
}
