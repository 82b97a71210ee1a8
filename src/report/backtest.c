/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/backtest.h"

#include "report/scenarios.h"
#include "report/text_table.h"

/* ---- JSON ------------------------------------------------------------------------------------ */

static void put_share(struct json_tree *tree, const char *key, const struct backtest_share *share)
{
    cJSON *object = json_object(tree, tree->root, key);
    json_number(tree, object, "hits", (double)share->hits);
    json_number(tree, object, "trials", (double)share->trials);
    if (share->trials > 0) {
        json_number(tree, object, "share", (double)share->hits / (double)share->trials);
        json_number(tree, object, "p5", share->low);
        json_number(tree, object, "p95", share->high);
    }
}

static void put_row(struct json_tree *tree, cJSON *list, const struct backtest_row *row)
{
    cJSON *object = json_object(tree, list, NULL);
    json_text(tree, object, "event", row->event);
    json_text(tree, object, "measure", row->measure);
    json_text(tree, object, "kind", row->kind);
    json_text(tree, object, "publisher", row->publisher);
    json_text(tree, object, "currency", row->currency);
    json_number(tree, object, "published_low", row->low);
    json_number(tree, object, "published_high", row->high);
    if (row->why_not != NULL) {
        json_text(tree, object, "not_estimated", row->why_not);
        return;
    }
    json_number(tree, object, "duration_hours", row->duration_hours);
    cJSON *estimate = json_object(tree, object, "estimate");
    json_number(tree, estimate, "central", row->estimate);
    if (row->has_interval) {
        json_number(tree, estimate, "p5", row->p5);
        json_number(tree, estimate, "p95", row->p95);
    }
    json_number(tree, object, "ratio", row->ratio);
    json_flag(tree, object, "hit", row->hit);
    if (row->has_straight_line) {
        json_number(tree, object, "straight_line", row->straight_line);
        json_flag(tree, object, "straight_line_nearer", row->straight_line_nearer);
    }
}

void report_backtest_tree(struct json_tree *tree, const struct blackout_backtest *backtest)
{
    json_tree_init_report(tree, "blackout/backtest/1");
    json_number(tree, tree->root, "samples", backtest->samples);
    json_number(tree, tree->root, "seed", backtest->seed);
    json_number(tree, tree->root, "estimated", (double)backtest->estimated);
    put_share(tree, "coverage", &backtest->coverage);
    put_share(tree, "straight_line_nearer", &backtest->straight_line_nearer);
    if (backtest->has_median) {
        json_number(tree, tree->root, "median_absolute_log_ratio",
                    backtest->median_absolute_log_ratio);
    }
    cJSON *list = json_list(tree, tree->root, "figures");
    for (size_t i = 0; i < backtest->row_count; ++i) {
        put_row(tree, list, &backtest->rows[i]);
    }
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

blackout_status report_backtest_csv(const struct blackout_backtest *backtest, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, "event,measure,kind,publisher,currency,published_low,published_high,"
                        "estimate,p5,p95,ratio,straight_line,hit,not_estimated\n");
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        bool made = row->why_not == NULL;
        csv_text(&writer, row->event);
        csv_text(&writer, row->measure);
        csv_text(&writer, row->kind);
        csv_text(&writer, row->publisher);
        csv_text(&writer, row->currency);
        csv_number(&writer, true, row->low);
        csv_number(&writer, true, row->high);
        csv_number(&writer, made, row->estimate);
        csv_number(&writer, made && row->has_interval, row->p5);
        csv_number(&writer, made && row->has_interval, row->p95);
        csv_number(&writer, made, row->ratio);
        csv_number(&writer, made && row->has_straight_line, row->straight_line);
        writer_put(&writer, !made ? "," : row->hit ? "yes," : "no,");
        writer_csv_quoted(&writer, made ? "" : row->why_not);
        writer_put(&writer, "\n");
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

static void write_rows(struct writer *writer, struct arena *arena,
                       const struct blackout_backtest *backtest)
{
    static const char *const header[] = {"event", "measure", "kind",  "published",     "estimate",
                                         "5 %",   "95 %",    "ratio", "straight line", "hit"};
    struct text_table table;
    text_table_init(&table, arena, header, 10, 3);
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not != NULL) {
            continue;
        }
        const char *fields[] = {row->event,
                                row->measure,
                                row->kind,
                                published(arena, row),
                                amount(arena, true, row->estimate),
                                amount(arena, row->has_interval, row->p5),
                                amount(arena, row->has_interval, row->p95),
                                text_number(arena, row->ratio, 2),
                                amount(arena, row->has_straight_line, row->straight_line),
                                row->hit ? "hit" : "miss"};
        text_table_row(&table, fields, 10);
    }
    text_table_write(&table, writer);
    writer->failed = writer->failed || table.failed;
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

blackout_status report_backtest_text(const struct blackout_backtest *backtest, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    writer_init(&writer, sink, user);
    writer_format(&writer,
                  "%zu of %zu published figures could be estimated from what was known "
                  "before; misses first. Amounts in millions.\n",
                  backtest->estimated, backtest->row_count);
    write_share(&writer, "Figures measured by the company inside the 5 to 95 % interval",
                &backtest->coverage);
    write_share(&writer, "The straight line was nearer", &backtest->straight_line_nearer);
    if (backtest->has_median) {
        writer_format(&writer, "Median absolute log ratio of estimate to figure: %.2f.\n",
                      backtest->median_absolute_log_ratio);
    }
    writer_put(&writer, "\n");
    write_rows(&writer, &arena, backtest);
    if (backtest->estimated < backtest->row_count) {
        writer_put(&writer, "\nNot estimated\n");
    }
    for (size_t i = 0; i < backtest->row_count; ++i) {
        const struct backtest_row *row = &backtest->rows[i];
        if (row->why_not != NULL) {
            writer_format(&writer, "  %s, %s, %s: %s\n", row->event, row->measure, row->publisher,
                          row->why_not);
        }
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}
