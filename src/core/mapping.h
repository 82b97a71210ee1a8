/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a standard normal to an uncertain input, through its 5 %, 50 % and 95 % values. */
#ifndef BLACKOUT_CORE_MAPPING_H
#define BLACKOUT_CORE_MAPPING_H

#include <stdbool.h>

#include "core/lanes.h"

/* The 95 % point of the standard normal distribution. */
extern const double mapping_z95;

enum transform {
    TRANSFORM_NONE,  /* certain */
    TRANSFORM_LOG,   /* amounts */
    TRANSFORM_LOGIT, /* shares */
    TRANSFORM_NORMAL /* a normal around 0: a score, or what may be negative */
};

/* Whether T(value) is finite: above 0, and below 1 for shares. */
bool transform_has(enum transform transform, double value);

/* X = T^-1( T(centre) + z s ), s the upper slope for z >= 0 and the lower one below. */
struct mapping {
    enum transform transform;
    double centre;
    double transformed; /* T(centre) */
    double lower;       /* (T(centre) - T(low)) / z_95 */
    double upper;       /* (T(high) - T(centre)) / z_95 */
};

/* Exact at the three points. A centre of 0, or of 1 for shares, is certain. */
struct mapping mapping_of_range(enum transform transform, double low, double centre, double high);

/* A value that does not vary. */
struct mapping mapping_certain(double centre);

/* Whether no score moves it. */
static inline bool mapping_is_certain(const struct mapping *mapping)
{
    return mapping->transform == TRANSFORM_NONE || (mapping->lower == 0 && mapping->upper == 0);
}

/* A range of which only the ends are known: its centre is half way between them under T. */
struct mapping mapping_between(enum transform transform, double low, double high);

/* A normal around 0. */
struct mapping mapping_normal(double sd);

/* The same from a standard deviation of T. */
struct mapping mapping_of_spread(enum transform transform, double centre, double sd);

/* The mapping of X / divisor, of a TRANSFORM_LOG or certain X. */
struct mapping mapping_divided(struct mapping mapping, double divisor);

/* The largest value that any score gives. */
double mapping_most(const struct mapping *mapping);

/* The 5 % and the 95 % value. */
double mapping_low(const struct mapping *mapping);
double mapping_high(const struct mapping *mapping);

/* Both, the same bits, at little more than the cost of one. */
void mapping_ends(double *low, double *high, const struct mapping *mapping);

/* `z` is cut at +-3.1, beyond which no range was ever asked for; at 0 it is the centre, to the last
 * bit. */
double mapping_value(const struct mapping *mapping, double z);

/* The values of all lanes: the same bits. */
void mapping_values(struct lanes *values, const struct mapping *mapping, const struct lanes *z);

#endif
