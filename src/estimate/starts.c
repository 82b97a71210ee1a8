/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a start an outage may begin at any hour of the week: the figures are means over the 168
 * hours, and the cheapest and the dearest are named. Blocks of hours are evaluated in parallel, as
 * many at a time as there are threads: each writes its own rows, which are added in their order
 * before the next are evaluated. So memory is of a few hours and not of all, and the bytes are the
 * same for any number of threads. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/parallel.h"
#include "core/sum.h"
#include "estimate/run.h"

struct starts {
    const struct run *run;
    size_t row_size;    /* outputs, cells and exposures of one start, one after another */
    size_t first;       /* block of those that are evaluated at a time */
    double *rows;       /* [blocks at a time][LANES][row_size] */
    struct lanes *work; /* [threads][model_work()] */
    struct sum *sums;   /* [row_size] over the hours so far */
};

enum { START_BLOCKS = HOURS_PER_WEEK / LANES };
_Static_assert((int)START_BLOCKS *(int)LANES == (int)HOURS_PER_WEEK, "blocks are whole");

/* Starting threads takes longer than small models do: with several threads as many blocks at a time
 * as fit in this many bytes, the caches of one or two processors. One thread needs no more than
 * one. */
static const size_t bytes_at_a_time = (size_t)8 << 20;

/* At least as many blocks as threads, or some would have nothing to do. */
static size_t blocks_at_a_time(size_t row_size, size_t threads)
{
    size_t fitting = bytes_at_a_time / (row_size * LANES * sizeof(double));
    size_t blocks = threads > 1 && fitting > threads ? fitting : threads;
    return blocks < START_BLOCKS ? blocks : START_BLOCKS;
}

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
        double *row = starts->rows + (block * LANES + i) * starts->row_size;
        evaluations[i] =
            start_in_row(starts->run, row, (double)((starts->first + block) * LANES + i));
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
static void find_extremes(struct result_start *cheapest, struct result_start *dearest, int hour,
                          double loss)
{
    if (hour == 0 || loss < cheapest->loss - tie_tolerance * fabs(cheapest->loss)) {
        *cheapest = (struct result_start){hour, loss};
    }
    if (hour == 0 || loss > dearest->loss + tie_tolerance * fabs(dearest->loss)) {
        *dearest = (struct result_start){hour, loss};
    }
}

/* One hour after another: each number compensated, and the hours with the least and the most. In
 * the order of the hours and by one thread, so that sums have the same bytes for any number of
 * threads. */
static void take_hour(struct starts *starts, struct result_timing *timing, int hour,
                      const double *row)
{
    for (size_t i = 0; i < starts->row_size; ++i) {
        sum_add(&starts->sums[i], row[i]);
    }
    find_extremes(&timing->owner_cheapest, &timing->owner_dearest, hour,
                  owner_net(starts->run, row));
    find_extremes(&timing->dependants_cheapest, &timing->dependants_dearest, hour,
                  dependants_net(starts->run, row));
}

/* The mean of the outputs, which are linear in the exposures. */
static void evaluate_blocks(double *mean, struct starts *starts, size_t at_a_time, size_t threads)
{
    struct result_timing *timing = &starts->run->result->timing;
    for (starts->first = 0; starts->first < START_BLOCKS; starts->first += at_a_time) {
        const size_t left = START_BLOCKS - starts->first;
        const size_t blocks = left < at_a_time ? left : at_a_time;
        parallel_for(threads, blocks, evaluate_starts, starts);
        for (size_t i = 0; i < blocks * LANES; ++i) {
            take_hour(starts, timing, (int)(starts->first * LANES + i),
                      starts->rows + i * starts->row_size);
        }
    }
    for (size_t i = 0; i < starts->row_size; ++i) {
        mean[i] = sum_value(&starts->sums[i]) / HOURS_PER_WEEK;
    }
}

/* 168 evaluations of one outage: the kernels are the same, as every start is a full hour. */
static blackout_status evaluate_all(struct run *run, double *mean, size_t row_size,
                                    const blackout_run_options *options, blackout_error *error)
{
    struct arena scratch = {0};
    struct starts starts = {.run = run, .row_size = row_size};
    const size_t threads = parallel_threads(options != NULL ? options->threads : 0, START_BLOCKS);
    const size_t at_a_time = blocks_at_a_time(row_size, threads);
    /* two factors, whose product arena_alloc() keeps from overflowing: a row may be of millions */
    starts.rows = arena_alloc(&scratch, row_size, at_a_time * LANES * sizeof *starts.rows);
    starts.work = arena_alloc(&scratch, threads * model_work(&run->model), sizeof *starts.work);
    starts.sums = arena_alloc(&scratch, row_size, sizeof *starts.sums);
    if (starts.rows == NULL || starts.work == NULL || starts.sums == NULL) {
        arena_free(&scratch);
        return error_memory(error);
    }
    evaluate_blocks(mean, &starts, at_a_time, threads);
    run->result->timing.present = true;
    run->result->timing.has_dependants = run->prepared->has_dependants;
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
