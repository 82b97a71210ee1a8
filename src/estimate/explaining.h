/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An explanation in the making: what the parts that work figures out share, and those parts, one
 * for each figure. Each lists the inputs and the steps of the pieces that are asked for, and counts
 * the steps whose sum the figure is. */
#ifndef BLACKOUT_ESTIMATE_EXPLAINING_H
#define BLACKOUT_ESTIMATE_EXPLAINING_H

#include "core/lookup.h"
#include "estimate/inputs.h"
#include "estimate/run.h"

struct explaining {
    struct run *run;
    struct result_explanation *result;
    struct stage stage; /* of the centre */
    const struct figure_info *figure;
    struct model_selection of;    /* what of the model the figure is of */
    struct input_visitor visitor; /* lists inputs */
    size_t step_capacity;
    size_t input_capacity;
    struct lookup inputs; /* of the result, by name */
    size_t part_count;    /* steps that the figure is the sum of */
    const char *formula;  /* of the last step, where it is no plain sum; NULL */
    bool failed;          /* memory is out */
};

/* Lists an input once; `user` is the explaining. */
void explaining_input(void *user, const struct parameter *parameter);

/* Adds a step; a NULL text is memory that is out. `unit` and constant texts are kept and not
 * copied. A formula is to be followed by hand, with 12 digits of an amount and 10 of a factor; the
 * value has all of its own. */
void explaining_step(struct explaining *explaining, const char *what, const char *formula,
                     double value, const char *unit);

/* For texts that live as long as the result. */
struct arena *explaining_arena(const struct explaining *explaining);

const char *explaining_currency(const struct explaining *explaining);
extern const char explaining_average_hours[];

/* The value of a parameter, or `otherwise` where there is none. */
double explaining_value(const struct explaining *explaining, parameter_id id, double otherwise);

/* An identifier; "'office_hours' (assumed)"; "facebook in europe". */
const char *explaining_key(const struct explaining *explaining, const struct row *row, int column);
const char *explaining_profile(const struct explaining *explaining, uint32_t exposure);
const char *explaining_row(const struct explaining *explaining,
                           const struct model_platform_region *pr);

/* A step for the mean recapture of a loss, where it is not what is given. */
void explaining_recapture(struct explaining *explaining, const struct model_recapture *recapture,
                          double mean, const char *where);

/* Whether what is asked for has this one. */
bool explaining_wants(uint32_t wanted, uint32_t number);

/* ---- The figures (explain_owner.c, explain_dependants.c, explain_others.c) ------------------- */

void explain_lost_hours(struct explaining *explaining);
void explain_owner_gross(struct explaining *explaining);
void explain_owner_recaptured(struct explaining *explaining);
void explain_owner_uncalibrated(struct explaining *explaining);
void explain_owner_net(struct explaining *explaining);
void explain_fundamental(struct explaining *explaining);
void explain_advertising(struct explaining *explaining);

void explain_dependants(struct explaining *explaining);
void explain_value_added(struct explaining *explaining);
void explain_rival_gain(struct explaining *explaining);

void explain_indirect(struct explaining *explaining);
void explain_credits(struct explaining *explaining);
void explain_economy(struct explaining *explaining);

#endif
