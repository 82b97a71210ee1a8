/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two scenarios side by side, and their paired difference. */
#include "report/scenarios.h"
#include "report/text_table.h"

static const char *bounds(struct arena *arena, struct quantity quantity)
{
    if (quantity.statistics == NULL || !quantity.statistics->sampled) {
        return "";
    }
    const char *text =
        arena_format(arena, "%s to %s", text_number(arena, quantity.statistics->p5, 0),
                     text_number(arena, quantity.statistics->p95, 0));
    return text != NULL ? text : "";
}

blackout_status report_compare_text(const struct comparison *comparison, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    static const char *const header[] = {"total", "first", "second", "difference", "5 to 95 %"};
    struct writer writer;
    struct arena arena = {0};
    struct text_table table;
    writer_init(&writer, sink, user);
    writer_format(
        &writer, "The second scenario less the first, on the same draws (%s, %s).\n\n",
        comparison->first->currency,
        comparison->first->samples > 0
            ? arena_format(&arena, "%s samples", text_number(&arena, comparison->first->samples, 0))
            : "central values");
    text_table_init(&table, &arena, header, 5, 1);
    for (size_t i = 0; i < comparison->row_count; ++i) {
        const struct comparison_row *row = &comparison->rows[i];
        const char *fields[] = {row->name, text_number(&arena, row->first.central, 0),
                                text_number(&arena, row->second.central, 0),
                                text_number(&arena, row->difference.central, 0),
                                bounds(&arena, row->difference)};
        text_table_row(&table, fields, 5);
    }
    text_table_write(&table, &writer);
    if (comparison->first->until > 0 && !comparison->settled) {
        writer_put(&writer, "\nA mean is less sure than was asked for, with the most samples there "
                            "can be.\n");
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}
