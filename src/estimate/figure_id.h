/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an estimate by number: what results have a place for. What each is, and who works
 * it out, is in figure_catalogue.h, above the results. */
#ifndef BLACKOUT_ESTIMATE_FIGURE_ID_H
#define BLACKOUT_ESTIMATE_FIGURE_ID_H

/* In the order in which a report has them; those of one group are together. */
enum figure_id {
    FIGURE_LOST_HOURS,
    FIGURE_OWNER_GROSS,
    FIGURE_OWNER_RECAPTURED,
    FIGURE_OWNER_UNCALIBRATED,
    FIGURE_OWNER_NET,
    FIGURE_DEPENDANTS,
    FIGURE_VALUE_ADDED,
    FIGURE_ADVERTISING,
    FIGURE_INDIRECT,
    FIGURE_RIVAL_GAIN,
    FIGURE_CREDITS,
    FIGURE_ACCOUNT_REVENUE,
    FIGURE_ACCOUNT_COSTS,
    FIGURE_ACCOUNT_GROSS,
    FIGURE_ACCOUNT_MADE_UP,
    FIGURE_ACCOUNT_RECOVERIES,
    FIGURE_ACCOUNT_NET,
    FIGURE_ECONOMY,
    FIGURE_INSURANCE_GROSS,
    FIGURE_INSURED,
    FIGURE_RETAINED,
    FIGURE_MARKET_CAP,
    FIGURE_FUNDAMENTAL,
    FIGURE_COUNT
};

#endif
