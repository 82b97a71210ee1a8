/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample matrix as CSV: one row for each sample, a column for each factor, and the totals.
 * Factors are drawn again, which gives the same numbers, so that no matrix has to be held: a draw
 * is a function of its number. Totals are not worked out again: they are those that were kept for
 * comparisons, of which the report's statistics are made. */
#include "core/error.h"
#include "core/writer.h"
#include "estimate/factors.h"
#include "estimate/figure_catalogue.h"

static void put_number(struct writer *writer, double value)
{
    writer_put(writer, ",");
    writer_number(writer, value);
}

/* Names as sensitivity has them, and quoted: keys of owners and platforms may have commas. */
static void put_header(struct writer *writer, struct run *run, const struct factor_list *list)
{
    writer_put(writer, "sample");
    for (size_t j = 0; j < list->count; ++j) {
        const char *name = factors_name(run->result->arena, run->prepared, &list->factors[j]);
        writer_put(writer, ",");
        writer_csv_quoted(writer, name != NULL ? name : "");
    }
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        writer_put(writer, ",");
        writer_csv_quoted(writer, run->result->targets[i].name);
    }
    if (run->result->account.gross_values != NULL) { /* what laws compare with an amount */
        writer_put(writer, ",");
        writer_csv_quoted(writer, figure_info(FIGURE_ACCOUNT_GROSS)->path);
    }
    writer_put(writer, "\n");
}

/* Only the uncertain entries of `parameters` are written by a draw, and only those are read. */
blackout_status factors_write_draws(struct run *run, const struct factor_list *list,
                                    const struct sampler *sampler,
                                    const blackout_run_options *options, blackout_error *error)
{
    struct arena *arena = run->prepared->arena;
    struct writer writer;
    double *parameters =
        arena_alloc(arena, run->prepared->model.parameter_count, sizeof *parameters);
    double *scores = arena_alloc(arena, sampler->normal_count, sizeof *scores);
    if (parameters == NULL || scores == NULL) {
        return error_memory(error);
    }
    writer_init(&writer, options->draws, options->draws_user);
    put_header(&writer, run, list);
    for (size_t k = 0; k < sampler->samples && writer.failed == 0; ++k) {
        sampler_draw(parameters, scores, sampler, k);
        writer_format(&writer, "%zu", k);
        for (size_t j = 0; j < list->count; ++j) {
            put_number(&writer, parameters[list->factors[j].parameter]);
        }
        for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
            put_number(&writer, run->result->targets[i].values[k]);
        }
        if (run->result->account.gross_values != NULL) {
            put_number(&writer, run->result->account.gross_values[k]);
        }
        writer_put(&writer, "\n");
    }
    return writer_finish(&writer, error);
}
