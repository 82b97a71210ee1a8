/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's aggregate of costs and losses: for each incident with a final report in the year what it
 * cost gross and what came back, and what the year adds to or takes from incidents of earlier ones
 * (JC/GL/2024/34). Of a partition of time into years every booking counts in one of them. */
#ifndef BLACKOUT_ANNUAL_ANNUAL_H
#define BLACKOUT_ANNUAL_ANNUAL_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/filing.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/control.h"
#include "core/warning.h"

/* A 5 % and a 95 % value. */
struct annual_range {
    bool present; /* it varies, and there are samples */
    double p5;
    double p95;
};

/* What is booked or estimated, in the report's currency; gross is revenue and costs. Central
 * values: a reversed booking is in them with its sign, so that each may be below 0 in a year of
 * adjustments. */
struct annual_amounts {
    double revenue;            /* forgone: kind f */
    double costs;              /* all others */
    double recoveries;         /* received */
    double expected;           /* recoveries that have not come; in no sum */
    struct annual_range range; /* of the gross sum; ranges themselves are not added */
};

static inline double annual_gross(const struct annual_amounts *amounts)
{
    return amounts->revenue + amounts->costs;
}

/* What one incident adds to the year. Until year_sum_up() the list has all that were met, also
 * those that count in other years. */
struct annual_incident {
    const char *incident;
    const char *owner; /* ""; it is not in the catalogue */
    bool has_report;   /* a day is known that stands for it */
    instant report;    /* of its final report; else when it began, or its first booking */
    bool adjustment;   /* of an incident of an earlier year */
    struct annual_amounts amounts;
    size_t bookings;           /* that count in the year */
    size_t cost_rows;          /* of it met so far, in any year: what tells its rows apart */
    bool actual;               /* all of it is booked, and measured */
    bool estimated;            /* some of it is the model's */
    bool catalogued;           /* it is an event of `outages` */
    instant first_revenue;     /* of its bookings of kind f; INSTANT_ANY: there is none ... */
    instant first_fee;         /* ... of kind d */
    const char *revenue_basis; /* the weakest of what is in it: "measured" to "assumed"; "estimated"
                                  by the model; "": nothing is */
    const char *costs_basis;
    double *samples; /* [annual->samples] of its gross sum; NULL: nothing is in it */
    bool varies;     /* they do */
};

struct annual_sum {
    struct annual_amounts amounts;
    size_t incidents;
    size_t estimated; /* incidents with an estimate of the model */
};

/* The year's sums, and what they are of. Texts are the arena's, or constants: it does not need the
 * dataset any more. Read-only once it is made. */
struct blackout_annual {
    struct arena arena;
    instant from;
    instant to;        /* the last day of it */
    const char *owner; /* NULL: of all */
    const char *currency;
    struct annual_incident *incidents; /* those of the year, then adjustments; by final report */
    size_t count;
    struct annual_sum year;        /* incidents whose report is in it */
    struct annual_sum adjustments; /* of incidents of earlier years */
    struct annual_sum all;         /* both; what the year's books show */
    size_t samples;                /* of the intervals; 0: there are none */
    size_t later;                  /* incidents whose final report comes after the year */
    struct warning_list warnings;
    struct control_totals control; /* of no table: how many rows of the package are rejected */
};

#endif
