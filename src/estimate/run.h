/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scenario from preparation to result. The parts below each fill their section of the result.
 * Sections run in the order in which estimate.c calls them; each reads the prepared model and the
 * central outputs, registers the figures that are to be sampled, and fills its part of the result.
 */
#ifndef BLACKOUT_ESTIMATE_RUN_H
#define BLACKOUT_ESTIMATE_RUN_H

#include "estimate/result.h"
#include "model/evaluate.h"
#include "model/stages.h"
#include "prepare/prepare.h"
#include "stats/sobol.h"
#include "uncertainty/figures.h"

/* Rounds of `until`: the number of samples doubles. The first takes no time; the last is what a
 * small machine has memory for. */
enum { UNTIL_FIRST_SAMPLES = 1024, UNTIL_LAST_SAMPLES = 1048576 };

/* On the stack of one scenario; only the threads of sampling share it, and they read it. */
struct run {
    const blackout_scenario *asked;
    const struct prepared *prepared;
    struct model
        model; /* the prepared one, and with it the rows of the businesses that are listed */
    struct result *result;
    struct figures figures;              /* what is sampled; of the result's arena */
    size_t targets[RESULT_TARGET_COUNT]; /* numbers of the figures that are kept */
    size_t account_gross; /* number of the figure, kept too where the result has an account */
    size_t account_net;   /* likewise */
    size_t bases[OWNER_BASE_COUNT]; /* numbers of figures, where proportions are asked for */
    size_t credits;                 /* likewise of service credits, of one outage of several */
    bool totals_only; /* nothing is sampled but what a sweep shows, and no market is predicted */
    bool in_total;    /* the figure that was begun is one of these */
    bool no_part_samples; /* of platforms by channel, sector and region there are centres alone */
    bool in_part;         /* the figure that was begun is one of these */
    size_t round_samples; /* of each round of a pair; 0: the scenario says it */
    struct model_layout layout;
    const struct kernel_bins *bins; /* of the centre, at the scenario's part of an hour */
    const double *out;       /* central output vector: the mean over starts where there is none */
    const double *cell_net;  /* net loss of each cell, likewise; report currency */
    const double *exposures; /* likewise; average hours */
};

const char *run_text(const struct run *run, string_id id);

/* The model at the centre of all inputs, for the formulas of the stages; nothing is written by it.
 */
struct stage run_stage(const struct run *run);

/* Report currency for one unit of `currency`, at the scenario's start; NAN where fx has no rate. */
double run_rate(const struct run *run, string_id currency);

/* Adds a warning to the result; 0, or BLACKOUT_ERROR_MEMORY. */
blackout_status run_warn(struct run *run, const char *code, const char *where, const char *message,
                         blackout_error *error);

/* What the dataset was read from. */
blackout_status run_inputs(struct result *result, const blackout_dataset *dataset,
                           blackout_error *error);

/* What the scenario sets. */
blackout_status run_settings(struct result *result, const blackout_scenario *asked,
                             blackout_error *error);

/* Of when the rows are that were used, added to what others have used. */
void run_note_inputs(struct result_scenario *scenario, const struct prepared *prepared);

/* A figure of the report as a sum over outputs: begin, add, end. The central value is there at
 * once, the statistics once the figures have been sampled. */
void run_begin(struct run *run);
void run_add(struct run *run, size_t output, double coefficient);
struct quantity run_end(struct run *run);

/* The figure that is one output. */
struct quantity run_output(struct run *run, size_t output);

/* Evaluates at the scenario's start, or at every hour of the week: fills run->out, cell_net and
 * exposures with the mean, and the result's timing. Error: BLACKOUT_ERROR_NUMERIC. */
blackout_status run_evaluate(struct run *run, const blackout_run_options *options,
                             blackout_error *error);

/* Platforms, totals, waterfalls. */
blackout_status run_losses(struct run *run, blackout_error *error);

/* When the indirect loss is lost. */
blackout_status run_indirect(struct run *run, blackout_error *error);

/* What policies pay. */
blackout_status run_insurance(struct run *run, blackout_error *error);

/* The owner's account. Needs run_losses(). */
blackout_status run_account(struct run *run, blackout_error *error);

/* Whom it reaches. */
blackout_status run_reach(struct run *run, blackout_error *error);

/* Market value, event study, fundamental loss, and the prediction with its errors. Needs
 * run_losses(). */
blackout_status run_owners(struct run *run, blackout_error *error);

/* What is left to the owner as parts of what it has. Needs run_account() and run_owners(). */
blackout_status run_proportions(struct run *run, blackout_error *error);

/* What the samples of it need, before and after they are taken. */
blackout_status run_keep_proportions(struct run *run, size_t samples, blackout_error *error);
blackout_status run_sampled_proportions(struct run *run, blackout_error *error);

/* What the amounts of --threshold are in the report's currency. Needs run_owners(). Error:
 * BLACKOUT_ERROR_USAGE without a rate, and for a part of the turnover of several owners. */
blackout_status run_thresholds(struct run *run, blackout_error *error);

/* How likely the losses exceed them; nothing without samples. Needs run_samples(). */
void run_exceedance(struct run *run);

/* Public straight lines and published figures. Needs run_losses() and run_owners(). */
blackout_status run_baselines(struct run *run, blackout_error *error);

/* What the totals rest on. Needs run_evaluate() alone. */
blackout_status run_evidence(struct run *run, blackout_error *error);

/* The businesses that lose most. */
blackout_status run_top_businesses(struct run *run, blackout_error *error);

/* The arithmetic of the figure at `path` of the report. Needs all sections but the businesses.
 * Error: BLACKOUT_ERROR_USAGE where no sum of inputs makes it. */
blackout_status run_explanation(struct run *run, const char *path, blackout_error *error);

/* Samples the figures that the parts above have made. Must be the last. Errors: those of
 * montecarlo_run() and of a shard; BLACKOUT_ERROR_USAGE for a number of points out of range;
 * BLACKOUT_ERROR_IO of draws. */
blackout_status run_samples(struct run *run, const blackout_run_options *options,
                            blackout_error *error);

#endif
