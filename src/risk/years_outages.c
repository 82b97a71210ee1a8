/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens in a year, before any loss: how many outages, how long, where and when. Every draw
 * is a function of (seed, process, purpose, year), so that a year can be made again by itself, as
 * the table of events and the intervals do. */
#include "risk/years.h"

#include <math.h>

#include "core/strings.h"
#include "risk/outage_belief.h"
#include "stats/normal.h"
#include "uncertainty/random.h"

enum { WEEKS_PER_YEAR = 52 };

/* What a stream of a process is for. */
enum purpose {
    DRAW_COUNT,
    DRAW_BELIEF,
    DRAW_LENGTH,
    DRAW_FOOTPRINT,
    DRAW_SEVERITY,
    DRAW_START,
    DRAW_WEEK,
    PURPOSES
};

/* Streams of two purposes are unrelated, so that a further draw of one moves none of the
 * others. */
static uint64_t stream_of(const struct years_process *process, enum purpose purpose)
{
    return hash_mix(process->stream + (uint64_t)purpose);
}

static double uniform(const struct years *years, const struct years_process *process,
                      enum purpose purpose, uint64_t draw)
{
    return random_uniform(years->seed, stream_of(process, purpose), draw);
}

/* The inverse of the distribution function; it is cut where it is within rounding of 1. From 0 on,
 * since most years have few. */
static size_t count_of(const struct years_process *process, double u)
{
    size_t count = 0;
    while (count + 1 < process->count_most && u > process->count_cdf[count]) {
        ++count;
    }
    return count;
}

/* What count_of() gives at most. Of a usual rate a few dozen, where there is room for a thousand.
 */
size_t years_most_outages(const struct years *years)
{
    size_t most = 0;
    for (size_t p = 0; p < years->process_count; ++p) {
        const size_t counts = years->processes[p].count_most;
        most += counts > 0 ? counts - 1 : 0;
    }
    return most;
}

static size_t draw_count(const struct years *years, const struct years_process *process,
                         uint64_t year)
{
    return count_of(process, uniform(years, process, DRAW_COUNT, year));
}

/* An hour in which an outage has begun, or any other (Ferguson 1973: a Dirichlet process whose base
 * is uniform). */
static int start_of(const struct years_process *process, double u)
{
    double place = u * ((double)process->start_count + process->any_hour_weight);
    if (place < (double)process->start_count) {
        return process->start_hours[(size_t)place];
    }
    double part = (place - (double)process->start_count) / process->any_hour_weight;
    int hour = (int)(part * HOURS_PER_WEEK);
    return hour < HOURS_PER_WEEK ? hour : HOURS_PER_WEEK - 1;
}

/* What a year believes of the lengths. Once a year for each process: its outages of one year share
 * mean and sd, which is what makes years differ. */
static struct outage_lengths draw_lengths(const struct years *years,
                                          const struct years_process *process, uint64_t year)
{
    return outage_lengths_draw(&process->log_hours, years->seed, stream_of(process, DRAW_BELIEF),
                               year);
}

/* ln D ~ N(mu, v), not cut: the weights of beliefs need what was drawn. */
static double log_hours_of(const struct outage_lengths *lengths, double u)
{
    return lengths->mean + lengths->sd * normal_quantile(u);
}

/* The same draws as years_outages() makes, those that are too short or too long included. */
size_t years_log_hours(double *log_hours, const struct years *years, size_t process, uint64_t year)
{
    const struct years_process *of = &years->processes[process];
    size_t count = draw_count(years, of, year);
    if (count > 0) {
        const struct outage_lengths lengths = draw_lengths(years, of, year);
        for (size_t i = 0; i < count; ++i) {
            log_hours[i] =
                log_hours_of(&lengths, uniform(years, of, DRAW_LENGTH, year * RANDOM_DRAWS + i));
        }
    }
    return count;
}

/* The uniforms of all purposes, side by side. */
static void draw_uniforms(struct lanes *uniforms, const struct years *years,
                          const struct years_process *process, uint64_t draw)
{
    uint64_t streams[LANES];
    uint64_t draws[LANES];
    _Static_assert((int)PURPOSES <= (int)LANES, "a lane for each purpose");
    for (size_t l = 0; l < LANES; ++l) {
        streams[l] = stream_of(process, l < PURPOSES ? (enum purpose)l : DRAW_COUNT);
        draws[l] = draw;
    }
    random_uniforms_apart(uniforms, years->seed, streams, draws);
}

/* Outage number `draw` of a process, of any length. Each of an owner's footprints is as likely.
 * Uniforms are below 1, so that the number is one of them. The length is cut at `longest_hours`,
 * its logarithm is not. */
static struct years_outage draw_outage(const struct years *years, size_t number,
                                       const struct outage_lengths *lengths, uint64_t draw)
{
    const struct years_process *process = &years->processes[number];
    struct lanes u;
    draw_uniforms(&u, years, process, draw);
    const double log_hours = log_hours_of(lengths, u.at[DRAW_LENGTH]);
    return (struct years_outage){
        .process = number,
        .footprint = (size_t)(u.at[DRAW_FOOTPRINT] * (double)process->footprint_count),
        .severity_score = normal_quantile(u.at[DRAW_SEVERITY]),
        .log_hours = log_hours,
        .duration_hours = fmin(exp(log_hours), process->longest_hours),
        .week = (int)(u.at[DRAW_WEEK] * WEEKS_PER_YEAR),
        .hour_of_week = start_of(process, u.at[DRAW_START])};
}

/* Fills outages of a process in a year: of `count` that are drawn those that are long enough.
 * Returns how many. Those that are too short are drawn and dropped: they keep their numbers, and
 * the others their draws. */
static size_t draw_outages(struct years_outage *outages, const struct years *years, size_t number,
                           uint64_t year, size_t count)
{
    const struct years_process *process = &years->processes[number];
    size_t kept = 0;
    if (count == 0) {
        return 0;
    }
    const struct outage_lengths lengths = draw_lengths(years, process, year);
    for (size_t i = 0; i < count; ++i) {
        outages[kept] = draw_outage(years, number, &lengths, year * RANDOM_DRAWS + i);
        kept += outages[kept].duration_hours >= process->shortest_hours ? 1 : 0;
    }
    return kept;
}

/* The draws of draw_count(), side by side: places are given out by them, and have to be as many as
 * years_outages() then draws. */
void years_drawn(size_t drawn[LANES], const struct years *years, uint64_t first_year)
{
    uint64_t draws[LANES];
    for (size_t l = 0; l < LANES; ++l) {
        draws[l] = first_year + l;
        drawn[l] = 0;
    }
    for (size_t p = 0; p < years->process_count; ++p) {
        const struct years_process *process = &years->processes[p];
        struct lanes u;
        random_uniforms(&u, years->seed, stream_of(process, DRAW_COUNT), draws);
        for (size_t l = 0; l < LANES; ++l) {
            drawn[l] += count_of(process, u.at[l]);
        }
    }
}

/* An outage is dated by week and hour of the week; which of two in one hour was first is not
 * drawn. */
static bool is_before(const struct years_outage *a, const struct years_outage *b)
{
    return a->week != b->week ? a->week < b->week : a->hour_of_week < b->hour_of_week;
}

/* By date; those of one hour in the order of the owners. Insertion: there are few. */
static void sort_by_date(struct years_outage *outages, size_t count)
{
    for (size_t i = 1; i < count; ++i) {
        struct years_outage moved = outages[i];
        size_t place = i;
        for (; place > 0 && is_before(&moved, &outages[place - 1]); --place) {
            outages[place] = outages[place - 1];
        }
        outages[place] = moved;
    }
}

/* Processes one after another, then all by date: policies pay for all owners' outages in
 * turn. */
size_t years_outages(struct years_outage *outages, const struct years *years, uint64_t year)
{
    size_t count = 0;
    for (size_t p = 0; p < years->process_count; ++p) {
        size_t drawn = draw_count(years, &years->processes[p], year);
        count += draw_outages(outages + count, years, p, year, drawn);
    }
    sort_by_date(outages, count);
    return count;
}

struct years_outage years_single_outage(const struct years *years, size_t process, uint64_t year)
{
    const struct outage_lengths lengths = draw_lengths(years, &years->processes[process], year);
    return draw_outage(years, process, &lengths, year * RANDOM_DRAWS);
}
