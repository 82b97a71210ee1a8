/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line after the answer of a report: when the outage starts, of when its inputs are, and how it
 * was sampled. The same outage costs more at another hour and in another year. */
#ifndef BLACKOUT_REPORT_RESTS_ON_H
#define BLACKOUT_REPORT_RESTS_ON_H

#include "document/document.h"
#include "estimate/result.h"

/* Of one scenario or several; {0} is of none. Times are UTC. Samples and seed are those of the last
 * one that was added: scenarios of one report have the same. */
struct rests_on {
    size_t scenarios;
    size_t with_start;
    instant first_start;
    instant last_start;
    bool has_inputs;
    instant inputs_first;
    instant inputs_last;
    double samples;
    double seed;
};

void rests_on_add(struct rests_on *rests, const struct result_scenario *scenario);

/* Begins a paragraph: "Start 2021-10-04 15:39 UTC; inputs of 2021-10-01. " */
void rests_on_dates(struct document *document, const struct rests_on *rests);

/* Goes on: "; inputs of 2021-10-01", where they are dated. */
void rests_on_inputs(struct document *document, const struct rests_on *rests);

/* Goes on: what the figures and their intervals are. The seed is a part of it: with it the same
 * figures come out again. */
void rests_on_samples(struct document *document, const struct rests_on *rests);

#endif
