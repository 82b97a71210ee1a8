/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bad a year can get: the losses of many simulated years, gathered one after another, and what
 * is exceeded once in so many years. Memory does not grow with the years: losses are kept to the
 * last bit while they fit, and from then on rounded, as little as makes them fit. Losses are
 * amounts of any unit, at least 0. (Grossi & Kunreuther 2005, Catastrophe Modeling, section 2.3) */
#ifndef BLACKOUT_STATS_EXCEEDANCE_H
#define BLACKOUT_STATS_EXCEEDANCE_H

#include <stddef.h>
#include <stdint.h>

#include "core/radix.h"
#include "core/sum.h"

struct exceedance {
    struct radix_item *losses; /* radix_key() of those above 0, and how many years had each;
                                  ascending up to `sorted` */
    size_t count;
    size_t sorted;
    size_t capacity;
    uint64_t years;
    uint64_t years_without; /* whose loss is 0 */
    struct sum total;
    struct sum squares;
    int bits; /* of a loss that are kept; 52: all */
};

/* `storage` is the caller's, [capacity]. Room for 4,096 losses serves any number of years: half of
 * it holds one loss of each exponent that a double has. Smaller storage serves as many years as it
 * has room for. */
void exceedance_init(struct exceedance *exceedance, struct radix_item *storage, size_t capacity);

/* Adds a year; the result does not depend on anything but the order of the calls. */
void exceedance_add(struct exceedance *exceedance, double loss);

/* How many columns of losses are added at a time. */
enum { EXCEEDANCE_COLUMNS = 4 };

/* Adds `years` years to each of `count` (1 to EXCEEDANCE_COLUMNS) columns, the same bits as by
 * exceedance_add(): year y lost rows[y * stride + c] of column c, a finite number. */
void exceedance_add_columns(struct exceedance *const *columns, size_t count, const double *rows,
                            size_t stride, size_t years);

/* Mean, standard deviation and standard error of the mean of the years. */
double exceedance_mean(const struct exceedance *exceedance);
double exceedance_sd(const struct exceedance *exceedance);
double exceedance_se(const struct exceedance *exceedance);

/* The quantile `p` of a year's loss: what is exceeded once in 1 / (1 - p) years, the value at
 * risk. For at least one year. */
double exceedance_quantile(struct exceedance *exceedance, double p);

/* The mean of the worst years / `period` of the years, that at the edge in part: the tail value at
 * risk of once in `period` years, period >= 1. Where the edge is one of many equal years, so much
 * of them counts as is missing, and no more (Rockafellar & Uryasev 2002; Acerbi & Tasche 2002). */
double exceedance_tail_mean(struct exceedance *exceedance, double period);

/* Once in how many years, of the chance that a year has it; infinite where that is 0. */
double exceedance_period(double chance);

/* The chance that a year has at least one event of a Poisson process with so many a year. */
double exceedance_chance(double rate);

/* The part of the years that lose less than what is reached once in `years` years. */
double exceedance_level(double years);

/* The part of the years that lose at least `loss`. */
double exceedance_probability(struct exceedance *exceedance, double loss);

/* Events with a rate a year each, `count` of them: how often a loss of at least `loss` happens. Its
 * inverse is the return period of CLIMADA (Aznar-Siguan & Bresch 2019); that of a year's chance,
 * which is at least 1, is the period of exceedance_chance(). */
double exceedance_rate(const double *losses, const double *rates, size_t count, double loss);

#endif
