/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long is too long: the answers, for the report. Money is in `currency`. */
#ifndef BLACKOUT_TOLERABLE_TOLERABLE_H
#define BLACKOUT_TOLERABLE_TOLERABLE_H

#include "blackout/tolerable.h"
#include "estimate/result.h"

/* After an hour, four, a day, three days, a week: the lengths at which a business impact analysis
 * asks for the loss (practice of ISO/TS 22317; the standard names no lengths). */
enum { TOLERABLE_IMPACTS = 5 };
extern const double tolerable_impact_hours[TOLERABLE_IMPACTS];

enum tolerable_outcome {
    TOLERABLE_NONE,  /* a minute loses more */
    TOLERABLE_FOUND, /* some length does */
    TOLERABLE_ANY    /* the longest that was looked at does not */
};

/* An outage of some length, and its loss. Minutes 0: there is no such point. */
struct tolerable_point {
    size_t minutes;
    struct quantity loss;
};

/* Lengths are whole minutes: the answer is exact to the minute, and no finer. The impacts are
 * estimated whatever the answer, beyond the longest length too: the report has all five. */
struct tolerable_answer {
    struct result_scenario scenario; /* its duration is the tolerable one; 0: none is */
    enum tolerable_outcome outcome;
    struct tolerable_point within; /* the longest that is tolerable; nothing at TOLERABLE_NONE */
    struct tolerable_point beyond; /* a minute longer; nothing at TOLERABLE_ANY */
    double minutes_error;          /* standard error of the length, of the samples; 0: unknown */
    struct tolerable_point impacts[TOLERABLE_IMPACTS];
};

/* Texts and statistics are of the arena; it does not need the dataset any more. Read-only once it
 * is made. */
struct blackout_tolerable {
    struct arena arena;
    double limit; /* the most that is tolerable; a loss equal to it is */
    const char *currency;
    const char *at;                   /* a word of loss_at_words */
    const char *of;                   /* a word of loss_of_words */
    size_t longest_minutes;           /* up to which an answer is looked for */
    struct tolerable_answer *answers; /* of a scenario, then of its platforms one by one */
    size_t count;
    struct warning_list warnings;
    struct control_totals control; /* of the first estimate: all are of one dataset */
};

/* The number of a loss that is held against the limit, and its standard error; 0 where it has
 * none. */
double tolerable_number(const struct blackout_tolerable *tolerable, const struct quantity *loss);
double tolerable_error(const struct blackout_tolerable *tolerable, const struct quantity *loss);

#endif
