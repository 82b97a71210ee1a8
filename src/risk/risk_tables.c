/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables from which the curves of a year at risk are made, as CSV of the Open Results Data
 * standard (Oasis LMF): that of outages begins with the columns of its sample period loss table
 * (SPLT), in their order and types, that of years has its names where they fit. A period is a
 * simulated year, a summary a measure of the report, an event a footprint, each by its number from
 * 1; what these are called is in the report (report/risk_ord.c). Outages are drawn again, which
 * gives the same numbers, so that no table is held. Years without a loss have no row. */
#include <string.h>

#include "core/error.h"
#include "core/writer.h"
#include "risk/risk_run.h"
#include "risk/years_batch.h"

/* The sample period loss table (SPLT). */
#define ORD_OUTAGE                                                                                 \
    "Period,PeriodWeight,EventId,Year,Month,Day,Hour,Minute,SummaryId,SampleId,Loss,"              \
    "ImpactedExposure"

/* Years whose outages are evaluated together for their table. */
enum { BATCH_YEARS = 1 << 14, BATCH_OUTAGES = YEARS_USUAL_OUTAGES * BATCH_YEARS };

/* A table that nobody asked for has no sink, and is not begun. */
static blackout_status begin(blackout_sink *sink, void *user, const char *header,
                             blackout_error *error)
{
    struct writer writer;
    if (sink == NULL) {
        return BLACKOUT_OK;
    }
    writer_init(&writer, sink, user);
    writer_put(&writer, header);
    return writer_finish(&writer, error);
}

/* Exposures and the second evaluation of outages cost time: only where their table is asked
 * for. */
blackout_status risk_begin_tables(struct risk_run *run, blackout_error *error)
{
    const blackout_risk_tables *tables = run->tables;
    blackout_status status =
        begin(tables->events, tables->events_user,
              run->risk->plain_ord ? ORD_OUTAGE "\n"
                                   : ORD_OUTAGE ",Of,Name,Measure,DurationHours,Severity\n",
              error);
    if (status == BLACKOUT_OK) {
        status = begin(tables->years, tables->years_user,
                       "Period,PeriodWeight,SummaryId,Loss,MaxLoss,Of,Name,Measure\n", error);
    }
    if (status == BLACKOUT_OK && tables->events != NULL) {
        status = risk_exposures(run, error);
    }
    if (status == BLACKOUT_OK && tables->events != NULL) {
        run->batch = arena_alloc(&run->arena, 1, sizeof *run->batch);
        status = run->batch != NULL && years_batch_make(run->batch, &run->arena, &run->years,
                                                        BATCH_YEARS, BATCH_OUTAGES)
                     ? BLACKOUT_OK
                     : error_memory(error);
    }
    return status;
}

static void put_number(struct writer *writer, double value)
{
    writer_put(writer, ",");
    writer_number(writer, value);
}

static void put_measure(struct writer *writer, const struct risk_measure *measure)
{
    writer_put(writer, ",");
    writer_csv(writer, measure->of);
    writer_put(writer, ",");
    writer_csv(writer, measure->name);
    writer_put(writer, ",");
    writer_csv(writer, measure->loss);
}

/* ---- Years ----------------------------------------------------------------------------------- */

/* PeriodWeight: each year is as likely. */
static void put_year(struct writer *writer, const struct risk_run *run, uint64_t year,
                     const double *sums, const double *largest)
{
    for (size_t m = 0; m < run->risk->measure_count; ++m) {
        if (sums[m] > 0) {
            writer_number(writer, (double)year + 1);
            put_number(writer, 1 / run->risk->years);
            put_number(writer, (double)m + 1);
            put_number(writer, sums[m]);
            put_number(writer, largest[m]);
            put_measure(writer, &run->risk->measures[m]);
            writer_put(writer, "\n");
        }
    }
}

/* ---- Events ---------------------------------------------------------------------------------- */

/* A year of 365 days that begins on a Monday: 2001. */
static const instant year_2001 = INT64_C(978307200);

/* The year is drawn by weeks of a year that begins on a Monday, so that hour of the week and
 * date agree. */
static void put_outage(struct writer *writer, struct risk_run *run, uint64_t year,
                       const struct years_outage *outage, const double *losses)
{
    const struct years_footprint *footprint =
        &run->years.processes[outage->process].footprints[outage->footprint];
    const double *exposures =
        run->owners[outage->process].exposures + outage->footprint * run->risk->measure_count;
    int id = run->risk->owners[outage->process].footprints[outage->footprint].id;
    int month;
    int day;
    calendar_month_and_day(&month, &day,
                           year_2001 + outage->week * (instant)SECONDS_PER_WEEK +
                               outage->hour_of_week * (instant)SECONDS_PER_HOUR);
    for (size_t m = 0; m < run->risk->measure_count; ++m) {
        if (!(losses[m] > 0)) {
            continue;
        }
        writer_number(writer, (double)year + 1);
        put_number(writer, 1 / run->risk->years);
        writer_format(writer, ",%d", id);
        put_number(writer, (double)year + 1);
        /* Minute 0, since outages begin on a full hour; sample 1, since each year is one sample. */
        writer_format(writer, ",%d,%d,%d,0,%zu,1", month, day, outage->hour_of_week % HOURS_PER_DAY,
                      m + 1);
        put_number(writer, losses[m]);
        put_number(writer, exposures[m]);
        if (!run->risk->plain_ord) {
            put_measure(writer, &run->risk->measures[m]);
            put_number(writer, outage->duration_hours);
            put_number(writer, mapping_value(&footprint->severity, outage->severity_score));
        }
        writer_put(writer, "\n");
    }
}

/* Each year starts with nothing paid. `so_far` is scratch. Sums are made as the run makes them, for
 * limits that are reached within a year. */
static void put_outages(struct writer *writer, struct risk_run *run, size_t row, double *so_far)
{
    struct years_batch *batch = run->batch;
    const struct years_place *place = &batch->places[row];
    const size_t measures = run->risk->measure_count;
    memset(so_far, 0, measures * sizeof *so_far);
    for (size_t i = place->first; i < place->first + place->count; ++i) {
        const double *losses = years_batch_losses(batch, i, so_far);
        put_outage(writer, run, batch->first_year + row, &batch->tasks[i].outage, losses);
        for (size_t m = 0; m < measures; ++m) {
            so_far[m] += losses[m];
        }
    }
}

/* The same draws and evaluations as in the run, in the same order: losses agree to the last
 * bit. */
static blackout_status write_events(struct risk_run *run, uint64_t first_year, size_t count,
                                    blackout_error *error)
{
    struct arena arena = {0};
    struct writer writer;
    double *so_far = arena_alloc(&arena, run->risk->measure_count, sizeof *so_far);
    if (so_far == NULL) {
        arena_free(&arena);
        return error_memory(error);
    }
    writer_init(&writer, run->tables->events, run->tables->events_user);
    size_t filled = count;
    for (size_t first = 0; first < count && filled > 0; first += filled) {
        filled = years_batch_fill(run->batch, first_year + first, count - first);
        for (size_t row = 0; row < filled; ++row) {
            put_outages(&writer, run, row, so_far);
        }
    }
    arena_free(&arena);
    const blackout_status status = writer_finish(&writer, error);
    return status == BLACKOUT_OK && count > 0 && filled == 0 ? error_memory(error) : status;
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

/* After each round, so that no table of all years is held. */
blackout_status risk_write_years(struct risk_run *run, uint64_t first_year, size_t count,
                                 const struct risk_rows *rows, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    size_t measures = run->risk->measure_count;
    if (run->tables->years != NULL) {
        struct writer writer;
        writer_init(&writer, run->tables->years, run->tables->years_user);
        for (size_t i = 0; i < count; ++i) {
            put_year(&writer, run, first_year + i, rows->sums + i * measures,
                     rows->largest + i * measures);
        }
        status = writer_finish(&writer, error);
    }
    return status == BLACKOUT_OK && run->tables->events != NULL
               ? write_events(run, first_year, count, error)
               : status;
}
