/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one figure of the report, step by step: the inputs with their basis and source,
 * the products, and the sum that is the figure. The last step is the figure as the report has it.
 */
#include <string.h>

#include "core/error.h"
#include "estimate/explaining.h"
#include "estimate/figure_path.h"
#include "estimate/figure_catalogue.h"

/* How the figure comes of the steps before it. */
static const char *last_formula(const struct explaining *explaining)
{
    if (explaining->formula != NULL) {
        return explaining->formula;
    }
    if (explaining->part_count == 0) {
        return "there is nothing to sum";
    }
    if (explaining->part_count == 1) {
        return "the step above";
    }
    return arena_format(explaining_arena(explaining), "sum of the %zu steps above that end in '%s'",
                        explaining->part_count, explaining->figure->step);
}

/* The last step is the number of the report itself, and not a sum of the steps made here. */
blackout_status run_explanation(struct run *run, const char *path, blackout_error *error)
{
    struct figure_path figure;
    struct explaining explaining = {
        .run = run, .result = &run->result->explanation, .stage = run_stage(run)};
    explaining.visitor = (struct input_visitor){
        .prepared = run->prepared, .user = &explaining, .parameter = explaining_input};
    blackout_status status = figure_path_read(&figure, run, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    explaining.figure = figure_info(figure.id);
    explaining.of = figure.of;
    explaining.figure->explain(&explaining);
    explaining.result->path = arena_copy(run->result->arena, path, strlen(path));
    explaining_step(&explaining, "the figure", last_formula(&explaining), figure.quantity->central,
                    explaining.figure->unit == UNIT_HOURS ? explaining_average_hours
                                                          : explaining_currency(&explaining));
    return explaining.failed ? error_memory(error) : BLACKOUT_OK;
}
