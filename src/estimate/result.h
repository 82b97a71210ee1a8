/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an estimate comes to: every figure of the report, in plain structures that own their texts.
 * Writers read this and nothing else. Money is in the report's currency, hours are hours, shares
 * and severities parts of 1. Texts and lists are the arena's, or constant: a result is whole
 * without its dataset and scenario. */
#ifndef BLACKOUT_ESTIMATE_RESULT_H
#define BLACKOUT_ESTIMATE_RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/estimate.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/control.h"
#include "core/warning.h"
#include "estimate/figure_id.h"
#include "uncertainty/statistics.h"

/* A figure; `present` false where an input is missing: then a warning says why. */
struct quantity {
    bool present;
    double central;
    const struct statistics *statistics; /* over the samples; NULL: not sampled */
};

/* What is lost, what policies pay of it, and what is left to the insured. */
struct insured_loss {
    struct quantity gross;
    struct quantity insured;
    struct quantity retained;
};

struct result_policy {
    const char *policy;
    const char *business; /* NULL: all together */
    struct insured_loss loss;
};

/* A platform's losses by one key: a channel, a sector, a region. */
struct result_part {
    const char *key;
    const char *name;
    struct quantity figures[FIGURE_COUNT]; /* those that the catalogue has there */
};

struct result_parts {
    struct result_part *parts;
    size_t count;
};

struct result_platform {
    const char *platform;
    const char *name;
    const char *owner;
    const char *owner_name;
    bool dated; /* its row says when it became known */
    instant as_of;
    struct quantity figures[FIGURE_COUNT];
    struct result_parts by_channel;
    struct result_parts by_sector;
    struct result_parts by_region;
};

/* A change of market value, in percent and in money; below 0 where value falls. The money is absent
 * where the value before is not known. */
struct result_change {
    double percent;
    struct quantity money;
};

/* What the share did on the day of the event, from event_returns; `present` false where the table
 * has no row of it, or the scenario is another outage. */
struct result_event_study {
    bool present;
    struct result_change raw;
    struct result_change abnormal;
    bool has_peers;
    struct result_change less_peer_mean; /* `peer_adjusted` of the report; without prices */
    size_t peer_count;
    bool has_peer_raw;           /* some peer has a raw return */
    double peer_raw_low_percent; /* the lowest raw return of the peers, and the highest */
    double peer_raw_high_percent;
    bool has_t;
    double t; /* of the abnormal return, over its standard error */
    bool has_day0;
    instant day0;
    bool confounded; /* other news moved the share */
};

/* An owner of which something is down. */
struct result_owner {
    const char *owner;
    const char *name;
    struct quantity figures[FIGURE_COUNT];
    double annual_revenue;       /* in the report's currency; NAN: not known */
    double shares;               /* outstanding; NAN: not known */
    bool has_prediction;         /* false: severity or duration is 0, or data are missing */
    struct result_change median; /* of the predicted change over two days */
    struct result_change p5;
    struct result_change p95;
    double probability_of_rise;
    size_t prediction_events; /* that it was learned from */
    size_t prediction_later;  /* of these, not yet known at the start */
    struct result_event_study event_study;
};

/* The part of the indirect loss that has been lost by so many hours after the start. */
struct result_indirect_time {
    const char *by; /* "outage": its end and its recovery's; "day", "week", "month" (30 days) */
    double hours;
    struct quantity indirect_loss;
};

struct result_business {
    const char *business;
    const char **platforms; /* that are down, in the order of its rows */
    size_t platform_count;
    struct quantity dependent_revenue_loss;
    double share_of_revenue;    /* loss / annual revenue of all its firms */
    double omnichannel_index;   /* 1 - HHI; of all its rows, hit or not, as the next */
    double largest_owner_share; /* of its revenue */
};

struct result_start {
    int hour_of_week; /* UTC, 0 is Monday 00:00 */
    double loss;      /* net, central */
};

/* Only without a start. Of losses within rounding the first hour of the week is named. */
struct result_timing {
    bool present;
    struct result_start owner_cheapest;
    struct result_start owner_dearest;
    bool has_dependants;
    struct result_start dependants_cheapest;
    struct result_start dependants_dearest;
};

/* One step of a waterfall: the change it makes, and where that leads. */
struct result_step {
    const char *step;
    struct quantity change;
    struct quantity running;
};

struct result_waterfall {
    struct result_step *steps;
    size_t count;
};

struct result_baseline {
    const char *method;
    double low; /* = high but for published ranges */
    double high;
    const char *formula;
    const char *source;
    bool dated;       /* what it rests on became known ... */
    instant earliest; /* ... from then ... */
    instant latest;   /* ... to then */
};

/* A row that was used: of an owner or platform that is down, or a rate of exchange. */
struct result_vintage {
    const char *table;
    const char *key;
    bool dated;
    instant as_of;
    bool is_rate;
    double per_usd;
};

enum { RESULT_BASIS_COUNT = 4 }; /* measured, reported, derived, assumed */

/* Parts of a total by what the inputs from one table rest on; they sum to 1, or are all 0 where the
 * total is. */
struct result_evidence_table {
    const char *table;
    double parts[RESULT_BASIS_COUNT];
};

struct result_evidence {
    const char *total;                /* "owner_revenue_loss/gross" */
    double parts[RESULT_BASIS_COUNT]; /* all inputs together: the weakest of each product */
    struct result_evidence_table *tables;
    size_t table_count;
};

struct result_input {
    const char *resource;
    const char *path; /* within its package, as messages show it */
    const char *package;
    const char *sha256; /* "" where nobody asks for it */
    size_t rows;        /* that were read, those that are not kept too */
    char delimiter;
};

/* An input that the scenario set. */
struct result_setting {
    const char *table;
    const char *column;
    double value;
    const char **where; /* [2 * where_count], a column and its text in turn */
    size_t where_count;
};

/* The 5 % and 95 % values of an input that was asked for as a range. */
struct result_range {
    bool present; /* false: it is one value, or nobody asked for it */
    double low;
    double high;
};

/* As it was found to be: what was asked for, completed by an event, a curve and defaults. */
struct result_scenario {
    const char **platforms; /* that are down, in the order of their table, as are the regions */
    size_t platform_count;
    const char *owner; /* NULL: not named */
    const char *event;
    const char *cause; /* apparent, of the event; NULL */
    const char **regions;
    size_t region_count;
    bool has_start;
    instant start;
    bool start_certain; /* with its time of day, and no range */
    double duration_hours;
    bool duration_certain; /* measured, or given as one value */
    double severity;
    double recovery_hours;
    bool recovery_certain;
    bool has_rebound;
    double rebound; /* share made up later, as measured */
    struct result_range duration_range;
    struct result_range severity_range;
    struct result_range recovery_range;
    struct result_range rebound_range;
    bool measured_curve;
    double window_hours; /* of a measured curve, whole: `duration_hours` leaves its low tail out */
    double outage_hours; /* its integral: as many hours in full */
    const char *currency;
    double samples; /* that were taken; a whole number, as `seed` */
    double until;   /* relative standard error that was asked for; 0: none */
    double seed;
    bool has_inputs; /* dated rows were used, ... */
    instant inputs_first;
    instant inputs_last; /* ... which are of these times */
    struct result_setting *settings;
    size_t setting_count;
};

/* A total whose samples are kept: scenarios are compared by them, sample by sample. */
struct result_target {
    enum figure_id id;
    const char *name; /* its path: "owner_revenue_loss/net" */
    struct quantity quantity;
    const double *values; /* [sample_count] */
};

enum { RESULT_TARGET_COUNT = 3 };

/* One line of the owner's account: a row of `costs` or `recoveries`, or an estimate. */
struct result_account_item {
    const char *side;  /* "cost", "recovery" */
    const char *kind;  /* a letter of article 7(1), or who gives it back; "": not divided */
    const char *words; /* what that is */
    const char *state; /* of a recovery: "expected", "received"; else "" */
    bool estimated;    /* by the model; else a row of a table */
    const char *basis; /* of a row: "measured", ...; else "estimated" */
    bool actual;       /* measured: an amount that law calls actual; else an estimate */
    struct quantity amount;
    const char *source;
    bool has_date;
    instant date; /* of booking */
};

/* What the incident cost the owner, besides revenue too, and what comes back. */
struct result_account {
    bool present;
    const double *gross_values; /* [sample_count], where an amount is compared with it or it is one
                                   of several; NULL */
    const char *incident;       /* NULL: it has no name */
    struct result_account_item *items;
    size_t count;
    struct quantity of_revenue; /* the net amount over the one owner's annual revenue ... */
    struct quantity of_income;  /* ... and income before tax; where they are asked for ... */
    struct quantity per_share;  /* ... and over its shares */
};

/* Whom the outage reaches, for filings. */
struct result_reach {
    bool has_users;
    double users_hit;   /* of the platform with most of them, times severity */
    double users;       /* of that platform, everywhere */
    double users_share; /* the largest part of its users that a platform has hit */
    bool has_union_users;
    double union_users_hit; /* in regions that consist of Member States */
    double union_users;
    const char *member_states; /* that are hit, ';' between */
    size_t member_state_count;
};

/* How likely one total exceeds an amount. */
struct result_exceedance {
    bool present; /* the total is known, and was sampled */
    enum figure_id id;
    const char *measure;
    double probability;
    double se; /* standard error, from independent replicates */
};

/* The totals of which that is known: those of RESULT_TARGET_COUNT, and the account's gross one. */
enum { RESULT_EXCEEDANCE_COUNT = RESULT_TARGET_COUNT + 1 };

/* An amount that losses are compared with: asked for, or that of a law. */
struct result_threshold {
    const char *name;       /* "dora"; "100000EUR" */
    double amount;          /* in `currency` */
    const char *currency;   /* as it was asked for */
    double in_report;       /* the same in the report's */
    const char *definition; /* what is compared with it */
    const char *source;     /* the act and article, and from when; "": asked for */
    struct result_exceedance of[RESULT_EXCEEDANCE_COUNT];
};

/* What drives one total: an uncertain input, or all that are not named together, which have indices
 * and no swing. */
struct result_driver {
    const char *factor; /* "platforms/facebook/recapture"; "all others" */
    bool has_swing;
    double low;  /* the total with the factor at its 5 % value */
    double high; /* ... and at its 95 % value */
    bool has_indices;
    double first[3]; /* first-order Sobol index: value, 5 %, 95 % */
    double total[3]; /* total index */
};

struct result_sensitivity {
    const char *target; /* "owner_revenue_loss/net" */
    double central;
    struct result_driver *drivers; /* the largest swing first */
    size_t driver_count;
    size_t indexed; /* drivers with indices, "all others" included */
    size_t samples; /* of each matrix of the design */
    bool converged; /* the widest interval of an index is narrow enough */
    double widest;  /* that width */
};

/* The arithmetic of one figure. */
struct result_explain_input {
    const char *name; /* "platforms/facebook/growth_factor" */
    double value;
    const char *basis;
    const char *source;
};

struct result_explain_step {
    const char *what;
    const char *formula;
    double value;
    const char *unit;
};

struct result_explanation {
    const char *path; /* NULL: none was asked for */
    struct result_explain_input *inputs;
    size_t input_count;
    struct result_explain_step *steps; /* the last one is the figure */
    size_t step_count;
};

/* One scenario's report. */
struct result {
    struct arena *arena;
    struct result_scenario scenario;
    struct result_input *inputs;
    size_t input_count;
    struct result_platform *platforms;
    size_t platform_count;
    struct result_owner *owners;
    size_t owner_count;
    struct quantity totals[FIGURE_COUNT]; /* those of insurance are absent without policies */
    struct result_business *top_businesses;
    size_t top_business_count;
    struct result_indirect_time *indirect_times; /* in their order; none without resilience */
    size_t indirect_time_count;
    struct result_policy *policies;
    size_t policy_count;
    struct result_account account;
    struct result_reach reach;
    struct result_timing timing;
    struct result_waterfall owner_waterfall;
    struct result_waterfall dependant_waterfall;
    struct result_baseline *baselines;
    size_t baseline_count;
    struct result_vintage *vintages;
    size_t vintage_count;
    struct result_evidence *evidence;
    size_t evidence_count;
    struct warning_list warnings;
    struct control_totals control;
    struct result_target targets[RESULT_TARGET_COUNT];
    size_t sample_count;
    const double
        *credit_values; /* [sample_count] of one outage of several that has credits; NULL */
    struct result_threshold *thresholds; /* in the order in which they were asked for */
    size_t threshold_count;
    struct result_sensitivity sensitivities[RESULT_TARGET_COUNT];
    size_t sensitivity_count;
    struct result_explanation explanation;
    const struct result *related; /* incidents that count together with this one; NULL ... */
    size_t related_count;         /* ... where none does, or the form does not ask */
};

/* All scenarios of one call. */
struct blackout_result {
    struct arena arena;
    struct result *results;
    size_t count;
    size_t told; /* the first results are of records that have been written: the others follow them,
                    in a report that is written part by part */
    struct warning_list warnings; /* of all of them */
    blackout_result *related;     /* of the first of them, owned; NULL */
};

#endif
