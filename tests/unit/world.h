/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small, sound package that many tests share: two owners, three platforms, two regions, two
 * sectors, two channels, four businesses, a catalogue. Round numbers an hour: 8766 a year is 1 an
 * hour. A test that needs another table writes it over this one. Includes package.h. */
#ifndef BLACKOUT_TESTS_WORLD_H
#define BLACKOUT_TESTS_WORLD_H

#include <math.h>

#include "package.h"

/* What trade (G) makes up of a sale lost at `hours`: half at the start, less by exp(-u / 72). */
static inline double world_made_up(double hours)
{
    return 0.5 * exp(-hours / 72);
}

/* What is left of the loss of trade, of an outage of `hours` at full height and a straight
 * recovery, from `from` on, with the start `into_hour` into a local hour: each hour makes up the
 * mean over what it loses. Simpson's rule within an hour is exact to rounding. */
static inline double world_kept_from(double from, double hours, double recovery, double into_hour)
{
    enum { PARTS = 32 };
    double lost = 0;
    double kept = 0;
    for (double a = 0, b; a < hours + recovery; a = b) {
        double in_hour = 0;
        double made_up = 0;
        b = fmin(floor(a + into_hour + 1e-9) + 1 - into_hour, hours + recovery);
        for (int i = 0; i <= PARTS; ++i) {
            const double u = a + i * (b - a) / PARTS;
            const double level = u <= hours ? 1 : 1 - (u - hours) / recovery;
            const double weight = (i == 0 || i == PARTS ? 1 : i % 2 == 1 ? 4 : 2) * level;
            in_hour += weight;
            made_up += weight * world_made_up(u);
        }
        /* of an hour that is cut the level is straight */
        const double start = fmin(fmax(from, a), b);
        const double middle = (start + b) / 2;
        const double after =
            start > a ? (b - start) * (middle < hours ? 1 : 1 - (middle - hours) / recovery)
                      : in_hour * (b - a) / (3 * PARTS);
        lost += after;
        kept += after * (1 - made_up / in_hour);
    }
    return kept / lost;
}

/* What is left of the loss after a waiting time, which cuts the discount as it cuts the loss: the
 * integral of the level times 1 - 0.5 exp(-u / 72) over that of the level, by Simpson's rule. */
static inline double world_kept_after(double waiting, double hours, double recovery)
{
    enum { PARTS = 256 };
    const double ends[] = {waiting, fmax(waiting, hours), hours + recovery};
    double lost = 0;
    double kept = 0;
    for (int piece = 0; piece < 2; ++piece) {
        const double h = (ends[piece + 1] - ends[piece]) / PARTS;
        for (int i = 0; i <= PARTS; ++i) {
            const double u = ends[piece] + i * h;
            const double level = piece == 0 ? 1 : 1 - (u - hours) / recovery;
            const double weight = (i == 0 || i == PARTS ? 1 : i % 2 == 1 ? 4 : 2) * h / 3;
            lost += h > 0 ? weight * level : 0;
            kept += h > 0 ? weight * level * (1 - world_made_up(u)) : 0;
        }
    }
    return kept / lost;
}

/* The same of all of it, over whole hours. */
static inline double world_kept_by_trade(double hours, double recovery)
{
    return world_kept_from(0, hours, recovery, 0);
}

/* Of b2, whose messages wait for 2 h, in the south, half an hour from the others' clocks. */
static inline double world_kept_by_b2(double hours, double recovery)
{
    return world_kept_from(2, hours, recovery, 0.5);
}

static inline void world_write_platforms(const struct package_folder *folder,
                                         const char *decay_hours)
{
    char text[1024];
    snprintf(text, sizeof text,
             "platform,name,owner,annual_revenue,currency,recapture,recapture_low,"
             "recapture_high,recapture_decay_hours,growth_factor,annual_revenue_basis,"
             "annual_revenue_source,recapture_basis,recapture_decay_hours_basis,"
             "growth_factor_basis\n"
             "alpha,Alpha,acme,8766000,USD,0.25,0.125,0.5,%s,1.25,reported,10-K,assumed,"
             "measured,derived\n"
             "beta,Beta,acme,13149000,USD,,,,,,derived,split,,,\n"
             "gamma,Gamma,bolt,4383000,EUR,,,,,,measured,ledger,,,\n",
             decay_hours);
    package_write(folder, "platforms.csv", text);
}

static inline void world_write_model_tables(const struct package_folder *folder)
{
    package_write(folder, "owners.csv",
                  "owner,name,currency,annual_revenue,symbol,market_cap,margin,tax_rate,basis,"
                  "source\n"
                  "acme,Acme Group,USD,21915000,ACM,250000000,0.62,0.21,reported,annual report\n"
                  "bolt,Bolt,EUR,,BLT,,,,assumed,\n");
    world_write_platforms(folder, "1e15");
    package_write(folder, "regions.csv",
                  "region,name,utc_offset_hours,gdp,gdp_currency,digital_share\n"
                  "north,North,0,8766000000,USD,0.05\n"
                  "south,South,5.5,4383000000,EUR,0.08\n");
    package_write(folder, "platform_regions.csv",
                  "platform,region,revenue_share,profile,basis\n"
                  "alpha,north,0.6,day,measured\n"
                  "alpha,south,0.4,day,derived\n"
                  "beta,north,1,even,reported\n"
                  "gamma,north,0.3,,measured\n"
                  "gamma,south,0.7,,measured\n");
    package_write(folder, "fx.csv",
                  "currency,per_usd,date,basis\n"
                  "EUR,0.8,2020-01-01,measured\n"
                  "EUR,0.9,2022-06-01,measured\n"
                  "GBP,0.64,2021-01-01,measured\n");
    char activity[16384] = "profile,hour_of_week,weight,basis\n";
    char lines[16384] = "";
    package_two_valued(lines, sizeof lines, "day", 8, 20, "3,measured", "1,derived");
    package_two_valued(lines, sizeof lines, "even", 0, 24, "7,measured", "");
    strcat(activity, lines);
    package_write(folder, "activity.csv", activity);
}

static inline void world_write_dependants(const struct package_folder *folder)
{
    package_write(folder, "sectors.csv",
                  "sector,name,profile,recapture,recapture_decay_hours,annual_output,value_added,"
                  "output_currency,basis\n"
                  "G,Trade,even,0.5,72,5000000000,1700000000,USD,derived\n"
                  "I,Food,even,,,2000000000,900000000,USD,derived\n");
    package_write(folder, "channels.csv",
                  "channel,name,grace_hours,onset_hours,shape,basis\n"
                  "sales,Sales,,,,assumed\n"
                  "messaging,Messaging,2,0,1,assumed\n");
    package_write(folder, "fallbacks.csv",
                  "sector,channel,fallback,share,basis\n"
                  ",messaging,beta,0.2,assumed\n"
                  "G,messaging,email,0.3,assumed\n"
                  "G,messaging,gamma,0.1,assumed\n");
    /* flows an hour: b1 10 and 5, b2 4 (EUR), b3 3 * 2, b4 8 */
    package_write(folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "fallback,fallback_share,basis\n"
                  "b1,G,north,175320,USD,alpha,sales,0.5,1,,,measured\n"
                  "b1,G,north,175320,USD,beta,sales,0.25,1,,,measured\n"
                  "b2,G,south,43830,EUR,alpha,messaging,0.8,1,,,reported\n"
                  "b3,I,north,26298,USD,alpha,sales,1,2,gamma,0.4,derived\n"
                  "b4,I,north,140256,USD,gamma,messaging,0.5,1,,,assumed\n");
}

static inline void world_write_catalogue(const struct package_folder *folder)
{
    package_write(folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,regions,scope_share,"
                  "confounded\n"
                  "e1,acme,alpha;beta,2021-10-04T15:39Z,371,0.75,north,0.9,no\n"
                  "e2,bolt,gamma,2020-03-05,90,1,,,no\n"
                  "e3,acme,alpha,,,0.5,,,earnings call\n"
                  "e4,acme,orkut,2019-07-03T14:00Z,120,1,,,no\n"
                  "e5,acme,beta,2021-02-03T04:30Z,300,0.6,,0.5,earnings the same day\n");
    package_write(folder, "event_returns.csv",
                  "event,symbol,role,day0,raw_0,car_0_0,se_0_0,car_0_1,se_0_1,market_cap_before\n"
                  "e1,ACM,owner,2021-10-04,-0.049,-0.032,0.016,-0.027,0.022,240000000\n"
                  "e1,SNP,peer,2021-10-04,-0.021,0.006,0.03,0.011,0.04,\n"
                  "e1,PIN,peer,2021-10-04,0.013,-0.002,0.03,-0.005,0.04,\n"
                  "e2,BLT,owner,2020-03-05,0.004,0.002,0.02,0.006,0.025,\n"
                  "e4,ACM,owner,2019-07-03,-0.007,-0.009,0.015,-0.013,0.021,\n"
                  "e5,ACM,owner,2021-02-03,0.061,0.057,0.016,0.09,0.02,\n");
    package_write(folder, "market_prior.csv",
                  "term,mean,sd\n"
                  "intercept,-0.02,0.01\n"
                  "odds_duration,0,0.5\n");
}

/* All files of the package, as they were at first. */
static inline void world_write_files(const struct package_folder *folder)
{
    world_write_model_tables(folder);
    world_write_dependants(folder);
    world_write_catalogue(folder);
}

static inline void world_write(const struct package_folder *folder)
{
    package_make((struct package_folder *)(uintptr_t)folder);
    world_write_files(folder);
}

/* The resources of its files in a description, one after the other, but for that called `without`.
 */
static inline void world_list_resources(char *text, size_t size, const char *without)
{
    static const char *const names[] = {
        "owners",   "platforms",    "regions",      "platform_regions", "fx",
        "activity", "sectors",      "channels",     "fallbacks",        "dependencies",
        "outages",  "market_prior", "event_returns"};
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        if (strcmp(names[i], without) != 0) {
            used += (size_t)snprintf(text + used, size - used,
                                     "%s{\"name\": \"%s\", \"path\": \"%s.csv\"}",
                                     used > 0 ? ", " : "", names[i], names[i]);
        }
    }
    assert_true(used < size);
}

/* The package, opened; its folder is gone once the tests of a group are (see world_close). */
struct world {
    struct package_folder folder;
    blackout_dataset *dataset;
};

static inline int world_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world_write(&world->folder);
    world->dataset = package_open(&world->folder);
    *state = world;
    return 0;
}

static inline int world_close(void **state)
{
    struct world *world = *state;
    blackout_dataset_free(world->dataset);
    package_remove(&world->folder);
    free(world);
    return 0;
}

/* Opens the package again, once a test has written another table. */
static inline void world_reopen(struct world *world)
{
    blackout_dataset_free(world->dataset);
    world->dataset = package_open(&world->folder);
}

#endif
