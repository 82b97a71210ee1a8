/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How certain the sums of a year are: every incident has samples of its gross sum, the sums of a
 * year are added up sample by sample, and their 5 % and 95 % values are those of the sums and not
 * sums of those. What is measured does not vary; what nobody measured does by its range, else by
 * its basis, each row by itself. */
#include <string.h>

#include "annual/making.h"
#include "core/error.h"
#include "core/strings.h"
#include "tables/row.h"
#include "uncertainty/sampler.h"
#include "uncertainty/statistics.h"

/* Streams of one row, one for each replicate, are next to each other. More than there are
 * replicates, so that two rows next to each other share none. */
enum { STREAM_STEP = 64 };

/* The samples of an incident, from 0 on. Only of those in which something counts: a catalogue may
 * be long, and most of it of other years. */
static blackout_status need_samples(struct making *making, struct annual_incident *incident)
{
    if (incident->samples == NULL) {
        incident->samples =
            arena_alloc(&making->annual->arena, making->annual->samples, sizeof *incident->samples);
    }
    return incident->samples != NULL ? BLACKOUT_OK : error_memory(making->error);
}

/* A hash of the row's table and incident, and which row of the incident it is: rows of others do
 * not move it, nor another year or owner that is asked for. Rows of its own behind it do not,
 * rows before it do. */
static uint64_t stream_of(const struct making *making, const struct annual_incident *incident,
                          const struct booking *booking)
{
    const char *table = schema_table(booking->table)->name;
    const char *name = dataset_text(making->dataset, booking->incident);
    uint64_t hash = string_hash(RANDOM_INPUT, table, strlen(table));
    hash = string_hash(hash, name, strlen(name));
    return (hash + (uint64_t)incident->cost_rows) * STREAM_STEP;
}

/* Samples are those of the row's own amount over its centre, times the value: so sign and rate of
 * exchange are in `value` alone. A centre of 0 cannot be divided by, and does not vary. Each row
 * has a normal of its own, without the factors of an estimate: what one row has wrong, another has
 * not. */
blackout_status year_samples_add_booking(struct making *making, struct annual_incident *incident,
                                         const struct booking *booking, double value)
{
    const size_t count = making->annual->samples;
    const struct mapping mapping = row_mapping(booking->row, booking->table, booking->column);
    const struct sampler_normal normal = {stream_of(making, incident, booking), SAMPLER_NONE};
    const struct sampler sampler = {.seed = (uint64_t)making->seed,
                                    .samples = count,
                                    .replicates = SAMPLER_REPLICATES,
                                    .normals = &normal,
                                    .normal_count = 1};
    if (count == 0 || mapping_is_certain(&mapping) || mapping.centre == 0) {
        return year_samples_add_values(making, incident, NULL, 1, value);
    }
    blackout_status status = need_samples(making, incident);
    for (size_t k = 0; status == BLACKOUT_OK && k < count; ++k) {
        const double score = sampler_normal_score(&sampler, 0, k);
        incident->samples[k] += value * (mapping_value(&mapping, score) / mapping.centre);
    }
    incident->varies = true;
    return status;
}

/* What is certain is added to the samples as well: they are of the gross sum, of which it is a
 * part. */
blackout_status year_samples_add_values(struct making *making, struct annual_incident *incident,
                                        const double *values, double sign, double central)
{
    const size_t count = making->annual->samples;
    blackout_status status = count > 0 ? need_samples(making, incident) : BLACKOUT_OK;
    for (size_t k = 0; status == BLACKOUT_OK && k < count; ++k) {
        incident->samples[k] += sign * (values != NULL ? values[k] : central);
    }
    incident->varies = incident->varies || values != NULL;
    return status;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

/* The sums of those that are adjustments, or of the others, or of all. */
enum sum_of { SUM_OF_YEAR, SUM_OF_ADJUSTMENTS, SUM_OF_ALL };

/* By replicates, as the quantiles of an estimate are, though their errors are not shown. */
static void set_range(struct annual_range *range, const double *values, size_t count,
                      double *scratch)
{
    struct statistics statistics;
    statistics_of(&statistics, values, count, SAMPLER_REPLICATES, scratch);
    *range = (struct annual_range){true, statistics.p5, statistics.p95};
}

/* Sample k of one incident is added to sample k of every other: all are of one run with one seed,
 * in which what they share has the same draw. */
static void sum_range(struct annual_sum *sum, const blackout_annual *annual, enum sum_of which,
                      double *total, double *scratch)
{
    bool varies = false;
    memset(total, 0, annual->samples * sizeof *total);
    for (size_t i = 0; i < annual->count; ++i) {
        const struct annual_incident *incident = &annual->incidents[i];
        const bool counts =
            which == SUM_OF_ALL || incident->adjustment == (which == SUM_OF_ADJUSTMENTS);
        for (size_t k = 0; counts && incident->samples != NULL && k < annual->samples; ++k) {
            total[k] += incident->samples[k];
        }
        varies = varies || (counts && incident->varies);
    }
    if (varies) {
        set_range(&sum->amounts.range, total, annual->samples, scratch);
    }
}

/* One array for totals and one for sorting, for all sums in turn. */
blackout_status year_samples_finish(struct making *making)
{
    blackout_annual *annual = making->annual;
    double *scratch = arena_alloc(&annual->arena, annual->samples, sizeof *scratch);
    double *total = arena_alloc(&annual->arena, annual->samples, sizeof *total);
    if (scratch == NULL || total == NULL) {
        return error_memory(making->error);
    }
    for (size_t i = 0; i < annual->count; ++i) {
        struct annual_incident *incident = &annual->incidents[i];
        if (incident->varies) {
            set_range(&incident->amounts.range, incident->samples, annual->samples, scratch);
        }
    }
    sum_range(&annual->year, annual, SUM_OF_YEAR, total, scratch);
    sum_range(&annual->adjustments, annual, SUM_OF_ADJUSTMENTS, total, scratch);
    sum_range(&annual->all, annual, SUM_OF_ALL, total, scratch);
    return BLACKOUT_OK;
}
