/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a start an outage may begin at any hour of the week: the figures are means over the 168
 * hours, and the cheapest and the dearest are named. Hours are evaluated in parallel; each writes
 * its own row, and the rows are added in their order. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/parallel.h"
#include "core/sum.h"
#include "estimate/run.h"

struct starts {
    const struct run *run;
    size_t row_size; /* outputs, cells and exposures of one start, one after another */
    double *rows;
    struct lanes *work; /* [threads][model_work()] */
};

enum { START_BLOCKS = HOURS_PER_WEEK / LANES };
_Static_assert((int)START_BLOCKS *(int)LANES == (int)HOURS_PER_WEEK, "blocks are whole");

/* A row is outputs, then cells, then exposures. */
static struct model_evaluation start_in_row(const struct run *run, double *row, double hour)
{
    double *cell_net = row + run->layout.count;
    return (struct model_evaluation){.parameters = run->prepared->centres,
                                     .start_hour_of_week = hour,
                                     .out = row,
                                     .cell_net = cell_net,
                                     .exposures = cell_net + run->model.cell_count};
}

/* Rows are a thread's own. */
static void evaluate_starts(void *user, size_t block, size_t worker)
{
    const struct starts *starts = user;
    const struct model *model = &starts->run->model;
    struct model_evaluation evaluations[LANES];
    for (size_t i = 0; i < LANES; ++i) {
        size_t hour = block * LANES + i;
        evaluations[i] =
            start_in_row(starts->run, starts->rows + hour * starts->row_size, (double)hour);
    }
    model_evaluate(evaluations, LANES, model, starts->run->bins,
                   starts->work + worker * model_work(model));
}

/* Net losses of the owner's side and of the dependants. Plain sums: only starts of one model are
 * compared, all in the same order. */
static double owner_net(const struct run *run, const double *out)
{
    double net = 0;
    for (size_t row = 0; row < run->prepared->model.platform_region_count; ++row) {
        net += out[run->layout.owner_steps + row * OWNER_STEP_COUNT + OWNER_NET];
    }
    return net;
}

static double dependants_net(const struct run *run, const double *out)
{
    return out[run->layout.dependant_steps + DEPENDANT_NET];
}

/* Losses within rounding of each other are the same: then the first hour of the week is named. */
static const double tie_tolerance = 1e-12;

/* Relative: the first hour stays unless another is lower, or higher, by more than rounding. */
static void find_extremes(struct result_start *cheapest, struct result_start *dearest,
                          const struct starts *starts,
                          double (*net)(const struct run *, const double *))
{
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        double loss = net(starts->run, starts->rows + (size_t)hour * starts->row_size);
        if (hour == 0 || loss < cheapest->loss - tie_tolerance * fabs(cheapest->loss)) {
            *cheapest = (struct result_start){hour, loss};
        }
        if (hour == 0 || loss > dearest->loss + tie_tolerance * fabs(dearest->loss)) {
            *dearest = (struct result_start){hour, loss};
        }
    }
}

/* Each number over the hours in their order, compensated: the mean of the outputs, which are
 * linear in the exposures. */
static void average(double *mean, const struct starts *starts)
{
    for (size_t i = 0; i < starts->row_size; ++i) {
        struct sum sum = {0};
        for (size_t hour = 0; hour < HOURS_PER_WEEK; ++hour) {
            sum_add(&sum, starts->rows[hour * starts->row_size + i]);
        }
        mean[i] = sum_value(&sum) / HOURS_PER_WEEK;
    }
}

/* 168 evaluations of one outage: the kernels are the same, as every start is a full hour. */
static blackout_status evaluate_all(struct run *run, double *mean, size_t row_size,
                                    const blackout_run_options *options, blackout_error *error)
{
    struct arena scratch = {0};
    struct starts starts = {.run = run, .row_size = row_size};
    size_t threads = parallel_threads(options != NULL ? options->threads : 0, START_BLOCKS);
    starts.rows = arena_alloc(&scratch, row_size, HOURS_PER_WEEK * sizeof *starts.rows);
    starts.work = arena_alloc(&scratch, threads * model_work(&run->model), sizeof *starts.work);
    if (starts.rows == NULL || starts.work == NULL) {
        arena_free(&scratch);
        return error_memory(error);
    }
    parallel_for(threads, START_BLOCKS, evaluate_starts, &starts);
    average(mean, &starts);
    struct result_timing *timing = &run->result->timing;
    timing->present = true;
    timing->has_dependants = run->prepared->has_dependants;
    find_extremes(&timing->owner_cheapest, &timing->owner_dearest, &starts, owner_net);
    find_extremes(&timing->dependants_cheapest, &timing->dependants_dearest, &starts,
                  dependants_net);
    arena_free(&scratch);
    return BLACKOUT_OK;
}

/* What own policies pay is not linear in hours: at the centre as in samples it is that of the mean
 * loss, and not the mean of 168 payments (methodology, costs and recoveries). */
static void pay_mean_loss(const struct run *run, double *row)
{
    struct stage stage = run_stage(run);
    stage.out = row;
    owner_account(&stage);
}

/* The central value of everything, one row that the rest of the run reads. A figure that is not
 * finite is refused here, before anything is shown. */
blackout_status run_evaluate(struct run *run, const blackout_run_options *options,
                             blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    const struct model *model = &run->model;
    struct arena *arena = prepared->arena; /* the model's: gone when the run is */
    size_t row_size = run->layout.count + model->cell_count + model->exposure_count;
    struct kernel_bins *bins = arena_alloc(arena, model->kernel_count, sizeof *bins);
    struct lanes *work = arena_alloc(arena, model_work(model), sizeof *work);
    double *row = arena_alloc(arena, row_size, sizeof *row);
    if (bins == NULL || work == NULL || row == NULL) {
        return error_memory(error);
    }
    /* Kernels know the part of an hour at which the outage begins; profiles its hour. */
    double start =
        prepared->scenario.has_start ? calendar_hour_of_week(prepared->scenario.start) : 0;
    const struct kernel_outages outage = {{prepared->centres}, {start - floor(start)}};
    model_integrate(bins, model, &outage, 1);
    run->bins = bins;
    run->out = row;
    run->cell_net = row + run->layout.count;
    run->exposures = run->cell_net + model->cell_count;
    blackout_status status = BLACKOUT_OK;
    if (prepared->scenario.has_start) {
        const struct model_evaluation evaluation = start_in_row(run, row, start);
        model_evaluate(&evaluation, 1, model, bins, work);
    } else {
        status = evaluate_all(run, row, row_size, options, error);
        if (status == BLACKOUT_OK) {
            pay_mean_loss(run, row);
        }
    }
    for (size_t i = 0; i < row_size && status == BLACKOUT_OK; ++i) {
        if (!isfinite(row[i])) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "a figure of the model is not finite: an input is out of range");
        }
    }
    return status;
}
