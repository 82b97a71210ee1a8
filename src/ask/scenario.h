/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outage as it was asked for: typed, but not yet met with a dataset. What is not given has no
 * value here: the dataset may have one (an event's length), and the defaults of this file are
 * applied by whoever needs them, so that a report can say what was asked and what was not. */
#ifndef BLACKOUT_ASK_SCENARIO_H
#define BLACKOUT_ASK_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "blackout/scenario.h"
#include "ask/name_list.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/mapping.h"

/* A condition on one column. */
struct override_condition {
    const char *column;
    const char *value; /* compared with the cell's text */
};

enum { MOST_CONDITIONS = 8 };

/* One input set by the scenario: `column` of the rows of `table` that meet all conditions; without
 * conditions of every row. Where none does, and the conditions are a whole key, it is a row more
 * (prepare/overlay.c, which also sees whether the dataset has the names). */
struct scenario_override {
    const char *table;
    const char *column;
    double value; /* certain: a range that the cell has is gone */
    struct override_condition where[MOST_CONDITIONS];
    size_t where_count;
};

struct filing_rule;

/* An amount that a loss is compared with. Of a rule the amount is in filing/rules.c. */
struct scenario_threshold {
    const char *name;               /* as it was asked for */
    const struct filing_rule *rule; /* whose amount it is; NULL: the amount below */
    double amount;
    const char *currency; /* NULL: that of the report */
};

/* Which number of a figure is held against an amount, and which figure. */
enum loss_at {
    LOSS_AT_CENTRAL,
    LOSS_AT_MEAN,
    LOSS_AT_P5,
    LOSS_AT_P25,
    LOSS_AT_P50,
    LOSS_AT_P75,
    LOSS_AT_P95
};
enum loss_of { LOSS_OF_OWNER_GROSS, LOSS_OF_OWNER_NET, LOSS_OF_DEPENDANTS };

/* A grid whose step does not meet its last value. */
struct scenario_grid {
    const char *input;
    const char *text; /* as it was asked for */
    const char *last; /* the last of its values */
};

/* Inputs that may be grids of numbers: start, duration, severity, recovery. One more in the table
 * of inputs is one more here, or the last to be noted has no warning. */
enum { MOST_GRIDS = 4 };

/* Texts and lists are the arena's, or those of the scenario that it is a variant of. Each member is
 * set by the setter of its input alone (scenario_inputs.c), but where it is no input. */
struct blackout_scenario {
    struct arena arena;
    uint64_t given; /* the inputs that have been set, by their number: one bit each */
    bool
        proportions; /* the loss as parts of what the owner has is asked for; no input of its own */
    bool filed;      /* for a form: without samples a threshold has its amount alone */
    bool apart; /* its event is one of several that are added up: what is of it alone, such as its
                   length, is drawn apart from theirs. No input of its own */
    struct name_list platforms;
    struct name_list regions;
    const char *name;  /* what the asker calls it; no input, and of no effect on figures */
    const char *owner; /* NULL: not given; so for the texts below */
    const char *event;
    const char *incident; /* whose costs and recoveries count; NULL: the event's */
    const char *currency;
    const char *severity_curve; /* a path, or what the bytes are called */
    const char *curve_bytes;    /* [curve_size]; NULL: a file */
    size_t curve_size;
    bool has_start;
    bool start_has_time; /* a date alone is midnight */
    instant start;
    double start_sd_hours; /* of a range from its 5 % to its 95 % value; 0: certain */
    bool has_duration;
    struct mapping duration_hours; /* certain, or a range from its 5 % to its 95 % value */
    bool has_severity;
    struct mapping severity;
    bool has_recovery;
    struct mapping recovery_hours;
    bool has_rebound;
    struct mapping rebound; /* share made up later; replaces the platforms' recapture */
    bool has_samples;
    double samples;
    bool has_until;
    double until; /* relative standard error of the mean */
    bool has_seed;
    double seed; /* whole, below 2^53 */
    bool has_top;
    size_t top;
    bool has_years;
    double years; /* to simulate, of a year at risk */
    bool has_min_duration;
    double min_duration_hours; /* shorter outages are left out of it */
    struct scenario_threshold *thresholds;
    size_t threshold_count;
    bool has_loss;
    double loss;               /* the most that is tolerable */
    const char *loss_currency; /* NULL: that of the report */
    bool has_loss_at; /* what holds where it is not given, tolerable.c has; so for loss_of */
    enum loss_at loss_at;
    bool has_loss_of;
    enum loss_of loss_of;
    bool has_longest;
    double longest_hours; /* longer outages are not looked at */
    struct scenario_override *overrides;
    size_t override_count;
    size_t override_capacity; /* a variant's is its count: it writes into no other's array */
    struct scenario_grid grids[MOST_GRIDS];
    size_t grid_count;
};

/* Samples where `samples` is not given: the standard error of a mean is then about a hundredth of
 * the spread, or less. */
enum { DEFAULT_SAMPLES = 10000, DEFAULT_SEED = 1 };

/* Simulated years where `years` is not given: the mean is then known to about a hundredth. Fewest:
 * the 250-year loss needs some; most: days of computing. */
enum { DEFAULT_YEARS = 100000, FEWEST_YEARS = 1000, MOST_YEARS = 100000000 };

/* What the words of `at` and `of` are, in the order of their enumerations, NULL at the end. */
extern const char *const loss_at_words[];
extern const char *const loss_of_words[];

/* The longest outage that is looked at where `longest` is not given: a month. */
enum { DEFAULT_LONGEST_HOURS = 30 * 24 };

/* Businesses that a report lists where `top` is not given. */
enum { DEFAULT_TOP = 10 };

#endif
