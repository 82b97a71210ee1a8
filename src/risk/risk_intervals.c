/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well the figures of a year are known: their intervals over what is believed of the rate and
 * the lengths of outages, and what they would be had the prior been another. Both weigh the years
 * that the run begins with; the standard error of the simulation is something else, and smaller. */
#include <math.h>
#include <stdlib.h>

#include "core/error.h"
#include "core/interval.h"
#include "core/sum.h"
#include "risk/risk_run.h"
#include "risk/year_beliefs.h"

/* Years that are kept for it, the first of the run: once in 250 years is then known to 6 %. */
enum { KEPT_YEARS = 1 << 16 };

/* Beliefs drawn: the 5 % and 95 % points of so many scatter by two percentage points. */
enum { BELIEFS = 200 };

/* Streams of beliefs, apart from those of the years and of return periods. */
static const uint64_t belief_stream = UINT64_C(1) << 61;

static const double ends[] = {INTERVAL_LOW, INTERVAL_HIGH};

struct risk_sample {
    size_t room; /* years */
    size_t kept;
    size_t *columns; /* numbers of the measures that have intervals */
    size_t column_count;
    struct year_outages *outages; /* [room][owners] */
    double *losses;               /* [room][2 * column_count]: sums and worst outages */
    double *log_hours;            /* of one owner's year */
};

/* Losses by platform have no intervals. Two columns a measure: the year's sum and its worst
 * outage. */
blackout_status risk_sample_begin(struct risk_run *run, blackout_error *error)
{
    const struct blackout_risk *risk = run->risk;
    struct arena *arena = &run->arena;
    struct risk_sample *sample = arena_alloc(arena, 1, sizeof *sample);
    if (sample == NULL) {
        return error_memory(error);
    }
    *sample = (struct risk_sample){.room = risk->years < KEPT_YEARS ? (size_t)risk->years
                                                                    : (size_t)KEPT_YEARS};
    sample->columns = arena_alloc(arena, risk->measure_count, sizeof *sample->columns);
    for (size_t m = 0; sample->columns != NULL && m < risk->measure_count; ++m) {
        if (risk->measures[m].platform == SIZE_MAX) {
            sample->columns[sample->column_count++] = m;
        }
    }
    sample->outages = arena_alloc(arena, sample->room * risk->owner_count, sizeof *sample->outages);
    sample->losses =
        arena_alloc(arena, sample->room * 2 * sample->column_count, sizeof *sample->losses);
    sample->log_hours = arena_alloc(arena, YEARS_MOST_OUTAGES, sizeof *sample->log_hours);
    run->sample = sample;
    return sample->columns != NULL && sample->outages != NULL && sample->losses != NULL &&
                   sample->log_hours != NULL
               ? BLACKOUT_OK
               : error_memory(error);
}

/* Number, sum and squares of ln hours are all that likelihoods need: they are sufficient. */
static void keep_year(struct risk_sample *sample, const struct risk_run *run, uint64_t year)
{
    size_t owners = run->risk->owner_count;
    for (size_t p = 0; p < owners; ++p) {
        size_t count = years_log_hours(sample->log_hours, &run->years, p, year);
        struct year_outages *outages = &sample->outages[year * owners + p];
        *outages = (struct year_outages){.count = (double)count};
        for (size_t i = 0; i < count; ++i) {
            outages->sum += sample->log_hours[i];
            outages->squares += sample->log_hours[i] * sample->log_hours[i];
        }
    }
}

/* Years come in order, from the first on; those beyond the room are passed over. */
void risk_sample_keep(struct risk_run *run, uint64_t first_year, size_t count,
                      const struct risk_rows *rows)
{
    struct risk_sample *sample = run->sample;
    size_t measures = run->risk->measure_count;
    for (size_t i = 0; i < count && first_year + i < sample->room; ++i) {
        uint64_t year = first_year + i;
        double *losses = sample->losses + year * 2 * sample->column_count;
        for (size_t c = 0; c < sample->column_count; ++c) {
            losses[2 * c] = rows->sums[i * measures + sample->columns[c]];
            losses[2 * c + 1] = rows->largest[i * measures + sample->columns[c]];
        }
        keep_year(sample, run, year);
        ++sample->kept;
    }
}

/* ---- Orders ---------------------------------------------------------------------------------- */

struct ranked {
    double loss;
    uint32_t year;
};

/* Falling losses; of equal ones the earlier year first. */
static int by_falling_loss(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->loss != y->loss) {
        return x->loss > y->loss ? -1 : 1;
    }
    return x->year < y->year ? -1 : 1;
}

static double loss_of(const struct risk_sample *sample, size_t year, size_t column)
{
    return sample->losses[year * 2 * sample->column_count + column];
}

/* Once for each column: beliefs weigh years, and do not change their order. False when memory is
 * out. */
static bool sort_years(struct year_losses *into, struct arena *arena, struct ranked *ranked,
                       const struct risk_sample *sample, size_t column)
{
    size_t count = 0;
    for (size_t i = 0; i < sample->kept; ++i) {
        const double loss = loss_of(sample, i, column);
        if (loss > 0) {
            ranked[count++] = (struct ranked){loss, (uint32_t)i};
        }
    }
    qsort(ranked, count, sizeof *ranked, by_falling_loss);
    double *losses = arena_alloc(arena, count, sizeof *losses);
    uint32_t *years = arena_alloc(arena, count, sizeof *years);
    *into = (struct year_losses){losses, years, count};
    for (size_t i = 0; losses != NULL && years != NULL && i < count; ++i) {
        losses[i] = ranked[i].loss;
        years[i] = ranked[i].year;
    }
    return losses != NULL && years != NULL;
}

static bool has_loss(const struct risk_sample *sample, size_t year)
{
    bool has = false;
    for (size_t c = 0; c < sample->column_count; ++c) {
        has = has || loss_of(sample, year, 2 * c) != 0;
    }
    return has;
}

/* The sums of the measures, side by side; what is left of a row is 0. False when memory is out. */
static bool make_table(struct year_table *table, struct arena *arena,
                       const struct risk_sample *sample)
{
    size_t count = 0;
    for (size_t i = 0; i < sample->kept; ++i) {
        count += has_loss(sample, i) ? 1 : 0;
    }
    const size_t width = (sample->column_count + LANES - 1) / LANES;
    struct lanes *losses = arena_alloc(arena, count * width, sizeof *losses);
    uint32_t *years = arena_alloc(arena, count, sizeof *years);
    *table = (struct year_table){losses, years, 0, width};
    for (size_t i = 0; losses != NULL && years != NULL && i < sample->kept; ++i) {
        if (!has_loss(sample, i)) {
            continue;
        }
        struct lanes *row = &losses[table->count * width];
        for (size_t c = 0; c < width * LANES; ++c) {
            row[c / LANES].at[c % LANES] = c < sample->column_count ? loss_of(sample, i, 2 * c) : 0;
        }
        years[table->count++] = (uint32_t)i;
    }
    return losses != NULL && years != NULL;
}

/* ---- Under each belief ----------------------------------------------------------------------- */

/* Figures of a measure: the mean, then what is exceeded and the tail's mean, of sum and worst. */
enum { FIGURES = 1 + 4 * RISK_CURVE_POINTS };

struct work {
    struct risk_run *run;
    const struct risk_sample *sample;
    struct year_sample years;
    double *marginals;
    double *weights;
    struct year_losses *columns; /* [2 * columns]: the sum of measure c, and its worst outage */
    struct year_table table;
    struct lanes *means; /* [table.width], scratch */
    double *figures;     /* [columns][FIGURES][BELIEFS] */
};

static double mean_of(const struct work *work, size_t c)
{
    return work->means[c / LANES].at[c % LANES];
}

static struct year_weights weights_of(const struct work *work)
{
    const size_t count = work->sample->kept;
    return (struct year_weights){work->weights, count, year_total(work->weights, count)};
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
static void fill_column(struct work *work, const struct year_weights *weights, size_t c,
                        size_t belief)
{
    double periods[RISK_CURVE_POINTS];
    double *figures = work->figures + c * FIGURES * BELIEFS + belief;
    falling_periods(periods);
    figures[0] = mean_of(work, c);
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

/* The means with one figure of the prior times `factor`; the mean of ln hours moves by its ln. */
static void fill_other_prior(struct work *work, struct outage_belief *others,
                             enum risk_prior_term term, size_t side)
{
    const double factor = side == 0 ? 0.5 : 2;
    struct risk_prior prior = work->run->prior;
    double *figure = prior_figure(&prior, term);
    *figure = term == RISK_MEDIAN_HOURS ? *figure + log(factor) : *figure * factor;
    other_processes(others, work, &prior);
    year_weights_other(work->weights, &work->years, work->marginals, others);
    const struct year_weights weights = weights_of(work);
    year_means(work->means, &work->table, &weights);
    for (size_t c = 0; c < work->sample->column_count; ++c) {
        struct risk_measure *measure = &work->run->risk->measures[work->sample->columns[c]];
        measure->other_priors[term][side] = mean_of(work, c);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Beliefs have streams of their own, so that they do not repeat the years' draws. */
static bool work_make(struct work *work, struct outage_belief *processes)
{
    struct risk_run *run = work->run;
    const struct risk_sample *sample = work->sample;
    struct arena *arena = &run->arena;
    size_t columns = 2 * sample->column_count;
    struct ranked *ranked = arena_alloc(arena, sample->kept, sizeof *ranked);
    /* A marginal and a weight for each year, used by one belief after another. */
    work->marginals = arena_alloc(arena, sample->kept, sizeof *work->marginals);
    work->weights = arena_alloc(arena, sample->kept, sizeof *work->weights);
    work->columns = arena_alloc(arena, columns, sizeof *work->columns);
    work->figures =
        arena_alloc(arena, sample->column_count * FIGURES * BELIEFS, sizeof *work->figures);
    if (ranked == NULL || work->marginals == NULL || work->weights == NULL ||
        work->columns == NULL || work->figures == NULL ||
        !make_table(&work->table, arena, sample)) {
        return false;
    }
    work->means = arena_alloc(arena, work->table.width, sizeof *work->means);
    bool ready = work->means != NULL;
    for (size_t p = 0; p < run->risk->owner_count; ++p) {
        processes[p] =
            (struct outage_belief){run->risk->owners[p].rate, run->risk->owners[p].log_hours,
                                   run->years.processes[p].stream ^ belief_stream};
    }
    work->years = (struct year_sample){sample->outages, sample->kept, processes,
                                       run->risk->owner_count, run->years.seed};
    year_marginals(work->marginals, &work->years);
    for (size_t column = 0; ready && column < columns; ++column) {
        ready = sort_years(&work->columns[column], arena, ranked, sample, column);
    }
    return ready;
}

/* The second half of `processes` is scratch for beliefs under other priors. */
blackout_status risk_intervals(struct risk_run *run, blackout_error *error)
{
    struct work work = {.run = run, .sample = run->sample};
    size_t owners = run->risk->owner_count;
    struct outage_belief *processes = arena_alloc(&run->arena, 2 * owners, sizeof *processes);
    if (processes == NULL || !work_make(&work, processes)) {
        return error_memory(error);
    }
    for (size_t belief = 0; belief < BELIEFS; ++belief) {
        year_weights_drawn(work.weights, &work.years, work.marginals, belief);
        const struct year_weights weights = weights_of(&work);
        year_means(work.means, &work.table, &weights);
        for (size_t c = 0; c < work.sample->column_count; ++c) {
            fill_column(&work, &weights, c, belief);
        }
    }
    for (size_t c = 0; c < work.sample->column_count; ++c) {
        fill_bands(&run->risk->measures[work.sample->columns[c]],
                   work.figures + c * FIGURES * BELIEFS);
    }
    for (size_t term = 0; term < RISK_PRIOR_TERMS; ++term) {
        fill_other_prior(&work, processes + owners, (enum risk_prior_term)term, 0);
        fill_other_prior(&work, processes + owners, (enum risk_prior_term)term, 1);
    }
    return BLACKOUT_OK;
}
