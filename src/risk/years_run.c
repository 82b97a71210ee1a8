/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What years lose, as the sums of their outages (years_batch.c). Years are done in rounds: the
 * years of a round by many threads, each its own row; then each measure takes its column in the
 * order of the years, again by many threads. So memory does not grow with the years, and no sum
 * depends on who was faster. */
#include "risk/years.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/parallel.h"
#include "risk/years_batch.h"
#include "risk/years_shard.h"

/* Years of a round at most: enough that threads seldom wait for each other, few enough to stay in
 * cache; and at most a sixteenth of all, so that a listener sees a run grow. */
enum { ROUND_YEARS = 32768, ROUNDS = 16 };

/* Losses of a round at most, where there are very many measures: 32 megabytes, twice. */
enum { ROUND_LOSSES = 1 << 22 };

/* Years that a thread adds up at a time. */
enum { PIECE_YEARS = 256 };

/* ---- All years ------------------------------------------------------------------------------- */

struct round {
    const struct years *years;
    struct years_batch batch;
    struct years_losses *losses;
    struct years_shard shard;
    uint64_t first_year;
    size_t count;
    size_t first_row; /* of the batch, in the round */
    size_t rows;
    double *sums;    /* [count][measures] */
    double *largest; /* likewise */
    atomic_bool not_finite;
};

/* Outages are in the order of their dates: aggregate limits go to the earlier ones. A plain sum:
 * a year has few. */
static bool add_outages(double *sums, double *largest, struct years_batch *batch,
                        const struct years_place *place)
{
    const size_t measures = batch->years->measures;
    bool finite = true;
    memset(sums, 0, measures * sizeof *sums);
    memset(largest, 0, measures * sizeof *largest);
    for (size_t i = 0; i < place->count; ++i) {
        const double *losses = years_batch_losses(batch, place->first + i, sums);
        for (size_t m = 0; m < measures; ++m) {
            sums[m] += losses[m];
            largest[m] = losses[m] > largest[m] ? losses[m] : largest[m];
        }
    }
    for (size_t m = 0; m < measures; ++m) {
        finite = finite && isfinite(sums[m]);
    }
    return finite;
}

static void add_years(void *user, size_t piece, size_t worker)
{
    struct round *round = user;
    const size_t measures = round->years->measures;
    const size_t first = piece * PIECE_YEARS;
    (void)worker;
    for (size_t row = first; row < first + PIECE_YEARS && row < round->rows; ++row) {
        const size_t at = (round->first_row + row) * measures;
        /* Only noted here: an error is the whole round's, and given by the thread that runs it. */
        if (!add_outages(round->sums + at, round->largest + at, &round->batch,
                         &round->batch.places[row])) {
            atomic_store(&round->not_finite, true);
        }
    }
}

static blackout_status not_finite_error(blackout_error *error)
{
    return error_set(
        error, BLACKOUT_ERROR_NUMERIC,
        "the loss of a simulated year is not finite: the range of an input is too wide");
}

/* As many years at a time as there is room for their outages. */
static blackout_status simulate(struct round *round, blackout_error *error)
{
    for (round->first_row = 0; round->first_row < round->count; round->first_row += round->rows) {
        round->rows = years_batch_fill(&round->batch, round->first_year + round->first_row,
                                       round->count - round->first_row);
        if (round->rows == 0) {
            return error_memory(error);
        }
        crew_do(round->years->crew, (round->rows + PIECE_YEARS - 1) / PIECE_YEARS, add_years,
                round);
    }
    return atomic_load(&round->not_finite) ? not_finite_error(error) : BLACKOUT_OK;
}

/* How many pieces the columns of sums are, or those of the worst outages. */
static size_t column_pieces(const struct round *round)
{
    return (round->years->measures + EXCEEDANCE_COLUMNS - 1) / EXCEEDANCE_COLUMNS;
}

/* Some columns of sums, or of worst outages, in the order of the years. A column is one thread's,
 * and rows come in the order of the years: no sum depends on the threads. */
static void gather(void *user, size_t piece, size_t worker)
{
    struct round *round = user;
    const size_t measures = round->years->measures;
    const bool is_sum = piece < column_pieces(round);
    const size_t first = piece % column_pieces(round) * EXCEEDANCE_COLUMNS;
    const double *from = is_sum ? round->sums : round->largest;
    struct exceedance *columns[EXCEEDANCE_COLUMNS];
    size_t count = 0;
    (void)worker;
    for (; count < EXCEEDANCE_COLUMNS && first + count < measures; ++count) {
        struct years_losses *losses = &round->losses[first + count];
        columns[count] = is_sum ? &losses->sum : &losses->largest;
    }
    exceedance_add_columns(columns, count, from + first, measures, round->count);
}

/* Only between rounds is the caller asked whether to go on, and by its own thread. */
static blackout_status run_round(struct round *round, years_listener *listener, void *user,
                                 blackout_error *error)
{
    const struct years *years = round->years;
    if (years->cancelled != NULL && years->cancelled(years->user)) {
        return error_set(error, BLACKOUT_ERROR_CANCELLED, "the run was cancelled");
    }
    const struct shard_range range = {round->first_year, round->count};
    const blackout_status status =
        years_shard_takes(&round->shard)
            ? years_shard_take(round->sums, round->largest, &round->shard, &range, error)
            : simulate(round, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (years_shard_gives(&round->shard)) {
        return years_shard_give(&round->shard, &range, round->sums, round->largest, error);
    }
    crew_do(years->crew, 2 * column_pieces(round), gather, round);
    return listener != NULL
               ? listener(user, round->first_year, round->count, round->sums, round->largest, error)
               : BLACKOUT_OK;
}

static size_t years_of_round(const struct years *years)
{
    const uint64_t part = (years->count + ROUNDS - 1) / ROUNDS;
    const size_t most = years->measures > ROUND_LOSSES / ROUND_YEARS
                            ? ROUND_LOSSES / years->measures + 1
                            : ROUND_YEARS;
    return part < most ? (size_t)part : most;
}

/* Memory is that of a round, however many years there are. Rounds count from the first year of the
 * range; the last one is as long as what is left. */
blackout_status years_run(struct years_losses *losses, const struct years *years,
                          years_listener *listener, void *user, blackout_error *error)
{
    struct arena arena = {0};
    struct round round = {
        .years = years, .losses = losses, .shard = {years->shard, years->count, years->measures}};
    const struct shard_range *range = &round.shard.range;
    const size_t most = years_of_round(years);
    const size_t cells = most * years->measures;
    bool ready = years_batch_make(&round.batch, &arena, years, most, YEARS_USUAL_OUTAGES * most);
    round.sums = arena_alloc(&arena, cells, sizeof *round.sums);
    round.largest = arena_alloc(&arena, cells, sizeof *round.largest);
    ready = ready && round.sums != NULL && round.largest != NULL;
    blackout_status status =
        ready ? years_shard_begin(&round.shard, &arena, most, error) : error_memory(error);
    round.first_year = range->first;
    while (status == BLACKOUT_OK && round.first_year < range->first + range->count) {
        uint64_t left = range->first + range->count - round.first_year;
        round.count = left < most ? (size_t)left : most;
        status = run_round(&round, listener, user, error);
        round.first_year += round.count;
        if (status == BLACKOUT_OK) {
            progress_report(years->progress, "years", (double)(round.first_year - range->first),
                            (double)range->count);
        }
    }
    return arena_end(&arena, status, error);
}

/* ---- Single outages -------------------------------------------------------------------------- */

/* Outages that are sampled by themselves are those of years that no run reaches. */
static const uint64_t first_sampled_year = UINT64_C(1) << 32;

/* The year's losses so far are all 0: an outage is sampled as if it were the first of its year.
 * Losses that are not finite are looked for at the end. */
blackout_status years_sample(double *log_hours, double *losses, const struct years *years,
                             const struct years_question *question, blackout_error *error)
{
    struct arena arena = {0};
    struct years_batch batch;
    const size_t count = question->count;
    const size_t measures = question->measure_count;
    const double *nothing = arena_alloc(&arena, years->measures, sizeof *nothing);
    const bool ready = years_batch_make(&batch, &arena, years, 0, count) && nothing != NULL;
    size_t taken = 0;
    for (size_t first = 0; ready && first < count; first += taken) {
        taken = years_batch_fill_single(&batch, question->process, first_sampled_year + first,
                                        count - first);
        for (size_t i = 0; i < taken; ++i) {
            const double *all = years_batch_losses(&batch, i, nothing);
            log_hours[first + i] = batch.tasks[i].outage.log_hours;
            for (size_t m = 0; m < measures; ++m) {
                losses[(first + i) * measures + m] = all[question->measures[m]];
            }
        }
    }
    arena_free(&arena);
    for (size_t i = 0; ready && i < count * measures; ++i) {
        if (!isfinite(losses[i])) {
            return not_finite_error(error);
        }
    }
    return ready ? BLACKOUT_OK : error_memory(error);
}
