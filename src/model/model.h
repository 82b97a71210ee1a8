/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of one scenario over one dataset, dense and without text: what preparation makes, and
 * what evaluation reads. Every input that can be uncertain is a number in the parameter vector; the
 * model holds its index. One evaluation is a pure function of (model, parameters, start).
 *
 * Symbols of the methodology in brackets. Hours count from the start of the outage [t0]. */
#ifndef BLACKOUT_MODEL_MODEL_H
#define BLACKOUT_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"

/* Index into the parameter vector. */
typedef uint32_t parameter_id;

#define PARAMETER_NONE UINT32_MAX
#define INDEX_NONE UINT32_MAX

/* An amount in its own currency. `per_usd` PARAMETER_NONE: US dollars. */
struct money {
    parameter_id amount;
    parameter_id per_usd;
};

/* ---- Stage 1: what is unavailable ------------------------------------------------------------ */

/* A straight piece of [sigma]: from one level to another. Pieces ascend and do not overlap. */
struct severity_piece {
    double from_hours;
    double to_hours;
    double level_from; /* share unavailable, in [0,1] */
    double level_to;
};

/* [sigma] of one platform in one region, as measured. */
struct severity_curve {
    const struct severity_piece *pieces;
    size_t piece_count;
};

/* Without measured curves every platform and region that is hit has one step, curve 0, built from
 * the three parameters. */
struct model_outage {
    parameter_id duration_hours; /* [D] */
    parameter_id severity;
    parameter_id recovery_hours;
    bool measured;
    double window_hours; /* of measured curves, to the end of the last value above 0 of any; D ends
                            at the last of at least half the maximum */
    const struct severity_curve *curves;
    bool start_varies;
    parameter_id start_hours; /* it begins so much later than the scenario's start */
};

/* ---- Stages 2 and 4: when -------------------------------------------------------------------- */

/* A weight for each hour of the week, mean 1: [w], [a], twice over, so that a week is read from any
 * hour on. Profile 0 is flat. */
struct model_profile {
    double weight[2 * HOURS_PER_WEEK];
};

/* [phi]: Weibull onset of a channel. */
struct model_channel {
    parameter_id grace_hours; /* [g] */
    parameter_id onset_hours; /* [theta] */
    parameter_id shape;       /* [m] */
};

enum kernel_kind {
    KERNEL_WINDOW,   /* 1 on [0, D): the hours alone */
    KERNEL_SEVERITY, /* sigma on [0, D) */
    KERNEL_FULL,     /* sigma to its end */
    KERNEL_DISCOUNT, /* the mean of exp(-u / decay) over what sigma loses of each hour, a number in
                        [0,1] and not hours */
    KERNEL_PRODUCT   /* another kernel times a discount, hour by hour */
};

/* An integral over time, sorted into local hours of the week: what is left to do is the product
 * with a profile. KERNEL_FULL may carry an onset and a fallback: sigma (1 - sigma_j) phi. */
struct model_kernel {
    enum kernel_kind kind;
    uint32_t curve;
    uint32_t fallback_curve;     /* INDEX_NONE: the fallback is up, or there is none */
    uint32_t channel;            /* INDEX_NONE: no onset */
    double offset_hours;         /* local time minus UTC; only its part within an hour matters */
    double from_hours;           /* what stands before does not count: a waiting time [W]; else 0 */
    parameter_id decay_hours[2]; /* of KERNEL_DISCOUNT, whose rates add up; PARAMETER_NONE */
    uint32_t of;                 /* of KERNEL_PRODUCT: the numbers of two kernels before it */
    uint32_t discount;
    uint32_t partner;    /* 1 + number of the kernel that differs by its fallback alone; 0: none */
    uint32_t next_alike; /* of KERNEL_DISCOUNT: 1 + number of the next that differs by its decay
                            alone and is integrated with it; 0: none */
    bool follows;        /* it is another one's next */
};

/* A profile by the local time of exposures, which is ahead of UTC by both. */
struct model_week {
    uint32_t profile;
    double offset_hours;       /* of the kernel */
    double whole_offset_hours; /* of the exposure */
};

/* [H], [E]: a kernel under a profile, in average hours. */
struct model_exposure {
    uint32_t kernel;
    uint32_t profile;
    double whole_offset_hours; /* local time minus UTC, less the kernel's part of it */
    uint32_t week;             /* number of what the profile is at that time */
};

/* Exposures of one kernel, which are worked out together. */
enum { BATCH_EXPOSURES = 4 };
struct model_batch {
    uint32_t kernel;
    uint32_t count;
    uint32_t exposures[BATCH_EXPOSURES]; /* after the last it again */
    uint32_t weeks[BATCH_EXPOSURES];     /* theirs */
};

/* The same platform or cell, from the plain hours to what counts, for the waterfall. */
struct exposure_steps {
    uint32_t window;
    uint32_t severity;
    uint32_t full;
};

/* ---- Stage 3: the owner ---------------------------------------------------------------------- */

/* What becomes of lost sales later. */
struct model_recapture {
    parameter_id share;       /* [kappa_0]; PARAMETER_NONE: 0 */
    parameter_id decay_hours; /* [lambda]; PARAMETER_NONE: no decay */
    parameter_id attrition;   /* lost again later, for each unit lost; PARAMETER_NONE: 0 */
};

struct model_platform {
    bool selected;            /* down in this scenario */
    double revenue_share_sum; /* of its regions, central: kept in every sample; 0: not kept */
    uint32_t owner;
    uint32_t next_of_owner; /* platforms of an owner in their order; after the last the first */
    uint32_t first_row; /* of platform_regions, which are in the order of platforms and regions */
    uint32_t row_count;
    struct money annual_revenue;
    struct model_recapture recapture;
    parameter_id growth_factor; /* PARAMETER_NONE: 1 */
    parameter_id usage_share;   /* PARAMETER_NONE: 1 */
    bool advertises;            /* for businesses in the model, which pay its owner for that */
    parameter_id subscription_revenue; /* where it advertises, in the currency of annual_revenue;
                                          PARAMETER_NONE: 0 */
};

/* A selected platform in one region. Exposures are INDEX_NONE where the region stays up. */
struct model_platform_region {
    uint32_t platform;
    uint32_t region;
    parameter_id revenue_share;
    uint32_t curve;                 /* of [sigma]; INDEX_NONE: it stays up */
    bool has_traffic;               /* its hours are its own, not borrowed */
    bool hours_unknown;             /* nor borrowed: there is no profile */
    struct exposure_steps exposure; /* `full` is [H] */
    uint32_t discounted;            /* [H] of what may be made up later; not read without a decay */
};

/* Terms of a platform: what it gives back where a month's availability is below the bound. */
struct model_credit_tier {
    double availability_below;
    parameter_id credit_share;
    parameter_id claimed_share; /* PARAMETER_NONE: 1 */
};

/* A selected platform whose subscriptions earn credits. */
struct model_credits {
    uint32_t platform;
    struct money subscription_revenue;     /* of a year */
    const struct model_credit_tier *tiers; /* the deepest, with the lowest bound, first */
    size_t tier_count;
};

/* A month that the outage may reach; without a start, an average one. */
struct model_month {
    double from_hours; /* below 0 in the month of the start */
    double to_hours;
};

/* What the model itself is wrong by, as the logarithm of the owner's net loss: that of a reference
 * class of outages, common to all, location + scale * t with Student's t of a standard normal
 * score's probability; and one for hours that are borrowed, which falls with the length of the
 * outage, a normal score times a standard deviation. Scores are 0 in the centre, where the location
 * is left. */
struct model_error_point {
    double duration_hours; /* ascending */
    double log_sd;
};

/* At least one where there is a score: linear in ln of the duration, constant outside. */
struct model_error_points {
    const struct model_error_point *points;
    size_t count;
};

struct model_error {
    parameter_id class_score; /* PARAMETER_NONE: none */
    double location;
    double scale;
    double degrees;                  /* of freedom; INFINITY: normal */
    const struct student_t_map *map; /* of these degrees; NULL: there are few samples */
    parameter_id hours_score;        /* PARAMETER_NONE: none */
    struct model_error_points borrowed;
    struct model_error_points unknown; /* without any profile */
};

struct model_owner {
    bool has_annual_revenue; /* then its platforms are scaled to it */
    struct money annual_revenue;
    parameter_id margin;   /* PARAMETER_NONE: no fundamental loss */
    parameter_id tax_rate; /* PARAMETER_NONE: no fundamental loss */
    uint32_t first_platform;
    parameter_id income; /* of a year before tax, in the currency of its revenue; PARAMETER_NONE:
                            not known */
};

/* ---- Stage 4: who depends on it -------------------------------------------------------------- */

struct model_sector {
    struct model_recapture recapture;
    parameter_id annual_output;  /* PARAMETER_NONE: not known */
    parameter_id value_added;    /* PARAMETER_NONE: not known, or no output to compare with */
    parameter_id output_per_usd; /* of annual_output; PARAMETER_NONE: US dollars */
    parameter_id diverted;       /* PARAMETER_NONE: not known */
    parameter_id resilience;     /* [K], per hour; PARAMETER_NONE: not known */
};

/* The figures of `dependencies` that make a flow; each has one factor over the whole table. */
enum flow_factor { FLOW_REVENUE, FLOW_SHARE, FLOW_FIRMS, FLOW_FACTOR_COUNT };

/* How a flow moves with them: its logarithm for a normal score below and above 0. */
struct flow_slopes {
    double lower[FLOW_FACTOR_COUNT];
    double upper[FLOW_FACTOR_COUNT];
};

/* One of them, with the slopes that it has for some cells. */
struct model_flow_factor {
    enum flow_factor of;
    double lower;
    double upper;
};

/* Flows of one currency that move alike: by the product of their factors. */
struct model_rate {
    parameter_id per_usd;
    uint32_t factors[FLOW_FACTOR_COUNT]; /* numbers of flow_factors */
};

/* What is lost, and of it what may be made up later: each hour times exp(-u / lambda). The second
 * is not read without a decay. */
enum loss_part { PART_LOST, PART_DISCOUNTED };

/* [E_j], and of it what waits for the fallback, each hour times exp(-u / tau_j); by part of the
 * loss. */
struct fallback_exposures {
    uint32_t all[2];
    uint32_t waiting[2]; /* INDEX_NONE where it is reached at once */
};

/* A part of a cell's flow that goes elsewhere. */
struct model_fallback {
    struct fallback_exposures exposures;
    parameter_id share;            /* [f_j]; PARAMETER_NONE: `flow_per_year` says it */
    parameter_id adaptation_hours; /* [tau_j]; PARAMETER_NONE: it is reached at once */
    double flow_per_year; /* sum of flow * f over rows with their own fallback; cell's currency */
    double lower_slope;   /* of that, with the score of fallback shares */
    double upper_slope;
    bool rival; /* it goes to a platform of another owner */
};

/* Rows that share platform, sector, region, channel, currency and fallback. */
struct model_cell {
    double flow_per_year; /* in the cell's currency */
    uint32_t platform;
    uint32_t sector;
    uint32_t region;
    uint32_t channel;
    uint32_t hours_class; /* number of the cells that lose the same hours */
    uint32_t rate_class;  /* number of the cells whose flows move alike */
    uint32_t kept_class;  /* number of the cells of which the same part is made up later */
    uint32_t curve;       /* of [sigma]; INDEX_NONE: it stays up */
    struct flow_slopes slopes;
    parameter_id per_usd; /* PARAMETER_NONE: US dollars */
    struct exposure_steps exposure;
    uint32_t onset[2]; /* [E], by part of the loss */
    uint32_t first_fallback;
    uint32_t fallback_count;
};

/* A row of a business that is reported by itself. */
struct model_business_row {
    uint32_t business; /* its number in the report */
    uint32_t cell;
    double flow_per_year;  /* in the cell's currency */
    double fallback_share; /* where the cell's rows have their own fallback */
    struct flow_slopes slopes;
};

/* ---- Stage 5: who supplies them -------------------------------------------------------------- */

struct sparse_rows;

/* Sectors linked by `supply`. Their A* is X^-1 A X for outputs X and technical coefficients A, so
 * one inverse, of I - A, serves for all outputs. Large tables of few links have none. */
struct model_supply {
    size_t count; /* 0: no indirect loss */
    const uint32_t *sectors;
    const uint32_t *places;                 /* of each sector in `sectors`; INDEX_NONE */
    const struct sparse_rows *coefficients; /* A: of input i for a unit of output of j */
    double largest_sum;        /* of a column: what a sector buys for a unit of output */
    const double *whole;       /* [count][count], A; NULL where `inverse` is */
    const double *inverse;     /* [count][count], of I - A; NULL: solved by sweeps */
    const double *multipliers; /* [count], the columns of (I - A)^-1 - I, added up */
    bool in_time;              /* whether it is followed in time: all have a resilience */
    const double *powers;      /* [power_count][count], of inoperability_pulse_powers() */
    size_t power_count;
};

/* What is lost in turn is told for these times: the end of the outage and its recovery, and so many
 * hours after its start. */
enum indirect_time { INDIRECT_OUTAGE, INDIRECT_DAY, INDIRECT_WEEK, INDIRECT_MONTH, INDIRECT_TIMES };

/* ---- Insurance ------------------------------------------------------------------------------- */

/* What policies insure: the rows of one business, or of all businesses together. */
struct model_insured {
    bool all;
    size_t first_row; /* of insured_rows */
    size_t row_count;
    double firms;           /* equal ones, to each of which the terms apply; 1 where `all` */
    double firms_slopes[2]; /* of its logarithm, for a score below and above 0 */
};

/* The exposures of a row after a waiting time. */
struct model_cover {
    uint32_t onset[2];     /* [E^W], alike */
    size_t first_fallback; /* of cover_fallbacks, one for each fallback of the row's cell */
};

/* Of a contract: certain, in its own currency. The waiting time is in the exposures. */
struct policy_terms {
    double deductible;
    double limit;
    double share;
    double aggregate_limit; /* of a year; INFINITY: none */
};

struct model_policy {
    uint32_t insured;
    size_t first_cover; /* one for each row of the insured */
    struct policy_terms terms;
    parameter_id per_usd;
};

/* ---- The owner's account ----------------------------------------------------------------------
 */

/* What an incident cost, or what came back of it. */
struct model_booking {
    struct money amount;
    double sign; /* -1: it takes back what was booked before */
};

/* An owner's own policy, on its net loss of revenue. Terms of a contract: certain, in its own
 * currency. */
struct model_own_policy {
    uint32_t before; /* the policy of the same owner that pays before it; INDEX_NONE: none does */
    uint32_t like;   /* its owner's first policy with this waiting time, perhaps itself */
    const uint32_t *rows; /* of platform_regions, the owner's */
    size_t row_count;
    const uint32_t *covers; /* [row_count]: the row's [E^W]; INDEX_NONE: it stays up; NULL where
                               another policy is `like` it */
    struct policy_terms terms;
    parameter_id per_usd;
};

/* ---- Baseline -------------------------------------------------------------------------------- */

struct model_economy {
    struct money gdp; /* of one region, a year */
    parameter_id digital_share;
    uint32_t exposure; /* integral of sigma: a full kernel under the flat profile */
};

/* ---- The whole ------------------------------------------------------------------------------- */

struct model {
    parameter_id report_per_usd; /* PARAMETER_NONE: US dollars */
    bool net_alone; /* of outputs the net losses, by platform and channel, and what policies pay are
                       read: others are not worked out, and windows and severities are those of the
                       whole curve */
    size_t parameter_count;
    size_t region_count;
    struct model_outage outage;
    const struct model_profile *profiles;
    const struct model_channel *channels;
    size_t channel_count;
    const struct model_kernel *kernels;
    size_t kernel_count;
    const struct model_exposure *exposures;
    size_t exposure_count;
    const struct model_week *weeks;
    size_t week_count;
    const struct model_batch *batches; /* of all exposures */
    size_t batch_count;
    const struct model_owner *owners;
    size_t owner_count;
    const struct model_platform *platforms;
    size_t platform_count;
    const struct model_platform_region *platform_regions;
    size_t platform_region_count;
    const struct model_credits *credits;
    size_t credits_count;
    const struct model_month *months; /* in their order, without gaps */
    size_t month_count;
    const struct model_sector *sectors;
    size_t sector_count;
    const struct model_cell *cells;
    size_t cell_count;
    const struct model_fallback *fallbacks;
    size_t fallback_count;
    const uint32_t *hours_leaders; /* a cell of each class, which stands for all of them */
    size_t hours_class_count;
    const struct model_flow_factor *flow_factors; /* the first is that of what is certain: 1 */
    size_t flow_factor_count;
    const struct model_rate *rates; /* of each rate class */
    size_t rate_class_count;
    const uint32_t *kept_leaders; /* in the order of their hours' classes */
    size_t kept_class_count;
    struct model_supply supply;
    const struct model_economy *economies; /* empty where a figure is missing */
    size_t economy_count;
    struct model_error error;
    unsigned skipped_steps; /* bits of enum owner_step, from growth to recapture, whose factors the
                               owner's net loss does not have: what an estimate would be without
                               that stage; 0: a full one */
    parameter_id flow_scores[FLOW_FACTOR_COUNT]; /* normal scores, 0 in the centre */
    parameter_id fallback_score;
    const struct model_business_row *business_rows;
    size_t business_row_count;
    size_t business_count;
    const struct model_insured *insured; /* single businesses first, `all` last */
    size_t insured_count;
    const struct model_business_row *insured_rows; /* `business` is not used */
    const struct model_policy *policies;           /* in the order of what they insure */
    size_t policy_count;
    const struct model_cover *covers;
    const struct fallback_exposures *cover_fallbacks;
    const struct model_booking *costs;
    size_t cost_count;
    const struct model_booking *recoveries;
    size_t recovery_count;
    const struct model_own_policy *own_policies; /* in the order in which they pay */
    size_t own_policy_count;
};

#endif
