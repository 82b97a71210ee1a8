/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well the figures of a year are known: their intervals over what is believed of the rate and
 * the lengths of outages, and what they would be had the prior been another. Both weigh the years
 * that the run begins with; the standard error of the simulation is something else, and smaller. */
#include <math.h>

#include "core/error.h"
#include "core/interval.h"
#include "core/parallel.h"
#include "core/sum.h"
#include "risk/risk_sample.h"
#include "risk/year_beliefs.h"

/* Beliefs drawn: the 5 % and 95 % points of so many scatter by two percentage points. */
enum { BELIEFS = 200 };

/* Streams of beliefs, apart from those of the years and of return periods. */
static const uint64_t belief_stream = UINT64_C(1) << 61;

static const double ends[] = {INTERVAL_LOW, INTERVAL_HIGH};

/* ---- Under each belief ----------------------------------------------------------------------- */

/* Figures of a measure: the mean, then what is exceeded and the tail's mean, of sum and worst. */
enum { FIGURES = 1 + 4 * RISK_CURVE_POINTS };

/* What a thread weighs with. */
struct scratch {
    struct lanes *weights;        /* [blocks] */
    struct outage_belief *others; /* [owners] */
};

struct work {
    struct risk_run *run;
    const struct risk_sample *sample;
    struct year_sample years;
    size_t blocks;
    struct lanes *marginals;
    struct scratch *scratch;     /* [threads] */
    struct year_losses *columns; /* [2 * columns]: the sum of measure c, and its worst outage */
    double *figures;             /* [columns][FIGURES][BELIEFS] */
};

static double mean_of(const struct work *work, size_t c, const struct year_weights *weights)
{
    return year_mean(risk_sample_losses(work->sample, 2 * c), work->blocks, weights);
}

/* Return periods from long to short, as the tail is walked. */
static void falling_periods(double periods[RISK_CURVE_POINTS])
{
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        periods[i] = risk_return_periods[RISK_CURVE_POINTS - 1 - i];
    }
}

/* figures[f * BELIEFS] is figure f under this belief. year_tail() goes from long periods to
 * short, the report from short to long. */
static void fill_column(const struct work *work, const struct year_weights *weights, size_t c,
                        size_t belief)
{
    double periods[RISK_CURVE_POINTS];
    double *figures = work->figures + c * FIGURES * BELIEFS + belief;
    falling_periods(periods);
    figures[0] = mean_of(work, c, weights);
    for (size_t of = 0; of < 2; ++of) {
        double exceeded[RISK_CURVE_POINTS];
        double tails[RISK_CURVE_POINTS];
        year_tail(exceeded, tails, &work->columns[2 * c + of], weights, periods, RISK_CURVE_POINTS);
        for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
            size_t point = RISK_CURVE_POINTS - 1 - i;
            size_t first = 1 + of * 2 * RISK_CURVE_POINTS;
            figures[(first + point) * (size_t)BELIEFS] = exceeded[i];
            figures[(first + RISK_CURVE_POINTS + point) * (size_t)BELIEFS] = tails[i];
        }
    }
}

/* A column of figures is written by belief, each thread in its own places. */
static void fill_belief(void *user, size_t belief, size_t worker)
{
    const struct work *work = user;
    struct year_weights weights = {.weights = work->scratch[worker].weights};
    year_weights_drawn(&weights, &work->years, work->marginals, belief);
    for (size_t c = 0; c < work->sample->column_count; ++c) {
        fill_column(work, &weights, c, belief);
    }
}

/* Quantiles over the beliefs; the values are reordered, and not needed again. */
static struct risk_band band_of(double *values)
{
    double found[2];
    quantiles_r7(found, values, BELIEFS, ends, 2);
    return (struct risk_band){found[0], found[1]};
}

/* The layout is that of fill_column(): mean, AEP and its tail means, then OEP and its own. */
static void fill_bands(struct risk_measure *measure, double *figures)
{
    double *sums = figures + BELIEFS;
    double *worst = sums + (size_t)2 * RISK_CURVE_POINTS * BELIEFS;
    measure->has_bands = true;
    measure->mean_band = band_of(figures);
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        struct risk_point *point = &measure->curve[i];
        point->aep_band = band_of(sums + i * BELIEFS);
        point->tvar_aep_band = band_of(sums + (RISK_CURVE_POINTS + i) * BELIEFS);
        point->oep_band = band_of(worst + i * BELIEFS);
        point->tvar_oep_band = band_of(worst + (RISK_CURVE_POINTS + i) * BELIEFS);
    }
}

/* ---- Had the prior been another -------------------------------------------------------------- */

/* The belief after the same observations had the prior been `other`: what a posterior adds to its
 * prior is the observations' (Gelman et al. 2013, section 3.3). n = k_n - k, the sum k_n m_n - k m,
 * and the squares from b_n = b + (squares + k m^2 - k_n m_n^2) / 2: the formulas of the posterior
 * turned round, then once more with the other prior. */
static struct normal_inverse_gamma swap_prior(const struct normal_inverse_gamma *posterior,
                                              const struct normal_inverse_gamma *prior,
                                              const struct normal_inverse_gamma *other)
{
    double count = posterior->strength - prior->strength;
    double sum = posterior->strength * posterior->mean - prior->strength * prior->mean;
    double squares = 2 * (posterior->scale - prior->scale) -
                     prior->strength * prior->mean * prior->mean +
                     posterior->strength * posterior->mean * posterior->mean;
    double strength = other->strength + count;
    double mean = (other->strength * other->mean + sum) / strength;
    double scale =
        other->scale +
        (squares + other->strength * other->mean * other->mean - strength * mean * mean) / 2;
    return (struct normal_inverse_gamma){mean, strength, other->shape + count / 2, scale};
}

/* Rates alike: a_n - a events in b_n - b years were observed, whatever the prior. */
static void other_processes(struct outage_belief *others, const struct work *work,
                            const struct risk_prior *prior)
{
    const struct risk_prior *is = &work->run->prior;
    for (size_t p = 0; p < work->years.process_count; ++p) {
        const struct outage_belief *process = &work->years.processes[p];
        others[p] = (struct outage_belief){
            .rate = {process->rate.shape - is->rate.shape + prior->rate.shape,
                     process->rate.years - is->rate.years + prior->rate.years},
            .log_hours = swap_prior(&process->log_hours, &is->log_hours, &prior->log_hours)};
    }
}

static double *prior_figure(struct risk_prior *prior, enum risk_prior_term term)
{
    double *const figures[RISK_PRIOR_TERMS] = {[RISK_RATE_EVENTS] = &prior->rate.shape,
                                               [RISK_RATE_YEARS] = &prior->rate.years,
                                               [RISK_MEDIAN_HOURS] = &prior->log_hours.mean,
                                               [RISK_LENGTH_STRENGTH] = &prior->log_hours.strength,
                                               [RISK_LENGTH_SHAPE] = &prior->log_hours.shape,
                                               [RISK_LENGTH_SCALE] = &prior->log_hours.scale};
    return figures[term];
}

/* Each figure of the prior by half of it and by twice. */
enum { SIDES = 2 };

/* The means with one figure of the prior times `factor`; the mean of ln hours moves by its ln. */
static void fill_other_prior(void *user, size_t piece, size_t worker)
{
    const struct work *work = user;
    struct year_weights weights = {.weights = work->scratch[worker].weights};
    struct outage_belief *others = work->scratch[worker].others;
    const enum risk_prior_term term = (enum risk_prior_term)(piece / SIDES);
    const double factor = piece % SIDES == 0 ? 0.5 : 2;
    struct risk_prior prior = work->run->prior;
    double *figure = prior_figure(&prior, term);
    *figure = term == RISK_MEDIAN_HOURS ? *figure + log(factor) : *figure * factor;
    other_processes(others, work, &prior);
    year_weights_other(&weights, &work->years, work->marginals, others);
    for (size_t c = 0; c < work->sample->column_count; ++c) {
        struct risk_measure *measure = &work->run->risk->measures[work->sample->columns[c]];
        measure->other_priors[term][piece % SIDES] = mean_of(work, c, &weights);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Each thread weighs a whole belief, and has the weights of all kept years to itself. */
static bool make_scratch(struct work *work)
{
    struct arena *arena = &work->run->arena;
    const size_t threads = work->run->years.threads;
    work->scratch = arena_alloc(arena, threads, sizeof *work->scratch);
    bool ready = work->scratch != NULL;
    for (size_t i = 0; ready && i < threads; ++i) {
        struct scratch *scratch = &work->scratch[i];
        scratch->weights = arena_alloc(arena, work->blocks, sizeof *scratch->weights);
        scratch->others = arena_alloc(arena, work->years.process_count, sizeof *scratch->others);
        ready = scratch->weights != NULL && scratch->others != NULL;
    }
    return ready;
}

/* Beliefs have streams of their own, so that they do not repeat the years' draws. */
static bool work_make(struct work *work)
{
    struct risk_run *run = work->run;
    const struct risk_sample *sample = work->sample;
    struct arena *arena = &run->arena;
    const size_t columns = 2 * sample->column_count;
    struct outage_belief *processes = arena_alloc(arena, sample->owners, sizeof *processes);
    work->marginals = arena_alloc(arena, work->blocks, sizeof *work->marginals);
    work->columns = arena_alloc(arena, columns, sizeof *work->columns);
    work->figures =
        arena_alloc(arena, sample->column_count * FIGURES * BELIEFS, sizeof *work->figures);
    if (processes == NULL || work->marginals == NULL || work->columns == NULL ||
        work->figures == NULL) {
        return false;
    }
    for (size_t p = 0; p < sample->owners; ++p) {
        processes[p] =
            (struct outage_belief){run->risk->owners[p].rate, run->risk->owners[p].log_hours,
                                   run->years.processes[p].stream ^ belief_stream};
    }
    work->years = (struct year_sample){.log_hours = sample->log_hours,
                                       .count = sample->eventful,
                                       .quiet = sample->kept - sample->eventful,
                                       .processes = processes,
                                       .process_count = sample->owners,
                                       .seed = run->years.seed};
    year_marginals(work->marginals, &work->years);
    bool ready = make_scratch(work);
    for (size_t column = 0; ready && column < columns; ++column) {
        ready = risk_sample_sort(&work->columns[column], arena, sample, column);
    }
    return ready;
}

blackout_status risk_intervals(struct risk_run *run, blackout_error *error)
{
    struct work work = {.run = run, .sample = run->sample};
    risk_sample_close(run->sample);
    work.blocks = year_blocks(run->sample->eventful);
    if (!work_make(&work)) {
        return error_memory(error);
    }
    crew_do(run->years.crew, BELIEFS, fill_belief, &work);
    for (size_t c = 0; c < work.sample->column_count; ++c) {
        fill_bands(&run->risk->measures[work.sample->columns[c]],
                   work.figures + c * FIGURES * BELIEFS);
    }
    crew_do(run->years.crew, (size_t)RISK_PRIOR_TERMS * SIDES, fill_other_prior, &work);
    return BLACKOUT_OK;
}
