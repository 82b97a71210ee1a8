/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a standard normal to an uncertain input, through its 5 %, 50 % and 95 % values. */
#ifndef BLACKOUT_CORE_MAPPING_H
#define BLACKOUT_CORE_MAPPING_H

enum transform {
    TRANSFORM_NONE,  /* certain */
    TRANSFORM_LOG,   /* amounts */
    TRANSFORM_LOGIT, /* shares */
    TRANSFORM_NORMAL /* the standard normal itself */
};

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

/* A range of which only the ends are known: its centre is half way between them under T. */
struct mapping mapping_between(enum transform transform, double low, double high);

/* The same from a standard deviation of T. */
struct mapping mapping_of_spread(enum transform transform, double centre, double sd);

/* The 5 % and the 95 % value. */
double mapping_low(const struct mapping *mapping);
double mapping_high(const struct mapping *mapping);

/* `z` is cut at +-3.1, beyond which no range was ever asked for. */
double mapping_value(const struct mapping *mapping, double z);

#endif
