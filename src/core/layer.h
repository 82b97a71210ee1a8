/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layer "limit in excess of deductible" (Klugman, Panjer & Willmot 2012, chapter 8), for what a
 * policy pays and for what several policies may pay together. */
#ifndef BLACKOUT_CORE_LAYER_H
#define BLACKOUT_CORE_LAYER_H

#include <math.h>

/* The part of `loss` above `deductible`, `limit` of it at most. */
static inline double layer_of(double loss, double deductible, double limit)
{
    return fmin(fmax(loss - deductible, 0), limit);
}

#endif
