/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated years that beliefs weigh: the first of the run, as they are finished. */
#ifndef BLACKOUT_RISK_RISK_SAMPLE_H
#define BLACKOUT_RISK_RISK_SAMPLE_H

#include "risk/risk_run.h"
#include "risk/year_beliefs.h"

/* Years are LANES side by side. Those without an outage are kept until risk_sample_close(). */
struct risk_sample {
    size_t room;     /* years; whole blocks have one more */
    size_t kept;     /* of the run */
    size_t eventful; /* of them, once closed: those with an outage, however short */
    size_t *columns; /* numbers of the measures that have intervals */
    size_t column_count;
    size_t owners;
    struct normal_observations *log_hours; /* [blocks][owners] */
    struct lanes *losses; /* [2 * column_count][blocks]: sums and worst outages of a column */
};

/* Column `column` of the losses: 2 c is the sum of measure columns[c], 2 c + 1 its worst outage. */
struct lanes *risk_sample_losses(const struct risk_sample *sample, size_t column);

/* Leaves the years without an outage out. */
void risk_sample_close(struct risk_sample *sample);

/* The years that lost something in a column, by falling losses. False when memory is out. */
bool risk_sample_sort(struct year_losses *into, struct arena *arena,
                      const struct risk_sample *sample, size_t column);

#endif
