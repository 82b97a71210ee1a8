/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the samples of a figure exceed an amount: an estimate of P(figure > amount). */
#ifndef BLACKOUT_UNCERTAINTY_SHARE_ABOVE_H
#define BLACKOUT_UNCERTAINTY_SHARE_ABOVE_H

#include <stddef.h>

struct share_above {
    double share;
    double se; /* standard error, from independent replicates; 0 where all agree */
};

/* Of `count` > 0 values, of which number k belongs to replicate k mod `replicates`. */
struct share_above share_above(const double *values, size_t count, size_t replicates,
                               double amount);

#endif
