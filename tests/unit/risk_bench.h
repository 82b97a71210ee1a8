/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two owners, a policy for the dependants of each and one of both, and years at risk of them with
 * their tables. All hours earn the same and nothing is uncertain but the outages, no length is cut
 * and none is left out, so that the table of outages has all that beliefs weigh. */
#ifndef RISK_BENCH_H
#define RISK_BENCH_H

#include "risk_rows.h"

/* Rounds of 188 years, of which the last has fewer: parts of the years end within rounds. */
enum { YEARS = 3000, OWNERS = 2, POINTS = 8 };

/* Measures, from 0: both losses of each owner, those of all dependants, both of each platform; then
 * gross, insured and retained of all policies and of each. */
enum { ALL_DEPENDANTS = 4, PLATFORMS = 5, POLICIES = 9, POLICY_COUNT = 3, MEASURES = 21 };

static const char *const tables[][2] = {
    {"owners.csv", "owner,name,currency,observed_from,observed_to\n"
                   "one,One,USD,2020-01-01,2023-12-31\ntwo,Two,USD,,\n"},
    {"platforms.csv", "platform,name,owner,currency,annual_revenue,basis\n"
                      "big,Big,one,USD,8766000,measured\nother,Other,two,USD,1753200,measured\n"},
    {"regions.csv", "region,name,utc_offset_hours\nr,R,0\n"},
    {"platform_regions.csv", "platform,region,revenue_share,basis\nbig,r,1,measured\n"
                             "other,r,1,measured\n"},
    {"sectors.csv", "sector,name,profile,recapture,basis\nG,Trade,even,0,measured\n"},
    {"channels.csv",
     "channel,name,grace_hours,onset_hours,shape,basis\nsales,Sales,0,0,1,measured\n"},
    {"dependencies.csv", "business,sector,region,annual_revenue,currency,platform,channel,share,"
                         "firms,basis\nb,G,r,876600,USD,big,sales,0.5,1,measured\n"
                         "e,G,r,61362,USD,other,sales,1,1,measured\n"},
    {"outages.csv", "event,owner,platforms,start,duration_minutes,severity,basis\n"
                    "o1,one,big,2021-03-01T10:00Z,120,0.5,measured\n"
                    "o2,one,big,2022-05-05T03:00Z,300,1,measured\n"},
    {"policies.csv",
     "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
     "P,b,1,20,400,0.8,500,USD\nQ,e,0.5,5,100,0.5,,USD\nG,,0,30,1000,0.25,300,USD\n"},
    {"outage_prior.csv", "term,value\nrate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\n"
                         "log_hours_strength,2\nlog_hours_shape,3\nlog_hours_scale,2.5\n"
                         "longest_hours,80000\nany_hour_weight,1\n"},
};

/* Of the points of a curve. */
static const double periods[POINTS] = {2, 5, 10, 25, 50, 100, 200, 250};

/* ---- A run and its tables -------------------------------------------------------------------- */

/* The outages of an owner in a year, as far as beliefs tell them apart. */
struct year_outages {
    double count;
    double sum; /* of ln hours */
    double squares;
};

/* The package, years of all owners on it, and what their tables say. */
struct bench {
    struct world world; /* first: world_close() frees it all */
    blackout_risk *risk;
    struct outage_row *rows;
    size_t count;
    struct year_outages outages[OWNERS][YEARS];
    double losses[MEASURES][2][YEARS]; /* of each year: the sum, and the worst outage */
};

/* One row of each outage is of its owner's own loss. */
static inline void gather_outages(struct bench *bench)
{
    for (size_t i = 0; i < bench->count; ++i) {
        const struct outage_row *row = &bench->rows[i];
        if (row->summary == 1 || row->summary == 3) {
            struct year_outages *of = &bench->outages[row->summary / 2][row->year - 1];
            const double log_hours = log(row->hours);
            of->count += 1;
            of->sum += log_hours;
            of->squares += log_hours * log_hours;
            assert_true(row->hours < 80000);
        }
    }
}

static inline void gather_years(struct bench *bench, const char *text)
{
    for (const char *at = strchr(text, '\n') + 1; *at != '\0'; at = strchr(at, '\n') + 1) {
        char line[512];
        int year;
        int summary;
        double sum;
        double worst;
        assert_int_equal(
            sscanf(line_at(line, at), "%d,%*[^,],%d,%lg,%lg,", &year, &summary, &sum, &worst), 4);
        assert_in_range(year, 1, YEARS);
        assert_in_range(summary, 1, MEASURES);
        bench->losses[summary - 1][0][year - 1] = sum;
        bench->losses[summary - 1][1][year - 1] = worst;
    }
}

static inline int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    blackout_error error = {0};
    struct caught events = {0};
    struct caught years = {0};
    blackout_risk_tables sinks = BLACKOUT_RISK_TABLES_INIT;
    assert_non_null(bench);
    package_make(&bench->world.folder);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; ++i) {
        package_write(&bench->world.folder, tables[i][0], tables[i][1]);
    }
    char activity[8192] = "profile,hour_of_week,weight,basis\n";
    package_two_valued(activity, sizeof activity, "even", 0, 24, "7,measured", "");
    package_write(&bench->world.folder, "activity.csv", activity);
    bench->world.dataset = package_open(&bench->world.folder);
    sinks.events = sinks.years = catch_bytes;
    sinks.events_user = &events;
    sinks.years_user = &years;
    check_ok(try_risk(&bench->risk, &bench->world, "years=3000 seed=7", &sinks, 2, &error), &error);
    bench->rows = outage_rows_of(&bench->count, events.text, YEARS);
    gather_outages(bench);
    gather_years(bench, years.text);
    free(events.text);
    free(years.text);
    *state = bench;
    return 0;
}

static inline int close_bench(void **state)
{
    struct bench *bench = *state;
    blackout_risk_free(bench->risk);
    free(bench->rows);
    return world_close(state);
}

static inline double of_measure(const struct bench *bench, int measure, const char *pointer)
{
    char text[128];
    snprintf(text, sizeof text, "/losses/%d/%s", measure, pointer);
    return number_at(bench->risk, text);
}

#endif
