/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk (methodology, stage 9): how often an owner's platforms fail, for how long, what
 * that costs in a year, and how rare a given outage is. */
#ifndef BLACKOUT_RISK_RISK_H
#define BLACKOUT_RISK_RISK_H

#include "blackout/risk.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/warning.h"
#include "estimate/result.h"
#include "stats/conjugate.h"
#include "risk/return_period.h"

/* Once in so many years. */
enum { RISK_CURVE_POINTS = 8, RISK_CONVERGENCE_POINTS = 5 };
extern const double risk_return_periods[RISK_CURVE_POINTS];

/* 5 % and 95 % of a figure over what is believed of the rate and the lengths of outages. */
struct risk_band {
    double p5;
    double p95;
};

/* Figures of the prior that the table of other priors halves and doubles. */
enum risk_prior_term {
    RISK_RATE_EVENTS,
    RISK_RATE_YEARS,
    RISK_MEDIAN_HOURS, /* e to the log_hours_mean */
    RISK_LENGTH_STRENGTH,
    RISK_LENGTH_SHAPE,
    RISK_LENGTH_SCALE,
    RISK_PRIOR_TERMS
};

/* A loss that is reached or exceeded once in `return_period` years; there are at least as many. */
struct risk_point {
    double return_period;
    double oep; /* occurrence: the worst outage of a year */
    double aep; /* aggregate: the sum of a year */
    double tvar_oep;
    double tvar_aep;
    struct risk_band oep_band; /* of measures that have bands */
    struct risk_band aep_band;
    struct risk_band tvar_oep_band;
    struct risk_band tvar_aep_band;
};

/* The mean so far, after a part of the years. */
struct risk_convergence {
    double years;
    double mean;
    double se;
    bool has_aep; /* there are a hundred years */
    double aep_100;
};

/* What is summed over a year, net of what is made up later: never over owners and those who depend
 * on them. */
enum risk_kind {
    RISK_OWNER,
    RISK_DEPENDANTS,
    RISK_POLICY_GROSS,   /* what a policy insures lost */
    RISK_POLICY_INSURED, /* what it pays */
    RISK_POLICY_RETAINED
};

struct risk_measure {
    const char *of;    /* owner, dependants, platform, policy */
    const char *name;  /* the owner, "all", the platform, the policy */
    const char *title; /* what people call that: "Facebook, Inc."; else its name */
    const char *loss;  /* owner_revenue_loss, dependent_revenue_loss, gross_, insured_, ... */
    enum risk_kind kind;
    size_t process;  /* whose outages; SIZE_MAX: of all owners */
    size_t platform; /* in the models; SIZE_MAX: all that are down */
    size_t policy;   /* in the models */
    double mean;     /* average annual loss, report currency; so are all amounts below */
    double sd;
    double se;
    bool has_bands; /* all but single platforms */
    struct risk_band mean_band;
    double other_priors[RISK_PRIOR_TERMS][2]; /* the mean with the figure halved, doubled */
    double chance;                            /* of a year with a loss */
    struct risk_point curve[RISK_CURVE_POINTS];
    struct risk_convergence convergence[RISK_CONVERGENCE_POINTS];
    size_t convergence_count;
    int bits; /* of the mantissa of a loss that were kept; fewer than 52 where years are many */
};

/* An outage, and how rare its losses are among those of its owner. */
struct risk_outage {
    const char *event; /* NULL: the scenario's own */
    const char *platforms;
    double duration_hours;
    double severity; /* share that is unavailable */
    bool asked;      /* it is the one that was asked about */
    struct risk_rarity {
        const char *loss;
        double amount;        /* if it happened again: the latest rows, centre; report currency */
        double return_period; /* years; INFINITY where no simulated year is as bad */
        struct return_period_interval interval;
        bool in_catalogue;       /* it counts in the owner's observed years */
        double catalogue_period; /* years, by those years alone */
    } rarities[2];
};

/* What an outage can strike, from a row of the catalogue. */
struct risk_footprint {
    int id;            /* from 1, over all owners: EventId of the tables */
    const char *event; /* NULL: all platforms, for want of a catalogued outage */
    const char *platforms;
    const char *regions; /* "": all */
    double severity;     /* the centre; that of each outage is drawn */
};

/* A catalogued outage of the owner that says less than it could, and why. */
struct risk_left_out {
    const char *event;
    const char *why;
};

struct risk_owner {
    const char *owner;
    const char *title; /* "Facebook, Inc." */
    bool observed;
    instant observed_from;
    instant observed_to;    /* as it is given */
    instant observed_end;   /* a day without a time is meant whole */
    double observed_years;  /* of 8,766 hours; 0 where it was not observed */
    size_t events;          /* in those years */
    struct gamma_rate rate; /* outages a year, of any length */
    double rate_p5;
    double rate_p95;
    size_t lengths;                        /* of them, how many are known */
    struct normal_inverse_gamma log_hours; /* ln of the length in hours */
    struct risk_footprint *footprints;
    size_t footprint_count;
    struct risk_left_out *left_out;
    size_t left_out_count;
    size_t left_out_capacity;
    struct risk_outage *outages;
    size_t outage_count;
};

struct blackout_risk {
    struct arena arena;
    struct result about; /* inputs and warnings */
    const char *currency;
    bool plain_ord; /* version 1 of Open Results Data: its columns alone, and numbers for words */
    double years;   /* a whole number, as the seed is */
    double seed;
    double shortest_hours; /* of outages that count; 0: all do */
    double longest_hours;  /* longer ones are cut to it */
    struct risk_owner *owners;
    size_t owner_count;
    struct risk_measure *measures;
    size_t measure_count;
};

#endif
