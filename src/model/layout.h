/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one evaluation computes, and where it is in the output vector. MODEL_OUTPUTS is the one list
 * of it: the members of the layout, their sizes, and what each of their elements is of, follow. So
 * whoever sums elements says which outputs and of what (a platform, a region), and counts nothing.
 */
#ifndef BLACKOUT_MODEL_LAYOUT_H
#define BLACKOUT_MODEL_LAYOUT_H

#include "model/model.h"

/* Running amounts of the owner's waterfall, report currency. */
enum owner_step {
    OWNER_STRAIGHT_LINE, /* annual revenue / 8766 * D */
    OWNER_GROWTH,
    OWNER_USAGE,
    OWNER_HOUR_OF_WEEK,
    OWNER_SEVERITY,
    OWNER_RECOVERY,    /* = gross */
    OWNER_RECAPTURE,   /* less what is earned later */
    OWNER_CALIBRATION, /* by the location of the model's own error */
    OWNER_NET,         /* with the model's own error, which is 1 in the centre */
    OWNER_STEP_COUNT
};

enum dependant_step {
    DEPENDANT_STRAIGHT_LINE, /* flow / 8766 * D */
    DEPENDANT_HOUR_OF_WEEK,
    DEPENDANT_SEVERITY,
    DEPENDANT_RECOVERY,
    DEPENDANT_ONSET,
    DEPENDANT_FALLBACK,
    DEPENDANT_NET, /* after recapture */
    DEPENDANT_STEP_COUNT
};

/* What a loss of an owner is held against, of a year; 0 where it is not known. */
enum owner_base { OWNER_BASE_REVENUE, OWNER_BASE_INCOME, OWNER_BASE_COUNT };

/* What an output has an element for each of. Pairs have the platform first. */
enum model_axis {
    AXIS_WHOLE, /* one element alone */
    AXIS_ROW,   /* model.platform_regions */
    AXIS_PLATFORM,
    AXIS_PLATFORM_CHANNEL,
    AXIS_PLATFORM_SECTOR,
    AXIS_PLATFORM_REGION,
    AXIS_OWNER,
    AXIS_CREDITS,
    AXIS_SECTOR,
    AXIS_SUPPLY, /* model.supply.sectors */
    AXIS_POLICY,
    AXIS_COST,
    AXIS_RECOVERY,
    AXIS_OWN_POLICY,
    AXIS_BUSINESS
};

/* Each output: its enumerator, its member of the layout, the axis, and how many numbers an element
 * has; in the order of the vector. */
#define MODEL_OUTPUTS(OUTPUT)                                                                      \
    OUTPUT(OWNER_STEPS, owner_steps, AXIS_ROW, OWNER_STEP_COUNT)                                   \
    OUTPUT(LOST_DEMAND_HOURS, lost_demand_hours, AXIS_ROW, 1) /* H */                              \
    OUTPUT(ADVERTISING, advertising, AXIS_ROW, 1)             /* of OWNER_RECOVERY */              \
    OUTPUT(PLATFORM_HOURS, platform_hours, AXIS_PLATFORM, 1)  /* H, weighted by revenue */         \
    OUTPUT(FUNDAMENTAL_LOSS, fundamental_loss, AXIS_OWNER, 1)                                      \
    OUTPUT(CREDITS, credits, AXIS_CREDITS, 1)                                                      \
    OUTPUT(DEPENDANT_STEPS, dependant_steps, AXIS_WHOLE, DEPENDANT_STEP_COUNT)                     \
    OUTPUT(BY_CHANNEL, by_channel, AXIS_PLATFORM_CHANNEL, 1) /* net, as the next two */            \
    OUTPUT(BY_SECTOR, by_sector, AXIS_PLATFORM_SECTOR, 1)                                          \
    OUTPUT(BY_REGION, by_region, AXIS_PLATFORM_REGION, 1)                                          \
    OUTPUT(VALUE_ADDED, value_added, AXIS_PLATFORM_SECTOR, 1)                                      \
    OUTPUT(RIVAL_GAIN, rival_gain, AXIS_WHOLE, 1)                                                  \
    OUTPUT(PERTURBATION, perturbation, AXIS_SUPPLY, 1)   /* c* */                                  \
    OUTPUT(INOPERABILITY, inoperability, AXIS_SUPPLY, 1) /* q */                                   \
    OUTPUT(INDIRECT_LOSS, indirect_loss, AXIS_SUPPLY, 1)                                           \
    OUTPUT(INDIRECT_IN_TIME, indirect_in_time, AXIS_WHOLE, INDIRECT_TIMES) /* of all sectors */    \
    OUTPUT(ECONOMY_BASELINE, economy_baseline, AXIS_WHOLE, 1)                                      \
    OUTPUT(POLICY_GROSS, policy_gross, AXIS_POLICY, 1)     /* net loss, whoever bears it */        \
    OUTPUT(POLICY_INSURED, policy_insured, AXIS_POLICY, 1) /* before the aggregate limit */        \
    OUTPUT(POLICY_PAID, policy_paid, AXIS_POLICY, 1)       /* in a year with this outage */        \
    OUTPUT(COSTS, costs, AXIS_COST, 1)                                                             \
    OUTPUT(RECOVERIES, recoveries, AXIS_RECOVERY, 1)                                               \
    OUTPUT(OWN_COVERED, own_covered, AXIS_OWN_POLICY, 1) /* of the owner's net loss */             \
    OUTPUT(OWN_LEFT, own_left, AXIS_OWN_POLICY, 1)       /* of it, for policies that follow */     \
    OUTPUT(OWN_PAID, own_paid, AXIS_OWN_POLICY, 1)       /* in a year with this outage */          \
    OUTPUT(OWNER_BASES, owner_bases, AXIS_OWNER, OWNER_BASE_COUNT)                                 \
    OUTPUT(BUSINESSES, businesses, AXIS_BUSINESS, 1) /* the last: they are added late */

enum model_output {
#define OUTPUT(NAME, member, axis, width) OUTPUT_##NAME,
    MODEL_OUTPUTS(OUTPUT)
#undef OUTPUT
        MODEL_OUTPUT_COUNT
};

/* The place of each output's first number. */
struct model_layout {
#define OUTPUT(NAME, member, axis, width) size_t member;
    MODEL_OUTPUTS(OUTPUT)
#undef OUTPUT
    size_t count;
};

struct model_layout model_layout(const struct model *model);

/* Of what: a platform, a region, ... ; INDEX_NONE: of all. */
struct model_selection {
    uint32_t platform;
    uint32_t region;
    uint32_t channel;
    uint32_t sector;
    uint32_t owner;
};

struct model_selection model_select_all(void);

/* The first element of an output, from `element` on, that is of what is selected; SIZE_MAX: none.
 * What an axis does not tell apart is not looked at. */
size_t model_element(const struct model *model, enum model_output output,
                     const struct model_selection *selection, size_t element);

/* The place in the output vector of one of an element's numbers. */
size_t model_place(const struct model_layout *layout, enum model_output output, size_t element,
                   size_t number);

#endif
