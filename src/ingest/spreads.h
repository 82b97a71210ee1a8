/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 5 % and 95 % values of figures without a range of their own, over their centres. Each takes a
 * logarithm and exponentials, and figures repeat: those that were worked out are kept. */
#ifndef BLACKOUT_INGEST_SPREADS_H
#define BLACKOUT_INGEST_SPREADS_H

#include "core/mapping.h"

struct spread {
    double centre; /* 0: the slot is empty */
    double sd;     /* on the scale of the transform; below 0 where that is the logit */
    double low;    /* over the centre */
    double high;
};

enum { SPREAD_SLOTS = 1024 }; /* 32 KB, which stay in a processor's cache */

/* {0} is empty. For one thread at a time. */
struct spreads {
    struct spread slots[SPREAD_SLOTS];
};

/* That of a centre above 0 on the scale of `transform`, TRANSFORM_LOG or TRANSFORM_LOGIT. It lives
 * until the next call. */
const struct spread *spreads_of(struct spreads *spreads, enum transform transform, double centre,
                                double sd);

#endif
