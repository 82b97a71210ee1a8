/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the years that beliefs weigh. What their outages were is drawn once more, as a merge of
 * shards has the losses alone: the draws of a year are a function of its number. */
#include "risk/risk_sample.h"

#include "core/error.h"
#include "core/parallel.h"
#include "core/radix.h"

/* Years that are kept, the first of the run: once in 250 years is then known to 6 %. */
enum { KEPT_YEARS = 1 << 16 };

/* Years that a thread keeps at a time: whole blocks, of which no other thread writes a lane. */
enum { PIECE_YEARS = 128 * LANES };

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
                                                                    : (size_t)KEPT_YEARS,
                                   .owners = risk->owner_count};
    sample->columns = arena_alloc(arena, risk->measure_count, sizeof *sample->columns);
    for (size_t m = 0; sample->columns != NULL && m < risk->measure_count; ++m) {
        if (risk->measures[m].platform == SIZE_MAX) {
            sample->columns[sample->column_count++] = m;
        }
    }
    const size_t blocks = year_blocks(sample->room);
    sample->log_hours = arena_alloc(arena, blocks * sample->owners, sizeof *sample->log_hours);
    sample->losses = arena_alloc(arena, blocks * 2 * sample->column_count, sizeof *sample->losses);
    run->sample = sample;
    return sample->columns != NULL && sample->log_hours != NULL && sample->losses != NULL
               ? BLACKOUT_OK
               : error_memory(error);
}

struct lanes *risk_sample_losses(const struct risk_sample *sample, size_t column)
{
    return sample->losses + column * year_blocks(sample->room);
}

/* ---- As years are finished ------------------------------------------------------------------- */

struct keeping {
    struct risk_sample *sample;
    const struct years *years;
    const struct risk_rows *rows;
    size_t measures;
    size_t first; /* year */
    size_t end;
};

/* Number, sum and squares of ln hours are all that likelihoods need: they are sufficient. Sums
 * begin at the arena's 0, and each year comes once. */
static void keep_outages(struct risk_sample *sample, const struct years *years, size_t year)
{
    double log_hours[YEARS_MOST_OUTAGES];
    const size_t l = year % LANES;
    for (size_t p = 0; p < sample->owners; ++p) {
        struct normal_observations *of = &sample->log_hours[year / LANES * sample->owners + p];
        const size_t count = years_log_hours(log_hours, years, p, year);
        of->counts.at[l] = (double)count;
        for (size_t i = 0; i < count; ++i) {
            of->sums.at[l] += log_hours[i];
            of->squares.at[l] += log_hours[i] * log_hours[i];
        }
    }
}

/* Pieces are of fixed places, so that blocks are of one thread wherever the years begin. */
static void keep_piece(void *user, size_t piece, size_t worker)
{
    const struct keeping *keeping = user;
    struct risk_sample *sample = keeping->sample;
    const size_t start = (keeping->first / PIECE_YEARS + piece) * PIECE_YEARS;
    const size_t stop = start + PIECE_YEARS;
    (void)worker;
    for (size_t year = start > keeping->first ? start : keeping->first;
         year < stop && year < keeping->end; ++year) {
        const size_t row = (year - keeping->first) * keeping->measures;
        for (size_t c = 0; c < sample->column_count; ++c) {
            const size_t cell = row + sample->columns[c];
            risk_sample_losses(sample, 2 * c)[year / LANES].at[year % LANES] =
                keeping->rows->sums[cell];
            risk_sample_losses(sample, 2 * c + 1)[year / LANES].at[year % LANES] =
                keeping->rows->largest[cell];
        }
        keep_outages(sample, keeping->years, year);
    }
}

/* Years come in order, from the first on; those beyond the room are passed over. */
void risk_sample_keep(struct risk_run *run, uint64_t first_year, size_t count,
                      const struct risk_rows *rows)
{
    struct risk_sample *sample = run->sample;
    if (first_year >= sample->room) {
        return;
    }
    const size_t first = (size_t)first_year;
    const size_t left = sample->room - first;
    struct keeping keeping = {.sample = sample,
                              .years = &run->years,
                              .rows = rows,
                              .measures = run->risk->measure_count,
                              .first = first,
                              .end = first + (count < left ? count : left)};
    const size_t pieces = (keeping.end - 1) / PIECE_YEARS - first / PIECE_YEARS + 1;
    crew_do(run->years.crew, pieces, keep_piece, &keeping);
    sample->kept = keeping.end;
}

/* ---- Once they all are ----------------------------------------------------------------------- */

/* However short: what was drawn is what a belief makes more or less likely. Of any owner: a year's
 * weight is the product over all of them. */
static bool has_outage(const struct risk_sample *sample, size_t year)
{
    const struct normal_observations *of = &sample->log_hours[year / LANES * sample->owners];
    bool has = false;
    for (size_t p = 0; p < sample->owners; ++p) {
        has = has || of[p].counts.at[year % LANES] > 0;
    }
    return has;
}

static void move_lane(struct lanes *to, size_t into, const struct lanes *from, size_t l)
{
    to->at[into] = from->at[l];
}

/* A year takes the place of one that was left out: never a later one, so that nothing is
 * overwritten that is still to be moved. */
static void move_year(struct risk_sample *sample, size_t to, size_t from)
{
    struct normal_observations *into = &sample->log_hours[to / LANES * sample->owners];
    const struct normal_observations *of = &sample->log_hours[from / LANES * sample->owners];
    for (size_t p = 0; p < sample->owners; ++p) {
        move_lane(&into[p].counts, to % LANES, &of[p].counts, from % LANES);
        move_lane(&into[p].sums, to % LANES, &of[p].sums, from % LANES);
        move_lane(&into[p].squares, to % LANES, &of[p].squares, from % LANES);
    }
    for (size_t c = 0; c < 2 * sample->column_count; ++c) {
        struct lanes *losses = risk_sample_losses(sample, c);
        move_lane(&losses[to / LANES], to % LANES, &losses[from / LANES], from % LANES);
    }
}

static void clear_year(struct risk_sample *sample, size_t year)
{
    static const struct lanes none = {.at = {0}};
    struct normal_observations *of = &sample->log_hours[year / LANES * sample->owners];
    for (size_t p = 0; p < sample->owners; ++p) {
        move_lane(&of[p].counts, year % LANES, &none, 0);
        move_lane(&of[p].sums, year % LANES, &none, 0);
        move_lane(&of[p].squares, year % LANES, &none, 0);
    }
    for (size_t c = 0; c < 2 * sample->column_count; ++c) {
        risk_sample_losses(sample, c)[year / LANES].at[year % LANES] = 0;
    }
}

/* The rest of the last block becomes the year without an outage. There always is such a place, also
 * where the last block would be full (year_blocks()). */
void risk_sample_close(struct risk_sample *sample)
{
    for (size_t year = 0; year < sample->kept; ++year) {
        if (has_outage(sample, year)) {
            move_year(sample, sample->eventful++, year);
        }
    }
    for (size_t year = sample->eventful; year < year_blocks(sample->eventful) * LANES; ++year) {
        clear_year(sample, year);
    }
}

/* Once for each column: beliefs weigh years, and do not change their order. Complements of keys
 * make them fall; of equal losses the earlier year comes first, as the sort keeps their order. */
bool risk_sample_sort(struct year_losses *into, struct arena *arena,
                      const struct risk_sample *sample, size_t column)
{
    const struct lanes *losses = risk_sample_losses(sample, column);
    struct arena scratch = {0};
    struct radix_item *items = arena_alloc(&scratch, 2 * sample->eventful, sizeof *items);
    size_t count = 0;
    for (size_t year = 0; items != NULL && year < sample->eventful; ++year) {
        const double loss = losses[year / LANES].at[year % LANES];
        if (loss > 0) {
            items[count++] = (struct radix_item){~radix_key(loss), year};
        }
    }
    double *sorted = arena_alloc(arena, count, sizeof *sorted);
    uint32_t *years = arena_alloc(arena, count, sizeof *years);
    const bool ready = items != NULL && sorted != NULL && years != NULL;
    if (ready) {
        radix_sort(items, items + count, count);
    }
    for (size_t i = 0; ready && i < count; ++i) {
        sorted[i] = radix_number(~items[i].key);
        years[i] = (uint32_t)items[i].value;
    }
    *into = (struct year_losses){sorted, years, count};
    arena_free(&scratch);
    return ready;
}
