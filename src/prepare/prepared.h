/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the preparation of a scenario comes to: the model, and what names and explains its numbers.
 * Below the parts that fill it, and below those that read it. Written by the preparation alone and
 * const from then on, so that any number of threads may evaluate samples of one model. Rows and
 * texts are the dataset's, or in the arena: both outlive it. */
#ifndef BLACKOUT_PREPARE_PREPARED_H
#define BLACKOUT_PREPARE_PREPARED_H

#include "blackout/dataset.h"
#include "ask/scenario.h"
#include "core/warning.h"
#include "model/model.h"
#include "tables/dataset.h"

/* An input of the model: one cell of one table, or of the scenario. */
struct parameter {
    enum table_id table; /* NO_TABLE: the scenario itself, or the default of an empty cell */
    const char *key;     /* the row: "facebook", "facebook/europe" */
    const char *of;      /* what all such rows are of, "meta", "meta/europe", "" for the table:
                            inputs of one column move together by default; NULL: each by itself */
    const char *column;
    double centre;
    struct mapping mapping; /* how it varies in samples */
    bool has_range;         /* it has a range of its own; else it has the spread of its basis */
    bool taken;             /* for an empty cell */
    enum transform
        transform; /* of a range that `uncertainty` gives; TRANSFORM_NONE: it takes none */
    enum basis basis;
    const char *source;
};

/* What a scenario comes to once it has met a dataset. */
struct resolved_scenario {
    const struct row *event; /* of `outages`; NULL */
    const char *event_name;
    const char *event_changes; /* "platforms, duration" that are not the event's; NULL: none */
    const char *apart; /* the name under which what is of the outage alone is drawn; NULL: none */
    const char *owner_name; /* as asked for; NULL */
    bool has_start;
    instant start;
    bool start_has_time;   /* else 00:00 is taken */
    bool start_asked;      /* not that of `event` or of a measured curve */
    double start_sd_hours; /* 0: certain */
    double duration_hours;
    double severity;     /* of a measured curve: its mean over the duration */
    double window_hours; /* of a measured curve: to the end of its last value above 0 */
    double outage_hours; /* ... and its integral, the mean over what is hit */
    double recovery_hours;
    struct mapping duration_mapping; /* how the three vary in samples */
    struct mapping severity_mapping;
    struct mapping recovery_mapping;
    bool has_rebound; /* measured: it replaces the recapture of the platforms that are down */
    struct mapping rebound_mapping;
    double scope_share;
    bool event_moved; /* to other platforms or regions than the event's */
    string_id currency;
    double samples;
    double until; /* relative standard error of the mean to reach; 0: `samples` are taken */
    double seed;
    size_t top;              /* businesses to list; 0: none */
    size_t selected_count;   /* of platforms */
    string_id *selected;     /* in the order of the table */
    size_t region_count;     /* that the outage reaches */
    string_id *regions;      /* in the order of the table */
    const char *curve_path;  /* or what its bytes are called; NULL: a step */
    const char *curve_bytes; /* [curve_size], the caller's; NULL: a file */
    size_t curve_size;
};

/* A start without a time of day is the day, and its midnight an assumption. */
static inline bool resolved_start_is_certain(const struct resolved_scenario *scenario)
{
    return scenario->has_start && scenario->start_has_time && scenario->start_sd_hours == 0;
}

/* The basis of a profile's weights; a flat profile that stands in for a missing one is assumed. */
struct profile_info {
    enum basis basis;
    enum table_id table; /* ACTIVITY, TRAFFIC, or NO_TABLE for the flat one */
    const char *name;
};

/* The flow of a model cell by basis, as parts of 1. */
struct cell_info {
    double basis_part[BASIS_COUNT];
};

/* What the caller makes of a run: its own choice, never part of what is asked. {0}: an estimate. */
struct run_mode {
    bool no_further_losses; /* a year at risk: neither service credits nor indirect losses */
    bool net_alone;         /* and no waterfall: model.net_alone */
    bool no_hindsight; /* a backtest: market value is predicted from what was known at the start */
    bool no_class_error;    /* a calibration, which fits it: neither its location nor its spread */
    unsigned skipped_steps; /* a backtest's rivals: model.skipped_steps */
};

/* A row that is used, and when it became known. Kept for the report, which gives the date of every
 * figure that it used, old or not. */
struct vintage {
    enum table_id table;
    const char *key;
    bool dated;
    instant as_of;
    double per_usd; /* of fx */
};

struct prepared {
    struct arena *arena;
    struct run_mode mode;
    const blackout_dataset *dataset;
    struct resolved_scenario scenario;
    struct model model;
    /* Else every `parameters_add_...` in an initialiser would need a branch of its own. */
    bool out_of_memory; /* sticks; seen at the end of the preparation */
    struct parameter *parameters;
    size_t parameter_count;
    size_t parameter_capacity;
    /* [parameter_count], apart from `parameters`: a sample starts as one copy of it. */
    double *centres;               /* the central parameter vector */
    struct profile_info *profiles; /* of each profile of the model */
    struct cell_info *cells;       /* of each cell of the model */
    /* The report and the insurers ask by the dataset's cells, of which the model leaves out those
     * of platforms that are up. */
    uint32_t *cell_numbers;           /* of each cell of the dataset in the model; INDEX_NONE */
    const struct row **platform_rows; /* of each model platform, in force at the start */
    const struct row **owner_rows;
    const struct row **region_rows;
    const struct row **sector_rows;
    const struct row **channel_rows;
    const struct row **policy_rows; /* of each model policy, in `policies` */
    bool has_dependants;            /* there is a table of them, though none may be hit */
    bool has_value_added;           /* as the next ones: nothing that it needs is missing */
    bool has_economy;
    bool has_credits;
    instant first_month; /* of the model's months; without meaning where there is no start */
    bool has_indirect_loss;
    bool has_account;     /* the owner's costs and recoveries are asked for, or there are some */
    const char *incident; /* whose they are; NULL: it has no name */
    const struct row **cost_rows; /* of each of model.costs, as the next two */
    const struct row **recovery_rows;
    const struct row **own_policy_rows;
    parameter_id *coefficients; /* of each row of `supply` */
    struct vintage *vintages;   /* of what is down, and of rates */
    size_t vintage_count;
    size_t vintage_capacity;
    bool has_reference;
    instant reference; /* what they are held against: the start, or the latest of them */
    struct warning_list warnings;
};

/* Adds a warning of the run; `where` is a table and row, or "". */
void prepare_warn(struct prepared *prepared, const char *code, const char *where,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
