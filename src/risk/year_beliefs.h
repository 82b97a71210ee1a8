/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a year at risk would be if the rate and the lengths of outages were known, or had been
 * believed otherwise beforehand. The same simulated years serve every belief, each weighted by how
 * much likelier its outages are under it (importance sampling; Owen, Monte Carlo theory, methods
 * and examples, 2013, chapter 9): no belief is simulated anew. Of a year that is all of its outages
 * as drawn, however short. */
#ifndef BLACKOUT_RISK_YEAR_BELIEFS_H
#define BLACKOUT_RISK_YEAR_BELIEFS_H

#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"
#include "core/lanes.h"
#include "risk/outage_belief.h"

/* The outages of one process in a year, as far as beliefs tell them apart. */
struct year_outages {
    double count;
    double sum;     /* of ln hours */
    double squares; /* of their squares */
};

/* Simulated years, and what is believed of the outages of each process. */
struct year_sample {
    const struct year_outages *outages; /* [count][process_count] */
    size_t count;
    const struct outage_belief *processes;
    size_t process_count;
    uint64_t seed;
};

/* ln of how likely the outages of a year are, before the rate and the lengths are known: negative
 * binomial, and the marginal density of the normal-inverse-gamma model (Gelman et al. 2013,
 * sections 2.6 and 3.3). What is the same for all beliefs is left out. */
double year_log_marginal(const struct year_outages *outages, const struct gamma_rate *rate,
                         const struct normal_inverse_gamma *log_hours);

/* ln of how likely they are under a rate, and a mean and sd of ln hours; the same is left out. */
double year_log_likelihood(const struct year_outages *outages, double rate, double mean, double sd);

/* Weights of all years under belief number `belief`, drawn from what the processes have. They are
 * relative: only their proportions count. */
void year_weights_drawn(double *weights, const struct year_sample *sample, const double *marginals,
                        uint64_t belief);

/* Weights under other beliefs than those that the years were drawn from. */
void year_weights_other(double *weights, const struct year_sample *sample, const double *marginals,
                        const struct outage_belief *others);

/* year_log_marginal() of each year, over its processes: [count]. */
void year_marginals(double *marginals, const struct year_sample *sample);

/* The losses of a measure that are above 0, falling, and whose they are. All other years lost
 * nothing. */
struct year_losses {
    const double *losses; /* [count] */
    const uint32_t *years;
    size_t count;
};

/* What several measures lost in each year, LANES of them side by side. Years in which none lost
 * anything are not among them. */
struct year_table {
    const struct lanes *losses; /* [count][width] */
    const uint32_t *years;      /* [count], ascending */
    size_t count;
    size_t width;
};

/* Weights of years, and their sum. */
struct year_weights {
    const double *weights; /* [count] */
    size_t count;
    double total; /* year_total() */
};
double year_total(const double *weights, size_t count);

/* The means of all years: [width]. */
void year_means(struct lanes *means, const struct year_table *table,
                const struct year_weights *weights);

/* For each return period, from long to short and above 1, what is exceeded and the mean of the tail
 * beyond it. */
void year_tail(double *exceeded, double *tail_means, const struct year_losses *losses,
               const struct year_weights *of, const double *periods, size_t period_count);

#endif
