/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a year at risk would be if the rate and the lengths of outages were known, or had been
 * believed otherwise beforehand. The same simulated years serve every belief, each weighted by how
 * much likelier its outages are under it (importance sampling; Owen, Monte Carlo theory, methods
 * and examples, 2013, chapter 9): no belief is simulated anew. Of a year that is all of its outages
 * as drawn, however short. Years are LANES side by side, and those without any outage, which no
 * belief tells apart, are one. */
#ifndef BLACKOUT_RISK_YEAR_BELIEFS_H
#define BLACKOUT_RISK_YEAR_BELIEFS_H

#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"
#include "core/lanes.h"
#include "risk/outage_belief.h"

/* Simulated years, and what is believed of the outages of each process. Year number i is lane
 * i % LANES of block i / LANES: `count` of them, then one without outages, then none. */
struct year_sample {
    const struct normal_observations *log_hours; /* [year_blocks(count)][process_count] */
    size_t count;                                /* of years with an outage */
    size_t quiet;                                /* of those without */
    const struct outage_belief *processes;
    size_t process_count;
    uint64_t seed;
};
size_t year_blocks(size_t count);

/* ln of how likely the outages of each year are, before the rate and the lengths are known, over
 * all processes: negative binomial, and the marginal density of the normal-inverse-gamma model
 * (Gelman et al. 2013, sections 2.6 and 3.3): [blocks]. What is the same for all beliefs is left
 * out. */
void year_marginals(struct lanes *marginals, const struct year_sample *sample);

/* Weights of all years, [blocks], and their total. They are relative: only their proportions count.
 * In the place of the year without outages is what all of those weigh together. */
struct year_weights {
    struct lanes *weights;
    double total;
};

/* Weights under belief number `belief`, drawn from what the processes have. */
void year_weights_drawn(struct year_weights *weights, const struct year_sample *sample,
                        const struct lanes *marginals, uint64_t belief);

/* Weights under other beliefs than those that the years were drawn from. */
void year_weights_other(struct year_weights *weights, const struct year_sample *sample,
                        const struct lanes *marginals, const struct outage_belief *others);

/* The mean over all years of a loss, [blocks], which is 0 in years without an outage. */
double year_mean(const struct lanes *losses, size_t blocks, const struct year_weights *weights);

/* The losses of a measure that are above 0, falling, and whose they are. All other years lost
 * nothing. */
struct year_losses {
    const double *losses; /* [count] */
    const uint32_t *years;
    size_t count;
};

/* For each return period, from long to short and above 1, what is exceeded and the mean of the tail
 * beyond it. */
void year_tail(double *exceeded, double *tail_means, const struct year_losses *losses,
               const struct year_weights *of, const double *periods, size_t period_count);

#endif
