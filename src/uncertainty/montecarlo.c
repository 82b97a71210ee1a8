/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples are evaluated in blocks, each by one thread with scratch memory of its own; then the
 * columns of figures are summarised, each by one thread. Where all figures of all samples would
 * take too much memory, figures are done in several passes over the same samples. */
#include "uncertainty/montecarlo.h"

#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/large_pages.h"
#include "core/parallel.h"
#include "core/sum.h"
#include "model/evaluate.h"
#include "stats/normal.h"
#include "uncertainty/random.h"
#include "uncertainty/statistics.h"
#include "uncertainty/workspace.h"

/* Memory for the values of figures: a quarter of the machine's, so that the model is evaluated once
 * where that is enough, and more often where it is not. At least 1 GiB: less would evaluate a
 * hundred thousand samples twice; at most 8, which hold more than a million: others need memory
 * too. What comes out does not depend on it. */
static size_t most_value_bytes(void)
{
    static const size_t least = (size_t)1 << 30;
    static const size_t most = (size_t)1 << 33;
    long pages = sysconf(_SC_PHYS_PAGES);
    long page_bytes = sysconf(_SC_PAGESIZE);
    size_t quarter = pages > 0 && page_bytes > 0 ? (size_t)pages / 4 * (size_t)page_bytes : 0;
    quarter = quarter < most ? quarter : most;
    return quarter > least ? quarter : least;
}

/* What all threads together have done of `of` things, reported by the caller's thread alone. */
struct tally {
    struct progress progress;
    const char *what;
    size_t of;
    atomic_size_t done;
};

static void tally_add(struct tally *tally, size_t count, size_t worker)
{
    const size_t done = atomic_fetch_add(&tally->done, count) + count;
    if (worker == 0) {
        progress_report(tally->progress, tally->what, (double)done, (double)tally->of);
    }
}

struct pass {
    const struct montecarlo *run;
    struct workspace *workspaces;
    size_t first_figure;
    size_t figure_count;
    struct shard_range range; /* the samples that are done here */
    double *values;           /* [figure_count][range.count] */
    double *scratch;          /* [threads][range.count] */
    struct tally tally;
    atomic_bool cancelled;
    atomic_bool not_finite;
};

/* Asked by the caller's thread alone, so that the caller's function need not be safe for others. */
static bool is_cancelled(atomic_bool *cancelled, const struct montecarlo *run, size_t worker)
{
    if (!atomic_load(cancelled) && run->cancelled != NULL && worker == 0 &&
        run->cancelled(run->user)) {
        atomic_store(cancelled, true);
    }
    return atomic_load(cancelled);
}

/* The figures of a run that was cancelled are of some samples only, and none is given. */
static blackout_status cancelled_error(blackout_error *error)
{
    return error_set(error, BLACKOUT_ERROR_CANCELLED, "the run was cancelled");
}

/* ---- Samples --------------------------------------------------------------------------------- */

/* Samples of a block by their effort, so that those side by side take equally long. What comes out
 * does not depend on it. */
struct ordered {
    size_t sample; /* number in the block */
    double effort;
};

static void order_block(struct ordered order[BLOCK_SAMPLES], const struct montecarlo *run,
                        const struct workspace *workspace, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        const struct ordered next = {i, model_effort(run->model, workspace->parameters[i])};
        size_t k = i;
        for (; k > 0 && next.effort < order[k - 1].effort; --k) {
            order[k] = order[k - 1];
        }
        order[k] = next;
    }
}

/* Samples that are evaluated side by side. */
static void evaluate_samples(struct pass *pass, struct workspace *workspace,
                             const struct ordered *order, size_t count)
{
    const struct montecarlo *run = pass->run;
    double *parameters[LANES];
    bool all_finite = true;
    for (size_t i = 0; i < count; ++i) {
        parameters[i] = workspace->parameters[order[i].sample];
    }
    workspace_evaluate(run, workspace, parameters, count);
    for (size_t f = 0; f < pass->figure_count; ++f) {
        struct lanes values;
        figures_values(&values, run->figures, pass->first_figure + f, workspace->outs);
        for (size_t i = 0; i < count; ++i) {
            workspace->block[f * BLOCK_SAMPLES + order[i].sample] = values.at[i];
            all_finite = all_finite && isfinite(values.at[i]);
        }
    }
    if (!all_finite) {
        atomic_store(&pass->not_finite, true);
    }
}

/* How many of `count`, which is above `first`, are done side by side from number `first` on. */
static size_t lanes_of(size_t count, size_t first)
{
    return count - first < LANES ? count - first : LANES;
}

/* Columns of figures are [samples]: a block writes its own piece of each, so that no two threads
 * write near each other. */
static void evaluate_block(void *user, size_t block, size_t worker)
{
    struct pass *pass = user;
    const struct montecarlo *run = pass->run;
    const size_t offset = block * BLOCK_SAMPLES; /* in the range */
    const size_t first = (size_t)pass->range.first + offset;
    const size_t left = (size_t)pass->range.count - offset;
    const size_t count = left < BLOCK_SAMPLES ? left : BLOCK_SAMPLES;
    if (is_cancelled(&pass->cancelled, run, worker)) {
        return;
    }
    struct workspace *workspace = &pass->workspaces[worker];
    struct ordered order[BLOCK_SAMPLES];
    for (size_t i = 0; i < count; i += LANES) {
        sampler_draw_several(workspace->parameters + i, &workspace->sampler, run->sampler,
                             first + i, lanes_of(count, i));
    }
    order_block(order, run, workspace, count);
    for (size_t i = 0; i < count; i += LANES) {
        evaluate_samples(pass, workspace, order + i, lanes_of(count, i));
    }
    for (size_t f = 0; f < pass->figure_count; ++f) {
        memcpy(pass->values + f * (size_t)pass->range.count + offset,
               workspace->block + f * BLOCK_SAMPLES, count * sizeof *pass->values);
    }
    tally_add(&pass->tally, count, worker);
}

/* ---- Statistics ------------------------------------------------------------------------------ */

/* One figure, all of its samples in their order. Only where the range is all of them: a shard gives
 * its values away. */
static void summarise(void *user, size_t f, size_t worker)
{
    struct pass *pass = user;
    const struct sampler *sampler = pass->run->sampler;
    size_t count = sampler->samples;
    const double *values = pass->values + f * count;
    const struct figure *figure = &pass->run->figures->figures[pass->first_figure + f];
    if (figure->kept != NULL) {
        memcpy(figure->kept, values, count * sizeof *values);
    }
    statistics_of(figure->statistics, values, count, sampler->replicates,
                  pass->scratch + worker * count);
}

/* ---- The run --------------------------------------------------------------------------------- */

/* Fills the columns of the pass: of samples that are evaluated here, or that others have done. */
static blackout_status fill_columns(struct pass *pass, blackout_error *error)
{
    const struct shard *shard = pass->run->shard;
    const size_t samples = (size_t)pass->range.count;
    if (shard != NULL && shard->take != NULL) {
        blackout_status status = BLACKOUT_OK;
        for (size_t f = 0; f < pass->figure_count && status == BLACKOUT_OK; ++f) {
            status = shard->take(shard->user, &pass->range, pass->values + f * samples, error);
        }
        return status;
    }
    parallel_for(pass->run->threads, (samples + BLOCK_SAMPLES - 1) / BLOCK_SAMPLES, evaluate_block,
                 pass);
    /* once more: other threads may have done everything before the caller's was asked */
    if (is_cancelled(&pass->cancelled, pass->run, 0)) {
        return cancelled_error(error);
    }
    return atomic_load(&pass->not_finite) ? workspace_not_finite(error) : BLACKOUT_OK;
}

/* Nothing is summed up of a run that failed, or whose other samples are done elsewhere. */
static blackout_status run_pass(struct pass *pass, blackout_error *error)
{
    const struct shard *shard = pass->run->shard;
    const size_t samples = (size_t)pass->range.count;
    blackout_status status = fill_columns(pass, error);
    if (status == BLACKOUT_OK && shard != NULL && shard->give != NULL) {
        for (size_t f = 0; f < pass->figure_count && status == BLACKOUT_OK; ++f) {
            status = shard->give(shard->user, &pass->range, pass->values + f * samples, error);
        }
    } else if (status == BLACKOUT_OK) {
        parallel_for(pass->run->threads, pass->figure_count, summarise, pass);
    }
    if (status == BLACKOUT_OK) {
        progress_report(pass->tally.progress, "samples", (double)samples, (double)samples);
    }
    return status;
}

/* The things are samples, the columns figures. */
static blackout_status begin_shard(const struct pass *pass, blackout_error *error)
{
    const struct shard *shard = pass->run->shard;
    const struct shard_plan plan = {.order = SHARD_COLUMNS,
                                    .all = pass->run->sampler->samples,
                                    .columns = pass->run->figures->count,
                                    .range = pass->range};
    return shard != NULL ? shard->begin(shard->user, &plan, error) : BLACKOUT_OK;
}

/* Where figures do not fit at once the same samples are evaluated again for the next: each is a
 * function of its number, so that they are the same. */
blackout_status montecarlo_run(const struct montecarlo *run, blackout_error *error)
{
    struct arena arena = {0};
    const struct shard_range range =
        shard_range_of(run->shard, run->sampler->samples, BLOCK_SAMPLES);
    const size_t samples = (size_t)range.count;
    size_t figures_at_once = most_value_bytes() / ((samples + 1) * sizeof(double));
    struct pass pass = {.run = run, .range = range, .tally = {.what = "samples", .of = samples}};
    figures_at_once = figures_at_once < run->figures->count ? figures_at_once : run->figures->count;
    figures_at_once = figures_at_once > 0 ? figures_at_once : 1;
    /* One more: malloc(0) might give NULL, which says that memory is out. */
    const size_t value_bytes = (figures_at_once * samples + 1) * sizeof *pass.values;
    const size_t scratch_bytes = (run->threads * samples + 1) * sizeof *pass.scratch;
    pass.values = malloc(value_bytes);
    large_pages_ask(pass.values, value_bytes);
    pass.scratch = malloc(scratch_bytes);
    large_pages_ask(pass.scratch, scratch_bytes);
    pass.workspaces = workspaces_make(&arena, run);
    bool ready = pass.values != NULL && pass.scratch != NULL && pass.workspaces != NULL;
    blackout_status status = ready ? begin_shard(&pass, error) : error_memory(error);
    while (status == BLACKOUT_OK && pass.first_figure < run->figures->count) {
        size_t left = run->figures->count - pass.first_figure;
        pass.figure_count = left < figures_at_once ? left : figures_at_once;
        struct progress_part part =
            progress_part_of(run->progress, pass.first_figure / figures_at_once,
                             (run->figures->count + figures_at_once - 1) / figures_at_once,
                             "passes over the samples");
        pass.tally.progress = progress_to_part(&part);
        atomic_store(&pass.tally.done, 0);
        status = run_pass(&pass, error);
        pass.first_figure += pass.figure_count;
    }
    free(pass.values);
    free(pass.scratch);
    return arena_end(&arena, status, error);
}

/* ---- Saltelli design ------------------------------------------------------------------------- */

/* Streams of B are kept apart from those of A. */
static const uint64_t stream_of_b = UINT64_C(0x8000000000000000);

/* What the pieces of a design share: samples of a row that are evaluated side by side. */
struct saltelli {
    const struct montecarlo_design *design;
    const struct montecarlo *run;
    struct workspace *workspaces;
    double *values;
    size_t row_pieces;
    struct tally tally;
    atomic_bool cancelled;
    atomic_bool not_finite;
};

/* A point of a normal in matrix A (0) or B (1). Normals without a dimension draw from streams; the
 * two halves of the points are of A and of B, and scrambled by streams of their own. */
static double design_point(const struct saltelli *saltelli, const struct sampler_normal *normal,
                           size_t sample, int matrix)
{
    const struct montecarlo_design *design = saltelli->design;
    uint64_t seed = saltelli->run->sampler->seed;
    uint64_t stream = normal->stream ^ (matrix == 1 ? stream_of_b : 0);
    if (normal->dimension >= design->ranked) {
        return random_uniform(seed, stream, sample);
    }
    size_t column = normal->dimension + (matrix == 1 ? design->ranked : 0);
    return sampler_scrambled(design->points[sample * 2 * design->ranked + column], seed, stream, 0);
}

/* The scores of `count` samples from `first` on of a row. Row 2 + k takes column k from B and all
 * else from A; the last column is of all normals without a dimension together. */
static void design_scores(struct lanes *scores, const struct saltelli *saltelli, size_t row,
                          size_t first, size_t count)
{
    const struct sampler *sampler = saltelli->run->sampler;
    const size_t ranked = saltelli->design->ranked;
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        const struct sampler_normal *normal = &sampler->normals[i];
        size_t column = normal->dimension < ranked ? normal->dimension : ranked;
        int matrix = row == 1 || column + 2 == row ? 1 : 0;
        for (size_t l = 0; l < LANES; ++l) { /* beyond `count` the last one again */
            const size_t sample = first + (l < count ? l : count - 1);
            scores[i].at[l] = design_point(saltelli, normal, sample, matrix);
        }
    }
    normal_quantiles(scores, scores, sampler->normal_count);
}

/* Evaluates samples of f_A (row 0), f_B (row 1) or f_AB of column row - 2. */
static void evaluate_design(void *user, size_t piece, size_t worker)
{
    struct saltelli *saltelli = user;
    const struct montecarlo_design *design = saltelli->design;
    const struct montecarlo *run = saltelli->run;
    struct workspace *workspace = &saltelli->workspaces[worker];
    const size_t row = piece / saltelli->row_pieces;
    const size_t first = piece % saltelli->row_pieces * LANES;
    const size_t count = lanes_of(design->samples, first);
    double *values = saltelli->values + row * design->samples + first;
    if (is_cancelled(&saltelli->cancelled, run, worker)) {
        return;
    }
    design_scores(workspace->sampler.scores, saltelli, row, first, count);
    workspace_evaluate_scores(run, workspace, count);
    for (size_t l = 0; l < count; ++l) {
        values[l] = figures_value(run->figures, design->target, workspace->slots[l].out);
        if (!isfinite(values[l])) {
            atomic_store(&saltelli->not_finite, true);
        }
    }
    tally_add(&saltelli->tally, count, worker);
}

/* Rows: f_A, f_B, one for each ranked normal, one for all others. */
blackout_status montecarlo_saltelli(double *values, const struct montecarlo_design *design,
                                    const struct montecarlo *run, blackout_error *error)
{
    struct arena arena = {0};
    const size_t rows = design->ranked + 3;
    struct saltelli saltelli = {
        .design = design,
        .run = run,
        .values = values,
        .row_pieces = (design->samples + LANES - 1) / LANES,
        .tally = {.progress = run->progress, .what = "evaluations", .of = rows * design->samples}};
    saltelli.workspaces = workspaces_make(&arena, run);
    bool ready = saltelli.workspaces != NULL;
    if (ready) {
        parallel_for(run->threads, rows * saltelli.row_pieces, evaluate_design, &saltelli);
        tally_add(&saltelli.tally, 0, 0);
    }
    arena_free(&arena);
    if (is_cancelled(&saltelli.cancelled, run, 0)) {
        return cancelled_error(error);
    }
    if (atomic_load(&saltelli.not_finite)) {
        return workspace_not_finite(error);
    }
    return ready ? BLACKOUT_OK : error_memory(error);
}
