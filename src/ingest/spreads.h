/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 5 % and 95 % values of figures without a range of their own, over their centres: those of
 * core/mapping.h, in closed form. */
#ifndef BLACKOUT_INGEST_SPREADS_H
#define BLACKOUT_INGEST_SPREADS_H

#include "tables/row.h"

struct spread {
    double low; /* over the centre */
    double high;
};

/* By basis: exp(+-z s), z the 95 % point of the standard normal and s the basis's spread. */
struct spreads {
    struct spread of[BASIS_COUNT];
};

void spreads_init(struct spreads *spreads);

/* Of an amount above 0, on the logarithm: the same for all of one basis. */
static inline struct spread spreads_of_amount(const struct spreads *spreads, enum basis basis)
{
    return spreads->of[basis];
}

/* Of a share c above 0, on the logit: an end e has (1 - e) / e = exp(-+z s) (1 - c) / c. All of
 * something, or more by rounding, is certain. */
static inline struct spread spreads_of_share(const struct spreads *spreads, enum basis basis,
                                             double share)
{
    const struct spread *of = &spreads->of[basis];
    const double rest = share < 1 ? 1 - share : 0;
    const double whole = share < 1 ? share : 1;
    return (struct spread){1 / (whole + rest * of->high), 1 / (whole + rest * of->low)};
}

#endif
