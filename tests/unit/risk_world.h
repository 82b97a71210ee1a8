/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A world with a prior of outages, and with policies, and runs of `risk` over it. */
#ifndef RISK_WORLD_H
#define RISK_WORLD_H

#include <string.h>

#include "world.h"

static const char *const prior = "term,value\n"
                                 "rate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\n"
                                 "log_hours_strength,2\nlog_hours_shape,3\nlog_hours_scale,6.5\n"
                                 "longest_hours,720\nany_hour_weight,1\n";

static inline int open_with_prior(void **state)
{
    int failed = world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "outage_prior.csv", prior);
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,observed_from,observed_to\n"
                  "acme,Acme Group,USD,2019-01-01,2022-12-31\n"
                  "bolt,Bolt,EUR,2019-01-01,2022-12-31\n");
    world_reopen(world);
    return failed;
}

/* With policies, whose measures take more time. */
static inline int open_insured(void **state)
{
    int failed = open_with_prior(state);
    struct world *world = *state;
    package_write(&world->folder, "policies.csv",
                  "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
                  "P,b1,1,5,40,0.75,60,USD\nP,b3,1,5,40,0.75,,USD\nall,,0,1,10,0.5,,USD\n");
    world_reopen(world);
    return failed;
}

static inline blackout_status try_risk(blackout_risk **risk, const struct world *world,
                                       const char *words, const blackout_risk_tables *tables,
                                       unsigned threads, blackout_error *error)
{
    const blackout_run_options options = {.size = sizeof options, .threads = threads};
    blackout_scenario *scenario = scenario_of(words);
    blackout_status status =
        blackout_risk_run(risk, world->dataset, scenario, tables, &options, error);
    blackout_scenario_free(scenario);
    return status;
}

/* The JSON report; to be freed. */
static inline char *report_text(const blackout_risk *risk)
{
    struct caught caught = {0};
    blackout_error error;
    check_ok(blackout_risk_write(risk, "json", catch_bytes, &caught, &error), &error);
    return caught.text;
}

#define WITH_PRIOR(test) cmocka_unit_test_setup_teardown(test, open_with_prior, world_close)
#define WITH_POLICIES(test) cmocka_unit_test_setup_teardown(test, open_insured, world_close)

#endif
